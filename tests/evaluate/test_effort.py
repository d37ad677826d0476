"""HTER, verdicts and time on articles and journals made by hand."""

from dataclasses import replace

import pytest

from workbench.evaluate import effort
from workbench.evaluate.effort import PostEdit
from workbench.model import (
    Action,
    Article,
    Block,
    BlockKind,
    Document,
    Draft,
    Edit,
    ErrorType,
    Review,
    Segment,
    Signature,
    Status,
)

MARIAN = Signature("marian", "tiny", "1", {}, "x")
OTHER = Signature("embedded", "gemma", "1", {}, "x")
MACHINE = "The army closed the town ."
APPROVED = "The army closed the city ."


def segment(n):
    return Segment(f"s{n}", n, n + 1, str(n))


def draft(n, text=MACHINE, signature=MARIAN, at="2026-01-01T00:00:00.000Z", step="first"):
    return Draft(f"s{n}", str(n), text, -0.1, step, signature, at)


def edit(n, action, at, text=APPROVED, machine=MACHINE, by="amina", reason=""):
    return Edit(f"e{n}{at}", at, by, action, f"s{n}", 0, text, machine, reason)


def review(status, *history, text=APPROVED, reason=""):
    return Review(len(history), status, text, "amina", "", reason, history)


def approved(n, text=APPROVED, machine=MACHINE, at="2026-01-02T00:00:00.000Z"):
    status = Status.APPROVED if text == machine else Status.CORRECTED
    return review(status, edit(n, Action.APPROVE, at, text, machine), text=text)


def article(reviews, furniture=()):
    kinds = {n: BlockKind.FURNITURE if n in furniture else BlockKind.PARAGRAPH for n in range(6)}
    blocks = tuple(Block(f"b{n}", kind, n, n + 1, "ur", (segment(n),)) for n, kind in kinds.items())
    document = Document("a", "a.txt", "", "utf-8", "012345", "ur", "detected", "0", blocks)
    drafts = {f"s{n}": draft(n) for n in range(6)}
    return Article(document, drafts, {f"s{n}": given for n, given in reviews.items()})


def every(article):
    return {segment_id: [found] for segment_id, found in article.drafts.items()}


def post_edit(machine, approved):
    return PostEdit("ur", MARIAN, machine, approved)


@pytest.mark.parametrize(
    ("machine", "final", "edits", "words", "percent"),
    [
        (APPROVED, APPROVED, 0, 6, 0.0),
        (MACHINE, APPROVED, 1, 6, 100 / 6),
        ("the army closed the city .", APPROVED, 1, 6, 100 / 6),  # case counts
        ("The army closed the city.", APPROVED, 0, 6, 0.0),  # a full stop is a word, wherever it stands
        ("On Monday the army closed the city", "the army closed the city On Monday", 1, 7, 100 / 7),  # a shift is one
        ("a b c d e", "a b", 3, 2, 150.0),
    ],
)
def test_hter_is_edits_per_hundred_words_of_the_approved_text(machine, final, edits, words, percent):
    found = effort.hter([post_edit(machine, final)])
    assert (found.edits, found.words, found.segments) == (edits, words, 1)
    assert found.score.value == pytest.approx(percent)


def test_hter_of_several_counts_words_not_segments():
    long = " ".join("abcdefghijklmnopqr")
    found = effort.hter([post_edit("x y", "y z"), post_edit(long, long)])
    assert found.score.value == pytest.approx(100 * found.edits / found.words)
    assert found.words == 20
    assert found.score.value < 15, "the mean of the segments would be 50"
    assert "case:mixed" in found.score.signature
    assert "norm:yes" in found.score.signature
    assert effort.hter([]) is None


def test_only_what_was_approved_is_compared():
    rejected = review(Status.REJECTED, edit(2, Action.REJECT, "2026-01-02T00:00:00.000Z"))
    edited = review(Status.EDITED, edit(3, Action.EDIT, "2026-01-02T00:00:00.000Z"))
    made = article({0: approved(0), 1: approved(1, MACHINE), 2: rejected, 3: edited, 4: approved(4)}, furniture={4})
    found = list(effort.post_edits(made, every(made)))
    assert [(e.machine, e.approved, e.language) for e in found] == [
        (MACHINE, APPROVED, "ur"),
        (MACHINE, MACHINE, "ur"),
    ]


@pytest.mark.parametrize("step", ["copied", "memory"])
def test_what_no_machine_wrote_is_not_compared(step):
    made = article({0: approved(0, machine=""), 1: approved(1)})
    drafts = {"s1": [draft(1, step=step)]}
    assert list(effort.post_edits(made, drafts)) == []


