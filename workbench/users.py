"""Who may sign in to a workspace's page, as what, and whether a session still holds. It knows no HTTP and no page.

    users.json       names, roles and password hashes (argon2id)
    secret.key       what sessions are signed with: 32 random bytes, made once
    sessions.json    sessions that were signed out before their time

A session is a signed text that the browser keeps: name, end, a random id and an HMAC over them and the user's password
hash. So it ends with its time, with the user, with the password, or by signing out; a role counts as it is now.
"""

from __future__ import annotations

import hashlib
import hmac
import json
import secrets
import threading
import time
import unicodedata
from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import cached_property
from typing import Any

from pydantic import TypeAdapter, ValidationError

from workbench.errors import InputError, NotFound, WorkspaceError
from workbench.store import Workspace

USERS, SECRET, SESSIONS = "users.json", "secret.key", "sessions.json"
SESSION_SECONDS = 12 * 60 * 60  # a working day
LEAST_PASSWORD_CHARACTERS = 8
MOST_PASSWORD_CHARACTERS = 1_000  # hashing more is work for nothing
MOST_NAME_CHARACTERS = 60
MOST_SESSION_CHARACTERS = 1_000
# Joiners are part of names in Urdu, Persian and Hindi; every other invisible character could only deceive.
JOINERS = "\u200c\u200d"


class Role(StrEnum):
    """What a user may do. Each may what the ones before it may."""

    READER = "reader"
    """Reads and exports."""
    REVIEWER = "reviewer"
    """Takes the steps of a review, adds articles and has them translated."""
    CHIEF = "chief"
    """Decides for all articles: switches checks off and on."""

    def may(self, needed: Role) -> bool:
        order = list(Role)
        return order.index(self) >= order.index(needed)


@dataclass(frozen=True, slots=True)
class User:
    name: str
    role: Role
    password_hash: str
    """An argon2 hash in its own notation, with its salt and parameters."""


_FILE = TypeAdapter(list[User])


def clean_name(given: str) -> str:
    """A name as it is kept. Raises InputError for one that is empty, too long or has invisible characters."""
    name = unicodedata.normalize("NFC", given).strip()
    if not name or not any(character.isalnum() for character in name):
        raise InputError("A user needs a name with a letter or digit in it, such as `workbench users add amina`.")
    if len(name) > MOST_NAME_CHARACTERS:
        raise InputError(f"The name has {len(name)} characters; at most {MOST_NAME_CHARACTERS} are kept: shorten it.")
    bad = [c for c in name if c not in JOINERS and (unicodedata.category(c)[0] == "C" or (c.isspace() and c != " "))]
    if bad or "  " in name:
        what = f"an invisible character (U+{ord(bad[0]):04X})" if bad else "two spaces together"
        raise InputError(f"The name has {what}, which nobody could tell apart or type: leave it out.")
    return name


def name_key(name: str) -> str:
    """Names that look the same are one name."""
    folded = unicodedata.normalize("NFKC", name).casefold()
    return " ".join("".join(c for c in folded if unicodedata.category(c) != "Cf").split())


def _clean_password(given: str) -> str:
    return unicodedata.normalize("NFC", given)[: MOST_PASSWORD_CHARACTERS + 1]


