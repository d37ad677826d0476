"""The article read as continuous text, and its summary beside it, in real Chromium."""

import re

import pytest
from playwright.sync_api import expect

from workbench import pipeline
from workbench.model import Action, BlockKind, Draft, Summary, SummarySentence
from workbench.store import now

from .conftest import MADE, NUMBERS, faults

URDU = """فوج کی واپسی شروع

فوج نے CNN-24 کو 2021-12-05 کے بارے میں بتایا۔ وزیر نے رپورٹ دیکھی۔

چالیس لوگ زخمی ہوئے۔ ڈاکٹر نے پانی دیکھا۔

شیئر کریں"""
HINDI = """सेना की वापसी शुरू

सेना ने नगर छोड़ दिया। मंत्री ने रिपोर्ट देखी।

चालीस लोग घायल हुए। डॉक्टर ने पानी देखा।

शेयर करें"""
ENGLISH = ["The army goes home", "The army told CNN.", "The minister «عمر» saw it.", "Forty were hurt.", ""]


UNDER_EACH_OTHER = """() => {
  const [one, two] = [".read-source", ".read-english"].map((side) => document.querySelectorAll(side)[1].getBoundingClientRect());
  return two.top >= one.bottom;
}"""


@pytest.fixture(scope="module")
def server(serve_module, workspace):
    return serve_module(workspace.folder)


@pytest.fixture
def made(workspace):
    """Adds an article: a headline, two paragraphs, clutter. The first two sentences are approved, the fourth is rejected,
    the fifth waits for its translation, and the second and third make the summary. Returns the id and the segments' ids."""

    def make(text, language):
        text = f"{text} {next(NUMBERS)}"  # another article each time
        document = pipeline.add(workspace, text.encode(), f"{language}-read.txt", language=language)
        for block in document.blocks:
            if block.kind is BlockKind.TITLE or block is document.blocks[-1]:
                continue
            pipeline.fold_block(workspace, document.id, block.id, BlockKind.PARAGRAPH, by="Sara")
        pipeline.fold_block(workspace, document.id, document.blocks[0].id, BlockKind.TITLE, by="Sara")
        pipeline.fold_block(workspace, document.id, document.blocks[-1].id, BlockKind.FURNITURE, by="Sara")
        rows = pipeline.open_article(workspace, document.id).rows()
        ids = [row.segment.id for row in rows]
        drafts = zip(rows, ENGLISH, strict=True)
        workspace.append_drafts(
            document.id,
            [Draft(row.segment.id, row.segment.text, t, -0.5, "first", MADE, now()) for row, t in drafts if t],
        )
        workspace.save_summary(document.id, Summary(tuple(SummarySentence(i, 0.5) for i in ids[1:3]), "lead", {}))
        for segment, action in ((ids[0], Action.APPROVE), (ids[1], Action.APPROVE), (ids[3], Action.REJECT)):
            pipeline.take_step(workspace, document.id, segment, action, by="Sara", base=0)
        return document.id, ids

    return make


def sentences(page, side):
    return page.locator(f".read-{side} .sentence")


def lit(page):
    """Which of the two columns and of the summary are lit, with the sentences' places."""
    return page.evaluate(
        """() => [".read-source .sentence", ".read-english .sentence", ".summary-sentences > li"].map((selector) =>
          [...document.querySelectorAll(selector)].flatMap((node, i) => node.classList.contains("lit") ? [i] : []))"""
    )


@pytest.mark.parametrize(
    ("text", "language", "font", "line"),
    [(URDU, "ur", "Noto Nastaliq Urdu", 2.2), (HINDI, "hi", "Noto Sans Devanagari", 1.7)],
)
def test_the_article_is_read_beside_its_source_or_alone(person, server, made, text, language, font, line):
    article, _ = made(text, language)
    someone = person(server.url).open(article)
    page = someone.page
    page.get_by_role("link", name="Read", exact=True).click()
    expect(page).to_have_url(re.compile(r"view=read$"))
    expect(page.get_by_role("heading", level=1)).to_have_text("The army goes home (approved)")
    expect(page.locator("li.row:visible")).to_have_count(0)
    source = page.locator(".read-source").nth(1)
    assert [source.get_attribute(name) for name in ("lang", "dir")] == [language, "rtl" if language == "ur" else "ltr"]
    style = source.evaluate(
        "n => { const s = getComputedStyle(n); return [s.fontFamily, parseFloat(s.lineHeight) / parseFloat(s.fontSize)] }"
    )
    assert style[0].startswith(f'"{font}"')
    assert style[1] >= line
    one, two = (page.locator(".pair p").nth(i).bounding_box() for i in (1, 2))
    assert abs(one["y"] - two["y"]) < 30  # side by side
    assert one["x"] + one["width"] <= two["x"]
    states = [node.get_attribute("data-status") for node in sentences(page, "english").all()]
    assert states == ["approved", "approved", "open", "rejected", "missing"]
    expect(sentences(page, "english").nth(2)).to_contain_text("(Not reviewed)")
    expect(sentences(page, "english").nth(3)).to_contain_text("Rejected")
    expect(sentences(page, "english").nth(4)).to_have_text("Not translated yet")
    assert "dotted" in sentences(page, "english").nth(2).evaluate("n => getComputedStyle(n).textDecorationStyle")
    assert sentences(page, "english").nth(2).locator("bdi").all_inner_texts() == ["عمر"]
    if language == "ur":
        assert sentences(page, "source").nth(1).locator("bdi[dir=ltr]").all_inner_texts() == ["CNN-24", "2021-12-05"]
    folded = page.locator(".read-folded")
    expect(folded.locator("p")).to_be_hidden()
    folded.locator("summary").click()
    expect(folded.locator("p")).to_be_visible()

    page.get_by_role("link", name="English only").click()
    expect(page).to_have_url(re.compile(r"view=read&text=english$"))
    expect(sentences(page, "source")).to_have_count(0)
    page.reload()
    expect(sentences(page, "english")).to_have_count(5, timeout=30_000)
    page.go_back()
    expect(sentences(page, "source")).to_have_count(5)
    page.set_viewport_size({"width": 390, "height": 900})
    page.wait_for_function(UNDER_EACH_OTHER)
    page.wait_for_function("document.documentElement.scrollWidth <= innerWidth")  # the side bar moves for a moment


