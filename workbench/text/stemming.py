"""Takes off the endings and attached words of Arabic, Urdu and Hindi, so that a dictionary form is found.

Light stemming after Larkey, Ballesteros & Connell (2002) for Arabic: it proposes shorter forms, the dictionary decides.
It knows no dictionary, and no roots or patterns.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Stem:
    """A shorter form, and the English of what was taken off: `before` and `after` stand around the stem's own English."""

    text: str
    before: str = ""
    after: str = ""


# Attached before the word, longest first: conjunction, preposition, article, and س of the future.
_PROCLITICS = {
    "وبال": "and with the", "وكال": "and as the", "فبال": "so with the", "ولل": "and for the", "وال": "and the",
    "بال": "in the", "كال": "as the", "فال": "so the", "لل": "for the", "ال": "the",
    "وب": "and with", "ول": "and to", "وك": "and as", "وس": "and will", "فس": "so will",
    "و": "and", "ف": "so", "ب": "with", "ل": "to", "ك": "as", "س": "will",
}  # fmt: skip
_ENCLITICS = {"هما": "their", "كما": "your", "ها": "its", "هم": "their", "هن": "their", "كم": "your", "نا": "our",
              "ه": "his", "ك": "your", "ي": "my"}  # fmt: skip
_ARABIC_ENDINGS = (("يات", "ية"), ("يين", "ي"), ("يون", "ي"), ("ات", "ة"), ("ات", ""), ("ون", ""), ("ين", ""), ("ان", ""),
                   ("تين", "ة"), ("تان", "ة"), ("وا", ""), ("ة", ""), ("ا", ""), ("ت", ""), ("ية", "ي"))  # fmt: skip

_HINDI_ENDINGS = (("ियों", "ी"), ("ियाँ", "ी"), ("ियां", "ी"), ("ियों", "ि"), ("ाओं", "ा"), ("ाएँ", "ा"), ("ाएं", "ा"),
                  ("ुओं", "ू"), ("ुओं", "ु"), ("ओं", ""), ("ों", ""), ("ों", "ा"), ("ें", ""), ("एँ", ""), ("एं", ""), ("े", "ा"),
                  ("ी", "ा"), ("ाना", "ना"), ("ने", "ना"), ("नी", "ना"), ("ता", "ना"), ("ते", "ना"), ("ती", "ना"), ("तीं", "ना"),
                  ("ूंगा", "ना"), ("ेगा", "ना"), ("ेगी", "ना"), ("ेंगे", "ना"), ("ेंगी", "ना"), ("कर", "ना"), ("या", "ना"),
                  ("ई", "ना"), ("ए", "ना"), ("ा", "ना"), ("े", "ना"), ("ी", "ना"), ("ो", "ना"), ("ें", "ना"))  # fmt: skip
_URDU_ENDINGS = (("یوں", "ی"), ("یاں", "ی"), ("ؤں", ""), ("اؤں", "ا"), ("ئیں", ""), ("وں", ""), ("وں", "ا"), ("وں", "ہ"),
                 ("یں", ""), ("ات", ""), ("ات", "ہ"), ("جات", "ہ"), ("ین", ""), ("ے", "ا"), ("ے", "ہ"), ("ی", "ا"),
                 ("نے", "نا"), ("نی", "نا"), ("تا", "نا"), ("تے", "نا"), ("تی", "نا"), ("تیں", "نا"), ("ے گا", "نا"),
                 ("یں گے", "نا"), ("کر", "نا"), ("یا", "نا"), ("ا", "نا"), ("ے", "نا"), ("ی", "نا"), ("و", "نا"),
                 ("یں", "نا"))  # fmt: skip
_ENDINGS = {"ur": _URDU_ENDINGS, "hi": _HINDI_ENDINGS}
# Shorter than this, what is left is as likely another word.
FEWEST_LETTERS = 2


def stems(word: str, language: str) -> Iterator[Stem]:
    """Shorter forms to look up in turn, the least changed first. Arabic forms say what their clitics mean."""
    if language == "ar":
        yield from _arabic(word)
        return
    for ending, instead in _ENDINGS.get(language, ()):
        if word.endswith(ending) and len(word) - len(ending) >= FEWEST_LETTERS:
            yield Stem(word.removesuffix(ending) + instead)


def proclitics(word: str) -> Iterator[Stem]:
    """An Arabic word without what is attached before it, the least taken off first; the article may stay or go."""
    heads = _heads(word)
    heads += [
        Stem("ال" + stem.text, stem.before.removesuffix(" the")) for stem in heads if stem.before.endswith(" the")
    ]
    yield from sorted(heads, key=lambda stem: -len(stem.text))


def _heads(word: str) -> list[Stem]:
    return [Stem(word[len(p) :], before) for p, before in _PROCLITICS.items() if _leaves(word, p, 0)]


def _arabic(word: str) -> Iterator[Stem]:
    # As little as possible is taken off: ولكن is "and but", not "and to be".
    stems = sorted(_heads(word), key=lambda stem: -len(stem.text))
    yield from stems
    heads = [("", word), *((stem.before, stem.text) for stem in stems)]
    for before, rest in heads:
        for ending, owner in _ENCLITICS.items():
            if _leaves(rest, "", len(ending)) and rest.endswith(ending) and not before.endswith("the"):
                stem = rest[: -len(ending)]
                yield Stem(stem, before, owner)
                if stem.endswith("ت"):  # ta marbuta opens before a pronoun
                    yield Stem(stem[:-1] + "ة", before, owner)
    for before, rest in heads:
        for ending, instead in _ARABIC_ENDINGS:
            if rest.endswith(ending) and len(rest) - len(ending) >= FEWEST_LETTERS + 1:
                yield Stem(rest.removesuffix(ending) + instead, before)


def _leaves(word: str, start: str, from_end: int) -> bool:
    return word.startswith(start) and len(word) - len(start) - from_end >= FEWEST_LETTERS
