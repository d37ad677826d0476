"""How the page's own files reach a browser: at once, and never of two versions."""

from __future__ import annotations

import asyncio
import os
import re
import time
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from workbench.interfaces import ui
from workbench.interfaces.server import create_app
from workbench.settings import Settings
from workbench.store import Workspace


@pytest.fixture(scope="module")
def client(tmp_path_factory):
    workspace = Workspace.open(tmp_path_factory.mktemp("static"), create=True)

    async def made():  # Gradio leaves an event loop behind where none runs
        return create_app(workspace, Settings())

    return TestClient(asyncio.run(made()), base_url="http://127.0.0.1")


def test_the_document_asks_for_every_script_of_the_page(client):
    page = client.get("/").text
    asked = set(re.findall(r'<link rel="modulepreload" href="([^"]+)">', page))
    assert asked == {f"{ui.PATH}/{path.name}" for path in ui.STATIC.glob("*.js") if path.name != "login.js"}
    assert f'<script type="module" src="{ui.PATH}/main.js"></script>' in page
    assert page.index("modulepreload") < page.index("gradio_config")
    assert all(client.get(address).status_code == 200 for address in asked)


def test_what_is_kept_for_good_has_an_address_of_its_version(client):
    kept = client.get(f"{ui.PATH}/main.js")
    asked_anew = client.get("/wb/login.js")
    assert "immutable" in kept.headers["cache-control"]
    assert asked_anew.headers["cache-control"] == "no-cache"
    again = client.get("/wb/login.js", headers={"If-None-Match": asked_anew.headers["etag"]})
    assert (again.status_code, again.headers["cache-control"]) == (304, "no-cache")


def test_the_version_changes_with_any_file(tmp_path, monkeypatch):
    (tmp_path / "a.js").write_text("one")
    monkeypatch.setattr(ui, "STATIC", tmp_path)
    before = ui._digest()
    (tmp_path / "a.js").write_text("two")
    changed = ui._digest()
    (tmp_path / "a.js").rename(tmp_path / "b.js")
    assert len({before, changed, ui._digest()}) == 3


def test_other_answers_are_left_as_they_are(client):
    assert client.get("/?article=none").headers["content-type"].startswith("text/html")
    assert client.get("/api/v1/articles").json() == []
    assert "content-length" in client.head("/").headers


def test_an_idle_server_is_idle(serve, tmp_path):
    Workspace.open(tmp_path / "w", create=True)
    server = serve(tmp_path / "w")
    time.sleep(2)  # what a start leaves behind is done
    before = cpu_seconds(server.process.pid)
    time.sleep(3)
    assert cpu_seconds(server.process.pid) - before < 0.1


def cpu_seconds(pid):
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")
