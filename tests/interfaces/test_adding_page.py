"""Adding articles at the page, in real Chromium: dropped, chosen, pasted, and what is said of those that cannot be read."""

import re
import shutil

import pytest
from playwright.sync_api import expect

from workbench import pipeline


@pytest.fixture(scope="module")
def server(serve_module, workspace, tiny_marian, tiny_cache):
    return serve_module(workspace.folder, "--engine", "marian", "--model", tiny_marian, cache=tiny_cache)


@pytest.fixture
def amina(person, server, article):
    return person(server.url).open(article)


def write(folder, tiny, **names):
    """A text file for each name with a number, and the bytes given otherwise."""
    folder.mkdir(exist_ok=True)
    for name, given in names.items():
        content = given if isinstance(given, bytes) else f"سرخی {name}\n\n{tiny.sentence('ur', given, 1, 1)}".encode()
        (folder / f"{name}.txt").write_bytes(content)
    return folder


def drop(someone, *paths, selector="#n2 textarea.target"):
    """Files and folders dropped from the desktop; on the field of a sentence, if not said otherwise."""
    box = someone.page.locator(selector).bounding_box()
    devtools = someone.context.new_cdp_session(someone.page)
    data = {"items": [], "files": [str(path) for path in paths], "dragOperationsMask": 1}
    for kind in ("dragEnter", "dragOver", "drop"):
        devtools.send("Input.dispatchDragEvent", {"type": kind, "x": box["x"] + 9, "y": box["y"] + 9, "data": data})
        if kind == "dragOver":
            expect(someone.page.locator(".drop-here")).to_be_visible()
    expect(someone.page.locator(".drop-here")).to_be_hidden()


def told(someone):
    return someone.page.locator(".adding .told li")


def test_three_dropped_files_of_which_one_is_bad(amina, workspace, tiny, tmp_path):
    folder = write(tmp_path / "f", tiny, dropone=0, dropbad=b"%PDF-1.7 and so on", droptwo=2)
    drop(amina, *(folder / f"{name}.txt" for name in ("dropone", "dropbad", "droptwo")))
    expect(told(amina)).to_have_count(3)
    assert told(amina).all_inner_texts() == [
        "dropbad.txt is a PDF file; the workbench reads plain text in UTF-8, UTF-16 or windows-1256: save the article's"
        " text as a .txt file.",
        "dropone.txt is read.",
        "droptwo.txt is read.",
    ]
    expect(amina.page.locator(".file")).to_have_text("dropone.txt")
    expect(amina.text(2)).to_have_value(tiny.sentence("en", 0, 1, 1), timeout=60_000)
    assert {"dropone", "droptwo"} <= set(workspace.ids())
    drop(amina, folder / "droptwo.txt")
    expect(told(amina)).to_have_text(["droptwo.txt is there already."])
    expect(amina.page.locator(".file")).to_have_text("droptwo.txt")
    shutil.copy(folder / "droptwo.txt", folder / "again.txt")
    drop(amina, folder / "again.txt")
    expect(told(amina)).to_have_text([
        "again.txt is read.",
        "again.txt has the same text as droptwo.txt, which is there already: each keeps its own translation.",
    ])  # fmt: skip


def test_a_folder_is_dropped_and_chosen_and_what_is_hidden_in_it_stays_out(amina, workspace, tiny, tmp_path):
    inner = write(write(tmp_path / "desk", tiny, folderone=1) / "inner", tiny, foldertwo=3)
    (inner / ".DS_Store").write_bytes(b"\x00\x01")
    drop(amina, tmp_path / "desk")
    expect(told(amina)).to_have_text(["folderone.txt is read.", "foldertwo.txt is read."])
    write(tmp_path / "desk", tiny, folderthree=4)
    amina.page.get_by_label("A folder of text files").set_input_files(tmp_path / "desk")
    expect(told(amina)).to_have_count(3)
    assert sorted(told(amina).all_inner_texts()) == [
        "folderone.txt is there already.", "folderthree.txt is read.", "foldertwo.txt is there already.",
    ]  # fmt: skip
    expect(amina.page.locator(".file")).to_have_text("folderthree.txt")


