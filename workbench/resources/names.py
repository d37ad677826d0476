"""Which names of a translation its source gives reason for, and which of the source's it lost. It knows no engine.

A translation that names a place or a person its source does not name misleads worse than a clumsy one. What a source
names is read off its gloss: the English of its words, and the sound of those whose English may not be meant.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from workbench.model import Gloss
from workbench.resources.english_names import (
    ALIASES,
    NO_NAMES,
    WORD,
    Name,
    countries,
    is_common,
    known_names,
    may_name,
    names,
    parts_of,
    places,
    plain,
)
from workbench.resources.lexicon import NAME_PARTS, lexicon_of
from workbench.resources.same_name import (
    EXACTLY,
    LIKE_A_PLACE,
    LIKE_DESPITE_MEANING,
    LIKE_ENOUGH,
    among,
    one_spelling,
    same_consonants,
    skeleton,
    sounds_like,
)
from workbench.text.stemming import stems
from workbench.text.transliteration import transliterate

_LETTER_NAMES = dict(zip("ABCDEFGHIJKLMNOPQRSTUVWXYZ", ["e", "bi", "si", "di", "i", "ef", "ji", "ech", "ai", "je", "ke", "el", "em", "en", "o", "pi", "kyu", "ar", "es", "ti", "yu", "vi", "dablyu", "eks", "vai", "zed"], strict=True))  # fmt: skip
# Letters that only Urdu of the two languages of Arabic script has.
_URDU = frozenset("ٹڈڑںہھےیکگپچ")


# Names of common words, which word by word are none, and what a source's English has where it means them.
_MEANT = {
    "United States": {"us", "usa", "america", "american", "americans", "states", "washington"},
    "United Kingdom": {"uk", "britain", "british", "england", "english", "kingdom", "london"},
    "United Nations": {"un", "nations", "unicef", "unesco", "unhcr"},
    "European Union": {"eu", "europe", "european", "union"},
    "Soviet Union": {"soviet", "ussr", "union"},
}
_UNIONS = re.compile("|".join(_MEANT))
# Two names of a source made into one state that there is not.
_NO_STATE = re.compile(r"United States of (?!America)[A-Z]\w+")
# English writes a long vowel with two letters: "Lee", "Goode".
_LONG = re.compile("ee|ea|oo|ou")


def _short(long: re.Match[str]) -> str:
    return "i" if long.group()[0] == "e" else "u"


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
    english = [*(e for g in glosses for e in g.english), *_of_parts(glosses, language)]
    words = [w for e in english for w in WORD.findall(e)]
    pieces = [(g, part) for g in glosses if g.by != "copied" for part in (*g.source.split(), "".join(g.source.split()))]
    return _Reasons(
        told=frozenset(plain(part) for w in words for part in (w, *parts_of(w))),
        named=frozenset(plain(part) for w in words for part in (w, *parts_of(w)) if part[0].isupper() or plain(w) in ALIASES),
        spelled=frozenset(s for g, part in pieces if g.by == "letters" for s in _sounds(part, language)),
        stemmed=frozenset(s for g, part in pieces if g.by == "stem" for s in _sounds(part, language)),
        sounding=frozenset(
            s for g, part in pieces if g.by not in ("letters", "copied") and g.part != "func" for s in _sounds(part, language)
        ),
        initials="".join(_initials(g.english[0]) for g in glosses if g.english),
        letters=tuple(transliterate(w, language) or w for g in glosses for w in g.source.split()),
    )  # fmt: skip


def _of_parts(glosses: Sequence[Gloss], language: str) -> Iterator[str]:
    """What the words of a longer entry mean each by itself: of the State Duma, "Russian" and "parliament"."""
    longer = (g for g in glosses if g.by == "lexicon" and " " in g.source)
    entries = (lexicon_of(language).find(word) for g in longer for word in g.source.split())
    yield from (english for entry in entries if entry for english in entry.english)


def _language(glosses: Sequence[Gloss]) -> str:
    letters = {c for g in glosses for c in g.source}
    if any("\u0900" <= c <= "\u097f" for c in letters):
        return "hi"
    return "ur" if letters & _URDU else "ar"


@functools.lru_cache(maxsize=4096)
def _sounds(word: str, language: str) -> frozenset[str]:
    forms = [word, *(s.text for s in stems(word, "ar") if s.before or s.after)] if language == "ar" else [word]
    return frozenset(s for form in forms if len(s := skeleton(transliterate(form, language))) > 1)


@dataclass(frozen=True, slots=True)
class _Spoken:
    """The words of an English text."""

    words: frozenset[str]
    """Plain, whole and by their parts."""
    capitalised: frozenset[str]
    """Parts as they stand."""
    short: frozenset[str]
    """Plain words that are all capitals."""

    @classmethod
    def of(cls, english: str) -> _Spoken:
        words = WORD.findall(english)
        parts = [part for w in words for part in (w, *parts_of(w))]
        return cls(
            words=frozenset(map(plain, parts)),
            capitalised=frozenset(part for w in words for part in parts_of(w) if part[0].isupper()),
            short=frozenset(plain(w) for w in words if w.isupper()),
        )


def invented(english: str, glosses: Sequence[Gloss]) -> list[Name]:
    """The names of a translation that nothing in its source's gloss gives reason for."""
    reasons = _reasons(glosses)
    found = [name for name in names(english) if not _given(name.text, reasons)]
    unions = (m for m in _UNIONS.finditer(english) if _MEANT[m.group()].isdisjoint(reasons.named))
    return [*found, *(Name(m.group(), m.start(), m.end(), known=True) for m in (*unions, *_NO_STATE.finditer(english)))]


