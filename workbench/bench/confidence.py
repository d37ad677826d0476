"""Fits the confidence of an engine to pairs with references, and says how well it puts the worst first. It knows no page."""

from __future__ import annotations

import random
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from workbench import evaluate, pipeline
from workbench.bench.quality import Evaluation
from workbench.checks.confidence import Fit, confidence, features, fit
from workbench.errors import InputError
from workbench.model import Draft, Finding

# Each segment is judged once by a fit that has not seen it.
FOLDS = 5
SEED = 20261122


@dataclass(frozen=True, slots=True)
class Fitted:
    """A fit, and the rank correlation of held-out confidence with segment chrF2 by language."""

    fit: Fit
    held_out: Mapping[str, float]


def _seen(evaluation: Evaluation, language: str) -> Iterator[tuple[Draft, list[Finding]]]:
    """Each segment's draft and what the checks see in it, in order; nothing for translations from a file."""
    for outcome in evaluation.output.outcomes:
        yield pipeline.draft_of(outcome), pipeline.findings_of(outcome.source, outcome.text, language)


def rows_of(evaluation: Evaluation, language: str) -> list[tuple[float, ...]]:
    """The features of each segment, in order. Raises InputError for translations that came from a file."""
    if not evaluation.output.outcomes:
        raise InputError("Confidence is an engine's: translations from a file say nothing of how they were made.")
    return [features(draft, findings) for draft, findings in _seen(evaluation, language)]


def measure(evaluations: Mapping[str, Evaluation]) -> Fitted:
    """Fits one engine to evaluations by language. Held out are random fifths; what is kept is fitted to everything."""
    tables = {language: rows_of(evaluation, language) for language, evaluation in evaluations.items()}
    wanted = {language: evaluation.segment_chrf for language, evaluation in evaluations.items()}
    signature = next(iter(evaluations.values())).output.signature
    assert signature is not None  # rows_of has refused what has none
    folds = {language: _folds(len(rows)) for language, rows in tables.items()}
    expected: dict[str, list[float]] = {language: [0.0] * len(rows) for language, rows in tables.items()}
    for held in range(FOLDS):
        seen = [(lang, n) for lang, parts in folds.items() for n, part in enumerate(parts) if part != held]
        fold = fit([tables[lang][n] for lang, n in seen], [wanted[lang][n] for lang, n in seen], "", "", {})
        for lang, parts in folds.items():
            for n, part in enumerate(parts):
                if part == held:
                    expected[lang][n] = fold.expected(tables[lang][n])
    held_out = {lang: round(evaluate.rank_correlation(expected[lang], wanted[lang]), 3) for lang in tables}
    known: dict[str, Any] = {
        "segments": sum(map(len, tables.values())),
        "by_language": {lang: len(rows) for lang, rows in tables.items()},
        "metric": evaluate.segment_chrf_signature(),
        "revision": signature.revision,
        "decoding": dict(signature.settings),
        "spearman_held_out": held_out,
    }
    every = [(row, value) for lang in tables for row, value in zip(tables[lang], wanted[lang], strict=True)]
    whole = fit([row for row, _ in every], [v for _, v in every], signature.engine, signature.model, known)
    return Fitted(whole, held_out)


def rank(evaluation: Evaluation, language: str) -> float | None:
    """Spearman's correlation of the confidence that reviewers see with segment chrF2; None where none is known."""
    seen = [confidence(draft, findings) for draft, findings in _seen(evaluation, language)]
    if not seen:
        return None
    known = [(value, chrf) for value, chrf in zip(seen, evaluation.segment_chrf, strict=True) if value is not None]
    return evaluate.rank_correlation(*zip(*known, strict=True)) if known else None


def _folds(count: int) -> list[int]:
    order = [n % FOLDS for n in range(count)]
    random.Random(SEED).shuffle(order)
    return order


def with_fit(others: Sequence[Fit], new: Fit) -> list[Fit]:
    """The fits with this one in place of an older one of its engine and model."""
    return [*(f for f in others if (f.engine, f.model) != (new.engine, new.model)), new]
