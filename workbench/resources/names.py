"""Names in English text: which words are names, and which of them a source gives reason for. It knows no engine.

A translation that names a place or a person its source does not name misleads worse than a clumsy one. What a source
names is read off its gloss: the English of its words, and the sound of those whose English may not be meant.
It knows names by their spelling only: of two people or two towns of one name it tells nothing.
"""

from __future__ import annotations

import functools
import re
import unicodedata
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from workbench.model import Gloss
from workbench.resources.lexicon import NAME_PARTS, Entry, lexicon_of
from workbench.text.stemming import stems
from workbench.text.transliteration import transliterate

_WORD = re.compile(r"(?:[A-Z]\.){2,}(?:-[^\W\d_]+)*|[^\W\d_]+(?:['’-][^\W\d_]+)*")
_SENTENCE_START = re.compile(r"(?:^|[.!?:…]['\"”’)]*\s+|[\"“‘(\[]\s*)\W*$")
_ROMAN = re.compile(r"(?=[IVXLC]+$)(?:XC|XL|L?X{0,3}|C{1,3})(?:IX|IV|V?I{0,3})")


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


# Capitalised in English whatever they stand for, or said of anyone: no name by themselves.
_NO_NAMES = _words(
    "i i'm i'll i've i'd mr mrs ms dr sir madam mister lord lady jr sr st inc ltd co corp prof rev hon god english monday tuesday "
    "wednesday thursday friday saturday sunday january february march april may june july august september october november "
    "december jan feb mar apr jun jul aug sep sept oct nov dec am pm ad bc ce ah gmt utc internet earth sun moon state states "
    "government president minister prime ministry king queen north south east west northern southern eastern western the a an "
    "of and for in on at to from by with new great city river lake sea mount university republic united today ceo tv hiv aids "
    "dna gdp bce mri pc pcs pm mp id ok vip ngo ngos pdf usb cd dvd gps sms faq it he she we you they this that these those our your my his her "
    "its their there here what when where why how who if but or so as is was are not no yes"
)
# Forms of one name that share too few letters.
_SAME = (
    {"britain", "british", "uk", "england", "english", "kingdom", "briton", "britons", "scotland", "scottish"},
    {"us", "usa", "america", "american", "americans", "united", "states"}, {"un", "nations"},
    {"netherlands", "dutch", "holland"}, {"france", "french"}, {"spain", "spanish", "spaniard"}, {"wales", "welsh"},
    {"greece", "greek", "greeks"}, {"turkey", "turkish", "turks", "turk", "turkiye"}, {"germany", "german", "germans"},
    {"poland", "polish", "pole", "poles"}, {"ireland", "irish"}, {"iran", "iranian", "persian", "persia"},
    {"eu", "european", "europe"}, {"saudi", "saudis"}, {"kyrgyzstan", "kyrgyz"}, {"burma", "myanmar", "burmese"},
    {"switzerland", "swiss"}, {"denmark", "danish", "dane", "danes"}, {"islam", "islamic", "muslim", "muslims"},
    {"jew", "jews", "jewish", "judaism"}, {"norway", "norwegian"}, {"finland", "finnish", "finn"}, {"thailand", "thai"},
    {"philippines", "filipino", "philippine"}, {"shia", "shiite", "shi'ite", "shiites"}, {"chechnya", "chechen"},
    {"peru", "peruvian"}, {"naples", "neapolitan"}, {"india", "indian", "bharat", "hindustan"}, {"egypt", "misr"},
    {"ivory", "ivoire", "ivorian", "coast"}, {"emirates", "uae", "emirati"}, {"czechia", "czech"}, {"iraq", "iraqi", "iraqis"},
    {"arab", "arabs", "arabic", "arabian", "arabia"}, {"beijing", "peking"}, {"kyiv", "kiev"}, {"hanover", "hannover"},
    {"kolkata", "calcutta"}, {"mumbai", "bombay"}, {"chennai", "madras"}, {"jerusalem", "quds"}, {"prix", "prize"}, {"harbour", "harbor", "port"},
)  # fmt: skip
_ALIASES = {name: same for same in _SAME for name in same}
# Endings of places, of their people and of what is theirs; what is left when one is taken off must be one stem.
_ENDINGS = _words(
    "s n an ans ian ians ean eans i is ese ish ic ist ists ism er ers istan stan ia a e es o y al ite ites nian nians lese "
    "vian on ium en us onia iot uese d ed ing anity"
)
_APART = ({"niger", "nigerien"}, {"nigeria", "nigerian", "nigerians"}, {"roman", "romans"}, {"romania", "romanian", "romanians"},
          {"dominica"}, {"dominican"}, {"german", "germany", "germans"}, {"germania"}, {"austria", "austrian"},
          {"mali", "malian", "malians"}, {"malia"}, {"georgia", "georgian"}, {"george"})  # fmt: skip
