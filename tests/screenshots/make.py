"""Makes the pictures of the page: `python tests/screenshots/make.py WORKSPACE`, on a workspace that `workbench run` has filled.

The workspace is copied first; what is typed for the picture does not reach it.
"""

from __future__ import annotations

import contextlib
import shutil
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path

from playwright.sync_api import Page, sync_playwright

HERE = Path(__file__).parent
CORRECTIONS = {
    1: "Russian-led peacekeepers begin to withdraw from Kazakhstan",
    2: "Troops were deployed in Kazakhstan on 6 January.",
    3: "More than two thousand Russian-led soldiers have begun to withdraw from Kazakhstan.",
}


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
        for _ in range(300):
            with contextlib.suppress(OSError):
                urllib.request.urlopen(f"{url}/api/v1/formats")
                break
            time.sleep(0.1)
        yield url
        server.terminate()
        server.wait()


def open_article(page: Page, url: str, article: str) -> None:
    page.goto(f"{url}/?article={article}")
    page.locator("#n1").wait_for()
    page.evaluate("document.fonts.ready")


def review(page: Page) -> None:
    page.get_by_label("Your name").fill("Amina")
    for number, text in CORRECTIONS.items():
        page.locator(f"#n{number} textarea.target").fill(text)
        page.locator(f"#n{number}").get_by_role("button", name="Approve").click()
        page.locator(f'#n{number}[data-status="corrected"]').wait_for()


def main(workspace: Path) -> None:
    with served(workspace) as url, sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=shutil.which("chromium"), args=["--no-sandbox", "--disable-gpu"]
        )
        for scheme in ("light", "dark"):
            page = browser.new_page(viewport={"width": 1440, "height": 900}, color_scheme=scheme)
            open_article(page, url, "000")
            if scheme == "light":
                review(page)
            page.locator("#n3 textarea.target").focus()
            page.evaluate("scrollTo(0, 0)")
            page.screenshot(path=HERE / f"review-{scheme}.png")
        browser.close()


if __name__ == "__main__":
    main(Path(sys.argv[1]))
