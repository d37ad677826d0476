"""How far the review of articles is, and what people did in it: counts, active time and steps by day.

It knows articles, drafts and edits, not where they are kept. Days are UTC's, as the times of the journal are. Words are
the source's, by white space.
"""

from __future__ import annotations

import itertools
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

from workbench.model import Action, Article, Draft, Edit, Status

# Of two saves further apart nobody knows whether the person was still at it. Longer than `effort.LONGEST_PAUSE_SECONDS`,
# which asks what one sentence took: here reading the article around it is work too.
LONGEST_GAP_SECONDS = 300.0
# Words an hour from less time would say more of how the saves fell than of the work.
LEAST_SECONDS = 60.0
VERDICTS = frozenset({Action.APPROVE, Action.REJECT})
# What it amounts to when a step brings back such a state.
_BROUGHT_BACK = {Status.APPROVED: Action.APPROVE, Status.CORRECTED: Action.APPROVE, Status.REJECTED: Action.REJECT}


@dataclass(frozen=True, slots=True)
class Progress:
    """An article's sentences, folded ones apart: each is approved, corrected, rejected or open. And its source words."""

    sentences: int
    translated: int
    approved: int
    corrected: int
    rejected: int
    open: int
    words: int
    words_approved: int


def progress(article: Article) -> Progress:
    """How far an article is. `words_approved` are those of approved and of corrected sentences."""
    rows = article.rows()
    stand = Counter(row.review.status for row in rows)
    decided = {name: stand[name] for name in (Status.APPROVED, Status.CORRECTED, Status.REJECTED)}
    return Progress(
        sentences=len(rows),
        translated=sum(bool(row.target.strip()) for row in rows),
        **{str(name): count for name, count in decided.items()},
        open=len(rows) - sum(decided.values()),
        words=sum(_words(row.segment.text) for row in rows),
        words_approved=sum(_words(row.segment.text) for row in rows if row.approved),
    )


def _words(source: str) -> int:
    return len(source.split())


# --- sentences that wait -----------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Waiting:
    """A translated sentence without a verdict; `since` is when its first translation was made."""

    since: str
    number: int
    segment_id: str
    language: str
    source: str


def waiting(article: Article, drafts: Mapping[str, Sequence[Draft]]) -> list[Waiting]:
    """The open sentences that have a translation, longest waiting first; `drafts` are all of a segment, oldest first."""
    found = [
        Waiting(drafts[row.segment.id][0].made_at, row.number, row.segment.id, row.block.language, row.segment.text)
        for row in article.rows()
        if row.review.status in (Status.UNREVIEWED, Status.EDITED) and drafts.get(row.segment.id)
    ]
    return sorted(found, key=lambda each: (each.since, each.number))


# --- what people did ---------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Step:
    """A line of a journal, as far as counting goes. `at` is None for what is no time, which a foreign hand may have written."""

    by: str
    at: datetime | None
    action: Action
    """A step that brings back a verdict counts as that verdict."""
    place: tuple[str, str]
    """Ids of the article and of the segment or block."""
    words: int | None
    """The segment's words; None for a block, and for a segment that a new reading of the article does not have."""


def steps(article: Article, edits: Iterable[Edit]) -> Iterator[Step]:
    """The steps of an article's journal, in its order."""
    words = {segment.id: _words(segment.text) for _, segment in article.segments()}
    for edit in edits:
        place = (article.document.id, edit.target)
        action = _BROUGHT_BACK.get(edit.status, edit.action)
        yield Step(edit.by, _time(edit.at), action, place, words.get(edit.target))


def _time(at: str) -> datetime | None:
    try:
        found = datetime.fromisoformat(at)
        return (found if found.tzinfo else found.replace(tzinfo=UTC)).astimezone(UTC)
    except (ValueError, OverflowError):
        return None


@dataclass(frozen=True, slots=True)
class Work:
    """What one person did. `sentences` and `words` are of those they approved or rejected, each counted once."""

    steps: int
    sentences: int
    words: int
    timed_words: int
    """The words of those sentences that some of the active time is known of."""
    seconds: float
    """Active time: between two saves of the person in a row, longer gaps than five minutes left out."""
    last: datetime | None

    @property
    def words_an_hour(self) -> float | None:
        """None where less than a minute is known."""
        return 3600 * self.timed_words / self.seconds if self.seconds >= LEAST_SECONDS else None


def work(steps: Iterable[Step]) -> dict[str, Work]:
    """What each person did, by name, who reviewed the most words first; `steps` may be of many articles, in any order."""
    by_person: dict[str, list[Step]] = {}
    for step in steps:
        by_person.setdefault(step.by, []).append(step)
    found = {name: _work(own) for name, own in by_person.items()}
    return dict(sorted(found.items(), key=lambda item: (-item[1].words, item[0])))


def _work(steps: Sequence[Step]) -> Work:
    """One person's work, from their steps."""
    reviewed = {step.place: step.words for step in steps if step.action in VERDICTS and step.words is not None}
    timed = sorted((step for step in steps if step.at), key=lambda step: step.at)
    gaps = [(step, (step.at - before.at).total_seconds()) for before, step in itertools.pairwise(timed)]
    known = [(step, gap) for step, gap in gaps if gap <= LONGEST_GAP_SECONDS]
    places = {step.place for step, _ in known}
    return Work(
        steps=len(steps),
        sentences=len(reviewed),
        words=sum(reviewed.values()),
        timed_words=sum(words for place, words in reviewed.items() if place in places),
        seconds=sum(gap for _, gap in known),
        last=timed[-1].at if timed else None,
    )


@dataclass(frozen=True, slots=True)
class Day:
    """The steps of one day. `other` are those that give no verdict and no text: taking back, folding, comments and the like."""

    day: date
    approved: int
    rejected: int
    edited: int
    other: int


def days(steps: Iterable[Step], last: date, count: int) -> list[Day]:
    """The steps of the `count` days up to `last`, oldest day first; days without a step too."""
    done = Counter((step.at.date(), step.action) for step in steps if step.at)
    found = []
    for day in (last - timedelta(days=back) for back in reversed(range(count))):
        named = {action: done[day, action] for action in (Action.APPROVE, Action.REJECT, Action.EDIT)}
        other = sum(n for (on, action), n in done.items() if on == day and action not in named)
        found.append(Day(day, *named.values(), other))
    return found
