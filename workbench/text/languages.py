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
    "id": "Indonesian", "ja": "Japanese", "ku": "Kurdish", "mr": "Marathi", "ne": "Nepali", "ps": "Pashto",
    "pt": "Portuguese", "ru": "Russian", "tr": "Turkish", "ug": "Uyghur", "uk": "Ukrainian", "zh": "Chinese",
}  # fmt: skip

# Characters of the Arabic script that one of the two languages never writes, apart from quotations: the surest
# evidence there is on a short line, where statistics fail.
URDU_ONLY = frozenset("ٹڈڑںےہھگچپژکیۓۂۃ۔")
ARABIC_ONLY = frozenset("ةىيكهأإ")

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
