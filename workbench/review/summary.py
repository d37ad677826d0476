"""Which sentences make the summary, in which order, and how each is worded: the steps, and what they amount to.

A summary sentence is a sentence of the article and keeps its id; nothing can be in a summary that is nowhere in its
article. Its wording is reviewed as a translation is, with the translation in the machine's place. What is taken out of
the summary keeps the steps on its wording, and has them again when it is put back.
"""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import Any

from workbench.errors import Conflict, InputError, NotAllowed
from workbench.model import SUMMARY, Action, Cited, Composition, Edit, Status, Summary, SummarySentence, wording_of
from workbench.review.steps import START, clean, reviewer_name, step

_WORDING = frozenset({Action.EDIT, Action.APPROVE, Action.REJECT, Action.RESET, Action.RESTORE})


# --- which sentences, in which order -----------------------------------------------------------------------------


def composition(edits: Iterable[Edit]) -> Composition:
    """What a journal amounts to for the choice of the summary's sentences."""
    found = Composition()
    for edit in edits:
        if edit.target == SUMMARY and edit.order is not None:
            found = Composition(found.version + 1, edit.order, edit.by, edit.at, (*found.history, edit))
    return found


def composed(
    summary: Summary | None, by_people: Composition, heirs: Mapping[str, str] = MappingProxyType({})
) -> Summary | None:
    """The summariser's summary as people left it. A sentence that the summariser did not choose has no score.

    `heirs` are what stands for segments that were split or merged away, in the summariser's summary already.
    """
    if by_people.order is None:
        return summary
    summary = summary or Summary((), "", {})
    scores = {sentence.segment_id: sentence.score for sentence in summary.sentences}
    order = dict.fromkeys(heirs.get(segment_id, segment_id) for segment_id in by_people.order)
    return replace(summary, sentences=tuple(SummarySentence(each, scores.get(each)) for each in order))


@dataclass(frozen=True, slots=True)
class Choice:
    """What a step on the choice needs. Each action takes what it needs of it and ignores the rest."""

    segment_id: str = ""
    """The sentence to add, remove or move."""
    place: int | None = None
    """Where in the summary it comes to stand, from 0; None for where the article has it."""
    of: str = ""
    """The id of the step to go back to, or `start`."""
    reading: Sequence[str] = ()
    """The article's segments that are not folded, in reading order: what can be added."""
    anew: Sequence[str] = ()
    """What the summariser chooses now."""


def rearrange(
    before: Composition, order: Sequence[str], action: Action, choice: Choice, *, by: str, at: str, base: int
) -> Edit | None:
    """The edit that changes which sentences make the summary, now `order`, or None when nothing would change.

    `base` is the version of the choice that the person saw. Raises Conflict, NotAllowed or InputError.
    """
    name = reviewer_name(by)
    if base != before.version:
        raise Conflict(f"{before.by or 'Somebody'} changed the summary while you had it open.", before)
    wanted = _order(before, tuple(order), action, choice)
    if wanted == tuple(order):
        return None
    of = choice.of if action is Action.RESTORE else choice.segment_id
    return Edit(uuid.uuid4().hex, at, name, action, SUMMARY, base, of=of, order=wanted, was=tuple(order))


def _order(before: Composition, order: tuple[str, ...], action: Action, choice: Choice) -> tuple[str, ...]:
    match action:
        case Action.ADD:
            return order if choice.segment_id in order else _added(order, choice)
        case Action.REMOVE:
            return tuple(each for each in order if each != choice.segment_id)
        case Action.MOVE:
            return _moved(order, choice)
        case Action.SUMMARISE:
            return tuple(choice.anew)
        case Action.RESTORE:
            return _restored(before, order, choice.of)
    raise NotAllowed(f"{action} is no step on a summary; there are add, remove, move, summarise and restore.")


def _added(order: tuple[str, ...], choice: Choice) -> tuple[str, ...]:
    if choice.segment_id not in choice.reading:
        raise NotAllowed("Only a sentence of the article can be added to its summary: bring its block back first.")
    place = _place_by_reading(order, choice) if choice.place is None else choice.place
    return _with(order, choice.segment_id, place)


def _moved(order: tuple[str, ...], choice: Choice) -> tuple[str, ...]:
    if choice.segment_id not in order:
        raise NotAllowed("That sentence is not in the summary any more: add it again first.")
    others = tuple(each for each in order if each != choice.segment_id)
    place = _place_by_reading(others, choice) if choice.place is None else choice.place
    return _with(others, choice.segment_id, place)


def _with(order: tuple[str, ...], segment_id: str, place: int) -> tuple[str, ...]:
    place = max(place, 0)
    return (*order[:place], segment_id, *order[place:])


def _place_by_reading(order: Sequence[str], choice: Choice) -> int:
    """Before the first sentence that the article has later."""
    number = {segment_id: at for at, segment_id in enumerate(choice.reading)}
    own = number.get(choice.segment_id, len(number))
    return next((at for at, each in enumerate(order) if number.get(each, -1) > own), len(order))


def _restored(before: Composition, order: tuple[str, ...], of: str) -> tuple[str, ...]:
    if of == START:
        return before.history[0].was or () if before.history else order
    for edit in before.history:
        if edit.id == of:
            return edit.order or ()
    raise InputError(
        f"A restore names the step to go back to, or {START!r}; {of!r} is none of this summary: "
        "reload the page and choose one in its history."
    )


# --- how a sentence is worded ------------------------------------------------------------------------------------


def reword(
    cited: Cited, action: Action, *, by: str, at: str, base: int, seen: str | None = None, **said: Any
) -> Edit | None:
    """The edit that takes the wording of a summary sentence one step on; see `step`, whose errors it raises too.

    `seen` is the translation that the person had before them, None for the one that stands: where it is another one by
    now, the sentence says so from the beginning.
    """
    if action not in _WORDING:
        raise NotAllowed(f"{action} is no step on a summary sentence; there are {', '.join(sorted(_WORDING))}.")
    if action is Action.EDIT and said.get("text") is not None and not clean(said["text"]):
        raise NotAllowed("A summary sentence needs words: write some, or remove the sentence from the summary.")
    review = cited.wording
    if review.status is Status.UNREVIEWED:  # it follows the translation, whatever that was when somebody took a step
        review = replace(review, text=None)
    if cited.outdated and action in (Action.APPROVE, Action.REJECT):  # the same verdict, of another translation
        review = replace(review, status=Status.EDITED)
    translation = cited.translation if seen is None else clean(seen)
    return step(review, translation, action, target=wording_of(cited.segment_id), by=by, at=at, base=base, **said)
