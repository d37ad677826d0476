"""A glossary as TBX (ISO 30042:2019), dialect TBX-Basic in DCA style. It knows no other format.

Each term is a concept with the source's language and English. Of a file from another tool, version 2 (`martif`) too, it
takes what a `Term` holds: the terms of our languages and their English, what of it is preferred, admitted or deprecated,
notes and the part. It is parsed without entities, document types or the network.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from workbench.model import Term
from workbench.resources.glossary_rules import Place, checked, require
from workbench.resources.lexicon import NAME_PARTS, PARTS
from workbench.text.languages import SOURCE_LANGUAGES, TARGET_LANGUAGE

if TYPE_CHECKING:
    from lxml import etree

_NAMESPACE = "urn:iso:std:iso:30042:ed-2"
_LANGUAGE = "{http://www.w3.org/XML/1998/namespace}lang"
_PREFERRED, _ADMITTED, _DEPRECATED = "preferredTerm-admn-sts", "admittedTerm-admn-sts", "deprecatedTerm-admn-sts"
_FORBIDDEN = frozenset({_DEPRECATED, "supersededTerm-admn-sts"})
# TBX-Basic's parts of speech, and ours that are one.
_SPEECH = {"noun": "noun", "verb": "verb", "adj": "adjective", "adv": "adverb"}
_SPEECH_BACK = {theirs: ours for ours, theirs in _SPEECH.items()}
# Version 3's name first, then version 2's.
_CONCEPT, _SECTION, _TERMS = ("conceptEntry", "termEntry"), ("langSec", "langSet"), ("termSec", "tig", "ntig")


def write(terms: Sequence[Term]) -> bytes:
    """The document. Raises InputError for a term that XML cannot hold."""
    from lxml import etree

    require(tuple(terms))
    root = etree.Element("tbx", {"type": "TBX-Basic", "style": "dca", _LANGUAGE: TARGET_LANGUAGE}, {None: _NAMESPACE})
    file = etree.SubElement(etree.SubElement(root, "tbxHeader"), "fileDesc")
    etree.SubElement(etree.SubElement(file, "titleStmt"), "title").text = "Glossary"
    etree.SubElement(etree.SubElement(file, "sourceDesc"), "p").text = "Terms of a news desk with their English."
    body = etree.SubElement(etree.SubElement(root, "text"), "body")
    for number, term in enumerate(terms, start=1):
        _write_concept(etree.SubElement(body, "conceptEntry", id=f"c{number}"), term)
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", pretty_print=True)


def _write_concept(concept: etree._Element, term: Term) -> None:
    from lxml import etree

    if term.part:
        etree.SubElement(concept, "descrip", type="subjectField").text = term.part
    if term.note:
        etree.SubElement(concept, "note").text = term.note
    _write_terms(concept, term.language, [(term.term, _PREFERRED)], term.part)
    english = [(term.english, _PREFERRED), *((form, _ADMITTED) for form in term.also)]
    _write_terms(concept, TARGET_LANGUAGE, [*english, *((form, _DEPRECATED) for form in term.forbidden)], term.part)


def _write_terms(concept: etree._Element, language: str, forms: Sequence[tuple[str, str]], part: str) -> None:
    from lxml import etree

    section = etree.SubElement(concept, "langSec", {_LANGUAGE: language})
    for text, status in forms:
        entry = etree.SubElement(section, "termSec")
        etree.SubElement(entry, "term").text = text
        if speech := "properNoun" if part in NAME_PARTS else _SPEECH.get(part):
            etree.SubElement(entry, "termNote", type="partOfSpeech").text = speech
        etree.SubElement(entry, "termNote", type="administrativeStatus").text = status


def read(content: bytes, name: str) -> tuple[Term, ...]:
    """The terms of a document, in its order. Raises InputError naming the line where it is none."""
    from lxml import etree

    # `html` and `xinclude` are off by default; a document that is too deep or too large for libxml2 is refused.
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, remove_comments=True, remove_pis=True
    )
    try:
        root = etree.fromstring(content, parser)
    except etree.XMLSyntaxError as error:
        what = f"is no XML ({error.msg.partition(', line')[0]}); a TBX file of version 2 or 3 is possible"
        raise Place(name, error.lineno or 1).refuse(what) from None
    if _tag(root) not in ("tbx", "martif"):
        raise Place(name, root.sourceline).refuse(
            f"begins with <{_tag(root)}>; a TBX file begins with <tbx> or <martif>"
        )
    terms: dict[tuple[str, str], Term] = {}
    for concept in _all(root, *_CONCEPT):
        for term in _read_concept(concept, name):
            key = (term.language, term.term)
            terms[key] = _both(terms[key], term) if key in terms else term
    return tuple(terms.values())


def _both(first: Term, second: Term) -> Term:
    """Two concepts of one source term: the second's English is right too, and nothing forbidden that is right."""
    allowed = tuple(dict.fromkeys(first.allowed + second.allowed))
    forbidden = tuple(form for form in dict.fromkeys(first.forbidden + second.forbidden) if form not in allowed)
    return replace(first, also=allowed[1:], forbidden=forbidden)


