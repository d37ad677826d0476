"""The file of users: names, passwords, roles, and that nobody else may read it."""

import json
import stat
import threading

import pytest

from workbench.errors import InputError, NotFound, WorkspaceError
from workbench.store import Workspace
from workbench.users import Role, Users, clean_name

PASSWORD = "a long password"


@pytest.fixture
def users(tmp_path):
    return Users(Workspace.open(tmp_path / "workspace", create=True))


def test_users_are_added_changed_listed_and_removed(users):
    assert not users.wanted()
    assert users.add("omar", PASSWORD)[0].role is Role.REVIEWER
    assert users.add("Amina", PASSWORD, Role.CHIEF)[1]
    again, is_new = users.add("OMAR", "another password")
    assert (again.name, again.role, is_new) == ("omar", Role.REVIEWER, False)
    assert [(user.name, user.role) for user in users.all()] == [("Amina", "chief"), ("omar", "reviewer")]
    assert users.check("omar", PASSWORD) is None
    assert users.check(" Omar", "another password").name == "omar"
    assert users.remove("AMINA").name == "Amina"
    with pytest.raises(InputError, match="last user"):
        users.remove("omar")
    with pytest.raises(NotFound, match="there are: omar"):
        users.remove("amina")
    assert users.wanted()


def test_what_another_process_writes_counts_at_once(users):
    users.add("omar", PASSWORD)
    session = users.begin(users.find("omar"))
    other = Users(Workspace.open(users._workspace.folder))
    other.add("amina", PASSWORD)
    other.add("omar", "another password", Role.CHIEF)
    assert [user.role for user in users.all()] == [Role.REVIEWER, Role.CHIEF]
    assert users.holder(session) is None
    assert users.holder(other.begin(other.find("omar"))).role is Role.CHIEF  # one secret for both


def test_the_files_are_for_their_owner_alone_and_hold_no_password(users):
    users.add("omar", PASSWORD)
    session = users.begin(users.find("omar"))
    users.end(session)
    for name in ("users.json", "secret.key", "sessions.json"):
        path = users._workspace.folder / name
        assert stat.S_IMODE(path.stat().st_mode) == 0o600, name
        assert PASSWORD.encode() not in path.read_bytes()
    assert json.loads(users._workspace.private("users.json"))[0]["password_hash"].startswith("$argon2id$")
    assert len(users._workspace.private("secret.key")) == 32


def test_many_at_once_lose_nobody(users):
    threads = [threading.Thread(target=users.add, args=(f"user{number}", PASSWORD)) for number in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(users.all()) == 8


@pytest.mark.parametrize(
    ("given", "kept"),
    [("  amina ", "amina"), ("Amina Khan", "Amina Khan"), ("<b>x</b>", "<b>x</b>"), ("می\u200cنا", "می\u200cنا"), ("e\u0301va", "éva")],
)  # fmt: skip
def test_names_that_are_kept(given, kept):
    assert clean_name(given) == kept


@pytest.mark.parametrize(
    ("given", "says"),
    [
        ("", "needs a name"),
        (" \t", "needs a name"),
        ("\u200d", "needs a name"),
        ("!!!", "needs a name"),
        ("a\nb", r"U\+000A"),
        ("a\u202eb", r"U\+202E"),
        ("a\u2066b", r"U\+2066"),
        ("a\u200bb", r"U\+200B"),
        ("a\x00b", r"U\+0000"),
        ("a\u00a0b", r"U\+00A0"),
        ("a\udc80b", r"U\+DC80"),
        ("a  b", "two spaces"),
        ("x" * 200, "200 characters; at most 60"),
    ],
)
def test_names_that_are_refused(users, given, says):
    with pytest.raises(InputError, match=says):
        users.add(given, PASSWORD)
    assert not users.wanted()


@pytest.mark.parametrize("alike", ["AMINA", "ａｍｉｎａ", "ami\u200dna", "amina "])
def test_names_that_look_alike_are_one(users, alike):
    users.add("amina", PASSWORD)
    assert users.add(alike, "another password")[0].name == "amina"
    assert len(users.all()) == 1


@pytest.mark.parametrize(("password", "says"), [("", "0 characters"), ("short", "5 characters"), ("x" * 1001, "1,001")])
def test_passwords_that_are_refused(users, password, says):
    with pytest.raises(InputError, match=says):
        users.add("amina", password)
    assert not users.wanted()


def test_a_password_is_the_same_however_its_letters_are_composed(users):
    users.add("amina", "caf\u00e9 caf\u00e9")
    assert users.check("amina", "cafe\u0301 cafe\u0301")
    assert users.check("amina", "cafe cafe") is None


def test_a_damaged_file_is_told_and_is_not_written_over(users):
    users.add("amina", PASSWORD)
    session = users.begin(users.find("amina"))
    path = users._workspace.folder / "users.json"
    path.write_bytes(b"[{")
    assert users.wanted()
    for attempt in (
        lambda: users.holder(session),
        lambda: users.add("x1", PASSWORD),
        lambda: users.check("amina", PASSWORD),
    ):
        with pytest.raises(WorkspaceError, match="damaged"):
            attempt()
    assert path.read_bytes() == b"[{"
