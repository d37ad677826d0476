"""Compares the numbers of a sentence and its translation by value. It does not know what is being counted."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction

from workbench.model import Context, Finding, Pair, Severity, Span
from workbench.text.direction import isolated
from workbench.text.figure_match import unexplained
from workbench.text.figures import Figure, Written, figures
from workbench.text.languages import TARGET_LANGUAGE, main_script
from workbench.text.quantities import ORDERS, quantities, without_equal

# Numbers English usually spells out, and that translators put into other words ("both", "a dozen", "a pair").
SMALL_WORDS = 12


def numbers(pair: Pair, context: Context) -> Iterator[Finding]:
    """A finding for each value that only one side has, and for each amount like "dozens".

    Values are compared as sets: a translation may say a number once where the source says it twice. Small whole
    numbers in words are warnings, everything else errors.
    """
    source, target = figures_of(pair)
    for figure in unexplained(source, target):
        shown = _shown(figure.value)
        quoted = "" if shown.replace(",", "") == figure.text.replace(",", "") else f" ({isolated(figure.text)})"
        message = f"The source says {shown}{quoted}; the translation has no such number."
        yield Finding("numbers", _severity(figure), message, source_span=Span(figure.start, figure.end))
    amounts = {amount.order for amount in quantities(pair.source, pair.language)}
    for figure in unexplained(target, source):
        if figure.value <= 2 and pair.language == "ar":
            continue  # Arabic says one and two by the form of the noun
        if figure.written is Written.WORDS and figure.value in {10**order for order in amounts}:
            continue  # "a thousand" of what the source has thousands of
        message = f"The translation says {figure.text}; the source has no such number."
        yield Finding("numbers", _severity(figure), message, target_span=Span(figure.start, figure.end))
    yield from _amounts(pair)


def _amounts(pair: Pair) -> Iterator[Finding]:
    """A warning for each amount told by its order only ("dozens") for which the other side has none of that order."""
    source, target = quantities(pair.source, pair.language), quantities(pair.target, TARGET_LANGUAGE)
    numbers_of_source, numbers_of_target = figures_of(pair)
    for amount in without_equal(source, target, numbers_of_target):
        message = f"The source says “{ORDERS[amount.order]}” ({isolated(amount.text)}); the translation does not."
        yield Finding("numbers", Severity.WARNING, message, source_span=Span(amount.start, amount.end))
    for amount in without_equal(target, source, numbers_of_source):
        message = f"The translation says “{amount.text}”; the source does not."
        yield Finding("numbers", Severity.WARNING, message, target_span=Span(amount.start, amount.end))


def figures_of(pair: Pair) -> tuple[Sequence[Figure], Sequence[Figure]]:
    """The figures of both sides. A source in Latin letters is read as the English it is."""
    language = TARGET_LANGUAGE if main_script(pair.source) == "Latn" else pair.language
    return figures(pair.source, language), figures(pair.target, TARGET_LANGUAGE)


def _severity(figure: Figure) -> Severity:
    whole = figure.value.denominator == 1
    small = figure.written is Written.WORDS and whole and figure.value <= SMALL_WORDS
    return Severity.WARNING if small else Severity.ERROR


def _shown(value: Fraction) -> str:
    """The value as English writes it: 2,000, 2.5, 1/3."""
    if value.denominator == 1:
        return f"{value.numerator:,}"
    finite = value.denominator % 2 == 0 or value.denominator % 5 == 0
    decimal = f"{float(value):,.6f}".rstrip("0") if finite else ""
    return decimal if decimal and Fraction(decimal.replace(",", "")) == value else str(value)
