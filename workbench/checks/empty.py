"""Finds translations with nothing in them. It does not know whether a translation is still to come."""

from __future__ import annotations

from collections.abc import Iterator

from workbench.model import Context, Finding, Pair, Severity


def empty(pair: Pair, context: Context) -> Iterator[Finding]:
    """An error where the source says something and the translation has no letter and no digit."""
    if is_empty(pair):
        message = "The translation is empty." if not pair.target.strip() else "The translation has no words."
        yield Finding("empty", Severity.ERROR, message)


def is_empty(pair: Pair) -> bool:
    return _says_something(pair.source) and not _says_something(pair.target)


def _says_something(text: str) -> bool:
    return any(character.isalnum() for character in text)
