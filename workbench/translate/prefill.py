"""Prompts that a causal model reads once: for every hypothesis, every search, and the scores. It knows no language and no text."""

from __future__ import annotations

import copy
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import torch
from transformers import DynamicCache

from workbench.translate.rows import padded


class _State(DynamicCache):
    """A model's state, of which the first `shared` tokens are the same for all hypotheses of a prompt."""

    shared = 0

    def reorder_cache(self, beam_idx: torch.Tensor) -> None:
        """Moves what the hypotheses wrote only: their prompts are most of the state, and moving them a fifth of the time."""
        for layer in self.layers:
            if layer.keys.shape[-2] < layer.get_seq_length():  # a sliding window that has left the prompt's beginning
                layer.reorder_cache(beam_idx)
                continue
            for states in (layer.keys, layer.values):
                states[:, :, self.shared :] = states[:, :, self.shared :].index_select(0, beam_idx)


@dataclass(frozen=True, slots=True)
class Prompts:
    """Prompts as ids, padded on the left, and the model's state after all of each but its last token."""

    ids: torch.Tensor
    mask: torch.Tensor
    state: _State

    def of(self, rows: Sequence[int], beam: int) -> Prompts:
        """Some of them for a search, which writes on their state: each as often there as the beam is wide."""
        state = copy.deepcopy(self.state)
        state.batch_select_indices(list(rows))
        state.batch_repeat_interleave(beam)
        return Prompts(self.ids[rows], self.mask[rows], state)


def read(model: Any, prompts: Sequence[Sequence[int]], pad: int) -> Prompts:
    """Lets the model read the prompts."""
    ids, mask = padded(prompts, pad, model.device, left=True)
    state = _State(config=model.config)
    state.shared = ids.shape[1] - 1
    with torch.inference_mode():
        model.model(ids[:, :-1], attention_mask=mask[:, :-1], position_ids=_positions(mask)[:, :-1], cache=state)
    return Prompts(ids, mask, state)


def scores(model: Any, prompts: Prompts, outputs: Sequence[Sequence[int]], pad: int) -> list[float]:
    """Mean log-probability of one output for each prompt, every id read off the state before it. Uses the prompts up.

    A search's own score is bent by its penalties and differs between greedy and beam.
    """
    ids, mask = padded(outputs, pad, model.device, left=False)
    given = torch.cat([prompts.ids[:, -1:], ids[:, :-1]], dim=1)
    seen = torch.cat([prompts.mask, mask[:, :-1]], dim=1)
    found = []
    with torch.inference_mode():
        hidden = model.model(
            given, attention_mask=seen, position_ids=_positions(seen)[:, -ids.shape[1] :], cache=prompts.state
        ).last_hidden_state
        for states, output in zip(hidden, outputs, strict=True):
            logits = model.lm_head(states[: len(output)]).float()
            chosen = logits[range(len(output)), list(output)]
            found.append(float((chosen - logits.logsumexp(-1)).mean()))
    return found


def _positions(mask: torch.Tensor) -> torch.Tensor:
    """Each token's place in its row, padding not counted."""
    return (mask.cumsum(-1) - 1).clamp(min=0)
