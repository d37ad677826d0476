"""Source and English side by side as one self-contained page: no script, no network. It knows no other format.

All text reaches the template through Jinja's autoescape, and no address is made from any text: links are `#s` and a
number. Direction is stated by `dir` on every block, from the language (W3C, "Structural markup and right-to-left text");
`auto` is left to languages we do not know. Names, numbers and file names stand in `<bdi>`.
"""

from __future__ import annotations

import functools
from importlib import resources
from typing import Any

import jinja2

from workbench.export.characters import one_line, printable
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
from workbench.model import BlockKind, Cited, Row, Status
from workbench.text.direction import isolated
from workbench.text.languages import LANGUAGES, direction_of, name_of

_LABELS = {BlockKind.TITLE: "Headline", BlockKind.CAPTION: "Caption", BlockKind.DATELINE: "Dateline"}


def write(release: Release) -> bytes:
    """The page, UTF-8."""
    document = release.article.document
    headline, digest = release.headline(), release.digest()
    html = _template().render(
        page_title=_page_title(release, headline),
        headline=[_part(release, part) for part in headline.parts] if headline else [],
        source_title=_text(document.title, document.language),
        notice=release.notice(),
        approved_of=release.approved_of(),
        document=document,
        language_name=name_of(document.language),
        digest=_digest(digest) if digest else None,
        summary=release.article.summary,
        composition=release.article.composition,
        composition_steps=count_of(release.article.composition.version, "step"),
        paragraphs=[_paragraph(release, each) for each in release.paragraphs()],
        origins=[(made, numbers, settings_text(made.settings)) for made, numbers in origins(release.behind())],
        approvers=_counted(approvers(release.rows())),
        wording_approvers=_counted(wording_approvers(digest.sentences)) if digest else [],
        summary_settings=settings_text(release.article.summary.settings) if release.article.summary else "",
        at=release.at,
        version=release.version,
    )
    return html.encode("utf-8")


def _counted(people: list[tuple[str, int, str]]) -> list[tuple[str, str, str]]:
    return [(name, count_of(count, "sentence"), last) for name, count, last in people]


@functools.cache
def _template() -> jinja2.Template:
    text = resources.files("workbench.export").joinpath("bilingual.html.j2").read_text("utf-8")
    environment = jinja2.Environment(
        autoescape=True, undefined=jinja2.StrictUndefined, trim_blocks=True, lstrip_blocks=True, finalize=_shown
    )
    return environment.from_string(text)


def _shown(value: Any) -> Any:
    """What the template writes for a value: every text passes here, so none goes out with its control characters.

    What has `__html__` comes from a macro, whose texts were here already.
    """
    return printable(value) if isinstance(value, str) and not hasattr(value, "__html__") else value


def _page_title(release: Release, headline: Paragraph | None) -> str:
    """A window title has no markup, so the parts are isolated with characters."""
    parts = [part for part in headline.parts if isinstance(part, Row)] if headline else []
    told = " ".join(filter(None, (_marked(part) for part in parts))) or release.article.document.title
    return isolated(one_line(told))


def _marked(row: Row) -> str:
    mark = MARKS.get(row.review.status)
    return f"[{mark}] {english(row)}" if mark else english(row)


def _text(text: str, language: str) -> dict[str, str]:
    """Text with the attributes its element needs."""
    return {"text": text, "lang": language, "dir": direction_of(language) if language in LANGUAGES else "auto"}


def _paragraph(release: Release, paragraph: Paragraph) -> dict[str, Any]:
    return {
        "kind": paragraph.kind,
        "label": _LABELS.get(paragraph.kind, ""),
        "parts": [_part(release, part) for part in paragraph.parts],
    }


def _part(release: Release, part: Row | Gap) -> dict[str, Any]:
    """A sentence or a gap as the template shows it; `mark` is empty for what is approved."""
    if isinstance(part, Gap):
        return {"gap": str(part), "numbers": part.numbers, "rows": [row.number for row in part.rows]}
    review = part.review
    return {
        "gap": "",
        "number": part.number,
        "id": part.segment.id,
        "source": _text(part.segment.text, part.block.language),
        "english": english(part),
        "missing": "" if english(part) or review.status is Status.REJECTED else NO_TEXT,
        "status": review.status,
        "mark": MARKS.get(review.status, ""),
        "preview": by_preview_model(part),
        "by": review.by,
        "reviewed_at": review.at,
        "reason": review.why,
        "findings": release.findings_of(part),
    }


def _digest(digest: Digest) -> dict[str, Any]:
    return {"parts": [_cited(sentence) for sentence in digest.sentences], "gaps": digest.gaps()}


def _cited(sentence: Cited) -> dict[str, Any]:
    """A summary sentence as the template shows it; `by` is empty where it has no wording of its own."""
    text = wording(sentence)
    return {
        "gap": "",
        "number": sentence.row.number,
        "english": text,
        "missing": "" if text or sentence.status is Status.REJECTED else NO_TEXT,
        "status": sentence.status,
        "mark": MARKS.get(sentence.status, ""),
        "preview": by_preview_model(sentence.row, text),
        "outdated": OUTDATED if sentence.outdated else "",
        "by": sentence.wording.by if sentence.own else "",
        "reviewed_at": sentence.wording.at,
        "reason": sentence.wording.why,
    }
