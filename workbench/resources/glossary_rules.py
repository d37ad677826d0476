"""What makes a glossary's term a good one, whichever file it came from. It knows no file format."""

from __future__ import annotations

from dataclasses import dataclass

from workbench.errors import InputError
from workbench.model import Term
from workbench.resources.lexicon import PARTS
from workbench.text.languages import SOURCE_LANGUAGES
from workbench.text.xml_text import NOT_XML


@dataclass(frozen=True, slots=True)
class Place:
    """Where in a file something stands, for the sentence that refuses it."""

    name: str
    line: int

    def refuse(self, what: str) -> InputError:
        return InputError(f"Line {self.line} of {self.name} {what}.")


def fault(term: Term) -> str | None:
    """What is wrong with a term, and what is possible, as the rest of a sentence; None for a good one."""
    texts = {"term": (term.term,), "english": (term.english,), "also": term.also, "forbidden": term.forbidden}
    if term.language not in SOURCE_LANGUAGES:
        return f"has the language {_quoted(term.language)}; possible are {', '.join(SOURCE_LANGUAGES)}"
    if term.part and term.part not in PARTS:
        return f"has the part {_quoted(term.part)}; possible are {', '.join(sorted(PARTS))}, or nothing"
    for column, forms in texts.items():
        if not all(forms):
            empty = f"has no {column}" if column in ("term", "english") else f"has an empty form among {column}"
            return f"{empty}; write a text there"
    english = [*term.allowed, *term.forbidden]
    if twice := [form for form in english if english.count(form) > 1]:
        return f"has {_quoted(twice[0])} twice among its English forms; remove one"
    for column, forms in (texts | {"note": (term.note,)}).items():
        for form in forms:
            if form != form.strip():
                return f"has white space around {_quoted(form)} in {column}; remove it"
            if bad := NOT_XML.search(form):  # refused by every format, so that each can hold what another does
                return f"has the character U+{ord(bad.group()):04X} in {column}, which XML cannot hold; remove it"
    return None


def checked(term: Term, place: Place) -> Term:
    """The term, if it is a good one. Raises InputError naming where it stands."""
    if problem := fault(term):
        raise place.refuse(problem)
    return term


def require(terms: tuple[Term, ...]) -> None:
    """Raises InputError, naming the first term that no file can hold."""
    for term in terms:
        if problem := fault(term):
            raise InputError(f"The term {_quoted(term.term)} {problem}.")


def _quoted(text: str) -> str:
    return repr(text if len(text) <= 40 else text[:39] + "…")
