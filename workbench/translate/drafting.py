"""Sources to outcomes: what is known is looked up, the rest goes through the engine in batches and up the retry ladder.

It knows one engine and one language at a time; it does not know which article a sentence is from.
"""

from __future__ import annotations

import hashlib
import json
import re
import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from typing import Any, Protocol

from workbench.model import Attempt, Gloss, Hypothesis, Signature
from workbench.settings import Settings
from workbench.translate.engine import Decoding, Engine, length_cap
from workbench.translate.guards import trouble

# Part of every cache key: raise it when the ladder or the guards change what comes out.
GUARDS = 2

# Longer sources make small models drop clauses (a position most training sentences never reach): they are cut first.
MOST_SOURCE_TOKENS = 200
CLAUSE_MARK = re.compile(r"(?<=[،,؛;:–—])\s+|(?<=[۔।.؟?!])\s+")
# A clause shorter than this carries too little to translate by itself.
FEWEST_CLAUSE_WORDS = 3
# The score of an empty hypothesis: far below any real mean log-probability, and a number JSON can hold.
NOTHING_SAID = -99.0


@dataclass(frozen=True, slots=True)
class Outcome:
    """What one source sentence came to. `step` is the rung of the ladder whose text was taken."""

    source: str
    text: str
    score: float
    step: str
    signature: Signature
    attempts: tuple[Attempt, ...] = ()
    """Every rung tried, when the first was not good enough; empty otherwise."""
    gloss: tuple[Gloss, ...] = ()
    """What the engine was told of the source's words."""
    cached: bool = False


@dataclass(frozen=True, slots=True)
class Batch:
    """Outcomes that became ready together, and the seconds the engine took for them (0 for known ones)."""

    outcomes: list[Outcome]
    seconds: float = 0.0


class Cache(Protocol):
    """Key to JSON value, kept between runs."""

    def get(self, key: str) -> dict[str, Any] | None: ...

    def put(self, values: Mapping[str, dict[str, Any]]) -> None: ...


class NoCache:
    """Remembers nothing: every sentence goes through the engine."""

    def get(self, key: str) -> None:
        return None

    def put(self, values: Mapping[str, dict[str, Any]]) -> None:
        pass


def ladder(default: Decoding) -> tuple[tuple[str, Decoding, bool], ...]:
    """The rungs in order: name, decoding, and whether the source is cut at its clause marks first."""
    wider = Decoding(beam=max(4, default.beam), no_repeat_ngram=4)
    return (
        ("first", default, False),
        ("beam without repeats", wider, False),
        ("clause by clause", Decoding(beam=wider.beam, no_repeat_ngram=4, repetition_penalty=1.1), True),
    )


def draft(sources: Sequence[str], engine: Engine, language: str, cache: Cache, settings: Settings) -> Iterator[Batch]:
    """Outcomes for the distinct sources as they become ready: first all that the cache holds, then batch by batch.

    Each batch is in the cache before it is yielded, so stopping between two loses nothing.
    """
    decoding = decoding_of(settings, engine)
    distinct = list(dict.fromkeys(sources))
    keys = {source: _key(engine.signature(decoding), language, source) for source in distinct}
    known = {source: value for source in distinct if (value := cache.get(keys[source]))}
    if known:
        yield Batch([_from_cache(source, value) for source, value in known.items()])
    for batch in batches([s for s in distinct if s not in known], engine, language, settings.batch_tokens):
        started = time.monotonic()
        outcomes = _climb(batch, engine, language, decoding)
        seconds = time.monotonic() - started
        cache.put({keys[outcome.source]: asdict(outcome) for outcome in outcomes})
        yield Batch(outcomes, seconds)


def decoding_of(settings: Settings, engine: Engine) -> Decoding:
    """The engine's own search, with the beam the user asked for."""
    return replace(engine.default, beam=settings.beam) if settings.beam else engine.default


