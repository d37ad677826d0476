"""The gloss of a sentence: each word's English by the glossary, the lexicon, or letter by letter. It translates nothing.

A small model that writes English well need not know what a word means if it is told; names above all.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from workbench.model import Gloss, Term
from workbench.resources.glossary import Found, terms_in
from workbench.resources.lexicon import Entry, Lexicon, lexicon_of
from workbench.text.figures import Figure, Kind, Written, figures
from workbench.text.languages import script_of_character
from workbench.text.sentence_words import LETTER
from workbench.text.transliteration import transliterate

# How many meanings of a word are told; a third is rarely the one.
MOST_MEANINGS = 2
UNKNOWN_MARK = "~"
_TOKEN = re.compile(rf"\d+(?:[.,:/٫٬]\d+)*|(?:(?!\d)[{LETTER}])+|[^\s{LETTER}]")
_MARKS = str.maketrans({"،": ",", "؛": ";", "؟": "?", "۔": ".", "।": ".", "॥": ".", "٪": "%", "«": '"', "»": '"', "“": '"', "”": '"',
                        "‘": "'", "’": "'", "٫": ".", "٬": ","})  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Word:
    text: str
    start: int
    end: int

    @property
    def is_foreign(self) -> bool:
        """In a script the lexicon is for; digits, marks and Latin words are copied."""
        return any(script_of_character(c) in ("Arab", "Deva") for c in self.text)


def gloss(
    sentence: str, language: str, glossary: Mapping[str, str] | None = None, terms: tuple[Term, ...] = ()
) -> tuple[Gloss, ...]:
    """Every word of the sentence glossed, longest entry first; the glossary's terms override the lexicon's.

    A glossary is given as words with their English, or as terms, of which names are found without endings only.
    """
    words = [_Word(m.group(), m.start(), m.end()) for m in _TOKEN.finditer(sentence)]
    own = Lexicon(language, (Entry(form, form, "noun", (english,)) for form, english in (glossary or {}).items()))
    numbers = _numbers(sentence, language)
    found = {one.start: one for one in terms_in(sentence, language, terms)}
    result: list[Gloss] = []
    at = 0
    while at < len(words):
        piece, used = _number(words, at, numbers) or _term(words, at, found) or _one(words, at, language, own)
        result.append(piece)
        at += used
    return tuple(result)


def _numbers(sentence: str, language: str) -> dict[int, Figure]:
    """The numbers of several words, by their start: told whole, for word by word "two and a half hundred" is no number.

    So is "12 lakh", but not what has several readings.
    """
    found = (
        f for f in figures(sentence, language)
        if f.kind is Kind.NUMBER and f.written is not Written.DIGITS and not f.weak and not f.also
    )  # fmt: skip
    return {f.start: f for f in found if " " in f.text and _in_figures(f.value)}


def _number(words: Sequence[_Word], at: int, numbers: Mapping[int, Figure]) -> tuple[Gloss, int] | None:
    figure = numbers.get(words[at].start)
    if figure is None:
        return None
    used = sum(word.end <= figure.end for word in words[at:])
    return Gloss(figure.start, figure.end, figure.text, (_in_figures(figure.value),), "num", "lexicon"), used


def _term(words: Sequence[_Word], at: int, terms: Mapping[int, Found]) -> tuple[Gloss, int] | None:
    found = terms.get(words[at].start)
    if found is None:
        return None
    used = sum(word.end <= found.end for word in words[at:])
    source = " ".join(word.text for word in words[at : at + used])
    english = f"{found.before} {found.term.english}".strip()
    return Gloss(found.start, found.end, source, (english,), found.term.part or "noun", "glossary"), max(used, 1)


def _in_figures(value: Fraction) -> str:
    """As a newspaper prints it: 250, 25 million, 1.2 billion, 5.5; nothing for what takes more than two decimals."""
    for scale, name in ((10**9, "billion"), (10**6, "million")):
        if value >= scale and value % (scale // 10) == 0:
            return f"{float(value / scale):g} {name}"
    if value.denominator == 1:
        return f"{value.numerator:,}"
    return f"{float(value):g}" if (value * 100).denominator == 1 else ""


def _one(words: Sequence[_Word], at: int, language: str, own: Lexicon) -> tuple[Gloss, int]:
    word = words[at]
    if not word.is_foreign:
        return Gloss(word.start, word.end, word.text, (_latin(word.text),), "", "copied"), 1
    run = [w.text for w in words[at : at + 8]]
    for lexicon, by in ((own, "glossary"), (lexicon_of(language), "lexicon")):
        if len(lexicon) and (found := lexicon.longest(run, 0)):
            entry, count = found
            end = words[at + count - 1].end
            text = " ".join(run[:count])
            if by == "lexicon" and count == 1 and lexicon.find(text) is None:
                by = "stem"
            return Gloss(word.start, end, text, entry.english[:MOST_MEANINGS], entry.part, by), count
    letters = transliterate(word.text, language)
    return Gloss(word.start, word.end, word.text, (letters,) if letters else (), "", "letters"), 1


def _latin(text: str) -> str:
    digits = "".join(str(unicodedata.decimal(c, c)) for c in text)
    return digits.translate(_MARKS)


def in_place(glosses: Sequence[Gloss]) -> str:
    """The sentence with the English in place of each word: `a/b` for two meanings, `~abc` for a word only spelled out."""
    parts = []
    for piece in glosses:
        if piece.english:
            text = "/".join(piece.english)
            parts.append(f"{UNKNOWN_MARK}{text}" if piece.by == "letters" else text)
    return re.sub(r" (?=[,.;:?!%)\]])|(?<=[(\[]) ", "", " ".join(parts))


def as_list(glosses: Sequence[Gloss]) -> str:
    """`source = English; …` for the words that carry the content: names and content words, no function words."""
    told = (g for g in glosses if g.english and g.by != "copied" and g.part != "func")
    return "; ".join(dict.fromkeys(f"{g.source} = {'/'.join(g.english)}" for g in told))
