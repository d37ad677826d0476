"""The full record of an article as JSON, described by `record.schema.json`. It knows no other format.

All text is exact, control characters included. Offsets count Unicode code points, as in Python; JavaScript counts UTF-16
units, so readers there must convert. With `everything` the record holds all there is: the article can be rebuilt.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict
from itertools import chain
from typing import Any

from workbench.errors import ExportRefused
from workbench.export.selection import Digest, Release, by_preview_model, english, quotable, wording
from workbench.model import (
    Article,
    Block,
    Cited,
    Comment,
    Draft,
    Edit,
    Finding,
    Review,
    Row,
    Span,
    Status,
    wording_of,
)

SCHEMA_VERSION = 2
"""Goes up when a field changes or goes; readers should refuse a higher one."""


def write(release: Release) -> bytes:
    """The record, UTF-8 without byte order mark, ending in a line end.

    Raises `ExportRefused` where JSON cannot hold a value, or a segment is not where its offsets say.
    """
    try:
        text = json.dumps(record(release), ensure_ascii=False, allow_nan=False, indent=1, default=_plain)
    except (TypeError, ValueError) as error:
        title = quotable(release.article.document.title)
        raise ExportRefused(
            f"JSON cannot hold a setting or score of «{title}» ({error}): translate or summarise it again"
        ) from error
    return (text + "\n").encode("utf-8")


def record(release: Release) -> dict[str, Any]:
    """The record as plain values."""
    article = release.article
    rows = article.rows(furniture=True)
    _refuse_moved_segments(article)
    return {
        "schema_version": SCHEMA_VERSION,
        "notice": release.notice(),
        "scope": "everything" if release.everything else "approved",
        "exported_at": release.at,
        "workbench_version": release.version,
        "offset_unit": "Unicode code points",
        "target_language": "en",
        "counts": _counts(release),
        "document": _document(release),
        "segments": [_segment(release, row) for row in rows if row.number and release.lets_out(row)],
        "folded_segments": [_segment(release, row) for row in rows if not row.number and release.everything],
        "summary": _summary(release),
    }


def _refuse_moved_segments(article: Article) -> None:
    document = article.document
    for _, segment in chain(document.segments(), article.segments()):
        if document.text[segment.start : segment.end] != segment.text:
            raise ExportRefused(
                f"segment {quotable(segment.id)} of «{quotable(document.title)}» is not at the place in the text that "
                "was recorded for it, so the record would be wrong: read the article in again"
            )


def _counts(release: Release) -> dict[str, Any]:
    rows = release.all_rows
    by_status = release.counts()
    return {
        "sentences": len(rows),
        "approved": sum(row.approved for row in rows),
        "exported": len(release.rows()),
        "left_out": len(rows) - len(release.rows()),
        "by_status": {status.value: by_status[status] for status in Status},
    }


def _document(release: Release) -> dict[str, Any]:
    document, now = release.article.document, release.article.blocks
    return {
        "id": document.id,
        "name": document.name,
        "sha256": document.sha256,
        "encoding": document.encoding,
        "language": document.language,
        "language_by": document.language_by,
        "title": document.title,
        "text": document.text,
        "blocks": [_block(release, *both) for both in zip(document.blocks, now, strict=True)],
    }


def _block(release: Release, block: Block, now: Block) -> dict[str, Any]:
    return {
        "id": block.id,
        "kind": release.article.kind_of(block),
        "kind_as_read": block.kind,
        "reason": block.reason,
        "start": block.start,
        "end": block.end,
        "language": block.language,
        "segments": _places(now),
        "segments_as_read": _places(block),
    }


def _places(block: Block) -> list[dict[str, Any]]:
    return [{"id": segment.id, "start": segment.start, "end": segment.end} for segment in block.segments]


def _segment(release: Release, row: Row) -> dict[str, Any]:
    checked = release.findings is not None
    return {
        "number": row.number or None,
        "id": row.segment.id,
        "block": row.block.id,
        "kind": row.kind,
        "start": row.segment.start,
        "end": row.segment.end,
        "language": row.block.language,
        "source": row.segment.text,
        "english": english(row) or None,
        "status": row.review.status,
        "approved": row.approved,
        "preview": by_preview_model(row),
        "machine": _draft(row.draft) if row.draft else None,
        "review": _review(row.review),
        "findings": [_finding(finding) for finding in release.findings_of(row)] if checked else None,
    }


def _draft(draft: Draft) -> dict[str, Any]:
    made = draft.signature
    return {
        "source": draft.source,
        "text": draft.text,
        "score": draft.score,
        "key": draft.key,
        "step": draft.step,
        "made_at": draft.made_at,
        "signature": {
            "engine": made.engine,
            "model": made.model,
            "revision": made.revision,
            "settings": made.settings,
            "software": made.software,
            "preview": made.preview,
        },
        "attempts": [
            {"step": attempt.step, "text": attempt.text, "score": attempt.score, "trouble": attempt.trouble}
            for attempt in draft.attempts
        ],
        "gloss": [asdict(piece) | {"english": list(piece.english)} for piece in draft.gloss],
        "others": list(draft.others),
    }


def _review(review: Review) -> dict[str, Any]:
    return {
        "version": review.version,
        "text": review.text,
        "by": review.by,
        "at": review.at or None,
        "reason": review.reason,
        "category": review.category,
        "severity": review.severity,
        "comment": review.comment,
        "comments": [_comment(comment) for comment in review.comments],
        "history": [_edit(edit) for edit in review.history],
    }


def _edit(edit: Edit) -> dict[str, Any]:
    return {
        "id": edit.id,
        "at": edit.at,
        "by": edit.by,
        "action": edit.action,
        "target": edit.target,
        "base": edit.base,
        "text": edit.text,
        "machine": edit.machine,
        "reason": edit.reason,
        "kind": edit.kind,
        "check": edit.check,
        "category": edit.category,
        "severity": edit.severity,
        "comment": edit.comment,
        "of": edit.of,
        "status": edit.status,
        "cut": _span(edit.cut),
        "pieces": list(edit.pieces),
        "joined": edit.joined,
        "rest": edit.rest,
        "draft": edit.draft,
        "order": list(edit.order) if edit.order is not None else None,
        "was": list(edit.was) if edit.was is not None else None,
    }


def _comment(comment: Comment) -> dict[str, Any]:
    resolved = {"by": comment.resolved_by, "at": comment.resolved_at}
    return {
        "id": comment.id,
        "at": comment.at,
        "by": comment.by,
        "text": comment.text,
        "resolved": resolved if comment.resolved_by else None,
    }


def _finding(finding: Finding) -> dict[str, Any]:
    return {
        "check": finding.check,
        "severity": finding.severity,
        "message": finding.message,
        "source_span": _span(finding.source_span),
        "target_span": _span(finding.target_span),
    }


def _span(span: Span | None) -> dict[str, int] | None:
    return {"start": span.start, "end": span.end} if span else None


def _summary(release: Release) -> dict[str, Any] | None:
    summary, digest, by_people = release.article.summary, release.digest(), release.article.composition
    if summary is None or digest is None:
        return None
    return {
        "method": summary.method,
        "settings": summary.settings,
        "version": by_people.version,
        "by": by_people.by,
        "at": by_people.at or None,
        "history": [_edit(edit) for edit in by_people.history],
        "sentences": [_cited(sentence) for sentence in digest.sentences],
        "left_out": digest.waiting,
        "gone": [{"segment_id": each.segment_id, "score": each.score} for each in digest.gone],
        "other_wordings": _other_wordings(release, digest),
    }


def _cited(sentence: Cited) -> dict[str, Any]:
    text = wording(sentence)
    return {
        "segment_id": sentence.segment_id,
        "number": sentence.row.number,
        "score": sentence.score,
        "english": text or None,
        "status": sentence.status,
        "approved": sentence.approved,
        "own": sentence.own,
        "outdated": sentence.outdated,
        "preview": by_preview_model(sentence.row, text),
        "wording": _wording(sentence.wording),
    }


def _other_wordings(release: Release, digest: Digest) -> list[dict[str, Any]]:
    """What people did to the wording of sentences that are not in the summary now, or not in the article."""
    told = {wording_of(sentence.segment_id) for sentence in digest.sentences}
    if not release.everything:
        return []
    return [
        {"segment_id": target.removeprefix(wording_of("")), "wording": _wording(review)}
        for target, review in release.article.reviews.items()
        if target.startswith(wording_of("")) and target not in told
    ]


def _wording(review: Review) -> dict[str, Any]:
    return {"status": review.status, **_review(review)}


def _plain(value: object) -> object:
    """Settings may be any mapping; what is not JSON otherwise is refused, not turned into words."""
    if isinstance(value, Mapping):
        return dict(value)
    raise TypeError(f"{type(value).__name__} is no JSON value")
