"""Finds the numbers, months and weekdays written in a sentence, and their values. It knows no second sentence to compare with.

Values are exact fractions; offsets are code points of the text as given. Matching folds digits to ASCII, forms of one
letter to one (hamza, ye, kaf, he, nukta, nasals) and drops vowel signs and invisible characters; the text itself is
never changed. Where a writing has two readings ("3m", "1.200", "12.30"), the likelier is `value`, the others `also`.
"""

from __future__ import annotations

import functools
import re
from dataclasses import dataclass, replace
from enum import StrEnum
from fractions import Fraction

from workbench.text import number_words as words
from workbench.text.folding import Folded, fold
from workbench.text.number_lexicon import Kind, Role, Word, lexicon_of, look_up, set_of, without_clitics
from workbench.text.number_sum import Item, Sum
from workbench.text.number_tokens import SPACES, Token, tokens_of


class Written(StrEnum):
    DIGITS = "digits"
    WORDS = "words"
    MIXED = "mixed"


@dataclass(frozen=True, slots=True)
class Figure:
    """One value and where it stands: `text == sentence[start:end]`.

    `weak` marks what is as likely an article, a pronoun, a fraction in passing or another word altogether: good enough
    to account for a number on the other side, never enough to demand one there.
    """

    value: Fraction
    start: int
    end: int
    text: str
    kind: Kind = Kind.NUMBER
    written: Written = Written.DIGITS
    weak: bool = False
    also: tuple[Fraction, ...] = ()

    @property
    def readings(self) -> frozenset[Fraction]:
        """Every value the writing can stand for."""
        return frozenset((self.value, *self.also))


@functools.lru_cache(maxsize=8192)  # every check of a sentence asks, and every save checks it again
def figures(text: str, language: str) -> tuple[Figure, ...]:
    """The figures of a sentence in reading order; `language` is `ar`, `ur`, `hi` or `en`.

    English words are understood in every language, other scripts' words only in their own. A language without word
    lists yields what is written in digits. Numbers are read without their sign.
    """
    sentence = fold(text)
    reader = _Reader(sentence, tokens_of(sentence, language), language)
    found: list[_Found] = []
    i = 0
    while i < len(reader.tokens):
        here = reader.name(i) or reader.number(i)
        if here:
            found.append(here)
        i += here.count if here else 1
    return tuple(_share_scales(found, text, language))


@dataclass(frozen=True, slots=True)
class _Found:
    """A figure, how many tokens it took, and the scale word it ended in (1 without)."""

    figure: Figure
    count: int
    scale: Fraction = Fraction(1)


# What may stand between a month and its day, and between two names of one month.
_NAME_GAP = re.compile(r"[\s,،./()\[\]–-]{0,3}")
_SAME_NAME_GAP = re.compile(r"\s*[/(–-]\s*")
# What may stand between two words of one number ("300+ million", "4$ ملین"); a hyphen only in English.
_GAP = re.compile(rf"[+$€£]?[ \t{SPACES}]{{0,2}}")
_HYPHEN = re.compile(r"[-‐‑]")
# "12 of May", "12 من مايو".
_OF = ("of", "من")
# "And eleven" (وأحد عشر), as folding leaves it: its first word is then the one for "one".
_AND_ELEVEN = ("واحد", "عشر")
# The longest run of words that adds one item to a number: "and a half".
_LONGEST_ITEM = 4


