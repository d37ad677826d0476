"""Splitting and merging over the HTTP interface, as a script uses it, and what the rest of it answers then."""

import pytest
from fastapi.testclient import TestClient

from workbench import pipeline
from workbench.interfaces import server
from workbench.interfaces.events import changes, read_state
from workbench.model import Draft, Signature
from workbench.settings import Settings
from workbench.store import Workspace, now

SOURCE = "وزیر نے رپورٹ دیکھی، اور فوج شہر میں آئی۔ چالیس لوگ زخمی ہوئے۔"
MACHINE = ["The minister saw it, and the army came.", "Forty were hurt."]
PLACE = SOURCE.index(" اور")


@pytest.fixture
def workspace(tmp_path):
    workspace = Workspace.open(tmp_path / "workspace", create=True)
    document = pipeline.add(workspace, SOURCE.encode(), "one.txt", language="ur")
    made = Signature("marian", "opus", "1", {}, "test")
    pairs = zip(document.segments(), MACHINE, strict=True)
    workspace.append_drafts("one", [Draft(s.id, s.text, text, -0.5, "first", made, now()) for (_, s), text in pairs])
    return workspace


@pytest.fixture
def client(workspace, tmp_path):
    settings = Settings(workspace=workspace.folder, cache=tmp_path)
    with TestClient(server.create_api(workspace, settings), base_url="http://127.0.0.1") as client:
        yield client


class Article:
    """The article as a script has it."""

    def __init__(self, client):
        self.client = client
        self.read()

    def read(self):
        self.data = self.client.get("/api/v1/articles/one").json()
        return self.data["rows"]

    def post(self, number, what, **body):
        path = f"/api/v1/articles/one/segments/{self.data['rows'][number - 1]['id']}{what}"
        return self.client.post(path, json={"by": "amina", **body})

    def split(self, number, **body):
        return self.post(number, "/split", **{"base": 0, "place": PLACE} | body)

    def merge(self, number, following, base=0, following_base=0):
        name = self.data["rows"][following - 1]["id"]
        return self.post(number, "/merge", base=base, following=name, following_base=following_base)


@pytest.fixture
def article(client):
    return Article(client)


def test_a_split_a_merge_and_undoing_answer_with_the_article(article, client):
    ids = [row["id"] for row in article.data["rows"]]
    split = article.split(1, divide=MACHINE[0].index(" and")).json()
    assert [row["target"] for row in split["rows"]] == ["The minister saw it,", "and the army came.", MACHINE[1]]
    assert split["heirs"] == {ids[0]: split["rows"][0]["id"]}
    article.read()
    merged = article.merge(2, 3, base=1).json()
    assert merged["rows"][1]["source"] == SOURCE[PLACE + 1 :]
    steps = merged["rows"][1]["history"]
    assert [(step["action"], step["of"]) for step in steps] == [("split", ""), ("merge", "")]
    for of in (steps[1]["id"], steps[0]["id"]):
        undone = client.post("/api/v1/articles/one/undo", json={"by": "amina", "of": of}).json()
    assert [row["target"] for row in undone["rows"]] == MACHINE
    assert [row["id"] for row in undone["rows"]] == ids


@pytest.mark.parametrize("changed", [1, 2])
def test_a_conflict_answers_with_the_sentence_that_changed(article, changed):
    article.post(changed, "", action="edit", base=0, text="Newer.")
    answer = article.merge(1, 2)
    assert answer.status_code == 409
    assert (answer.json()["current"]["number"], answer.json()["current"]["target"]) == (changed, "Newer.")
    if changed == 1:
        assert article.split(1).json()["current"]["target"] == "Newer."


def test_a_step_on_a_sentence_that_was_split_answers_with_what_stands_for_it(article):
    now_there = article.split(1).json()["rows"][0]
    answer = article.post(1, "", action="edit", base=0, text="Typed meanwhile.")
    assert answer.status_code == 409
    assert answer.json()["error"] == "amina split or merged this sentence while you had it open."
    assert answer.json()["current"]["id"] == now_there["id"]
    assert article.post(1, "", action="comment", base=0, comment="Late.").status_code == 409


@pytest.mark.parametrize(
    ("what", "body", "status", "says"),
    [
        ("/split", {"base": 0, "place": 2}, 422, "between two of its words"),
        ("/split", {"base": 0, "place": PLACE, "by": " "}, 422, "needs a name"),
        ("/split", {"base": -1, "place": PLACE}, 422, "base is not as the interface expects"),
        ("/merge", {"base": 0, "following": "nobody", "following_base": 0}, 404, "no sentence 'nobody'"),
        ("", {"base": 0, "action": "split"}, 422, "requests of their own"),
    ],
)
def test_what_cannot_be_is_told_in_a_sentence(article, what, body, status, says):
    answer = article.post(1, what, **body)
    assert answer.status_code == status
    assert says in answer.json()["error"]


def test_undoing_nothing_is_refused(client):
    answer = client.post("/api/v1/articles/one/undo", json={"by": "amina", "of": "nothing"})
    assert (answer.status_code, "reload the page" in answer.json()["error"]) == (422, True)


def test_others_hear_that_the_article_changed_as_a_whole(article, workspace):
    before = read_state(workspace, "one")
    article.post(1, "", action="edit", base=0, text="Newer.")
    edited = read_state(workspace, "one", before)
    assert not any("event: article" in told for told in changes("one", before, edited))
    article.split(1, base=1)
    assert any("event: article" in told for told in changes("one", edited, read_state(workspace, "one", edited)))
