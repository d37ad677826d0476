"""Whether one set of translations is really nearer to the references than another. It does not know who made either."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from workbench.evaluate.scores import METRICS, Score

RESAMPLES = 1000


@dataclass(frozen=True, slots=True)
class Interval:
    """Where a score lies in 95 of 100 resamples, from `low` to `high`, in the measure's own unit."""

    low: float
    high: float


@dataclass(frozen=True, slots=True)
class Comparison:
    """One measure of two outputs. The signature names the resamples and the seed."""

    score: Score
    against: Score
    interval: Interval
    against_interval: Interval
    p_value: float | None
    """How often chance alone makes a difference this large; None where there is no difference."""

    @property
    def difference(self) -> float:
        """The score less the other's: in chrF and BLEU more is better, in TER less."""
        return self.score.value - self.against.value


def compare(hypotheses: Sequence[str], against: Sequence[str], references: Sequence[str]) -> dict[str, Comparison]:
    """chrF2, BLEU and TER of two outputs on the same references, with paired bootstrap resampling (Koehn 2004).

    By sacrebleu's `PairedTest`: 1,000 resamples, two-sided. Its seed is 12345, where `$SACREBLEU_SEED` says no other.
    """
    from sacrebleu.significance import PairedTest

    metrics = {name: make() for name, make in METRICS.items()}
    outputs = [("against", list(against)), ("this", list(hypotheses))]
    test = PairedTest(outputs, metrics, [list(references)], test_type="bs", n_samples=RESAMPLES)
    signatures, results = test()
    # sacrebleu calls the measures by names of its own, and keeps their order.
    named = zip(METRICS, signatures.items(), strict=True)
    return {name: _comparison(signature.format(), *results[label]) for name, (label, signature) in named}


def _comparison(signature: str, against: Any, this: Any) -> Comparison:
    """Of sacrebleu's two results; `ci` is half the width of the interval around `mean`."""
    return Comparison(
        score=Score(float(this.score), signature),
        against=Score(float(against.score), signature),
        interval=Interval(float(this.mean - this.ci), float(this.mean + this.ci)),
        against_interval=Interval(float(against.mean - against.ci), float(against.mean + against.ci)),
        # Between equal outputs every resample differs by nothing too, which sacrebleu takes for the rarest of chances.
        p_value=this.p_value if this.score != against.score else None,
    )
