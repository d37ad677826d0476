"""Tables of real sentences: what a hypothesis lost and added, and which of several is taken."""

import pytest

from workbench.model import Term
from workbench.resources.gloss import gloss
from workbench.text.figures import figures
from workbench.translate.coverage import LOST, MISLEADING, Coverage, Wanted, best_of, coverage

AR = "قال الرئيس إن 250 جندي وصلوا إلى بغداد"
UR = "صدر نے کہا کہ دو ہزار فوجی لاہور پہنچے"
HI = "राष्ट्रपति ने कहा कि 1,600 सैनिक दिल्ली पहुंचे"


@pytest.mark.parametrize(
    ("language", "source", "text", "expected"),
    [
        ("ar", AR, "The president said 250 soldiers arrived in Baghdad.", Coverage(0, (), 0)),
        ("ar", AR, "The president said soldiers arrived in Baghdad.", Coverage(1, (), 0)),  # a number lost
        ("ar", AR, "The president said 2,500 soldiers arrived in Baghdad.", Coverage(2, (), 0)),  # one lost, one added
        ("ar", AR, "The president said 250 soldiers arrived in Damascus.", Coverage(0, ("Damascus",), 1)),
        ("ar", AR, "The president said 250 soldiers arrived.", Coverage(0, (), 1)),  # a name lost
        ("ur", UR, "The president said two thousand soldiers reached Lahore.", Coverage(0, (), 0)),
        ("ur", UR, "The president said 2,000 soldiers reached Lahore.", Coverage(0, (), 0)),  # in words or in figures
        ("ur", UR, "The president said 2,000 soldiers reached Lahore in 2019.", Coverage(1, (), 0)),  # added
        ("ur", UR, "The president of Iran said 2,000 soldiers reached Lahore.", Coverage(0, ("Iran",), 0)),
        ("hi", HI, "The president said 1,600 soldiers reached Delhi.", Coverage(0, (), 0)),
        ("hi", HI, "The president said sixteen hundred soldiers reached Delhi.", Coverage(0, (), 0)),
        (
            "hi",
            HI,
            "The 2 said 1,600 soldiers reached Delhi.",
            Coverage(0, (), 0),
        ),  # a 2 is seldom told
        ("hi", HI, "The president said 600 soldiers reached Moscow and Moscow.", Coverage(2, ("Moscow",), 1)),
    ],
)
def test_coverage(language, source, text, expected):
    assert coverage(source, text, language, gloss(source, language)) == expected


def test_cost():
    assert Coverage(0, (), 0).cost == 0
    assert Coverage(2, ("Iran",), 4).cost == 3 * MISLEADING + 4 * LOST
    assert MISLEADING > LOST > 0


GOOD = {
    "ar": "The president said 250 soldiers arrived in Baghdad.",
    "ur": "The president said 2,000 soldiers reached Lahore.",
    "hi": "The president said 1,600 soldiers reached Delhi.",
}
SOURCES = {"ar": AR, "ur": UR, "hi": HI}


@pytest.mark.parametrize(
    ("language", "worse"),
    [
        ("ar", "The president said soldiers arrived in Baghdad."),
        ("ar", "The president said 250 soldiers arrived in Damascus."),
        ("ar", "وصلوا إلى Baghdad 250"),  # what a guard stops is last
        ("ur", "The president said 200 soldiers reached Lahore."),
        ("ur", "The president of Iran said 2,000 soldiers reached Lahore."),
        ("ur", ""),
        ("hi", "The president said 1,600 soldiers reached it."),
        ("hi", "The president said 1,600 soldiers reached Moscow."),
        ("hi", "1,600 सैनिक Delhi"),
    ],
)
def test_the_better_hypothesis_is_taken_wherever_it_stands(language, worse):
    source, glosses = SOURCES[language], gloss(SOURCES[language], language)
    assert best_of(source, [worse, GOOD[language]], language, glosses)[0] == 1
    assert best_of(source, [GOOD[language], worse], language, glosses)[0] == 0


