"""One row per sentence for spreadsheets, as RFC 4180 with a UTF-8 byte order mark. It knows no other format.

A cell that a spreadsheet would run as a formula gets an apostrophe in front, which can be undone (`text.cells`).
Control characters that XML forbids become U+FFFD.

A file of rows has no top to print a warning on, so the warning is the first column of every row, where sorting and
filtering cannot part it from the text.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Callable

from workbench.errors import ExportRefused
from workbench.export.characters import printable
from workbench.export.selection import Release, by_preview_model, english, quotable, settings_text, wording
from workbench.model import Finding, Row
from workbench.text.cells import guarded

Cell = Callable[[Release, Row], str]

COLUMNS: dict[str, Cell] = {
    "number": lambda release, row: str(row.number),
    "segment_id": lambda release, row: row.segment.id,
    "block": lambda release, row: row.block.id,
    "kind": lambda release, row: row.kind,
    "source_language": lambda release, row: row.block.language,
    "source": lambda release, row: row.segment.text,
    "english": lambda release, row: english(row),
    "machine": lambda release, row: row.draft.text if row.draft else "",
    "status": lambda release, row: row.review.status,
    "approved": lambda release, row: _yes(row.approved),
    "reviewer": lambda release, row: row.review.by,
    "reviewed_at": lambda release, row: row.review.at,
    "reason": lambda release, row: row.review.why,
    "engine": lambda release, row: row.draft.signature.engine if row.draft else "",
    "model": lambda release, row: row.draft.signature.model if row.draft else "",
    "revision": lambda release, row: row.draft.signature.revision if row.draft else "",
    "preview": lambda release, row: _yes(by_preview_model(row)),
    "summary": lambda release, row: _yes(_in_summary(release, row)),
    "findings": lambda release, row: "; ".join(map(_said, release.findings_of(row))),
    "settings": lambda release, row: settings_text(row.draft.signature.settings) if row.draft else "",
    "software": lambda release, row: row.draft.signature.software if row.draft else "",
    "made_at": lambda release, row: row.draft.made_at if row.draft else "",
    "file": lambda release, row: release.article.document.name,
    "sha256": lambda release, row: release.article.document.sha256,
    "encoding": lambda release, row: release.article.document.encoding,
    "exported_at": lambda release, row: release.at,
    "workbench": lambda release, row: release.version,
}

SUMMARY_COLUMNS = ("summary_place", "summary_english", "summary_status")
"""Of sentences that the summary has: the place there, what it says for them, and its state."""


def write(release: Release) -> bytes:
    """The table with a header row; sentences that are not exported leave a hole in the numbers.

    Raises `ExportRefused` where only wordings of the summary are approved, which are no rows.
    """
    if not release.rows():
        title = quotable(release.article.document.title)
        raise ExportRefused(
            f"0 sentences of «{title}» are approved, only its summary, and a table has sentences: "
            "approve some first, or choose another format"
        )
    table = io.StringIO(newline="")
    # Everything quoted: some readers trim bare cells, and an empty cell stays distinct from a missing one.
    writer = csv.writer(table, quoting=csv.QUOTE_ALL, lineterminator="\r\n")
    writer.writerow(["notice", *COLUMNS, *SUMMARY_COLUMNS])
    notice = release.notice() or ""
    summary = _summary_cells(release)
    for row in release.rows():
        cells = [*(cell(release, row) for cell in COLUMNS.values()), *summary.get(row.segment.id, ("", "", ""))]
        writer.writerow([notice, *map(safe, cells)])
    return table.getvalue().encode("utf-8-sig")


def safe(text: str) -> str:
    """The text as it can stand in a cell."""
    return guarded(printable(text))


def _yes(value: bool) -> str:
    return "yes" if value else "no"


def _in_summary(release: Release, row: Row) -> bool:
    summary = release.article.summary
    return summary is not None and any(sentence.segment_id == row.segment.id for sentence in summary.sentences)


def _summary_cells(release: Release) -> dict[str, tuple[str, str, str]]:
    """Those of `SUMMARY_COLUMNS` by segment id. A wording that may not leave is an empty one."""
    digest = release.digest()
    leaving = {sentence.segment_id for sentence in digest.sentences} if digest else set()
    return {
        sentence.segment_id: (
            str(place), wording(sentence) if sentence.segment_id in leaving else "", sentence.status
        )
        for place, sentence in enumerate(release.article.cited(), 1)
    }  # fmt: skip


def _said(finding: Finding) -> str:
    return f"{finding.severity} ({finding.check}): {finding.message}"
