"""What a reviewer does on the page, in real Chromium, on the seeds as the embedded model translated them."""

import csv
import io
import json
import re
import shutil
import time
from pathlib import Path

import httpx
import pytest
from playwright.sync_api import expect

from workbench.store import Workspace

from .conftest import faults

SLOW_SAVES = """() => {
  const real = window.fetch;
  window.fetch = async (...request) => {
    if (String(request[0]).includes("/segments/")) await new Promise((done) => setTimeout(done, 2500));
    return real(...request);
  };
}"""
WATCH_FOR_LOSS = """(area) => {
  window.__lost = [];
  let before = area.value;
  setInterval(() => {
    if (area.value.length < before.length) window.__lost.push([before, area.value]);
    before = area.value;
  }, 20);
}"""
WATCH_FOR_SHIFTS = """(() => {
  window.__moved = 0;
  const add = (list) => { for (const shift of list.getEntries()) window.__moved += shift.value; };
  new PerformanceObserver(add).observe({ type: "layout-shift", buffered: true });
})()"""


@pytest.fixture(scope="module")
def seeds_folder(tmp_path_factory):
    return tmp_path_factory.mktemp("seeds") / "workspace"


@pytest.fixture(scope="module")
def running(serve_module, first_run, seeds_folder, embedded_cache):
    """One server for most tests here: to start one takes longer than a test."""
    shutil.copytree(first_run[0].with_name("untouched"), seeds_folder)
    return serve_module(seeds_folder, "--engine", "embedded", cache=embedded_cache)


@pytest.fixture
def server(running, first_run, seeds_folder):
    """The server, with the workspace as it was at first."""
    time.sleep(0.3)  # what the last test's tabs sent when they were closed is done
    shutil.rmtree(seeds_folder / "articles")
    shutil.copytree(first_run[0].with_name("untouched") / "articles", seeds_folder / "articles")
    return running


@pytest.fixture
def reviewer(person, server):
    return person(server.url)


def test_a_seed_is_corrected_approved_by_keyboard_reloaded_and_exported(reviewer, seeds_folder):
    reviewer.open("003")
    reviewer.text(1).fill("Russia's CSTO forces begin to leave Kazakhstan after ending the unrest")
    for _ in range(3):
        reviewer.page.keyboard.press("Control+Enter")
    expect(reviewer.status(1)).to_contain_text("Corrected and approved by Amina")
    expect(reviewer.status(2)).to_contain_text("Approved by Amina")
    expect(reviewer.status(3)).to_contain_text("Approved by Amina")
    expect(reviewer.text(4)).to_be_focused()

    reviewer.page.reload()
    expect(reviewer.status(1)).to_contain_text("Corrected and approved by Amina", timeout=30_000)
    expect(reviewer.text(1)).to_have_value("Russia's CSTO forces begin to leave Kazakhstan after ending the unrest")
    expect(reviewer.page.locator(".count")).to_contain_text("3 of 22 approved")

    reviewer.page.get_by_text("Export", exact=True).click()
    exported = {}
    for fmt in ("json", "csv", "html", "markdown"):
        with reviewer.page.expect_download() as download:
            reviewer.page.locator(f'a.export[data-format="{fmt}"][data-all="false"]').click()
        exported[fmt] = Path(download.value.path()).read_text(encoding="utf-8-sig")
    record = json.loads(exported["json"])
    assert len(record["segments"]) == 3
    assert record["segments"][0]["english"].startswith("Russia's CSTO forces")
    rows = list(csv.DictReader(io.StringIO(exported["csv"])))
    assert [row["status"] for row in rows] == ["corrected", "approved", "approved"]
    assert "Russia&#39;s CSTO forces" in exported["html"]
    assert "CSTO forces begin to leave" in exported["markdown"]

    journal = Workspace.open(seeds_folder).edits("003_844e58a479a28424")
    assert [edit.action.value for edit in journal if edit.action.value == "approve"] == ["approve"] * 3


