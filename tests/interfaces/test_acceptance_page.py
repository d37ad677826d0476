"""What the page promises as a whole, each promise in one go: nothing is lost, nothing is executed, no mouse is needed, nothing
leaves the machine."""

import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import httpx
import pytest
from playwright.sync_api import expect

from workbench import pipeline
from workbench.model import Action, Draft, Signature
from workbench.resources.gloss import gloss
from workbench.settings import Settings
from workbench.store import now

from .conftest import faults

MADE = Signature("marian", "opus", "1", {}, "test")


@pytest.fixture(scope="module")
def url(serve_module, workspace):
    return serve_module(workspace.folder).url


def translated(workspace, name, text, language, english=None):
    """An article with a draft for each sentence: word by word, or what `english` says of a source."""
    document = pipeline.add(workspace, text, name, language=language)
    drafts = []
    for block, s in document.segments():
        told = gloss(s.text, block.language)
        target = english(s.text) if english else " ".join(piece.english[0] for piece in told if piece.english)
        drafts.append(Draft(s.id, s.text, target, -0.5, "first", MADE, now(), gloss=told))
    workspace.append_drafts(document.id, drafts)
    pipeline.summarise_article(workspace, document.id, Settings())
    return document.id


def take(workspace, article, number, action, by, **said):
    row = pipeline.open_article(workspace, article).rows()[number - 1]
    pipeline.take_step(workspace, article, row.segment.id, action, by=by, base=row.review.version, **said)


# --- nothing is lost ---------------------------------------------------------------------------------------------


def test_two_hundred_characters_survive_the_other_reviewer_and_a_restart(serve, person, workspace, article):
    """Omar saves the same sentence while Amina types in it, and the server is killed and comes back before she is done."""
    server = serve(workspace.folder)
    amina = person(server.url, strict=False).open(article)
    text = ("The army came to town on Thursday and the minister saw the report of forty who were hurt there. " * 3)[
        :200
    ]
    amina.text(1).fill("")
    amina.text(1).press_sequentially(text[:70])
    take(workspace, article, 1, Action.EDIT, "Omar", text="Omar's text of the first sentence.")
    take(workspace, article, 2, Action.APPROVE, "Omar", text="Omar's text of the second.")
    amina.text(1).press_sequentially(text[70:120])
    server.kill()
    amina.text(1).press_sequentially(text[120:160])
    serve(workspace.folder, port=server.port)
    amina.text(1).press_sequentially(text[160:])
    expect(amina.row(1).locator(".conflict")).to_contain_text("Omar saved another text", timeout=30_000)
    expect(amina.text(1)).to_have_value(text)
    expect(amina.text(2)).to_have_value("Omar's text of the second.", timeout=30_000)
    amina.row(1).get_by_role("button", name="Keep mine").click()
    expect(amina.row(1).locator(".saved")).to_contain_text("Saved")
    history = [edit.text for edit in workspace.edits(article)]
    assert history[-1] == text
    assert {"Omar's text of the first sentence.", "Omar's text of the second."} < set(history)


# --- nothing is executed -----------------------------------------------------------------------------------------

# What would set `pwned` where text is pasted into HTML, a template, a script or Markdown.
PAYLOADS = (
    "<img src=x onerror=window.pwned=1>",
    "${Object.assign(window,{pwned:7})}",
    "{{constructor.constructor('window.pwned=1')()}}",
    "{{{value}}}`};window.pwned=1;//",
    '"><script>window.pwned=1</script>',
    "[x](javascript:window.pwned=1)",
)


