"""The part of the interface that translates: jobs and their queue, the models to choose from, and what they made side by side."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from pydantic import Field
from starlette.requests import Request

from workbench import articles, translate, versions
from workbench.errors import InputError, NotFound
from workbench.interfaces.events import one_line
from workbench.interfaces.jobs import Job, Jobs
from workbench.interfaces.signing import Signed, signed
from workbench.interfaces.view import version_view
from workbench.settings import Settings
from workbench.store import Workspace

if TYPE_CHECKING:
    from fastapi import APIRouter


class Wanted(Signed):
    """What to translate. Without a model, what has no translation; with one, everything or one sentence, beside what stands."""

    model: str = Field(default="", max_length=4096)
    segment: str = Field(default="", max_length=200)


def add_translation_routes(router: APIRouter, workspace: Workspace, settings: Settings, jobs: Jobs) -> None:
    @router.get("/models")
    def models() -> list[dict[str, Any]]:
        """The models on this machine; `name` is what a translation is asked for by."""
        return [asdict(choice) for choice in translate.choices(settings)]

    @router.post("/articles/{article_id}/translation", status_code=202)
    def start(article_id: str, request: Request, body: Wanted | None = None) -> dict[str, Any]:
        full_id, wanted = workspace.resolve(article_id), body or Wanted()
        _require(workspace, settings, full_id, wanted)
        return asdict(jobs.start(full_id, wanted.model, wanted.segment, one_line(signed(wanted, request)["by"])))

    @router.get("/articles/{article_id}/translation")
    def watch(article_id: str) -> dict[str, Any] | None:
        """The article's newest job."""
        return _plain(jobs.get(workspace.resolve(article_id)))

    @router.delete("/articles/{article_id}/translation")
    def stop(article_id: str) -> dict[str, Any] | None:
        """Stops the article's newest job."""
        job = jobs.get(workspace.resolve(article_id))
        return _plain(jobs.cancel(job.id) if job else None)

    @router.get("/jobs")
    def queue() -> list[dict[str, Any]]:
        """What runs, what waits, and what ended since the server was started, as asked for."""
        return jobs.told()

    @router.delete("/jobs/{job_id}")
    def cancel(job_id: str) -> dict[str, Any]:
        job = jobs.cancel(job_id)
        if job is None:
            raise NotFound("There is no such translation: the server was started anew since; reload the page.")
        return asdict(job)

    @router.get("/articles/{article_id}/versions")
    def compare(article_id: str) -> list[dict[str, Any]]:
        """What other models made of the article, each sentence compared with the text that stands."""
        article = articles.open_article(workspace, workspace.resolve(article_id))
        return [version_view(article, version) for version in versions.versions(article)]


def _require(workspace: Workspace, settings: Settings, article_id: str, wanted: Wanted) -> None:
    """Raises InputError or NotFound for what would only fail in the queue."""
    if wanted.segment and not wanted.model:
        raise InputError("One sentence alone is translated beside what stands: name the model to compare with, too.")
    if wanted.segment:
        articles.row_of(articles.open_article(workspace, article_id), wanted.segment)
    if wanted.model and wanted.model not in (known := [choice.name for choice in translate.choices(settings)]):
        raise NotFound(f"The model {wanted.model!r} is not on this machine; there are {', '.join(known) or 'none'}.")


def _plain(job: Job | None) -> dict[str, Any] | None:
    return asdict(job) if job else None
