"""The queue of translations and the models to choose from, as a script uses them; the worker is a real process."""

import os
import shutil
import signal
import time
from dataclasses import replace
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from workbench import pipeline, translate
from workbench.interfaces import jobs, server
from workbench.interfaces.worker import NICE
from workbench.settings import Settings, Term
from workbench.store import Workspace

API = "/api/v1"
ARTICLE = f"{API}/articles/news"


@pytest.fixture
def settings(tiny_workspace, tiny_cache, tmp_path, second_marian):
    folder = tmp_path / "workspace"
    shutil.copytree(tiny_workspace[0], folder)
    model = str(tiny_workspace[1][3])
    return Settings(
        workspace=folder, cache=tiny_cache, engine="marian", model=model, compare_with=(str(second_marian),), threads=1
    )


@pytest.fixture
def client(settings):
    app = server.create_api(Workspace.open(settings.workspace), settings)
    with TestClient(app, base_url="http://127.0.0.1") as client:
        yield client


def wait(client, job_id):
    for _ in range(600):
        job = next(job for job in client.get(f"{API}/jobs").json() if job["id"] == job_id)
        if job["state"] not in ("queued", "running"):
            return job
        time.sleep(0.1)
    raise AssertionError(job)


def start(client, article="news", **body):
    return client.post(f"{API}/articles/{article}/translation", json=body).json()


def paste(client, name):
    text = f"{name}\n\nوزیر نے رپورٹ کو دیکھا"
    return client.post(f"{API}/articles", json={"text": text, "name": name, "language": "ur"}).json()["id"]


def states(client):
    return [(job["article"], job["state"], job["ahead"]) for job in client.get(f"{API}/jobs").json()]


def test_the_models_on_this_machine(client, settings, second_marian):
    told = client.get(f"{API}/models").json()
    assert [(m["name"], m["title"], m["preview"]) for m in told[:2]] == [
        (settings.model, "tiny-mul-en", False),
        (str(second_marian), "second", False),
    ]
    assert all(m["name"] not in ("Helsinki-NLP/opus-mt-ar-en",) for m in told)


@pytest.mark.parametrize(
    ("body", "code", "says"),
    [
        ({"model": "no/such"}, 404, "'no/such' is not on this machine; there are"),
        ({"segment": "s1"}, 422, "name the model"),
        ({"model": "{second}", "segment": "none"}, 404, "no sentence 'none'"),
        ({"model": 7}, 422, "model is not as the interface expects"),
    ],
)
def test_what_cannot_be_translated_is_said_at_once(client, second_marian, body, code, says):
    body = {k: v.replace("{second}", str(second_marian)) if isinstance(v, str) else v for k, v in body.items()}
    answer = client.post(f"{ARTICLE}/translation", json=body)
    assert (answer.status_code, says in answer.json()["error"]) == (code, True), answer.json()
    assert client.get(f"{API}/jobs").json() == []


def test_the_queue_tells_its_order_and_each_job_is_stopped_by_itself(client, settings):
    workspace = Workspace.open(settings.workspace)
    one, two, three = (paste(client, name) for name in ("one", "two", "three"))
    with workspace.locked(one):  # the first job waits here with what it has
        first = start(client, one, by=" Amina ")
        second, third = start(client, two), start(client, three)
        assert start(client, two)["id"] == second["id"]  # the same is not queued twice
        while states(client)[0][1] == "queued":
            time.sleep(0.01)
        assert states(client) == [(one, "running", 0), (two, "queued", 1), (three, "queued", 2)]
        assert client.get(f"{API}/jobs").json()[0]["by"] == "Amina"
        assert client.delete(f"{API}/jobs/{second['id']}").json()["state"] == "cancelled"
        assert states(client)[1:] == [(two, "cancelled", 0), (three, "queued", 1)]
        assert client.delete(f"{API}/jobs/{first['id']}").json()["state"] == "cancelled"
    assert wait(client, third["id"])["state"] == "done"
    assert [state for _, state, _ in states(client)] == ["cancelled", "cancelled", "done"]
    assert client.delete(f"{API}/jobs/none").status_code == 404
    assert client.get(f"{API}/articles/{two}").json()["rows"][1]["target"] == ""


