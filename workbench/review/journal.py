"""What a journal of edits amounts to. It allows and refuses nothing: what stands in a journal was taken.

A step about a finding, and a remark, change neither text nor state; they count as versions all the same, so that the
version is the number of lines.

A split or merge makes reviews of other segments out of those there are. What comes of it keeps every line of what it is
made of, so that no version number of a segment is ever used twice, not even of one that was away in between.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from types import MappingProxyType

from workbench.model import (
    ABOUT_FINDINGS,
    CUTS,
    REMARKS,
    SUMMARY,
    Action,
    BlockKind,
    Comment,
    Edit,
    Review,
    Status,
    wording_of,
)

_QUIET = ABOUT_FINDINGS | REMARKS
_CHOOSING = CUTS | {Action.CHOOSE, Action.RESTORE}


def is_quiet(edit: Edit) -> bool:
    """Whether it left text and state as they were."""
    return edit.action in _QUIET


def replay(
    edits: Iterable[Edit],
    reviews: Mapping[str, Review] = MappingProxyType({}),
    kinds: Mapping[str, BlockKind] = MappingProxyType({}),
) -> tuple[dict[str, Review], dict[str, BlockKind]]:
    """What a journal amounts to: each segment's review, and the kinds that people gave to blocks.

    The wording of a summary sentence has a review too, by `wording_of`; for the choice see `composition`. `reviews` and
    `kinds` are what the lines before amount to; without them the journal must be whole where it splits or merges.
    """
    reviews, kinds = dict(reviews), dict(kinds)
    order: dict[str, int] = {}
    for number, edit in enumerate(edits):
        order.setdefault(edit.id, number)
        if edit.action is Action.BLOCK:
            if edit.kind is not None:
                kinds[edit.target] = edit.kind
        elif edit.action in CUTS:
            reviews |= _cut(reviews, edit, order)
            reviews |= _worded(reviews, edit, order)
        elif edit.target != SUMMARY:
            reviews[edit.target] = apply(reviews.get(edit.target, Review()), edit)
    return reviews, kinds


# --- splitting and merging ---------------------------------------------------------------------------------------


def is_whole(edit: Edit) -> bool:
    """Whether a split or merge says all that it needs; a foreign hand may have written one that does not."""
    return edit.cut is not None and len(edit.pieces) == (2 if edit.action is Action.SPLIT else 1)


def _cut(reviews: Mapping[str, Review], edit: Edit, order: Mapping[str, int]) -> dict[str, Review]:
    """The reviews of the segments that a split or merge makes. `order` is each line's place in the journal.

    One that takes back another brings back what stood before: nobody can have changed a segment that was not there.
    """
    if not is_whole(edit):
        return {}
    earlier = [reviews.get(piece, Review()) for piece in edit.pieces]
    steps = [_brought_back(edit, each) for each in earlier] if edit.of else _shares(edit)
    if edit.action is Action.MERGE:
        first, second = (reviews.get(parent, Review()) for parent in edit.parents)
        made = [_united((earlier[0], first, second), first.comments + second.comments, order)]
    else:
        whole = reviews.get(edit.target, Review())
        known = {comment.id: comment for comment in whole.comments}
        theirs = tuple(known.pop(comment.id, comment) for comment in earlier[1].comments)
        first = _united((earlier[0], whole), tuple(known.values()), order)
        made = [first, replace(earlier[1], comments=theirs)]
    return {piece: apply(each, step) for piece, each, step in zip(edit.pieces, made, steps, strict=True)}


def _worded(reviews: Mapping[str, Review], edit: Edit, order: Mapping[str, int]) -> dict[str, Review]:
    """The wording of a summary sentence goes along with what stands for its segment.

    Two wordings of segments that are merged stand one after the other, approved by nobody. One that nobody touched since is
    as it was when the split or merge is taken back.
    """
    if not is_whole(edit):
        return {}
    name, *others = (wording_of(piece) for piece in edit.pieces)
    parts = [reviews[wording_of(parent)] for parent in edit.parents if wording_of(parent) in reviews]
    before = sum(reviews[each].version for each in (name, *others) if each in reviews)
    if not parts or (edit.of and name in reviews and sum(part.version for part in parts) <= before):
        return {}
    if len(parts) == 1:
        return {name: parts[0]}
    made = _united(parts, (), order)
    own = [part for part in parts if part.status is not Status.UNREVIEWED]
    if not own:
        return {name: made}
    texts = " ".join(part.text for part in own if part.text)
    return {name: replace(made, status=Status.EDITED, text=texts, by=edit.by, at=edit.at)}


def _shares(edit: Edit) -> list[Edit]:
    """The step as it concerns each piece: a history says what became of its own text.

    Where the first sentence keeps what the machine wrote of it, so does the second.
    """
    machine = edit.rest if edit.rest is None or edit.text == edit.machine else edit.machine
    second = replace(edit, text=edit.rest, rest=None, machine=machine)
    return [edit, second][: len(edit.pieces)]


def _brought_back(edit: Edit, earlier: Review) -> Edit:
    machine = next((e.machine for e in reversed(earlier.history) if e.machine is not None), None)
    return replace(
        edit,
        text=earlier.text,
        status=earlier.status,
        draft=earlier.chosen,
        machine=machine,
        reason=earlier.reason,
        category=earlier.category,
        severity=earlier.severity,
        comment=earlier.comment,
    )


def _united(reviews: Iterable[Review], comments: Iterable[Comment], order: Mapping[str, int]) -> Review:
    """Histories, silenced findings and comments of several segments as those of one, in the order of the journal."""
    parts = list(reviews)
    history = {edit.id: edit for review in parts for edit in review.history}
    silenced = {(edit.check, edit.reason): edit for review in parts for edit in review.silenced}
    said = {comment.id: comment for comment in comments}
    lines = sorted(history.values(), key=lambda edit: order[edit.id])
    return Review(
        version=len(lines),
        history=tuple(lines),
        silenced=tuple(silenced.values()),
        comments=tuple(sorted(said.values(), key=lambda comment: order[comment.id])),
    )


# --- one segment -------------------------------------------------------------------------------------------------


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
        chosen=edit.draft if edit.action in _CHOOSING else review.chosen,
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
        case Action.RESTORE | Action.SPLIT | Action.MERGE if edit.status is not None:
            return edit.status
        case Action.EDIT | Action.SPLIT | Action.MERGE if changed:
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
