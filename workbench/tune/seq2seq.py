"""An encoder-decoder translation model (MarianMT, NLLB) as something to tune. It does not know how it is trained."""

from __future__ import annotations

import random
import shutil
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar, Protocol

from workbench.errors import InputError
from workbench.text.languages import TARGET_LANGUAGE
from workbench.translate import checkpoints
from workbench.translate.engine import length_cap
from workbench.translate.marian import Pieces, normalise
from workbench.translate.marian_backends import EOS, damaged, inspect, load_tokenizer, loading, read_json
from workbench.translate.quiet import quiet
from workbench.translate.rows import padded
from workbench.tune.examples import Example
from workbench.tune.packages import require_packages
from workbench.tune.rows import likelihood_loss
from workbench.tune.tunable import Encoded
from workbench.tune.tuning import Tuning

if TYPE_CHECKING:
    import torch

# What adapters are put on, of what a model has: the projections of attention and the feed-forward layers.
TARGETS = frozenset(("q_proj", "k_proj", "v_proj", "out_proj", "fc1", "fc2"))
MERGED = "merged"
"""The folder, beside the adapter, of the whole tuned checkpoint."""
LONGEST = 256
_NLLB_CODES = {"ar": "arb_Arab", "hi": "hin_Deva", "ur": "urd_Arab", TARGET_LANGUAGE: "eng_Latn"}
_WEIGHTS = ("*.safetensors", "*.bin", "*.h5", "*.msgpack", "*.npz", "*.index.json", ".*")


class Coder(Protocol):
    """Text to the ids of a model and back."""

    first: int | None
    """The id that every translation begins with, where the model is told its language so."""
    unknown: int
    """The id of what the vocabulary lacks, which is never written."""

    def source(self, text: str, language: str) -> list[int]: ...

    def target(self, text: str) -> list[int]: ...

    def text(self, ids: Sequence[int]) -> str: ...


class MarianCoder:
    """The ids that the `marian` engine gives the model."""

    first: int | None = None

    def __init__(self, folder: Path) -> None:
        self._tokenizer = load_tokenizer(folder)
        self._pieces = Pieces(folder)
        self.unknown: int = self._tokenizer.unk_token_id

    def source(self, text: str, language: str) -> list[int]:
        return self._tokenizer.convert_tokens_to_ids(self._pieces.framed(self._pieces.encode(text)))

    def target(self, text: str) -> list[int]:
        pieces = self._tokenizer.spm_target.encode(normalise(text), out_type=str)
        return self._tokenizer.convert_tokens_to_ids([*pieces, EOS])

    def text(self, ids: Sequence[int]) -> str:
        special = set(self._tokenizer.all_special_ids)
        return self._pieces.decode(self._tokenizer.convert_ids_to_tokens([i for i in ids if i not in special]))


class NllbCoder:
    """The ids of NLLB's tokenizer (NLLB Team 2022), which tells the model both languages."""

    def __init__(self, folder: Path) -> None:
        from transformers import AutoTokenizer

        with loading(folder, "vocabulary"), quiet():
            self._tokenizer = AutoTokenizer.from_pretrained(folder, local_files_only=True)
        self._tokenizer.tgt_lang = _NLLB_CODES[TARGET_LANGUAGE]
        self.first: int | None = self._tokenizer.convert_tokens_to_ids(_NLLB_CODES[TARGET_LANGUAGE])
        self.unknown: int = self._tokenizer.unk_token_id
        if self.first == self.unknown:
            raise InputError(
                f"The model in {folder} has no token {_NLLB_CODES[TARGET_LANGUAGE]}: it is not an NLLB model."
            )

    def source(self, text: str, language: str) -> list[int]:
        self._tokenizer.src_lang = _NLLB_CODES[language]
        return self._tokenizer(text).input_ids

    def target(self, text: str) -> list[int]:
        return self._tokenizer(text_target=text).input_ids

    def text(self, ids: Sequence[int]) -> str:
        return self._tokenizer.decode(ids, skip_special_tokens=True).strip()


