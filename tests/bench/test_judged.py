"""What people judge of findings on good pairs: read whole or refused, counted, and free of the pairs' text."""

import re
from pathlib import Path

import pytest

from workbench.bench import judged
from workbench.bench.checks import measure
from workbench.bench.judged import Place, Verdict, key_of
from workbench.checks import CHECKS
from workbench.errors import InputError
from workbench.model import Pair

OURS = Path(__file__).with_name("judged.tsv")
HEAD = "\t".join(judged.COLUMNS)
GOOD = Pair("وصل الوزير إلى موسكو في 12 مايو.", "The minister arrived in Moscow on May 12.", "ar")
BAD = Pair("وصل 15 وزيرا إلى موسكو.", "50 ministers arrived in Moscow.", "ar")


def line(pair: Pair, side: str, verdict: str, by: str = "reader", check: str = "numbers") -> str:
    return "\t".join((key_of(pair), check, side, verdict, by))


def test_verdicts_are_read_and_what_has_none_is_left_out():
    text = f"# read in May\n{HEAD}\tmessage\n{line(BAD, 'source', 'right')}\tanything\n\n{line(GOOD, 'target', '')}\n"
    assert judged.read(text, "f.tsv", CHECKS) == {Place(key_of(BAD), "numbers", "source"): Verdict.RIGHT}


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("", "must begin with a line"),
        ("pair,check,side,verdict,by\n", "must begin with a line"),
        (f"{HEAD}\n{line(BAD, 'source', 'maybe')}", "source maybe reader"),
        (f"{HEAD}\n{line(BAD, 'middle', 'right')}", "source or target"),
        (f"{HEAD}\n{line(BAD, 'source', 'right', check='taste')}", "name of a check"),
        (f"{HEAD}\n{line(BAD, 'source', 'right', by=' ')}", "by whom"),
    ],
)
def test_a_broken_table_is_refused(text, says):
    with pytest.raises(InputError) as refused:
        judged.read(text, "f.tsv", CHECKS)
    assert says in str(refused.value)


def test_what_is_written_to_be_judged_is_read_again():
    found = measure([GOOD, BAD]).found
    assert {finding.check for _, finding in found} == {"numbers"}
    written = judged.table(found, {})
    head, *lines = written.splitlines()
    assert head.startswith(HEAD)
    assert [text.split("\t")[:4] for text in lines] == [[key_of(BAD), "numbers", s, ""] for s in ("source", "target")]
    filled = "\n".join([head, *(text.replace("\t\t\t", "\tright\treader\t", 1) for text in lines)])
    verdicts = judged.read(filled, "f.tsv", CHECKS)
    assert set(verdicts.values()) == {Verdict.RIGHT}
    assert "\tright\t" in judged.table(found, verdicts)


def test_a_fault_of_the_pair_is_no_false_alarm():
    both = {Place(key_of(BAD), "numbers", side): Verdict.RIGHT for side in judged.SIDES}
    for verdicts, wrong, unread in (
        ({}, 1, 2),
        (dict(list(both.items())[:1]), 1, 1),
        (both, 0, 0),
        (both | {Place(key_of(BAD), "numbers", "target"): Verdict.WRONG}, 1, 0),
    ):
        alarms = measure([GOOD, BAD], judged=verdicts).alarms
        assert (alarms.segments, alarms.with_error, alarms.with_any) == (2, 1, 1)
        assert (alarms.wrong_error, alarms.wrong_any, alarms.unread) == (wrong, wrong, unread)


def test_the_table_that_comes_along_has_verdicts_and_no_text():
    text = OURS.read_text(encoding="utf-8")
    assert judged.read(text, OURS.name, CHECKS)
    lines = [each for each in text.splitlines() if not each.startswith("#")]
    assert lines[0] == HEAD
    for each in lines[1:]:
        assert re.fullmatch(r"[0-9a-f]{16}\t[a-z]+\t(source|target)\t(right|wrong)\t[a-z ]+", each)
