"""The table read back with the csv module."""

import csv
import io
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbench import review
from workbench.export import PREVIEW_NOTICE, export
from workbench.export.characters import printable
from workbench.export.csv_table import safe
from workbench.model import Action, Finding, Severity, Status
from workbench.text.cells import unguarded

from .conftest import AT, PREVIEW, BlockKind, article

COLUMNS = (
    "notice number segment_id block kind source_language source english machine status approved reviewer reviewed_at "
    "reason engine model revision preview summary findings settings software made_at file sha256 encoding exported_at "
    "workbench summary_place summary_english summary_status"
)


def table(made: bytes) -> list[dict[str, str]]:
    assert made.startswith(b"\xef\xbb\xbf")
    return list(csv.DictReader(io.StringIO(made.decode("utf-8-sig"), newline=""), strict=True))


def test_columns_and_line_ends(mixed):
    made = export(mixed, "csv", at=AT)
    assert " ".join(table(made)[0]) == COLUMNS
    assert made.endswith(b'"\r\n')
    assert made.count(b"\n") == made.count(b"\r\n") == 5


def test_one_row_a_segment(mixed):
    findings = {
        "g4": [Finding("figures", Severity.WARNING, "6 is missing"), Finding("length", Severity.ERROR, "short")]
    }
    rows = table(export(mixed, "csv", at=AT, findings=findings))
    assert [row["number"] for row in rows] == ["1", "2", "3", "7"]
    assert rows[2] == {
        "notice": "",
        "number": "3",
        "segment_id": "g4",
        "block": "b3",
        "kind": "paragraph",
        "source_language": "ur",
        "source": "دوسرا جملہ۔",
        "english": "Second sentence.",
        "machine": "Machine second.",
        "status": "corrected",
        "approved": "yes",
        "reviewer": "Amal",
        "reviewed_at": AT,
        "reason": "",
        "engine": "marian",
        "model": "opus-mt-hi-en",
        "revision": "abc123",
        "preview": "no",
        "summary": "no",
        "findings": "warning (figures): 6 is missing; error (length): short",
        "settings": '{"beam": 4}',
        "software": "ctranslate2 4.8.5",
        "made_at": AT,
        "file": "000_article.txt",
        "sha256": "0" * 64,
        "encoding": "utf-8",
        "exported_at": AT,
        "workbench": rows[2]["workbench"],
        "summary_place": "",
        "summary_english": "",
        "summary_status": "",
    }
    assert [row["summary"] for row in rows] == ["no", "yes", "no", "yes"]


def test_everything_has_the_status_beside_it_and_no_rejected_english(mixed):
    rows = table(export(mixed, "csv", everything=True, at=AT))
    assert [(row["status"], row["approved"], row["english"]) for row in rows[3:6]] == [
        ("unreviewed", "no", "Machine third."),
        ("edited", "no", "Edited fourth."),
        ("rejected", "no", ""),
    ]


def test_every_row_carries_the_notice():
    rows = [("एक।", "One.", Status.APPROVED), ("दो।", "Two.", Status.CORRECTED, "Second.")]
    made = table(export(article([(BlockKind.PARAGRAPH, rows)], signature=PREVIEW), "csv"))
    assert [(row["notice"], row["preview"]) for row in made] == [(PREVIEW_NOTICE, "yes"), (PREVIEW_NOTICE, "no")]


@pytest.mark.parametrize(
    ("text", "cell"),
    [
        ('=HYPERLINK("x")', '\'=HYPERLINK("x")'),
        ("+1", "'+1"),
        ("-1", "'-1"),
        ("@SUM(A1)", "'@SUM(A1)"),
        ("\t=1", "'\t=1"),
        ("\r=1", "'\r=1"),
        ("  =1", "'  =1"),
        ("\u00a0=1", "'\u00a0=1"),
        ("\u200f=1", "'\u200f=1"),
        ("\ufeff=1", "'\ufeff=1"),
        ("＝1", "'＝1"),
        ("＠x", "'＠x"),
        ("'=1", "''=1"),
        ("2 = 2", "2 = 2"),
        ("'quoted'", "'quoted'"),
        ("", ""),
        ("a\x00b", "a\ufffdb"),
        ("\u202eabc", "\u202eabc\u202c"),
        ("\u2067=1", "'\u2067=1\u2069"),
    ],
)
def test_cells_no_spreadsheet_runs(text, cell):
    assert safe(text) == cell


@given(st.text())
def test_the_apostrophe_can_be_undone(text):
    assert unguarded(safe(text)) == printable(text)


TEXT = st.text(
    st.characters(exclude_categories=["Cs"]) | st.sampled_from(list("\",\r\n\t'=+-@;|\x00\u202e\u2069")), min_size=1
)


@given(source=TEXT, machine=TEXT, name=TEXT, by=TEXT)
def test_every_text_comes_back(source, machine, name, by):
    row = table(
        export(article([(BlockKind.PARAGRAPH, [(source, machine, Status.APPROVED)])], name=name, by=by), "csv")
    )[0]
    told = [unguarded(row[column]) for column in ("source", "english", "machine", "file", "reviewer")]
    assert told == [printable(text) for text in (source, machine, machine, name, by)]


def test_the_summary_stands_beside_its_sentences_as_far_as_it_may_leave():
    rows = [
        ("पहला।", "One.", Status.APPROVED),
        ("दूसरा।", "Two.", Status.APPROVED),
        ("तीसरा।", "Three.", Status.APPROVED),
    ]
    made = article([(BlockKind.PARAGRAPH, rows)], language="hi", summary=["g3", "g1"])
    reviews = dict(made.reviews)
    for action, text in ((Action.EDIT, "In short: one."), (Action.APPROVE, "=In short: one.")):
        cited = made.cited()[1]
        edit = review.reword(cited, action, by="Omar", at=AT, base=cited.wording.version, text=text)
        reviews |= review.replay([edit], reviews)[0]
        made = replace(made, reviews=reviews)
        told = [
            (row["summary"], row["summary_place"], row["summary_english"], row["summary_status"])
            for row in table(export(made, "csv", at=AT))
        ]
        leaving = "'=In short: one." if action is Action.APPROVE else ""
        status = "corrected" if action is Action.APPROVE else "edited"
        assert told == [("yes", "2", leaving, status), ("no", "", "", ""), ("yes", "1", "Three.", "approved")]
