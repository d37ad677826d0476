"""The HTTP interface as a script uses it, over a real workspace translated by the toy model."""

import shutil
import time

import pytest
from fastapi.testclient import TestClient

from workbench.interfaces import server
from workbench.settings import Settings
from workbench.store import Workspace

ARTICLE = "/api/v1/articles/news"


@pytest.fixture
def client(tiny_workspace, tiny_cache, tmp_path, monkeypatch):
    folder = tmp_path / "workspace"
    shutil.copytree(tiny_workspace[0], folder)
    model = tiny_workspace[1][3]
    settings = Settings(workspace=folder, cache=tiny_cache, engine="marian", model=str(model), threads=1)
    with TestClient(server.create_api(Workspace.open(folder), settings), base_url="http://127.0.0.1") as client:
        yield client


def rows(client):
    return [row for row in client.get(ARTICLE).json()["rows"] if row["number"]]


def step(client, segment, action, base, **more):
    return client.post(f"{ARTICLE}/segments/{segment}", json={"action": action, "by": "amina", "base": base} | more)


def test_the_list_and_the_article(client):
    listed = client.get("/api/v1/articles").json()
    assert [(a["id"], a["language"], a["segments"]) for a in listed] == [("news", "ur", 73)]
    article = client.get(ARTICLE).json()
    assert (article["direction"], article["language_name"], article["preview"]) == ("rtl", "Urdu", False)
    assert article["rows"][0]["target"] == "The minister saw the report."
    assert set(article["summary"]) <= {row["id"] for row in article["rows"]}


def test_steps_are_saved_and_come_back(client):
    first, second, third = (row["id"] for row in rows(client)[:3])
    assert step(client, first, "approve", 0).json()["status"] == "approved"
    corrected = step(client, second, "approve", 0, text="The army shut the town.").json()
    assert (corrected["status"], corrected["target"], corrected["version"]) == (
        "corrected",
        "The army shut the town.",
        1,
    )
    assert step(client, third, "reject", 0, reason="Omission").json()["reason"] == "Omission"
    assert [row["status"] for row in rows(client)[:3]] == ["approved", "corrected", "rejected"]
    assert [h["by"] for h in rows(client)[1]["history"]] == ["amina"]


def test_a_stale_save_is_told_what_is_there_now(client):
    segment = rows(client)[0]["id"]
    step(client, segment, "edit", 0, text="Theirs")
    answer = step(client, segment, "edit", 0, text="Mine")
    assert answer.status_code == 409
    assert answer.json()["current"]["text"] == "Theirs"
    assert rows(client)[0]["target"] == "Theirs"


@pytest.mark.parametrize(
    ("path", "body", "code", "says"),
    [
        ("segments/none", {"action": "edit", "by": "a", "base": 0, "text": "x"}, 404, "reload the page"),
        ("segments/{first}", {"action": "edit", "by": " ", "base": 0, "text": "x"}, 422, "needs a name"),
        (
            "segments/{first}",
            {"action": "approve", "by": "a", "base": 0, "text": " "},
            422,
            "no translation to approve",
        ),
        ("segments/{first}", {"action": "fly", "by": "a", "base": 0}, 422, "action"),
        ("segments/{first}", {"action": "edit", "by": "a", "base": -1}, 422, "base"),
        ("segments/{first}", {}, 422, "action"),
        ("blocks/none", {"kind": "paragraph", "by": "a"}, 404, "no block"),
        ("language", {"language": "xx"}, 422, "not a language"),
    ],
)
def test_what_cannot_be_done_is_said_in_a_sentence(client, path, body, code, says):
    answer = client.post(f"{ARTICLE}/{path.format(first=rows(client)[0]['id'])}", json=body)
    assert answer.status_code == code
    assert says in answer.json()["error"]
    assert all(row["version"] == 0 for row in rows(client))


