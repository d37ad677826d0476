"""Tables of English: which forms of a term a text has, and where."""

import pytest

from workbench.model import Term
from workbench.resources.english_forms import forbidden_in, says

KAZAKHSTAN = Term("ur", "قازقستان", "Kazakhstan", "place", (), ("Kazakistan",))
MINISTER = Term(
    "ur", "وزیر خارجہ", "foreign minister", "title", ("minister of foreign affairs",), ("external minister",)
)
TOKAYEV = Term("ur", "توکاییف", "Kassym-Jomart Tokayev", "person")
CSTO = Term("ur", "سی", "Collective Security Treaty Organization", "org", (), ("Collective Security Organization",))
STATES = Term("ur", "امریکہ", "United States", "place", ("US", "U.S."))


@pytest.mark.parametrize(
    ("text", "term", "said"),
    [
        ("In Kazakhstan's north", KAZAKHSTAN, True),
        ("the KAZAKHSTAN talks", KAZAKHSTAN, True),
        ("the Kazakh president", KAZAKHSTAN, True),  # a place by its people
        ("the Kyrgyz president", KAZAKHSTAN, False),
        ("The Foreign Ministers met.", MINISTER, True),
        ("The foreign minister’s plane", MINISTER, True),
        ("the Minister of the Foreign Affairs", MINISTER, True),
        ("a minister foreign to us", MINISTER, False),
        ("the foreign ministry", MINISTER, False),
        ("Mr Tokayev said", TOKAYEV, True),  # a part of the name
        ("Mr Tokaev said", TOKAYEV, False),  # another spelling of it
        ("the CSTO's troops", CSTO, True),  # its initials
        ("the Csto", CSTO, False),
        ("the Collective Security Treaty organizations", CSTO, True),
        ("the Security Organization", CSTO, False),
        ("a U.S.-led mission", STATES, True),
        ("the United Nations and the states", STATES, False),
        ("in the USA", STATES, True),
        ("the firemen", Term("hi", "x", "fireman"), True),
        ("two countries", Term("hi", "x", "country"), True),
        ("the gas", Term("hi", "x", "ga"), False),
        ("5 € more", Term("hi", "x", "€"), True),
        ("5 $ more", Term("hi", "x", "€"), False),
        ("", KAZAKHSTAN, False),
    ],
)  # fmt: skip
def test_what_counts_as_saying_a_term(text, term, said):
    assert says(text, term) is said


@pytest.mark.parametrize(
    ("text", "term", "expected"),
    [
        ("In Kazakistan's north and kazakistan", KAZAKHSTAN, ["Kazakistan's", "kazakistan"]),
        ("External Ministers met", MINISTER, ["External Ministers"]),
        ("The Collective Security Treaty Organization met", CSTO, []),
        ("The Collective Security Organization met", CSTO, ["Collective Security Organization"]),
        ("It broke in half", Term("hi", "x", "break in half", forbidden=("half",), also=("broke in half",)), []),
    ],
)
def test_where_a_forbidden_form_stands(text, term, expected):
    assert [text[span.start : span.end] for span in forbidden_in(text, term)] == expected
