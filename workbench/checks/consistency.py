"""Finds a sentence that its article has more than once and that is translated in more than one way. It does not know which is right."""

from __future__ import annotations

import functools
from collections.abc import Iterator, Sequence

from workbench.model import Context, Finding, Pair, Severity
from workbench.text.direction import isolated
from workbench.text.folding import fold


def consistency(pair: Pair, context: Context) -> Iterator[Finding]:
    """A warning where another pair of the article has the same source and another English; the first of them is named.

    Spaces, punctuation, spellings of one letter and, in English, capitals make no difference.
    """
    source, said = _words(pair.source), _words(pair.target)
    if not source or not said:
        return
    others = context.once(_by_source).get(source, ())
    different = next((other for other in others if _words(other.target) not in ("", said)), None)
    if different:
        here, there = isolated(pair.target.strip()), isolated(different.target.strip())
        message = f"The article has this sentence more than once, and translates it here {here}, elsewhere {there}."
        yield Finding("consistency", Severity.WARNING, message)


def _by_source(pairs: Sequence[Pair]) -> dict[str, list[Pair]]:
    found: dict[str, list[Pair]] = {}
    for pair in pairs:
        found.setdefault(_words(pair.source), []).append(pair)
    return found


@functools.lru_cache(maxsize=16384)  # an article is inspected after every save
def _words(text: str) -> str:
    return " ".join("".join(c if c.isalnum() or "\u0900" <= c <= "\u0963" else " " for c in fold(text).text).split())
