"""Where the sentences of a paragraph lie. It goes by marks and word lists, knows no grammar, and so can be fooled.

Arabic, Urdu and Hindi are split by the rules below, which leave stops after Latin words to `sentencex`; every other
language is left to it altogether.
"""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

import sentencex

from workbench.text.sentence_words import LETTER, SPLIT_WORDS, STOPS, SplitWords

# --- marks -------------------------------------------------------------------------------------------------------

_BRACKETS = {"(": "()", ")": "()", "[": "[]", "]": "[]"}
# Quotation marks by kind. Within a kind the neighbours decide which end a mark is: Urdu papers open with ’ and close
# with ‘, and typewriter marks look the same at both ends.
_KINDS = {mark: kind for kind in ('“”„"', "‘’'", "«»") for mark in kind} | _BRACKETS
_OPENING_SHAPES = frozenset("“„«([")
_CLOSING_SHAPES = frozenset("”»)]")
_BEFORE_OPENING = frozenset("([{«“-–—/:،,")
_AFTER_CLOSING = frozenset(STOPS + "،؛,;:)]}»”|")
_CLOSING_CONTROLS = frozenset("\u200e\u200f\u061c\u202c\u2069")
_STOP_OR_BREAK = re.compile(rf"[{STOPS}]+(?: [{STOPS}]+)*|\|{{1,2}}|\n[^\S\n]*\n\s*")
_ELLIPSIS = re.compile(r"…(?: ?[.…])*|\.(?: ?[.…])+|۔(?: ?۔)+")
_WORD_BEFORE = re.compile(rf"(?:(?!\d)[{LETTER}])+$")
_FIGURE_BEFORE = re.compile(r"\d\s?$")
_LIST_NUMBER = re.compile(r"\s*[(\[]?(?:\d{1,3}|[ivxIVX]{1,4})\s*")
_DOMAIN = re.compile(rf"\.(?:نت|كوم|کام|نیٹ|कॉम|नेट)(?![{LETTER}])")
_ANY_WORD = re.compile(r"\w")
_QUOTE_OR_BREAK = re.compile(rf"[{re.escape(''.join(_KINDS))}]|\n[^\S\n]*\n")
_ADDRESS = frozenset("/_-=&%#~")
_COMMA_LIKE = re.compile(r"\s*[،؛,;:]")
_LOWER_CASE = re.compile(r"\s*[a-z]")
_DASH = re.compile(r"\s*[-–—]")

# In code points, chosen on news text: a quoted slogan or reply is shorter than 60, a quoted statement whose sentences
# deserve segments of their own is longer; a title or cry within a sentence (“Where to?”) is under 30. The window is
# how far back a word, or the initial before it, is looked for: longer than any in the lists.
_SHORT_QUOTATION = 60
_QUOTED_WORDS = 30
_WINDOW = 40

# --- splitting ---------------------------------------------------------------------------------------------------


def split(text: str, language: str) -> list[tuple[int, int]]:
    """The sentences of one paragraph as `(start, end)`: half-open offsets into `text` in code points, in order.

    They do not overlap, begin and end without white space, and together hold every other character. Single newlines
    count as spaces; a blank line ends a sentence. A short quotation is never cut; a long one is cut at its own stops.
    Languages other than `ar`, `ur` and `hi` get what `sentencex` gives (https://github.com/wikimedia/sentencex).
    """
    words = SPLIT_WORDS.get(language)
    return _spans(text, _proposed_ends(text, language) if words is None else _ends(_Passage.of(text, words)))


def _proposed_ends(text: str, language: str) -> list[int]:
    """Where `sentencex` ends sentences; its offsets are code points too."""
    proposals = sentencex.get_sentence_boundaries(language, text)
    return [proposal["start_index"] + len(proposal["text"].rstrip()) for proposal in proposals]


def _spans(text: str, ends: list[int]) -> list[tuple[int, int]]:
    """The pieces between the ends, trimmed; a piece without a letter or figure goes with the sentence before it."""
    spans: list[tuple[int, int]] = []
    start = 0
    for end in [*ends, len(text)]:
        piece = text[start:end]
        inner = piece.strip()
        first = start + len(piece) - len(piece.lstrip())
        if inner and spans and not _ANY_WORD.search(inner):
            spans[-1] = (spans[-1][0], first + len(inner))
        elif inner:
            spans.append((first, first + len(inner)))
        start = max(start, end)
    return spans


@dataclass(frozen=True, slots=True)
class _Stop:
    """A place where a sentence may end: its marks are `text[begin:marked]`, closing quotes and brackets up to `end`."""

    begin: int
    marked: int
    end: int


