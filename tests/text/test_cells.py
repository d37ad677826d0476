import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbench.text.cells import guarded, unguarded


@pytest.mark.parametrize(
    ("text", "cell"),
    [("=1", "'=1"), ("+1", "'+1"), ("-1", "'-1"), ("@x", "'@x"), ("\u200f=1", "'\u200f=1"), ("'=1", "''=1"), ("a=1", "a=1")],
)  # fmt: skip
def test_cells_no_spreadsheet_runs(text, cell):
    assert guarded(text) == cell
    assert unguarded(cell) == text


@given(st.text())
def test_the_apostrophe_can_be_undone(text):
    assert unguarded(guarded(text)) == text