def test_nothing_that_an_article_a_model_or_a_person_says_is_executed(person, url, workspace):
    """Every payload through the title, the file's name, source, target, summary, a term, a comment, a reason and a name."""
    wicked = " ".join(PAYLOADS)
    glossary = workspace.folder / "glossary.csv"
    glossary.write_text(
        "language,term,english,also,forbidden,part,note\n"
        + "".join(
            f'ur,{word},"{text.replace(chr(34), chr(34) * 2)}",,,,"{text.replace(chr(34), chr(34) * 2)}"\n'
            for word, text in zip(("صدر", "مشن", "فوج", "وزیر", "رپورٹ", "شہر"), PAYLOADS, strict=True)
        ),
        encoding="utf-8",
    )
    # So much Urdu that a paragraph is taken for it.
    urdu = "صدر نے کہا کہ ملک میں امن کے لیے بھیجی گئی فوج اپنا کام مکمل کر کے واپس جا رہی ہے اور وزیر کی رپورٹ شہر کے لوگوں تک پہنچ گئی ہے"
    sources = [f"{urdu} {text} مشن کامیاب رہا۔" for text in PAYLOADS]
    text = "\n\n".join([f"{wicked} صدر", *sources]).encode()
    article = translated(workspace, f"{wicked}.txt".replace("/", "∕"), text, "ur", lambda source: f"{source} {wicked}")
    take(workspace, article, 2, Action.COMMENT, wicked[:90], comment=wicked)
    take(workspace, article, 3, Action.REJECT, PAYLOADS[4], category="omission", severity="major", comment=wicked)
    take(workspace, article, 4, Action.APPROVE, PAYLOADS[0], text=f"{wicked} and more")
    someone = person(url)
    someone.context.add_init_script(f"localStorage['workbench.name'] = {json.dumps(json.dumps(PAYLOADS[0]))}")
    page = someone.page
    page.goto(f"{url}/?article={article}&by={PAYLOADS[4]}")
    expect(someone.row(3)).to_contain_text(PAYLOADS[4], timeout=30_000)
    page.get_by_role("button", name="Clear the filter").click()
    expect(page.locator("h1:visible")).to_contain_text(PAYLOADS[0])
    expect(page.locator(".file")).to_contain_text(PAYLOADS[1])
    expect(someone.row(1).locator(".source")).to_contain_text(PAYLOADS[2])
    expect(someone.summary().first).to_contain_text(PAYLOADS[1])
    expect(someone.row(2).locator(".terms")).to_contain_text(PAYLOADS[0])
    expect(someone.status(3)).to_contain_text(PAYLOADS[3])
    someone.row(2).locator(".comments > summary").click()
    expect(someone.row(2).locator(".said")).to_contain_text(PAYLOADS[3])
    someone.row(4).locator(".more > summary").click()
    expect(someone.row(4).locator(".steps")).to_contain_text(PAYLOADS[0])
    someone.text(5).fill(wicked)
    page.keyboard.press("Control+Enter")
    expect(someone.status(5)).to_contain_text(f"approved by {PAYLOADS[0]}")
    page.keyboard.press("Control+h")
    page.keyboard.type("onerror")
    expect(page.locator(".finder .places")).to_contain_text("onerror")
    page.keyboard.press("Escape")
    page.goto(f"{url}/?view=dashboard")
    expect(page.locator(".figures").first).to_contain_text(PAYLOADS[1])
    expect(page.get_by_role("region", name="Reviewers", exact=True)).to_contain_text(PAYLOADS[4])
    page.wait_for_timeout(300)  # what an image that fails to load would do, it does later
    assert page.evaluate("window.pwned") is None
    assert page.locator("#wb-main img, #wb-main script, #wb-sidebar img").count() == 0
    glossary.unlink()


# --- no mouse is needed ------------------------------------------------------------------------------------------


def test_a_whole_seed_is_reviewed_by_the_keyboard_alone(person, url, workspace, seeds):
    path = sorted(seeds.glob("003*"))[0]
    article = translated(workspace, path.name, path.read_bytes(), "hi")
    someone = person(url)
    page, keys = someone.page, someone.page.keyboard
    page.goto(f"{url}/?article={article}")
    expect(someone.row(1)).to_be_visible(timeout=30_000)
    count = page.locator("li.row").count()
    assert count == 22
    for _ in range(20):
        keys.press("Tab")
        if page.evaluate("document.activeElement.id") == "wb-name":
            break
    keys.type("Amina")
    keys.press("Enter")
    keys.press("Alt+u")
    for number in range(1, count + 1):
        expect(someone.text(number)).to_be_focused()
        if number == 2:
            keys.press("End")
            keys.type(" He said so.")
        if number == 3:
            keys.press("Alt+r")
            keys.press("Tab")
            keys.press("Tab")
            keys.type("The year is wrong.")
            keys.press("Enter")
            expect(someone.status(3)).to_contain_text("Rejected by Amina: Mistranslation, major: The year is wrong.")
            keys.type("14 January 2022")
        keys.press("Control+Enter")
    expect(page.locator(".count")).to_contain_text(f"{count} of {count} approved")
    keys.press("Alt+x")
    with page.expect_download() as download:
        while page.evaluate("document.activeElement.dataset.format") != "json":
            keys.press("Tab")
        keys.press("Enter")
    record = json.loads(Path(download.value.path()).read_text(encoding="utf-8"))
    assert len(record["segments"]) == count
    assert record["segments"][1]["english"].endswith(" He said so.")
    assert "14 January 2022" in record["segments"][2]["english"]


# --- for everybody -----------------------------------------------------------------------------------------------


def test_nothing_moves_for_those_who_asked_for_that(person, url, article):
    someone = person(url, reduced_motion="reduce").open(article)
    moving = "[...document.querySelectorAll('li.row, .sidebar, .sidebar-parent')].map((e) => getComputedStyle(e).transitionDuration)"
    assert set(someone.page.evaluate(moving)) == {"0s"}
    someone.page.set_viewport_size({"width": 1440, "height": 300})
    someone.page.keyboard.press("Alt+j")
    someone.page.keyboard.type("3")
    someone.page.keyboard.press("Enter")
    expect(someone.text(3)).to_be_focused()
    someone.page.wait_for_function(
        "() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(() => done(true))))"
    )
    expect(someone.row(3)).to_be_in_viewport()
    assert someone.page.evaluate("document.getAnimations().length") == 0


