"""What reviewing a workspace took, gathered from its files."""

import pytest

from workbench import pipeline
from workbench.bench import reviewing
from workbench.evaluate import effort
from workbench.model import Action, Draft, Edit, Signature
from workbench.store import Workspace

URDU = "فوج نے شہر کو بند کیا۔\n\nعدالت نے خط کو مسترد کیا۔\n\nوزیر نے رپورٹ کو دیکھا۔\n\nکسان نے پانی کو کھولا۔"
ARABIC = "أغلق الجيش المدينة.\n\nرفضت المحكمة الرسالة."
MARIAN = Signature("marian", "tiny", "1", {}, "x")
EMBEDDED = Signature("embedded", "gemma", "1", {}, "x")
MACHINE = "The army closed the town ."


def draft(row, text, signature, at):
    return Draft(row.segment.id, row.segment.text, text, -0.1, "first", signature, at)


def edit(row, action, at, text, by="amina", reason="", machine=MACHINE):
    return Edit(f"{row.segment.id}{at}", f"2026-01-02T10:00:{at:02d}.000Z", by, action, row.segment.id, 0, text, machine, reason)  # fmt: skip


@pytest.fixture
def workspace(tmp_path):
    """Two articles. Urdu: one corrected, one approved, one rejected, one waiting; Arabic: one corrected."""
    opened = Workspace.open(tmp_path / "w", create=True)
    for name, text, language, signature in (("a.txt", URDU, "ur", MARIAN), ("b.txt", ARABIC, "ar", EMBEDDED)):
        document = pipeline.add(opened, text.encode(), name, language=language)
        rows = pipeline.open_article(opened, document.id).rows()
        opened.append_drafts(document.id, [draft(r, MACHINE, signature, "2026-01-01T00:00:00.000Z") for r in rows])
        steps = [edit(rows[0], Action.APPROVE, 0, "The army closed the city .")]
        if language == "ur":
            steps += [
                edit(rows[1], Action.APPROVE, 20, MACHINE),
                edit(rows[2], Action.REJECT, 30, MACHINE, reason="wrong name"),
            ]
        opened.append_edits(document.id, steps)
    return opened


def test_hter_by_article_model_and_language(workspace):
    found = reviewing.measure(workspace)
    assert {a.id: (a.hter.edits, a.hter.words) for a in found.articles} == {"a": (1, 12), "b": (1, 6)}
    assert (found.hter.edits, found.hter.words, found.hter.segments) == (2, 18, 3)
    assert found.by_model[("marian", "tiny")].score.value == pytest.approx(100 / 12)
    assert found.by_model[("embedded", "gemma")].score.value == pytest.approx(100 / 6)
    assert found.by_language["ur"].segments == 2
    assert found.by_language["ar"].segments == 1
    verdicts = found.articles[0].verdicts
    assert (verdicts.unchanged, verdicts.corrected, verdicts.waiting, verdicts.rejected) == (1, 1, 1, {"wrong name": 1})
    assert found.articles[1].verdicts.waiting == 1


def test_steps_and_time(workspace):
    found = reviewing.measure(workspace)
    assert found.actions == {Action.APPROVE: 3, Action.REJECT: 1}
    # Both articles' first saves are of the same moment, so one of them has the 0 seconds between them.
    assert (found.seconds, found.timed) == (10.0, 3)
    assert effort.LONGEST_PAUSE_SECONDS == 60


def test_comments_are_no_steps(workspace):
    (row, *_) = pipeline.open_article(workspace, "a").rows()
    pipeline.take_step(workspace, "a", row.segment.id, Action.COMMENT, by="omar", base=0, comment="Who?")
    assert reviewing.measure(workspace).actions == {Action.APPROVE: 3, Action.REJECT: 1}


def test_a_newer_run_does_not_take_over_what_was_reviewed(workspace):
    (row, *_) = pipeline.open_article(workspace, "a").rows()
    workspace.append_drafts("a", [draft(row, "Another text.", EMBEDDED, "2026-02-01T00:00:00.000Z")])
    found = reviewing.measure(workspace)
    assert found.by_model[("marian", "tiny")].segments == 2
    assert found.articles[0].hter.edits == 1


def test_nothing_reviewed_yet(tmp_path):
    opened = Workspace.open(tmp_path / "w", create=True)
    assert reviewing.measure(opened).hter is None
    pipeline.add(opened, URDU.encode(), "a.txt", language="ur")
    found = reviewing.measure(opened)
    assert (found.hter, found.seconds, found.timed, found.actions) == (None, None, 0, {})
    assert found.articles[0].verdicts.waiting == 4


def test_a_damaged_article_does_not_hide_the_others(workspace):
    (workspace.folder / "articles/a/document.json").write_text("{")
    found = reviewing.measure(workspace)
    assert [a.id for a in found.articles] == ["b"]
    assert "damaged" in found.left_out["a"]
