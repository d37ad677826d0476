"""What is held out shares no document and no source with what is learnt from."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbench.errors import InputError
from workbench.tune.examples import Example
from workbench.tune.split import apart, hold_out

EXAMPLES = st.lists(
    st.builds(
        Example,
        source=st.integers(0, 400).map(str),
        target=st.just("x"),
        language=st.just("ur"),
        document=st.integers(0, 12).map(str),
    ),
    min_size=20,
    max_size=300,
)


def of(*counts):
    """Examples of documents with so many each, every source another."""
    return [Example(f"{d} {i}", "x", "ur", str(d)) for d, count in enumerate(counts) for i in range(count)]


@given(EXAMPLES, st.integers(1, 50))
def test_no_document_and_no_source_is_on_both_sides(examples, most):
    try:
        split = hold_out(examples, most)
    except InputError:
        return
    assert split.train
    assert 1 <= len(split.dev) <= most
    assert not {e.document for e in split.train} & {e.document for e in split.dev}
    assert not {e.source for e in split.train} & {e.source for e in split.dev}
    assert {*split.train, *split.dev} <= set(examples)


@given(EXAMPLES, st.randoms())
def test_the_order_of_the_examples_does_not_matter(examples, random):
    shuffled = random.sample(examples, len(examples))
    try:
        held = {e.document for e in hold_out(examples, 1000).dev}
    except InputError:
        return
    assert {e.document for e in hold_out(shuffled, 1000).dev} == held


def test_about_a_twentieth_is_held_out():
    split = hold_out(of(*[10] * 100), 200)
    assert len(split.dev) == 50
    assert len(split.train) == 950
    assert len(hold_out(of(*[10] * 1000), 200).dev) == 200


def test_a_small_document_is_held_out_rather_than_a_large_one():
    for counts in ((99, 1), (1, 99)):
        assert len(hold_out(of(*counts), 200).dev) == 1


def test_one_document_cannot_be_split():
    with pytest.raises(InputError, match=r"All 30 sentence pairs are of one document.*--dev"):
        hold_out(of(30), 200)


def test_a_given_file_takes_its_sentences_out_of_the_training():
    examples = of(10, 10)
    split = apart(examples, examples[:3])
    assert len(split.train) == 17
    with pytest.raises(InputError, match="Of 20 sentence pairs, 0 can be learnt from when 20"):
        apart(examples, examples)
