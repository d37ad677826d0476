"""An article as it stands: what was read, what the machine made of it and what people did, put together. It knows no stage."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from operator import is_
from threading import Lock
from typing import NamedTuple
from weakref import WeakKeyDictionary

from workbench import review
from workbench.errors import Conflict, NotAllowed, NotFound, WorkbenchError
from workbench.model import CUTS, Article, BlockKind, Cited, Draft, Edit, Review, Row, Term
from workbench.resources import glossary
from workbench.store import Parts, Workspace, by_segment

MOST_KNOWN = 32
"""Articles of a workspace that are kept as they were last put together."""


class _Known(NamedTuple):
    """An article, and what it was put together from."""

    parts: Parts
    glossary: tuple[Term, ...]
    article: Article


_known: WeakKeyDictionary[Workspace, dict[str, _Known]] = WeakKeyDictionary()
_lock = Lock()


def open_article(workspace: Workspace, article_id: str) -> Article:
    """The document with everything the machine and the people added; the very same object while nothing has changed."""
    parts, terms = workspace.parts(article_id), _glossary(workspace)
    with _lock:
        known = _known.setdefault(workspace, {}).get(article_id)
    if known and known.glossary is terms and all(map(is_, known.parts, parts)):
        return known.article
    article = _put_together(parts, terms, known)
    with _lock:
        opened = _known[workspace]
        opened.pop(article_id, None)  # the one that changed last goes last
        opened[article_id] = _Known(parts, terms, article)
        if len(opened) > MOST_KNOWN:
            opened.pop(next(iter(opened)))
    return article


def with_edit(workspace: Workspace, article: Article, edit: Edit | None) -> Article:
    """The article after one more edit, which is on the disk then. Call it inside `locked`."""
    if edit is None:
        return article
    workspace.append_edits(article.document.id, [edit])
    return open_article(workspace, article.document.id)


def _put_together(parts: Parts, terms: tuple[Term, ...], known: _Known | None) -> Article:
    made = {segment: tuple(drafts) for segment, drafts in by_segment(parts.drafts).items()}
    reviews, kinds = _replayed(parts.edits, known)
    composition = review.composition(parts.edits)
    article = Article(
        document=parts.document, drafts=standing(made, reviews), reviews=reviews, kinds=kinds, summary=parts.summary,
        composition=composition, switched_off=frozenset(review.switched_off(parts.own_edits)), glossary=terms, made=made,
    )  # fmt: skip
    if not any(edit.action in CUTS for edit in parts.edits):
        return replace(article, summary=review.composed(article.summary, composition))
    found = review.segmentation(article.document, parts.edits)
    summary = review.composed(review.follow(article.summary, found.heirs), composition, found.heirs)
    return replace(article, cut_blocks=found.blocks, heirs=found.heirs, summary=summary)


def _replayed(edits: tuple[Edit, ...], known: _Known | None) -> tuple[Mapping[str, Review], Mapping[str, BlockKind]]:
    """What a journal amounts to; of one that has grown only its new lines are read, unless they split or merge."""
    if known:
        before = known.parts.edits
        added = edits[len(before) :]
        if edits[: len(before)] == before and not any(edit.action in CUTS for edit in added):
            return review.replay(added, known.article.reviews, known.article.kinds)
    return review.replay(edits)


def standing(made: Mapping[str, Sequence[Draft]], reviews: Mapping[str, Review]) -> dict[str, Draft]:
    """The draft of each segment that is its machine's text: the one that a person chose, else the newest not made to be compared."""
    found: dict[str, Draft] = {}
    for segment, drafts in made.items():
        chosen = reviews[segment].chosen if segment in reviews else ""
        mine = [d for d in drafts if chosen and d.key == chosen] or [d for d in drafts if not d.beside]
        if mine:
            found[segment] = mine[-1]
    return found


def _glossary(workspace: Workspace) -> tuple[Term, ...]:
    """What things are called here. A file that cannot be read must not stop a review; translating says what is wrong."""
    try:
        return glossary.with_starter(workspace.glossary())
    except WorkbenchError:
        return glossary.starter()


def row_of(article: Article, segment_id: str) -> Row:
    """Raises Conflict for a sentence that was split or merged away, with the review of what stands for it now."""
    for row in article.rows(furniture=True):
        if row.segment.id == segment_id:
            return row
    if heir := article.heirs.get(segment_id):
        now = article.reviews[heir]
        raise Conflict(f"{now.history[-1].by} split or merged this sentence while you had it open.", now)
    raise NotFound(f"The article has no sentence {segment_id!r}: it was read again since; reload the page.")


def cited_of(article: Article, segment_id: str) -> Cited:
    """The sentence of the summary. Raises NotAllowed where somebody removed it, NotFound where the article has none."""
    for cited in article.cited():
        if cited.segment_id == segment_id:
            return cited
    number = row_of(article, segment_id).number
    raise NotAllowed(f"Sentence {number or segment_id} is not in the summary now: add it first.")
