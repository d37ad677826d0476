"""Finds the words that negate a sentence, and those that may. It does not know what they negate."""

from __future__ import annotations

import itertools
import re
from collections.abc import Sequence

from workbench.text.languages import TARGET_LANGUAGE

_TOKEN = re.compile(r"[\w\u0610-\u065f\u0670\u0900-\u0963\u0966-\u097f’']+")  # without the danda
_VOWEL_SIGNS = re.compile("[\u0610-\u061a\u064b-\u065f\u0670\u0640]")


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


# What negates a verb or a noun whatever stands around it. Arabic ما and Urdu نا are mostly something else.
_SURE = {
    "ar": _words("لا لم لن ليس ليست ليسوا ليسا لسنا لست عدم بعدم لعدم وعدم"),
    "ur": _words("نہیں نہيں نھیں نہ مت"),
    "hi": _words("नहीं नही नहि न ना मत"),
}
# What English nearly always renders with a word that negates too: "without", "refused"; and "failed", which it may also
# call foiled or aborted.
_REFUSALS = {
    "ar": _words("دون بدون بغير بلا رفض رفضت يرفض ترفض"),
    "ur": _words("بغیر انکار"),
    "hi": _words("बिना बगैर इनकार इंकार"),
}
_FAILURES = {"ar": _words("فشل فشلت عجز"), "ur": _words("ناکام"), "hi": _words("असफल विफल")}
# What may stand for an English negation: absence, refusal, exception, and question tags.
_POSSIBLE = {
    "ar": _words("دون بدون غير بغير وغير بلا ألا لئلا لولا نفى نفت ينفي تنفي نفي رفض رفضت رفضه رفضها رفضهم يرفض ترفض كلا سوى إلا ما وما خارج "
                 "تعذر يتعذر عجز فشل فشلت منع يمنع حظر قلما نادرا مستحيل خلاف"),
    "ur": _words("بغیر بنا بے غیر عدم انکار کبھی نا ناکام ممانعت مسترد ماسوا سوائے خلاف کم"),
    "hi": _words("बिना बगैर गैर ग़ैर इनकार इंकार मना कभी असफल विफल अलावा रोक कम नामुमकिन अ-"),
}  # fmt: skip
_PREFIXES = {"ar": (), "ur": ("غیر", "نا", "لا", "بے"), "hi": ("गैर", "ग़ैर", "अ", "ना", "नि")}
# A word after a negator that makes it part of a phrase that denies nothing: "not only", "no doubt".
_NOT_BEFORE = {
    "ar": _words("سيما سيّما بد شك ريب سن يزال تزال زال زالت زالوا يقل تقل سوى إلا"),
    "ur": _words("صرف کہ"),
    "hi": _words("केवल सिर्फ सिर्फ़"),
}
# "Who knows" and "why not", in Urdu and Hindi; after another negator the word for "knows" is "to go".
_IDIOMS = frozenset({("نہ", "جانے"), ("न", "जाने"), ("ना", "जाने"), ("کیوں", "نہ"), ("क्यों", "न"), ("क्यों", "ना")})
# Before a negator, as far as the exceptions below may stand after one: "until" the war "is not" over.
_UNTIL = (("جب", "تک"), ("जब", "तक"))
# "None … but" is "only" in English; so many words after the negator at most.
_EXCEPTIONS, EXCEPTION_WITHIN = _words("إلا سوى"), 7
# "Not only": what follows is said as well, and English says so with the same two words.
_NOT_ONLY = {
    "ar": re.compile(r"\b(?:ليس|ليست|لا|لم|لن)\b[^.؟!]{0,80}?\b(?:فقط|فحسب)\b(?=.*\bبل\b)"),
    "ur": re.compile(r"\b(?:نہ|نا)\s+(?:صرف|فقط)\b"),
    "hi": re.compile(r"(?<!\S)(?:न|ना)\s+(?:केवल|सिर्फ़?|मात्र)(?!\S)"),
}
_ENGLISH_ONLY = re.compile(r"\b(?:only|just|merely|solely)\b", re.IGNORECASE)
_ENGLISH_NOT = re.compile(r"\bnot\b|n['’]t\b|\bnever\b", re.IGNORECASE)
_ENGLISH_SURE = re.compile(r"\b(?:not|never|cannot|\w+n['’]t)\b(?! only)", re.IGNORECASE)
_ENGLISH = re.compile(
    r"\b(?:not|no|nor|never|none|nobody|nothing|nowhere|neither|without|cannot|\w+n['’]t|unable|inab\w+|unless|fail\w*|refus\w*|"
    r"den(?:y|ied|ies|ying|ial)|lack\w*|hardly|barely|rarely|seldom|few|little|instead|rather|except\w*|prevent\w*|avoid\w*|absen\w*|"
    r"reject\w*|miss(?:ing|ed)|bann?\w*|far from|ignor\w*|forb\w+|prohib\w+|contrary|unlike|regardless|stop\w*|yet to|declin\w* to|"
    r"un(?!der|it|til|ion|iv|cle|iq|less|to|esco|icef|ifor|ear)\w{4,}|im(?:poss|mobil|mun|prob|prac|perf|pat)\w*|il(?:legal|legit)\w*|"
    r"in(?:suff|valid|corr|accur|access|adequ|vis|effic|escap|evit|capab|secur|stab|consist|express|toler)\w*|ir(?:resp|reg|rel)\w*|"
    r"non(?:-?\w+)?|dis(?:ap|ag|con|sat|hon|like|sim|ab|adv|obey|reg)\w*|\w{3,}less)\b",
    re.IGNORECASE,
)


