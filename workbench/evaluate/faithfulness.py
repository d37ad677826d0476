"""What translations keep of their sources' numbers and names, and the names they make up. It judges no fluency.

A reader is misled by one wrong figure or place more than by a page of clumsy English, and chrF hardly notices either.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from workbench.resources import names
from workbench.resources.english_names import plain
from workbench.resources.gloss import gloss
from workbench.text.figure_match import unexplained
from workbench.text.figures import Kind, figures
from workbench.text.languages import TARGET_LANGUAGE


@dataclass(frozen=True, slots=True)
class Share:
    """How many of `total` things were kept."""

    kept: int
    total: int

    @property
    def percent(self) -> float | None:
        """From 0 to 100; None where there was nothing to keep."""
        return 100 * self.kept / self.total if self.total else None


def numbers_kept(sources: Sequence[str], hypotheses: Sequence[str], language: str) -> Share:
    """How many numbers of the sources (BCP 47 `language`) their hypotheses have, in whatever writing.

    A number is a value of a figure that is a number or a time of day and not weak (see `text.figures`); a value counts
    once in a sentence. It is kept where a figure of the hypothesis accounts for it (see `text.figure_match`). Months
    and weekdays do not count.
    """
    kept = total = 0
    for source, hypothesis in zip(sources, hypotheses, strict=True):
        here = figures(source, language)
        values = {f.value for f in here if f.kind in (Kind.NUMBER, Kind.TIME) and not f.weak}
        total += len(values)
        kept += len(values) - len(unexplained(here, figures(hypothesis, TARGET_LANGUAGE)))
    return Share(kept, total)


def names_kept(references: Sequence[str], hypotheses: Sequence[str], *, known: bool = False) -> Share:
    """How many names of the references their hypotheses have, whether the lexicons know them or not; with `known`, of those.

    A word counts once in a sentence. Forms of one name are the same: "Iran" is kept by "Iranian" (see `resources.names`).
    """
    counts = [names.share_kept(r, h, known=known) for r, h in zip(references, hypotheses, strict=True)]
    return Share(sum(kept for kept, _ in counts), sum(total for _, total in counts))


def names_invented(sources: Sequence[str], hypotheses: Sequence[str], language: str) -> int:
    """How many names the hypotheses have that their sources (BCP 47 `language`) give no reason for.

    The reason is a word of the source's gloss, or one spelled like it. Only names that the lexicons know count, once in a
    sentence: a name they do not know may be a spelling of one that the source has.
    """
    count = 0
    for source, hypothesis in zip(sources, hypotheses, strict=True):
        invented = names.invented(hypothesis, gloss(source, language))
        count += len({plain(name.text) for name in invented if name.known})
    return count