@dataclass(frozen=True, slots=True)
class Seq2seq:
    """A loaded checkpoint with a fresh adapter. Made by `open_checkpoint`."""

    model: Any
    coder: Coder
    folder: Path
    name: str
    revision: str
    longest: int
    positions: int
    kind: ClassVar[str] = "seq2seq"

    @property
    def _base(self) -> Any:
        return self.model.get_base_model()

    @property
    def _device(self) -> torch.device:
        return self._base.device

    def encode(self, example: Example, rng: random.Random) -> Encoded:
        return Encoded(
            tuple(self.coder.source(example.source, example.language)), tuple(self.coder.target(example.target))
        )

    def loss(self, batch: Sequence[Encoded]) -> torch.Tensor:
        config = self._base.config
        sources, source_mask = padded([item.inputs for item in batch], config.pad_token_id, self._device)
        begun = [(config.decoder_start_token_id, *item.labels[:-1]) for item in batch]
        targets, target_mask = padded(begun, config.pad_token_id, self._device)
        # Padding stands at the end of the targets, where no label looks: only the source needs a mask.
        states = self._base.model(
            input_ids=sources, attention_mask=source_mask, decoder_input_ids=targets, use_cache=False
        ).last_hidden_state
        logits = self._base.lm_head(states[target_mask.bool()])
        bias = getattr(self._base, "final_logits_bias", None)
        return likelihood_loss(logits if bias is None else logits + bias, [item.labels for item in batch])

    def decode(self, examples: Sequence[Example]) -> list[str]:
        from transformers import GenerationConfig

        config = self._base.config
        rows = [self.coder.source(example.source, example.language)[: self.positions] for example in examples]
        ids, mask = padded(rows, config.pad_token_id, self._device)
        search = GenerationConfig(
            max_new_tokens=min(length_cap(ids.shape[1]), self.positions - 1), do_sample=False, num_beams=1,
            bad_words_ids=[[config.pad_token_id], [self.coder.unknown]],
            pad_token_id=config.pad_token_id, eos_token_id=config.eos_token_id,
            decoder_start_token_id=config.decoder_start_token_id, forced_bos_token_id=self.coder.first,
        )  # fmt: skip
        with quiet():
            sequences = self._base.generate(input_ids=ids, attention_mask=mask, generation_config=search)
        return [self.coder.text(row[1:].tolist()) for row in sequences]

    def save(self, folder: Path) -> None:
        """The adapter, and in `merged` the checkpoint that `--engine marian --model` reads, in float32."""
        self.model.save_pretrained(folder, save_embedding_layers=False)
        merge(self.folder, folder, folder / MERGED)


def open_checkpoint(folder: Path, tuning: Tuning) -> Seq2seq:
    """A MarianMT or NLLB folder with a fresh adapter of the tuning's rank and seed.

    Raises InputError for another kind of model, ModelUnavailable when the folder is damaged.
    """
    require_packages()
    import torch

    kind = read_json(folder, "config.json").get("model_type")
    if kind not in _CODERS:
        raise InputError(f"{folder} holds a {kind!r} model: tuning takes {' and '.join(_CODERS)} ones.")
    if kind == "marian":
        inspect(folder)
    base = _load(folder, torch.bfloat16)
    name = checkpoints.name_of(folder)
    positions = int(base.config.max_position_embeddings or 512)
    return Seq2seq(
        model=_with_adapter(base, name, tuning),
        coder=_CODERS[kind](folder),
        folder=folder,
        name=name,
        revision=checkpoints.revision_of(folder),
        longest=min(LONGEST, positions),
        positions=positions,
    )


_CODERS: dict[str, Any] = {"marian": MarianCoder, "m2m_100": NllbCoder}


def _load(folder: Path, dtype: torch.dtype) -> Any:
    from transformers import AutoModelForSeq2SeqLM

    with loading(folder, "weights"), quiet():
        return AutoModelForSeq2SeqLM.from_pretrained(folder, dtype=dtype, local_files_only=True)


def _with_adapter(base: Any, name: str, tuning: Tuning) -> Any:
    import torch
    from peft import LoraConfig, get_peft_model

    present = {module.rpartition(".")[2] for module, _ in base.named_modules()}
    config = LoraConfig(
        r=tuning.rank, lora_alpha=tuning.alpha, lora_dropout=0.0, task_type="SEQ_2_SEQ_LM",
        target_modules=sorted(TARGETS & present),
    )  # fmt: skip
    with torch.random.fork_rng(), quiet():
        torch.manual_seed(tuning.seed)
        model = get_peft_model(base, config)
    config.base_model_name_or_path = name  # PEFT puts the folder there, which is nobody's business
    return model


def merge(base: Path, adapter: Path, merged: Path) -> None:
    """The base checkpoint with the adapter worked into its weights, in float32, and all its other files."""
    import torch
    from peft import PeftModel

    shutil.rmtree(merged, ignore_errors=True)
    shutil.copytree(base, merged, ignore=shutil.ignore_patterns(*_WEIGHTS, checkpoints.RECORD, "README.md"))
    with quiet():
        model = PeftModel.from_pretrained(_load(base, torch.float32), str(adapter)).merge_and_unload()
        model.save_pretrained(merged)
    if not any(merged.glob("*.safetensors")):
        raise damaged(merged, "its weights were not written")
