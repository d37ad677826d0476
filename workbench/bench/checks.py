"""How well the checks find planted errors, and how often they find fault with good translations."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from workbench import checks
from workbench.bench.planting import PLANTS, article_of
from workbench.model import Context, Finding, Pair, Severity
from workbench.resources.glossary import starter

Report = Callable[[int, int], None]
"""Told after each pair: how many are done, and of how many."""

# The checks that may say what is wrong with each planted error. Another check's finding is not counted as caught.
CAUGHT_BY = {
    "digit": {"numbers", "months"}, "unit": {"numbers"}, "month or weekday": {"months"},
    "second half dropped": {"completeness"}, "clause added": {"completeness"},
    "negation dropped": {"negation"}, "name swapped": {"names"}, "clause repeated": {"repetition"},
    "source word left in": {"leftover"}, "quotation mark lost": {"brackets"},
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Recall:
    """How many of the planted errors were found, and how many of those as an error, not as a warning."""

    planted: int
    found: int
    as_error: int


@dataclass(slots=True)
class Alarms:
    """What the checks say of good pairs: segments with any finding of a severity, and findings by check."""

    segments: int = 0
    with_error: int = 0
    with_any: int = 0
    by_check: Counter[tuple[str, Severity]] = field(default_factory=Counter)


@dataclass(frozen=True, slots=True)
class Measured:
    recall: dict[str, Recall]
    alarms: Alarms


def measure(pairs: Sequence[Pair], seed: int = 0, report: Report = lambda done, total: None) -> Measured:
    """Inspects each pair as it is, then once with each error that can be planted in it.

    An error is found where a check that is for it says what it did not say of the good translation.
    """
    rng = random.Random(seed)
    alarms = Alarms()
    counts: dict[str, Counter[str]] = {kind: Counter() for kind in PLANTS}
    for at, pair in enumerate(pairs):
        context, material = Context(pair.language, glossary=starter()), article_of(pairs, at)
        clean = checks.inspect(pair, context)
        _count(clean, alarms)
        known = Counter((f.check, f.severity) for f in clean)
        for kind, plant in PLANTS.items():
            spoilt = plant(material, rng)
            if spoilt is None or spoilt == pair.target:
                continue
            found = checks.inspect(Pair(pair.source, spoilt, pair.language), context)
            new = Counter((f.check, f.severity) for f in found) - known
            severities = {severity for check, severity in new if check in CAUGHT_BY[kind]}
            counts[kind].update(planted=1, found=bool(severities), as_error=Severity.ERROR in severities)
        report(at + 1, len(pairs))
    recall = {kind: Recall(n["planted"], n["found"], n["as_error"]) for kind, n in counts.items()}
    return Measured(recall, alarms)


def _count(findings: Sequence[Finding], alarms: Alarms) -> None:
    alarms.segments += 1
    alarms.with_any += bool(findings)
    alarms.with_error += any(f.severity is Severity.ERROR for f in findings)
    alarms.by_check.update({(f.check, f.severity) for f in findings})
