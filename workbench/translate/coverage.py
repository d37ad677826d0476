"""Chooses among hypotheses by what they keep of their source: its numbers, names and glossary terms, and none that it has not.

It says what a further search is to be after. It knows the source through its gloss, and no model: the model's own order decides between equals.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from workbench.model import Gloss, Term
from workbench.resources import names
from workbench.resources.english_forms import forbidden_in, says
from workbench.resources.glossary import terms_in
from workbench.text.figure_match import unexplained
from workbench.text.figures import Figure, figures
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
    forbidden: int = 0
    """Forms that the glossary forbids."""

    @property
    def cost(self) -> int:
        return MISLEADING * (self.numbers + len(self.invented) + self.forbidden) + LOST * self.lost


def coverage(
    source: str, text: str, language: str, glosses: Sequence[Gloss], glossary: tuple[Term, ...] = ()
) -> Coverage:
    """How one English text covers one source sentence; any of a term's allowed forms is as good as the others."""
    here, there = figures(source, language), figures(text, TARGET_LANGUAGE)
    numbers = len(unexplained(here, there)) + len([f for f in unexplained(there, here) if f.value > 2])
    invented = tuple(dict.fromkeys(name.text for name in names.invented(text, glosses)))
    terms = {found.term for found in terms_in(source, language, glossary)}
    # A name that the glossary told of is one of its terms, and lost once.
    lost = sum(piece.by != "glossary" for piece in names.lost(text, glosses))
    lost += sum(not says(text, term) for term in terms)
    return Coverage(numbers, invented, lost, sum(len(forbidden_in(text, term)) for term in terms))


def best_of(
    source: str, texts: Sequence[str], language: str, glosses: Sequence[Gloss], glossary: tuple[Term, ...] = ()
) -> tuple[int, Coverage]:
    """Which of the hypotheses to take, given best first by the model, and its coverage. What a guard stops is last."""
    measured = [coverage(source, text, language, glosses, glossary) for text in texts]
    said = [names.said(text, glosses) for text in texts]
    chosen = min(
        range(len(texts)), key=lambda n: (bool(trouble(source, texts[n], language)), measured[n].cost, -said[n], n)
    )
    return chosen, measured[chosen]


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a search is after for one source; the first one is free.

    A lost name is not asked for: made to write it, the model added clauses of its own about it.
    """

    numbers: tuple[Figure, ...]
    forbidden: frozenset[str] = frozenset()
    """Words not to be written: names made up before."""
    whole: bool = False
    """Whether the hypotheses may not end before they have the numbers."""

    @property
    def more(self) -> bool:
        """Whether there is a reason to search at all."""
        return self.whole or bool(self.forbidden)

    def after(self, text: str, invented: Sequence[str]) -> Wanted:
        """What the next search is after, when this text is the best so far, and these names were made up on the way."""
        parts = {part for name in invented for part in (name, *name.split("-")) if part[:1].isupper()}
        return replace(self, forbidden=frozenset(parts), whole=self._lost(text))

    def lacks(self, text: str) -> bool:
        """Whether a hypothesis may not end with this text."""
        return self.whole and self._lost(text)

    def _lost(self, text: str) -> bool:
        return bool(unexplained(self.numbers, figures(text, TARGET_LANGUAGE)))
