"""Finds phrases the translation says again and again though the source does not: machines fall into loops."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from workbench.model import Context, Finding, Pair, Severity, Span

# Raunak et al. 2021 (arXiv 2104.06683): the count of the top 4-gram exceeds the source's by at least 2.
NGRAM, EXCESS = 4, 2
# A phrase said twice on end: two words may be emphasis ("no more, no more"), three are a loop.
LONGEST_ECHO, ERROR_ECHO = 12, 3
# "He had had", "that that" are English.
_LEGITIMATE = frozenset({"had", "that", "very", "no", "bye", "ha", "so"})
_WORD = re.compile(r"[^\W_]+(?:['’-][^\W_]+)*")
_STOP = re.compile(r"[.!?:;…]")
_VISIBLE = re.compile(r"\S+")

_Words = list[re.Match[str]]


def repetition(pair: Pair, context: Context) -> Iterator[Finding]:
    """An error for a loop, a warning for a word or two said twice on end; none where the source does the same."""
    words = list(_WORD.finditer(pair.target))
    loop = _top_ngram(words)
    if loop and loop[1] - _top_count(pair.source) >= EXCESS:
        message = f"The translation says «{_text(pair.target, loop[0])}» {loop[1]} times; the source repeats nothing so often."
        yield Finding("repetition", Severity.ERROR, message, target_span=loop[0])
        return
    if _echo(list(_VISIBLE.finditer(pair.source)), pair.source):
        return
    found = _echo(words, pair.target)
    if found:
        span, size = found
        severity = Severity.ERROR if size >= ERROR_ECHO else Severity.WARNING
        message = f"The translation says «{_text(pair.target, span)}» twice in a row."
        yield Finding("repetition", severity, message, target_span=span)


def _top_ngram(words: _Words) -> tuple[Span, int] | None:
    """The first occurrence of the most frequent run of `NGRAM` words, and its count."""
    runs = [tuple(word.group().lower() for word in words[i : i + NGRAM]) for i in range(len(words) - NGRAM + 1)]
    if not runs:
        return None
    run, count = Counter(runs).most_common(1)[0]
    first = runs.index(run)
    return Span(words[first].start(), words[first + NGRAM - 1].end()), count


def _top_count(source: str) -> int:
    """How often the source repeats any run of words. Its words are what white space parts."""
    words = source.split()
    runs = Counter(tuple(words[i : i + NGRAM]) for i in range(len(words) - NGRAM + 1))
    return max(runs.values(), default=1)


def _echo(words: _Words, text: str) -> tuple[Span, int] | None:
    """The first longest phrase that directly follows itself: where it stands the second time, and its words."""
    spelled = [word.group().lower() for word in words]
    for size in range(min(LONGEST_ECHO, len(words) // 2), 0, -1):
        for i in range(len(words) - 2 * size + 1):
            phrase, next_phrase = spelled[i : i + size], spelled[i + size : i + 2 * size]
            if phrase == next_phrase and _counts(phrase, words, i, text):
                return Span(words[i + size].start(), words[i + 2 * size - 1].end()), size
    return None


def _counts(phrase: list[str], words: _Words, i: int, text: str) -> bool:
    """One word said twice counts only where nothing but a space parts the two, and it is no number and no emphasis."""
    size = len(phrase)
    between = text[words[i + size - 1].end() : words[i + size].start()]
    if _STOP.search(between) and not _STOP.fullmatch(text[: words[i].start()].rstrip()[-1:] or "."):
        return False  # "It is an event. An event is ...": the phrase ends one sentence and begins the next
    if size > 1:
        return any(word.isalpha() for word in phrase)
    return between.isspace() and phrase[0].isalpha() and phrase[0] not in _LEGITIMATE


def _text(text: str, span: Span) -> str:
    return text[span.start : span.end]
