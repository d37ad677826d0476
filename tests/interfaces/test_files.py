"""Files that a command writes where the user says."""

import pytest

from workbench.errors import InputError
from workbench.interfaces import files


def test_the_whole_file_and_nothing_beside_it(tmp_path, capsys):
    path = tmp_path / "a.html"
    path.write_bytes(b"old")
    files.write(path, b"new", "--html")
    assert path.read_bytes() == b"new"
    assert [p.name for p in tmp_path.iterdir()] == ["a.html"]
    assert "Wrote" in capsys.readouterr().err


def test_a_write_that_fails_leaves_the_old_file(tmp_path, monkeypatch):
    path = tmp_path / "a.html"
    path.write_bytes(b"old")

    def full(*given):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(files.os, "replace", full)
    with pytest.raises(InputError, match="No space left on device; name another file with --html"):
        files.write(path, b"new", "--html")
    assert path.read_bytes() == b"old"
    assert [p.name for p in tmp_path.iterdir()] == ["a.html"]


def test_places_where_no_file_can_be(tmp_path):
    files.require_place(None, "--html")
    files.require_place(tmp_path / "new.html", "--html")
    with pytest.raises(InputError, match="is a folder: name a file in it with --html"):
        files.require_place(tmp_path, "--html")
    with pytest.raises(InputError, match="There is no folder"):
        files.require_place(tmp_path / "none" / "a.html", "--html")
    assert list(tmp_path.iterdir()) == []
