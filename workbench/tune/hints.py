"""Glosses as a model should learn to live with them: some words only spelled out, some wrong, sometimes none at all.

A model that always saw right glosses in training copies wrong ones, and is lost where there is none. It knows no model.
"""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache

from workbench.model import Gloss
from workbench.resources.lexicon import NAME_PARTS, lexicon_of
from workbench.text.transliteration import transliterate


@dataclass(frozen=True, slots=True)
class Noise:
    """Shares of the words of a training sentence; function words and numerals keep theirs. Chosen by reading, not tuned."""

    name_spelled: float = 0.12
    """Names given letter by letter, as those are that no lexicon has."""
    word_spelled: float = 0.05
    """Other words given letter by letter."""
    wrong: float = 0.025
    """Words given the English of another word of their part of speech."""
    sentence_bare: float = 0.04
    """Sentences given no gloss at all."""


KEPT_PARTS = frozenset({"func", "num"})


def noisy(glosses: Sequence[Gloss], language: str, noise: Noise, rng: random.Random) -> tuple[Gloss, ...]:
    """The glosses with some of them spoilt; all the chance comes from `rng`."""
    return tuple(_noisy(piece, language, noise, rng) for piece in glosses)


def _noisy(piece: Gloss, language: str, noise: Noise, rng: random.Random) -> Gloss:
    if piece.by not in ("lexicon", "stem") or piece.part in KEPT_PARTS:
        return piece
    chance = rng.random()
    spelled = noise.name_spelled if piece.part in NAME_PARTS else noise.word_spelled
    if chance < spelled:
        letters = " ".join(transliterate(word, language) for word in piece.source.split())
        return replace(piece, by="letters", english=(letters,) if letters else ())
    if chance < spelled + noise.wrong:
        return replace(piece, english=(rng.choice(_meanings(language)[piece.part]),))
    return piece


@cache
def _meanings(language: str) -> dict[str, list[str]]:
    """The first meanings of a language's lexicon by part."""
    found: dict[str, list[str]] = {}
    for entry in lexicon_of(language):
        if entry.english:
            found.setdefault(entry.part, []).append(entry.english[0])
    return found
