"""What reviewers say of a sentence on the page, in real Chromium: rejecting, comments, history, differences, conflicts."""

import os
import re

import pytest
from playwright.sync_api import expect

from workbench import pipeline
from workbench.model import DIMENSIONS, Action

from .conftest import faults


@pytest.fixture(scope="module")
def url(serve_module, workspace):
    return serve_module(workspace.folder).url


@pytest.fixture
def reviewer(person, url, article):
    return person(url, live=False).open(article)


@pytest.fixture
def other(person, url, article):
    return person(url).open(article, name="Omar")


def saved(someone, number):
    return someone.row(number).locator(".saved")


def conflict(someone, number):
    return someone.row(number).locator(".conflict")


def change(someone, number, text):
    someone.text(number).fill(text)
    expect(saved(someone, number)).to_contain_text("Saved")


def press(someone, number, name):
    someone.row(number).get_by_role("button", name=name, exact=True).click()


def comment(someone, number, words):
    someone.row(number).get_by_label(f"New comment on sentence {number}").fill(words)
    press(someone, number, "Add comment")


def comments(someone, number):
    """What is clicked to see them; it counts them."""
    return someone.row(number).locator(".comments > summary")


def away(someone, *actions):
    """The server does not answer these actions from now on, or none."""
    someone.page.route(
        "**/segments/*",
        lambda route: (
            route.abort("connectionrefused")
            if not actions or any(f'"{action}"' in route.request.post_data for action in actions)
            else route.continue_()
        ),
    )


def back(someone):
    someone.page.unroute("**/segments/*")


# --- rejecting ---------------------------------------------------------------------------------------------------


def test_a_rejection_by_keyboard_says_what_how_grave_and_why(reviewer, workspace, article):
    reviewer.text(1).click()
    reviewer.page.keyboard.press("Alt+r")
    why = reviewer.row(1).get_by_label("Why it is rejected")
    expect(why).to_be_focused()
    offered = why.locator("optgroup").evaluate_all(
        "groups => groups.map((g) => [g.label, [...g.children].map((o) => o.value)])"
    )
    assert offered == [[name, [str(kind) for kind in kinds]] for name, kinds in DIMENSIONS.items()]
    reviewer.page.keyboard.press("Escape")
    expect(why).to_be_hidden()
    expect(reviewer.text(1)).to_be_focused()
    reviewer.page.keyboard.press("Alt+r")
    why.select_option("Wrong number")
    reviewer.row(1).get_by_label("How grave it is").select_option("critical")
    reviewer.row(1).get_by_label("Comment (may be left empty)").fill("It says <b>20</b>.")
    reviewer.page.keyboard.press("Control+Enter")  # rejects here, and must not approve
    expect(reviewer.status(1)).to_have_text("Rejected by Amina: Wrong number, critical: It says <b>20</b>.")
    (edit,) = workspace.edits(article)
    assert (edit.action, edit.category, edit.severity) == ("reject", "wrong-number", "critical")
    reviewer.page.reload()
    expect(reviewer.status(1)).to_contain_text("Wrong number, critical", timeout=30_000)


# --- comments ----------------------------------------------------------------------------------------------------


def test_people_talk_of_a_sentence_and_nothing_of_it_changes(reviewer, other, workspace, article):
    press(reviewer, 1, "Approve")
    expect(reviewer.status(1)).to_contain_text("Approved by Amina")
    comments(other, 1).focus()
    other.page.keyboard.press("Enter")
    area = other.row(1).get_by_label("New comment on sentence 1")
    area.fill("کیا یہ <i>وہی</i> شہر ہے؟")
    area.press("Control+Enter")
    expect(comments(other, 1)).to_have_text("1 comment")
    expect(area).to_be_focused()
    expect(area).to_have_value("")
    expect(other.status(1)).to_contain_text("Approved by Amina")
    change(reviewer, 1, "The army came to the city.")  # she has not seen the comment: no conflict
    comments(reviewer, 1).click()
    said = reviewer.row(1).locator(".comments li")
    expect(said).to_contain_text("کیا یہ <i>وہی</i> شہر ہے؟")
    expect(said).to_contain_text("Omar")
    said.get_by_role("button", name="Mark as resolved").click()
    expect(said).to_contain_text("Resolved by Amina")
    expect(comments(reviewer, 1)).to_have_text("1 comment, 0 open")
    expect(said.get_by_role("button", name="Reopen")).to_be_focused()
    assert [edit.action for edit in workspace.edits(article)] == ["approve", "comment", "edit", "resolve"]