_APART_FROM = {name: others for mine in _APART for name in mine for others in [frozenset().union(*_APART) - mine]}
# Two letters that one letter of another script may stand for; vowels are left out, as Arabic script leaves them.
_SOUNDS = (("sch", "s"), ("tch", "s"), ("tsh", "s"), ("ch", "s"), ("sh", "s"), ("ph", "f"), ("ck", "k"), ("qu", "k"), ("kh", "k"),
           ("gh", "g"), ("dh", "d"), ("th", "t"), ("ce", "se"), ("ci", "si"), ("cy", "sy"), ("x", "ks"), ("c", "k"), ("q", "k"),
           ("v", "f"), ("z", "s"), ("j", "g"), ("p", "b"))  # fmt: skip
_LETTER_NAMES = dict(zip("ABCDEFGHIJKLMNOPQRSTUVWXYZ", ["e", "bi", "si", "di", "i", "ef", "ji", "ech", "ai", "je", "ke", "el", "em", "en", "o", "pi", "kyu", "ar", "es", "ti", "yu", "vi", "dablyu", "eks", "vai", "zed"], strict=True))  # fmt: skip
# How alike two sounds must be where the source's word is only spelled out, and where the lexicon has a meaning for it.
LIKE_ENOUGH, LIKE_A_PLACE, LIKE_DESPITE_MEANING = 0.72, 0.8, 0.86
# Below this many letters a stem is as likely another name's.
SHORTEST_STEM = 4
_SMALL = _words("a an the of and for in on at to from by with or as but nor vs")
# A line of which more than this share is capitalised is a headline, if it has as many words as this.
HEADLINE_SHARE, HEADLINE_WORDS = 0.9, 4
# Letters that only Urdu of the two languages of Arabic script has.
_URDU = frozenset("ٹڈڑںہھےیکگپچ")


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
def _places() -> frozenset[str]:
    return _named(entry for entry in _entries() if entry.part in ("place", "nation"))


@functools.cache
def _countries() -> frozenset[str]:
    """Countries, peoples and the better known places: what every lexicon has under its own name."""
    return _named(e for e in _entries() if e.part in ("place", "nation") and e.flags & {"w", "cldr"})


def _named(entries: Iterable[Entry]) -> frozenset[str]:
    found = set()
    for english in (e for entry in entries for e in entry.english):
        words = [w for w in _WORD.findall(english) if w[:1].isupper() and len(w) > 2 and plain(w) not in _NO_NAMES]
        found |= {plain(w) for w in words if not _is_common(plain(w))}
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
        found = _WORD.findall(english)
        lower.update(w for w in found if w.islower())
        upper.update(w.casefold() for w in found if len(found) == 1 and w[0].isupper())
    return frozenset(word for word in lower if lower[word] >= upper[word])


def _is_common(word: str) -> bool:
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
    for match in _WORD.finditer(english):
        parts = [part for part in _parts(match.group()) if _may_name(part)]
        known = any(plain(part) in known_names() or plain(part) in _ALIASES for part in parts)
        everything = headline or bool(_SENTENCE_START.search(english[: match.start()]))
        if everything:
            parts = [part for part in parts if known and not _is_common(plain(part))]
        elif not known:
            parts = [part for part in parts if not _is_common(plain(part))]
        if parts:
            found.append(Name(match.group(), match.start(), match.end(), known))
    return found


def _parts(word: str) -> list[str]:
    """The parts of a word with hyphens; an apostrophe stays, so that O'Neill is one."""
    return [part for part in re.sub(r"['’]s?$", "", word).split("-") if part]


def _may_name(part: str) -> bool:
    return part[0].isupper() and len(part) > 1 and plain(part) not in _NO_NAMES and not _ROMAN.fullmatch(part)


def _is_headline(english: str) -> bool:
    words = [w for w in _WORD.findall(english) if w not in _SMALL]
    capitalised = [w for w in words if w[0].isupper()]
    unforced = [w for w in capitalised[1:] if _is_common(plain(w)) and plain(w) not in known_names()]
    return len(words) >= HEADLINE_WORDS and len(capitalised) > HEADLINE_SHARE * len(words) and len(unforced) > 1