def negators(text: str, language: str) -> list[tuple[int, int]]:
    """Where the words stand that surely negate, by start and end offset; `language` is `ar`, `ur`, `hi` or `en`."""
    if language == TARGET_LANGUAGE:
        return [match.span() for match in _ENGLISH_SURE.finditer(text)]
    return _places(text, language, _SURE)


def not_only(text: str, language: str) -> tuple[int, int] | None:
    """Where a source says "not only", or None."""
    found = _NOT_ONLY[language].search(text) if language in _NOT_ONLY else None
    return found.span() if found else None


def only(english: str) -> tuple[int, int] | None:
    """Where an English text says "only", though nothing in it denies; or None."""
    found = _ENGLISH_ONLY.search(english)
    return found.span() if found and not _ENGLISH_NOT.search(english) else None


def lexical_negators(text: str, language: str) -> int:
    """How many words of a source negate by their meaning: English nearly always has a word for each that negates too."""
    return len(refusals(text, language)) + len(_places(text, language, _FAILURES))


def refusals(text: str, language: str) -> list[tuple[int, int]]:
    """Where a source says "without" or "refuse", by start and end offset."""
    return _places(text, language, _REFUSALS)


def _places(text: str, language: str, table: dict[str, frozenset[str]]) -> list[tuple[int, int]]:
    tokens = list(_TOKEN.finditer(text))
    words = [_bare(token.group(), language) for token in tokens]
    begin, end = not_only(text, language) or (0, 0)
    return [
        tokens[n].span() for n, word in enumerate(words)
        if word in table.get(language, ()) and not begin <= tokens[n].start() < end and not _denies_nothing(words, n, language)
    ]  # fmt: skip


def may_negate(text: str, language: str) -> int:
    """How many words there are that may stand for a negation in another language, the sure ones included."""
    if language == TARGET_LANGUAGE:
        return len(_ENGLISH.findall(text))
    words = [_bare(token.group(), language) for token in _TOKEN.finditer(text)]
    known, prefixes = (
        _SURE.get(language, frozenset()) | _POSSIBLE.get(language, frozenset()),
        _PREFIXES.get(language, ()),
    )
    return sum(word in known or (len(word) > 4 and word.startswith(prefixes)) for word in words)


def _bare(word: str, language: str) -> str:
    """Without vowel signs, and in Arabic without an "and", "so" or question before what is known."""
    word = _VOWEL_SIGNS.sub("", word)
    if language == "ar" and word != "ألا" and word[:1] in ("و", "ف", "أ") and word[1:] in _SURE["ar"] | _POSSIBLE["ar"]:
        return word[1:]
    return word


def _denies_nothing(words: Sequence[str], at: int, language: str) -> bool:
    """Whether it is part of a phrase ("no doubt", "until", "why not"), or says "only" with an exception after it."""
    before, after = words[max(0, at - EXCEPTION_WITHIN) : at], words[at + 1 : at + 1 + EXCEPTION_WITHIN]
    phrase = not _NOT_BEFORE.get(language, frozenset()).isdisjoint(after[:1])
    or_other = before[-1:] == after[:1] != []  # किसी न किसी
    until = any(pair in _UNTIL for pair in itertools.pairwise(before))
    idiom = not _IDIOMS.isdisjoint((tuple(words[at : at + 2]), tuple(words[max(0, at - 1) : at + 1])))
    return phrase or idiom or or_other or until or not _EXCEPTIONS.isdisjoint(after)
