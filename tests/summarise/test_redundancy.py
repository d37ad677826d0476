import numpy as np
import pytest

from workbench.summarise.redundancy import first_greatest, maximal_marginal_relevance


def chosen(relevance, similarity, count):
    picked = maximal_marginal_relevance(lambda _: np.array(relevance), np.array(similarity), count)
    return [index for index, _ in picked]


def test_the_paper_by_hand():
    """After the first (.7 · 1): the second has .7 · .9 − .3 · .45 = .495, the third .7 · .8 − 0 = .56."""
    assert chosen([1.0, 0.9, 0.8], [[1, 0.45, 0], [0.45, 1, 0], [0, 0, 1]], 3) == [0, 2, 1]


def test_redundancy_is_with_the_most_similar_one_chosen():
    """The third is like the first (.4), the fourth a little like both (.3): by sum or mean it is the other way."""
    similarity = [[1, 0, 0.4, 0.3], [0, 1, 0, 0.3], [0.4, 0, 1, 0], [0.3, 0.3, 0, 1]]
    assert chosen([1.0, 0.95, 0.5, 0.5], similarity, 4) == [0, 1, 3, 2]


@pytest.mark.parametrize(("cosine", "expected"), [(0.49, [0, 1]), (0.5, [0]), (1.0, [0])])
def test_a_near_duplicate_is_never_taken(cosine, expected):
    assert chosen([1.0, 1.0], [[1, cosine], [cosine, 1]], 2) == expected


def test_relevance_may_depend_on_what_is_chosen():
    picked = maximal_marginal_relevance(lambda c: np.array([1.0, 0.9 if 0 in c else 0.1, 0.5]), np.eye(3), 2)
    assert picked == [(0, 1.0), (1, 0.9)]


def test_of_equals_the_first():
    assert chosen([0.5, 0.5, 0.5], np.eye(3), 2) == [0, 1]
    assert first_greatest(np.array([0.1 + 0.2, 0.3])) == first_greatest(np.array([0.3, 0.1 + 0.2])) == 0


def test_nothing_to_choose_from():
    assert chosen([], np.zeros((0, 0)), 3) == []
