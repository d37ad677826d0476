"""The embedded model as something to tune: loaded without its adapter, prompted as the engine prompts it, with noisy glosses."""

from __future__ import annotations

import random
import tempfile
from functools import lru_cache
from pathlib import Path
from typing import Any

from workbench.model import Gloss
from workbench.resources.gloss import gloss
from workbench.resources.prompts import fill
from workbench.text.languages import name_of
from workbench.translate.embedded import BASE, OURS, Adapter, base_model, prompt, require_packages
from workbench.translate.quiet import quiet
from workbench.tune.causal import Causal
from workbench.tune.examples import Example
from workbench.tune.hints import Noise, noisy
from workbench.tune.tuning import Tuning

# Every projection of attention and feed-forward layers, as LoRA works best (Hu et al. 2022; Dettmers et al. 2023).
TARGETS = ("q_proj", "k_proj", "v_proj", "o_proj", "gate_proj", "up_proj", "down_proj")
LONGEST = 250


def open_embedded(tuning: Tuning, *, anew: bool = False, noise: Noise | None = None) -> Causal:
    """The embedded model with its adapter to tune further, or with `anew` the base with an adapter that knows nothing.

    Takes a minute. Raises ModelUnavailable when the packages of the `offline` extra are not installed.
    """
    import torch
    from peft import LoraConfig, PeftModel, get_peft_model

    require_packages()
    adapter = Adapter(OURS)
    with tempfile.TemporaryDirectory() as folder, quiet():
        model, tokenizer = base_model(Path(folder))
        adapter.vocabulary.cut(model)
        model.to(torch.bfloat16)
        if anew:
            torch.manual_seed(tuning.seed)
            config = LoraConfig(r=tuning.rank, lora_alpha=tuning.alpha, target_modules=list(TARGETS))
            tunable: Any = get_peft_model(model, config)
        else:
            tunable = PeftModel.from_pretrained(model, str(adapter.folder), is_trainable=True)
        # Else the adapter would name the temporary folder.
        tunable.peft_config["default"].base_model_name_or_path = BASE
    words = tokenizer.backend_tokenizer
    config = model.config

    def ids(text: str) -> list[int]:
        return adapter.vocabulary.shrink(words.encode(text, add_special_tokens=False).ids, words)

    def text(ids: Any) -> str:
        return words.decode(adapter.vocabulary.restore(ids))

    return Causal(
        model=tunable,
        encode_text=ids,
        decode_ids=text,
        prompt=Prompts(noise or Noise()),
        begin_ids=(config.bos_token_id,),
        end_id=config.eos_token_id,
        stop_ids=(*ids("\n"), *ids("\n\n")),
        pad_id=config.pad_token_id,
        name=BASE if anew else f"{BASE} + {adapter.name}",
        revision=adapter.revision,
        longest=LONGEST,
    )


class Prompts:
    """The engine's own prompt; with chance, its gloss is noisy or left out."""

    def __init__(self, noise: Noise) -> None:
        self._noise = noise

    def __call__(self, example: Example, rng: random.Random | None) -> tuple[str, str]:
        source, language, target = example.source, example.language, example.target
        glosses = _gloss(source, language)
        if rng is not None:
            if rng.random() < self._noise.sentence_bare:
                return fill("translate-bare", language=name_of(language), source=source), target
            glosses, target = noisy(glosses, target, language, self._noise, rng)
        return prompt(source, language, glosses), target


@lru_cache(maxsize=4096)
def _gloss(source: str, language: str) -> tuple[Gloss, ...]:
    return gloss(source, language)
