import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbench.text.similarity import cosines, stem, terms, tfidf, words


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The President's visit", ["the", "president", "visit"]),
        ("The President’s visit", ["the", "president", "visit"]),
        ("Some 2,000 soldiers, 3.5 percent.", ["some", "2,000", "soldiers", "3.5", "percent"]),
        ("In 2022.", ["in", "2022"]),
        ("the 14th of Il76", ["the", "14th", "of", "il76"]),
        ("they don't", ["they", "don't"]),
        ("Straße ﬁre", ["strasse", "fire"]),
        ("snake_case — (…) !", ["snake", "case"]),
        ("قال الرئيس", ["قال", "الرئيس"]),
        ("", []),
    ],
)
def test_words(text, expected):
    assert words(text) == expected


@pytest.mark.parametrize(
    ("word", "expected"),
    [
        ("parties", "party"),
        ("houses", "house"),
        ("soldiers", "soldier"),
        ("virus", "virus"),
        ("congress", "congress"),
        ("toes", "toe"),
        ("us", "us"),
        ("s", "s"),
        ("protest", "protest"),
    ],
)
def test_stem(word, expected):
    assert stem(word) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The ministers said the talks were over.", ["minister", "talk"]),
        ("That is how it is.", ["that", "is", "how", "it", "is"]),
        ("…", []),
    ],
)
def test_terms(text, expected):
    assert terms(text) == expected


def test_tfidf_by_hand():
    """Three texts: `fire` in all (idf log 2), `city` in two (log 2.5), `rain` in one (log 4)."""
    vectors = tfidf(["fire city city", "fire city", "fire rain"])
    fire, city, rain = math.log(2), math.log(2.5), math.log(4)
    rows = np.array([[fire, 2 * city, 0], [fire, city, 0], [fire, 0, rain]])
    np.testing.assert_allclose(vectors, rows / np.sqrt((rows**2).sum(axis=1, keepdims=True)))


def test_cosines_by_hand():
    fire, city, rain = math.log(2), math.log(2.5), math.log(4)
    first, second, third = math.hypot(fire, 2 * city), math.hypot(fire, city), math.hypot(fire, rain)
    matrix = cosines(["fire city city", "fire city", "fire rain"])
    assert matrix[0, 1] == pytest.approx((fire**2 + 2 * city**2) / (first * second))
    assert matrix[0, 2] == pytest.approx(fire**2 / (first * third))
    assert matrix[1, 2] == pytest.approx(fire**2 / (second * third))


@pytest.mark.parametrize(
    ("a", "b", "expected"),
    [
        ("The army left the city.", "Army leaves? No: the ARMY left a city!", None),
        ("The armies left the cities.", "The army left the city.", 1.0),
        ("A fire in the port", "The budget of the ministry", 0.0),
        ("That is how it is.", "That is how it is.", 1.0),
        ("…", "…", 0.0),
        ("", "A fire", 0.0),
    ],
)
def test_cosine_of_two(a, b, expected):
    cosine = cosines([a, b])[0, 1]
    assert 0 < cosine < 1 if expected is None else cosine == pytest.approx(expected)


def test_nothing_to_compare():
    assert cosines([]).shape == (0, 0)
    assert cosines(["", "!"]).tolist() == [[0, 0], [0, 0]]


@given(st.lists(st.text(max_size=40), max_size=8))
def test_cosines_are_symmetric_and_bounded(texts):
    matrix = cosines(texts)
    assert matrix.shape == (len(texts), len(texts))
    assert ((matrix >= 0) & (matrix <= 1)).all()
    np.testing.assert_allclose(matrix, matrix.T)
    np.testing.assert_allclose(np.diag(matrix), [bool(terms(text)) for text in texts])