@pytest.mark.parametrize("article", ["000", "001", "002", "003", "004"])
def test_every_seed_opens_with_its_direction_its_summary_and_its_folded_clutter(reviewer, article):
    reviewer.open(article)
    view = httpx.get(f"{reviewer.url}/api/v1/articles/{article}").json()
    source = reviewer.row(2).locator(".source")
    assert source.get_attribute("dir") == view["direction"]
    assert source.get_attribute("lang") == view["language"]
    assert source.evaluate("e => getComputedStyle(e).textAlign") == "start"
    expect(reviewer.summary()).to_have_count(len(view["summary"]))
    expect(reviewer.page.locator(".folded")).to_have_count(sum(b["folded"] for b in view["blocks"]))
    expect(reviewer.page.get_by_role("note")).to_contain_text("do not brief from this text")
    loaded = reviewer.page.evaluate(
        "async () => { await document.fonts.ready; return [...document.fonts].filter((f) => f.status === 'loaded').map((f) => f.family); }"
    )
    font = {"ur": "Noto Nastaliq Urdu", "ar": "Noto Naskh Arabic", "hi": "Noto Sans Devanagari"}[view["language"]]
    assert font in " ".join(loaded)


def test_a_summary_sentence_leads_to_its_translation_and_source_and_follows_the_correction(reviewer):
    reviewer.open("002")
    first = reviewer.summary().first
    number = int(re.search(r"\d+", first.locator(".cite-number").inner_text())[0])
    source = reviewer.row(number).locator(".source").text_content()
    assert first.locator(".cite-source").inner_text() == source
    first.hover()
    expect(reviewer.row(number)).to_have_class(re.compile("lit"))
    first.locator(".cite").click()
    expect(reviewer.text(number)).to_be_focused()
    reviewer.text(number).fill("The corrected sentence of the summary.")
    reviewer.page.keyboard.press("Control+Enter")
    expect(reviewer.summary().first).to_contain_text("The corrected sentence of the summary.")
    expect(reviewer.summary().first).to_contain_text("Approved")


def test_the_words_the_model_was_told_stand_with_the_sentence(reviewer):
    reviewer.open("003")
    reviewer.row(1).locator(".more > summary").click()
    told = reviewer.row(1).locator(".told li").filter(has_text="Kazakhstan")
    expect(told).to_be_visible()
    assert told.locator("bdi").first.get_attribute("lang") == "hi"
    assert told.locator("bdi").first.inner_text() in reviewer.row(1).locator(".source").text_content()


def test_a_rejection_has_its_reason_and_a_reset_takes_it_all_back(reviewer):
    reviewer.open("000")
    machine = reviewer.text(2).input_value()
    reviewer.text(2).click()
    reviewer.page.keyboard.press("Alt+r")
    reviewer.row(2).get_by_label("Why it is rejected").select_option("Wrong number")
    reviewer.row(2).get_by_role("button", name="Reject now").click()
    expect(reviewer.status(2)).to_contain_text("Rejected by Amina: Wrong number")
    reviewer.text(2).fill("Something else")
    expect(reviewer.status(2)).to_contain_text("Edited, not approved", timeout=10_000)
    reviewer.page.keyboard.press("Alt+m")
    expect(reviewer.status(2)).to_contain_text("Not reviewed")
    expect(reviewer.text(2)).to_have_value(machine)
    expect(reviewer.row(2).locator(".saved")).to_contain_text("Saved")


def test_editing_an_approved_sentence_withdraws_the_approval(reviewer):
    reviewer.open("000")
    reviewer.text(1).click()
    reviewer.page.keyboard.press("Control+Enter")
    expect(reviewer.status(1)).to_contain_text("Approved")
    reviewer.text(1).fill("Another headline")
    expect(reviewer.status(1)).to_contain_text("Edited, not approved", timeout=10_000)


