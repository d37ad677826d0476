"""Batches, ladder and cache, with an engine whose every answer is written in the test."""

from dataclasses import dataclass, field

import pytest

from workbench.model import Gloss, Hypothesis, Signature
from workbench.settings import Settings
from workbench.translate.drafting import batches, clauses, draft, ladder
from workbench.translate.engine import Decoding
from workbench.translate.guards import needs_no_translation, trouble


@dataclass
class Scripted:
    """An engine that answers by (source, beam, n-gram), and remembers what it was asked."""

    answers: dict = field(default_factory=dict)
    asked: list = field(default_factory=list)
    name: str = "scripted"
    languages: frozenset = frozenset(("ur",))
    default: Decoding = field(default_factory=Decoding)

    def signature(self, decoding):
        return Signature(self.name, "script", "1", decoding.settings(), "test")

    def lengths(self, sources, language):
        return [len(source.split()) for source in sources]

    def told(self, source, language):
        return (Gloss(0, len(source), source, ("word",), "noun", "lexicon"),)

    def translate(self, sources, language, decoding):
        self.asked.append((list(sources), decoding))
        return [self.answers.get((s, decoding.beam), Hypothesis(f"English of {len(s)}", -0.5, 3)) for s in sources]


class Memory(dict):
    """A cache that lasts as long as the test."""

    def put(self, values):
        self.update(values)


def run(engine, sources, cache=None, **options):
    found = draft(sources, engine, "ur", Memory() if cache is None else cache, Settings(batch_tokens=100, **options))
    return [outcome for batch in found for outcome in batch.outcomes]


def test_batches_are_sorted_bounded_and_complete():
    sources = ["لفظ " * n for n in (3, 50, 7, 60, 7, 1, 30)]
    made = list(batches(sources, Scripted(), "ur", 100))
    assert sorted(s for batch in made for s in batch) == sorted(sources)
    lengths = [[len(s.split()) for s in batch] for batch in made]
    assert lengths == [[60], [50, 30], [7, 7, 3, 1]]


def test_a_sentence_longer_than_a_batch_goes_alone():
    assert [len(batch) for batch in batches(["لفظ " * 500, "لفظ"], Scripted(), "ur", 100)] == [1, 1]


def test_nothing_to_translate_asks_nothing():
    engine = Scripted()
    assert run(engine, []) == []
    assert engine.asked == []


def test_the_second_run_asks_the_engine_nothing():
    cache, engine = Memory(), Scripted()
    first = run(engine, ["ایک", "دو", "ایک"], cache)
    assert sorted(o.source for o in first) == sorted(["ایک", "دو"])
    asked = len(engine.asked)
    second = run(engine, ["ایک", "دو", "ایک", "تین"], cache)
    assert [sources for sources, _ in engine.asked[asked:]] == [["تین"]]
    assert {o.source: (o.text, o.cached) for o in second} == {o.source: (o.text, o.source != "تین") for o in second}


def test_other_settings_are_another_entry():
    cache, engine = Memory(), Scripted()
    run(engine, ["ایک"], cache)
    run(engine, ["ایک"], cache, beam=2)
    assert [decoding.beam for _, decoding in engine.asked] == [1, 2]


def test_each_batch_is_cached_before_it_is_handed_over():
    cache = Memory()
    for batch in draft(["لفظ " * 60, "لفظ " * 50], Scripted(), "ur", cache, Settings(batch_tokens=100)):
        assert {o.source for o in batch.outcomes} <= {value["source"] for value in cache.values()}


GOOD, BAD_SCRIPT = Hypothesis("The army left.", -0.4, 4), Hypothesis("The فوج left.", -0.1, 4)
LOOP = Hypothesis("the army of the north and the army of the north and the army of the north and", -0.1, 20)
EMPTY = Hypothesis("…", -0.1, 1)
LONG = "فوج نے شہر چھوڑ دیا، اور عدالت نے رپورٹ کو مسترد کر دیا"


@pytest.mark.parametrize(
    ("answers", "step", "text", "troubles"),
    [
        ({(LONG, 1): GOOD}, "first", "The army left.", []),
        ({(LONG, 1): BAD_SCRIPT, (LONG, 4): GOOD}, "beam without repeats", "The army left.", ["left in the source script", ""]),
        ({(LONG, 1): LOOP, (LONG, 4): GOOD}, "beam without repeats", "The army left.", ["repeats itself", ""]),
        ({(LONG, 1): EMPTY, (LONG, 4): GOOD}, "beam without repeats", "The army left.", ["empty", ""]),
        ({(LONG, 1): EMPTY, (LONG, 4): EMPTY}, "clause by clause", "English of 20 English of 34", ["empty", "empty", ""]),
    ],
)  # fmt: skip
def test_the_ladder_ends_at_the_first_good_rung_and_records_all(answers, step, text, troubles):
    outcome = run(Scripted(answers), [LONG])[0]
    assert (outcome.step, outcome.text) == (step, text)
    assert [a.trouble for a in outcome.attempts] == troubles


def test_when_every_rung_fails_the_least_bad_is_kept_with_its_trouble():
    part_answers = {(part, 4): EMPTY for part in clauses(LONG)}
    outcome = run(Scripted({(LONG, 1): EMPTY, (LONG, 4): BAD_SCRIPT, **part_answers}), [LONG])[0]
    assert outcome.text == "The فوج left."
    assert [a.trouble for a in outcome.attempts] == ["empty", "left in the source script", "empty"]
    assert outcome.signature.settings["beam"] == 4


def test_only_the_failed_sentences_climb():
    engine = Scripted({("ایک", 1): EMPTY})
    run(engine, ["ایک", "دو"])
    assert [sorted(sources) for sources, _ in engine.asked] == [["ایک", "دو"], ["ایک"]]


