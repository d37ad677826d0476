"""Whether two words are one name, by their form ("Iran", "Iranian") or by their sound ("Berlusconi", "barluskoni")."""

from __future__ import annotations

import functools
import re
from collections.abc import Collection, Iterable
from difflib import SequenceMatcher

from workbench.resources.english_names import ALIASES, places, plain, word_set

# Endings of places, of their people and of what is theirs; what is left when one is taken off must be one stem.
_ENDINGS = word_set(
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
# What English writes for the sound "yu" at the beginning: Ukraine, Eurasia.
_YU = re.compile("^e?u")
# How alike two sounds must be where the source's word is only spelled out, and where the lexicon has a meaning for it.
LIKE_ENOUGH, LIKE_A_PLACE, LIKE_DESPITE_MEANING, EXACTLY = 0.72, 0.8, 0.86, 1.0
# Below this many letters a stem is as likely another name's.
SHORTEST_STEM = 4


def among(word: str, others: Collection[str]) -> bool:
    """Whether a plain word is one name with any of the others."""
    return word in others or any(_same(word, other) for other in others)


@functools.lru_cache(maxsize=65536)
def _same(one: str, other: str) -> bool:
    """Equal, of one stem ("Kazakh", "Kazakhstan"), or known to be one name."""
    if one == other or (one in ALIASES and other in ALIASES[one]):
        return True
    if one in _APART_FROM and other in _APART_FROM[one]:
        return False
    return one[:3] == other[:3] and not _stems(one).isdisjoint(_stems(other))


@functools.lru_cache(maxsize=8192)
def _stems(word: str) -> frozenset[str]:
    ended = (word.removesuffix(e) for e in _ENDINGS if word.endswith(e) and len(word) - len(e) >= SHORTEST_STEM)
    return frozenset((word, *ended))


@functools.lru_cache(maxsize=65536)
def one_spelling(word: str, other: str) -> bool:
    """Whether two words are spellings of one name: they sound alike and are not two places ("Mali" and "Malawi")."""
    both_places = word in places() and other in places()
    return not both_places and len(skeleton(word)) > 1 and skeleton(word) == skeleton(other)


def sounds_like(name: str, sounds: Iterable[str], enough: float) -> bool:
    """Whether a name sounds like one of the skeletons; of two consonants both must be the same."""
    spelled = name.casefold()
    mine = {skeleton(name), skeleton(spelled.replace("ch", "k")), skeleton(_YU.sub("yu", spelled))}
    return any(_alike(one, other, enough) for one in mine for other in sounds)


@functools.lru_cache(maxsize=65536)
def _alike(one: str, other: str, enough: float) -> bool:
    shorter = min(len(one), len(other))
    if one == other:
        return shorter > 2 or (shorter == 2 and enough < LIKE_DESPITE_MEANING)
    return shorter > 2 and SequenceMatcher(None, one, other).ratio() >= enough


def same_consonants(word: str, letters: str) -> bool:
    """Whether a name and a word in Latin letters have the same three consonants or more, all of them: "Babul", "babal"."""
    mine = _consonants(word)
    return len(mine) > 2 and mine == _consonants(letters)


@functools.lru_cache(maxsize=65536)
def _consonants(word: str) -> str:
    return re.sub(r"[aeiouy]", "", _sounded(word).replace("w", "f"))


@functools.lru_cache(maxsize=8192)
def skeleton(word: str) -> str:
    """The consonants of a word in Latin letters, alike for spellings of one sound: "Berlusconi" and "barluskoni"."""
    text = _sounded(word)
    first, rest = text[:1], re.sub(r"[aeiouwyh]", "", text[1:])
    first = "a" if first in ("a", "e", "i", "o", "u") else first.replace("w", "f")
    return re.sub(r"(.)\1+", r"\1", first + rest)


def _sounded(word: str) -> str:
    """The plain word with one letter for what other scripts write with one."""
    text = re.sub("['’-]", "", plain(word))
    for written, sound in _SOUNDS:
        text = text.replace(written, sound)
    return text
