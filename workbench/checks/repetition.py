"""Finds phrases the translation says again and again though the source does not: machines fall into loops."""

from __future__ import annotations

import re
from collections.abc import Iterator

from workbench.checks.names import times_named
from workbench.model import Context, Finding, Pair, Severity, Span
from workbench.text.loops import WORD, loop

# A phrase said twice on end: two words may be emphasis ("no more, no more"), three are a loop.
LONGEST_ECHO, ERROR_ECHO = 12, 3
# "He had had", "that that" are English.
_LEGITIMATE = frozenset({"had", "that", "very", "no", "bye", "ha", "so"})
# Emphasis doubles none of these, whatever the source doubles.
_NEVER_TWICE = frozenset({"the", "a", "an", "of", "and"})
# A phrase that the source says twice may have so many times its words in English.
LONGER_IN_ENGLISH = 2
# The last two of several words with a capital: before them may stand "President".
_FULL_NAME = re.compile(r"(?<![^\W_])(?:[A-Z][\w’'-]* )*(?P<name>[A-Z][\w’'-]* [A-Z][\w’-]*[^\W_])")
_STOP = re.compile(r"[.!?:;…]")
# Python's \w knows no vowel signs. A hyphen makes one word of two: "बार-बार".
_VISIBLE = re.compile(r"[^\s.,;:!?،؛؟۔।…\"'“”‘’«»()\[\]]+")

_Words = list[re.Match[str]]


def repetition(pair: Pair, context: Context) -> Iterator[Finding]:
    """An error for a loop, a warning for a word or two said twice on end, or a full name where the source has it once."""
    if found := loop(pair.source, pair.target):
        start, end, times = found
        message = f"The translation says «{pair.target[start:end]}» {times} times; the source repeats nothing so often."
        yield Finding("repetition", Severity.ERROR, message, target_span=Span(start, end))
        return
    if echo := _echo(list(WORD.finditer(pair.target)), pair.target):
        span, size = echo
        source_echo = _echo(list(_VISIBLE.finditer(pair.source)), pair.source, commas=True)
        may_echo = LONGER_IN_ENGLISH * source_echo[1] if source_echo else 0
        if size <= may_echo and pair.target[span.start : span.end].lower() not in _NEVER_TWICE:
            return
        severity = Severity.ERROR if size >= ERROR_ECHO else Severity.WARNING
        message = f"The translation says «{pair.target[span.start : span.end]}» twice in a row."
        yield Finding("repetition", severity, message, target_span=span)
    elif again := _name_again(pair):
        message = f"The translation names «{pair.target[again.start : again.end]}» again; the source names it once."
        yield Finding("repetition", Severity.WARNING, message, target_span=again)


def _name_again(pair: Pair) -> Span | None:
    """Where a name of several words stands a second time, though one word of the source only is it; or None."""
    seen: set[str] = set()
    for match in _FULL_NAME.finditer(pair.target):
        if match["name"] in seen and times_named(match["name"].split()[-1], pair) == 1:
            return Span(match.start("name"), match.end("name"))
        seen.add(match["name"])
    return None


def _echo(words: _Words, text: str, *, commas: bool = False) -> tuple[Span, int] | None:
    """The first longest phrase that directly follows itself: where it stands the second time, and its words.

    One word counts only without a comma before it stands again, unless `commas` count.
    """
    spelled = [word.group().lower() for word in words]
    for size in range(min(LONGEST_ECHO, len(words) // 2), 0, -1):
        for i in range(len(words) - 2 * size + 1):
            phrase, next_phrase = spelled[i : i + size], spelled[i + size : i + 2 * size]
            if phrase == next_phrase and _counts(phrase, words, i, text, commas=commas):
                return Span(words[i + size].start(), words[i + 2 * size - 1].end()), size
    return None


def _counts(phrase: list[str], words: _Words, i: int, text: str, *, commas: bool) -> bool:
    """One word said twice counts only where nothing but a space parts the two, and it is no number and no emphasis."""
    size = len(phrase)
    between = text[words[i + size - 1].end() : words[i + size].start()]
    if _STOP.search(between) and not _STOP.fullmatch(text[: words[i].start()].rstrip()[-1:] or "."):
        return False  # "It is an event. An event is ...": the phrase ends one sentence and begins the next
    if size > 1:
        return any(_is_word(word) for word in phrase)
    return (commas or between.isspace()) and _is_word(phrase[0]) and phrase[0] not in _LEGITIMATE


def _is_word(word: str) -> bool:
    """Whether it has letters and no digits; vowel signs are neither."""
    return any(map(str.isalpha, word)) and not any(map(str.isdigit, word))
