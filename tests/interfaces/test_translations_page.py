"""The queue of translations and the comparison of models at the page, in real Chromium, with two toy models."""

import json

import httpx
import pytest
from playwright.sync_api import expect

from workbench import pipeline
from workbench.model import Action, Draft, Signature
from workbench.store import now

from .conftest import faults

MADE = Signature("marian", "first", "1", {}, "test")
# Subject, thing, verb of the toy language. The second model writes "account" for "report".
SENTENCES = [(0, 0, 0), (2, 0, 1), (3, 0, 2), (4, 0, 3), (5, 4, 0)]


@pytest.fixture(scope="module")
def server(serve_module, workspace, tiny_marian, second_marian, tiny_cache):
    options = ("--engine", "marian", "--model", tiny_marian, "--compare-with", second_marian, "--threads", 1)
    return serve_module(workspace.folder, *options, cache=tiny_cache)


@pytest.fixture
def news(workspace, tiny, request):
    """An article of five sentences with the first model's texts: its id."""
    name = "".join(c for c in request.node.name if c.isalpha())[:30]
    source = "\n\n".join(tiny.sentence("ur", *words) for words in SENTENCES)
    document = pipeline.add(workspace, f"{name}\n\n{source}".encode(), f"{name}.txt", language="ur")
    segments = [segment for _, segment in document.segments()]
    texts = ["A headline", *(tiny.sentence("en", *words) for words in SENTENCES)]
    made = [Draft(s.id, s.text, text, -0.5, "first", MADE, now()) for s, text in zip(segments, texts, strict=True)]
    workspace.append_drafts(document.id, made)
    return document.id


def step(workspace, article, number, action, **said):
    row = pipeline.open_article(workspace, article).rows()[number - 1]
    by, base = said.pop("by", "omar"), row.review.version
    return pipeline.take_step(workspace, article, row.segment.id, action, by=by, base=base, **said)


def jobs(someone):
    return someone.page.get_by_label("Translations that run or wait").locator("li")


def test_two_jobs_wait_in_order_one_is_stopped_and_every_tab_sees_it(person, server, workspace, tiny):
    ids = [
        pipeline.add(
            workspace, f"سرخی {n}\n\n{tiny.sentence('ur', n, 1, 1)}".encode(), f"queue{n}.txt", language="ur"
        ).id
        for n in (1, 2, 3)
    ]
    amina, omar = person(server.url).open(ids[0]), person(server.url).open(ids[2], name="Omar")
    with workspace.locked(ids[0]):  # the first job waits here with what it has
        amina.page.get_by_role("button", name="Translate", exact=True).click()
        expect(amina.page.locator(".job .stop")).to_be_visible()
        for n in (1, 2):
            amina.page.locator(".article-link", has_text=f"سرخی {n + 1}").click()
            expect(amina.page.locator(".file")).to_contain_text(f"queue{n + 1}")
            amina.page.get_by_role("button", name="Translate", exact=True).click()
        for someone in (amina, omar):  # Omar has asked for nothing
            expect(jobs(someone)).to_have_count(3)
            expect(jobs(someone).nth(0)).to_contain_text("asked for by Amina")
            expect(jobs(someone).nth(1)).to_contain_text("Waiting for 1 translation before it")
            expect(jobs(someone).nth(2)).to_contain_text("Waiting for 2 translations before it")
        expect(omar.page.locator(".job")).to_contain_text("Waiting for 2 translations")
        assert faults(omar.page) == []
        omar.page.get_by_role("button", name="Stop: سرخی 2").click()
        expect(jobs(amina)).to_have_count(2)
        expect(jobs(amina).nth(1)).to_contain_text("Waiting for 1 translation before it")
        amina.page.get_by_role("button", name="Stop: سرخی 1").click()  # runs
        expect(jobs(amina)).to_have_count(1)
    expect(omar.text(2)).to_have_value(tiny.sentence("en", 3, 1, 1), timeout=60_000)
    expect(omar.page.locator(".job")).to_contain_text("Translated.")
    expect(jobs(amina)).to_have_count(0)
    amina.page.locator(".jobs-ended > summary", has_text="3 ended").click()
    assert [text.split("\n")[-1] for text in amina.page.locator(".jobs-ended li").all_inner_texts()] == [
        "Translated.", "Stopped; what was finished is kept.", "Stopped; what was finished is kept.",
    ]  # fmt: skip
    assert httpx.get(f"{server.url}/api/v1/articles/{ids[1]}").json()["rows"][1]["target"] == ""


