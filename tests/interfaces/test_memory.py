"""`workbench memory` as a person and a script use it."""

import json
from dataclasses import dataclass

import pytest

from workbench.interfaces import cli
from workbench.resources import memory_tmx
from workbench.resources.memory import Origin, Unit

ARMY = "فوج نے شہر کو بند کیا۔"


@pytest.fixture
def tmx(tmp_path):
    """Writes a TMX file of one unit, and an entry in Persian."""

    def write(name, target, at):
        unit = Unit(ARMY, target, "ur", "omar", at, Origin(file="x"))
        content = memory_tmx.write([unit], "2026-01-01T00:00:00Z").decode()
        (tmp_path / name).write_text(content.replace("</tu>", "</tu><tu><tuv xml:lang='fa'><seg>x</seg></tuv></tu>"))

    return write


@dataclass
class Done:
    returncode: int
    stdout: str
    stderr: str


@pytest.fixture
def memory(tmp_path, monkeypatch, capsys):
    """The command in this process: one of its own would take a second for each line below."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("COLUMNS", "120")

    def call(*arguments):
        try:
            code = cli.main(["memory", *arguments])
        except SystemExit as end:
            code = end.code
        return Done(code, *capsys.readouterr())

    return call


def test_import_and_list(memory, tmx):
    tmx("old.tmx", "An old text.", "2025-01-01T00:00:00Z")
    tmx("new.tmx", "A [red]newer[/] text.", "2026-01-01T00:00:00Z")
    said = memory("import", "old.tmx").stdout
    assert said.startswith(
        "old.tmx: 1 new, 0 newer than what was there, 0 older than what is there, 0 there already, 1 "
    )
    assert "Skipped is what has no text in English, or none in Arabic or Urdu or Hindi." in said
    counts = json.loads(memory("import", "new.tmx", "--json").stdout)
    assert counts == {"new": 0, "replaced": 1, "older": 0, "same": 0, "skipped": 1}
    assert json.loads(memory("import", "old.tmx", "--json").stdout)["same"] == 1
    [entry] = json.loads(memory("list", "--json").stdout)
    assert (entry["unit"]["source"], entry["unit"]["target"]) == (ARMY, "A [red]newer[/] text.")
    assert (entry["unit"]["origin"]["file"], entry["older"][0]["target"]) == ("new.tmx", "An old text.")
    shown = memory("list").stdout
    for part in ("Translation memory: 1 units", "[red]newer[/]", "omar", "2026-01-01", "new.tmx"):
        assert part in shown


def test_export(memory, tmx, tmp_path):
    tmx("agency.tmx", "A text.", "2025-01-01T00:00:00Z")
    memory("import", "agency.tmx")
    done = memory("export", "out.tmx", "--imported")
    assert (done.returncode, done.stderr) == (0, "Wrote out.tmx.\n")
    assert [u.target for u in memory_tmx.read((tmp_path / "out.tmx").read_bytes(), "out.tmx").units] == ["A text."]


@pytest.mark.parametrize(
    ("arguments", "code", "says"),
    [
        (["import", "none.tmx"], 1, "none.tmx cannot be read (No such file or directory): check its name"),
        (["import", "bad.tmx"], 1, "bad.tmx is no TMX file: line 1 begins with <html> and not <tmx>"),
        (["export", "out.tmx"], 1, "There is nothing approved in the workspace"),
        (["export", "no/such/folder.tmx", "--imported"], 1, "cannot be written"),
        (["list", "--workspace", "nowhere"], 1, "no workspace at nowhere"),
        (["import"], 2, "required"),
        ([], 2, "required"),
    ],
)
def test_mistakes_get_one_sentence(memory, tmx, tmp_path, arguments, code, says):
    tmx("agency.tmx", "A text.", "")
    (tmp_path / "bad.tmx").write_text("<html/>")
    memory("import", "agency.tmx")
    done = memory(*arguments)
    said = done.stdout + done.stderr
    assert done.returncode == code
    assert says in " ".join(said.split())
    assert "Traceback" not in said


def test_help_has_examples(memory):
    for arguments in ((), ("import",), ("export",), ("list",)):
        assert "workbench memory import agency.tmx" in memory(*arguments, "--help").stdout
