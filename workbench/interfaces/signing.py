"""Whose name a step is kept with. A client can say any name; who is signed in is asked of the session alone."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from pydantic import BaseModel

if TYPE_CHECKING:
    from starlette.requests import Request


class Signed(BaseModel):
    """What is kept with the name of who did it: who is signed in, or without login whom `by` names."""

    by: str = ""


def signed(body: Signed, request: Request) -> dict[str, Any]:
    """The body's fields, with the name that counts as `by`."""
    return body.model_dump() | {"by": request.state.visitor.signed(body.by)}
