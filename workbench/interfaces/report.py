"""Measurements as one self-contained page: no script, no network. It shows the figures that scripts get, and computes none.

All text reaches the template through Jinja's autoescape and `printable`, and no address is made from any text. What a chart
shows, its text alternative says, and in most cases a table beside it.
"""

from __future__ import annotations

import functools
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from importlib import resources
from typing import TYPE_CHECKING, Any

from workbench import __version__
from workbench.export.characters import printable
from workbench.interfaces.figures import (
    COMPARISON_NOTE,
    EFFORT_NOTE,
    JUDGED_NOTE,
    MEASURES,
    PLANTED_NOTE,
    VERDICTS,
    chance,
    cost_of,
    interval,
    share,
    system_of,
    time_of,
)
from workbench.interfaces.show import PREVIEW_LINE
from workbench.store import now
from workbench.text.direction import isolated
from workbench.text.languages import direction_of, name_of

if TYPE_CHECKING:
    import jinja2

    from workbench.bench.quality import Evaluation

WORST = 10
BINS = 10
# What still leaves room for the value at the other end of the line on a telephone.
LABEL_CHARACTERS = 34
MOST_ALARMS = 12


# --- what a page is made of --------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Cell:
    text: str
    lang: str = ""
    """BCP 47 tag where the text is not in the page's English, or is the English beside it."""
    number: bool = False

    @property
    def dir(self) -> str:
        return direction_of(self.lang)


@dataclass(frozen=True, slots=True)
class Table:
    """The first cell of each row is the row's heading."""

    caption: str
    head: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]


@dataclass(frozen=True, slots=True)
class Bar:
    """`inner` is the darker part of the bar, `ends` an interval drawn over it; all in the unit of the chart."""

    label: str
    value: float
    shown: str
    inner: float | None = None
    ends: tuple[float, float] | None = None


@dataclass(frozen=True, slots=True)
class Chart:
    """Bars from 0 to `most`."""

    title: str
    bars: tuple[Bar, ...]
    most: float
    note: str = ""

    def width(self, value: float) -> str:
        return f"{100 * min(max(value, 0), self.most) / self.most:.2f}%" if self.most else "0%"

    @property
    def in_words(self) -> str:
        return f"{self.title}: {'; '.join(f'{bar.label} {bar.shown}' for bar in self.bars)}."


@dataclass(frozen=True, slots=True)
class Section:
    heading: str
    parts: tuple[Chart | Table, ...]
    notes: tuple[str, ...] = ()
    notice: str = ""


def page(title: str, sections: Sequence[Section]) -> bytes:
    """The page, UTF-8."""
    made = f"Measured by workbench {__version__}, {now()}."
    return _template().render(title=title, sections=sections, made=made).encode("utf-8")


@functools.cache
def _template() -> jinja2.Template:
    import jinja2

    text = resources.files("workbench.interfaces").joinpath("report.html.j2").read_text("utf-8")
    environment = jinja2.Environment(
        autoescape=True, undefined=jinja2.StrictUndefined, trim_blocks=True, lstrip_blocks=True, finalize=_shown
    )
    return environment.from_string(text)


def _shown(value: Any) -> Any:
    """Every text passes here; what has `__html__` comes from a macro, whose texts were here already."""
    return printable(value) if isinstance(value, str) and not hasattr(value, "__html__") else value


def _row(first: str, *others: Any) -> tuple[Cell, ...]:
    """A row's heading and its cells: what is no cell yet is a number, or stands for one."""
    return (Cell(first), *(c if isinstance(c, Cell) else Cell(str(c), number=True) for c in others))


def _label(text: str) -> str:
    """Cut to the room it has, and isolated: letters from right to left must not take the value along."""
    return isolated(text if len(text) <= LABEL_CHARACTERS else text[: LABEL_CHARACTERS - 1] + "…")


# --- engines -----------------------------------------------------------------------------------------------------


