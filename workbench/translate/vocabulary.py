"""The part of a model's vocabulary that our languages use, numbered anew. It knows no model and no sentence.

The output layer is what a small model with a large vocabulary spends its time on (164 of Gemma 3 270M's 268 million
parameters): leaving out the tokens of other scripts makes every step cheaper and changes no token that stays.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    from tokenizers import Tokenizer
    from transformers import PreTrainedModel

# Places of the special tokens, which every choice keeps: padding, end, beginning, unknown.
SPECIAL = range(4)
UNKNOWN = 3
# How a tokenizer of this kind writes a space.
SPACE = "▁"


class Vocabulary:
    """Translates between a tokenizer's ids (`full`) and the ids of a model cut to the kept ones (0 to `len - 1`)."""

    def __init__(self, kept: Iterable[int]) -> None:
        self.kept = np.array(sorted({*kept, *SPECIAL}), dtype=np.int64)

    def __len__(self) -> int:
        return len(self.kept)

    @classmethod
    def read(cls, path: Path) -> Vocabulary:
        """From a file of one bit per id of the full vocabulary, set where the id is kept."""
        return cls(np.flatnonzero(np.unpackbits(np.frombuffer(path.read_bytes(), dtype=np.uint8))))

    def write(self, path: Path, size: int) -> None:
        """Into a file of one bit for each of `size` ids."""
        bits = np.zeros(size, dtype=np.uint8)
        bits[self.kept] = 1
        path.write_bytes(np.packbits(bits).tobytes())

    @cached_property
    def _new(self) -> dict[int, int]:
        return {int(full): new for new, full in enumerate(self.kept)}

    def shrink(self, ids: Sequence[int], tokenizer: Tokenizer) -> list[int]:
        """The model's ids for a tokenizer's; a token that was cut is spelled in shorter ones."""
        result: list[int] = []
        for full in ids:
            new = self._new.get(full)
            result += self._spelled(tokenizer.id_to_token(full), tokenizer) if new is None else [new]
        return result

    def _spelled(self, token: str, tokenizer: Tokenizer) -> list[int]:
        """The longest kept token that it begins with, and so on; a character without one as its UTF-8 bytes.

        The base model has hardly seen its byte tokens: what is spelled in them it cannot copy.
        """
        result: list[int] = []
        while token:
            ends = (end for end in range(len(token), 0, -1) if tokenizer.token_to_id(token[:end]) in self._new)
            if end := next(ends, 0):
                result.append(self._new[tokenizer.token_to_id(token[:end])])
            else:
                end = 1
                result += [self._new[i] for i in byte_ids(token[0].replace(SPACE, " ").encode(), tokenizer)]
            token = token[end:]
        return result

    def unwritten(self, tokenizer: Tokenizer) -> list[int]:
        """The model's ids that no English needs: unknown, and single bytes."""
        return [self._new[UNKNOWN], *(self._new[i] for i in byte_ids(bytes(range(256)), tokenizer) if i in self._new)]

    def restore(self, ids: Iterable[int]) -> list[int]:
        """The tokenizer's ids for the model's."""
        return [int(self.kept[i]) for i in ids]

    def cut(self, model: PreTrainedModel) -> None:
        """Leaves the model only the kept rows of its embedding and output layer, which are one and the same weight."""
        import torch

        layer: Any = model.get_input_embeddings()
        rows = layer.weight.data[torch.from_numpy(self.kept)].clone()
        layer.weight = torch.nn.Parameter(rows, requires_grad=layer.weight.requires_grad)
        layer.num_embeddings = len(self)
        head: Any = model.get_output_embeddings()
        head.weight, head.out_features = layer.weight, len(self)
        config: Any = model.config
        config.vocab_size = len(self)
        for name in ("pad_token_id", "eos_token_id", "bos_token_id"):
            setattr(config, name, self._new[getattr(config, name)])
            setattr(model.generation_config, name, getattr(config, name))


def byte_ids(data: bytes, tokenizer: Tokenizer) -> list[int]:
    """The tokenizer's ids of single bytes."""
    return [tokenizer.token_to_id(f"<0x{byte:02X}>") for byte in data]
