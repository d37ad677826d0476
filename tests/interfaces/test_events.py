"""News of an article: what streams tell, whom they forget, and how they end. Over a real server, without the page."""

import asyncio
import json
import signal
import threading
import time

import httpx
import pytest
import uvicorn

from workbench import pipeline
from workbench.interfaces import events, server
from workbench.interfaces.events import News, Person
from workbench.model import Action, BlockKind, Draft, Signature
from workbench.settings import Settings
from workbench.store import Workspace, now

MADE = Signature("marian", "opus", "1", {}, "test")
SOURCES = ["فوج شہر میں آئی۔", "وزیر نے رپورٹ دیکھی۔"]


@pytest.fixture
def workspace(tmp_path):
    """One Urdu article of two drafted sentences, called `one`."""
    workspace = Workspace.open(tmp_path / "workspace", create=True)
    document = pipeline.add(workspace, "\n\n".join(SOURCES).encode(), "one.txt", language="ur")
    workspace.append_drafts(
        document.id, [Draft(s.id, s.text, "English.", -0.5, "first", MADE, now()) for _, s in document.segments()]
    )
    return workspace


@pytest.fixture
def segment(workspace):
    return next(segment.id for _, segment in workspace.document("one").segments())


@pytest.fixture
def api(workspace):
    """The interface on a port of its own, in a thread; the address, and the news it gives."""
    app = server.create_api(workspace, Settings(workspace=workspace.folder))
    running = uvicorn.Server(uvicorn.Config(app, port=0, log_level="warning"))
    thread = threading.Thread(target=running.run)
    thread.start()
    while not running.started:
        time.sleep(0.01)
    running.url = f"http://127.0.0.1:{running.servers[0].sockets[0].getsockname()[1]}/api/v1"
    running.news = app.state.news
    yield running
    running.news._loop and running.news._loop.call_soon_threadsafe(running.news.close)
    running.should_exit = True
    thread.join(20)
    assert not thread.is_alive()


def heard(lines, kind, wanted=lambda told: True):
    """The data of the next event of a kind that is as wanted; those before it are passed over."""
    for line in lines:
        if line == f"event: {kind}":
            told = json.loads(next(lines).removeprefix("data: "))
            if wanted(told):
                return told
    raise AssertionError(f"the stream ended without {kind}")


class Stream:
    """An open stream of events, which a test reads as far as it wants."""

    def __init__(self, url, **query):
        self.context = httpx.stream("GET", f"{url}/events", params={"article": "one"} | query, timeout=10)
        self.answer = self.context.__enter__()
        self.lines = self.answer.iter_lines()
        self.hello = heard(self.lines, "hello")

    def next(self, kind, wanted=lambda told: True):
        return heard(self.lines, kind, wanted)

    def close(self):
        self.context.__exit__(None, None, None)


@pytest.fixture
def listen(api):
    streams = []

    def start(tab, name="Amina"):
        streams.append(Stream(api.url, tab=tab, name=name))
        return streams[-1]

    yield start
    for stream in streams:
        stream.close()


def step(api, segment, action, base=0, **said):
    body = {"action": action, "by": "Omar", "base": base} | said
    return httpx.post(f"{api.url}/articles/one/segments/{segment}", json=body).raise_for_status()


def test_a_save_is_told_with_its_version_and_the_next_stream_begins_with_it(api, listen, segment):
    stream = listen("a")
    assert stream.answer.headers["content-type"].startswith("text/event-stream")
    assert stream.hello["versions"] == {}
    step(api, segment, "edit", text="The army came.")
    expected = {"article": "one", "segment": segment, "version": 1, "by": "Omar", "status": "edited"}
    assert stream.next("saved") == expected
    step(api, segment, "comment", base=1, comment="Which one?")
    assert stream.next("saved") == expected | {"version": 2}
    assert listen("b").hello["versions"] == {segment: 2}
    row = httpx.get(f"{api.url}/articles/one/segments/{segment}").json()
    assert (row["target"], row["version"]) == ("The army came.", 2)


def test_steps_on_the_summary_are_told_with_their_versions(api, listen, segment):
    stream = listen("a")
    path = f"{api.url}/articles/one/summary"
    added = {"action": "add", "segment_id": segment, "by": "Omar", "base": 0}
    httpx.post(path, json=added).raise_for_status()
    told = {"article": "one", "segment": "summary", "version": 1, "by": "Omar", "status": ""}
    assert stream.next("saved") == told
    worded = {"action": "edit", "text": "The army is here.", "by": "Sara", "base": 0}
    httpx.post(f"{path}/{segment}", json=worded).raise_for_status()
    told = {"article": "one", "segment": f"summary:{segment}", "version": 1, "by": "Sara", "status": "edited"}
    assert stream.next("saved") == told
    assert listen("b").hello["versions"] == {"summary": 1, f"summary:{segment}": 1}


@pytest.mark.parametrize(
    ("path", "body"),
    [
        ("articles/one/summary", None),
        ("checks/names", {"action": "silence", "by": "Omar"}),
        ("articles/one/blocks/{block}", {"kind": "furniture", "by": "Omar"}),
    ],
)
def test_what_changes_the_whole_article_is_told(api, listen, workspace, path, body):
    stream = listen("a")
    block = workspace.document("one").blocks[-1].id
    httpx.post(f"{api.url}/{path.format(block=block)}", json=body).raise_for_status()
    state = stream.next("article")["state"]
    assert state != stream.hello["state"]
    assert listen("b").hello["state"] == state


