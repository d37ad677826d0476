"""The command `workbench bench`: how fast an engine, and how fast the page, is on this machine."""

from __future__ import annotations

import argparse
import json
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

from workbench.bench.page import Sizes
from workbench.interfaces import show, tables
from workbench.interfaces.options import command, engine_options, json_option, positive, settings_of
from workbench.pipeline import Progress

if TYPE_CHECKING:
    from workbench.bench.page import Figure, Growth
    from workbench.bench.speed import Pace
    from workbench.bench.start import Start

BENCH_EXAMPLES = """examples:
  workbench bench engine --language ur                the Urdu sentences of the seeds, with the best engine here
  workbench bench engine --file dev.hi-en.tsv --language hi --first 50 --json
  workbench bench engine --engine embedded --cold     the first start too: minutes
  workbench bench page                                the page with an article of 500 sentences: some minutes
"""
PAGE_SIZES = {
    "segments": "sentences of the article",
    "keys": "keys typed",
    "saves": "saves measured, when idle and while a translation runs",
    "edits": "edits between the two measurements of memory",
}


def add(commands: Any) -> None:
    parser = command(commands, "bench", "Measure how fast an engine or the page is on this machine.", BENCH_EXAMPLES)
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
    page = command(actions, "page", "Speed and memory of the review page, in Chromium.", BENCH_EXAMPLES)
    for name, what in PAGE_SIZES.items():
        page.add_argument(f"--{name}", type=positive, metavar="N", help=f"{what} (default: {getattr(Sizes(), name)})")
    engine_options(page)
    json_option(page)
    page.set_defaults(command=_page)


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


def _page(options: argparse.Namespace) -> int:
    from workbench.bench import page

    given = {name: getattr(options, name) for name in PAGE_SIZES if getattr(options, name) is not None}
    sizes = page.Sizes(**given)
    settings = settings_of(options)
    with show.progress(enabled=not options.json) as report:
        bench = page.measure(sizes, settings, lambda message: report(Progress(0, 1, 0, 0, 0.0, message)))
    figures = {
        **{name: _milliseconds(getattr(bench, name), goal) for name, goal in page.GOALS.items()},
        "load": bench.load,
        "heap": _growth(bench.heap, page.MOST_GROWTH),
        "server": _growth(bench.server, page.MOST_GROWTH),
        "sizes": asdict(sizes),
        "browser": bench.browser,
        "machine": asdict(bench.machine),
    }
    if options.json:
        print(json.dumps(figures, ensure_ascii=False))
    else:
        tables.page_bench(figures)
    return 0


def _milliseconds(figure: Figure, goal: tuple[str, float]) -> dict[str, Any]:
    of, most = goal
    times = {f"{name}_ms": round(getattr(figure, name), 1) for name in ("median", "p95", "most")}
    return {**times, "count": figure.count, "goal": {"of": of, "ms": most, "met": getattr(figure, of) <= most}}


def _growth(growth: Growth, most: float) -> dict[str, Any]:
    """The ratio is 1 where nothing grew; None where the system does not say."""
    ratio = growth.ratio
    sizes = {f"{name}_mb": size and round(size, 1) for name, size in asdict(growth).items()}
    return {**sizes, "ratio": ratio and round(ratio, 2), "goal": {"ratio": most, "met": ratio and ratio <= most}}


def _pace(pace: Pace) -> dict[str, Any]:
    counts = {name: getattr(pace, name) for name in ("tokens", "segments", "words")}
    speeds = {f"{name}_per_second": round(count / pace.seconds, 2) for name, count in counts.items()}
    return {**speeds, **counts, "seconds": round(pace.seconds, 2), "decoding": pace.decoding}


def _seconds(start: Start) -> dict[str, float]:
    return {f"{name}_seconds": round(seconds, 2) for name, seconds in asdict(start).items()}
