"""What the user chose, in one value. It knows where things are kept, not what is in them."""

from __future__ import annotations

import os
from dataclasses import dataclass, field
from pathlib import Path

from workbench.model import Term

__all__ = ["Settings", "Term"]


def _default_cache() -> Path:
    """`$WORKBENCH_CACHE`, else the platform's cache folder for this user."""
    if chosen := os.environ.get("WORKBENCH_CACHE"):
        return Path(chosen).expanduser()
    import platformdirs

    return platformdirs.user_cache_path("translation-workbench", appauthor=False)


def _default_threads() -> int:
    """The cores this process may use: containers often grant fewer than the machine has."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


@dataclass(frozen=True, slots=True)
class Settings:
    """Everything a run can be told; the defaults are what `workbench run` does without options."""

    workspace: Path = Path("workspace")
    """Where articles, drafts and edits are kept."""
    cache: Path = field(default_factory=_default_cache)
    """Where models are kept: safe to delete, slow to fill again."""
    engine: str = "auto"
    """`auto`, or a name from `translate.ENGINES`."""
    model: str | None = None
    """A catalogue name, hub id or folder; None takes the catalogue's recommendation for the language."""
    compare_with: tuple[str, ...] = ()
    """Further models that the page offers to compare with, named like `model`."""
    language: str | None = None
    """BCP 47 tag that overrides identification; None identifies each article."""
    summary_sentences: int | None = None
    """How many sentences a summary has; None is about a sixth of the article, three to seven."""
    batch_tokens: int = 1024
    """Upper bound on padded source tokens in one batch."""
    beam: int | None = None
    """Beam width; None is the engine's own default."""
    threads: int = field(default_factory=_default_threads)
    glossary: tuple[Term, ...] = ()
    """Terms that override the lexicon where an engine is told its words."""
