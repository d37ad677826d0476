"""The dashboard on the page, in real Chromium, over a workspace that is written here."""

import csv
import io
import os
from pathlib import Path

import pytest
from playwright.sync_api import expect

from workbench import pipeline
from workbench.model import Action, Draft, Signature
from workbench.store import Workspace, now

from .conftest import faults

MADE = Signature("embedded", "gemma", "1", {}, "test", preview=True)
NAME = "<img src=x onerror=window.__pwn=1>"
PAIRS = {
    "one.txt": {
        "فوج نے شہر کو بند کیا۔": "The army closed the town.",
        "عدالت نے خط کو مسترد کیا۔": "The court rejected the letter.",
        "وزیر نے 12 رپورٹ کو دیکھا۔": "The minister saw 13 reports.",
    },
    "two.txt": {f"{number} کسان نے پانی کو کھولا۔": f"The {number} farmers opened water." for number in range(20, 32)},
}


@pytest.fixture
def workspace(tmp_path):
    return Workspace.open(tmp_path / "workspace", create=True)


def add_articles(workspace):
    for name, pairs in PAIRS.items():
        document = pipeline.add(workspace, "\n\n".join(pairs).encode(), name, language="ur")
        segments = [segment for _, segment in document.segments()]
        workspace.append_drafts(
            document.id, [Draft(s.id, s.text, pairs[s.text], -0.5, "first", MADE, now()) for s in segments]
        )


def review_some(workspace):
    """One corrected by somebody with an odd name, one rejected, and a finding silenced."""
    first, second, third = pipeline.open_article(workspace, "one").rows()
    pipeline.take_step(workspace, "one", first.segment.id, Action.APPROVE, by=NAME, base=0, text="The army shut it.")
    pipeline.take_step(workspace, "one", second.segment.id, Action.REJECT, by="Amina", base=0, reason="Omission")
    found = pipeline.inspect(pipeline.open_article(workspace, "one"))[third.segment.id][0]
    pipeline.take_step(
        workspace, "one", third.segment.id, Action.SILENCE, by="Amina", base=0, check=found.check, reason=found.message
    )


def table(someone, caption):
    """The rows of a table as a reader sees them, the heads first."""
    found = someone.page.get_by_role("table", name=caption)
    return found.evaluate("table => [...table.rows].map((row) => [...row.cells].map((cell) => cell.textContent))")


def section(someone, name):
    return someone.page.get_by_role("region", name=name, exact=True)


def test_from_an_empty_workspace_to_figures_and_to_a_sentence_and_back(person, serve, workspace):
    someone = person(serve(workspace.folder).url)
    someone.page.goto(f"{someone.url}/?view=dashboard")
    expect(someone.page.get_by_text("No articles yet: add articles in the side bar")).to_be_visible(timeout=30_000)
    add_articles(workspace)
    says_what_to_do_without_reviews(someone)
    review_some(workspace)
    shows_the_figures(someone)
    exports_the_table(someone)
    leads_to_a_sentence_and_back(someone)
    is_opened_from_the_side_bar(someone)
    assert someone.page.evaluate("window.__pwn") is None


def says_what_to_do_without_reviews(someone):
    refresh = someone.page.get_by_role("button", name="Refresh")
    refresh.click()
    expect(section(someone, "Reviewers")).to_contain_text("Nobody has reviewed a sentence yet: open an article")
    expect(section(someone, "Models")).to_contain_text("No machine translation is approved yet")
    expect(section(someone, "Last days")).to_contain_text("Nobody changed anything in the last 14 days.")
    expect(refresh).to_be_focused()


