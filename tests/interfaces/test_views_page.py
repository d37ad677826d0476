"""Every view of the page, as `tests/screenshots` draws them, light, dark and right to left: axe, and nothing beside the screen."""

from __future__ import annotations

import importlib.util
import sys
from pathlib import Path

import pytest

from .conftest import faults

LOOKS = ("light", "dark", "right to left")

_spec = importlib.util.spec_from_file_location("views", Path(__file__).parents[1] / "screenshots" / "views.py")
views = sys.modules["views"] = importlib.util.module_from_spec(_spec)
_spec.loader.exec_module(views)


@pytest.fixture(scope="module")
def servers(first_run, serve_module, tmp_path_factory, embedded_cache):
    """Of the seeds: one that asks for a name, and one where people sign in."""
    seeds = first_run[0].with_name("untouched")
    folders = {guarded: tmp_path_factory.mktemp("views") / "workspace" for guarded in (False, True)}
    for guarded, folder in folders.items():
        views.set_up(seeds, folder, guarded=guarded)
    return {guarded: serve_module(folder, cache=embedded_cache).url for guarded, folder in folders.items()}


# Once each: the pictures show them in other sizes too.
SCENES = [view for view in views.VIEWS if (view.width, view.zoom) == (1440, 1)]
DARK = """() => { for (const node of [document.documentElement, document.body]) {
  node.classList.remove("light");
  node.classList.add("dark");
} }"""


@pytest.mark.parametrize("view", SCENES, ids=lambda view: view.name)
def test_axe_finds_nothing_in_any_view(person, servers, view):
    someone = person(servers[view.guarded], color_scheme="light", reduced_motion="reduce", strict=False)
    view.draw(views.Scene(someone.page, someone.url))
    found = {"light": faults(someone.page)}
    someone.page.evaluate(DARK)
    found["dark"] = faults(someone.page)
    # Another tab, which finds nothing of the first but the files that the browser keeps.
    someone.page.close()
    someone.context.clear_cookies()
    someone.page = someone.context.new_page()
    someone.page.add_init_script("localStorage.clear()")
    view.draw(views.Scene(someone.page, someone.url, "ar"))
    found["right to left"] = faults(someone.page)
    assert found == {look: [] for look in LOOKS}
