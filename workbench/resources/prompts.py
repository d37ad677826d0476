"""What we say to language models: one text file per task, with `$name` placeholders. It does not know who asks."""

from __future__ import annotations

import functools
from importlib.resources import files
from pathlib import Path
from string import Template

from workbench.errors import NotFound


def folder_of(name: str) -> Path:
    """A top-level folder that travels with the package: inside it when installed, beside it in a checkout."""
    package = Path(str(files("workbench")))
    installed = package / name
    return installed if installed.is_dir() else package.parent / name


@functools.cache
def _template(task: str) -> Template:
    path = folder_of("prompts") / f"{task}.txt"
    if not path.is_file():
        raise NotFound(f"There is no prompt called {task}; the folder prompts/ of the installation is incomplete.")
    return Template(path.read_text(encoding="utf-8"))


def fill(task: str, **values: str) -> str:
    """The prompt for a task with its placeholders filled. Raises NotFound for an unknown task, KeyError for a gap."""
    return _template(task).substitute(values)
