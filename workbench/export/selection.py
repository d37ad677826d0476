"""Which sentences may leave the workbench, what stands in for the others, and how they were made. It knows no format."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from typing import Any

from workbench.errors import ExportRefused
from workbench.export.characters import one_line
from workbench.model import Article, Block, BlockKind, Cited, Finding, Review, Row, Signature, Status

PREVIEW_NOTICE = "Preview model: do not brief from this text"
NO_TEXT = "[no English text]"
OUTDATED = "TRANSLATION CHANGED SINCE"
"""What a reader is told of a summary sentence whose translation changed after a person worded or approved it."""
MARKS = {
    Status.UNREVIEWED: "UNREVIEWED",
    Status.EDITED: "EDITED, NOT APPROVED",
    Status.REJECTED: "REJECTED",
}
"""What a reader is told of a sentence that nobody approved; approved ones carry no mark."""


@dataclass(frozen=True, slots=True)
class Gap:
    """Neighbouring sentences that are not exported: readers must see that something is missing."""

    rows: tuple[Row, ...]

    @property
    def numbers(self) -> str:
        return ranges(row.number for row in self.rows)

    def __str__(self) -> str:
        return f"[{count_of(len(self.rows), 'sentence')} not yet approved]"


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A block of the article with its exported sentences, and gaps where the others stand.

    `block` is the first one where the gap covers several.
    """

    block: Block
    kind: BlockKind
    parts: tuple[Row | Gap, ...]

    @property
    def gap(self) -> Gap | None:
        """The gap that a plain paragraph is when nothing of it is exported, else None."""
        first = self.parts[0]
        alone = self.kind is BlockKind.PARAGRAPH and len(self.parts) == 1
        return first if alone and isinstance(first, Gap) else None


@dataclass(frozen=True, slots=True)
class Digest:
    """The summary as far as it may leave: exported sentences, how many wait for approval, and those whose sentence was
    folded away since.

    Approved is a sentence whose own wording is approved, or that has none and whose translation is.
    """

    sentences: tuple[Cited, ...]
    waiting: int
    gone: tuple[Cited, ...]

    @property
    def rows(self) -> list[Row]:
        """The article's sentences behind the exported ones."""
        return [sentence.row for sentence in self.sentences if sentence.row]

    def gaps(self) -> list[str]:
        """A sentence for each kind of summary sentence that is missing."""
        said = []
        if self.waiting:
            said.append(f"[{count_of(self.waiting, 'summary sentence')} not yet approved]")
        if self.gone:
            said.append(f"[{count_of(len(self.gone), 'summary sentence')} no longer part of the article]")
        return said


@dataclass(frozen=True, slots=True)
class Release:
    """An article on its way out: what every format is given. `everything` includes what nobody approved."""

    article: Article
    all_rows: tuple[Row, ...]
    """`article.rows()`, computed once."""
    everything: bool
    findings: Mapping[str, Sequence[Finding]] | None
    """Findings by segment id; None when nothing was checked."""
    at: str
    version: str

    def lets_out(self, row: Row) -> bool:
        return row.approved or self.everything

    def rows(self) -> list[Row]:
        """The sentences that are exported, in reading order."""
        return [row for row in self.all_rows if self.lets_out(row)]

    def paragraphs(self) -> list[Paragraph]:
        """The blocks of the article in reading order, folded furniture left out.

        Neighbouring paragraphs with nothing to export are one gap: news often has a sentence a paragraph, and twenty
        lines that say "1 sentence" hide the few that say something.
        """
        made: list[Paragraph] = []
        for _, run in groupby(self.all_rows, key=lambda row: row.block.id):
            rows = list(run)
            paragraph = Paragraph(rows[0].block, rows[0].kind, self._parts(rows))
            if made and paragraph.gap and (before := made[-1].gap):
                made[-1] = replace(made[-1], parts=(Gap(before.rows + paragraph.gap.rows),))
            else:
                made.append(paragraph)
        return made

    def _parts(self, rows: Iterable[Row]) -> tuple[Row | Gap, ...]:
        parts: list[Row | Gap] = []
        for row in rows:
            if self.lets_out(row):
                parts.append(row)
            elif parts and isinstance(parts[-1], Gap):
                parts[-1] = Gap((*parts[-1].rows, row))
            else:
                parts.append(Gap((row,)))
        return tuple(parts)

    def headline(self) -> Paragraph | None:
        """The block to print as the headline: the first title, where the article has one."""
        return next((paragraph for paragraph in self.paragraphs() if paragraph.kind is BlockKind.TITLE), None)

    def digest(self) -> Digest | None:
        """The summary, or None when the article has none."""
        if self.article.summary is None:
            return None
        cited = self.article.cited()
        present = [sentence for sentence in cited if sentence.row]
        exported = tuple(sentence for sentence in present if sentence.approved or self.everything)
        return Digest(exported, len(present) - len(exported), tuple(each for each in cited if not each.row))

    def behind(self) -> list[Row]:
        """The sentences of the article that any exported English is of, in reading order: the summary may cite more."""
        digest = self.digest()
        cited = {row.segment.id for row in digest.rows} if digest else set()
        return [row for row in self.all_rows if self.lets_out(row) or row.segment.id in cited]

    def notice(self) -> str | None:
        """What must stand at the top of the file, or None.

        One exported draft by a preview model is enough, even where a person corrected it: the rest was judged beside it.
        """
        previews = (row.draft is not None and row.draft.signature.preview for row in self.behind())
        return PREVIEW_NOTICE if any(previews) else None

    def counts(self) -> Counter[Status]:
        """How many sentences of the article have each status."""
        return Counter(row.review.status for row in self.all_rows)

    def approved_of(self) -> str:
        """For example `12 of 17 sentences approved`."""
        approved = sum(row.approved for row in self.all_rows)
        return f"{approved} of {count_of(len(self.all_rows), 'sentence')} approved"

    def findings_of(self, row: Row) -> Sequence[Finding]:
        return (self.findings or {}).get(row.segment.id, ())


