"""The sentences of an article by the keyboard: keys, commands, undo, find and replace, filters, many approvals at once."""

import os
import re

import httpx
import pytest
from playwright.sync_api import expect

from workbench import pipeline
from workbench.model import Action, Draft, Signature
from workbench.store import Workspace, now

from .conftest import faults

MADE = Signature("embedded", "gemma-3-270m + embedded-v1", "1", {}, "test", preview=True)
STATE = ("صدر توقایف نے ہنگامی حالت نافذ کی۔", "President Tokaev imposed a state of emergency.")
MIXED = [
    (*STATE, ("Tokayev imposed it.", "A state of emergency came.")),
    ("قازقستان میں ۲۰ فوجی اور ۱٬۵۰۰ پولیس اہلکار ہلاک ہوئے۔", "In the country 30 soldiers were killed.", ()),
    ("صدر نے ۱۲ وزیروں کو ہٹا دیا۔", "The president removed 12 ministers.", ()),
    ("فوج واپس چلی گئی۔", "", ()),
    *[(f"فوج کے {n} دستے واپس چلے گئے۔", f"{n} army units went back; the army rests.", ()) for n in range(5, 13)],
]
# By the regression that gives the confidence, every tenth to twelfth draft is under 40.
LEAST_SURE = (10, 11, 0)
LONG = [(f"فوج کے {n} دستے واپس چلے گئے۔", f"{n} army units went back.", ()) for n in range(1, 1001)]
LONG[499] = (LONG[499][0], "501 army units went back.", ())
ARTICLES = {
    "keys": MIXED,
    "undo": MIXED,
    "find": MIXED,
    "filter": MIXED,
    "bulk": MIXED,
    "stop": MIXED,
    "windows": MIXED,
    "long": LONG,
}


def add(workspace, name, sentences):
    """An Urdu article with drafts, each a little less sure than the one before; a sentence without English has none."""
    text = "\n\n".join(source for source, _, _ in sentences)
    document = pipeline.add(workspace, text.encode(), f"{name}.txt", language="ur")
    english = {source: (target, others) for source, target, others in sentences}
    workspace.append_drafts(
        document.id,
        [
            Draft(s.id, s.text, english[s.text][0], -0.1 * (i % 12), "first", MADE, now(), others=english[s.text][1])
            for i, (_, s) in enumerate(document.segments())
            if english[s.text][0]
        ],
    )


@pytest.fixture(scope="module")
def workspace(tmp_path_factory):
    workspace = Workspace.open(tmp_path_factory.mktemp("grid") / "workspace", create=True)
    for name, sentences in ARTICLES.items():
        add(workspace, name, sentences)
    add(workspace, "elsewhere", [(STATE[0], "President Tokayev has imposed it.", ()), ("فوج آئی۔", "It came.", ())])
    step(workspace, "elsewhere", 1, Action.APPROVE, "Omar")
    return workspace


@pytest.fixture(scope="module")
def address(workspace, serve_module):
    return serve_module(workspace.folder).url


@pytest.fixture
def at(person, address):
    """Opens an article for Amina, who is known by name already; `more` is added to the address."""

    def come(article, more="", **options):
        someone = person(address, **options)
        someone.context.add_init_script("""localStorage["workbench.name"] ||= '"Amina"'""")
        someone.page.goto(f"{address}/?article={article}{more}")
        someone.opened()
        return someone

    return come


def step(workspace, article, number, action, by, **said):
    """Takes a step as somebody else, on the newest version."""
    found = pipeline.open_article(workspace, article)
    row = found.rows()[number - 1]
    pipeline.take_step(workspace, article, row.segment.id, action, by=by, base=row.review.version, **said)


def statuses(url, article):
    rows = httpx.get(f"{url}/api/v1/articles/{article}").json()["rows"]
    return {row["number"]: row["status"] for row in rows}


def english(url, article):
    rows = httpx.get(f"{url}/api/v1/articles/{article}").json()["rows"]
    return {row["number"]: row["target"] for row in rows}


def press(someone, *keys):
    for key in keys:
        someone.page.keyboard.press(key)


def dialog(someone):
    return someone.page.locator("dialog[open]")


def shown(someone):
    ids = someone.page.locator("li.row:visible").evaluate_all("rows => rows.map((r) => r.id)")
    return [int(each.removeprefix("n")) for each in ids]


# --- keys and commands -------------------------------------------------------------------------------------------


