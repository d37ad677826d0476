"""What `workbench bench page` measures, in real Chromium on a small article: every figure is there. Nothing here asserts how
long anything takes.
"""

import json
import os
import subprocess
import sys

import pytest

from workbench import pipeline
from workbench.bench import desk
from workbench.bench.page import GOALS, Figure, Growth
from workbench.store import Workspace

SIZES = ("--segments", 12, "--keys", 5, "--saves", 3, "--edits", 4)


def test_the_command_prints_every_figure(workbench, tiny_marian, tiny_cache):
    options = ("--engine", "marian", "--model", tiny_marian, "--threads", 1)
    done = workbench("bench", "page", *SIZES, *options, "--json", cache=tiny_cache)
    assert done.returncode == 0, done.stderr
    figures = json.loads(done.stdout)
    assert set(figures) == {*GOALS, "load", "heap", "server", "sizes", "browser", "machine"}
    for name, count in {"opening": 5, "key": 5, "key_work": 5, "save": 3, "save_busy": 3, "seen": 3}.items():
        of = figures[name]
        assert of["count"] == count
        assert 0 < of["median_ms"] <= of["most_ms"]
        assert of["median_ms"] <= of["p95_ms"] <= of["most_ms"]
        assert of["goal"]["met"] == (of[f"{of['goal']['of']}_ms"] <= of["goal"]["ms"])
    assert figures["load"] == "a translation"
    assert figures["heap"]["before_mb"] > 1
    assert figures["heap"]["ratio"] > 0.5
    assert figures["sizes"] == {"segments": 12, "keys": 5, "saves": 3, "edits": 4}
    assert figures["browser"].startswith("Chromium ")


def test_without_an_engine_busy_processes_are_the_load_and_people_get_a_table(workbench, tmp_path):
    done = workbench("bench", "page", *SIZES, "--engine", "marian", "--model", "no/such-model", cache=tmp_path)
    assert done.returncode == 0, done.stderr
    shown = " ".join(done.stdout.split())
    for part in ("median", "goal", "met", "objects of the page", "busy processes in its place", "An article of 12"):
        assert part in shown
    assert "saving" in done.stderr


@pytest.mark.parametrize(("missing", "says"), [("playwright", "Playwright"), ("chromium", "Chromium")])
def test_it_says_what_to_install(missing, says, tmp_path):
    environment = os.environ | {"PATH": str(tmp_path), "PLAYWRIGHT_BROWSERS_PATH": str(tmp_path)}
    if missing == "playwright":
        (tmp_path / "sitecustomize.py").write_text("import sys; sys.modules['playwright'] = None")
        environment["PYTHONPATH"] = os.pathsep.join([str(tmp_path), *filter(None, [os.environ.get("PYTHONPATH")])])
    command = [sys.executable, "-m", "workbench", "bench", "page"]
    done = subprocess.run(command, capture_output=True, text=True, env=environment, check=False)
    assert done.returncode == 1
    assert f"{says} is not on this machine: pip install" in " ".join(done.stderr.split())
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize("segments", [1, 60])
def test_the_articles_have_as_many_sentences_as_asked_for(segments, tmp_path):
    made = desk.set_up(tmp_path / "workspace", segments)
    workspace = Workspace.open(made.folder)
    rows = pipeline.open_article(workspace, made.long).rows()
    assert len({row.segment.text for row in rows}) == len(rows) == segments
    assert all(row.target and row.draft.gloss for row in rows)
    assert len(pipeline.open_article(workspace, made.waiting).rows()) == desk.WAITING_SEGMENTS
    assert len(made.others) == desk.OTHERS


def test_sentences_go_on_when_all_pairs_are_used():
    many = desk.sentences(1500)
    assert len(set(many)) == 1500


def test_figures():
    assert Figure.of([3, 1, 2]) == Figure(2, 3, 3, 3)
    assert Figure.of(range(1, 101)) == Figure(50.5, 95, 100, 100)
    assert Growth(10, 12).ratio == 1.2
    assert Growth(10, None).ratio is None
