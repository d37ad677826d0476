"""Sources to outcomes: what is known is looked up, the rest goes through the engine in batches and up the retry ladder.

It knows one engine and one language at a time; it does not know which article a sentence is from.
"""

from __future__ import annotations

import hashlib
import json
import re
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from typing import Any, Protocol

from workbench.model import Attempt, Gloss, Hypothesis, Signature
from workbench.settings import Settings
from workbench.translate.engine import Decoding, Engine, length_cap
from workbench.translate.guards import trouble

# Part of every cache key: raise it when the ladder or the guards change what comes out.
GUARDS = 6

# Longer sources make small models drop clauses (a position most training sentences never reach): they are cut first.
MOST_SOURCE_TOKENS = 200
CLAUSE_MARK = re.compile(r"(?<=[،,؛;:–—])\s+|(?<=[۔।.؟?!])\s+")
# A clause shorter than this carries too little to translate by itself.
FEWEST_CLAUSE_WORDS = 3
# The score of an empty hypothesis: far below any real mean log-probability, and a number JSON can hold.
NOTHING_SAID = -99.0

Faults = Callable[[str, str, str], int]
"""How many errors the checks see in a source, its English and its language: they are another room's, so they are given."""


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
    others: tuple[str, ...] = ()
    """What else the engine came to on that rung, best first."""
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


@dataclass(frozen=True, slots=True)
class _Try:
    """An attempt, and what decides between it and the others. `failed` is what the guards say, in a phrase."""

    attempt: Attempt
    signature: Signature
    failed: str
    faults: int
    others: tuple[str, ...]


class NoCache:
    """Remembers nothing: every sentence goes through the engine."""

    def get(self, key: str) -> None:
        return None

    def put(self, values: Mapping[str, dict[str, Any]]) -> None:
        pass


Rung = tuple[str, Decoding, bool]
"""Name, decoding, and whether the source is cut at its clause marks first."""


def ladder(default: Decoding) -> tuple[Rung, ...]:
    """The rungs in order."""
    wider = Decoding(beam=max(4, default.beam), no_repeat_ngram=4)
    return (
        ("first", default, False),
        ("beam without repeats", wider, False),
        ("clause by clause", Decoding(beam=wider.beam, no_repeat_ngram=4, repetition_penalty=1.1), True),
    )


def draft(
    sources: Sequence[str],
    engine: Engine,
    language: str,
    cache: Cache,
    settings: Settings,
    faults: Faults = lambda source, text, language: 0,
) -> Iterator[Batch]:
    """Outcomes for the distinct sources as they become ready: first all that the cache holds, then batch by batch.

    Each batch is in the cache before it is yielded, so stopping between two loses no outcome. A sentence with faults
    climbs on; of what was tried the translation with the fewest is taken, and of equals the one that scores best.
    """
    decoding = decoding_of(settings, engine)
    distinct = list(dict.fromkeys(sources))
    keys = {source: _key(engine.signature(decoding), language, source) for source in distinct}
    known = {source: value for source in distinct if (value := cache.get(keys[source]))}
    if known:
        yield Batch([_from_cache(source, value) for source, value in known.items()])
    yield from _climb([s for s in distinct if s not in known], engine, language, settings, faults, cache, keys)


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


def _climb(
    sources: Sequence[str],
    engine: Engine,
    language: str,
    settings: Settings,
    faults: Faults,
    cache: Cache,
    keys: Mapping[str, str],
) -> Iterator[Batch]:
    """Rung by rung, each only for the sources that no rung before it got right, from all batches together.

    A source that is settled is handed over at once; the few that wait for a rung share its batches, or each batch of
    the first would cost twice.
    """
    tried: dict[str, list[_Try]] = {source: [] for source in sources}
    waiting = list(sources)
    rungs = ladder(decoding_of(settings, engine))
    for rung in rungs:
        climbing: list[str] = []
        left: list[str] = []
        for source in waiting:
            (climbing if rung is rungs[-1] or _may_help(tried[source], rungs[0]) else left).append(source)
        for batch in batches(climbing, engine, language, settings.batch_tokens):
            started = time.monotonic()
            for source, attempt in zip(batch, _attempts(batch, engine, language, rung, faults), strict=True):
                tried[source].append(attempt)
            unsettled = [s for s in batch if rung is not rungs[-1] and all(t.failed or t.faults for t in tried[s])]
            outcomes = [
                replace(_choose(s, tried[s]), gloss=engine.told(s, language)) for s in batch if s not in unsettled
            ]
            cache.put({keys[outcome.source]: asdict(outcome) for outcome in outcomes})
            yield Batch(outcomes, time.monotonic() - started)
            left += unsettled
        waiting = left


