"""SIGKILL at any moment: nothing acknowledged is lost, and the next start works. Twenty times."""

import json
import os
import random
import shutil
import subprocess
import sys
import threading
import time

import httpx
import pytest

from workbench import pipeline
from workbench.store import Workspace


@pytest.mark.parametrize("seed", range(10))
def test_a_killed_server_keeps_every_acknowledged_save(seed, serve, tiny_workspace, tmp_path):
    folder, options = tiny_workspace[0], tiny_workspace[1]
    workspace = tmp_path / "workspace"
    shutil.copytree(folder, workspace)
    server = serve(workspace, *options)
    acknowledged: dict[str, str] = {}
    saving = threading.Event()

    def save_without_end():
        rows = [row for row in httpx.get(f"{server.url}/api/v1/articles/news").json()["rows"] if row["number"]]
        versions = {row["id"]: 0 for row in rows}
        for number in range(100_000):
            segment = rows[number % len(rows)]["id"]
            text = f"Text {number} of the killed server."
            body = {"action": "edit", "by": "amina", "base": versions[segment], "text": text}
            try:
                answer = httpx.post(f"{server.url}/api/v1/articles/news/segments/{segment}", json=body)
            except httpx.TransportError:
                return
            versions[segment] = answer.json()["version"]
            acknowledged[segment] = text
            saving.set()

    saver = threading.Thread(target=save_without_end)
    saver.start()
    assert saving.wait(60)  # a busy machine takes its time over the first save
    time.sleep(random.Random(seed).random())
    server.kill()
    saver.join()
    found = {row.segment.id: row.target for row in pipeline.open_article(Workspace.open(workspace), "news").rows()}
    # The last save may be on the disk without having been acknowledged; an acknowledged one may not be missing.
    unlike = [segment for segment, text in acknowledged.items() if found[segment] != text]
    assert len(unlike) <= 1
    for segment in unlike:
        edits = [e.text for e in Workspace.open(workspace).edits("news") if e.target == segment]
        assert acknowledged[segment] in edits
    if seed == 0:
        again = serve(workspace, *options)
        body = {"action": "approve", "by": "omar", "base": 1, "text": "After the start."}
        segment = next(iter(acknowledged))
        body["base"] = next(
            r["version"] for r in httpx.get(f"{again.url}/api/v1/articles/news").json()["rows"] if r["id"] == segment
        )
        assert (
            httpx.post(f"{again.url}/api/v1/articles/news/segments/{segment}", json=body).json()["status"]
            == "corrected"
        )


@pytest.mark.parametrize("seed", range(10))
def test_a_killed_run_keeps_its_drafts_and_the_next_run_finishes(seed, tiny_workspace, tiny_cache, tmp_path):
    options = [str(o) for o in tiny_workspace[1]]
    news = tiny_workspace[0].parent / "news.txt"
    workspace = tmp_path / "workspace"
    command = [sys.executable, "-m", "workbench", "run", str(news), *options, "--workspace", str(workspace)]
    environment = os.environ | {"WORKBENCH_CACHE": str(tiny_cache)}
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, env=environment)
    while not (workspace / "workspace.json").exists() and process.poll() is None:
        time.sleep(0.01)
    time.sleep(random.Random(seed).random() * 3)
    process.kill()
    process.wait()
    before = _drafts(workspace)
    again = subprocess.run([*command, "--json"], capture_output=True, text=True, env=environment, check=True)
    outline = json.loads(again.stdout)["articles"][0]
    after = _drafts(workspace)
    assert before.items() <= after.items()
    assert outline["translated"] + outline["from_cache"] == outline["segments"] == len(after)
    assert outline["from_cache"] >= len(before)


def _drafts(workspace):
    opened = Workspace.open(workspace)
    return {segment: draft.text for article in opened.ids() for segment, draft in opened.drafts(article).items()}
