"""Writes Arabic, Urdu and Devanagari letters in Latin ones, for a name no dictionary has.

Rules only: Devanagari writes its vowels, so the result is close to what a newspaper prints; Arabic script leaves the
short ones out, so an `a` stands where two consonants meet. It knows no names.
"""

from __future__ import annotations

import unicodedata

_ARABIC = {
    "ا": "a", "أ": "a", "إ": "i", "آ": "a", "ٱ": "a", "ب": "b", "پ": "p", "ت": "t", "ٹ": "t", "ث": "th", "ج": "j", "چ": "ch",
    "ح": "h", "خ": "kh", "د": "d", "ڈ": "d", "ذ": "dh", "ر": "r", "ڑ": "r", "ز": "z", "ژ": "zh", "س": "s", "ش": "sh",
    "ص": "s", "ض": "d", "ط": "t", "ظ": "z", "ع": "a", "غ": "gh", "ف": "f", "ڤ": "v", "ق": "q", "ک": "k", "ك": "k", "گ": "g",
    "ل": "l", "م": "m", "ن": "n", "ں": "n", "ه": "h", "ہ": "h", "ھ": "h", "ة": "a", "ۃ": "a", "و": "w", "ؤ": "o", "ي": "y",
    "ی": "y", "ى": "a", "ئ": "i", "ے": "e", "ۓ": "e", "ء": "",
}  # fmt: skip
_URDU = _ARABIC | {"ث": "s", "ذ": "z", "ض": "z", "ص": "s", "و": "w", "ى": "y"}
_LONG = {"w": "u", "y": "i"}

_DEVANAGARI = dict(zip("कखगघङचछजझञटठडढणतथदधनपफबभमयरलवशषसहळ", ["k", "kh", "g", "gh", "n", "ch", "chh", "j", "jh", "n", "t", "th", "d", "dh", "n", "t", "th", "d", "dh", "n", "p", "ph", "b", "bh", "m", "y", "r", "l", "v", "sh", "sh", "s", "h", "l"], strict=True))  # fmt: skip
_NUKTA = {"क": "q", "ख": "kh", "ग": "gh", "ज": "z", "फ": "f", "ड": "r", "ढ": "rh"}
_VOWELS = dict(zip("अआइईउऊऋएऐओऔऑऍ", ["a", "a", "i", "i", "u", "u", "ri", "e", "ai", "o", "au", "o", "e"], strict=True))
_SIGNS = dict(zip("ािीुूृेैोौॉॅ", ["a", "i", "i", "u", "u", "ri", "e", "ai", "o", "au", "o", "e"], strict=True))
_MARKS = {"ं": "n", "ँ": "n", "ः": ""}


def transliterate(word: str, language: str) -> str:
    """The word in lower-case Latin letters; letters of no known script are left out."""
    return _devanagari(word) if language == "hi" else _arabic(word, _URDU if language == "ur" else _ARABIC)


def _arabic(word: str, table: dict[str, str]) -> str:
    """An `a` goes after a first consonant, before the last one and into every cluster of three."""
    letters = [table[c] for c in unicodedata.normalize("NFC", word) if c in table]
    out = ""
    for index, letter in enumerate(letters):
        following = letters[index + 1] if index + 1 < len(letters) else ""
        after_consonant = bool(out) and out[-1] not in "aeiou"
        if letter in _LONG and (after_consonant or (out and not following)) and following[:1] != "a":
            out += _LONG[letter]
        elif (
            after_consonant and letter[:1] not in "aeiou" and (index == 1 or not following or out[-2:-1] not in "aeiou")
        ):
            out += "a" + letter
        else:
            out += letter
    return out


def _devanagari(word: str) -> str:
    """Schwa is written after every consonant but the last and one that a virama or sign follows (Ohala 1983, in brief)."""
    text = unicodedata.normalize("NFD", word)
    out: list[str] = []
    for index, character in enumerate(text):
        rest = text[index + 1 :]
        base = _NUKTA.get(character) if rest.startswith("\u093c") else None
        base = base or _DEVANAGARI.get(character)
        if base:
            rest = rest.removeprefix("\u093c")
            out.append(base)
            if rest and not rest.startswith(("\u094d", *_SIGNS)) and not _drops_schwa(rest, out):
                out.append("a")
        else:
            out.append(_VOWELS.get(character) or _SIGNS.get(character) or _MARKS.get(character, ""))
    return "".join(out)


def _drops_schwa(rest: str, out: list[str]) -> bool:
    """Between a vowel and a consonant with a vowel sign the schwa is silent: "Jarmani", not "Jaramani"."""
    voiced = len(out) > 2 and out[-2][-1:] in "aeiou"
    return voiced and len(rest) > 1 and rest[0] in _DEVANAGARI and rest[1] in _SIGNS
