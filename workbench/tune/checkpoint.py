"""What a stopped tuning goes on from, on disk. It knows files and tensors, not what they mean.

A checkpoint is a folder `checkpoint-<step>` that was written under another name and then renamed, so that it is whole
or not there. The newest counts; older ones are removed once it is in place.
"""

from __future__ import annotations

import json
import os
import pickle
import shutil
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from workbench.errors import InputError, WorkspaceError

Fingerprint = Mapping[str, str]
"""What decides the result (`data`, `settings`, `model`), each with a value that changes when it does."""

_NAME = "checkpoint-"
_PARTIAL = ".checkpoint.partial"


def save(folder: Path, step: int, fingerprint: Fingerprint, state: Mapping[str, Any]) -> None:
    """Writes the state (numbers, strings, tensors, and lists and dicts of them) as the folder's checkpoint."""
    import torch

    partial = folder / _PARTIAL
    shutil.rmtree(partial, ignore_errors=True)
    partial.mkdir(parents=True)
    (partial / "fingerprint.json").write_text(json.dumps(dict(fingerprint), indent=1), encoding="utf-8")
    with (partial / "state.pt").open("wb") as file:
        torch.save(dict(state), file)
        file.flush()
        os.fsync(file.fileno())
    final = folder / f"{_NAME}{step:08d}"
    if final.is_dir():  # the same step again, with more known of it: its name must be free
        aside = final.with_name(f"{final.name}.old")
        shutil.rmtree(aside, ignore_errors=True)
        final.rename(aside)
    older = _all(folder)
    partial.rename(final)
    for each in older:
        shutil.rmtree(each)


def load(folder: Path, fingerprint: Fingerprint) -> dict[str, Any] | None:
    """The folder's newest state, or None when it has no checkpoint.

    Raises InputError when it is of other data, settings or another model, WorkspaceError when it is damaged.
    """
    import torch

    found = _all(folder)
    if not found:
        return None
    newest = found[-1]
    try:
        made_with = json.loads((newest / "fingerprint.json").read_text(encoding="utf-8"))
        changed = [part for part, value in fingerprint.items() if made_with.get(part) != value]
        if not changed:
            return torch.load(newest / "state.pt", map_location="cpu", weights_only=True)
    except (OSError, ValueError, AttributeError, EOFError, RuntimeError, pickle.UnpicklingError):
        raise WorkspaceError(f"The checkpoint {newest} is damaged: delete it and tune again.") from None
    raise InputError(
        f"{folder} holds an unfinished tuning with other {' and '.join(changed)}: give it what it had, or name another"
        " folder."
    )


def remove(folder: Path) -> None:
    """Removes every checkpoint of the folder, when what they were for is done."""
    for each in (*_all(folder), folder / _PARTIAL):
        shutil.rmtree(each, ignore_errors=True)


def _all(folder: Path) -> list[Path]:
    """The oldest first; `.old` of a step comes before the step itself."""
    found = [path for path in folder.glob(f"{_NAME}*") if path.is_dir()]
    return sorted(found, key=lambda path: (path.name.removesuffix(".old"), not path.name.endswith(".old")))
