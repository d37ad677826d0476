"""The overview of a workspace as plain JSON values and as one table for spreadsheets. It decides nothing.

Names of people and titles of articles are untrusted: they go out as text, and in the table with what keeps a spreadsheet
from running them.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Mapping
from dataclasses import asdict
from typing import Any

from workbench.evaluate.effort import Hter
from workbench.evaluate.progress import LEAST_SECONDS, LONGEST_GAP_SECONDS, Work
from workbench.export.csv_table import safe
from workbench.overview import Overview

# The fields of a table's rows that say what a row is of; the others are its figures.
KEYS: Mapping[str, tuple[str, str]] = {
    "articles": ("id", "title"),
    "reviewers": ("", "name"),
    "models": ("engine", "model"),
    "findings": ("", "check"),
    "waiting": ("link", "source"),
    "days": ("day", ""),
    "left_out": ("id", ""),
}
COLUMNS = ("table", "id", "name", "figure", "value", "figures_of")


def dashboard_view(overview: Overview, made_at: str) -> dict[str, Any]:
    """The figures. `hter` is in per cent, times in seconds; what is not known is null."""
    articles = [
        {"id": part.id, "title": part.title, "language": part.language, **asdict(part.progress)}
        for part in overview.articles
    ]
    return {
        "made_at": made_at,
        "longest_gap_seconds": LONGEST_GAP_SECONDS,
        "least_seconds": LEAST_SECONDS,
        "totals": {"articles": len(articles), **_sums(overview)},
        "articles": articles,
        "reviewers": [_reviewer(name, work) for name, work in overview.reviewers.items()],
        "models": [_model(*model, found) for model, found in overview.models.items()],
        "findings": [{"check": check, **asdict(counts)} for check, counts in overview.findings.items()],
        "waiting": _waiting(overview),
        "days": [asdict(day) | {"day": day.day.isoformat()} for day in overview.days],
        "left_out": [{"id": article_id, "why": why} for article_id, why in overview.left_out.items()],
    }


def _sums(overview: Overview) -> dict[str, int]:
    names = ("sentences", "translated", "approved", "corrected", "rejected", "open", "words", "words_approved")
    return {name: sum(getattr(part.progress, name) for part in overview.articles) for name in names}


def _reviewer(name: str, work: Work) -> dict[str, Any]:
    pace = work.words_an_hour
    return {
        "name": name,
        "sentences": work.sentences,
        "words": work.words,
        "steps": work.steps,
        "active_seconds": round(work.seconds, 1),
        "timed_words": work.timed_words,
        "words_an_hour": None if pace is None else round(pace),
        "last": work.last.isoformat(timespec="seconds").replace("+00:00", "Z") if work.last else None,
    }


def _model(engine: str, model: str, found: Hter) -> dict[str, Any]:
    counts = {"edits": found.edits, "words": found.words, "sentences": found.segments}
    return {"engine": engine, "model": model, "hter": round(found.score.value, 2), **counts}


def _waiting(overview: Overview) -> list[dict[str, Any]]:
    return [
        {
            "article": part.id,
            "title": part.title,
            "number": each.number,
            "segment": each.segment_id,
            "language": each.language,
            "source": each.source,
            "since": each.since,
        }
        for part, each in overview.waiting
    ]


# --- for spreadsheets --------------------------------------------------------------------------------------------


def dashboard_csv(view: Mapping[str, Any]) -> bytes:
    """One figure a row: RFC 4180 in UTF-8 with a byte order mark. What is not known is an empty cell."""
    table = io.StringIO(newline="")
    writer = csv.writer(table, quoting=csv.QUOTE_ALL, lineterminator="\r\n")
    writer.writerow(COLUMNS)
    for row in _figures(view):
        writer.writerow([safe("" if value is None else str(value)) for value in (*row, view["made_at"])])
    return table.getvalue().encode("utf-8-sig")


def _figures(view: Mapping[str, Any]) -> Iterator[tuple[Any, ...]]:
    """Table, id, name, figure and value."""
    yield from (("totals", "", "", figure, value) for figure, value in view["totals"].items())
    for table, keys in KEYS.items():
        for row in view[table]:
            named = row | {"link": f"{row['article']}#n{row['number']}"} if table == "waiting" else row
            first, second = (named.get(key, "") for key in keys)
            yield from ((table, first, second, figure, value) for figure, value in row.items() if figure not in keys)
