"""Another model's texts beside those that stand: what keeps standing, what a choice changes, and who is said to have written what."""

import json
from dataclasses import replace

import pytest

from workbench import cutting, pipeline, versions
from workbench.articles import open_article
from workbench.errors import Conflict, InputError, ModelUnavailable, NotFound
from workbench.evaluate import effort
from workbench.model import Action, Draft, Signature, Status
from workbench.settings import Settings
from workbench.store import Workspace, now

ARTICLE = "وزیر نے رپورٹ کو دیکھا\n\nفوج نے رپورٹ کو بند کیا۔ عدالت نے خط کو مسترد کیا۔\n\n12 34"


@pytest.fixture
def settings(tiny_marian, tiny_cache, tmp_path):
    return Settings(
        workspace=tmp_path / "workspace", cache=tiny_cache, engine="marian", model=str(tiny_marian), threads=1
    )


@pytest.fixture
def other(settings, second_marian):
    return replace(settings, engine="auto", model=str(second_marian))


@pytest.fixture
def workspace(settings):
    workspace = Workspace.open(settings.workspace, create=True)
    pipeline.add(workspace, ARTICLE.encode(), "news.txt", language="ur")
    pipeline.process(workspace, ["news"], settings, lambda step: None)
    return workspace


def rows(workspace):
    return open_article(workspace, "news").rows()


def targets(workspace):
    return [row.target for row in rows(workspace)]


def retranslate(workspace, settings, only=""):
    versions.retranslate(workspace, "news", settings, lambda step: None, only=only)


def step(workspace, number, action, **said):
    row = rows(workspace)[number - 1]
    base = said.pop("base", row.review.version)
    article = pipeline.take_step(workspace, "news", row.segment.id, action, by="amina", base=base, **said)
    return pipeline.row_of(article, row.segment.id)


def choose(workspace, number, **said):
    segment = rows(workspace)[number - 1].segment.id
    every = versions.versions(open_article(workspace, "news"))
    (version,) = (version for version in every if version.signature.model == "second")
    return step(workspace, number, Action.CHOOSE, of=version.drafts[segment].key, **said)


def lines(workspace):
    return (workspace.folder / "articles/news/drafts.jsonl").read_text(encoding="utf-8").splitlines()


STANDS = ["The minister saw the report.", "The army closed the report.", "The court rejected the letter.", "12 34"]


def test_another_models_texts_replace_nothing(workspace, other):
    before = [row.draft for row in rows(workspace)]
    retranslate(workspace, other)
    assert [row.draft for row in rows(workspace)] == before
    (version,) = versions.versions(open_article(workspace, "news"))
    assert (version.signature.model, [draft.text for draft in version.drafts.values()]) == (
        "second",
        ["The minister saw the account.", "The army closed the account.", "The court rejected the letter."],
    )
    assert [(draft.beside, draft.signature.model) for draft in version.drafts.values()] == [(True, "second")] * 3
    again = lines(workspace)
    retranslate(workspace, other)
    assert lines(workspace) == again
    assert json.loads(again[0])["beside"] is False


def test_one_sentence_alone(workspace, other):
    segment = rows(workspace)[1].segment.id
    retranslate(workspace, other, only=segment)
    (version,) = versions.versions(open_article(workspace, "news"))
    assert list(version.drafts) == [segment]
    with pytest.raises(NotFound, match="no sentence 'none'"):
        retranslate(workspace, other, only="none")


def test_a_model_that_is_not_there_says_so_and_leaves_nothing(workspace, settings):
    before = lines(workspace)
    with pytest.raises(ModelUnavailable, match="no/such is not on this machine"):
        retranslate(workspace, replace(settings, model="no/such"))
    assert lines(workspace) == before


def test_the_checks_see_each_text_by_itself(workspace):
    row = rows(workspace)[0]
    made = Signature("marian", "wild", "1", {}, "x")
    workspace.append_drafts(
        "news", [Draft(row.segment.id, row.segment.text, "It saw 40 reports.", -1, "first", made, now(), beside=True)]
    )
    step(workspace, 1, Action.EDIT, text="A person's words.")  # stands, and is not what is checked
    (version,) = versions.versions(open_article(workspace, "news"))
    assert "numbers" in {finding.check for finding in version.findings[row.segment.id]}


