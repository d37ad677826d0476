"""Two people at one article: each sees what the other does while it is done, in real Chromium."""

import os

import pytest
from playwright.sync_api import expect

from workbench import pipeline
from workbench.model import Action, BlockKind

from .conftest import faults


@pytest.fixture(scope="module")
def server(serve_module, workspace):
    return serve_module(workspace.folder)


@pytest.fixture
def segments(workspace, article):
    return [segment.id for _, segment in workspace.document(article).segments()]


@pytest.fixture
def amina(person, server, article):
    return come(person(server.url), article, "Amina")


@pytest.fixture
def omar(person, server, article):
    return come(person(server.url), article, "Omar <b>F.</b>")


def news(someone, number):
    return someone.row(number).locator(".news")


def editors(someone, number):
    return someone.row(number).locator(".editors")


def others(someone):
    return someone.page.locator(".others")


def save(someone, number, text):
    someone.text(number).fill(text)
    expect(someone.row(number).locator(".saved")).to_contain_text("Saved")


def away(someone):
    """The server takes no step of theirs from now on."""
    someone.page.route(
        "**/segments/*",
        lambda route: route.abort("connectionrefused") if route.request.method == "POST" else route.continue_(),
    )


def come(someone, article, name):
    """Opens the article under a name, and leaves the field of the name."""
    someone.open(article, name)
    someone.page.get_by_label("Your name").press("Enter")
    return someone


def leave(someone):
    someone.page.evaluate("document.activeElement.blur()")


def test_a_save_shows_at_the_other_without_a_reload_and_takes_nothing_away(amina, omar, workspace, article):
    amina.text(1).click()
    amina.text(1).press("Home")
    for _ in range(4):
        amina.text(1).press("ArrowRight")
    amina.text(3).evaluate("node => window.theNode = node")
    save(omar, 1, "The troops came to town.")
    expect(amina.text(1)).to_have_value("The troops came to town.", timeout=3000)
    expect(amina.status(1)).to_have_text("Edited, not approved by Omar <b>F.</b>")
    expect(news(amina, 1)).to_have_text("Saved by Omar <b>F.</b>")
    expect(amina.page.locator(".live[aria-live=polite]")).to_have_text("Sentence 1: Saved by Omar <b>F.</b>")
    expect(amina.text(1)).to_be_focused()
    assert amina.text(1).evaluate("node => [node.selectionStart, node.selectionEnd]") == [4, 4]
    amina.page.keyboard.press("Control+Enter")  # on top of what is shown: no conflict
    expect(omar.status(1)).to_have_text("Corrected and approved by Amina")
    expect(news(amina, 1)).to_be_hidden()
    expect(omar.page.locator(".count")).to_contain_text("1 of 3 approved")
    omar.row(3).locator(".comments > summary").click()
    omar.row(3).get_by_label("New comment on sentence 3").fill("Forty?")
    omar.row(3).get_by_role("button", name="Add comment").click()
    expect(amina.row(3).locator(".comments > summary")).to_have_text("1 comment")
    expect(news(amina, 3)).to_have_text("Comment by Omar <b>F.</b>")
    assert amina.text(3).evaluate("node => node === window.theNode")  # brought up to date, not drawn anew
    assert [edit.action for edit in workspace.edits(article)] == ["edit", "approve", "comment"]


def test_typed_text_survives_and_is_asked_about_when_it_is_saved(amina, omar, workspace, article):
    away(amina)
    amina.text(2).fill("Amina's minister.")
    save(omar, 2, "Omar's minister.")
    expect(news(amina, 2)).to_have_text("Omar <b>F.</b> has saved a newer text: you will be asked when you save")
    expect(amina.text(2)).to_have_value("Amina's minister.")
    assert "Amina's minister." in amina.page.evaluate("Object.values(localStorage).join()")
    amina.page.unroute("**/segments/*")
    conflict = amina.row(2).locator(".conflict")
    expect(conflict).to_contain_text("Theirs, by Omar")
    expect(news(amina, 2)).to_be_hidden()
    amina.row(2).get_by_role("button", name="Keep mine").click()
    expect(omar.text(2)).to_have_value("Amina's minister.")
    assert [edit.text for edit in workspace.edits(article)] == ["Omar's minister.", "Amina's minister."]


def test_what_was_typed_and_taken_back_gives_way(person, server, article, omar):
    nobody = person(server.url).open(article, name=None)  # without a name nothing is saved
    nobody.text(3).press_sequentially("!")
    save(omar, 3, "Forty were hurt.")
    expect(news(nobody, 3)).to_contain_text("a newer text")
    nobody.text(3).press("Backspace")
    expect(nobody.text(3)).to_have_value("Forty people were hurt.")
    leave(nobody)
    expect(nobody.text(3)).to_have_value("Forty were hurt.")
    expect(news(nobody, 3)).to_have_text("Saved by Omar <b>F.</b>")


