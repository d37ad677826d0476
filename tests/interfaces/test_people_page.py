"""People who sign in to the page: by a deep link, as a reader, as a reviewer whose session ends, in real Chromium."""

from pathlib import Path

import pytest
from playwright.sync_api import expect

from workbench.users import Role, Users

from .conftest import faults

PASSWORD = "a long password"


@pytest.fixture(scope="module")
def users(workspace):
    users = Users(workspace)
    for name, role in (("rana <b>", Role.READER), ("amina", Role.REVIEWER), ("omar", Role.CHIEF)):
        users.add(name, PASSWORD, role)
    return users


@pytest.fixture(scope="module")
def server(serve_module, workspace, users):
    return serve_module(workspace.folder)


def sign_in(page, name):
    page.get_by_label("Your name").fill(name)
    page.get_by_label("Password").fill(PASSWORD)
    page.keyboard.press("Enter")


def test_a_reader_comes_by_a_deep_link_reads_exports_and_changes_nothing(person, server, article, workspace):
    reader = person(server.url, strict=False, color_scheme="dark")
    page = reader.page
    page.goto(f"{server.url}/?article={article}&show=open#n3")
    expect(page.get_by_role("heading", name="Sign in")).to_be_visible()
    assert faults(page) == []
    expect(page.get_by_label("Your name")).to_be_focused()
    page.keyboard.type("rana <b>")
    page.keyboard.press("Tab")
    page.keyboard.type("wrong wrong")
    page.keyboard.press("Enter")
    expect(page.get_by_role("alert")).to_have_text("The name or the password is not right.")
    expect(page.get_by_label("Your name")).to_have_value("rana <b>")
    expect(page.get_by_label("Password")).to_be_focused()
    assert faults(page) == []
    sign_in(page, "rana <b>")
    expect(reader.row(3)).to_be_visible(timeout=30_000)
    assert page.url == f"{server.url}/?article={article}&show=open#n3"
    expect(page.locator(".signed-in")).to_contain_text("Signed in as rana <b>, reader")

    expect(reader.text(1)).to_have_attribute("readonly", "")
    for name in ("Approve", "Reject…", "Translate", "Choose again", "Add comment"):
        expect(page.get_by_role("button", name=name, exact=True)).to_have_count(0)
    expect(page.get_by_text("Add articles")).to_be_hidden()
    expect(page.get_by_label("Your name")).to_have_count(0)
    reader.text(1).click()
    page.keyboard.press("Control+Enter")
    expect(page.locator(".live.shown")).to_have_text("Readers read and export: this is for reviewers.")
    assert faults(page) == []
    page.get_by_text("Export", exact=True).click()
    with page.expect_download() as download:
        page.locator('a.export[data-format="csv"][data-all="true"]').click()
    assert "The army came to town." in Path(download.value.path()).read_text(encoding="utf-8-sig")
    asked = f"""async () => {{
      const answer = await fetch("/api/v1/articles/{article}/summary", {{ method: "POST" }});
      return [answer.status, (await answer.json()).error];
    }}"""
    assert page.evaluate(asked) == [
        403,
        "rana <b> is a reader here, and this needs a reviewer: ask who keeps this server for that role.",
    ]
    assert workspace.edits(article) == []

    page.get_by_role("button", name="Sign out").click()
    expect(page.get_by_role("heading", name="Sign in")).to_be_visible()
    page.go_back()
    expect(page.get_by_role("heading", name="Sign in")).to_be_visible()
    assert not [problem for problem in reader.problems if "script failed" in problem or "another machine" in problem]


