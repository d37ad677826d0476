"""Names that are spelled in more than one way."""

import pytest

from workbench.checks.variants import Place, variants
from workbench.model import Pair


def found(*pairs):
    sentences = [("a", f"s{n}", Pair(*pair)) for n, pair in enumerate(pairs, 1)]
    return {
        v.name: {s.text: [(p.segment_id, p.start) for p in s.places] for s in v.spellings} for v in variants(sentences)
    }


TOKAYEV = "صدر توقایف نے خطاب کیا۔"


def test_one_person_two_spellings_and_where_they_stand():
    told = found(
        (TOKAYEV, "President Tokaev spoke.", "ur"),
        (TOKAYEV, "Tokayev's speech was short.", "ur"),
        (TOKAYEV, "President Tokayev spoke.", "ur"),
    )
    assert list(told.values()) == [{"Tokayev": [("s2", 0), ("s3", 10)], "Tokaev": [("s1", 10)]}]


def test_a_name_that_no_lexicon_knows():
    told = found(
        ("مسٹر بیزکوف آئے۔", "Mr Bezkov came.", "ur"),
        ("مسٹر بیزکوف گئے۔", "Mr Bizkov left.", "ur"),
    )
    assert told == {"بیزکوف": {"Bezkov": [("s1", 3)], "Bizkov": [("s2", 3)]}}


def test_languages_meet_in_what_the_lexicon_calls_it():
    pairs = [("توقایف نے کہا", "Tokayev said", "ur"), ("तोकायेव ने कहा", "Tokaev said", "hi")]
    assert [set(spellings) for spellings in found(*pairs).values()] in ([{"Tokayev", "Tokaev"}], [])


@pytest.mark.parametrize(
    "pairs",
    [
        [(TOKAYEV, "President Tokayev spoke.", "ur")] * 2,
        [("قازقستان کے شہر", "Kazakhstan's towns", "ur"), ("قازقستان کی فوج", "The Kazakh army", "ur")],
        [("مسٹر بیزکوف آئے۔", "Mr Bezkov came.", "ur"), ("مسٹر خان گئے۔", "Mr Bizkov left.", "ur")],
        [("فوج آئی", "The army came", "ur"), ("فوج گئی", "The Army left", "ur")],
    ],
)
def test_what_is_no_variant(pairs):
    assert found(*pairs) == {}


def test_places_name_their_article():
    sentences = [
        ("one", "s", Pair(TOKAYEV, "Tokaev spoke.", "ur")),
        ("two", "s", Pair(TOKAYEV, "Tokayev spoke.", "ur")),
    ]
    places = [place for spelling in variants(sentences)[0].spellings for place in spelling.places]
    assert places == [Place("one", "s", 0, 6), Place("two", "s", 0, 7)]
