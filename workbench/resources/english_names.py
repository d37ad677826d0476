"""Which words of an English text are names. It knows no source, and names by their spelling only.

Of two people or two towns of one name it tells nothing.
"""

from __future__ import annotations

import functools
import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from workbench.resources.lexicon import NAME_PARTS, Entry, lexicon_of

WORD = re.compile(r"(?:[A-Z]\.){2,}(?:-[^\W\d_]+)*|[^\W\d_]+(?:['’-][^\W\d_]+)*")
_SENTENCE_START = re.compile(r"(?:^|[.!?:…]['\"”’)]*\s+|[\"“‘(\[]\s*)\W*$")
_ROMAN = re.compile(r"(?=[IVXLC]+$)(?:XC|XL|L?X{0,3}|C{1,3})(?:IX|IV|V?I{0,3})")


def word_set(text: str) -> frozenset[str]:
    """The words of a list written with spaces."""
    return frozenset(text.split())


# Capitalised in English whatever they stand for, or said of anyone: no name by themselves.
NO_NAMES = word_set(
    "i i'm i'll i've i'd mr mrs ms dr sir madam mister lord lady jr sr st inc ltd co corp prof rev hon god english monday tuesday "
    "wednesday thursday friday saturday sunday january february march april may june july august september october november "
    "december jan feb mar apr jun jul aug sep sept oct nov dec am pm ad bc ce ah gmt utc internet earth sun moon state states "
    "government president minister prime ministry king queen north south east west northern southern eastern western the a an "
    "of and for in on at to from by with new great city river lake sea mount university republic united today ceo tv hiv aids "
    "dna gdp bce mri pc pcs pm mp id ok vip ngo ngos pdf usb cd dvd gps sms faq it he she we you they this that these those our your my his her "
    "its their there here what when where why how who if but or so as is was are not no yes"
)
_SMALL = word_set("a an the of and for in on at to from by with or as but nor vs")
# A line of which more than this share is capitalised is a headline, if it has as many words as this.
HEADLINE_SHARE, HEADLINE_WORDS = 0.9, 4


# Forms of one name that share too few letters.
_SAME = (
    {"britain", "british", "uk", "england", "english", "kingdom", "briton", "britons", "scotland", "scottish"},
    {"us", "usa", "america", "american", "americans", "united", "states"}, {"un", "nations"},
    {"netherlands", "dutch", "holland"}, {"france", "french"}, {"spain", "spanish", "spaniard"}, {"wales", "welsh"},
    {"greece", "greek", "greeks"}, {"turkey", "turkish", "turks", "turk", "turkiye"}, {"germany", "german", "germans"},
    {"poland", "polish", "pole", "poles"}, {"ireland", "irish"}, {"iran", "iranian", "persian", "persia", "fars"},
    {"eu", "european", "europe"}, {"saudi", "saudis"}, {"kyrgyzstan", "kyrgyz"}, {"burma", "myanmar", "burmese"},
    {"switzerland", "swiss"}, {"denmark", "danish", "dane", "danes"}, {"islam", "islamic", "muslim", "muslims"},
    {"jew", "jews", "jewish", "judaism"}, {"norway", "norwegian"}, {"finland", "finnish", "finn"}, {"thailand", "thai"},
    {"philippines", "filipino", "philippine"}, {"shia", "shiite", "shi'ite", "shiites"}, {"chechnya", "chechen"},
    {"peru", "peruvian"}, {"ussr", "soviet", "soviets"}, {"naples", "neapolitan"}, {"india", "indian", "bharat", "hindustan"}, {"egypt", "misr"},
    {"ivory", "ivoire", "ivorian", "coast"}, {"emirates", "uae", "emirati"}, {"czechia", "czech"}, {"iraq", "iraqi", "iraqis"},
    {"arab", "arabs", "arabic", "arabian", "arabia"}, {"beijing", "peking"}, {"kyiv", "kiev"}, {"hanover", "hannover"},
    {"kolkata", "calcutta"}, {"mumbai", "bombay"}, {"chennai", "madras"}, {"jerusalem", "quds"}, {"prix", "prize"}, {"harbour", "harbor", "port"},
)  # fmt: skip
ALIASES = {name: same for same in _SAME for name in same}


