"""Two ways to run a MarianMT checkpoint, CTranslate2 and transformers. They know tokens and probabilities, and no text.

Both are given the same tokens and search the same way: unknown words are never written, as in Marian's own decoder;
the padding token takes no probability (a converted checkpoint lets it have some); hypotheses are compared by their
mean log-probability; and the search goes on until none of those still growing can win.
"""

from __future__ import annotations

import contextlib
import importlib.util
import json
import math
import pickle
import shutil
import struct
import threading
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path
from typing import Any, Protocol

from workbench.errors import ModelUnavailable
from workbench.translate import checkpoints
from workbench.translate.checkpoints import Report
from workbench.translate.engine import Decoding
from workbench.translate.quiet import quiet

Tokens = list[str]

EOS = "</s>"
UNKNOWN = "<unk>"
PACKAGES = "pip install 'translation-workbench[marian]'"


class Backend(Protocol):
    """A loaded checkpoint that turns source tokens into target tokens."""

    name: str
    precision: str
    """The number type it computes with."""
    software: str
    """Names and versions of the packages that do the work."""

    def decode(self, sources: Sequence[Tokens], decoding: Decoding, limit: int) -> list[tuple[Tokens, float]]:
        """The best hypothesis per source in at most `limit` tokens, without `</s>`, and its mean natural-log probability.

        The mean is over the tokens and `</s>`. Penalties and cut-off hypotheses may distort it: see `score`.
        """
        ...

    def score(self, sources: Sequence[Tokens], targets: Sequence[Tokens]) -> list[float]:
        """Mean natural-log probability of each target and its `</s>`, whatever search found it."""
        ...


# --- reading a folder --------------------------------------------------------------------------------------------


def has_package(name: str) -> bool:
    return importlib.util.find_spec(name) is not None


def damaged(folder: Path, why: str) -> ModelUnavailable:
    return ModelUnavailable(
        f"The model folder {folder} cannot be used: {why}; copy it again, or fetch the model with"
        " `workbench models pull NAME`."
    )


def read_json(folder: Path, name: str) -> dict[str, Any]:
    """A JSON object in the folder, empty when the file is not there. Raises ModelUnavailable when it is damaged."""
    try:
        value = json.loads((folder / name).read_text(encoding="utf-8"))
    except FileNotFoundError:
        return {}
    except (OSError, ValueError) as error:
        raise damaged(folder, f"{name} is not readable JSON") from error
    if not isinstance(value, dict):
        raise damaged(folder, f"{name} is not a JSON object")
    return value


def inspect(folder: Path) -> dict[str, Any]:
    """The checkpoint's config, after the checks that need no model to be loaded. Raises ModelUnavailable."""
    if not any(folder.iterdir()):
        raise damaged(folder, "it is empty")
    config = read_json(folder, "config.json")
    if config and config.get("model_type") != "marian":
        raise damaged(folder, f"it holds a {config.get('model_type')!r} model, and this engine runs 'marian' ones")
    if absent := checkpoints.missing(folder):
        raise damaged(folder, f"it has no {', '.join(absent)}")
    if read_json(folder, "tokenizer_config.json").get("separate_vocabs"):
        raise damaged(folder, "it keeps two vocabularies, and this engine reads models with one")
    weights = folder / "model.safetensors"
    if weights.is_file() and weights.stat().st_size != _promised_size(weights):
        raise damaged(folder, "model.safetensors is not whole")
    return config


def _promised_size(path: Path) -> int:
    """The size a safetensors file should have by its own header: 8 bytes of length, the header, the tensors."""
    try:
        with path.open("rb") as file:
            (length,) = struct.unpack("<Q", file.read(8))
            header = json.loads(file.read(min(length, 1 << 26)))
        ends = [entry["data_offsets"][1] for name, entry in header.items() if name != "__metadata__"]
    except (OSError, ValueError, struct.error, KeyError, TypeError, AttributeError, IndexError):
        return -1
    return 8 + length + max(ends, default=0)


@contextlib.contextmanager
def loading(folder: Path, part: str) -> Iterator[None]:
    """Turn whatever the libraries raise on a damaged file into one sentence."""
    from huggingface_hub.errors import StrictDataclassError
    from safetensors import SafetensorError

    try:
        yield
    except (
        OSError, ValueError, LookupError, TypeError, AttributeError, RuntimeError, AssertionError, EOFError,
        pickle.UnpicklingError, SafetensorError, StrictDataclassError,
    ) as error:  # fmt: skip
        raise damaged(folder, f"its {part} cannot be read ({type(error).__name__})") from error


