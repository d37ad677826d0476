"""Rows of ids as one tensor, and how likely their labels are. It knows no model."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import torch


def padded(
    rows: Sequence[Sequence[int]], pad: int, device: torch.device, *, left: bool = False
) -> tuple[torch.Tensor, torch.Tensor]:
    """Ids and mask, each (rows, longest) int64; the mask is 0 on padding, after the ids or `left` of them."""
    import torch

    longest = max(map(len, rows))
    ids = torch.full((len(rows), longest), pad)
    mask = torch.zeros_like(ids)
    for number, row in enumerate(rows):
        place = slice(longest - len(row), longest) if left else slice(len(row))
        ids[number, place] = torch.tensor(row)
        mask[number, place] = 1
    return ids.to(device), mask.to(device)


def likelihood_loss(logits: torch.Tensor, labels: Sequence[Sequence[int]]) -> torch.Tensor:
    """Mean cross-entropy, in float32, of logits (all labels, vocabulary); `labels` are those of each row in turn."""
    import torch

    wanted = torch.tensor([label for row in labels for label in row], device=logits.device)
    return torch.nn.functional.cross_entropy(logits.float(), wanted)
