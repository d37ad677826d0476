"""The workspace on disk, and the only room that reads and writes it. It knows files, not what an edit means.

    workspace/
      workspace.json              what made it, schema version
      cache.sqlite                the segment cache: safe to delete
      journal.jsonl               checks that people switched off for all articles, and on again
      glossary.csv                the desk's own terms: language, term, English, other forms, forbidden ones, part, note
      glossary.tsv                the same in short, of an earlier desk: language, term, English
      versions/                   glossaries that a newer one replaced
      memory.jsonl                translations imported from elsewhere, one unit a line, never rewritten
      users.json                  who may sign in; sessions.json, secret.key: see users.py; for nobody else to read
      articles/<id>/
        original.bin              the bytes as they came
        document.json             what ingest made of them
        drafts.jsonl              what the machine wrote, one draft a line; the last of a segment counts, unless another is chosen
        summary.json              the sentences that the summariser chose; what people made of them is in the journal
        journal.jsonl             what people did, one edit a line, never rewritten
        versions/                 documents, originals and summaries that newer ones replaced

Whole files are written beside their place and moved over it; journals are appended to, synced, and only then
acknowledged. A line torn by a crash is kept, skipped and counted.
"""

from __future__ import annotations

import json
import os
import re
import sqlite3
import tempfile
import unicodedata
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from threading import Lock
from typing import Any, NamedTuple, TypeVar

from filelock import FileLock, Timeout
from pydantic import TypeAdapter, ValidationError

from workbench import __version__
from workbench.errors import InputError, NotFound, WorkspaceError
from workbench.model import Document, Draft, Edit, Summary
from workbench.resources import glossary, glossary_csv, glossary_files
from workbench.resources.memory import Unit
from workbench.settings import Term

SCHEMA_VERSION = 1
LOCK_SECONDS = 30
# An article has three or four of them; that of a long one takes about ten megabytes.
MOST_KNOWN_FILES = 64


