"""The command `workbench evaluate`: how good engines are, what the checks find, what reviewing took."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from workbench.errors import InputError
from workbench.interfaces import figures, files, show, tables
from workbench.interfaces.options import command, engine_options, json_option, positive, settings_of, workspace_option

if TYPE_CHECKING:
    from workbench.bench.judged import Judged
    from workbench.bench.quality import Evaluation
    from workbench.interfaces.report import Section
    from workbench.settings import Settings

EXAMPLES = """examples:
  workbench evaluate dev.ur-en.tsv --language ur               each line: source, tab, English
  workbench evaluate dev.ar-en.tsv --language ar --engine embedded --first 100 --json
  workbench evaluate ar=dev.ar-en.tsv hi=dev.hi-en.tsv ur=dev.ur-en.tsv      one table
  workbench evaluate ur=dev.tsv --engine embedded --against opus-mt-tc-bible-big-inc-en --html report.html
  workbench evaluate ur=dev.tsv --engine embedded --output before.txt        keep the translations, and later:
  workbench evaluate ur=dev.tsv --engine embedded --against before.txt       is it better now?
  workbench evaluate checks ar=dev.ar-en.tsv hi=dev.hi-en.tsv      plants errors in good pairs: which are found?
  workbench evaluate checks ur=dev.tsv --output findings.tsv       what they say of the good pairs, to be judged, and then:
  workbench evaluate checks ur=dev.tsv --judged findings.tsv       how many of those are false alarms?
  workbench evaluate confidence ar=dev.ar-en.tsv hi=dev.hi-en.tsv --output fit.json     fit an engine's confidence
  workbench evaluate workspace --workspace desk      how much of the machine's text reviewers changed, and how long it took
