"""Tables of measurements for the terminal, from the figures that scripts get. It computes nothing."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from rich.box import SIMPLE_HEAD
from rich.console import Console
from rich.table import Table

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
from workbench.interfaces.show import escaped
from workbench.text.languages import name_of


def evaluation(figures: Mapping[str, Any]) -> None:
    """One file: its scores with their signatures, and the comparison if there is one."""
    console = Console()
    table = Table(box=SIMPLE_HEAD)
    for heading in ("measure", "score", "how"):
        table.add_column(heading, overflow="fold")
    for name, label in MEASURES.items():
        table.add_row(label, f"{figures[name]:.1f}", figures[f"{name}_signature"])
    for name, of in (("numbers", "in the sources, by value"), ("names", "in the English given")):
        kept = figures[f"{name}_kept"]
        table.add_row(f"{name} kept", share(kept), f"of {figures[name]} {of}")
    kept = figures["known_names_kept"]
    table.add_row("known names kept", share(kept), f"of {figures['known_names']} of them, which the lexicons know")
    table.add_row("names invented", str(figures["names_invented"]), "known names the sources give no reason for")
    if (rho := figures["confidence_spearman"]) is not None:
        table.add_row("confidence", f"{rho:.2f}", "Spearman's rank correlation with the chrF2 of each segment")
    console.print(table)
    console.print(
        escaped(f"{cost_of(figures)}, {figures['peak_memory_mb']} MB at most; {system_of(figures)}."), soft_wrap=True
    )
    if "against" in figures:
        comparison(figures)


def confidence(figures: Mapping[str, Any]) -> None:
    """What an engine's confidence goes by, and how well it ranks segments that it was not fitted to."""
    from workbench.checks.confidence import FEATURES

    console = Console()
    table = Table(box=SIMPLE_HEAD, title=escaped(f"{figures['engine']}, {figures['model']}"))
    table.add_column("goes by")
    table.add_column("chrF2 per deviation", justify="right")
    for name, weight in zip(FEATURES, figures["weights"], strict=True):
        table.add_row(name, f"{weight:+.1f}")
    console.print(table)
    for each in figures["files"]:
        rho = figures["spearman_held_out"][each["language"]]
        console.print(
            f"{name_of(each['language'])}: Spearman {rho:.2f} on {each['segments']} held-out segments, chrF2 {each['chrf']:.1f}."
        )


def comparison(figures: Mapping[str, Any]) -> None:
    """Both outputs' scores on one file, and whether the difference is more than chance."""
    console = Console()
    against, compared = figures["against"], figures["comparison"]
    table = Table(box=SIMPLE_HEAD, title=escaped(f"{system_of(figures)} against {system_of(against)}"))
    table.add_column("measure")
    for heading in ("score", "95 %", "against", "95 %", "difference", "p"):
        table.add_column(heading, justify="right", no_wrap=True)
    for name, label in MEASURES.items():
        of = compared[name]
        scores = (
            f"{figures[name]:.1f}",
            interval(of["interval"]),
            f"{against[name]:.1f}",
            interval(of["against_interval"]),
        )
        table.add_row(label, *scores, f"{of['difference']:+.1f}", chance(of["p_value"]))
    for name in ("numbers_kept", "names_kept"):
        table.add_row(name.replace("_", " "), share(figures[name]), "", share(against[name]), "", "", "")
    table.add_row("names invented", str(figures["names_invented"]), "", str(against["names_invented"]), "", "", "")
    console.print(table)
    for line in (COMPARISON_NOTE, f"Against: {cost_of(against)}; {compared['chrf']['signature']}."):
        console.print(escaped(line), soft_wrap=True, highlight=False)


