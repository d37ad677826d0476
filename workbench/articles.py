"""An article as it stands: what was read, what the machine made of it and what people did, put together. It knows no stage."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from workbench import review
from workbench.errors import NotFound, WorkbenchError
from workbench.model import Article, Draft, Review, Row, Term
from workbench.resources import glossary
from workbench.store import Workspace


def open_article(workspace: Workspace, article_id: str) -> Article:
    """The document with everything the machine and the people added."""
    reviews, kinds = review.replay(workspace.edits(article_id))
    made = {segment: tuple(drafts) for segment, drafts in workspace.every_draft(article_id).items()}
    return Article(
        document=workspace.document(article_id),
        drafts=standing(made, reviews),
        made=made,
        reviews=reviews,
        kinds=kinds,
        summary=workspace.summary(article_id),
        glossary=_glossary(workspace),
        switched_off=frozenset(review.switched_off(workspace.own_edits())),
    )


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
    for row in article.rows(furniture=True):
        if row.segment.id == segment_id:
            return row
    raise NotFound(f"The article has no sentence {segment_id!r}: it was read again since; reload the page.")
