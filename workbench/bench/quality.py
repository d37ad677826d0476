"""How good an engine is on a file of pairs, translated as a run would translate it. It remembers nothing between runs."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from workbench import evaluate, translate
from workbench.bench.sentences import pairs_of, require_language
from workbench.evaluate import Score, Share
from workbench.model import Signature
from workbench.pipeline import Report, RunResult, Tally
from workbench.settings import Settings
from workbench.translate.drafting import NoCache, Outcome


@dataclass(frozen=True, slots=True)
class Evaluation:
    """An engine's scores on a file of pairs, and what they cost."""

    scores: Mapping[str, Score]
    numbers: Share
    names: Share
    names_invented: int
    segments: int
    words_per_second: float
    retried: int
    """Segments whose first translation was not good enough by the guards."""
    signature: Signature
    hypotheses: tuple[str, ...]


def evaluate_file(path: Path, settings: Settings, report: Report, first: int | None = None) -> Evaluation:
    """Translates a TSV's sources as a run would, nothing remembered, and measures them against sources and English.

    The settings name the language. `first` takes only that many lines. Raises InputError for a broken file.
    """
    language = require_language(settings.language)
    pairs = pairs_of(path, first)
    sources, references = [source for source, _ in pairs], [reference for _, reference in pairs]
    result = RunResult()
    tally = Tally(sources, report, result)
    engine = translate.choose(settings, language, tally.tell)
    tally.tell()
    outcomes: dict[str, Outcome] = {}
    for batch in translate.draft(sources, engine, language, NoCache(), settings):
        outcomes |= {outcome.source: outcome for outcome in batch.outcomes}
        tally.add(batch)
    hypotheses = tuple(outcomes[source].text for source in sources)
    return Evaluation(
        scores=evaluate.score(hypotheses, references),
        numbers=evaluate.numbers_kept(sources, hypotheses, language),
        names=evaluate.names_kept(references, hypotheses),
        names_invented=evaluate.names_invented(sources, hypotheses, language),
        segments=len(pairs),
        words_per_second=result.words / result.seconds,
        retried=sum(bool(outcome.attempts) for outcome in outcomes.values()),
        signature=engine.signature(translate.decoding_of(settings, engine)),
        hypotheses=hypotheses,
    )
