"""Which sentences an article has after people split and merged some. It knows no review and changes no document.

A split cuts a sentence between two words, a merge joins two neighbours of one block; the document as read stays as it is.
A step whose sentence is not there any more, because the article was read anew and differently, is passed over.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from itertools import count

from workbench.model import CUTS, Action, Block, Document, Edit, Segment, Span, Summary, SummarySentence
from workbench.review.journal import is_whole
from workbench.text.identity import content_id

Place = tuple[str, int, int]
"""A block's id, and where a segment begins and ends in the block."""


@dataclass(frozen=True, slots=True)
class Segmentation:
    """The segments as they stand now."""

    blocks: tuple[Block, ...]
    heirs: Mapping[str, str]
    """Ids of segments that are not there any more, each with the one that stands for it."""
    places: Mapping[str, Place]
    """Where each segment is or was, of all that there ever were."""

    def ids_for(self, block: Block, pieces: Iterable[Segment]) -> tuple[str, ...]:
        """The ids of segments that are to be made: each the one it had if it was there before, else one of its own."""
        given: dict[str, Place] = {}
        for piece in pieces:
            place = _place(block, piece)
            named = (content_id("s", piece.text, number) for number in count(1))
            free = (name for name in named if name not in given and self.places.get(name, place) == place)
            given[next(free)] = place
        return tuple(given)


def segmentation(document: Document, edits: Iterable[Edit]) -> Segmentation:
    """What the splits and merges of a journal make of a document's segments."""
    table = _Table(document)
    for edit in edits:
        if edit.action in CUTS and is_whole(edit):
            table.take(edit)
    return table.result()


def follow(summary: Summary | None, heirs: Mapping[str, str]) -> Summary | None:
    """The summary citing what stands for the segments it was chosen from; of two that are one now, the better score counts."""
    if summary is None or not any(sentence.segment_id in heirs for sentence in summary.sentences):
        return summary
    scores: dict[str, float | None] = {}
    for sentence in summary.sentences:
        now = heirs.get(sentence.segment_id, sentence.segment_id)
        known = [score for score in (sentence.score, scores.get(now)) if score is not None]
        scores[now] = max(known, default=None)
    return replace(summary, sentences=tuple(SummarySentence(*pair) for pair in scores.items()))


# --- what a cut makes --------------------------------------------------------------------------------------------


def halves(segment: Segment, cut: Span) -> tuple[Segment, Segment]:
    """The two sentences of one, without ids."""
    first, second = segment.text[: cut.start], segment.text[cut.end :]
    middle = segment.start + cut.start
    return Segment("", segment.start, middle, first), Segment("", segment.start + cut.end, segment.end, second)


def whole(document: Document, first: Segment, second: Segment) -> Segment:
    """The one sentence of two neighbours, without an id."""
    return Segment("", first.start, second.end, document.text[first.start : second.end])


def _place(block: Block, segment: Segment) -> Place:
    return (block.id, segment.start - block.start, segment.end - block.start)


def is_gap(text: str, cut: Span) -> bool:
    """Whether nothing but white space is cut out, with something on either side."""
    return 0 < cut.start <= cut.end < len(text) and not text[cut.start : cut.end].strip()


class _Table:
    """The segments of each block while a journal is gone through."""

    def __init__(self, document: Document) -> None:
        self._document = document
        self._blocks = {block.id: block for block in document.blocks}
        self._block_of = {segment.id: block.id for block, segment in document.segments()}
        self._changed: dict[str, list[Segment]] = {}
        self._heirs: dict[str, str] = {}
        self._places = {segment.id: _place(block, segment) for block, segment in document.segments()}

    def take(self, edit: Edit) -> None:
        """One step, where its segments are there."""
        block = self._blocks.get(self._block_of.get(edit.target, ""))
        if block is None or any(piece in self._block_of for piece in edit.pieces):
            return
        row = self._changed.setdefault(block.id, list(block.segments))
        at = next(n for n, segment in enumerate(row) if segment.id == edit.target)
        parents = row[at : at + len(edit.parents)]
        merging = edit.action is Action.MERGE
        if tuple(segment.id for segment in parents) != edit.parents or not (
            merging or is_gap(parents[0].text, edit.cut)
        ):
            return
        made = [whole(self._document, *parents)] if merging else halves(parents[0], edit.cut)
        pieces = [replace(piece, id=name) for piece, name in zip(made, edit.pieces, strict=True)]
        row[at : at + len(parents)] = pieces
        for parent in parents:
            self._heirs[parent.id] = pieces[0].id
            del self._block_of[parent.id]
        for piece in pieces:
            self._block_of[piece.id] = block.id
            self._places[piece.id] = _place(block, piece)

    def result(self) -> Segmentation:
        blocks = tuple(
            replace(block, segments=tuple(self._changed[block.id])) if block.id in self._changed else block
            for block in self._document.blocks
        )
        heirs = {gone: self._now(gone) for gone in self._heirs if gone not in self._block_of}
        return Segmentation(blocks, heirs, self._places)

    def _now(self, gone: str) -> str:
        """A segment that is back is its own; so the way ends at one that is there."""
        while gone not in self._block_of:
            gone = self._heirs[gone]
        return gone
