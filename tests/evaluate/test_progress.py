"""Counts, active time and days, from steps and journals with known times."""

from datetime import UTC, date, datetime, timedelta

import pytest

from workbench.evaluate import progress
from workbench.evaluate.progress import Day, Step
from workbench.model import Action, Article, Block, BlockKind, Document, Edit, Segment, Status

SEGMENT = Segment("s1", 0, 3, "a b")
BLOCK = Block("b1", BlockKind.PARAGRAPH, 0, 3, "ur", (SEGMENT,))
ARTICLE = Article(Document("a", "a", "", "utf-8", "a b", "ur", "user", "a b", (BLOCK,)))
START = datetime(2026, 3, 2, 23, 58, tzinfo=UTC)


def step(seconds, segment, action=Action.APPROVE, words=10, by="amina", article="a"):
    at = None if seconds is None else START + timedelta(seconds=seconds)
    return Step(by, at, action, (article, segment), words)


@pytest.mark.parametrize(
    ("name", "steps", "expected"),
    [
        ("one save has no time", [step(0, "s1")], (1, 10, 0, 0, None)),
        ("the first sentence is not timed", [step(0, "s1"), step(90, "s2", words=20)], (2, 30, 20, 90, 800)),
        ("five minutes are work", [step(0, "s1"), step(300, "s2")], (2, 20, 10, 300, 120)),
        ("more are a break", [step(0, "s1"), step(300.001, "s2")], (2, 20, 0, 0, None)),
        ("less than a minute gives no rate", [step(0, "s1"), step(59, "s2")], (2, 20, 10, 59, None)),
        ("a sentence counts once", [step(0, "s1"), step(60, "s1"), step(120, "s1", Action.REJECT)], (1, 10, 10, 120, 300)),
        ("a saved text is time, not a verdict", [step(0, "s1", Action.EDIT), step(60, "s1")], (1, 10, 10, 60, 600)),
        ("time over articles", [step(0, "s1"), step(60, "s1", article="b")], (2, 20, 10, 60, 600)),
        ("in any order", [step(90, "s2", words=20), step(0, "s1")], (2, 30, 20, 90, 800)),
        ("a block and a lost sentence have no words", [step(0, "b1", words=None), step(60, "s9", words=None)], (0, 0, 0, 60, 0)),
        ("a step without a time", [step(None, "s1"), step(0, "s2")], (2, 20, 0, 0, None)),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)  # fmt: skip
def test_work(name, steps, expected):
    found = progress.work(steps)["amina"]
    assert (found.sentences, found.words, found.timed_words, found.seconds, found.words_an_hour) == expected


def test_two_people_do_not_share_their_time():
    found = progress.work([step(0, "s1"), step(30, "s2", by="omar"), step(120, "s3"), step(130, "s4")])
    assert [(name, each.seconds) for name, each in found.items()] == [("amina", 130), ("omar", 0)]
    assert found["omar"].last == START + timedelta(seconds=30)


def test_days_are_those_of_utc_and_empty_ones_are_told():
    steps = [step(0, "s1"), step(119, "s2", Action.REJECT), step(120, "s2", Action.EDIT), step(121, "s2", Action.RESET)]
    steps += [step(None, "s1"), step(-3 * 86400, "s1")]
    assert progress.days(steps, date(2026, 3, 4), 3) == [
        Day(date(2026, 3, 2), 1, 1, 0, 0),
        Day(date(2026, 3, 3), 0, 0, 1, 1),
        Day(date(2026, 3, 4), 0, 0, 0, 0),
    ]


@pytest.mark.parametrize(
    ("written", "hour"),
    [("2026-03-02T10:00:00.000Z", 10), ("2026-03-02T10:00:00", 10), ("2026-03-02T10:00:00+05:00", 5), ("soon", None)],
)
def test_what_a_journal_says_as_a_time(written, hour):
    (found,) = progress.steps(ARTICLE, [Edit("e", written, "amina", Action.APPROVE, "s1", 0)])
    assert (found.at.hour if found.at else None, found.words, found.place) == (hour, 2, ("a", "s1"))


@pytest.mark.parametrize(
    ("status", "action"),
    [
        (Status.CORRECTED, Action.APPROVE),
        (Status.REJECTED, Action.REJECT),
        (Status.EDITED, Action.RESTORE),
        (Status.UNREVIEWED, Action.RESTORE),
    ],
)
def test_bringing_back_a_verdict_is_one(status, action):
    edit = Edit("e", "2026-03-02T10:00:00Z", "amina", Action.RESTORE, "s1", 1, status=status)
    (found,) = progress.steps(ARTICLE, [edit])
    assert found.action is action
