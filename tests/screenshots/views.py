"""The views of the page, each as what a person does to see it: for the pictures of make.py and for tests of every view.

In whatever language the page is: a scene finds what it presses by its place, or by the page's own word for it. Another view
is a function and a line in VIEWS.
"""

from __future__ import annotations

import json
import shutil
import time
import urllib.request
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

from playwright.sync_api import Page

from workbench import pipeline
from workbench.interfaces import ui
from workbench.model import Signature
from workbench.store import Workspace, now
from workbench.users import Role, Users

URDU, ARABIC, HINDI = "000", "002", "003"
CORRECTIONS = {
    1: "Russian-led peacekeepers begin to withdraw from Kazakhstan",
    2: "Troops were deployed in Kazakhstan on 6 January.",
    3: "More than two thousand Russian-led soldiers have begun to withdraw from Kazakhstan.",
}
READER, PASSWORD = "Rana", "a long password"
TEXTS = json.loads((ui.STATIC / "texts.json").read_text(encoding="utf-8"))


def set_up(seeds: Path, folder: Path, *, guarded: bool = False) -> Workspace:
    """A copy of a workspace with the five seeds: another model's texts beside one, and where `guarded`, somebody who may sign in."""
    shutil.copytree(seeds, folder)
    workspace = Workspace.open(folder)
    other = Signature("marian", "opus-mt-tc-big-ar-en", "1", {}, "pictures")
    rows = pipeline.open_article(workspace, workspace.resolve(ARABIC)).rows()
    drafts = [
        replace(row.draft, text=f"Yesterday, {row.draft.text}", signature=other, beside=True, made_at=now())
        for row in rows
        if row.draft and row.number % 3
    ]
    workspace.append_drafts(workspace.resolve(ARABIC), drafts)
    if guarded:
        Users(workspace).add(READER, PASSWORD, Role.READER)
    return workspace


class Scene:
    """A page, and Omar, who works on the same articles without one."""

    def __init__(self, page: Page, url: str, language: str = "en") -> None:
        self.page, self.url, self.language = page, url, language
        page.add_init_script(
            f"""localStorage["workbench.name"] ||= '"Amina"'; localStorage["workbench.language"] = '"{language}"'"""
        )

    def t(self, text: str) -> str:
        """A text of the page in its language."""
        said = TEXTS.get(text, {}).get(self.language, text)
        return said if isinstance(said, str) else said["other"]

    def button(self, text: str):
        return self.page.get_by_role("button", name=self.t(text), exact=True)

    def open(self, article: str, more: str = "") -> None:
        self.page.goto(f"{self.url}/?article={article}{more}")
        self.page.locator("li.row:visible").first.wait_for()
        self.page.evaluate("document.fonts.ready")

    def row(self, number: int):
        return self.page.locator(f"#n{number}")

    def text(self, number: int):
        return self.row(number).locator("textarea.target")

    def press(self, *keys: str) -> None:
        for key in keys:
            self.page.keyboard.press(key)

    def to_top(self, number: int) -> None:
        """A sentence stands near the top of the picture."""
        self.row(number).evaluate("row => scrollTo(0, row.getBoundingClientRect().top + scrollY - 60)")

    def omar(self, article: str, number: int, action: str, **said: str) -> None:
        """A step on the newest version."""
        row = next(row for row in self.ask(f"/articles/{article}")["rows"] if row["number"] == number)
        body = {"action": action, "by": "Omar", "base": row["version"], **said}
        self.ask(f"/articles/{article}/segments/{row['id']}", body)

    def ask(self, path: str, body: dict[str, object] | None = None, method: str | None = None):
        data = None if body is None else json.dumps(body).encode()
        headers = {"Content-Type": "application/json"}
        asked = urllib.request.Request(f"{self.url}/api/v1{path}", data, headers, method=method)
        with urllib.request.urlopen(asked, timeout=60) as answer:
            return json.loads(answer.read() or "null")


# --- the views ---------------------------------------------------------------------------------------------------


def review(scene: Scene) -> None:
    """Three corrected sentences, the cursor in the third."""
    scene.open(URDU)
    for number, text in CORRECTIONS.items():
        if scene.row(number).get_attribute("data-status") != "corrected":
            scene.text(number).fill(text)
            scene.row(number).locator(".approve").click()
            scene.page.locator(f'#n{number}[data-status="corrected"]').wait_for()
    scene.text(3).focus()
    scene.page.evaluate("scrollTo(0, 0)")


def sentences(scene: Scene) -> None:
    scene.open(URDU)
    scene.to_top(2)


def arabic(scene: Scene) -> None:
    scene.open(ARABIC)


def hindi(scene: Scene) -> None:
    scene.open(HINDI)


def folded(scene: Scene) -> None:
    scene.open("001")
    fold = scene.page.locator(".folded").first
    fold.locator("summary").click()
    fold.evaluate("fold => scrollTo(0, fold.getBoundingClientRect().top + scrollY - 400)")


