"""The nouns every room works on, as frozen values. It knows no file format, no engine and no page.

All offsets are in Unicode code points, never bytes or UTF-16 units. Languages are BCP 47 tags (`ar`, `ur`, `hi`, `en`).
Times are RFC 3339 in UTC, ending in `Z`.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import asdict, dataclass, field
from enum import StrEnum
from typing import Any, TypeVar

Made = TypeVar("Made")

# --- what a desk calls things ------------------------------------------------------------------------------------


@dataclass(frozen=True, order=True, slots=True)
class Term:
    """A term of a glossary: what it must be called in English, what it may be and what it must not.

    `part` is empty or one of the lexicon's parts (`person`, `place`, `org`, `title`, `noun`, …).
    """

    language: str
    term: str
    english: str
    part: str = ""
    also: tuple[str, ...] = ()
    forbidden: tuple[str, ...] = ()
    note: str = ""

    @property
    def allowed(self) -> tuple[str, ...]:
        """Every English form that is right, the one to prefer first."""
        return (self.english, *self.also)


# --- what was read -----------------------------------------------------------------------------------------------


class BlockKind(StrEnum):
    """What a block is to the reader. Furniture is clutter: kept, folded, never translated unless brought back."""

    TITLE = "title"
    PARAGRAPH = "paragraph"
    CAPTION = "caption"
    DATELINE = "dateline"
    FURNITURE = "furniture"


@dataclass(frozen=True, slots=True)
class Segment:
    """One sentence: `text == document.text[start:end]`. The id comes from the text, so it survives edits elsewhere."""

    id: str
    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class Block:
    """A run of the document with one role and one language; `reason` says why when it is furniture."""

    id: str
    kind: BlockKind
    start: int
    end: int
    language: str
    segments: tuple[Segment, ...]
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Document:
    """One article as read. `text` is the decoded original, untouched; blocks and segments point into it."""

    id: str
    name: str
    sha256: str
    encoding: str
    text: str
    language: str
    language_by: str
    """`"detected"`, or `"user"` when a person chose it."""
    title: str
    """The headline; where the article has none, its first sentence."""
    blocks: tuple[Block, ...]

    def segments(self) -> Iterator[tuple[Block, Segment]]:
        """Every segment as read with its block, furniture included, in reading order; `Article.segments` as it stands."""
        for block in self.blocks:
            for segment in block.segments:
                yield block, segment


# --- what the machine made of it ---------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Gloss:
    """What an engine was told of one word or phrase of its source: `source == sentence[start:end]`.

    `by` is `"glossary"`, `"lexicon"`, `"stem"` (an entry of a shorter form), `"letters"` (transliterated) or `"copied"`.
    """

    start: int
    end: int
    source: str
    english: tuple[str, ...]
    part: str
    by: str


@dataclass(frozen=True, slots=True)
class Hypothesis:
    """One output of an engine. `score` is the mean natural-log probability per target token (0 is certain)."""

    text: str
    score: float
    tokens: int
    others: tuple[str, ...] = ()
    """What else the engine came to, where its search ends with several; best first."""


@dataclass(frozen=True, slots=True)
class Signature:
    """How a translation was made, precisely enough to make it again."""

    engine: str
    model: str
    revision: str
    settings: Mapping[str, Any]
    software: str
    preview: bool = False
    """True when nobody may brief from this model's text; every surface that shows the text must say so."""


@dataclass(frozen=True, slots=True)
class Attempt:
    """One rung of the retry ladder: what was tried, what came out, and what was wrong with it (empty: nothing)."""

    step: str
    text: str
    score: float
    trouble: str