@dataclass(frozen=True, slots=True)
class _Reader:
    """Reads figures at given tokens of one sentence."""

    sentence: Folded
    tokens: list[Token]
    language: str

    def name(self, i: int) -> _Found | None:
        """A month or weekday at token i. One month in two calendars ("يناير/كانون الثاني") is one figure."""
        found = self._named(i)
        if found is None:
            return None
        kind, number, count = found
        sure = self._is_sure(i, count, kind)
        if not sure and self._is_lower(i) and not (i and self.tokens[i - 1].digits):
            return None
        again = self._named(i + count)
        if again and again[:2] == (kind, number) and _SAME_NAME_GAP.fullmatch(self._gap(i + count)):
            count, sure = count + again[2], True
        figure = self._figure(i, count, Fraction(number), weak=not sure)
        return _Found(replace(figure, kind=kind, written=Written.WORDS), count)

    def number(self, i: int) -> _Found | None:
        """The longest number that begins at token i."""
        token = self.tokens[i]
        if token.roman or token.kind is Kind.TIME:
            return _Found(self._figure(i, 1, token.value, weak=token.roman), 1)
        number, count = Sum(lexicon_of(self.language).parts), 0
        whole, whole_count = number, 0
        while item := self._item(i + count, first=not count):
            if number.repeats(item):
                number, count = whole, whole_count  # "340 million and 500 million" are two
                break
            if not number.take(item):
                break
            count += item.count
            if number.current is None:
                whole, whole_count = replace(number), count
        if not count:
            return None
        figure = self._figure(i, count, number.value, weak=number.weak)
        return _Found(replace(figure, also=tuple(sorted(number.others))), count, number.scale or Fraction(1))

    def _item(self, i: int, *, first: bool) -> Item | None:
        """What stands at token i, provided it touches what came before; None when it is no part of a number."""
        item = Item(Word(Role.SMALL, Fraction(), self.language))
        for j in range(i, min(i + _LONGEST_ITEM, len(self.tokens))):
            token = self.tokens[j]
            if j == i and not first and self._is_of_a_part(j):
                continue
            word = self._word(j)
            if word is None or not ((first and j == i) or self._touches(j, word)):
                return None
            if word.role in (Role.JOIN, Role.ARTICLE, Role.STEP, Role.POINT):
                item = item.after(word)
                continue
            joined = item.joined or word.joined
            return replace(item, word=word, digits=token.digits, also=token.also, text=token.text, joined=joined,
                           count=j - i + 1)  # fmt: skip
        return None

    def _is_of_a_part(self, i: int) -> bool:
        """Whether token i is the "of" in "a quarter of a million"."""
        here = [token.text for token in self.tokens[i : i + 2]]
        part = self.tokens[i - 1].text in lexicon_of("en").parts
        return part and here == ["of", "a"] and _GAP.fullmatch(self._gap(i)) is not None

    def _word(self, i: int) -> Word | None:
        token = self.tokens[i]
        if token.digits:
            return Word(Role.SMALL, token.value, self.language)
        word = None if token.roman else look_up(token.text, self.language)
        if word and self.language == "ar" and tuple(t.text for t in self.tokens[i : i + 2]) == _AND_ELEVEN:
            return replace(word, joined=True)
        return word

    def _touches(self, i: int, word: Word) -> bool:
        """Whether token i may belong to the number that token i - 1 belongs to."""
        if _HYPHEN.fullmatch(self._gap(i)):
            return word.language == "en" and not self.tokens[i].digits
        return _GAP.fullmatch(self._gap(i)) is not None

    def _gap(self, i: int) -> str:
        """What stands between tokens i - 1 and i."""
        return self.sentence.text[self.tokens[i - 1].end : self.tokens[i].start]

    def _named(self, i: int) -> tuple[Kind, int, int] | None:
        """Kind and number of the month or weekday at token i, and how many tokens its name has."""
        names = lexicon_of(self.language).names
        for count in (2, 1):
            if i + count <= len(self.tokens) and not self.tokens[i].digits:
                for name in self._spellings(i, count):
                    if name in names:
                        return *names[name], count
        return None

    def _spellings(self, i: int, count: int) -> list[str]:
        spelled = " ".join(token.text for token in self.tokens[i : i + count])
        return [spelled, *(bare for bare, _ in without_clitics(spelled))] if self.language == "ar" else [spelled]

    def _is_sure(self, i: int, count: int, kind: Kind) -> bool:
        """Whether the name is no other word as well, or its neighbours say it is a name."""
        lexicon = lexicon_of(self.language)
        if not lexicon.unsure_names.intersection(self._spellings(i, count)):
            return True
        before = self.tokens[i - 1] if i and _NAME_GAP.fullmatch(self._gap(i)) else None
        after = self.tokens[i + count : i + count + 2]
        numbered = kind is Kind.MONTH and any(token.digits for token in after[:1])
        if numbered or self._is_lower(i):
            return numbered  # "12 may have died"; of "6th march" nothing is asked either
        if kind is Kind.MONTH and before:
            day = before if before.text not in _OF or i < 2 else self.tokens[i - 2]
            if day.digits:
                return True
        return bool(before and before.text in lexicon.cues_before) or any(t.text in lexicon.cues_after for t in after)

    def _is_lower(self, i: int) -> bool:
        return self.tokens[i].text.isascii() and not self.tokens[i].capital

    def _figure(self, i: int, count: int, value: Fraction, *, weak: bool) -> Figure:
        tokens = self.tokens[i : i + count]
        start, end = self.sentence.span(tokens[0].start, tokens[-1].end)
        digits = {token.digits for token in tokens}
        written = Written.MIXED if len(digits) > 1 else Written.DIGITS if digits == {True} else Written.WORDS
        return Figure(value, start, end, self.sentence.original[start:end], tokens[0].kind, written, weak)


def _share_scales(found: list[_Found], text: str, language: str) -> list[Figure]:
    """In "2 to 3 million" and "पचास-साठ हज़ार" the first number may mean millions or thousands too."""
    linking = set_of(words.RANGE_WORDS, [tag for tag in ("en", language) if tag in words.RANGE_WORDS])
    shared = [one.figure for one in found]
    for k in range(len(found) - 1):
        first, second = found[k], found[k + 1]
        between = fold(text[first.figure.end : second.figure.start]).text.strip(" -–—")
        if first.scale == 1 < second.scale and first.figure.value < 1000 and (not between or between in linking):
            shared[k] = replace(first.figure, also=(*first.figure.also, first.figure.value * second.scale))
    return shared
