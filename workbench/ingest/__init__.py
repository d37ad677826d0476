"""Bytes to a Document: decode, identify the language, fold the furniture, cut into sentences. It never throws text away."""

from __future__ import annotations

import hashlib
from collections import Counter

from workbench.ingest import layout
from workbench.ingest.decode import decode
from workbench.ingest.furniture import Piece, classify
from workbench.model import Block, BlockKind, Document, Segment
from workbench.text.identity import content_id
from workbench.text.languages import identify, identify_block
from workbench.text.sentences import split


def read(data: bytes, name: str, *, article_id: str, language: str | None = None) -> Document:
    """One article from a file's bytes. `language` (BCP 47) overrides identification.

    Raises UnreadableInput when the bytes are not text we can read.
    """
    text, encoding = decode(data, name)
    pieces = classify(text, layout.blocks(text))
    article_language = language or identify(_without_furniture(text, pieces))
    ids = _Ids()
    blocks = tuple(_block(text, piece, article_language, ids) for piece in pieces)
    return Document(
        id=article_id,
        name=name,
        sha256=hashlib.sha256(data).hexdigest(),
        encoding=encoding,
        text=text,
        language=article_language,
        language_by="user" if language else "detected",
        title=_title(blocks, text),
        blocks=blocks,
    )


class _Ids:
    """Ids from content, so that a paragraph added above leaves all others as they are; a repeat gets its count."""

    def __init__(self) -> None:
        self._seen: Counter[str] = Counter()

    def of(self, prefix: str, content: str) -> str:
        self._seen[prefix + content] += 1
        return content_id(prefix, content, self._seen[prefix + content])


def _without_furniture(text: str, pieces: list[Piece]) -> str:
    return "\n".join(text[p.start : p.end] for p in pieces if p.kind is not BlockKind.FURNITURE) or text


def _block(text: str, piece: Piece, article_language: str, ids: _Ids) -> Block:
    content = text[piece.start : piece.end]
    language = identify_block(content, article_language)
    segments = []
    for start, end in split(content, language):
        sentence = content[start:end]
        segments.append(Segment(ids.of("s", sentence), piece.start + start, piece.start + end, sentence))
    return Block(ids.of("b", content), piece.kind, piece.start, piece.end, language, tuple(segments), piece.reason)


def _title(blocks: tuple[Block, ...], text: str) -> str:
    """The headline; an article that opens with its first paragraph goes by its first sentence."""
    for block in blocks:
        if block.kind is BlockKind.TITLE:
            return text[block.start : block.end]
    content = [block for block in blocks if block.kind is not BlockKind.FURNITURE] or list(blocks)
    return content[0].segments[0].text
