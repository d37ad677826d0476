"""Which language and script a text is in. It knows the languages the workbench reads, and names many others only to refuse them."""

from __future__ import annotations

import functools
import unicodedata
from collections import Counter
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Language:
    """A language we work with: BCP 47 tag, English name, ISO 15924 script, base direction (`ltr` or `rtl`)."""

    tag: str
    name: str
    script: str
    direction: str


LANGUAGES = {
    "ar": Language("ar", "Arabic", "Arab", "rtl"),
    "ur": Language("ur", "Urdu", "Arab", "rtl"),
    "hi": Language("hi", "Hindi", "Deva", "ltr"),
    "en": Language("en", "English", "Latn", "ltr"),
}
SOURCE_LANGUAGES = ("ar", "ur", "hi")
TARGET_LANGUAGE = "en"

# Only so that a refusal can name what was found.
OTHER_NAMES = {
    "bn": "Bengali", "de": "German", "es": "Spanish", "fa": "Persian", "fr": "French", "he": "Hebrew",
    "id": "Indonesian", "it": "Italian", "ja": "Japanese", "ku": "Kurdish", "mr": "Marathi", "ne": "Nepali", "ps": "Pashto",
    "pt": "Portuguese", "ru": "Russian", "tr": "Turkish", "ug": "Uyghur", "und": "no language at all", "uk": "Ukrainian", "zh": "Chinese",
}  # fmt: skip

# Which languages a script is told apart into. Without this the statistics take a short Hindi line for Nepali.
CANDIDATES = {
    "Arab": ("ar", "ur", "fa", "ps", "ku", "ug"),
    "Deva": ("hi", "mr", "ne"),
    "Latn": ("en", "de", "es", "fr", "id", "it", "pt", "tr"),
}
# Below this many words the statistics are not asked: the script's first language, or the article's, is taken.
ENOUGH_WORDS = 6
# A Latin heading or advertisement must not make an Urdu article English: this share of other letters decides.
FOREIGN_SHARE = 0.3

_SCRIPT_NAMES = {"ARABIC": "Arab", "DEVANAGARI": "Deva", "LATIN": "Latn", "CYRILLIC": "Cyrl", "HEBREW": "Hebr",
                 "BENGALI": "Beng", "CJK": "Hani", "GREEK": "Grek"}  # fmt: skip


@functools.lru_cache(maxsize=4096)
def script_of_character(character: str) -> str | None:
    """The ISO 15924 code of a letter's script, `"Zyyy"` for scripts we do not tell apart, None for what is no letter."""
    if not unicodedata.category(character).startswith(("L", "M")):
        return None
    first = unicodedata.name(character, "").partition(" ")[0]
    return _SCRIPT_NAMES.get(first, "Zyyy" if first else None)


def scripts(text: str) -> Counter[str]:
    """How many letters of each script the text has."""
    return Counter(s for s in map(script_of_character, text) if s and s != "Zyyy")


def main_script(text: str) -> str | None:
    """The script of most letters, or None when there are no letters."""
    counted = scripts(text)
    return counted.most_common(1)[0][0] if counted else None


def name_of(tag: str) -> str:
    """The English name of a language, or the tag itself where we have none."""
    return LANGUAGES[tag].name if tag in LANGUAGES else OTHER_NAMES.get(tag, tag)


def direction_of(tag: str) -> str:
    """`rtl` or `ltr`; unknown languages count as left-to-right."""
    return LANGUAGES[tag].direction if tag in LANGUAGES else "ltr"


@functools.cache
def _identifier(script: str) -> object:
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    identifier = LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
    identifier.set_languages(CANDIDATES.get(script))
    return identifier


def identify(text: str) -> str:
    """The BCP 47 tag of an article's language, from its script and then py3langid among that script's languages.

    Returns `und` for a text without letters.
    """
    counted = scripts(text)
    total = counted.total()
    if not total:
        return "und"
    script = counted.most_common(1)[0][0]
    others = {s: n for s, n in counted.items() if s != "Latn"}
    if script == "Latn" and others and max(others.values()) >= FOREIGN_SHARE * total:
        script = max(others, key=others.__getitem__)
    return _identifier(script).classify(text)[0]


def identify_block(text: str, article: str) -> str:
    """The language of one block of an article: the article's own, unless the block's script or wording is another's."""
    script = main_script(text)
    if script is None:
        return article
    home = LANGUAGES.get(article)
    if home is None or script == home.script:
        return article
    if len(text.split()) < ENOUGH_WORDS:
        return CANDIDATES.get(script, ("und",))[0]
    return _identifier(script).classify(text)[0]
