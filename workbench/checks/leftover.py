"""Finds words of the source's script left in the English. It does not know whether they were meant as a quotation."""

from __future__ import annotations

import functools
import re
import unicodedata
from collections.abc import Iterator

from workbench.model import Context, Finding, Pair, Severity, Span
from workbench.text.languages import LANGUAGES, script_of_character

_SCRIPT_NAMES = {"Arab": "Arabic", "Deva": "Devanagari"}
# What may stand between two words of one leftover phrase.
_BETWEEN = re.compile(r"[\s\u200c\u200d،؛,.-]+")


def leftover(pair: Pair, context: Context) -> Iterator[Finding]:
    """An error for each phrase of the translation that is still in the script of the source's language.

    Digits count like letters; punctuation marks by themselves are a warning.
    """
    language = LANGUAGES.get(pair.language)
    name = _SCRIPT_NAMES.get(language.script) if language else None
    if name is None:
        return
    for start, end in _phrases(pair.target, language.script):
        phrase = pair.target[start:end]
        says_something = any(character.isalnum() for character in phrase)
        message = f"The translation still has {name} {'script' if says_something else 'punctuation'}: «{phrase}»."
        severity = Severity.ERROR if says_something else Severity.WARNING
        yield Finding("leftover", severity, message, target_span=Span(start, end))


def _phrases(text: str, script: str) -> list[tuple[int, int]]:
    """Offsets of the runs of characters of the script; runs parted only by spaces and commas are one phrase."""
    phrases: list[tuple[int, int]] = []
    for index, character in enumerate(text):
        if not _is_of(character, script):
            continue
        if phrases and (phrases[-1][1] == index or _BETWEEN.fullmatch(text, phrases[-1][1], index)):
            phrases[-1] = (phrases[-1][0], index + 1)
        else:
            phrases.append((index, index + 1))
    return phrases


@functools.lru_cache(maxsize=4096)
def _is_of(character: str, script: str) -> bool:
    """Whether it is a letter, digit or punctuation mark of the script; what only steers direction is none."""
    if script_of_character(character) == script:
        return True
    name = unicodedata.name(character, "").removeprefix("EXTENDED ")
    return unicodedata.category(character) != "Cf" and name.startswith(_SCRIPT_NAMES[script].upper())
