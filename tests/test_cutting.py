"""Sentences split and merged in a workspace: what stands then, what is kept, and what is refused."""

from __future__ import annotations

import json
import tempfile
from dataclasses import replace
from datetime import UTC, datetime
from importlib.resources import files
from pathlib import Path

import jsonschema
import pytest
from hypothesis import given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from workbench import cutting, pipeline, review
from workbench.articles import open_article, row_of
from workbench.bench import reviewing
from workbench.errors import Conflict, InputError, NotAllowed
from workbench.export import FORMATS, export
from workbench.model import CUTS, Action, Draft, Signature, Status, Summary, SummarySentence
from workbench.overview import overview
from workbench.resources.memory import units_of
from workbench.settings import Settings
from workbench.store import Workspace, now
from workbench.tune.examples import approved

MADE = Signature("embedded", "v1", "1", {"beam": 3}, "test", preview=True)
TEXT = "وزیر نے رپورٹ دیکھی، اور فوج شہر میں آئی۔ چالیس لوگ زخمی ہوئے۔\n\nصدر نے کہا۔ وہ واپس گئے۔"
MACHINE = [
    "The minister saw the report, and the army came to town.",
    "Forty were hurt.",
    "The president spoke.",
    "They left.",
]
PLACE = TEXT.index(" اور")


@pytest.fixture
def workspace(tmp_path):
    return Workspace.open(tmp_path / "workspace", create=True)


def add(workspace, *, drafted=True):
    """An article of four sentences in two paragraphs: its id."""
    document = pipeline.add(workspace, TEXT.encode(), "news.txt", language="ur")
    segments = [segment for _, segment in document.segments()]
    pairs = zip(segments, MACHINE, strict=True)
    if drafted:
        workspace.append_drafts(document.id, [Draft(s.id, s.text, text, -1, "first", MADE, now()) for s, text in pairs])
    return document.id


class Desk:
    """An article with one person at it, who sees every version."""

    def __init__(self, workspace, article_id=None, by="Amina", **options):
        self.workspace, self.by = workspace, by
        self.id = article_id or add(workspace, **options)

    @property
    def article(self):
        return open_article(self.workspace, self.id)

    def rows(self):
        return self.article.rows()

    def sources(self):
        return [row.segment.text for row in self.rows()]

    def english(self):
        return [row.target for row in self.rows()]

    def states(self):
        return [row.review.status for row in self.rows()]

    def step(self, number, action, **said):
        row = self.rows()[number - 1]
        base = said.pop("base", row.review.version)
        return pipeline.take_step(self.workspace, self.id, row.segment.id, action, by=self.by, base=base, **said)

    def split(self, number, place=PLACE, divide=None, base=None):
        row = self.rows()[number - 1]
        base = row.review.version if base is None else base
        return cutting.split(
            self.workspace, self.id, row.segment.id, by=self.by, base=base, place=place, divide=divide
        )  # fmt: skip

    def merge(self, number, bases=None, other=None):
        first, second = self.rows()[number - 1], self.rows()[(other or number + 1) - 1]
        bases = bases or (first.review.version, second.review.version)
        ids = (first.segment.id, second.segment.id)
        return cutting.merge(self.workspace, self.id, ids, by=self.by, bases=bases)

    def undo(self, number):
        """Takes back the last split or merge that the sentence was in and that nobody took back."""
        history = self.rows()[number - 1].review.history
        cuts = [edit for edit in history if edit.action in CUTS and not edit.of]
        undone = {edit.of for edit in history}
        return cutting.undo(self.workspace, self.id, [e.id for e in cuts if e.id not in undone][-1], by=self.by)


@pytest.fixture
def desk(workspace):
    return Desk(workspace)


