"""What people do to a summary at the page, alone and beside each other, in real Chromium."""

import re

import pytest
from playwright.sync_api import expect

from workbench import pipeline
from workbench.model import Action, Summary, SummarySentence


@pytest.fixture(scope="module")
def server(serve_module, workspace):
    return serve_module(workspace.folder)


@pytest.fixture
def segments(workspace, article):
    """The sentences' ids; the first two make the summary."""
    ids = [segment.id for _, segment in workspace.document(article).segments()]
    workspace.save_summary(article, Summary(tuple(SummarySentence(i, 0.5) for i in ids[:2]), "lead", {}))
    return ids


def numbers(someone):
    return [int(re.search(r"\d+", text)[0]) for text in someone.summary().locator(".cite-number").all_inner_texts()]


def item(someone, place):
    return someone.summary().nth(place)


def press(node, name, **options):
    node.get_by_role("button", name=name, **options).click()


def told(someone):
    return someone.page.locator(".summary-told")


def reword(someone, place, text, save="Save and approve"):
    press(item(someone, place), "Edit the wording")
    item(someone, place).locator(".wording").fill(text)
    press(item(someone, place), save, exact=True)


def steps(workspace, article):
    return [(edit.action, edit.by) for edit in workspace.edits(article) if edit.of_summary]


def test_a_summary_is_worded_approved_ordered_filled_emptied_and_brought_back(
    person, server, workspace, article, segments
):
    amina = person(server.url).open(article)
    amina.page.evaluate("document.activeElement.blur()")
    expect(item(amina, 0).locator(".cite-status")).to_have_text("Not approved yet, as translated")
    press(item(amina, 0), "Approve summary sentence")
    expect(item(amina, 0).locator(".cite-status")).to_have_text("Approved by Amina")
    reword(amina, 0, "Troops are in town.")
    expect(item(amina, 0).locator(".cite")).to_have_text("[1] Troops are in town.")
    expect(item(amina, 0).locator(".cite-status")).to_have_text(
        "Corrected and approved by Amina, worded for the summary"
    )
    expect(amina.text(1)).to_have_value("The army came to town.")  # the translation is another text
    amina.text(1).fill("The army reached the town.")
    amina.text(1).blur()
    expect(item(amina, 0).locator(".outdated")).to_contain_text("The translation has changed since.")
    expect(item(amina, 0).locator(".outdated ins").first).to_contain_text("reached")

    press(item(amina, 1), "Move summary sentence 2 up")
    expect(told(amina)).to_contain_text("Sentence 2 is in place 1 now.")
    assert numbers(amina) == [2, 1]
    expect(item(amina, 0).get_by_role("button", name="down")).to_be_focused()  # its way up has ended
    press(amina.row(3), "Add to the summary")
    expect(amina.summary()).to_have_count(3)
    assert numbers(amina) == [2, 1, 3]
    expect(amina.row(3).get_by_role("button", name="In summary")).to_be_visible()
    item(amina, 0).locator(".more > summary").click()
    press(item(amina, 0), "Remove from the summary")
    expect(amina.summary()).to_have_count(2)
    press(told(amina), "Undo")
    expect(amina.summary()).to_have_count(3)
    assert numbers(amina) == [2, 1, 3]
    item(amina, 2).locator(".more > summary").click()
    press(item(amina, 2), "Reject…")
    press(item(amina, 2), "Reject now")
    expect(item(amina, 2).locator(".cite-status")).to_contain_text("Rejected by Amina: Mistranslation, major")
    press(told(amina), "Undo")
    expect(item(amina, 2).locator(".cite-status")).to_have_text("Not approved yet, as translated")

    press(amina.page, "Choose again")
    dialog = amina.page.get_by_role("dialog")
    expect(dialog).to_contain_text("People worded or judged 1 of its sentences.")
    press(dialog, "Choose again")
    expect(told(amina)).to_contain_text("The summary is chosen anew.")
    expect(amina.summary().first).to_contain_text("Troops are in town.")  # its wording comes with its sentence
    press(told(amina), "Undo")
    expect(told(amina)).to_contain_text("The summary is as it was then.")
    assert numbers(amina) == [2, 1, 3]
    amina.page.locator(".summary > .more > summary").click()
    press(amina.page, "Restore the summary as it was before any step")
    expect(amina.summary()).to_have_count(2)
    assert numbers(amina) == [1, 2]
    expect(item(amina, 0)).to_contain_text("Troops are in town.")
    amina.page.reload()
    expect(item(amina, 0)).to_contain_text("Troops are in town.", timeout=30_000)
    assert steps(workspace, article) == [
        (action, "Amina")
        for action in (
            *("approve", "approve", "move", "add", "remove", "restore"),
            *("reject", "restore", "summarise", "restore", "restore"),
        )
    ]


