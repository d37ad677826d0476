"""Compares the numbers of a sentence and its translation by value. It does not know what is being counted."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction

from workbench.model import Context, Finding, Pair, Severity, Span
from workbench.text.direction import isolated
from workbench.text.figure_match import unexplained
from workbench.text.figures import Figure, Written, figures
from workbench.text.languages import TARGET_LANGUAGE, main_script

# Numbers English usually spells out, and that translators put into other words ("both", "a dozen", "a pair").
SMALL_WORDS = 12


def numbers(pair: Pair, context: Context) -> Iterator[Finding]:
    """A finding for each value that only one side has.

    Values are compared as sets: a translation may say a number once where the source says it twice. Small whole
    numbers in words are warnings, everything else errors.
    """
    source, target = figures_of(pair)
    for figure in unexplained(source, target):
        shown = _shown(figure.value)
        quoted = "" if shown.replace(",", "") == figure.text.replace(",", "") else f" ({isolated(figure.text)})"
        message = f"The source says {shown}{quoted}; the translation has no such number."
        yield Finding("numbers", _severity(figure), message, source_span=Span(figure.start, figure.end))
    for figure in unexplained(target, source):
        if figure.value <= 2 and pair.language == "ar":
            continue  # Arabic says one and two by the form of the noun
        message = f"The translation says {figure.text}; the source has no such number."
        yield Finding("numbers", _severity(figure), message, target_span=Span(figure.start, figure.end))


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
