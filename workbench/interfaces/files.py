"""Files that a command writes where the user says: whole or not at all. It does not know what is in them."""

from __future__ import annotations

import os
import sys
from pathlib import Path

from workbench.errors import InputError


def require_place(path: Path | None, option: str) -> None:
    """Raises InputError where no file can be written: before the work, which may take long, not after it."""
    if path is None:
        return
    if path.is_dir():
        raise InputError(f"{path} is a folder: name a file in it with {option}.")
    if not path.parent.is_dir():
        raise InputError(f"There is no folder {path.parent}: make it, or name another file with {option}.")


def write(path: Path, content: bytes, option: str) -> None:
    """The whole file or none of it, written beside its place and moved there. Raises InputError where that fails."""
    require_place(path, option)
    beside = path.with_name(f".{path.name}.{os.getpid()}")
    try:
        beside.write_bytes(content)
        os.replace(beside, path)
    except OSError as error:
        raise InputError(f"{path} cannot be written: {error.strerror}; name another file with {option}.") from None
    finally:
        beside.unlink(missing_ok=True)
    print(f"Wrote {path}.", file=sys.stderr)
