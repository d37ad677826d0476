"""The translation memory: what people translated before, found again by the same or a similar source. It knows no file.

Of several translations of one source the newest counts. Sources are the same when they are equal in Unicode's form NFC
and in their words, whatever white space is between: nothing more, so that an exact match is a translation of this very
sentence.

A fuzzy match is measured in words: 100 · (1 − d/n), where d is the Levenshtein distance of the two sentences in words
and n the number of words of the longer one. A punctuation mark is a word of its own. So a number that differs costs as
much as any other word, while in letters "12 soldiers" and "19 soldiers" would be almost the same. Spellings of one word
(digits of another script, hamza, vowel marks) count as the same word, but such a match is never above 99.
"""

from __future__ import annotations

import functools
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from enum import StrEnum

from rapidfuzz import process
from rapidfuzz.distance import Levenshtein

from workbench.model import Article
from workbench.text.folding import fold
from workbench.text.languages import SOURCE_LANGUAGES

EXACT = 100
# The customary bound of translation memories: where more than a quarter of the words differ, a new draft needs less work.
FEWEST_PERCENT = 75
# A reader takes the best or looks at another one or two; more lines would hide the sentence they are for.
MOST_MATCHES = 3


@dataclass(frozen=True, slots=True)
class Origin:
    """Where a unit is from: a segment of an article, or the name of a file that was imported."""

    article: str = ""
    segment: str = ""
    file: str = ""


@dataclass(frozen=True, slots=True)
class Unit:
    """A source sentence with the English that a person stands for."""

    source: str
    target: str
    language: str
    by: str
    at: str
    """RFC 3339 in UTC. Empty where an imported file does not say: then it is older than what has a time."""
    origin: Origin


