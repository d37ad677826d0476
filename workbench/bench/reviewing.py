"""Gathers what `evaluate.effort` measures from a workspace. It reads, and writes nothing there."""

from __future__ import annotations

import statistics
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from workbench.errors import WorkspaceError
from workbench.evaluate import effort
from workbench.evaluate.effort import Hter, PostEdit, Verdicts
from workbench.model import REMARKS, Action, Article, Edit, Signature
from workbench.pipeline import open_article
from workbench.store import Workspace


@dataclass(frozen=True, slots=True)
class Reviewed:
    """One article's part. `hter` is None where nothing that a machine wrote was approved."""

    id: str
    title: str
    language: str
    hter: Hter | None
    verdicts: Verdicts


@dataclass(frozen=True, slots=True)
class Reviewing:
    """What reviewing a workspace took."""

    articles: tuple[Reviewed, ...]
    hter: Hter | None
    by_model: dict[tuple[str, str], Hter]
    """By engine and model of the text that the reviewers had."""
    by_language: dict[str, Hter]
    actions: dict[Action, int]
    """The steps of all journals, without comments: these are no steps of a review."""
    seconds: float | None
    """The median of the segments whose time is known, an estimate: see `effort.seconds_by_segment`."""
    timed: int
    """How many those are."""
    left_out: dict[str, str]
    """Articles that cannot be read, each with the sentence that says why."""


def measure(workspace: Workspace) -> Reviewing:
    """HTER, verdicts, actions and time over all articles of a workspace."""
    articles: list[Reviewed] = []
    edited: list[PostEdit] = []
    journals: dict[str, list[Edit]] = {}
    left_out: dict[str, str] = {}
    for article_id in workspace.ids():
        try:
            article = open_article(workspace, article_id)
        except WorkspaceError as error:
            left_out[article_id] = str(error)
            continue
        here = list(effort.post_edits(article, workspace.every_draft(article_id)))
        articles.append(_reviewed(article, here))
        edited += here
        journals[article_id] = workspace.edits(article_id)
    seconds = effort.seconds_by_segment(journals)
    return Reviewing(
        articles=tuple(articles),
        hter=effort.hter(edited),
        by_model=_grouped(edited, lambda e: _maker(e.signature)),
        by_language=_grouped(edited, lambda e: e.language),
        actions=dict(
            Counter(
                e.action for edits in journals.values() for e in edits if e.action not in REMARKS and not e.of_summary
            ).most_common()
        ),
        seconds=statistics.median(seconds.values()) if seconds else None,
        timed=len(seconds),
        left_out=left_out,
    )


def _reviewed(article: Article, edited: Sequence[PostEdit]) -> Reviewed:
    document = article.document
    return Reviewed(document.id, document.title, document.language, effort.hter(edited), effort.verdicts(article))


def _maker(signature: Signature | None) -> tuple[str, str]:
    return (signature.engine, signature.model) if signature else ("unknown", "unknown")


def _grouped(edited: Sequence[PostEdit], key: Callable[[PostEdit], Any]) -> dict[Any, Hter]:
    groups: dict[Any, list[PostEdit]] = {}
    for each in edited:
        groups.setdefault(key(each), []).append(each)
    return {name: found for name, group in groups.items() if (found := effort.hter(group))}
