"""Chooses among hypotheses by what they keep of their source: its numbers, names and glossary terms, and none that it has not.

It knows the source through its gloss, and no model: the model's own order decides between equals.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from workbench.model import Gloss
from workbench.resources import names
from workbench.text.figure_match import unexplained
from workbench.text.figures import figures
from workbench.text.languages import TARGET_LANGUAGE
from workbench.translate.guards import trouble

# What a lost or added number and an invented name cost beside a lost name or term, which may only be written another way.
MISLEADING, LOST = 3, 1


@dataclass(frozen=True, slots=True)
class Coverage:
    """What a hypothesis lost and added, counted."""

    numbers: int
    """Values that only one side has."""
    invented: tuple[str, ...]
    """Names for which the source gives no reason."""
    lost: int
    """Names and glossary terms of the source that it does not have."""

    @property
    def cost(self) -> int:
        return MISLEADING * (self.numbers + len(self.invented)) + LOST * self.lost


def coverage(source: str, text: str, language: str, glosses: Sequence[Gloss]) -> Coverage:
    """How one English text covers one source sentence."""
    here, there = figures(source, language), figures(text, TARGET_LANGUAGE)
    numbers = len(unexplained(here, there)) + len([f for f in unexplained(there, here) if f.value > 2])
    invented = tuple(dict.fromkeys(name.text for name in names.invented(text, glosses)))
    return Coverage(numbers, invented, len(names.lost(text, glosses)) + len(_lost_terms(text, glosses)))


def _lost_terms(text: str, glosses: Sequence[Gloss]) -> list[Gloss]:
    """What the glossary tells and the text does not say, in whatever case."""
    said = text.casefold()
    return [
        piece for piece in glosses if piece.by == "glossary" and not any(e.casefold() in said for e in piece.english)
    ]


def best_of(source: str, texts: Sequence[str], language: str, glosses: Sequence[Gloss]) -> tuple[int, Coverage]:
    """Which of the hypotheses to take, given best first by the model, and its coverage. What a guard stops is last."""
    measured = [coverage(source, text, language, glosses) for text in texts]
    chosen = min(range(len(texts)), key=lambda n: (bool(trouble(source, texts[n], language)), measured[n].cost, n))
    return chosen, measured[chosen]
