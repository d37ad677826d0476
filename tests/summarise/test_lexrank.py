import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from workbench.summarise.lexrank import DAMPING, by_lexrank, continuous_lexrank, salience, stochastic

STAR = np.array([[1, 0.4, 0.4, 0.4], [0.4, 1, 0, 0], [0.4, 0, 1, 0], [0.4, 0, 0, 1]])
UNEVEN = np.array([[1, 0.3, 0.1, 0], [0.3, 1, 0.2, 0.1], [0.1, 0.2, 1, 0.4], [0, 0.1, 0.4, 1]])


def principal_eigenvector(similarity):
    """The same distribution without a power method: the eigenvector of eigenvalue 1 of the damped matrix."""
    votes = similarity - np.diag(np.diag(similarity))
    matrix = DAMPING / len(votes) + (1 - DAMPING) * votes / votes.sum(axis=1, keepdims=True)
    values, vectors = np.linalg.eig(matrix.T)
    first = np.real(vectors[:, np.argmax(np.real(values))])
    return first / first.sum()


def test_the_star_by_hand():
    """Hub h, leaves l: h = d/4 + (1 − d) · 3l and h + 3l = 1, so h (1 + (1 − d)) = d/4 + (1 − d)."""
    hub = (0.15 / 4 + 0.85) / 1.85
    np.testing.assert_allclose(continuous_lexrank(STAR), [hub] + [(1 - hub) / 3] * 3, atol=1e-8)


@pytest.mark.parametrize("similarity", [STAR, UNEVEN])
def test_centrality_is_the_principal_eigenvector(similarity):
    np.testing.assert_allclose(continuous_lexrank(similarity), principal_eigenvector(similarity), atol=1e-8)


def test_copies_do_not_vote_for_each_other():
    apart, copied = STAR.copy(), STAR.copy()
    copied[1, 2] = copied[2, 1] = 0.9
    np.testing.assert_allclose(continuous_lexrank(copied), continuous_lexrank(apart))


def test_a_sentence_apart_is_the_least_central():
    similarity = np.eye(4)
    similarity[0, 1] = similarity[1, 0] = similarity[1, 2] = similarity[2, 1] = 0.2
    centrality = continuous_lexrank(similarity)
    assert centrality.argmin() == 3
    assert centrality.argmax() == 1


@given(arrays(float, (6, 6), elements=st.floats(0, 1)))
def test_centrality_is_a_distribution(matrix):
    centrality = continuous_lexrank((matrix + matrix.T) / 2)
    assert centrality.sum() == pytest.approx(1)
    assert (centrality >= DAMPING / 6 - 1e-8).all()


def test_stochastic_spreads_an_empty_row_evenly():
    assert stochastic(np.array([[1.0, 3.0], [0.0, 0.0]])).tolist() == [[0.25, 0.75], [0.5, 0.5]]


def test_salience_by_hand():
    """All equally central: what differs is the position, 1, 1/2, 1/3."""
    np.testing.assert_allclose(salience(np.array([0.2, 0.2, 0.2])), [1, 0.4 + 0.6 / 2, 0.4 + 0.6 / 3])


def test_salience_weighs_the_most_central_against_the_lead():
    np.testing.assert_allclose(salience(np.array([0.1, 0.4])), [0.4 / 4 + 0.6, 0.4 + 0.6 / 2])


def chosen(article, count):
    return [sentence.segment_id for sentence in by_lexrank(article, count).sentences]


PORT = "A fire destroyed two warehouses in the port of Karachi on Monday."
PORT_AGAIN = "On Monday, a fire destroyed two warehouses in Karachi port."
BUDGET = "The finance ministry presented a smaller budget to parliament."
FLOOD = "Heavy rain flooded villages along the northern river overnight."
WEAK = "Villagers waited on rooftops for boats from the army."


def test_the_lead_is_preferred_among_equals(article_of):
    assert chosen(article_of(("paragraph", BUDGET, PORT, FLOOD)), 2) == ["s1", "s2"]
    assert chosen(article_of(("paragraph", FLOOD, BUDGET, PORT)), 1) == ["s1"]


def test_a_near_duplicate_is_not_chosen_even_to_fill_up(article_of):
    assert chosen(article_of(("paragraph", PORT, PORT_AGAIN, BUDGET)), 2) == ["s1", "s3"]
    assert chosen(article_of(("paragraph", PORT, PORT_AGAIN, PORT)), 3) == ["s1"]


def test_an_opening_pronoun_is_passed_over_alone_and_taken_after_its_sentence(article_of):
    leaning = "He promised homes to everyone who had lost theirs."
    article = article_of(("paragraph", BUDGET), ("paragraph", FLOOD, PORT, WEAK, leaning))
    assert chosen(article, 3) == ["s1", "s2", "s3"]
    early = article_of(("paragraph", BUDGET, leaning, FLOOD, PORT, WEAK))
    assert chosen(early, 2) == ["s1", "s2"]
    assert chosen(article_of(("paragraph", BUDGET, leaning, FLOOD, PORT, WEAK), rejected=["s1"]), 1) == ["s3"]


def test_a_caption_between_does_not_part_a_pronoun_from_its_sentence(article_of):
    leaning = "He promised homes to everyone who had lost theirs."
    article = article_of(("paragraph", BUDGET), ("caption", WEAK), ("paragraph", leaning, FLOOD, PORT))
    assert chosen(article, 2) == ["s1", "s3"]


def test_a_pronoun_is_better_than_no_summary(article_of):
    assert chosen(article_of(("paragraph", "He promised homes to everyone who had lost theirs.")), 3) == ["s1"]


def test_half_a_quotation_is_passed_over(article_of):
    assert chosen(article_of(("paragraph", BUDGET, f"“{FLOOD}", PORT)), 2) == ["s1", "s3"]
    assert chosen(article_of(("paragraph", BUDGET, f"“{FLOOD}”", PORT)), 2) == ["s1", "s2"]


def test_the_headline_told_again_is_passed_over_but_not_the_lead_that_adds_to_it(article_of):
    title = ("title", "Fire destroys two warehouses in Karachi")
    copy = "Fire destroys two warehouses in Karachi!"
    assert chosen(article_of(title, ("paragraph", copy, BUDGET, FLOOD)), 2) == ["s3", "s4"]
    assert chosen(article_of(title, ("paragraph", PORT, BUDGET, FLOOD)), 2) == ["s2", "s3"]
    assert chosen(article_of(title, ("paragraph", copy)), 2) == ["s2"]


def test_the_headline_votes(article_of):
    paragraph = ("paragraph", BUDGET, FLOOD, WEAK, PORT)
    assert chosen(article_of(paragraph), 2) == ["s1", "s2"]
    assert chosen(article_of(("title", "Warehouses on fire"), paragraph), 2) == ["s2", "s5"]


def test_reading_order_is_not_the_order_of_choice(article_of):
    article = article_of(("paragraph", f"“{BUDGET}", PORT))
    assert (chosen(article, 1), chosen(article, 2)) == (["s2"], ["s1", "s2"])


def test_scores_are_the_salience_when_chosen(article_of):
    summary = by_lexrank(article_of(("paragraph", BUDGET, PORT)), 2)
    assert [sentence.score for sentence in summary.sentences] == [1.0, 0.7]
