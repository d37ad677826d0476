"""The summary on its way out: what people chose, how they ordered and worded it, and which of it is approved."""

import json
from dataclasses import replace

import pytest

from workbench import review as reviewing
from workbench.errors import ExportRefused
from workbench.export import PREVIEW_NOTICE, export
from workbench.model import Action, BlockKind, Draft, Status, Summary, SummarySentence

from .conftest import AT, PREVIEW, SOLID, article

E, A, R = Action.EDIT, Action.APPROVE, Action.REJECT


@pytest.fixture
def told():
    """Four sentences, the second and third approved; three are in the summary."""
    rows = [
        ("पहला।", "One.", Status.UNREVIEWED),
        ("दूसरा।", "Two.", Status.APPROVED),
        ("तीसरा।", "Three.", Status.APPROVED),
        ("चौथा।", "Four.", Status.UNREVIEWED),
    ]
    return article([(BlockKind.PARAGRAPH, rows)], language="hi", summary=["g1", "g2", "g4"])


def after(before, *steps):
    """The article after steps on its summary: `(segment, action, text)` on a wording, `(action, Choice)` on the choice."""
    edits = []
    for step in steps:
        reviews, _ = reviewing.replay(edits)
        made = reviewing.composition(edits)
        now = replace(
            before,
            reviews={**before.reviews, **reviews},
            composition=made,
            summary=reviewing.composed(before.summary, made),
        )
        if isinstance(step[0], Action):
            order = [cited.segment_id for cited in now.cited()]
            edits.append(reviewing.rearrange(made, order, *step, by="Sara", at=AT, base=made.version))
        else:
            segment, action, text = step
            cited = next(each for each in now.cited() if each.segment_id == segment)
            edits.append(reviewing.reword(cited, action, by="Omar", at=AT, base=cited.wording.version, text=text))
    reviews, _ = reviewing.replay(edits)
    made = reviewing.composition(edits)
    summary = reviewing.composed(before.summary, made)
    return replace(before, reviews={**before.reviews, **reviews}, composition=made, summary=summary)


def exported(source, **options):
    return {fmt: export(source, fmt, at=AT, **options).decode() for fmt in ("json", "html", "markdown")}


# Step on the summary → what an export of approved sentences says of it, by number.
@pytest.mark.parametrize(
    ("steps", "sentences", "waiting"),
    [
        ([], [(2, "Two.", "approved", False)], 2),
        ([("g2", E, "Second.")], [], 3),
        ([("g2", R, None)], [], 3),
        ([("g1", A, None)], [(1, "One.", "approved", True), (2, "Two.", "approved", False)], 1),
        ([("g1", A, "First.")], [(1, "First.", "corrected", True), (2, "Two.", "approved", False)], 1),
        ([(Action.REMOVE, reviewing.Choice("g2"))], [], 2),
        (
            [(Action.ADD, reviewing.Choice("g3", 0, reading=("g3",)))],
            [(3, "Three.", "approved", False), (2, "Two.", "approved", False)],
            2,
        ),
    ],
)
def test_only_approved_summary_sentences_leave_in_their_order(told, steps, sentences, waiting):
    texts = exported(after(told, *steps))
    summary = json.loads(texts["json"])["summary"]
    assert [(s["number"], s["english"], s["status"], s["own"]) for s in summary["sentences"]] == sentences
    assert summary["left_out"] == waiting
    bullets = texts["markdown"].partition("## Summary\n\n")[2].partition("\n\n")[0].splitlines()
    assert bullets[: len(sentences)] == [f"- {text}[^s{number}]" for number, text, _, _ in sentences]
    part = texts["html"].partition('<section class="summary"')[2].partition("</section>")[0]
    assert [f'{text} <a class="back" href="#s{number}">' in part for number, text, _, _ in sentences] == [
        True for _ in sentences
    ]
    assert "Four." not in part
    for number, *_ in sentences:
        assert texts["html"].count(f'id="s{number}"') == 1  # where the link leads, even where the translation waits