@pytest.mark.parametrize(
    ("language", "texts", "chosen"),
    [
        # Both bad: the lesser evil. A lost name may only be written another way.
        ("ar", ["The president said 250 soldiers arrived in Damascus.", "The president said 250 soldiers arrived."], 1),
        ("ur", ["The president of Iran said 200 soldiers reached Lahore.", "The president said 200 soldiers reached Lahore."], 1),
        ("hi", ["600 soldiers reached Moscow.", "600 soldiers reached Delhi."], 1),
        # Equals: the model's own order.
        ("ar", ["250 soldiers arrived in Baghdad.", "In Baghdad arrived 250 soldiers."], 0),
        ("ur", ["200 soldiers reached Lahore.", "300 soldiers reached Lahore."], 0),
        ("hi", ["600 soldiers reached Delhi.", "700 soldiers reached Delhi.", "1,600 soldiers reached Delhi."], 2),
        # Whatever it covers, what a guard stops is taken only where nothing else is.
        ("hi", ["1,600 सैनिक reached Delhi.", "Soldiers went to Moscow in 1999."], 1),
        ("hi", ["", "1,600 सैनिक reached Delhi."], 1),
    ],
)  # fmt: skip
def test_best_of(language, texts, chosen):
    source, glosses = SOURCES[language], gloss(SOURCES[language], language)
    index, covered = best_of(source, texts, language, glosses)
    assert index == chosen
    assert covered == coverage(source, texts[chosen], language, glosses)


def test_of_equals_the_one_that_says_more_of_what_english_writes_with_a_capital():
    source = "الفرنسية مثل اللاتينية في باريس"
    texts = ["French is like others in Paris.", "French is like Latin in Paris.", "In Paris, Latin is like French."]
    assert best_of(source, texts, "ar", gloss(source, "ar"))[0] == 1


MISSION = "امن مشن ختم ہوا"
GLOSSARY = (
    Term("ur", "امن مشن", "peacekeeping mission", "noun", ("peace operation",), ("peace army",)),
    Term("hi", "امن مشن", "something else"),
)


@pytest.mark.parametrize(
    ("text", "lost", "forbidden"),
    [
        ("The peacekeeping mission has ended.", 0, 0),
        ("The Peace Operations have ended.", 0, 0),  # what the glossary allows is as good
        ("The mission has ended.", 1, 0),
        ("The peace army has ended.", 1, 1),
    ],
)
def test_terms_of_the_glossary(text, lost, forbidden):
    covered = coverage(MISSION, text, "ur", gloss(MISSION, "ur"), GLOSSARY)
    assert (covered.lost, covered.forbidden) == (lost, forbidden)
    assert coverage(MISSION, text, "ur", gloss(MISSION, "ur")).cost == 0


def test_a_forbidden_form_is_taken_last():
    texts = ["The peace army has ended.", "The mission has ended.", "The peace operation has ended."]
    glosses = gloss(MISSION, "ur")
    assert best_of(MISSION, texts, "ur", glosses, GLOSSARY)[0] == 2
    assert best_of(MISSION, texts[:2], "ur", glosses, GLOSSARY)[0] == 1
    assert best_of(MISSION, texts, "ur", glosses)[0] == 0


def test_a_name_of_the_glossary_is_lost_once():
    terms = (Term("ur", "لاہور", "Lahore", "place"),)
    glosses = gloss(UR, "ur", terms=terms)
    assert coverage(UR, "The president said 2,000 soldiers arrived.", "ur", glosses, terms).lost == 1
    assert coverage(UR, "The president said 2,000 soldiers reached Lahore.", "ur", glosses, terms).cost == 0


@pytest.mark.parametrize(
    ("text", "invented", "whole", "forbidden"),
    [
        ("The president said 250 soldiers arrived in Baghdad.", (), False, set()),
        ("The president said soldiers arrived in Baghdad.", (), True, set()),
        ("The president said 250 soldiers arrived.", (), False, set()),
        ("250 soldiers of Ruritania arrived in Baghdad.", ("Ruritania",), False, {"Ruritania"}),
        ("250 arrived in Baghdad.", ("Port-au-Prince",), False, {"Port-au-Prince", "Port", "Prince"}),
    ],
)
def test_what_the_next_search_is_after(text, invented, whole, forbidden):
    after = Wanted(figures(AR, "ar")).after(text, invented)
    assert (after.whole, after.forbidden, after.more) == (whole, forbidden, bool(whole or forbidden))


def test_what_a_hypothesis_may_not_end_without():
    free = Wanted(figures(AR, "ar"))
    asked = free.after("Soldiers arrived in Baghdad.", ())
    without, with_number = "Soldiers arrived.", "250 soldiers arrived."
    assert [wanted.lacks(text) for wanted in (free, asked) for text in (without, with_number)] == [
        False,
        False,
        True,
        False,
    ]
