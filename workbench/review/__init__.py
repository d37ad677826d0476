"""Which step is allowed, and what a journal of edits amounts to. It knows no file and no page.

Every step is taken on top of a version: the number of edits the segment had when the person looked at it. A step on an
older version is refused with the newest review, so that nobody overwrites what they have not seen. An edit of an approved
text withdraws the approval; a reset takes back the text and the state together. To silence a finding changes neither.
"""

from __future__ import annotations

import uuid
from collections.abc import Iterable
from dataclasses import replace

from workbench.errors import Conflict, InputError, NotAllowed
from workbench.model import APPROVED, Action, BlockKind, Edit, Review, Status

MOST_CHARACTERS = 10_000
MOST_NAME_CHARACTERS = 100
_ABOUT_FINDINGS = frozenset((Action.SILENCE, Action.HEAR))
# What a step for all articles names as its target: no segment or block is called so.
WORKSPACE = "*"


def step(
    review: Review,
    machine: str,
    action: Action,
    *,
    target: str,
    by: str,
    at: str,
    base: int,
    text: str | None = None,
    reason: str = "",
    check: str = "",
) -> Edit | None:
    """The edit that takes a segment one step on, or None when there is nothing to change.

    `machine` is the machine's text, `text` the person's, `base` the version they saw.
    Raises Conflict, NotAllowed, or InputError for a missing name or an over-long text.
    """
    by = reviewer_name(by)
    current = machine if review.text is None else review.text
    wanted = current if text is None else clean(text)
    if action not in _ABOUT_FINDINGS and not _has_seen(review, base):
        raise Conflict(
            f"{review.by or 'Somebody'} saved a newer version of this sentence while you had it open.", review
        )
    if action is Action.APPROVE and not wanted.strip():
        raise NotAllowed("There is no translation to approve: write one first.")
    if action is Action.BLOCK:
        raise NotAllowed("Folding is a step for a block, not for a sentence.")
    if action in _ABOUT_FINDINGS and not (check and reason):
        raise InputError("Which finding? A step about one names its check, and its message as the reason.")
    if action is Action.EDIT and wanted == current:
        return None  # an edit that changes no text must not withdraw an approval
    if action in (Action.RESET, Action.REJECT):
        wanted = current
    if action in _ABOUT_FINDINGS:
        wanted = review.text
    edit = Edit(
        id=uuid.uuid4().hex,
        at=at,
        by=by,
        action=action,
        target=target,
        base=base,
        text=None if action is Action.RESET else wanted,
        machine=machine,
        reason=clean(reason),
        check=check if action in _ABOUT_FINDINGS else "",
    )
    return None if _same(review, apply(review, edit), machine) else edit


def _has_seen(review: Review, base: int) -> bool:
    """Whether who saw version `base` saw the text and state as they are: a silenced finding changes neither."""
    return base <= review.version and all(edit.action in _ABOUT_FINDINGS for edit in review.history[base:])


def fold(block_id: str, kind: BlockKind, *, by: str, at: str) -> Edit:
    """The edit that brings a furniture block into the article, or folds a block away."""
    return Edit(
        id=uuid.uuid4().hex, at=at, by=reviewer_name(by), action=Action.BLOCK, target=block_id, base=0, kind=kind
    )


def reviewer_name(given: str) -> str:
    """The name as it is kept: one line, trimmed. Raises InputError when there is none."""
    name = " ".join(given.split())
    if not name:
        raise InputError("A review needs a name: type yours at the top of the page, then save again.")
    if len(name) > MOST_NAME_CHARACTERS:
        raise InputError(f"The name has {len(name)} characters; at most {MOST_NAME_CHARACTERS} are kept: shorten it.")
    return name


def clean(text: str) -> str:
    """The text as it is kept: without white space around it, with plain line ends."""
    if len(text) > MOST_CHARACTERS:
        raise InputError(f"The text has {len(text):,} characters; a sentence may have {MOST_CHARACTERS:,}: shorten it.")
    return text.replace("\r\n", "\n").strip()


def replay(edits: Iterable[Edit]) -> tuple[dict[str, Review], dict[str, BlockKind]]:
    """What a journal amounts to: each segment's review, and the kinds that people gave to blocks."""
    reviews: dict[str, Review] = {}
    kinds: dict[str, BlockKind] = {}
    for edit in edits:
        if edit.action is Action.BLOCK:
            if edit.kind is not None:
                kinds[edit.target] = edit.kind
        else:
            reviews[edit.target] = apply(reviews.get(edit.target, Review()), edit)
    return reviews, kinds


def apply(review: Review, edit: Edit) -> Review:
    """The review after one more edit."""
    if edit.action in _ABOUT_FINDINGS:
        return replace(
            review,
            version=review.version + 1,
            silenced=_silenced(review, edit),
            history=(*review.history, edit),
        )
    text = None if edit.action is Action.RESET else edit.text
    return replace(
        review,
        version=review.version + 1,
        status=_status(edit),
        text=text,
        by=edit.by,
        at=edit.at,
        reason=edit.reason,
        history=(*review.history, edit),
    )


def _silenced(review: Review, edit: Edit) -> tuple[Edit, ...]:
    others = tuple(e for e in review.silenced if (e.check, e.reason) != (edit.check, edit.reason))
    if edit.action is Action.HEAR:
        return others
    return review.silenced if len(others) < len(review.silenced) else (*others, edit)


def switch(check: str, action: Action, *, by: str, at: str) -> Edit:
    """The step that switches a check off (`silence`) or on (`hear`) for a whole workspace."""
    if action not in _ABOUT_FINDINGS:
        raise NotAllowed(f"A check is silenced or heard again: {action} is a step for a sentence.")
    return Edit(id=uuid.uuid4().hex, at=at, by=reviewer_name(by), action=action, target=WORKSPACE, base=0, check=check)


def switched_off(edits: Iterable[Edit]) -> dict[str, Edit]:
    """The checks that a workspace's journal leaves switched off, each with the step that did it."""
    found: dict[str, Edit] = {}
    for edit in edits:
        if edit.action is Action.SILENCE:
            found.setdefault(edit.check, edit)
        elif edit.action is Action.HEAR:
            found.pop(edit.check, None)
    return found


def _status(edit: Edit) -> Status:
    changed = edit.text is not None and edit.text != edit.machine
    match edit.action:
        case Action.APPROVE:
            return Status.CORRECTED if changed else Status.APPROVED
        case Action.REJECT:
            return Status.REJECTED
        case Action.EDIT if changed:
            return Status.EDITED
        case _:
            return Status.UNREVIEWED


def _same(before: Review, after: Review, machine: str) -> bool:
    """True when the step changed neither text nor state nor reason: nothing to write down."""
    text = machine if before.text is None else before.text
    after_text = machine if after.text is None else after.text
    same_status = before.status == after.status or {before.status, after.status} <= APPROVED
    same_silence = before.silenced == after.silenced
    return same_status and text == after_text and before.reason == after.reason and same_silence
