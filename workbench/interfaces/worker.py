"""The process that translates for the page: told what to do on standard input, it reports JSON lines on standard output.

It imports no web framework, so it starts fast and a crash in a model library cannot take the page down. It ends when its
standard input closes: a server killed in any way leaves no worker behind. Ending it at any moment loses no finished batch.
"""

from __future__ import annotations

import json
import os
import sys
import threading
from dataclasses import asdict
from typing import Any

from pydantic import TypeAdapter

from workbench import pipeline
from workbench.errors import WorkbenchError
from workbench.settings import Settings
from workbench.store import Workspace

_answers = sys.stdout


def main() -> int:
    global _answers
    # What a model library prints must not get between the lines of JSON.
    _answers, sys.stdout = sys.stdout, sys.stderr
    if hasattr(os, "nice"):
        os.nice(10)  # what people do at the page comes first
    request = json.loads(sys.stdin.readline())
    settings = TypeAdapter(Settings).validate_python(request["settings"])
    threading.Thread(target=_end_with_the_server, daemon=True).start()
    try:
        workspace = Workspace.open(settings.workspace)
        pipeline.process(workspace, request["articles"], settings, lambda step: _tell(progress=asdict(step)))
    except WorkbenchError as error:
        _tell(error=str(error))
        return 1
    _tell(done=True)
    return 0


def _end_with_the_server() -> None:
    sys.stdin.read()
    os._exit(3)


def _tell(**message: Any) -> None:
    print(json.dumps(message, ensure_ascii=False), file=_answers, flush=True)


if __name__ == "__main__":
    sys.exit(main())