def test_a_split_leaves_the_english_with_the_first_sentence(desk):
    whole = desk.rows()[0].segment
    desk.step(1, Action.APPROVE, text="Mine, and the army came.")
    desk.split(1)
    first, second, *rest = desk.rows()
    assert (first.segment.text, second.segment.text) == ("وزیر نے رپورٹ دیکھی،", "اور فوج شہر میں آئی۔")
    assert [row.number for row in (first, second, *rest)] == [1, 2, 3, 4, 5]
    assert (first.target, first.review.status) == ("Mine, and the army came.", Status.EDITED)
    assert (second.target, second.review.status, second.draft) == ("", Status.UNREVIEWED, None)
    assert [edit.action for edit in first.review.history] == ["approve", "split"]
    assert [edit.action for edit in second.review.history] == ["split"]
    assert desk.article.heirs == {whole.id: first.segment.id}
    assert first.draft.text == MACHINE[0]
    assert desk.article.preview


def test_a_split_divides_the_english_where_the_person_says(desk):
    desk.split(1, divide=MACHINE[0].index(" and"))
    first, second = desk.rows()[:2]
    assert (first.target, second.target) == ("The minister saw the report,", "and the army came to town.")
    for row in (first, second):
        assert row.review.status is Status.UNREVIEWED
        assert (row.draft.text, row.draft.step, row.draft.signature) == (row.target, "split", MADE)
        assert row.draft.source.startswith(first.segment.text)


def test_a_persons_divided_english_is_edited(desk):
    desk.step(1, Action.EDIT, text="One two")
    desk.split(1, divide=3)
    assert desk.english()[:2] == ["One", "two"]
    assert desk.states()[:2] == [Status.EDITED, Status.EDITED]


@pytest.mark.parametrize("place", [0, 2, -5, 10_000, len("وزیر نے رپورٹ دیکھی، اور فوج شہر میں آئی۔")])
def test_a_sentence_is_split_between_words_only(desk, place):
    with pytest.raises(InputError, match="between two of its words"):
        desk.split(1, place)


def test_a_merge_has_both_sources_texts_comments_and_histories(desk):
    desk.step(1, Action.COMMENT, comment="Who?")
    desk.step(2, Action.APPROVE, text="Forty people were hurt.")
    desk.step(2, Action.COMMENT, comment="Counted.")
    desk.merge(1)
    merged = desk.rows()[0]
    assert merged.segment.text == TEXT.split("\n")[0]
    assert merged.target == f"{MACHINE[0]} Forty people were hurt."
    assert merged.review.status is Status.EDITED
    assert [comment.text for comment in merged.review.comments] == ["Who?", "Counted."]
    assert [edit.action for edit in merged.review.history] == ["comment", "approve", "comment", "merge"]
    assert (merged.draft.text, merged.draft.step) == (" ".join(MACHINE[:2]), "merged")


def test_machine_texts_that_nobody_touched_merge_unreviewed(desk):
    desk.merge(3)
    assert (desk.english()[2], desk.states()[2]) == ("The president spoke. They left.", Status.UNREVIEWED)
    assert desk.rows()[2].draft.signature == MADE


@pytest.mark.parametrize(("first", "second"), [(2, 3), (2, 1), (1, 3), (1, 1)])
def test_only_neighbours_of_a_paragraph_merge(desk, first, second):
    with pytest.raises(NotAllowed, match="same paragraph"):
        desk.merge(first, other=second)


def test_undoing_brings_back_texts_states_and_ids(desk):
    desk.step(1, Action.APPROVE, text="Mine.")
    desk.step(2, Action.REJECT, category="omission", comment="half of it")
    before = [(row.segment, row.target, row.review.status, row.review.why) for row in desk.rows()]
    desk.merge(1)
    desk.split(1, divide=2)
    desk.undo(1)
    desk.undo(1)
    assert [(row.segment, row.target, row.review.status, row.review.why) for row in desk.rows()] == before
    assert set(desk.article.heirs.values()) <= {row.segment.id for row in desk.rows()}


def test_what_is_undone_can_be_done_again_and_has_its_texts_again(desk):
    desk.split(1)
    desk.step(2, Action.EDIT, text="The army came.")
    desk.merge(1)
    desk.step(1, Action.COMMENT, comment="Better apart.")
    desk.undo(1)
    assert desk.english()[:2] == [MACHINE[0], "The army came."]
    assert [[c.text for c in row.review.comments] for row in desk.rows()[:2]] == [["Better apart."], []]