def now() -> str:
    """The time as we write it: RFC 3339, UTC, milliseconds."""
    return datetime.now(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")


def _stamp() -> str:
    """The time as a part of a file's name."""
    return re.sub(r"\W", "", now())


def printable(name: str) -> str:
    """A file name that is not UTF-8, as far as it is text: JSON cannot hold the rest."""
    return name.encode("utf-8", "surrogateescape").decode("utf-8", "replace")


@cache
def _adapter(noun: type) -> TypeAdapter[Any]:
    return TypeAdapter(noun)


T = TypeVar("T")


def by_segment(drafts: Sequence[Draft]) -> dict[str, list[Draft]]:
    """The drafts of each segment, in the order in which they are given."""
    found: dict[str, list[Draft]] = {}
    for draft in drafts:
        found.setdefault(draft.segment_id, []).append(draft)
    return found


class Parts(NamedTuple):
    """What an article is made of: what was read, what the machine made and what people did, oldest first."""

    document: Document
    drafts: tuple[Draft, ...]
    summary: Summary | None
    edits: tuple[Edit, ...]
    own_edits: tuple[Edit, ...]
    """The workspace's own, of steps that are for no single article."""


class Workspace:
    """A folder of articles. Safe for several processes at once: writers of one article wait for each other."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._articles = folder / "articles"
        self._known = _KnownFiles()

    # --- the folder ---

    @classmethod
    def open(cls, folder: Path, *, create: bool = False) -> Workspace:
        """An existing workspace, or with `create` a new one. Raises WorkspaceError when it cannot be used."""
        marker = folder / "workspace.json"
        if not marker.is_file():
            if not create:
                raise WorkspaceError(
                    f"There is no workspace at {folder}: `workbench run` makes one, or name another with --workspace."
                )
            _create(folder, marker)
        try:
            made_by = json.loads(marker.read_text(encoding="utf-8"))["schema_version"]
        except (OSError, ValueError, KeyError, TypeError):
            raise WorkspaceError(
                f"{marker} cannot be read: restore it from a backup, or name another workspace."
            ) from None
        if made_by > SCHEMA_VERSION:
            raise WorkspaceError(
                f"{folder} was made by a newer workbench (schema {made_by}, this one reads {SCHEMA_VERSION}): update it."
            )
        return cls(folder)

    def ids(self) -> list[str]:
        """The articles, in the order of their names."""
        if not self._articles.is_dir():
            return []
        return sorted(p.name for p in self._articles.iterdir() if self.has(p.name))

    def has(self, article_id: str) -> bool:
        """Whether there is an article of this very id."""
        return (self._articles / article_id / "document.json").is_file()

    def resolve(self, given: str) -> str:
        """The article that an id, or the unique beginning of one, names. Raises NotFound."""
        ids = self.ids()
        matches = [i for i in ids if i == given] or [i for i in ids if given and i.startswith(given)]
        if len(matches) == 1:
            return matches[0]
        if matches:
            raise NotFound(f"{given!r} names several articles; there are {', '.join(matches)}.")
        if ids:
            raise NotFound(f"{given!r} names no article; there are {', '.join(ids)}.")
        raise NotFound(f"{given!r} names no article; the workspace has none yet.")

    def glossary(self) -> tuple[Term, ...]:
        """The terms of `glossary.csv` and of an older `glossary.tsv`, none where there is neither; the CSV file's count.

        Raises InputError for a broken line.
        """
        return glossary.merged(self._terms(self.folder / "glossary.tsv"), self._terms(self.folder / "glossary.csv"))

    def _terms(self, path: Path) -> tuple[Term, ...]:
        try:
            return self._known.value(path, lambda content: glossary_files.parse(content, path))
        except FileNotFoundError:
            return ()

    def save_glossary(self, terms: Sequence[Term]) -> None:
        """Makes these terms `glossary.csv`; the file before it moves to `versions/`. Raises InputError for a bad term."""
        path, content = self.folder / "glossary.csv", glossary_csv.write(terms)
        with FileLock(self.folder / ".lock", timeout=LOCK_SECONDS, is_singleton=True):
            if path.is_file() and (old := path.read_bytes()) != content:
                versions = self.folder / "versions"
                versions.mkdir(exist_ok=True)
                _write(versions / f"{_stamp()}.glossary.csv", old)
            _write(path, content)

    # --- who may sign in ---

    def private(self, name: str) -> bytes | None:
        """A file that is for nobody else to read; None where there is none."""
        try:
            return (self.folder / name).read_bytes()
        except FileNotFoundError:
            return None

    def state_of_private(self, name: str) -> object:
        """A value that changes when the file does; None where there is none. Each writing of it makes another inode."""
        try:
            found = (self.folder / name).stat()
        except FileNotFoundError:
            return None
        return found.st_ino, found.st_mtime_ns, found.st_size

    def change_private(self, name: str, change: Callable[[bytes | None], bytes]) -> bytes:
        """Replaces a private file by what `change` makes of it, while nobody else does, and returns that."""
        path = self.folder / name
        with FileLock(self.folder / ".lock", timeout=LOCK_SECONDS, is_singleton=True):
            old = self.private(name)
            new = change(old)
            if new != old:
                _write(path, new)  # the temporary file that becomes it is made for its owner alone (0600)
        return new

    # --- what was read ---

    def place(self, name: str, sha256: str, origin: str) -> str:
        """The id for an article read from `origin`: its present one when it was read before, else a free one from its name."""
        stem = _slug(Path(name).stem)
        for number in range(1, 10_000):
            candidate = stem if number == 1 else f"{stem}-{number}"
            known = self._origin(candidate)
            if known is None or origin in known["origins"] or known["sha256"] == sha256:
                return candidate
        raise WorkspaceError(f"The workspace has 10,000 articles called {stem}: rename the file.")

    def save_document(self, document: Document, original: bytes, origin: str) -> None:
        """Writes what ingest made; an earlier reading of the article moves to `versions/`."""
        folder = self._articles / document.id
        folder.mkdir(parents=True, exist_ok=True)
        with self.locked(document.id):
            known = self._origin(document.id) or {"origins": []}
            old = folder / "document.json"
            content = _dump(document)
            if old.is_file() and old.read_bytes() != content:
                _keep_version(folder, "document.json", "original.bin")
            origins = list(dict.fromkeys([*known["origins"], origin]))
            _write(folder / "original.bin", original)
            _write(folder / "origin.json", _json({"sha256": document.sha256, "origins": origins}))
            _write(old, content)

    def remove(self, article_id: str, by: str) -> None:
        """Takes an article out of the workspace. All that belongs to it moves to `removed/`, from where `restore` fetches it."""
        place = self.folder / "removed" / article_id / _stamp()
        place.parent.mkdir(parents=True, exist_ok=True)
        with self.locked(article_id):
            if not self.has(article_id):
                raise NotFound(f"There is no article {article_id!r} any more: somebody else has removed it.")
            _write(self._articles / article_id / "removed.json", _json({"by": by, "at": now()}))
            (self._articles / article_id).rename(place)
        _sync_folder(self._articles)

    def restore(self, article_id: str) -> None:
        """Brings the article back that was removed last under this id. Raises NotFound, and InputError while the id is taken."""
        removed = self.removed()
        if article_id not in removed:
            have = f"there are {', '.join(removed)}" if removed else "none was removed"
            raise NotFound(f"{article_id!r} names no removed article; {have}.")
        if self.has(article_id):
            raise InputError(
                f"There is another article {article_id} now: remove that first, then restore the older one."
            )
        folder = self._articles / article_id
        # Whoever waited to write when it was removed left a lock behind; in the place of an empty folder another can move.
        (folder / ".lock").unlink(missing_ok=True)
        max((self.folder / "removed" / article_id).iterdir()).rename(folder)  # they are named by their time
        (folder / "removed.json").unlink(missing_ok=True)
        _sync_folder(self._articles)

    def removed(self) -> list[str]:
        """The ids of articles that were removed and not restored."""
        folder = self.folder / "removed"
        return sorted(p.name for p in folder.iterdir() if any(p.iterdir())) if folder.is_dir() else []

    def state_of(self, article_id: str) -> tuple[tuple[str, int, int], ...]:
        """A value that changes when anything of the article does, or what is for all articles: its files' names, times, sizes."""
        own = (self.folder / name for name in ("journal.jsonl", "glossary.csv", "glossary.tsv"))
        files = sorted((*(self._articles / article_id).glob("*.json*"), *(path for path in own if path.is_file())))
        return tuple((p.name, (s := p.stat()).st_mtime_ns, s.st_size) for p in files)

    def each(self, make: Callable[[str], T], known: dict[str, tuple[object, T]] | None = None) -> dict[str, T]:
        """What `make` gives of each article, by its id. `known` keeps it between calls, while the article's files are the same."""
        known = {} if known is None else known
        found: dict[str, T] = {}
        for article_id in self.ids():
            state, kept = self.state_of(article_id), known.get(article_id)
            if kept is None or kept[0] != state:
                kept = known[article_id] = (state, make(article_id))
            found[article_id] = kept[1]
        return found

    def document(self, article_id: str) -> Document:
        return self._read(article_id, "document.json", Document)

    def chosen_language(self, article_id: str) -> str | None:
        """The language that a person chose for an article read before; a damaged document has forgotten it."""
        if not self.has(article_id):
            return None
        try:
            known = self.document(article_id)
        except WorkspaceError:
            return None
        return known.language if known.language_by == "user" else None

    def original(self, article_id: str) -> bytes:
        return (self._articles / article_id / "original.bin").read_bytes()

    def with_original(self, sha256: str) -> list[str]:
        """The articles that came as these very bytes, in the order of their names."""
        origins = ((article_id, self._origin(article_id)) for article_id in self.ids())
        return [article_id for article_id, origin in origins if origin and origin["sha256"] == sha256]

    def _origin(self, article_id: str) -> dict[str, Any] | None:
        path = self._articles / article_id / "origin.json"
        try:
            return json.loads(path.read_bytes())
        except FileNotFoundError:
            return None
        except ValueError:  # damaged: nobody's, so that nothing is written over what is there
            return {"sha256": "", "origins": []}

    # --- what the machine made ---

    def drafts(self, article_id: str) -> dict[str, Draft]:
        """The newest draft of each segment, of those that were not made to be compared."""
        return {d.segment_id: d for d in self._lines(article_id, "drafts.jsonl", Draft)[0] if not d.beside}

    def every_draft(self, article_id: str) -> dict[str, list[Draft]]:
        """All drafts of each segment, oldest first: those that newer ones replaced and those made to be compared, too."""
        return by_segment(self._lines(article_id, "drafts.jsonl", Draft)[0])

    def append_drafts(self, article_id: str, drafts: Sequence[Draft]) -> None:
        with self.locked(article_id):
            _append(self._articles / article_id / "drafts.jsonl", drafts)

    def summary(self, article_id: str) -> Summary | None:
        if not (self._articles / article_id / "summary.json").is_file():
            return None
        return self._read(article_id, "summary.json", Summary)

    def save_summary(self, article_id: str, summary: Summary) -> None:
        """The choice before it moves to `versions/`."""
        folder, content = self._articles / article_id, _dump(summary)
        with self.locked(article_id):
            path = folder / "summary.json"
            if path.is_file() and path.read_bytes() != content:
                _keep_version(folder, "summary.json")
            _write(path, content)

    # --- what people did ---

    def edits(self, article_id: str) -> list[Edit]:
        """The journal, oldest first."""
        return list(self._lines(article_id, "journal.jsonl", Edit)[0])

    def unreadable_lines(self, article_id: str) -> int:
        """How many lines of the journal a crash or a foreign hand left unreadable; they are kept in the file."""
        return self._lines(article_id, "journal.jsonl", Edit)[1]

    def own_edits(self) -> list[Edit]:
        """The workspace's own journal, of steps that are for no single article, oldest first."""
        return list(self._known.records(self.folder / "journal.jsonl", Edit)[0])

    def append_own_edits(self, edits: Sequence[Edit]) -> None:
        """When this returns, the edits are on the disk."""
        with FileLock(self.folder / ".lock", timeout=LOCK_SECONDS, is_singleton=True):
            _append(self.folder / "journal.jsonl", edits)

    def imported_units(self) -> list[Unit]:
        """The units of `memory.jsonl`, oldest import first."""
        return list(self._known.records(self.folder / "memory.jsonl", Unit)[0])

    def state_of_imported(self) -> tuple[int, int] | None:
        """A value that changes when the imported units do: their file's time and size; None where there are none."""
        path = self.folder / "memory.jsonl"
        return ((s := path.stat()).st_mtime_ns, s.st_size) if path.is_file() else None

    def append_imported_units(self, units: Sequence[Unit]) -> None:
        """When this returns, the units are on the disk."""
        with FileLock(self.folder / ".lock", timeout=LOCK_SECONDS, is_singleton=True):
            _append(self.folder / "memory.jsonl", units)

    def append_edits(self, article_id: str, edits: Sequence[Edit]) -> None:
        """When this returns, the edits are on the disk. Call it inside `locked`, after checking the versions there."""
        _append(self._articles / article_id / "journal.jsonl", edits)

    @contextmanager
    def locked(self, article_id: str) -> Iterator[None]:
        """Keeps other writers of the article out, in this process and others. Raises WorkspaceError after 30 seconds."""
        try:
            with FileLock(self._articles / article_id / ".lock", timeout=LOCK_SECONDS, is_singleton=True):
                yield
        except Timeout:
            raise WorkspaceError(
                f"Another program has been writing to {article_id} for {LOCK_SECONDS} seconds: try again when it is done."
            ) from None

    # --- reading ---

    def parts(self, article_id: str) -> Parts:
        """What the article is made of. A part that nobody has written to is the very same object as before."""
        return Parts(
            document=self.document(article_id),
            drafts=self._lines(article_id, "drafts.jsonl", Draft)[0],
            summary=self.summary(article_id),
            edits=self._lines(article_id, "journal.jsonl", Edit)[0],
            own_edits=self._known.records(self.folder / "journal.jsonl", Edit)[0],
        )

    def _read(self, article_id: str, name: str, noun: type) -> Any:
        path = self._articles / article_id / name
        try:
            return self._known.value(path, _adapter(noun).validate_json)
        except FileNotFoundError:
            raise NotFound(f"There is no article {article_id!r} in {self.folder}.") from None
        except ValidationError:
            raise WorkspaceError(
                f"{path} is damaged: run `workbench run` on the article's file again to rebuild it; edits are kept apart."
            ) from None

    def _lines(self, article_id: str, name: str, noun: type) -> tuple[tuple[Any, ...], int]:
        return self._known.records(self._articles / article_id / name, noun)


@dataclass(frozen=True, slots=True)
class _Known:
    """What a file said: its content, the values in it, and how many of its lines could not be read."""

    content: bytes = b""
    values: tuple[Any, ...] = ()
    unreadable: int = 0


class _KnownFiles:
    """Files, each read as a noun. Every time their bytes are; but bytes that are known are not made into values again.

    Of a journal that has grown that is all but the new lines. Values do not change, so that all who ask may have the same.
    """

    def __init__(self) -> None:
        self._files: dict[Path, _Known] = {}
        self._lock = Lock()

    def value(self, path: Path, make: Callable[[bytes], T]) -> T:
        """What `make` makes of a file. Raises OSError, and what `make` raises."""
        content = path.read_bytes()
        known = self._of(path)
        if known.content != content or not known.values:
            known = self._keep(path, _Known(content, (make(content),)))
        return known.values[0]

    def records(self, path: Path, noun: type) -> tuple[tuple[Any, ...], int]:
        """The records of a journal, none where there is no such file, and how many lines could not be read."""
        if not path.is_file():
            return (), 0
        content = path.read_bytes()
        known = self._of(path)
        if not content.startswith(known.content) or not known.content.endswith(b"\n"):
            known = _Known()
        if content != known.content:
            read, unreadable = _records(content[len(known.content) :], noun)
            known = self._keep(path, _Known(content, (*known.values, *read), known.unreadable + unreadable))
        return known.values, known.unreadable

    def _of(self, path: Path) -> _Known:
        with self._lock:
            return self._files.get(path, _Known())

    def _keep(self, path: Path, known: _Known) -> _Known:
        with self._lock:
            self._files.pop(path, None)  # the one that changed last goes last
            self._files[path] = known
            if len(self._files) > MOST_KNOWN_FILES:
                self._files.pop(next(iter(self._files)))
        return known


def _records(content: bytes, noun: type) -> tuple[list[Any], int]:
    """The records of lines of JSON, and how many lines could not be read."""
    records, unreadable = [], 0
    for line in content.split(b"\n"):
        if line.strip():
            try:
                records.append(_adapter(noun).validate_json(line))
            except ValidationError:
                unreadable += 1
    return records, unreadable


def _keep_version(folder: Path, *names: str) -> None:
    versions = folder / "versions"
    versions.mkdir(exist_ok=True)
    stamp = _stamp()
    for name in names:
        if (folder / name).is_file():
            _write(versions / f"{stamp}.{name}", (folder / name).read_bytes())


def _create(folder: Path, marker: Path) -> None:
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise WorkspaceError(f"{folder} is not empty and not a workspace: name a new or empty folder with --workspace.")
    folder.mkdir(parents=True, exist_ok=True)
    _write(
        marker,
        _json({"schema_version": SCHEMA_VERSION, "made_by": f"translation-workbench {__version__}", "made_at": now()}),
    )


def _slug(name: str) -> str:
    """A file name as a safe folder name and URL part: letters, digits, `_` and `-` of any script, at most 60."""
    normal = unicodedata.normalize("NFC", name)
    return re.sub(r"[^\w-]+", "-", normal).strip("-_")[:60] or "article"


def _json(value: Any) -> bytes:
    return json.dumps(value, ensure_ascii=False, indent=1, allow_nan=False).encode() + b"\n"


def _dump(noun: Any) -> bytes:
    return _adapter(type(noun)).dump_json(noun, indent=1) + b"\n"


def _write(path: Path, content: bytes) -> None:
    """The whole file or none of it: written beside its place, synced, moved over."""
    handle, temporary = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        os.replace(temporary, path)
    except BaseException:
        os.unlink(temporary)
        raise
    _sync_folder(path.parent)


def _append(path: Path, records: Sequence[Any]) -> None:
    """One write for all records, after a line that a crash left without its end is closed off."""
    if not records:
        return
    content = b"".join(_adapter(type(r)).dump_json(r) + b"\n" for r in records)
    is_new = not path.exists()
    descriptor = os.open(path, os.O_RDWR | os.O_CREAT | os.O_APPEND, 0o644)
    try:
        size = os.fstat(descriptor).st_size
        if size and os.pread(descriptor, 1, size - 1) != b"\n":
            content = b"\n" + content
        written = os.write(descriptor, content)
        if written != len(content):
            raise WorkspaceError(
                f"The disk took only a part of what was to be saved to {path}: free some space and save again."
            )
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
    if is_new:
        _sync_folder(path.parent)


def _sync_folder(folder: Path) -> None:
    """So that a new name survives a power cut. Folders cannot be opened for this everywhere."""
    if os.name == "posix":
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)


