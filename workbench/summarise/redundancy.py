"""Picks sentences that matter and do not repeat each other. It sees figures only: relevance and similarity."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np

# The paper's λ: 1 looks at relevance alone, 0 at novelty alone. Carbonell and Goldstein use .7 to stay with the most
# relevant passages, .3 to survey all of them; a news summary is the former.
LAMBDA = 0.7

# Two sentences as alike as this say the same thing. Measured on an English rendering of seeds/002, an article with two
# paragraphs told twice: the copies have cosines of .45 and .66 even when translated in different words, and all other
# pairs stay below .40. The lower copy is left to λ, as a list of similar facts may be that alike and not repeat itself.
NEAR_DUPLICATE = 0.5

Relevance = Callable[[Sequence[int]], np.ndarray]


def maximal_marginal_relevance(relevance: Relevance, similarity: np.ndarray, count: int) -> list[tuple[int, float]]:
    """Up to `count` indices in the order chosen, each with its relevance at that moment; of equals the first.

    Carbonell and Goldstein (1998), "The use of MMR", SIGIR: the next is the one with the greatest
    λ · relevance − (1 − λ) · its greatest similarity to one chosen. Here relevance is a function of what is chosen,
    and a near-duplicate of a chosen one is not taken, even where nothing else is left.
    """
    chosen: list[tuple[int, float]] = []
    redundancy = np.zeros(len(similarity))
    left = np.ones(len(similarity), dtype=bool)
    while len(chosen) < count and left.any():
        now = relevance([index for index, _ in chosen])
        best = first_greatest(np.where(left, LAMBDA * now - (1 - LAMBDA) * redundancy, -np.inf))
        chosen.append((best, float(now[best])))
        redundancy = np.maximum(redundancy, similarity[best])
        left &= similarity[best] < NEAR_DUPLICATE
        left[best] = False
    return chosen


def first_greatest(values: np.ndarray) -> int:
    """Rounded, because equal sentences may differ in the last bit, and by another bit on another processor."""
    return int(np.argmax(np.round(values, 9)))