def of_evaluation(figures: Mapping[str, Any], evaluation: Evaluation, against: Evaluation | None) -> Section:
    """The scores of one file of pairs, its segments by their own chrF2, and the worst; beside them what it is compared with."""
    outputs = [evaluation, *([against] if against else [])]
    names = [system_of(figures), *([system_of(figures["against"])] if against else [])]
    histograms = [_histogram(name, each.segment_chrf) for name, each in zip(names, outputs, strict=True)]
    scores = _compared(figures, names) if against else (_scores(figures),)
    signatures = (
        figures["comparison"] if against else {name: {"signature": figures[f"{name}_signature"]} for name in MEASURES}
    )
    preview = any(each.output.signature and each.output.signature.preview for each in outputs)
    memory = f"{names[0]}: {cost_of(figures)}, {figures['peak_memory_mb']} MB at most."
    other = (f"{names[1]}: {cost_of(figures['against'])}.", COMPARISON_NOTE) if against else ()
    return Section(
        heading=f"{name_of(figures['language'])}: {figures['file']}",
        notice=PREVIEW_LINE if preview else "",
        notes=(memory, *other, *(f"{label}: {signatures[name]['signature']}" for name, label in MEASURES.items())),
        parts=(*scores, *histograms, _worst(figures["language"], names, outputs)),
    )


def _scores(figures: Mapping[str, Any]) -> Table:
    rows = [_row(label, f"{figures[name]:.1f}", Cell("")) for name, label in MEASURES.items()]
    rows += [
        _row("numbers kept", share(figures["numbers_kept"]), Cell(f"of {figures['numbers']} in the sources, by value")),
        _row("names kept", share(figures["names_kept"]), Cell(f"of {figures['names']} in the references")),
        _row("names invented", figures["names_invented"], Cell("known names that the sources give no reason for")),
    ]
    return Table("Scores", ("measure", "score", "of what"), tuple(rows))


def _compared(figures: Mapping[str, Any], names: Sequence[str]) -> tuple[Table, Chart]:
    against, compared = figures["against"], figures["comparison"]
    rows, bars = [], []
    for measure, label in MEASURES.items():
        of = compared[measure]
        ends = [tuple(of["interval"]), tuple(of["against_interval"])]
        values = [figures[measure], against[measure]]
        said = (f"{value:.1f} ({interval(end)})" for value, end in zip(values, ends, strict=True))
        rows.append(_row(label, *said, f"{of['difference']:+.1f}", chance(of["p_value"])))
        bars += [
            Bar(_label(f"{label} {name}"), value, f"{value:.1f}", ends=end)
            for name, value, end in zip(names, values, ends, strict=True)
        ]
    for name in ("numbers_kept", "names_kept"):
        rows.append(_row(name.replace("_", " "), share(figures[name]), share(against[name]), "", ""))
    invented = (figures["names_invented"], against["names_invented"])
    rows.append(_row("names invented", *invented, "", ""))
    head = ("measure", f"{names[0]} (95 %)", f"{names[1]} (95 %)", "difference", "p")
    most = max(100.0, *(bar.ends[1] for bar in bars if bar.ends))
    return Table("Both compared", head, tuple(rows)), Chart(
        "Scores", tuple(bars), most, "with the 95 % of the resamples"
    )


def _histogram(name: str, scores: Sequence[float]) -> Chart:
    counts = [0] * BINS
    for score in scores:
        counts[min(int(score * BINS / 100), BINS - 1)] += 1
    step = 100 // BINS
    bars = (Bar(f"{at * step} to {(at + 1) * step}", count, str(count)) for at, count in enumerate(counts))
    return Chart("Segments by their own chrF2", tuple(bars), max(counts), name)


def _worst(language: str, names: Sequence[str], outputs: Sequence[Evaluation]) -> Table:
    """By the first output; the others' translations beside it."""
    first = outputs[0]
    worst = sorted(range(len(first.segment_chrf)), key=first.segment_chrf.__getitem__)[:WORST]
    rows = (
        (
            Cell(str(at + 1), number=True),
            Cell(f"{first.segment_chrf[at]:.1f}", number=True),
            Cell(first.sources[at], language),
            Cell(first.references[at], "en"),
            *(Cell(each.output.hypotheses[at], "en") for each in outputs),
        )
        for at in worst
    )
    return Table("The worst segments by chrF2", ("pair", "chrF2", "source", "reference", *names), tuple(rows))


# --- checks ------------------------------------------------------------------------------------------------------