@dataclass(frozen=True, slots=True)
class Draft:
    """The machine's translation of one segment. `step` names the rung of the ladder, or `"copied"` or `"memory"`.

    Where people split or merged the segment it is `"split"` or `"merged"`: what the machine had written of the whole, whose
    source `source` is, or of both.
    """

    segment_id: str
    source: str
    text: str
    score: float | None
    step: str
    signature: Signature
    made_at: str
    attempts: tuple[Attempt, ...] = ()
    gloss: tuple[Gloss, ...] = ()
    """What the engine was told of the segment's words; offsets are into `source`."""
    others: tuple[str, ...] = ()
    """Other translations that the engine came to, best first."""
    beside: bool = False
    """True where it was made to be compared with what stands: it stands itself only where a person chose it."""

    @property
    def key(self) -> str:
        """What a journal calls it: twelve hex digits, the same for the same source, text and way of making it."""
        parts = [self.source, self.text, asdict(self.signature)]
        return hashlib.sha256(json.dumps(parts, sort_keys=True, default=str).encode()).hexdigest()[:12]


@dataclass(frozen=True, slots=True)
class Pair:
    """A source sentence and the English that stands for it: what a check looks at."""

    source: str
    target: str
    language: str


@dataclass(frozen=True, slots=True)
class Context:
    """What else a check may know: the article's language, what things are called here, and the article's pairs.

    Of the pairs only the checks of `checks.OF_THE_ARTICLE` are told: what the others see in a pair they see in it
    wherever it stands.
    """

    language: str
    glossary: tuple[Term, ...] = ()
    pairs: tuple[Pair, ...] = ()
    _known: dict[Callable[[tuple[Pair, ...]], Any], Any] = field(default_factory=dict, compare=False, repr=False)

    def once(self, make: Callable[[tuple[Pair, ...]], Made]) -> Made:
        """What `make` makes of the article's pairs, made once for all of them."""
        if make not in self._known:
            self._known[make] = make(self.pairs)
        return self._known[make]


class Severity(StrEnum):
    ERROR = "error"
    WARNING = "warning"


@dataclass(frozen=True, slots=True)
class Span:
    """Offsets into a pair's source or target text."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Finding:
    """What a check saw, in a sentence for the reader, and where."""

    check: str
    severity: Severity
    message: str
    source_span: Span | None = None
    target_span: Span | None = None


@dataclass(frozen=True, slots=True)
class SummarySentence:
    """A summary sentence *is* a segment's translation: it carries the id, and its text follows the review until a
    person words it otherwise. `score` is None where a person, not the summariser, chose it."""

    segment_id: str
    score: float | None


@dataclass(frozen=True, slots=True)
class Summary:
    """Chosen segments, in reading order until a person orders them otherwise, and how the summariser chose."""

    sentences: tuple[SummarySentence, ...]
    method: str
    settings: Mapping[str, Any]


# --- what people did ---------------------------------------------------------------------------------------------


class Action(StrEnum):
    """The steps of a review. `block` brings a furniture block into the article or folds it away again.

    `silence` says that a finding is wrong, `hear` takes that back. `comment` says something of a sentence, `resolve`
    that a comment is dealt with, `reopen` that it is not. These five leave text and status as they are. `restore` brings
    back the text and status of an earlier point. `split` makes two sentences of one, `merge` one of two neighbours.
    `choose` makes what another model wrote the machine's text. `add`, `remove` and `move` are about a sentence's place in
    the summary, `summarise` is the summariser's choice that a person asked for anew.
    """

    EDIT = "edit"
    APPROVE = "approve"
    REJECT = "reject"
    RESET = "reset"
    RESTORE = "restore"
    CHOOSE = "choose"
    BLOCK = "block"
    SILENCE = "silence"
    HEAR = "hear"
    COMMENT = "comment"
    RESOLVE = "resolve"
    REOPEN = "reopen"
    SPLIT = "split"
    MERGE = "merge"
    ADD = "add"
    REMOVE = "remove"
    MOVE = "move"
    SUMMARISE = "summarise"


ABOUT_FINDINGS = frozenset({Action.SILENCE, Action.HEAR})
REMARKS = frozenset({Action.COMMENT, Action.RESOLVE, Action.REOPEN})
CUTS = frozenset({Action.SPLIT, Action.MERGE})

SUMMARY = "summary"
"""What a step on the choice of the summary's sentences has as its target; no segment or block is called so."""


