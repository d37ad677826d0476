"""The commands that measure: `workbench evaluate` says how good an engine is, `workbench bench` how fast."""

from __future__ import annotations

import argparse
import json
from dataclasses import asdict, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from workbench.errors import InputError
from workbench.interfaces import show
from workbench.interfaces.options import command, engine_options, json_option, positive, settings_of

if TYPE_CHECKING:
    from workbench.bench.checks import Measured
    from workbench.bench.speed import Pace
    from workbench.bench.start import Start

EVALUATE_EXAMPLES = """examples:
  workbench evaluate dev.ur-en.tsv --language ur               each line: source, tab, English
  workbench evaluate dev.ar-en.tsv --language ar --engine embedded --first 100 --json
  workbench evaluate ar=dev.ar-en.tsv hi=dev.hi-en.tsv ur=dev.ur-en.tsv      one table
  workbench evaluate checks ar=dev.ar-en.tsv hi=dev.hi-en.tsv      plants errors in good pairs: which are found?
"""
BENCH_EXAMPLES = """examples:
  workbench bench engine --language ur                the Urdu sentences of the seeds, with the best engine here
  workbench bench engine --file dev.hi-en.tsv --language hi --first 50 --json
  workbench bench engine --engine embedded --cold     the first start too: minutes
"""

CHECKS = "checks"
"""In place of the first file: measure the checks, not an engine. A file of this name is `./checks`."""


def add(commands: Any) -> None:
    _add_evaluate(commands)
    _add_bench(commands)


# --- evaluate ----------------------------------------------------------------------------------------------------


def _add_evaluate(commands: Any) -> None:
    text = "Score an engine on sentence pairs: chrF, BLEU, TER, numbers and names."
    parser = command(commands, "evaluate", text, EVALUATE_EXAMPLES)
    parser.add_argument(
        "files",
        nargs="+",
        metavar="FILE",
        help="TSV: source, tab, English; with ar=, ur= or hi= before it; after the word checks, measure these",
    )
    parser.add_argument("--language", metavar="TAG", help="the sources' language where the file has none before it")
    parser.add_argument("--first", type=positive, metavar="N", help="only the first N lines")
    engine_options(parser)
    json_option(parser)
    parser.set_defaults(command=_evaluate)


def _evaluate(options: argparse.Namespace) -> int:
    if options.files[0] == CHECKS:
        return _evaluate_checks(options)
    figures = [_evaluation(given, options) for given in options.files]
    if options.json:
        print(json.dumps(figures if len(figures) > 1 else figures[0], ensure_ascii=False))
    elif len(figures) > 1:
        show.evaluations(figures)
    else:
        show.evaluation(figures[0])
    return 0


def _evaluate_checks(options: argparse.Namespace) -> int:
    """Recall of every check on planted errors, and its false alarms, for each file."""
    from workbench.bench import checks
    from workbench.bench.sentences import pairs_of, require_language
    from workbench.model import Pair

    if len(options.files) < 2:
        raise InputError("Which pairs? Name at least one file after `checks`: ur=dev.ur-en.tsv, say.")
    figures = []
    with show.steps("checking", enabled=not options.json) as report:
        for language, path in (_file(given, options.language) for given in options.files[1:]):
            tag = require_language(language)
            pairs = [Pair(source, english, tag) for source, english in pairs_of(path, options.first)]
            figures.append({"file": path.name, "language": tag, **_measured(checks.measure(pairs, report=report))})
    if options.json:
        print(json.dumps(figures if len(figures) > 1 else figures[0], ensure_ascii=False))
    else:
        show.checks(figures)
    return 0


def _measured(measured: Measured) -> dict[str, Any]:
    alarms = measured.alarms
    return {
        "segments": alarms.segments,
        "planted": {
            kind: {
                "planted": r.planted,
                "found": _percent(r.found, r.planted),
                "as_error": _percent(r.as_error, r.planted),
            }
            for kind, r in measured.recall.items()
        },
        "segments_with_error": _percent(alarms.with_error, alarms.segments),
        "segments_with_any": _percent(alarms.with_any, alarms.segments),
        "false_alarms": {
            f"{check} {severity}": _percent(count, alarms.segments)
            for (check, severity), count in alarms.by_check.most_common()
        },
    }