def test_everything_is_marked_and_the_record_holds_every_step(told):
    made = after(
        told,
        ("g1", E, "First."),
        ("g2", R, None),
        ("g4", A, "Fourth."),
        (Action.REMOVE, reviewing.Choice("g4")),
        (Action.MOVE, reviewing.Choice("g2", 0)),
    )
    texts = exported(made, everything=True)
    assert "- **[REJECTED]**[^s2]\n- **[EDITED, NOT APPROVED]** First.[^s1]\n\n" in texts["markdown"]
    summary = json.loads(texts["json"])["summary"]
    assert [(s["segment_id"], s["english"], s["score"]) for s in summary["sentences"]] == [
        ("g2", None, 0.5),
        ("g1", "First.", 0.5),
    ]
    assert [(e["action"], e["of"], e["was"], e["order"]) for e in summary["history"]] == [
        ("remove", "g4", ["g1", "g2", "g4"], ["g1", "g2"]),
        ("move", "g2", ["g1", "g2"], ["g2", "g1"]),
    ]
    (kept,) = summary["other_wordings"]
    assert (kept["segment_id"], kept["wording"]["text"], kept["wording"]["status"]) == ("g4", "Fourth.", "corrected")
    for text in (texts["markdown"], texts["html"]):
        assert "chosen or ordered by people in 2 steps, last by" in text


@pytest.mark.parametrize("everything", [False, True])
def test_a_translation_that_changed_since_is_said(told, everything):
    made = after(told, ("g2", A, None))
    assert "TRANSLATION CHANGED SINCE" not in "".join(exported(made, everything=everything).values())
    draft = replace(made.drafts["g2"], text="Second now.")
    review = replace(made.reviews["g2"], text="Second now.")
    changed = replace(made, drafts={**made.drafts, "g2": draft}, reviews={**made.reviews, "g2": review})
    texts = exported(changed, everything=everything)
    assert "**[TRANSLATION CHANGED SINCE]** Two.[^s2]" in texts["markdown"]
    assert "as worded for the summary: approved by" in texts["markdown"]
    assert "Two." in texts["html"].partition("TRANSLATION CHANGED SINCE")[2]
    told_of = {s["number"]: s["outdated"] for s in json.loads(texts["json"])["summary"]["sentences"]}
    assert told_of[2] is True


def test_the_summary_brings_its_notice_and_its_origin_when_its_sentences_stay_behind(told):
    """Approved for the summary alone, and written by a preview model."""
    draft = Draft("g4", "चौथा।", "Four.", None, "first", PREVIEW, AT)
    before = replace(told, drafts={**told.drafts, "g4": draft})
    assert PREVIEW_NOTICE not in "".join(exported(before).values())
    texts = exported(after(before, ("g4", A, None)))
    for text in texts.values():
        assert PREVIEW_NOTICE in text
    for text in (texts["html"], texts["markdown"].replace("\\", "")):
        assert PREVIEW.model in text
        assert SOLID.model in text
    assert [s["preview"] for s in json.loads(texts["json"])["summary"]["sentences"]] == [False, True]


def test_sentences_that_people_chose_without_the_summariser(told):
    made = after(replace(told, summary=Summary((), "", {})), (Action.ADD, reviewing.Choice("g2", reading=("g2",))))
    assert made.summary.sentences == (SummarySentence("g2", None),)
    texts = exported(made)
    assert json.loads(texts["json"])["summary"]["sentences"][0]["score"] is None
    assert "chosen by ," not in texts["markdown"]
    assert "chosen by <bdi></bdi>" not in texts["html"]


def test_an_approved_summary_may_leave_before_any_sentence_is_approved():
    rows = [("पहला।", "One.", Status.UNREVIEWED), ("दूसरा।", "Two.", Status.UNREVIEWED)]
    waiting = article([(BlockKind.PARAGRAPH, rows)], language="hi", summary=["g1", "g2"])
    with pytest.raises(ExportRefused, match="0 of 2 sentences"):
        export(waiting, "markdown", at=AT)
    worded = after(waiting, ("g1", Action.APPROVE, "In short: one."))
    files = exported(worded)
    assert all("In short: one." in text and "Two." not in text for text in files.values())
    with pytest.raises(ExportRefused, match="only its summary"):
        export(worded, "csv", at=AT)