def wording_of(segment_id: str) -> str:
    """What a step on the wording of a summary sentence has as its target."""
    return f"{SUMMARY}:{segment_id}"


class ErrorType(StrEnum):
    """What is wrong with a rejected translation: error types of MQM Core (themqm.org/error-types-2/typology).

    A wrong name and a wrong number are kinds of mistranslation there, and apart here, because in news they matter most.
    """

    MISTRANSLATION = "mistranslation"
    WRONG_NAME = "wrong-name"
    WRONG_NUMBER = "wrong-number"
    OMISSION = "omission"
    ADDITION = "addition"
    UNTRANSLATED = "untranslated"
    TERMINOLOGY = "terminology"
    GRAMMAR = "grammar"
    SPELLING = "spelling"
    PUNCTUATION = "punctuation"
    STYLE = "style"
    NUMBER_FORMAT = "number-format"
    DATE_FORMAT = "date-format"
    NAME_FORMAT = "name-format"

    @property
    def label(self) -> str:
        """As a reader is told it: `Wrong number`."""
        return self.value.replace("-", " ").capitalize()


DIMENSIONS: Mapping[str, tuple[ErrorType, ...]] = {
    "Accuracy": (
        ErrorType.MISTRANSLATION,
        ErrorType.WRONG_NAME,
        ErrorType.WRONG_NUMBER,
        ErrorType.OMISSION,
        ErrorType.ADDITION,
        ErrorType.UNTRANSLATED,
    ),
    "Terminology": (ErrorType.TERMINOLOGY,),
    "Linguistic conventions": (ErrorType.GRAMMAR, ErrorType.SPELLING, ErrorType.PUNCTUATION),
    "Style": (ErrorType.STYLE,),
    "Locale conventions": (ErrorType.NUMBER_FORMAT, ErrorType.DATE_FORMAT, ErrorType.NAME_FORMAT),
}
"""MQM's dimensions of these error types; those that mislead a reader of news first."""


class ErrorSeverity(StrEnum):
    """How much an error harms, by MQM: it disturbs, it misleads, or it makes the text unfit for use."""

    MINOR = "minor"
    MAJOR = "major"
    CRITICAL = "critical"


class Status(StrEnum):
    """Where a segment stands. `corrected` is approved with a text that is not the machine's."""

    UNREVIEWED = "unreviewed"
    EDITED = "edited"
    APPROVED = "approved"
    CORRECTED = "corrected"
    REJECTED = "rejected"


APPROVED = frozenset({Status.APPROVED, Status.CORRECTED})


@dataclass(frozen=True, slots=True)
class Edit:
    """One line of the journal: who did what to which segment (or block), on top of which version."""

    id: str
    at: str
    by: str
    action: Action
    target: str
    base: int
    text: str | None = None
    machine: str | None = None
    """The machine text the person had before them; of a choose or a restore, the one that it brought."""
    reason: str = ""
    kind: BlockKind | None = None
    check: str = ""
    """Of a finding that is silenced or heard again, its check; `reason` is its message."""
    category: ErrorType | None = None
    severity: ErrorSeverity | None = None
    """What is wrong with a rejected text, and how grave that is. Older journals only have a `reason`."""
    comment: str = ""
    """What the person says of the sentence, in a comment or beside a rejection."""
    of: str = ""
    """The edit that a restore goes back to (`start` for the time before all), or that a split or merge takes back, or the
    comment that is resolved; of a summary, the segment that is added, removed or moved."""
    status: Status | None = None
    """The state that a restore brings back."""
    cut: Span | None = None
    """Of a split or merge, the white space between the two sentences: offsets into the source of the whole."""
    pieces: tuple[str, ...] = ()
    """The segments that a split or merge makes: two, or one."""
    joined: str = ""
    """The segment that is merged into the target."""
    rest: str | None = None
    """The English that a split gives to the second sentence; None where all of it stays with the first."""
    draft: str = ""
    """Of a choose, the key of the draft that is the machine's text from then on; of a restore, and
    where a split or merge is taken back, the one that was it then."""
    order: tuple[str, ...] | None = None
    """Of a step on the choice of a summary, the segments after it, and `was` those before."""
    was: tuple[str, ...] | None = None

    @property
    def parents(self) -> tuple[str, ...]:
        """The segments that a split or merge is made of: one, or two."""
        return (self.target, self.joined) if self.action is Action.MERGE else (self.target,)

    @property
    def why(self) -> str:
        """What was said with the step, in words; see `Review.why`."""
        return _in_words(self.category, self.severity, self.reason, self.comment)

    @property
    def of_summary(self) -> bool:
        """Whether it is about the summary: the choice of its sentences, or the wording of one."""
        return self.target.partition(":")[0] == SUMMARY