def test_the_window_of_keys_and_the_palette_know_every_command_and_give_the_focus_back(at):
    someone = at("keys")
    someone.text(1).focus()
    press(someone, "F1")
    expect(dialog(someone).get_by_role("row", name=re.compile("Alt\\+U.*not approved"))).to_be_visible()
    press(someone, "Escape")
    expect(dialog(someone)).to_have_count(0)
    expect(someone.text(1)).to_be_focused()

    press(someone, "End", "?")
    expect(someone.text(1)).to_have_value(f"{STATE[1]}?")
    press(someone, "Control+z", "Shift+Tab")
    press(someone, "?")
    expect(dialog(someone)).to_contain_text("What it does")
    press(someone, "Escape")
    someone.page.get_by_role("button", name="Keys").click()
    expect(dialog(someone)).to_be_visible()
    press(someone, "Escape")
    expect(someone.page.get_by_role("button", name="Keys")).to_be_focused()

    someone.text(3).focus()
    press(someone, "Control+k")
    box = someone.page.get_by_role("combobox", name="Find a command")
    expect(box).to_be_focused()
    someone.page.keyboard.type("next")
    expect(dialog(someone).get_by_role("option").first).to_contain_text("Next sentence")
    press(someone, "ArrowDown", "ArrowDown", "ArrowUp")
    chosen = someone.page.locator("[role=option][aria-selected=true]")
    expect(chosen).to_contain_text("Next unreviewed")
    assert box.get_attribute("aria-activedescendant") == chosen.get_attribute("id")
    box.fill("no such command")
    expect(dialog(someone).get_by_role("status")).to_contain_text("No command is called so")
    assert box.get_attribute("aria-expanded") == "false"
    box.fill("previous")
    press(someone, "Enter")
    expect(someone.text(2)).to_be_focused()


def test_one_key_puts_numbers_names_terms_memory_and_alternatives_into_the_text(at, address):
    someone = at("keys")
    someone.text(2).fill("Killed: ")
    press(someone, "Alt+n")
    expect(someone.text(2)).to_have_value("Killed: 20")
    press(someone, "Alt+n")
    expect(someone.text(2)).to_have_value("Killed: 20 1,500")
    press(someone, "Alt+n")
    expect(someone.page.locator(".live.shown")).to_have_text("Every number of the source is in the text.")
    press(someone, "Alt+p")
    expect(someone.text(2)).to_have_value("Killed: 20 1,500 Kazakhstan")
    someone.text(3).fill("")
    press(someone, "Alt+g")
    expect(someone.text(3)).to_have_value("president")

    someone.text(1).focus()
    machine, others = STATE[1], MIXED[0][2]
    for text in (*others, machine, others[0]):
        press(someone, "Alt+a")
        expect(someone.text(1)).to_have_value(text)
    press(someone, "Alt+y")
    expect(someone.text(1)).to_have_value("President Tokayev has imposed it.")
    press(someone, "Alt+m")
    expect(someone.text(1)).to_have_value(machine)
    expect(someone.status(1)).to_contain_text("Not reviewed")


def test_keys_lead_through_the_article(at):
    someone = at("keys")
    someone.text(5).focus()
    press(someone, "Control+Enter")
    expect(someone.text(6)).to_be_focused()
    expect(someone.status(5)).to_contain_text("Approved by Amina")
    press(someone, "Alt+ArrowUp", "Alt+ArrowUp", "Alt+u")
    expect(someone.text(6)).to_be_focused()
    press(someone, "Alt+j")
    someone.page.keyboard.type("99")
    press(someone, "Enter")
    expect(dialog(someone).get_by_role("alert")).to_contain_text("There is no sentence “99” here: type a number from 1")
    someone.page.keyboard.type("2")
    press(someone, "Enter")
    expect(someone.text(2)).to_be_focused()
    press(someone, "Alt+x")
    expect(someone.page.locator("a.export").first).to_be_focused()
    press(someone, "Escape", "Alt+i")
    expect(someone.page.get_by_label("Which sentences to show")).to_be_focused()
    press(someone, "Alt+w")
    expect(someone.page.get_by_label("Order of the sentences")).to_have_value("worst")
    assert shown(someone)[0] != 1
    press(someone, "Alt+r")
    expect(someone.page.locator(".live.shown")).to_contain_text("place the cursor in one first")


# --- undo --------------------------------------------------------------------------------------------------------


