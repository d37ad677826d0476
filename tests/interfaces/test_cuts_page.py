"""A person splits and merges sentences by keyboard, and another one types meanwhile, in real Chromium."""

import os

import pytest
from playwright.sync_api import expect

from workbench import cutting, pipeline
from workbench.model import Draft, Signature
from workbench.store import now

from .conftest import faults

SOURCE = "وزیر نے رپورٹ دیکھی، اور فوج شہر میں آئی۔ چالیس لوگ زخمی ہوئے۔\n\nصدر نے کہا۔"
FIRST, SECOND = "وزیر نے رپورٹ دیکھی،", "اور فوج شہر میں آئی۔"
MACHINE = ["The minister saw it, and the army came.", "Forty were hurt.", "The president spoke."]
MADE = Signature("marian", "opus", "1", {}, "test")


@pytest.fixture(scope="module")
def server(serve_module, workspace):
    return serve_module(workspace.folder)


@pytest.fixture
def article(workspace, request):
    """A new article of three drafted sentences in two paragraphs: its id."""
    document = pipeline.add(
        workspace, SOURCE.encode(), f"{request.node.name}.txt", language="ur", origin=request.node.name
    )
    pairs = zip(document.segments(), MACHINE, strict=True)
    drafts = [Draft(s.id, s.text, text, -0.5, "first", MADE, now()) for (_, s), text in pairs]
    workspace.append_drafts(document.id, drafts)
    return document.id


def come(person, server, article, name, **options):
    someone = person(server.url, **options).open(article, name)
    someone.page.get_by_label("Your name").press("Enter")
    return someone


def texts(someone, count):
    expect(someone.page.locator("li.row")).to_have_count(count)
    return [someone.text(number).input_value() for number in range(1, count + 1)]


def sources(someone):
    return someone.page.locator(".row .source").all_text_contents()


def told(someone):
    return someone.page.locator(".live")


def away(someone):
    """The server takes no step of theirs until `back`."""
    someone.page.route(
        "**/segments/*",
        lambda route: route.abort("connectionrefused") if route.request.method == "POST" else route.continue_(),
    )


def back(someone):
    someone.page.unroute("**/segments/*")


def looks(someone, name):
    """What axe has to say of the page as it is."""
    if shots := os.environ.get("WORKBENCH_SHOTS"):
        someone.page.screenshot(path=f"{shots}/{name}.png")
    return faults(someone.page)


def test_splitting_merging_and_undoing_by_keyboard_while_another_types(person, server, workspace, article):
    amina, omar = (come(person, server, article, name) for name in ("Amina", "Omar"))
    amina.text(1).click()
    amina.page.keyboard.press("Control+Enter")
    expect(omar.status(1)).to_have_text("Approved by Amina")
    away(omar)
    omar.text(1).click()
    omar.page.keyboard.press("End")
    omar.page.keyboard.type(" So they say.")
    amina.text(1).click()
    amina.page.keyboard.press("End")
    amina.page.keyboard.press("Alt+c")
    dialog = amina.page.get_by_role("dialog", name="Split sentence 1")
    expect(dialog.get_by_role("radio", name="begins with اور")).to_be_focused()
    amina.page.keyboard.press("ArrowLeft")  # in a line from right to left this is on
    amina.page.keyboard.press("ArrowLeft")
    amina.page.keyboard.press("ArrowRight")
    amina.page.keyboard.press("ArrowRight")
    expect(dialog.get_by_role("radio", name="begins with اور")).to_be_checked()
    expect(dialog.locator(".split-source")).to_have_text([FIRST, SECOND])
    assert looks(amina, "split") == []
    amina.page.keyboard.press("Enter")
    assert texts(amina, 4) == [MACHINE[0], "", *MACHINE[1:]]
    assert sources(amina)[:2] == [FIRST, SECOND]
    expect(amina.text(1)).to_be_focused()
    expect(told(amina)).to_have_text("Sentence 1 is split: 1 and 2. The approval is withdrawn.")
    expect(amina.status(1)).to_have_text("Not reviewed")
    expect(omar.page.get_by_role("button", name="Show it as it is now")).to_be_visible()
    expect(omar.text(1)).to_have_value(f"{MACHINE[0]} So they say.")
    back(omar)
    expect(omar.row(4)).to_be_visible()
    expect(omar.text(1)).to_be_focused()
    expect(amina.text(1)).to_have_value(f"{MACHINE[0]} So they say.")  # it was saved for the first of the two

    away(omar)
    omar.text(3).click()
    omar.page.keyboard.press("End")
    omar.page.keyboard.type(" They live.")
    amina.page.keyboard.press("Alt+ArrowDown")
    amina.page.keyboard.type("The army came.")
    expect(omar.text(2)).to_have_value("The army came.")
    amina.page.keyboard.press("Alt+o")
    expect(told(amina)).to_have_text("Sentences 2 and 3 are merged.")
    assert texts(amina, 3)[1] == "The army came. Forty were hurt."
    expect(amina.text(2)).to_be_focused()
    back(omar)
    expect(omar.text(2)).to_have_value("The army came. Forty were hurt. They live.")
    expect(amina.text(2)).to_have_value("The army came. Forty were hurt. They live.")
    amina.page.get_by_role("button", name="Undo", exact=True).click()
    expect(told(amina)).to_have_text("Omar has changed the text or state since: split or merge by hand.")
    assert texts(amina, 3)[1] == "The army came. Forty were hurt. They live."
    assert looks(amina, "merged") == []
    assert [edit.action for edit in workspace.edits(article)] == ["approve", "split", "edit", "edit", "merge", "edit"]


