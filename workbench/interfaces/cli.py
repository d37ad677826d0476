"""The command `workbench`: it parses, calls the pipeline and prints. Exit codes: 0 done, 1 refused, 2 misused, 130 stopped."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Sequence
from dataclasses import asdict, replace
from pathlib import Path
from typing import Any

from rich.console import Console

from workbench import __version__
from workbench.errors import NotFound, WorkbenchError
from workbench.interfaces import bench, evaluate, glossary, memory, show, tune, users
from workbench.interfaces.options import command, engine_options, json_option, positive, settings_of, workspace_option
from workbench.settings import Settings

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
  workbench serve --host 0.0.0.0      for others too, who sign in: see `workbench users --help`
  workbench serve --name desk.example.org     behind a proxy on this machine that passes that name on
  workbench serve --compare-with models/ours       another model to compare with, beside those that were pulled
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
REMOVE_EXAMPLES = """examples:
  workbench remove 003                out of the lists, the exports and the translation memory; all of it is kept in removed/
  workbench restore 003-ukraine       what was removed last under this id
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
    parser = command(
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
    _add_remove(commands)
    evaluate.add(commands)
    bench.add(commands)
    tune.add(commands)
    glossary.add(commands)
    memory.add(commands)
    users.add(commands)
    _add_models(commands)
    return parser


# --- run ---------------------------------------------------------------------------------------------------------


def _add_run(commands: Any) -> None:
    parser = command(commands, "run", "Read, translate, check and summarise articles.", RUN_EXAMPLES)
    parser.add_argument("paths", nargs="*", type=Path, metavar="PATH", help="files and folders (default: seeds/)")
    parser.add_argument("--language", metavar="TAG", help="ar, ur or hi (default: identified per article)")
    parser.add_argument(
        "--summary-sentences", type=positive, metavar="N", help="default: a sixth of the article, 3 to 7"
    )
    engine_options(parser)
    workspace_option(parser)
    json_option(parser)
    parser.set_defaults(command=_run)


def _run(options: argparse.Namespace) -> int:
    from workbench import pipeline
    from workbench.store import Workspace

    settings = settings_of(options)
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
    parser = command(commands, "serve", "Open the review page, on this machine or for users of others.", SERVE_EXAMPLES)
    parser.add_argument("--port", type=positive, default=7860, help="default: %(default)s")
    parser.add_argument("--host", default="127.0.0.1", help="beyond loopback users must sign in (default: %(default)s)")
    parser.add_argument(
        "--name", action="append", default=[], help="a host that a proxy here passes on; may be repeated"
    )
    engine_options(parser)
    parser.add_argument(
        "--compare-with",
        action="append",
        default=[],
        metavar="NAME",
        help="a further model that the page offers to compare with, like --model; may be given several times",
    )
    workspace_option(parser)
    parser.set_defaults(command=_serve)


def _serve(options: argparse.Namespace) -> int:
    from workbench import translate
    from workbench.interfaces import server
    from workbench.store import Workspace

    settings = replace(settings_of(options), compare_with=tuple(options.compare_with))
    translate.choices(settings)  # says what is not there before the page is
    workspace = Workspace.open(settings.workspace, create=True)
    server.serve(workspace, settings, host=options.host, port=options.port, names=options.name)
    return 0


# --- status ------------------------------------------------------------------------------------------------------


def _add_status(commands: Any) -> None:
    parser = command(commands, "status", "Show where every article stands.", STATUS_EXAMPLES)
    workspace_option(parser)
    json_option(parser)
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

    parser = command(commands, "export", "Write reviewed translations to files.", EXPORT_EXAMPLES)
    parser.add_argument("--article", metavar="ID", help="an article's id or its beginning (default: every article)")
    parser.add_argument("--format", choices=list(FORMATS), default="html", help="default: %(default)s")
    parser.add_argument("--all", action="store_true", help="unreviewed sentences too, each marked")
    parser.add_argument(
        "--output",
        type=Path,
        metavar="PATH",
        help="file, or folder for several (default: standard output for one article)",
    )
    workspace_option(parser)
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


# --- remove and restore ------------------------------------------------------------------------------------------


def _add_remove(commands: Any) -> None:
    for name, text, does in (
        ("remove", "Take an article out of the workspace; nothing of it is deleted.", _remove),
        ("restore", "Bring a removed article back, with all that was done on it.", _restore),
    ):
        parser = command(commands, name, text, REMOVE_EXAMPLES)
        parser.add_argument("article", metavar="ID")
        workspace_option(parser)
        parser.set_defaults(command=does)


def _remove(options: argparse.Namespace) -> int:
    from workbench import pipeline
    from workbench.store import Workspace

    workspace = Workspace.open(options.workspace)
    article_id = workspace.resolve(options.article)
    pipeline.remove_article(workspace, article_id, by="the command line")
    print(f"{article_id} is removed; `workbench restore {article_id}` brings it back.")
    return 0


def _restore(options: argparse.Namespace) -> int:
    from workbench.store import Workspace

    Workspace.open(options.workspace).restore(options.article)
    print(f"{options.article} is back.")
    return 0


# --- models ------------------------------------------------------------------------------------------------------


def _add_models(commands: Any) -> None:
    parser = command(commands, "models", "List, describe and fetch translation models.", MODELS_EXAMPLES)
    actions = parser.add_subparsers(title="actions", required=True, metavar="ACTION")
    listing = command(
        actions, "list", "The models the workbench knows, and which are on this machine.", MODELS_EXAMPLES
    )
    json_option(listing)
    listing.set_defaults(command=_models_list)
    for name, text, does in (
        ("show", "Licence, size, languages and published scores of one model.", _models_show),
        ("pull", "Fetch a model, once, where there is a network.", _models_pull),
    ):
        action = command(actions, name, text, MODELS_EXAMPLES)
        action.add_argument("name", metavar="NAME")
        json_option(action)
        action.set_defaults(command=does)


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