@pytest.mark.parametrize(
    "path", ["/api/v1/articles/none", "/api/v1/articles/..%2f..%2fetc", "/api/v1/articles/none/export"]
)
def test_unknown_articles(client, path):
    answer = client.get(path)
    assert answer.status_code == 404


def test_exports(client):
    assert client.get(f"{ARTICLE}/export?format=json").status_code == 422
    step(client, rows(client)[0]["id"], "approve", 0)
    for name, suffix in (("json", ".json"), ("html", ".html"), ("csv", ".csv"), ("markdown", ".md")):
        answer = client.get(f"{ARTICLE}/export?format={name}")
        assert answer.status_code == 200
        assert answer.headers["content-disposition"].endswith(f"news{suffix}")
        assert "The minister saw the report." in answer.text
        assert "The army closed" not in answer.text
    assert "no export format" in client.get(f"{ARTICLE}/export?format=exe").json()["error"]


def wait(client, article):
    for _ in range(600):
        job = client.get(f"/api/v1/articles/{article}/translation").json()
        if job["state"] not in ("queued", "running"):
            return job
        time.sleep(0.1)
    raise AssertionError(job)


def test_a_pasted_article_is_translated_by_the_worker(client):
    pasted = client.post("/api/v1/articles", json={"text": "عدالت نے خط کو دیکھا\n\nکسان نے پل کو بند کیا۔"}).json()[
        "id"
    ]
    assert client.post(f"/api/v1/articles/{pasted}/translation").status_code == 202
    assert wait(client, pasted)["state"] == "done"
    article = client.get(f"/api/v1/articles/{pasted}").json()
    assert [row["target"] for row in article["rows"]] == ["The court saw the letter.", "The farmer closed the bridge."]


def test_a_job_that_fails_says_why(client, tiny_workspace, tiny_cache, tmp_path):
    folder = tmp_path / "other"
    shutil.copytree(tiny_workspace[0], folder)
    settings = Settings(workspace=folder, cache=tiny_cache, engine="marian", model="no/such-model")
    with TestClient(server.create_api(Workspace.open(folder), settings), base_url="http://127.0.0.1") as client:
        client.post(f"{ARTICLE}/translation")
        job = wait(client, "news")
    assert job["state"] == "failed"
    assert "no/such-model is not on this machine" in job["error"]


def test_a_job_can_be_stopped(client):
    client.post(f"{ARTICLE}/translation")
    stopped = client.delete(f"{ARTICLE}/translation").json()
    assert stopped["state"] == "cancelled"
    assert client.get(ARTICLE).json()["rows"][0]["target"]


def test_a_language_we_do_not_translate_is_refused_and_not_kept(client):
    french = "Le ministre a déclaré que les troupes quitteraient le pays avant la fin du mois de janvier."
    answer = client.post("/api/v1/articles", json={"text": french})
    assert answer.status_code == 422
    assert "seems to be in French" in answer.json()["error"]
    assert [a["id"] for a in client.get("/api/v1/articles").json()] == ["news"]


def test_sentences_that_wait_for_their_translation_have_no_findings(client):
    text = "سرخی\n\nفوج نے 12 شہروں کو دیکھا۔"
    pasted = client.post("/api/v1/articles", json={"text": text, "language": "ur"}).json()["id"]
    assert all(not row["findings"] for row in client.get(f"/api/v1/articles/{pasted}").json()["rows"])
    assert client.get("/api/v1/articles").json()[-1]["errors"] == 0


def test_uploads_are_told_apart(client):
    files = [
        ("files", ("a.txt", "سرخی\n\nفوج نے شہر کو دیکھا۔".encode(), "text/plain")),
        ("files", ("b.pdf", b"%PDF-1.7", "application/pdf")),
    ]
    told = client.post("/api/v1/files", files=files).json()
    assert told[0]["id"] == "a"
    assert "PDF" in told[1]["error"]


