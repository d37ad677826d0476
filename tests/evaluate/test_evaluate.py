"""Scores against sacrebleu's own, and files that are not what they should be."""

import pytest

from workbench.errors import InputError
from workbench.evaluate import read_pairs, score

REFERENCES = ["The army closed the city.", "The court rejected the letter on Thursday."]


def test_equal_texts_are_perfect():
    scores = score(REFERENCES, REFERENCES)
    assert {name: round(s.value, 6) for name, s in scores.items()} == {"chrf": 100.0, "bleu": 100.0, "ter": 0.0}


def test_worse_is_worse_in_every_measure():
    near = score(["The army closed the town.", REFERENCES[1]], REFERENCES)
    far = score(["A man saw it.", "He came home."], REFERENCES)
    assert near["chrf"].value > far["chrf"].value
    assert near["bleu"].value > far["bleu"].value
    assert near["ter"].value < far["ter"].value


def test_a_word_of_five_is_twenty_percent_of_edits():
    assert score(["The army closed the town"], ["The army closed the city"])["ter"].value == pytest.approx(20.0)


def test_signatures_say_how():
    scores = score(REFERENCES, REFERENCES)
    assert "nc:6|nw:0" in scores["chrf"].signature
    assert "tok:13a" in scores["bleu"].signature
    assert "case:mixed" in scores["ter"].signature
    assert "norm:yes" in scores["ter"].signature
    assert all("version:" in s.signature for s in scores.values())


def test_pairs():
    assert read_pairs("فوج\tThe army.\r\n\nعدالت\tThe court.\n", "f.tsv") == [
        ("فوج", "The army."),
        ("عدالت", "The court."),
    ]


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("", "has no pairs"),
        ("\n\n", "has no pairs"),
        ("فوج\tThe army.\nعدالت\n", "Line 2 of f.tsv .* 1 field"),
        ("a\tb\tc", "Line 1 of f.tsv .* 3 field"),
        ("فوج\t ", "Line 1 of f.tsv"),
    ],
)
def test_a_broken_file_is_named_with_its_line(text, says):
    with pytest.raises(InputError, match=says):
        read_pairs(text, "f.tsv")
