"""Compares a sentence's terms with what the glossary calls them in English. It does not know who made the glossary."""

from __future__ import annotations

from collections.abc import Iterator

from workbench.checks.names import names
from workbench.model import Context, Finding, Pair, Severity, Span, Term
from workbench.resources.english_forms import forbidden_in, says
from workbench.resources.glossary import Found, is_starter, terms_in
from workbench.resources.lexicon import NAME_PARTS
from workbench.text.direction import isolated

# More English forms than this are no help to who reads the message.
MOST_FORMS = 3


def terms(pair: Pair, context: Context) -> Iterator[Finding]:
    """An error for each forbidden form in the English; a warning for each term of which it has no allowed form.

    Of the starter's terms only names are missed: news words have more English than a list holds.
    """
    missing = []
    for found in _once(terms_in(pair.source, pair.language, context.glossary)):
        wrong = forbidden_in(pair.target, found.term)
        yield from (_forbidden(pair.target, span, found) for span in wrong)
        if not wrong and _must_be_said(found.term) and not says(pair.target, found.term):
            missing.append(found)
    known = [f.source_span for f in names(pair, context) if f.source_span] if missing else []
    yield from (_missing(found) for found in missing if not any(_overlap(span, found) for span in known))


def _once(found: tuple[Found, ...]) -> list[Found]:
    """The first place of each term."""
    return list({one.term.term: one for one in reversed(found)}.values())[::-1]


def _must_be_said(term: Term) -> bool:
    return not is_starter(term) or term.part in NAME_PARTS


def _forbidden(target: str, span: Span, found: Found) -> Finding:
    message = (
        f"The translation says {isolated(target[span.start : span.end])}; "
        f"the glossary forbids it for {isolated(found.term.term)} and has {_expected(found.term)}."
    )
    return Finding("terms", Severity.ERROR, message, Span(found.start, found.end), span)


def _missing(found: Found) -> Finding:
    message = (
        f"The glossary calls {isolated(found.term.term)} {_expected(found.term)}; the translation does not have that."
    )
    return Finding("terms", Severity.WARNING, message, Span(found.start, found.end))


def _expected(term: Term) -> str:
    return " or ".join(isolated(form) for form in term.allowed[:MOST_FORMS])


def _overlap(span: Span, found: Found) -> bool:
    return span.start < found.end and found.start < span.end
