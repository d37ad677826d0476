"""How likely the labels of rows are. It knows no model."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import torch


def likelihood_loss(logits: torch.Tensor, labels: Sequence[Sequence[int]]) -> torch.Tensor:
    """Mean cross-entropy, in float32, of logits (all labels, vocabulary); `labels` are those of each row in turn."""
    import torch

    wanted = torch.tensor([label for row in labels for label in row], device=logits.device)
    return torch.nn.functional.cross_entropy(logits.float(), wanted)
