"""The interface's routes for single sentences: steps of a review, splits and merges. On a conflict they answer with what is newer."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from fastapi import APIRouter
from fastapi.responses import JSONResponse
from pydantic import BaseModel, Field

from workbench import cutting, pipeline, recall
from workbench.errors import Conflict
from workbench.interfaces.events import News
from workbench.interfaces.view import article_view, row_view
from workbench.model import Action, Article
from workbench.store import Workspace


class Step(BaseModel):
    """One step of a review, on top of the version the person saw; what each action needs, `review.steps.Said` tells."""

    action: Action
    by: str
    base: int = Field(ge=0)
    text: str | None = None
    reason: str = ""
    check: str = ""
    category: str = ""
    severity: str = ""
    comment: str = ""
    of: str = ""


class Split(BaseModel):
    """Where a sentence is split, on top of the version the person saw: see `cutting.split`."""

    by: str
    base: int = Field(ge=0)
    place: int
    divide: int | None = None


class Merge(BaseModel):
    """The sentence that follows, and the versions of both that the person saw."""

    by: str
    base: int = Field(ge=0)
    following: str
    following_base: int = Field(ge=0)


class Undo(BaseModel):
    """The split or merge to take back, by its edit's id."""

    by: str
    of: str


def add_sentence_routes(router: APIRouter, workspace: Workspace, memory: recall.KnownMemory, news: News) -> None:
    """Adds the routes; `memory` is kept between calls."""

    @router.post("/articles/{article_id}/segments/{segment_id}")
    def step(article_id: str, segment_id: str, body: Step) -> Any:
        """The sentence after the step; on a conflict as it is now, with the newest text as `current.text` too."""
        full_id = workspace.resolve(article_id)
        try:
            article = pipeline.take_step(workspace, full_id, segment_id, **body.model_dump())
        except Conflict as conflict:
            return refusal(conflict, full_id, segment_id)
        news.look()
        return row(article, segment_id)

    @router.get("/articles/{article_id}/segments/{segment_id}")
    def sentence(article_id: str, segment_id: str) -> dict[str, Any]:
        return row(pipeline.open_article(workspace, workspace.resolve(article_id)), segment_id)

    @router.post("/articles/{article_id}/segments/{segment_id}/split")
    def split(article_id: str, segment_id: str, body: Split) -> Any:
        """The whole article after it; on a conflict as for a step."""
        return cut(
            article_id, [segment_id], lambda full_id: cutting.split(workspace, full_id, segment_id, **dict(body))
        )

    @router.post("/articles/{article_id}/segments/{segment_id}/merge")
    def merge(article_id: str, segment_id: str, body: Merge) -> Any:
        """The whole article after it; on a conflict as for a step, with the sentence of the two that changed."""
        both, bases = (segment_id, body.following), (body.base, body.following_base)
        return cut(article_id, both, lambda full_id: cutting.merge(workspace, full_id, both, by=body.by, bases=bases))

    @router.post("/articles/{article_id}/undo")
    def undo(article_id: str, body: Undo) -> Any:
        """The whole article after a split or merge was taken back."""
        return cut(article_id, [], lambda full_id: cutting.undo(workspace, full_id, body.of, by=body.by))

    def cut(article_id: str, segment_ids: Sequence[str], make: Callable[[str], Article]) -> Any:
        full_id = workspace.resolve(article_id)
        try:
            article = make(full_id)
        except Conflict as conflict:
            return refusal(conflict, full_id, *segment_ids)
        news.look()
        return article_view(article, pipeline.insights(workspace, article, memory))

    def refusal(conflict: Conflict, article_id: str, *segment_ids: str) -> JSONResponse:
        """With the sentence that is newer than was seen, or what stands for it now, as far as there is one."""
        article = pipeline.open_article(workspace, article_id)
        now = [article.heirs.get(segment_id, segment_id) for segment_id in segment_ids]
        newer = next((name for name in now if article.reviews.get(name) == conflict.current), (*now, None)[0])
        current = row(article, newer) | {"text": conflict.current.text} if newer else None
        return JSONResponse({"error": str(conflict), "current": current}, status_code=409)

    def row(article: Article, segment_id: str) -> dict[str, Any]:
        insights = pipeline.insights(workspace, article, memory, only=segment_id)
        return row_view(pipeline.row_of(article, segment_id), insights.get(segment_id, pipeline.Insight()))
