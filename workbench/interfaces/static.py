"""The program's own scripts, styles and fonts: how long a browser may keep them, and that the page asks for them at once."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from starlette.datastructures import MutableHeaders
from starlette.responses import Response
from starlette.staticfiles import StaticFiles

ASK = "no-cache"
"""Kept, but asked for at every use: left alone, browsers guess how long, and mix the files of two versions."""
FOR_GOOD = "public, max-age=31536000, immutable"
"""For addresses that change with the files."""


class Static(StaticFiles):
    """A folder of files, with what is said of keeping them."""

    def __init__(self, folder: Path, keep: str = ASK) -> None:
        super().__init__(directory=folder)
        self._keep = keep

    def file_response(self, *args: Any, **options: Any) -> Response:
        response = super().file_response(*args, **options)
        response.headers["Cache-Control"] = self._keep
        return response


class Early:
    """The application whose page, at `/`, has more in its head (ASGI): Gradio's own `head` is put there by a script, later."""

    def __init__(self, app: Any, head: str) -> None:
        self._app = app
        self._head = head.encode()

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
        if scope["type"] != "http" or scope["path"] != "/" or scope["method"] != "GET":
            return await self._app(scope, receive, send)
        start: dict[str, Any] = {}
        body = bytearray()

        async def gather(message: Any) -> None:
            if message["type"] == "http.response.start":
                start.update(message)
                return
            if message["type"] != "http.response.body":
                return await send(message)
            body.extend(message.get("body", b""))
            if message.get("more_body"):
                return
            headers = MutableHeaders(scope=start)
            if headers.get("content-type", "").startswith("text/html"):
                body[:] = body.replace(b"<head>", b"<head>" + self._head, 1)
                headers["content-length"] = str(len(body))
            await send(start)
            await send({"type": "http.response.body", "body": bytes(body)})

        return await self._app(scope, receive, gather)
