"""Makes the pictures of the page, light and dark, on a workspace that `workbench run` has filled with the seeds:

    python tests/screenshots/make.py WORKSPACE             the two that the README shows, beside this file
    python tests/screenshots/make.py WORKSPACE FOLDER      every view, into the folder, for a look at each
    python tests/screenshots/make.py WORKSPACE FOLDER keys find     only these

The workspace is copied first; what is done for the pictures does not reach it. Another view is a function and a line in VIEWS.
"""

from __future__ import annotations

import contextlib
import json
import shutil
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import Browser, Page, sync_playwright

HERE = Path(__file__).parent
SCHEMES = ("light", "dark")
URDU, ARABIC, HINDI = "000", "002", "003"
CORRECTIONS = {
    1: "Russian-led peacekeepers begin to withdraw from Kazakhstan",
    2: "Troops were deployed in Kazakhstan on 6 January.",
    3: "More than two thousand Russian-led soldiers have begun to withdraw from Kazakhstan.",
}


class Scene:
    """A page, and Omar, who works on the same articles without one."""

    def __init__(self, page: Page, url: str) -> None:
        self.page, self.url = page, url

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

    def ask(self, path: str, body: dict[str, object] | None = None):
        data = None if body is None else json.dumps(body).encode()
        headers = {"Content-Type": "application/json"}
        with urllib.request.urlopen(
            urllib.request.Request(f"{self.url}/api/v1{path}", data, headers), timeout=60
        ) as answer:
            return json.load(answer)


# --- the views ---------------------------------------------------------------------------------------------------


def review(scene: Scene) -> None:
    """Three corrected sentences, the cursor in the third."""
    scene.open(URDU)
    for number, text in CORRECTIONS.items():
        if scene.row(number).get_attribute("data-status") != "corrected":
            scene.text(number).fill(text)
            scene.row(number).get_by_role("button", name="Approve").click()
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
    if scene.row(2).locator(".comments > summary").inner_text() == "Comment":
        scene.omar(HINDI, 2, "comment", comment="Is “withdrawal” the word that the ministry uses?")
        scene.omar(HINDI, 2, "comment", comment="मंत्रालय ने कहा: वापसी")
    scene.row(2).locator(".comments.some > summary").click()
    scene.to_top(1)


def find(scene: Scene) -> None:
    scene.open(URDU)
    scene.press("Control+h")
    scene.page.keyboard.type("Kazakhstan")
    scene.page.get_by_label("Replace with").fill("the Republic of Kazakhstan")
    scene.page.locator(".finder li").first.wait_for()


def palette(scene: Scene) -> None:
    scene.open(URDU)
    scene.text(4).focus()
    scene.press("Control+k")
    scene.page.keyboard.type("next")


def keys(scene: Scene) -> None:
    scene.open(URDU)
    scene.press("F1")


def number(scene: Scene) -> None:
    scene.open(URDU)
    scene.press("Alt+j", "9", "9", "Enter")


def filters(scene: Scene) -> None:
    scene.open(URDU, "&show=open&since=today")
    scene.page.get_by_text("More filters").click()


def nothing_found(scene: Scene) -> None:
    scene.page.goto(f"{scene.url}/?article={HINDI}&by=Nobody")
    scene.page.get_by_text("No sentence matches").wait_for()


def bulk(scene: Scene) -> None:
    scene.open(ARABIC, "&show=open")
    scene.page.get_by_role("button", name="Approve the").click()


def export(scene: Scene) -> None:
    scene.open(URDU)
    scene.page.get_by_text("Export", exact=True).click()


def adding(scene: Scene) -> None:
    scene.open(URDU)
    if not scene.page.locator(".sidebar.open").count():
        scene.page.locator(".toggle-button").first.click()
    scene.page.get_by_text("Add articles").click()
    scene.page.get_by_label("Or paste an article").scroll_into_view_if_needed()


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
    scene.page.get_by_role("button", name="Try again").wait_for()


@dataclass(frozen=True, slots=True)
class View:
    """A picture, `whole` to the end of the page. Zoomed to 200 %, a screen of 1440 is one of 720 with twice the dots."""

    name: str
    draw: Callable[[Scene], None]
    width: int = 1440
    height: int = 900
    zoom: int = 1
    whole: bool = False


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
    View("adding", adding),
    View("memory", memory),
    View("dashboard", dashboard, whole=True),
    View("refused", refused),
    *(
        View(f"{draw.__name__}-390", draw, width=390, height=844)
        for draw in (review, sentences, conflict, history, reject)
    ),
    *(View(f"{draw.__name__}-390", draw, width=390, height=844) for draw in (comments, find, keys, filters, export)),
    View("adding-390", adding, width=390, height=844),
    View("dashboard-390", dashboard, width=390, height=844, whole=True),
    View("review-360", review, width=360, height=740),
    View("review-2560", review, width=2560, height=1300),
    View("dashboard-2560", dashboard, width=2560, height=1300),
    View("review-zoomed", review, width=720, height=450, zoom=2),
    View("find-zoomed", find, width=720, height=450, zoom=2),
)
KEPT = ("review",)
"""Those of the README."""


# --- making them -------------------------------------------------------------------------------------------------


@contextlib.contextmanager
def served(workspace: Path) -> Iterator[str]:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(folder) / "workspace"
        shutil.copytree(workspace, copy)
        server = subprocess.Popen(
            [sys.executable, "-m", "workbench", "serve", "--workspace", str(copy), "--port", str(port)]
        )
        url = f"http://127.0.0.1:{port}"
        for _ in range(600):
            with contextlib.suppress(OSError):
                urllib.request.urlopen(f"{url}/api/v1/formats")
                break
            time.sleep(0.1)
        yield url
        server.terminate()
        server.wait()


def picture(browser: Browser, url: str, view: View, scheme: str, path: Path) -> None:
    size = {"width": view.width, "height": view.height}
    page = browser.new_page(viewport=size, color_scheme=scheme, device_scale_factor=view.zoom)
    page.add_init_script("""localStorage["workbench.name"] ||= '"Amina"'""")
    view.draw(Scene(page, url))
    page.wait_for_timeout(400)  # what moves has come to rest
    page.screenshot(path=path, full_page=view.whole, animations="disabled")
    page.close()


def main(workspace: Path, folder: Path, names: Sequence[str]) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    with served(workspace) as url, sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=shutil.which("chromium"), args=["--no-sandbox", "--disable-gpu"]
        )
        for view in VIEWS:
            for scheme in SCHEMES if view.name in names or not names else ():
                picture(browser, url, view, scheme, folder / f"{view.name}-{scheme}.png")
        browser.close()


if __name__ == "__main__":
    _, workspace, *rest = sys.argv
    main(Path(workspace), Path(rest[0]) if rest else HERE, rest[1:] if rest else KEPT)
