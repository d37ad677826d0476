"""What reviewing the machine's text took: how much had to change, what people decided, and an estimate of their time.

It knows articles, drafts and edits, not where they are kept. HTER is the TER of the machine's text against what a person
made of that very text (Snover et al. 2006): 0 where nothing was changed, and it may exceed 100.
"""

from __future__ import annotations

import itertools
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from workbench.evaluate.scores import Score, ter
from workbench.model import APPROVED, REMARKS, Action, Article, Draft, Edit, Review, Signature, Status

# After a longer pause between two saves nobody knows whether the person was still at it.
LONGEST_PAUSE_SECONDS = 60.0
NO_REASON = "no reason given"
# Drafts that no engine wrote for the sentence: its source as it stands, a person's earlier translation, and what a person
# cut out of a machine's text or put together.
NOT_BY_A_MACHINE = frozenset({"copied", "memory", "split", "merged"})


@dataclass(frozen=True, slots=True)
class PostEdit:
    """A segment that was approved: the machine's text that the reviewer had, who wrote it, and what was approved."""

    language: str
    signature: Signature | None
    """None where the draft that the reviewer had is not there any more."""
    machine: str
    approved: str


@dataclass(frozen=True, slots=True)
class Hter:
    """Edits per 100 words of the approved text. `words` counts these, punctuation marks too; a moved run is one edit."""

    score: Score
    edits: int
    words: int
    segments: int


@dataclass(slots=True)
class Verdicts:
    """Where segments stand. `corrected` were approved with a text that is not the machine's."""

    unchanged: int = 0
    corrected: int = 0
    waiting: int = 0
    rejected: Counter[str] = field(default_factory=Counter)
    """The reasons given, each with how often."""


def post_edits(article: Article, drafts: Mapping[str, Sequence[Draft]]) -> Iterator[PostEdit]:
    """Every approved segment of an article that a machine translated; `drafts` are all of a segment, oldest first.

    What was copied or came from the translation memory, what people split or merged and nobody translated again, what the
    machine left empty, and folded blocks are left out.
    """
    for row in article.rows():
        approval = _approval(row.review)
        if not row.approved or approval is None or not approval.machine:
            continue
        draft = row.draft if row.review.chosen else _draft_of(approval, drafts.get(row.segment.id, ()))
        if draft is None or draft.step not in NOT_BY_A_MACHINE:
            signature = draft.signature if draft else None
            yield PostEdit(row.block.language, signature, approval.machine, row.target)


def _approval(review: Review) -> Edit | None:
    """The newest step that approved it; to go back to an approved point is one."""
    return next((e for e in reversed(review.history) if e.action is Action.APPROVE or e.status in APPROVED), None)


def _draft_of(approval: Edit, drafts: Sequence[Draft]) -> Draft | None:
    """The newest draft with the text that the reviewer had: later runs, by other models too, write new ones."""
    same = [draft for draft in drafts if draft.text == approval.machine and not draft.beside]
    return next((draft for draft in reversed(same) if draft.made_at <= approval.at), same[-1] if same else None)


def hter(edited: Sequence[PostEdit]) -> Hter | None:
    """HTER of all together: the edits of every segment over the words of every segment. None where there are none."""
    if not edited:
        return None
    metric = ter()
    counted = metric.corpus_score([e.machine for e in edited], [[e.approved for e in edited]])
    score = Score(counted.score, metric.get_signature().format())
    return Hter(score, counted.num_edits, round(counted.ref_length), len(edited))


def together(parts: Sequence[Hter]) -> Hter:
    """HTER of several groups of segments as one, at least one group; exact, because edits and words are both sums."""
    edits, words = sum(part.edits for part in parts), sum(part.words for part in parts)
    score = Score(100 * edits / words if words else 0.0, parts[0].score.signature)
    return Hter(score, edits, words, sum(part.segments for part in parts))


def verdicts(article: Article) -> Verdicts:
    """How many segments of an article were approved as they were, corrected, rejected and for which reasons, or wait."""
    found = Verdicts()
    for row in article.rows():
        match row.review.status:
            case Status.APPROVED:
                found.unchanged += 1
            case Status.CORRECTED:
                found.corrected += 1
            case Status.REJECTED:
                category = row.review.category
                found.rejected[category.label if category else row.review.reason or NO_REASON] += 1
            case _:
                found.waiting += 1
    return found


def seconds_by_segment(journals: Mapping[str, Iterable[Edit]]) -> dict[tuple[str, str], float]:
    """An estimate of the active time that each segment took, by article and segment, from the times of saves alone.

    The time between two saves in a row of one person goes to the segment of the later one; a pause of more than
    60 seconds is not counted. So the first save after a pause has no time, and a segment saved only then is left out:
    reading, and thinking for longer than a minute, is not seen. A comment is no save, and the summary is no segment.
    """
    saves = [
        (edit.by, at, article, edit)
        for article, edits in journals.items()
        for edit in edits
        if edit.action not in REMARKS and not edit.of_summary and (at := _seconds(edit.at)) is not None
    ]
    saves.sort(key=lambda save: save[:2])
    found: dict[tuple[str, str], float] = {}
    for (person, before, _, _), (same, at, article, edit) in itertools.pairwise(saves):
        if person == same and at - before <= LONGEST_PAUSE_SECONDS and edit.action is not Action.BLOCK:
            place = (article, edit.target)
            found[place] = found.get(place, 0.0) + at - before
    return found


def _seconds(at: str) -> float | None:
    """Seconds since 1970; None for what is no time, which a foreign hand may have written."""
    try:
        return datetime.fromisoformat(at).timestamp()
    except ValueError:
        return None
