"""What stands beside a sentence on the page to help with it, in real Chromium, on drafts that are written here."""

import os
import shutil

import pytest
from playwright.sync_api import expect

from workbench import pipeline
from workbench.model import Action, Draft, Signature
from workbench.store import Workspace, now

from .conftest import faults

MADE = Signature("embedded", "gemma", "1", {}, "test", preview=True)
SENTENCES = [
    ("صدر توقایف نے ہنگامی حالت نافذ کی۔", "President Tokaev imposed a state of emergency.", ("Tokayev imposed it.",)),
    ("قازقستان میں 20 فوجی ہلاک ہوئے۔", "In Kazakhstan 30 soldiers were killed.", ()),
    ("صدر توقایف نے 12 وزیروں کو ہٹا دیا۔", "President Tokayev removed 12 ministers.", ()),
]
ELSEWHERE = ("صدر توقایف نے ہنگامی حالت نافذ کی۔", "President Tokayev has imposed a state of emergency.")


@pytest.fixture(scope="module")
def server(serve_module, tmp_path_factory):
    """One for all tests, each of which finds its workspace as new."""
    folder = tmp_path_factory.mktemp("aids") / "workspace"
    Workspace.open(folder, create=True)
    return folder, serve_module(folder).url


@pytest.fixture
def workspace(server):
    """Two Urdu articles with drafts; a sentence of the second is nearly one of the first."""
    folder = server[0]
    shutil.rmtree(folder / "articles", ignore_errors=True)
    for own in ("journal.jsonl", "memory.jsonl", "glossary.csv"):
        (folder / own).unlink(missing_ok=True)
    workspace = Workspace.open(folder)
    second = [(ELSEWHERE[0], ELSEWHERE[1], ()), ("فوج آئی۔", "The army came.", ())]
    for name, sentences in (("one.txt", SENTENCES), ("two.txt", second)):
        text = "\n\n".join(source for source, _, _ in sentences)
        document = pipeline.add(workspace, text.encode(), name, language="ur")
        english = {source: (target, others) for source, target, others in sentences}
        drafts = [
            Draft(s.id, s.text, english[s.text][0], -0.5, "first", MADE, now(), others=english[s.text][1])
            for _, s in document.segments()
        ]
        workspace.append_drafts(document.id, drafts)
    return workspace


@pytest.fixture
def reviewer(person, server, workspace):
    return person(server[1]).open("one")


def findings(reviewer, number):
    return reviewer.row(number).locator(".findings li:not(.silenced)")


def test_a_finding_is_silenced_and_shown_again(reviewer, workspace):
    wrong = findings(reviewer, 2).filter(has_text="20")
    before = findings(reviewer, 2).count()
    wrong.first.get_by_role("button", name="This is right").click()
    silenced = reviewer.row(2).locator(".silenced")
    expect(silenced).to_contain_text("Silenced by Amina")
    assert findings(reviewer, 2).count() < before
    expect(reviewer.text(2)).to_have_value(SENTENCES[1][1])
    reviewer.page.reload()
    expect(silenced).to_contain_text("Silenced by Amina", timeout=30_000)
    silenced.get_by_role("button", name="Show it again").click()
    expect(silenced).to_have_count(0)
    assert [edit.action for edit in workspace.edits("one")] == ["silence", "hear"]


def test_what_is_being_typed_survives_a_silenced_finding(reviewer, workspace):
    reviewer.text(2).fill("In Kazakhstan 30 soldiers died.")
    findings(reviewer, 2).filter(has_text="20").first.get_by_role("button", name="This is right").click()
    expect(reviewer.row(2).locator(".silenced")).to_be_visible()
    expect(reviewer.text(2)).to_have_value("In Kazakhstan 30 soldiers died.")
    first = workspace.edits("one")[0]
    assert (first.action, first.text) == ("edit", "In Kazakhstan 30 soldiers died.")


def test_a_check_is_switched_off_in_the_workspace_and_on_again(reviewer, workspace):
    findings(reviewer, 2).filter(has_text="20").first.get_by_role("button", name="This is right").click()
    reviewer.row(2).locator(".silenced").get_by_role("button", name="No check of numbers").click()
    told = reviewer.page.locator(".switched-off")
    expect(told).to_contain_text("The check of numbers is switched off")
    expect(reviewer.page.locator(".findings li[data-check=numbers]:not(.silenced)")).to_have_count(0)
    assert [edit.action for edit in workspace.own_edits()] == ["silence"]
    told.get_by_role("button", name="Switch it on").click()
    expect(told).to_be_empty()


