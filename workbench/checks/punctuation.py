"""Finds spaces and marks that English would not have, and those that the source has and the translation lost. All are warnings.

It knows no style guide: what may be meant, such as two marks where the source has two, is left alone.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from functools import lru_cache

from workbench.model import Context, Finding, Pair, Severity, Span

_SPACES = re.compile(r"(?<=\S)[ \u00a0]{2,}(?=\S)")
# Not before an ellipsis, and not in "2 : 1".
_SPACE_BEFORE = re.compile(
    r"(?<=[^\s.…])[ \u00a0]+(?=(?:[,;!?]|\.(?!\.))(?:[\s\"”’)]|$))|(?<=[^\W\d])[ \u00a0]+(?=:(?:\s|$))"
)
# An abbreviation's stop may stand before another mark: "Inc.,".
_DOUBLED = re.compile(r",,+|;;+|(?<!\.)\.\.(?!\.)|\?\?+|!!+|[,;:]\.(?![.\d])|,;|;,|[?!]\.(?!\.)|[?!],")
_SOURCE_DOUBLED = re.compile("[۔.।॥؟?!،,؛;]\\s?[۔.।॥؟?!،,؛;]")
_QUESTION, _SOURCE_QUESTION = re.compile(r"\?"), re.compile("[?؟⸮]")
# Where a sentence ends: a mark, and what may close after it.
_STOPPED, _OPEN_ENDED = re.compile("[.!?…۔।॥؟‽⸮][\"'“”‘’»)\\]\\s]*$"), re.compile("[,;:–—-][\"'”’)\\]\\s]*$")
_WORD_AT_END = re.compile(r"\w[\"'”’\s]*$")
# A lost full stop is told of where at least so many other sentences of the article end in one, and nearly all that should.
FEWEST_OTHERS, USUALLY = 5, 0.9
MOST_KNOWN = 10_000


def punctuation(pair: Pair, context: Context) -> Iterator[Finding]:
    """A warning for the first place of each fault: doubled spaces and marks, a space before a mark, a lost or added end."""
    if pair.source.strip() == pair.target.strip():
        return
    yield from _by_itself(pair)
    yield from _end(pair, context)


# After every save all sentences of an article are looked at, because of how they end.
@lru_cache(maxsize=MOST_KNOWN)
def _by_itself(pair: Pair) -> tuple[Finding, ...]:
    """What can be said without the article's other sentences."""
    return tuple(_faults(pair))


def _faults(pair: Pair) -> Iterator[Finding]:
    if match := _SPACES.search(pair.target):
        yield _at(match, "Two spaces stand together.")
    if match := _SPACE_BEFORE.search(pair.target):
        yield _at(match, f"A space stands before «{pair.target[match.end()]}».")
    doubled = _DOUBLED.search(pair.target)
    if doubled and not _SOURCE_DOUBLED.search(pair.source):
        yield _at(doubled, f"The translation has «{doubled.group()}» where one mark is enough.")
    yield from _question(pair)


def _question(pair: Pair) -> Iterator[Finding]:
    asked, asks = _SOURCE_QUESTION.search(pair.source), _QUESTION.search(pair.target)
    if asked and not asks:
        span = Span(asked.start(), asked.end())
        message = "The source asks a question; the translation has no question mark."
        yield Finding("punctuation", Severity.WARNING, message, source_span=span)
    elif asks and not asked:
        yield _at(asks, "The translation asks a question; the source has no question mark.")


def _end(pair: Pair, context: Context) -> Iterator[Finding]:
    if not _STOPPED.search(pair.source):
        return
    if match := _OPEN_ENDED.search(pair.target):
        mark = pair.target[match.start()]
        yield _at(
            match, f"The source ends in a full stop; the translation ends in «{mark}», as if something were to follow."
        )
    elif (match := _WORD_AT_END.search(pair.target)) and _others_stop(pair, context):
        yield _at(match, "The source ends in a full stop; the translation does not, as the others of the article do.")


def _others_stop(pair: Pair, context: Context) -> bool:
    stopped, open_ended = context.once(_ends)
    others = stopped + open_ended.total() - open_ended[pair]
    return others >= FEWEST_OTHERS and stopped >= USUALLY * others


def _ends(pairs: Sequence[Pair]) -> tuple[int, Counter[Pair]]:
    """Of the pairs whose source ends in a stop, how many do so in English too, and those that do not."""
    ended = [pair for pair in pairs if _STOPPED.search(pair.source) and pair.target.strip()]
    open_ended = Counter(pair for pair in ended if not _STOPPED.search(pair.target))
    return len(ended) - open_ended.total(), open_ended


def _at(match: re.Match[str], message: str) -> Finding:
    return Finding("punctuation", Severity.WARNING, message, target_span=Span(match.start(), match.end()))