@dataclass(frozen=True, slots=True)
class Name:
    """A capitalised word where English would not capitalise a common one: `text == english[start:end]`."""

    text: str
    start: int
    end: int
    known: bool
    """Whether the lexicons know it as the name of a country, place, people, person or organisation."""


# --- what the lexicons know --------------------------------------------------------------------------------------


@functools.cache
def known_names() -> frozenset[str]:
    """Words of three letters or more that the lexicons have in names, case-folded, common words apart."""
    return _named(entry for entry in _entries() if entry.part in NAME_PARTS)


@functools.cache
def places() -> frozenset[str]:
    """Those of them that are in names of places and peoples."""
    return _named(entry for entry in _entries() if entry.part in ("place", "nation"))


@functools.cache
def countries() -> frozenset[str]:
    """Countries, peoples and the better known places: what every lexicon has under its own name."""
    return _named(e for e in _entries() if e.part in ("place", "nation") and e.flags & {"w", "cldr"})


def _named(entries: Iterable[Entry]) -> frozenset[str]:
    found = set()
    for english in (e for entry in entries for e in entry.english):
        words = [w for w in WORD.findall(english) if w[:1].isupper() and len(w) > 2 and plain(w) not in NO_NAMES]
        found |= {plain(w) for w in words if not is_common(plain(w))}
    return frozenset(found)


def _entries() -> Iterator[Entry]:
    for tag in ("ar", "hi", "ur"):
        yield from lexicon_of(tag)


@functools.cache
def _common_words() -> frozenset[str]:
    """English words that the lexicons use in lower case, and not more often as a name."""
    lower: Counter[str] = Counter()
    upper: Counter[str] = Counter()
    for english in (english for entry in _entries() for english in entry.english):
        found = WORD.findall(english)
        lower.update(w for w in found if w.islower())
        upper.update(w.casefold() for w in found if len(found) == 1 and w[0].isupper())
    return frozenset(word for word in lower if lower[word] >= upper[word])


def is_common(word: str) -> bool:
    """Whether a case-folded word, or what it is an inflection of, is used in lower case."""
    common = _common_words()
    return word in common or any(
        word.endswith(ending) and word.removesuffix(ending) + instead in common
        for ending, instead in (("s", ""), ("es", ""), ("ies", "y"), ("ed", ""), ("ed", "e"), ("ing", ""), ("ing", "e"), ("est", ""))
    )  # fmt: skip


# --- the names of a text -----------------------------------------------------------------------------------------


def plain(word: str) -> str:
    """Case-folded, without accents, the stops of an abbreviation and a possessive ending."""
    letters = "".join(c for c in unicodedata.normalize("NFKD", word.casefold()) if not unicodedata.combining(c))
    return re.sub(r"['’]s?$", "", letters.replace(".", ""))


def names(english: str) -> list[Name]:
    """The names of an English text.

    Where any word is capitalised, at the start of a sentence and in headlines, only a word counts that the lexicons know
    as nothing but a name.
    """
    headline = _is_headline(english)
    found = []
    for match in WORD.finditer(english):
        parts = [part for part in parts_of(match.group()) if may_name(part)]
        known = any(plain(part) in known_names() or plain(part) in ALIASES for part in parts)
        everything = headline or bool(_SENTENCE_START.search(english[: match.start()]))
        if everything:
            parts = [part for part in parts if known and not is_common(plain(part))]
        elif not known:
            parts = [part for part in parts if not is_common(plain(part))]
        if parts:
            found.append(Name(match.group(), match.start(), match.end(), known))
    return found


def parts_of(word: str) -> list[str]:
    """The parts of a word with hyphens; an apostrophe stays, so that O'Neill is one."""
    return [part for part in re.sub(r"['’]s?$", "", word).split("-") if part]


def may_name(part: str) -> bool:
    """Whether one part of a word could be a name by its form: capitalised, no title, no Roman numeral."""
    return part[0].isupper() and len(part) > 1 and plain(part) not in NO_NAMES and not _ROMAN.fullmatch(part)


def _is_headline(english: str) -> bool:
    words = [w for w in WORD.findall(english) if w not in _SMALL]
    capitalised = [w for w in words if w[0].isupper()]
    unforced = [w for w in capitalised[1:] if is_common(plain(w)) and plain(w) not in known_names()]
    return len(words) >= HEADLINE_WORDS and len(capitalised) > HEADLINE_SHARE * len(words) and len(unforced) > 1