class SegmentCache:
    """Outcomes by key, in one SQLite file: `translate`'s cache between runs. Deleting it costs time, nothing else."""

    def __init__(self, workspace: Workspace) -> None:
        path = workspace.folder / "cache.sqlite"
        try:
            self._database = self._open(path)
        except sqlite3.OperationalError as error:  # locked, read-only, no space
            raise WorkspaceError(
                f"{path} cannot be used ({error}): check the folder's permissions and space."
            ) from None
        except sqlite3.DatabaseError:  # damaged: begin anew, which costs time and nothing else
            path.replace(path.with_suffix(".damaged"))
            self._database = self._open(path)

    @staticmethod
    def _open(path: Path) -> sqlite3.Connection:
        database = sqlite3.connect(path, timeout=LOCK_SECONDS)
        try:
            database.execute("PRAGMA journal_mode=WAL")
            database.execute(
                "CREATE TABLE IF NOT EXISTS outcome (key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID"
            )
        except sqlite3.DatabaseError:
            database.close()
            raise
        return database

    def get(self, key: str) -> dict[str, Any] | None:
        row = self._database.execute("SELECT value FROM outcome WHERE key = ?", (key,)).fetchone()
        return json.loads(row[0]) if row else None

    def put(self, values: Mapping[str, dict[str, Any]]) -> None:
        rows = [(key, json.dumps(value, ensure_ascii=False)) for key, value in values.items()]
        with self._database:
            self._database.executemany("INSERT OR REPLACE INTO outcome VALUES (?, ?)", rows)

    def close(self) -> None:
        self._database.close()