def evaluations(figures: Sequence[Mapping[str, Any]]) -> None:
    """Several files side by side, a row each."""
    columns = (
        "chrf",
        "bleu",
        "ter",
        "numbers_kept",
        "names_kept",
        "known_names_kept",
        "names_invented",
        "segments",
        "words_per_second",
    )
    headings = ("chrF2", "BLEU", "TER", "numbers kept", "names kept", "known ones", "invented", "segments", "words/s")
    table = Table(box=SIMPLE_HEAD)
    table.add_column("file")
    for heading in headings:
        table.add_column(heading, justify="right")
    for file in figures:
        cells = ("–" if file[name] is None else f"{file[name]:,.1f}".removesuffix(".0") for name in columns)
        table.add_row(escaped(f"{file['language']} {file['file']}"), *cells)
    console = Console()
    console.print(table)
    systems = dict.fromkeys(map(system_of, figures))
    signatures = f"{figures[0]['chrf_signature']}; {figures[0]['bleu_signature']}"
    console.print(escaped(f"By {', '.join(systems)}; {signatures}."), soft_wrap=True)
    for file in figures:
        if "against" in file:
            console.print(escaped(f"{file['language']} {file['file']}:"), highlight=False)
            comparison(file)


def checks(figures: Sequence[Mapping[str, Any]]) -> None:
    """A row for each planted error and each severity of finding on good pairs, a column for each file."""
    table = Table(box=SIMPLE_HEAD)
    table.add_column("planted error")
    for file in figures:
        table.add_column(escaped(f"{file['language']} {file['file']}"), justify="right", overflow="fold")
    for kind in figures[0]["planted"]:
        table.add_row(kind, *(_found(file["planted"][kind]) for file in figures))
    table.add_section()
    for label, name in (("errors", "segments_with_error"), ("errors or warnings", "segments_with_any")):
        table.add_row(f"good segments with {label}", *(f"{file[name]:.1f} %" for file in figures))
        if figures[0]["unread"] is not None:
            table.add_row("  of which wrong, after reading", *(f"{file[f'{name}_wrong']:.1f} %" for file in figures))
    console = Console()
    console.print(table)
    alarms = dict.fromkeys(name for file in figures for name in file["false_alarms"])
    said = (f"{name} {' / '.join(str(file['false_alarms'].get(name, 0)) for file in figures)}" for name in alarms)
    console.print(f"Findings per 100 good segments: {', '.join(said)}.", soft_wrap=True)
    left_out = sum(kind["left_out"] for file in figures for kind in file["planted"].values())
    console.print(PLANTED_NOTE.format(left_out=left_out), soft_wrap=True)
    if figures[0]["unread"] is not None:
        console.print(JUDGED_NOTE.format(unread=sum(file["unread"] for file in figures)), soft_wrap=True)


def _found(planted: Mapping[str, Any]) -> str:
    if not planted["planted"]:
        return "–"
    return f"{planted['found']:.1f} % of {planted['planted']} ({planted['as_error']:.1f} % as errors)"


def workspace(figures: Mapping[str, Any]) -> None:
    """What reviewers changed, by article, model and language, and what they did."""
    console = Console()
    console.print(_articles(figures))
    console.print(_groups(figures))
    lines = [EFFORT_NOTE.format(signature=figures["hter_signature"] or "Nothing is approved yet."), time_of(figures)]
    for label, counts in (("Rejected", figures["reasons"]), ("Steps", figures["actions"])):
        if counts:
            lines.append(f"{label}: {', '.join(f'{name} {count}' for name, count in counts.items())}.")
    lines += [f"Left out: {article_id}: {why}" for article_id, why in figures["left_out"].items()]
    for line in lines:
        console.print(escaped(line), soft_wrap=True, highlight=False)


def _articles(figures: Mapping[str, Any]) -> Table:
    table = Table(box=SIMPLE_HEAD, padding=(0, 1, 0, 0))
    table.add_column("article", overflow="fold")
    for heading in ("HTER", "words", *VERDICTS):
        table.add_column(heading, justify="right", no_wrap=True)
    for name, of in [*((article["id"], article) for article in figures["articles"]), ("all", figures)]:
        table.add_row(escaped(name), share(of["hter"]), *(str(of[key]) for key in ("hter_words", *VERDICTS)))
    return table


def _groups(figures: Mapping[str, Any]) -> Table:
    table = Table(box=SIMPLE_HEAD, padding=(0, 1, 0, 0))
    table.add_column("model or language", overflow="fold")
    for heading in ("HTER", "edits", "words", "segments"):
        table.add_column(heading, justify="right", no_wrap=True)
    models = [(f"{model['model']} ({model['engine']})", model) for model in figures["models"]]
    for name, of in [*models, *((name_of(each["language"]), each) for each in figures["languages"])]:
        table.add_row(
            escaped(name), share(of["hter"]), *(str(of[f"hter_{key}"]) for key in ("edits", "words", "segments"))
        )
    return table


