"""The HTTP interface under /api/v1: what the page uses, and what a script may. It translates requests to pipeline calls."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import asdict
from datetime import datetime
from functools import partial
from typing import Any
from urllib.parse import quote

from fastapi import APIRouter, FastAPI, Query, Request, UploadFile
from fastapi.concurrency import run_in_threadpool
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse, Response, StreamingResponse
from pydantic import BaseModel, Field
from starlette.background import BackgroundTask

from workbench import overview, pipeline, recall, review
from workbench.errors import (
    Conflict,
    ExportRefused,
    Forbidden,
    InputError,
    NotAllowed,
    NotFound,
    SignedOut,
    WorkbenchError,
)
from workbench.export import FORMATS
from workbench.interfaces.cut_routes import add_cut_routes, refusal, sentence_view
from workbench.interfaces.dashboard import dashboard_csv, dashboard_view
from workbench.interfaces.events import News, Person, one_line
from workbench.interfaces.jobs import Jobs
from workbench.interfaces.signing import Signed, signed
from workbench.interfaces.translation_routes import add_translation_routes
from workbench.interfaces.view import article_view, pieces_view, spellings_view, summary_view
from workbench.model import Action, Article, BlockKind
from workbench.resources.memory import difference
from workbench.settings import Settings
from workbench.store import Workspace, now
from workbench.users import Role

STATUS_CODES = {
    SignedOut: 401,
    Forbidden: 403,
    NotFound: 404,
    Conflict: 409,
    NotAllowed: 422,
    InputError: 422,
    ExportRefused: 422,
    WorkbenchError: 500,
}

MOST_FILES = 200


class Step(Signed):
    """One step of a review, on top of the version the person saw; what each action needs, `review.steps.Said` tells."""

    action: Action
    base: int = Field(ge=0)
    text: str | None = None
    reason: str = ""
    check: str = ""
    category: str = ""
    severity: str = ""
    comment: str = ""
    of: str = ""


class Rewording(Step):
    """One step on the wording of a summary sentence. `seen` is the translation that the person had before them."""

    seen: str | None = None


class TwoTexts(BaseModel):
    """Two English texts to compare."""

    here: str = Field(max_length=review.MOST_CHARACTERS)
    there: str = Field(max_length=review.MOST_CHARACTERS)


class Switch(Signed):
    """Silence a check in the whole workspace (`silence`), or hear of it again (`hear`)."""

    action: Action


class Rearrange(Signed):
    """One step on which sentences make the summary; what each action needs, `review.Choice` tells."""

    action: Action = Action.SUMMARISE
    base: int = Field(ge=0)
    segment_id: str = ""
    place: int | None = Field(default=None, ge=0)
    of: str = ""


class Removal(Signed):
    """Take an article out of the workspace."""


class Fold(Signed):
    """Bring a furniture block back (`paragraph`), or fold a block away (`furniture`)."""

    kind: BlockKind


class Pasted(BaseModel):
    """An article given as text."""

    text: str
    name: str = "pasted article"
    language: str | None = None


class LanguageChoice(BaseModel):
    language: str


class Place(BaseModel):
    """Where somebody is: at an article, and in the field of a sentence or in none."""

    tab: str = Field(min_length=1, max_length=64)
    name: str = ""
    article: str
    segment: str | None = Field(default=None, max_length=200)


def install(app: FastAPI, workspace: Workspace, settings: Settings, jobs: Jobs, news: News) -> None:
    """Adds the routes and the way errors are told."""
    router = APIRouter(prefix="/api/v1")
    memory = recall.KnownMemory()
    _reading_routes(router, workspace, jobs, memory)
    _review_routes(router, workspace, memory, news)
    _summary_routes(router, workspace, settings, news)
    add_cut_routes(router, workspace, memory, news)
    _adding_routes(router, workspace)
    _removing_routes(router, workspace, jobs)
    add_translation_routes(router, workspace, settings, jobs)
    _dashboard_routes(router, workspace)
    _news_routes(router, workspace, news)
    app.include_router(router)
    app.add_exception_handler(WorkbenchError, _tell)
    app.add_exception_handler(RequestValidationError, _tell_invalid)
    app.add_exception_handler(OSError, _tell_system)


def _reading_routes(router: APIRouter, workspace: Workspace, jobs: Jobs, memory: recall.KnownMemory) -> None:
    known: dict[str, Any] = {}
    spelled: dict[str, Any] = {}

    @router.get("/articles")
    def articles() -> list[dict[str, Any]]:
        return [asdict(outline) for outline in pipeline.outlines(workspace, known)]

    @router.get("/articles/{article_id}")
    def article(article_id: str) -> JSONResponse:
        found = pipeline.open_article(workspace, workspace.resolve(article_id))
        job = jobs.get(found.document.id)
        view = article_view(found, pipeline.insights(workspace, found, memory))
        return JSONResponse(view | {"job": asdict(job) if job else None})  # FastAPI would look through all of it first

    @router.get("/articles/{article_id}/spellings")
    def spellings(article_id: str) -> list[dict[str, Any]]:
        full_id = workspace.resolve(article_id)
        return spellings_view(pipeline.spellings(workspace, full_id, spelled), full_id)

    @router.get("/formats")
    def formats() -> list[dict[str, str]]:
        return [{"name": name, "suffix": f.suffix, "description": f.description} for name, f in FORMATS.items()]

    @router.get("/articles/{article_id}/export")
    def export(article_id: str, format: str = "html", all: bool = False) -> Response:
        if format not in FORMATS:
            raise InputError(f"{format!r} is no export format; there are {', '.join(FORMATS)}.")
        full_id = workspace.resolve(article_id)
        content = pipeline.export_article(workspace, full_id, format, everything=all)
        name = quote(full_id + FORMATS[format].suffix)
        headers = {"Content-Disposition": f"attachment; filename*=UTF-8''{name}"}
        return Response(content, media_type=FORMATS[format].media_type, headers=headers)


def _review_routes(router: APIRouter, workspace: Workspace, memory: recall.KnownMemory, news: News) -> None:
    @router.post("/articles/{article_id}/segments/{segment_id}")
    def step(article_id: str, segment_id: str, body: Step, request: Request) -> Any:
        """The sentence after the step; on a conflict as it is now, with the newest text as `current.text` too."""
        full_id = workspace.resolve(article_id)
        try:
            article = pipeline.take_step(workspace, full_id, segment_id, **signed(body, request))
        except Conflict as conflict:
            return JSONResponse(refusal(workspace, memory, conflict, full_id, segment_id), STATUS_CODES[Conflict])
        after = BackgroundTask(news.look)  # who saves comes before who listens
        return JSONResponse(sentence_view(workspace, memory, article, segment_id), background=after)

    @router.get("/articles/{article_id}/segments/{segment_id}")
    def sentence(article_id: str, segment_id: str) -> dict[str, Any]:
        article = pipeline.open_article(workspace, workspace.resolve(article_id))
        return sentence_view(workspace, memory, article, segment_id)

    @router.post("/difference")
    def compare(body: TwoTexts) -> list[dict[str, str]]:
        """Two texts as pieces in words: `equal`, or only `here`, or only `there`."""
        return pieces_view(difference(body.here, body.there))

    @router.post("/checks/{check}")
    def switch(check: str, body: Switch, request: Request) -> list[dict[str, str]]:
        request.state.visitor.require(Role.CHIEF)
        off = pipeline.switch_check(workspace, check, **signed(body, request))
        news.look()
        return [{"check": name, "by": edit.by, "at": edit.at} for name, edit in off.items()]

    @router.post("/articles/{article_id}/blocks/{block_id}")
    def fold(article_id: str, block_id: str, body: Fold, request: Request) -> JSONResponse:
        article = pipeline.fold_block(workspace, workspace.resolve(article_id), block_id, **signed(body, request))
        news.look()
        return JSONResponse(article_view(article, pipeline.insights(workspace, article, memory)))


def _summary_routes(router: APIRouter, workspace: Workspace, settings: Settings, news: News) -> None:
    @router.get("/articles/{article_id}/summary")
    def summary(article_id: str) -> dict[str, Any]:
        return summary_view(pipeline.open_article(workspace, workspace.resolve(article_id)))

    @router.post("/articles/{article_id}/summary")
    def rearrange(article_id: str, request: Request, body: Rearrange | None = None) -> Any:
        """The summary after the step, on a conflict as it is now. Without a body the summariser chooses for nobody."""
        full_id = workspace.resolve(article_id)
        if body is None:
            return answer(full_id, lambda: _choose_for_nobody(workspace, full_id, settings))
        said = signed(body, request)
        return answer(full_id, lambda: pipeline.rearrange_summary(workspace, full_id, settings=settings, **said))

    @router.post("/articles/{article_id}/summary/{segment_id}")
    def reword(article_id: str, segment_id: str, body: Rewording, request: Request) -> Any:
        full_id, said = workspace.resolve(article_id), signed(body, request)
        return answer(full_id, lambda: pipeline.reword_summary(workspace, full_id, segment_id, **said))

    def answer(article_id: str, take: Callable[[], Article]) -> Any:
        try:
            article = take()
        except Conflict as conflict:
            current = summary_view(pipeline.open_article(workspace, article_id))
            return JSONResponse({"error": str(conflict), "current": current}, status_code=STATUS_CODES[Conflict])
        news.look()
        return summary_view(article)


def _choose_for_nobody(workspace: Workspace, article_id: str, settings: Settings) -> Article:
    if pipeline.has_own_summary(pipeline.open_article(workspace, article_id)):
        raise NotAllowed(
            "People have worked on this summary: say who wants it chosen anew (`by`), and from which version."
        )
    return pipeline.summarise_article(workspace, article_id, settings)


def _adding_routes(router: APIRouter, workspace: Workspace) -> None:
    @router.get("/limits")
    def limits() -> dict[str, int]:
        """The most bytes that an article may have, and files that are taken at once."""
        return {"bytes": pipeline.MOST_BYTES, "files": MOST_FILES}

    @router.post("/articles")
    def paste(body: Pasted) -> dict[str, Any]:
        return add(body.text.encode(), f"{body.name}.txt", body.language)

    @router.post("/files")
    def upload(files: list[UploadFile], language: str | None = None) -> list[dict[str, Any]]:
        """Each file's article id, whether it was there before, and the name of an older article with the same text, or the
        sentence that says why it was not read.
        """
        if len(files) > MOST_FILES:
            raise InputError(f"These are {len(files):,} files; {MOST_FILES:,} are taken at once: send fewer.")
        return [{"name": name_of(file)} | read(file, language) for file in files]

    def read(file: UploadFile, language: str | None) -> dict[str, Any]:
        try:
            pipeline.require_size(file.size or 0, name_of(file))
            return add(file.file.read(), name_of(file), language)
        except WorkbenchError as error:
            return {"error": str(error)}

    def name_of(file: UploadFile) -> str:
        return file.filename or "article.txt"

    def add(data: bytes, name: str, language: str | None) -> dict[str, Any]:
        before = workspace.ids()
        document = pipeline.add(workspace, data, name, language=language)
        others = [twin for twin in workspace.with_original(document.sha256) if twin != document.id]
        same_as = workspace.document(others[0]).name if others else None
        return {"id": document.id, "known": document.id in before, "same_as": same_as}

    @router.post("/articles/{article_id}/language")
    def set_language(article_id: str, body: LanguageChoice) -> dict[str, str]:
        return {"id": pipeline.set_language(workspace, workspace.resolve(article_id), body.language).id}


def _removing_routes(router: APIRouter, workspace: Workspace, jobs: Jobs) -> None:
    @router.post("/articles/{article_id}/removal", status_code=204)
    def remove(article_id: str, body: Removal, request: Request) -> None:
        """Takes the article out of the workspace; `workbench restore` brings it back."""
        request.state.visitor.require(Role.CHIEF)
        full_id, by = workspace.resolve(article_id), signed(body, request)["by"]
        if (job := jobs.get(full_id)) and job.active:
            raise NotAllowed("This article is being translated: stop that first, then remove it.")
        pipeline.remove_article(workspace, full_id, by=by)


def _dashboard_routes(router: APIRouter, workspace: Workspace) -> None:
    known = overview.KnownParts()

    @router.get("/dashboard")
    def dashboard() -> dict[str, Any]:
        at = now()
        return dashboard_view(overview.overview(workspace, datetime.fromisoformat(at), known), at)

    @router.get("/dashboard/export")
    def export_dashboard(format: str = "csv") -> Response:
        if format not in ("csv", "json"):
            raise InputError(f"{format!r} is no format for the figures; there are csv, json.")
        view = dashboard()
        name = f"dashboard-{view['made_at'][:10]}.{format}"
        headers = {"Content-Disposition": f"attachment; filename={name}"}
        if format == "json":
            return JSONResponse(view, headers=headers)
        return Response(dashboard_csv(view), media_type="text/csv; charset=utf-8", headers=headers)


def _news_routes(router: APIRouter, workspace: Workspace, news: News) -> None:
    @router.get("/events", response_class=StreamingResponse)
    async def events(
        request: Request, article: str, tab: str = Query(min_length=1, max_length=64), name: str = ""
    ) -> StreamingResponse:
        """Server-sent events of an article: `hello`, `saved`, `article`, `people`, `jobs`, `removed`; `reload` for too many."""
        full_id = await run_in_threadpool(workspace.resolve, article)
        visitor, identity = request.state.visitor, request.app.state.identity
        still = partial(identity.is_still, visitor, request)
        stream = news.listen(full_id, one_line(visitor.signed(name)), tab, still)
        return StreamingResponse(stream, media_type="text/event-stream", headers={"Cache-Control": "no-store"})

    @router.post("/presence", status_code=204)
    async def presence(body: Place, request: Request) -> None:
        """Holds until the tab's stream ends, or for half a minute."""
        full_id = await run_in_threadpool(workspace.resolve, body.article)
        news.place(Person(body.tab, one_line(request.state.visitor.signed(body.name)), full_id, body.segment))


def _tell(request: Request, error: WorkbenchError) -> JSONResponse:
    code = next(code for kind, code in STATUS_CODES.items() if isinstance(error, kind))
    return JSONResponse({"error": str(error)}, status_code=code)


def _tell_system(request: Request, error: OSError) -> JSONResponse:
    content = {
        "error": f"The workspace cannot be written ({error.strerror}): check its permissions and the space there."
    }
    return JSONResponse(content, status_code=500)


def _tell_invalid(request: Request, error: RequestValidationError) -> JSONResponse:
    first = error.errors()[0]
    where = ".".join(map(str, first["loc"][1:])) or "the request"
    return JSONResponse({"error": f"{where} is not as the interface expects: {first['msg']}."}, status_code=422)