class Users:
    """The users of a workspace as its file has them now: other processes change it too."""

    def __init__(self, workspace: Workspace, clock: Callable[[], float] = time.time) -> None:
        self._workspace = workspace
        self._clock = clock
        self._known: dict[str, tuple[object, Any]] = {}
        self._hashing = threading.Semaphore(2)  # each takes 64 MiB and a core for a moment

    # --- the file ---

    def wanted(self) -> bool:
        """Whether one must sign in: from the first user on, even where the file is damaged or emptied by hand."""
        return self._workspace.state_of_private(USERS) is not None

    def all(self) -> list[User]:
        """Raises WorkspaceError for a damaged file."""
        return self._read(USERS, _parse_users) or []

    def find(self, name: str) -> User | None:
        return next((user for user in self.all() if name_key(user.name) == name_key(name)), None)

    def add(self, name: str, password: str, role: Role | None = None) -> tuple[User, bool]:
        """Adds a user, by default a reviewer, or gives one a new password; returns them and whether they are new."""
        name, hashed = clean_name(name), self._hash(_strong(password))
        before = self.find(name)
        user = User(before.name if before else name, role or (before.role if before else Role.REVIEWER), hashed)
        self._change(lambda users: [*(u for u in users if name_key(u.name) != name_key(name)), user])
        return user, before is None

    def give_role(self, name: str, role: Role) -> User:
        """Makes a user something else, with the password they have and signed in as they are. Raises NotFound."""
        user = replace(self._named(name), role=role)
        self._change(lambda users: [user if other.name == user.name else other for other in users])
        return user

    def _named(self, name: str) -> User:
        user = self.find(name)
        if user is None:
            have = ", ".join(user.name for user in self.all()) or "none yet"
            raise NotFound(f"There is no user {name!r}; there are: {have}.")
        return user

    def remove(self, name: str) -> User:
        """Raises NotFound, and InputError for the last one: an empty list would look like a door without a lock."""
        gone = self._named(name)
        if len(self.all()) == 1:
            raise InputError(
                f"{gone.name} is the last user: add another first, or delete {self._workspace.folder / USERS} "
                "to work on this machine alone, without signing in."
            )
        self._change(lambda users: [user for user in users if user.name != gone.name])
        return gone

    def _change(self, change: Callable[[list[User]], Iterable[User]]) -> None:
        def rewrite(old: bytes | None) -> bytes:
            users = sorted(change(_parse_users(old) if old is not None else []), key=lambda user: name_key(user.name))
            return _FILE.dump_json(users, indent=1) + b"\n"

        self._workspace.change_private(USERS, rewrite)

    def _read(self, name: str, parse: Callable[[bytes], Any]) -> Any:
        """What a file says, read again only when it changed; None where there is none."""
        state = self._workspace.state_of_private(name)
        known = self._known.get(name)
        if known is None or known[0] != state:
            content = self._workspace.private(name)
            known = self._known[name] = (state, None if content is None else parse(content))
        return known[1]

    # --- passwords ---

    def check(self, name: str, password: str) -> User | None:
        """The user whose name and password these are. For an unknown name it works as long as for a known one."""
        from argon2 import PasswordHasher
        from argon2.exceptions import InvalidHashError, VerificationError

        user = self.find(name)
        with self._hashing:
            try:
                PasswordHasher().verify(user.password_hash if user else self._nobody, _clean_password(password))
            except (VerificationError, InvalidHashError):
                return None
        return user

    @cached_property
    def _nobody(self) -> str:
        return self._hash(secrets.token_hex())

    def _hash(self, password: str) -> str:
        from argon2 import PasswordHasher

        return PasswordHasher().hash(_clean_password(password))

    # --- sessions ---

    def begin(self, user: User, seconds: float = SESSION_SECONDS) -> str:
        """A session of the user: letters, digits and `-_.` only."""
        name = urlsafe_b64encode(user.name.encode()).decode().rstrip("=")
        body = f"{name}.{int(self._clock() + seconds)}.{secrets.token_urlsafe(12)}"
        return f"{body}.{self._signature(body, user)}"

    def holder(self, session: str) -> User | None:
        """The user whose session this is, as they are now; None for one that is forged, over, or signed out."""
        parts = session.split(".")
        if len(session) > MOST_SESSION_CHARACTERS or not session.isascii() or len(parts) != 4:
            return None
        name, end, session_id, signature = parts
        try:
            user = self.find(urlsafe_b64decode(name + "=" * (-len(name) % 4)).decode())
            over = int(end) <= self._clock()
        except ValueError:
            return None
        if user is None or not hmac.compare_digest(signature, self._signature(f"{name}.{end}.{session_id}", user)):
            return None
        return None if over or session_id in (self._read(SESSIONS, _parse_ended) or {}) else user

    def end(self, session: str) -> None:
        """Signs a session out, for whoever has a copy of it too."""
        if self.holder(session) is None:
            return
        _, end, session_id, _ = session.split(".")

        def rewrite(old: bytes | None) -> bytes:
            ended = {i: t for i, t in (_parse_ended(old) if old else {}).items() if t > self._clock()}
            return json.dumps(ended | {session_id: int(end)}).encode() + b"\n"

        self._workspace.change_private(SESSIONS, rewrite)

    def sign(self, text: str) -> str:
        """A signature that only this workspace makes, for the forms of its page."""
        return hmac.new(self._secret, b"form\0" + text.encode(), hashlib.sha256).hexdigest()

    def mark(self) -> str:
        """Eight characters that tell this workspace from others on the same machine: cookies know no ports."""
        return self.sign("mark")[:8]

    def _signature(self, body: str, user: User) -> str:
        return hmac.new(self._secret, f"session\0{body}\0{user.password_hash}".encode(), hashlib.sha256).hexdigest()

    @cached_property
    def _secret(self) -> bytes:
        return self._workspace.change_private(SECRET, lambda old: old or secrets.token_bytes(32))


def _strong(password: str) -> str:
    if len(password) < LEAST_PASSWORD_CHARACTERS:
        raise InputError(
            f"The password has {len(password)} characters: choose one of {LEAST_PASSWORD_CHARACTERS} or more."
        )
    if len(password) > MOST_PASSWORD_CHARACTERS:
        raise InputError(
            f"The password has {len(password):,} characters; at most {MOST_PASSWORD_CHARACTERS:,} are kept."
        )
    return password


def _parse_users(content: bytes) -> list[User]:
    try:
        return _FILE.validate_json(content)
    except ValidationError:
        raise WorkspaceError(
            f"{USERS} is damaged, and nobody can sign in: restore it from a backup, or delete it and add the users again."
        ) from None


def _parse_ended(content: bytes) -> dict[str, int]:
    """Damaged, it has forgotten which sessions were signed out early; those end with their time."""
    try:
        return dict(json.loads(content))
    except (ValueError, TypeError):
        return {}