# --- what a source gives reason for ------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Reasons:
    """What a source says, and how it sounds."""

    told: frozenset[str]
    """The words of its English, plain."""
    named: frozenset[str]
    """Those with a capital."""
    spelled: frozenset[str]
    """Skeletons of words that are only spelled out, with and without what is attached to them."""
    stemmed: frozenset[str]
    """Skeletons of words of which only a shorter form has a meaning."""
    sounding: frozenset[str]
    """Skeletons of words that have a meaning, but may be names here."""
    initials: str
    letters: tuple[str, ...]
    """Every word of the source in Latin letters."""


def _reasons(glosses: Sequence[Gloss]) -> _Reasons:
    language = _language(glosses)
    words = [w for g in glosses for e in g.english for w in _WORD.findall(e)]
    pieces = [(g, part) for g in glosses if g.by != "copied" for part in (*g.source.split(), "".join(g.source.split()))]
    return _Reasons(
        told=frozenset(plain(part) for w in words for part in (w, *_parts(w))),
        named=frozenset(plain(part) for w in words for part in (w, *_parts(w)) if part[0].isupper() or plain(w) in _ALIASES),
        spelled=frozenset(s for g, part in pieces if g.by == "letters" for s in _sounds(part, language)),
        stemmed=frozenset(s for g, part in pieces if g.by == "stem" for s in _sounds(part, language)),
        sounding=frozenset(
            s for g, part in pieces if g.by not in ("letters", "copied") and g.part != "func" for s in _sounds(part, language)
        ),
        initials="".join(_initials(g.english[0]) for g in glosses if g.english),
        letters=tuple(transliterate(w, language) or w for g in glosses for w in g.source.split()),
    )  # fmt: skip


def _language(glosses: Sequence[Gloss]) -> str:
    letters = {c for g in glosses for c in g.source}
    if any("\u0900" <= c <= "\u097f" for c in letters):
        return "hi"
    return "ur" if letters & _URDU else "ar"


@functools.lru_cache(maxsize=4096)
def _sounds(word: str, language: str) -> frozenset[str]:
    forms = [word, *(s.text for s in stems(word, "ar") if s.before or s.after)] if language == "ar" else [word]
    return frozenset(s for form in forms if len(s := skeleton(transliterate(form, language))) > 1)


def invented(english: str, glosses: Sequence[Gloss]) -> list[Name]:
    """The names of a translation that nothing in its source's gloss gives reason for."""
    reasons = _reasons(glosses)
    return [name for name in names(english) if not _given(name.text, reasons)]


def lost(english: str, glosses: Sequence[Gloss]) -> list[Gloss]:
    """The names of a source, by its gloss, that its translation does not have in any of the given forms.

    A word that may also be no name is not missed, and of a name of several words the half is enough.
    """
    words = _WORD.findall(english)
    said = frozenset(plain(part) for w in words for part in (w, *_parts(w)))
    capitalised = {part for w in words for part in _parts(w) if part[0].isupper()}
    short = {plain(w) for w in words if w.isupper()}
    language = _language(glosses)
    missing = []
    for piece in glosses:
        if piece.part not in NAME_PARTS or piece.by in ("letters", "copied"):
            continue
        forms = [[w for w in _WORD.findall(e) if w[0].isupper()] for e in piece.english]
        if not forms or any(_said(form, said, short) for form in forms):
            continue
        sounds = _sounds("".join(piece.source.split()), language)
        if not any(_sounds_like(word, sounds, LIKE_ENOUGH) for word in capitalised):
            missing.append(piece)
    return missing


def share_kept(reference: str, hypothesis: str) -> tuple[int, int]:
    """How many names of a reference its hypothesis has, and how many there are (each word once)."""
    said = frozenset(plain(part) for w in _WORD.findall(hypothesis) for part in (w, *_parts(w)))
    wanted = {plain(name.text) for name in names(reference)}
    return sum(_among(word, said) for word in wanted), len(wanted)


def _said(form: Sequence[str], said: Collection[str], short: Collection[str]) -> bool:
    """Whether half the words of a name are said, or all that are no common words, or its initials; of no words, yes."""
    words = [plain(w) for w in form if plain(w) not in _NO_NAMES]
    if _initials(" ".join(form)) in short:
        return True
    kept = [word for word in words if _among(word, said)]
    own = [word for word in words if not _is_common(word)]
    return 2 * len(kept) >= len(words) or (bool(own) and set(own) <= set(kept))


