"""Makes the pictures of the page, on a workspace that `workbench run` has filled with the seeds:

    python tests/screenshots/make.py WORKSPACE             the two that the README shows, beside this file
    python tests/screenshots/make.py WORKSPACE FOLDER      every view, light, dark and right to left, for a look at each
    python tests/screenshots/make.py WORKSPACE FOLDER keys find     only these

The workspace is copied first; what is done for the pictures does not reach it. The views are in views.py.
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
from collections.abc import Iterator, Sequence
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright
from views import VIEWS, Scene, View, set_up

HERE = Path(__file__).parent
LOOKS = {"light": ("light", "en"), "dark": ("dark", "en"), "rtl": ("light", "ar")}
KEPT = ("review",)
"""Those of the README."""


@contextlib.contextmanager
def served(workspace: Path, *, guarded: bool) -> Iterator[str]:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    with tempfile.TemporaryDirectory() as folder:
        copy = set_up(workspace, Path(folder) / "workspace", guarded=guarded).folder
        server = subprocess.Popen(
            [sys.executable, "-m", "workbench", "serve", "--workspace", str(copy), "--port", str(port)]
        )
        url = f"http://127.0.0.1:{port}"
        for _ in range(600):
            with contextlib.suppress(OSError):
                urllib.request.urlopen(f"{url}/wb/icon.svg")
                break
            time.sleep(0.1)
        try:
            yield url
        finally:
            server.terminate()
            server.wait()


def picture(browser: Browser, url: str, view: View, look: str, path: Path) -> None:
    scheme, language = LOOKS[look]
    size = {"width": view.width, "height": view.height}
    page = browser.new_page(viewport=size, color_scheme=scheme, device_scale_factor=view.zoom)
    view.draw(Scene(page, url, language))
    page.wait_for_timeout(400)  # what moves has come to rest
    page.screenshot(path=path, full_page=view.whole, animations="disabled")
    page.close()


def main(workspace: Path, folder: Path, views: Sequence[View], looks: Sequence[str]) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=shutil.which("chromium"), args=["--no-sandbox", "--disable-gpu"]
        )
        for guarded in (False, True):
            mine = [view for view in views if view.guarded == guarded]
            with served(workspace, guarded=guarded) if mine else contextlib.nullcontext("") as url:
                for view in mine:
                    for look in looks:
                        picture(browser, url, view, look, folder / f"{view.name}-{look}.png")
        browser.close()


if __name__ == "__main__":
    _, workspace, *rest = sys.argv
    folder, names = (Path(rest[0]), rest[1:]) if rest else (HERE, KEPT)
    wanted = [view for view in VIEWS if view.name in names or not names]
    main(Path(workspace), folder, wanted, tuple(LOOKS) if rest else ("light", "dark"))