def test_dividing_the_english_undoing_and_what_stands_in_the_history(person, server, workspace, article):
    amina = come(person, server, article, "Amina", color_scheme="dark")
    ids = [row.segment.id for row in pipeline.open_article(workspace, article).rows()]
    amina.text(1).click()
    amina.text(1).evaluate("node => node.setSelectionRange(22, 22)")
    amina.page.keyboard.press("Alt+c")
    dialog = amina.page.get_by_role("dialog", name="Split sentence 1")
    dialog.get_by_label("Divide the English at the cursor").check()
    dialog.get_by_text("اور", exact=True).first.click()
    expect(dialog.locator(".split-english")).to_have_text(["The minister saw it,", "and the army came."])
    amina.page.set_viewport_size({"width": 390, "height": 900})
    assert looks(amina, "divided") == []
    assert dialog.evaluate("node => node.scrollWidth <= node.clientWidth")
    amina.page.set_viewport_size({"width": 1440, "height": 1000})
    dialog.get_by_role("button", name="Split here").click()
    assert texts(amina, 4)[:2] == ["The minister saw it,", "and the army came."]
    expect(amina.row(1).locator(".badge", has_text="From before the split")).to_be_visible()
    amina.text(2).click()
    amina.page.keyboard.press("End")
    amina.page.keyboard.type("!")
    amina.page.keyboard.press("Control+s")
    expect(amina.status(2)).to_have_text("Edited, not approved by Amina")
    amina.page.keyboard.press("Control+z")
    expect(amina.status(2)).to_have_text("Not reviewed")
    amina.page.keyboard.press("Control+z")  # nothing typed is left: now it is the split
    expect(told(amina)).to_have_text("The split is undone: sentence 1 is one again.")
    assert texts(amina, 3) == MACHINE
    expect(amina.text(1)).to_be_focused()
    amina.page.keyboard.press("Alt+o")
    expect(told(amina)).to_have_text("Sentences 1 and 2 are merged.")
    amina.page.get_by_role("button", name="Undo", exact=True).click()
    expect(told(amina)).to_have_text("The merge is undone: sentences 1 and 2 are two again.")
    assert [row.segment.id for row in pipeline.open_article(workspace, article).rows()] == ids
    amina.text(3).click()
    amina.page.keyboard.press("Alt+o")
    expect(told(amina)).to_have_text("Sentence 3 is the last of its paragraph: there is none to merge it with.")
    amina.page.reload()
    amina.row(1).get_by_text("History and origin").click()
    steps = amina.row(1).locator(".steps > li")
    for said in ("split the sentence", "undid a split", "merged two sentences", "undid a merge"):
        expect(steps.filter(has_text=said)).to_have_count(1)
    amina.row(1).get_by_role("button", name="Merge with the next sentence").click()
    expect(amina.page.locator("li.row")).to_have_count(2)  # and the history is open still
    amina.row(1).get_by_role("button", name="Undo the split or merge").click()
    assert texts(amina, 3) == MACHINE


def test_what_was_typed_before_a_reload_is_found_in_the_sentence_that_stands_there_now(
    person, server, workspace, article
):
    omar = come(person, server, article, "Omar")
    away(omar)
    omar.text(1).fill("Omar's text of the whole.")
    first = pipeline.open_article(workspace, article).rows()[0].segment
    place = SOURCE.index(" اور")
    cutting.split(workspace, article, first.id, by="Amina", base=0, place=place, divide=20)
    omar.page.reload()
    expect(omar.page.locator("li.row")).to_have_count(4)
    conflict = omar.row(1).locator(".conflict")
    expect(conflict).to_contain_text("Omar's text of the whole.")
    expect(conflict).to_contain_text("The minister saw it,")
    back(omar)
    omar.row(1).get_by_role("button", name="Keep mine").click()
    expect(omar.row(1).locator(".saved")).to_contain_text("Saved")
    assert pipeline.open_article(workspace, article).rows()[0].target == "Omar's text of the whole."
