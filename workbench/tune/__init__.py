"""Tunes a translation model on sentence pairs by low-rank adapters (LoRA, Hu et al. 2022, arXiv:2106.09685), with PEFT.

It knows examples and models that stand behind `Tunable`; it does not know how a causal model is loaded or prompted.

    folder/
      adapter_config.json, adapter_model.safetensors    the adapter
      merged/                                           seq2seq: the whole tuned checkpoint
      README.md, tuning.json                            what it was made from, how, and its scores
      rejected.jsonl                                    drafts that people replaced, where there are some
      checkpoint-<step>/                                only while it is unfinished
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from filelock import FileLock, Timeout

from workbench.errors import InputError
from workbench.evaluate import Score
from workbench.tune import card, checkpoint
from workbench.tune.causal import Causal
from workbench.tune.checkpoint import Fingerprint
from workbench.tune.examples import Example, Material, approved, digest, read_files, require_enough
from workbench.tune.packages import require_packages
from workbench.tune.seq2seq import MERGED, Seq2seq, open_checkpoint
from workbench.tune.split import Split, apart, hold_out
from workbench.tune.training import Progress, Report, train
from workbench.tune.tunable import Encoded, Tunable
from workbench.tune.tuning import Tuning

__all__ = [
    "MERGED", "Causal", "Encoded", "Example", "Material", "Progress", "Report", "Seq2seq", "Tunable", "Tuned", "Tuning",
    "approved", "open_checkpoint", "read_files", "tune",
]  # fmt: skip

RECORD = "tuning.json"
_LOCK = ".lock"


@dataclass(frozen=True, slots=True)
class Tuned:
    """A finished tuning: where it is, and chrF, BLEU and TER of the held-out examples before and after."""

    folder: Path
    before: Mapping[str, Score]
    after: Mapping[str, Score]
    interpolation: float
    facts: Mapping[str, Any]
    """What `tuning.json` holds."""


def tune(
    tunable: Tunable,
    material: Material,
    tuning: Tuning,
    folder: Path,
    report: Report = lambda progress: None,
    *,
    dev: Material | None = None,
    licences: Mapping[str, str] | None = None,
) -> Tuned:
    """Tunes the model on the material; adapter, card and record go into the folder, which is new, empty or unfinished.

    Measured with `dev` (its first `tuning.dev_examples`), else with about 5 % of the material's documents. Stopped and
    called again with the same arguments, it goes on from the last checkpoint. Raises ModelUnavailable without PEFT,
    InputError for too little material, a folder that is taken, or a checkpoint of other data, settings or another
    model, WorkspaceError for a damaged one, and whatever `report` raises.
    """
    require_packages()
    require_enough(material.examples)
    split = (
        apart(material.examples, dev.examples[: tuning.dev_examples])
        if dev
        else hold_out(material.examples, tuning.dev_examples)
    )
    fingerprint = _fingerprint(tunable, split, tuning)
    with _claimed(folder):
        trained = train(tunable, split, tuning, folder, fingerprint, report)
        made = card.Made(tunable, material, dev, split, tuning, licences or {}, fingerprint, trained)
        known = card.facts(made)
        tunable.save(folder)
        _write(folder, known, card.rejected_lines(material.examples))
        checkpoint.remove(folder)
    return Tuned(folder, trained.before, trained.after, trained.interpolation, known)


def _fingerprint(tunable: Tunable, split: Split, tuning: Tuning) -> Fingerprint:
    return {
        "data": f"{digest(split.train)} {digest(split.dev)}",
        "settings": hashlib.sha256(json.dumps(tuning.described(), sort_keys=True).encode()).hexdigest(),
        "model": f"{tunable.kind} {tunable.name} {tunable.revision}",
    }


@contextmanager
def _claimed(folder: Path) -> Iterator[None]:
    """The folder, once it is known to be ours to write in, and for us alone."""
    if folder.exists() and not folder.is_dir():
        raise InputError(f"{folder} is a file: name a new folder.")
    folder.mkdir(parents=True, exist_ok=True)
    if (folder / RECORD).exists():
        raise InputError(f"{folder} holds a finished tuning already: name another folder, or delete it.")
    unfinished = any(folder.glob("checkpoint-*"))
    if not unfinished and any(path.name != _LOCK and "checkpoint" not in path.name for path in folder.iterdir()):
        raise InputError(f"{folder} is not empty and holds no unfinished tuning: name a new or empty folder.")
    try:
        with FileLock(folder / _LOCK, timeout=0):
            yield
    except Timeout:
        raise InputError(f"Another program is tuning into {folder}: name another folder, or wait for it.") from None
    (folder / _LOCK).unlink(missing_ok=True)


def _write(folder: Path, known: Mapping[str, Any], rejected: str) -> None:
    """The record comes last: a folder that has one is finished."""
    if rejected:
        (folder / "rejected.jsonl").write_text(rejected, encoding="utf-8")
    (folder / "README.md").write_text(card.card(known), encoding="utf-8")
    (folder / RECORD).write_text(json.dumps(known, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