def english(row: Row) -> str:
    """The row's English, empty where there is none. A rejected text is nobody's translation, so it is none."""
    return "" if row.review.status is Status.REJECTED else row.target


def wording(sentence: Cited) -> str:
    """The English of a summary sentence, empty where it is rejected: see `english`."""
    return "" if sentence.status is Status.REJECTED else sentence.text


def by_preview_model(row: Row, text: str | None = None) -> bool:
    """True when the row's English, or the text given for it, is letter for letter what a preview model wrote."""
    text = english(row) if text is None else text
    return row.draft is not None and row.draft.signature.preview and text == row.draft.text != ""


def refuse_if_empty(article: Article, *, everything: bool) -> None:
    """Raise `ExportRefused` when there is nothing that may leave."""
    rows = article.rows()
    title = quotable(article.document.title)
    if not rows:
        raise ExportRefused(f"«{title}» has no sentences to export: bring a folded block back into the article first")
    summary = any(sentence.row and sentence.approved for sentence in article.cited())
    if not everything and not summary and not any(row.approved for row in rows):
        raise ExportRefused(
            f"0 of {count_of(len(rows), 'sentence')} of «{title}» are approved: approve some first, "
            "or export everything with --all, which marks unreviewed text"
        )


def quotable(text: str, limit: int = 80) -> str:
    """The text on one line and short enough for a message; 80 characters hold most headlines."""
    whole = text.encode("utf-8", "replace").decode("utf-8")
    return one_line(whole if len(whole) <= limit else whole[:limit].rstrip() + "…")


# --- how it was made ---------------------------------------------------------------------------------------------


def origins(rows: Iterable[Row]) -> list[tuple[Signature, str]]:
    """The distinct ways the rows were translated, each with the numbers of its sentences, for example `1–3, 5`."""
    signatures: dict[str, Signature] = {}
    numbers: dict[str, list[int]] = {}
    for row in rows:
        if row.draft is None:
            continue
        made = row.draft.signature
        key = repr((made.engine, made.model, made.revision, settings_text(made.settings), made.software, made.preview))
        signatures.setdefault(key, made)
        numbers.setdefault(key, []).append(row.number)
    return [(signatures[key], ranges(numbers[key])) for key in signatures]


def approvers(rows: Iterable[Row]) -> list[tuple[str, int, str]]:
    """Who approved how many of the rows, and when they last did, by name."""
    return _approvers([row.review for row in rows if row.approved])


def wording_approvers(sentences: Iterable[Cited]) -> list[tuple[str, int, str]]:
    """The same for summary sentences whose own wording was approved."""
    return _approvers([sentence.wording for sentence in sentences if sentence.own and sentence.approved])


def _approvers(approved: Sequence[Review]) -> list[tuple[str, int, str]]:
    counted = Counter(review.by for review in approved)
    last = {name: max(review.at for review in approved if review.by == name) for name in counted}
    return [(name, counted[name], last[name]) for name in sorted(counted)]


def settings_text(settings: Mapping[str, Any]) -> str:
    """Settings on one line, the same for the same settings."""
    return json.dumps(dict(settings), ensure_ascii=False, sort_keys=True, default=str)


def ranges(numbers: Iterable[int]) -> str:
    """Sentence numbers as a reader writes them: `1–3, 5`."""
    runs: list[list[int]] = []
    for number in sorted(set(numbers)):
        if runs and number == runs[-1][-1] + 1:
            runs[-1].append(number)
        else:
            runs.append([number])
    return ", ".join(str(run[0]) if len(run) == 1 else f"{run[0]}–{run[-1]}" for run in runs)


def count_of(count: int, noun: str) -> str:
    """`1 sentence`, `2 sentences`."""
    return f"{count} {noun}" if count == 1 else f"{count} {noun}s"
