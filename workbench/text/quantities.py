"""Finds amounts that are told by their order only: dozens, hundreds of thousands. What a number is, `figures` says."""

from __future__ import annotations

import functools
import re
from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from workbench.text.figures import Figure, figures
from workbench.text.folding import fold

# By the power of ten, the words of each language; a scale of two words before those of one.
_WORDS: dict[str, tuple[tuple[int, str], ...]] = {
    "ar": ((4, "عشرات الآلاف|عشرات آلاف|عشرات الألوف"), (5, "مئات الآلاف|مئات آلاف|مئات الألوف"), (7, "عشرات الملايين|عشرات ملايين"),
           (8, "مئات الملايين|مئات ملايين"), (1, "عشرات"), (2, "مئات|مائات"), (3, "آلاف|ألوف"), (6, "ملايين"), (9, "مليارات|بلايين")),
    "ur": ((4, "دسیوں ہزار"), (1, "درجنوں|بیسیوں|دسیوں"), (2, "سینکڑوں|سیکڑوں|سینکڑون"), (3, "ہزاروں|ہزارہا"), (5, "لاکھوں"), (7, "کروڑوں"),
           (9, "اربوں")),
    "hi": ((4, "दसियों हज़ार"), (1, "दर्जनों|दसियों|बीसियों"), (2, "सैकड़ों|सैंकड़ों"), (3, "हज़ारों"), (5, "लाखों"), (7, "करोड़ों"), (9, "अरबों")),
    "en": ((4, "tens of thousands|dozens of thousands"), (5, "hundreds of thousands|several hundred thousand|lakhs"),
           (7, "tens of millions|dozens of millions|crores"), (8, "hundreds of millions"),
           (1, "dozens|tens of|scores of"), (2, "hundreds|(?:several|many|a few|some) hundred"),
           (3, "thousands|(?:several|many|a few|some) thousand"), (6, "millions|(?:several|many|a few) million"), (9, "billions")),
}  # fmt: skip
# What English calls them.
ORDERS = {1: "dozens", 2: "hundreds", 3: "thousands", 4: "tens of thousands", 5: "hundreds of thousands", 6: "millions",
          7: "tens of millions", 8: "hundreds of millions", 9: "billions"}  # fmt: skip
# English says "millions" where Urdu and Hindi say hundreds of thousands or tens of millions.
_LOOSE = frozenset({5, 6, 7})
# What Arabic attaches before a word: and, so, in, for, like, the.
_BEFORE = {"ar": r"[وف]?(?:[بلك]?(?:ال)?|لل)"}


@dataclass(frozen=True, slots=True)
class Quantity:
    """Some tens to the power of `order`: `text == sentence[start:end]`."""

    order: int
    start: int
    end: int
    text: str


@functools.lru_cache(maxsize=8192)
def quantities(text: str, language: str) -> tuple[Quantity, ...]:
    """The amounts of a sentence in `ar`, `ur`, `hi` or `en`; what belongs to a number ("three thousands") is none."""
    pattern = _pattern(language)
    if pattern is None:
        return ()
    numbers, folded = figures(text, language), fold(text)
    found = []
    for match in pattern.finditer(folded.text):
        start, end = folded.span(*match.span())
        if not any(f.start < end and start < f.end for f in numbers):
            found.append(Quantity(int(match.lastgroup[1:]), start, end, text[start:end]))
    return tuple(found)


def without_equal(
    here: Sequence[Quantity], there: Sequence[Quantity], figures_there: Sequence[Figure]
) -> list[Quantity]:
    """Amounts of one side of whose order the other side has neither an amount nor a number; each order once."""
    told = {amount.order for amount in there} | {_order(value) for f in figures_there for value in f.readings}
    told |= _LOOSE if told & _LOOSE else frozenset()
    return list({amount.order: amount for amount in here if amount.order not in told}.values())


def _order(value: Fraction) -> int:
    return len(str(int(value))) - 1


@functools.cache
def _pattern(language: str) -> re.Pattern[str] | None:
    if language not in _WORDS:
        return None
    orders = "|".join(f"(?P<p{order}>{_folded(words)})" for order, words in _WORDS[language])
    return re.compile(rf"(?<![\w\u0900-\u0963]){_BEFORE.get(language, '')}(?:{orders})(?![\w\u0900-\u0963])")


def _folded(words: str) -> str:
    return words if words.isascii() else fold(words).text
