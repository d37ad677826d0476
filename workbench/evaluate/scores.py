"""How near translations come to references, by sacrebleu's chrF2, BLEU and TER. It does not know where they come from."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Score:
    """A corpus-level score from 0 to 100 (TER may exceed it) and the sacrebleu signature that says how it was computed."""

    value: float
    signature: str


def _chrf() -> Any:
    from sacrebleu.metrics import CHRF

    return CHRF()


def _bleu() -> Any:
    from sacrebleu.metrics import BLEU

    return BLEU()


def ter() -> Any:
    """sacrebleu's TER as we use it everywhere: case counts, and punctuation is cut off the words and counts as one."""
    from sacrebleu.metrics import TER

    return TER(case_sensitive=True, normalized=True)


METRICS: Mapping[str, Callable[[], Any]] = {"chrf": _chrf, "bleu": _bleu, "ter": ter}


def score(hypotheses: Sequence[str], references: Sequence[str]) -> dict[str, Score]:
    """chrF2 (Popović 2015), BLEU (Papineni et al. 2002) and TER (Snover et al. 2006) of a whole file, by sacrebleu.

    One hypothesis and one reference per segment, in the same order.
    """
    scores = {}
    for name, make in METRICS.items():
        metric = make()
        value = metric.corpus_score(list(hypotheses), [list(references)]).score
        scores[name] = Score(value, metric.get_signature().format())
    return scores


def segment_chrf_signature() -> str:
    """sacrebleu's signature of `segment_chrf`."""
    metric = _chrf()
    metric.sentence_score("a", ["a"])  # it has none before it has counted the references
    return metric.get_signature().format()


def segment_chrf(hypotheses: Sequence[str], references: Sequence[str]) -> tuple[float, ...]:
    """chrF2 of each segment by itself, from 0 to 100. Their mean is not the file's chrF2, which counts n-grams together."""
    metric = _chrf()
    return tuple(metric.sentence_score(h, [r]).score for h, r in zip(hypotheses, references, strict=True))


def rank_correlation(one: Sequence[float], other: Sequence[float]) -> float:
    """Spearman's rank correlation of two rows of numbers, equals sharing their mean rank; 0 where one is constant."""
    import numpy as np

    ranks = []
    for values in (one, other):
        _, place, count = np.unique(np.asarray(values, float), return_inverse=True, return_counts=True)
        ranks.append((np.cumsum(count) - (count - 1) / 2)[place])
    if any(rank.std() == 0 for rank in ranks):
        return 0.0
    return float(np.corrcoef(*ranks)[0, 1])
