"""Which step is allowed, and the edit that it makes. It knows no file and no page.

Every step is taken on top of a version: the number of edits the segment had when the person looked at it. A step on an
older version is refused with the newest review, so that nobody overwrites what they have not seen. An edit of an approved
text withdraws the approval; a reset takes back the text and the state together, a restore brings back both of an
earlier point, and a choice of another model's text takes its place, not reviewed. To silence a finding or to say something of a sentence changes neither.
"""

from __future__ import annotations

import uuid
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import Any, TypeVar

from workbench.errors import Conflict, InputError, NotAllowed
from workbench.model import (
    ABOUT_FINDINGS,
    APPROVED,
    CUTS,
    Action,
    BlockKind,
    Edit,
    ErrorSeverity,
    ErrorType,
    Review,
    Status,
)
from workbench.review.journal import apply, is_quiet, points

MOST_CHARACTERS = 10_000
MOST_COMMENT_CHARACTERS = 2_000
MOST_NAME_CHARACTERS = 100
# What a step for all articles names as its target: no segment or block is called so.
WORKSPACE = "*"
# What a restore names to go back to the time before all edits: no edit is called so.
START = "start"

Choice = TypeVar("Choice", bound=StrEnum)
Fields = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Said:
    """What a person may say with a step. Each action keeps what it needs of it and ignores the rest."""

    text: str | None = None
    """The English to edit or approve; None for the text as it stands."""
    reason: str = ""
    """Of a rejection, free words; of a finding that is silenced or heard again, its message."""
    check: str = ""
    """The finding's check."""
    category: str = ""
    severity: str = ""
    """What is wrong with a rejected text, an `ErrorType`, and how grave it is, an `ErrorSeverity`; both may be empty."""
    comment: str = ""
    """The words of a comment, or what is added to a rejection."""
    of: str = ""
    """The id of the edit to go back to, or `start`; the id of the comment to resolve or reopen; the key of a draft."""
    drafts: Mapping[str, str] = field(default_factory=dict)
    """Not said but known: the machine's texts of the sentence by their drafts' keys, the newest by an empty one."""


def step(
    review: Review, machine: str, action: Action, *, target: str, by: str, at: str, base: int, **said: Any
) -> Edit | None:
    """The edit that takes a segment one step on, or None when there is nothing to change.

    `machine` is the machine's text, `base` the version the person saw, `said` the fields of `Said`.
    Raises Conflict, NotAllowed, or InputError for what is missing, unknown or too long.
    """
    edit = Edit(uuid.uuid4().hex, at, reviewer_name(by), action, target, base, machine=machine)
    if not is_quiet(edit):
        require_seen(review, base)
    kept = _KEEPS[action](review, machine, Said(**said))
    if kept is None:
        return None
    edit = replace(edit, **kept)
    return None if _same(review, apply(review, edit), machine) else edit


def require_seen(review: Review, base: int) -> None:
    """Raises Conflict unless who saw version `base` saw the text and state as they are: quiet steps change neither."""
    if base > review.version or not all(map(is_quiet, review.history[base:])):
        raise Conflict(
            f"{review.by or 'Somebody'} saved a newer version of this sentence while you had it open.", review
        )


# --- what each action needs, and what of it is written down ------------------------------------------------------


def _edit(review: Review, machine: str, said: Said) -> Fields | None:
    """None for an edit that changes no text: it must not withdraw an approval."""
    stands = current(review, machine)
    wanted = stands if said.text is None else clean(said.text)
    return {"text": wanted} if wanted != stands else None


def _approve(review: Review, machine: str, said: Said) -> Fields:
    wanted = current(review, machine) if said.text is None else clean(said.text)
    if not wanted.strip():
        raise NotAllowed("There is no translation to approve: write one first.")
    return {"text": wanted}


def _reject(review: Review, machine: str, said: Said) -> Fields:
    return {
        "text": current(review, machine),
        "reason": clean(said.reason),
        "category": _chosen(said.category, ErrorType, "error type"),
        "severity": _chosen(said.severity, ErrorSeverity, "severity"),
        "comment": _comment(said.comment),
    }


def _reset(review: Review, machine: str, said: Said) -> Fields:
    return {"text": None}


def _restore(review: Review, machine: str, said: Said) -> Fields:
    """An approved point is approved anew, by who restores it, and is compared with the machine's text of today.

    Where another model's text was chosen since, the one that stood then comes back too.
    """
    point = _point(review, said.of)
    if point.chosen != review.chosen:
        machine = said.drafts.get(point.chosen, machine)
    return {
        "text": point.text,
        "machine": machine,
        "draft": point.chosen,
        "of": said.of,
        "status": _status_now(point, machine),
        "reason": point.reason,
        "category": point.category,
        "severity": point.severity,
        "comment": point.comment,
    }


def _choose(review: Review, machine: str, said: Said) -> Fields:
    if not said.of or said.of not in said.drafts:
        raise InputError("No model made such a text of this sentence: open the comparison again and choose one there.")
    return {"text": None, "machine": said.drafts[said.of], "draft": said.of}