class Kind(StrEnum):
    """Whose words a piece of a comparison is."""

    EQUAL = "equal"
    HERE = "here"
    THERE = "there"


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of words that both sources have, or that stands only here (in the sentence to translate) or only there."""

    kind: Kind
    text: str


@dataclass(frozen=True, slots=True)
class Entry:
    """A unit that counts, and the other translations of its source that it replaced, newest first."""

    unit: Unit
    older: tuple[Unit, ...]


@dataclass(frozen=True, slots=True)
class Match:
    """An entry for a sentence, as above, and how alike its source is: 100 only where it is the same."""

    percent: int
    unit: Unit
    older: tuple[Unit, ...] = ()
    pieces: tuple[Piece, ...] = ()
    """How the two sources differ: the pieces that are not `there`, put together, are the sentence to translate."""


class Memory:
    """Units, found by their source. It does not change: another state of the units is another memory.

    `before` is the memory that this one takes the place of: what was worked out for its sources is used again.
    """

    def __init__(self, units: Iterable[Unit], before: Memory | None = None) -> None:
        self._numbering = before._numbering if before else _Numbering()
        self._units: dict[str, dict[str, list[Unit]]] = {}
        oldest_first = sorted(units, key=_moment)
        for unit in reversed(oldest_first):
            self._units.setdefault(unit.language, {}).setdefault(key(unit.source), []).append(unit)
        self._indexes = {language: _Index.of(list(by_key), self._numbering) for language, by_key in self._units.items()}

    def entries(self) -> list[Entry]:
        """What the memory holds, of each source one; by language, and the newest first."""
        return [_entry(units) for by_key in self._units.values() for units in by_key.values()]

    def exact(self, source: str, language: str, *, apart_from: Origin | None = None) -> list[Unit]:
        """The units of this very source, the newest first, without those from one segment."""
        return _apart(self._units.get(language, {}).get(key(source), ()), apart_from)

    def matches(self, source: str, language: str, *, apart_from: Origin | None = None) -> list[Match]:
        """The best matches for a sentence, the best and then the newest first; `apart_from` is where the sentence is."""
        wanted, by_key = key(source), self._units.get(language, {})
        found = [(EXACT, wanted)] if wanted in by_key else []
        if language in self._indexes:
            found += self._indexes[language].nearest(wanted, self._numbering)
        made = (_match(percent, wanted, _apart(by_key[near], apart_from)) for percent, near in found)
        return [match for match in made if match][:MOST_MATCHES]


def key(source: str) -> str:
    """What sources are the same by: NFC, with runs of white space as one space."""
    return " ".join(unicodedata.normalize("NFC", source).split())


def units_of(article: Article) -> Iterator[Unit]:
    """What an article gives to the memory: its approved and corrected segments, folded furniture left out."""
    for row in article.rows():
        if row.approved and row.target and row.block.language in SOURCE_LANGUAGES:
            origin = Origin(article=article.document.id, segment=row.segment.id)
            yield Unit(row.segment.text, row.target, row.block.language, row.review.by, row.review.at, origin)


def _moment(unit: Unit) -> str:
    """What units are ordered by. Without the Z a time in seconds comes before the milliseconds after it."""
    return unit.at.removesuffix("Z")


def _apart(units: Sequence[Unit], origin: Origin | None) -> list[Unit]:
    return [unit for unit in units if unit.origin != origin]


def _match(percent: int, wanted: str, units: list[Unit]) -> Match | None:
    if not units:
        return None
    entry = _entry(units)
    return Match(percent, entry.unit, entry.older, difference(wanted, key(entry.unit.source)))


def _entry(units: Sequence[Unit]) -> Entry:
    return Entry(units[0], tuple(unit for unit in units[1:] if unit.target != units[0].target))


# --- what an import changes --------------------------------------------------------------------------------------


class News(StrEnum):
    """What an imported unit is to a memory."""

    NEW = "new"
    """A source that the memory did not have."""
    REPLACED = "replaced"
    """A newer translation than the memory had."""
    OLDER = "older"
    """Another translation, which does not count because the memory has a newer one."""
    SAME = "same"
    """Nothing that the memory did not have."""


def compare(units: Iterable[Unit], memory: Memory) -> list[tuple[News, Unit]]:
    """What each unit would be to the memory, if those before it were added."""
    known: dict[tuple[str, str], list[Unit]] = {}
    compared = []
    for unit in units:
        place = (unit.language, key(unit.source))
        there = known.setdefault(place, memory.exact(unit.source, unit.language))
        news = _news(unit, there)
        if news is not News.SAME:
            there.insert(len(there) if news is News.OLDER else 0, unit)
        compared.append((news, unit))
    return compared


def _news(unit: Unit, there: Sequence[Unit]) -> News:
    if not there:
        return News.NEW
    newest, *older = there
    was_there = any(other.target == unit.target and _moment(other) >= _moment(unit) for other in older)
    if newest.target == unit.target or was_there:
        return News.SAME
    return News.REPLACED if _moment(unit) >= _moment(newest) else News.OLDER


# --- how alike, and where not ------------------------------------------------------------------------------------


@dataclass(slots=True)
class _Numbering:
    """A character for each word, so that sentences are compared by their words as fast as strings by their letters."""

    characters: dict[str, str] = field(default_factory=dict)
    sentences: dict[str, str] = field(default_factory=dict)

    def known(self, sentence: str) -> str:
        """A sentence of the memory: each word of it gets a character of its own."""
        if sentence not in self.sentences:
            self.sentences[sentence] = "".join(self._number(word) for word in words(sentence))
        return self.sentences[sentence]

    def asked(self, sentence: str) -> str:
        """A sentence to look up: words that the memory does not have are all unlike all of its own."""
        return "".join(self.characters.get(word, "\0") for word in words(sentence))

    def _number(self, word: str) -> str:
        # More than a million different words share characters, and a match may come out too high by one of them.
        return self.characters.setdefault(word, chr(1 + len(self.characters) % 0x10FFFF))


@dataclass(frozen=True, slots=True)
class _Index:
    """The sources of one language, the newest first, and each as a string of word characters."""

    keys: list[str]
    sentences: list[str]
    found: dict[str, list[tuple[int, str]]] = field(default_factory=dict)

    @classmethod
    def of(cls, keys: list[str], numbering: _Numbering) -> _Index:
        return cls(keys, [numbering.known(sentence) for sentence in keys])

    def nearest(self, wanted: str, numbering: _Numbering) -> list[tuple[int, str]]:
        """Percent and key of the most similar other sources, the best first, of equal ones the newest."""
        if wanted not in self.found:
            near = process.extract(
                numbering.asked(wanted), self.sentences, scorer=Levenshtein.normalized_similarity,
                processor=None, score_cutoff=FEWEST_PERCENT / 100, limit=MOST_MATCHES + 1,
            )  # fmt: skip
            percents = [(min(EXACT - 1, round(100 * score)), self.keys[place]) for _, score, place in near]
            self.found[wanted] = [(percent, other) for percent, other in percents if other != wanted]
        return self.found[wanted]


def words(sentence: str) -> list[str]:
    """The words of a sentence as they are compared, each punctuation mark around them a word of its own."""
    return [token for word in sentence.split() for token in _compared(word)]


# Folding is the dear part of a large memory, and its words come again and again.
@functools.lru_cache(maxsize=65536)
def _compared(word: str) -> tuple[str, ...]:
    return tuple(fold(token).text or token for token in _split(word))


def _split(word: str) -> tuple[str, ...]:
    """A word with the marks before and after it apart; what is inside ("3.5", "20-year") stays together."""
    inside = [number for number, character in enumerate(word) if not _is_mark(character)]
    if not inside:
        return tuple(word)
    first, last = inside[0], inside[-1] + 1
    return (*word[:first], word[first:last], *word[last:])


def _is_mark(character: str) -> bool:
    return unicodedata.category(character)[0] in "PS"


def difference(here: str, there: str) -> tuple[Piece, ...]:
    """How two sentences differ, in words as they are written, each with the space that follows it."""
    left, right = _spaced(here), _spaced(there)
    matcher = SequenceMatcher(None, [w.rstrip() for w in left], [w.rstrip() for w in right], autojunk=False)
    pieces: list[Piece] = []
    for tag, start, end, other_start, other_end in matcher.get_opcodes():
        mine, theirs = "".join(left[start:end]), "".join(right[other_start:other_end])
        if tag == "equal":
            pieces.append(Piece(Kind.EQUAL, mine))
        else:
            pieces += [Piece(kind, text) for kind, text in ((Kind.HERE, mine), (Kind.THERE, theirs)) if text]
    return tuple(pieces)


def _spaced(sentence: str) -> list[str]:
    """The tokens, the last one of each word with the space after it; put together they are the sentence."""
    spaced: list[str] = []
    for word in sentence.split(" "):
        *before, last = _split(word) or ("",)
        spaced += [*before, f"{last} "]
    spaced[-1] = spaced[-1].removesuffix(" ")
    return spaced
