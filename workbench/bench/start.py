"""How long an engine takes from nothing to its first sentence, measured in a fresh Python each time: see `fresh`."""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import IO

from pydantic import TypeAdapter

from workbench.errors import ModelUnavailable, WorkbenchError
from workbench.settings import Settings

Tell = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class Start:
    """Seconds. `total` is by the clock of the one who waits, and a little more than the sum of the others."""

    imports: float
    """Starting Python, and every import on the way, those the engine makes while it loads included."""
    load: float
    """From the engine's name to a loaded model, without the imports; cold, making the model ready is part of it."""
    first_sentence: float
    total: float


def warm(sentence: str, language: str, settings: Settings, tell: Tell) -> Start:
    """The start of an engine whose model is in the cache. Raises WorkbenchError when it does not start."""
    tell("starting a fresh Python: warm")
    return _start(sentence, language, settings, tell)


def cold(sentence: str, language: str, settings: Settings, tell: Tell) -> Start:
    """The start with a cache that is empty, and removed afterwards. It lies in the real one: on the same disk.

    Raises ModelUnavailable for a model that would have to be fetched first.
    """
    tell("starting a fresh Python: cold, with an empty cache")
    settings.cache.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix="bench-", dir=settings.cache, ignore_cleanup_errors=True) as empty:
        try:
            return _start(sentence, language, replace(settings, cache=Path(empty)), tell)
        except ModelUnavailable as error:
            raise ModelUnavailable(
                f"With an empty cache the engine does not start, so leave --cold out: {error}"
            ) from None


def _start(sentence: str, language: str, settings: Settings, tell: Tell) -> Start:
    request = {
        "settings": TypeAdapter(Settings).dump_python(settings, mode="json"),
        "language": language,
        "sentence": sentence,
    }
    started = time.perf_counter()
    with tempfile.TemporaryFile("w+", encoding="utf-8", errors="replace") as complaints:
        process = subprocess.Popen(
            [sys.executable, "-m", "workbench.bench.fresh", json.dumps(request)],
            stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=complaints, text=True, encoding="utf-8",
        )  # fmt: skip
        with process:
            try:
                return _follow(process, started, tell, complaints)
            finally:
                process.kill()  # it has told all it knows, or we are being stopped


def _follow(process: subprocess.Popen[str], started: float, tell: Tell, complaints: IO[str]) -> Start:
    """Reads the process's lines of JSON as they come: when they come is part of the measurement."""
    python = 0.0
    for line in process.stdout:
        message = json.loads(line)
        if "message" in message:
            tell(message["message"])
        elif "error" in message:
            raise ModelUnavailable(message["error"])
        elif "ready" in message:
            python = time.perf_counter() - started
        else:
            imports = python + message["imports"]
            return Start(imports, message["load"], message["first_sentence"], time.perf_counter() - started)
    complaints.seek(0)
    last = (complaints.read().strip().splitlines() or ["it said nothing"])[-1]
    raise WorkbenchError(
        f"A fresh Python ended before its first sentence ({last}): try `workbench run` with the same engine."
    )
