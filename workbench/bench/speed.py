"""How fast an engine translates, by itself: in batches as in a run, but without the guards and their retries."""

from __future__ import annotations

import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from workbench import translate
from workbench.model import Hypothesis
from workbench.pipeline import Progress, Report
from workbench.settings import Settings
from workbench.translate.drafting import batches
from workbench.translate.engine import Decoding, Engine


@dataclass(slots=True)
class Pace:
    """What one way of decoding did in how long. `words` are the source's, `tokens` the hypotheses'."""

    decoding: Mapping[str, Any]
    seconds: float = 0.0
    segments: int = 0
    words: int = 0
    tokens: int = 0

    def add(self, sources: Sequence[str], hypotheses: Sequence[Hypothesis], seconds: float) -> None:
        self.seconds += seconds
        self.segments += len(sources)
        self.words += sum(len(source.split()) for source in sources)
        self.tokens += sum(hypothesis.tokens for hypothesis in hypotheses)


@dataclass(frozen=True, slots=True)
class Speed:
    """The pace of the decoding that a run takes, beside greedy search's on the same sentences; one pace where it is greedy."""

    default: Pace
    greedy: Pace

    @property
    def greedy_speedup(self) -> float:
        """How many times as fast greedy search goes through the sentences."""
        return self.default.seconds / self.greedy.seconds


def measure(sources: Sequence[str], engine: Engine, settings: Settings, language: str, report: Report) -> Speed:
    """Translates the distinct sources with both decodings, batch by batch in turn, so that a busy machine slows both alike.

    Loading is not timed, nor is the first sentence, which goes through each decoding once beforehand.
    """
    distinct = list(dict.fromkeys(" ".join(source.split()) for source in sources))
    decoding = translate.decoding_of(settings, engine)
    greedy = replace(decoding, beam=1)
    paces = {way: Pace(way.settings()) for way in (decoding, greedy)}
    for way in paces:
        engine.translate(distinct[:1], language, way)
    words = len(paces) * sum(len(source.split()) for source in distinct)
    for number, batch in enumerate(batches(distinct, engine, language, settings.batch_tokens)):
        # Who goes first changes, so that neither always finds the caches filled by the other.
        for way in list(paces)[:: -1 if number % 2 else 1]:
            _time(batch, engine, language, way, paces[way])
            report(_progress(list(paces.values()), len(paces) * len(distinct), words))
    return Speed(paces[decoding], paces[greedy])


def _time(batch: Sequence[str], engine: Engine, language: str, decoding: Decoding, pace: Pace) -> None:
    started = time.perf_counter()
    hypotheses = engine.translate(batch, language, decoding)
    pace.add(batch, hypotheses, time.perf_counter() - started)


def _progress(paces: Sequence[Pace], segments: int, words: int) -> Progress:
    done = sum(pace.words for pace in paces)
    return Progress(sum(p.segments for p in paces), segments, done, words - done, sum(p.seconds for p in paces))