def test_a_block_is_brought_back(client):
    pasted = client.post(
        "/api/v1/articles", json={"text": "سرخی\n\nفوج نے شہر کو دیکھا۔\n\nشیئر:", "name": "fold"}
    ).json()["id"]
    article = client.get(f"/api/v1/articles/{pasted}").json()
    folded = [block for block in article["blocks"] if block["folded"]]
    assert [block["reason"] for block in folded] == ["share line"]
    path = f"/api/v1/articles/{pasted}/blocks/{folded[0]['id']}"
    after = client.post(path, json={"kind": "paragraph", "by": "amina"}).json()
    assert not any(block["folded"] for block in after["blocks"])


@pytest.mark.parametrize(
    "headers",
    [
        {"host": "evil.example"},
        {"host": "127.0.0.1", "origin": "http://evil.example"},
        {"host": "127.0.0.1", "origin": "null"},
    ],
)
def test_other_sites_are_refused(client, headers):
    answer = client.post(f"{ARTICLE}/summary", headers=headers)
    assert answer.status_code == 403


def test_every_answer_keeps_the_browser_at_home(client):
    for path in ("/api/v1/articles", ARTICLE, "/nowhere"):
        policy = client.get(path).headers["content-security-policy"]
        assert "default-src 'self'" in policy
        assert "http" not in policy


def test_a_finding_is_silenced_for_a_sentence_and_a_check_for_all(client):
    row = rows(client)[0]
    changed = step(client, row["id"], "edit", 0, text="The minister saw 20 reports.").json()
    finding = next(f for f in changed["findings"] if f["check"] == "numbers")
    about = {"check": "numbers", "reason": finding["message"]}
    silent = step(client, row["id"], "silence", 1, **about).json()
    assert "numbers" not in {f["check"] for f in silent["findings"]}
    assert (silent["status"], silent["target"]) == ("edited", "The minister saw 20 reports.")
    assert [(s["check"], s["message"], s["by"]) for s in silent["silenced"]] == [
        ("numbers", finding["message"], "amina")
    ]
    another = step(
        client, row["id"], "edit", 1, text="The minister saw 30 reports."
    ).json()  # who saw version 1 saw this text
    assert "numbers" in {f["check"] for f in another["findings"]}
    heard = step(client, row["id"], "hear", another["version"], **about).json()
    assert heard["silenced"] == []

    def errors():
        return client.get("/api/v1/articles").json()[0]["errors"]

    before = errors()
    assert before
    off = client.post("/api/v1/checks/numbers", json={"action": "silence", "by": "amina"}).json()
    assert [(o["check"], o["by"]) for o in off] == [("numbers", "amina")]
    assert errors() < before
    assert client.get(ARTICLE).json()["switched_off"] == ["numbers"]
    assert client.post("/api/v1/checks/numbers", json={"action": "hear", "by": "amina"}).json() == []
    assert errors() == before
    assert client.post("/api/v1/checks/spelling", json={"action": "silence", "by": "amina"}).status_code == 404


def pasted(client, text):
    article = client.post("/api/v1/articles", json={"text": text, "language": "ur"}).json()["id"]
    return article, client.get(f"/api/v1/articles/{article}").json()["rows"]


def test_names_spelled_in_two_ways_are_listed_with_their_places(client):
    article, (one, two, *_) = pasted(client, "صدر توقایف نے خطاب کیا۔\n\nصدر توقایف نے فوج کو حکم دیا۔")
    for row, text in ((one, "President Tokaev spoke."), (two, "Tokayev ordered the army.")):
        path = f"/api/v1/articles/{article}/segments/{row['id']}"
        assert client.post(path, json={"action": "edit", "by": "amina", "base": 0, "text": text}).status_code == 200
    (named,) = client.get(f"/api/v1/articles/{article}/spellings").json()
    assert {s["text"]: [(p["segment"], p["span"]) for p in s["here"]] for s in named["spellings"]} == {
        "Tokaev": [(one["id"], [10, 16])],
        "Tokayev": [(two["id"], [0, 7])],
    }
    assert client.get(f"{ARTICLE}/spellings").json() == []