def test_two_reviewers_in_conflict_both_ways(person, server, reviewer):
    reviewer.open("000")
    other = person(server.url, strict=False, live=False)
    other.open("000", name="Omar")
    for number, choice, kept in ((1, "Keep mine", "Omar's text 1"), (2, "Take theirs", "Amina's text 2")):
        reviewer.text(number).fill(f"Amina's text {number}")
        reviewer.row(number).get_by_role("button", name="Approve").click()
        expect(reviewer.status(number)).to_contain_text("Corrected")
        other.text(number).fill(f"Omar's text {number}")
        expect(other.row(number).locator(".conflict")).to_contain_text(f"Amina's text {number}", timeout=10_000)
        other.row(number).get_by_role("button", name=choice).click()
        expect(other.text(number)).to_have_value(kept)
        expect(other.row(number).locator(".conflict")).to_be_empty()
        expect(other.row(number).locator(".saved")).to_contain_text(re.compile("Saved|Theirs"), timeout=10_000)
    reviewer.page.reload()
    expect(reviewer.text(1)).to_have_value("Omar's text 1", timeout=30_000)
    expect(reviewer.text(2)).to_have_value("Amina's text 2")
    assert other.problems == []


def test_what_is_typed_while_the_server_is_away_is_saved_when_it_is_back(
    person, serve, workspace_folder, embedded_cache
):
    server = serve(workspace_folder, cache=embedded_cache)
    someone = person(server.url, strict=False).open("000")
    server.kill()
    someone.text(3).fill("Typed while nobody listened.")
    expect(someone.row(3).locator(".saved")).to_contain_text("does not answer", timeout=10_000)
    serve(workspace_folder, cache=embedded_cache, port=server.port)
    expect(someone.row(3).locator(".saved")).to_contain_text("Saved", timeout=20_000)
    rows = httpx.get(f"{server.url}/api/v1/articles/000").json()["rows"]
    assert next(r for r in rows if r["number"] == 3)["target"] == "Typed while nobody listened."


def test_a_text_left_unsaved_in_a_closed_tab_comes_back(person, serve, workspace_folder, embedded_cache):
    server = serve(workspace_folder, cache=embedded_cache)
    someone = person(server.url, strict=False).open("000")
    server.kill()
    someone.text(3).fill("Typed and left.")
    someone.page.close(run_before_unload=False)
    again = serve(workspace_folder, cache=embedded_cache, port=server.port)
    someone.page = someone.context.new_page()
    someone.open("000", name="")
    expect(someone.text(3)).to_have_value("Typed and left.")
    expect(someone.row(3).locator(".saved")).to_contain_text("Saved", timeout=10_000)
    assert again.process.poll() is None


def test_what_is_typed_while_saves_are_on_their_way_is_never_put_back(reviewer):
    """Two saves queue up behind a slow server while the reviewer types on."""
    reviewer.open("000")
    reviewer.text(1).fill("")
    reviewer.page.evaluate(SLOW_SAVES)
    reviewer.text(1).evaluate(WATCH_FOR_LOSS)
    for word, pause in (("one ", 1500), ("two ", 1400), ("three ", 100), ("four", 6000)):
        reviewer.text(1).press_sequentially(word)
        reviewer.page.wait_for_timeout(pause)
    assert reviewer.page.evaluate("window.__lost") == []
    expect(reviewer.text(1)).to_have_value("one two three four")
    expect(reviewer.row(1).locator(".saved")).to_contain_text("Saved", timeout=15_000)
    expect(reviewer.text(1)).to_have_value("one two three four")
    rows = httpx.get(f"{reviewer.url}/api/v1/articles/000").json()["rows"]
    assert next(r for r in rows if r["number"] == 1)["target"] == "one two three four"


def test_typing_without_a_name_keeps_the_text_and_saves_it_once_there_is_one(reviewer):
    reviewer.open("000", name="")
    reviewer.text(1).press_sequentially("!")
    expect(reviewer.row(1).locator(".saved")).to_contain_text("type your name")
    expect(reviewer.text(1)).to_be_focused()
    reviewer.page.get_by_label("Your name").fill("Amina")
    reviewer.page.keyboard.press("Tab")
    expect(reviewer.row(1).locator(".saved")).to_contain_text("Saved")


def test_a_sentences_number_links_to_it_in_its_article(reviewer):
    reviewer.open("002")
    reviewer.row(5).locator(".number").click()
    expect(reviewer.text(5)).to_be_focused()
    assert reviewer.page.url.endswith("?article=002_5ddf2d12261cf559#n5")
    expect(reviewer.page.locator(".file")).to_contain_text("002_")
    reviewer.page.reload()
    expect(reviewer.row(5)).to_be_in_viewport(timeout=30_000)


