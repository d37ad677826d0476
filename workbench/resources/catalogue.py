"""The translation models we know, with what their makers and the leaderboards say of them. It does not know which are on this machine.

Left out on purpose: `opus-mt-hi-en`, `opus-mt-ur-en` and `opus-mt-mul-en` (BLEU 13 to 19 on FLORES-200, one Hindi
sentence in thirteen unusable), NLLB and M2M-100 (not Marian checkpoints; NLLB is non-commercial).
"""

from __future__ import annotations

from dataclasses import dataclass
from types import MappingProxyType

from workbench.errors import NotFound, UnknownLanguage

OPUS_MT = "https://github.com/Helsinki-NLP/OPUS-MT-leaderboard"
EXTERNAL_MT = "https://github.com/Helsinki-NLP/External-MT-leaderboard"


@dataclass(frozen=True, slots=True)
class Score:
    """A published score into English. BLEU and chrF2 run from 0 to 100; COMET is the raw value of the named version."""

    language: str
    test_set: str
    metric: str
    value: float


@dataclass(frozen=True, slots=True)
class ModelCard:
    """What to know of a model before fetching it. `languages` are BCP 47 tags; sizes are in megabytes (10^6 bytes)."""

    name: str
    engine: str
    """The key in `translate.ENGINES` that loads it."""
    hub_id: str | None
    """Where to fetch it; None when it comes with a package instead."""
    languages: tuple[str, ...]
    licence: str
    parameters: int
    download_mb: int
    int8_mb: int | None
    """On disk after conversion to int8; None where the model is not converted."""
    scores: tuple[Score, ...]
    score_source: str
    note: str = ""
    preview: bool = False
    """True when nobody may brief from its text."""


def _flores(language: str, bleu: float, chrf: float | None = None, comet22: float | None = None) -> tuple[Score, ...]:
    values = {"BLEU": bleu, "chrF2": chrf, "COMET22": comet22}
    return tuple(Score(language, "FLORES-200 devtest", metric, v) for metric, v in values.items() if v is not None)


_CARDS = (
    ModelCard(
        name="Helsinki-NLP/opus-mt-tc-big-ar-en",
        engine="marian",
        hub_id="Helsinki-NLP/opus-mt-tc-big-ar-en",
        languages=("ar",),
        licence="CC-BY-4.0",
        parameters=240_000_000,
        download_mb=607,
        int8_mb=242,
        scores=(*_flores("ar", 42.8, 67.2), Score("ar", "FLORES-200 devtest", "COMET20", 0.708)),
        score_source=OPUS_MT,
        note="Recommended for Arabic. Standard Arabic; much weaker on dialects (FLORES BLEU: Iraqi and North Levantine"
        " 33.9, Egyptian 28.0, Moroccan 20.6).",
    ),
    ModelCard(
        name="Helsinki-NLP/opus-mt-tc-bible-big-inc-en",
        engine="marian",
        hub_id="Helsinki-NLP/opus-mt-tc-bible-big-inc-en",
        languages=("hi", "ur"),
        licence="Apache-2.0",
        parameters=240_000_000,
        download_mb=964,
        int8_mb=242,
        scores=(
            *_flores("hi", 40.6, 65.5, 0.8888),
            *_flores("ur", 32.8, 59.5, 0.8517),
            Score("hi", "NTREX-128", "BLEU", 34.2),
            Score("hi", "NTREX-128", "chrF2", 61.7),
            Score("hi", "NTREX-128", "COMET22", 0.8661),
            Score("ur", "NTREX-128", "BLEU", 33.0),
            Score("ur", "NTREX-128", "chrF2", 59.5),
            Score("ur", "NTREX-128", "COMET22", 0.8483),
        ),
        score_source=OPUS_MT,
        note="Recommended for Hindi and Urdu. It lists 33 languages, but Punjabi, Sinhala and Kashmiri come out as noise.",
    ),
    ModelCard(
        name="Helsinki-NLP/opus-mt-ar-en",
        engine="marian",
        hub_id="Helsinki-NLP/opus-mt-ar-en",
        languages=("ar",),
        licence="Apache-2.0",
        parameters=77_000_000,
        download_mb=312,
        int8_mb=78,
        scores=_flores("ar", 34.0, 61.1, 0.8439),
        score_source=EXTERNAL_MT,
        note="A fast Arabic draft: nearly three times the speed of the recommended model, clearly behind it in quality.",
    ),
    ModelCard(
        name="Helsinki-NLP/opus-mt-tc-bible-big-inc-deu_eng_fra_por_spa",
        engine="marian",
        hub_id="Helsinki-NLP/opus-mt-tc-bible-big-inc-deu_eng_fra_por_spa",
        languages=("hi", "ur"),
        licence="Apache-2.0",
        parameters=240_000_000,
        download_mb=964,
        int8_mb=242,
        scores=(
            *_flores("hi", 38.7, 64.1, 0.8838),
            *_flores("ur", 30.8, 57.8, 0.8392),
            Score("hi", "NTREX-128", "BLEU", 32.3),
            Score("ur", "NTREX-128", "BLEU", 30.3),
        ),
        score_source=OPUS_MT,
        note="A second opinion for Hindi and Urdu, from a model that was trained to write five languages.",
    ),
    ModelCard(
        name="Helsinki-NLP/opus-mt-tc-bible-big-sem-deu_eng_fra_por_spa",
        engine="marian",
        hub_id="Helsinki-NLP/opus-mt-tc-bible-big-sem-deu_eng_fra_por_spa",
        languages=("ar",),
        licence="Apache-2.0",
        parameters=240_000_000,
        download_mb=960,
        int8_mb=242,
        scores=_flores("ar", 41.8, None, 0.8720),
        score_source=OPUS_MT,
        note="A second opinion for Arabic, from a model that was trained to write five languages.",
    ),
    ModelCard(
        name="embedded",
        engine="embedded",
        hub_id=None,
        languages=("ar", "hi", "ur"),
        licence="Gemma Terms of Use",
        parameters=268_000_000,
        download_mb=253,
        int8_mb=None,
        scores=(
            Score("ar", "FLORES-200 dev, first 250", "chrF2", 48.3),
            Score("hi", "FLORES-200 dev, first 250", "chrF2", 49.4),
            Score("ur", "Wikipedia dev, first 250", "chrF2", 42.7),
        ),
        score_source="measured by this project",
        note="Gemma 3 270M by Google with our adapter embedded-v1, told each word by a lexicon; works where no model hub can be"
        " reached. Many of its sentences are right, the rest drop clauses or get them wrong: nobody may brief from it.",
        preview=True,
    ),
)  # fmt: skip

