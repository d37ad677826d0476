"""What the command line prints: progress, tables, cards. It computes nothing; text from articles is escaped and isolated."""

from __future__ import annotations

import sys
import unicodedata
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

from rich.box import SIMPLE_HEAD
from rich.console import Console
from rich.markup import escape
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn
from rich.table import Table

from workbench.errors import InputError
from workbench.text.direction import isolated
from workbench.text.languages import SOURCE_LANGUAGES, name_of

if TYPE_CHECKING:
    from workbench.model import Term
    from workbench.pipeline import Imported, Outline, Report, RunResult
    from workbench.pipeline import Progress as Step
    from workbench.resources.catalogue import ModelCard
    from workbench.resources.memory import Entry
    from workbench.settings import Settings
    from workbench.users import User

# Shown wherever text of a preview model is: the wording of `export.PREVIEW_NOTICE` for the terminal.
PREVIEW_LINE = "Preview model: it invents names and clauses. Do not brief from this text."

TITLE_CHARACTERS = 80


def escaped(text: str) -> str:
    """Untrusted text for the terminal: no markup, no control characters that a terminal would obey."""
    return escape("".join(c if unicodedata.category(c) not in ("Cc", "Cf") or c == "\n" else " " for c in text))


def _title(text: str) -> str:
    """A title cut to a column, isolated so that right-to-left letters do not turn the table around."""
    line = " ".join(text.split())
    short = line if len(line) <= TITLE_CHARACTERS else line[: TITLE_CHARACTERS - 1] + "…"
    return isolated(escaped(short))


@contextmanager
def progress(*, enabled: bool) -> Iterator[Report]:
    """A bar on the terminal: segments, words per second, time left. Without a terminal, a line per stage."""
    console = Console(stderr=True)
    if not enabled or not console.is_terminal:
        yield _plain_report(enabled)
        return
    columns = ("{task.description}", BarColumn(), MofNCompleteColumn(), "segments", "{task.fields[pace]}")
    bar = Progress(*(TextColumn(c) if isinstance(c, str) else c for c in columns), console=console, transient=True)
    with bar:
        task = bar.add_task("translating", total=None, pace="")

        def report(step: Step) -> None:
            bar.update(
                task, completed=step.done, total=step.total, description=step.message or "translating", pace=pace(step)
            )

        yield report


@contextmanager
def steps(what: str, *, enabled: bool) -> Iterator[Callable[[int, int], None]]:
    """A bar for something counted, which is told how many are done and of how many; without a terminal, nothing."""
    console = Console(stderr=True)
    columns = (TextColumn(what), BarColumn(), MofNCompleteColumn())
    with Progress(*columns, console=console, transient=True, disable=not enabled or not console.is_terminal) as bar:
        task = bar.add_task(what)
        yield lambda done, total: bar.update(task, completed=done, total=total)


def _plain_report(enabled: bool) -> Report:
    last = ""

    def report(step: Step) -> None:
        nonlocal last
        line = step.message or f"{step.done} of {step.total} segments  {pace(step)}".rstrip()
        if enabled and line != last:
            print(line, file=sys.stderr, flush=True)
            last = line

    return report


def pace(step: Step) -> str:
    """Words per second and the time left at that pace; empty until something was translated."""
    if not step.words or not step.seconds:
        return ""
    speed = step.words / step.seconds
    left = round(step.words_left / speed)
    return f"{speed:.1f} words/s, {left // 60}:{left % 60:02d} left"


def _table(numbers: Sequence[str], *, totals: Sequence[str] | None = None) -> Table:
    """A table of articles: id, title, language and these columns of numbers, with a last line of totals if given."""
    table = Table(show_footer=totals is not None, box=SIMPLE_HEAD, padding=(0, 1, 0, 0), expand=True)
    table.add_column("article", "all" if totals else "", no_wrap=True)
    table.add_column("title", no_wrap=True, overflow="ellipsis", ratio=1)
    table.add_column("language", no_wrap=True)
    for heading, total in zip(numbers, totals or [""] * len(numbers), strict=True):
        table.add_column(heading, total, justify="right", no_wrap=True)
    return table


def _short(outline: Outline, outlines: Sequence[Outline]) -> str:
    """The shortest beginning of an id that `--article` understands, of three characters or more."""
    others = [other.id for other in outlines if other.id != outline.id]
    lengths = range(3, len(outline.id))
    return next((outline.id[:n] for n in lengths if not any(o.startswith(outline.id[:n]) for o in others)), outline.id)


def _numbers(outline: Outline, columns: Sequence[str]) -> list[str]:
    return [str(getattr(outline, column)) for column in columns]


def run_table(result: RunResult, settings: Settings) -> None:
    console = Console()
    columns = ("segments", "translated", "errors", "warnings")
    totals = [str(sum(getattr(o, column) for o in result.articles)) for column in columns]
    table = _table(columns, totals=totals)
    for o in result.articles:
        table.add_row(escaped(_short(o, result.articles)), _title(o.title), name_of(o.language), *_numbers(o, columns))
    if result.articles:
        console.print(table)
    new = sum(o.translated for o in result.articles)
    if new:
        console.print(f"{new} segments translated at {result.words / result.seconds:.1f} words per second.")
    elif result.articles:
        console.print("No segment had to be translated: all were there.")
    if remembered := sum(o.from_memory for o in result.articles):
        console.print(f"{remembered} segments have their text from the translation memory.")
    for name, why in result.refused.items():
        console.print(f"[bold red]not read:[/] {escaped(name)}: {escaped(why)}", soft_wrap=True)
    if any(o.preview for o in result.articles):
        console.print(f"[bold yellow]{PREVIEW_LINE}[/]")
    option = "" if settings.workspace == type(settings)().workspace else f" --workspace {settings.workspace}"
    console.print(f"Open the review page with: [bold]workbench serve{escaped(option)}[/]", soft_wrap=True)