def test_a_reviewers_session_ends_while_they_type_and_nothing_is_lost(person, server, article, workspace, users):
    reviewer = person(server.url, strict=False)
    page = reviewer.page
    page.goto(f"{server.url}/?article={article}")
    sign_in(page, "amina")
    reviewer.text(1).fill("The army entered the town.")
    page.keyboard.press("Control+Enter")
    expect(reviewer.status(1)).to_contain_text("Corrected and approved by amina")

    cookie = next(c for c in reviewer.context.cookies() if not c["name"].endswith("-form"))
    users.end(cookie["value"])
    reviewer.text(2).press_sequentially("Typed while signed out. ", delay=5)
    banner = page.locator(".signed-out")
    expect(banner).to_contain_text("You were signed out: sign in again (new tab). Your text is kept in this browser")
    expect(reviewer.row(2).locator(".saved")).to_contain_text("You are signed out. Your text is kept in this browser.")
    assert faults(page) == []
    assert "Typed while signed out." in reviewer.text(2).input_value()

    with page.expect_popup() as popup:  # somebody else signs in first: nothing may be saved under their name
        banner.get_by_role("link").click()
    other = popup.value
    sign_in(other, "omar")
    expect(other.locator(".signed-in")).to_contain_text("omar, chief", timeout=30_000)
    expect(other.get_by_text("Typed while signed out.")).to_have_count(0)
    assert other.locator("#n2 textarea.target").input_value() == "The minister saw the report."
    expect(banner).to_contain_text("signed in as omar now, and this page was opened by amina")
    reviewer.text(2).press_sequentially("More. ")
    with page.expect_popup() as popup:
        banner.get_by_role("link").click()
    sign_in(popup.value, "amina")
    expect(popup.value.locator("#n1")).to_be_visible(timeout=30_000)

    expect(banner).to_have_count(0)
    # By this tab or by the new one, which found the text in the browser too.
    expect(reviewer.status(2)).to_contain_text("Edited, not approved by amina")
    expect(reviewer.row(2).locator(".conflict")).to_be_empty()
    saved = reviewer.text(2).input_value()
    assert saved.strip().endswith("Typed while signed out. More.")
    edits = [(edit.by, edit.text) for edit in workspace.edits(article)]
    assert {by for by, _ in edits} == {"amina"}
    assert edits[-1][1] == saved.strip()
    expect(page.locator(".others")).to_contain_text("you, in another tab")  # the news go on too
    assert not [problem for problem in reviewer.problems if "script failed" in problem or "another machine" in problem]


@pytest.mark.parametrize(("language", "heading"), [("ar", "rtl"), ("ur", "rtl"), ("en", "ltr")])
def test_the_login_page_is_in_the_readers_language_and_fits_a_phone(person, server, language, heading):
    visitor = person(server.url)
    visitor.context.add_init_script(f"localStorage.setItem('workbench.language', '\"{language}\"')")
    visitor.page.set_viewport_size({"width": 360, "height": 640})
    visitor.page.goto(f"{server.url}/login?next=//evil.example")
    expect(visitor.page.locator("html")).to_have_attribute("dir", heading)
    assert visitor.page.locator("html").get_attribute("lang") == language
    assert visitor.page.evaluate("document.documentElement.scrollWidth") <= 360
    assert faults(visitor.page) == []


def test_only_a_chief_switches_a_check_off_for_all(person, server, article):
    def come(name):
        someone = person(server.url, strict=False)
        someone.page.goto(f"{server.url}/?article={article}")
        sign_in(someone.page, name)
        expect(someone.row(3)).to_be_visible(timeout=30_000)
        return someone

    amina = come("amina")
    amina.text(3).fill("Fifty people were hurt.")
    amina.text(2).focus()
    amina.row(3).locator('[data-check="numbers"]').first.get_by_role("button", name="This is right").click()
    off = "No check of numbers in this workspace"
    expect(amina.row(3).get_by_role("button", name="Show it again")).to_be_visible()
    expect(amina.row(3).get_by_role("button", name=off)).to_have_count(0)
    omar = come("omar")
    omar.row(3).get_by_role("button", name=off).click()
    told = omar.page.locator(".switched-off")
    expect(told).to_contain_text("The check of numbers is switched off in this workspace.")
    expect(amina.page.locator(".switched-off")).to_contain_text("The check of numbers is switched off")
    expect(amina.page.get_by_role("button", name="Switch it on")).to_have_count(0)
    told.get_by_role("button", name="Switch it on").click()
    expect(told).to_be_empty()
