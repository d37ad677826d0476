"""What a tuning can be told, the learning rate, the order of the data, and the masters."""

import itertools

import pytest
import torch
from hypothesis import given
from hypothesis import strategies as st

from workbench.errors import InputError
from workbench.tune import Encoded, Tuning
from workbench.tune.allocator import keep_memory
from workbench.tune.batches import Place, batches, grouped
from workbench.tune.masters import Masters, mixed


@pytest.mark.parametrize("wrong", [{"rank": 0}, {"rate": -1.0}, {"rate": float("nan")}, {"minutes": 0.0}])
def test_values_that_cannot_be_meant_are_refused(wrong):
    (name,) = wrong
    with pytest.raises(InputError, match=f"{name} is .* must be more than 0"):
        Tuning(**wrong)


def test_threads_do_not_decide_the_result():
    assert Tuning(threads=1).described() == Tuning(threads=2).described() != Tuning(rank=8).described()


@pytest.mark.parametrize(
    ("tuning", "done", "share"),
    [
        (Tuning(epochs=2.0), (10, 1.0, 60.0), 0.5),
        (Tuning(steps=40), (10, 0.1, 60.0), 0.25),
        (Tuning(minutes=4.0), (10, 0.1, 180.0), 0.75),
        (Tuning(minutes=1.0), (10, 0.1, 180.0), 1.0),
    ],
)
def test_the_nearest_limit_counts(tuning, done, share):
    assert tuning.share(*done) == share


def test_the_rate_rises_for_thirty_steps_and_falls_to_a_little():
    tuning = Tuning(rate=1.0)
    assert [round(tuning.rate_at(step, 0.0), 3) for step in (0, 14, 29, 99)] == [0.033, 0.5, 1.0, 1.0]
    assert [round(tuning.rate_at(99, share), 3) for share in (0.5, 1.0)] == [0.515, 0.03]


# --- the order ---------------------------------------------------------------------------------------------------


class Lengths:
    """Stands where a model does; makes of an example, a number, as many ids; uses `rng` as a noisy prompt does."""

    longest = 30

    def encode(self, example, rng):
        return Encoded((example, rng.randrange(1000)), (0,) * (example - 2))


def orders(examples, start, count, seed=0):
    tuning = Tuning(seed=seed, batch_tokens=100)
    return list(itertools.islice(batches(Lengths(), examples, tuning, start), count))


def test_the_order_can_be_taken_up_anywhere(monkeypatch):
    monkeypatch.setattr("workbench.tune.batches.CHUNK", 40)
    examples = [2 + i % 40 for i in range(100)]
    whole = orders(examples, Place(), 60)
    for number in range(59):
        assert orders(examples, whole[number].after, 59 - number) == whole[number + 1 :]
    assert orders(examples, Place(), 60, seed=1) != whole
    epoch = [b for b in whole if b.epochs <= 1]
    assert sorted(item.inputs[0] for b in epoch for item in b.items) == sorted(e for e in examples if e <= 30)
    assert sum(b.left_out for b in whole) == sum(e > 30 for e in examples)
    assert epoch[-1].epochs == 1.0


def test_examples_that_are_all_too_long_are_refused():
    with pytest.raises(InputError, match="All 5 sentence pairs are longer than the 30 tokens"):
        orders([40] * 5, Place(), 1)


@given(st.lists(st.integers(1, 60)), st.integers(1, 100))
def test_a_batch_is_bounded_with_its_padding(lengths, bound):
    items = [Encoded((1,) * length, ()) for length in lengths]
    groups = grouped(items, bound)
    assert sorted(len(i) for g in groups for i in g) == sorted(lengths)
    assert all(len(g) == 1 or len(g) * max(map(len, g)) <= bound for g in groups)


# --- the parameters ----------------------------------------------------------------------------------------------


def test_small_updates_are_not_lost_to_bfloat16():
    layer = torch.nn.Linear(1, 1, bias=False)
    with torch.no_grad():
        layer.weight.fill_(1.0)
    masters = Masters(layer, 1e-4)
    for _ in range(100):
        layer(torch.ones(1, 1, dtype=torch.bfloat16)).sum().backward()
        masters.update(1e-4)
    assert layer.weight.dtype is torch.bfloat16
    assert masters.values[0].item() == pytest.approx(0.99, abs=1e-4)
    assert layer.weight.item() == pytest.approx(0.99, abs=4e-3)


def test_a_gradient_that_is_no_number_changes_nothing():
    layer = torch.nn.Linear(1, 1, bias=False)
    masters = Masters(layer, 1.0)
    before = masters.copies()
    (layer.weight * float("nan")).sum().backward()
    masters.update(1.0)
    assert torch.equal(masters.values[0], before[0])


def test_a_mixture_ends_where_it_should():
    start, tuned = [torch.tensor([0.0, 1.0])], [torch.tensor([1.0, 3.0])]
    assert [mixed(start, tuned, share)[0].tolist() for share in (0.0, 0.5, 1.0)] == [[0, 1], [0.5, 2], [1, 3]]


def test_the_allocator_may_be_asked_anywhere():
    assert keep_memory() in (True, False)
