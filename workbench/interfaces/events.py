"""News for the pages that are open: which sentences were saved, what else changed, and who is at which article.

It keeps no news. What a listener missed it finds out from the `hello` that every stream begins with, which tells the
versions as they are. Saves are seen in the files, so that those of another process are seen too; people and translations
are known only to the server that they are at. Everything but `look` and `tell_all` runs in the event loop of the server.
"""

from __future__ import annotations

import asyncio
import hashlib
import json
import time
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Any

from workbench.errors import NotFound, WorkbenchError
from workbench.model import CUTS, SUMMARY
from workbench.review import MOST_NAME_CHARACTERS, composition, replay
from workbench.store import Workspace

POLL_SECONDS = 1.0
HEART_BEAT_SECONDS = 15.0
SILENT_SECONDS = 30.0  # a page says where it is every ten
MOST_WAITING = 100  # events; an article of which more happens at once is read anew
MOST_PEOPLE = 500

RETRY = "retry: 1000\n\n"
HEART_BEAT = ": here\n\n"


@dataclass(frozen=True, slots=True)
class State:
    """An article as far as pages are told of it; `files` stays the same while nothing changed."""

    files: object
    segments: dict[str, dict[str, Any]]
    """Version, last actor and status of each segment that has a history, and so of the summary and its wordings."""
    rest: str
    """Changes with everything but the steps on single sentences: splits and merges, folded blocks, summary, drafts, checks,
    glossary, memory."""


@dataclass(frozen=True, slots=True)
class Person:
    """A tab, who is at it, and the sentence in whose field the cursor stands, if any."""

    tab: str
    name: str
    article: str
    segment: str | None = None


@dataclass(slots=True, eq=False)
class Listener:
    """One stream. The queue is bounded: where nobody takes the events, `reload` stands for all of them."""

    article: str
    tab: str
    greeted: bool = False
    queue: asyncio.Queue[str | None] = field(default_factory=lambda: asyncio.Queue(MOST_WAITING))

    def tell(self, message: str | None) -> None:
        """Queues a message; None ends the stream."""
        if self.queue.full() or message is None:
            while not self.queue.empty():
                self.queue.get_nowait()
            if message is not None:
                self.queue.put_nowait(event("reload", {"article": self.article}))
        self.queue.put_nowait(message)


def event(kind: str, data: Any) -> str:
    """A server-sent event (HTML Living Standard, section 9.2). JSON has no line ends, so that data are one line."""
    return f"event: {kind}\ndata: {json.dumps(data)}\n\n"


def one_line(name: str) -> str:
    """A name as it is passed on; empty where none was given."""
    return " ".join(name.split())[:MOST_NAME_CHARACTERS]


def read_state(workspace: Workspace, article_id: str, before: State | None = None) -> State:
    """The state now: `before` itself where no file changed.

    Raises NotFound for an article that was removed, OSError or another WorkbenchError for one that cannot be read.
    """
    files = (workspace.state_of(article_id), workspace.state_of_imported())
    if not workspace.has(article_id):
        raise NotFound(f"There is no article {article_id!r} any more.")
    if before and before.files == files:
        return before
    edits = workspace.edits(article_id)
    reviews, kinds = replay(edits)
    cuts = [edit.id for edit in edits if edit.action in CUTS]
    segments = {
        segment: {"version": review.version, "by": review.history[-1].by, "status": str(review.status)}
        for segment, review in reviews.items()
    }
    if (chosen := composition(edits)).version:
        segments[SUMMARY] = {"version": chosen.version, "by": chosen.by, "status": ""}
    others = [file for file in files[0] if file[0] != "journal.jsonl"]
    rest = repr((others, files[1], sorted(kinds.items()), cuts, len(workspace.own_edits())))
    return State(files, segments, hashlib.sha256(rest.encode()).hexdigest()[:16])


def changes(article_id: str, before: State, now: State) -> Iterator[str]:
    """The events that lead from one state to the other."""
    for segment, told in now.segments.items():
        if before.segments.get(segment) != told:
            yield event("saved", {"article": article_id, "segment": segment, **told})
    if before.rest != now.rest:
        yield event("article", {"article": article_id, "state": now.rest})


