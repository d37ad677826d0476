"""A workspace to measure the page on, made from the seeds' sentences. Its English is word by word: nobody is to read it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import count, islice
from pathlib import Path

from workbench import ingest, pipeline
from workbench.bench.sentences import seed_sentences
from workbench.model import BlockKind, Document, Draft, Signature
from workbench.resources.gloss import gloss
from workbench.settings import Settings
from workbench.store import Workspace, now

LANGUAGE = "ur"
MADE = Signature("embedded", "word by word", "", {}, "bench", preview=True)
# Others are opened meanwhile, as in a day's work.
OTHERS, OTHER_SEGMENTS = 4, 40
# So many that no engine is done with them before all is measured that is measured meanwhile.
WAITING_SEGMENTS = 500


@dataclass(frozen=True, slots=True)
class Desk:
    """A workspace and its articles: the long one, others that are translated too, and one that waits for its translation."""

    folder: Path
    long: str
    others: tuple[str, ...]
    waiting: str


def set_up(folder: Path, segments: int) -> Desk:
    """A desk whose long article has so many segments."""
    workspace = Workspace.open(folder, create=True)
    others = [_translated(workspace, f"other-{n + 1}", OTHER_SEGMENTS, n * OTHER_SEGMENTS) for n in range(OTHERS)]
    waiting = _add(workspace, "waiting", WAITING_SEGMENTS, 100)
    return Desk(folder, _translated(workspace, "long", segments, 0), tuple(others), waiting.id)


def _translated(workspace: Workspace, name: str, segments: int, start: int) -> str:
    document = _add(workspace, name, segments, start)
    workspace.append_drafts(document.id, list(_drafts(document)))
    pipeline.summarise_article(workspace, document.id, Settings())
    return document.id


def _add(workspace: Workspace, name: str, segments: int, start: int) -> Document:
    text = "\n\n".join(sentences(segments, start))
    return pipeline.add(workspace, text.encode(), f"{name}.txt", language=LANGUAGE)


def sentences(number: int, start: int = 0) -> list[str]:
    """So many sentences, no two the same; each is one segment when it stands by itself."""
    text = "\n\n".join(islice(_spliced(), start, start + 2 * number))
    blocks = ingest.read(text.encode(), "sentences.txt", article_id="sentences", language=LANGUAGE).blocks
    single = [b.segments[0].text for b in blocks if len(b.segments) == 1 and b.kind is not BlockKind.FURNITURE]
    return single[:number]


def _spliced() -> Iterator[str]:
    """The first half of a seed's sentence and the second half of another's, pair by pair, without end."""
    words = [sentence.split() for sentence in seed_sentences(LANGUAGE)]
    for turn in count(1):
        for here, first in enumerate(words):
            second = words[(here + turn) % len(words)]
            again = [str(turn)] if turn >= len(words) else []  # all pairs were there
            yield " ".join((*first[: len(first) // 2], *again, *second[len(second) // 2 :]))


def _drafts(document: Document) -> Iterator[Draft]:
    """Word by word, and every seventh without its last words, so that the checks have something to see."""
    for number, (block, segment) in enumerate(document.segments()):
        told = gloss(segment.text, block.language)
        words = [piece.english[0] for piece in told if piece.english]
        text = " ".join(words if number % 7 else words[: len(words) // 2])
        score = -0.1 * (number % 12)  # so that the confidences differ
        yield Draft(segment.id, segment.text, text, score, "first", MADE, now(), gloss=told, others=(f"{text}.",))