@dataclass(frozen=True, slots=True)
class _Passage:
    """A text with what every rule needs to know of it."""

    text: str
    words: SplitWords
    openings: dict[int, int]
    """Where the quotation or bracket opened that closes at the key."""
    short: frozenset[int]
    """Offsets inside quotations and brackets too short to cut."""

    @classmethod
    def of(cls, text: str, words: SplitWords) -> _Passage:
        openings = _openings(text)
        pairs = [(o, c) for c, o in openings.items() if c - o <= _SHORT_QUOTATION]
        return cls(text, words, openings, frozenset(i for o, c in pairs for i in range(o, c)))

    def word_before(self, offset: int) -> tuple[int, str]:
        """The word that ends right at the offset: where it begins, and its composed form (empty when there is none)."""
        found = _WORD_BEFORE.search(self.text, max(0, offset - _WINDOW), offset)
        return (found.start(), unicodedata.normalize("NFC", found[0])) if found else (offset, "")

    def word_before_space(self, offset: int) -> tuple[int, str]:
        return self.word_before(offset - 1 if self.text[offset - 1 : offset] == " " else offset)

    def follows(self, pattern: re.Pattern[str], stop: _Stop) -> bool:
        return pattern.match(self.text, stop.end) is not None

    def precedes(self, pattern: re.Pattern[str], offset: int) -> bool:
        return pattern.search(self.text, max(0, offset - _WINDOW), offset) is not None


def _ends(passage: _Passage) -> list[int]:
    """The offsets where sentences end."""
    text, ends, start = passage.text, [], 0
    word = _ANY_WORD.search(text)
    for stop in _stops(passage):
        if word is None:
            break
        if stop.end > word.start() and _ends_sentence(passage, start, stop):
            ends.append(stop.end)
            start = stop.end
            word = _ANY_WORD.search(text, start)
    return ends


def _stops(passage: _Passage) -> Iterator[_Stop]:
    text, offset = passage.text, 0
    while found := _STOP_OR_BREAK.search(text, offset):
        offset = _end_of_closing(passage, found.end())
        yield _Stop(found.start(), found.end(), offset)


def _end_of_closing(passage: _Passage, offset: int) -> int:
    """Past the closing marks, further stops and direction controls that stand after a stop."""
    text = passage.text
    while offset < len(text):
        mark = text[offset]
        closes = offset in passage.openings or (mark in _KINDS and _closes_alone(text, offset))
        if closes or mark in STOPS or mark in _CLOSING_CONTROLS:
            offset += 1
        elif mark == " " and offset + 1 in passage.openings and _is_outside(text, offset + 2, _AFTER_CLOSING):
            offset += 2
        else:
            break
    return offset


def _openings(text: str) -> dict[int, int]:
    """Closing offset to opening offset of every quotation and bracket; marks without a partner are left out.

    Nothing stays open past a blank line.
    """
    open_marks: dict[str, list[int]] = defaultdict(list)
    openings: dict[int, int] = {}
    for found in _QUOTE_OR_BREAK.finditer(text):
        if found[0] not in _KINDS:
            open_marks.clear()
            continue
        kind = open_marks[_KINDS[found[0]]]
        if _is_opening(text, found.start(), bool(kind)):
            kind.append(found.start())
        elif kind:
            openings[found.start()] = kind.pop()
    return openings


def _is_opening(text: str, offset: int, one_is_open: bool) -> bool:
    mark = text[offset]
    before = _is_outside(text, offset - 1, _BEFORE_OPENING)
    after = _is_outside(text, offset + 1, _AFTER_CLOSING)
    if before != after and mark not in _BRACKETS:
        return before
    if mark in _OPENING_SHAPES or mark in _CLOSING_SHAPES:
        return mark in _OPENING_SHAPES
    return not one_is_open


def _closes_alone(text: str, offset: int) -> bool:
    """Whether a mark without a partner closes what stands before it."""
    return text[offset] in _CLOSING_SHAPES or _is_outside(text, offset + 1, _AFTER_CLOSING)


def _is_outside(text: str, offset: int, marks: frozenset[str]) -> bool:
    """Whether the neighbour of a quotation mark is white space, one of the marks or no character at all."""
    return not 0 <= offset < len(text) or text[offset].isspace() or text[offset] in marks


# --- the rules: each says that a stop ends a sentence (True), that it does not (False), or nothing (None) -----------


def _ends_sentence(passage: _Passage, start: int, stop: _Stop) -> bool:
    """The verdict of the first rule that has one; a stop that none of them knows ends its sentence."""
    for rule in _RULES:
        verdict = rule(passage, start, stop)
        if verdict is not None:
            return verdict
    return True


def _blank_line(passage: _Passage, start: int, stop: _Stop) -> bool | None:
    return True if passage.text[stop.begin] == "\n" else None


def _typed_danda(passage: _Passage, start: int, stop: _Stop) -> bool | None:
    """`|` stands for a danda after a verb (किया है | उसने); elsewhere it parts the entries of a menu."""
    if passage.text[stop.begin] != "|":
        return None
    _, word = passage.word_before_space(stop.begin)
    return passage.words.last_word.fullmatch(word) is not None