class News:
    """The streams of a server, and the people at them."""

    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace
        self._listeners: set[Listener] = set()
        self._people: dict[str, tuple[Person, float]] = {}
        self._states: dict[str, State] = {}
        self._wake = asyncio.Event()
        self._loop: asyncio.AbstractEventLoop | None = None
        self._watching: asyncio.Task[None] | None = None
        self._closed = False

    def look(self) -> None:
        """Something was written: the files are looked at now, not within the second. From any thread."""
        if self._listeners and self._loop and not self._loop.is_closed():
            self._loop.call_soon_threadsafe(self._wake.set)

    def tell_all(self, kind: str) -> None:
        """An event without data for every stream, whatever its article. From any thread."""
        if self._listeners and self._loop and not self._loop.is_closed():
            self._loop.call_soon_threadsafe(self._broadcast, event(kind, {}))

    def _broadcast(self, message: str) -> None:
        for listener in self._listeners:
            if listener.greeted:  # the greeting is a question to look at everything
                listener.tell(message)

    def close(self) -> None:
        """Ends all streams, for the end of the server: it waits for answers that are under way."""
        self._closed = True
        for listener in self._listeners:
            listener.tell(None)

    # --- listening ---

    async def listen(
        self, article_id: str, name: str, tab: str, allowed: Callable[[], bool] = lambda: True
    ) -> AsyncIterator[str]:
        """A stream's text until the reader goes, is not `allowed` it any more, or the server ends; the person is at the
        article meanwhile.
        """
        if self._closed:
            return
        listener = Listener(article_id, tab)
        self._enter(listener, name)
        try:
            yield RETRY
            while True:
                try:
                    # Not wait_for: in Python 3.11 it may swallow a cancellation.
                    async with asyncio.timeout(HEART_BEAT_SECONDS):
                        message = await listener.queue.get()
                except TimeoutError:
                    message = HEART_BEAT
                if message is None or not allowed():
                    return
                yield message
        finally:
            self._leave(listener)

    def _enter(self, listener: Listener, name: str) -> None:
        self._loop = asyncio.get_running_loop()
        self._listeners.add(listener)
        self.place(Person(listener.tab, name, listener.article))
        self._wake.set()
        if self._watching is None or self._watching.done():
            self._watching = self._loop.create_task(self._watch())

    def _leave(self, listener: Listener) -> None:
        self._listeners.discard(listener)
        if all(other.tab != listener.tab for other in self._listeners):  # a reload may have come before this end
            self._forget(listener.tab)
        self._wake.set()

    async def _watch(self) -> None:
        """Looks at the files while anybody listens."""
        while self._listeners and not self._closed:
            self._wake.clear()
            self._forget_silent()
            for article_id in {listener.article for listener in self._listeners}:
                await self._tell_changes(article_id)
            with suppress(TimeoutError):
                async with asyncio.timeout(POLL_SECONDS):
                    await self._wake.wait()
        self._states.clear()

    async def _tell_changes(self, article_id: str) -> None:
        before = self._states.get(article_id)
        try:
            now = await asyncio.to_thread(read_state, self._workspace, article_id, before)
        except NotFound:
            if self._states.pop(article_id, None):
                self._tell(article_id, event("removed", {"article": article_id}))
            return
        except (OSError, WorkbenchError):
            return  # being moved or damaged: the next look tells
        self._states[article_id] = now
        if before and now is not before:
            for message in changes(article_id, before, now):
                self._tell(article_id, message)
        for listener in self._listeners:
            if listener.article == article_id and not listener.greeted:
                self._greet(listener, now)

    def _greet(self, listener: Listener, state: State) -> None:
        versions = {segment: told["version"] for segment, told in state.segments.items()}
        listener.greeted = True
        listener.tell(event("hello", {"article": listener.article, "versions": versions, "state": state.rest}))
        listener.tell(self._people_at(listener.article))

    def _tell(self, article_id: str, message: str) -> None:
        for listener in self._listeners:
            if listener.article == article_id and listener.greeted:
                listener.tell(message)

    # --- people ---

    def place(self, person: Person) -> None:
        """Somebody says where they are."""
        before = self._people.pop(person.tab, None)
        self._people[person.tab] = (person, time.monotonic())  # last, so that the first are the longest silent
        if len(self._people) > MOST_PEOPLE:
            self._forget(next(iter(self._people)))
        if before is None or before[0] != person:
            for article_id in {person.article, before[0].article if before else person.article}:
                self._tell(article_id, self._people_at(article_id))

    def _people_at(self, article_id: str) -> str:
        here = [person for person, _ in self._people.values() if person.article == article_id]
        here.sort(key=lambda person: (person.name, person.tab))
        people = [{"tab": person.tab, "name": person.name, "segment": person.segment} for person in here]
        return event("people", {"article": article_id, "people": people})

    def _forget(self, tab: str) -> None:
        if known := self._people.pop(tab, None):
            self._tell(known[0].article, self._people_at(known[0].article))

    def _forget_silent(self) -> None:
        oldest = time.monotonic() - SILENT_SECONDS
        for tab in [tab for tab, (_, heard) in self._people.items() if heard < oldest]:
            self._forget(tab)
