"""Which numbers of one text another text accounts for, by value. It does not know which of the two is the translation."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from workbench.text.figures import Figure, Kind, Written

HALF_DAY = 12


def unexplained(here: Sequence[Figure], there: Sequence[Figure]) -> Sequence[Figure]:
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
