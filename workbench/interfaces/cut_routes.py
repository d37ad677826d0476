"""The interface's routes that split and merge sentences, and what it answers where somebody was faster."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from fastapi import APIRouter, Request
from fastapi.responses import JSONResponse
from pydantic import Field

from workbench import cutting, pipeline
from workbench.errors import Conflict
from workbench.interfaces.events import News
from workbench.interfaces.signing import Signed, signed
from workbench.interfaces.view import article_view, row_view
from workbench.model import Article
from workbench.recall import KnownMemory
from workbench.store import Workspace


class Split(Signed):
    """Where a sentence is split, on top of the version the person saw: see `cutting.split`."""

    base: int = Field(ge=0)
    place: int
    divide: int | None = None


class Merge(Signed):
    """The sentence that follows, and the versions of both that the person saw."""

    base: int = Field(ge=0)
    following: str
    following_base: int = Field(ge=0)


class Undo(Signed):
    """The split or merge to take back, by its edit's id."""

    of: str


def add_cut_routes(router: APIRouter, workspace: Workspace, memory: KnownMemory, news: News) -> None:
    """Adds the routes; each answers with the whole article after the step. `memory` is kept between calls."""

    @router.post("/articles/{article_id}/segments/{segment_id}/split")
    def split(article_id: str, segment_id: str, body: Split, request: Request) -> Any:
        said = signed(body, request)
        return cut(article_id, [segment_id], lambda full_id: cutting.split(workspace, full_id, segment_id, **said))

    @router.post("/articles/{article_id}/segments/{segment_id}/merge")
    def merge(article_id: str, segment_id: str, body: Merge, request: Request) -> Any:
        by = signed(body, request)["by"]
        both, bases = (segment_id, body.following), (body.base, body.following_base)
        return cut(article_id, both, lambda full_id: cutting.merge(workspace, full_id, both, by=by, bases=bases))

    @router.post("/articles/{article_id}/undo")
    def undo(article_id: str, body: Undo, request: Request) -> Any:
        return cut(article_id, [], lambda full_id: cutting.undo(workspace, full_id, **signed(body, request)))

    def cut(article_id: str, segment_ids: Sequence[str], make: Callable[[str], Article]) -> Any:
        full_id = workspace.resolve(article_id)
        try:
            article = make(full_id)
        except Conflict as conflict:
            return JSONResponse(refusal(workspace, memory, conflict, full_id, *segment_ids), 409)
        news.look()
        return JSONResponse(article_view(article, pipeline.insights(workspace, article, memory)))


def refusal(
    workspace: Workspace, memory: KnownMemory, conflict: Conflict, article_id: str, *segment_ids: str
) -> dict[str, Any]:
    """Why, and of these sentences the one that is newer than was seen, with its newest text as `current.text` too.

    For one that was split or merged away, what stands for it now.
    """
    article = pipeline.open_article(workspace, article_id)
    now = [article.heirs.get(segment_id, segment_id) for segment_id in segment_ids]
    newer = next((name for name in now if article.reviews.get(name) == conflict.current), (*now, None)[0])
    view = sentence_view(workspace, memory, article, newer) | {"text": conflict.current.text} if newer else None
    return {"error": str(conflict), "current": view}


def sentence_view(workspace: Workspace, memory: KnownMemory, article: Article, segment_id: str) -> dict[str, Any]:
    """One sentence as the page shows it."""
    insights = pipeline.insights(workspace, article, memory, only=segment_id)
    return row_view(pipeline.row_of(article, segment_id), insights.get(segment_id, pipeline.Insight()))