MODELS = MappingProxyType({card.name: card for card in _CARDS})

RECOMMENDED = MappingProxyType(
    {
        "ar": "Helsinki-NLP/opus-mt-tc-big-ar-en",
        "hi": "Helsinki-NLP/opus-mt-tc-bible-big-inc-en",
        "ur": "Helsinki-NLP/opus-mt-tc-bible-big-inc-en",
    }
)


def recommended(language: str) -> ModelCard:
    """The model to brief from for a BCP 47 tag. Raises UnknownLanguage, naming the tags there are."""
    if language not in RECOMMENDED:
        raise UnknownLanguage(
            f"No model in the catalogue translates {language!r} to English: it has {', '.join(RECOMMENDED)}."
        )
    return MODELS[RECOMMENDED[language]]


def for_language(language: str) -> tuple[ModelCard, ...]:
    """Every card that translates the language, in the catalogue's order, which is best first."""
    return tuple(card for card in MODELS.values() if language in card.languages)


def lookup(name: str) -> ModelCard | None:
    """The card of that name or hub id, or the only one whose name ends with it after a `/`, `-` or `_`; else None."""
    wanted = name.strip().lower()
    exact = [card for card in MODELS.values() if wanted in (card.name.lower(), (card.hub_id or card.name).lower())]
    if exact or not wanted:
        return exact[0] if exact else None
    ending = [card for card in MODELS.values() if card.name.lower().endswith(tuple(s + wanted for s in "/-_"))]
    whole = [card for card in ending if card.name.lower().endswith("/" + wanted)]
    return whole[0] if whole else ending[0] if len(ending) == 1 else None


def find(name: str) -> ModelCard:
    """The same as `lookup`, but raises NotFound listing what there is."""
    card = lookup(name)
    if card is None:
        raise NotFound(f"The catalogue has no model {name!r} (or several that end so): it has {', '.join(MODELS)}.")
    return card


def engine_of(name: str) -> str:
    """The engine for a catalogue name or hub id; anything else (a folder, another hub id) is taken for a Marian model."""
    card = lookup(name)
    return card.engine if card else "marian"