def test_undoing_is_refused_where_a_text_was_changed_since(desk):
    desk.split(1)
    desk.step(2, Action.EDIT, text="The army came.")
    with pytest.raises(Conflict, match="Amina has changed the text"):
        desk.undo(1)
    desk.step(2, Action.RESET)
    desk.undo(1)
    assert len(desk.rows()) == 4


def test_undoing_the_outer_waits_for_the_inner(desk):
    outer = desk.split(1)
    of = outer.rows()[0].review.history[-1].id
    desk.split(2, place=4)
    with pytest.raises(NotAllowed, match="take that back first"):
        cutting.undo(desk.workspace, desk.id, of, by="Omar")
    with pytest.raises(NotAllowed, match="no such split"):
        cutting.undo(desk.workspace, desk.id, "nothing", by="Omar")


def test_nobody_cuts_what_they_have_not_seen(desk):
    desk.step(1, Action.EDIT, text="Changed.")
    with pytest.raises(Conflict, match="Amina saved a newer version"):
        desk.split(1, base=0)
    for bases in ((0, 0), (1, 7)):
        with pytest.raises(Conflict):
            desk.merge(1, bases=bases)
    desk.step(1, Action.COMMENT, comment="A comment is no change.")
    desk.split(1, base=1)


def test_a_step_on_a_sentence_that_is_gone_is_refused_with_its_heir(desk):
    gone = desk.rows()[0].segment.id
    desk.split(1)
    with pytest.raises(Conflict, match="Amina split or merged this sentence") as refusal:
        pipeline.take_step(desk.workspace, desk.id, gone, Action.EDIT, by="Omar", base=0, text="Late.")
    assert refusal.value.current == desk.rows()[0].review


def test_no_version_is_used_twice_for_a_sentence_that_comes_and_goes(desk):
    desk.split(1)
    seen = desk.rows()[1].review.version
    desk.undo(1)
    desk.split(1)
    with pytest.raises(Conflict):
        desk.step(2, Action.EDIT, text="Typed before.", base=seen)


def test_a_text_of_before_the_cut_is_not_restored(desk):
    edit = desk.step(1, Action.APPROVE, text="Mine.").rows()[0].review.history[0]
    desk.split(1)
    with pytest.raises(NotAllowed, match="of another sentence"):
        desk.step(1, Action.RESTORE, of=edit.id)
    desk.step(1, Action.RESTORE, of="start")
    assert desk.english()[0] == MACHINE[0]


def test_steps_that_are_for_one_sentence_only_do_not_split(desk):
    for action in (Action.SPLIT, Action.MERGE):
        with pytest.raises(NotAllowed):
            desk.step(1, action)


def test_neighbours_without_a_space_between_them_merge_and_come_apart_again(workspace):
    document = pipeline.add(workspace, "मंत्री ने कहा।सेना आई। राष्ट्रपति ने रिपोर्ट देखी।".encode(), "h.txt", language="hi")
    desk = Desk(workspace, document.id)
    before = desk.sources()
    assert before[0].endswith("कहा।")
    desk.merge(1)
    assert desk.sources()[0] == "मंत्री ने कहा।सेना आई।"
    desk.undo(1)
    assert desk.sources() == before


def test_equal_halves_and_repeats_get_ids_of_their_own(workspace):
    document = pipeline.add(workspace, "ہاں ہاں\n\nہاں\n\nاردو کی ایک خبر یہاں ہے۔".encode(), "yes.txt", language="ur")
    desk = Desk(workspace, document.id)
    desk.split(1, place=3)
    ids = [row.segment.id for row in desk.rows()]
    assert desk.sources()[:3] == ["ہاں"] * 3
    assert len(set(ids)) == len(ids)


def test_reading_the_article_again_keeps_the_cuts(desk):
    desk.split(1)
    desk.step(2, Action.APPROVE, text="The army came.")
    before = desk.rows()
    pipeline.set_language(desk.workspace, desk.id, "ur")
    assert desk.rows() == before
    pipeline.set_language(desk.workspace, desk.id, "ar")
    assert "".join("".join(desk.sources()).split()) == "".join(TEXT.split())
    pipeline.set_language(desk.workspace, desk.id, "ur")
    assert desk.rows() == before