def test_what_was_approved_elsewhere_is_a_match_with_its_origin(client):
    twin = rows(client)[0]
    article, here = pasted(client, twin["source"])
    assert here[0]["matches"] == []
    step(client, twin["id"], "approve", 0, text="The minister has seen the report.")
    (match,) = client.get(f"/api/v1/articles/{article}").json()["rows"][0]["matches"]
    assert (match["percent"], match["target"], match["by"], match["article"]) == (
        100, "The minister has seen the report.", "amina", "news",
    )  # fmt: skip
    assert not [m for m in rows(client)[0]["matches"] if m["percent"] == 100]  # no sentence is its own match


def test_terms_of_the_glossary_stand_with_their_places(client):
    _, (row, *_) = pasted(client, "قازقستان میں ہنگامی حالت نافذ ہے۔")
    told = {row["source"][slice(*term["span"])]: term["english"][0] for term in row["terms"]}
    assert told["قازقستان"] == "Kazakhstan"


# --- the summary ---


def test_the_summary_is_chosen_ordered_and_worded_step_by_step(client):
    first, second = (row["id"] for row in rows(client)[:2])
    path = f"{ARTICLE}/summary"

    def rearrange(base, **body):
        return client.post(path, json={"by": "amina", "base": base} | body)

    def reword(segment, action, base, **body):
        return client.post(f"{path}/{segment}", json={"action": action, "by": "amina", "base": base} | body)

    before = client.get(path).json()
    assert client.get(ARTICLE).json()["chosen"] == before
    assert (before["version"], before["history"]) == (0, [])
    chosen = [sentence["id"] for sentence in before["sentences"]]
    assert client.post(path).json() == before  # nobody worked on it: the summariser chooses the same again
    added = [first] if first not in chosen else []
    told = rearrange(0, action="add", segment_id=first, place=0).json() if added else before
    told = rearrange(told["version"], action="move", segment_id=chosen[-1], place=0).json()
    assert [sentence["id"] for sentence in told["sentences"]] == [chosen[-1], *added, *chosen[:-1]]
    refused = rearrange(0, action="remove", segment_id=first)
    assert (refused.status_code, refused.json()["current"]) == (409, told)
    assert "amina changed the summary" in refused.json()["error"]
    assert client.post(path).status_code == 422
    assert rearrange(told["version"], action="approve").status_code == 422
    assert rearrange(told["version"], action="add", segment_id="nowhere").status_code == 404
    assert rearrange(told["version"], action="add", by=" ", segment_id=second).status_code == 422

    worded = reword(first, "approve", 0, text="A report was seen.").json()
    sentence = next(each for each in worded["sentences"] if each["id"] == first)
    assert (sentence["target"], sentence["status"], sentence["own"], sentence["outdated"], sentence["version"]) == (
        "A report was seen.", "corrected", True, False, 1,
    )  # fmt: skip
    assert sentence["machine"] == rows(client)[0]["target"] == "The minister saw the report."
    step(client, first, "edit", 0, text="The minister has seen it.")
    stale = reword(first, "edit", 0, text="Mine.")
    assert stale.status_code == 409
    now = next(each for each in stale.json()["current"]["sentences"] if each["id"] == first)
    assert (now["target"], now["outdated"], now["machine"]) == ("A report was seen.", True, "The minister has seen it.")
    assert [(h["action"], h["machine"]) for h in now["history"]] == [("approve", "The minister saw the report.")]
    assert reword(first, "edit", 1, text=" ").status_code == 422
    assert reword("nowhere", "edit", 0, text="x").status_code == 404
    back = reword(first, "reset", 1).json()["sentences"]
    assert next(each for each in back if each["id"] == first)["target"] == "The minister has seen it."
    restored = rearrange(told["version"], action="restore", of="start").json()
    assert [sentence["id"] for sentence in restored["sentences"]] == chosen
    outside = next(row["id"] for row in rows(client) if row["id"] not in chosen)
    assert reword(outside, "edit", 0, text="Not in it.").status_code == 422
