"""Finds the phrase a translation repeats far more often than its source repeats anything. It does not judge how bad that is."""

from __future__ import annotations

import re
from collections import Counter

# Raunak et al. 2021 (arXiv 2104.06683): the count of the top 4-gram exceeds the source's by at least 2.
NGRAM, EXCESS = 4, 2

WORD = re.compile(r"[^\W_]+(?:['’-][^\W_]+)*")


def loop(source: str, target: str) -> tuple[int, int, int] | None:
    """Start and end of the phrase's first occurrence in the target (code points), and how often it is said there."""
    words = list(WORD.finditer(target))
    runs = _runs([word.group().lower() for word in words])
    if not runs:
        return None
    run, count = Counter(runs).most_common(1)[0]
    # The source's words are what white space parts: Python's \w knows no vowel signs.
    usual = max(Counter(_runs(source.split())).values(), default=1)
    if count - usual < EXCESS:
        return None
    first = runs.index(run)
    return words[first].start(), words[first + NGRAM - 1].end(), count


def _runs(words: list[str]) -> list[tuple[str, ...]]:
    return [tuple(words[i : i + NGRAM]) for i in range(len(words) - NGRAM + 1)]
