"""The command `workbench bench`: how fast an engine is on this machine."""

from __future__ import annotations

import argparse
import json
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

from workbench.interfaces import show, tables
from workbench.interfaces.options import command, engine_options, json_option, positive, settings_of

if TYPE_CHECKING:
    from workbench.bench.speed import Pace
    from workbench.bench.start import Start

BENCH_EXAMPLES = """examples:
  workbench bench engine --language ur                the Urdu sentences of the seeds, with the best engine here
  workbench bench engine --file dev.hi-en.tsv --language hi --first 50 --json
  workbench bench engine --engine embedded --cold     the first start too: minutes
"""


def add(commands: Any) -> None:
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
    engine.set_defaults(command=_engine)


def _engine(options: argparse.Namespace) -> int:
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
        tables.engine_bench(figures)
    return 0


def _pace(pace: Pace) -> dict[str, Any]:
    counts = {name: getattr(pace, name) for name in ("tokens", "segments", "words")}
    speeds = {f"{name}_per_second": round(count / pace.seconds, 2) for name, count in counts.items()}
    return {**speeds, **counts, "seconds": round(pace.seconds, 2), "decoding": pace.decoding}


def _seconds(start: Start) -> dict[str, float]:
    return {f"{name}_seconds": round(seconds, 2) for name, seconds in asdict(start).items()}
