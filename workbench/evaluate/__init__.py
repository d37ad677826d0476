"""How near translations come to references, in the field's own measures. It does not know where translations come from."""

from __future__ import annotations

from workbench.errors import InputError
from workbench.evaluate.compare import Comparison, Interval, compare
from workbench.evaluate.faithfulness import Share, names_invented, names_kept, numbers_kept
from workbench.evaluate.scores import Score, rank_correlation, score, segment_chrf, segment_chrf_signature

__all__ = [
    "Comparison",
    "Interval",
    "Score",
    "Share",
    "compare",
    "names_invented",
    "names_kept",
    "numbers_kept",
    "rank_correlation",
    "read_pairs",
    "score",
    "segment_chrf",
    "segment_chrf_signature",
]


def read_pairs(text: str, name: str) -> list[tuple[str, str]]:
    """Source and reference of each line of a TSV file. Raises InputError naming the first line that has not both."""
    pairs = []
    for number, line in enumerate(text.split("\n"), start=1):
        fields = line.rstrip("\r").split("\t")
        if not line.strip():
            continue
        if len(fields) != 2 or not all(field.strip() for field in fields):
            raise InputError(
                f"Line {number} of {name} is not a source, a tab and its English: it has {len(fields)} field(s); correct it."
            )
        pairs.append((fields[0].strip(), fields[1].strip()))
    if not pairs:
        raise InputError(f"{name} has no pairs: each line needs a source, a tab and its English.")
    return pairs
