"""What a workspace remembers: a translation memory of what people approved in it, and of what was imported. It translates nothing."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass, field, replace
from threading import Lock

from workbench.articles import open_article
from workbench.errors import ExportRefused, WorkspaceError
from workbench.model import Article, Draft, Row, Signature
from workbench.resources import memory_tmx
from workbench.resources.memory import Match, Memory, News, Origin, Unit, compare, units_of
from workbench.store import Workspace, now, printable

MEMORY = "memory"
"""The step, and in its signature the engine, of a draft that came from the translation memory."""


@dataclass(slots=True)
class KnownMemory:
    """What `memory_of` keeps between calls: the memory, and of which state of which files its units are."""

    memory: Memory = field(default_factory=lambda: Memory(()))
    units: dict[str, tuple[object, tuple[Unit, ...]]] = field(default_factory=dict)
    """State and units by article id, of the imported ones by an empty one."""
    lock: Lock = field(default_factory=Lock)


def memory_of(workspace: Workspace, known: KnownMemory | None = None) -> Memory:
    """What people approved in the workspace, and what was imported. `known` keeps it while the files are the same."""
    known = known or KnownMemory()
    with known.lock:
        read = dict(_units_of_all(workspace, known.units))
        if [units for _, units in read.values()] != [units for _, units in known.units.values()]:
            known.memory = Memory((unit for _, units in read.values() for unit in units), known.memory)
        known.units = read
        return known.memory


def _units_of_all(
    workspace: Workspace, known: Mapping[str, tuple[object, tuple[Unit, ...]]]
) -> Iterator[tuple[str, tuple[object, tuple[Unit, ...]]]]:
    """The imported units and then each article's, with the state of their files; what is known of the same is not read."""
    for name in ("", *workspace.ids()):
        state = workspace.state_of(name) if name else workspace.state_of_imported()
        if name not in known or known[name][0] != state:
            yield name, (state, tuple(_units_of(workspace, name) if name else workspace.imported_units()))
        else:
            yield name, known[name]


def _units_of(workspace: Workspace, article_id: str) -> Iterable[Unit]:
    """One damaged article must not stop the others: it gives nothing until it is read again."""
    try:
        return units_of(open_article(workspace, article_id)) if workspace.edits(article_id) else ()
    except WorkspaceError:
        return ()


def remembered_draft(row: Row, origin: Origin, memory: Memory) -> Draft | None:
    """The draft that the memory has for a row, None where the engine is to be asked.

    What a person has a text for keeps the draft it has: the machine's text is what they had before them. A row's own
    approval does not count for it.
    """
    if row.review.text is not None:
        return row.draft if row.draft and row.draft.step == MEMORY else None
    units = memory.exact(row.segment.text, row.block.language, apart_from=origin)
    return _recall(row, units[0]) if units else None


def _recall(row: Row, unit: Unit) -> Draft:
    said = {"by": unit.by, "at": unit.at} | asdict(unit.origin)
    made = Signature(MEMORY, model="", revision="", settings={k: v for k, v in said.items() if v}, software="")
    return Draft(row.segment.id, row.segment.text, unit.target, None, MEMORY, made, now())


def memory_matches(
    workspace: Workspace, article: Article, segment_id: str | None = None, known: KnownMemory | None = None
) -> dict[str, list[Match]]:
    """What the memory has for an article's sentences, or for one, by segment id; no sentence matches itself."""
    memory = memory_of(workspace, known)
    rows = [row for row in article.rows() if segment_id in (None, row.segment.id)]
    origins = {row.segment.id: Origin(article.document.id, row.segment.id) for row in rows}
    return {
        row.segment.id: memory.matches(row.segment.text, row.block.language, apart_from=origins[row.segment.id])
        for row in rows
    }


@dataclass(frozen=True, slots=True)
class Imported:
    """What an import brought: how many units by what they are to the memory, and how many entries were no use."""

    new: int
    replaced: int
    older: int
    same: int
    skipped: int


def import_memory(workspace: Workspace, data: bytes, name: str) -> Imported:
    """Adds the units of a TMX file to the memory, those that it has left out. Raises InputError where it is no TMX.

    A time to come is taken for now: else a wrong clock elsewhere would outdo every later correction.
    """
    reading = memory_tmx.read(data, printable(name))
    latest = now()
    units = [replace(unit, at=min(unit.at, latest)) for unit in reading.units]
    compared = compare(units, memory_of(workspace))
    workspace.append_imported_units([unit for news, unit in compared if news is not News.SAME])
    counted = Counter(news.value for news, _ in compared)
    return Imported(**{news.value: counted[news.value] for news in News}, skipped=reading.skipped)


def export_memory(workspace: Workspace, *, imported: bool = False) -> bytes:
    """What people approved in the workspace as TMX, of each source the newest; with `imported`, of the imported too."""
    every = (unit for _, units in dict(_units_of_all(workspace, {})).values() for unit in units)
    entries = Memory(unit for unit in every if imported or not unit.origin.file).entries()
    if not entries:
        raise ExportRefused("There is nothing approved in the workspace: approve some sentences first.")
    return memory_tmx.write([entry.unit for entry in entries], now())
