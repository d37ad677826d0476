"""What a person said of findings on good pairs, after reading both sentences: is there a fault, or a false alarm?

A table with tabs between its columns: the pair's key, the check, the side it marks, the verdict, and by whom. It holds
no text of the pairs, so that it may travel where they may not; columns after the fifth are for the reader's eyes.
"""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from workbench.errors import InputError
from workbench.model import Finding, Pair, Severity

COLUMNS = ("pair", "check", "side", "verdict", "by")
SIDES = ("source", "target")
_TO_READ = ("severity", "message", "source", "english")


class Verdict(StrEnum):
    """Of a finding: `right` where the translation has that fault, `wrong` where it has not."""

    RIGHT = "right"
    WRONG = "wrong"


@dataclass(frozen=True, slots=True)
class Place:
    """Where a verdict belongs: what one check says of one side of one pair, however it words it."""

    pair: str
    check: str
    side: str

    @classmethod
    def of(cls, pair: Pair, finding: Finding) -> Place:
        return cls(key_of(pair), finding.check, "target" if finding.target_span else "source")


Judged = Mapping[Place, Verdict]


def key_of(pair: Pair) -> str:
    """Sixteen hex digits of the SHA-256 of source, tab, English."""
    return hashlib.sha256(f"{pair.source}\t{pair.target}".encode()).hexdigest()[:16]


def read(text: str, name: str, checks: Collection[str]) -> dict[Place, Verdict]:
    """The verdicts of a table; what has none yet is left out. Raises InputError naming the first bad line."""
    lines = [line.split("\t") for line in text.splitlines() if line.strip() and not line.startswith("#")]
    if not lines or tuple(lines[0][: len(COLUMNS)]) != COLUMNS:
        columns = ", ".join(COLUMNS)
        raise InputError(f"{name} must begin with a line that names its columns: {columns}, with tabs between.")
    found: dict[Place, Verdict] = {}
    for line in lines[1:]:
        pair, check, side, verdict, by = [*line, *[""] * len(COLUMNS)][: len(COLUMNS)]
        if not verdict.strip():
            continue
        if check not in checks or side not in SIDES or verdict not in list(Verdict) or not by.strip():
            raise InputError(
                f"{name} has a line that is no verdict: {' '.join(line[: len(COLUMNS)])!r}. It takes a pair's key, the name "
                "of a check, source or target, right or wrong, and by whom."
            )
        found[Place(pair, check, side)] = Verdict(verdict)
    return found


def table(found: Iterable[tuple[Pair, Finding]], judged: Judged) -> str:
    """The findings with the verdicts there are, one line for each place, to be read and judged."""
    places: dict[Place, tuple[Pair, list[Finding]]] = {}
    for pair, finding in found:
        places.setdefault(Place.of(pair, finding), (pair, []))[1].append(finding)
    lines = [[*COLUMNS, *_TO_READ]]
    for place, (pair, findings) in places.items():
        severity = min((f.severity for f in findings), key=list(Severity).index)
        messages = " ".join(finding.message for finding in findings)
        texts = (" ".join(text.split()) for text in (messages, pair.source, pair.target))
        lines.append([place.pair, place.check, place.side, judged.get(place, ""), "", severity, *texts])
    return "".join("\t".join(line) + "\n" for line in lines)
