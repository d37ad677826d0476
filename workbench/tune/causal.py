"""A decoder-only model that goes on after a prompt, as something to tune. Prompt and tokenizer are given to it."""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar

from workbench.translate.engine import length_cap
from workbench.translate.quiet import quiet
from workbench.translate.rows import padded
from workbench.tune.examples import Example
from workbench.tune.rows import likelihood_loss
from workbench.tune.tunable import Encoded

if TYPE_CHECKING:
    import torch

Prompt = Callable[[Example, random.Random | None], tuple[str, str]]
"""The text before the English, and the English. They may vary by the random source; None asks for them as they are used."""


@dataclass(frozen=True, slots=True)
class Causal:
    """A PeftModel around a causal language model in bfloat16, its parameters to tune with `requires_grad`.

    A sequence is `begin_ids`, the prompt, a space and the English, `end_id`. `encode` gives the ids of a text without
    special tokens, `decode` the text of ids. Decoding stops at `end_id` or any of `stop_ids`.
    """

    model: Any
    encode_text: Callable[[str], Sequence[int]]
    decode_ids: Callable[[Sequence[int]], str]
    prompt: Prompt
    begin_ids: tuple[int, ...]
    end_id: int
    stop_ids: tuple[int, ...]
    pad_id: int
    name: str = ""
    revision: str = ""
    longest: int = 256
    kind: ClassVar[str] = "causal"

    @property
    def _base(self) -> Any:
        return self.model.get_base_model()

    @property
    def _device(self) -> torch.device:
        return self._base.device

    def encode(self, example: Example, rng: random.Random) -> Encoded:
        prompt, target = self.prompt(example, rng)
        return Encoded((*self.begin_ids, *self.encode_text(prompt)), (*self.encode_text(f" {target}"), self.end_id))

    def loss(self, batch: Sequence[Encoded]) -> torch.Tensor:
        """See `Tunable`. The output layer, most of a small model's work, is applied only where there is a label."""
        rows = [(*item.inputs, *item.labels) for item in batch]
        # Padding stands at the end, where nothing before it looks: attention needs no mask.
        ids, learnt = padded(rows, self.pad_id, self._device)
        for number, item in enumerate(batch):  # a label is read off the state before it
            learnt[number, : len(item.inputs) - 1] = 0
            learnt[number, len(item) - 1 :] = 0
        states = self._base.base_model(input_ids=ids, use_cache=False).last_hidden_state
        logits = self._base.get_output_embeddings()(states[learnt.bool()])
        return likelihood_loss(logits, [item.labels for item in batch])

    def decode(self, examples: Sequence[Example]) -> list[str]:
        from transformers import GenerationConfig

        rows = [(*self.begin_ids, *self.encode_text(self.prompt(example, None)[0])) for example in examples]
        ids, mask = padded(rows, self.pad_id, self._device, left=True)
        stops = sorted({self.end_id, *self.stop_ids})
        search = GenerationConfig(
            max_new_tokens=length_cap(max(len(self.encode_text(example.source)) for example in examples)),
            do_sample=False, num_beams=1, eos_token_id=stops, pad_token_id=self.pad_id,
        )  # fmt: skip
        with quiet():
            sequences = self._base.generate(input_ids=ids, attention_mask=mask, generation_config=search)
        return [self._text(row[ids.shape[1] :].tolist(), stops) for row in sequences]

    def _text(self, ids: list[int], stops: Sequence[int]) -> str:
        stop = next((n for n, i in enumerate(ids) if i in stops), len(ids))
        return self.decode_ids(ids[:stop]).strip()

    def save(self, folder: Path) -> None:
        # Never the embeddings: deciding by itself, PEFT would ask the model hub.
        self.model.save_pretrained(folder, save_embedding_layers=False)
