"""Where an English text has a form of a term, in whatever case and number. It knows no source and no glossary.

"Prime ministers" and "the prime minister's" are forms of "prime minister"; of a name less is enough: a place by its
people ("Kazakh"), a person by a part of the name, an organisation by its initials.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator, Sequence

from workbench.model import Span, Term
from workbench.resources.english_names import NO_NAMES, plain
from workbench.resources.same_name import among

_WORD = re.compile(r"(?:[^\W\d_]\.){2,}|[^\W_]+(?:['’][^\W_]+)*")
_ARTICLES = frozenset({"the", "a", "an"})
_SMALL = frozenset({"of", "and", "for", "in", "to", "with", "on"})
# Below this many letters an -s belongs to the word: "us", "gas".
_SHORTEST_PLURAL = 4


def allowed_in(text: str, term: Term) -> list[Span]:
    """Where the text has an allowed form of the term, word for word."""
    return [span for form in term.allowed for span in _places(text, form)]


def forbidden_in(text: str, term: Term) -> list[Span]:
    """Where the text has a forbidden form of the term, and not as a part of an allowed one."""
    allowed = allowed_in(text, term)
    spans = (span for form in term.forbidden for span in _places(text, form))
    return list(dict.fromkeys(s for s in spans if not any(a.start <= s.start and s.end <= a.end for a in allowed)))


def says(text: str, term: Term) -> bool:
    """Whether the text has an allowed form of the term, or what is enough of its name."""
    return bool(allowed_in(text, term)) or any(_named(text, form, term.part) for form in term.allowed)


def _places(text: str, form: str) -> Iterator[Span]:
    words, wanted = _words(text), [word for word, _, _ in _words(form)]
    if not wanted:  # a sign, "€"
        yield from (Span(m.start(), m.end()) for m in re.finditer(re.escape(form), text))
    for at in range(len(words) - len(wanted) + 1 if wanted else 0):
        here = words[at : at + len(wanted)]
        if all(_same(word, want) for (word, _, _), want in zip(here, wanted, strict=True)):
            yield Span(here[0][1], here[-1][2])


def _named(text: str, form: str, part: str) -> bool:
    words = [word for word, _, _ in _words(form)]
    said = {word for word, _, _ in _words(text)} - NO_NAMES
    if part in ("place", "nation"):
        return len(words) == 1 and among(words[0], said)
    if part == "person":
        return any(word in said for word in words if len(word) > 2)
    return part == "org" and len(words) > 1 and _initials(words) in _short(text)


def _initials(words: Sequence[str]) -> str:
    return "".join(word[0] for word in words if word not in _SMALL)


def _short(text: str) -> set[str]:
    """The words in capitals of a text, plain; "CSTO's" is one."""
    words = (re.sub(r"['’]s$", "", m.group()) for m in _WORD.finditer(text))
    return {plain(word) for word in words if word.isupper()}


@functools.lru_cache(maxsize=4096)
def _words(text: str) -> tuple[tuple[str, int, int], ...]:
    """The words of a text, plain, with their places; articles are left out."""
    found = ((plain(m.group()), m.start(), m.end()) for m in _WORD.finditer(text))
    return tuple(word for word in found if word[0] not in _ARTICLES)


@functools.lru_cache(maxsize=65536)
def _same(one: str, other: str) -> bool:
    return one == other or not _singulars(one).isdisjoint(_singulars(other))


def _singulars(word: str) -> frozenset[str]:
    """The word, and what it may be the plural of."""
    if len(word) < _SHORTEST_PLURAL:
        return frozenset((word,))
    endings = (("s", ""), ("es", ""), ("ies", "y"), ("men", "man"), ("women", "woman"))
    return frozenset((word, *(word.removesuffix(e) + i for e, i in endings if word.endswith(e))))