def test_who_was_faster_is_shown_and_nothing_typed_is_lost(person, server, workspace, article, segments, tmp_path):
    omar, amina = (person(server.url, live=False).open(article, name) for name in ("Omar", "Amina"))
    reword(omar, 0, "Omar's words.", "Save")
    expect(item(omar, 0).locator(".cite-status")).to_contain_text("Edited, not approved by Omar")
    press(item(amina, 0), "Edit the wording")
    item(amina, 0).locator(".wording").fill("Amina's words.")
    amina.page.reload()  # what was typed is kept in the browser
    wording = item(amina, 0).locator(".wording")
    expect(wording).to_have_value("Amina's words.", timeout=30_000)
    conflict = item(amina, 0).locator(".conflict")
    expect(conflict).to_contain_text("Theirs, by Omar")
    expect(conflict).to_contain_text("Omar's words.")
    press(conflict, "Keep mine")
    expect(item(amina, 0).locator(".cite")).to_have_text("[1] Amina's words.")

    press(item(omar, 0), "Edit the wording")
    item(omar, 0).locator(".wording").fill("Omar's other words.")
    item(omar, 0).locator(".wording").press("Control+Enter")
    # With the marks, which come a moment later or at once.
    marked = "Edited, not approved[struck out: Omar's ] [inserted: Amina's ] words."
    expect(item(omar, 0).locator(".conflict")).to_contain_text(marked)
    press(item(omar, 0), "Take theirs")
    expect(item(omar, 0).locator(".cite")).to_have_text("[1] Amina's words.")

    press(item(omar, 1), "Move summary sentence 2 up")
    expect(told(omar)).to_contain_text("Sentence 2 is in place 1 now.")
    press(amina.row(3), "Add to the summary")
    expect(told(amina)).to_contain_text("Omar changed the summary while you had it open.")
    expect(amina.summary()).to_have_count(2)
    assert numbers(amina) == [2, 1]
    press(told(amina), "Do it all the same")
    expect(amina.summary()).to_have_count(3)
    assert numbers(amina) == [2, 1, 3]
    assert steps(workspace, article) == [("edit", "Omar"), ("edit", "Amina"), ("move", "Omar"), ("add", "Amina")]


def test_what_others_make_of_the_summary_shows_at_once(person, server, workspace, article, segments):
    amina = person(server.url).open(article)
    expect(amina.page.locator(".others")).to_have_text("Nobody else has this article open.")
    settings = pipeline.Settings(workspace=workspace.folder)
    pipeline.reword_summary(workspace, article, segments[1], Action.APPROVE, by="عمر", base=0, text="He saw it.")
    expect(item(amina, 1)).to_contain_text("He saw it.")
    expect(told(amina)).to_have_text("عمر saved summary sentence 2.")
    press(item(amina, 1), "Edit the wording")
    item(amina, 1).locator(".wording").fill("Amina types.")
    pipeline.rearrange_summary(
        workspace, article, Action.MOVE, settings, by="Sara", base=0, segment_id=segments[1], place=0
    )
    expect(told(amina)).to_have_text("Sara changed the summary.")
    assert numbers(amina) == [2, 1]
    expect(item(amina, 0).locator(".wording")).to_have_value("Amina types.")
    expect(item(amina, 0).locator(".wording")).to_be_focused()
