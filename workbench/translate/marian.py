"""The `marian` engine: any MarianMT checkpoint folder, Helsinki's OPUS-MT for one. It does not know which model is best."""

from __future__ import annotations

import itertools
import math
import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from workbench.errors import ModelUnavailable, UnknownLanguage
from workbench.model import Gloss, Hypothesis, Signature
from workbench.resources import catalogue
from workbench.settings import Settings
from workbench.text.languages import SOURCE_LANGUAGES
from workbench.translate import checkpoints
from workbench.translate.checkpoints import Report
from workbench.translate.engine import Decoding, length_cap
from workbench.translate.marian_backends import (
    EOS,
    PACKAGES,
    UNKNOWN,
    Backend,
    CTranslate2,
    Tokens,
    Transformers,
    has_package,
    inspect,
    load_tokenizer,
    read_json,
)

BEAM = 4
"""What OPUS-MT models are evaluated with; costs about twice as much as greedy search."""

ENGLISH_PREFIX = ">>eng<<"
"""A model that writes several languages is told by this first token to write English."""

# The signs that OPUS-MT's preprocess.sh replaced before training and sentencepiece's NFKC leaves as they are. Without
# this, curly quotes are unknown words to the models.
_PUNCTUATION = str.maketrans(
    {"“": '"', "”": '"', "’": "'", "、": ",", "。": ". ", "∶": ":", "《": '"', "》": '"', "「": '"', "」": '"',
     "━": "-", "〈": "<", "〉": ">", "【": "[", "】": "]"}
)  # fmt: skip

# Source codes found in tokenizer_config.json, ISO 639-1, -3 and -5, and which of our languages they cover.
_COVERED = {
    "ar": ("ar",), "ara": ("ar",), "arb": ("ar",), "sem": ("ar",), "afa": ("ar",), "hi": ("hi",), "hin": ("hi",),
    "ur": ("ur",), "urd": ("ur",), "inc": ("hi", "ur"), "iir": ("hi", "ur"), "ine": ("hi", "ur"),
    "mul": SOURCE_LANGUAGES,
}  # fmt: skip


def normalise(text: str) -> str:
    """The text as the models saw it in training: plain quotes, no control or invisible characters, single spaces.

    After Helsinki-NLP's preprocess.sh, https://github.com/Helsinki-NLP/OPUS-MT-train.
    """
    text = text.translate(_PUNCTUATION)
    visible = (" " if unicodedata.category(character).startswith("C") else character for character in text)
    return " ".join("".join(visible).split())


class Pieces:
    """A checkpoint's sentencepiece models and vocabulary: text to tokens and back."""

    def __init__(self, folder: Path) -> None:
        tokenizer = load_tokenizer(folder)
        self._source, self._target = tokenizer.spm_source, tokenizer.spm_target
        self._vocabulary = tokenizer.encoder
        self.prefix = [ENGLISH_PREFIX] if ENGLISH_PREFIX in self._vocabulary else []

    def encode(self, text: str) -> list[str]:
        """The pieces of a sentence, without prefix and `</s>`. Text that looks like a token (`</s>`, `>>fra<<`) is text."""
        # By number: spelt out, a run of characters that no piece covers stands for itself, and may spell `</s>`.
        pieces = map(self._source.id_to_piece, self._source.encode(normalise(text)))
        return [piece if piece in self._vocabulary else UNKNOWN for piece in pieces]

    def framed(self, pieces: Iterable[str]) -> Tokens:
        """Pieces as the model takes them."""
        return [*self.prefix, *pieces, EOS]

    def decode(self, tokens: Tokens) -> str:
        return self._target.decode_pieces(tokens).replace("▁", " ").strip()


def windows(pieces: list[str], room: int) -> list[list[str]]:
    """The pieces cut into runs of at most `room`, before the start of a word where there is one."""
    runs = []
    while len(pieces) > room:
        cut = next((i for i in range(room, 0, -1) if pieces[i].startswith("▁")), room)
        runs.append(pieces[:cut])
        pieces = pieces[cut:]
    return [*runs, pieces] if pieces else runs