def worst(scene: Scene) -> None:
    scene.open(ARABIC)
    scene.press("Alt+w")
    scene.page.evaluate("scrollTo(0, 300)")


def conflict(scene: Scene) -> None:
    scene.page.route("**/api/v1/events?*", lambda route: route.abort("connectionrefused"))
    scene.open(URDU)
    theirs = f"On {time.strftime('%A')} at {time.strftime('%H:%M:%S')}, protests over oil prices turned violent."  # another each time
    scene.omar(URDU, 5, "edit", text=theirs)
    scene.text(5).fill("Protests against the price of oil turned violent in Kazakhstan, and Russian-led troops came.")
    scene.text(6).focus()
    scene.page.locator("#n5 .conflict .side").first.wait_for()
    scene.to_top(5)


def history(scene: Scene) -> None:
    review(scene)
    scene.row(1).locator(".more > summary").click()
    scene.to_top(1)


def reject(scene: Scene) -> None:
    scene.open(URDU)
    scene.text(7).focus()
    scene.press("Alt+r")
    scene.to_top(6)


def comments(scene: Scene) -> None:
    scene.open(HINDI)
    if not scene.row(2).locator(".comments.some").count():
        scene.omar(HINDI, 2, "comment", comment="Is “withdrawal” the word that the ministry uses?")
        scene.omar(HINDI, 2, "comment", comment="मंत्रालय ने कहा: वापसी")
    scene.row(2).locator(".comments.some > summary").click()
    scene.to_top(1)


def find(scene: Scene) -> None:
    scene.open(URDU)
    scene.press("Control+h")
    scene.page.keyboard.type("Kazakhstan")
    scene.page.get_by_label(scene.t("Replace with"), exact=True).fill("the Republic of Kazakhstan")
    scene.page.locator(".finder li").first.wait_for()


def palette(scene: Scene) -> None:
    scene.open(URDU)
    scene.text(4).focus()
    scene.press("Control+k")
    scene.page.keyboard.type(scene.t("Keys")[:4])


def keys(scene: Scene) -> None:
    scene.open(URDU)
    scene.press("F1")


def number(scene: Scene) -> None:
    scene.open(URDU)
    scene.press("Alt+j", "9", "9", "Enter")


def filters(scene: Scene) -> None:
    scene.open(URDU, "&show=open&since=today")
    scene.page.get_by_text(scene.t("More filters")).click()


def nothing_found(scene: Scene) -> None:
    scene.page.goto(f"{scene.url}/?article={HINDI}&by=Nobody")
    scene.page.locator(".empty").wait_for()


def bulk(scene: Scene) -> None:
    scene.open(ARABIC, "&show=open")
    scene.page.locator(".approve-shown").click()


def removal(scene: Scene) -> None:
    scene.open(URDU)
    scene.page.get_by_role("button", name=scene.t("Remove"), exact=True).click()


def export(scene: Scene) -> None:
    scene.open(URDU)
    scene.page.locator(".menu > summary").first.click()


def adding(scene: Scene) -> None:
    scene.open(URDU)
    if not scene.page.locator(".sidebar.open").count():
        scene.page.locator(".toggle-button").first.click()
    scene.page.get_by_text(scene.t("Add articles"), exact=True).click()
    scene.page.get_by_label(scene.t("Or paste an article")).scroll_into_view_if_needed()


def memory(scene: Scene) -> None:
    """A sentence that was approved elsewhere, and the names with several spellings."""
    text = "قازقستان\n\nقازقستان میں 6 جنوری کو فوجیں تعینات کی گئی تھیں۔"
    added = scene.ask("/articles", {"text": text, "name": "memory", "language": "ur"})["id"]
    scene.open(added)
    scene.page.evaluate("document.querySelector('.memory:not([hidden])')?.setAttribute('open', '')")


def dashboard(scene: Scene) -> None:
    scene.page.goto(f"{scene.url}/?view=dashboard")
    scene.page.locator(".figures").first.wait_for()


def refused(scene: Scene) -> None:
    scene.page.goto(f"{scene.url}/?article=none")
    scene.button("Try again").wait_for()


def reading(scene: Scene) -> None:
    """The article as continuous text, a sentence of the summary lit up."""
    scene.page.goto(f"{scene.url}/?article={ARABIC}&view=read")
    scene.page.locator(".read .sentence").first.wait_for()
    scene.page.locator(".summary-sentences .cite").first.hover()


def reading_english(scene: Scene) -> None:
    scene.page.goto(f"{scene.url}/?article={HINDI}&view=read&text=english")
    scene.page.locator(".read .sentence").first.wait_for()
    scene.page.locator(".read-folded > summary").first.click()


def wording(scene: Scene) -> None:
    """A sentence of the summary that is being worded, and what can be done with another."""
    scene.open(HINDI)
    items = scene.page.locator(".summary-sentences > li")
    items.first.locator(".actions button").first.click()
    scene.page.keyboard.type("In short: ")
    items.nth(1).locator(".more > summary").click()