def _given(name: str, reasons: _Reasons) -> bool:
    if plain(name) in reasons.told or _among(plain(name), reasons.named):
        return True
    parts = [part for part in _parts(name) if _may_name(part)]
    together = len(parts) > 1 and _sounds_like(name, reasons.spelled, LIKE_ENOUGH)
    return together or all(_part_given(part, reasons) for part in parts)


def _part_given(part: str, reasons: _Reasons) -> bool:
    word = plain(part)
    if word in reasons.told or word in reasons.letters:
        return True
    if _among(word, reasons.named) or any(_one_spelling(word, other) for other in reasons.named):
        return True
    if part.isupper() and _acronym_given(word, reasons):
        return True
    if _sounds_like(part, reasons.spelled, LIKE_A_PLACE if word in _places() else LIKE_ENOUGH):
        return True
    # A name that no lexicon has cannot be found whole: a stem's meaning says nothing against it.
    if word not in known_names() and _sounds_like(part, reasons.stemmed, LIKE_ENOUGH):
        return True
    # What has another meaning in the lexicon is no country: those it has.
    return word not in _countries() and _sounds_like(part, reasons.sounding, LIKE_DESPITE_MEANING)


def _acronym_given(word: str, reasons: _Reasons) -> bool:
    """Whether words that begin with its letters stand together, in any order, or its letters are named one by one."""
    for start in range(len(reasons.initials)):
        window = reasons.initials[start : start + len(word)]
        if window == word or (len(word) > 2 and sorted(window) == sorted(word)):
            return True
    spoken = skeleton("".join(_LETTER_NAMES.get(c.upper(), c) for c in word))
    spans = ("".join(reasons.letters[i : i + n]) for i in range(len(reasons.letters)) for n in range(1, len(word) + 1))
    return any(skeleton(span) == spoken for span in spans)


def _among(word: str, others: Collection[str]) -> bool:
    return word in others or any(_same(word, other) for other in others)


@functools.lru_cache(maxsize=65536)
def _same(one: str, other: str) -> bool:
    """Equal, of one stem ("Kazakh", "Kazakhstan"), or known to be one name."""
    if one == other or (one in _ALIASES and other in _ALIASES[one]):
        return True
    if one in _APART_FROM and other in _APART_FROM[one]:
        return False
    return one[:3] == other[:3] and not _stems(one).isdisjoint(_stems(other))


@functools.lru_cache(maxsize=8192)
def _stems(word: str) -> frozenset[str]:
    ended = (word.removesuffix(e) for e in _ENDINGS if word.endswith(e) and len(word) - len(e) >= SHORTEST_STEM)
    return frozenset((word, *ended))


@functools.lru_cache(maxsize=65536)
def _one_spelling(word: str, other: str) -> bool:
    """Whether two words are spellings of one name: they sound alike and are not two places ("Mali" and "Malawi")."""
    both_places = word in _places() and other in _places()
    return not both_places and len(skeleton(word)) > 1 and skeleton(word) == skeleton(other)


def _initials(phrase: str) -> str:
    return "".join(w[0] for w in phrase.split() if w not in ("of", "the", "and", "for", "in", "to", "with")).casefold()


def _sounds_like(name: str, sounds: Iterable[str], enough: float) -> bool:
    """Whether a name sounds like one of the skeletons; of two consonants both must be the same."""
    mine = {skeleton(name), skeleton(name.casefold().replace("ch", "k"))}
    return any(_alike(one, other, enough) for one in mine for other in sounds)


@functools.lru_cache(maxsize=65536)
def _alike(one: str, other: str, enough: float) -> bool:
    shorter = min(len(one), len(other))
    if one == other:
        return shorter > 2 or (shorter == 2 and enough < LIKE_DESPITE_MEANING)
    return shorter > 2 and SequenceMatcher(None, one, other).ratio() >= enough


@functools.lru_cache(maxsize=8192)
def skeleton(word: str) -> str:
    """The consonants of a word in Latin letters, alike for spellings of one sound: "Berlusconi" and "barluskoni"."""
    text = re.sub("['’-]", "", plain(word))
    for written, sound in _SOUNDS:
        text = text.replace(written, sound)
    first, rest = text[:1], re.sub(r"[aeiouwyh]", "", text[1:])
    first = "a" if first in ("a", "e", "i", "o", "u") else first.replace("w", "f")
    return re.sub(r"(.)\1+", r"\1", first + rest)