def test_undo_goes_back_over_words_insertions_and_saves_and_forth_again(at, address):
    someone = at("undo")
    text, saved = someone.text(2), someone.row(2).locator(".saved")
    text.focus()
    press(someone, "End")
    someone.page.keyboard.type(" It was", delay=5)
    press(someone, "Alt+p")
    expect(saved).to_contain_text("Saved")
    press(someone, "Alt+m")
    machine = MIXED[1][1]
    expect(someone.status(2)).to_contain_text("Not reviewed")
    expect(text).to_have_value(machine)
    steps = [machine, f"{machine} ", f"{machine} It ", f"{machine} It was", f"{machine} It was Kazakhstan"]
    for before in reversed(steps):
        press(someone, "Control+z")
        expect(text).to_have_value(before)
    press(someone, "Control+z")
    expect(someone.page.locator(".live.shown")).to_have_text("Nothing to undo in this sentence.")
    press(someone, "Control+Shift+Z", "Control+y", "Control+y")
    expect(text).to_have_value(steps[3])
    expect(someone.status(2)).to_contain_text("Edited, not approved")
    expect(saved).to_contain_text("Saved")
    assert english(address, "undo")[2] == steps[3]
    someone.page.keyboard.type("!")
    press(someone, "Control+y")
    expect(text).to_have_value(f"{steps[3]}!")
    someone.page.keyboard.type(" and ")
    expect(saved).to_contain_text("Saved")
    expect(text).to_have_value(f"{steps[3]}! and ")  # a save takes no space from under the cursor


# --- find and replace --------------------------------------------------------------------------------------------


def test_chosen_places_are_replaced_saved_and_put_back(at, address, workspace):
    step(workspace, "find", 6, Action.APPROVE, "Omar")
    someone = at("find", live=False)
    someone.text(1).focus()
    press(someone, "Control+h")
    someone.page.keyboard.type("ARMY")
    window = dialog(someone)
    expect(window).to_contain_text("16 places in 8 sentences")
    window.get_by_label("Match case").check()
    expect(window).to_contain_text("0 places")
    window.get_by_label("Find", exact=True).fill("rest")
    expect(window).to_contain_text("8 places")
    window.get_by_label("Whole words").check()
    expect(window).to_contain_text("0 places")
    window.get_by_label("Find", exact=True).fill("army")
    window.get_by_label("Replace with").fill("$& (.*) <b>")
    places = window.get_by_role("listitem")
    expect(places.first.locator("del")).to_have_text("army")
    expect(places.first.locator("ins")).to_have_text("$& (.*) <b>")
    expect(window.get_by_role("button", name="Replace chosen (14)")).to_be_visible()  # not those of the approved one
    places.nth(0).get_by_role("checkbox").uncheck()
    window.get_by_role("button", name="Replace chosen (13)").click()
    expect(window).to_contain_text("Replaced in 7 sentences.")
    window.get_by_label("Find", exact=True).fill("(.*)")
    expect(window).to_contain_text("13 places in 7 sentences")
    after = english(address, "find")
    assert after[5] == "5 army units went back; the $& (.*) <b> rests."
    assert after[6] == MIXED[5][1]
    assert after[7] == "7 $& (.*) <b> units went back; the $& (.*) <b> rests."
    assert workspace.edits("find")[-1].by == "Amina"

    step(workspace, "find", 8, Action.EDIT, "Omar", text="Omar's text.")
    press(someone, "Escape")
    someone.text(7).fill("Newer text.")
    press(someone, "Control+h")
    window.get_by_role("button", name="Undo the replacement in 7 sentences").click()
    expect(window).to_contain_text("undone in 5 sentences. Left as changed meanwhile: sentences 7, 8.")
    press(someone, "Escape")
    expect(someone.text(5)).to_have_value(MIXED[4][1])
    expect(someone.text(7)).to_have_value("Newer text.")
    expect(someone.row(8).locator(".conflict")).to_contain_text("Omar saved another text")
    assert english(address, "find")[8] == "Omar's text."


def test_the_source_is_searched_only(at):
    someone = at("find")
    press(someone, "Control+h")
    window = dialog(someone)
    window.get_by_label("In", exact=True).select_option("source")
    window.get_by_label("Find", exact=True).fill("صدر")
    expect(window).to_contain_text("2 places in 2 sentences")
    assert window.get_by_role("listitem").first.locator("p").get_attribute("dir") == "rtl"
    expect(window.get_by_role("button", name=re.compile("Replace chosen"))).to_be_hidden()
    window.get_by_role("button", name="Go to sentence 3").click()
    expect(someone.text(3)).to_be_focused()