def test_a_comparison_by_another_model_and_a_choice(client, second_marian):
    job = start(client, model=str(second_marian))
    assert wait(client, job["id"])["state"] == "done"
    (version,) = client.get(f"{ARTICLE}/versions").json()
    sentence = version["sentences"][0]
    assert (version["model"], sentence["text"], sentence["untouched"]) == (
        "second", "The minister saw the account.", True,
    )  # fmt: skip
    assert {piece["kind"]: piece["text"].strip() for piece in sentence["pieces"] if piece["kind"] != "equal"} == {
        "here": "account", "there": "report",
    }  # fmt: skip
    path = f"{ARTICLE}/segments/{sentence['segment']}"
    assert client.get(path).json()["target"] == "The minister saw the report."
    body = {"action": "choose", "by": "amina", "base": 0, "of": sentence["draft"]}
    row = client.post(path, json=body).json()
    assert (row["target"], row["status"], row["version"], row["model"]) == (
        "The minister saw the account.", "unreviewed", 1, "second",
    )  # fmt: skip
    assert (row["first"], row["history"][0]["model"], row["history"][0]["text"]) == (
        "The minister saw the report.", "second", None,
    )  # fmt: skip
    assert client.post(path, json=body | {"base": 0}).status_code == 409


@pytest.mark.parametrize(
    ("kill", "says"),
    [(signal.SIGKILL, "most often for want of memory"), (signal.SIGSEGV, "stopped unexpectedly (code -11)")],
)
def test_a_worker_that_dies_says_so_and_the_next_job_runs(settings, kill, says):
    workspace = Workspace.open(settings.workspace)
    queue = jobs.Jobs(settings)
    twin = pipeline.add(workspace, "سرخی\n\nوزیر نے خط کو دیکھا".encode(), "twin.txt", language="ur").id
    with workspace.locked(twin):
        job = queue.start(twin)
        while queue._process is None:
            time.sleep(0.01)
        queue._process.send_signal(kill)
        while job.active:
            time.sleep(0.01)
    assert (job.state, says in job.error) == ("failed", True), job.error
    after = queue.start(twin)
    while after.active:
        time.sleep(0.05)
    assert (after.state, after.error) == ("done", "")
    queue.close()


def add(settings, name, text="سرخی\n\nوزیر نے خط کو دیکھا"):
    return pipeline.add(Workspace.open(settings.workspace), text.encode(), f"{name}.txt", language="ur").id


def ended(queue, article):
    job = queue.start(article)
    while job.active:
        time.sleep(0.02)
    return job.state


def test_the_worker_stays_for_the_next_job_and_is_made_anew_when_it_died(settings):
    queue = jobs.Jobs(settings)
    assert ended(queue, add(settings, "one")) == "done"
    worker = queue._process
    assert ended(queue, add(settings, "two")) == "done"
    assert queue._process is worker
    worker.kill()
    worker.wait()
    assert ended(queue, add(settings, "three")) == "done"
    assert queue._process is not worker
    last = queue._process
    queue.close()
    assert last.wait(10) != 0


def test_an_article_is_not_removed_while_it_is_translated(client, monkeypatch):
    article = paste(client, "one")
    monkeypatch.setattr(jobs.Jobs, "_run", lambda self: None)  # it waits
    job = start(client, article)
    answer = client.post(f"{API}/articles/{article}/removal", json={"by": "omar"})
    assert (answer.status_code, answer.json()["error"][:36]) == (422, "This article is being translated: st")
    client.delete(f"{API}/jobs/{job['id']}")
    assert client.post(f"{API}/articles/{article}/removal", json={"by": ""}).status_code == 422  # by nobody
    assert client.post(f"{API}/articles/{article}/removal", json={"by": "omar"}).status_code == 204
    assert article not in [each["id"] for each in client.get(f"{API}/articles").json()]
    assert client.post(f"{API}/articles/{article}/removal", json={"by": "omar"}).status_code == 404


@pytest.mark.skipif(not hasattr(os, "getpriority"), reason="processes have no priority here")
def test_the_worker_comes_after_the_server_and_the_browser(settings):
    queue = jobs.Jobs(settings)
    assert ended(queue, add(settings, "one")) == "done"
    worker = queue._process.pid
    assert os.getpriority(os.PRIO_PROCESS, worker) > os.getpriority(os.PRIO_PROCESS, 0)
    assert os.getsid(worker) == worker  # else it has its share of the processor from what the server has
    share = Path(f"/proc/{worker}/autogroup")
    assert not share.exists() or share.read_text().endswith(f"nice {NICE}\n")
    queue.close()


