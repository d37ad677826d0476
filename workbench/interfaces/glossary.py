"""The command `workbench glossary`: the terms that a desk must find in its English, listed, read from files and written to them."""

from __future__ import annotations

import argparse
import json
import sys
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

from workbench.errors import InputError, NotFound
from workbench.interfaces import show
from workbench.interfaces.options import command, json_option, workspace_option
from workbench.text.languages import SOURCE_LANGUAGES

if TYPE_CHECKING:
    from workbench.model import Term

EXAMPLES = """examples:
  workbench glossary list --language ur
  workbench glossary list --starter --json                the terms that travel with the workbench too
  workbench glossary import desk.csv                      a table: language,term,english,also,forbidden,part,note
  workbench glossary import desk.tbx                      from a terminology tool (TBX version 2 or 3)
  workbench glossary export desk.csv                      for a spreadsheet, to edit and import again
  workbench glossary export --starter --format tbx > all.tbx

In a table's cell several forms are separated by |. A term of the file replaces the workspace's term of the same language
and spelling; the workspace's terms override the starter's.
"""
FORMATS = ("csv", "tbx")


def add(commands: Any) -> None:
    text = "List, import and export what words and names must be called in English."
    parser = command(commands, "glossary", text, EXAMPLES)
    actions = parser.add_subparsers(title="actions", required=True, metavar="ACTION")
    _add_list(actions)
    _add_import(actions)
    _add_export(actions)


# --- list --------------------------------------------------------------------------------------------------------


def _add_list(actions: Any) -> None:
    parser = command(actions, "list", "The workspace's terms with their English.", EXAMPLES)
    _which_options(parser)
    json_option(parser)
    parser.set_defaults(command=_list)


def _list(options: argparse.Namespace) -> int:
    terms = _chosen(options)
    if options.json:
        print(json.dumps({"terms": [asdict(term) for term in terms]}, ensure_ascii=False))
    elif terms:
        show.glossary_table(terms)
    else:
        print(
            "The workspace has no terms of its own: `workbench glossary import FILE` adds some, --starter lists ours."
        )
    return 0


# --- import ------------------------------------------------------------------------------------------------------


def _add_import(actions: Any) -> None:
    parser = command(actions, "import", "Add a file's terms to the workspace's glossary.", EXAMPLES)
    parser.add_argument("file", type=Path, metavar="FILE", help="a .csv, .tbx or .tsv file")
    workspace_option(parser)
    json_option(parser)
    parser.set_defaults(command=_import)


def _import(options: argparse.Namespace) -> int:
    from workbench.resources import glossary, glossary_files
    from workbench.store import Workspace

    added = glossary_files.read(options.file)
    workspace = Workspace.open(options.workspace, create=True)
    merge = glossary.merge(workspace.glossary(), added)
    workspace.save_glossary(merge.terms)
    counts = {"new": merge.new, "changed": merge.changed, "same": merge.same, "terms": len(merge.terms)}
    if options.json:
        print(json.dumps(counts))
    else:
        print(
            f"{merge.new} new, {merge.changed} changed, {merge.same} the same; the glossary has {len(merge.terms)} terms."
        )
    return 0


# --- export ------------------------------------------------------------------------------------------------------


def _add_export(actions: Any) -> None:
    parser = command(actions, "export", "Write the workspace's glossary to a file.", EXAMPLES)
    parser.add_argument(
        "file", nargs="?", type=Path, metavar="FILE", help="a .csv or .tbx file (default: standard output)"
    )
    parser.add_argument("--format", choices=FORMATS, help="where the file's name does not say it (default: csv)")
    _which_options(parser)
    parser.set_defaults(command=_export)


def _export(options: argparse.Namespace) -> int:
    from workbench.resources import glossary_files

    terms = _chosen(options)
    if not terms:
        raise NotFound("There are no terms to export: `workbench glossary import FILE` adds some, --starter has ours.")
    content = glossary_files.write(terms, options.format or _format_of(options.file))
    if options.file is None:
        sys.stdout.buffer.write(content)
        sys.stdout.buffer.flush()
        return 0
    try:
        options.file.write_bytes(content)
    except OSError as error:
        raise InputError(f"{options.file} cannot be written: {error.strerror}; name another file.") from None
    print(f"Wrote {len(terms)} terms to {options.file}.", file=sys.stderr)
    return 0


def _format_of(file: Path | None) -> str:
    if file is None:
        return "csv"
    if (fmt := file.suffix.lstrip(".").casefold()) not in FORMATS:
        raise InputError(
            f"The name {file} says no format: end it with .{' or .'.join(FORMATS)}, or give one with --format."
        )
    return fmt


# --- which terms -------------------------------------------------------------------------------------------------


def _which_options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--language", choices=SOURCE_LANGUAGES, help="only terms of this language")
    parser.add_argument("--starter", action="store_true", help="the terms that travel with the workbench too")
    workspace_option(parser)


def _chosen(options: argparse.Namespace) -> tuple[Term, ...]:
    from workbench.resources import glossary
    from workbench.store import Workspace

    # Our own terms can be had before there is a workspace.
    has_none = options.starter and not options.workspace.exists()
    own = () if has_none else Workspace.open(options.workspace).glossary()
    terms = glossary.with_starter(own) if options.starter else own
    return tuple(term for term in terms if options.language in (None, term.language))