def test_going_back_while_a_text_is_unsaved_saves_it_where_it_was_typed(reviewer):
    text = "وہی پہلا جملہ دونوں میں ہے۔"
    for name in ("one", "two"):
        article = f"خبر {name}\n\n{text} فوج واپس چلی گئی۔"
        httpx.post(f"{reviewer.url}/api/v1/articles", json={"text": article, "name": name, "language": "ur"})
    reviewer.open("one")
    reviewer.page.locator(".article-link", has_text="خبر two").click()
    expect(reviewer.page.locator(".file")).to_contain_text("two")
    reviewer.page.evaluate(SLOW_SAVES)
    reviewer.text(2).fill("Typed in two.")
    reviewer.page.go_back()
    expect(reviewer.page.locator(".file")).to_contain_text("one", timeout=10_000)
    reviewer.page.wait_for_timeout(4000)
    found = {n: httpx.get(f"{reviewer.url}/api/v1/articles/{n}").json()["rows"][1]["target"] for n in ("one", "two")}
    assert found == {"one": "", "two": "Typed in two."}


def test_steps_taken_while_the_server_is_away_arrive_when_it_is_back(person, serve, workspace_folder, embedded_cache):
    server = serve(workspace_folder, cache=embedded_cache)
    someone = person(server.url, strict=False).open("000")
    server.kill()
    someone.text(1).click()
    someone.page.keyboard.press("Control+Enter")
    someone.row(2).get_by_role("button", name="Reject…").click()
    someone.row(2).get_by_role("button", name="Reject now").click()
    someone.text(3).fill("Corrected while away.")
    someone.page.keyboard.press("Control+Enter")
    expect(someone.row(3).locator(".saved")).to_contain_text("does not answer")
    someone.page.close(run_before_unload=False)
    serve(workspace_folder, cache=embedded_cache, port=server.port)
    someone.page = someone.context.new_page()
    someone.open("000", name="")
    expect(someone.status(1)).to_contain_text("Approved", timeout=10_000)
    expect(someone.status(2)).to_contain_text("Rejected")
    expect(someone.status(3)).to_contain_text("Corrected and approved")
    expect(someone.text(3)).to_have_value("Corrected while away.")


def test_what_is_typed_after_a_conflict_appeared_is_kept_too_and_survives_a_reload(reviewer):
    reviewer.open("000")
    second = reviewer.context.new_page()
    reviewer.hear_nothing(second)  # or it would know of the other
    second.goto(reviewer.page.url)
    expect(second.locator("#n1")).to_be_visible(timeout=30_000)
    reviewer.text(1).fill("First tab")
    expect(reviewer.row(1).locator(".saved")).to_contain_text("Saved")
    area = second.locator("#n1 textarea.target")
    area.fill("Second tab")
    expect(second.locator("#n1 .conflict")).to_contain_text("First tab")
    second.reload()
    expect(second.locator("#n1 .conflict")).to_contain_text("First tab", timeout=30_000)
    expect(area).to_have_value("Second tab")
    area.press("End")
    area.press_sequentially(" and more")
    second.get_by_role("button", name="Keep mine").click()
    expect(second.locator("#n1 .saved")).to_contain_text("Saved")
    reviewer.page.reload()
    expect(reviewer.text(1)).to_have_value("Second tab and more", timeout=30_000)


def test_an_export_of_nothing_says_so_on_the_page(reviewer):
    reviewer.open("000")
    reviewer.page.get_by_text("Export", exact=True).click()
    reviewer.page.locator('a.export[data-format="html"][data-all="false"]').click()
    expect(reviewer.page.locator(".job")).to_contain_text("No sentence is approved yet")
    reviewer.page.keyboard.press("Escape")
    expect(reviewer.page.locator(".menu[open]")).to_have_count(0)
    expect(reviewer.row(1)).to_be_visible()


def test_the_summary_stays_beside_the_sentences(reviewer):
    reviewer.open("002")
    reviewer.row(18).scroll_into_view_if_needed()
    expect(reviewer.page.get_by_role("heading", name="Summary")).to_be_in_viewport()


