"""An article to the bytes of a file, or a refusal. It knows no disk, no page and no way to translate.

By default only approved sentences leave, and readers see where others are missing. A new format is one file with one
function from a `Release` to bytes, and one line in `FORMATS`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from workbench import __version__
from workbench.errors import ExportRefused
from workbench.export import bilingual_html, csv_table, json_record, markdown_text
from workbench.export.selection import PREVIEW_NOTICE, Release, quotable, refuse_if_empty
from workbench.model import Article, Finding

__all__ = ["FORMATS", "PREVIEW_NOTICE", "Format", "export"]


@dataclass(frozen=True, slots=True)
class Format:
    """A kind of file we write. `suffix` starts with its dot."""

    media_type: str
    suffix: str
    write: Callable[[Release], bytes]
    description: str


FORMATS: dict[str, Format] = {
    "markdown": Format(
        "text/markdown; charset=utf-8",
        ".md",
        markdown_text.write,
        "English to paste: summary, article, and each sentence beside its source",
    ),
    "html": Format(
        "text/html; charset=utf-8",
        ".html",
        bilingual_html.write,
        "Source and English side by side in one page, to read, send or print",
    ),
    "csv": Format(
        "text/csv; charset=utf-8",
        ".csv",
        csv_table.write,
        "One row a sentence, for a spreadsheet",
    ),
    "json": Format(
        "application/json",
        ".json",
        json_record.write,
        "The full record with history and source text, for other programs",
    ),
}


def export(
    article: Article,
    fmt: str,
    *,
    everything: bool = False,
    findings: Mapping[str, Sequence[Finding]] | None = None,
    at: str | None = None,
) -> bytes:
    """The article as a file of format `fmt`, the same bytes for the same arguments.

    `everything` also writes what nobody approved, and marks it. `findings` are by segment id. `at` is the time of the
    export (RFC 3339, ending in `Z`), now when None. Raises `ExportRefused` when the format is unknown, when nothing may
    leave, and when the format cannot hold a text.
    """
    if fmt not in FORMATS:
        raise ExportRefused(f"«{quotable(fmt)}» is no export format: choose one of {', '.join(sorted(FORMATS))}")
    refuse_if_empty(article, everything=everything)
    release = Release(article, article.rows(), everything, findings, at or now(), __version__)
    try:
        return FORMATS[fmt].write(release)
    except UnicodeEncodeError as error:
        half = ord(error.object[error.start])
        around = quotable(error.object[max(0, error.start - 20) : error.end + 20])
        raise ExportRefused(
            f"«{quotable(article.document.title)}» holds half a character (U+{half:04X}) near “{around}”, "
            "which no file can keep: correct that text first"
        ) from error


def now() -> str:
    """The time in UTC to the second, as RFC 3339."""
    return datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
