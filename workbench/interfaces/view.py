"""What the page is told of an article, as plain JSON values. It decides nothing: text goes out as text, never as HTML."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict
from typing import Any

from workbench.checks.variants import Variants
from workbench.model import (
    DIMENSIONS,
    Article,
    BlockKind,
    Cited,
    Draft,
    ErrorSeverity,
    Finding,
    Review,
    Row,
    Span,
    Status,
)
from workbench.pipeline import Insight
from workbench.resources.glossary import Found
from workbench.resources.memory import Match, Piece, Unit, difference
from workbench.review import is_quiet, points
from workbench.text.languages import direction_of, name_of
from workbench.versions import Version, model_of


def article_view(article: Article, insights: Mapping[str, Insight]) -> dict[str, Any]:
    """The whole article. `rows` include folded ones (`number` 0), in reading order."""
    document = article.document
    rows = article.rows(furniture=True)
    return {
        "id": document.id,
        "name": document.name,
        "title": document.title,
        "language": document.language,
        "language_name": name_of(document.language),
        "language_by": document.language_by,
        "direction": direction_of(document.language),
        "preview": article.preview,
        "heirs": dict(article.heirs),
        "summary": [sentence.segment_id for sentence in article.cited()],
        "chosen": summary_view(article),
        "switched_off": sorted(article.switched_off),
        "error_types": [
            {"dimension": dimension, "types": [{"id": kind, "label": kind.label} for kind in kinds]}
            for dimension, kinds in DIMENSIONS.items()
        ],
        "severities": list(ErrorSeverity),
        "blocks": [
            {
                "id": block.id,
                "kind": (kind := article.kind_of(block)),
                "folded": (folded := kind is BlockKind.FURNITURE),
                "reason": block.reason,
                "text": document.text[block.start : block.end] if folded else "",  # else in its rows
                "language": block.language,
                "direction": direction_of(block.language),
            }
            for block in document.blocks
        ],
        "rows": [row_view(row, insights.get(row.segment.id, Insight())) for row in rows],
    }


def row_view(row: Row, insight: Insight) -> dict[str, Any]:
    """One segment. Spans are code points, as everywhere: the page converts them."""
    review = row.review
    return {
        "id": row.segment.id,
        "number": row.number,
        "block": row.block.id,
        "kind": row.kind,
        "language": row.block.language,
        "direction": direction_of(row.block.language),
        "source": row.segment.text,
        "target": row.target,
        "status": review.status,
        "version": review.version,
        "by": review.by,
        "at": review.at,
        "reason": review.reason,
        "category": review.category,
        "severity": review.severity,
        "why": review.why,
        **_draft(row.draft),
        "first": newest.text if (newest := row.drafted("")) else "",
        "findings": [_finding(finding) for finding in insight.findings],
        "silenced": [{"check": e.check, "message": e.reason, "by": e.by, "at": e.at} for e in review.silenced],
        "confidence": insight.confidence,
        "terms": [_term(found) for found in insight.terms],
        "matches": [_match(match) for match in insight.matches],
        "comments": [asdict(comment) for comment in review.comments],
        "history": _history(row),
    }


def summary_view(article: Article) -> dict[str, Any]:
    """The summary in its order, and every step on the choice, with the segments after it as `order`."""
    made = article.composition
    return {
        "version": made.version,
        "by": made.by,
        "at": made.at,
        "history": [
            {"id": e.id, "at": e.at, "by": e.by, "action": e.action, "of": e.of, "order": e.order, "was": e.was}
            for e in made.history
        ],
        "sentences": [_cited(sentence) for sentence in article.cited()],
    }


def _cited(sentence: Cited) -> dict[str, Any]:
    """`target` is its wording as it stands, `machine` the translation; `own` says that they go separate ways."""
    review = sentence.wording
    return {
        "id": sentence.segment_id,
        "number": sentence.row.number if sentence.row else None,
        "target": sentence.text,
        "machine": sentence.translation,
        "own": sentence.own,
        "outdated": sentence.outdated,
        "status": sentence.status,
        "approved": sentence.approved,
        "version": review.version,
        "by": review.by,
        "at": review.at,
        "why": review.why,
        "history": [step | {"machine": e.machine} for step, e in zip(_steps(review), review.history, strict=True)],
    }


def _history(row: Row) -> list[dict[str, Any]]:
    """Every step, with the text and state after it; `text` is null where that is the machine's that stands now."""
    review = row.review
    return [
        step
        | {
            "text": _text_at(row, point),
            "model": made.signature.model if edit.draft and (made := row.drafted(edit.draft)) else "",
        }
        for step, edit, point in zip(_steps(review), review.history, points(review.history), strict=True)
    ]


