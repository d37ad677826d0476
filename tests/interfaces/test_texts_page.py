"""The page in Arabic and Urdu, right to left."""

import pytest
from playwright.sync_api import expect

from .conftest import faults


@pytest.fixture(scope="module")
def url(serve_module, workspace):
    return serve_module(workspace.folder).url


@pytest.mark.parametrize(
    ("language", "scheme", "status", "approved"),
    [("ar", "light", "غير مراجَعة", "معتمدة"), ("ur", "dark", "غیر نظرثانی شدہ", "منظور شدہ")],
)
def test_the_page_turns_right_to_left_and_keeps_what_was_typed(
    person, url, article, language, scheme, status, approved
):
    amina = person(url, color_scheme=scheme).open(article)
    page = amina.page
    amina.text(2).fill("The minister read the report.")
    page.get_by_label("Language of this page").select_option(language)
    expect(amina.status(1)).to_contain_text(status)
    expect(amina.text(2)).to_have_value("The minister read the report.")
    assert page.evaluate("document.documentElement.lang") == language
    for place in ("#wb-main", "#wb-sidebar"):
        assert page.evaluate(f"getComputedStyle(document.querySelector('{place}')).direction") == "rtl"
    assert page.evaluate("getComputedStyle(document.querySelector('textarea.target')).direction") == "ltr"
    side, main = (page.locator(place).bounding_box() for place in ("#wb-sidebar", "#wb-main"))
    assert side["x"] >= main["x"] + main["width"] - 1
    amina.text(1).press("Control+Enter")
    expect(amina.status(1)).to_contain_text(approved)
    assert faults(page) == []
    page.set_viewport_size({"width": 360, "height": 800})
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    side = page.locator("#wb-sidebar")
    for shown in (False, True):  # over the article now, and at its right
        page.locator(".sidebar .toggle-button").click()
        (expect(side).to_be_in_viewport if shown else expect(side).not_to_be_in_viewport)()


def test_findings_are_in_the_language_of_the_page(person, url, article):
    amina = person(url).open(article)
    amina.text(3).fill("Fifty people were hurt (.")
    amina.text(2).focus()
    found = amina.row(3).locator(".findings li > span")
    expect(found.filter(has_text="The source says 40")).to_have_attribute("lang", "en")
    amina.page.get_by_label("Language of this page").select_option("ar")
    told = found.filter(has_text="ولا يوجد هذا العدد في الترجمة")
    expect(told).to_contain_text("40")
    assert (told.get_attribute("lang"), told.get_attribute("dir")) == ("ar", "rtl")
    expect(found.filter(has_text="قوس في الترجمة بلا مقابل")).to_be_visible()
    assert faults(amina.page) == []


def test_refusals_are_in_the_language_of_the_page(person, url, article):
    amina = person(url, strict=False).open(article)
    amina.page.goto(f"{url}/?article=nothing")
    told = amina.page.get_by_role("alert").filter(has_text="nothing")
    expect(told).to_contain_text("'nothing' names no article; there are")
    amina.page.get_by_label("Language of this page").select_option("ar")
    expect(told).to_contain_text("'nothing'⁩ لا يدل على مقال")  # the name stands in an isolate
    expect(told).to_contain_text(article)
    assert told.evaluate("(node) => node.matches(':dir(rtl)')")