# --- filters -----------------------------------------------------------------------------------------------------


def test_filters_stand_in_the_address_and_a_link_and_the_back_button_lead_to_them(at, workspace):
    step(workspace, "filter", 5, Action.APPROVE, "Omar")
    step(workspace, "filter", 6, Action.EDIT, "Omar", text="Six units went back.")
    someone = at("filter")
    show = someone.page.get_by_label("Which sentences to show")
    expect(show.locator("option[value=errors]")).to_have_text("With errors (1)")
    show.select_option("open")
    assert 5 not in shown(someone)
    someone.page.get_by_text("More filters").click()
    someone.page.get_by_label("Touched by").select_option("Omar")
    expect(someone.page.get_by_label("Touched by").locator("option[value=Omar]")).to_have_text("Omar (1)")
    assert shown(someone) == [6]
    assert someone.page.url.endswith("?article=filter&show=open&by=Omar")
    expect(someone.page.locator(".filter-line")).to_contain_text(
        "1 of 12 sentences shown: Not approved; touched by Omar"
    )
    someone.page.go_back()
    expect(someone.page.get_by_label("Touched by")).to_have_value("")
    assert len(shown(someone)) == 11
    someone.page.go_back()
    assert len(shown(someone)) == 12

    below = someone.page.get_by_label("Confidence below")
    below.fill("200")
    press(someone, "Enter")
    expect(someone.page.locator(".filters")).to_contain_text("“200” is no confidence: type a number from 1 to 100.")
    below.fill("40")
    press(someone, "Enter")
    expect(someone.page.locator(".filter-line")).to_contain_text("confidence below 40")
    least = [
        int(re.search(r"\d+", text)[0]) for text in someone.page.locator(".confidence:visible").all_text_contents()
    ]
    assert least
    assert max(least) < 40
    someone.page.get_by_role("button", name="Clear the filter").click()
    expect(show).to_be_focused()

    link = at("filter", "&since=hour&show=approved#n9")
    assert shown(link) == [5, 9]  # the filter's, and the one that the link names
    expect(link.row(9)).to_be_in_viewport()
    link.row(9).locator(".number").click()
    assert link.page.url.endswith("?article=filter&show=approved&since=hour#n9")
    nothing = at("filter", "&show=rejected&since=2999-01-01")
    expect(nothing.page.get_by_text("No sentence matches this filter.")).to_be_visible()
    nothing.page.get_by_role("button", name="Show all sentences").click()
    assert len(shown(nothing)) == 12


def test_a_thousand_sentences(at, address):
    """What is looked for is waited for by script: an expectation that fails at first describes all the page, for seconds."""
    low = [number for number in range(1, 1001) if number % 12 in LEAST_SURE]
    someone = at("long", "&below=40#n777")
    someone.page.wait_for_function("document.querySelector('.filter-line').innerText.includes('sentences shown')")
    told = someone.page.locator(".filter-line").inner_text()
    assert f"{len(low)} of 1000 sentences shown: confidence below 40" in told
    assert shown(someone) == sorted({*low, 777})
    in_sight = "number => { const box = document.getElementById(`n${number}`).getBoundingClientRect(); return box.top > 0 && box.bottom < innerHeight; }"
    someone.page.wait_for_function(in_sight, arg=777)
    press(someone, "Alt+j")
    someone.page.keyboard.type("903")
    press(someone, "Enter")
    someone.page.wait_for_function(in_sight, arg=903)
    focused = "number => document.activeElement === document.querySelector(`#n${number} textarea.target`)"
    someone.page.wait_for_function(focused, arg=903)

    someone.page.locator(".filter-line button").first.click()
    someone.text(1).focus()
    press(someone, "Alt+f")
    someone.page.wait_for_function(focused, arg=500)
    press(someone, "Control+a")
    someone.page.keyboard.type("500 army units went back.")
    press(someone, "Control+Enter")
    someone.page.wait_for_function(focused, arg=501)
    someone.page.wait_for_function("document.querySelector('#n500').dataset.status === 'corrected'")
    press(someone, "Control+h")
    someone.page.keyboard.type("77 army")
    dialog(someone).get_by_label("Replace with").fill("77 navy")
    dialog(someone).get_by_role("button", name="Replace chosen (10)").click()
    someone.page.wait_for_function("document.querySelector('.finder').innerText.includes('Replaced in 10 sentences.')")
    after = english(address, "long")
    assert after[500] == "500 army units went back."
    assert [number for number, text in after.items() if "navy" in text] == list(range(77, 1000, 100))


