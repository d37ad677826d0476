"""How well the checks find planted errors, and how often they find fault with good translations."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, field
from itertools import takewhile

from workbench import checks
from workbench.bench.judged import Judged, Place, Verdict
from workbench.bench.planting import PLANTS, Material, article_of
from workbench.model import Context, Finding, Pair, Severity
from workbench.resources.glossary import starter

Report = Callable[[int, int], None]
"""Told after each pair: how many are done, and of how many."""

# The checks that may say what is wrong with each planted error.
CAUGHT_BY = {
    "digit": {"numbers", "months"}, "unit": {"numbers"}, "month or weekday": {"months"},
    "second half dropped": {"completeness"}, "clause added": {"completeness"},
    "negation dropped": {"negation"}, "name swapped": {"names"}, "clause repeated": {"repetition"},
    "source word left in": {"leftover"}, "quotation mark lost": {"brackets"},
}  # fmt: skip
# Those that say so where what they mark comes after all that the good translation has: a clause is added at the end.
CAUGHT_WHERE_MARKED = {"clause added": {"names", "numbers", "months"}}


@dataclass(slots=True)
class Recall:
    """How many of the planted errors were found, and how many of those as an error, not as a warning."""

    planted: int = 0
    found: int = 0
    as_error: int = 0
    left_out: int = 0
    """Errors not planted, because a check that is for them found fault with the good translation already."""


@dataclass(slots=True)
class Alarms:
    """What the checks say of good pairs: segments with any finding of a severity, and findings by check.

    Good pairs are not all good: `wrong_error` and `wrong_any` leave out what a person judged to be a fault of the pair.
    """

    segments: int = 0
    with_error: int = 0
    with_any: int = 0
    wrong_error: int = 0
    wrong_any: int = 0
    unread: int = 0
    """Findings, by place, that nobody judged; they count as wrong."""
    by_check: Counter[tuple[str, Severity]] = field(default_factory=Counter)

    def count(self, pair: Pair, findings: Sequence[Finding], judged: Judged) -> None:
        verdicts = {Place.of(pair, f): judged.get(Place.of(pair, f)) for f in findings}
        wrong = [f for f in findings if verdicts[Place.of(pair, f)] is not Verdict.RIGHT]
        self.segments += 1
        self.with_any += bool(findings)
        self.with_error += _has_error(findings)
        self.wrong_any += bool(wrong)
        self.wrong_error += _has_error(wrong)
        self.unread += list(verdicts.values()).count(None)
        self.by_check.update({(f.check, f.severity) for f in findings})


def _has_error(findings: Sequence[Finding]) -> bool:
    return any(f.severity is Severity.ERROR for f in findings)


@dataclass(frozen=True, slots=True)
class Measured:
    recall: dict[str, Recall]
    alarms: Alarms
    found: tuple[tuple[Pair, Finding], ...]
    """Every finding on a good pair."""


def measure(
    pairs: Sequence[Pair], seed: int = 0, report: Report = lambda done, total: None, judged: Judged | None = None
) -> Measured:
    """Inspects each pair as it is, then once with each error that can be planted in it.

    An error counts as found where a check that is for it speaks. None is planted where it spoke of the good translation
    already: there nobody could tell whether it saw what was planted.
    """
    rng = random.Random(seed)
    alarms, found = Alarms(), []
    recall = {kind: Recall() for kind in PLANTS}
    for at, pair in enumerate(pairs):
        material = article_of(pairs, at)
        context = Context(pair.language, starter(), tuple(material.article))
        clean = checks.inspect(pair, context)
        alarms.count(pair, clean, judged or {})
        found += [(pair, finding) for finding in clean]
        _plant(material, context, {f.check for f in clean}, rng, recall)
        report(at + 1, len(pairs))
    return Measured(recall, alarms, tuple(found))


def _catches(finding: Finding, kind: str, good: str, spoilt: str) -> bool:
    """Whether a finding tells of the planted error."""
    if finding.check in CAUGHT_BY[kind]:
        return True
    marks = finding.target_span is not None and finding.check in CAUGHT_WHERE_MARKED.get(kind, ())
    same = takewhile(lambda both: both[0] == both[1], zip(good, spoilt, strict=False))
    return marks and finding.target_span.start >= len(list(same))


def _plant(
    material: Material, context: Context, spoken: Collection[str], rng: random.Random, recall: dict[str, Recall]
) -> None:
    """Plants each error in one pair and counts what is found; `spoken` are the checks that spoke of it as it was."""
    pair = material.pair
    for kind, plant in PLANTS.items():
        spoilt = plant(material, rng)
        if spoilt is None or spoilt == pair.target:
            continue
        counts = recall[kind]
        if not CAUGHT_BY[kind].isdisjoint(spoken):
            counts.left_out += 1
            continue
        findings = checks.inspect(Pair(pair.source, spoilt, pair.language), context)
        severities = {f.severity for f in findings if _catches(f, kind, pair.target, spoilt)}
        counts.planted += 1
        counts.found += bool(severities)
        counts.as_error += Severity.ERROR in severities
