"""What one word can mean in a number or a date, whatever its spelling, clitics and endings. It knows no sentence."""

from __future__ import annotations

import functools
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from enum import StrEnum
from fractions import Fraction

from workbench.text import number_words as words
from workbench.text.folding import fold

# Letters that a number must have to be read where it is written onto another word.
FEWEST_UNGLUED = 4


class Kind(StrEnum):
    """A month's value is 1 to 12, a weekday's 1 (Monday) to 7, a time of day's is in hours."""

    NUMBER = "number"
    TIME = "time"
    MONTH = "month"
    WEEKDAY = "weekday"


class Role(StrEnum):
    SMALL = "small"
    SCALE = "scale"
    DUAL = "dual"
    PART = "part"
    STEP = "step"
    POINT = "point"
    JOIN = "join"
    ARTICLE = "article"


@dataclass(frozen=True, slots=True)
class Word:
    role: Role
    value: Fraction
    language: str
    weak: bool = False
    alone: bool = True
    """May begin a number: "hundred" may not, "मिलियन" may."""
    unsure: bool = False
    """A scale that may be another word."""
    lone: bool = False
    """Adds to no other number: "both", "first"."""
    joined: bool = False
    """Carries the Arabic "and"."""


@dataclass(frozen=True, slots=True)
class Lexicon:
    """Folded spellings of one language, and of English under them."""

    numbers: dict[str, Word] = field(default_factory=dict)
    parts: dict[str, Fraction] = field(default_factory=dict)
    names: dict[str, tuple[Kind, int]] = field(default_factory=dict)
    unsure_names: frozenset[str] = frozenset()
    cues_before: frozenset[str] = frozenset()
    cues_after: frozenset[str] = frozenset()
    not_clitics: frozenset[str] = frozenset()


def folded_words(spaced: str) -> list[str]:
    return fold(spaced).text.split()


@functools.cache
def lexicon_of(language: str) -> Lexicon:
    known = [tag for tag in dict.fromkeys(("en", language)) if tag in words.SMALL]
    numbers: dict[str, Word] = {}
    parts: dict[str, Fraction] = {}
    names: dict[str, tuple[Kind, int]] = {}
    for tag in known:
        parts |= {word: value for value, spaced in words.PARTS[tag].items() for word in folded_words(spaced)}
        numbers |= _number_entries(tag)
        names |= _name_entries(tag)
    return Lexicon(
        numbers=numbers,
        parts=parts,
        names=names,
        unsure_names=set_of(words.UNSURE_NAMES, known),
        cues_before=set_of(words.NAME_CUES_BEFORE, known),
        cues_after=set_of(words.NAME_CUES_AFTER, known),
        not_clitics=frozenset(folded_words(words.NOT_CLITICS)),
    )


def set_of(table: dict[str, str], languages: list[str]) -> frozenset[str]:
    return frozenset(word for language in languages for word in folded_words(table[language]))


def _number_entries(tag: str) -> dict[str, Word]:
    """Later tables win: an English "third" begins as an ordinal, and is a part only after "two"."""
    weak = frozenset(folded_words(words.WEAK[tag]))
    unsure = frozenset(folded_words(words.SCALES_UNSURE[tag]))
    entries: dict[str, Word] = {}

    def add(role: Role, table: dict[int, str] | dict[Fraction, str], **flags: bool) -> None:
        for value, spaced in table.items():
            for word in folded_words(spaced):
                flags_here = {"weak": word in weak, "unsure": word in unsure} | flags
                entries[word] = Word(role, Fraction(value), tag, **flags_here)

    add(Role.PART, words.PARTS[tag], weak=True)
    add(Role.SMALL, words.ORDINALS[tag])
    add(Role.SMALL, words.SMALL[tag])
    add(Role.SMALL, words.LOOSE[tag], weak=True, lone=True)
    add(Role.SCALE, words.SCALES[tag])
    add(Role.SCALE, words.SCALES_AFTER[tag], alone=False)
    add(Role.DUAL, words.DUALS if tag == "ar" else {})
    add(Role.STEP, words.STEPS[tag])
    for role, table in ((Role.POINT, words.POINTS), (Role.JOIN, words.JOINS), (Role.ARTICLE, words.ARTICLES)):
        add(role, {0: table[tag]})
    return entries


def _name_entries(tag: str) -> dict[str, tuple[Kind, int]]:
    return {
        " ".join(folded_words(name)): (kind, number)
        for kind, table in ((Kind.MONTH, words.MONTHS), (Kind.WEEKDAY, words.WEEKDAYS))
        for number, names in enumerate(table[tag], start=1)
        for name in names.split("|")
    }


@functools.lru_cache(maxsize=8192)
def look_up(word: str, language: str) -> Word | None:
    """The meaning of a folded word as a part of a number; Arabic clitics and Urdu and Hindi endings are taken off."""
    lexicon = lexicon_of(language)
    if word in lexicon.numbers:
        return lexicon.numbers[word]
    if language == "ar" and word not in lexicon.not_clitics:
        for bare, joined in without_clitics(word):
            if bare in lexicon.numbers:
                return replace(lexicon.numbers[bare], joined=joined)
    return _inflected(word, language) or _unglued(word, language)


def without_clitics(word: str) -> Iterator[tuple[str, bool]]:
    """What may be left of an Arabic word without "and", a preposition and the article; whether there was an "and"."""
    for conjunction in ("", "و", "ف"):
        for preposition in ("", "ب", "ل", "ك"):
            for article in ("", "ال"):
                prefix = conjunction + preposition + article
                if prefix and word.startswith(prefix):
                    yield word[len(prefix) :], bool(conjunction)
        if word.startswith(conjunction + "لل"):
            yield word[len(conjunction) + 2 :], bool(conjunction)
            yield "ال" + word[len(conjunction) + 2 :], bool(conjunction)


def _unglued(word: str, language: str) -> Word | None:
    """A number that a postposition was written onto: کےساڑھے, کےپانچ. Of a short rest nothing is said."""
    glued = set_of(words.GLUED, [language] if language in words.GLUED else [])
    rests = [word.removeprefix(before) for before in glued if word.startswith(before)]
    found = [lexicon_of(language).numbers.get(rest) for rest in rests if len(rest) >= FEWEST_UNGLUED]
    return next((number for number in found if number and number.language == language), None)


def _inflected(word: str, language: str) -> Word | None:
    numbers = lexicon_of(language).numbers
    for endings, weak in ((words.ORDINAL_ENDINGS, False), (words.COLLECTIVE_ENDINGS, True)):
        for ending in endings.get(language, ()):
            stem = numbers.get(word.removesuffix(fold(ending).text))
            if stem and stem.role is Role.SMALL and stem.language == language and word not in numbers:
                return replace(stem, weak=weak)
    return None