def of_checks(figures: Mapping[str, Any]) -> Section:
    """How many planted errors the checks find in one file of pairs, and what they say of its good translations."""
    planted = {kind: found for kind, found in figures["planted"].items() if found["planted"]}
    recall = (Bar(kind, f["found"], share(f["found"]), inner=f["as_error"]) for kind, f in planted.items())
    alarms = list(figures["false_alarms"].items())[:MOST_ALARMS]
    rows = (_row(k, f["planted"], share(f["found"]), share(f["as_error"])) for k, f in figures["planted"].items())
    errors, findings = share(figures["segments_with_error"]), share(figures["segments_with_any"])
    left_out = sum(found["left_out"] for found in figures["planted"].values())
    notes = [
        f"{figures['segments']} good pairs, of which {errors} have an error and {findings} any finding.",
        PLANTED_NOTE.format(left_out=left_out),
    ]
    if figures["unread"] is not None:
        errors, findings = share(figures["segments_with_error_wrong"]), share(figures["segments_with_any_wrong"])
        notes.append(
            f"Of the good pairs {errors} have a wrong error and {findings} any wrong finding. "
            + JUDGED_NOTE.format(unread=figures["unread"])
        )
    return Section(
        heading=f"{name_of(figures['language'])}: {figures['file']}",
        notes=tuple(notes),
        parts=(
            Chart("Planted errors found", tuple(recall), 100, "dark: found as an error, not as a warning"),
            Chart(
                "Findings in good pairs",
                tuple(Bar(_label(name), value, share(value)) for name, value in alarms),
                max((value for _, value in alarms), default=0),
                "the longest bar is the most frequent" if alarms else "none",
            ),
            Table("Planted errors", ("error", "planted", "found", "as an error"), tuple(rows)),
        ),
    )


# --- workspace ---------------------------------------------------------------------------------------------------

_HTER_HEAD = ("HTER", "edits", "words", "segments")


def of_workspace(figures: Mapping[str, Any]) -> Section:
    """What reviewers changed, by article, model and language, what they did, and an estimate of the time."""
    articles = figures["articles"]
    known = [a for a in articles if a["hter"] is not None]
    bars = tuple(Bar(_label(a["id"]), a["hter"], share(a["hter"])) for a in known)
    models = tuple(_row(f"{m['model']} ({m['engine']})", *_hter(m)) for m in figures["models"])
    languages = tuple(_row(name_of(each["language"]), *_hter(each)) for each in figures["languages"])
    reasons = tuple(_row(reason, count) for reason, count in figures["reasons"].items())
    rows = [
        _row(a["id"], Cell(a["title"], a["language"]), share(a["hter"]), a["hter_words"], *(a[v] for v in VERDICTS))
        for a in articles
    ]
    rows.append(_row("all", Cell(""), share(figures["hter"]), figures["hter_words"], *(figures[v] for v in VERDICTS)))
    parts = (
        Chart(
            "HTER by article", bars, max([100.0, *(bar.value for bar in bars)]), "" if bars else "nothing approved yet"
        ),
        _counts("Segments", {name: figures[name] for name in VERDICTS}),
        _counts("Steps in the journals", figures["actions"]),
        Table("By article", ("article", "title", "HTER", "words", *VERDICTS), tuple(rows)),
        *([Table("By model", ("model", *_HTER_HEAD), models)] if models else []),
        *([Table("By language", ("language", *_HTER_HEAD), languages)] if languages else []),
        *([Table("Why segments were rejected", ("reason", "segments"), reasons)] if reasons else []),
    )
    left_out = (f"Left out: {article_id}: {why}" for article_id, why in figures["left_out"].items())
    note = EFFORT_NOTE.format(signature=figures["hter_signature"] or "")
    heading = "Nothing approved yet" if figures["hter"] is None else f"HTER {share(figures['hter'])}"
    return Section(heading, parts, (note, time_of(figures), *left_out))


def _counts(title: str, counts: Mapping[str, int]) -> Chart:
    bars = tuple(Bar(name, count, str(count)) for name, count in counts.items())
    return Chart(title, bars, max(counts.values(), default=0), "" if bars else "none")


def _hter(figures: Mapping[str, Any]) -> tuple[str, int, int, int]:
    return share(figures["hter"]), figures["hter_edits"], figures["hter_words"], figures["hter_segments"]
