"""What several models made of one article: another one's texts beside those that stand, to be compared and chosen from.

Nothing here replaces what stands. A text takes its place only by the step `choose` of a person.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass, replace

from workbench import pipeline, translate
from workbench.articles import open_article
from workbench.errors import NotFound
from workbench.model import Article, Draft, Finding, Row, Signature
from workbench.resources import glossary
from workbench.settings import Settings
from workbench.store import SegmentCache, Workspace
from workbench.text.languages import SOURCE_LANGUAGES
from workbench.translate.guards import needs_no_translation

Model = tuple[str, str, str]
"""Engine, model and revision: the drafts of one are compared with those of another."""


@dataclass(frozen=True, slots=True)
class Version:
    """The newest text that a model made of each sentence where it is not what stands, with what the checks see in it."""

    signature: Signature
    """Of its first sentence: others may have come from another rung of the ladder, with other settings."""
    drafts: Mapping[str, Draft]
    """By segment id, in reading order."""
    findings: Mapping[str, Sequence[Finding]]


def model_of(signature: Signature) -> Model:
    return signature.engine, signature.model, signature.revision


def versions(article: Article) -> list[Version]:
    """The models' texts that do not stand, the model that was asked first comes first."""
    found: dict[Model, dict[str, Draft]] = {}
    for row in article.rows():
        for draft in _newest(row.made).values():
            if row.draft is None or draft.key != row.draft.key:
                found.setdefault(model_of(draft.signature), {})[row.segment.id] = draft
    return [_version(article, drafts) for drafts in found.values()]


def _newest(drafts: Sequence[Draft]) -> dict[Model, Draft]:
    return {model_of(draft.signature): draft for draft in drafts}


def _version(article: Article, drafts: Mapping[str, Draft]) -> Version:
    """The checks compare sentences with each other, so they are shown the article as it would be with these texts."""
    reviews = {name: replace(r, text=None) if name in drafts else r for name, r in article.reviews.items()}
    found = pipeline.inspect(replace(article, drafts={**article.drafts, **drafts}, reviews=reviews))
    first = next(iter(drafts.values()))
    return Version(first.signature, drafts, {name: found.get(name, []) for name in drafts})


def retranslate(
    workspace: Workspace,
    article_id: str,
    settings: Settings,
    report: pipeline.Report,
    *,
    only: str = "",
    loaded: translate.Loaded | None = None,
) -> None:
    """Drafts by the chosen engine beside what stands, for all sentences or `only` one. Stopping keeps every finished batch.

    Raises NotFound where there is no such sentence, and ModelUnavailable.
    """
    rows = list(_to_translate(open_article(workspace, article_id), only))
    waiting: dict[str, dict[str, list[Row]]] = {}
    for row in rows:
        waiting.setdefault(row.block.language, {}).setdefault(row.segment.text, []).append(row)
    tally = pipeline.Tally((row.segment.text for row in rows), report, pipeline.RunResult())
    settings = replace(settings, glossary=glossary.with_starter(workspace.glossary()))
    loaded = {} if loaded is None else loaded
    with closing(SegmentCache(workspace)) as cache:
        for language, places in waiting.items():
            engine = translate.choose(settings, language, tally.tell, loaded)
            tally.tell()
            for batch in translate.draft(list(places), engine, language, cache, settings, pipeline.faults):
                made = [(row, pipeline.draft_of(o, row.segment.id)) for o in batch.outcomes for row in places[o.source]]
                workspace.append_drafts(article_id, [replace(d, beside=True) for row, d in made if _is_news(row, d)])
                tally.add(batch)


def _to_translate(article: Article, only: str) -> Iterator[Row]:
    rows = [row for row in article.rows() if only in ("", row.segment.id)]
    if not rows:
        raise NotFound(f"The article has no sentence {only!r}: it was read again since; reload the page.")
    for row in rows:
        language = row.block.language
        if language in SOURCE_LANGUAGES and not needs_no_translation(row.segment.text, language):
            yield row


def _is_news(row: Row, draft: Draft) -> bool:
    before = _newest(row.made).get(model_of(draft.signature))
    return before is None or before.key != draft.key