def test_a_text_at_the_length_limit_is_tried_again():
    engine = Scripted({("ایک", 1): Hypothesis("and so on and on", -0.1, 22)})
    assert run(engine, ["ایک"])[0].attempts[0].trouble == "cut off at the length limit"


def test_long_sentences_are_cut_before_the_first_rung():
    long = "، ".join(["لفظ " * 30] * 8)
    engine = Scripted()
    run(engine, [long])
    assert len(engine.asked[0][0]) == 8


def test_rungs():
    assert [name for name, _, _ in ladder(Decoding())] == ["first", "beam without repeats", "clause by clause"]


@pytest.mark.parametrize(
    ("source", "parts"),
    [
        ("ایک بات ہوئی ہے، پھر دوسری بات ہوئی ہے", ["ایک بات ہوئی ہے،", "پھر دوسری بات ہوئی ہے"]),
        ("ہاں، اس نے یہ کہا تھا", ["ہاں، اس نے یہ کہا تھا"]),
        ("قال الوزير ذلك أمس؛ وأضاف أنه سيعود", ["قال الوزير ذلك أمس؛", "وأضاف أنه سيعود"]),
        ("एक ही बात", ["एक ही बात"]),
    ],
)
def test_clauses(source, parts):
    assert clauses(source) == parts


@pytest.mark.parametrize(
    ("source", "language", "copied"),
    [
        ("12,345", "ur", True),
        ("٤٫٥ ٪", "ar", True),
        ("https://example.org/a?b=1", "hi", True),
        ("www.example.org", "ur", True),
        ("press@example.org", "ar", True),
        ("— 2022 —", "ur", True),
        ("Russian troops board a flight.", "en", True),
        ("TASS", "en", True),
        ("6 جنوری", "ur", False),
        ("5 لاکھ", "ur", False),
        ("TASS نے کہا", "ur", False),
        ("مزید www.example.org پر", "ur", False),
    ],
)
def test_what_is_copied(source, language, copied):
    assert needs_no_translation(source, language) is copied


@pytest.mark.parametrize(
    ("source", "text", "says"),
    [
        ("فوج", "The army.", ""),
        ("فوج", "", "empty"),
        ("فوج", " . ", "empty"),
        ("فوج", "The فوج.", "left in the source script"),
        ("सेना", "The फौज.", "left in the source script"),
        ("وہ گئے اور وہ گئے اور وہ گئے اور وہ گئے", "they went and they went and they went and they went", ""),
    ],
)
def test_trouble(source, text, says):
    assert trouble(source, text, "hi" if "स" in source else "ur") == says


# --- faults: what the checks say -----------------------------------------------------------------------------------

RIGHT, WRONG = Hypothesis("20 soldiers left.", -0.9, 4), Hypothesis("30 soldiers left.", -0.1, 4, ("40 left.",))


def drafted(answers, faults):
    engine = Scripted(answers)
    outcomes = [o for b in draft([LONG], engine, "ur", Memory(), Settings(), faults) for o in b.outcomes]
    return outcomes[0], engine


@pytest.mark.parametrize(
    ("answers", "faults", "text", "rungs"),
    [
        ({(LONG, 1): WRONG, (LONG, 4): RIGHT}, {WRONG.text: 1}, RIGHT.text, 2),  # the fewer faults, whatever the score
        ({(LONG, 1): WRONG, (LONG, 4): RIGHT}, {WRONG.text: 1, RIGHT.text: 2}, WRONG.text, 3),
        ({(LONG, 1): WRONG, (LONG, 4): RIGHT}, {WRONG.text: 1, RIGHT.text: 1}, WRONG.text, 3),  # of equals the better score
        ({(LONG, 1): WRONG, (LONG, 4): RIGHT}, {}, WRONG.text, 1),
        ({(LONG, 1): WRONG, (LONG, 4): EMPTY}, {WRONG.text: 3}, WRONG.text, 3),  # a fault is better than nothing
    ],
)  # fmt: skip
def test_the_fewest_faults_win_and_what_was_tried_is_recorded(answers, faults, text, rungs):
    answers = {**{(part, 4): EMPTY for part in clauses(LONG)}, **answers}
    outcome, engine = drafted(answers, lambda source, text, language: faults.get(text, 0))
    assert outcome.text == text
    assert len(engine.asked) == rungs
    assert len(outcome.attempts) == (rungs if rungs > 1 else 0)
    if faults:
        assert outcome.attempts[0].trouble == f"{faults[WRONG.text]} error{'s'[: faults[WRONG.text] > 1]} by the checks"


@pytest.mark.parametrize(
    ("beam", "first", "expected"),
    [
        (1, WRONG, ["first", "beam without repeats", "clause by clause"]),
        (3, WRONG, ["first", "clause by clause"]),  # a beam of 4 is hardly another search
        (3, LOOP, ["first", "beam without repeats", "clause by clause"]),
    ],
)
def test_after_a_beam_the_whole_sentence_is_searched_again_only_for_what_the_guards_stop(beam, first, expected):
    engine = Scripted({(LONG, beam): first, (LONG, 4): WRONG}, default=Decoding(beam=beam))
    found = draft([LONG], engine, "ur", Memory(), Settings(), lambda source, text, language: 1)
    [outcome] = [outcome for batch in found for outcome in batch.outcomes]
    assert [attempt.step for attempt in outcome.attempts] == expected


def test_the_other_hypotheses_are_kept_and_cached():
    cache, engine = Memory(), Scripted({("ایک", 1): WRONG})
    assert [run(engine, ["ایک"], cache)[0].others for _ in range(2)] == [("40 left.",)] * 2
