"""A causal model to tune in seconds, a real Gemma 3 of two layers that has learnt nothing, and numbers to say."""

from __future__ import annotations

import itertools
import random

import pytest

from workbench.translate.quiet import quiet
from workbench.tune import Causal, Example, Material
from workbench.tune.examples import Origin

DIGITS = "٠١٢٣٤٥٦٧٨٩"
WORDS = ("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine")
SPECIAL = ("<pad>", "<eos>", "<bos>", "<unk>")
PIECES = (*SPECIAL, "English:", *DIGITS, *WORDS)
IDS = {piece: number for number, piece in enumerate(PIECES)}
SEED = 20


def numbers(count: int, first: int = 0) -> Material:
    """So many of the thousand numbers of three digits in words, ten to a document."""
    all_of_them = list(itertools.product(range(10), repeat=3))
    random.Random(SEED).shuffle(all_of_them)
    examples = tuple(
        Example(" ".join(DIGITS[d] for d in n), " ".join(WORDS[d] for d in n), "ar", f"numbers {i // 10}")
        for i, n in enumerate(all_of_them[first : first + count])
    )
    return Material(examples, (Origin("numbers.tsv", "0" * 64, {"numbers": count}),))


def encode(text: str) -> list[int]:
    return [IDS.get(piece, IDS["<unk>"]) for piece in text.split()]


def decode(ids) -> str:
    return " ".join(PIECES[i] for i in ids)


def prompt(example: Example, rng: random.Random | None) -> tuple[str, str]:
    return f"{example.source}\nEnglish:", example.target


def make_causal(rank: int = 32, ask=prompt, dropout: float = 0.0) -> Causal:
    """The untrained model with a fresh adapter, the same every time."""
    import torch
    from peft import LoraConfig, get_peft_model
    from transformers import Gemma3ForCausalLM, Gemma3TextConfig

    with torch.random.fork_rng(), quiet():
        torch.manual_seed(SEED)
        base = Gemma3ForCausalLM(
            Gemma3TextConfig(
                vocab_size=len(PIECES), hidden_size=64, intermediate_size=128, num_hidden_layers=2, head_dim=32,
                num_attention_heads=2, num_key_value_heads=1, max_position_embeddings=64, sliding_window=32,
                initializer_range=0.1, pad_token_id=0, eos_token_id=1, bos_token_id=2,
            )
        ).to(torch.bfloat16)  # fmt: skip
        kinds = ["q_proj", "k_proj", "v_proj", "o_proj", "gate_proj", "up_proj", "down_proj"]
        lora = LoraConfig(r=rank, lora_alpha=32, lora_dropout=dropout, target_modules=kinds, task_type="CAUSAL_LM")
        model = get_peft_model(base, lora)
    return Causal(
        model=model, encode_text=encode, decode_ids=decode, prompt=ask, begin_ids=(2,), end_id=1, stop_ids=(), pad_id=0,
        name="toy", revision="1",
    )  # fmt: skip


@pytest.fixture(scope="session")
def toy():
    """This module: its models and its numbers."""
    import sys

    return sys.modules[__name__]