# --- many approvals ----------------------------------------------------------------------------------------------


def test_what_is_shown_is_approved_after_a_question_and_put_back(at, address, workspace):
    step(workspace, "bulk", 5, Action.REJECT, "Omar", reason="No.")
    step(workspace, "bulk", 6, Action.EDIT, "Omar", text="Six units went back.")
    before = statuses(address, "bulk")
    someone = at("bulk", "&show=open")
    someone.page.get_by_role("button", name="Approve the 9 sentences shown…").click()
    window = dialog(someone)
    expect(window.get_by_role("heading")).to_have_text("Approve 9 sentences?")
    expect(window).to_contain_text("Left out: 1 without a translation, 1 rejected.")
    window.get_by_label("Also the 1 sentence in which the checks see an error").check()
    expect(window.get_by_role("heading")).to_have_text("Approve 10 sentences?")
    window.get_by_label("Also the 1 sentence").uncheck()
    window.get_by_role("button", name="Approve 9 sentences").click()
    line = someone.page.locator(".bulk-line:visible")
    expect(line).to_contain_text("9 sentences approved.", timeout=30_000)
    approved = statuses(address, "bulk")
    assert {number for number, status in approved.items() if status in ("approved", "corrected")} == {
        1,
        3,
        *range(6, 13),
    }
    assert (approved[2], approved[4], approved[5]) == ("unreviewed", "unreviewed", "rejected")

    step(workspace, "bulk", 7, Action.EDIT, "Omar", text="Seven.")
    undo = line.get_by_role("button", name="Undo the 9 approvals")
    expect(undo).to_be_focused()
    press(someone, "Enter")
    expect(line).to_contain_text("8 approvals undone; 1 was changed since and stays as it is.", timeout=30_000)
    assert statuses(address, "bulk") == before | {7: "edited"}
    assert english(address, "bulk")[6] == "Six units went back."


SLOW_STEPS = """() => {
  const real = window.fetch;
  window.fetch = async (...request) => {
    if (String(request[0]).includes("/segments/")) await new Promise((done) => setTimeout(done, 700));
    return real(...request);
  };
}"""


def test_many_approvals_are_stopped_and_those_taken_are_put_back(at, address):
    someone = at("stop")
    someone.page.evaluate(SLOW_STEPS)
    press(someone, "Control+k")
    someone.page.keyboard.type("approve what is shown")
    press(someone, "Enter")
    dialog(someone).get_by_role("button", name="Approve 10 sentences").click()
    expect(dialog(someone)).to_contain_text("1 of 10")
    press(someone, "Escape")
    line = someone.page.locator(".bulk-line:visible")
    expect(line).to_contain_text("sentences approved; you stopped there.")
    done = int(line.inner_text().split()[0])
    approved = [status for status in statuses(address, "stop").values() if status == "approved"]
    assert 2 <= len(approved) == done < 10
    line.get_by_role("button", name=f"Undo the {done} approvals").click()
    expect(line).to_contain_text(f"{done} approvals undone.", timeout=30_000)
    assert set(statuses(address, "stop").values()) == {"unreviewed"}


# --- accessibility -----------------------------------------------------------------------------------------------


def test_axe_finds_nothing_in_any_window_in_the_dark(at):
    someone = at("windows", "&by=Nobody", color_scheme="dark")
    page = someone.page
    opened = {
        "nothing": lambda: page.get_by_text("More filters").click(),
        "keys": lambda: press(someone, "Escape", "F1"),
        "palette": lambda: press(someone, "Escape", "Control+k"),
        "number": lambda: press(someone, "Escape", "Alt+j", "0", "Enter"),
        "find": lambda: press(someone, "Escape", "Control+h", "a"),
        "bulk": lambda: (press(someone, "Escape"), page.get_by_role("button", name="Show all sentences").click(),
                         press(someone, "Control+k"), page.keyboard.type("approve what"), press(someone, "Enter")),
        "notice": lambda: press(someone, "Escape", "Alt+n"),
    }  # fmt: skip
    told = {}
    for name, go in opened.items():
        go()
        if shots := os.environ.get("WORKBENCH_SHOTS"):
            page.screenshot(path=f"{shots}/grid-{name}.png")
        where = "dialog" if dialog(someone).count() else None
        told[name] = faults(page, where)
    assert told == {name: [] for name in opened}
