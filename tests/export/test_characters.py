"""Bidi marks and control characters."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbench.export.characters import FSI, PDI, balanced, one_line, printable
from workbench.text.direction import isolated

LRI, RLI, RLO, LRE, PDF = "\u2066", "\u2067", "\u202e", "\u202a", "\u202c"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("plain", "plain"),
        (RLO + "abc", RLO + "abc" + PDF),
        (RLI + "abc", RLI + "abc" + PDI),
        (RLI + RLO + "abc", RLI + RLO + "abc" + PDF + PDI),
        (RLI + RLO + "abc" + PDI, RLI + RLO + "abc" + PDI),
        ("abc" + PDI, FSI + "abc" + PDI),
        (RLO + "abc" + PDI + "d", FSI + RLO + "abc" + PDI + "d"),
        (LRE + RLI + "abc" + PDF, LRE + RLI + "abc" + PDF + PDI + PDF),
        ("abc" + PDF, "abc" + PDF),
        (LRE + "abc" + PDF, LRE + "abc" + PDF),
        ("نص\u200f\u200c", "نص\u200f\u200c"),
    ],
)
def test_balanced(text, expected):
    assert balanced(text) == expected


def reach(text: str) -> list[str]:
    """What is still open at the end by the pairing rules of UAX #9; a closer of nothing is `"early"`."""
    open_marks: list[str] = []
    for kind in map(unicodedata.bidirectional, text):
        if kind in {"LRE", "RLE", "LRO", "RLO", "LRI", "RLI", "FSI"}:
            open_marks.append(kind[-1])
        elif kind == "PDF" and open_marks and open_marks[-1] != "I":
            open_marks.pop()
        elif kind == "PDI":
            if "I" not in open_marks:
                return ["early"]
            while open_marks.pop() != "I":
                pass
    return open_marks


@given(st.text(st.sampled_from("aا\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")))
def test_nothing_reaches_beyond_balanced_text(text):
    # FSI ends in I like the other isolates, LRE and RLE in E, the overrides in O.
    assert reach(balanced(text)) == []
    assert text in balanced(text)
    assert balanced(balanced(text)) == balanced(text)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a\x00b", "a\ufffdb"),
        ("a\x1bb", "a\ufffdb"),
        ("a\x9bb", "a\ufffdb"),
        ("a\ufffe", "a\ufffd"),
        ("a\tb\nc", "a\tb\nc"),
    ],
)
def test_printable(text, expected):
    assert printable(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [(" a\r\n b\u2028c ", "a b c"), ("10\u00a0km", "10\u00a0km"), ("\n", ""), ("a\x00\n\nb", "a\ufffd b")],
)
def test_one_line(text, expected):
    assert one_line(text) == expected


def test_isolated():
    assert isolated("متن", "rtl") == "\u2067متن\u2069"
    assert isolated("x") == "\u2068x\u2069"
