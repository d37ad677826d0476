"""How good an engine is on a file of pairs, translated as a run would translate it. It remembers nothing between runs."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from workbench import evaluate, pipeline, translate
from workbench.bench.sentences import output_of, pairs_of, require_language
from workbench.evaluate import Score, Share
from workbench.model import Signature
from workbench.pipeline import Report, RunResult, Tally
from workbench.settings import Settings
from workbench.translate.drafting import NoCache, Outcome


@dataclass(frozen=True, slots=True)
class Output:
    """Translations of some sources, in their order. What came from a file has no signature and no pace."""

    name: str
    """The model's, or the file's."""
    hypotheses: tuple[str, ...]
    signature: Signature | None = None
    words_per_second: float | None = None
    outcomes: tuple[Outcome, ...] = ()
    """How each came about, where an engine made it."""
    retried: int | None = None
    """Segments whose first translation was not good enough by the guards."""


@dataclass(frozen=True, slots=True)
class Evaluation:
    """An output's scores on a file of pairs, as a whole and segment by segment."""

    output: Output
    sources: tuple[str, ...]
    references: tuple[str, ...]
    scores: Mapping[str, Score]
    segment_chrf: tuple[float, ...]
    """chrF2 of each segment by itself: what anything known of single segments can be held against."""
    numbers: Share
    names: Share
    names_invented: int
    known_names: Share
    """Of the names, those that the lexicons know."""


def evaluate_file(
    path: Path, settings: Settings, report: Report, first: int | None = None, translations: Path | None = None
) -> Evaluation:
    """Translates a TSV's sources as a run would, nothing remembered, and measures them against sources and English.

    The settings name the language. `first` takes only that many lines. `translations` is a file to measure in place of
    an engine's output: one translation a line. Raises InputError for a broken file.
    """
    language = require_language(settings.language)
    pairs = pairs_of(path, first)
    sources, references = tuple(source for source, _ in pairs), tuple(reference for _, reference in pairs)
    if translations:
        output = Output(translations.name, output_of(translations, len(pairs), first))
    else:
        output = _translated(sources, language, settings, report)
    return Evaluation(
        output=output,
        sources=sources,
        references=references,
        scores=evaluate.score(output.hypotheses, references),
        segment_chrf=evaluate.segment_chrf(output.hypotheses, references),
        numbers=evaluate.numbers_kept(sources, output.hypotheses, language),
        names=evaluate.names_kept(references, output.hypotheses),
        known_names=evaluate.names_kept(references, output.hypotheses, known=True),
        names_invented=evaluate.names_invented(sources, output.hypotheses, language),
    )


def _translated(sources: Sequence[str], language: str, settings: Settings, report: Report) -> Output:
    result = RunResult()
    tally = Tally(sources, report, result)
    engine = translate.choose(settings, language, tally.tell)
    tally.tell()
    outcomes: dict[str, Outcome] = {}
    for batch in translate.draft(sources, engine, language, NoCache(), settings, pipeline.faults):
        outcomes |= {outcome.source: outcome for outcome in batch.outcomes}
        tally.add(batch)
    signature = engine.signature(translate.decoding_of(settings, engine))
    return Output(
        name=signature.model,
        hypotheses=tuple(outcomes[source].text for source in sources),
        signature=signature,
        words_per_second=result.words / result.seconds,
        outcomes=tuple(outcomes[source] for source in sources),
        retried=sum(bool(outcome.attempts) for outcome in outcomes.values()),
    )
