"""What people say of a sentence and how they go back: rejections by kind, comments, earlier points."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import TypeAdapter

from workbench import review
from workbench.errors import Conflict, InputError, NotAllowed
from workbench.model import DIMENSIONS, Action, Edit, ErrorSeverity, ErrorType, Finding, Review, Severity, Status

MACHINE = "The army left."
E, A, R, X, B = Action.EDIT, Action.APPROVE, Action.REJECT, Action.RESET, Action.RESTORE
C, S, O = Action.COMMENT, Action.RESOLVE, Action.REOPEN  # noqa: E741
FINDING = Finding("numbers", Severity.ERROR, "The source says 20.")


def take(before, action, *, by="amina", base=None, machine=MACHINE, **said):
    """The review after a step, the same object where there was nothing to write down."""
    base = before.version if base is None else base
    at = f"2026-01-01T00:00:{before.version:02d}Z"
    edit = review.step(before, machine, action, target="s1", by=by, at=at, base=base, **said)
    return before if edit is None else review.apply(before, edit)


def after(*steps, by="amina"):
    state = Review()
    for action, said in steps:
        state = take(state, action, by=by, **said)
    return state


def said_in(comments):
    return [(c.by, c.text, c.resolved_by) for c in comments]


# --- rejecting ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("said", "why"),
    [
        ({}, ""),
        ({"reason": "wrong name"}, "wrong name"),
        ({"category": "wrong-number"}, "Wrong number"),
        ({"category": "date-format", "severity": "minor"}, "Date format, minor"),
        (
            {"category": "omission", "severity": "critical", "comment": " Half of it.\r\n"},
            "Omission, critical: Half of it.",
        ),
        ({"comment": "No."}, "No."),
    ],
)
def test_a_rejection_says_why(said, why):
    state = take(take(Review(), E, text="T."), R, **said)
    assert (state.status, state.text, state.why, state.history[-1].why) == (Status.REJECTED, "T.", why, why)
    edited = take(state, E, text="U.")
    assert (edited.status, edited.why) == (Status.EDITED, "")


def test_the_same_text_is_rejected_again_for_another_reason_and_only_then():
    state = take(Review(), R, category="omission", severity="minor")
    assert take(state, R, category="omission", severity="minor") is state
    assert take(state, R, category="omission", severity="major").severity is ErrorSeverity.MAJOR


@pytest.mark.parametrize(
    ("said", "message"),
    [
        ({"category": "boring"}, "'boring' is no error type of a rejection; there are mistranslation, wrong-name"),
        (
            {"category": "omission", "severity": "fatal"},
            "'fatal' is no severity of a rejection; there are minor, major",
        ),
        ({"comment": "x" * 2001}, "2,001 characters; one may have 2,000"),
    ],
)
def test_what_no_rejection_can_say_is_refused(said, message):
    with pytest.raises(InputError, match=message):
        take(Review(), R, **said)


def test_every_error_type_has_its_dimension():
    assert sorted(kind for kinds in DIMENSIONS.values() for kind in kinds) == sorted(ErrorType)


def test_a_line_of_an_older_journal_is_read():
    line = (
        b'{"id":"e1","at":"2026-01-01T00:00:00Z","by":"amina","action":"reject","target":"s1","base":0,"text":"T.",'
        b'"machine":"T.","reason":"Wrong name","kind":null,"check":""}'
    )
    edit = TypeAdapter(Edit).validate_json(line)
    state = review.replay([edit])[0]["s1"]
    assert (state.status, state.why, state.category) == (Status.REJECTED, "Wrong name", None)


# --- comments ----------------------------------------------------------------------------------------------------


def test_comments_are_kept_resolved_and_reopened():
    state = after((A, {}), (C, {"comment": " Who? "}), (C, {"comment": "Where?"}))
    first = state.comments[0].id
    settled = take(state, S, by="omar", of=first)
    assert said_in(settled.comments) == [("amina", "Who?", "omar"), ("amina", "Where?", "")]
    assert settled.comments[0].resolved_at == "2026-01-01T00:00:03Z"
    assert take(settled, S, by="lina", of=first) is settled
    assert said_in(take(settled, O, of=first).comments) == said_in(state.comments)
    assert (settled.status, settled.text, settled.by, settled.version) == (Status.APPROVED, MACHINE, "amina", 4)


@pytest.mark.parametrize(
    ("action", "said", "message"),
    [
        (C, {}, "empty"),
        (C, {"comment": " \n"}, "empty"),
        (C, {"comment": "x" * 2001}, "2,001 characters"),
        (S, {}, "no such comment"),
        (S, {"of": "nothing"}, "no such comment"),
        (O, {"of": "nothing"}, "no such comment"),
    ],
)
def test_a_remark_without_words_or_comment_is_refused(action, said, message):
    with pytest.raises(InputError, match=message):
        take(after((C, {"comment": "Who?"})), action, **said)


def test_a_comment_is_no_reason_to_refuse_anybodys_step_and_is_never_refused_itself():
    theirs = after((E, {"text": "Theirs."}), (C, {"comment": "Who?"}))
    assert take(theirs, A, base=1).status is Status.CORRECTED
    late = take(theirs, C, base=0, comment="Late.")
    assert [c.text for c in late.comments] == ["Who?", "Late."]
    with pytest.raises(Conflict):
        take(late, E, base=0, text="Mine.")


# --- going back --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("steps", "point", "status", "text", "why"),
    [
        ([(A, {})], 0, Status.UNREVIEWED, None, ""),
        ([(E, {"text": "T."}), (A, {})], 1, Status.EDITED, "T.", ""),
        ([(A, {"text": "T."}), (E, {"text": "U."})], 1, Status.CORRECTED, "T.", ""),
        ([(A, {}), (R, {"category": "style"})], 1, Status.APPROVED, MACHINE, ""),
        (
            [(R, {"category": "style", "comment": "So."}), (A, {"text": "U."})],
            1,
            Status.REJECTED,
            MACHINE,
            "Style: So.",
        ),
        ([(E, {"text": "T."}), (X, {}), (A, {})], 2, Status.UNREVIEWED, None, ""),
        ([(A, {}), (C, {"comment": "Why?"}), (E, {"text": "U."})], 2, Status.APPROVED, MACHINE, ""),
    ],
)
def test_a_restore_brings_back_text_and_state_by_who_restores(steps, point, status, text, why):
    state = after(*steps)
    of = state.history[point - 1].id if point else review.START
    back = take(state, B, by="omar", of=of)
    assert (back.status, back.text, back.why, back.by) == (status, text, why, "omar")
    assert back.version == len(steps) + 1
    assert take(back, B, of=of) is back  # there already
    assert review.replay(back.history)[0] == {"s1": back}


def test_a_restored_approval_is_compared_with_the_machines_text_of_today():
    state = after((A, {}), (E, {"text": "U."}))
    back = take(state, B, of=state.history[0].id, machine="The troops left.")
    assert (back.status, back.text) == (Status.CORRECTED, MACHINE)


def test_a_restore_is_refused_like_other_steps_and_for_a_point_that_never_was():
    state = after((A, {}), (E, {"text": "U."}))
    with pytest.raises(Conflict):
        take(state, B, base=1, of=review.START)
    for of in ("", "nothing"):
        with pytest.raises(InputError, match="reload the page and choose one in its history"):
            take(state, B, of=of)


def test_going_back_and_forth_many_times_is_quick():
    state = after((E, {"text": "T."}), (A, {"text": "U."}))
    for _ in range(60):  # replaying every point anew would take longer than the universe has
        state = take(state, B, of=state.history[-2].id)
    assert (state.status, state.version) == (Status.CORRECTED, 62)


# --- whatever people do ------------------------------------------------------------------------------------------

STEPS = st.one_of(
    st.tuples(st.sampled_from([E, A]), st.fixed_dictionaries({"text": st.text(min_size=1, max_size=6)})),
    st.tuples(st.just(R), st.fixed_dictionaries({"category": st.sampled_from(["", "style", "omission"])})),
    st.tuples(st.just(X), st.just({})),
    st.tuples(st.just(B), st.fixed_dictionaries({"point": st.integers(0, 8)})),
)
QUIET = st.one_of(
    st.tuples(st.just(C), st.fixed_dictionaries({"comment": st.text(min_size=1, max_size=6)})),
    st.tuples(st.sampled_from([S, O]), st.fixed_dictionaries({"comment": st.integers(0, 4)})),
    st.tuples(
        st.sampled_from([Action.SILENCE, Action.HEAR]),
        st.just({"check": FINDING.check, "reason": FINDING.message}),
    ),
)


def walk(steps):
    """The review after the steps; those that are refused change nothing. A restore names the n-th step that is loud."""
    state = Review()
    for action, said in steps:
        if action is B:
            loud = [edit for edit in state.history if not review.is_quiet(edit)]
            said = {"of": loud[said["point"]].id if said["point"] < len(loud) else review.START}
        elif action in (S, O):
            said = {"of": dict(enumerate(c.id for c in state.comments)).get(said["comment"], "")}
        try:
            state = take(state, action, **said)
        except (NotAllowed, InputError):
            continue
    return state


@given(st.lists(st.one_of(STEPS, QUIET), max_size=14))
def test_text_and_state_are_as_without_the_remarks(steps):
    state = walk(steps)
    loud = walk([step for step in steps if step[0] in (E, A, R, X, B)])
    assert (state.text, state.status, state.by, state.why) == (loud.text, loud.status, loud.by, loud.why)
    assert [e.action for e in state.history if not review.is_quiet(e)] == [e.action for e in loud.history]
    assert state.version == len(state.history)
    assert review.replay(state.history)[0].get("s1", Review()) == state
    assert [point.version for point in review.points(state.history)] == list(range(1, state.version + 1))
    assert all(point.text == state.text for point in review.points(state.history)[-1:])