def lost(english: str, glosses: Sequence[Gloss]) -> list[Gloss]:
    """The names of a source, by its gloss, that its translation does not have in any of the given forms.

    A word that may also be no name is not missed, and of a name of several words the half is enough.
    """
    spoken = _Spoken.of(english)
    language = _language(glosses)
    named = [(piece, [_capitals(e) for e in piece.english]) for piece in glosses if _is_named(piece)]
    missing = [(piece, forms) for piece, forms in named if not any(_said(form, spoken) for form in forms)]
    kept = {plain(w) for piece, forms in named if (piece, forms) not in missing for form in forms for w in form}
    # What says another name of the source is no spelling of this one: "European" of "Iranian".
    spelled = [word for word in spoken.capitalised if not among(plain(word), kept)]
    return [piece for piece, _ in missing if not _spelled(piece, spelled, language)]


def said(english: str, glosses: Sequence[Gloss]) -> int:
    """How many words of a source that English writes with a capital, names or not, its translation has."""
    spoken = _Spoken.of(english)
    forms = {tuple(form) for g in glosses if g.by != "letters" for e in g.english[:1] if (form := _capitals(e))}
    return sum(_said(form, spoken) for form in forms)


def _capitals(english: str) -> list[str]:
    return [word for word in WORD.findall(english) if word[0].isupper()]


def _is_named(piece: Gloss) -> bool:
    return piece.part in NAME_PARTS and piece.by not in ("letters", "copied") and bool(piece.english)


def _spelled(piece: Gloss, words: Sequence[str], language: str) -> bool:
    sounds = _sounds("".join(piece.source.split()), language)
    return any(sounds_like(word, sounds, LIKE_ENOUGH) for word in words)


def share_kept(reference: str, hypothesis: str, *, known: bool = False) -> tuple[int, int]:
    """How many names of a reference its hypothesis has, and how many there are (each word once).

    With `known`, of the names that the lexicons know.
    """
    said = _Spoken.of(hypothesis).words
    wanted = {plain(name.text) for name in names(reference) if name.known or not known}
    return sum(among(word, said) for word in wanted), len(wanted)


def _said(form: Sequence[str], spoken: _Spoken) -> bool:
    """Whether half the words of a name are said, or all that are no common words, or its initials; of no words, yes."""
    words = [plain(w) for w in form if plain(w) not in NO_NAMES]
    if _initials(" ".join(form)) in spoken.short:
        return True
    kept = [word for word in words if among(word, spoken.words)]
    own = [word for word in words if not is_common(word)]
    return 2 * len(kept) >= len(words) or (bool(own) and set(own) <= set(kept))


def _given(name: str, reasons: _Reasons) -> bool:
    if plain(name) in reasons.told or among(plain(name), reasons.named):
        return True
    parts = [part for part in parts_of(name) if may_name(part)]
    together = len(parts) > 1 and sounds_like(name, reasons.spelled, LIKE_ENOUGH)
    return together or all(_part_given(part, reasons) for part in parts)


def _part_given(part: str, reasons: _Reasons) -> bool:
    word = plain(part)
    if word in reasons.told or word in reasons.letters or _LONG.sub(_short, word) in reasons.letters:
        return True
    if among(word, reasons.named) or any(one_spelling(word, other) for other in reasons.named):
        return True
    if part.isupper() and _acronym_given(word, reasons):
        return True
    if sounds_like(part, reasons.spelled, LIKE_A_PLACE if word in places() else LIKE_ENOUGH):
        return True
    if sounds_like(part, reasons.stemmed, EXACTLY):
        return True
    # A name that no lexicon has cannot be found whole: a stem's meaning says nothing against it.
    if word not in known_names() and sounds_like(part, reasons.stemmed, LIKE_ENOUGH):
        return True
    # What has another meaning in the lexicon is no country: those it has.
    return word not in countries() and (
        sounds_like(part, reasons.sounding, LIKE_DESPITE_MEANING)
        or any(same_consonants(word, letters) for letters in reasons.letters)
    )


def _acronym_given(word: str, reasons: _Reasons) -> bool:
    """Whether words that begin with its letters stand together, in any order, or its letters are named one by one."""
    for start in range(len(reasons.initials)):
        window = reasons.initials[start : start + len(word)]
        if window == word or (len(word) > 2 and sorted(window) == sorted(word)):
            return True
    spoken = skeleton("".join(_LETTER_NAMES.get(c.upper(), c) for c in word))
    spans = ("".join(reasons.letters[i : i + n]) for i in range(len(reasons.letters)) for n in range(1, len(word) + 1))
    return any(skeleton(span) == spoken for span in spans)


def _initials(phrase: str) -> str:
    return "".join(w[0] for w in phrase.split() if w not in ("of", "the", "and", "for", "in", "to", "with")).casefold()
