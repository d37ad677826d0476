"""English for a newsroom to paste, as Markdown: summary, article, then each sentence beside its source. It knows no other
format.

The file holds no HTML at all, so it reads the same where a renderer switches HTML off, and in a plain text editor. That
is why a right-to-left source stands between the isolates U+2067 and U+2069 and not in `<div dir="rtl">`: W3C advises
isolates where markup cannot be relied on, they work inside a table cell, and they go along when a line is copied.
Untrusted text is escaped so that it can start no heading, list, link, image, code, table cell, footnote or template tag.
"""

from __future__ import annotations

import re

from workbench.export.characters import one_line
from workbench.export.selection import (
    MARKS,
    NO_TEXT,
    OUTDATED,
    Digest,
    Gap,
    Paragraph,
    Release,
    approvers,
    by_preview_model,
    count_of,
    english,
    origins,
    settings_text,
    wording,
    wording_approvers,
)
from workbench.model import BlockKind, Cited, Review, Row, Status
from workbench.text.direction import isolated
from workbench.text.languages import LANGUAGES, direction_of, name_of

# `{` for template languages (Jekyll reads `{{`), `$` for formulas, `^` for footnotes and superscripts, `~` for strikes.
_SPECIAL = re.compile(r"[\\`*_{}\[\]<>|~&$^#]")
# What makes a list, a rule, an underline or a definition only where a line starts.
_LINE_START = re.compile(r"^(\(?(?:[0-9]{1,9}|[A-Za-z]))([.)])(?=\s|$)|^([-+=:%])")
# GitHub makes links of bare addresses.
_BARE_LINK = re.compile(r"(?<=\w):(?=//)|(?<=\bwww)\.", re.IGNORECASE)
_LABELS = {BlockKind.CAPTION: "Caption: ", BlockKind.DATELINE: "Dateline: "}


def write(release: Release) -> bytes:
    """The article as UTF-8 Markdown (CommonMark with GitHub's tables and footnotes)."""
    digest = release.digest()
    pieces = [
        *_top(release),
        *(_summary(digest) if digest else []),
        *_article(release),
        *_sentences(release),
        *_provenance(release),
        *([_footnote(release, sentence) for sentence in digest.sentences] if digest else []),
    ]
    return ("\n\n".join(pieces) + "\n").encode("utf-8")


def escaped(text: str) -> str:
    """The text on one line, such that Markdown shows exactly its characters."""
    text = _SPECIAL.sub(r"\\\g<0>", one_line(text))
    text = _BARE_LINK.sub(r"\\\g<0>", text)
    return _LINE_START.sub(lambda found: f"{found[1] or ''}\\{found[2] or found[3]}", text)


def _top(release: Release) -> list[str]:
    headline = release.headline()
    title = _source(release.article.document.title, release.article.document.language)
    notice = release.notice()
    language = escaped(name_of(release.article.document.language))
    return [
        *([f"**{notice}**"] if notice else []),
        f"# {_text_of(headline) if headline else title}",
        *([f"{language} headline: {title}"] if headline else []),
        f"{release.approved_of()}. Translated from {language}.",
    ]


def _summary(digest: Digest) -> list[str]:
    lines = [f"- {_wording(sentence)}[^s{sentence.row.number}]" for sentence in digest.sentences]
    lines += [f"- {gap}" for gap in digest.gaps()]
    return ["## Summary", "\n".join(lines)] if lines else []


def _article(release: Release) -> list[str]:
    headline = release.headline()
    return ["## Article", *(_paragraph(each) for each in release.paragraphs() if each != headline)]


def _paragraph(paragraph: Paragraph) -> str:
    heading = "### " if paragraph.kind is BlockKind.TITLE else ""
    return heading + _LABELS.get(paragraph.kind, "") + _text_of(paragraph)


def _text_of(paragraph: Paragraph) -> str:
    return " ".join(str(part) if isinstance(part, Gap) else _english(part) for part in paragraph.parts)


def _english(row: Row) -> str:
    return _marked(english(row), row.review.status)


def _wording(sentence: Cited) -> str:
    return (f"**[{OUTDATED}]** " if sentence.outdated else "") + _marked(wording(sentence), sentence.status)