def _read_concept(concept: etree._Element, name: str) -> Iterator[Term]:
    """A term for each source term of the concept; none without English."""
    sections = {s: _primary(s.get(_LANGUAGE) or s.get("lang") or "") for s in _all(concept, *_SECTION)}
    english = [form for section, tag in sections.items() if tag == TARGET_LANGUAGE for form in _forms(section)]
    ranked = sorted((f for f in english if f[2] not in _FORBIDDEN), key=lambda form: form[2] != _PREFERRED)
    allowed = tuple(dict.fromkeys(text for _, text, _ in ranked))
    forbidden = tuple(dict.fromkeys(text for _, text, _ in english if text not in allowed))
    if not allowed:
        return
    note = "\n".join(_text(n) for n in _all(concept, "note"))
    for section, tag in sections.items():
        for element, text, _ in _forms(section) if tag in SOURCE_LANGUAGES else ():
            term = Term(tag, text, allowed[0], _part(concept, element), allowed[1:], forbidden, note)
            yield checked(term, Place(name, element.sourceline))


def _forms(section: etree._Element) -> Iterator[tuple[etree._Element, str, str]]:
    """Each term of a language: its element, its text, its status."""
    for element in _all(section, *_TERMS):
        status = next((_text(note) for note in _typed(element, "administrativeStatus", "normativeAuthorization")), "")
        for term in _all(element, "term"):
            if text := _text(term):
                # Some tools write the picklist's value in short, "deprecatedTerm".
                yield element, text, status if not status or "-" in status else f"{status}-admn-sts"


def _part(concept: etree._Element, element: etree._Element) -> str:
    """The subject field where it is one of our parts, else what part of speech there is."""
    fields = [_text(field) for field in _typed(concept, "subjectField")]
    speech = [_SPEECH_BACK.get(_text(note), "") for note in _typed(element, "partOfSpeech")]
    return next((part for part in (*fields, *speech) if part in PARTS), "")


def _typed(element: etree._Element, *types: str) -> Iterator[etree._Element]:
    """What is of a data category, in DCA style (its attribute `type`) or DCT style (its own name)."""
    return (e for e in element.iter("{*}*") if e.get("type") in types or _tag(e) in types)


def _all(element: etree._Element, *tags: str) -> Iterator[Any]:
    return element.iter(*(f"{{*}}{tag}" for tag in tags))


def _tag(element: etree._Element) -> str:
    return element.tag.rpartition("}")[2]


def _text(element: etree._Element) -> str:
    return "".join(element.itertext()).strip()


def _primary(tag: str) -> str:
    """`ur` of `ur-PK`, `UR_pk`."""
    return tag.replace("_", "-").split("-")[0].casefold()