def status_table(outlines: Sequence[Outline], unreadable: Mapping[str, int]) -> None:
    console = Console()
    columns = ("segments", "reviewed", "errors", "warnings")
    table = _table(columns)
    for o in outlines:
        table.add_row(escaped(_short(o, outlines)), _title(o.title), name_of(o.language), *_numbers(o, columns))
    console.print(table)
    for article_id, count in unreadable.items():
        console.print(
            f"[bold red]{escaped(article_id)}:[/] {count} line(s) of its journal cannot be read; they are kept in the file.",
            soft_wrap=True,
        )
    if any(o.preview for o in outlines):
        console.print(f"[bold yellow]{PREVIEW_LINE}[/]")


def deliver(content: bytes, output: Path | None, article_id: str, fmt: str) -> None:
    """To standard output, to the file named, or into the folder named under the article's id."""
    from workbench.export import FORMATS

    if output is None:
        sys.stdout.buffer.write(content)
        sys.stdout.buffer.flush()
        return
    path = output / f"{article_id}{FORMATS[fmt].suffix}" if output.is_dir() else output
    try:
        path.write_bytes(content)
    except OSError as error:
        raise InputError(f"{path} cannot be written: {error.strerror}; name another file with --output.") from None
    print(f"Wrote {path}.", file=sys.stderr)


def glossary_table(terms: Sequence[Term]) -> None:
    table = Table(title="Glossary")
    for heading in ("language", "term", "English", "also", "forbidden", "part"):
        table.add_column(heading, overflow="fold")
    for term in terms:
        forms = (", ".join(term.also), ", ".join(term.forbidden))
        table.add_row(
            name_of(term.language), isolated(escaped(term.term)), *map(escaped, (term.english, *forms, term.part))
        )
    Console().print(table)


def user_table(users: Sequence[User]) -> None:
    table = Table(title="Users", title_justify="left", box=SIMPLE_HEAD)
    table.add_column("name", overflow="fold")
    table.add_column("role")
    for user in users:
        table.add_row(isolated(escaped(user.name)), user.role)
    Console().print(table)


def memory_table(entries: Sequence[Entry]) -> None:
    """The units that count, and by whom and from where each is."""
    table = Table(title=f"Translation memory: {len(entries)} units", title_justify="left", box=SIMPLE_HEAD)
    for heading in ("language", "source", "English", "by", "date", "from", "replaced"):
        table.add_column(heading, overflow="fold")
    for entry in entries:
        unit = entry.unit
        origin = unit.origin.file or f"{unit.origin.article} {unit.origin.segment}"
        texts = [isolated(escaped(text)) for text in (unit.source, unit.target, unit.by)]
        table.add_row(unit.language, *texts, unit.at[:10], escaped(origin), str(len(entry.older) or ""))
    Console().print(table)


def memory_import(name: str, imported: Imported) -> None:
    said = ("new", "newer than what was there", "older than what is there", "there already", "skipped")
    counts = zip(asdict(imported).values(), said, strict=True)
    print(f"{escaped(name)}: {', '.join(f'{count} {what}' for count, what in counts)}.")
    if imported.skipped:
        languages = " or ".join(map(name_of, SOURCE_LANGUAGES))
        print(f"Skipped is what has no text in English, or none in {languages}.")


def model_table(cards: Sequence[tuple[ModelCard, bool]]) -> None:
    table = Table(title="Models")
    for heading in ("name", "engine", "languages", "licence", "download", "here"):
        table.add_column(heading, overflow="fold", no_wrap=heading == "name")
    for card, here in cards:
        languages = ", ".join(map(name_of, card.languages))
        table.add_row(
            card.name, card.engine, languages, card.licence, f"{card.download_mb} MB", "yes" if here else "no"
        )
    Console().print(table)


def model_card(card: ModelCard, here: bool) -> None:
    console = Console()
    facts = Table(show_header=False, box=None, title=card.name, title_justify="left", title_style="bold")
    facts.add_row("engine", card.engine)
    facts.add_row("languages", ", ".join(map(name_of, card.languages)))
    facts.add_row("licence", card.licence)
    facts.add_row(
        "size",
        f"{card.parameters / 1e6:.0f} million parameters, {card.download_mb} MB to fetch"
        + (f", {card.int8_mb} MB in use" if card.int8_mb else ""),
    )
    facts.add_row("here", "yes" if here else "no")
    if card.note:
        facts.add_row("note", card.note)
    console.print(facts)
    scores = Table(title="Published scores, into English", title_justify="left")
    for heading in ("language", "test set", "metric", "score"):
        scores.add_column(heading)
    for score in card.scores:
        scores.add_row(name_of(score.language), score.test_set, score.metric, f"{score.value:g}")
    console.print(scores)
    console.print(f"Source: {card.score_source}", soft_wrap=True)
    if card.preview:
        console.print(f"[bold yellow]{PREVIEW_LINE}[/]")
