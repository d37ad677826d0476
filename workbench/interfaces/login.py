"""Signing in and out. The page for it is plain HTML that works without a script; what a person typed goes in escaped."""

from __future__ import annotations

import hmac
import re
import secrets
from html import escape
from pathlib import Path
from string import Template
from typing import Any
from urllib.parse import parse_qsl

from fastapi import FastAPI, Request
from fastapi.concurrency import run_in_threadpool
from fastapi.responses import HTMLResponse, RedirectResponse, Response

from workbench.errors import Forbidden, InputError
from workbench.interfaces.attempts import Attempts
from workbench.interfaces.guard import EXPECTED, FOREIGN, LOGIN
from workbench.interfaces.identity import Identity

CONTENT_SECURITY_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; font-src 'self'; img-src 'self'; connect-src 'self'; "
    "frame-ancestors 'none'; base-uri 'none'; form-action 'self'"
)
PAGE = Path(__file__).parent / "ui" / "static" / "login.html"  # not by the room `ui`, which loads Gradio
MOST_FORM_BYTES = 16_384
MOST_NEXT_CHARACTERS = 2_000

TOLD = {
    "": "",
    "wrong": "The name or the password is not right.",
    "old": "This page had been open for too long: enter your name and password again.",
    "wait": "Too many attempts: wait {wait} seconds, then try again.",
}


def install(app: FastAPI, identity: Identity, attempts: Attempts) -> None:
    """Adds the login page, what its form is sent to, the way out, and who one is."""
    form = Form(identity)

    @app.get(LOGIN, include_in_schema=False)
    def show(request: Request, next: str = "/", again: bool = False) -> Response:
        """With `again`, who is signed in may sign in as somebody else."""
        if not identity.wanted() or (identity.who(request) is not None and not again):
            return RedirectResponse(inside(next), status_code=303)
        return form.answer(request)

    @app.post(LOGIN, include_in_schema=False)
    async def sign_in(request: Request, next: str = "/") -> Response:
        if not identity.wanted():
            return RedirectResponse(inside(next), status_code=303)
        fields = await _fields(request)
        if not form.is_ours(request, fields):
            return form.answer(request, "old", name=fields.get("name", ""), status_code=403)
        return await run_in_threadpool(_try, request, fields, inside(next))

    def _try(request: Request, fields: dict[str, str], goal: str) -> Response:
        name, address = fields.get("name", ""), request.client.host if request.client else ""
        wait = attempts.begin(name, address)
        if wait:
            return form.answer(request, "wait", name=name, wait=wait, status_code=429)
        user = identity.users.check(name, fields.get("password", ""))
        if user is None:
            return form.answer(request, "wrong", name=name, status_code=401)
        attempts.succeeded(name, address)
        response = RedirectResponse(goal, status_code=303)
        identity.begin(request, response, user)
        return response

    @app.post("/logout", include_in_schema=False, status_code=204)
    def sign_out(request: Request) -> Response:
        if EXPECTED not in request.headers:
            raise Forbidden(FOREIGN)
        response = Response(status_code=204)
        identity.end(request, response)
        return response

    @app.get("/api/v1/me")
    def me(request: Request) -> dict[str, Any]:
        """Who is signed in, with their role and what it allows; without login nobody, who may do everything."""
        visitor = request.state.visitor
        known = visitor.name is not None
        return {"name": visitor.name, "role": visitor.role if known else None, "rights": visitor.rights()}


def inside(goal: str) -> str:
    """Where to go after signing in: a place of this server, or else its first page."""
    # Browsers read a backslash as a slash, and leave out tabs and line ends before they look for a host.
    is_ours = re.fullmatch(r"/(?![/\\])[^\x00-\x20\x7f\\]*", goal) and len(goal) <= MOST_NEXT_CHARACTERS
    return goal if is_ours and not re.match(r"/log(in|out)\b", goal) else "/"


async def _fields(request: Request) -> dict[str, str]:
    """The form's fields. Raises InputError for what cannot be our form."""
    body = b""
    async for part in request.stream():
        body += part
        if len(body) > MOST_FORM_BYTES:
            raise InputError("The form is too long: a name and a password are enough.")
    try:
        return dict(parse_qsl(body.decode("utf-8", "replace"), keep_blank_values=True, max_num_fields=10))
    except ValueError:
        raise InputError("The form is not the one of the login page: open /login again.") from None


class Form:
    """The page, with a token that only this server could have put there, for this browser."""

    def __init__(self, identity: Identity) -> None:
        self._identity = identity
        self._page = Template(PAGE.read_text(encoding="utf-8"))

    def answer(
        self, request: Request, told: str = "", *, name: str = "", wait: int = 0, status_code: int = 200
    ) -> HTMLResponse:
        nonce = self._nonce(request) or secrets.token_urlsafe(18)
        token = self._identity.users.sign(nonce)
        filled = {"name": name[:200], "told": told, "text": TOLD[told].format(wait=wait), "wait": wait, "token": token}
        page = self._page.substitute({key: escape(str(value)) for key, value in filled.items()})
        response = HTMLResponse(page, status_code, {"Content-Security-Policy": CONTENT_SECURITY_POLICY})
        if wait:
            response.headers["Retry-After"] = str(wait)
        keep: dict[str, Any] = {"httponly": True, "samesite": "strict", "secure": request.url.scheme == "https"}
        response.set_cookie(self._cookie(), nonce, path=LOGIN, **keep)
        return response

    def is_ours(self, request: Request, fields: dict[str, str]) -> bool:
        nonce = self._nonce(request)
        token = fields.get("token", "").encode()
        return nonce is not None and hmac.compare_digest(token, self._identity.users.sign(nonce).encode())

    def _cookie(self) -> str:
        return f"{self._identity.cookie()}-form"

    def _nonce(self, request: Request) -> str | None:
        nonce = request.cookies.get(self._cookie(), "")
        return nonce if re.fullmatch(r"[\w-]{24}", nonce, re.ASCII) else None