def test_a_choice_is_the_machines_text_from_then_on(workspace, settings, other):
    retranslate(workspace, other)
    row = choose(workspace, 2)
    assert (row.target, row.review.status, row.review.text) == (
        "The army closed the account.", Status.UNREVIEWED, None,
    )  # fmt: skip
    assert (row.draft.signature.model, row.review.history[-1].by) == ("second", "amina")
    assert targets(workspace) == [STANDS[0], "The army closed the account.", *STANDS[2:]]
    before = lines(workspace)
    pipeline.process(workspace, ["news"], settings, lambda step: None)  # the first model again
    assert (targets(workspace)[1], lines(workspace)) == ("The army closed the account.", before)
    (version,) = versions.versions(open_article(workspace, "news"))[1:]
    assert [draft.text for draft in version.drafts.values()] == [STANDS[1]]  # what stood before is there to go back to


@pytest.mark.parametrize("action", [Action.APPROVE, Action.EDIT])
def test_an_edited_or_approved_text_gives_way_only_to_who_saw_it_and_comes_back(workspace, other, action):
    retranslate(workspace, other)
    before = step(workspace, 1, action, text="The minister read it.").review
    with pytest.raises(Conflict):
        choose(workspace, 1, base=0)
    assert choose(workspace, 1).review.status is Status.UNREVIEWED
    back = step(workspace, 1, Action.RESTORE, of=before.history[-1].id)
    assert (back.target, back.review.status) == ("The minister read it.", before.status)
    assert back.draft.text == STANDS[0]


def test_a_restore_brings_back_whose_text_it_was(workspace, other):
    retranslate(workspace, other)
    approved = step(workspace, 2, Action.APPROVE).review.history[-1].id
    chosen = choose(workspace, 2).review.history[-1].id
    back = step(workspace, 2, Action.RESTORE, of=approved)
    assert (back.review.status, back.target, back.draft.text) == (Status.APPROVED, STANDS[1], STANDS[1])
    forth = step(workspace, 2, Action.RESTORE, of=chosen)
    assert (forth.review.status, forth.target) == (Status.UNREVIEWED, "The army closed the account.")
    start = step(workspace, 2, Action.RESTORE, of="start")
    assert (start.target, start.review.chosen) == (STANDS[1], "")


def test_a_reset_goes_back_to_the_chosen_text(workspace, other):
    retranslate(workspace, other)
    choose(workspace, 2)
    step(workspace, 2, Action.EDIT, text="Mine.")
    assert step(workspace, 2, Action.RESET).target == "The army closed the account."


def test_a_split_goes_on_with_the_chosen_text_and_taking_it_back_brings_the_choice_back(workspace, settings, other):
    retranslate(workspace, other)
    row = choose(workspace, 2)
    place = row.segment.text.index(" ")
    article = cutting.split(workspace, "news", row.segment.id, by="omar", base=1, place=place)
    first = article.rows()[1]
    assert (first.draft.signature.model, first.review.chosen) == ("second", "")
    cutting.undo(workspace, "news", first.review.history[-1].id, by="omar")
    pipeline.process(workspace, ["news"], settings, lambda step: None)
    back = rows(workspace)[1]
    assert (back.target, back.draft.signature.model) == ("The army closed the account.", "second")
    assert back.review.chosen == row.review.chosen


@pytest.mark.parametrize("of", ["", "none"])
def test_what_no_model_wrote_cannot_be_chosen(workspace, other, of):
    retranslate(workspace, other)
    with pytest.raises(InputError, match="No model made such a text"):
        step(workspace, 1, Action.CHOOSE, of=of)


def test_evaluation_and_export_say_whose_text_stands(workspace, other):
    retranslate(workspace, other)
    choose(workspace, 1)
    step(workspace, 1, Action.APPROVE)
    choose(workspace, 3)  # the same words by the second model
    step(workspace, 3, Action.APPROVE)
    step(workspace, 2, Action.APPROVE, text="The army shut the report.")  # the first model's, corrected
    article = open_article(workspace, "news")
    found = effort.post_edits(article, workspace.every_draft("news"))
    first, corrected, third = ((each.signature.model, each.machine, each.approved) for each in found)
    assert first == ("second", "The minister saw the account.", "The minister saw the account.")
    assert corrected == ("tiny-mul-en", "The army closed the report.", "The army shut the report.")
    assert third == ("second", STANDS[2], STANDS[2])
    record = json.loads(pipeline.export_article(workspace, "news", "json"))
    assert [s["machine"]["signature"]["model"] for s in record["segments"]] == ["second", "tiny-mul-en", "second"]
    assert record["segments"][0]["review"]["history"][0]["draft"] == record["segments"][0]["machine"]["key"]


def test_the_same_words_beside_are_not_what_was_approved(workspace, other):
    """A text by the second model that only stood beside says nothing of who wrote what was approved."""
    retranslate(workspace, other)
    step(workspace, 3, Action.APPROVE)
    (found,) = effort.post_edits(open_article(workspace, "news"), workspace.every_draft("news"))
    assert found.signature.model == "tiny-mul-en"
