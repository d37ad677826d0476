"""The figures as the interface and the spreadsheet tell them."""

import csv
import io
import json

import pytest
from fastapi.testclient import TestClient

from workbench import pipeline
from workbench.interfaces import server
from workbench.model import Action, Draft, Edit, Signature
from workbench.settings import Settings
from workbench.store import Workspace

MADE = Signature("embedded", "=gemma", "1", {}, "x")
NAMES = ["=cmd|' /C calc'!A0", '@"Omar", the\nsecond', "سارة"]
SOURCES = ["فوج نے شہر کو بند کیا۔", "عدالت نے خط کو مسترد کیا۔", "کسان نے پانی کو کھولا۔", "وزیر نے رپورٹ کو دیکھا۔"]
ENGLISH = "The army closed the town."


@pytest.fixture
def workspace(tmp_path):
    """One article; three people of odd names approved a sentence each, as a foreign hand may have written it."""
    opened = Workspace.open(tmp_path / "w", create=True)
    document = pipeline.add(opened, "\n\n".join(SOURCES).encode(), "=1+1.txt", language="ur")
    ids = [segment.id for _, segment in document.segments()]
    made = "2026-03-01T00:00:00.000Z"
    opened.append_drafts(
        document.id, [Draft(i, s, ENGLISH, -0.1, "first", MADE, made) for i, s in zip(ids, SOURCES, strict=True)]
    )
    edits = [
        Edit(f"e{at}", f"2026-03-02T10:0{at}:00.000Z", name, Action.APPROVE, ids[at], 0, ENGLISH, ENGLISH)
        for at, name in enumerate(NAMES)
    ]
    opened.append_edits(document.id, edits)
    return opened


@pytest.fixture
def client(workspace, tmp_path):
    app = server.create_api(workspace, Settings(workspace=workspace.folder, cache=tmp_path))
    with TestClient(app, base_url="http://127.0.0.1") as client:
        yield client


def test_the_figures(client):
    found = client.get("/api/v1/dashboard").json()
    assert found["totals"] == {
        "articles": 1, "sentences": 4, "translated": 4, "approved": 3, "corrected": 0, "rejected": 0, "open": 1,
        "words": 22, "words_approved": 17,
    }  # fmt: skip
    assert {r["name"]: (r["sentences"], r["words"], r["active_seconds"], r["words_an_hour"]) for r in found["reviewers"]} == {
        NAMES[0]: (1, 6, 0, None), NAMES[1]: (1, 6, 0, None), NAMES[2]: (1, 5, 0, None),
    }  # fmt: skip
    assert found["reviewers"][0]["last"] == "2026-03-02T10:00:00Z"
    assert found["models"] == [
        {"engine": "embedded", "model": "=gemma", "hter": 0, "edits": 0, "words": 18, "sentences": 3}
    ]
    (waits,) = found["waiting"]
    assert (waits["number"], waits["source"], waits["since"]) == (4, SOURCES[3], "2026-03-01T00:00:00.000Z")
    assert (len(found["days"]), found["longest_gap_seconds"]) == (14, 300)


def test_a_saved_step_is_in_the_next_answer(client, workspace):
    article = workspace.ids()[0]
    segment = client.get("/api/v1/dashboard").json()["waiting"][0]["segment"]
    body = {"action": "reject", "by": "Omar", "base": 0, "reason": "Omission"}
    assert client.post(f"/api/v1/articles/{article}/segments/{segment}", json=body).status_code == 200
    found = client.get("/api/v1/dashboard").json()
    assert (found["totals"]["rejected"], found["totals"]["open"], found["waiting"]) == (1, 0, [])
    assert found["days"][-1]["rejected"] + found["days"][-2]["rejected"] == 1  # midnight may pass meanwhile


def test_the_table_gives_back_every_figure_and_no_cell_is_a_formula(client):
    answer = client.get("/api/v1/dashboard/export?format=csv")
    assert answer.headers["content-disposition"].endswith(".csv")
    assert answer.headers["content-type"].startswith("text/csv")
    rows = list(csv.DictReader(io.StringIO(answer.content.decode("utf-8-sig"), newline="")))
    assert not [cell for row in rows for cell in row.values() if cell[:1] in ("=", "+", "-", "@", "\t", "\r", "\n")]
    words = {row["name"]: row["value"] for row in rows if (row["table"], row["figure"]) == ("reviewers", "words")}
    assert words == {f"'{NAMES[0]}": "6", f"'{NAMES[1]}": "6", NAMES[2]: "5"}
    (model,) = {row["name"] for row in rows if row["table"] == "models"}
    assert model == "'=gemma"
    figures = {(row["table"], row["figure"]): row["value"] for row in rows}
    assert figures["totals", "words_approved"] == "17"
    assert figures["reviewers", "words_an_hour"] == ""
    assert rows[0]["figures_of"][:10] in {row["id"] for row in rows if row["table"] == "days"}


def test_json_is_what_the_page_gets_and_other_formats_are_refused(client):
    exported = client.get("/api/v1/dashboard/export?format=json")
    shown = client.get("/api/v1/dashboard").json()
    assert json.loads(exported.content) | {"made_at": ""} == shown | {"made_at": ""}
    assert exported.headers["content-disposition"].endswith(".json")
    refused = client.get("/api/v1/dashboard/export?format=xlsx")
    assert (refused.status_code, refused.json()["error"]) == (
        422,
        "'xlsx' is no format for the figures; there are csv, json.",
    )