def engine_bench(figures: Mapping[str, Any]) -> None:
    console = Console()
    speeds = Table(box=SIMPLE_HEAD)
    for heading in ("decoding", "tokens/s", "segments/s", "words/s"):
        speeds.add_column(heading, justify="left" if heading == "decoding" else "right")
    for label, pace in (("default", figures), ("greedy", figures["greedy"])):
        values = (f"{pace[f'{name}_per_second']:.1f}" for name in ("tokens", "segments", "words"))
        speeds.add_row(f"{label}: beam {pace['decoding']['beam']}", *values)
    console.print(speeds)
    starts = Table(box=SIMPLE_HEAD)
    for heading in ("start", "imports", "load", "first sentence", "together"):
        starts.add_column(heading, justify="left" if heading == "start" else "right")
    for label, start in figures["start"].items():
        if start:
            starts.add_row(label, *(f"{seconds:.1f} s" for seconds in start.values()))
    console.print(starts)
    engine, machine = figures["engine"], figures["machine"]
    same = figures["decoding"] == figures["greedy"]["decoding"]
    lines = (
        "The default is greedy search; it was measured once."
        if same
        else f"Greedy search is {figures['greedy_speedup']:.2f} times as fast as the default.",
        f"{figures['segments']} segments, {figures['words']} words of {name_of(figures['language'])}, without retries; "
        f"{figures['peak_memory_mb']} MB at most.",
        f"{engine['model']} ({engine['engine']}), revision {engine['revision']}, {engine['software']}.",
        f"{machine['cpu']}, {machine['cores']} cores, {machine['threads']} threads, {machine['system']}, "
        f"Python {machine['python']}.",
    )
    for line in lines:
        console.print(escaped(line), soft_wrap=True, highlight=False)


PAGE_BENCH = {
    "opening": "opening an article",
    "key": "a key, to the frame that shows it",
    "key_work": "a key, what the browser does for it",
    "save": "a save, acknowledged",
    "save_busy": "the same while a translation runs",
    "seen": "another person's save, seen",
}
GOAL_OF = {"median": "median", "p95": "95 %", "most": "most"}


def page_bench(figures: Mapping[str, Any]) -> None:
    """Times and memory of the page, each beside what it is held to."""
    console = Console()
    times = Table(box=SIMPLE_HEAD)
    times.add_column("milliseconds")
    for heading in ("median", "95 %", "most", "times", "goal", ""):
        times.add_column(heading, justify="right")
    for name, label in PAGE_BENCH.items():
        of, goal = figures[name], figures[name]["goal"]
        values = (f"{of[f'{each}_ms']:,.0f}" for each in GOAL_OF)
        times.add_row(label, *values, str(of["count"]), f"{GOAL_OF[goal['of']]} ≤ {goal['ms']:,}", _met(goal["met"]))
    console.print(times)
    memory = Table(box=SIMPLE_HEAD)
    memory.add_column("megabytes")
    for heading in ("before", "after", "ratio", "goal", ""):
        memory.add_column(heading, justify="right")
    for name, label in (("heap", "objects of the page"), ("server", "the server")):
        of = figures[name]
        values = (
            "–" if of[each] is None else f"{of[each]:,.2f}".removesuffix("0")
            for each in ("before_mb", "after_mb", "ratio")
        )
        memory.add_row(label, *values, f"≤ {of['goal']['ratio']}", _met(of["goal"]["met"]))
    console.print(memory)
    sizes, machine = figures["sizes"], figures["machine"]
    for line in (
        f"An article of {sizes['segments']} sentences; memory before and after {sizes['edits']} edits. "
        f"Meanwhile, where something ran: {figures['load']}.",
        f"{figures['browser']}; {machine['cpu']}, {machine['cores']} cores, {machine['system']}, Python {machine['python']}.",
    ):
        console.print(escaped(line), soft_wrap=True, highlight=False)


def _met(met: bool | None) -> str:
    return {True: "[green]met[/]", False: "[bold red]missed[/]", None: "not known"}[met]
