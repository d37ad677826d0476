"""What a word or name must be called in English: the desk's own terms and a starter's. It knows no meanings and no engine.

The starter is for the news this began with: Central Asia, its neighbours, and who speaks for them.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from importlib.resources import files

from workbench.errors import InputError
from workbench.model import Term
from workbench.resources import glossary_csv
from workbench.resources.lexicon import NAME_PARTS, key_of
from workbench.text.folding import fold
from workbench.text.languages import SOURCE_LANGUAGES
from workbench.text.sentence_words import LETTER
from workbench.text.stemming import stems

_WORD = re.compile(rf"[{LETTER}]+|[^\s{LETTER}]")
# The article melts into the preposition: للصين is ل and الصين.
_TO_THE = re.compile("[وف]?لل")
# What has no endings in a sentence: what is left without one is another word. "Kazakh" has a plural.
_UNBENDING = NAME_PARTS - {"nation"}


@dataclass(frozen=True, slots=True)
class Found:
    """A term in a sentence, from code point `start` up to `end`; `before` is the English of what is attached in front."""

    start: int
    end: int
    term: Term
    before: str = ""


# --- where terms are from ------------------------------------------------------------------------------------------


def parse(text: str, name: str) -> tuple[Term, ...]:
    """Terms of a TSV text, one a line: language, term, English. Lines that start with `#` are remarks.

    Raises InputError naming the first line that is not so.
    """
    terms = []
    for number, line in enumerate(text.splitlines(), start=1):
        if not line.strip() or line.startswith("#"):
            continue
        fields = [field.strip() for field in line.split("\t")]
        if len(fields) != 3 or fields[0] not in SOURCE_LANGUAGES or not all(fields):
            languages = ", ".join(SOURCE_LANGUAGES)
            raise InputError(
                f"Line {number} of {name} is not a language ({languages}), a term and its English with tabs between; correct it."
            )
        terms.append(Term(*fields))
    return tuple(terms)


@functools.cache
def starter(language: str | None = None) -> tuple[Term, ...]:
    """The terms that travel with the workbench, of one language or of all."""
    folder = files("workbench") / "resources" / "glossary"
    tags = SOURCE_LANGUAGES if language is None else (language,)
    there = [path for tag in tags if (path := folder / f"{tag}.csv").is_file()]
    return tuple(term for path in there for term in glossary_csv.read(path.read_bytes(), path.name))


@functools.cache
def _starters() -> frozenset[Term]:
    return frozenset(starter())


def is_starter(term: Term) -> bool:
    """Whether a term is the starter's, as it is there."""
    return term in _starters()


def merged(*glossaries: Iterable[Term]) -> tuple[Term, ...]:
    """One glossary of several: of two terms for the same source term, the later one's."""
    return tuple({(term.language, term.term): term for terms in glossaries for term in terms}.values())


@functools.lru_cache(maxsize=8)
def with_starter(own: tuple[Term, ...]) -> tuple[Term, ...]:
    """A desk's own terms over the starter's; the very same tuple for the same terms, so that its index is found again."""
    return merged(starter(), own) if own else starter()


@dataclass(frozen=True, slots=True)
class Merge:
    """What adding some terms to a glossary makes of it, and how many of them were new, changed or there already."""

    terms: tuple[Term, ...]
    new: int
    changed: int
    same: int


def merge(present: Sequence[Term], added: Sequence[Term]) -> Merge:
    known = {(term.language, term.term): term for term in present}
    incoming = {(term.language, term.term): term for term in added}
    new = len(incoming.keys() - known.keys())
    same = sum(known.get(key) == term for key, term in incoming.items())
    return Merge(merged(present, added), new, len(incoming) - new - same, same)


# --- which terms a sentence has ------------------------------------------------------------------------------------


def terms_in(source: str, language: str, terms: tuple[Term, ...]) -> tuple[Found, ...]:
    """The terms in a sentence, in its order, the longest where several begin; inflected ones too."""
    return _terms_in(source, language, SameTerms(terms))


