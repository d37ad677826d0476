"""`workbench glossary` as a person and a script use it."""

import csv
import io
import json

import pytest

from workbench.interfaces.cli import main
from workbench.resources.glossary import starter

TABLE = "language,term,english,also,forbidden,part,note\nur,صدر,President,head of state,chairman,title,\nhi,संसद,Parliament,,,,\n"


@pytest.fixture
def desk(tmp_path):
    """Runs the command on one workspace."""

    def run(*arguments: object) -> int:
        return main(["glossary", *map(str, arguments), "--workspace", str(tmp_path / "desk")])

    return run


@pytest.fixture
def table(tmp_path):
    path = tmp_path / "terms.csv"
    path.write_text(TABLE, encoding="utf-8")
    return path


def test_importing_says_what_is_new_changed_and_the_same(desk, table, capsys):
    assert desk("import", table) == 0
    assert capsys.readouterr().out == "2 new, 0 changed, 0 the same; the glossary has 2 terms.\n"
    table.write_text(TABLE.replace("Parliament", "parliament") + "ar,رئيس,president,,,,\n", encoding="utf-8")
    assert desk("import", table, "--json") == 0
    assert json.loads(capsys.readouterr().out) == {"new": 1, "changed": 1, "same": 1, "terms": 3}


def test_listing(desk, table, capsys):
    desk("import", table)
    capsys.readouterr()
    assert desk("list", "--language", "ur", "--json") == 0
    assert json.loads(capsys.readouterr().out)["terms"] == [
        {"language": "ur", "term": "صدر", "english": "President", "part": "title", "also": ["head of state"],
         "forbidden": ["chairman"], "note": ""},
    ]  # fmt: skip
    assert desk("list") == 0
    shown = capsys.readouterr().out
    assert all(word in shown for word in ("صدر", "President", "Urdu", "Hindi", "Parliament"))


def test_the_starter_can_be_had_without_a_workspace(desk, capsys):
    assert desk("list", "--starter", "--language", "hi", "--json") == 0
    terms = json.loads(capsys.readouterr().out)["terms"]
    assert len(terms) == len(starter("hi"))
    assert {term["language"] for term in terms} == {"hi"}


@pytest.mark.parametrize("name", ["all.csv", "all.tbx"])
def test_what_is_exported_can_be_imported_again(desk, table, name, tmp_path, capsys):
    desk("import", table)
    assert desk("export", tmp_path / name) == 0
    assert "Wrote 2 terms to" in capsys.readouterr().err
    assert desk("import", tmp_path / name) == 0
    assert capsys.readouterr().out.startswith("0 new, 0 changed, 2 the same")


def test_exporting_to_standard_output(workbench, desk, table, tmp_path):
    desk("import", table)
    done = workbench("glossary", "export", "--workspace", tmp_path / "desk")
    assert done.stdout.lstrip("\ufeff") == TABLE
    assert (
        "<conceptEntry" in workbench("glossary", "export", "--format", "tbx", "--workspace", tmp_path / "desk").stdout
    )
    done = workbench("glossary", "export", tmp_path / "odd.txt", "--format", "csv", "--workspace", tmp_path / "desk")
    assert done.returncode == 0
    rows = list(csv.reader(io.StringIO((tmp_path / "odd.txt").read_text(encoding="utf-8-sig"))))
    assert [row[1] for row in rows] == ["term", "صدر", "संसद"]


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["import", "none.csv"], "There is no file none.csv"),
        (["import", "{table}.doc"], "files that end in .csv, .tbx, .tsv can be read"),
        (["export", "{table}.doc"], "end it with .csv or .tbx"),
        (["export", "/nowhere/x.csv"], "cannot be written"),
        (["export", "--language", "ar"], "no terms to export"),
    ],
)
def test_mistakes_get_one_sentence(desk, table, arguments, says, capsys):
    desk("import", table)
    capsys.readouterr()
    assert desk(*[argument.format(table=table) for argument in arguments]) == 1
    said = capsys.readouterr().err
    assert says in said
    assert said.count("\n") == 1


def test_a_broken_file_changes_nothing(desk, table, capsys):
    desk("import", table)
    table.write_text(TABLE + "xx,صدر,President,,,,\n", encoding="utf-8")
    assert desk("import", table) == 1
    assert "Line 4 of" in capsys.readouterr().err
    desk("list", "--json")
    assert len(json.loads(capsys.readouterr().out)["terms"]) == 2


@pytest.mark.parametrize("action", [[], ["list"], ["import"], ["export"]])
def test_help_has_examples(action, capsys):
    with pytest.raises(SystemExit):
        main(["glossary", *action, "--help"])
    assert "examples:" in capsys.readouterr().out
