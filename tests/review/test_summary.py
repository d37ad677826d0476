"""Which sentences make the summary, in which order, and how each is worded: steps and replay."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbench import review
from workbench.errors import Conflict, InputError, NotAllowed
from workbench.model import (
    Action,
    Block,
    BlockKind,
    Cited,
    Composition,
    Draft,
    Review,
    Row,
    Segment,
    Signature,
    Status,
    Summary,
    SummarySentence,
    wording_of,
)

AT = "2026-01-01T00:00:00Z"
READING = ("a", "b", "c", "d")
MACHINE = Summary((SummarySentence("a", 0.5), SummarySentence("c", 0.25)), "lexrank", {})
ADD, REMOVE, MOVE, AGAIN, RESTORE = Action.ADD, Action.REMOVE, Action.MOVE, Action.SUMMARISE, Action.RESTORE


def rearranged(edits, action, segment="", *, base=None, by="amina", **choice):
    """The journal after one more step; the same one where nothing would change."""
    made = review.composition(edits)
    order = [sentence.segment_id for sentence in review.composed(MACHINE, made).sentences]
    choice = review.Choice(segment, reading=READING, **choice)
    edit = review.rearrange(made, order, action, choice, by=by, at=AT, base=made.version if base is None else base)
    return edits if edit is None else [*edits, edit]


def order_of(edits):
    return "".join(s.segment_id for s in review.composed(MACHINE, review.composition(edits)).sentences)


@pytest.mark.parametrize(
    ("steps", "order"),
    [
        ([], "ac"),
        ([(ADD, "b")], "abc"),
        ([(ADD, "d")], "acd"),
        ([(ADD, "d", {"place": 0})], "dac"),
        ([(ADD, "d", {"place": 99})], "acd"),
        ([(REMOVE, "a")], "c"),
        ([(REMOVE, "a"), (ADD, "a")], "ac"),
        ([(REMOVE, "a"), (REMOVE, "c")], ""),
        ([(MOVE, "c", {"place": 0})], "ca"),
        ([(MOVE, "a", {"place": 1})], "ca"),
        ([(MOVE, "a", {"place": 1}), (MOVE, "a")], "ac"),
        ([(MOVE, "c", {"place": 0}), (ADD, "b")], "bca"),
        ([(ADD, "b"), (AGAIN, "", {"anew": ("d", "a")})], "da"),
    ],
)
def test_choices(steps, order):
    edits = []
    for action, segment, *more in steps:
        edits = rearranged(edits, action, segment, **(more[0] if more else {}))
    assert order_of(edits) == order
    made = review.composition(edits)
    assert (made.version, len(made.history)) == (len(steps), len(steps))
    assert review.replay(edits) == ({}, {})


@pytest.mark.parametrize(
    ("action", "segment", "choice"),
    [
        (ADD, "a", {}),
        (REMOVE, "b", {}),
        (MOVE, "a", {"place": 0}),
        (MOVE, "a", {}),
        (AGAIN, "", {"anew": ("a", "c")}),
        (RESTORE, "", {"of": review.START}),
    ],
)
def test_a_choice_that_changes_nothing_is_not_written(action, segment, choice):
    assert rearranged([], action, segment, **choice) == []


def test_scores_are_the_summarisers_and_what_a_person_added_has_none():
    edits = rearranged(rearranged([], ADD, "b"), MOVE, "c", place=0)
    scores = {s.segment_id: s.score for s in review.composed(MACHINE, review.composition(edits)).sentences}
    assert scores == {"c": 0.25, "a": 0.5, "b": None}
    alone = review.composed(None, review.composition(edits))
    assert ([s.segment_id for s in alone.sentences], alone.method) == (["c", "a", "b"], "")
    assert review.composed(None, Composition()) is None


def test_every_earlier_choice_can_be_brought_back_also_that_of_the_machine_that_has_chosen_anew():
    edits = rearranged(rearranged(rearranged([], ADD, "b"), REMOVE, "a"), AGAIN, anew=("d",))
    first, second, _ = edits
    for of, order in ((first.id, "abc"), (second.id, "bc"), (review.START, "ac")):
        restored = rearranged(edits, RESTORE, of=of, by="omar")
        assert order_of(restored) == order
        assert (restored[-1].of, restored[-1].by, restored[-1].was) == (of, "omar", ("d",))
    with pytest.raises(InputError, match="none of this summary"):
        rearranged(edits, RESTORE, of="nothing")


def test_a_choice_on_an_old_version_is_refused_with_the_newest():
    theirs = rearranged([], REMOVE, "a", by="omar")
    for action, segment in ((ADD, "b"), (REMOVE, "a"), (MOVE, "c"), (AGAIN, "")):
        with pytest.raises(Conflict, match="omar changed the summary") as refusal:
            rearranged(theirs, action, segment, base=0)
        assert refusal.value.current == review.composition(theirs)


@pytest.mark.parametrize(
    ("action", "segment", "error", "said"),
    [
        (ADD, "nowhere", NotAllowed, "Only a sentence of the article"),
        (MOVE, "b", NotAllowed, "not in the summary"),
        (Action.APPROVE, "a", NotAllowed, "no step on a summary"),
    ],
)
def test_what_is_no_choice_is_refused(action, segment, error, said):
    with pytest.raises(error, match=said):
        rearranged([], action, segment)


def test_a_choice_needs_a_name():
    with pytest.raises(InputError):
        rearranged([], ADD, "b", by=" ")


STEPS = st.tuples(st.sampled_from([ADD, REMOVE, MOVE, AGAIN]), st.sampled_from(READING), st.none() | st.integers(0, 5))


@given(st.lists(STEPS, max_size=12))
def test_whatever_is_done_no_sentence_is_there_twice_and_none_comes_from_elsewhere(steps):
    edits = []
    for action, segment, place in steps:
        try:
            edits = rearranged(edits, action, segment, place=place, anew=("b", "d"))
        except NotAllowed:
            assert action is MOVE
    order = order_of(edits)
    assert len(set(order)) == len(order)
    assert set(order) <= set(READING)


# --- wording -----------------------------------------------------------------------------------------------------

E, A, R, X = Action.EDIT, Action.APPROVE, Action.REJECT, Action.RESET


def cited(history=(), translation="The army left.", of_segment=Status.UNREVIEWED):
    """A summary sentence with the steps of a journal on its wording, and a translation as it stands."""
    reviews, _ = review.replay(history)
    block = Block("b1", BlockKind.PARAGRAPH, 0, 3, "ur", ())
    draft = Draft("a", "src", translation, None, "first", Signature("", "", "", {}, ""), AT)
    row = Row(1, block, block.kind, Segment("a", 0, 3, "src"), draft, Review(status=of_segment))
    return Cited("a", 0.5, row, reviews.get(wording_of("a"), Review()))


def reworded(history, action, text=None, *, translation="The army left.", base=None, **said):
    now = cited(history, translation)
    base = now.wording.version if base is None else base
    edit = review.reword(now, action, by="amina", at=AT, base=base, text=text, **said)
    return history if edit is None else [*history, edit]


T1, T2 = "The army left.", "The army withdrew."


@pytest.mark.parametrize(
    ("steps", "translation", "text", "status", "own", "outdated"),
    [
        ([], T1, T1, Status.UNREVIEWED, False, False),
        ([], T2, T2, Status.UNREVIEWED, False, False),
        ([(A, None)], T1, T1, Status.APPROVED, True, False),
        ([(A, None)], T2, T1, Status.APPROVED, True, True),
        ([(E, "Troops left.")], T1, "Troops left.", Status.EDITED, True, False),
        ([(E, "Troops left.")], T2, "Troops left.", Status.EDITED, True, True),
        ([(E, "Troops left."), (A, None)], T1, "Troops left.", Status.CORRECTED, True, False),
        ([(E, "Troops left."), (E, T1)], T2, T2, Status.UNREVIEWED, False, False),
        ([(A, "Troops left."), (E, "Troops went.")], T1, "Troops went.", Status.EDITED, True, False),
        ([(R, None)], T1, T1, Status.REJECTED, True, False),
        ([(R, None)], T2, T1, Status.REJECTED, True, True),
        ([(A, "Troops left."), (X, None)], T2, T2, Status.UNREVIEWED, False, False),
    ],
)
def test_wordings(steps, translation, text, status, own, outdated):
    history = []
    for action, said in steps:
        history = reworded(history, action, said)
    stands = cited(history, translation)
    assert (stands.text, stands.status, stands.own, stands.outdated) == (text, status, own, outdated)
    assert stands.wording.version == len(steps)
    assert {edit.target for edit in history} <= {"summary:a"}


def test_without_a_wording_of_its_own_it_is_as_approved_as_its_translation():
    assert cited(of_segment=Status.CORRECTED).approved
    assert not cited(reworded([], R), of_segment=Status.APPROVED).approved
    assert replace(cited(), row=None).status is Status.UNREVIEWED


def test_a_translation_that_changed_unseen_makes_the_approval_outdated_at_once():
    approved = cited(reworded([], A, T1, translation=T2, seen=T1), T2)
    assert (approved.text, approved.status, approved.outdated) == (T1, Status.APPROVED, True)
    again = cited(reworded(list(approved.wording.history), A, T1, translation=T2, seen=T2), T2)
    assert (again.text, again.status, again.outdated, again.wording.version) == (T1, Status.CORRECTED, False, 2)
    assert reworded(list(again.wording.history), A, T1, translation=T2) == list(again.wording.history)


def test_a_restored_wording_is_compared_with_the_translation_of_today():
    history = reworded(reworded([], A, T1), X)
    restored = cited(reworded(history, RESTORE, of=history[0].id, translation=T2), T2)
    assert (restored.text, restored.status, restored.outdated) == (T1, Status.CORRECTED, False)
    back = cited(reworded(history, RESTORE, of=review.START, translation=T2), T2)
    assert (back.text, back.own) == (T2, False)


def test_a_wording_on_an_old_version_is_refused_with_the_newest():
    history = reworded([], E, "Theirs.")
    with pytest.raises(Conflict) as refusal:
        reworded(history, E, "Mine.", base=0)
    assert refusal.value.current.text == "Theirs."


@pytest.mark.parametrize(("action", "text"), [(E, ""), (E, " \n"), (A, " "), (Action.COMMENT, None), (ADD, None)])
def test_what_is_no_wording_is_refused(action, text):
    with pytest.raises(NotAllowed):
        reworded([], action, text)
