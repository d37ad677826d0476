"""Errors as machine translation makes them, planted in good translations. It does not know how they would be found."""

from __future__ import annotations

import calendar
import random
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from workbench.model import Pair
from workbench.resources import english_names
from workbench.text.figures import Written, figures
from workbench.text.languages import TARGET_LANGUAGE, script_of_character

# Pairs so far apart at most stand for one article: files of pairs are mostly whole texts in their order.
ARTICLE = 10
_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*")
_NEGATION = re.compile(
    r"\b(?:did|does|do|is|are|was|were|has|have|had|will|would|could|should|can) not\b|\bcannot\b|\b\w+n['’]t\b|\bnot\b|\bnever\b"
)
_POSITIVE = {"cannot": "can", "can't": "can", "won't": "will"}
_QUOTES = re.compile('["“”]')
_UNITS = {"million": "lakh", "billion": "million", "trillion": "billion", "lakh": "million", "crore": "million", "thousand": "million",
          "hundred": "thousand"}  # fmt: skip
_UNIT = re.compile(rf"\b({'|'.join(_UNITS)})(s?)\b", re.IGNORECASE)
# A half or clause shorter than this is no half and no clause.
FEWEST_WORDS = 4


@dataclass(frozen=True, slots=True)
class Material:
    """A good pair, and the other pairs of its article."""

    pair: Pair
    article: Sequence[Pair]


Plant = Callable[[Material, random.Random], str | None]
"""The translation with an error in it, or None where there is nothing to spoil."""


def article_of(pairs: Sequence[Pair], at: int) -> Material:
    near = [*pairs[max(0, at - ARTICLE) : at], *pairs[at + 1 : at + 1 + ARTICLE]]
    return Material(pairs[at], near)


def digit(material: Material, rng: random.Random) -> str | None:
    """One digit of one number is another."""
    target = material.pair.target
    written = [f for f in figures(target, TARGET_LANGUAGE) if f.written is not Written.WORDS and not f.weak]
    places = [n for f in written for n in range(f.start, f.end) if target[n].isascii() and target[n].isdigit()]
    if not places:
        return None
    at = rng.choice(places)
    other = rng.choice([d for d in "123456789" if d != target[at]])
    return target[:at] + other + target[at + 1 :]


def unit(material: Material, rng: random.Random) -> str | None:
    """A number's unit is another: lakh for million."""
    target = material.pair.target
    numbers = [f for f in figures(target, TARGET_LANGUAGE) if not f.weak]
    units = [m for m in _UNIT.finditer(target) if not m[2] and any(f.start < m.start() < f.end for f in numbers)]
    if not units:
        return None
    match = rng.choice(units)
    return target[: match.start()] + _UNITS[match[1].lower()] + target[match.end(1) :]


def month(material: Material, rng: random.Random) -> str | None:
    """A month or weekday is another."""
    target = material.pair.target
    for known in ([*calendar.month_name][1:], [*calendar.day_name]):
        # "May" and "March" are words as well.
        found = [m for m in re.finditer(rf"\b(?:{'|'.join(known)})\b", target) if m[0] not in ("May", "March")]
        if found:
            match = rng.choice(found)
            other = rng.choice([name for name in known if name != match[0]])
            return target[: match.start()] + other + target[match.end() :]
    return None


def half(material: Material, rng: random.Random) -> str | None:
    """The second half is dropped."""
    words = material.pair.target.split()
    if len(words) < 2 * FEWEST_WORDS:
        return None
    return " ".join(words[: len(words) // 2]).rstrip(",;:–-") + "."


def clause(material: Material, rng: random.Random) -> str | None:
    """A clause of another sentence of the article is added."""
    clauses = [words for pair in material.article if len(words := _second_half(pair.target)) >= FEWEST_WORDS]
    if not clauses or len(material.pair.target.split()) < FEWEST_WORDS:
        return None
    return f"{material.pair.target.rstrip('.!? ')}, {' '.join(rng.choice(clauses))}"


def _second_half(text: str) -> list[str]:
    words = text.split()
    return words[len(words) // 2 :]


def negation(material: Material, rng: random.Random) -> str | None:
    """The only negation is dropped."""
    target = material.pair.target
    found = list(_NEGATION.finditer(target))
    if len(found) != 1:
        return None
    word = found[0].group()
    positive = _POSITIVE.get(word.lower().replace("’", "'")) or re.sub(r"n['’]t$|\s*\bnot$|^never$", "", word)
    spoilt = target[: found[0].start()] + positive + target[found[0].end() :]
    return " ".join(spoilt.split())


def name(material: Material, rng: random.Random) -> str | None:
    """One name is another name of the article."""
    pair = material.pair
    here = [n for n in english_names.names(pair.target) if n.known]
    own = {english_names.plain(n.text) for n in english_names.names(pair.target)}
    others = [
        n.text
        for p in material.article
        for n in english_names.names(p.target)
        if n.known and english_names.plain(n.text) not in own
    ]
    if not here or not others:
        return None
    spoilt = rng.choice(here)
    return pair.target[: spoilt.start] + rng.choice(others) + pair.target[spoilt.end :]


def repeated(material: Material, rng: random.Random) -> str | None:
    """A clause is said twice."""
    words = material.pair.target.split()
    if len(words) < 2 * FEWEST_WORDS:
        return None
    length = rng.randint(FEWEST_WORDS, 2 * FEWEST_WORDS - 1)
    at = rng.randint(0, len(words) - length - 1)  # not the last word: its full stop would part the two
    return " ".join([*words[: at + length], *words[at : at + length], *words[at + length :]])


def leftover(material: Material, rng: random.Random) -> str | None:
    """A word of the source stands in the English."""
    foreign = [
        w for w in _WORD.findall(material.pair.source) if script_of_character(w[0]) in ("Arab", "Deva") and len(w) > 2
    ]
    words = list(_WORD.finditer(material.pair.target))
    if not foreign or not words:
        return None
    spoilt = rng.choice(words)
    return material.pair.target[: spoilt.start()] + rng.choice(foreign) + material.pair.target[spoilt.end() :]


def quotation(material: Material, rng: random.Random) -> str | None:
    """A quotation mark is lost."""
    target = material.pair.target
    marks = list(_QUOTES.finditer(target))
    if not marks or len(marks) % 2:
        return None
    at = rng.choice(marks).start()
    return target[:at] + target[at + 1 :]


PLANTS: dict[str, Plant] = {
    "digit": digit, "unit": unit, "month or weekday": month, "second half dropped": half, "clause added": clause,
    "negation dropped": negation, "name swapped": name, "clause repeated": repeated, "source word left in": leftover,
    "quotation mark lost": quotation,
}  # fmt: skip
