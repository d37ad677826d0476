"""float32 copies of the tuned parameters, for AdamW to update; the model computes in bfloat16. It knows no text."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import torch

BETAS = (0.9, 0.98)
LARGEST_NORM = 1.0


class Masters:
    """The masters of a model's trainable parameters (Micikevicius et al. 2018), in the model's order."""

    def __init__(self, model: torch.nn.Module, rate: float) -> None:
        import torch

        self._parameters = [p for p in model.parameters() if p.requires_grad]
        self.values = [p.detach().float().clone() for p in self._parameters]
        for parameter in self._parameters:
            parameter.data = parameter.data.bfloat16()
        self._optimizer = torch.optim.AdamW(self.values, lr=rate, betas=BETAS, weight_decay=0.0, foreach=True)

    def update(self, rate: float) -> None:
        """One step of AdamW (Loshchilov & Hutter 2019) along the model's gradients, clipped together to a norm of 1.

        Gradients that are not finite are passed over.
        """
        import torch

        for value, parameter in zip(self.values, self._parameters, strict=True):
            value.grad = None if parameter.grad is None else parameter.grad.float()
            parameter.grad = None
        norm = float(torch.nn.utils.clip_grad_norm_(self.values, LARGEST_NORM))
        if math.isfinite(norm):
            for group in self._optimizer.param_groups:
                group["lr"] = rate
            self._optimizer.step()
        for value in self.values:
            value.grad = None
        self.show(self.values)

    def show(self, values: Sequence[torch.Tensor]) -> None:
        """Puts these values into the model, rounded to its precision."""
        import torch

        with torch.no_grad():
            for parameter, value in zip(self._parameters, values, strict=True):
                parameter.copy_(value)

    def copies(self) -> list[torch.Tensor]:
        return [value.detach().clone() for value in self.values]

    def state(self) -> dict[str, Any]:
        return {"values": self.values, "optimizer": self._optimizer.state_dict()}

    def restore(self, state: dict[str, Any]) -> None:
        """Goes on from what `state` gave, here or in another process."""
        for value, kept in zip(self.values, state["values"], strict=True):
            value.copy_(kept)
        self._optimizer.load_state_dict(state["optimizer"])
        self.show(self.values)


def mixed(start: Sequence[torch.Tensor], tuned: Sequence[torch.Tensor], share: float) -> list[torch.Tensor]:
    """`(1 - share) * start + share * tuned` for each parameter (Wortsman et al. 2022, arXiv:2109.01903)."""
    return [first.lerp(last, share) for first, last in zip(start, tuned, strict=True)]