def test_without_a_name_nothing_is_saved_and_the_page_says_so(reviewer):
    reviewer.open("000", name="")
    reviewer.text(1).click()
    reviewer.page.keyboard.press("Control+Enter")
    expect(reviewer.page.get_by_label("Your name")).to_be_focused()
    expect(reviewer.page.locator("#wb-sidebar").get_by_role("alert")).to_contain_text("Type your name first")
    expect(reviewer.status(1)).to_contain_text("Not reviewed")


def test_a_folded_block_is_brought_back_translated_and_folded_again(reviewer):
    reviewer.open("001")
    before = reviewer.page.locator("li.row").count()
    folded = reviewer.page.locator(".folded", has_text="read-more line")
    folded.locator("summary").click()
    expect(folded.locator("p")).to_have_text("مزید پڑھ")
    folded.get_by_role("button", name="Bring back").click()
    expect(reviewer.page.locator("li.row")).to_have_count(before + 1)
    row = reviewer.page.locator("li.row", has=reviewer.page.get_by_text("مزید پڑھ", exact=True))
    expect(row.locator("textarea.target")).not_to_have_value("", timeout=90_000)
    row.locator(".more > summary").click()
    row.get_by_role("button", name="Fold this block away").click()
    expect(reviewer.page.locator("li.row")).to_have_count(before)


def test_nothing_moves_under_the_reader_while_an_article_opens(reviewer):
    reviewer.page.add_init_script(WATCH_FOR_SHIFTS)
    for article in ("000", "001"):
        reviewer.open(article)
        reviewer.page.wait_for_timeout(1500)  # what would still move has moved by then
        # As the web's vital signs count it: a tenth is the most that is good.
        assert reviewer.page.evaluate("__moved") < 0.1


def test_filters_and_keys(reviewer):
    reviewer.open("002")
    reviewer.text(1).click()
    reviewer.page.keyboard.press("Alt+ArrowDown")
    expect(reviewer.text(2)).to_be_focused()
    reviewer.page.keyboard.press("Alt+ArrowUp")
    expect(reviewer.text(1)).to_be_focused()
    reviewer.page.keyboard.press("Alt+f")
    focused = reviewer.page.locator("li.row:focus-within")
    expect(focused).to_have_attribute("data-findings", "yes")
    reviewer.page.get_by_label("Which sentences to show").select_option("findings")
    visible = reviewer.page.locator("li.row:visible")
    assert visible.count() == reviewer.page.locator('li.row[data-findings="yes"]').count()
    reviewer.page.get_by_label("Which sentences to show").select_option("rejected")
    expect(reviewer.page.get_by_text("No sentence matches this filter.")).to_be_visible()


def test_axe_finds_nothing_in_the_dark_on_a_phone(person, server):
    someone = person(server.url, strict=False, color_scheme="dark")
    someone.page.set_viewport_size({"width": 390, "height": 900})
    someone.page.goto(f"{server.url}/?article=003")
    expect(someone.row(1)).to_be_visible(timeout=30_000)
    export = someone.page.get_by_text("Export", exact=True)
    export.click()
    assert faults(someone.page) == []
    export.click()
    someone.row(1).locator(".more > summary").click()
    someone.page.locator(".folded summary").first.click()
    assert faults(someone.page) == []


def test_the_theme_is_remembered(reviewer):
    reviewer.open("000")
    reviewer.page.get_by_role("button", name="Use dark colours").click()
    reviewer.page.reload()
    expect(reviewer.page.get_by_role("button", name="Use light colours")).to_be_visible(timeout=30_000)
    assert reviewer.page.evaluate("document.body.classList.contains('dark')")


def test_back_and_a_link_lead_to_their_article(reviewer):
    reviewer.open("000")
    reviewer.page.locator('.article-link[href^="?article="]').nth(3).click()
    expect(reviewer.page.locator(".file")).to_contain_text("003_844e58a479a28424.txt")
    reviewer.page.go_back()
    expect(reviewer.page.locator(".file")).to_contain_text("000_a57677e89fb12c0f.txt")
    reviewer.page.goto(f"{reviewer.url}/?article=none")
    expect(reviewer.page.get_by_role("alert").filter(has_text="names no article")).to_be_visible(timeout=30_000)
    reviewer.problems = [p for p in reviewer.problems if "404" not in p]
