"""The command `workbench memory`: translations from elsewhere in, the workspace's own out, and what there is."""

from __future__ import annotations

import argparse
import json
import sys
from dataclasses import asdict
from pathlib import Path
from typing import Any

from workbench.errors import InputError
from workbench.interfaces import show
from workbench.interfaces.options import command, json_option, positive, workspace_option

EXAMPLES = """examples:
  workbench memory import agency.tmx                  sentences translated elsewhere, from any TMX 1.4 tool
  workbench memory export desk.tmx                    what was approved in the workspace, for other tools
  workbench memory export all.tmx --imported          and what was imported
  workbench memory list --first 20                    the newest of each language first
  workbench memory list --json

`workbench run` takes the text of a sentence that is in the memory, and asks the engine for the others.
"""


def add(commands: Any) -> None:
    text = "Import, export and list the translation memory (TMX)."
    parser = command(commands, "memory", text, EXAMPLES)
    actions = parser.add_subparsers(title="actions", required=True, metavar="ACTION")
    taking = command(actions, "import", "Add the units of a TMX file.", EXAMPLES)
    taking.add_argument("file", type=Path, metavar="FILE.tmx")
    giving = command(actions, "export", "Write what was approved to a TMX file.", EXAMPLES)
    giving.add_argument("file", type=Path, metavar="FILE.tmx", help="a file there is replaced")
    giving.add_argument("--imported", action="store_true", help="the imported units too")
    listing = command(actions, "list", "Show the units that count.", EXAMPLES)
    listing.add_argument("--first", type=positive, metavar="N", help="only the first N")
    for action, does in ((taking, _import), (giving, _export), (listing, _list)):
        workspace_option(action)
        action.set_defaults(command=does)
    for action in (taking, listing):
        json_option(action)


def _import(options: argparse.Namespace) -> int:
    from workbench import recall
    from workbench.store import Workspace

    try:
        data = options.file.read_bytes()
    except OSError as error:
        raise InputError(f"{options.file} cannot be read ({error.strerror}): check its name and permissions.") from None
    imported = recall.import_memory(Workspace.open(options.workspace, create=True), data, options.file.name)
    if options.json:
        print(json.dumps(asdict(imported)))
    else:
        show.memory_import(options.file.name, imported)
    return 0


def _export(options: argparse.Namespace) -> int:
    from workbench import recall
    from workbench.store import Workspace

    content = recall.export_memory(Workspace.open(options.workspace), imported=options.imported)
    try:
        options.file.write_bytes(content)
    except OSError as error:
        raise InputError(f"{options.file} cannot be written ({error.strerror}): name another file.") from None
    print(f"Wrote {options.file}.", file=sys.stderr)
    return 0


def _list(options: argparse.Namespace) -> int:
    from workbench import recall
    from workbench.store import Workspace

    entries = recall.memory_of(Workspace.open(options.workspace)).entries()[: options.first]
    if options.json:
        print(json.dumps([asdict(entry) for entry in entries], ensure_ascii=False))
    else:
        show.memory_table(entries)
    return 0
