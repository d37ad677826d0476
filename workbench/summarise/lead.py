"""Chooses the first sentences: the baseline that is hard to beat on news. It reads none of them."""

from __future__ import annotations

from workbench.model import Article, Summary, SummarySentence
from workbench.summarise.candidates import FEWEST_WORDS, candidates


def by_lead(article: Article, count: int) -> Summary:
    """The first `count` sentences that may be chosen, the k-th with score 1/k."""
    first = candidates(article)[:count]
    sentences = tuple(SummarySentence(candidate.segment_id, round(1 / k, 6)) for k, candidate in enumerate(first, 1))
    return Summary(sentences, "lead", {"fewest_words": FEWEST_WORDS})
