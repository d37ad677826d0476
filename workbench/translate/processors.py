"""What a search may not write next, as logits processors of `generate`: each is asked at every step. They know no prompt.

A processor takes ids (rows, tokens so far) and scores (rows, vocabulary), and gives the scores changed.
Rows are hypotheses, `beam` of them for each source; `start` is where the prompts end and what is written begins.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import torch

Processor = Callable[["torch.Tensor", "torch.Tensor"], "torch.Tensor"]

NEVER = float("-inf")
# Ends that the model gives less than this log-probability (0.25 %) do not win a search: not worth reading the text for.
LIKELY_ENOUGH = -6.0


@dataclass(frozen=True)
class OfWritten:
    """Another processor, for what was written only: a ban of repeats must not keep the model from copying its prompt."""

    processor: Processor
    start: int

    def __call__(self, input_ids: torch.Tensor, scores: torch.Tensor) -> torch.Tensor:
        return self.processor(input_ids[:, self.start :], scores)


@dataclass(frozen=True)
class Forbidden:
    """Lets no hypothesis finish a word, given as ids, that is forbidden to its source."""

    words: Sequence[Sequence[list[int]]]
    beam: int
    start: int

    def __call__(self, input_ids: torch.Tensor, scores: torch.Tensor) -> torch.Tensor:
        for row, written in enumerate(input_ids[:, self.start :].tolist()):
            for *before, last in self.words[row // self.beam]:
                if not before or written[-len(before) :] == before:
                    scores[row, last] = NEVER
        return scores


@dataclass(frozen=True)
class Unfinished:
    """Lets no hypothesis end that still lacks something: `lacks` is asked with a source's place and what was written.

    A small model that stops early leaves out whole clauses, and their numbers with them; made to go on, it writes them.
    """

    lacks: Callable[[int, list[int]], bool]
    stops: Sequence[int]
    beam: int
    start: int

    def __call__(self, input_ids: torch.Tensor, scores: torch.Tensor) -> torch.Tensor:
        stops = list(self.stops)
        for row in (scores[:, stops] > LIKELY_ENOUGH).any(-1).nonzero().flatten().tolist():
            if self.lacks(row // self.beam, input_ids[row, self.start :].tolist()):
                scores[row, stops] = NEVER
        return scores