"""


def add(commands: Any) -> None:
    text = "Score engines, the checks, or what reviewers changed."
    parser = command(commands, "evaluate", text, EXAMPLES)
    parser.add_argument(
        "files",
        nargs="+",
        metavar="FILE",
        help="TSV: source, tab, English; with ar=, ur= or hi= before it. The word checks before the files measures the "
        "checks on them; the word confidence fits what an engine's confidence goes by; the word workspace, alone, tells what reviewers did",
    )
    parser.add_argument("--language", metavar="TAG", help="the sources' language where the file has none before it")
    parser.add_argument("--first", type=positive, metavar="N", help="only the first N lines")
    parser.add_argument(
        "--against",
        metavar="NAME",
        help="compare with another engine, model or folder, or with translations in a .txt file, one a line",
    )
    parser.add_argument(
        "--translations", type=Path, metavar="FILE", help="score these, one a line, in place of an engine's"
    )
    parser.add_argument(
        "--judged",
        type=Path,
        metavar="FILE",
        help="of the checks' findings on good pairs, which a person found right or wrong",
    )
    parser.add_argument("--seed", type=int, metavar="N", help="plant other errors for the checks to find (0)")
    parser.add_argument(
        "--output",
        type=Path,
        metavar="FILE",
        help="keep the translations, one a line, or the fit, or the findings to judge",
    )
    parser.add_argument("--html", type=Path, metavar="FILE", help="write a report to read in a browser, too")
    engine_options(parser)
    workspace_option(parser)
    json_option(parser)
    parser.set_defaults(command=_evaluate)


def _evaluate(options: argparse.Namespace) -> int:
    files.require_place(options.html, "--html")
    files.require_place(options.output, "--output")
    for name in ("judged", "seed"):
        if getattr(options, name) is not None and options.files[0] != "checks":
            raise InputError(f"--{name} is of what the checks find: put the word checks before the files.")
    return INSTEAD_OF_A_FILE.get(options.files[0], _files)(options)


def _tell(found: Any, options: argparse.Namespace, table: Callable[[Any], None]) -> None:
    """The figures, to the script or to the person."""
    if options.json:
        print(json.dumps(found, ensure_ascii=False))
    else:
        table(found)


def _write_report(options: argparse.Namespace, title: str, sections: Callable[[], Sequence[Section]]) -> None:
    from workbench.interfaces import report

    if options.html:
        files.write(options.html, report.page(title, sections()), "--html")


def _file(given: str, language: str | None) -> tuple[str | None, Path]:
    """The language and path of `ur=dev.tsv`, or of a path alone."""
    from workbench.text.languages import SOURCE_LANGUAGES

    tag, _, name = given.partition("=")
    return (tag, Path(name)) if tag in SOURCE_LANGUAGES and name else (language, Path(given))


# --- engines -----------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Measured:
    """The figures of one file, and what they are of, for the report."""

    figures: Mapping[str, Any]
    evaluation: Evaluation
    against: Evaluation | None


def _files(options: argparse.Namespace) -> int:
    _require_one_file(options)
    measured = [_measure(given, options) for given in options.files]
    found = [each.figures for each in measured]
    if options.output:
        lines = (" ".join(text.split()) for text in measured[0].evaluation.output.hypotheses)
        files.write(options.output, "".join(f"{line}\n" for line in lines).encode(), "--output")
        signature = measured[0].evaluation.output.signature
        if signature and signature.preview:
            print(show.PREVIEW_LINE, file=sys.stderr)
    _tell(found if len(found) > 1 else found[0], options, tables.evaluations if len(found) > 1 else tables.evaluation)
    _write_report(options, "Translation quality", lambda: _sections(measured))
    return 0


def _sections(measured: Sequence[_Measured]) -> list[Section]:
    from workbench.interfaces import report

    return [report.of_evaluation(m.figures, m.evaluation, m.against) for m in measured]


def _require_one_file(options: argparse.Namespace) -> None:
    against = options.against if options.against and _is_file(options.against) else None
    given = {"--output": options.output, "--translations": options.translations, "--against": against}
    if len(options.files) > 1 and any(given.values()):
        named = " and ".join(f"{name} {value}" for name, value in given.items() if value)
        raise InputError(f"One file of translations cannot be for several files of pairs: give {named} with one alone.")


def _measure(given: str, options: argparse.Namespace) -> _Measured:
    from workbench import evaluate
    from workbench.bench.confidence import rank
    from workbench.bench.machine import peak_memory_mb
    from workbench.bench.quality import evaluate_file

    settings = settings_of(options)
    language, path = _file(given, settings.language)
    settings = replace(settings, language=language)
    with show.progress(enabled=not options.json) as report:

        def run(chosen: Settings, translations: Path | None) -> Evaluation:
            return evaluate_file(path, chosen, report, options.first, translations)

        chosen, translations = _other(options.against, settings)
        # A file is read first: what is wrong with it must not show only after a long translation.
        against = run(chosen, translations) if translations else None
        evaluation = run(settings, options.translations)
        found = {"file": path.name, "language": language, **figures.of_evaluation(evaluation)}
        found["peak_memory_mb"] = round(peak_memory_mb())
        found["confidence_spearman"] = figures.rounded(rank(evaluation, language or ""), 3)
        if options.against:
            against = against or run(chosen, None)
            compared = evaluate.compare(evaluation.output.hypotheses, against.output.hypotheses, evaluation.references)
            found |= {"against": figures.of_evaluation(against), "comparison": figures.of_comparison(compared)}
    return _Measured(found, evaluation, against)


def _other(name: str | None, settings: Settings) -> tuple[Settings, Path | None]:
    """What to compare with: the settings that make the other engine, or a file of its translations."""
    from workbench.translate import ENGINES

    if name is None:
        return settings, None
    if _is_file(name):
        return settings, Path(name)
    if name == "auto" or name in ENGINES:
        return replace(settings, engine=name, model=None), None
    return replace(settings, engine="auto", model=name), None


def _is_file(name: str) -> bool:
    return name.endswith(".txt") or Path(name).is_file()


# --- checks and workspace ----------------------------------------------------------------------------------------


def _require_no_translations(options: argparse.Namespace) -> None:
    given = {"--against": options.against, "--translations": options.translations}
    if options.files[0] == "workspace":
        given["--output"] = options.output
    for name, value in given.items():
        if value:
            raise InputError(f"`evaluate {options.files[0]}` translates nothing: leave {name} {value} out.")


def _checks(options: argparse.Namespace) -> int:
    """Recall of every check on planted errors, and its false alarms, for each file."""
    from workbench.bench import checks, judged
    from workbench.bench.sentences import pairs_of, require_language
    from workbench.interfaces import report
    from workbench.model import Pair

    _require_no_translations(options)
    if len(options.files) < 2:
        raise InputError("Which pairs? Name at least one file after `checks`: ur=dev.ur-en.tsv, say.")
    verdicts = _verdicts(options.judged)
    found, findings = [], []
    with show.steps("checking", enabled=not options.json) as told:
        for language, path in (_file(given, options.language) for given in options.files[1:]):
            tag = require_language(language)
            pairs = [Pair(source, english, tag) for source, english in pairs_of(path, options.first)]
            measured = checks.measure(pairs, options.seed or 0, told, verdicts)
            findings += measured.found
            shares = figures.of_checks(measured, judged=options.judged is not None)
            found.append({"file": path.name, "language": tag, **shares})
    if options.output:
        files.write(options.output, judged.table(findings, verdicts).encode(), "--output")
    _tell(found if len(found) > 1 else found[0], options, lambda _: tables.checks(found))
    _write_report(options, "What the checks find", lambda: [report.of_checks(each) for each in found])
    return 0


def _verdicts(path: Path | None) -> Judged:
    """What people said of findings on good pairs, where a file says it."""
    from workbench.bench import judged
    from workbench.bench.sentences import text_of
    from workbench.checks import CHECKS

    return judged.read(text_of(path), path.name, CHECKS) if path else {}


def _confidence(options: argparse.Namespace) -> int:
    """Fits the confidence of an engine, which pages show, to files of pairs, one for each language."""
    from workbench.bench import confidence
    from workbench.bench.quality import evaluate_file
    from workbench.bench.sentences import require_language
    from workbench.checks.confidence import fits, fits_file

    if len(options.files) < 2 or options.against or options.translations or options.html:
        raise InputError("`evaluate confidence` takes one file of pairs for each language and --output, no more.")
    settings, evaluations = settings_of(options), {}
    with show.progress(enabled=not options.json) as report:
        for language, path in (_file(given, options.language) for given in options.files[1:]):
            tag = require_language(language)
            evaluations[tag] = evaluate_file(path, replace(settings, language=tag), report, options.first)
    fitted = confidence.measure(evaluations)
    if options.output:
        files.write(options.output, fits_file(confidence.with_fit(fits(), fitted.fit)).encode(), "--output")
    scores = [{"language": tag, **figures.of_evaluation(e)} for tag, e in evaluations.items()]
    found = {**asdict(fitted.fit), "spearman_held_out": dict(fitted.held_out), "files": scores}
    _tell(found, options, tables.confidence)
    return 0


def _workspace(options: argparse.Namespace) -> int:
    """What reviewers changed of the machine's text, how they decided, and how long it took."""
    from workbench.bench import reviewing
    from workbench.interfaces import report
    from workbench.store import Workspace

    _require_no_translations(options)
    if len(options.files) > 1:
        raise InputError("`evaluate workspace` takes no files: name the folder with --workspace.")
    found = figures.of_workspace(reviewing.measure(Workspace.open(options.workspace)))
    _tell(found, options, tables.workspace)
    _write_report(options, "What reviewing took", lambda: [report.of_workspace(found)])
    return 0


INSTEAD_OF_A_FILE = {"checks": _checks, "confidence": _confidence, "workspace": _workspace}
"""Words that stand in place of the first file. A file of such a name is `./checks`."""
