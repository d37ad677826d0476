"""Builds small articles from tuples, without reading a file or loading a model."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import pytest

from workbench.model import (
    Action,
    Article,
    Attempt,
    Block,
    BlockKind,
    Document,
    Draft,
    Edit,
    Gloss,
    Review,
    Segment,
    Signature,
    Status,
    Summary,
    SummarySentence,
)

AT = "2026-11-21T10:00:00Z"
SOLID = Signature("marian", "opus-mt-hi-en", "abc123", {"beam": 4}, "ctranslate2 4.8.5")
PREVIEW = Signature("gguf", "gemma-270m", "def456", {"beam": 1}, "transformers 5.23", preview=True)


def review(status: Status, text: str | None = None, *, by: str = "Amal", reason: str = "", machine: str = "") -> Review:
    """The review that one edit of that outcome leaves; `unreviewed` leaves none."""
    if status is Status.UNREVIEWED:
        return Review()
    action = {Status.REJECTED: Action.REJECT, Status.EDITED: Action.EDIT}.get(status, Action.APPROVE)
    edit = Edit("e1", AT, by, action, "target", 0, text, machine, reason)
    return Review(1, status, text, by, AT, reason, (edit,))


def article(
    blocks: Sequence[tuple],
    *,
    language: str = "ur",
    title: str | None = None,
    name: str = "000_article.txt",
    signature: Signature = SOLID,
    summary: Sequence[str] = (),
    by: str = "Amal",
    kinds: Mapping[str, BlockKind] | None = None,
) -> Article:
    """An article from `(kind, [(source, machine, status, human text or None, reason), ...])`, later items optional.

    Segments are named `g1`, `g2`, ... in reading order over all blocks, blocks `b1`, `b2`, ...
    """
    text, made, drafts, reviews = "", [], {}, {}
    for kind, sentences in blocks:
        start, segments = len(text), []
        for source, machine, *rest in sentences:
            status, human, reason = (*rest, *(Status.UNREVIEWED, None, "")[len(rest) :])
            text += " " if segments else ""
            segment = Segment(f"g{len(reviews) + 1}", len(text), len(text) + len(source), source)
            text += source
            segments.append(segment)
            reviews[segment.id] = review(status, human, by=by, reason=reason, machine=machine or "")
            if machine is not None:
                drafts[segment.id] = Draft(
                    segment.id,
                    source,
                    machine,
                    -0.25,
                    "first",
                    signature,
                    AT,
                    (Attempt("first", machine, -0.25, ""),),
                    (Gloss(0, 2, source[:2], ("word", "other"), "noun", "lexicon"),),
                )
        why = "the line is on every page" if kind is BlockKind.FURNITURE else ""
        made.append(Block(f"b{len(made) + 1}", kind, start, len(text), language, tuple(segments), why))
        text += "\n\n"
    document = Document(
        "a1", name, "0" * 64, "utf-8", text, language, "detected", title or made[0].segments[0].text, tuple(made)
    )
    chosen = tuple(SummarySentence(segment_id, 0.5) for segment_id in summary)
    return Article(
        document, drafts, reviews, kinds or {}, Summary(chosen, "lexrank", {"sentences": 3}) if summary else None
    )


@pytest.fixture
def mixed() -> Article:
    """A title, furniture, and two paragraphs with one sentence of every status."""
    return article(
        [
            (BlockKind.TITLE, [("روس کی قیادت میں انخلا شروع", "Withdrawal led by Russia begins", Status.APPROVED)]),
            (BlockKind.FURNITURE, [("Sorry, you need to enable JavaScript.", None)]),
            (
                BlockKind.PARAGRAPH,
                [
                    ("پہلا جملہ۔", "First sentence.", Status.APPROVED),
                    ("دوسرا جملہ۔", "Machine second.", Status.CORRECTED, "Second sentence."),
                    ("تیسرا جملہ۔", "Machine third."),
                    ("چوتھا جملہ۔", "Machine fourth.", Status.EDITED, "Edited fourth."),
                ],
            ),
            (
                BlockKind.PARAGRAPH,
                [
                    ("پانچواں جملہ۔", "Machine fifth.", Status.REJECTED, None, "wrong name"),
                    ("چھٹا جملہ۔", "Sixth sentence.", Status.APPROVED),
                ],
            ),
        ],
        summary=["g3", "g5", "g8"],
    )