@dataclass(frozen=True, slots=True)
class MarianEngine:
    """A loaded checkpoint behind the Engine interface. Made by `load` or `open_folder`."""

    model: str
    revision: str
    languages: frozenset[str]
    pieces: Pieces
    backend: Backend
    positions: int
    """The longest sentence the model has places for, in tokens."""
    default: Decoding
    name: str = "marian"

    def signature(self, decoding: Decoding) -> Signature:
        return Signature(
            engine=self.name,
            model=self.model,
            revision=self.revision,
            settings={
                "backend": self.backend.name,
                "precision": self.backend.precision,
                **decoding.settings(),
                "prefix": "".join(self.pieces.prefix),
            },
            software=self.backend.software,
        )

    def lengths(self, sources: Sequence[str], language: str) -> list[int]:
        """Tokens per source as the model sees it: prefix and `</s>` are counted."""
        self._check(language)
        return [len(self.pieces.framed(self.pieces.encode(source))) for source in sources]

    def told(self, source: str, language: str) -> tuple[Gloss, ...]:
        return ()

    def translate(self, sources: Sequence[str], language: str, decoding: Decoding) -> list[Hypothesis]:
        """One hypothesis per source, in order; nothing for a source of nothing.

        A source longer than the model has places for is cut between words and its parts are translated one by one, so
        that none of it is lost. Scores are means over the target tokens and the `</s>` after each part; `tokens` counts
        the former. Raises UnknownLanguage, and ModelUnavailable when the model computes no numbers.
        """
        self._check(language)
        room = self.positions - len(self.pieces.framed([]))
        plan = [windows(self.pieces.encode(source), room) for source in sources]
        parts = iter(self._decode([self.pieces.framed(run) for runs in plan for run in runs], decoding))
        return [self._joined(list(itertools.islice(parts, len(runs)))) for runs in plan]

    def _check(self, language: str) -> None:
        if language not in self.languages:
            known = ", ".join(sorted(self.languages))
            raise UnknownLanguage(f"The model {self.model} translates {known}, not {language!r}: choose another model.")

    def _decode(self, sources: list[Tokens], decoding: Decoding) -> list[tuple[Tokens, float]]:
        if not sources:
            return []
        caps = [min(length_cap(len(source)), self.positions) for source in sources]
        found = self.backend.decode(sources, decoding, max(caps))
        # The search's own score is free, but means something else where it was penalised, and a text that was cut off
        # owes the cost of ending there.
        penalised = decoding.no_repeat_ngram > 0 or decoding.repetition_penalty != 1.0
        again = [i for i, cap in enumerate(caps) if penalised or len(found[i][0]) >= cap]
        cut = [found[i][0][: caps[i]] for i in again]
        scores = self.backend.score([sources[i] for i in again], cut) if again else []
        for i, tokens, score in zip(again, cut, scores, strict=True):
            found[i] = (tokens, score)
        if not all(math.isfinite(score) for _, score in found):
            raise ModelUnavailable(
                f"The model {self.model} computes no numbers, so its weights are damaged or do not fit"
                f" {self.backend.precision}: fetch it again with `workbench models pull`."
            )
        return found

    def _joined(self, parts: list[tuple[Tokens, float]]) -> Hypothesis:
        text = " ".join(self.pieces.decode(tokens) for tokens, _ in parts)
        steps = sum(len(tokens) + 1 for tokens, _ in parts)
        total = math.fsum(score * (len(tokens) + 1) for tokens, score in parts)
        return Hypothesis(text, total / steps if steps else 0.0, sum(len(tokens) for tokens, _ in parts))