def test_the_side_bar_gives_its_room_to_the_article_and_no_key_makes_the_browser_look_for_it(person, url, article):
    """Gradio asks by `:has()` whether it is open; that costs a search through all rows after each change: see shell.js."""
    someone = person(url).open(article)
    room = "() => parseFloat(getComputedStyle(document.querySelector('.sidebar-parent')).paddingLeft)"
    someone.page.wait_for_function(f"() => ({room})() > 200")
    someone.page.locator(".toggle-button").first.click()
    someone.page.wait_for_function(f"() => ({room})() === 0")
    someone.page.locator(".toggle-button").first.click()
    someone.page.wait_for_function(f"() => ({room})() > 200")
    rules = "[...document.styleSheets].flatMap((sheet) => [...sheet.cssRules]).map((rule) => rule.cssText)"
    assert [rule for rule in someone.page.evaluate(rules) if "sidebar-parent:has(" in rule] == []


def test_axe_finds_nothing_at_twice_the_size(person, url, article):
    """200 % on a screen of 1440: 720 points of two dots."""
    someone = person(url, color_scheme="dark", device_scale_factor=2)
    someone.page.set_viewport_size({"width": 720, "height": 450})
    someone.open(article, name="")
    page = someone.page
    windows = {
        "article": lambda: someone.row(1).locator(".more > summary").click(),
        "filters": lambda: page.get_by_text("More filters").click(),
        "find": lambda: (page.keyboard.press("Escape"), page.keyboard.press("Control+h"), page.keyboard.type("army")),
        "keys": lambda: (page.keyboard.press("Escape"), page.keyboard.press("F1")),
    }
    told = {}
    for name, go in windows.items():
        go()
        told[name] = faults(page)
    assert told == {name: [] for name in windows}


# --- nothing leaves the machine ----------------------------------------------------------------------------------

WATCH = """
import os, socket

def watch(name, address_of):
    real = getattr(socket.socket if name.startswith("connect") else socket, name)

    def watched(*arguments, **options):
        address = address_of(arguments)
        if not isinstance(address, str) or address.startswith("127.") or address in ("localhost", "::1", "0.0.0.0"):
            return real(*arguments, **options)
        with open(os.environ["ASKED"], "a") as log:
            print(name, address, file=log)
        raise OSError(f"{address} is another machine")

    setattr(socket.socket if name.startswith("connect") else socket, name, watched)

watch("getaddrinfo", lambda a: a[0])
watch("gethostbyname", lambda a: a[0])
for name in ("connect", "connect_ex"):
    watch(name, lambda a: a[1][0] if isinstance(a[1], tuple) else None)
with open(os.environ["ASKED"], "a") as log:
    print("watching", file=log)
"""


def test_the_server_and_its_worker_ask_no_other_machine(
    serve, person, tiny_workspace, tiny_cache, tmp_path, monkeypatch
):
    (tmp_path / "sitecustomize.py").write_text(WATCH, encoding="utf-8")
    asked = tmp_path / "asked"
    monkeypatch.setenv("PYTHONPATH", os.pathsep.join([str(tmp_path), *filter(None, [os.environ.get("PYTHONPATH")])]))
    monkeypatch.setenv("ASKED", str(asked))
    call = "import socket; socket.create_connection(('workbench.invalid', 80))"
    assert subprocess.run([sys.executable, "-c", call], capture_output=True, check=False).returncode != 0
    assert asked.read_text().splitlines() == ["watching", "getaddrinfo workbench.invalid"]  # so it would be seen
    asked.write_text("")

    folder, options = tiny_workspace
    shutil.copytree(folder, tmp_path / "workspace")
    server = serve(tmp_path / "workspace", *options, cache=tiny_cache)
    someone = person(server.url).open("news")
    someone.text(1).fill("The minister has seen it.")
    someone.page.keyboard.press("Control+Enter")
    expect(someone.status(1)).to_contain_text("Corrected and approved by Amina")
    httpx.post(f"{server.url}/api/v1/articles", json={"text": "فوج نے پل کو بند کیا۔", "name": "two", "language": "ur"})
    httpx.post(f"{server.url}/api/v1/articles/two/translation").raise_for_status()
    someone.page.goto(f"{server.url}/?article=two")
    expect(someone.text(1)).to_have_value(re.compile("The army"), timeout=60_000)
    someone.page.goto(f"{server.url}/?view=dashboard")
    expect(someone.page.locator(".figures").first).to_be_visible()
    assert httpx.get(f"{server.url}/api/v1/articles/news/export?format=html&all=true").status_code == 200
    told = asked.read_text().splitlines()
    assert set(told) == {"watching"}
    assert len(told) >= 2  # the server and the worker
