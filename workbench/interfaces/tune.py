"""The command `workbench tune`: it parses, opens the model and the examples, and shows how far the tuning is."""

from __future__ import annotations

import argparse
import json
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from rich.console import Console

from workbench.errors import InputError, NotFound
from workbench.interfaces.options import command, json_option, workspace_option
from workbench.settings import Settings

if TYPE_CHECKING:
    from workbench.tune import Material, Progress, Tunable, Tuned, Tuning

EXAMPLES = """examples:
  workbench tune pairs.tsv --language ur --out tuned        sentence pairs: source, tab, English
  workbench tune --approved --out tuned                     what reviewers approved in the workspace
  workbench tune pairs.tsv --language ar --model models/opus-mt-tc-big-ar-en --out tuned
  workbench tune --recipe corpora/ --minutes 80 --out v2    the embedded model's own adapter, anew

then: workbench run --model tuned        (a MarianMT or NLLB model: --model tuned/merged)
Stopped with Ctrl+C, the same command goes on where it was.
"""
# What the command passes on: the names of `Tuning`, their kind, and what they mean.
OPTIONS = {
    "epochs": (float, "how often each pair is seen"),
    "minutes": (float, "stop after so long"),
    "steps": (int, "stop after so many updates"),
    "rate": (float, "learning rate"),
    "rank": (int, "rank of the adapter; a model that has one keeps its own"),
    "batch_tokens": (int, "tokens in one update"),
    "dev_every": (int, "updates between two measurements"),
    "patience": (int, "measurements without a better one before it stops"),
    "dev_examples": (int, "most pairs to measure with"),
    "seed": (int, "where chance starts"),
    "threads": (int, "processor threads"),
}


def add(commands: Any) -> None:
    text = "Tune a model on sentence pairs, or on what reviewers approved (LoRA)."
    parser = command(commands, "tune", text, EXAMPLES)
    parser.add_argument("files", nargs="*", type=Path, metavar="FILE", help="TSV: [corpus, tab,] source, tab, English")
    parser.add_argument("--language", metavar="TAG", help="the sources' language: ar, ur or hi")
    parser.add_argument("--approved", action="store_true", help="learn from the workspace's approved sentences")
    parser.add_argument(
        "--recipe", type=Path, metavar="FOLDER", help="make the embedded model's adapter anew from these corpora"
    )
    parser.add_argument(
        "--further", action="store_true", help="with --recipe: go on from the adapter there is, instead of anew"
    )
    parser.add_argument(
        "--model", default="embedded", metavar="NAME", help="embedded, or a checkpoint's folder (default: %(default)s)"
    )
    parser.add_argument(
        "--dev", type=Path, metavar="FILE", help="measure with these pairs (default: 5 %% of the documents)"
    )
    parser.add_argument("--out", type=Path, required=True, metavar="FOLDER", help="where the adapter and its card go")
    for name, (kind, meaning) in OPTIONS.items():
        parser.add_argument(f"--{name.replace('_', '-')}", type=_number(kind), metavar="N", help=meaning)
    workspace_option(parser)
    json_option(parser)
    parser.set_defaults(command=_tune)


def _number(kind: type[int] | type[float]) -> Callable[[str], float]:
    def number(given: str) -> float:
        try:
            return kind(given)
        except ValueError:
            raise argparse.ArgumentTypeError(f"{given!r} is not a {'whole ' if kind is int else ''}number") from None

    return number


def _tune(options: argparse.Namespace) -> int:
    from workbench.tune import recipe, tune
    from workbench.tune.examples import require_enough

    tuning, material = _tuning(options), _material(options)
    require_enough(material.examples)  # before the minute that opening the model takes
    console = Console(stderr=True)
    with _progress(console) as report:
        tunable = _open(options, tuning)
        dev = _dev(options)
        tuned = tune(tunable, material, tuning, options.out, report, dev=dev, licences=recipe.LICENCES)
    _tell(tuned, options)
    return 0


def _tuning(options: argparse.Namespace) -> Tuning:
    from workbench.tune import recipe

    given = {name: value for name in OPTIONS if (value := getattr(options, name)) is not None}
    return replace(recipe.TUNING, **given)


def _material(options: argparse.Namespace) -> Material:
    from workbench import pipeline
    from workbench.store import Workspace
    from workbench.tune import approved, read_files, recipe

    if sum((bool(options.files), options.approved, options.recipe is not None)) != 1:
        raise InputError("What to learn from? Name TSV files, or say --approved, or --recipe FOLDER: one of the three.")
    if options.recipe is not None:
        return recipe.read(options.recipe)
    if options.approved:
        workspace = Workspace.open(options.workspace)
        return approved(pipeline.open_article(workspace, article_id) for article_id in workspace.ids())
    return read_files(options.files, options.language or "")


def _dev(options: argparse.Namespace) -> Material | None:
    from workbench.tune import read_files

    return read_files([options.dev], options.language or "") if options.dev else None


def _open(options: argparse.Namespace, tuning: Tuning) -> Tunable:
    from workbench.translate import checkpoints
    from workbench.tune import open_checkpoint
    from workbench.tune.embedded import open_embedded

    if options.model == "embedded":
        return open_embedded(tuning, anew=options.recipe is not None and not options.further)
    folder = checkpoints.installed(options.model, Settings().cache)
    if folder is None:
        raise NotFound(
            f"There is no model {options.model} on this machine: name a folder, or `workbench models pull` it."
        )
    return open_checkpoint(folder, tuning)


@contextmanager
def _progress(console: Console) -> Iterator[Callable[[Progress], None]]:
    """One line that changes on a terminal, else a line every half minute."""
    told = 0.0
    with console.status("opening the model and the examples") as status:

        def report(progress: Progress) -> None:
            nonlocal told
            status.update(_line(progress))
            if not console.is_terminal and time.monotonic() - told > 30:
                told = time.monotonic()
                console.print(_line(progress), markup=False, highlight=False)

        yield report


def _line(progress: Progress) -> str:
    parts = [f"{progress.doing}: update {progress.step:,}{f' of about {progress.steps:,}' if progress.steps else ''}"]
    if progress.loss is not None:
        parts.append(f"loss {progress.loss:.3f}")
    if progress.tokens_per_second:
        parts.append(f"{progress.tokens_per_second:,.0f} tokens/s")
    if progress.best is not None:
        parts.append(f"best chrF {progress.best:.1f}")
    if progress.seconds_left is not None:
        parts.append(f"{progress.seconds_left / 60:.0f} min left")
    return ", ".join(parts)


def _tell(tuned: Tuned, options: argparse.Namespace) -> None:
    if options.json:
        print(json.dumps(tuned.facts, ensure_ascii=False))
        return
    before, after = tuned.before["chrf"].value, tuned.after["chrf"].value
    print(
        f"chrF2 of the held-out sentences: {before:.1f} before, {after:.1f} after; {tuned.interpolation:.0%} of the change kept."
    )
    print(f"The adapter and its card are in {tuned.folder}.")
