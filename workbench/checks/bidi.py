"""Finds invisible characters that steer writing direction. It does not know how the text will be shown."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator

from workbench.model import Context, Finding, Pair, Severity, Span

# UAX #9. Marks stand alone; embeddings and overrides end with PDF, isolates with PDI.
MARKS = "\u200e\u200f\u061c"
EMBEDDINGS, END_EMBEDDING = "\u202a\u202b\u202d\u202e", "\u202c"
ISOLATES, END_ISOLATE = "\u2066\u2067\u2068", "\u2069"
CONTROLS = MARKS + EMBEDDINGS + END_EMBEDDING + ISOLATES + END_ISOLATE


def bidi(pair: Pair, context: Context) -> Iterator[Finding]:
    """An error for a direction that is never ended or never begun, else a warning for the first invisible character."""
    controls = [(at, character) for at, character in enumerate(pair.target) if character in CONTROLS]
    if not controls:
        return
    stray = _unbalanced(controls)
    at, character = stray or controls[0]
    fault = "starts or ends a direction without its partner" if stray else "is invisible and has no place in English"
    message = f"U+{ord(character):04X} {unicodedata.name(character).lower()} {fault}."
    yield Finding("bidi", Severity.ERROR if stray else Severity.WARNING, message, target_span=Span(at, at + 1))


def _unbalanced(controls: list[tuple[int, str]]) -> tuple[int, str] | None:
    """The first control without its partner, or None."""
    opened: list[tuple[int, str]] = []
    for at, character in controls:
        if character in EMBEDDINGS + ISOLATES:
            opened.append((at, character))
        elif character in (END_EMBEDDING, END_ISOLATE):
            partners = EMBEDDINGS if character == END_EMBEDDING else ISOLATES
            if not opened or opened[-1][1] not in partners:
                return at, character
            opened.pop()
    return opened[0] if opened else None
