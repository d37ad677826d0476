"""What reviewers say of a sentence, over the HTTP interface as a script uses it."""

import pytest
from fastapi.testclient import TestClient

from workbench import pipeline
from workbench.export import export
from workbench.interfaces import server
from workbench.model import Draft, Signature
from workbench.settings import Settings
from workbench.store import Workspace, now

MACHINE = "The army came."


@pytest.fixture
def workspace(tmp_path):
    workspace = Workspace.open(tmp_path / "workspace", create=True)
    document = pipeline.add(workspace, "فوج آئی۔".encode(), "one.txt", language="ur")
    made = Signature("marian", "opus", "1", {}, "test")
    workspace.append_drafts(
        "one", [Draft(s.id, s.text, MACHINE, -0.5, "first", made, now()) for _, s in document.segments()]
    )
    return workspace


@pytest.fixture
def client(workspace, tmp_path):
    settings = Settings(workspace=workspace.folder, cache=tmp_path)
    with TestClient(server.create_api(workspace, settings), base_url="http://127.0.0.1") as client:
        yield client


@pytest.fixture
def take(client):
    """Takes a step on the article's only sentence; the answer."""
    segment = client.get("/api/v1/articles/one").json()["rows"][0]["id"]

    def post(action, base, by="amina", **said):
        return client.post(
            f"/api/v1/articles/one/segments/{segment}", json={"action": action, "by": by, "base": base} | said
        )

    return post


def test_a_rejection_has_its_kind_in_the_answer_and_in_the_export(take, workspace):
    row = take("reject", 0, category="wrong-name", severity="major", comment="It is Tokayev.").json()
    assert (row["status"], row["category"], row["severity"]) == ("rejected", "wrong-name", "major")
    assert row["why"] == row["history"][0]["why"] == "Wrong name, major: It is Tokayev."
    article = pipeline.open_article(workspace, "one")
    for fmt in ("csv", "markdown", "html"):
        assert row["why"] in export(article, fmt, everything=True).decode()


@pytest.mark.parametrize(
    ("action", "said", "says"),
    [
        ("reject", {"category": "boring"}, "no error type of a rejection; there are mistranslation, "),
        ("reject", {"category": "style", "severity": "fatal"}, "there are minor, major, critical."),
        ("comment", {"comment": " "}, "write what there is to say"),
        ("comment", {"comment": "x" * 2001}, "one may have 2,000"),
        ("resolve", {"of": "nothing"}, "no such comment"),
        ("restore", {"of": "nothing"}, "choose one in its history"),
        ("restore", {}, "'start'"),
    ],
)
def test_what_cannot_be_said_is_refused_in_a_sentence(take, workspace, action, said, says):
    answer = take(action, 0, **said)
    assert answer.status_code == 422
    assert says in answer.json()["error"]
    assert workspace.edits("one") == []


def test_comments_conflict_with_nothing(take):
    take("edit", 0, text="Theirs.", by="omar")
    said = take("comment", 0, comment="Who came?").json()
    (comment,) = said["comments"]
    assert (said["target"], said["status"], comment["text"], comment["resolved_by"]) == (
        "Theirs.",
        "edited",
        "Who came?",
        "",
    )
    settled = take("resolve", 0, of=comment["id"], by="omar").json()
    assert [c["resolved_by"] for c in settled["comments"]] == ["omar"]
    assert [(h["quiet"], h["text"]) for h in settled["history"]] == [
        (False, "Theirs."),
        (True, "Theirs."),
        (True, "Theirs."),
    ]
    assert take("approve", 1).json()["status"] == "corrected"


def test_an_approval_is_undone_in_one_step_unless_somebody_came_between(take):
    approved = take("approve", 0).json()
    undone = take("restore", approved["version"], of="start").json()
    assert (undone["status"], undone["target"], undone["version"]) == ("unreviewed", MACHINE, 2)
    again = take("restore", 2, of=approved["history"][0]["id"], by="omar").json()
    assert (again["status"], again["by"], again["history"][-1]["status"]) == ("approved", "omar", "approved")
    refused = take("restore", 2, of="start")
    assert refused.status_code == 409
    assert refused.json()["current"]["version"] == 3


def test_a_conflict_tells_how_the_sentence_is_now(take):
    take("edit", 0, text="First.")
    take("approve", 1, text="Second.", by="omar")
    answer = take("edit", 1, text="Mine.")
    assert answer.status_code == 409
    current = answer.json()["current"]
    assert (current["target"], current["status"], current["by"], current["machine"]) == (
        "Second.",
        "corrected",
        "omar",
        MACHINE,
    )
    assert [(h["text"], h["status"]) for h in current["history"]] == [("First.", "edited"), ("Second.", "corrected")]


def test_two_texts_are_compared_in_words(client):
    texts = {"here": "The troops left town.", "there": "The army left town."}
    pieces = client.post("/api/v1/difference", json=texts).json()
    assert [(p["kind"], p["text"]) for p in pieces] == [
        ("equal", "The "), ("here", "troops "), ("there", "army "), ("equal", "left town."),
    ]  # fmt: skip
    assert client.post("/api/v1/difference", json={"here": "x" * 10_001, "there": ""}).status_code == 422
