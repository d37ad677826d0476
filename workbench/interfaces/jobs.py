"""Translation jobs of the server: one worker process at a time, the rest queued. A job outlives the tab that asked for it."""

from __future__ import annotations

import json
import subprocess
import sys
import threading
from collections import deque
from dataclasses import dataclass, field
from typing import Any

from pydantic import TypeAdapter

from workbench.settings import Settings


@dataclass(slots=True)
class Job:
    """What became of one article's translation. `state` is queued, running, done, failed or cancelled."""

    article: str
    state: str = "queued"
    error: str = ""
    progress: dict[str, Any] = field(default_factory=dict)


class Jobs:
    """The queue. All methods may be called from any thread."""

    def __init__(self, settings: Settings) -> None:
        self._settings = TypeAdapter(Settings).dump_python(settings, mode="json")
        self._lock = threading.Lock()
        self._jobs: dict[str, Job] = {}
        self._queue: deque[Job] = deque()
        self._process: subprocess.Popen[str] | None = None
        self._runner: threading.Thread | None = None

    def start(self, article: str) -> Job:
        """Queues an article, unless it waits or runs already."""
        with self._lock:
            job = self._jobs.get(article)
            if job is None or job.state not in ("queued", "running"):
                job = self._jobs[article] = Job(article)
                self._queue.append(job)
                if self._runner is None:
                    self._runner = threading.Thread(target=self._run, daemon=True)
                    self._runner.start()
            return job

    def get(self, article: str) -> Job | None:
        """The article's newest job."""
        return self._jobs.get(article)

    def cancel(self, article: str) -> None:
        """Stops an article's job; batches that are finished stay."""
        with self._lock:
            job = self._jobs.get(article)
            if job is None or job.state not in ("queued", "running"):
                return
            if job.state == "queued":
                self._queue.remove(job)
            elif self._process is not None:
                self._process.terminate()
            job.state = "cancelled"

    def close(self) -> None:
        """Stops everything, for the end of the server."""
        with self._lock:
            self._queue.clear()
            if self._process is not None:
                self._process.terminate()

    def _run(self) -> None:
        while True:
            with self._lock:
                if not self._queue:
                    self._runner = None
                    return
                job = self._queue.popleft()
                job.state = "running"
                self._process = self._spawn(job)
            self._watch(job, self._process)

    def _spawn(self, job: Job) -> subprocess.Popen[str]:
        process = subprocess.Popen(
            [sys.executable, "-m", "workbench.interfaces.worker"],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True, encoding="utf-8",
        )  # fmt: skip
        request = {"settings": self._settings, "articles": [job.article]}
        process.stdin.write(json.dumps(request) + "\n")
        process.stdin.flush()
        return process

    def _watch(self, job: Job, process: subprocess.Popen[str]) -> None:
        """Follows the worker to its end. The pipe to it stays open until then, because the worker ends when it closes."""
        finished = False
        for line in process.stdout:
            message = json.loads(line)
            job.progress = message.get("progress", job.progress)
            job.error = message.get("error", job.error)
            finished = finished or bool(message.get("done"))
        process.wait()
        process.stdin.close()
        process.stdout.close()
        with self._lock:
            self._process = None
            if job.state == "running":
                job.state = "done" if finished else "failed"
                if not finished:
                    job.error = (
                        job.error or "The translation stopped unexpectedly; what was finished is kept: start it again."
                    )
