"""Everything `workbench bench page` measures, in order, in a real browser: see `probe.js` for what a tab is asked.

It knows neither the command nor how the figures are shown. What else the machine does is measured along.
"""

from __future__ import annotations

import json
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from workbench.bench import desk
from workbench.bench.browser import Served, chromium, served
from workbench.bench.desk import Desk
from workbench.bench.machine import Machine, this_machine
from workbench.settings import Settings

if TYPE_CHECKING:
    from playwright.sync_api import Browser, BrowserContext, Page

PROBE = Path(__file__).with_name("probe.js")
OPENINGS = 5
SEEN = 20
KEY_MS = 60
"""From key to key: a fast typist."""
PAUSES_MS = (300, 900, 500, 1700, 700)
"""Between saves, in turn: what the page asks for after a save meets the next one, or does not."""
EDITS_AN_ARTICLE = 100
LOAD_SECONDS = 300
"""An embedded model that is used for the first time is made ready first."""

# What the page is held to, in milliseconds, and by which of its figures; growth as a ratio, which is 1 where nothing grows.
GOALS = {
    "opening": ("median", 1000),
    "key": ("median", 16),
    "key_work": ("p95", 16),
    "save": ("p95", 100),
    "save_busy": ("p95", 100),
    "seen": ("most", 1000),
}
MOST_GROWTH = 1.2

Tell = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class Sizes:
    """How much is done."""

    segments: int = 500
    keys: int = 200
    saves: int = 50
    edits: int = 600


