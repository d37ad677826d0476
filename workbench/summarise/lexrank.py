"""Chooses the sentences that the others have most in common with, the lead before the rest. It knows no meaning."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from workbench.model import Article, Summary, SummarySentence
from workbench.summarise.candidates import FEWEST_WORDS, Candidate, breaks_a_quotation, candidates, leans_back, titles
from workbench.summarise.redundancy import LAMBDA, NEAR_DUPLICATE, maximal_marginal_relevance
from workbench.text.similarity import cosines

# The paper's d, with which the walk jumps to any sentence; PageRank's usual value, the middle of the usual .1 to .2.
DAMPING = 0.15
# Each step shrinks the error by 1 − d, so this takes about 130 steps, and far fewer digits decide a ranking.
TOLERANCE = 1e-9

# How much of a sentence's salience is its position, 1/k for the k-th. On CNN/DailyMail the first three sentences alone
# score ROUGE-1 40 (Liu and Lapata 2019), several points more than central ones: position must carry more than half.
# Not tuned on summaries, we have none. In articles tried, a sentence's usual centrality was .3 to .45 of the greatest.
# From a weight of .62 or .56 on, such a sentence in second place stays ahead of the most central one far down; at .6
# the third no longer does, and the rest of the summary is centrality's to choose.
LEAD_WEIGHT = 0.6

# What is left of the salience of a sentence that cannot stand alone. Far down (k = 15) the usual is .16 to .22 and the
# most central has .44: that one falls to .13, while an article that has nothing else still has a summary.
LEANING_BACK = 0.3
# Half a quotation can be read, though not in full: the most central one falls to the usual, .22.
BROKEN_QUOTATION = 0.5
# The headline stands above the summary. What repeats it is central and stands first: from 1.0 it falls to the usual.
REPEATS_TITLE = 0.2
# Every lead shares words with its headline (cosines of .25 to .45); one that adds nothing but "urgent" has above .8.
TITLE_REPEATED = 0.8


def by_lexrank(article: Article, count: int) -> Summary:
    """Up to `count` sentences by LexRank with a lead prior and MMR, with the settings to choose them again."""
    found = candidates(article)
    ranked = choose(found, titles(article), count) if found else []
    sentences = tuple(SummarySentence(found[i].segment_id, round(score, 6)) for i, score in sorted(ranked))
    return Summary(sentences, "lexrank", settings())


def settings() -> dict[str, float]:
    return {
        "damping": DAMPING,
        "tolerance": TOLERANCE,
        "lead_weight": LEAD_WEIGHT,
        "lambda": LAMBDA,
        "near_duplicate": NEAR_DUPLICATE,
        "leaning_back": LEANING_BACK,
        "broken_quotation": BROKEN_QUOTATION,
        "repeats_title": REPEATS_TITLE,
        "title_repeated": TITLE_REPEATED,
        "fewest_words": FEWEST_WORDS,
    }


def choose(found: Sequence[Candidate], headlines: Sequence[str], count: int) -> list[tuple[int, float]]:
    """Indices of `found` in the order chosen, each with its salience (0 to 1) after what speaks against it.

    The headlines vote and are voted for with the rest: they say what the article is about (Edmundson 1969, JACM 16(2)).
    """
    everything = cosines([candidate.text for candidate in found] + list(headlines))
    similarity, to_titles = np.hsplit(everything[: len(found)], [len(found)])
    fixed = salience(continuous_lexrank(everything)[: len(found)]) * standing(found, to_titles)

    leaning = np.array([leans_back(candidate.text) for candidate in found])
    place = np.array([candidate.place for candidate in found])

    def relevance(chosen: Sequence[int]) -> np.ndarray:
        """Leaning on the sentence directly before counts against a sentence until that one is chosen."""
        explained = np.isin(place - 1, place[list(chosen)])
        return fixed * np.where(leaning & ~explained, LEANING_BACK, 1.0)

    return maximal_marginal_relevance(relevance, similarity, count)


def salience(centrality: np.ndarray) -> np.ndarray:
    """Centrality (1 for the greatest) and position (1/k for the k-th sentence), weighted; 0 to 1."""
    position = 1 / np.arange(1, len(centrality) + 1)
    return (1 - LEAD_WEIGHT) * centrality / centrality.max() + LEAD_WEIGHT * position


def continuous_lexrank(similarity: np.ndarray) -> np.ndarray:
    """The (n,) stationary distribution p of p(u) = d/N + (1 − d) · Σ_v cosine(u, v) / Σ_z cosine(z, v) · p(v).

    Erkan and Radev (2004), "LexRank", JAIR 22, continuous LexRank by the power method. With a threshold they did a
    little better, but on clusters of ten articles: in a single one nine pairs in ten are below theirs, .1. Unlike
    theirs, a sentence has no vote for itself or for its own copy: a paragraph pasted twice is not the news.
    """
    votes = stochastic(np.where(similarity < NEAR_DUPLICATE, similarity, 0.0))
    p, change = np.full(len(votes), 1 / len(votes)), 1.0
    while change > TOLERANCE:
        step = DAMPING / len(votes) + (1 - DAMPING) * votes.T @ p
        p, change = step, np.abs(step - p).sum()
    return p


def stochastic(weights: np.ndarray) -> np.ndarray:
    """The rows summing to 1; a sentence with nothing in common with any other votes for all alike."""
    sums = weights.sum(axis=1, keepdims=True)
    return np.divide(weights, sums, out=np.full(weights.shape, 1 / len(weights)), where=sums > 0)


def standing(found: Sequence[Candidate], to_titles: np.ndarray) -> np.ndarray:
    """The factor that a broken quotation or a repeated headline leaves of each sentence's salience."""
    broken = np.array([breaks_a_quotation(candidate.text) for candidate in found])
    repeats = (to_titles >= TITLE_REPEATED).any(axis=1)
    return np.where(broken, BROKEN_QUOTATION, 1.0) * np.where(repeats, REPEATS_TITLE, 1.0)
