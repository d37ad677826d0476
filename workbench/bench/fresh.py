"""The process whose start is measured: told what to translate in its argument, it reports JSON lines on standard output."""

from __future__ import annotations

import builtins
import json
import sys
import threading
import time
from typing import Any

from workbench.errors import WorkbenchError

_answers = sys.stdout


class ImportClock:
    """Adds up the seconds that import statements take, wherever they stand: engines import their libraries as they load."""

    def __init__(self) -> None:
        self.seconds = 0.0
        self._import = builtins.__import__
        self._inside = False

    def __enter__(self) -> ImportClock:
        builtins.__import__ = self._timed
        return self

    def __exit__(self, *error: object) -> None:
        builtins.__import__ = self._import

    def _timed(self, *arguments: Any, **named: Any) -> Any:
        if self._inside or threading.current_thread() is not threading.main_thread():
            return self._import(*arguments, **named)
        self._inside, started = True, time.perf_counter()
        try:
            return self._import(*arguments, **named)
        finally:
            self._inside = False
            self.seconds += time.perf_counter() - started


def main() -> int:
    global _answers
    # What a model library prints must not get between the lines of JSON.
    _answers, sys.stdout = sys.stdout, sys.stderr
    _tell(ready=True)
    request = json.loads(sys.argv[1])
    try:
        with ImportClock() as clock:
            _tell(**_first_sentence(request, clock))
    except WorkbenchError as error:
        _tell(error=str(error))
        return 1
    return 0


def _first_sentence(request: dict[str, Any], clock: ImportClock) -> dict[str, float]:
    """Seconds of imports, and of loading and translating without them."""
    from pydantic import TypeAdapter

    from workbench import translate
    from workbench.settings import Settings

    settings = TypeAdapter(Settings).validate_python(request["settings"])
    sentence, language = request["sentence"], request["language"]
    began, imported = time.perf_counter(), clock.seconds
    engine = translate.choose(settings, language, lambda message: _tell(message=message))
    engine.lengths([sentence], language)  # loads what is not loaded yet
    loaded, imported_loading = time.perf_counter(), clock.seconds
    engine.translate([sentence], language, translate.decoding_of(settings, engine))
    return {
        "imports": clock.seconds,
        "load": loaded - began - (imported_loading - imported),
        "first_sentence": time.perf_counter() - loaded - (clock.seconds - imported_loading),
    }


def _tell(**message: Any) -> None:
    print(json.dumps(message), file=_answers, flush=True)


if __name__ == "__main__":
    sys.exit(main())
