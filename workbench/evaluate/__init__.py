"""How near translations come to references, in the field's own measures. It does not know where translations come from."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from workbench.errors import InputError
from workbench.evaluate.faithfulness import Share, names_invented, names_kept, numbers_kept

__all__ = ["Score", "Share", "names_invented", "names_kept", "numbers_kept", "read_pairs", "score"]


@dataclass(frozen=True, slots=True)
class Score:
    """A corpus-level score from 0 to 100 (TER may exceed it) and the sacrebleu signature that says how it was computed."""

    value: float
    signature: str


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


def score(hypotheses: Sequence[str], references: Sequence[str]) -> dict[str, Score]:
    """chrF2 (Popović 2015), BLEU (Papineni et al. 2002) and TER (Snover et al. 2006) of a whole file, by sacrebleu.

    One hypothesis and one reference per segment, in the same order.
    """
    from sacrebleu.metrics import BLEU, CHRF, TER

    metrics = {"chrf": CHRF(), "bleu": BLEU(), "ter": TER(case_sensitive=True, normalized=True)}
    scores = {}
    for name, metric in metrics.items():
        value = metric.corpus_score(list(hypotheses), [list(references)]).score
        scores[name] = Score(value, metric.get_signature().format())
    return scores
