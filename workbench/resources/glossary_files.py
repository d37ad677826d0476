"""Reads and writes a glossary in the format that its file's name says. It knows no workspace."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from workbench.errors import InputError, NotFound
from workbench.model import Term
from workbench.resources import glossary, glossary_csv, glossary_tbx


def _read_tsv(content: bytes, name: str) -> tuple[Term, ...]:
    try:
        return glossary.parse(content.decode("utf-8-sig"), name)
    except UnicodeDecodeError:
        raise InputError(f"{name} is not UTF-8 text: save it as UTF-8.") from None


READERS: dict[str, Callable[[bytes, str], tuple[Term, ...]]] = {
    "csv": glossary_csv.read,
    "tbx": glossary_tbx.read,
    "tsv": _read_tsv,
}
WRITERS: dict[str, Callable[[Sequence[Term]], bytes]] = {"csv": glossary_csv.write, "tbx": glossary_tbx.write}


def read(path: Path) -> tuple[Term, ...]:
    """The terms of a file. Raises NotFound, or InputError naming what is wrong with it."""
    reader = _reader(path)
    try:
        content = path.read_bytes()
    except FileNotFoundError:
        raise NotFound(f"There is no file {path}: check the name.") from None
    return reader(content, str(path))


def parse(content: bytes, path: Path) -> tuple[Term, ...]:
    """The terms of what was read from a file. Raises InputError naming what is wrong with it."""
    return _reader(path)(content, str(path))


def _reader(path: Path) -> Callable[[bytes, str], tuple[Term, ...]]:
    if (fmt := path.suffix.lstrip(".").casefold()) not in READERS:
        raise InputError(f"{path} is no glossary by its name: files that end in .{', .'.join(READERS)} can be read.")
    return READERS[fmt]


def write(terms: Sequence[Term], fmt: str) -> bytes:
    """The terms in a format of `WRITERS`. Raises InputError for another one, or for a term that no file can hold."""
    if fmt not in WRITERS:
        raise InputError(f"A glossary cannot be written as {fmt!r}: {', '.join(WRITERS)} are possible.")
    return WRITERS[fmt](terms)
