"""The process that translates for the page: told what to do on standard input, it reports JSON lines on standard output.

It takes one request after the other, with the model that the last one left in memory, until one fails. It imports no web
framework, so it starts fast and a crash in a model library cannot take the page down. It ends when its standard input closes:
a server killed in any way leaves no worker behind. Ending it at any moment loses no finished batch.
"""

from __future__ import annotations

import json
import os
import sys
import threading
from contextlib import suppress
from dataclasses import asdict
from pathlib import Path
from queue import SimpleQueue
from typing import Any

from pydantic import TypeAdapter

from workbench import pipeline, versions
from workbench.errors import WorkbenchError
from workbench.settings import Settings
from workbench.store import Workspace
from workbench.translate import Loaded

NICE = 10
MOST_CHARACTERS = 300  # of what a library says
_answers = sys.stdout


def main() -> int:
    global _answers
    # What a model library prints must not get between the lines of JSON.
    _answers, sys.stdout = sys.stdout, sys.stderr
    _step_back()
    requests: SimpleQueue[str] = SimpleQueue()
    threading.Thread(target=_listen, args=(requests,), daemon=True).start()
    loaded: Loaded = {}
    while _answer(json.loads(requests.get()), loaded):
        pass
    return 1


def _answer(request: dict[str, Any], loaded: Loaded) -> bool:
    """Whether it was done: after a failure nobody knows what state the model is in."""
    try:
        _do(request, loaded)
    except WorkbenchError as error:
        _tell(error=str(error))
        return False
    except Exception as error:  # a model library's: the reader of the page has no other way to know
        said = " ".join(str(error).split())[:MOST_CHARACTERS] or "no reason given"
        _tell(
            error=f"The translation failed ({type(error).__name__}: {said}); what was finished is kept: start it again."
        )
        return False
    _tell(done=True)
    return True


def _do(request: dict[str, Any], loaded: Loaded) -> None:
    def report(step: pipeline.Progress) -> None:
        _tell(progress=asdict(step))

    settings = TypeAdapter(Settings).validate_python(request["settings"])
    workspace = Workspace.open(settings.workspace)
    if request["beside"]:
        versions.retranslate(workspace, request["article"], settings, report, only=request["segment"], loaded=loaded)
    else:
        pipeline.process(workspace, [request["article"]], settings, report, loaded=loaded)


def _step_back() -> None:
    """What people do at the page comes first, in the server and in the browser.

    Linux shares the processor among sessions before it looks at how nice the processes in each are (sched(7), autogroup).
    """
    if hasattr(os, "nice"):
        os.nice(NICE)
    with suppress(OSError, AttributeError):  # other systems have none of this
        os.setsid()
        Path("/proc/self/autogroup").write_text(str(NICE))


def _listen(requests: SimpleQueue[str]) -> None:
    """Passes requests on until our input closes, and ends the process then, whatever it is at."""
    for line in sys.stdin:
        requests.put(line)
    os._exit(0)


def _tell(**message: Any) -> None:
    print(json.dumps(message, ensure_ascii=False), file=_answers, flush=True)


if __name__ == "__main__":
    sys.exit(main())
