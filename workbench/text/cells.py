"""Keeps a spreadsheet from running a cell's text as a formula, and undoes it. It knows no table.

A cell that a spreadsheet would run gets an apostrophe in front. The rule can be undone: a cell that starts with an
apostrophe and, apostrophes and invisible characters aside, goes on with one of `= + - @` (full-width and small forms
too), a tab or a line end, had one added.
"""

from __future__ import annotations

import re

# White space and invisible format characters first: spreadsheets trim some of them before they look. The full-width and
# small signs count as operators in East Asian versions (OWASP, "CSV Injection").
_INVISIBLE = r"[\s\u00ad\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff]"
_FORMULA = re.compile(rf"'*(?:{_INVISIBLE}*[=+\-@＝＋－＠﹦﹢﹣﹫]|[\t\r\n])")


def guarded(text: str) -> str:
    """The text as it can stand in a cell."""
    return "'" + text if _FORMULA.match(text) else text


def unguarded(cell: str) -> str:
    """The text of a cell without the apostrophe that `guarded` put there."""
    return cell[1:] if cell.startswith("'") and _FORMULA.match(cell) else cell