def load_tokenizer(folder: Path):
    """The folder's MarianTokenizer."""
    from transformers import MarianTokenizer

    # Quiet, because it recommends sacremoses, which we have no use for: it never applies it to text.
    with loading(folder, "vocabulary"), quiet():
        return MarianTokenizer.from_pretrained(folder, local_files_only=True)


def load_model(folder: Path, precision: str):
    """The folder's MarianMTModel in that precision (`float32`, `bfloat16`), every weight of it from the file."""
    if not has_package("torch"):
        raise ModelUnavailable(f"Reading a MarianMT model takes PyTorch, which is not installed: {PACKAGES}.")
    import torch
    from transformers import MarianMTModel

    with loading(folder, "weights"), quiet():
        model, info = MarianMTModel.from_pretrained(
            folder, dtype=getattr(torch, precision), local_files_only=True, output_loading_info=True
        )
    # Positions are sines and the bias is usually zero: both are made, not learnt, and old files leave them out.
    absent = [key for key in info["missing_keys"] if "embed_positions" not in key and key != "final_logits_bias"]
    if absent:
        raise damaged(folder, f"its weights lack {len(absent)} tensors, {sorted(absent)[0]} for one")
    return model.eval()


# --- CTranslate2 -------------------------------------------------------------------------------------------------

MAX_WORKERS = 4
"""Batches translated side by side. Two workers of one thread beat one of two by 1.1 to 1.8; many starve each other."""


PATIENCE = 2.0
"""Stop at this many finished hypotheses per beam (Kasai et al. 2022, arXiv:2204.05424). CTranslate2's own 1 stops at the
first few, which are the short ones: on a toy model it lost one sentence in eight, and at 2 none."""


