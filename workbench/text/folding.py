"""One spelling for what is written in many: digits of every script, forms of a letter, marks that come and go.

It knows no words. The folded text is only for matching; every offset leads back to the text as given.
"""

from __future__ import annotations

import functools
import unicodedata
from dataclasses import dataclass

_SAME_LETTER = str.maketrans("أإٱؤئىیێۓکڪہھةۃۂۀە\u0901", "اااوءيييےككههههههه\u0902")
_NASALS, _VIRAMA, _ANUSVARA, _NUKTA, _TATWEEL = "ङञणनम", "\u094d", "\u0902", "\u093c", "\u0640"
# What follows its letter in decomposed text, and what both are as one character, folded.
_COMPOSED = {"ي\u0654": "ء", "ا\u0653": "آ"}


@dataclass(frozen=True, slots=True)
class Folded:
    """`text` is what is matched; character i of it came from character `at[i]` of `original`."""

    original: str
    text: str
    at: tuple[int, ...]

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Offsets in the original, with the marks that folding dropped from the last letter."""
        last = self.at[end - 1] + 1
        while last < len(self.original) and unicodedata.category(self.original[last]).startswith("M"):
            last += 1
        return self.at[start], last


@functools.lru_cache(maxsize=8192)
def _fold_character(character: str) -> str:
    digit = unicodedata.decimal(character, None)
    if digit is not None:
        return str(digit)
    if character == "آ":
        return character  # "eight" in Urdu, which without the madda is "rise"
    kept = []
    for part in unicodedata.normalize("NFD", character.translate(_SAME_LETTER)):
        mark = unicodedata.category(part) == "Mn" and not "\u0900" <= part <= "\u097f"
        if mark or part in (_NUKTA, _TATWEEL) or unicodedata.category(part) == "Cf":
            continue
        lower = part.lower()
        kept.append(lower if len(lower) == 1 else part)
    return "".join(kept)


def fold(text: str) -> Folded:
    letters: list[str] = []
    at: list[int] = []
    for index, character in enumerate(text):
        if character == _VIRAMA and letters and letters[-1] in _NASALS:
            letters[-1] = _ANUSVARA
            continue
        if letters and letters[-1] + character in _COMPOSED:
            letters[-1] = _COMPOSED[letters[-1] + character]
            continue
        for letter in _fold_character(character):
            letters.append(letter)
            at.append(index)
    return Folded(text, "".join(letters), tuple(at))