def _in_words(category: ErrorType | None, severity: ErrorSeverity | None, reason: str, comment: str) -> str:
    named = ", ".join(part for part in (category and category.label, severity) if part)
    return ": ".join(part for part in (named, reason, comment) if part)


@dataclass(frozen=True, slots=True)
class Comment:
    """What a person said of a sentence. `resolved_by` and `resolved_at` are empty while it is open."""

    id: str
    at: str
    by: str
    text: str
    resolved_by: str = ""
    resolved_at: str = ""


@dataclass(frozen=True, slots=True)
class Review:
    """What the journal amounts to for one segment. `version` counts the edits; `text` is None until a person wrote one."""

    version: int = 0
    status: Status = Status.UNREVIEWED
    text: str | None = None
    by: str = ""
    at: str = ""
    reason: str = ""
    history: tuple[Edit, ...] = ()
    silenced: tuple[Edit, ...] = ()
    """The steps that silenced a finding, of those that still are."""
    category: ErrorType | None = None
    severity: ErrorSeverity | None = None
    comment: str = ""
    """What the person who rejected it added."""
    comments: tuple[Comment, ...] = ()
    chosen: str = ""
    """The key of the draft that a person chose as the machine's text; empty where it is the newest one."""

    @property
    def why(self) -> str:
        """Why it is rejected, in words: `Wrong number, major: it says 20`. Empty where nobody gave a reason."""
        return _in_words(self.category, self.severity, self.reason, self.comment)

    def silences(self, finding: Finding) -> bool:
        """Whether a person said that this very finding is wrong; another one of the check is not meant."""
        return any((edit.check, edit.reason) == (finding.check, finding.message) for edit in self.silenced)


_UNTOUCHED = Review()


@dataclass(frozen=True, slots=True)
class Composition:
    """Which segments people made the summary of. `version` counts their steps; `order` is None until the first."""

    version: int = 0
    order: tuple[str, ...] | None = None
    by: str = ""
    at: str = ""
    history: tuple[Edit, ...] = ()


# --- all of it together ------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Row:
    """One segment with everything known of it: what the page shows on a line and an export writes as a unit."""

    number: int
    block: Block
    kind: BlockKind
    """The block's kind after review: a furniture block that was brought back is a paragraph here."""
    segment: Segment
    draft: Draft | None
    review: Review
    made: tuple[Draft, ...] = ()
    """Every draft there ever was, oldest first; `draft` is the one that stands."""

    def drafted(self, key: str) -> Draft | None:
        """The draft that stands where a person chose this key; for an empty one, the newest not made to be compared."""
        wanted = [draft for draft in self.made if (draft.key == key if key else not draft.beside)]
        return wanted[-1] if wanted else None

    @property
    def target(self) -> str:
        """The English as it stands: the person's text, else the machine's, else empty."""
        if self.review.text is not None:
            return self.review.text
        return self.draft.text if self.draft else ""

    @property
    def approved(self) -> bool:
        return self.review.status in APPROVED


