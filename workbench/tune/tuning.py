"""How to tune, in one value, and how the learning rate runs by it. It knows no model."""

from __future__ import annotations

import math
from dataclasses import asdict, dataclass, field
from typing import Any

from workbench.errors import InputError
from workbench.settings import Settings

WARM_UP_STEPS = 30
# The rate never falls to nothing: the last steps should count for something.
LAST_RATE = 0.03


@dataclass(frozen=True, slots=True)
class Tuning:
    """What a tuning can be told. Raises InputError for a value that cannot be meant."""

    rank: int = 64
    """Rank of the LoRA matrices (Hu et al. 2022)."""
    alpha: int = 32
    """The adapter counts `alpha / rank` times."""
    rate: float = 1e-3
    """The highest learning rate."""
    batch_tokens: int = 2000
    """Upper bound on the padded tokens of a batch, source and target together."""
    epochs: float = 1.0
    """How often each example is seen."""
    steps: int | None = None
    """A limit on the updates."""
    minutes: float | None = None
    """A limit on the time, measuring included. With it, two runs are not bit for bit the same."""
    dev_every: int = 200
    """Updates between two measurements."""
    patience: int = 3
    """Stop after so many measurements in a row that were not the best."""
    seed: int = 0
    threads: int = field(default_factory=lambda: Settings().threads)
    dev_examples: int = 200
    """At most so many examples are held out."""

    def __post_init__(self) -> None:
        for name, value in asdict(self).items():
            if value is not None and name != "seed" and not (math.isfinite(value) and value > 0):
                raise InputError(f"{name.replace('_', ' ')} is {value}, and must be more than 0.")

    def described(self) -> dict[str, Any]:
        """What decides the result: all but the threads."""
        return {name: value for name, value in asdict(self).items() if name != "threads"}

    def share(self, step: int, epochs: float, seconds: float) -> float:
        """How much is done, from 0 to 1: by data, updates or time, whichever is furthest."""
        by_steps = step / self.steps if self.steps else 0.0
        by_time = seconds / 60 / self.minutes if self.minutes else 0.0
        return min(1.0, max(epochs / self.epochs, by_steps, by_time))

    def rate_at(self, step: int, share: float) -> float:
        """Learning rate of update `step` (from 0): linear for 30 steps, times a cosine (Loshchilov & Hutter 2017)."""
        cosine = 0.5 * (1 + math.cos(math.pi * share))
        return self.rate * min(1.0, (step + 1) / WARM_UP_STEPS) * (cosine * (1 - LAST_RATE) + LAST_RATE)
