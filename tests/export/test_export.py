"""What every format has in common: what leaves, what is refused, and that the same article gives the same bytes."""

import re
from dataclasses import replace

import pytest

from workbench.errors import ExportRefused
from workbench.export import FORMATS, PREVIEW_NOTICE, export
from workbench.export.selection import approvers, origins, ranges
from workbench.model import BlockKind, Status

from .conftest import AT, PREVIEW, SOLID, article, review

ALL = sorted(FORMATS)


@pytest.fixture
def drafted():
    rows = [(f"جملہ {n}۔", f"Machine {n}.") for n in range(17)]
    return article([(BlockKind.PARAGRAPH, rows)], title="سرخی")


@pytest.mark.parametrize("fmt", ALL)
def test_nothing_approved_is_refused(drafted, fmt):
    sentence = (
        "0 of 17 sentences of «سرخی» are approved: approve some first, "
        "or export everything with --all, which marks unreviewed text"
    )
    with pytest.raises(ExportRefused, match=f"^{re.escape(sentence)}$"):
        export(drafted, fmt)


@pytest.mark.parametrize("fmt", ALL)
def test_nothing_approved_can_be_exported_on_request(drafted, fmt):
    assert "Machine 16." in export(drafted, fmt, everything=True).decode()


@pytest.mark.parametrize("everything", [False, True])
@pytest.mark.parametrize("fmt", ALL)
def test_an_article_of_furniture_is_refused(fmt, everything):
    clutter = article([(BlockKind.FURNITURE, [("Subscribe", None)])])
    with pytest.raises(ExportRefused, match="no sentences"):
        export(clutter, fmt, everything=everything)


@pytest.mark.parametrize("fmt", ALL)
def test_only_approved_english_leaves(mixed, fmt):
    text = export(mixed, fmt, at=AT).decode()
    assert "First sentence." in text
    assert "Second sentence." in text
    for kept_back in ("Machine third.", "Edited fourth.", "Machine fourth.", "Machine fifth."):
        assert kept_back not in text


@pytest.mark.parametrize("fmt", ["markdown", "html"])
def test_rejected_machine_text_is_in_no_reading_format(mixed, fmt):
    text = export(mixed, fmt, everything=True).decode()
    assert "Machine fifth." not in text
    assert "wrong name" in text


@pytest.mark.parametrize("fmt", ["markdown", "html", "csv"])
def test_furniture_is_left_out(mixed, fmt):
    assert "JavaScript." not in export(mixed, fmt, everything=True).decode()


@pytest.mark.parametrize("fmt", ALL)
def test_furniture_brought_back_is_exported(mixed, fmt):
    reviews = {**mixed.reviews, "g2": review(Status.CORRECTED, "Sorry, brought back.")}
    brought = replace(mixed, kinds={"b2": BlockKind.PARAGRAPH}, reviews=reviews)
    assert "brought back" in export(brought, fmt).decode()


@pytest.mark.parametrize("fmt", ALL)
@pytest.mark.parametrize(
    ("signature", "status", "said"),
    [
        (PREVIEW, Status.APPROVED, True),
        (PREVIEW, Status.CORRECTED, True),
        (SOLID, Status.APPROVED, False),
    ],
)
def test_the_notice(fmt, signature, status, said):
    human = "Human." if status is Status.CORRECTED else None
    made = article([(BlockKind.PARAGRAPH, [("एक।", "One.", status, human)])], language="hi", signature=signature)
    assert (PREVIEW_NOTICE in export(made, fmt).decode()) is said


@pytest.mark.parametrize("fmt", ALL)
def test_no_notice_for_preview_drafts_that_stay_behind(mixed, fmt):
    draft = replace(mixed.drafts["g5"], signature=PREVIEW)
    held = replace(mixed, drafts={**mixed.drafts, "g5": draft})
    assert PREVIEW_NOTICE not in export(held, fmt).decode()
    assert PREVIEW_NOTICE in export(held, fmt, everything=True).decode()


@pytest.mark.parametrize("fmt", ALL)
def test_provenance_is_in_every_format(mixed, fmt):
    text = export(mixed, fmt, at=AT).decode().replace("\\", "")
    for told in (
        "marian",
        "opus-mt-hi-en",
        "abc123",
        "beam",
        "ctranslate2 4.8.5",
        "000_article.txt",
        "0" * 64,
        "Amal",
        AT,
    ):
        assert told in text


@pytest.mark.parametrize("fmt", ALL)
def test_same_article_same_bytes(mixed, fmt):
    turned = replace(mixed, drafts=dict(reversed(mixed.drafts.items())))
    assert export(mixed, fmt, at=AT) == export(turned, fmt, at=AT)


@pytest.mark.parametrize("fmt", ALL)
def test_the_time_is_now_unless_told(mixed, fmt):
    assert re.search(rb"20\d\d-\d\d-\d\dT\d\d:\d\d:\d\dZ", export(mixed, fmt).replace(AT.encode(), b""))


@pytest.mark.parametrize("fmt", ALL)
def test_half_a_character_is_refused(fmt):
    broken = article([(BlockKind.PARAGRAPH, [("متن", "before \ud800 after", Status.APPROVED)])])
    with pytest.raises(ExportRefused, match=r"half a character \(U\+D800\) near “.*before \? after"):
        export(broken, fmt)


def test_an_unknown_format_is_refused(mixed):
    with pytest.raises(ExportRefused, match="«docx» is no export format: choose one of csv, html, json, markdown"):
        export(mixed, "docx")


def test_formats_are_described():
    assert {fmt: (f.media_type.partition(";")[0], f.suffix) for fmt, f in FORMATS.items()} == {
        "markdown": ("text/markdown", ".md"),
        "html": ("text/html", ".html"),
        "csv": ("text/csv", ".csv"),
        "json": ("application/json", ".json"),
    }
    assert all(f.description and "\n" not in f.description for f in FORMATS.values())


@pytest.mark.parametrize(
    ("numbers", "text"),
    [([], ""), ([4], "4"), ([1, 2, 3, 5], "1–3, 5"), ([5, 1, 2, 2], "1–2, 5"), ([1, 3, 5], "1, 3, 5")],
)
def test_ranges(numbers, text):
    assert ranges(numbers) == text


def test_origins_group_by_how_it_was_made(mixed):
    draft = replace(mixed.drafts["g4"], signature=PREVIEW)
    rows = replace(mixed, drafts={**mixed.drafts, "g4": draft}).rows()
    assert origins(rows) == [(SOLID, "1–2, 4–7"), (PREVIEW, "3")]
    assert approvers(rows) == [("Amal", 4, AT)]
