"""The rooms import only rooms below them, and rooms on one layer do not know each other."""

import ast
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parents[1] / "workbench"
LAYERS = [
    {"errors"},
    {"model"},
    {"settings"},
    {"text"},
    {"resources"},
    {"ingest", "translate", "checks", "summarise", "review", "export", "evaluate", "store"},
    {"tune"},
    {"articles", "users"},
    {"recall", "cutting"},
    {"pipeline"},
    {"bench", "overview", "versions"},
    {"interfaces"},
]
LAYER_OF = {room: number for number, layer in enumerate(LAYERS) for room in layer}
HEAVY = {"torch", "ctranslate2", "gradio", "transformers", "peft", "fastapi", "uvicorn"}
MODULES = sorted(p for p in PACKAGE.rglob("*.py") if p.name not in ("__main__.py",) and p != PACKAGE / "__init__.py")


def room_of(path):
    return path.relative_to(PACKAGE).parts[0].removesuffix(".py")


def imported(path):
    """The rooms of the package that a module imports, anywhere in it."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ImportFrom) and node.module and node.module.split(".")[0] == "workbench":
            parts = node.module.split(".")
            yield from [parts[1]] if len(parts) > 1 else [a.name for a in node.names if a.name in LAYER_OF]
        elif isinstance(node, ast.Import):
            yield from (a.name.split(".")[1] for a in node.names if a.name.startswith("workbench."))


@pytest.mark.parametrize("path", MODULES, ids=lambda p: str(p.relative_to(PACKAGE)))
def test_a_room_knows_only_lower_rooms(path):
    room = room_of(path)
    assert room in LAYER_OF, f"{room} has no place in the layers"
    for other in imported(path):
        assert other == room or LAYER_OF[other] < LAYER_OF[room], f"{room} must not import {other}"


@pytest.mark.parametrize("path", MODULES, ids=lambda p: str(p.relative_to(PACKAGE)))
def test_heavy_libraries_are_imported_where_they_are_used(path):
    if "ui" in path.parts or path.name in ("api.py", "cut_routes.py", "login.py", "prefill.py"):
        return  # only the server imports these but the last, when it starts, and an engine the last, when it translates
    tree = ast.parse(path.read_text(encoding="utf-8"))
    for node in tree.body:
        names = (
            [a.name for a in node.names]
            if isinstance(node, ast.Import)
            else [node.module or ""]
            if isinstance(node, ast.ImportFrom)
            else []
        )
        assert not {name.split(".")[0] for name in names} & HEAVY
