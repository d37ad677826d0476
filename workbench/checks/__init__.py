"""Says what looks wrong with one sentence and its translation. Knows no engine and no reviewer; a finding is a hint, not a verdict."""

from __future__ import annotations

import functools
from collections.abc import Callable, Iterator

from workbench.checks.bidi import bidi
from workbench.checks.brackets import brackets
from workbench.checks.completeness import completeness
from workbench.checks.consistency import consistency
from workbench.checks.empty import empty, is_empty
from workbench.checks.leftover import leftover
from workbench.checks.months import months
from workbench.checks.names import names
from workbench.checks.negation import negation
from workbench.checks.numerals import numbers
from workbench.checks.punctuation import punctuation
from workbench.checks.repetition import repetition
from workbench.checks.terms import terms
from workbench.checks.untranslated import untranslated
from workbench.model import Context, Finding, Pair
from workbench.resources.glossary import SameTerms, starter
from workbench.text.languages import SOURCE_LANGUAGES

Check = Callable[[Pair, Context], Iterator[Finding]]

# In the order a reader should meet them: what can mislead a briefing first.
CHECKS: dict[str, Check] = {
    "empty": empty,
    "numbers": numbers,
    "months": months,
    "names": names,
    "terms": terms,
    "negation": negation,
    "leftover": leftover,
    "untranslated": untranslated,
    "completeness": completeness,
    "repetition": repetition,
    "consistency": consistency,
    "brackets": brackets,
    "punctuation": punctuation,
    "bidi": bidi,
}

OF_THE_ARTICLE = ("consistency", "punctuation")
"""Checks that look at the article's other pairs too; what they see is not kept."""
MOST_KNOWN = 10_000
"""Sentences whose findings are kept: a hundred articles, a few megabytes."""
_ORDER = {name: place for place, name in enumerate(CHECKS)}


def inspect(pair: Pair, context: Context) -> list[Finding]:
    """Every finding of every check, in the order of `CHECKS`. An empty translation has no other fault than that."""
    kept = _findings(pair, context.language, SameTerms(context.glossary))
    if is_empty(pair):
        return list(kept)
    of_the_article = (finding for name in OF_THE_ARTICLE for finding in CHECKS[name](pair, context))
    return sorted((*kept, *of_the_article), key=lambda finding: _ORDER[finding.check])


# An article is inspected whole at every opening and after every save, and of its sentences one has changed.
@functools.lru_cache(maxsize=MOST_KNOWN)
def _findings(pair: Pair, language: str, glossary: SameTerms) -> tuple[Finding, ...]:
    context = Context(language, glossary.terms)
    names = ["empty"] if is_empty(pair) else [name for name in CHECKS if name not in OF_THE_ARTICLE]
    return tuple(finding for name in names for finding in CHECKS[name](pair, context))


def prepare() -> None:
    """Reads now, in a few seconds, the word lists that the first sentence would have to wait for."""
    for language in SOURCE_LANGUAGES:
        inspect(Pair("صدر काबुल", "He did not see Kabul on Monday, 12 May.", language), Context(language, starter()))
