"""An article as it stands: what was read, what the machine made of it and what people did, put together. It knows no stage."""

from __future__ import annotations

from workbench import review
from workbench.errors import NotAllowed, NotFound, WorkbenchError
from workbench.model import Article, Cited, Row, Term
from workbench.resources import glossary
from workbench.store import Workspace


def open_article(workspace: Workspace, article_id: str) -> Article:
    """The document with everything the machine and the people added."""
    edits = workspace.edits(article_id)
    reviews, kinds = review.replay(edits)
    composition = review.composition(edits)
    return Article(
        document=workspace.document(article_id),
        drafts=workspace.drafts(article_id),
        reviews=reviews,
        kinds=kinds,
        summary=review.composed(workspace.summary(article_id), composition),
        composition=composition,
        glossary=_glossary(workspace),
        switched_off=frozenset(review.switched_off(workspace.own_edits())),
    )


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


def cited_of(article: Article, segment_id: str) -> Cited:
    """The sentence of the summary. Raises NotAllowed where somebody removed it, NotFound where the article has none."""
    for cited in article.cited():
        if cited.segment_id == segment_id:
            return cited
    number = row_of(article, segment_id).number
    raise NotAllowed(f"Sentence {number or segment_id} is not in the summary now: add it first.")