def _inside_token(passage: _Passage, start: int, stop: _Stop) -> bool | None:
    """A mark within a figure, an address or a version: 4.5, ۱۲۔۳, bbc.co.uk, العربية.نت, .com."""
    text, before, after = passage.text, passage.text[stop.begin - 1 : stop.begin], passage.text[stop.end : stop.end + 1]
    if stop.end != stop.marked or not after or after.isspace():
        return None
    one_dot = text[stop.begin : stop.end] in (".", "۔")
    if one_dot and after.isdigit() and not before.isalpha():
        return False
    ascii_after = after.isascii() and after.isalnum()
    if ascii_after and before.isascii() and (before.isalnum() or before in _ADDRESS):
        return False
    return False if _DOMAIN.match(text, stop.begin) or (one_dot and ascii_after and not before.strip()) else None


def _list_number(passage: _Passage, start: int, stop: _Stop) -> bool | None:
    one_dot = passage.text[stop.begin : stop.end] in (".", "۔")
    near = one_dot and stop.begin - start < _WINDOW
    return False if near and _LIST_NUMBER.fullmatch(passage.text, start, stop.begin) else None


def _short_quotation(passage: _Passage, start: int, stop: _Stop) -> bool | None:
    return False if stop.end - 1 in passage.short else None


def _running_on(passage: _Passage, start: int, stop: _Stop) -> bool | None:
    """A comma, a postposition or a small Latin letter cannot begin a sentence."""
    if passage.follows(_COMMA_LIKE, stop) or passage.follows(passage.words.runs_on, stop):
        return False
    return False if passage.text[stop.end - 1] not in "۔।॥" and passage.follows(_LOWER_CASE, stop) else None


def _ellipsis(passage: _Passage, start: int, stop: _Stop) -> bool | None:
    """An ellipsis ends a sentence after a closing verb or before a sure beginning; elsewhere the sentence goes on.

    So `ہم چاہتے ہیں... صرف امن` (we want... only peace) is cut after its verb: marks alone cannot tell.
    """
    closed_by_stop = stop.end > stop.marked and passage.text[stop.end - 1] in STOPS
    if closed_by_stop or not _ELLIPSIS.fullmatch(passage.text, stop.begin, stop.marked):
        return None
    _, word = passage.word_before_space(stop.begin)
    return passage.words.last_word.fullmatch(word) is not None or passage.follows(passage.words.opens, stop)


def _abbreviation(passage: _Passage, start: int, stop: _Stop) -> bool | None:
    if passage.text[stop.begin : stop.end] not in (".", "۔"):
        return None
    begin, word = passage.word_before(stop.begin)
    if word in passage.words.abbreviations:
        return False
    initials = passage.words.initials
    chained = passage.precedes(initials.chain_before, begin) or passage.follows(initials.chain_after, stop)
    if initials.letter.fullmatch(word) and (chained or not _ANY_WORD.search(passage.text, start, begin)):
        return passage.follows(passage.words.opens, stop)
    if word in passage.words.units and passage.precedes(_FIGURE_BEFORE, begin):
        return not passage.follows(passage.words.unit_runs_on, stop)
    if initials.lone.fullmatch(word) and not passage.precedes(initials.spelled_before, begin):
        return passage.follows(passage.words.opens, stop)
    return None


def _bracket(passage: _Passage, start: int, stop: _Stop) -> bool | None:
    """A bracket that opened within the sentence does not end it, whatever stands in the bracket."""
    opening = passage.openings.get(stop.end - 1)
    if opening is None or passage.text[opening] not in _BRACKETS:
        return None
    return False if _ANY_WORD.search(passage.text, start, opening) else None


def _quotation(passage: _Passage, start: int, stop: _Stop) -> bool | None:
    """A quotation with its own stop ends no sentence when its speaker follows or when it is words of a longer one."""
    opening = passage.openings.get(stop.end - 1)
    if opening is None or passage.text[opening] in _BRACKETS:
        return None
    if passage.follows(_DASH, stop):
        return False
    if not _ANY_WORD.search(passage.text, start, opening):
        return False if passage.follows(passage.words.reporting, stop) else None
    is_cry = passage.text[stop.marked - 1] in "?؟!" and stop.end - opening <= _QUOTED_WORDS
    return passage.follows(passage.words.opens, stop) if is_cry and not _is_introduced(passage, opening) else None


def _is_introduced(passage: _Passage, opening: int) -> bool:
    _, word = passage.word_before_space(opening)
    return not word or word in passage.words.introduces or passage.words.last_word.fullmatch(word) is not None


def _latin(passage: _Passage, start: int, stop: _Stop) -> bool | None:
    """`sentencex` knows the abbreviations of English; it is shown a window, for it takes squared time on quotes."""
    text, begin = passage.text, max(start, stop.begin - _WINDOW)
    before, after = text[stop.begin - 1 : stop.begin], text[stop.end : stop.end + 1]
    if text[stop.begin : stop.end] != "." or not (before.isascii() and before.isalpha()) or not after.isspace():
        return None
    ends = _proposed_ends(text[begin : stop.end + _WINDOW], "en")
    return stop.end - begin in ends or passage.follows(passage.words.opens, stop)


_RULES = (
    _blank_line,
    _typed_danda,
    _inside_token,
    _list_number,
    _short_quotation,
    _running_on,
    _ellipsis,
    _abbreviation,
    _bracket,
    _quotation,
    _latin,
)