def test_cuts_of_sentences_that_are_not_there_are_passed_over(desk):
    desk.split(1)
    desk.merge(4)
    edits = desk.workspace.edits(desk.id)
    other = pipeline.add(desk.workspace, "ایک اور خبر ہے۔".encode(), "other.txt", language="ur")
    assert review.segmentation(other, edits).blocks == other.blocks


def test_the_summary_follows(desk):
    ids = [row.segment.id for row in desk.rows()]
    sentences = tuple(SummarySentence(name, score) for name, score in zip(ids, (0.2, 0.9, 0.5, 0.1), strict=True))
    desk.workspace.save_summary(desk.id, Summary(sentences, "lexrank", {}))
    desk.merge(1)
    desk.split(2, place=4)
    now = [row.segment.id for row in desk.rows()]
    cited = [(sentence.segment_id, sentence.score) for sentence in desk.article.summary.sentences]
    assert cited == [(now[0], 0.9), (now[1], 0.5), (now[3], 0.1)]
    desk.undo(1)
    desk.undo(3)
    assert desk.article.summary == replace(desk.article.summary, sentences=sentences)


def test_every_room_goes_on_with_the_sentences_as_they_stand(desk):
    desk.split(1, divide=MACHINE[0].index(" and"))
    desk.merge(4)
    desk.step(1, Action.APPROVE)
    desk.step(2, Action.APPROVE, text="The army came to town.")
    desk.step(4, Action.APPROVE, text="The president spoke and they left.")
    article, workspace = desk.article, desk.workspace
    record = json.loads(export(article, "json", everything=True))
    jsonschema.validate(record, json.loads(files("workbench.export").joinpath("record.schema.json").read_text("utf-8")))
    listed = [segment["id"] for segment in record["segments"]]
    blocks = record["document"]["blocks"]
    assert [place["id"] for block in blocks for place in block["segments"]] == listed
    as_read = [segment.id for _, segment in article.document.segments()]
    assert [place["id"] for block in blocks for place in block["segments_as_read"]] == as_read
    assert [edit["action"] for edit in record["segments"][3]["review"]["history"]] == ["merge", "approve"]
    assert [segment["preview"] for segment in record["segments"]] == [True, False, True, False]
    for fmt in FORMATS:
        assert "The army came to town." in export(article, fmt).decode("utf-8-sig")
    assert {unit.source for unit in units_of(article)} == {row.segment.text for row in article.rows() if row.approved}
    assert [(example.target, example.rejected) for example in approved([article]).examples] == [
        ("The minister saw the report,", ""),
        ("The army came to town.", ""),
        ("The president spoke and they left.", ""),
    ]
    assert reviewing.measure(workspace).hter is None  # nobody translated these sentences yet
    found = overview(workspace, datetime.now(UTC))
    assert (found.articles[0].progress.sentences, found.articles[0].progress.approved) == (4, 1)
    assert found.reviewers["Amina"].sentences == 3
    assert set(pipeline.insights(workspace, article)) == set(listed)
    assert pipeline.summarise_article(workspace, desk.id, Settings()).summary.sentences


def test_new_sentences_are_translated_and_what_a_person_wrote_stays(tmp_path, tiny_marian, tiny_cache):
    options = {"engine": "marian", "model": str(tiny_marian), "threads": 1}
    settings = Settings(workspace=tmp_path / "workspace", cache=tiny_cache, **options)
    workspace = Workspace.open(settings.workspace, create=True)
    source = "فوج نے شہر کو بند کیا عدالت نے خط کو مسترد کیا۔ کسان نے پانی کو کھولا۔ 12 34"
    desk = Desk(workspace, pipeline.add(workspace, source.encode(), "news.txt", language="ur").id)
    pipeline.process(workspace, [desk.id], settings, lambda step: None)
    whole = desk.english()[0]
    desk.split(1, place=source.index(" عدالت"))
    desk.merge(3)
    desk.step(3, Action.EDIT, text="Mine.")
    assert desk.english() == [whole, "", "Mine."]
    pipeline.process(workspace, [desk.id], settings, lambda step: None)
    assert desk.english() == ["The army closed the city.", "The court rejected the letter.", "Mine."]
    assert {row.draft.step for row in desk.rows()} == {"first"}
    desk.undo(1)
    assert desk.english()[0] == whole


