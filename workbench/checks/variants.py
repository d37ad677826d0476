"""Finds names that are spelled in more than one way: one person should have one spelling. It proposes, and changes nothing.

Two spellings are one name's when they sound alike and stand in translations of sentences that have the same name: what the
lexicon calls it, or else the very word of the source. A people and its country are not two spellings.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache

from workbench.checks.names import glossed
from workbench.model import Gloss, Pair
from workbench.resources.english_names import WORD, is_common, may_name, plain
from workbench.resources.lexicon import NAME_PARTS
from workbench.resources.same_name import LIKE_ENOUGH, among, skeleton, sounds_like
from workbench.text.transliteration import transliterate


@dataclass(frozen=True, slots=True)
class Place:
    """Where a spelling stands: `text == target[start:end]` of the article's segment."""

    article_id: str
    segment_id: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Spelling:
    text: str
    places: tuple[Place, ...]


@dataclass(frozen=True, slots=True)
class Variants:
    """One name and its spellings, the most frequent first."""

    name: str
    """As the lexicon has it, else as the source has it."""
    spellings: tuple[Spelling, ...]


Sentence = tuple[str, str, Pair]
"""A pair with the ids of its article and segment."""


def variants(sentences: Iterable[Sentence]) -> list[Variants]:
    """The names of the sentences that have two spellings or more, in the order in which they first appear."""
    found: dict[tuple[str, str], dict[str, list[Place]]] = {}
    for article_id, segment_id, pair in sentences:
        for name, match in _named(pair):
            places = found.setdefault((name, skeleton(match.text)), {}).setdefault(match.text, [])
            places.append(Place(article_id, segment_id, match.start, match.end))
    return [
        Variants(name, tuple(Spelling(text, tuple(places)) for text, places in _by_count(spellings)))
        for (name, _), spellings in found.items()
        if len(spellings) > 1
    ]


def _by_count(spellings: dict[str, list[Place]]) -> list[tuple[str, list[Place]]]:
    return sorted(spellings.items(), key=lambda item: -len(item[1]))


@dataclass(frozen=True, slots=True)
class _Word:
    text: str
    start: int
    end: int


@lru_cache(maxsize=16384)  # all of a workspace is asked for after every save, and one sentence of it has changed
def _named(pair: Pair) -> tuple[tuple[str, _Word], ...]:
    """The words of the English that sound like a name of the source, each with that name."""
    return tuple(_found_in(pair))


def _found_in(pair: Pair) -> Iterator[tuple[str, _Word]]:
    pieces = [
        (piece, sounds) for piece in glossed(pair.source, pair.language) if (sounds := _sounds(piece, pair.language))
    ]
    for word in _capitalised(pair.target):
        named = next((piece for piece, sounds in pieces if sounds_like(word.text, sounds, LIKE_ENOUGH)), None)
        if named is None:
            continue
        told = [part for english in named.english for part in WORD.findall(english)] if named.by != "letters" else []
        canonical = next((part for part in told if skeleton(part) == skeleton(word.text)), None)
        if canonical and canonical != word.text and among(plain(word.text), [plain(canonical)]):
            continue  # "Kazakh" where the lexicon has "Kazakhstan"
        yield canonical or named.source, word


def _capitalised(english: str) -> Iterator[_Word]:
    """Words that may be names, without a possessive ending."""
    for match in WORD.finditer(english):
        text = match.group().removesuffix("'s").removesuffix("’s")
        if may_name(text) and not is_common(plain(text)):
            yield _Word(text, match.start(), match.start() + len(text))


def _sounds(piece: Gloss, language: str) -> frozenset[str]:
    """The skeletons of a name's words, as they sound in the source and as the lexicon has them; none of another word's."""
    if piece.by == "copied" or not (piece.by == "letters" or piece.part in NAME_PARTS):
        return frozenset()
    spelled = {transliterate(word, language) for word in piece.source.split()}
    told = {part for english in piece.english for part in WORD.findall(english)} if piece.by != "letters" else set()
    return frozenset(s for word in spelled | told if len(s := skeleton(word)) > 2)
