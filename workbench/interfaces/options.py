"""The options that several commands share."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any

from workbench.settings import Settings


class Parser(argparse.ArgumentParser):
    """Takes options between the files that a command is given, too; argparse's own stops at the second group of files."""

    _called_back = False

    def parse_known_args(self, args: Any = None, namespace: Any = None) -> Any:
        # A parser with commands of its own cannot be intermixed, and need not: theirs are.
        if self._called_back or self._subparsers is not None:
            return super().parse_known_args(args, namespace)
        self._called_back = True  # Python 3.11 parses the options and the files by two calls of this
        try:
            return self.parse_known_intermixed_args(args, namespace)
        finally:
            self._called_back = False


def command(commands: Any, name: str, text: str, examples: str) -> argparse.ArgumentParser:
    """A parser for a command, or with None for `commands` the whole one; examples stand below its help."""
    make = commands.add_parser if commands else lambda name, **rest: Parser(prog=name, **rest)
    extra = {"help": text} if commands else {}
    return make(name, description=text, epilog=examples, formatter_class=argparse.RawDescriptionHelpFormatter, **extra)


def workspace_option(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--workspace",
        type=Path,
        default=Settings().workspace,
        metavar="FOLDER",
        help="where articles and edits are kept (default: %(default)s)",
    )


def json_option(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--json", action="store_true", help="print one JSON object for scripts")


def engine_options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--engine",
        default=Settings().engine,
        help="auto, embedded or marian (default: auto takes the best on this machine)",
    )
    parser.add_argument("--model", metavar="NAME", help="a name from `workbench models list`, or a folder")
    parser.add_argument("--beam", type=positive, metavar="N", help="beam width (default: the engine's own)")
    parser.add_argument(
        "--threads", type=positive, default=None, metavar="N", help="processor threads (default: all cores)"
    )


def positive(given: str) -> int:
    """A whole number from 1 up, for argparse."""
    if not given.isascii() or not given.isdigit() or int(given) < 1:
        raise argparse.ArgumentTypeError(f"{given!r} is not a whole number from 1 up")
    return int(given)


def settings_of(options: argparse.Namespace) -> Settings:
    """The settings that the given options make; what was not given is as by default."""
    names = ("workspace", "engine", "model", "language", "summary_sentences", "beam", "threads")
    given = {name: getattr(options, name) for name in names if getattr(options, name, None) is not None}
    return Settings(**given)