@functools.lru_cache(maxsize=10_000)  # an article is shown again and again
def _terms_in(source: str, language: str, terms: SameTerms) -> tuple[Found, ...]:
    index = _index(terms, language)
    words = [(m.start(), m.end(), m.group()) for m in _WORD.finditer(source)]
    texts = [text for _, _, text in words]
    found = []
    at = 0
    while at < len(words):
        term, count, before = index.longest(texts, at)
        if term:
            found.append(Found(words[at][0], words[at + count - 1][1], term, before))
        at += count
    return tuple(found)


class SameTerms:
    """A tuple of terms as a key: the same where it is the same object, for hashing thousands of terms takes too long."""

    def __init__(self, terms: tuple[Term, ...]) -> None:
        self.terms = terms

    def __hash__(self) -> int:
        return id(self.terms)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, SameTerms) and self.terms is other.terms


@functools.lru_cache(maxsize=24)
def _index(same: SameTerms, language: str) -> _Index:
    return _Index((term for term in same.terms if term.language == language), language)


class _Index:
    """The terms of one language by their words; of two that differ only in how a letter is written, the later."""

    def __init__(self, terms: Iterable[Term], language: str) -> None:
        self._language = language
        self._terms = {" ".join(_key(word) for word in _WORD.findall(key_of(term.term))): term for term in terms}
        self._terms.pop("", None)
        self._beginnings = {" ".join(key.split()[:n]) for key in self._terms for n in range(1, key.count(" ") + 1)}

    def longest(self, words: Sequence[str], at: int) -> tuple[Term | None, int, str]:
        """The term of the most words from `at` on, how many they are and what is before it; or none, 1 and nothing."""
        term, count = self._from(_key(words[at]), words, at)
        if term:
            return term, count, ""
        forms = _shorter(words[at], self._language)
        others = [(*self._from(f.key, words, at), f.before) for f in forms if not f.ended and f.key in self._beginnings]
        longest = max(others, key=lambda found: found[1], default=(None, 1, ""))
        if longest[0]:
            return longest
        for form in forms:
            term = self._terms.get(form.key)
            if term and not (form.ended and term.part in _UNBENDING):
                return term, 1, form.before
        return None, 1, ""

    def _from(self, joined: str, words: Sequence[str], at: int) -> tuple[Term | None, int]:
        """The longest term that begins with `joined`, which stands for the word at `at`."""
        found: tuple[Term | None, int] = (self._terms.get(joined), 1)
        for count in range(2, len(words) - at + 1):
            if joined not in self._beginnings:
                break
            last = words[at + count - 1]
            joined, before = f"{joined} {_key(last)}", joined
            term = self._terms.get(joined) or self._inflected(before, last)
            if term:
                found = (term, count)
        return found

    def _inflected(self, before: str, last: str) -> Term | None:
        """The term that ends in a shorter form of the last word; in Arabic the first word changes, not the last."""
        if self._language == "ar":
            return None
        forms = _shorter(last, self._language)
        return next((t for form in forms if (t := self._terms.get(f"{before} {form.key}"))), None)


@dataclass(frozen=True, slots=True)
class _Form:
    """A shorter form of a word as a key, whether it ends otherwise than the word, and the English of what was before."""

    key: str
    ended: bool
    before: str


@functools.lru_cache(maxsize=16384)
def _key(word: str) -> str:
    return fold(key_of(word)).text


@functools.lru_cache(maxsize=16384)
def _shorter(word: str, language: str) -> tuple[_Form, ...]:
    return tuple(dict.fromkeys(_all_shorter(key_of(word), language)))


def _all_shorter(word: str, language: str) -> Iterator[_Form]:
    if language == "ar" and (melted := _TO_THE.match(word)):
        yield _Form(_key("ال" + word[melted.end() :]), False, "to" if melted.end() == 2 else "and to")
    for stem in stems(word, language):
        yield _Form(_key(stem.text), not word.endswith(stem.text), stem.before)