def _finding(review: Review, machine: str, said: Said) -> Fields:
    if not (said.check and said.reason):
        raise InputError("Which finding? A step about one names its check, and its message as the reason.")
    return {"text": review.text, "check": said.check, "reason": clean(said.reason)}


def _say(review: Review, machine: str, said: Said) -> Fields:
    comment = _comment(said.comment)
    if not comment:
        raise InputError("The comment is empty: write what there is to say.")
    return {"comment": comment, "machine": None}


def _settle(review: Review, machine: str, said: Said) -> Fields:
    if said.of not in {comment.id for comment in review.comments}:
        raise InputError("There is no such comment on this sentence: reload the page and choose one there.")
    return {"of": said.of, "machine": None}


def _fold(review: Review, machine: str, said: Said) -> Fields:
    raise NotAllowed("Folding is a step for a block, not for a sentence.")


def _cut(review: Review, machine: str, said: Said) -> Fields:
    raise NotAllowed("To split or merge takes more than this sentence: the interface has requests of their own for it.")


_KEEPS: Mapping[Action, Callable[[Review, str, Said], Fields | None]] = {
    Action.EDIT: _edit,
    Action.APPROVE: _approve,
    Action.REJECT: _reject,
    Action.RESET: _reset,
    Action.RESTORE: _restore,
    Action.CHOOSE: _choose,
    Action.SILENCE: _finding,
    Action.HEAR: _finding,
    Action.COMMENT: _say,
    Action.RESOLVE: _settle,
    Action.REOPEN: _settle,
    Action.BLOCK: _fold,
    Action.SPLIT: _cut,
    Action.MERGE: _cut,
}


def current(review: Review, machine: str) -> str:
    """The English as it stands."""
    return machine if review.text is None else review.text


def _point(review: Review, of: str) -> Review:
    """The review as it was after the edit that `of` names. Raises InputError where there is none."""
    if of == START:
        return Review()
    last_cut = max((n for n, edit in enumerate(review.history) if edit.action in CUTS), default=0)
    for number, (edit, point) in enumerate(zip(review.history, points(review.history), strict=True)):
        if edit.id == of and number < last_cut:
            raise NotAllowed("That text was of another sentence, before it was split or merged: take that back first.")
        if edit.id == of:
            return point
    raise InputError(
        f"A restore names the edit to go back to, or {START!r}; {of!r} is none of this sentence: "
        "reload the page and choose one in its history."
    )


def _status_now(point: Review, machine: str) -> Status:
    changed = point.text is not None and point.text != machine
    if point.status is Status.REJECTED:
        return Status.REJECTED
    if point.status in APPROVED:
        return Status.CORRECTED if changed else Status.APPROVED
    return Status.EDITED if changed else Status.UNREVIEWED


def _chosen(given: str, choices: type[Choice], what: str) -> Choice | None:
    """The choice of that name, None for an empty one. Raises InputError for one that there is not."""
    if not given:
        return None
    if given not in set(choices):
        raise InputError(f"{given!r} is no {what} of a rejection; there are {', '.join(choices)}.")
    return choices(given)


def _comment(text: str) -> str:
    comment = text.replace("\r\n", "\n").strip()
    if len(comment) > MOST_COMMENT_CHARACTERS:
        raise InputError(
            f"The comment has {len(comment):,} characters; one may have {MOST_COMMENT_CHARACTERS:,}: shorten it."
        )
    return comment


def _same(before: Review, after: Review, machine: str) -> bool:
    """True when the step changed neither text nor state nor what was said: nothing to write down."""
    same_status = before.status == after.status or {before.status, after.status} <= APPROVED
    return same_status and _what_stands(before, machine) == _what_stands(after, machine)


def _what_stands(review: Review, machine: str) -> tuple[object, ...]:
    verdict = (review.reason, review.category, review.severity, review.comment)
    return (current(review, machine), *verdict, review.silenced, review.comments, review.chosen)


# --- steps that are for no sentence ------------------------------------------------------------------------------


def fold(block_id: str, kind: BlockKind, *, by: str, at: str) -> Edit:
    """The edit that brings a furniture block into the article, or folds a block away."""
    return Edit(
        id=uuid.uuid4().hex, at=at, by=reviewer_name(by), action=Action.BLOCK, target=block_id, base=0, kind=kind
    )


def switch(check: str, action: Action, *, by: str, at: str) -> Edit:
    """The step that switches a check off (`silence`) or on (`hear`) for a whole workspace."""
    if action not in ABOUT_FINDINGS:
        raise NotAllowed(f"A check is silenced or heard again: {action} is a step for a sentence.")
    return Edit(id=uuid.uuid4().hex, at=at, by=reviewer_name(by), action=action, target=WORKSPACE, base=0, check=check)


# --- what people type --------------------------------------------------------------------------------------------


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