@dataclass(frozen=True, slots=True)
class Cited:
    """A summary sentence as it stands. Without steps on its wording it is its segment's translation, state and all."""

    segment_id: str
    score: float | None
    row: Row | None
    """None where the segment was folded away, or a new reading of the article does not have it."""
    wording: Review

    @property
    def own(self) -> bool:
        """Whether it has a wording or a verdict of its own, which the translation does not move."""
        return self.wording.status is not Status.UNREVIEWED

    @property
    def translation(self) -> str:
        return self.row.target if self.row else ""

    @property
    def text(self) -> str:
        return (self.wording.text or "") if self.own else self.translation

    @property
    def status(self) -> Status:
        if self.own:
            return self.wording.status
        return self.row.review.status if self.row else Status.UNREVIEWED

    @property
    def approved(self) -> bool:
        return self.status in APPROVED

    @property
    def outdated(self) -> bool:
        """Whether the translation has changed since a person last worded or judged the sentence."""
        steps = [e for e in self.wording.history if e.action not in ABOUT_FINDINGS | REMARKS]
        return self.own and self.row is not None and steps[-1].machine != self.translation


@dataclass(frozen=True, slots=True)
class Article:
    """A document with the machine's drafts, the people's reviews and the summary: what stages after ingest pass on."""

    document: Document
    drafts: Mapping[str, Draft] = field(default_factory=dict)
    reviews: Mapping[str, Review] = field(default_factory=dict)
    kinds: Mapping[str, BlockKind] = field(default_factory=dict)
    """Block ids whose kind a person changed."""
    summary: Summary | None = None
    """As people left it: see `composition`."""
    composition: Composition = Composition()
    switched_off: frozenset[str] = frozenset()
    """Checks that nobody in the workspace wants to hear of."""
    glossary: tuple[Term, ...] = ()
    """What things are called in English here: the workspace's terms, and the starter's."""
    made: Mapping[str, tuple[Draft, ...]] = field(default_factory=dict)
    """Every draft of each segment, oldest first, those that stand and those made to be compared."""
    cut_blocks: tuple[Block, ...] = ()
    """The blocks with their segments as people split and merged them; empty for a document as it was read."""
    heirs: Mapping[str, str] = field(default_factory=dict)
    """Ids of segments that were split or merged away, each with the one that stands for it now."""
    _rows: dict[bool, tuple[Row, ...]] = field(default_factory=dict, init=False, compare=False, repr=False)

    @property
    def blocks(self) -> tuple[Block, ...]:
        """The document's blocks with the segments as they stand now."""
        return self.cut_blocks or self.document.blocks

    def segments(self) -> Iterator[tuple[Block, Segment]]:
        """Every segment as it stands now, with its block, furniture included, in reading order."""
        for block in self.blocks:
            for segment in block.segments:
                yield block, segment

    def kind_of(self, block: Block) -> BlockKind:
        return self.kinds.get(block.id, block.kind)

    def rows(self, *, furniture: bool = False) -> tuple[Row, ...]:
        """The segments in reading order, numbered from 1; with `furniture`, the folded ones too (numbered 0)."""
        if furniture not in self._rows:
            every = self._rows[True] = tuple(self._made_rows())
            self._rows[False] = tuple(row for row in every if row.number)
        return self._rows[furniture]

    def _made_rows(self) -> Iterator[Row]:
        number = 0
        for block in self.blocks:
            kind = self.kind_of(block)
            for segment in block.segments:
                number += (shown := kind is not BlockKind.FURNITURE)
                yield Row(
                    number=number if shown else 0,
                    block=block,
                    kind=kind,
                    segment=segment,
                    draft=self.drafts.get(segment.id),
                    review=self.reviews.get(segment.id, _UNTOUCHED),
                    made=self.made.get(segment.id, ()),
                )

    def cited(self) -> list[Cited]:
        """The sentences of the summary in its order, those whose segment is gone too."""
        if self.summary is None:
            return []
        rows = {row.segment.id: row for row in self.rows()}
        return [
            Cited(s.segment_id, s.score, rows.get(s.segment_id), self.reviews.get(wording_of(s.segment_id), Review()))
            for s in self.summary.sentences
        ]

    @property
    def preview(self) -> bool:
        """True when any text in it came from a model nobody may brief from."""
        return any(row.draft is not None and row.draft.signature.preview for row in self.rows())