def _steps(review: Review) -> list[dict[str, Any]]:
    """Every step, with the text and state after it; `text` is null where it followed the machine's."""
    return [
        {
            "id": edit.id,
            "at": edit.at,
            "by": edit.by,
            "action": edit.action,
            "why": edit.why,
            "quiet": is_quiet(edit),
            "of": edit.of,
            "text": point.text,
            "status": point.status,
        }
        for edit, point in zip(review.history, points(review.history), strict=True)
    ]


def _text_at(row: Row, point: Review) -> str | None:
    if point.text is not None or point.chosen == row.review.chosen:
        return point.text
    made = row.drafted(point.chosen)
    return made.text if made else None


def _draft(draft: Draft | None) -> dict[str, Any]:
    """The machine's part of a segment; empty values where it has none yet."""
    if draft is None:
        none = {"machine": "", "model": "", "engine": "", "step": "", "preview": False}
        return none | {"attempts": [], "others": [], "gloss": []}
    return {
        "machine": draft.text,
        "model": draft.signature.model,
        "engine": draft.signature.engine,
        "step": draft.step,
        "preview": draft.signature.preview,
        "attempts": [{"step": a.step, "text": a.text, "trouble": a.trouble} for a in draft.attempts],
        "others": list(draft.others),
        "gloss": [
            {"source": g.source, "english": list(g.english), "by": g.by}
            for g in draft.gloss
            if g.by != "copied" and g.english
        ],
    }


def _finding(finding: Finding) -> dict[str, Any]:
    return {
        "check": finding.check,
        "severity": finding.severity,
        "message": finding.message,
        "source_span": _span(finding.source_span),
        "target_span": _span(finding.target_span),
    }


def _term(found: Found) -> dict[str, Any]:
    return {
        "span": [found.start, found.end],
        "english": list(found.term.allowed),
        "forbidden": list(found.term.forbidden),
        "note": found.term.note,
    }


def _match(match: Match) -> dict[str, Any]:
    return {
        "percent": match.percent,
        **_unit(match.unit),
        "older": [_unit(unit) for unit in match.older],
        "pieces": pieces_view(match.pieces),
    }


def pieces_view(pieces: Sequence[Piece]) -> list[dict[str, str]]:
    return [{"kind": piece.kind, "text": piece.text} for piece in pieces]


def _unit(unit: Unit) -> dict[str, Any]:
    return {
        "target": unit.target,
        "by": unit.by,
        "at": unit.at,
        "article": unit.origin.article,
        "file": unit.origin.file,
    }


def version_view(article: Article, version: Version) -> dict[str, Any]:
    """A model's texts, with how each differs from the one that stands: `here` is only in the model's."""
    made = version.signature
    rows = [row for row in article.rows() if row.segment.id in version.drafts]
    return {
        "id": " ".join(part for part in model_of(made) if part),
        "engine": made.engine,
        "model": made.model,
        "revision": made.revision,
        "preview": made.preview,
        "sentences": [
            {
                "segment": row.segment.id,
                "draft": (draft := version.drafts[row.segment.id]).key,
                "text": draft.text,
                "untouched": row.review.text is None and row.review.status is Status.UNREVIEWED,
                "pieces": pieces_view(difference(draft.text, row.target)),
                "findings": [_finding(finding) for finding in version.findings[row.segment.id]],
            }
            for row in rows
        ],
    }


def spellings_view(found: Sequence[Variants], article_id: str) -> list[dict[str, Any]]:
    """The places of each spelling in this article, and how many it has elsewhere."""
    return [
        {
            "name": named.name,
            "spellings": [
                {
                    "text": spelling.text,
                    "here": [
                        {"segment": place.segment_id, "span": [place.start, place.end]}
                        for place in spelling.places
                        if place.article_id == article_id
                    ],
                    "elsewhere": sum(place.article_id != article_id for place in spelling.places),
                }
                for spelling in named.spellings
            ],
        }
        for named in found
    ]


def _span(span: Span | None) -> list[int] | None:
    return [span.start, span.end] if span else None