def shows_the_figures(someone):
    someone.page.get_by_role("button", name="Refresh").click()
    expect(section(someone, "Progress")).to_contain_text("1 of 15 sentences approved (6 %)")
    expect(someone.page.get_by_role("status").filter(has_text="Refreshed: Figures of")).to_have_count(1)
    assert [bar.get_attribute("aria-label") for bar in section(someone, "Progress").get_by_role("img").all()] == [
        "All articles: 0 approved, 1 corrected and approved, 1 rejected, 13 open",
        "0 approved, 1 corrected and approved, 1 rejected, 1 open",
        "0 approved, 0 corrected and approved, 0 rejected, 12 open",
    ]
    assert [row[2:] for row in table(someone, "Sentences by article")[1:]] == [
        ["3", "3", "0", "1", "1", "1", "18", "6"],
        ["12", "12", "0", "0", "0", "12", "72", "0"],
    ]
    people = {row[0]: [*row[1:3], row[4]] for row in table(someone, "By reviewer")[1:]}
    assert people == {NAME: ["1", "6", "–"], "Amina": ["1", "6", "–"]}
    expect(section(someone, "Reviewers")).to_contain_text("gaps over 5 min are not counted as work")
    assert table(someone, "What reviewers changed, by model")[1][0] == "gemma (embedded)"
    assert ["numbers", "", "1", "0", "1"] in table(someone, "Findings by check")
    days = table(someone, "Changes in the last 14 days")[1:]
    assert [sum(int(row[column]) for row in days) for column in range(1, 5)] == [1, 1, 0, 1]
    assert "3 in all" in section(someone, "Last days").get_by_role("img").get_attribute("aria-label")


def exports_the_table(someone):
    with someone.page.expect_download() as download:
        someone.page.get_by_role("link", name="Export CSV").click()
    rows = list(csv.DictReader(io.StringIO(Path(download.value.path()).read_text("utf-8-sig"))))
    assert {row["name"] for row in rows if row["table"] == "reviewers"} == {NAME, "Amina"}


def leads_to_a_sentence_and_back(someone):
    waiting = someone.page.get_by_role("table", name="The oldest sentences without a verdict")
    expect(waiting.get_by_role("link")).to_have_count(10)
    link = waiting.get_by_role("link").last
    number = int(link.get_attribute("href").partition("#n")[2])
    link.focus()
    someone.page.keyboard.press("Enter")
    expect(someone.text(number)).to_be_focused()
    expect(someone.row(number)).to_be_in_viewport()
    expect(someone.page.get_by_role("heading", name="Dashboard")).to_be_hidden()
    someone.page.go_back()
    expect(someone.page.get_by_role("heading", name="Dashboard")).to_be_visible()
    expect(someone.row(1)).to_be_hidden()
    someone.page.go_forward()
    expect(someone.row(number)).to_be_in_viewport()


def is_opened_from_the_side_bar(someone):
    dashboard = someone.page.get_by_role("link", name="Dashboard")
    expect(dashboard).not_to_have_attribute("aria-current", "page")
    dashboard.click()
    expect(someone.page.get_by_role("heading", name="Dashboard")).to_be_focused()
    expect(dashboard).to_have_attribute("aria-current", "page")
    assert someone.page.url.endswith("?view=dashboard")


def test_an_answer_that_is_cut_off_is_told_and_asked_for_again(person, serve, workspace):
    add_articles(workspace)
    url = serve(workspace.folder).url
    someone = person(url)
    cut_off = {"status": 200, "content_type": "application/json", "body": '{"articles": ['}
    for asked in ("jobs", "dashboard"):
        someone.page.route(f"**/api/v1/{asked}", lambda route: route.fulfill(**cut_off), times=1)
    someone.page.goto(f"{url}/?view=dashboard")
    expect(someone.page.get_by_text("The server does not answer").first).to_be_visible(timeout=30_000)
    someone.page.get_by_role("button", name="Refresh").click()
    expect(section(someone, "Waiting longest")).to_be_visible()


def test_axe_finds_nothing_in_the_dark_and_nothing_is_wider_than_the_screen(person, serve, workspace):
    add_articles(workspace)
    review_some(workspace)
    url = serve(workspace.folder).url
    someone = person(url, color_scheme="dark")
    someone.page.goto(f"{url}/?view=dashboard")
    expect(section(someone, "Waiting longest")).to_be_visible(timeout=30_000)
    for width in (1440, 390):
        someone.page.set_viewport_size({"width": width, "height": 900})
        someone.page.get_by_role("link", name="Dashboard").click()
        # The side bar, which lies over a narrow page, makes room for what was chosen in it.
        expect(someone.page.locator(".sidebar.open")).to_have_count(1 if width > 800 else 0)
        if shots := os.environ.get("WORKBENCH_SHOTS"):
            someone.page.screenshot(path=f"{shots}/dashboard-{width}.png", full_page=True)
        assert faults(someone.page) == []
