"""The workspace's own terms: what a word or name must be called in English. It knows no lexicon and no engine."""

from __future__ import annotations

from workbench.errors import InputError
from workbench.settings import Term
from workbench.text.languages import SOURCE_LANGUAGES


def parse(text: str, name: str) -> tuple[Term, ...]:
    """Terms of a TSV text, one a line: language, term, English. Lines that start with `#` are remarks.

    Raises InputError naming the first line that is not so.
    """
    terms = []
    for number, line in enumerate(text.splitlines(), start=1):
        if not line.strip() or line.startswith("#"):
            continue
        fields = [field.strip() for field in line.split("\t")]
        if len(fields) != 3 or fields[0] not in SOURCE_LANGUAGES or not all(fields):
            languages = ", ".join(SOURCE_LANGUAGES)
            raise InputError(
                f"Line {number} of {name} is not a language ({languages}), a term and its English with tabs between; correct it."
            )
        terms.append(Term(*fields))
    return tuple(terms)
