"""Builds an article from tuples: the kind of a block, then the English of its sentences, which get ids s1, s2, …"""

import itertools

import pytest

from workbench.model import Article, Block, BlockKind, Document, Draft, Review, Segment, Signature, Status

SIGNATURE = Signature(engine="copy", model="none", revision="0", settings={}, software="test")
SOURCE = "جملة."


def build(*blocks, rejected=(), corrected=None):
    numbers = itertools.count(1)
    made = tuple(block(kind, [next(numbers) for _ in english]) for kind, *english in blocks)
    english = itertools.chain.from_iterable(texts for _, *texts in blocks)
    drafts = {f"s{n}": draft(f"s{n}", text) for n, text in enumerate(english, 1) if text is not None}
    reviews = {id: Review(version=1, status=Status.REJECTED) for id in rejected}
    reviews |= {id: Review(1, Status.CORRECTED, text) for id, text in (corrected or {}).items()}
    return Article(document(made), drafts, reviews)


def block(kind, numbers):
    sentences = tuple(segment(n) for n in numbers)
    start, end = (sentences[0].start, sentences[-1].end) if sentences else (0, 0)
    return Block(f"b{start}", BlockKind(kind), start, end, "ar", sentences)


def segment(n):
    start = (n - 1) * (len(SOURCE) + 1)
    return Segment(f"s{n}", start, start + len(SOURCE), SOURCE)


def draft(id, text):
    return Draft(id, SOURCE, text, None, "copied", SIGNATURE, "2026-01-01T00:00:00Z")


def document(blocks):
    text = "\n".join(SOURCE for block in blocks for _ in block.segments)
    return Document("d1", "test.txt", "", "utf-8", text, "ar", "user", SOURCE, blocks)


@pytest.fixture(scope="session")
def article_of():
    return build
