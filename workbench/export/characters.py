"""Makes untrusted text safe to stand next to other text in a file for reading. It knows no article and no format.

JSON keeps every character exactly. The formats for reading cannot: a NUL ends a cell in some spreadsheets, an unclosed
U+202E turns the rest of a line around. So there a control character that XML forbids becomes U+FFFD, where the reader
sees that something stood, and bidi marks are completed by adding the missing ones; no other character is removed.
"""

from __future__ import annotations

import re

from workbench.text.direction import FSI, PDI

PDF = "\u202c"
_CLOSER = dict.fromkeys("\u2066\u2067\u2068", PDI) | dict.fromkeys("\u202a\u202b\u202d\u202e", PDF)
_BIDI = re.compile("[\u202a-\u202e\u2066-\u2069]")
# C0 without tab and line ends, DEL, C1 without NEL (terminals obey some of them), and U+FFFE and U+FFFF.
_ILLEGAL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ufffe\uffff]")
# Not `\s`: a no-break space is typography and stays.
_BREAKS = re.compile("[ \t\n\x0b\x0c\r\x85\u2028\u2029]+")


def balanced(text: str) -> str:
    """The text with every embedding and isolate closed, and every closer opened, so that nothing reaches beyond it.

    Pairs as in UAX #9, BD9 and X5-X7: U+2069 also closes the embeddings inside its isolate, U+202C never leaves one.
    """
    if not _BIDI.search(text):
        return text
    open_closers: list[str] = []
    unopened = 0
    for character in text:
        if character in _CLOSER:
            open_closers.append(_CLOSER[character])
        elif character == PDF and open_closers[-1:] == [PDF]:
            open_closers.pop()
        elif character == PDI and PDI in open_closers:
            while open_closers.pop() != PDI:
                pass
        elif character == PDI:
            # It will close the FSI put in front, and with it all embeddings so far.
            unopened += 1
            open_closers.clear()
    return FSI * unopened + text + "".join(reversed(open_closers))


def printable(text: str) -> str:
    """The text with forbidden control characters shown as U+FFFD and its bidi marks balanced."""
    return balanced(_ILLEGAL.sub("\ufffd", text))


def one_line(text: str) -> str:
    """As `printable`, with every run of spaces and line ends made one space."""
    return printable(_BREAKS.sub(" ", text).strip(" "))