def test_a_term_is_inserted_where_the_cursor_is(reviewer):
    term = reviewer.row(2).locator(".terms button").filter(has_text="Kazakhstan")
    reviewer.text(2).fill("In there were killed.")
    reviewer.text(2).evaluate("area => area.setSelectionRange(2, 2)")
    term.click()
    expect(reviewer.text(2)).to_have_value("In Kazakhstan there were killed.")
    expect(reviewer.row(2).locator(".saved")).to_contain_text("Saved")


def test_what_was_approved_elsewhere_is_offered_with_where_it_is_from(reviewer, person):
    other = person(reviewer.url).open("two", name="Omar")
    other.row(1).get_by_role("button", name="Approve").click()
    expect(other.status(1)).to_contain_text("Approved")
    reviewer.page.reload()
    memory = reviewer.row(1).locator(".memory")
    memory.locator("summary").click(timeout=30_000)
    expect(memory).to_contain_text("100 %")
    expect(memory).to_contain_text("Omar")
    memory.get_by_role("button", name="Use this text").click()
    expect(reviewer.text(1)).to_have_value(ELSEWHERE[1])
    expect(reviewer.status(1)).to_contain_text("Edited, not approved")


def test_another_hypothesis_is_taken(reviewer):
    reviewer.row(1).locator(".more > summary").click()
    reviewer.row(1).locator(".more").get_by_role("button", name="Use this text").click()
    expect(reviewer.text(1)).to_have_value("Tokayev imposed it.")


def test_a_name_gets_one_spelling_place_by_place(reviewer):
    panel = reviewer.page.get_by_role("region", name="Names spelled in several ways")
    panel.get_by_label("Tokayev: 1 here, 1 elsewhere").check()
    expect(reviewer.text(1)).to_have_value(SENTENCES[0][1])  # choosing changes nothing
    panel.get_by_role("button", name="Change it").click()
    expect(reviewer.text(1)).to_have_value("President Tokayev imposed a state of emergency.")
    expect(reviewer.row(1).locator(".saved")).to_contain_text("Saved")
    expect(panel).to_be_hidden()


def shown(reviewer):
    """The numbers of the sentences that are shown, from top to bottom."""
    ids = reviewer.page.locator("li.row:visible").evaluate_all("rows => rows.map((r) => r.id)")
    return [int(each.removeprefix("n")) for each in ids]


def test_the_export_menu_opens_in_sight(reviewer):
    reviewer.page.get_by_text("Export", exact=True).click()
    reviewer.page.locator('a.export[data-format="html"][data-all="false"]').click()
    expect(reviewer.page.locator(".job")).to_contain_text("No sentence is approved yet")


def test_worst_first_and_by_the_kind_of_finding(reviewer):
    order = reviewer.page.get_by_label("Order of the sentences")
    assert shown(reviewer) == [1, 2, 3]
    order.select_option("worst")
    assert shown(reviewer)[0] == 2
    reviewer.row(2).get_by_role("button", name="Approve").click()
    expect(reviewer.status(2)).to_contain_text("Approved")
    order.select_option("reading")
    order.select_option("worst")
    assert shown(reviewer)[-1] == 2
    order.select_option("reading")
    assert shown(reviewer) == [1, 2, 3]
    reviewer.page.get_by_label("Which sentences to show").select_option("check:numbers")
    assert shown(reviewer) == [2]


def test_axe_finds_nothing_in_the_dark(person, server, workspace):
    pipeline.take_step(workspace, "two", *_first(workspace), by="Omar", base=0)
    someone = person(server[1], color_scheme="dark").open("one")
    someone.row(1).locator(".memory > summary").click()
    findings(someone, 2).first.get_by_role("button", name="This is right").click()
    expect(someone.row(2).locator(".silenced")).to_be_visible()
    someone.page.get_by_label("Tokayev: 1 here").check()
    if shots := os.environ.get("WORKBENCH_SHOTS"):
        someone.page.screenshot(path=f"{shots}/aids.png", full_page=True)
    assert faults(someone.page) == []


def _first(workspace):
    document = workspace.document("two")
    return next(s.id for _, s in document.segments()), Action.APPROVE
