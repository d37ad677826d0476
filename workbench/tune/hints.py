"""Glosses as a model should learn to live with them: some words only spelled out, some wrong, sometimes none at all.

A model that always saw right glosses in training copies wrong ones, and is lost where there is none. Of names it should
write what it is told, not what it remembers: some are renamed, in the gloss and in the English. It knows no model.
"""

from __future__ import annotations

import random
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache

from workbench.model import Gloss
from workbench.resources.lexicon import NAME_PARTS, lexicon_of
from workbench.text.languages import SOURCE_LANGUAGES
from workbench.text.transliteration import transliterate


@dataclass(frozen=True, slots=True)
class Noise:
    """Shares of the words of a training sentence; function words and numerals keep theirs. Chosen by reading, not tuned."""

    renamed: float = 0.22
    """Names given as another of their part, there and in the English, where the English has them as they were told."""
    made_up: float = 0.3
    """Of these other names, the share that is nobody's."""
    name_spelled: float = 0.08
    """Names given letter by letter, as those are that no lexicon has; the share above too, where it cannot be renamed."""
    word_spelled: float = 0.05
    """Other words given letter by letter."""
    wrong: float = 0.025
    """Words that are no names, given the English of another word of their part of speech."""
    sentence_bare: float = 0.04
    """Sentences given no gloss at all."""


KEPT_PARTS = frozenset({"func", "num"})
# A nationality is rarely the only word of its country in a sentence; the others would stay.
RENAMED_PARTS = NAME_PARTS - {"nation"}
# A shorter word may stand in the English for another reason.
SHORTEST_RENAMED = 4
_SYLLABLES = (
    "ka", "ro", "mi", "ven", "tar", "sho", "bel", "dun", "ya", "ri", "zan", "lor", "qu", "eth", "pa", "gri", "sol", "nim", "ha",
    "ust", "or", "ek", "jar", "fen", "wi", "cla", "dor", "mu", "be", "tis",
)  # fmt: skip


def noisy(
    glosses: Sequence[Gloss], target: str, language: str, noise: Noise, rng: random.Random
) -> tuple[tuple[Gloss, ...], str]:
    """The glosses with some of them spoilt, and the English with the names renamed in them; all chance is from `rng`."""
    renamed: dict[str, str] = {}
    spoilt = []
    for piece in glosses:
        told = next((english for english in piece.english if english in renamed), None)
        spoilt.append(_as(piece, renamed[told]) if told else _noisy(piece, target, language, noise, rng, renamed))
    for told, other in renamed.items():
        target = _whole(told).sub(lambda match, other=other: other, target)
    return tuple(spoilt), target


def _noisy(
    piece: Gloss, target: str, language: str, noise: Noise, rng: random.Random, renamed: dict[str, str]
) -> Gloss:
    """One gloss; what it renames, told and other name, is added to `renamed`."""
    if piece.by not in ("lexicon", "stem") or piece.part in KEPT_PARTS:
        return piece
    chance = rng.random()
    if piece.part in NAME_PARTS:
        told = _told(piece, target) if chance < noise.renamed else None
        if told:
            renamed[told] = _other_name(piece.part, noise, rng)
            return _as(piece, renamed[told])
        return _spelled(piece, language) if chance < noise.renamed + noise.name_spelled else piece
    if chance < noise.word_spelled:
        return _spelled(piece, language)
    if chance < noise.word_spelled + noise.wrong:
        return _as(piece, rng.choice(_meanings(language)[piece.part]))
    return piece


def _told(piece: Gloss, target: str) -> str | None:
    """The English of a name as the target has it."""
    if piece.part not in RENAMED_PARTS:
        return None
    long_enough = (english for english in piece.english if len(english) >= SHORTEST_RENAMED)
    return next((english for english in long_enough if _whole(english).search(target)), None)


def _whole(words: str) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w){re.escape(words)}(?!\w)")


def _as(piece: Gloss, english: str) -> Gloss:
    return replace(piece, english=(english,))


def _spelled(piece: Gloss, language: str) -> Gloss:
    letters = " ".join(transliterate(word, language) for word in piece.source.split())
    return replace(piece, by="letters", english=(letters,) if letters else ())


def _other_name(part: str, noise: Noise, rng: random.Random) -> str:
    if rng.random() < noise.made_up:
        return "".join(rng.choice(_SYLLABLES) for _ in range(rng.randint(2, 4))).capitalize()
    return rng.choice(_names(part))


@cache
def _names(part: str) -> list[str]:
    """The first English of every name of a part, in any of the lexicons."""
    entries = (entry for language in SOURCE_LANGUAGES for entry in lexicon_of(language) if entry.part == part)
    return sorted({entry.english[0] for entry in entries if entry.english and entry.english[0][:1].isupper()})


@cache
def _meanings(language: str) -> dict[str, list[str]]:
    """The first meanings of a language's lexicon by part."""
    found: dict[str, list[str]] = {}
    for entry in lexicon_of(language):
        if entry.english:
            found.setdefault(entry.part, []).append(entry.english[0])
    return found
