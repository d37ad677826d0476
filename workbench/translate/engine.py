"""The small interface every engine stands behind. It knows no model; engines know no article."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import Any, Protocol

from workbench.model import Gloss, Hypothesis, Signature


@dataclass(frozen=True, slots=True)
class Decoding:
    """How to search for a hypothesis. A rung of the retry ladder is one of these."""

    beam: int = 1
    """Beam width; 1 is greedy."""
    no_repeat_ngram: int = 0
    """Forbid an n-gram of this many tokens from occurring twice; 0 allows it."""
    repetition_penalty: float = 1.0
    """Divide the score of tokens already written by this (Keskar et al. 2019); 1.0 is off."""

    def settings(self) -> dict[str, Any]:
        """The values as a signature records them."""
        return asdict(self)


class Engine(Protocol):
    """A loaded translation model. Creating one may take seconds; calling it never reaches the network."""

    name: str
    """The key in `translate.ENGINES`."""
    languages: frozenset[str]
    """BCP 47 tags of the source languages it translates to English."""
    default: Decoding
    """The search it is meant to be used with."""

    def signature(self, decoding: Decoding) -> Signature:
        """How its translations are made with this decoding; equal signatures and sources give equal text."""
        ...

    def lengths(self, sources: Sequence[str], language: str) -> list[int]:
        """Model tokens per source sentence: what batches are sorted and bounded by. Loads what is not loaded yet."""
        ...

    def told(self, source: str, language: str) -> tuple[Gloss, ...]:
        """What the engine is told of the words of a source; empty for one that needs no telling."""
        ...

    def translate(self, sources: Sequence[str], language: str, decoding: Decoding) -> list[Hypothesis]:
        """One best hypothesis per source, in order. One batch: the caller sorts and bounds.

        Output is capped at `2 * source tokens + 20` tokens, so a loop ends.
        """
        ...


def length_cap(source_tokens: int) -> int:
    """The most target tokens a source of that many tokens may get: twice as many and 20 more."""
    return 2 * source_tokens + 20
