"""Compares the names of a sentence and its translation, by the lexicons and by their sound. It knows no person and no map."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

from workbench.model import Context, Finding, Gloss, Pair, Severity, Span
from workbench.resources import names as english_names
from workbench.resources.gloss import gloss
from workbench.text.direction import isolated


def names(pair: Pair, context: Context) -> Iterator[Finding]:
    """A finding for each name in the English that nothing in the source gives reason for.

    An error where a name of the source is missing at the same time, for then one stands for the other; else a warning.
    A name that no lexicon knows may be a spelling of one in the source: of those nothing is said.
    """
    told = glossed(pair.source, pair.language)
    invented = {name.text: name for name in english_names.invented(pair.target, told) if name.known}
    if not invented:
        return
    missing = english_names.lost(pair.target, told)
    lost = ", ".join(f"{piece.english[0]} ({isolated(piece.source)})" for piece in missing)
    for text, name in invented.items():
        message = f"The translation names {text}; the source does not" + (f", but it names {lost}." if lost else ".")
        source_span = Span(missing[0].start, missing[0].end) if missing else None
        severity = Severity.ERROR if missing else Severity.WARNING
        yield Finding("names", severity, message, source_span, Span(name.start, name.end))


@lru_cache(maxsize=8192)  # several checks of a sentence ask, and every save checks it again
def glossed(source: str, language: str) -> tuple[Gloss, ...]:
    return gloss(source, language)
