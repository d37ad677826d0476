"""The confidence of a draft: what it goes by, and that a fit finds what there is to find."""

import random

import pytest

from workbench.checks import confidence as module
from workbench.checks.confidence import FEATURES, Fit, confidence, features, fit, fits_file
from workbench.model import Attempt, Draft, Finding, Gloss, Severity, Signature

ENGINE = Signature("embedded", "gemma + x", "1", {}, "test")
ERROR, WARNING = (Finding("numbers", severity, "…") for severity in (Severity.ERROR, Severity.WARNING))


def made(text="The army left the town.", score=-0.5, others=(), attempts=(), gloss=(), engine=ENGINE):
    return Draft("s", "فوج نے شہر چھوڑ دیا", text, score, "first", engine, "", attempts, gloss, others)


def value(name, draft, findings=()):
    return dict(zip(FEATURES, features(draft, findings), strict=True))[name]


def test_features():
    assert value("score", made(score=-0.7)) == -0.7
    assert value("score", made(score=-99.0)) == -5.0
    assert value("agreement", made()) == 1.0
    assert value("agreement", made(others=("the army left the town",))) == 1.0
    assert 0 < value("agreement", made(others=("An army left a city.",))) < 0.6
    assert value("expansion", made(text="The")) < value("expansion", made())
    assert value("retried", made()) == 0
    assert value("retried", made(attempts=(Attempt("first", "x", -1.0, "empty"),))) == 1
    findings = [ERROR, WARNING, WARNING]
    assert (value("errors", made(), findings), value("warnings", made(), findings)) == (1, 2)
    assert value("errors", made(), [ERROR] * 9) == 4


def test_words_only_spelled_out_and_names_that_are_lost():
    gloss = (
        Gloss(0, 3, "فوج", ("army",), "noun", "lexicon"),
        Gloss(4, 9, "قازقستان", ("Kazakhstan",), "place", "lexicon"),
        Gloss(10, 12, "بیزکوف", ("bezkov",), "", "letters"),
        Gloss(13, 14, "۔", (".",), "", "copied"),
    )
    assert value("spelled", made(gloss=gloss)) == pytest.approx(1 / 3)
    assert value("lost names", made(gloss=gloss)) > 0
    assert value("lost names", made("Kazakhstan's army", gloss=gloss)) == 0


@pytest.fixture
def fitted(monkeypatch):
    """A fit to examples whose chrF2 falls with errors and rises with the score."""
    rng = random.Random(1)
    rows, values = [], []
    for _ in range(400):
        score, errors = -rng.random(), rng.randint(0, 3)
        rows.append(features(made(score=score), [ERROR] * errors))
        values.append(60 + 20 * score - 8 * errors + rng.gauss(0, 2))
    found = fit(rows, values, "embedded", "gemma + x", {"segments": 400})
    monkeypatch.setattr(module, "fits", lambda: (found,))
    return found


def test_a_fit_recovers_what_decides(fitted):
    assert confidence(made(score=-0.1), []) == pytest.approx(58, abs=2)
    assert confidence(made(score=-0.9), [ERROR] * 2) == pytest.approx(26, abs=2)
    assert confidence(made(score=-5.0), [ERROR] * 4) == 0


def test_nothing_is_said_of_what_was_not_fitted(fitted):
    assert confidence(made(engine=Signature("marian", "opus", "1", {}, "test")), []) is None
    assert confidence(made(score=None), []) is None


def test_a_fit_is_read_as_it_was_written(fitted, tmp_path, monkeypatch):
    monkeypatch.undo()
    (tmp_path / "resources").mkdir()
    (tmp_path / "resources" / "confidence.json").write_text(fits_file([fitted]), encoding="utf-8")
    monkeypatch.setattr(module, "files", lambda package: tmp_path)
    module.fits.cache_clear()
    assert module.fits() == (fitted,)
    module.fits.cache_clear()


def test_the_fit_that_comes_along_is_of_this_version():
    module.fits.cache_clear()
    assert all(isinstance(each, Fit) and each.signature["segments"] >= 500 for each in module.fits())