def _percent(count: int, total: int) -> float | None:
    return round(100 * count / total, 2) if total else None


def _file(given: str, language: str | None) -> tuple[str | None, Path]:
    """The language and path of `ur=dev.tsv`, or of a path alone."""
    from workbench.text.languages import SOURCE_LANGUAGES

    tag, _, name = given.partition("=")
    return (tag, Path(name)) if tag in SOURCE_LANGUAGES and name else (language, Path(given))


def _evaluation(given: str, options: argparse.Namespace) -> dict[str, Any]:
    """The figures of one file; `ur=dev.tsv` says its language, else the option does."""
    from workbench.bench.machine import peak_memory_mb
    from workbench.bench.quality import evaluate_file

    settings = settings_of(options)
    language, path = _file(given, settings.language)
    with show.progress(enabled=not options.json) as report:
        evaluation = evaluate_file(path, replace(settings, language=language), report, options.first)
    return {
        "file": path.name,
        "language": language,
        **{name: round(score.value, 2) for name, score in evaluation.scores.items()},
        **{f"{name}_signature": score.signature for name, score in evaluation.scores.items()},
        "numbers_kept": _rounded(evaluation.numbers.percent),
        "numbers": evaluation.numbers.total,
        "names_kept": _rounded(evaluation.names.percent),
        "names": evaluation.names.total,
        "names_invented": evaluation.names_invented,
        "segments": evaluation.segments,
        "retried": evaluation.retried,
        "words_per_second": round(evaluation.words_per_second, 1),
        "peak_memory_mb": round(peak_memory_mb()),
        "engine": asdict(evaluation.signature),
    }


def _rounded(percent: float | None) -> float | None:
    return None if percent is None else round(percent, 2)


# --- bench -------------------------------------------------------------------------------------------------------


def _add_bench(commands: Any) -> None:
    parser = command(commands, "bench", "Measure how fast an engine is on this machine.", BENCH_EXAMPLES)
    actions = parser.add_subparsers(title="actions", required=True, metavar="ACTION")
    engine = command(actions, "engine", "Speed, memory and start time of an engine.", BENCH_EXAMPLES)
    engine.add_argument("--language", metavar="TAG", help="ar, ur or hi (default: ur, for the sentences of the seeds)")
    engine.add_argument(
        "--file", type=Path, metavar="FILE", help="a TSV file: source, tab, English (default: the seeds)"
    )
    engine.add_argument("--first", type=positive, metavar="N", help="only the first N sentences")
    engine.add_argument("--cold", action="store_true", help="measure a start with an empty cache too: minutes")
    engine_options(engine)
    json_option(engine)
    engine.set_defaults(command=_bench_engine)


def _bench_engine(options: argparse.Namespace) -> int:
    from workbench.bench import engine, sentences

    language = sentences.require_language(options.language or (None if options.file else "ur"))
    if options.file:
        sources = [source for source, _ in sentences.pairs_of(options.file)]
    else:
        sources = sentences.seed_sentences(language)
    with show.progress(enabled=not options.json) as report:
        bench = engine.measure(sources[: options.first], language, settings_of(options), report, cold=options.cold)
    figures = {
        "language": bench.language,
        **_pace(bench.speed.default),
        "greedy": _pace(bench.speed.greedy),
        "greedy_speedup": round(bench.speed.greedy_speedup, 2),
        "peak_memory_mb": round(bench.peak_memory_mb),
        "start": {"warm": _seconds(bench.warm), "cold": _seconds(bench.cold) if bench.cold else None},
        "engine": asdict(bench.signature),
        "machine": asdict(bench.machine),
    }
    if options.json:
        print(json.dumps(figures, ensure_ascii=False))
    else:
        show.engine_bench(figures)
    return 0


def _pace(pace: Pace) -> dict[str, Any]:
    counts = {name: getattr(pace, name) for name in ("tokens", "segments", "words")}
    speeds = {f"{name}_per_second": round(count / pace.seconds, 2) for name, count in counts.items()}
    return {**speeds, **counts, "seconds": round(pace.seconds, 2), "decoding": pace.decoding}


def _seconds(start: Start) -> dict[str, float]:
    return {f"{name}_seconds": round(seconds, 2) for name, seconds in asdict(start).items()}
