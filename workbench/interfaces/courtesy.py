"""People come first: while somebody changes something, the translation beside the server rests for a moment.

On two cores that translate, a low priority alone leaves a save waiting half as long again. The translation is later by the
moments that it rests, whatever else the machine does.
"""

from __future__ import annotations

from typing import Any

from workbench.interfaces.guard import READING
from workbench.interfaces.jobs import Jobs


class Courtesy:
    """The application (ASGI), before which a request that changes something lets the translation rest."""

    def __init__(self, app: Any, jobs: Jobs) -> None:
        self._app = app
        self._jobs = jobs

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
        if scope["type"] == "http" and scope["method"] not in READING:
            self._jobs.rest()
        await self._app(scope, receive, send)
