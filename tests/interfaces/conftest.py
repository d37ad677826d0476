"""A person at the page, in real Chromium."""

import shutil

import pytest
from playwright.sync_api import expect, sync_playwright

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
# What browsers write by themselves: of an answer that is a conflict, of a server that is not there, of a stream it cut.
EXPECTED = ("409", "ERR_CONNECTION", "ERR_INCOMPLETE_CHUNKED_ENCODING")
expect.set_options(timeout=10_000)  # two shared cores: what takes a moment alone may take some


@pytest.fixture(scope="module")
def browser():
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield browser
        browser.close()


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

    def hear_nothing(self):
        """News of others do not come: what they saved shows only when this person saves."""
        self.page.route("**/api/v1/events?*", lambda route: route.abort("connectionrefused"))

    def _stays_home(self, request):
        if not request.url.startswith((self.url, "data:", "blob:")):
            self.problems.append(f"asked another machine: {request.url}")

    def open(self, article, name="Amina"):
        self.page.goto(f"{self.url}/?article={article}")
        expect(self.row(1)).to_be_visible(timeout=30_000)
        if name:
            self.page.get_by_label("Your name").fill(name)
        return self

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
            people[-1].hear_nothing()
        return people[-1]

    yield come
    for someone in people:
        someone.context.close()
    assert [problem for someone in people if someone.strict for problem in someone.problems] == []