def test_comments_and_unsaved_texts_leave_each_other_alone(reviewer, other):
    change(other, 1, "Omar's text.")
    away(reviewer, "edit")
    reviewer.text(1).fill("Amina's text.")
    comments(reviewer, 1).click()
    comment(reviewer, 1, "Not sure.")
    expect(comments(reviewer, 1)).to_have_text("1 comment")
    back(reviewer)
    expect(conflict(reviewer, 1)).to_contain_text("Theirs, by Omar")  # the comment moved no version under the text
    expect(reviewer.text(1)).to_have_value("Amina's text.")
    comment(reviewer, 1, "Which one?")
    expect(comments(reviewer, 1)).to_have_text("2 comments")
    expect(reviewer.text(1)).to_have_value("Amina's text.")

    away(reviewer)
    reviewer.text(2).fill("Typed while away.")
    comments(reviewer, 3).click()
    comment(reviewer, 3, "Who is it?")
    expect(saved(reviewer, 3)).to_contain_text("does not answer")
    comments(other, 2).click()
    comment(other, 2, "Fine.")
    expect(comments(other, 2)).to_have_text("1 comment")
    back(reviewer)
    reviewer.page.reload()
    expect(reviewer.text(2)).to_have_value("Typed while away.", timeout=30_000)
    expect(saved(reviewer, 2)).to_contain_text("Saved")
    expect(conflict(reviewer, 2)).to_be_empty()
    expect(reviewer.row(3).get_by_label("New comment on sentence 3")).to_have_value("Who is it?")
    press(reviewer, 3, "Add comment")
    expect(comments(reviewer, 3)).to_have_text("1 comment")


# --- history and differences -------------------------------------------------------------------------------------


def test_text_and_state_of_an_earlier_point_come_back(person, url, workspace, article):
    first = next(segment.id for _, segment in workspace.document(article).segments())
    pipeline.take_step(workspace, article, first, Action.APPROVE, by="Omar", base=0)
    reviewer = person(url).open(article)
    change(reviewer, 1, "The army left.")
    reviewer.row(1).locator(".more > summary").click()
    reviewer.text(1).fill("The army left the town.")  # typed, not saved yet
    steps = reviewer.row(1).get_by_role("list", name="Steps taken on sentence 1").locator("> li")
    steps.filter(has_text="Omar approved").get_by_role("button").click()
    expect(reviewer.status(1)).to_have_text("Approved by Amina")
    expect(reviewer.text(1)).to_have_value("The army came to town.")
    expect(reviewer.text(1)).to_be_focused()
    steps.filter(has_text="The army left the town.").get_by_role("button").click()
    expect(reviewer.text(1)).to_have_value("The army left the town.")
    expect(reviewer.status(1)).to_contain_text("Edited, not approved by Amina")
    steps.first.get_by_role("button").click()
    expect(reviewer.status(1)).to_have_text("Not reviewed")
    expect(reviewer.text(1)).to_have_value("The army came to town.")
    assert [edit.action for edit in workspace.edits(article)] == ["approve", "edit", "edit"] + ["restore"] * 3


def test_the_words_that_differ_are_marked_with_labelled_sides(reviewer):
    reviewer.text(1).fill("The troops came to town.")
    reviewer.page.keyboard.press("Control+Enter")
    expect(reviewer.status(1)).to_contain_text("Corrected and approved")
    change(reviewer, 1, "The troops came to the city.")
    reviewer.row(1).locator(".more > summary").click()
    compared = reviewer.row(1).get_by_role("group", name="Compare texts of sentence 1")
    shown = compared.locator(".difference")

    def words(tag):
        return [re.sub(r"\[.*?: |\] ?", "", text).strip() for text in shown.locator(tag).all_text_contents()]

    expect(shown).to_contain_text("[struck out: army")
    assert (words("del"), words("ins")) == (["army", "town"], ["troops", "the city"])
    compared.get_by_label("Before (struck out").select_option("approved")
    expect(shown).not_to_contain_text("army")
    assert (words("del"), words("ins")) == (["town"], ["the city"])
    compared.get_by_label("After (underlined").select_option("machine")
    expect(shown).to_contain_text("[inserted: army")


# --- conflicts ---------------------------------------------------------------------------------------------------


