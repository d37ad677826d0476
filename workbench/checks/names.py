"""Compares the names of a sentence and its translation, by the lexicons and by their sound. It knows no person and no map."""

from __future__ import annotations

import re
from collections.abc import Iterator
from difflib import SequenceMatcher
from functools import lru_cache

from workbench.model import Context, Finding, Gloss, Pair, Severity, Span
from workbench.resources import names as english_names
from workbench.resources.english_names import WORD, plain
from workbench.resources.gloss import gloss
from workbench.resources.same_name import LIKE_ENOUGH, among, skeleton, sounds_like
from workbench.text.direction import isolated
from workbench.text.transliteration import transliterate

_ACRONYM = re.compile(r"\b[A-Z]{3,}\b")
# Two acronyms are so much alike where they differ in one letter of three or four.
ONE_LETTER = 0.66


def names(pair: Pair, context: Context) -> Iterator[Finding]:
    """A finding for each name in the English that nothing in the source gives reason for.

    An error where a name of the source is missing at the same time, for then one stands for the other; else a warning.
    A name that no lexicon knows may be a spelling of one in the source: of those nothing is said, but for acronyms, where
    a letter is a mistake.
    """
    told = glossed(pair.source, pair.language)
    yield from _acronyms(pair, told)
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


def _acronyms(pair: Pair, told: tuple[Gloss, ...]) -> Iterator[Finding]:
    """An error for an acronym that is nearly one of the source's, which the English does not have: "CSO" for "CSTO"."""
    meant = {acronym for piece in told for english in piece.english for acronym in _ACRONYM.findall(english)}
    said = {match.group(): match for match in _ACRONYM.finditer(pair.target)}
    for acronym in said.keys() - meant:
        for other in sorted(meant - said.keys()):
            if SequenceMatcher(None, acronym, other).ratio() >= ONE_LETTER:
                message = f"The translation says {acronym}; the source says {other}."
                yield Finding("names", Severity.ERROR, message, target_span=Span(*said[acronym].span()))


def times_named(name: str, pair: Pair) -> int:
    """How many words or phrases of the source are this name, by their English or their sound."""
    last = plain(name.split("-")[-1])
    return sum(
        among(last, [plain(word) for english in piece.english for word in WORD.findall(english)])
        or sounds_like(
            last, {skeleton(transliterate(word, pair.language)) for word in piece.source.split()}, LIKE_ENOUGH
        )
        for piece in glossed(pair.source, pair.language)
    )


@lru_cache(maxsize=8192)  # several checks of a sentence ask, and every save checks it again
def glossed(source: str, language: str) -> tuple[Gloss, ...]:
    return gloss(source, language)