def test_a_worker_without_work_is_not_kept_for_long(settings, monkeypatch):
    monkeypatch.setattr(jobs, "WARM_SECONDS", 0.2)
    queue = jobs.Jobs(settings)
    job = queue.start(add(settings, "one"))
    while queue._process is None:
        time.sleep(0.01)
    worker = queue._process
    while worker.returncode is None:
        time.sleep(0.02)
    assert (job.state, queue._process) == ("done", None)
    assert ended(queue, add(settings, "two")) == "done"
    queue.close()


def test_the_model_stays_in_memory_until_another_or_other_terms_are_wanted(settings):
    loaded: translate.Loaded = {}
    workspace = Workspace.open(settings.workspace)

    def engine(name, changed=settings):
        pipeline.process(
            workspace, [add(settings, name, f"سرخی {name}\n\nوزیر نے خط کو دیکھا")], changed, print, loaded=loaded
        )
        (only,) = loaded.values()
        return only

    first = engine("one")
    assert engine("two") is first
    workspace.save_glossary((Term("ur", "خط", "letter"),))
    second = engine("three")
    assert second is not first
    assert engine("four", replace(settings, model=settings.compare_with[0])) is not second


def test_what_a_library_says_when_it_fails_is_one_sentence(settings):
    """A damaged checkpoint: the weights are no such file."""
    broken = settings.workspace.parent / "broken"
    shutil.copytree(Path(settings.model), broken)
    (broken / "model.safetensors").write_bytes(b"nothing")
    queue = jobs.Jobs(replace(settings, model=str(broken), cache=settings.workspace.parent / "cache"))
    twin = pipeline.add(
        Workspace.open(settings.workspace), "سرخی\n\nوزیر نے خط کو دیکھا".encode(), "twin.txt", language="ur"
    )
    job = queue.start(twin.id)
    while job.active:
        time.sleep(0.05)
    assert job.state == "failed"
    assert job.error.endswith((".", "`")), job.error
    assert "\n" not in job.error
    assert "Traceback" not in job.error
    assert len(job.error) < 500


def test_only_the_last_jobs_are_kept(settings, monkeypatch):
    monkeypatch.setattr(jobs, "MOST_ENDED", 2)
    queue = jobs.Jobs(replace(settings, workspace=settings.workspace / "none"))
    for name in "abc":
        job = queue.start(name)
        while job.active:
            time.sleep(0.02)
        assert "There is no workspace" in job.error
    assert [job["article"] for job in queue.told()] == ["b", "c"]


# --- adding ---


def send(client, *files):
    return client.post(f"{API}/files", files=[("files", (name, data, "text/plain")) for name, data in files])


def test_files_that_were_there_before_are_told_and_large_ones_are_refused(client):
    text = "سرخی\n\nفوج نے شہر کو دیکھا۔".encode()
    assert client.get(f"{API}/limits").json() == {"bytes": pipeline.MOST_BYTES, "files": 200}
    assert send(client, ("a.txt", text)).json() == [{"name": "a.txt", "id": "a", "known": False, "same_as": None}]
    told = send(
        client, ("a.txt", text), ("large.txt", b"x" * (pipeline.MOST_BYTES + 1)), ("bin.txt", bytes(range(256)))
    )
    known, large, binary = told.json()
    assert known == {"name": "a.txt", "id": "a", "known": True, "same_as": None}
    assert large["error"] == "large.txt has 5,000,001 bytes; an article may have 5,000,000: split the file."
    assert "is not text" in binary["error"]
    refused = send(client, *((f"{n}.txt", b"x") for n in range(201)))
    assert (refused.status_code, refused.json()["error"]) == (
        422, "These are 201 files; 200 are taken at once: send fewer.",
    )  # fmt: skip
    pasted = {"text": text.decode(), "name": "a", "language": "ur"}
    assert client.post(f"{API}/articles", json=pasted).json() == {"id": "a", "known": True, "same_as": None}
    (copied,) = send(client, ("copy of a.txt", text)).json()
    assert (copied["known"], copied["same_as"]) == (False, "a.txt")
