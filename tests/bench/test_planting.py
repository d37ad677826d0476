"""Errors planted in good pairs: each plant spoils what it says it spoils, and the measuring counts what is found."""

import random

import pytest

from workbench.bench.checks import _catches, measure
from workbench.bench.planting import PLANTS, Material
from workbench.model import Finding, Pair, Severity, Span

ARTICLE = [
    Pair(
        "قال وزير الدفاع الروسي يوم الخميس 13 يناير إن القوات لن تغادر كازاخستان خلال 10 أيام.",
        "The Russian defence minister said on Thursday, January 13, that the forces would not leave Kazakhstan within 10 days.",
        "ar",
    ),
    Pair(
        "أعلنت الشرطة في موسكو توقيف أكثر من مليون شخص خلال \"الأزمة\" في البلاد.",
        'Police in Moscow announced the arrest of more than 1 million people during "the crisis" in the country.',
        "ar",
    ),
]  # fmt: skip
FIRST, SECOND = Material(ARTICLE[0], ARTICLE[1:]), Material(ARTICLE[1], ARTICLE[:1])
TEXT = ARTICLE[0].target


def spoilt(kind, material=FIRST, seed=0):
    return PLANTS[kind](material, random.Random(seed))


def test_a_digit_is_another():
    for seed in range(20):
        changed = [(a, b) for a, b in zip(TEXT, spoilt("digit", seed=seed), strict=True) if a != b]
        assert len(changed) == 1
        assert all(c.isdigit() for c in changed[0])


def test_a_unit_is_another():
    assert spoilt("unit", SECOND) == ARTICLE[1].target.replace("million", "lakh")
    assert spoilt("unit") is None


def test_a_month_or_weekday_is_another():
    text = spoilt("month or weekday")
    assert "January" not in text
    assert text.split("January")[0] != TEXT.split("January")[0]
    assert spoilt("month or weekday", SECOND) is None


def test_the_second_half_is_dropped():
    assert spoilt("second half dropped") == "The Russian defence minister said on Thursday, January 13."


def test_a_clause_of_a_neighbour_is_added():
    assert spoilt("clause added") == f'{TEXT[:-1]}, 1 million people during "the crisis" in the country.'


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("They did not go.", "They did go."),
        ("They won't go.", "They will go."),
        ("They haven’t gone.", "They have gone."),
        ("They cannot go.", "They can go."),
        ("They never go.", "They go."),
        ("They did not go and will not go.", None),
        ("They go.", None),
    ],
)
def test_the_only_negation_is_dropped(text, expected):
    assert spoilt("negation dropped", Material(Pair("", text, "ar"), ())) == expected


def test_a_name_is_swapped_with_one_of_a_neighbour():
    assert spoilt("name swapped", SECOND) in {
        ARTICLE[1].target.replace("Moscow", "Kazakhstan"),
        ARTICLE[1].target.replace("Moscow", "Russian"),
    }


def test_a_clause_is_said_twice():
    words, before = spoilt("clause repeated").split(), TEXT.split()
    added = len(words) - len(before)
    assert added >= 4
    assert any(before[i : i + added] * 2 == words[i : i + 2 * added] for i in range(len(before)))


def test_a_source_word_is_left_in():
    text = spoilt("source word left in")
    assert any(word in ARTICLE[0].source for word in text.split() if not word.isascii())


def test_a_quotation_mark_is_lost():
    assert spoilt("quotation mark lost", SECOND).count('"') == 1
    assert spoilt("quotation mark lost") is None


def test_what_is_planted_is_counted_and_found():
    told = []
    measured = measure(ARTICLE, report=lambda done, total: told.append((done, total)))
    assert told == [(1, 2), (2, 2)]
    assert measured.alarms.segments == 2
    assert measured.alarms.with_any == 0
    assert {kind: recall.planted for kind, recall in measured.recall.items()} == {
        "digit": 2, "unit": 1, "month or weekday": 1, "second half dropped": 2, "clause added": 2, "negation dropped": 1,
        "name swapped": 2, "clause repeated": 2, "source word left in": 2, "quotation mark lost": 1,
    }  # fmt: skip
    for kind in ("digit", "unit", "month or weekday", "clause repeated", "source word left in", "negation dropped"):
        assert measured.recall[kind].as_error == measured.recall[kind].planted
    assert all(r.as_error <= r.found <= r.planted for r in measured.recall.values())


def added(**spans):
    """Which of some findings tell of a clause that was added to TEXT."""
    spoilt = f"{TEXT[:-1]}, the Paris talks of 1999."
    found = [Finding(check, Severity.WARNING, "", target_span=span) for check, span in spans.items()]
    return {finding.check for finding in found if _catches(finding, "clause added", TEXT, spoilt)}


def test_an_added_clause_is_found_by_the_names_and_numbers_in_it_too():
    end = len(TEXT)
    within, before, none = Span(end + 4, end + 9), Span(0, 3), None
    assert added(completeness=before, names=within, numbers=within) == {"completeness", "names", "numbers"}
    assert added(completeness=none, names=before, numbers=none) == {"completeness"}
    assert added(punctuation=within, negation=within) == set()


def test_the_same_errors_are_planted_every_time():
    assert measure(ARTICLE, seed=1) == measure(ARTICLE, seed=1)


def test_nothing_is_planted_where_the_check_spoke_already():
    bad = Pair(ARTICLE[0].source, TEXT.replace("13", "14").replace("10", "11"), "ar")
    measured = measure([bad])
    assert measured.alarms.with_error == 1
    for kind, (planted, left_out) in {"digit": (0, 1), "month or weekday": (1, 0), "negation dropped": (1, 0)}.items():
        assert (measured.recall[kind].planted, measured.recall[kind].left_out) == (planted, left_out)
    assert measured.recall["negation dropped"].found == 1
