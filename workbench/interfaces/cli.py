"""The command `workbench`: it parses, calls the pipeline and prints. Exit codes: 0 done, 1 refused, 2 misused, 130 stopped."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Sequence
from dataclasses import asdict, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from rich.console import Console

from workbench import __version__
from workbench.errors import NotFound, WorkbenchError
from workbench.interfaces import show, tune
from workbench.settings import Settings

if TYPE_CHECKING:
    from workbench.bench.speed import Pace
    from workbench.bench.start import Start

MAIN_EXAMPLES = """examples:
  workbench run                       read, translate, check and summarise the articles in seeds/
  workbench serve                     open the review page on this machine
  workbench export --article 003 --format html --output 003.html
"""
RUN_EXAMPLES = """examples:
  workbench run                       the articles in seeds/
  workbench run news/ extra.txt       every file of a folder, and one more
  workbench run --language ur a.txt   say what language the files are in
  workbench run --engine marian --model models/opus-mt-tc-big-ar-en a.txt
"""
SERVE_EXAMPLES = """examples:
  workbench serve                     the page at http://127.0.0.1:7860
  workbench serve --port 8000 --workspace desk
"""
STATUS_EXAMPLES = """examples:
  workbench status                    where every article stands
  workbench status --json
"""
EXPORT_EXAMPLES = """examples:
  workbench export --article 003 --format json
  workbench export --article 003 --format html --all --output 003.html
  workbench export --format csv --output exports/        every article that has something approved
"""
EVALUATE_EXAMPLES = """examples:
  workbench evaluate dev.ur-en.tsv --language ur               each line: source, tab, English
  workbench evaluate dev.ar-en.tsv --language ar --engine embedded --first 100 --json
  workbench evaluate ar=dev.ar-en.tsv hi=dev.hi-en.tsv ur=dev.ur-en.tsv      one table
"""
BENCH_EXAMPLES = """examples:
  workbench bench engine --language ur                the Urdu sentences of the seeds, with the best engine here
  workbench bench engine --file dev.hi-en.tsv --language hi --first 50 --json
  workbench bench engine --engine embedded --cold     the first start too: minutes
"""
MODELS_EXAMPLES = """examples:
  workbench models list
  workbench models show opus-mt-tc-big-ar-en
  workbench models pull opus-mt-tc-big-ar-en      once, where there is a network
