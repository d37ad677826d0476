"""What each block is for: headline, paragraph, caption, dateline, or furniture with its reason.

It decides by wording, place and repetition. It does not know pages it has never seen: what it misses stays in the
article, and what it folds wrongly a person brings back with a click.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from workbench.ingest.phrases import TRAILING_CREDIT, furniture_reason, plain
from workbench.model import BlockKind
from workbench.text.figures import figures

SENTENCE_END = re.compile(r"[۔।॥.؟?!…][\"'”’‘»)\]\s]*$")

# Headlines in the wires that the seeds come from run to 15 words; twice that still is one, a paragraph rarely.
MOST_TITLE_WORDS = 30
# A caption says what a picture shows in a sentence or two.
MOST_CAPTION_WORDS = 45
# A name or a role: "Editorial Team", "Our Correspondent in Almaty".
MOST_NAME_WORDS = 5
# "(Agency / Agency - 13 January 2022)" before the first sentence.
LEADING_DATELINE = re.compile(r"[(\[][^()\[\]\n]{3,90}[)\]](?=\s)")
# Words that stand beside a date without making it a sentence.
DATE_WORDS = frozenset(["ء", "م", "ه", "هـ", "on", "at", "updated", "published", "posted", "last", "ist", "gmt", "utc", "pm", "am", "pkt", "شایع", "شدہ", "شائع", "اپ", "ڈیٹ", "تاریخ", "بجے", "نشر", "تحدیث", "آخر", "فی", "الساعه", "الساعة", "प्रकाशित", "अपडेट", "अद्यतन", "को", "बजे", "पर"])  # fmt: skip


@dataclass(frozen=True, slots=True)
class Piece:
    """A span of the text (code points) with the role it plays."""

    start: int
    end: int
    kind: BlockKind
    reason: str = ""


def classify(text: str, spans: list[tuple[int, int]]) -> list[Piece]:
    """The role of every block, in order. A block with a credit or a dateline run into it comes back as two pieces."""
    pieces = [piece for start, end in spans for piece in _by_wording(text, start, end)]
    pieces = _fold_bylines(text, pieces)
    pieces = _find_title(text, pieces)
    pieces = _fold_repeated_title(text, pieces)
    return _find_captions(text, pieces)


def _by_wording(text: str, start: int, end: int) -> Iterator[Piece]:
    block = text[start:end]
    if reason := furniture_reason(block):
        yield Piece(start, end, BlockKind.FURNITURE, reason)
    elif credit := TRAILING_CREDIT.search(block):
        caption_end = start + len(block[: credit.start()].rstrip())
        credit_start = end - len(block[credit.start() :].lstrip())
        yield Piece(start, caption_end, BlockKind.CAPTION)
        yield Piece(credit_start, end, BlockKind.FURNITURE, "photo credit")
    elif _is_date(block):
        yield Piece(start, end, BlockKind.DATELINE)
    elif (dateline := LEADING_DATELINE.match(block)) and _names_a_date(dateline[0]):
        rest = end - len(block[dateline.end() :].lstrip())
        yield Piece(start, start + dateline.end(), BlockKind.DATELINE)
        yield Piece(rest, end, BlockKind.PARAGRAPH)
    else:
        yield Piece(start, end, BlockKind.PARAGRAPH)


def _names_a_date(text: str) -> bool:
    return any(figure.kind == "month" for figure in figures(text, "ar") + figures(text, "hi") + figures(text, "ur"))


def _is_date(block: str) -> bool:
    """True for a line that is a date and nothing else: "जनवरी 14, 2022"."""
    if len(block.split()) > 8 or not any(character.isdigit() for character in block):
        return False
    for language in ("ar", "ur", "hi", "en"):
        found = figures(block, language)
        if any(figure.kind == "month" for figure in found):
            rest = list(block)
            for figure in found:
                rest[figure.start : figure.end] = " " * (figure.end - figure.start)
            return all(word in DATE_WORDS for word in re.findall(r"[^\W\d_]+", "".join(rest).casefold()))
    return False


def _fold_bylines(text: str, pieces: list[Piece]) -> list[Piece]:
    """Names under a byline label ("लेखक") or beside a role line belong to it."""
    folded: list[Piece] = []
    for piece in pieces:
        previous = folded[-1] if folded else None
        under_byline = previous is not None and previous.reason in ("byline", "role line")
        if piece.kind is BlockKind.PARAGRAPH and under_byline and _is_name_like(text[piece.start : piece.end]):
            piece = replace(piece, kind=BlockKind.FURNITURE, reason="byline")
        folded.append(piece)
    return folded


def _is_name_like(block: str) -> bool:
    return len(block.split()) <= MOST_NAME_WORDS and not SENTENCE_END.search(block)


def _find_title(text: str, pieces: list[Piece]) -> list[Piece]:
    """The first block of the article is its headline, unless it is a paragraph or all there is."""
    content = [i for i, piece in enumerate(pieces) if piece.kind is not BlockKind.FURNITURE]
    if len(content) < 2:
        return pieces
    first = pieces[content[0]]
    block = text[first.start : first.end]
    stop = SENTENCE_END.search(block)
    headline = first.kind is BlockKind.PARAGRAPH and len(block.split()) <= MOST_TITLE_WORDS
    if headline and (stop is None or stop[0][0] in "؟?!…"):
        pieces = [*pieces]
        pieces[content[0]] = replace(first, kind=BlockKind.TITLE)
    return pieces


def _fold_repeated_title(text: str, pieces: list[Piece]) -> list[Piece]:
    title = next((text[p.start : p.end] for p in pieces if p.kind is BlockKind.TITLE), None)
    return [
        replace(piece, kind=BlockKind.FURNITURE, reason="repeated title")
        if title and piece.kind is BlockKind.PARAGRAPH and _repeats(title, text[piece.start : piece.end])
        else piece
        for piece in pieces
    ]


def _repeats(title: str, block: str) -> bool:
    """The same words; a headline's words with a full stop are the article's first sentence."""
    return plain(title) == plain(block) and (title == block or not SENTENCE_END.search(block))


def _find_captions(text: str, pieces: list[Piece]) -> list[Piece]:
    """A short block right above a photo credit, with no blank line between, is the picture's caption."""
    found = [*pieces]
    for i, (piece, following) in enumerate(itertools.pairwise(pieces)):
        adjacent = text[piece.end : following.start].count("\n") <= 1
        short = len(text[piece.start : piece.end].split()) <= MOST_CAPTION_WORDS
        if piece.kind is BlockKind.PARAGRAPH and following.reason == "photo credit" and adjacent and short:
            found[i] = replace(piece, kind=BlockKind.CAPTION)
    return found
