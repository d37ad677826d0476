"""Which steps are allowed, and what a journal amounts to."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbench import review
from workbench.errors import Conflict, InputError, NotAllowed
from workbench.model import Action, BlockKind, Finding, Review, Severity, Status

MACHINE = "The army left."


def take(before, action, text=None, *, by="amina", base=None, machine=MACHINE, reason=""):
    base = before.version if base is None else base
    edit = review.step(
        before, machine, action, target="s1", by=by, at="2026-01-01T00:00:00Z", base=base, text=text, reason=reason
    )
    return before if edit is None else review.apply(before, edit)


def after(*steps):
    state = Review()
    for action, text in steps:
        state = take(state, action, text)
    return state


E, A, R, X = Action.EDIT, Action.APPROVE, Action.REJECT, Action.RESET


@pytest.mark.parametrize(
    ("steps", "status", "text"),
    [
        ([], Status.UNREVIEWED, None),
        ([(A, None)], Status.APPROVED, MACHINE),
        ([(A, MACHINE)], Status.APPROVED, MACHINE),
        ([(A, "Troops left.")], Status.CORRECTED, "Troops left."),
        ([(E, "Troops left.")], Status.EDITED, "Troops left."),
        ([(E, "Troops left."), (A, None)], Status.CORRECTED, "Troops left."),
        ([(E, "Troops left."), (E, MACHINE)], Status.UNREVIEWED, MACHINE),
        ([(A, None), (E, "Troops left.")], Status.EDITED, "Troops left."),
        ([(A, "Troops left."), (E, "Troops went.")], Status.EDITED, "Troops went."),
        ([(R, None)], Status.REJECTED, MACHINE),
        ([(R, None), (A, None)], Status.APPROVED, MACHINE),
        ([(A, "Troops left."), (X, None)], Status.UNREVIEWED, None),
        ([(R, None), (X, None)], Status.UNREVIEWED, None),
    ],
)
def test_states(steps, status, text):
    state = after(*steps)
    assert (state.status, state.text) == (status, text)
    assert state.version == len(steps) == len(state.history)


def test_a_step_on_an_old_version_is_refused_with_the_newest():
    mine = Review()
    theirs = take(mine, A, "Troops left.", by="omar")
    with pytest.raises(Conflict) as refusal:
        take(theirs, E, "Soldiers left.", base=mine.version)
    assert refusal.value.current == theirs
    assert "omar" in str(refusal.value)


@pytest.mark.parametrize(
    ("before", "action", "text"),
    [
        ((), X, None),
        (((A, None),), A, None),
        (((A, "T."),), A, "T."),
        ((), E, MACHINE),
        (((A, "T."),), E, "T."),
        (((R, None),), E, MACHINE),
        (((R, None),), R, None),
    ],
)
def test_a_step_that_changes_nothing_is_not_written(before, action, text):
    state = after(*before)
    assert take(state, action, text) == state


def test_a_second_rejection_with_another_reason_is_written():
    state = take(Review(), R, reason="Omission")
    assert take(state, R, reason="Wrong name").reason == "Wrong name"


@pytest.mark.parametrize("empty", ["", "   ", "\n"])
def test_nothing_cannot_be_approved(empty):
    with pytest.raises(NotAllowed):
        take(Review(), A, empty)


@pytest.mark.parametrize(("by", "text"), [("", "x"), (" \n", "x"), ("a" * 101, "x"), ("amina", "x" * 10_001)])
def test_bad_input_is_refused(by, text):
    with pytest.raises(InputError):
        take(Review(), E, text, by=by)


def test_white_space_around_the_text_is_not_kept():
    assert take(Review(), E, "  Troops left.\r\n").text == "Troops left."


def test_an_approval_stands_when_the_machine_writes_anew():
    approved = take(Review(), A)
    replayed, _ = review.replay(approved.history)
    assert replayed["s1"].text == MACHINE
    assert replayed["s1"].status is Status.APPROVED


def test_blocks_are_folded_and_brought_back():
    edits = [
        review.fold("b1", BlockKind.PARAGRAPH, by="amina", at="t"),
        review.fold("b2", BlockKind.PARAGRAPH, by="amina", at="t"),
        review.fold("b1", BlockKind.FURNITURE, by="omar", at="t"),
    ]
    assert review.replay(edits) == ({}, {"b1": BlockKind.FURNITURE, "b2": BlockKind.PARAGRAPH})


@given(
    st.lists(
        st.tuples(st.sampled_from([E, A, R, X]), st.one_of(st.none(), st.text(min_size=1, max_size=8))), max_size=12
    )
)
def test_replay_gives_what_the_steps_gave(steps):
    state = Review()
    for action, text in steps:
        try:
            state = take(state, action, text)
        except NotAllowed:
            continue
    replayed, _ = review.replay(state.history)
    assert replayed.get("s1", Review()) == state


# --- findings that people know better ----------------------------------------------------------------------------

FINDING = Finding("numbers", Severity.ERROR, "The source says 20.")
OTHER = Finding("numbers", Severity.ERROR, "The source says 30.")


def about(before, action, finding=FINDING, *, by="amina", base=None):
    edit = review.step(
        before, MACHINE, action, target="s1", by=by, at="2026-01-01T00:00:00Z",
        base=before.version if base is None else base, check=finding.check, reason=finding.message,
    )  # fmt: skip
    return before if edit is None else review.apply(before, edit)


def test_a_silenced_finding_is_silent_and_no_other_of_its_check():
    state = about(take(Review(), A, "Troops left."), Action.SILENCE)
    assert state.silences(FINDING)
    assert not state.silences(OTHER)
    assert (state.status, state.text, state.version) == (Status.CORRECTED, "Troops left.", 2)
    assert [(edit.by, edit.check) for edit in state.silenced] == [("amina", "numbers")]


def test_it_is_heard_again():
    state = about(about(about(Review(), Action.SILENCE), Action.SILENCE, OTHER), Action.HEAR)
    assert not state.silences(FINDING)
    assert state.silences(OTHER)


def test_what_changes_nothing_is_not_written_down():
    state = about(Review(), Action.SILENCE)
    assert about(state, Action.SILENCE) is state
    assert about(Review(), Action.HEAR) == Review()


def test_a_silenced_finding_is_no_reason_to_refuse_anybodys_text():
    theirs = about(Review(), Action.SILENCE, by="omar")
    mine = take(theirs, E, "Troops left.", base=0)
    assert (mine.status, mine.text, mine.version) == (Status.EDITED, "Troops left.", 2)
    assert mine.silences(FINDING)
    assert about(mine, Action.SILENCE, OTHER, base=0).silences(OTHER)


def test_a_version_that_never_was_is_refused():
    with pytest.raises(Conflict):
        take(Review(), E, "Troops left.", base=1)


def test_a_step_about_no_finding_is_refused():
    with pytest.raises(InputError, match="Which finding"):
        take(Review(), Action.SILENCE)


def test_checks_are_switched_off_and_on_for_a_workspace():
    edits = [
        review.switch(check, action, by="amina", at=f"2026-01-0{day}T00:00:00Z")
        for day, (check, action) in enumerate(
            [("names", Action.SILENCE), ("names", Action.SILENCE), ("bidi", Action.SILENCE), ("bidi", Action.HEAR)], 1
        )
    ]
    assert {name: edit.at for name, edit in review.switched_off(edits).items()} == {"names": "2026-01-01T00:00:00Z"}
    with pytest.raises(NotAllowed, match="approve"):
        review.switch("names", Action.APPROVE, by="amina", at="2026-01-01T00:00:00Z")
