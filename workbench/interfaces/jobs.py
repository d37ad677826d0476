"""Translation jobs of the server: one worker process at a time, the rest queued. A job outlives the tab that asked for it.

The worker stays for a while after a job, with its model in memory: to load one takes longer than many a translation.
"""

from __future__ import annotations

import json
import signal
import subprocess
import sys
import threading
import uuid
from collections.abc import Callable
from contextlib import suppress
from dataclasses import asdict, dataclass, field, replace
from typing import Any

from pydantic import TypeAdapter

from workbench.settings import Settings
from workbench.store import now

MOST_ENDED = 50  # kept to be looked at, for as long as the server runs
ACTIVE = ("queued", "running")
WARM_SECONDS = 60
"""How long a worker without work is kept."""
AGAIN = "what was finished is kept: start it again"


@dataclass(slots=True)
class Job:
    """A translation that somebody asked for. `state` is queued, running, done, failed or cancelled."""

    article: str
    model: str = ""
    """The model to compare with what stands; empty for the server's own, which translates what has no translation."""
    segment: str = ""
    """The only sentence to translate; empty for all."""
    by: str = ""
    id: str = field(default_factory=lambda: uuid.uuid4().hex)
    state: str = "queued"
    error: str = ""
    progress: dict[str, Any] = field(default_factory=dict)
    ended_at: str = ""

    @property
    def active(self) -> bool:
        return self.state in ACTIVE

    def asks_for(self, article: str, model: str, segment: str) -> bool:
        return (self.article, self.model, self.segment) == (article, model, segment)


class Jobs:
    """The queue. All methods may be called from any thread. `changed` is told when a job comes, begins or ends."""

    def __init__(self, settings: Settings, changed: Callable[[], None] = lambda: None) -> None:
        self._settings = settings
        self._changed = changed
        self._lock = threading.Lock()
        self._come = threading.Condition(self._lock)
        self._jobs: list[Job] = []  # as they were asked for
        self._process: subprocess.Popen[str] | None = None
        self._followed = False  # whether the worker is at a job, and the runner reads what it tells
        self._runner: threading.Thread | None = None

    def start(self, article: str, model: str = "", segment: str = "", by: str = "") -> Job:
        """Queues a job, unless the same waits or runs already."""
        with self._lock:
            same = [job for job in self._jobs if job.active and job.asks_for(article, model, segment)]
            job = same[0] if same else Job(article, model, segment, by)
            if not same:
                self._jobs.append(job)
            if self._runner is None:
                self._runner = threading.Thread(target=self._run, daemon=True)
                self._runner.start()
            self._come.notify()
        self._changed()
        return job

    def get(self, article: str) -> Job | None:
        """The article's newest job."""
        with self._lock:
            return next((job for job in reversed(self._jobs) if job.article == article), None)

    def told(self) -> list[dict[str, Any]]:
        """All jobs in the order in which they were asked for; `ahead` counts those that come before a queued one."""
        with self._lock:
            active = [job for job in self._jobs if job.active]
            return [asdict(job) | {"ahead": active.index(job) if job.state == "queued" else 0} for job in self._jobs]

    def cancel(self, job_id: str) -> Job | None:
        """Stops a job, wherever it is; batches that are finished stay. None where there is no such job."""
        with self._lock:
            job = next((job for job in self._jobs if job.id == job_id), None)
            if job is None or not job.active:
                return job
            if job.state == "running":
                self._dismiss()
            self._end(job, "cancelled")
        self._changed()
        return job

    def close(self) -> None:
        """Stops everything, for the end of the server."""
        with self._lock:
            for job in self._jobs:
                if job.active:
                    self._end(job, "cancelled")
            self._dismiss()
            self._come.notify()

    def _dismiss(self) -> None:
        """Ends the worker, if there is one; whoever follows it closes its pipes. Call it with the lock."""
        process, self._process = self._process, None
        if process is not None:
            process.terminate()
            if not self._followed:
                _close(process)

    def _end(self, job: Job, state: str, error: str = "") -> None:
        job.state, job.error, job.ended_at = state, error, now()
        ended = [job for job in self._jobs if not job.active]
        for oldest in ended[: max(0, len(ended) - MOST_ENDED)]:
            self._jobs.remove(oldest)

    def _run(self) -> None:
        while job := self._next():
            try:
                process = self._ask(job)
            except OSError as error:
                with self._lock:
                    self._end(job, "failed", f"No translation could be started ({error.strerror}): try again later.")
            else:
                self._changed()
                if process is not None:
                    self._watch(job, process)
            self._changed()

    def _next(self) -> Job | None:
        """The job whose turn it is, as soon as there is one; None after a while without, when there is no worker any more."""

        def queued() -> Job | None:
            return next((job for job in self._jobs if job.state == "queued"), None)

        with self._lock:
            self._come.wait_for(lambda: queued() or self._process is None, timeout=WARM_SECONDS)
            job = queued()
            if job is None:
                self._dismiss()
                self._runner = None
            else:
                job.state = "running"
            return job

    def _ask(self, job: Job) -> subprocess.Popen[str] | None:
        """Asks the worker there is, or a new one; nobody where the job was stopped just now. Raises OSError."""
        # A named model is looked for as `auto` does: the engine of the server may be another one.
        settings = replace(self._settings, engine="auto", model=job.model) if job.model else self._settings
        plain = TypeAdapter(Settings).dump_python(settings, mode="json")
        request = {"settings": plain, "article": job.article, "beside": bool(job.model), "segment": job.segment}
        with self._lock:
            if not job.active:
                return None
            if self._process is not None and self._process.poll() is not None:  # ended by somebody else
                self._dismiss()
            process = self._process = self._process or _spawn()
            process.stdin.write(json.dumps(request) + "\n")
            process.stdin.flush()
            self._followed = True
        return process

    def _watch(self, job: Job, process: subprocess.Popen[str]) -> None:
        """Follows the worker to the end of the job, or to its own."""
        finished, error = False, ""
        for line in process.stdout:
            message = json.loads(line)
            job.progress = message.get("progress", job.progress)
            error = message.get("error", error)
            if finished := bool(message.get("done")):
                break
        with self._lock:
            self._followed = False
            if not finished or self._process is not process:
                self._process = None
                _close(process)
            if job.active:
                self._end(job, "done" if finished else "failed", "" if finished else error or _why(process.returncode))


def _spawn() -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-m", "workbench.interfaces.worker"],
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True, encoding="utf-8",
    )  # fmt: skip


def _close(process: subprocess.Popen[str]) -> None:
    """Closes the pipes to a worker, which ends one that still runs, and waits for its end."""
    with suppress(BrokenPipeError):
        process.stdin.close()
    process.stdout.close()
    process.wait()


def _why(code: int) -> str:
    """Why a worker ended that said nothing."""
    if code == -getattr(signal, "SIGKILL", 9):
        return f"The system ended the translation, most often for want of memory; {AGAIN}, or choose a smaller model."
    return f"The translation stopped unexpectedly (code {code}); {AGAIN}."