def test_what_another_process_writes_is_told_without_being_told_of(listen, workspace, segment):
    stream = listen("a")
    pipeline.take_step(Workspace(workspace.folder), "one", segment, Action.APPROVE, by="Sara", base=0)
    assert stream.next("saved")["by"] == "Sara"
    pipeline.fold_block(workspace, "one", workspace.document("one").blocks[-1].id, BlockKind.FURNITURE, by="Sara")
    stream.next("article")


def test_people_come_edit_and_go_with_their_stream(api, listen, segment):
    first, second = listen("a"), listen("b", "Omar\n" + "x" * 200)
    name = "Omar " + "x" * 95
    told = first.next("people", lambda told: len(told["people"]) == 2)["people"]
    assert told == [{"tab": "a", "name": "Amina", "segment": None}, {"tab": "b", "name": name, "segment": None}]
    place = {"tab": "b", "name": " Omar\u202e\r\n F. ", "article": "one", "segment": segment}
    assert httpx.post(f"{api.url}/presence", json=place).status_code == 204
    told = first.next("people", lambda told: told["people"][1:] and told["people"][1]["segment"])
    assert told["people"][1] == {"tab": "b", "name": "Omar\u202e F.", "segment": segment}
    second.close()
    first.next("people", lambda told: [person["tab"] for person in told["people"]] == ["a"])


@pytest.mark.parametrize(
    ("query", "code", "says"),
    [("article=none&tab=a", 404, "there are one"), ("tab=a", 422, "article"), ("article=one&tab=", 422, "tab")],
)
def test_a_stream_that_cannot_be_is_refused_in_a_sentence(api, query, code, says):
    answer = httpx.get(f"{api.url}/events?{query}")
    assert (answer.status_code, says in answer.json()["error"]) == (code, True)
    assert httpx.get(f"{api.url}/events?article=one&tab=a", headers={"Host": "example.org"}).status_code == 403


# --- without a server --------------------------------------------------------------------------------------------


class Counting(Workspace):
    """A workspace that counts how often its articles are looked at."""

    looks = 0

    def state_of(self, article_id):
        self.looks += 1
        return super().state_of(article_id)


async def until(condition):
    async with asyncio.timeout(10):
        while not condition():
            await asyncio.sleep(0.01)


async def begin(news, tab, article="one"):
    stream = news.listen(article, tab.upper(), tab)
    assert await anext(stream) == events.RETRY
    return stream


async def told(stream, kind, contains=""):
    async with asyncio.timeout(10):
        async for message in stream:
            if message.startswith(f"event: {kind}\n") and contains in message:
                return message
    raise AssertionError(kind)


def test_one_look_a_second_for_all_listeners_of_an_article_and_none_without(workspace, monkeypatch):
    monkeypatch.setattr(events, "POLL_SECONDS", 0.01)

    async def run():
        counting = Counting(workspace.folder)
        news = News(counting)
        streams = [await begin(news, tab) for tab in "abc"]
        for stream in streams:
            await told(stream, "hello")
        await until(lambda: counting.looks > 3)
        for stream in streams:
            await stream.aclose()
        await until(news._watching.done)
        looks = counting.looks
        await asyncio.sleep(0.1)
        assert counting.looks == looks
        again = await begin(news, "d")  # and it begins anew
        await told(again, "hello")
        await again.aclose()
        await news._watching

    asyncio.run(run())


def test_a_reader_who_does_not_read_costs_a_bounded_queue_and_is_told_to_read_anew(workspace):
    async def run():
        news = News(workspace)
        stream = await begin(news, "slow")
        (listener,) = news._listeners
        await told(stream, "hello")
        for i in range(5 * events.MOST_WAITING):
            news.place(Person("quick", f"Omar {i}", "one"))
            assert listener.queue.qsize() <= events.MOST_WAITING
        waiting = [listener.queue.get_nowait() for _ in range(listener.queue.qsize())]
        assert waiting[0] == events.event("reload", {"article": "one"})
        assert f"Omar {i}" in waiting[-1]
        await stream.aclose()
        await news._watching

    asyncio.run(run())


def test_who_is_silent_is_forgotten_and_a_tab_that_comes_again_is_not(workspace, monkeypatch):
    monkeypatch.setattr(events, "POLL_SECONDS", 0.01)

    async def run():
        news = News(workspace)
        stream, before = await begin(news, "a"), await begin(news, "b")
        after = await begin(news, "b")  # reloaded: the end of the stream before comes late
        await told(stream, "people", '"b"')
        await before.aclose()
        assert "b" in news._people
        await after.aclose()
        assert "b" not in news._people
        news.place(Person("script", "Sara", "one"))
        await told(stream, "people", "Sara")
        monkeypatch.setattr(events, "SILENT_SECONDS", 0.0)
        await told(stream, "people", '"people": []')
        await stream.aclose()
        await news._watching

    asyncio.run(run())


def test_a_quiet_stream_beats_and_all_end_with_the_server(workspace, monkeypatch):
    monkeypatch.setattr(events, "HEART_BEAT_SECONDS", 0.05)

    async def run():
        news = News(workspace)
        stream = await begin(news, "a")
        async for message in stream:
            if message == events.HEART_BEAT:
                news.close()
        assert [message async for message in news.listen("one", "B", "b")] == []
        await news._watching

    asyncio.run(asyncio.wait_for(run(), 10))


def test_ctrl_c_ends_a_server_that_is_listened_to(serve, workspace):
    running = serve(workspace.folder)
    stream = Stream(f"{running.url}/api/v1", tab="a")
    running.process.send_signal(signal.SIGINT)
    assert list(stream.lines)[-1:] in ([], [""])
    assert running.process.wait(30) == 0
    assert "Traceback" not in running.process.stdout.read()
    stream.close()
    running.process.stdout.close()