def batches(sources: Sequence[str], engine: Engine, language: str, batch_tokens: int) -> Iterator[list[str]]:
    """The sources sorted by length and cut so that `sentences * longest` stays within `batch_tokens`, longest first.

    Sorting keeps padding small; longest first, so that the time left is over- rather than underestimated.
    """
    sized = sorted(zip(engine.lengths(sources, language) if sources else [], sources, strict=True), reverse=True)
    batch: list[str] = []
    longest = 0
    for length, source in sized:
        if batch and (len(batch) + 1) * longest > batch_tokens:
            yield batch
            batch = []
        longest = longest if batch else max(length, 1)
        batch.append(source)
    if batch:
        yield batch


def clauses(source: str) -> list[str]:
    """The source cut after its commas, semicolons, colons, dashes and stops, short pieces joined to their neighbour."""
    pieces: list[str] = []
    for piece in CLAUSE_MARK.split(source):
        if pieces and min(len(pieces[-1].split()), len(piece.split())) < FEWEST_CLAUSE_WORDS:
            pieces[-1] = f"{pieces[-1]} {piece}"
        else:
            pieces.append(piece)
    return pieces


def _climb(batch: Sequence[str], engine: Engine, language: str, default: Decoding) -> list[Outcome]:
    """Rung by rung, each only for the sources that no rung before it got right."""
    tried: dict[str, list[tuple[Attempt, Signature]]] = {source: [] for source in batch}
    waiting = list(batch)
    for step, decoding, cut in ladder(default):
        if not waiting:
            break
        signature = engine.signature(decoding)
        for attempt, source in zip(_attempts(waiting, engine, language, step, decoding, cut), waiting, strict=True):
            tried[source].append((attempt, signature))
        waiting = [source for source in waiting if tried[source][-1][0].trouble]
    return [replace(_choose(s, attempts), gloss=engine.told(s, language)) for s, attempts in tried.items()]


def _attempts(
    sources: Sequence[str], engine: Engine, language: str, step: str, decoding: Decoding, cut: bool
) -> list[Attempt]:
    lengths = engine.lengths(sources, language)
    parts = [
        clauses(source) if cut or length > MOST_SOURCE_TOKENS else [source]
        for source, length in zip(sources, lengths, strict=True)
    ]
    flat = [" ".join(part.split()) for pieces in parts for part in pieces]
    results = iter(zip(engine.translate(flat, language, decoding), engine.lengths(flat, language), strict=True))
    attempts = []
    for source, pieces in zip(sources, parts, strict=True):
        results_here = [next(results) for _ in pieces]
        got = [hypothesis for hypothesis, _ in results_here]
        cut_off = any(hypothesis.tokens >= length_cap(length) for hypothesis, length in results_here)
        text = " ".join(h.text for h in got if h.text)
        attempts.append(Attempt(step, text, _mean_score(got), trouble(source, text, language, cut_off=cut_off)))
    return attempts


def _mean_score(hypotheses: Sequence[Hypothesis]) -> float:
    tokens = sum(h.tokens for h in hypotheses)
    return sum(h.score * h.tokens for h in hypotheses) / tokens if tokens else NOTHING_SAID


def _choose(source: str, tried: Sequence[tuple[Attempt, Signature]]) -> Outcome:
    """The first attempt without trouble, else the one that is at least something and scored best."""
    attempt, signature = max(tried, key=lambda t: (not t[0].trouble, t[0].trouble != "empty", t[0].score))
    attempts = tuple(a for a, _ in tried) if len(tried) > 1 else ()
    if attempt.trouble and not attempts:
        attempts = (attempt,)
    return Outcome(source, attempt.text, attempt.score, attempt.step, signature, attempts)


def _key(signature: Signature, language: str, source: str) -> str:
    """SHA-256 over everything that decides the text. White space does not: engines see it as one space."""
    parts = [asdict(signature), language, GUARDS, " ".join(source.split())]
    return hashlib.sha256(json.dumps(parts, sort_keys=True, ensure_ascii=False).encode()).hexdigest()


def _from_cache(source: str, value: dict[str, Any]) -> Outcome:
    attempts = tuple(Attempt(**attempt) for attempt in value["attempts"])
    signature = Signature(**value["signature"])
    gloss = tuple(Gloss(**{**piece, "english": tuple(piece["english"])}) for piece in value["gloss"])
    known = {"source": source, "signature": signature, "attempts": attempts, "gloss": gloss, "cached": True}
    return Outcome(**{**value, **known})