def test_every_sentence_lights_up_with_its_counterparts_and_leads_to_its_row(person, server, workspace, made):
    article, ids = made(URDU, "ur")
    someone = person(server.url).open(article)
    page = someone.page
    page.keyboard.press("Alt+l")
    expect(sentences(page, "english")).to_have_count(5)
    page.mouse.move(0, 0)
    for node, shown in (
        (sentences(page, "english").nth(1), [[1], [1], [0]]),
        (sentences(page, "source").nth(2), [[2], [2], [1]]),
        (sentences(page, "source").nth(3), [[3], [3], []]),
        (someone.summary().nth(1), [[2], [2], [1]]),
    ):
        node.hover()
        assert lit(page) == shown
    page.mouse.move(0, 0)
    page.evaluate("document.activeElement.blur()")
    assert lit(page) == [[], [], []]
    someone.summary().nth(0).locator(".cite").focus()
    assert lit(page) == [[1], [1], [0]]
    page.keyboard.press("Enter")
    expect(sentences(page, "english").nth(1)).to_be_focused()
    sentences(page, "source").nth(2).focus()
    assert lit(page)[:2] == [[1, 2], [1, 2]]  # one was led to just now, the other is where the focus is

    pipeline.take_step(workspace, article, ids[2], Action.APPROVE, by="Omar", base=0, text="Omar's minister.")
    expect(sentences(page, "english").nth(2)).to_have_text("Omar's minister. (approved)")
    expect(sentences(page, "source").nth(2)).to_be_focused()
    expect(someone.summary().nth(1)).to_contain_text("Omar's minister.")
    page.keyboard.press("Enter")
    expect(someone.text(3)).to_be_focused()
    expect(someone.summary().nth(1)).to_have_class(
        "lit"
    )  # in the grid, the row's focus lights its place in the summary
    assert someone.row(3).locator(".source").evaluate("n => getComputedStyle(n).backgroundColor") != "rgba(0, 0, 0, 0)"
    someone.row(5).hover()
    someone.text(5).focus()
    page.wait_for_function("document.querySelectorAll('.lit').length === 0")
    page.go_back()
    expect(sentences(page, "english")).to_have_count(5)
    page.keyboard.press("Control+k")
    page.get_by_role("combobox", name="Find a command").fill("english only")
    page.keyboard.press("Enter")
    expect(sentences(page, "source")).to_have_count(0)
    page.keyboard.press("Alt+l")
    expect(someone.row(1)).to_be_visible()


def test_axe_finds_nothing_in_the_dark_on_a_phone(person, server, workspace, made):
    article, ids = made(URDU, "ur")
    pipeline.reword_summary(workspace, article, ids[1], Action.APPROVE, by="Omar", base=0, text="They told CNN.")
    pipeline.take_step(workspace, article, ids[1], Action.EDIT, by="Sara", base=1, text="The army has told CNN.")
    someone = person(server.url, color_scheme="dark")
    someone.page.set_viewport_size({"width": 390, "height": 900})
    someone.page.goto(f"{server.url}/?article={article}&view=read")
    expect(sentences(someone.page, "english")).to_have_count(5, timeout=30_000)
    for more in someone.summary().locator(".more > summary").all():
        more.click()
    someone.summary().nth(1).get_by_role("button", name="Edit the wording").click()
    sentences(someone.page, "english").nth(1).hover()
    expect(someone.summary().nth(0).locator(".outdated ins").first).to_be_visible()
    assert faults(someone.page) == []
