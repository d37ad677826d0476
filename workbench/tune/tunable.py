"""The small interface of what can be tuned. The training loop knows this and no model."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

from workbench.tune.examples import Example

if TYPE_CHECKING:
    import torch


@dataclass(frozen=True, slots=True)
class Encoded:
    """An example as the model has it: the ids it is given, and the ids it is to write, the end among them."""

    inputs: tuple[int, ...]
    labels: tuple[int, ...]

    def __len__(self) -> int:
        return len(self.inputs) + len(self.labels)


class Tunable(Protocol):
    """A loaded model whose parameters with `requires_grad` are to be tuned."""

    @property
    def kind(self) -> str:
        """`"causal"` or `"seq2seq"`."""
        ...

    @property
    def name(self) -> str:
        """What the model card calls the model it was made from."""
        ...

    @property
    def revision(self) -> str: ...

    @property
    def longest(self) -> int:
        """An example of more tokens than this is left out."""
        ...

    @property
    def model(self) -> Any:
        """The PeftModel."""
        ...

    def encode(self, example: Example, rng: random.Random) -> Encoded:
        """The example's ids for training; the only chance comes from `rng`."""
        ...

    def loss(self, batch: Sequence[Encoded]) -> torch.Tensor:
        """Mean negative log-likelihood per label, a float32 scalar."""
        ...

    def decode(self, examples: Sequence[Example]) -> list[str]:
        """The greedy translation of each example's source, in order, as one batch."""
        ...

    def save(self, folder: Path) -> None:
        """The adapter, `adapter_config.json` and `adapter_model.safetensors`, and what else makes it usable."""
        ...
