"""Compares the months and weekdays of a sentence and its translation. It knows no calendar."""

from __future__ import annotations

import calendar
from collections.abc import Iterator
from fractions import Fraction

from workbench.checks.numerals import figures_of
from workbench.model import Context, Finding, Pair, Severity, Span
from workbench.text.direction import isolated
from workbench.text.figure_match import named
from workbench.text.figures import Figure, Kind

_NAMES = {Kind.MONTH: calendar.month_name[1:], Kind.WEEKDAY: calendar.day_name}


def months(pair: Pair, context: Context) -> Iterator[Finding]:
    """An error for a month or weekday that only one side names. A month may stand as a number on the other side."""
    source, target = figures_of(pair)
    for kind in (Kind.MONTH, Kind.WEEKDAY):
        for figure in _only_in(source, target, kind):
            name = _NAMES[kind][int(figure.value) - 1]
            message = f"The source says {name} ({isolated(figure.text)}); the translation does not name that {kind}."
            yield Finding("months", Severity.ERROR, message, source_span=Span(figure.start, figure.end))
        for figure in _only_in(target, source, kind):
            message = f"The translation says {figure.text}; the source does not name that {kind}."
            yield Finding("months", Severity.ERROR, message, target_span=Span(figure.start, figure.end))


def _only_in(here: list[Figure], there: list[Figure], kind: Kind) -> list[Figure]:
    """Figures of the kind whose value the other side lacks; each value once."""
    known: set[Fraction] = {figure.value for figure in there if figure.kind is kind}
    if kind is Kind.MONTH:
        known |= named(there, Kind.NUMBER) - named(here, Kind.NUMBER)  # "13/1" is January 13
    lacking: dict[Fraction, Figure] = {}
    for figure in here:
        if figure.kind is kind and not figure.weak and figure.value not in known:
            lacking.setdefault(figure.value, figure)
    return list(lacking.values())
