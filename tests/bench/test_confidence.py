"""A confidence fitted to an engine's output: held-out segments are ranked by it."""

import random

import pytest

from workbench import evaluate
from workbench.bench.confidence import FOLDS, measure, with_fit
from workbench.bench.quality import Evaluation, Output
from workbench.checks.confidence import FEATURES, Fit
from workbench.errors import InputError
from workbench.evaluate import Share
from workbench.model import Signature
from workbench.translate.drafting import Outcome

ENGINE = Signature("embedded", "gemma + x", "1", {"beam": 3}, "test")


def evaluation(scores, chrf, outcomes=True):
    made = tuple(
        Outcome(f"فوج نے شہر {n} چھوڑ دیا", "The army left.", s, "first", ENGINE) for n, s in enumerate(scores)
    )
    output = Output("x", tuple(o.text for o in made), ENGINE, outcomes=made if outcomes else ())
    nothing = Share(0, 0)
    return Evaluation(output, tuple(o.source for o in made), (), {}, tuple(chrf), nothing, nothing, 0, nothing)


@pytest.mark.parametrize(
    ("one", "other", "rho"),
    [
        ([1, 2, 3], [10, 20, 30], 1),
        ([1, 2, 3], [3, 2, 1], -1),
        ([1, 2, 2, 4], [1, 3, 2, 4], 0.9487),
        ([1, 1], [1, 2], 0),
    ],
)
def test_rank_correlation(one, other, rho):
    assert evaluate.rank_correlation(one, other) == pytest.approx(rho, abs=1e-4)


def test_it_ranks_what_it_has_not_seen():
    rng = random.Random(2)
    scores = [-rng.random() for _ in range(100)]
    fitted = measure({"ur": evaluation(scores, [60 + 30 * s + rng.gauss(0, 1) for s in scores])})
    assert fitted.held_out["ur"] > 0.9
    assert (fitted.fit.engine, fitted.fit.model) == ("embedded", "gemma + x")
    assert fitted.fit.signature["segments"] == 100
    assert fitted.fit.signature["spearman_held_out"] == fitted.held_out


def test_noise_is_not_ranked():
    rng = random.Random(3)
    fitted = measure({"ur": evaluation([-rng.random() for _ in range(200)], [100 * rng.random() for _ in range(200)])})
    assert abs(fitted.held_out["ur"]) < 0.3


def test_translations_from_a_file_have_no_confidence():
    with pytest.raises(InputError, match="from a file"):
        measure({"ur": evaluation([-0.5] * FOLDS, [50.0] * FOLDS, outcomes=False)})


def test_a_new_fit_takes_the_place_of_its_elder():
    zero = (0.0,) * len(FEATURES)
    old, other, new = (
        Fit("e", model, zero, zero, zero, value, {}) for model, value in (("a", 1.0), ("b", 2.0), ("a", 3.0))
    )
    assert with_fit([old, other], new) == [other, new]