def choosing_again(scene: Scene) -> None:
    """After somebody took a sentence out of the summary."""
    scene.open("001")
    if not scene.ask("/articles/001/summary")["version"]:
        scene.page.locator(".summary-sentences > li .more > summary").first.click()
        scene.button("Remove from the summary").first.click()
        scene.page.locator(".summary-told button").wait_for()
    scene.button("Choose again").click()
    scene.page.locator("dialog.choose-again").wait_for()


def splitting(scene: Scene) -> None:
    scene.open(ARABIC)
    scene.text(3).focus()
    scene.press("Alt+c")
    scene.page.locator("dialog.split").wait_for()


def others(scene: Scene) -> None:
    """Omar stands in one sentence and has saved another."""
    scene.open("001")
    rows = scene.ask("/articles/001")["rows"]
    second = next(row["id"] for row in rows if row["number"] == 2)
    scene.ask("/presence", {"tab": "omar", "name": "Omar", "article": "001", "segment": second})
    scene.row(2).locator(".editors:visible").wait_for()
    scene.omar("001", 1, "edit", text=f"Omar read this at {time.strftime('%H:%M:%S')}.")
    scene.row(1).locator(".news:visible").wait_for()


def comparing(scene: Scene) -> None:
    scene.open(ARABIC)
    scene.button("Other models").click()
    scene.page.locator("dialog.compare .versions li").first.wait_for()


def jobs(scene: Scene) -> None:
    """A translation that runs, one that waits, and one that was stopped."""
    names = ("first", "second", "third")
    texts = [f"قازقستان {name}\n\n" + "قازقستان میں فوجیں تعینات کی گئی تھیں۔ " * 40 for name in names]
    ids = [
        scene.ask("/articles", {"text": text, "name": name, "language": "ur"})["id"]
        for name, text in zip(names, texts, strict=True)
    ]
    asked = [scene.ask(f"/articles/{article}/translation", {"by": "Omar"}) for article in ids]
    scene.ask(f"/jobs/{asked[2]['id']}", method="DELETE")
    scene.open(ids[0])
    scene.page.locator(".jobs-active li").nth(1).wait_for(state="attached")
    scene.page.locator(".jobs").evaluate("jobs => jobs.scrollIntoView({ block: 'center', behavior: 'instant' })")


def login(scene: Scene) -> None:
    """After a password that is not right."""
    scene.page.goto(f"{scene.url}/?article={URDU}")
    _sign_in(scene, "not the password")
    scene.page.locator("#told:not(:empty)").wait_for()


def reader(scene: Scene) -> None:
    """What somebody sees who may only read."""
    scene.page.goto(f"{scene.url}/?article={URDU}")
    _sign_in(scene, PASSWORD)
    scene.page.locator("li.row:visible").first.wait_for()


def _sign_in(scene: Scene, password: str) -> None:
    scene.page.locator("#name").fill(READER)
    scene.page.locator("#password").fill(password)
    scene.press("Enter")


@dataclass(frozen=True, slots=True)
class View:
    """A picture, `whole` to the end of the page. Zoomed to 200 %, a screen of 1440 is one of 720 with twice the dots."""

    name: str
    draw: Callable[[Scene], None]
    width: int = 1440
    height: int = 900
    zoom: int = 1
    whole: bool = False
    guarded: bool = False
    """Whether people sign in there."""


VIEWS = (
    View("review", review),
    View("sentences", sentences),
    View("arabic", arabic),
    View("hindi", hindi),
    View("folded", folded),
    View("worst", worst),
    View("conflict", conflict),
    View("history", history),
    View("reject", reject),
    View("comments", comments),
    View("find", find),
    View("palette", palette),
    View("keys", keys),
    View("number", number),
    View("filters", filters),
    View("nothing-found", nothing_found),
    View("bulk", bulk),
    View("export", export),
    View("removal", removal),
    View("adding", adding),
    View("memory", memory),
    View("reading", reading),
    View("reading-english", reading_english),
    View("wording", wording),
    View("choosing-again", choosing_again),
    View("splitting", splitting),
    View("others", others),
    View("comparing", comparing),
    View("jobs", jobs),
    View("login", login, guarded=True),
    View("reader", reader, guarded=True),
    View("dashboard", dashboard, whole=True),
    View("refused", refused),
    *(
        View(f"{draw.__name__}-390", draw, width=390, height=844)
        for draw in (review, sentences, conflict, history, reject)
    ),
    *(View(f"{draw.__name__}-390", draw, width=390, height=844) for draw in (comments, find, keys, filters, export)),
    *(View(f"{draw.__name__}-390", draw, width=390, height=844) for draw in (adding, reading, wording, comparing)),
    View("login-390", login, width=390, height=844, guarded=True),
    View("dashboard-390", dashboard, width=390, height=844, whole=True),
    View("review-360", review, width=360, height=740),
    View("review-2560", review, width=2560, height=1300),
    View("dashboard-2560", dashboard, width=2560, height=1300),
    View("review-zoomed", review, width=720, height=450, zoom=2),
    View("find-zoomed", find, width=720, height=450, zoom=2),
)
