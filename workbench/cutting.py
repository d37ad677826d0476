"""Splits and merges the sentences of an article in a workspace, and takes that back. Which step is allowed, `review` says.

The machine's text goes along, as a draft of the new sentence: it is the machine's still, and the warning of a preview model
must not get lost. A translation of the new sentence takes its place.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from workbench import review
from workbench.articles import open_article, row_of
from workbench.model import Article, Draft, Edit, Row, Signature
from workbench.store import Workspace, now

SPLIT, MERGED = "split", "merged"
"""The steps of drafts that are a part of a machine's text, or several put together."""


def split(
    workspace: Workspace, article_id: str, segment_id: str, *, by: str, base: int, place: int, divide: int | None = None
) -> Article:
    """Makes two sentences of one, on the disk when this returns; the rest as in `review.split`."""
    with workspace.locked(article_id):
        article = open_article(workspace, article_id)
        row, known = row_of(article, segment_id), review.segmentation(article.document, workspace.edits(article_id))
        edit = review.split(row, known, by=by, at=now(), base=base, place=place, divide=divide)
        return _with(workspace, article_id, edit, _parts(article, row, edit))


def merge(
    workspace: Workspace, article_id: str, segment_ids: tuple[str, str], *, by: str, bases: tuple[int, int]
) -> Article:
    """Makes one sentence of two neighbours, on the disk when this returns; the rest as in `review.merge`."""
    with workspace.locked(article_id):
        article = open_article(workspace, article_id)
        first, second = (row_of(article, segment_id) for segment_id in segment_ids)
        known = review.segmentation(article.document, workspace.edits(article_id))
        edit = review.merge(article.document, first, second, known, by=by, at=now(), bases=bases)
        return _with(workspace, article_id, edit, _together(article, first, second, edit))


def undo(workspace: Workspace, article_id: str, of: str, *, by: str) -> Article:
    """Takes back a split or merge, by the id of its edit; the rest as in `review.undo`."""
    with workspace.locked(article_id):
        article, edits = open_article(workspace, article_id), workspace.edits(article_id)
        edit = review.undo(edits, of, review.segmentation(article.document, edits), by=by, at=now())
        return _with(workspace, article_id, edit)


def _with(workspace: Workspace, article_id: str, edit: Edit, drafts: Sequence[Draft] = ()) -> Article:
    """The drafts come first: without the edit they are of sentences that there are not, and do no harm."""
    workspace.append_drafts(article_id, drafts)
    workspace.append_edits(article_id, [edit])
    return open_article(workspace, article_id)


# --- the machine's text ------------------------------------------------------------------------------------------


def _parts(article: Article, row: Row, edit: Edit) -> list[Draft]:
    """What the pieces of a split have of the machine's text: each its part where that was divided, else all of it.

    A piece that was translated before keeps that.
    """
    if row.draft is None:
        return []
    if edit.rest is not None and row.target == row.draft.text:
        texts = dict(zip(edit.pieces, (edit.text, edit.rest), strict=True))
    else:
        wanted = edit.pieces if edit.rest is not None else edit.pieces[:1]
        texts = {piece: row.draft.text for piece in wanted if piece not in article.drafts}
    return [_cut(row.draft, piece, text, SPLIT) for piece, text in texts.items() if text]


def _together(article: Article, first: Row, second: Row, edit: Edit) -> list[Draft]:
    drafts = [row.draft for row in (first, second) if row.draft]
    if not drafts:
        return []
    made = replace(drafts[0], signature=_signature(drafts[0].signature, drafts[-1].signature))
    source = article.document.text[first.segment.start : second.segment.end]
    return [_cut(replace(made, source=source), edit.pieces[0], edit.machine or "", MERGED)]


def _cut(draft: Draft, segment_id: str, text: str, step: str) -> Draft:
    """What an engine said of a whole sentence, its score and its alternatives, it did not say of a piece."""
    return Draft(segment_id, draft.source, text, None, step, draft.signature, draft.made_at)


def _signature(one: Signature, other: Signature) -> Signature:
    """How a text was made that two translations are put together in."""
    if one == other:
        return one
    names = {
        name: " + ".join(dict.fromkeys(filter(None, (getattr(one, name), getattr(other, name)))))
        for name in ("engine", "model", "revision", "software")
    }
    settings = {"first": dict(one.settings), "second": dict(other.settings)}
    return Signature(**names, settings=settings, preview=one.preview or other.preview)
