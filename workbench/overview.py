"""Where the work of a whole workspace stands: articles, reviewers, models, findings, what waits, and the last days.

It reads, and writes nothing there. What an article gave is kept while its files are the same: its checks take the time.
"""

from __future__ import annotations

import heapq
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from threading import Lock

from workbench.articles import open_article
from workbench.errors import WorkspaceError
from workbench.evaluate import effort, progress
from workbench.evaluate.effort import Hter, PostEdit
from workbench.evaluate.progress import Day, Progress, Step, Waiting, Work
from workbench.model import Article, Severity
from workbench.pipeline import inspect
from workbench.store import Workspace

MOST_WAITING = 10
DAYS = 14

Model = tuple[str, str]
"""Engine and model."""


@dataclass(slots=True)
class Findings:
    """How many findings of a check stand; `silenced` are those that people said are wrong, or switched the check off for."""

    errors: int = 0
    warnings: int = 0
    silenced: int = 0

    def add(self, other: Findings) -> None:
        self.errors += other.errors
        self.warnings += other.warnings
        self.silenced += other.silenced


@dataclass(frozen=True, slots=True)
class Part:
    """What one article gives to the overview."""

    id: str
    title: str
    language: str
    progress: Progress
    findings: Mapping[str, Findings]
    """By check."""
    effort: Mapping[Model, Hter]
    steps: tuple[Step, ...]
    waiting: tuple[Waiting, ...]
    """The longest waiting of its sentences, no more than the overview can show."""


@dataclass(frozen=True, slots=True)
class Overview:
    """Where a workspace stands."""

    articles: tuple[Part, ...]
    reviewers: Mapping[str, Work]
    models: Mapping[Model, Hter]
    findings: Mapping[str, Findings]
    waiting: tuple[tuple[Part, Waiting], ...]
    days: tuple[Day, ...]
    left_out: Mapping[str, str]
    """Articles that cannot be read, each with the sentence that says why."""


@dataclass(slots=True)
class KnownParts:
    """What `overview` keeps between calls: what each article gave, or why it gave nothing, and of which state of its files."""

    parts: dict[str, tuple[object, Part | str]] = field(default_factory=dict)
    lock: Lock = field(default_factory=Lock)


def overview(workspace: Workspace, at: datetime, known: KnownParts | None = None) -> Overview:
    """Where the workspace stands, with the days up to `at`, which is in UTC."""
    found = _parts(workspace, known or KnownParts())
    parts = tuple(part for part in found.values() if isinstance(part, Part))
    steps = [step for part in parts for step in part.steps]
    waiting = ((part, each) for part in parts for each in part.waiting)
    return Overview(
        articles=parts,
        reviewers=progress.work(steps),
        models=_models(part.effort for part in parts),
        findings=_findings(part.findings for part in parts),
        waiting=tuple(heapq.nsmallest(MOST_WAITING, waiting, key=lambda pair: (pair[1].since, pair[0].id))),
        days=tuple(progress.days(steps, at.date(), DAYS)),
        left_out={article_id: part for article_id, part in found.items() if isinstance(part, str)},
    )


def _parts(workspace: Workspace, known: KnownParts) -> dict[str, Part | str]:
    with known.lock:
        return workspace.each(lambda article_id: _part(workspace, article_id), known.parts)


def _part(workspace: Workspace, article_id: str) -> Part | str:
    """One damaged article must not hide the others: it gives the sentence that says what is wrong."""
    try:
        article = open_article(workspace, article_id)
    except WorkspaceError as error:
        return str(error)
    drafts = workspace.every_draft(article_id)
    document = article.document
    return Part(
        id=document.id,
        title=document.title,
        language=document.language,
        progress=progress.progress(article),
        findings=_findings_of(article),
        effort=_effort(effort.post_edits(article, drafts)),
        steps=tuple(progress.steps(article, workspace.edits(article_id))),
        waiting=tuple(progress.waiting(article, drafts)[:MOST_WAITING]),
    )


def _findings_of(article: Article) -> dict[str, Findings]:
    """Counts by check, in one run of the checks with nothing silenced."""
    unsilenced = {name: replace(review, silenced=()) for name, review in article.reviews.items()}
    every = inspect(replace(article, reviews=unsilenced, switched_off=frozenset()))
    found: dict[str, Findings] = {}
    for row in article.rows():
        for finding in every.get(row.segment.id, ()):
            counts = found.setdefault(finding.check, Findings())
            if finding.check in article.switched_off or row.review.silences(finding):
                counts.silenced += 1
            elif finding.severity is Severity.ERROR:
                counts.errors += 1
            else:
                counts.warnings += 1
    return found


def _findings(parts: Iterable[Mapping[str, Findings]]) -> dict[str, Findings]:
    """Of all articles together, the check with the most errors first."""
    found: dict[str, Findings] = {}
    for part in parts:
        for check, counts in part.items():
            found.setdefault(check, Findings()).add(counts)
    return dict(sorted(found.items(), key=lambda item: (-item[1].errors, -item[1].warnings, item[0])))


def _effort(edited: Iterable[PostEdit]) -> dict[Model, Hter]:
    groups: dict[Model, list[PostEdit]] = {}
    for each in edited:
        made = each.signature
        groups.setdefault((made.engine, made.model) if made else ("unknown", "unknown"), []).append(each)
    return {model: found for model, group in groups.items() if (found := effort.hter(group))}


def _models(parts: Iterable[Mapping[Model, Hter]]) -> dict[Model, Hter]:
    """Of all articles together, the model with the most words first."""
    groups: dict[Model, list[Hter]] = {}
    for part in parts:
        for model, found in part.items():
            groups.setdefault(model, []).append(found)
    every = {model: effort.together(group) for model, group in groups.items()}
    return dict(sorted(every.items(), key=lambda item: (-item[1].words, item[0])))
