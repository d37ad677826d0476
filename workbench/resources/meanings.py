"""English words by what they mean: their stems, and which of them stand for one foreign word. It knows no grammar."""

from __future__ import annotations

import functools
import re
import threading
from collections import defaultdict
from dataclasses import dataclass

from snowballstemmer import stemmer

from workbench.resources.lexicon import NAME_PARTS, lexicon_of
from workbench.text.similarity import STOP_WORDS

_ONE_AT_A_TIME = threading.Lock()  # the stemmer keeps the word it is at in itself, and the server has many threads
_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")
# The closed classes of English but for the verbs of saying, which stand for one word in each of the three languages;
# and what is left of words written apart.
_SAYING = frozenset(["according", "add", "added", "adding", "said", "say", "saying", "says", "stated", "told"])
_NO_CONTENT = (STOP_WORDS - _SAYING) | frozenset(["one", "two", "s", "t", "re", "ll", "ve", "d", "m"])


@dataclass(frozen=True, slots=True)
class Content:
    """A word with a meaning of its own: `text[start:end]`, and its stem."""

    stem: str
    start: int
    end: int


def content_words(english: str) -> list[Content]:
    """The words of an English text that are neither function words nor figures, in their order."""
    found = ((match, match.group().casefold().replace("’", "'")) for match in _WORD.finditer(english))
    return [
        Content(stem(word), match.start(), match.end())
        for match, word in found
        if word not in _NO_CONTENT and not word.isdigit()
    ]


@functools.lru_cache(maxsize=65536)
def stem(word: str) -> str:
    """The stem of a case-folded English word, by the Snowball project's stemmer (Porter 2001)."""
    with _ONE_AT_A_TIME:
        return _stemmer().stemWord(word.removesuffix("'s"))


@functools.cache
def _stemmer():  # type: ignore[no-untyped-def]
    return stemmer("english")


@functools.lru_cache(maxsize=65536)
def related(stem: str, language: str) -> frozenset[str]:
    """The stem and those that the language's lexicon gives as other meanings of a word that it translates."""
    return _related(language).get(stem, frozenset()) | {stem}


@functools.cache
def _related(language: str) -> dict[str, frozenset[str]]:
    found: dict[str, set[str]] = defaultdict(set)
    for entry in lexicon_of(language):
        if entry.part in NAME_PARTS or entry.part == "func" or len(entry.english) < 2:
            continue
        alone = [words[0].stem for english in entry.english if len(words := content_words(english)) == 1]
        for one in alone:
            found[one].update(alone)
    return {one: frozenset(others) for one, others in found.items()}
