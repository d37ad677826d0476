"""What must never pass as a translation, and what needs none. It reads strings only and does not know the engine."""

from __future__ import annotations

import re
from collections import Counter

from workbench.text.languages import LANGUAGES, TARGET_LANGUAGE, main_script, scripts

URL = re.compile(r"(?:https?://|www\.)\S+|[\w.+-]+@[\w-]+\.[\w.]+|\b[\w-]+\.(?:com|org|net|info|gov|edu|co)\b\S*", re.I)

# Raunak et al. 2021 (arXiv 2104.06683): a hypothesis oscillates when its most frequent n-gram of this many words occurs
# this many times more often than the source's does.
LOOP_WORDS = 4
LOOP_EXCESS = 2


def needs_no_translation(source: str, language: str) -> bool:
    """True for figures, links and English: what is copied as it stands."""
    rest = URL.sub(" ", source)
    if not any(character.isalpha() for character in rest):
        return True
    return language == TARGET_LANGUAGE and main_script(rest) == LANGUAGES[TARGET_LANGUAGE].script


def trouble(source: str, hypothesis: str, language: str, *, cut_off: bool = False) -> str:
    """What is wrong with a hypothesis so badly that another is tried: a phrase for the record, or an empty string."""
    if not any(character.isalnum() for character in hypothesis):
        return "empty"
    if left_over(hypothesis, language):
        return "left in the source script"
    if looping(source, hypothesis):
        return "repeats itself"
    return "cut off at the length limit" if cut_off else ""


def left_over(hypothesis: str, language: str) -> bool:
    script = LANGUAGES[language].script
    return script != LANGUAGES[TARGET_LANGUAGE].script and scripts(hypothesis)[script] > 0


def looping(source: str, hypothesis: str) -> bool:
    return _top_ngram(hypothesis) - _top_ngram(source) >= LOOP_EXCESS


def _top_ngram(text: str) -> int:
    words = text.casefold().split()
    ngrams = Counter(tuple(words[i : i + LOOP_WORDS]) for i in range(len(words) - LOOP_WORDS + 1))
    return max(ngrams.values(), default=0)