@dataclass(frozen=True, slots=True)
class Figure:
    """Milliseconds of something done `count` times."""

    median: float
    p95: float
    most: float
    count: int

    @classmethod
    def of(cls, times: Sequence[float]) -> Figure:
        every = sorted(times)
        return cls(statistics.median(every), every[max(0, -(-95 * len(every) // 100) - 1)], every[-1], len(every))


@dataclass(frozen=True, slots=True)
class Growth:
    """Megabytes before and after; None where the system does not say."""

    before: float | None
    after: float | None

    @property
    def ratio(self) -> float | None:
        return self.after / self.before if self.before and self.after else None


@dataclass(frozen=True, slots=True)
class PageBench:
    """How the page does on this machine."""

    sizes: Sizes
    opening: Figure
    """From the address to a first sentence that takes text."""
    key: Figure
    """From the press of a key to the frame that shows its letter, which waits for the screen: at 60 Hz up to 17 ms."""
    key_work: Figure
    """What of that the browser was busy for the page."""
    save: Figure
    """From leaving a sentence until the page says that it is saved: on the disk, and checked anew."""
    save_busy: Figure
    """The same while a translation runs."""
    load: str
    """What ran meanwhile."""
    seen: Figure
    """From leaving a sentence until the text stands in another person's page."""
    heap: Growth
    """The page's JavaScript objects, garbage collected."""
    server: Growth
    browser: str
    machine: Machine


def measure(sizes: Sizes, settings: Settings, tell: Tell) -> PageBench:
    """Measures the page. Raises WorkbenchError where the browser or the server does not start."""
    with chromium() as browser, tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        tell("making the articles")
        work = desk.set_up(Path(folder) / "workspace", sizes.segments)
        with served("--workspace", work.folder, *_engine_options(settings)) as server:
            return _measure(browser, server, work, sizes, settings, tell)


def _engine_options(settings: Settings) -> Iterator[str]:
    for name in ("engine", "model", "beam", "threads"):
        if (value := getattr(settings, name)) is not None:
            yield from (f"--{name}", str(value))


def _measure(browser: Browser, server: Served, work: Desk, sizes: Sizes, settings: Settings, tell: Tell) -> PageBench:
    amina = _person(browser, "Amina")
    tell("opening")
    opening = [_open(amina, server, work.long)[1] for _ in range(OPENINGS)]
    page, _ = _open(amina, server, work.long)
    tell("typing")
    keys = _type(page, sizes.keys)
    tell("saving")
    save = _saves(page, sizes, "saved")
    tell("another person")
    seen = _seen(page, _open(_person(browser, "Omar"), server, work.long)[0], min(SEEN, sizes.saves))
    tell("starting a translation")
    with _translating(server, work.waiting, settings.threads, tell) as load:
        tell(f"saving while there is {load}")
        save_busy = _saves(page, sizes, "saved meanwhile")
    page.close()
    tell("an hour's edits")
    heap, memory = _an_hour(_open(amina, server, work.long)[0], server, sizes)
    return PageBench(
        sizes=sizes,
        opening=Figure.of(opening),
        key=Figure.of([key["frame"] for key in keys]),
        key_work=Figure.of([key["work"] for key in keys]),
        save=Figure.of(save),
        save_busy=Figure.of(save_busy),
        load=load,
        seen=Figure.of(seen),
        heap=heap,
        server=memory,
        browser=f"Chromium {browser.version}",
        machine=this_machine(settings),
    )


# --- the tabs ----------------------------------------------------------------------------------------------------


def _person(browser: Browser, name: str) -> BrowserContext:
    context = browser.new_context(viewport={"width": 1440, "height": 900})
    context.add_init_script(f"localStorage['workbench.name'] ||= {json.dumps(json.dumps(name))}")
    context.add_init_script(path=PROBE)
    return context


def _open(person: BrowserContext, server: Served, article: str) -> tuple[Page, float]:
    """A new tab with the article, and how many milliseconds it took. Tabs before it are closed: they would hear of it."""
    for other in person.pages:
        other.close()
    page = person.new_page()
    page.goto(f"{server.url}/?article={article}", wait_until="commit")
    return page, page.evaluate("bench.opened()")


# --- what is done there ------------------------------------------------------------------------------------------


def _type(page: Page, keys: int) -> list[dict[str, float]]:
    page.locator("#n1 textarea.target").focus()
    page.keyboard.press("End")
    page.evaluate("bench.watchKeys()")
    words = "the minister told reporters on Thursday that the army would stay "
    page.keyboard.type((words * (keys // len(words) + 1))[:keys], delay=KEY_MS)
    page.wait_for_timeout(500)
    return page.evaluate("bench.keysSeen()")


def _saves(page: Page, sizes: Sizes, text: str) -> list[float]:
    took = []
    for number in range(sizes.saves):
        saved = page.evaluate("([n, text]) => bench.save(n, text)", [_row(number, sizes), f"The text {number} {text}."])
        took.append(saved["took"])
        page.wait_for_timeout(PAUSES_MS[number % len(PAUSES_MS)])
    return took


def _row(number: int, sizes: Sizes) -> int:
    """The rows that one edits: one after the other."""
    return 1 + number % sizes.segments


def _seen(page: Page, other: Page, count: int) -> list[float]:
    took = []
    for number in range(1, count + 1):
        text = f"Seen {number}."
        other.evaluate("([n, text]) => bench.watch(n, text)", [number, text])
        began = page.evaluate("([n, text]) => bench.save(n, text)", [number, text])["began"]
        took.append(other.evaluate("bench.seenAt()") - began)
        page.wait_for_timeout(PAUSES_MS[number % len(PAUSES_MS)])
    return took


def _an_hour(page: Page, server: Served, sizes: Sizes) -> tuple[Growth, Growth]:
    """As many edits as an hour of work has, one after the other, and other articles now and then.

    Before it every sentence is edited once: one that has a history and other findings is more than one that has none.
    """
    _edit(page, sizes, sizes.segments, "first")
    heap, memory = _heap_mb(page), server.memory_mb()
    _edit(page, sizes, sizes.edits, "later")
    return Growth(heap, _heap_mb(page)), Growth(memory, server.memory_mb())


def _edit(page: Page, sizes: Sizes, edits: int, text: str) -> None:
    for number in range(edits):
        saved = [_row(number, sizes), f"The {text} text {number} of an hour."]
        page.evaluate("([n, text]) => bench.save(n, text)", saved)
        if number % EDITS_AN_ARTICLE == EDITS_AN_ARTICLE - 1 or number == edits - 1:
            _look_elsewhere(page)


def _look_elsewhere(page: Page) -> None:
    for name in ("other-1", "other-2", "other-3", "other-4", "long"):
        page.locator(f'.article-link[href="?article={name}"]').click()
        page.locator(".file", has_text=f"{name}.txt").wait_for()
        page.locator("#n1").wait_for()


def _heap_mb(page: Page) -> float:
    page.wait_for_timeout(3000)  # what is asked some time after an edit is there
    tools = page.context.new_cdp_session(page)
    tools.send("HeapProfiler.collectGarbage")
    used = tools.send("Runtime.getHeapUsage")["usedSize"]
    tools.detach()
    return used / 1e6


# --- what runs meanwhile -----------------------------------------------------------------------------------------


@contextmanager
def _translating(server: Served, article: str, threads: int, tell: Tell) -> Iterator[str]:
    """A translation by the server's engine; where none can start, processes that keep as many cores busy. Yields which."""
    job = f"{server.url}/api/v1/articles/{article}/translation"
    if _starts(job, tell):
        try:
            yield "a translation"
        finally:
            _ask("DELETE", job)
        return
    busy = [subprocess.Popen([sys.executable, "-c", "while True: sum(range(10000))"]) for _ in range(threads)]
    try:
        yield f"no engine, and {threads} busy processes in its place"
    finally:
        for process in busy:
            process.kill()
            process.wait()


def _starts(job: str, tell: Tell) -> bool:
    """Waits until a sentence is translated."""
    _ask("POST", job)
    latest = time.monotonic() + LOAD_SECONDS
    while time.monotonic() < latest:
        now = _ask("GET", job)
        if now["state"] not in ("queued", "running"):
            return False
        if now["progress"].get("done"):
            return True
        tell(now["progress"].get("message") or "starting a translation")
        time.sleep(0.5)
    _ask("DELETE", job)
    return False


def _ask(method: str, url: str) -> Any:
    with urllib.request.urlopen(urllib.request.Request(url, method=method), timeout=30) as answer:
        return json.load(answer)
