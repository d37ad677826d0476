"""Compares whether a sentence and its translation deny. It does not know what is denied."""

from __future__ import annotations

from collections.abc import Iterator

from workbench.model import Context, Finding, Pair, Severity, Span
from workbench.text.direction import isolated
from workbench.text.languages import TARGET_LANGUAGE
from workbench.text.negation import lexical_negators, may_negate, negators, not_only, only, refusals


def negation(pair: Pair, context: Context) -> Iterator[Finding]:
    """A finding where only one side negates: an error where nothing in the English could, a warning where one is missing.

    English negates in many ways ("failed", "unable", "without"): each may stand for a negator of the source.
    """
    here, there = negators(pair.source, pair.language), may_negate(pair.target, TARGET_LANGUAGE)
    expected = len(here) + lexical_negators(pair.source, pair.language)
    if here and expected > there:
        start, end = here[-1]
        word = isolated(pair.source[start:end])
        severity = Severity.WARNING if there else Severity.ERROR
        message = f"The source says “not” ({word}); the translation {'says it less often' if there else 'does not'}."
        yield Finding("negation", severity, message, source_span=Span(start, end))
    elif (refused := refusals(pair.source, pair.language)) and not there:
        start, end = refused[-1]
        message = f"The source denies ({isolated(pair.source[start:end])}); nothing in the translation does."
        yield Finding("negation", Severity.WARNING, message, source_span=Span(start, end))
    both, only_one = not_only(pair.source, pair.language), only(pair.target)
    if both and only_one:
        message = f"The source says “not only” ({isolated(pair.source[slice(*both)])}); the translation says “only”."
        yield Finding("negation", Severity.ERROR, message, Span(*both), Span(*only_one))
    added = negators(pair.target, TARGET_LANGUAGE)
    if added and not may_negate(pair.source, pair.language):
        start, end = added[0]
        message = f"The translation says “{pair.target[start:end]}”; nothing in the source does."
        yield Finding("negation", Severity.WARNING, message, target_span=Span(start, end))
