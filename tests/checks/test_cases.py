r"""Every check, judged by tables of pairs: what a careful reviewer wants found, and near misses where it must be silent.

`cases/<check>.<language>.tsv` has a line for each: the gravest severity expected of that check (nothing where it must be
silent), source, target and, where it matters, the text that one of the findings marks; the table of a check that looks
at the article has a second pair of it. `\uXXXX` is an invisible character.
"""

import re
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

import pytest

from workbench.checks import CHECKS
from workbench.interfaces.ui import STATIC
from workbench.model import Context, Finding, Pair, Severity, Span
from workbench.resources.glossary import starter
from workbench.text.languages import SOURCE_LANGUAGES

FOLDER = Path(__file__).parent / "cases"
HEADER = "expected\tsource\ttarget\tmarked"
HEADERS = (HEADER, f"{HEADER}\tother source\tother target")
FEWEST, SHARE = 20, 1 / 3
_ESCAPE = re.compile(r"\\u([0-9a-f]{4})")


@dataclass(frozen=True, slots=True)
class Case:
    check: str
    expected: str
    pair: Pair
    marked: str
    article: tuple[Pair, ...]


def read(check: str, language: str) -> dict[str, Case]:
    """The cases of one table by file and line; of a check without one, none."""
    path = FOLDER / f"{check}.{language}.tsv"
    header, *lines = path.read_text(encoding="utf-8").splitlines() if path.is_file() else [HEADER]
    assert header in HEADERS, f"{path.name} begins with {header!r}"
    return {f"{path.name}:{number}": case_of(check, language, line) for number, line in enumerate(lines, start=2)}


def case_of(check: str, language: str, line: str) -> Case:
    """Editors cut what is empty at the end of a line."""
    fields = [_ESCAPE.sub(lambda match: chr(int(match[1], 16)), field) for field in line.split("\t")]
    expected, source, target, marked, other_source, other_target = [*fields, "", "", "", ""][:6]
    pair = Pair(source, target, language)
    others = (Pair(other_source, other_target, language),) if other_source else ()
    return Case(check, expected, pair, marked, (pair, *others))


CASES = {
    name: case for check in CHECKS for language in SOURCE_LANGUAGES for name, case in read(check, language).items()
}


@pytest.mark.parametrize("case", CASES.values(), ids=CASES.keys())
def test_a_check_finds_what_a_reviewer_would(case: Case) -> None:
    findings = findings_of(case)
    told = f"\n{case.pair.source}\n{case.pair.target}\n" + "\n".join(f"{f.severity}: {f.message}" for f in findings)
    assert gravest(findings) == case.expected, told
    assert not case.marked or case.marked in marked(findings, case.pair), told


def findings_of(case: Case) -> list[Finding]:
    context = Context(case.pair.language, starter() if case.check == "terms" else (), case.article)
    return list(CHECKS[case.check](case.pair, context))


def gravest(findings: list[Finding]) -> str:
    return min((f.severity for f in findings), key=list(Severity).index, default="")


def marked(findings: list[Finding], pair: Pair) -> set[str]:
    def cut(text: str, span: Span | None) -> str:
        return text[span.start : span.end] if span else ""

    return {cut(pair.source, f.source_span) for f in findings} | {cut(pair.target, f.target_span) for f in findings}


@pytest.mark.parametrize("language", SOURCE_LANGUAGES)
@pytest.mark.parametrize("check", CHECKS)
def test_each_check_has_cases_of_both_kinds(check: str, language: str) -> None:
    cases = read(check, language).values()
    kinds = Counter(bool(case.expected) for case in cases)
    assert len({(case.pair, case.article) for case in cases}) >= FEWEST
    assert min(kinds[True], kinds[False]) >= SHARE * len(cases)


def test_no_table_is_left_unread() -> None:
    tables = {f"{check}.{language}.tsv" for check in CHECKS for language in SOURCE_LANGUAGES}
    assert {path.name for path in FOLDER.iterdir()} <= tables
    assert {case.expected for case in CASES.values()} == {"", *Severity}


# --- how the page says it ------------------------------------------------------------------------------------------

# The texts of the page's findings.js, one a line, in the order in which it tries them.
SAID = re.findall(r'^  "((?:[^"\\]|\\.)*)",$', (STATIC / "findings.js").read_text(encoding="utf-8"), re.MULTILINE)
VALUE = "(\u2068[^\u2069]*\u2069|.+?)"
PATTERNS = {text: re.compile(VALUE.join(map(re.escape, re.split(r"\{\w+\}", text))), re.DOTALL) for text in SAID}
# What no pair of the tables is told: it needs an article around it, or a part that cannot be named.
RARE = {
    "The source ends in a full stop; the translation does not, as the others of the article do.",
    "The translation may have lost a part of the sentence.",
    "The translation may say more than the source.",
}


def test_the_page_knows_every_sentence_of_the_checks_and_each_once() -> None:
    """As findings.js does: the first that fits is the one, so a wider one may not stand before a narrower."""
    said = {finding.message for case in CASES.values() for finding in findings_of(case)}
    known = {message: next((text for text in SAID if PATTERNS[text].fullmatch(message)), None) for message in said}
    assert len(said) > 300
    assert sorted(message for message, text in known.items() if text is None) == []
    assert set(SAID) - set(known.values()) == RARE
