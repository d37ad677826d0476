"""The news lexicon: word forms and names of Arabic, Urdu and Hindi with their English. It knows no sentence.

One file per language, `lexicon/<tag>.tsv`: form, lemma, part, English, flags. Several meanings are separated by `|`, the
more frequent first; an empty English means that the form says nothing in English. Flags say where an entry is from.
"""

from __future__ import annotations

import functools
import hashlib
import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from importlib.resources import files

from workbench.errors import InputError
from workbench.text.folding import fold
from workbench.text.stemming import Stem, proclitics, stems

COLUMNS = ("form", "lemma", "part", "english", "flags")
NAME_PARTS = frozenset({"person", "place", "org", "nation", "event"})
PARTS = NAME_PARTS | {"noun", "verb", "adj", "adv", "func", "num", "month", "day", "title"}
# The longest entry, in words, that is looked for.
MOST_WORDS = 6
_MARKS = re.compile("[\u0610-\u061a\u064b-\u065f\u0670\u0640\u200c-\u200f]")
_DETERMINED = re.compile("(?:the|his|her|its|their|our|my|your) ")
_PAST = re.compile(r"\w+ed$|to ")


@dataclass(frozen=True, slots=True)
class Entry:
    """One form as the lexicon has it; `english` holds its meanings, the likelier first."""

    form: str
    lemma: str
    part: str
    english: tuple[str, ...]
    flags: frozenset[str] = frozenset()

    @property
    def is_name(self) -> bool:
        return self.part in NAME_PARTS


def key_of(form: str) -> str:
    """What entries are found by: NFC without vowel marks, tatweel and joiners, words apart by one space."""
    return " ".join(_MARKS.sub("", unicodedata.normalize("NFC", form.replace("-", " "))).split())


class Lexicon:
    """Entries of one language, found by form; a later entry of the same form replaces an earlier one."""

    def __init__(self, language: str, entries: Iterable[Entry]) -> None:
        self.language = language
        self._exact: dict[str, Entry] = {}
        self._folded: dict[str, Entry] = {}
        for entry in entries:
            self._exact[key_of(entry.form)] = entry
        for key, entry in self._exact.items():
            self._folded.setdefault(fold(key).text, entry)
        self._beginnings = {" ".join(key.split()[:n]) for key in self._folded for n in range(1, key.count(" ") + 1)}

    def __len__(self) -> int:
        return len(self._exact)

    def __iter__(self) -> Iterator[Entry]:
        return iter(self._exact.values())

    def find(self, form: str) -> Entry | None:
        """The entry of this very form; else of one that differs only in how a letter is written."""
        key = key_of(form)
        return self._exact.get(key) or self._folded.get(fold(key).text)

    def find_stem(self, word: str) -> Entry | None:
        """The entry of a shorter form of the word, its English with the words that were attached."""
        for stem in stems(key_of(word), self.language):
            entry = self.find(stem.text)
            # Pronouns are not attached to names: what is left of one is another word.
            if entry and not (stem.after and entry.is_name):
                return replace(entry, form=word, english=_attached(stem, entry))
        return None

    def longest(self, words: Sequence[str], start: int) -> tuple[Entry, int] | None:
        """The entry of the most words from `start` on, and how many they are; stems only where no longer form is known."""
        run = words[start : start + MOST_WORDS]
        found = self._longest(run)
        if (found is None or found[1] == 1) and (attached := self._longest_attached(run)):
            return attached
        if found is None and (entry := self.find_stem(run[0])):
            found = (entry, 1)
        return found

    def _longest(self, run: Sequence[str]) -> tuple[Entry, int] | None:
        found: tuple[Entry, int] | None = None
        joined = ""
        for count, word in enumerate(run, start=1):
            joined = f"{joined} {word}" if joined else word
            if entry := self.find(joined):
                found = (entry, count)
            if fold(key_of(joined)).text not in self._beginnings:
                break
        return found

    def _longest_attached(self, run: Sequence[str]) -> tuple[Entry, int] | None:
        """An entry of several words whose first has something attached before it: "and the United States"."""
        if self.language != "ar" or len(run) < 2:
            return None
        for stem in proclitics(key_of(run[0])):
            found = self._longest([stem.text, *run[1:]])
            if found and found[1] > 1:
                entry, count = found
                form = " ".join(run[:count])
                return replace(entry, form=form, english=_attached(stem, entry)), count
        return None


_OBJECT = {"his": "him", "its": "it", "their": "them", "our": "us", "my": "me", "your": "you"}


def _attached(stem: Stem, entry: Entry) -> tuple[str, ...]:
    """The English with what was attached to the form: before the first meaning only, since "with use/using" says it."""
    meanings = entry.english
    if stem.before.endswith("the"):  # what has an article is no verb
        meanings = tuple(m for m in meanings if not _PAST.match(m)) or meanings
    if stem.after and entry.part == "verb":
        meanings = tuple(f"{m} {_OBJECT.get(stem.after, stem.after)}" for m in meanings)
    elif stem.after:
        meanings = tuple(f"{stem.after} {m.removeprefix('the ')}" for m in meanings)
    if not stem.before or not meanings:
        return meanings
    first, *others = meanings
    if _DETERMINED.match(first):
        return (f"{stem.before.removesuffix('the').strip()} {first}".strip(), *others)
    return (f"{stem.before} {first}", *others)


def parse(text: str, name: str) -> Iterator[Entry]:
    """Entries of a TSV text; lines that start with `#` are remarks. Raises InputError naming the first bad line."""
    for number, line in enumerate(text.splitlines(), start=1):
        if not line.strip() or line.startswith("#"):
            continue
        fields = line.split("\t")
        if len(fields) != len(COLUMNS) or fields[2] not in PARTS:
            raise InputError(f"Line {number} of {name} is not {', '.join(COLUMNS)} with tabs between; correct it.")
        form, lemma, part, english, flags = fields
        yield Entry(form, lemma or form, part, tuple(e for e in english.split("|") if e), frozenset(flags.split()))


@functools.cache
def lexicon_of(language: str) -> Lexicon:
    """The lexicon that travels with the workbench; an empty one for a language it has none for."""
    path = files("workbench") / "resources" / "lexicon" / f"{language}.tsv"
    text = path.read_text(encoding="utf-8") if path.is_file() else ""
    return Lexicon(language, parse(text, f"{language}.tsv"))


@functools.cache
def revision() -> str:
    """Twelve hex digits that change when any lexicon does."""
    folder = files("workbench") / "resources" / "lexicon"
    parts = [(folder / name).read_bytes() for name in sorted(p.name for p in folder.iterdir()) if name.endswith(".tsv")]
    return hashlib.sha256(b"".join(parts)).hexdigest()[:12]
