"""`workbench users` as a person and a script use it, and what `serve` says without any."""

import getpass
import io
import json
import os
import pty
import subprocess
import sys
from dataclasses import dataclass

import pytest

from workbench.interfaces import cli
from workbench.store import Workspace
from workbench.users import Users


@dataclass
class Done:
    returncode: int
    stdout: str
    stderr: str


class Terminal(io.StringIO):
    def isatty(self):
        return True


@pytest.fixture
def call(tmp_path, monkeypatch, capsys):
    """The command in this process: one of its own would take a second for each line below."""
    monkeypatch.setenv("COLUMNS", "200")

    def call(*arguments, input="", terminal=False):
        monkeypatch.setattr(sys, "stdin", (Terminal if terminal else io.StringIO)(input))
        try:
            code = cli.main([*arguments, "--workspace", str(tmp_path / "workspace")])
        except SystemExit as end:
            code = end.code
        return Done(code, *capsys.readouterr())

    return call


@pytest.fixture
def users_command(call):
    return lambda *arguments, **options: call("users", *arguments, **options)


def test_users_are_added_from_standard_input_listed_and_removed(users_command, tmp_path):
    Workspace.open(tmp_path / "workspace", create=True)
    assert users_command("list").stdout.startswith("There are no users, and the page asks for a name only")
    added = users_command("add", "amina", input="a long password\n")
    assert added.stdout.startswith("amina is added, as a reviewer.\nNobody is a chief yet")
    assert (
        users_command("add", "omar", "--role", "chief", input="a long password").stdout
        == "omar is added, as a chief.\n"
    )
    assert (
        users_command("add", "Amina", input="another password\r\n").stdout
        == "amina has a new password, as a reviewer.\n"
    )
    listed = json.loads(users_command("list", "--json").stdout)
    assert listed == {"users": [{"name": "amina", "role": "reviewer"}, {"name": "omar", "role": "chief"}]}
    assert "omar" in users_command("list").stdout
    users = Users(Workspace.open(tmp_path / "workspace"))
    assert users_command("role", "AMINA", "chief").stdout == "amina is a chief now.\n"
    assert users.check("amina", "another password").role == "chief"
    assert users_command("remove", "amina").stdout == "amina is removed, and signed out everywhere.\n"
    assert [user.name for user in users.all()] == ["omar"]


@pytest.mark.parametrize(
    ("arguments", "given", "code", "says"),
    [
        (("add", "amina"), "short\n", 1, "The password has 5 characters"),
        (("add", "amina"), "", 1, "The password has 0 characters"),
        (("add", "a\u202eb"), "a long password\n", 1, "U+202E"),
        (("add", "x" * 200), "a long password\n", 1, "200 characters"),
        (("add", "amina", "--role", "king"), "a long password\n", 2, "invalid choice"),
        (("add", "amina", "a long password"), "", 2, "unrecognized arguments"),
        (("remove", "amina"), "", 1, "no user 'amina'"),
        (("role", "amina", "chief"), "", 1, "no user 'amina'"),
        (("role", "amina", "king"), "", 2, "invalid choice"),
        ((), "", 2, "ACTION"),
    ],
)
def test_mistakes_get_one_sentence(users_command, tmp_path, arguments, given, code, says):
    Workspace.open(tmp_path / "workspace", create=True)
    done = users_command(*arguments, input=given)
    assert done.returncode == code
    assert says in done.stderr
    assert "Traceback" not in done.stderr
    assert not (tmp_path / "workspace" / "users.json").exists()


def test_at_a_terminal_the_password_is_asked_twice_without_an_echo(tmp_path):
    own, theirs = pty.openpty()
    command = [sys.executable, "-m", "workbench", "users", "add", "amina", "--workspace", str(tmp_path / "workspace")]
    pipes = {"stdin": theirs, "stdout": subprocess.PIPE, "stderr": subprocess.STDOUT, "start_new_session": True}
    with subprocess.Popen(command, **pipes) as process:
        os.close(theirs)
        seen = b""
        for _ in range(2):
            while b": " not in (part := os.read(process.stdout.fileno(), 1000)):
                seen += part
            seen += part
            os.write(own, b"a long password\n")
        seen += process.communicate(timeout=60)[0]
    os.close(own)
    assert b"amina is added" in seen
    assert b"a long password" not in seen


def test_two_passwords_that_differ_are_none(users_command, tmp_path, monkeypatch):
    typed = iter(["a long password", "another password"])
    monkeypatch.setattr(getpass, "getpass", lambda asked: next(typed))
    assert "The two passwords differ" in users_command("add", "amina", terminal=True).stderr
    assert not (tmp_path / "workspace" / "users.json").exists()


@pytest.mark.parametrize("options", [("--host", "0.0.0.0"), ("--name", "desk.example.org")])
def test_beyond_this_machine_serve_asks_for_users_first(call, options):
    done = call("serve", *options)
    assert done.returncode == 1
    assert "add one with `workbench users add NAME`" in done.stderr
    assert len(done.stderr.strip().splitlines()) == 1