class CTranslate2:
    """The checkpoint converted for CTranslate2 (int8 by default): three to seven times the speed of transformers.

    The conversion is made once and kept under `<cache>/ct2`.
    """

    name = "ctranslate2"

    def __init__(self, folder: Path, revision: str, precision: str, cache: Path, threads: int, report: Report) -> None:
        import ctranslate2

        self._workers = max(1, min(threads, MAX_WORKERS))
        self.software = f"ctranslate2 {version('ctranslate2')}, transformers {version('transformers')}"
        target = cache / "ct2" / f"{folder.absolute().name}-{revision[:12]}-{precision}"
        options = {
            # Where the processor cannot do the precision, CTranslate2 picks the nearest that it can.
            "compute_type": precision if precision in ctranslate2.get_supported_compute_types("cpu") else "auto",
            "inter_threads": self._workers,
            "intra_threads": max(1, threads // self._workers),
        }
        converted(folder, target, precision, report)
        try:
            self._translator = ctranslate2.Translator(str(target), **options)
        except (RuntimeError, ValueError):  # damaged in the cache, where it is ours to make again
            shutil.rmtree(target, ignore_errors=True)
            converted(folder, target, precision, report)
            with loading(folder, "conversion"):
                self._translator = ctranslate2.Translator(str(target), **options)
        self.precision = self._translator.compute_type

    def decode(self, sources: Sequence[Tokens], decoding: Decoding, limit: int) -> list[tuple[Tokens, float]]:
        results = self._translator.translate_batch(
            list(sources),
            beam_size=decoding.beam,
            patience=PATIENCE,
            no_repeat_ngram_size=decoding.no_repeat_ngram,
            repetition_penalty=decoding.repetition_penalty,
            max_decoding_length=limit,
            max_input_length=0,
            disable_unk=True,
            return_scores=True,
            max_batch_size=self._share(sources),
        )
        return [(result.hypotheses[0], result.scores[0]) for result in results]

    def score(self, sources: Sequence[Tokens], targets: Sequence[Tokens]) -> list[float]:
        results = self._translator.score_batch(
            list(sources), list(targets), max_input_length=0, max_batch_size=self._share(sources)
        )
        return [math.fsum(result.log_probs) / len(result.log_probs) for result in results]

    def _share(self, sources: Sequence[Tokens]) -> int:
        """Sentences per worker: one batch keeps one worker busy and leaves the others idle."""
        return math.ceil(len(sources) / self._workers)


def converted(folder: Path, target: Path, precision: str, report: Report) -> None:
    """Make sure that the conversion is at `target`. Processes that want the same one wait for the first."""
    from filelock import FileLock

    if target.is_dir():
        return
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        with FileLock(f"{target}.lock"):
            if target.is_dir():
                return
            report(f"Converting {checkpoints.name_of(folder)} to {precision}, which is done once.")
            made = target.with_name(f"{target.name}.partial")
            shutil.rmtree(made, ignore_errors=True)  # of a conversion that was cut off
            _convert(folder, made, precision)
            checkpoints.publish(made, target)
    except OSError as error:
        raise ModelUnavailable(
            f"The converted model cannot be kept in {target.parent} ({error.strerror or error}): set WORKBENCH_CACHE to"
            " a folder that can be written to."
        ) from error


def _convert(folder: Path, made: Path, precision: str) -> None:
    from ctranslate2.converters import TransformersConverter

    class Local(TransformersConverter):
        """Reads the checkpoint as the rest of the workbench does: no network, float32, nothing missing."""

        def load_model(self, model_class, model_name_or_path, **_):
            return load_model(folder, "float32")

        def load_tokenizer(self, tokenizer_class, model_name_or_path, **_):
            return load_tokenizer(folder)

    try:
        Local(str(folder)).convert(str(made), quantization=precision)
    except (ValueError, LookupError, AttributeError, NotImplementedError, RuntimeError) as error:
        raise damaged(folder, f"it does not convert to CTranslate2 ({type(error).__name__}: {error})") from error


# --- transformers ------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Ids:
    """A padded batch as the model takes it: ids and mask, each (sentences, longest) int64."""

    ids: Any
    mask: Any


class Transformers:
    """The checkpoint run by transformers, for machines without CTranslate2 and as the yardstick for it."""

    name = "transformers"

    def __init__(self, folder: Path, precision: str, threads: int) -> None:
        self._model = load_model(folder, precision)
        import torch

        torch.set_num_threads(max(1, threads))
        self.precision = precision
        self.software = f"transformers {version('transformers')}, torch {version('torch')}"
        self._vocabulary = read_json(folder, "vocab.json")
        self._pieces = {number: piece for piece, number in self._vocabulary.items()}
        self._eos, self._unknown = self._vocabulary[EOS], self._vocabulary[UNKNOWN]
        self._pad = self._model.config.pad_token_id
        self._start = self._model.config.decoder_start_token_id
        self._model.generation_config = self._search(Decoding(), 1)  # the folder's own would fill our gaps
        self._one = threading.Lock()

    def decode(self, sources: Sequence[Tokens], decoding: Decoding, limit: int) -> list[tuple[Tokens, float]]:
        import torch

        batch = self._batch(sources)
        with self._one, torch.inference_mode():
            sequences = self._model.generate(
                input_ids=batch.ids, attention_mask=batch.mask, generation_config=self._search(decoding, limit)
            ).tolist()
        stop = {self._start, self._pad, self._eos}
        targets = [[self._pieces[i] for i in sequence if i not in stop] for sequence in sequences]
        return list(zip(targets, self.score(sources, targets), strict=True))

    def score(self, sources: Sequence[Tokens], targets: Sequence[Tokens]) -> list[float]:
        import torch

        batch = self._batch(sources)
        wanted = [[*self._ids(target), self._eos] for target in targets]
        given = self._pad_together([[self._start, *ids[:-1]] for ids in wanted])
        with self._one, torch.inference_mode():
            states = self._model.model(
                input_ids=batch.ids, attention_mask=batch.mask, decoder_input_ids=given.ids
            ).last_hidden_state
            # One sentence at a time: the probabilities of a whole batch over 60,000 words are gigabytes.
            return [self._mean(row[: len(ids)], ids) for row, ids in zip(states, wanted, strict=True)]

    def _mean(self, states, ids: list[int]) -> float:
        import torch

        logits = (self._model.lm_head(states) + self._model.final_logits_bias).float()
        logits[:, self._pad] = -math.inf
        return logits.log_softmax(-1)[torch.arange(len(ids)), ids].mean().item()

    def _search(self, decoding: Decoding, limit: int):
        from transformers import GenerationConfig

        return GenerationConfig(
            max_new_tokens=limit,
            do_sample=False,
            num_beams=decoding.beam,
            early_stopping=False,
            length_penalty=1.0,
            no_repeat_ngram_size=decoding.no_repeat_ngram,
            repetition_penalty=decoding.repetition_penalty,
            bad_words_ids=[[self._pad], [self._unknown]],
            renormalize_logits=True,
            pad_token_id=self._pad,
            eos_token_id=self._eos,
            decoder_start_token_id=self._start,
        )

    def _ids(self, tokens: Tokens) -> list[int]:
        return [self._vocabulary.get(token, self._unknown) for token in tokens]

    def _batch(self, sources: Sequence[Tokens]) -> _Ids:
        return self._pad_together([self._ids(source) for source in sources])

    def _pad_together(self, rows: list[list[int]]) -> _Ids:
        import torch

        width = max(map(len, rows))
        ids = torch.tensor([[*row, *[self._pad] * (width - len(row))] for row in rows])
        mask = torch.tensor([[*[1] * len(row), *[0] * (width - len(row))] for row in rows])
        return _Ids(ids, mask)
