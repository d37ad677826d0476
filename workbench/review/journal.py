"""What a journal of edits amounts to. It allows and refuses nothing: what stands in a journal was taken.

A step about a finding, and a remark, change neither text nor state; they count as versions all the same, so that the
version is the number of lines.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from workbench.model import (
    ABOUT_FINDINGS,
    REMARKS,
    SUMMARY,
    Action,
    BlockKind,
    Comment,
    Edit,
    Review,
    Status,
)

_QUIET = ABOUT_FINDINGS | REMARKS


def is_quiet(edit: Edit) -> bool:
    """Whether it left text and state as they were."""
    return edit.action in _QUIET


def replay(edits: Iterable[Edit]) -> tuple[dict[str, Review], dict[str, BlockKind]]:
    """What a journal amounts to: each segment's review, and the kinds that people gave to blocks.

    The wording of a summary sentence has a review too, by `wording_of`; for the choice see `composition`.
    """
    reviews: dict[str, Review] = {}
    kinds: dict[str, BlockKind] = {}
    for edit in edits:
        if edit.action is Action.BLOCK:
            if edit.kind is not None:
                kinds[edit.target] = edit.kind
        elif edit.target != SUMMARY:
            reviews[edit.target] = apply(reviews.get(edit.target, Review()), edit)
    return reviews, kinds


def points(history: Iterable[Edit]) -> list[Review]:
    """The review after each edit of a segment's history, oldest first. They carry no history of their own."""
    found: list[Review] = []
    before = Review()
    for edit in history:
        before = replace(apply(before, edit), history=())
        found.append(before)
    return found


def apply(review: Review, edit: Edit) -> Review:
    """The review after one more edit."""
    review = replace(review, version=review.version + 1, history=(*review.history, edit))
    if edit.action in ABOUT_FINDINGS:
        return replace(review, silenced=_silenced(review, edit))
    if edit.action in REMARKS:
        return replace(review, comments=_comments(review.comments, edit))
    return replace(
        review,
        status=_status(edit),
        text=None if edit.action is Action.RESET else edit.text,
        by=edit.by,
        at=edit.at,
        reason=edit.reason,
        category=edit.category,
        severity=edit.severity,
        comment=edit.comment,
    )


def _silenced(review: Review, edit: Edit) -> tuple[Edit, ...]:
    others = tuple(e for e in review.silenced if (e.check, e.reason) != (edit.check, edit.reason))
    if edit.action is Action.HEAR:
        return others
    return review.silenced if len(others) < len(review.silenced) else (*others, edit)


def _comments(comments: Sequence[Comment], edit: Edit) -> tuple[Comment, ...]:
    if edit.action is Action.COMMENT:
        return (*comments, Comment(edit.id, edit.at, edit.by, edit.comment))
    resolved = edit.action is Action.RESOLVE
    by, at = (edit.by, edit.at) if resolved else ("", "")
    return tuple(
        replace(c, resolved_by=by, resolved_at=at) if c.id == edit.of and bool(c.resolved_by) != resolved else c
        for c in comments
    )


def _status(edit: Edit) -> Status:
    changed = edit.text is not None and edit.text != edit.machine
    match edit.action:
        case Action.APPROVE:
            return Status.CORRECTED if changed else Status.APPROVED
        case Action.REJECT:
            return Status.REJECTED
        case Action.RESTORE if edit.status is not None:
            return edit.status
        case Action.EDIT if changed:
            return Status.EDITED
        case _:
            return Status.UNREVIEWED


def switched_off(edits: Iterable[Edit]) -> dict[str, Edit]:
    """The checks that a workspace's journal leaves switched off, each with the step that did it."""
    found: dict[str, Edit] = {}
    for edit in edits:
        if edit.action is Action.SILENCE:
            found.setdefault(edit.check, edit)
        elif edit.action is Action.HEAR:
            found.pop(edit.check, None)
    return found