def test_limits_are_told_and_text_and_files_are_pasted(amina, workspace, tiny, tmp_path):
    before = workspace.ids()
    amina.page.locator("summary", has_text="Add articles").click()
    files = amina.page.get_by_label("Text files", exact=True)
    large = write(tmp_path / "large", tiny, large=b"x" * (pipeline.MOST_BYTES + 1)) / "large.txt"
    files.set_input_files(large)
    expect(told(amina)).to_have_text("large.txt has 5,000,001 bytes; an article may have 5,000,000: split the file.")
    empty = {"name": "e.txt", "mimeType": "text/plain", "buffer": b"x"}
    files.set_input_files([empty] * 201)
    expect(told(amina)).to_have_text("These are more than 200 files: add at most 200 at once.")
    assert workspace.ids() == before
    amina.page.get_by_label("Or paste an article").fill("Le ministre a déclaré que les troupes quitteraient le pays.")
    amina.page.get_by_role("button", name="Add pasted text").click()
    expect(told(amina)).to_contain_text("seems to be in French")
    amina.problems = [problem for problem in amina.problems if "422" not in problem]
    amina.page.get_by_label("Or paste an article").fill(f"چسپاں\n\n{tiny.sentence('ur', 5, 1, 1)}")
    amina.page.get_by_role("button", name="Add pasted text").click()
    expect(told(amina)).to_have_text("The article is read.")
    expect(amina.page.locator(".file")).to_contain_text("چسپاں")
    amina.page.evaluate(
        """(text) => {
          const data = new DataTransfer();
          data.items.add(new File([text], "clip.txt", { type: "text/plain" }));
          document.body.dispatchEvent(new ClipboardEvent("paste", { clipboardData: data, bubbles: true, cancelable: true }));
        }""",
        f"کلپ\n\n{tiny.sentence('ur', 5, 2, 1)}",
    )
    expect(amina.page.locator(".file")).to_have_text(re.compile("clip.txt"))


def test_a_pasted_article_is_translated_while_the_tab_is_closed(amina, tiny):
    amina.page.locator("summary", has_text="Add articles").click()
    amina.page.get_by_label("Or paste an article").fill(f"بند\n\n{tiny.sentence('ur', 3, 0, 1)}")
    amina.page.get_by_role("button", name="Add pasted text").click()
    expect(amina.page.locator(".file")).to_contain_text("بند")
    address = amina.page.url
    amina.page.goto("about:blank")
    amina.page.wait_for_timeout(1000)
    amina.problems = [problem for problem in amina.problems if "about:blank" not in problem]
    amina.page.goto(address)
    expect(amina.text(2)).to_have_value(tiny.sentence("en", 3, 0, 1), timeout=60_000)


def test_an_article_is_removed_after_a_question_and_what_was_typed_is_kept_with_it(amina, workspace, article):
    others = [each for each in workspace.ids() if each != article]
    amina.text(2).fill("Typed before the removal.")
    amina.page.get_by_role("button", name="Remove", exact=True).click()
    dialog = amina.page.get_by_role("dialog", name="Remove this article?")
    expect(dialog).to_contain_text(f"workbench restore {article}")
    amina.page.keyboard.press("Escape")
    assert article in workspace.ids()
    amina.page.get_by_role("button", name="Remove", exact=True).click()
    dialog.get_by_role("button", name="Remove the article").click()
    expect(amina.page.locator(".live")).to_have_text("The article is removed.")
    expect(amina.page.locator(f'.article-link[href="?article={article}"]')).to_have_count(0)
    expect(amina.page.locator(".file", has_text=f"{article}.txt")).to_have_count(0)
    assert workspace.ids() == others
    workspace.restore(article)
    assert [edit.text for edit in workspace.edits(article)] == ["Typed before the removal."]
    amina.open(article, name="")
    expect(amina.text(2)).to_have_value("Typed before the removal.")


def test_who_has_the_article_open_hears_of_its_removal_and_goes_on_after_its_return(
    amina, person, server, workspace, article
):
    omar = person(server.url, strict=False).open(article, name="Omar")  # the browser writes that his text is refused
    omar.page.get_by_label("Your name").blur()  # others hear of a name when it is whole
    expect(amina.page.locator(".others")).to_contain_text("Omar")
    amina.page.get_by_role("button", name="Remove", exact=True).click()
    amina.page.get_by_role("button", name="Remove the article").click()
    expect(omar.page.locator(".job .failed")).to_have_text(
        "Somebody has removed this article: what you type here is not saved any more."
    )
    omar.text(1).fill("Typed too late.")
    omar.text(2).focus()
    expect(omar.row(1)).to_contain_text("names no article")
    expect(omar.text(1)).to_have_value("Typed too late.")
    again = omar.page.get_by_role("button", name="Try again")
    again.click()
    expect(omar.page.locator(".live.shown")).to_contain_text("names no article")
    workspace.restore(article)
    again.click()
    expect(again).to_have_count(0)
    expect(omar.text(1)).to_have_value("Typed too late.")
    omar.text(1).focus()
    omar.text(2).focus()
    expect(omar.row(1).locator(".saved")).to_contain_text("Saved")
    assert [edit.text for edit in workspace.edits(article)] == ["Typed too late."]
