"""Compares the numbers of a sentence and its translation by value. It does not know what is being counted."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction

from workbench.model import Context, Finding, Pair, Severity, Span
from workbench.text.direction import isolated
from workbench.text.figures import Figure, Kind, Written, figures
from workbench.text.languages import TARGET_LANGUAGE, main_script

# Numbers English usually spells out, and that translators put into other words ("both", "a dozen", "a pair").
SMALL_WORDS = 12
HALF_DAY = 12


def numbers(pair: Pair, context: Context) -> Iterator[Finding]:
    """A finding for each value that only one side has.

    Values are compared as sets: a translation may say a number once where the source says it twice. Small numbers in
    words are warnings, everything else errors.
    """
    source, target = figures_of(pair)
    for figure in _unexplained(source, target):
        shown = _shown(figure.value)
        quoted = "" if shown.replace(",", "") == figure.text.replace(",", "") else f" ({isolated(figure.text)})"
        message = f"The source says {shown}{quoted}; the translation has no such number."
        yield Finding("numbers", _severity(figure), message, source_span=Span(figure.start, figure.end))
    for figure in _unexplained(target, source):
        if figure.value <= 2 and pair.language == "ar":
            continue  # Arabic says one and two by the form of the noun
        message = f"The translation says {figure.text}; the source has no such number."
        yield Finding("numbers", _severity(figure), message, target_span=Span(figure.start, figure.end))


def figures_of(pair: Pair) -> tuple[Sequence[Figure], Sequence[Figure]]:
    """The figures of both sides. A source in Latin letters is read as the English it is."""
    language = TARGET_LANGUAGE if main_script(pair.source) == "Latn" else pair.language
    return figures(pair.source, language), figures(pair.target, TARGET_LANGUAGE)


def _unexplained(here: Sequence[Figure], there: Sequence[Figure]) -> Sequence[Figure]:
    """The numbers of one side that nothing on the other accounts for; each value once."""
    months = named(there, Kind.MONTH) - named(here, Kind.MONTH)
    lacking: dict[Fraction, Figure] = {}
    for figure in here:
        if figure.kind not in (Kind.NUMBER, Kind.TIME) or figure.weak:
            continue
        as_month = figure.written is Written.DIGITS and figure.value in months  # "13/1" is January 13
        if not as_month and not any(_explains(other, figure) for other in there):
            lacking.setdefault(figure.value, figure)
    return list(lacking.values())


def named(figures: Sequence[Figure], kind: Kind) -> set[Fraction]:
    """The values of the figures that surely are of the kind."""
    return {figure.value for figure in figures if figure.kind is kind and not figure.weak}


def _explains(other: Figure, figure: Figure) -> bool:
    if other.kind in (Kind.MONTH, Kind.WEEKDAY):
        return False
    if figure.readings & other.readings:
        return True
    if Kind.TIME in (figure.kind, other.kind) and abs(figure.value - other.value) == HALF_DAY:
        return True
    return _short_year(figure, other) or _century(figure, other)


def _short_year(one: Figure, two: Figure) -> bool:
    """Whether one is the other's year without its century: "the 90s", "2021-22"."""
    short, year = sorted((one, two), key=lambda figure: figure.value)
    digits = sum(character.isdigit() for character in short.text)
    two_digits = short.value < 100 and (digits == 2 or short.written is Written.WORDS)
    whole_year = 1000 <= year.value < 3000 and year.value.denominator == 1
    return two_digits and whole_year and year.value % 100 == short.value


def _century(figure: Figure, other: Figure) -> bool:
    """Whether a number in words is the century of the other side's decade: "the seventies of the twentieth century"."""
    year = other.value
    decade = 1000 <= year < 3000 and year % 10 == 0
    return figure.written is Written.WORDS and decade and figure.value == year // 100 + 1


def _severity(figure: Figure) -> Severity:
    small = figure.written is Written.WORDS and figure.value <= SMALL_WORDS
    return Severity.WARNING if small else Severity.ERROR


def _shown(value: Fraction) -> str:
    """The value as English writes it: 2,000, 2.5, 1/3."""
    if value.denominator == 1:
        return f"{value.numerator:,}"
    finite = value.denominator % 2 == 0 or value.denominator % 5 == 0
    decimal = f"{float(value):,.6f}".rstrip("0") if finite else ""
    return decimal if decimal and Fraction(decimal.replace(",", "")) == value else str(value)