def load(
    settings: Settings,
    language: str,
    report: Report = lambda message: None,
    *,
    backend: str | None = None,
    precision: str | None = None,
) -> MarianEngine:
    """The engine for a language: the model in the settings, else the catalogue's recommendation. Never downloads.

    Backend is `ctranslate2` (the default where it is installed; precisions `int8`, `int16`, `float32`) or
    `transformers` (`float32`, `bfloat16`). `report` is told when a model is converted, which takes some ten seconds once.
    Raises ModelUnavailable with what to do, and UnknownLanguage.
    """
    name = settings.model or catalogue.recommended(language).name
    folder = checkpoints.installed(name, settings.cache)
    if folder is None:
        card = catalogue.lookup(name)
        if card is not None and card.engine != "marian":
            raise ModelUnavailable(
                f"The model {card.name} is not a MarianMT model: choose --engine {card.engine} for it."
            )
        there = f"run `workbench models pull {card.name}` where there is a network" if card else "check the name"
        raise ModelUnavailable(f"The model {name} is not on this machine: {there}, or pass --model FOLDER.")
    engine = open_folder(folder, settings, report, backend=backend, precision=precision)
    if language not in engine.languages:
        covered = ", ".join(sorted(engine.languages))
        raise ModelUnavailable(
            f"The model {engine.model} translates {covered}, not {language}: choose another --model."
        )
    return engine


def open_folder(
    folder: Path,
    settings: Settings,
    report: Report = lambda message: None,
    *,
    backend: str | None = None,
    precision: str | None = None,
) -> MarianEngine:
    """The engine for a checkpoint folder, whatever languages it is for. Raises ModelUnavailable in one sentence."""
    backend = _available(backend)
    config = inspect(folder)
    pieces = Pieces(folder)
    model, revision = checkpoints.name_of(folder), checkpoints.revision_of(folder)
    languages = _languages(folder, model, bool(pieces.prefix))
    running: Backend
    if backend == "ctranslate2":
        running = CTranslate2(folder, revision, precision or "int8", settings.cache, settings.threads, report)
    else:
        running = Transformers(folder, precision or "float32", settings.threads)
    return MarianEngine(
        model=model,
        revision=revision,
        languages=languages,
        pieces=pieces,
        backend=running,
        positions=int(config.get("max_position_embeddings") or 512),
        default=Decoding(beam=settings.beam or BEAM),
    )


def _available(backend: str | None) -> str:
    """The backend to use, once its packages are known to be there."""
    chosen = backend or ("ctranslate2" if has_package("ctranslate2") else "transformers")
    needed = {"ctranslate2": ("ctranslate2",), "transformers": ("torch",)}
    if chosen not in needed:
        raise ModelUnavailable(f"There is no backend {chosen!r}: choose one of {', '.join(needed)}.")
    absent = [name for name in ("transformers", "sentencepiece", *needed[chosen]) if not has_package(name)]
    if absent:
        raise ModelUnavailable(f"MarianMT models take {', '.join(absent)}, which this Python has not: {PACKAGES}.")
    return chosen


def _languages(folder: Path, model: str, writes_many: bool) -> frozenset[str]:
    """The source languages of a checkpoint: the catalogue's word, else its own, else all three."""
    card = catalogue.lookup(model)
    if card is not None and card.engine == "marian":
        return frozenset(card.languages)
    own = read_json(folder, "tokenizer_config.json")
    source, target = own.get("source_lang"), own.get("target_lang")
    if not writes_many and target and not {"en", "eng"} & set(re.split(r"[+_]", str(target))):
        raise ModelUnavailable(f"The model in {folder} translates to {target!r}, not to English: choose another.")
    if not source:
        return frozenset(SOURCE_LANGUAGES)
    covered = frozenset(tag for code in re.split(r"[+_]", str(source)) for tag in _COVERED.get(code, ()))
    if not covered:
        raise ModelUnavailable(
            f"The model in {folder} translates from {source!r}, none of {', '.join(SOURCE_LANGUAGES)}: choose another."
        )
    return covered
