"""The door of the server: every request passes here before anything else sees it. It knows hosts, origins, who asks and
the least role for a method; what a single route needs beyond that, the route asks for itself.
"""

from __future__ import annotations

import ipaddress
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any
from urllib.parse import quote, urlsplit

from workbench.errors import Forbidden, SignedOut, WorkbenchError
from workbench.interfaces.identity import EXPECTED, Identity
from workbench.users import Role

if TYPE_CHECKING:
    from starlette.requests import Request
    from starlette.responses import Response

# The page asks no other machine for anything, and the browser is told to refuse if it did. gr.HTML needs unsafe-eval.
CONTENT_SECURITY_POLICY = (
    "default-src 'self'; script-src 'self' 'unsafe-inline' 'unsafe-eval'; style-src 'self' 'unsafe-inline'; "
    "img-src 'self' data: blob:; font-src 'self' data:; connect-src 'self'; worker-src 'self' blob:; "
    "frame-ancestors 'none'; base-uri 'self'; form-action 'self'"
)
HEADERS = {
    "content-security-policy": CONTENT_SECURITY_POLICY,
    "x-content-type-options": "nosniff",
    "referrer-policy": "same-origin",  # with no-referrer, a browser would not say which page a form was sent from
}
READING = ("GET", "HEAD")
LOGIN = "/login"
# What is seen without signing in: the login itself, and the program's own scripts, styles and fonts. They hold no article.
PUBLIC = (LOGIN,)
PUBLIC_FOLDER = "/wb/"
# What a reader does by other methods than reading: none of it changes an article. Everything else needs a reviewer.
FOR_READERS = ("/api/v1/presence", "/api/v1/difference", "/logout")
# Where a script asks, which wants a refusal; elsewhere a person does, who wants to sign in.
INTERFACE = ("/api/", "/gradio_api/")

SIGN_IN = "You are not signed in: sign in at /login, then try again."
ELSEWHERE = "This server answers pages on its own machine only."
FOREIGN = "This came from another site's page, or from none: open the workbench's own page and do it there."


class Guard:
    """The application behind its door (ASGI). `names` are the hosts that are answered beside loopback; None is any."""

    def __init__(self, app: Any, identity: Identity, names: Sequence[str] | None = ()) -> None:
        self._app = app
        self._identity = identity
        self._names = names and [name.lower() for name in names]

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
        from starlette.requests import Request
        from starlette.responses import JSONResponse

        if scope["type"] == "lifespan":
            return await self._app(scope, receive, send)
        if scope["type"] != "http":  # nothing here is served by WebSockets
            return await send({"type": "websocket.close", "code": 1008})
        request = Request(scope)
        answer: Any
        try:
            answer = self._refusal(request) or self._app
        except WorkbenchError as error:
            codes = {SignedOut: 401, Forbidden: 403}
            answer = JSONResponse({"error": str(error)}, status_code=codes.get(type(error), 500))
        return await answer(scope, receive, self._with_headers(send))

    def _refusal(self, request: Request) -> Response | None:
        """None lets the request in, with who asks as `request.state.visitor`. Raises WorkbenchError."""
        if not self._answers(_host(request)):
            raise Forbidden(ELSEWHERE)
        changes = request.method not in READING
        if changes and is_foreign(request):
            raise Forbidden(FOREIGN)
        path = request.scope["path"]  # not of `request.url`, in which the Host header has a say
        public = path in PUBLIC or path.startswith(PUBLIC_FOLDER)
        visitor = None if public else self._identity.who(request)
        if visitor is None and not public:
            return _to_login(request)
        if changes and self._identity.wanted() and not says_where(request):
            raise Forbidden(FOREIGN)
        if visitor is not None:
            self._identity.check_expected(request, visitor)
            visitor.require(Role.REVIEWER if changes and path not in FOR_READERS else Role.READER)
            request.state.visitor = visitor
        return None

    def _answers(self, host: str) -> bool:
        """Another site may point a name of its own here (DNS rebinding): on loopback, only our names are answered."""
        return self._names is None or is_loopback(host) or host in self._names

    def _with_headers(self, send: Any) -> Any:
        from starlette.datastructures import MutableHeaders

        private = self._identity.wanted()

        async def send_with_headers(message: Any) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in HEADERS.items():
                    headers.setdefault(name, value)
                # After signing out, the browser's Back must not show what was read.
                if private and headers.get("content-type", "").startswith(("text/html", "application/json")):
                    headers["cache-control"] = "no-store"
            await send(message)

        return send_with_headers


def is_foreign(request: Request) -> bool:
    """Whether another site's page sent it, as far as the browser says. Scripts say nothing of where they are."""
    origin, site = request.headers.get("origin"), request.headers.get("sec-fetch-site")
    elsewhere = origin is not None and origin.partition("://")[2] != request.headers.get("host")
    return elsewhere or site not in (None, "same-origin", "none")


def says_where(request: Request) -> bool:
    """Whether it has a word that a form of another site cannot send: the browser's own, or a header that needs leave."""
    return any(name in request.headers for name in ("origin", "sec-fetch-site", EXPECTED))


def _to_login(request: Request) -> Response:
    """A person comes back to where they wanted to go, the browser keeps the part behind `#`; a script gets a sentence."""
    from starlette.responses import RedirectResponse

    path, query = request.scope["path"], request.scope["query_string"].decode("latin-1")
    person = path == "/" or "text/html" in request.headers.get("accept", "")
    if request.method not in READING or not person or path.startswith(INTERFACE):
        raise SignedOut(SIGN_IN)
    here = quote(path) + (f"?{query}" if query else "")
    return RedirectResponse(f"{LOGIN}?next={quote(here, safe='')}", status_code=303)


def _host(request: Request) -> str:
    try:
        return urlsplit(f"//{request.headers.get('host', '')}").hostname or ""
    except ValueError:
        return ""


def is_loopback(host: str) -> bool:
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False
