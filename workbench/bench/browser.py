"""The server and the browser that `page` measures, each a program of its own. It knows nothing of what is measured."""

from __future__ import annotations

import shutil
import socket
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from workbench.bench.machine import memory_mb
from workbench.errors import WorkbenchError

if TYPE_CHECKING:
    from playwright.sync_api import Browser

START_SECONDS = 120
CHROMIUM = ("chromium", "chromium-browser", "google-chrome")
# The sandbox needs rights that containers do not grant; only this machine's own page is opened.
FLAGS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--no-first-run",
)
TO_INSTALL = (
    "The page is measured in Chromium, driven by Playwright, and {missing} is not on this machine: "
    "pip install 'translation-workbench[test]', and Chromium by your system's packages or by `playwright install chromium`."
)


@dataclass(frozen=True, slots=True)
class Served:
    """A running `workbench serve`."""

    url: str
    process: int

    def memory_mb(self) -> float | None:
        """What it holds of the machine's memory now, None where the system does not say."""
        return memory_mb(self.process)


@contextmanager
def served(*options: object) -> Iterator[Served]:
    """A server with these options on a free port of this machine. Raises WorkbenchError where it does not start."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    command = [sys.executable, "-m", "workbench", "serve", "--port", str(port), *map(str, options)]
    with tempfile.TemporaryFile("w+", encoding="utf-8", errors="replace") as told:
        process = subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=told, stderr=told)
        try:
            url = f"http://127.0.0.1:{port}"
            if not _answers(url, process):
                told.seek(0)
                last = (told.read().strip().splitlines() or ["it said nothing"])[-1]
                raise WorkbenchError(f"The server did not start ({last}): try `workbench serve` with the same engine.")
            yield Served(url, process.pid)
        finally:
            process.terminate()
            process.wait()


def _answers(url: str, process: subprocess.Popen[bytes]) -> bool:
    latest = time.monotonic() + START_SECONDS
    while process.poll() is None and time.monotonic() < latest:
        try:
            urllib.request.urlopen(f"{url}/api/v1/formats", timeout=5).close()
            return True
        except OSError:
            time.sleep(0.1)
    return False


@contextmanager
def chromium() -> Iterator[Browser]:
    """The system's Chromium, else Playwright's own. Raises WorkbenchError where either it or Playwright is missing."""
    try:
        from playwright.sync_api import Error, sync_playwright
    except ImportError:
        raise WorkbenchError(TO_INSTALL.format(missing="Playwright")) from None
    path = next(filter(None, map(shutil.which, CHROMIUM)), None)
    with sync_playwright() as playwright:
        if path is None and not Path(playwright.chromium.executable_path).is_file():
            raise WorkbenchError(TO_INSTALL.format(missing="Chromium"))
        try:
            browser = playwright.chromium.launch(executable_path=path, args=list(FLAGS))
        except Error as error:
            raise WorkbenchError(f"Chromium does not start: {str(error).splitlines()[0]}") from None
        yield browser
        browser.close()