"""


def main(arguments: Sequence[str] | None = None) -> int:
    """Runs one command and returns its exit code."""
    parser = _parser()
    options = parser.parse_args(arguments)
    errors = Console(stderr=True, highlight=False)
    try:
        return options.command(options)
    except WorkbenchError as error:
        errors.print(f"[bold red]workbench:[/] {show.escaped(str(error))}", soft_wrap=True)
        return 1
    except BrokenPipeError:  # the reader of our output went away: `workbench status | head`
        sys.stderr.close()
        return 0
    except OSError as error:
        what = f"{error.filename}: {error.strerror}" if error.filename else str(error)
        errors.print(
            f"[bold red]workbench:[/] {show.escaped(what)}: check the permissions and the space there.", soft_wrap=True
        )
        return 1
    except KeyboardInterrupt:
        errors.print("\n[bold]Stopped.[/] What was done is kept; the same command goes on from there.")
        return 130


def _parser() -> argparse.ArgumentParser:
    parser = _command(
        None,
        "workbench",
        "Foreign-language news to reviewed English, every sentence traceable to its source.",
        MAIN_EXAMPLES,
    )
    parser.add_argument("--version", action="version", version=f"workbench {__version__}")
    commands = parser.add_subparsers(title="commands", required=True, metavar="COMMAND")
    _add_run(commands)
    _add_serve(commands)
    _add_status(commands)
    _add_export(commands)
    _add_evaluate(commands)
    _add_bench(commands)
    tune.add(_command, commands)
    _add_models(commands)
    return parser


def _command(commands: Any, name: str, text: str, examples: str) -> argparse.ArgumentParser:
    make = commands.add_parser if commands else lambda name, **rest: argparse.ArgumentParser(prog=name, **rest)
    extra = {"help": text} if commands else {}
    return make(name, description=text, epilog=examples, formatter_class=argparse.RawDescriptionHelpFormatter, **extra)


def _workspace_option(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--workspace",
        type=Path,
        default=Settings().workspace,
        metavar="FOLDER",
        help="where articles and edits are kept (default: %(default)s)",
    )


def _json_option(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--json", action="store_true", help="print one JSON object for scripts")


def _engine_options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--engine",
        default=Settings().engine,
        help="auto, embedded or marian (default: auto takes the best on this machine)",
    )
    parser.add_argument("--model", metavar="NAME", help="a name from `workbench models list`, or a folder")
    parser.add_argument("--beam", type=_positive, metavar="N", help="beam width (default: the engine's own)")
    parser.add_argument(
        "--threads", type=_positive, default=None, metavar="N", help="processor threads (default: all cores)"
    )


def _positive(given: str) -> int:
    if not given.isascii() or not given.isdigit() or int(given) < 1:
        raise argparse.ArgumentTypeError(f"{given!r} is not a whole number from 1 up")
    return int(given)


def _settings(options: argparse.Namespace) -> Settings:
    names = ("workspace", "engine", "model", "language", "summary_sentences", "beam", "threads")
    given = {name: getattr(options, name) for name in names if getattr(options, name, None) is not None}
    return Settings(**given)


# --- run ---------------------------------------------------------------------------------------------------------


def _add_run(commands: Any) -> None:
    parser = _command(commands, "run", "Read, translate, check and summarise articles.", RUN_EXAMPLES)
    parser.add_argument("paths", nargs="*", type=Path, metavar="PATH", help="files and folders (default: seeds/)")
    parser.add_argument("--language", metavar="TAG", help="ar, ur or hi (default: identified per article)")
    parser.add_argument(
        "--summary-sentences", type=_positive, metavar="N", help="default: a sixth of the article, 3 to 7"
    )
    _engine_options(parser)
    _workspace_option(parser)
    _json_option(parser)
    parser.set_defaults(command=_run)


def _run(options: argparse.Namespace) -> int:
    from workbench import pipeline
    from workbench.store import Workspace

    settings = _settings(options)
    paths = options.paths or [_seeds()]
    files = list(pipeline.files_of(paths))
    if not files:
        raise NotFound(f"There are no files in {', '.join(map(str, paths))}: name files or folders that have some.")
    workspace = Workspace.open(settings.workspace, create=True)
    with show.progress(enabled=not options.json) as report:
        result = pipeline.run(workspace, files, settings, report)
    if options.json:
        print(json.dumps(asdict(result), ensure_ascii=False))
    else:
        show.run_table(result, settings)
    return 1 if result.refused else 0


def _seeds() -> Path:
    """The folder `seeds` here, else the five articles that come with the package."""
    from workbench.resources.prompts import folder_of

    here = Path("seeds")
    return here if here.is_dir() else folder_of("seeds")


# --- serve -------------------------------------------------------------------------------------------------------


def _add_serve(commands: Any) -> None:
    parser = _command(commands, "serve", "Open the review page on this machine.", SERVE_EXAMPLES)
    parser.add_argument("--port", type=_positive, default=7860, help="default: %(default)s")
    parser.add_argument("--host", default="127.0.0.1", help="a loopback address (default: %(default)s)")
    _engine_options(parser)
    _workspace_option(parser)
    parser.set_defaults(command=_serve)


def _serve(options: argparse.Namespace) -> int:
    from workbench.interfaces import server
    from workbench.store import Workspace

    settings = _settings(options)
    server.serve(Workspace.open(settings.workspace, create=True), settings, host=options.host, port=options.port)
    return 0


# --- status ------------------------------------------------------------------------------------------------------


def _add_status(commands: Any) -> None:
    parser = _command(commands, "status", "Show where every article stands.", STATUS_EXAMPLES)
    _workspace_option(parser)
    _json_option(parser)
    parser.set_defaults(command=_status)


def _status(options: argparse.Namespace) -> int:
    from workbench import pipeline
    from workbench.store import Workspace

    workspace = Workspace.open(options.workspace)
    outlines = pipeline.outlines(workspace)
    unreadable = {i: n for i in workspace.ids() if (n := workspace.unreadable_lines(i))}
    if options.json:
        print(
            json.dumps({"articles": [asdict(o) for o in outlines], "unreadable_lines": unreadable}, ensure_ascii=False)
        )
    else:
        show.status_table(outlines, unreadable)
    return 0


# --- export ------------------------------------------------------------------------------------------------------


def _add_export(commands: Any) -> None:
    from workbench.export import FORMATS

    parser = _command(commands, "export", "Write reviewed translations to files.", EXPORT_EXAMPLES)
    parser.add_argument("--article", metavar="ID", help="an article's id or its beginning (default: every article)")
    parser.add_argument("--format", choices=list(FORMATS), default="html", help="default: %(default)s")
    parser.add_argument("--all", action="store_true", help="unreviewed sentences too, each marked")
    parser.add_argument(
        "--output",
        type=Path,
        metavar="PATH",
        help="file, or folder for several (default: standard output for one article)",
    )
    _workspace_option(parser)
    parser.set_defaults(command=_export)


def _export(options: argparse.Namespace) -> int:
    from workbench import pipeline
    from workbench.store import Workspace

    workspace = Workspace.open(options.workspace)
    if options.article:
        article_id = workspace.resolve(options.article)
        content = pipeline.export_article(workspace, article_id, options.format, everything=options.all)
        show.deliver(content, options.output, article_id, options.format)
        return 0
    return _export_each(pipeline, workspace, options)


def _export_each(pipeline: Any, workspace: Any, options: argparse.Namespace) -> int:
    """Every article to a folder; those with nothing approved are named and left out."""
    from workbench.errors import ExportRefused, InputError

    ids = workspace.ids()
    if not ids:
        raise NotFound(f"There are no articles in {options.workspace}: `workbench run` adds some.")
    if options.output is None:
        raise InputError("Several articles need a folder: name it with --output, or one article with --article.")
    if options.output.exists() and not options.output.is_dir():
        raise InputError(f"{options.output} is a file, and several articles need a folder: name another with --output.")
    options.output.mkdir(parents=True, exist_ok=True)
    written = 0
    for article_id in ids:
        try:
            content = pipeline.export_article(workspace, article_id, options.format, everything=options.all)
        except ExportRefused as error:
            print(f"left out: {error}", file=sys.stderr)
        else:
            show.deliver(content, options.output, article_id, options.format)
            written += 1
    return 0 if written else 1


# --- evaluate ----------------------------------------------------------------------------------------------------


def _add_evaluate(commands: Any) -> None:
    text = "Score an engine on sentence pairs: chrF, BLEU, TER, numbers and names."
    parser = _command(commands, "evaluate", text, EVALUATE_EXAMPLES)
    parser.add_argument(
        "files", nargs="+", metavar="FILE", help="TSV: source, tab, English; with ar=, ur= or hi= before it"
    )
    parser.add_argument("--language", metavar="TAG", help="the sources' language where the file has none before it")
    parser.add_argument("--first", type=_positive, metavar="N", help="only the first N lines")
    _engine_options(parser)
    _json_option(parser)
    parser.set_defaults(command=_evaluate)


def _evaluate(options: argparse.Namespace) -> int:
    figures = [_evaluation(given, options) for given in options.files]
    if options.json:
        print(json.dumps(figures if len(figures) > 1 else figures[0], ensure_ascii=False))
    elif len(figures) > 1:
        show.evaluations(figures)
    else:
        show.evaluation(figures[0])
    return 0


def _evaluation(given: str, options: argparse.Namespace) -> dict[str, Any]:
    """The figures of one file; `ur=dev.tsv` says its language, else the option does."""
    from workbench.bench.machine import peak_memory_mb
    from workbench.bench.quality import evaluate_file
    from workbench.text.languages import SOURCE_LANGUAGES

    tag, _, name = given.partition("=")
    settings = _settings(options)
    language, path = (tag, Path(name)) if tag in SOURCE_LANGUAGES and name else (settings.language, Path(given))
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
    parser = _command(commands, "bench", "Measure how fast an engine is on this machine.", BENCH_EXAMPLES)
    actions = parser.add_subparsers(title="actions", required=True, metavar="ACTION")
    engine = _command(actions, "engine", "Speed, memory and start time of an engine.", BENCH_EXAMPLES)
    engine.add_argument("--language", metavar="TAG", help="ar, ur or hi (default: ur, for the sentences of the seeds)")
    engine.add_argument(
        "--file", type=Path, metavar="FILE", help="a TSV file: source, tab, English (default: the seeds)"
    )
    engine.add_argument("--first", type=_positive, metavar="N", help="only the first N sentences")
    engine.add_argument("--cold", action="store_true", help="measure a start with an empty cache too: minutes")
    _engine_options(engine)
    _json_option(engine)
    engine.set_defaults(command=_bench_engine)


def _bench_engine(options: argparse.Namespace) -> int:
    from workbench.bench import engine, sentences

    language = sentences.require_language(options.language or (None if options.file else "ur"))
    if options.file:
        sources = [source for source, _ in sentences.pairs_of(options.file)]
    else:
        sources = sentences.seed_sentences(language)
    with show.progress(enabled=not options.json) as report:
        bench = engine.measure(sources[: options.first], language, _settings(options), report, cold=options.cold)
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


# --- models ------------------------------------------------------------------------------------------------------


def _add_models(commands: Any) -> None:
    parser = _command(commands, "models", "List, describe and fetch translation models.", MODELS_EXAMPLES)
    actions = parser.add_subparsers(title="actions", required=True, metavar="ACTION")
    listing = _command(
        actions, "list", "The models the workbench knows, and which are on this machine.", MODELS_EXAMPLES
    )
    _json_option(listing)
    listing.set_defaults(command=_models_list)
    for name, text, command in (
        ("show", "Licence, size, languages and published scores of one model.", _models_show),
        ("pull", "Fetch a model, once, where there is a network.", _models_pull),
    ):
        action = _command(actions, name, text, MODELS_EXAMPLES)
        action.add_argument("name", metavar="NAME")
        _json_option(action)
        action.set_defaults(command=command)


def _models_list(options: argparse.Namespace) -> int:
    from workbench import translate
    from workbench.resources import catalogue

    cards = [(card, translate.is_installed(card, Settings())) for card in catalogue.MODELS.values()]
    if options.json:
        print(
            json.dumps([{**asdict(card), "installed": here} for card, here in cards], ensure_ascii=False, default=list)
        )
    else:
        show.model_table(cards)
    return 0


def _models_show(options: argparse.Namespace) -> int:
    from workbench import translate
    from workbench.resources import catalogue

    card = catalogue.find(options.name)
    here = translate.is_installed(card, Settings())
    if options.json:
        print(json.dumps({**asdict(card), "installed": here}, ensure_ascii=False, default=list))
    else:
        show.model_card(card, here)
    return 0


def _models_pull(options: argparse.Namespace) -> int:
    from workbench import translate
    from workbench.resources import catalogue

    folder = translate.pull(catalogue.find(options.name), Settings(), lambda message: print(message, file=sys.stderr))
    print(json.dumps({"folder": str(folder)}) if options.json else f"Ready in {folder}.")
    return 0
