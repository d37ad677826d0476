"""Cuts a folded sentence into words and runs of digits, and reads the digits. It knows no number words."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from fractions import Fraction

from workbench.text.folding import Folded
from workbench.text.number_lexicon import Kind

# No-break, thin and narrow no-break space: the ones that group digits.
SPACES = "\u00a0\u2009\u202f"
_CLOCK = r"(?<![0-9:.,])(?:[01]?[0-9]|2[0-4]):[0-5][0-9](?::[0-5][0-9])?(?!:?[0-9]|[.,][0-9])"
_CHAIN = rf"[0-9]+(?:[.,٫٬،'’{SPACES}][0-9]+)*"
# What is glued to digits and belongs to them: 12th, 1990s, 16ویں, 12वीं, 2022ء.
_ENDING = r"(?:(?:st|nd|rd|th|s|ويں|واں|वीं|वें|वां|वा|ء)(?![^\W_]|[\u0900-\u0963]))?"
# Python's \w leaves out the vowel signs of Devanagari.
_WORD = r"(?:[^\W\d_]|[\u0900-\u0903\u093a-\u094f\u0955-\u0957\u0962\u0963])+"
# What is no number: the exponent of "km2" and "كم2", and the ring that ends a Hindi abbreviation ("डा०").
_MARK = r"(?<![^\W_])(?:[kcm]?m|[كسم]?م|किमी|मी)[23](?![^\W_])|(?<=[\u0900-\u0963])0(?![0-9])"
_TOKEN = re.compile(rf"(?P<mark>{_MARK})|(?P<clock>{_CLOCK})|(?P<chain>{_CHAIN}){_ENDING}|(?P<word>{_WORD})")

_GROUPED = re.compile(rf"(?:[0-9]{{1,3}}([,٬،'’{SPACES}])[0-9]{{3}}(?:\1[0-9]{{3}})*"
                      r"|[0-9]{1,2}([,٬،])(?:[0-9]{2}\2)*[0-9]{3})(?:[.٫][0-9]+)?")  # fmt: skip
_DOT_GROUPED = re.compile(r"[0-9]{1,3}(?:(?:\.[0-9]{3}){2,}|(?:\.[0-9]{3})+,[0-9]{1,2})")
_DECIMAL = re.compile(r"[0-9]+[.٫][0-9]+")
_COMMA_DECIMAL = re.compile(r"[0-9]+,[0-9]{1,2}")
_MAYBE_THOUSANDS = re.compile(r"[1-9][0-9]{0,2}\.[0-9]{3}")
_MAYBE_CLOCK = re.compile(r"(?:[01]?[0-9]|2[0-4])\.[0-5][0-9]")
_ROMAN = re.compile(r"(?=[IVXL])(?:X{1,3}|XL|L?X{0,3})(?:IX|IV|V?I{0,3})")
_ROMAN_VALUES = {"I": 1, "V": 5, "X": 10, "L": 50}
# Longer runs of digits are codes, not figures; Python also refuses to read very long ones.
_LONGEST_RUN = 40


@dataclass(frozen=True, slots=True)
class Token:
    """Offsets in the folded text. A word has `value` None, except a Roman numeral."""

    start: int
    end: int
    text: str
    value: Fraction | None = None
    kind: Kind = Kind.NUMBER
    also: tuple[Fraction, ...] = ()
    capital: bool = False
    roman: bool = False

    @property
    def digits(self) -> bool:
        return self.value is not None and not self.roman


def tokens_of(sentence: Folded, language: str) -> list[Token]:
    """The words and runs of digits of the sentence, in order; punctuation and marks of units are left out."""
    tokens: list[Token] = []
    for match in _TOKEN.finditer(sentence.text):
        if match["clock"]:
            tokens.append(_clock_token(match))
        elif match["chain"]:
            runs = list(_chain_tokens(match["chain"], match.start(), language))
            tokens.extend([*runs[:-1], *(replace(last, end=match.end()) for last in runs[-1:])])
        elif match["word"]:
            tokens.append(_word_token(match, sentence))
    return tokens


def _word_token(match: re.Match[str], sentence: Folded) -> Token:
    original = sentence.original[sentence.at[match.start()] : sentence.at[match.end() - 1] + 1]
    value, capital = _roman(original), original[:1].isupper()
    return Token(match.start(), match.end(), match.group(), value, capital=capital, roman=value is not None)


def _clock_token(match: re.Match[str]) -> Token:
    return Token(match.start(), match.end(), match.group(), _hours(match.group(), ":"), Kind.TIME)


def _hours(text: str, separator: str) -> Fraction:
    return sum((Fraction(int(part), 60**place) for place, part in enumerate(text.split(separator))), Fraction())


def _chain_tokens(chain: str, start: int, language: str) -> Iterator[Token]:
    """One token where the separators group thousands or part a fraction, else one for each run of digits."""
    if max(map(len, re.findall("[0-9]+", chain))) > _LONGEST_RUN:
        return
    end = start + len(chain)
    if _GROUPED.fullmatch(chain):
        yield Token(start, end, chain, Fraction(re.sub(rf"[,٬،'’{SPACES}]", "", chain).replace("٫", ".")))
    elif _DOT_GROUPED.fullmatch(chain):
        yield Token(start, end, chain, Fraction(chain.replace(".", "").replace(",", ".")))
    elif _DECIMAL.fullmatch(chain):
        yield Token(start, end, chain, Fraction(chain.replace("٫", ".")), also=tuple(_other_readings(chain)))
    elif language == "ar" and _COMMA_DECIMAL.fullmatch(chain):
        yield Token(start, end, chain, Fraction(chain.replace(",", ".")))
    else:
        for run in re.finditer("[0-9]+", chain):
            yield Token(start + run.start(), start + run.end(), run.group(), Fraction(int(run.group())))


def _other_readings(decimal: str) -> Iterator[Fraction]:
    if _MAYBE_THOUSANDS.fullmatch(decimal):
        yield Fraction(decimal.replace(".", ""))
    if _MAYBE_CLOCK.fullmatch(decimal):
        yield _hours(decimal, ".")


def _roman(word: str) -> Fraction | None:
    """The value of a Roman numeral up to 89 in capitals: kings, popes and world wars."""
    if not _ROMAN.fullmatch(word):
        return None
    values = [_ROMAN_VALUES[letter] for letter in word]
    return Fraction(sum(-v if v < after else v for v, after in zip(values, [*values[1:], 0], strict=True)))
