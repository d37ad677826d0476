"""A glossary as a table for spreadsheets: RFC 4180, UTF-8 with a byte order mark. It knows no other format.

Several forms of one cell are separated by `|`; a `|` or `\\` that belongs to a form has a `\\` before it. A cell that a
spreadsheet would run as a formula gets an apostrophe in front, which is taken off on reading.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator, Sequence

from workbench.model import Term
from workbench.resources.glossary_rules import Place, checked, require
from workbench.text.cells import guarded, unguarded

NEEDED = ("language", "term", "english")
COLUMNS = (*NEEDED, "also", "forbidden", "part", "note")
# A form, up to the next separator: whatever follows a backslash belongs to it.
_FORM = re.compile(r"(?:\\.|[^|\\]|\\$)*", re.DOTALL)


def write(terms: Sequence[Term]) -> bytes:
    """The table with a header row. Raises InputError for a term that no file can hold."""
    require(tuple(terms))
    table = io.StringIO(newline="")
    writer = csv.writer(table, lineterminator="\r\n")
    writer.writerow(COLUMNS)
    for term in terms:
        forms = (_joined(term.also), _joined(term.forbidden))
        writer.writerow(map(guarded, (term.language, term.term, term.english, *forms, term.part, term.note)))
    return table.getvalue().encode("utf-8-sig")


def read(content: bytes, name: str) -> tuple[Term, ...]:
    """The terms of a table, in its order. Raises InputError naming the first line that is wrong."""
    rows = _rows(content, name)
    _, header = next(rows, (1, []))
    columns = [cell.strip().casefold() for cell in header]
    _require_columns(columns, Place(name, 1))
    return tuple(_term(columns, cells, Place(name, line)) for line, cells in rows if any(map(str.strip, cells)))


def _rows(content: bytes, name: str) -> Iterator[tuple[int, list[str]]]:
    """Each row with the line that it begins on."""
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content[: error.start].count(b"\n") + 1
        raise Place(name, line).refuse("is not UTF-8 text; save the file as CSV in UTF-8") from None
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    line = 1
    try:
        for cells in reader:
            yield line, cells
            line = reader.line_num + 1
    except csv.Error as error:
        what = f"is no row of a CSV table ({error}); put a text with quotation marks in such, and double its own"
        raise Place(name, line).refuse(what) from None


def _require_columns(columns: Sequence[str], place: Place) -> None:
    possible = f"possible are {', '.join(COLUMNS)}, with commas between, and {', '.join(NEEDED)} are needed"
    for column in columns:
        if column not in COLUMNS:
            raise place.refuse(f"has the column {column[:40]!r}; {possible}")
        if columns.count(column) > 1:
            raise place.refuse(f"has the column {column} twice; {possible}")
    if missing := [column for column in NEEDED if column not in columns]:
        raise place.refuse(f"has no column {missing[0]}; {possible}")


def _term(columns: Sequence[str], cells: Sequence[str], place: Place) -> Term:
    if len(cells) > len(columns):
        raise place.refuse(
            f"has {len(cells)} cells where the header has {len(columns)}; put a text with commas in quotation marks"
        )
    row = {column: unguarded(cell.strip()) for column, cell in zip(columns, cells, strict=False)}
    return checked(
        Term(
            row.get("language", ""), row.get("term", ""), row.get("english", ""), row.get("part", ""),
            _parted(row.get("also", "")), _parted(row.get("forbidden", "")), row.get("note", ""),
        ),
        place,
    )  # fmt: skip


def _joined(forms: Sequence[str]) -> str:
    return " | ".join(re.sub(r"[\\|]", r"\\\g<0>", form) for form in forms)


def _parted(cell: str) -> tuple[str, ...]:
    """The forms of a cell; empty ones between two separators are nobody's."""
    forms = []
    at = 0
    while at <= len(cell):
        found = _FORM.match(cell, at)
        forms.append(re.sub(r"\\([\\|])", r"\1", found.group().strip()))
        at = found.end() + 1
    return tuple(form for form in forms if form)
