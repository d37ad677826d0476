"""An article as it stands: what was read, what the machine made of it and what people did, put together. It knows no stage."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from workbench import review
from workbench.errors import Conflict, NotAllowed, NotFound, WorkbenchError
from workbench.model import CUTS, Article, Cited, Draft, Edit, Review, Row, Term
from workbench.resources import glossary
from workbench.store import Workspace


def open_article(workspace: Workspace, article_id: str) -> Article:
    """The document with everything the machine and the people added."""
    article = Article(
        document=workspace.document(article_id),
        made={segment: tuple(drafts) for segment, drafts in workspace.every_draft(article_id).items()},
        summary=workspace.summary(article_id),
        glossary=_glossary(workspace),
        switched_off=frozenset(review.switched_off(workspace.own_edits())),
    )
    return _replayed(article, workspace.edits(article_id))


def with_edit(workspace: Workspace, article: Article, edit: Edit | None) -> Article:
    """The article after one more edit, which is on the disk then. Call it inside `locked`."""
    if edit is None:
        return article
    article_id = article.document.id
    workspace.append_edits(article_id, [edit])
    return _replayed(article, workspace.edits(article_id))


def _replayed(article: Article, edits: Sequence[Edit]) -> Article:
    reviews, kinds = review.replay(edits)
    composition = review.composition(edits)
    article = replace(
        article, reviews=reviews, kinds=kinds, drafts=standing(article.made, reviews), composition=composition
    )
    if not any(edit.action in CUTS for edit in edits):
        return replace(article, summary=review.composed(article.summary, composition))
    found = review.segmentation(article.document, edits)
    summary = review.composed(review.follow(article.summary, found.heirs), composition, found.heirs)
    return replace(article, cut_blocks=found.blocks, heirs=found.heirs, summary=summary)


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
