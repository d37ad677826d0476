"""What must never pass as a translation, and what needs none. It reads strings only and does not know the engine."""

from __future__ import annotations

import re

from workbench.text.languages import LANGUAGES, TARGET_LANGUAGE, main_script, scripts
from workbench.text.loops import loop

URL = re.compile(r"(?:https?://|www\.)\S+|[\w.+-]+@[\w-]+\.[\w.]+|\b[\w-]+\.(?:com|org|net|info|gov|edu|co)\b\S*", re.I)


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
    if loop(source, hypothesis):
        return "repeats itself"
    return "cut off at the length limit" if cut_off else ""


def left_over(hypothesis: str, language: str) -> bool:
    script = LANGUAGES[language].script
    return script != LANGUAGES[TARGET_LANGUAGE].script and scripts(hypothesis)[script] > 0
