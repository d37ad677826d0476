"""Who is asking: the one answer that the page, the interface, its streams and its downloads all go by."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import unquote

from workbench.errors import Forbidden, SignedOut, WorkbenchError
from workbench.users import SESSION_SECONDS, Role, User, Users

if TYPE_CHECKING:
    from starlette.requests import HTTPConnection
    from starlette.responses import Response

# With it a page says whom it was opened by: another tab may have signed somebody else in since.
EXPECTED = "x-workbench-user"
RIGHTS = {"review": Role.REVIEWER, "manage": Role.CHIEF}


@dataclass(frozen=True, slots=True)
class Visitor:
    """Who asks. Where there is no login, it is the one person of this machine: whoever they say, with all rights."""

    name: str | None
    role: Role

    def signed(self, said: str) -> str:
        """The name that a step is kept under: the user's, whatever was `said`."""
        return said if self.name is None else self.name

    def require(self, needed: Role) -> None:
        """Raises Forbidden."""
        if not self.role.may(needed):
            raise Forbidden(
                f"{self.name} is a {self.role} here, and this needs a {needed}: ask who keeps this server for that role."
            )

    def rights(self) -> list[str]:
        return [right for right, needed in RIGHTS.items() if self.role.may(needed)]


class Identity:
    """The sessions of a server. `open_to_others` asks for a login even where the file of users is gone."""

    def __init__(self, users: Users, *, open_to_others: bool = False) -> None:
        self.users = users
        self._open_to_others = open_to_others

    def wanted(self) -> bool:
        """Whether one must sign in."""
        return self._open_to_others or self.users.wanted()

    def who(self, request: HTTPConnection) -> Visitor | None:
        """Who asks; None when they must sign in first."""
        if not self.wanted():
            return Visitor(None, Role.CHIEF)
        user = self.users.holder(request.cookies.get(self.cookie(), ""))
        return Visitor(user.name, user.role) if user else None

    def is_still(self, visitor: Visitor, request: HTTPConnection) -> bool:
        """Whether an answer that goes on for long still goes to somebody who may have it."""
        try:
            now = self.who(request)
        except WorkbenchError:
            return False
        return now is not None and now.name == visitor.name

    def name(self, request: HTTPConnection) -> str | None:
        """The same for Gradio: who may come in has a name."""
        visitor = self.who(request)
        return visitor and (visitor.name or "this machine's user")

    def check_expected(self, request: HTTPConnection, visitor: Visitor) -> None:
        """Raises SignedOut when the page was opened by another user: nothing is kept under a name that did not write it."""
        expected = unquote(request.headers.get(EXPECTED, ""))
        if visitor.name is not None and expected not in ("", visitor.name):
            raise SignedOut(
                f"This browser is signed in as {visitor.name} now, and this page was opened by {expected}: "
                f"sign in as {expected} again, or reload the page."
            )

    # --- cookies ---

    def cookie(self) -> str:
        return f"workbench-{self.users.mark()}"

    def begin(self, request: HTTPConnection, response: Response, user: User) -> None:
        """Signs a user in, in place of who was before."""
        self.end_session(request)
        keep = {"httponly": True, "samesite": "lax", "secure": request.url.scheme == "https"}
        response.set_cookie(self.cookie(), self.users.begin(user), max_age=SESSION_SECONDS, path="/", **keep)

    def end(self, request: HTTPConnection, response: Response) -> None:
        """Signs out."""
        self.end_session(request)
        response.delete_cookie(self.cookie(), path="/", httponly=True, samesite="lax")

    def end_session(self, request: HTTPConnection) -> None:
        self.users.end(request.cookies.get(self.cookie(), ""))
