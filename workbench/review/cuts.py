"""Splitting a sentence in two, merging it with the next one, and taking either back: the steps as the journal keeps them.

The English of a split stays with the first sentence, or is divided where the person says; that of a merge is both, joined
by a space. Either withdraws an approval: nobody approved that text for that source. To take one back brings the texts and
states from before, and is refused where somebody has changed a text since.
"""

from __future__ import annotations

import uuid
from collections.abc import Sequence

from workbench.errors import Conflict, InputError, NotAllowed
from workbench.model import CUTS, Action, Document, Edit, Review, Row, Span
from workbench.review.journal import is_whole, replay
from workbench.review.segmentation import Segmentation, halves, is_gap, whole
from workbench.review.steps import require_seen, reviewer_name


def split(row: Row, known: Segmentation, *, by: str, at: str, base: int, place: int, divide: int | None = None) -> Edit:
    """The edit that makes two sentences of one. `place` is in the source, at the white space before the second one.

    `divide` is where the English is divided, None to leave all of it with the first. Both are offsets in code points.
    Raises Conflict, and InputError for a place that is not between two words.
    """
    require_seen(row.review, base)
    cut = _gap(row.segment.text, place)
    text, rest, machine = row.review.text, None, _machine(row)
    if divide is not None:
        text, rest = row.target[: max(divide, 0)].strip(), row.target[max(divide, 0) :].strip()
        machine = text if row.target == machine else machine
    return Edit(
        uuid.uuid4().hex, at, reviewer_name(by), Action.SPLIT, row.segment.id, base, text, machine,
        cut=cut, pieces=known.ids_for(row.block, halves(row.segment, cut)), rest=rest,
    )  # fmt: skip


def merge(
    document: Document, first: Row, second: Row, known: Segmentation, *, by: str, at: str, bases: tuple[int, int]
) -> Edit:
    """The edit that makes one sentence of two neighbours in a block; `bases` are the versions of both that were seen.

    Raises Conflict, and NotAllowed for sentences that are no neighbours.
    """
    neighbours = zip(first.block.segments, first.block.segments[1:], strict=False)
    if (first.segment, second.segment) not in neighbours:
        raise NotAllowed("Only a sentence and the next one of the same paragraph can be merged.")
    for row, base in zip((first, second), bases, strict=True):
        require_seen(row.review, base)
    made = whole(document, first.segment, second.segment)
    untouched = first.review.text is None and second.review.text is None
    return Edit(
        uuid.uuid4().hex, at, reviewer_name(by), Action.MERGE, first.segment.id, bases[0],
        text=None if untouched else joined(first.target, second.target), machine=joined(_machine(first), _machine(second)),
        cut=Span(len(first.segment.text), second.segment.start - first.segment.start),
        pieces=known.ids_for(first.block, [made]), joined=second.segment.id,
    )  # fmt: skip


def undo(edits: Sequence[Edit], of: str, known: Segmentation, *, by: str, at: str) -> Edit:
    """The edit that takes back the split or merge with that id. `edits` is the whole journal.

    Raises NotAllowed where there is none, or what came of it is not there any more, and Conflict where a text or state
    of that was changed since.
    """
    number = next((n for n, edit in enumerate(edits) if edit.id == of and edit.action in CUTS and is_whole(edit)), None)
    if number is None:
        raise NotAllowed("There is no such split or merge in this article: reload the page.")
    done = edits[number]
    if not set(done.pieces) <= {segment.id for block in known.blocks for segment in block.segments}:
        raise NotAllowed("What came of that step was split or merged again since: take that back first.")
    then, now = replay(edits[: number + 1])[0], replay(edits)[0]
    for piece in done.pieces:
        if _stands(now[piece]) != _stands(then[piece]):
            raise Conflict(f"{now[piece].by} has changed the text or state since: split or merge by hand.", now[piece])
    back = Action.MERGE if done.action is Action.SPLIT else Action.SPLIT
    return Edit(
        uuid.uuid4().hex, at, reviewer_name(by), back, done.pieces[0], now[done.pieces[0]].version,
        of=of, cut=done.cut, pieces=done.parents, joined=done.pieces[1] if back is Action.MERGE else "",
    )  # fmt: skip


def joined(*texts: str) -> str:
    """English of neighbours as one; what has none adds nothing."""
    return " ".join(text for text in texts if text)


def _machine(row: Row) -> str:
    return row.draft.text if row.draft else ""


def _stands(review: Review) -> tuple[object, ...]:
    return (review.text, review.status)


def _gap(source: str, place: int) -> Span:
    """The white space at a place. Raises InputError where there is none between two words."""
    place = min(max(place, 0), len(source))
    cut = Span(len(source[:place].rstrip()), len(source) - len(source[place:].lstrip()))
    if cut.start == cut.end or not is_gap(source, cut):
        raise InputError(f"A sentence is split between two of its words, and {place} is no such place: choose another.")
    return cut