# --- whatever people do ------------------------------------------------------------------------------------------

STEPS = st.lists(
    st.tuples(
        st.sampled_from(["split", "divide", "merge", "undo", "edit", "approve", "comment"]),
        st.integers(1, 6),
        st.integers(0, 40),
    ),
    max_size=12,
)


@hypothesis_settings(max_examples=60)
@given(steps=STEPS)
def test_whatever_people_do_no_source_and_no_text_is_lost(steps):
    with tempfile.TemporaryDirectory() as folder:
        desk = Desk(Workspace.open(Path(folder) / "workspace", create=True))
        written = set()
        for serial, (what, number, place) in enumerate(steps):
            number = min(number, len(desk.rows()))
            text = f"text {serial}"
            try:
                match what:
                    case "split":
                        desk.split(number, place)
                    case "divide":
                        desk.split(number, place, divide=place)
                    case "merge":
                        desk.merge(number)
                    case "undo":
                        desk.undo(number)
                    case "comment":
                        desk.step(number, Action.COMMENT, comment=text)
                    case _:
                        desk.step(number, Action(what), text=text)
                        written.add(text)
            except (InputError, NotAllowed, Conflict, IndexError):
                continue
            _holds(desk, written)


def _holds(desk, written):
    article, text = desk.article, desk.article.document.text
    for block, as_read in zip(article.blocks, article.document.blocks, strict=True):
        ends = [as_read.segments[0].start, *(end for segment in block.segments for end in (segment.start, segment.end))]
        assert all(text[segment.start : segment.end] == segment.text for segment in block.segments)
        assert ends == sorted(ends)
        gaps = zip(ends[::2], ends[1::2], strict=False)
        assert all(not text[start:end].strip() for start, end in gaps)
        assert ends[-1] == as_read.segments[-1].end
    rows = article.rows()
    assert len({row.segment.id for row in rows}) == len(rows)
    kept = {edit.text for row in rows for edit in row.review.history}
    assert written <= kept
    assert all(row.review.version == len(row.review.history) for row in rows)
    assert all(row_of(article, article.heirs[gone]) for gone in article.heirs)
    again = open_article(Workspace.open(desk.workspace.folder), desk.id)
    assert again == article


# --- the summary ------------------------------------------------------------------------------------------------


def summarised(desk, wordings):
    """Puts sentences into the summary, by number, each in words of its own."""
    for number, text in wordings.items():
        segment = desk.rows()[number - 1].segment.id
        settings, base = Settings(workspace=desk.workspace.folder), desk.article.composition.version
        pipeline.rearrange_summary(
            desk.workspace, desk.id, Action.ADD, settings, by="Omar", base=base, segment_id=segment
        )
        pipeline.reword_summary(desk.workspace, desk.id, segment, Action.APPROVE, by="Omar", base=0, text=text)


def cited(desk):
    return [(sentence.row.number, sentence.text, sentence.status) for sentence in desk.article.cited()]


def test_a_wording_goes_along_with_a_split_and_back(desk):
    summarised(desk, {1: "Army in town."})
    before = cited(desk)
    desk.split(1)
    assert cited(desk) == [(1, "Army in town.", Status.CORRECTED)]
    desk.undo(1)
    assert cited(desk) == before


def test_two_wordings_of_a_merged_sentence_stand_together_and_come_apart(desk):
    summarised(desk, {3: "He spoke.", 4: "Then they left."})
    before = cited(desk)
    desk.merge(3)
    assert cited(desk) == [(3, "He spoke. Then they left.", Status.EDITED)]
    desk.undo(3)
    assert cited(desk) == before
