"""Where a text's blocks lie: lines, or the paragraphs of a hard-wrapped text. It does not know what a block is for."""

from __future__ import annotations

import re
from statistics import median

LINE_BREAK = re.compile(r"\r\n|[\n\r\x0b\x0c\x85\u2028\u2029]")

# A text counts as hard-wrapped when its lines are no longer than a mail or a terminal makes them, and most that another
# line follows run nearly to the common width and stop in mid-sentence.
WRAP_WIDTH = 100
WRAP_FILL = 0.75
WRAP_SHARE = 0.6
WRAP_LINES = 4
SENTENCE_ENDS = tuple("۔।॥.؟?!…:”\"’'‘»)]؛")


def blocks(text: str) -> list[tuple[int, int]]:
    """Spans (code points, half-open) of the text's blocks without surrounding white space, in order.

    Every line is a block, as news sites export them; in a hard-wrapped text, lines up to a blank line are.
    """
    lines = _lines(text)
    groups = _groups(text, lines)
    if _hard_wrapped(text, groups):
        return [(group[0][0], group[-1][1]) for group in groups]
    return lines


def _lines(text: str) -> list[tuple[int, int]]:
    spans = []
    start = 0
    for end, following in [*((m.start(), m.end()) for m in LINE_BREAK.finditer(text)), (len(text), len(text))]:
        line = text[start:end]
        if stripped := line.strip():
            left = start + line.index(stripped)
            spans.append((left, left + len(stripped)))
        start = following
    return spans


def _groups(text: str, lines: list[tuple[int, int]]) -> list[list[tuple[int, int]]]:
    """The lines that no blank line parts."""
    groups: list[list[tuple[int, int]]] = []
    for line in lines:
        if groups and len(LINE_BREAK.findall(text[groups[-1][-1][1] : line[0]])) == 1:
            groups[-1].append(line)
        else:
            groups.append([line])
    return groups


def _hard_wrapped(text: str, groups: list[list[tuple[int, int]]]) -> bool:
    followed = [text[start:end] for group in groups for start, end in group[:-1]]
    if len(followed) < WRAP_LINES or max(map(len, followed)) > WRAP_WIDTH:
        return False
    full = WRAP_FILL * median(map(len, followed))
    running_on = sum(len(line) >= full and not line.endswith(SENTENCE_ENDS) for line in followed)
    return running_on >= WRAP_SHARE * len(followed)