def _may_help(tries: Sequence[_Try], first: Rung) -> bool:
    """Whether a search of the whole sentence is worth its time: after a beam, only against repeats and other trouble.

    What the checks see in a beam's best, a beam that is a little wider hardly ever mends (4 of 24 times, at the cost of
    a third of all that comes before).
    """
    return first[1].beam == 1 or all(t.failed for t in tries)


def _attempts(batch: Sequence[str], engine: Engine, language: str, rung: Rung, faults: Faults) -> Iterator[_Try]:
    step, decoding, cut = rung
    signature = engine.signature(decoding)
    for source, (hypothesis, failed) in zip(batch, _answers(batch, engine, language, decoding, cut), strict=True):
        found = 0 if failed else faults(source, hypothesis.text, language)
        attempt = Attempt(step, hypothesis.text, hypothesis.score, failed or _told(found))
        yield _Try(attempt, signature, failed, found, hypothesis.others)


def _told(faults: int) -> str:
    return f"{faults} {'error' if faults == 1 else 'errors'} by the checks" if faults else ""


def _answers(
    sources: Sequence[str], engine: Engine, language: str, decoding: Decoding, cut: bool
) -> Iterator[tuple[Hypothesis, str]]:
    """For each source its English, and what the guards say against it; long ones are cut at their clause marks."""
    lengths = engine.lengths(sources, language)
    parts = [
        clauses(source) if cut or length > MOST_SOURCE_TOKENS else [source]
        for source, length in zip(sources, lengths, strict=True)
    ]
    flat = [" ".join(part.split()) for pieces in parts for part in pieces]
    results = iter(zip(engine.translate(flat, language, decoding), engine.lengths(flat, language), strict=True))
    for source, pieces in zip(sources, parts, strict=True):
        here = [next(results) for _ in pieces]
        cut_off = any(hypothesis.tokens >= length_cap(length) for hypothesis, length in here)
        whole = _joined([hypothesis for hypothesis, _ in here])
        yield whole, trouble(source, whole.text, language, cut_off=cut_off)


def _joined(parts: Sequence[Hypothesis]) -> Hypothesis:
    """The English of a sentence from that of its parts; only a whole sentence has others."""
    text = " ".join(part.text for part in parts if part.text)
    others = parts[0].others if len(parts) == 1 else ()
    return Hypothesis(text, _mean_score(parts), sum(part.tokens for part in parts), others)


def _mean_score(hypotheses: Sequence[Hypothesis]) -> float:
    tokens = sum(h.tokens for h in hypotheses)
    return sum(h.score * h.tokens for h in hypotheses) / tokens if tokens else NOTHING_SAID


def _choose(source: str, tries: Sequence[_Try]) -> Outcome:
    """What no guard stops, with the fewest faults, else what is at least something; of equals what scores best."""
    best = max(tries, key=lambda t: (not t.failed, t.failed != "empty", -t.faults, t.attempt.score))
    attempt = best.attempt
    attempts = tuple(t.attempt for t in tries) if len(tries) > 1 or best.failed else ()
    return Outcome(source, attempt.text, attempt.score, attempt.step, best.signature, attempts, others=best.others)


def _key(signature: Signature, language: str, source: str) -> str:
    """SHA-256 over everything that decides the text. White space does not: engines see it as one space."""
    parts = [asdict(signature), language, GUARDS, " ".join(source.split())]
    return hashlib.sha256(json.dumps(parts, sort_keys=True, ensure_ascii=False).encode()).hexdigest()


def _from_cache(source: str, value: dict[str, Any]) -> Outcome:
    attempts = tuple(Attempt(**attempt) for attempt in value["attempts"])
    signature = Signature(**value["signature"])
    gloss = tuple(Gloss(**{**piece, "english": tuple(piece["english"])}) for piece in value["gloss"])
    known = {"source": source, "signature": signature, "attempts": attempts, "gloss": gloss, "cached": True}
    return Outcome(**{**value, **known, "others": tuple(value["others"])})