def test_the_text_is_the_one_that_the_reviewer_had_and_so_is_its_model():
    made = article({0: approved(0)})
    newer = draft(0, "A newer text.", OTHER, "2026-01-03T00:00:00.000Z")
    same_text_later = draft(0, MACHINE, OTHER, "2026-01-03T00:00:00.000Z")
    for later in (newer, same_text_later):
        (found,) = effort.post_edits(replace(made, drafts={"s0": later}), {"s0": [draft(0), later]})
        assert (found.machine, found.signature) == (MACHINE, MARIAN)
    (lost,) = effort.post_edits(made, {"s0": [newer]})
    assert lost.signature is None


def test_the_step_after_an_approval_does_not_hide_it():
    """Silencing a finding is a later line of the journal, with no word on the text."""
    later = edit(0, Action.SILENCE, "2026-01-02T00:01:00.000Z", machine="A newer text.")
    given = approved(0)
    made = article({0: replace(given, history=(*given.history, later))})
    assert [e.machine for e in effort.post_edits(made, every(made))] == [MACHINE]


def test_a_restored_approval_counts_and_what_was_restored_to_before_it_does_not():
    first = edit(0, Action.APPROVE, "2026-01-02T00:00:00.000Z")
    undone = replace(edit(0, Action.RESTORE, "2026-01-02T00:01:00.000Z", text=None), status=Status.UNREVIEWED)
    again = edit(0, Action.RESTORE, "2026-01-02T00:02:00.000Z", machine="A newer text.")
    back = replace(again, status=Status.CORRECTED)
    waiting = article({0: review(Status.UNREVIEWED, first, undone, text=None)})
    assert list(effort.post_edits(waiting, every(waiting))) == []
    made = article({0: review(Status.CORRECTED, first, undone, back)})
    assert [(e.machine, e.approved) for e in effort.post_edits(made, every(made))] == [("A newer text.", APPROVED)]


def test_rejections_are_counted_by_their_kind_and_not_by_what_was_added():
    said = replace(review(Status.REJECTED), category=ErrorType.WRONG_NAME, comment="It is Tokayev.")
    made = article({0: said, 1: replace(said, comment=""), 2: review(Status.REJECTED, reason="wrong name")})
    assert effort.verdicts(made).rejected == {"Wrong name": 2, "wrong name": 1}


def test_verdicts():
    rejected = review(Status.REJECTED, reason="wrong name")
    made = article(
        {
            0: approved(0),
            1: approved(1, MACHINE),
            2: rejected,
            3: replace(rejected, reason=""),
            5: review(Status.EDITED),
        },
        furniture={4},
    )
    found = effort.verdicts(made)
    assert (found.unchanged, found.corrected, found.waiting) == (1, 1, 1)
    assert found.rejected == {"wrong name": 1, effort.NO_REASON: 1}


def at(seconds):
    return f"2026-01-01T10:{seconds // 60:02d}:{seconds % 60:02d}.000Z"


def saves(*given, by="amina"):
    return [edit(n, Action.EDIT, at(seconds), by=by) for n, seconds in given]


def test_time_goes_to_the_later_of_two_saves_and_long_pauses_do_not_count():
    journal = saves((0, 0), (1, 20), (1, 50), (2, 110), (3, 171))
    assert effort.seconds_by_segment({"a": journal}) == {("a", "s1"): 50.0, ("a", "s2"): 60.0}


def test_each_persons_saves_are_a_row_of_their_own():
    journal = saves((0, 0), (1, 30)) + saves((2, 10), (3, 25), by="omar")
    assert effort.seconds_by_segment({"a": journal}) == {("a", "s1"): 30.0, ("a", "s3"): 15.0}


def test_one_person_in_two_articles_works_once():
    found = effort.seconds_by_segment({"a": saves((0, 0), (1, 40)), "b": saves((5, 30))})
    assert found == {("b", "s5"): 30.0, ("a", "s1"): 10.0}


def test_folding_takes_its_time_from_no_segment():
    folded = Edit("f", at(20), "amina", Action.BLOCK, "b9", 0, kind=BlockKind.FURNITURE)
    assert effort.seconds_by_segment({"a": [*saves((0, 0), (1, 30)), folded]}) == {("a", "s1"): 10.0}


@pytest.mark.parametrize("action", [Action.COMMENT, Action.RESOLVE, Action.REOPEN])
def test_a_comment_is_no_save(action):
    said = edit(5, action, at(20))
    assert effort.seconds_by_segment({"a": [*saves((0, 0), (1, 30)), said]}) == {("a", "s1"): 30.0}


def test_a_time_that_is_none_is_passed_over():
    broken = replace(saves((0, 0))[0], at="yesterday")
    assert effort.seconds_by_segment({"a": [broken, *saves((0, 0), (1, 5))]}) == {("a", "s1"): 5.0}
    assert effort.seconds_by_segment({}) == {}
