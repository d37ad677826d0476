"""Translation jobs of the server: one worker process at a time, the rest queued. A job outlives the tab that asked for it."""

from __future__ import annotations

import json
import signal
import subprocess
import sys
import threading
import uuid
from collections.abc import Callable
from dataclasses import asdict, dataclass, field, replace
from typing import Any

from pydantic import TypeAdapter

from workbench.settings import Settings
from workbench.store import now

MOST_ENDED = 50  # kept to be looked at, for as long as the server runs
ACTIVE = ("queued", "running")
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
        self._jobs: list[Job] = []  # as they were asked for
        self._process: subprocess.Popen[str] | None = None
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
            if job.state == "running" and self._process is not None:
                self._process.terminate()
            self._end(job, "cancelled")
        self._changed()
        return job

    def close(self) -> None:
        """Stops everything, for the end of the server."""
        with self._lock:
            for job in self._jobs:
                if job.active:
                    self._end(job, "cancelled")
            if self._process is not None:
                self._process.terminate()

    def _end(self, job: Job, state: str, error: str = "") -> None:
        job.state, job.error, job.ended_at = state, error, now()
        ended = [job for job in self._jobs if not job.active]
        for oldest in ended[: max(0, len(ended) - MOST_ENDED)]:
            self._jobs.remove(oldest)

    def _run(self) -> None:
        while True:
            with self._lock:
                job = next((job for job in self._jobs if job.state == "queued"), None)
                if job is None:
                    self._runner = None
                    return
                job.state = "running"
                try:
                    process = self._process = self._spawn(job)
                except OSError as error:
                    process = None
                    self._end(job, "failed", f"No translation could be started ({error.strerror}): try again later.")
            self._changed()
            if process is not None:
                self._watch(job, process)
                self._changed()

    def _spawn(self, job: Job) -> subprocess.Popen[str]:
        process = subprocess.Popen(
            [sys.executable, "-m", "workbench.interfaces.worker"],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True, encoding="utf-8",
        )  # fmt: skip
        # A named model is looked for as `auto` does: the engine of the server may be another one.
        settings = replace(self._settings, engine="auto", model=job.model) if job.model else self._settings
        plain = TypeAdapter(Settings).dump_python(settings, mode="json")
        request = {"settings": plain, "article": job.article, "beside": bool(job.model), "segment": job.segment}
        process.stdin.write(json.dumps(request) + "\n")
        process.stdin.flush()
        return process

    def _watch(self, job: Job, process: subprocess.Popen[str]) -> None:
        """Follows the worker to its end. The pipe to it stays open until then, because the worker ends when it closes."""
        finished, error = False, ""
        for line in process.stdout:
            message = json.loads(line)
            job.progress = message.get("progress", job.progress)
            error = message.get("error", error)
            finished = finished or bool(message.get("done"))
        process.wait()
        process.stdin.close()
        process.stdout.close()
        with self._lock:
            self._process = None
            if job.active:
                self._end(job, "done" if finished else "failed", "" if finished else error or _why(process.returncode))


def _why(code: int) -> str:
    """Why a worker ended that said nothing."""
    if code == -getattr(signal, "SIGKILL", 9):
        return f"The system ended the translation, most often for want of memory; {AGAIN}, or choose a smaller model."
    return f"The translation stopped unexpectedly (code {code}); {AGAIN}."