def test_who_is_there_and_who_is_editing_comes_and_goes(person, server, amina, omar):
    expect(others(amina)).to_have_text("Also here: Omar <b>F.</b>")
    expect(others(omar)).to_have_text("Also here: Amina")
    omar.text(2).click()
    expect(editors(amina, 2)).to_have_text("Omar <b>F.</b> is editing")
    expect(others(amina)).to_have_text("Also here: Omar <b>F.</b>, editing sentence 2")
    omar.text(3).click()
    expect(editors(amina, 3)).to_have_text("Omar <b>F.</b> is editing")
    expect(editors(amina, 2)).to_be_hidden()
    expect(editors(omar, 3)).to_be_hidden()
    leave(omar)
    expect(editors(amina, 3)).to_be_hidden()
    second = amina.context.new_page()
    second.goto(amina.page.url)
    expect(second.locator(".others")).to_have_text(
        "Also here: you, in another tab; Omar <b>F.</b>", use_inner_text=True
    )
    second.locator("#n1 textarea.target").click()
    expect(editors(amina, 1)).to_have_text("You are editing this in another tab")
    expect(editors(omar, 1)).to_have_text("Amina is editing")
    second.close()
    expect(editors(omar, 1)).to_be_hidden()
    omar.page.get_by_label("Your name").fill("عمر")
    omar.page.get_by_label("Your name").press("Enter")
    expect(others(amina)).to_have_text("Also here: عمر")
    omar.page.goto(f"{server.url}/?view=dashboard")
    expect(others(amina)).to_have_text("Nobody else has this article open.")


def test_the_article_as_a_whole_is_brought_up_to_date_too(amina, workspace, article, segments):
    blocks = workspace.document(article).blocks
    amina.text(1).click()
    pipeline.switch_check(workspace, "names", Action.SILENCE, by="Sara")  # by another process: this one
    told = amina.page.locator(".switched-off")
    expect(told).to_contain_text("The check of names")
    pipeline.switch_check(workspace, "names", Action.HEAR, by="Sara")
    expect(told).to_be_empty()
    amina.row(1).locator(".more > summary").click()
    amina.row(2).locator(".comments > summary").click()
    amina.text(1).click()
    pipeline.fold_block(workspace, article, blocks[-1].id, BlockKind.FURNITURE, by="Sara")
    expect(amina.page.locator(".folded")).to_have_count(1)
    expect(amina.row(1).get_by_role("button", name="Fold this block away")).to_be_visible()  # what was open still is
    expect(amina.row(2).get_by_role("button", name="Add comment")).to_be_visible()
    expect(amina.text(1)).to_be_focused()
    amina.row(1).get_by_role("button", name="Reject…").click()
    why = amina.row(1).get_by_label("Comment (may be left empty)")
    why.fill("Half said")
    pipeline.fold_block(workspace, article, blocks[-1].id, BlockKind.PARAGRAPH, by="Sara")
    show = amina.page.get_by_role("button", name="Show it as it is now")
    expect(show).to_be_visible()
    expect(why).to_have_value("Half said")
    show.click()
    expect(amina.row(3)).to_be_visible()
    expect(show).to_be_hidden()


def test_axe_finds_nothing_in_the_dark_on_a_phone(person, server, workspace, article, segments, omar):
    amina = come(person(server.url, color_scheme="dark"), article, "Amina")
    amina.page.set_viewport_size({"width": 390, "height": 900})
    away(amina)
    amina.text(2).fill("Mine.")
    for segment in segments[:2]:
        pipeline.take_step(workspace, article, segment, Action.EDIT, by="Sara", base=0, text="Sara's text.")
    omar.text(3).click()
    for node in (news(amina, 1), news(amina, 2), editors(amina, 3)):
        expect(node).to_be_visible()
    if shots := os.environ.get("WORKBENCH_SHOTS"):
        amina.page.screenshot(path=f"{shots}/live.png", full_page=True)
    assert faults(amina.page) == []


def test_after_a_restart_both_are_in_step_again(serve_module, person, server, workspace, article, segments):
    amina, omar = (come(person(server.url, strict=False), article, name) for name in ("Amina", "Omar"))
    expect(others(amina)).to_contain_text("Omar")
    server.kill()
    expect(others(amina)).to_contain_text("the server does not answer")
    pipeline.take_step(workspace, article, segments[0], Action.APPROVE, by="Sara", base=0)  # while nobody listened
    omar.text(2).fill("Typed while it was away.")
    serve_module(workspace.folder, port=server.port)
    expect(amina.status(1)).to_have_text("Approved by Sara", timeout=30_000)
    expect(omar.status(1)).to_have_text("Approved by Sara")
    expect(amina.text(2)).to_have_value("Typed while it was away.")
    expect(others(amina)).to_have_text("Also here: Omar, editing sentence 2")
