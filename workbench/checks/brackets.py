"""Finds brackets and quotation marks that are not closed, and quotations that are no quotation any more.

It leaves apostrophes and single quotation marks alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from workbench.model import Context, Finding, Pair, Severity, Span

PAIRS = {"(": ")", "[": "]", "{": "}", "«": "»"}
_NAMES = {"(": "round bracket", "[": "square bracket", "{": "brace", "«": "guillemet"}
# Whatever style they are in, quotation marks come in twos. In a source single ones are quotation marks as well, and in
# Urdu two single ones are one double.
_QUOTES = re.compile("[\"“”„‟]|''")
_SOURCE_QUOTES = re.compile("''|’’|‘‘|[\"“”„‟«»‘’']")
# What a source quotes. From so many words on it is what somebody said, not a title or a word held with tongs.
_QUOTATION = re.compile('"([^"]+)"|“([^“”]+)”|”([^“”]+)“|«([^«»]+)»|‘‘([^‘’]+)’’|’’([^‘’]+)‘‘')
FEWEST_QUOTED = 6
_ANY_QUOTE = re.compile("[\"“”„‟«»‘’']")
# "1)" and "a." at the beginning number a list; 5'10" is a height.
_LIST_MARK = re.compile(r"\s*\w{1,3}\)")
_INCHES = re.compile(r"\d[\"”]")


def brackets(pair: Pair, context: Context) -> Iterator[Finding]:
    """A warning for each kind of bracket, and for quotation marks, that the translation leaves open and the source does not."""
    for opening, closing in PAIRS.items():
        stray = _stray(pair.target, opening, closing)
        if stray is not None and _stray(pair.source, opening, closing) is None:
            message = f"A {_NAMES[opening]} in the translation has no partner: «{pair.target[stray]}»."
            yield Finding("brackets", Severity.WARNING, message, target_span=Span(stray, stray + 1))
    quoted = next((m for m in _QUOTATION.finditer(pair.source) if len(m.group().split()) >= FEWEST_QUOTED), None)
    if quoted and not _ANY_QUOTE.search(pair.target):
        message = "The source quotes somebody word for word; the translation has no quotation marks."
        yield Finding("brackets", Severity.WARNING, message, source_span=Span(quoted.start(), quoted.end()))
    marks = list(_QUOTES.finditer(_without_inches(pair.target)))
    if len(marks) % 2 and not len(_SOURCE_QUOTES.findall(pair.source)) % 2:
        message = "A quotation in the translation is not closed, or not opened."
        yield Finding("brackets", Severity.WARNING, message, target_span=Span(marks[-1].start(), marks[-1].end()))


def _stray(text: str, opening: str, closing: str) -> int | None:
    """Where the first bracket without a partner stands, or None."""
    listed = _LIST_MARK.match(text)
    begin = listed.end() if listed and closing == ")" else 0
    open_at: list[int] = []
    for index in range(begin, len(text)):
        if text[index] == opening:
            open_at.append(index)
        elif text[index] == closing:
            if not open_at:
                return index
            open_at.pop()
    return open_at[0] if open_at else None


def _without_inches(text: str) -> str:
    """The text with the mark after a number blanked, where no quotation mark before it could be its partner."""
    return _INCHES.sub(lambda match: match[0] if _QUOTES.search(text[: match.start()]) else "  ", text)
