"""How far a machine translation can be trusted, from 0 to 100: the chrF2 that one like it had against a reference.

A regression on what is known of a draft without a reference: how sure the engine was, whether its hypotheses agree, what the
checks see. Fitted for each engine on pairs with references (`workbench evaluate confidence`); for an engine without a
fit nothing is said. It knows no engine from within. A figure says where to look first, not that a sentence is right.
"""

from __future__ import annotations

import json
import math
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any

from workbench.model import Draft, Finding, Severity
from workbench.resources import names
from workbench.text.similarity import words

FEATURES = ("score", "length", "expansion", "agreement", "spelled", "lost names", "errors", "warnings", "retried")
# How a text is set, and whether it agrees with its neighbours, says nothing of how near it is to its source.
_OF_NO_WEIGHT = frozenset({"punctuation", "consistency"})
# More findings than these say no more.
MOST_FINDINGS = 4
# The strength of the ridge, in units of examples: with a thousand of them it only keeps related features apart.
RIDGE = 3.0
_FITS = "confidence.json"


@dataclass(frozen=True, slots=True)
class Fit:
    """A ridge regression (Hoerl & Kennard 1970) of segment chrF2 on standardised features, and where it is from."""

    engine: str
    model: str
    means: tuple[float, ...]
    scales: tuple[float, ...]
    weights: tuple[float, ...]
    intercept: float
    signature: Mapping[str, Any]
    """The pairs it was fitted to, the metric's signature, and the rank correlations that were measured on held-out ones."""

    def expected(self, values: Sequence[float]) -> float:
        return self.intercept + sum(
            weight * (value - mean) / scale
            for weight, value, mean, scale in zip(self.weights, values, self.means, self.scales, strict=True)
        )


def confidence(draft: Draft, findings: Sequence[Finding]) -> int | None:
    """0 to 100 for a draft and what the checks see in its text; None where the engine has no fit or gave no score."""
    made_by = (draft.signature.engine, draft.signature.model)
    found = next((each for each in fits() if (each.engine, each.model) == made_by), None)
    if found is None or draft.score is None:
        return None
    return round(min(100.0, max(0.0, found.expected(features(draft, findings)))))


def features(draft: Draft, findings: Sequence[Finding]) -> tuple[float, ...]:
    """One number for each of `FEATURES`."""
    source, target = len(draft.source.split()), len(draft.text.split())
    told = [piece for piece in draft.gloss if piece.by != "copied"]
    weighty = [finding for finding in findings if finding.check not in _OF_NO_WEIGHT]
    errors = sum(finding.severity is Severity.ERROR for finding in weighty)
    return (
        max(draft.score or 0.0, -5.0),
        math.log(1 + source),
        math.log((1 + target) / (1 + source)),
        _agreement(draft),
        sum(piece.by == "letters" for piece in told) / max(1, len(told)),
        len(names.lost(draft.text, draft.gloss)) / max(1, source),
        min(errors, MOST_FINDINGS),
        min(len(weighty) - errors, MOST_FINDINGS),
        float(bool(draft.attempts)),
    )


def _agreement(draft: Draft) -> float:
    """How much of the text the engine's other hypotheses share, from 0 to 1; 1 where there are none."""
    mine = _words(draft.text)
    shared = [2 * (mine & other).total() / max(1, (mine + other).total()) for other in map(_words, draft.others)]
    return sum(shared) / len(shared) if shared else 1.0


def _words(text: str) -> Counter[str]:
    return Counter(words(text))


def fit(
    rows: Sequence[Sequence[float]], values: Sequence[float], engine: str, model: str, signature: Mapping[str, Any]
) -> Fit:
    """The regression of `values` (chrF2, 0 to 100) on `rows` (examples, FEATURES), for an engine's model."""
    import numpy as np

    table, wanted = np.asarray(rows, float), np.asarray(values, float)
    means, scales = table.mean(0), table.std(0)
    scales[scales < 1e-6] = 1.0
    standard = (table - means) / scales
    weights = np.linalg.solve(
        standard.T @ standard + RIDGE * np.eye(len(FEATURES)), standard.T @ (wanted - wanted.mean())
    )
    numbers = [tuple(round(float(x), 5) for x in row) for row in (means, scales, weights)]
    return Fit(engine, model, *numbers, round(float(wanted.mean()), 3), signature)


def fits_file(known: Sequence[Fit]) -> str:
    """What `confidence.json` holds."""
    return json.dumps({"features": FEATURES, "fits": [asdict(f) for f in known]}, ensure_ascii=False, indent=1) + "\n"


@cache
def fits() -> tuple[Fit, ...]:
    """The fits that come along; those of other features are for another version."""
    path = Path(str(files("workbench"))) / "resources" / _FITS
    if not path.is_file():
        return ()
    known = json.loads(path.read_text(encoding="utf-8"))
    if tuple(known["features"]) != FEATURES:
        return ()
    parts = ("means", "scales", "weights")
    return tuple(Fit(**{**given, **{part: tuple(given[part]) for part in parts}}) for given in known["fits"])