def _marked(text: str, status: Status) -> str:
    """The English with its mark; a rejected sentence is its mark and nothing else."""
    mark = MARKS.get(status)
    text = escaped(text)
    if mark is None:
        return text or NO_TEXT
    if mark == "REJECTED":
        return f"**[{mark}]**"
    return f"**[{mark}]** {text or NO_TEXT}"


def _source(text: str, language: str) -> str:
    return isolated(escaped(text), direction_of(language) if language in LANGUAGES else None)


# --- where each sentence comes from ------------------------------------------------------------------------------


def _sentences(release: Release) -> list[str]:
    language = escaped(name_of(release.article.document.language))
    lines = [f"| No. | English | {language} | Status |", "| ---: | --- | --- | --- |"]
    for paragraph in release.paragraphs():
        lines += [_line(release, part) for part in paragraph.parts]
    return ["## Sentence by sentence", "\n".join(lines)]


def _line(release: Release, part: Row | Gap) -> str:
    if isinstance(part, Gap):
        return f"| {part.numbers} | {part} | | |"
    source = _source(part.segment.text, part.block.language)
    return f"| {part.number} | {_english(part)} | {source} | {_status(release, part)} |"


def _status(release: Release, row: Row) -> str:
    """Who did what when, and what the checks saw."""
    said = _verdict(row.review)
    if by_preview_model(row):
        said.append("preview model")
    said += [f"{finding.severity}: {isolated(escaped(finding.message))}" for finding in release.findings_of(row)]
    return "; ".join(said)


def _verdict(review: Review) -> list[str]:
    said = [str(review.status)]
    if review.by:
        said[0] += f" by {isolated(escaped(review.by))} {escaped(review.at)}".rstrip()
    if review.why:
        said.append(f"reason: {isolated(escaped(review.why))}")
    return said


def _footnote(release: Release, sentence: Cited) -> str:
    # Starts with words, because `[^s1]: word` alone would be a link definition where footnotes are unknown, and vanish.
    row = sentence.row
    said = _status(release, row)
    if sentence.own:
        changed = "; the translation has changed since" if sentence.outdated else ""
        said += f"; as worded for the summary: {'; '.join(_verdict(sentence.wording))}{changed}"
    source = _source(row.segment.text, row.block.language)
    return f"[^s{row.number}]: Sentence {row.number} (id {escaped(row.segment.id)}), {said}: {source}"


def _provenance(release: Release) -> list[str]:
    document = release.article.document
    lines = [
        f"- Source file: {isolated(escaped(document.name))}, SHA-256 {escaped(document.sha256)}, "
        f"encoding {escaped(document.encoding)}, language {escaped(document.language)} ({escaped(document.language_by)})"
    ]
    for made, numbers in origins(release.behind()):
        preview = " (preview model)" if made.preview else ""
        lines.append(
            f"- Sentences {numbers}: engine {escaped(made.engine)}, model {isolated(escaped(made.model))}{preview}, "
            f"revision {escaped(made.revision)}, settings {isolated(escaped(settings_text(made.settings)))}, "
            f"software {isolated(escaped(made.software))}"
        )
    for name, count, last in approvers(release.rows()):
        lines.append(f"- Approved by {isolated(escaped(name))}: {count_of(count, 'sentence')}, last {escaped(last)}")
    lines += _summary_made(release)
    lines.append(f"- Exported {escaped(release.at)} by workbench {escaped(release.version)}")
    return ["## How this was made", "\n".join(lines)]


def _summary_made(release: Release) -> list[str]:
    summary, digest, by_people = release.article.summary, release.digest(), release.article.composition
    if summary is None or digest is None:
        return []
    lines = []
    if summary.method:
        chosen = isolated(escaped(settings_text(summary.settings)))
        lines.append(f"- Summary: sentences chosen by {escaped(summary.method)}, settings {chosen}")
    if by_people.version:
        lines.append(
            f"- Summary: sentences chosen or ordered by people in {count_of(by_people.version, 'step')}, "
            f"last by {isolated(escaped(by_people.by))} {escaped(by_people.at)}"
        )
    for name, count, last in wording_approvers(digest.sentences):
        lines.append(
            f"- Summary approved by {isolated(escaped(name))}: {count_of(count, 'sentence')}, last {escaped(last)}"
        )
    return lines