def test_mine_theirs_and_what_both_began_from_stand_side_by_side(reviewer, other):
    change(other, 1, "Our army came to town.")
    reviewer.text(1).fill("The army came to town today")
    sides = conflict(reviewer, 1).locator(".side")
    expect(sides).to_have_count(3)
    expect(sides.nth(0)).to_contain_text("Both began fromThe army came to town.")
    expect(sides.nth(1).locator("ins")).to_contain_text("today")
    expect(sides.nth(2)).to_contain_text("Theirs, by Omar")
    expect(sides.nth(2).locator("del")).to_contain_text("The")
    assert len(set(sides.evaluate_all("sides => sides.map((s) => s.getBoundingClientRect().top)"))) == 1
    reviewer.text(1).press("End")
    reviewer.text(1).press_sequentially(" and tomorrow")
    expect(sides.nth(1).locator("ins")).to_contain_text("today and tomorrow")
    press(reviewer, 1, "Keep mine")
    expect(conflict(reviewer, 1)).to_be_empty()
    expect(saved(reviewer, 1)).to_contain_text("Saved")
    expect(reviewer.text(1)).to_have_value("The army came to town today and tomorrow")

    change(other, 2, "Omar's text.")
    reviewer.text(2).fill("Amina's text.")
    press(reviewer, 2, "Take theirs")
    expect(reviewer.text(2)).to_have_value("Omar's text.")
    expect(conflict(reviewer, 2)).to_be_empty()

    change(other, 3, "Both wrote this.")
    reviewer.text(3).fill("Both wrote this.")
    expect(saved(reviewer, 3)).to_contain_text("Theirs is kept")
    expect(conflict(reviewer, 3)).to_be_empty()


def test_a_merge_is_saved_on_top_and_a_second_conflict_can_come_while_merging(reviewer, other, workspace, article):
    change(other, 1, "Omar wrote.")
    reviewer.text(1).fill("Amina wrote.")
    press(reviewer, 1, "Merge by hand")
    expect(reviewer.text(1)).to_be_focused()
    reviewer.text(1).fill("Amina and Omar wrote.")
    sides = conflict(reviewer, 1).locator(".side .difference")
    expect(sides.nth(1)).to_contain_text("Amina wrote")
    expect(sides.nth(2)).to_contain_text("Omar wrote")
    change(other, 1, "Omar wrote again.")
    press(reviewer, 1, "Save the merged text")
    expect(sides.nth(0)).to_have_text("Omar wrote.")  # what the merged text was made from
    expect(sides.nth(2)).to_contain_text("again")
    expect(reviewer.text(1)).to_have_value("Amina and Omar wrote.")
    press(reviewer, 1, "Merge by hand")
    reviewer.text(1).fill("Amina and Omar wrote again.")
    reviewer.page.reload()  # the merging is where it was
    expect(reviewer.text(1)).to_have_value("Amina and Omar wrote again.", timeout=30_000)
    expect(sides.nth(1)).not_to_contain_text("again")
    press(reviewer, 1, "Save the merged text")
    expect(conflict(reviewer, 1)).to_be_empty()
    expect(saved(reviewer, 1)).to_contain_text("Saved")
    assert workspace.edits(article)[-1].text == "Amina and Omar wrote again."


# --- for everybody -----------------------------------------------------------------------------------------------


def test_axe_finds_nothing_in_the_dark_on_a_phone(person, url, workspace, article):
    someone = person(url, live=False, color_scheme="dark").open(article)
    someone.page.set_viewport_size({"width": 390, "height": 900})
    first, second, third = (segment.id for _, segment in workspace.document(article).segments())
    pipeline.take_step(workspace, article, first, Action.EDIT, by="Omar", base=0, text="Omar's text.")
    for words in ("One.", "کیا؟"):
        pipeline.take_step(workspace, article, second, Action.COMMENT, by="Omar", base=0, comment=words)
    said = workspace.edits(article)[-1].id
    pipeline.take_step(workspace, article, second, Action.RESOLVE, by="Omar", base=0, of=said)
    pipeline.take_step(workspace, article, third, Action.APPROVE, by="Omar", base=0, text="Forty were hurt.")
    someone.text(1).fill("Mine.")
    expect(conflict(someone, 1)).to_contain_text("Omar")
    someone.page.reload()
    press(someone, 1, "Merge by hand")
    someone.row(2).locator(".comments > summary").click()
    someone.row(2).get_by_role("button", name="Reject…").click()
    someone.row(3).locator(".more > summary").click()
    expect(someone.row(3).locator(".comparison ins, .comparison del")).not_to_have_count(0)
    if shots := os.environ.get("WORKBENCH_SHOTS"):
        someone.page.screenshot(path=f"{shots}/remarks.png", full_page=True)
    assert faults(someone.page) == []