def test_another_models_texts_stand_beside_and_are_taken_for_what_nobody_touched(person, server, workspace, news):
    step(workspace, news, 2, Action.APPROVE)
    step(workspace, news, 3, Action.EDIT, text="Our own words about the report.")
    amina = person(server.url).open(news)
    before = [row["target"] for row in httpx.get(f"{server.url}/api/v1/articles/{news}").json()["rows"]]
    amina.page.get_by_role("button", name="Other models").click()
    window = amina.page.get_by_role("dialog", name="Other models")
    window.get_by_label("Translate with").select_option(label="second")
    window.get_by_role("button", name="Translate the article").click()
    expect(window.locator(".versions > li")).to_have_count(4, timeout=60_000)
    expect(window.get_by_role("status")).to_have_text("second: Translated.")
    assert faults(amina.page) == []
    assert [row["target"] for row in httpx.get(f"{server.url}/api/v1/articles/{news}").json()["rows"]] == before
    item = window.locator(".versions > li").filter(has_text="Sentence 4")
    expect(item.locator("del")).to_contain_text("report")
    expect(item.locator("ins")).to_contain_text("account")
    expect(window.locator(".versions > li").filter(has_text="Sentence 2")).to_contain_text("takes the approval back")

    window.get_by_role("button", name="Take its texts for").click()
    question = amina.page.get_by_role("dialog", name="Take the text")
    expect(question).to_contain_text("Left out: 2 that somebody edited, approved or rejected")
    question.get_by_role("button", name="Take them").click()
    expect(amina.page.locator(".bulk-line:visible")).to_contain_text("the texts of second")
    expect(amina.text(4)).to_have_value("The court rejected the account.")
    expect(amina.status(4)).to_have_text("Not reviewed")
    expect(amina.text(2)).to_have_value("The minister saw the report.")
    expect(amina.status(2)).to_contain_text("Approved by omar")
    expect(amina.text(3)).to_have_value("Our own words about the report.")
    expect(amina.text(5)).to_have_value("The farmer opened the account.")
    step(workspace, news, 5, Action.EDIT, text="Omar was faster.")
    amina.page.get_by_role("button", name="Undo it").click()
    expect(amina.page.locator(".bulk-line:visible")).to_contain_text(
        "1 sentence has its former text; 1 was changed since and stays as it is"
    )
    expect(amina.text(4)).to_have_value("The court rejected the report.")
    expect(amina.text(5)).to_have_value("Omar was faster.")


def test_one_sentence_takes_another_models_text_and_the_history_tells(person, server, workspace, news, tmp_path):
    amina = person(server.url).open(news)
    omar = person(server.url).open(news, name="Omar")
    amina.row(2).locator(".more > summary").click()
    amina.row(2).get_by_role("button", name="Other models…").click()
    window = amina.page.get_by_role("dialog", name="Other models: sentence 2")
    window.get_by_label("Translate with").select_option(label="second")
    window.get_by_role("button", name="Translate this sentence").click()
    window.get_by_role("button", name="Use this text for sentence 2").click(timeout=60_000)
    expect(amina.text(2)).to_have_value("The minister saw the account.")
    expect(omar.text(2)).to_have_value("The minister saw the account.")
    window.get_by_role("button", name="Close").click()
    steps = amina.row(2).get_by_label("Steps taken on sentence 2").locator("li")
    expect(steps.nth(0)).to_contain_text("The minister saw the report.")
    expect(steps.nth(1)).to_contain_text("Amina took the text of another model: second")
    expect(steps.nth(1)).to_contain_text("The minister saw the account.")
    omar.row(2).get_by_role("button", name="Approve").click()
    expect(amina.status(2)).to_have_text("Approved by Omar")
    record = json.loads(httpx.get(f"{server.url}/api/v1/articles/{news}/export?format=json").text)
    (sentence,) = record["segments"]
    assert (sentence["english"], sentence["machine"]["signature"]["model"], sentence["status"]) == (
        "The minister saw the account.", "second", "approved",
    )  # fmt: skip
    amina.row(2).get_by_role("button", name="Restore this: text and state of the time before any step").click()
    expect(amina.text(2)).to_have_value("The minister saw the report.")
    expect(amina.status(2)).to_have_text("Not reviewed")
