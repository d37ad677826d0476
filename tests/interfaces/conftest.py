"""A person at the page, in real Chromium."""

import itertools
import shutil

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import TimeoutError, expect, sync_playwright

from workbench import pipeline
from workbench.model import Draft, Signature
from workbench.store import Workspace, now

CHROMIUM = shutil.which("chromium") or "/usr/bin/chromium"
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
# What browsers write by themselves: of an answer that is a conflict, of a server that is not there, of what it cut when it ended.
EXPECTED = ("409", "ERR_CONNECTION", "ERR_INCOMPLETE_CHUNKED_ENCODING", "ERR_CONTENT_LENGTH_MISMATCH")
expect.set_options(timeout=10_000)  # two shared cores: what takes a moment alone may take some


@pytest.fixture(scope="module")
def browser():
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield browser
        browser.close()


def fits(page):
    """Whether nothing stands beside the screen, once the side bar has moved out of the way."""
    try:
        page.wait_for_function("document.documentElement.scrollWidth <= innerWidth", timeout=3000)
    except TimeoutError:
        return False
    return True


LAID_OUT = """(how) => { for (const row of document.querySelectorAll("li.row")) row.style.contentVisibility = how; }"""


def faults(page, where=None):
    """What axe finds on the page, or in a part of it, and whether anything stands beside the screen.

    Rows out of sight are laid out for it: they have an estimated height until then, and axe would see one behind another.
    """
    page.evaluate(LAID_OUT, "visible")
    found = Axe().run(page, context=where).response["violations"]
    page.evaluate(LAID_OUT, "")
    wide = not fits(page)
    return [(v["id"], [node["html"] for node in v["nodes"]]) for v in found] + ["too wide"] * wide


MADE = Signature("marian", "opus", "1", {}, "test")
MACHINE = ["The army came to town.", "The minister saw the report.", "Forty people were hurt."]
SOURCES = ["فوج شہر میں آئی۔", "وزیر نے رپورٹ دیکھی۔", "چالیس لوگ زخمی ہوئے۔"]
NUMBERS = itertools.count(1)


@pytest.fixture(scope="module")
def workspace(tmp_path_factory):
    """A new workspace for a module's tests."""
    return Workspace.open(tmp_path_factory.mktemp("page") / "workspace", create=True)


@pytest.fixture
def article(workspace):
    """A new article of three drafted sentences: its id."""
    document = pipeline.add(workspace, "\n\n".join(SOURCES).encode(), f"article{next(NUMBERS)}.txt", language="ur")
    segments = [segment for _, segment in document.segments()]
    pairs = zip(segments, MACHINE, strict=True)
    workspace.append_drafts(document.id, [Draft(s.id, s.text, text, -0.5, "first", MADE, now()) for s, text in pairs])
    return document.id


class Reviewer:
    """A person at the page: a tab that keeps a record of scripts that failed and requests that left the machine."""

    def __init__(self, browser, url, **options):
        self.context = browser.new_context(viewport={"width": 1440, "height": 1000}, accept_downloads=True, **options)
        self.url = url
        self.problems: list[str] = []
        self.page = self.context.new_page()
        self.page.on("pageerror", lambda error: self.problems.append(f"script failed: {error}"))
        self.page.on(
            "console",
            lambda m: (
                self.problems.append(f"{m.text} {m.location['url']}")
                if m.type == "error" and not any(told in m.text for told in EXPECTED)
                else None
            ),
        )
        self.page.on("request", self._stays_home)

    def hear_nothing(self, page):
        """News of others do not come to a tab: what they saved shows only when this person saves."""
        page.route("**/api/v1/events?*", lambda route: route.abort("connectionrefused"))

    def _stays_home(self, request):
        if not request.url.startswith((self.url, "data:", "blob:")):
            self.problems.append(f"asked another machine: {request.url}")

    def open(self, article, name="Amina"):
        self.page.goto(f"{self.url}/?article={article}")
        self.opened()
        if name:
            self.page.get_by_label("Your name").fill(name)
        return self

    def opened(self):
        """Waits until an article is drawn to its end."""
        expect(self.page.locator(".rows:not([aria-busy])")).to_be_attached(timeout=30_000)
        expect(self.row(1)).to_be_attached()

    def row(self, number):
        return self.page.locator(f"#n{number}")

    def text(self, number):
        return self.row(number).locator("textarea.target")

    def status(self, number):
        return self.row(number).locator(".status")

    def summary(self):
        return self.page.locator(".summary-sentences > li")


@pytest.fixture
def person(browser):
    """Opens tabs at a server's address and closes them after the test; with `strict`, nothing may have gone wrong in them.

    Without `live`, they hear nothing of what others do.
    """
    people: list[Reviewer] = []

    def come(url, *, strict=True, live=True, **options):
        people.append(Reviewer(browser, url, **options))
        people[-1].strict = strict
        if not live:
            people[-1].hear_nothing(people[-1].page)
        return people[-1]

    yield come
    for someone in people:
        someone.context.close()
    assert [problem for someone in people if someone.strict for problem in someone.problems] == []
