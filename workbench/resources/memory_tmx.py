"""TMX 1.4b, the format in which translation memories travel: units to a file, and a file of any tool to units.

It knows no workspace. Written as the standard says (LISA OSCAR, 26 April 2005), with the origin of each unit in `prop`s;
a character that XML cannot hold is refused rather than lost. Read as tools write it: earlier 1.x versions too, languages
by the first part of their tag (`ar-EG` is `ar`), no DTD or entity ever fetched.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from io import BytesIO

from lxml import etree

from workbench import __version__
from workbench.errors import ExportRefused, InputError
from workbench.resources.memory import Origin, Unit
from workbench.text.languages import SOURCE_LANGUAGES, TARGET_LANGUAGE
from workbench.text.xml_text import NOT_XML

_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
_DOCTYPE = '<!DOCTYPE tmx SYSTEM "tmx14.dtd">'
_SEVERAL_LANGUAGES = "*all*"
_DATE = "%Y%m%dT%H%M%SZ"
# The only inline element whose content belongs to the sentence; the others hold codes of another format.
_HIGHLIGHT = "hi"
# Types of placeholder that stand between two words: line, page and column breaks.
_BREAKS = frozenset(("lb", "pb", "cb"))


@dataclass(frozen=True, slots=True)
class Reading:
    """The units of a file, and how many of its entries were skipped: they lack a language of ours, or English, or text."""

    units: tuple[Unit, ...]
    skipped: int


# --- writing -----------------------------------------------------------------------------------------------------


def write(units: Sequence[Unit], at: str) -> bytes:
    """The units as a TMX file, the same bytes for the same arguments. `at` is the time of the export, RFC 3339.

    Raises ExportRefused for a text that XML cannot hold.
    """
    tmx = etree.Element("tmx", version="1.4")
    languages = sorted({unit.language for unit in units})
    etree.SubElement(
        tmx,
        "header",
        {
            "creationtool": "translation-workbench",
            "creationtoolversion": __version__,
            "segtype": "sentence",
            "o-tmf": "translation-workbench",
            "adminlang": TARGET_LANGUAGE,
            "srclang": languages[0] if len(languages) == 1 else _SEVERAL_LANGUAGES,
            "datatype": "plaintext",
            "creationdate": _tmx_date(at),
        },
    )
    body = etree.SubElement(tmx, "body")
    for unit in units:
        _refuse_forbidden(unit)
        _add_unit(body, unit)
    return etree.tostring(tmx, encoding="UTF-8", xml_declaration=True, pretty_print=True, doctype=_DOCTYPE)


def _add_unit(body: etree._Element, unit: Unit) -> None:
    said = {"creationdate": _tmx_date(unit.at), "creationid": unit.by}
    tu = etree.SubElement(body, "tu", {"srclang": unit.language} | {name: text for name, text in said.items() if text})
    origin = {"x-article": unit.origin.article, "x-segment": unit.origin.segment, "x-file": unit.origin.file}
    for name, text in origin.items():
        if text:
            etree.SubElement(tu, "prop", type=name).text = text
    for language, text in ((unit.language, unit.source), (TARGET_LANGUAGE, unit.target)):
        tuv = etree.SubElement(tu, "tuv", {_LANG: language})
        etree.SubElement(tuv, "seg").text = text


def _refuse_forbidden(unit: Unit) -> None:
    origin = unit.origin
    for text in (unit.source, unit.target, unit.by, origin.article, origin.segment, origin.file):
        if found := NOT_XML.search(text):
            place = f"sentence {origin.segment} of {origin.article}" if origin.article else f"a unit of {origin.file}"
            around = NOT_XML.sub("\ufffd", text[max(0, found.start() - 20) : found.end() + 20])
            raise ExportRefused(
                f"The memory has U+{ord(found[0]):04X} near “{around}” ({place}), which no TMX file can hold: "
                "correct that text, or take its approval back, and export again."
            )


def _tmx_date(at: str) -> str:
    """`2026-01-31T10:00:00.123Z` as `20260131T100000Z`; empty stays so."""
    return datetime.fromisoformat(at).astimezone(UTC).strftime(_DATE) if at else ""


# --- reading -----------------------------------------------------------------------------------------------------


def read(data: bytes, name: str) -> Reading:
    """The units of a TMX file called `name`, which becomes their origin.

    One entry with several languages of ours gives a unit for each. White space around a text is layout and left out, and
    so is the code of inline elements. Raises InputError naming file and line where it is no TMX.
    """
    units: list[Unit] = []
    skipped = 0
    for entry in _entries(data, name):
        found = list(_units(entry, name))
        units += found
        skipped += not found
    return Reading(tuple(units), skipped)


def _entries(data: bytes, name: str) -> Iterator[etree._Element]:
    """The `tu` elements one after the other, each forgotten before the next: a memory may be larger than the machine's."""
    events = etree.iterparse(
        BytesIO(data), events=("start", "end"), resolve_entities=False, no_network=True, load_dtd=False,
        remove_comments=True, remove_pis=True,
    )  # fmt: skip
    try:
        _, root = next(events)
        if _local(root) != "tmx":
            raise InputError(
                f"{name} is no TMX file: line {root.sourceline} begins with <{_local(root)}> and not <tmx>; export one anew."
            )
        for event, element in events:
            if event == "end" and _local(element) == "tu":
                yield element
                element.clear()
                while element.getprevious() is not None:
                    del element.getparent()[0]
    except etree.XMLSyntaxError as error:
        what = (error.msg or "it is empty").partition(", line ")[0]
        raise InputError(f"{name} is no readable TMX file: line {error.lineno or 1}: {what}; export it anew.") from None


def _units(entry: etree._Element, name: str) -> Iterator[Unit]:
    variants: dict[str, etree._Element] = {}
    for variant in entry.iterchildren("{*}tuv"):
        variants.setdefault(_language(variant), variant)
    texts = {language: _text_of(variant, name) for language, variant in variants.items()}
    if texts.get(TARGET_LANGUAGE):
        by, at = _said(variants[TARGET_LANGUAGE], entry)
        for language in SOURCE_LANGUAGES:
            if texts.get(language):
                yield Unit(texts[language], texts[TARGET_LANGUAGE], language, by, at, Origin(file=name))


def _language(variant: etree._Element) -> str:
    """`AR_eg` is `ar`. Before 1.4 the attribute was called `lang`."""
    given = variant.get(_LANG) or variant.get("lang") or ""
    return re.split("[-_]", given.strip())[0].lower()


def _text_of(variant: etree._Element, name: str) -> str:
    seg = variant.find("{*}seg")
    return "" if seg is None else "".join(_text(seg, name)).strip(" \t\r\n")


def _text(element: etree._Element, name: str) -> Iterator[str]:
    """What a reader of the sentence would read: the text between codes, and inside what is only highlighted."""
    yield element.text or ""
    for child in element:
        if isinstance(child, etree._Entity):
            raise InputError(
                f"{name} uses {child.text} in line {child.sourceline}, which only its own DTD could explain: "
                "export it anew with the characters themselves."
            )
        if _local(child) == _HIGHLIGHT:
            yield from _text(child, name)
        elif child.get("type") in _BREAKS:
            yield " "
        yield child.tail or ""


def _said(variant: etree._Element, entry: etree._Element) -> tuple[str, str]:
    """Who wrote the English and when: the last change before the creation, the variant before the whole entry."""
    attributes = [(of, kind) for of in (variant, entry) for kind in ("change", "creation")]
    by = _first(of.get(f"{kind}id") for of, kind in attributes)
    return by, _first(_rfc_date(of.get(f"{kind}date")) for of, kind in attributes)


def _first(given: Iterable[str | None]) -> str:
    return next((text for text in given if text), "")


def _rfc_date(given: str | None) -> str:
    """`20260131T100000Z` as RFC 3339; empty where it is missing or no date."""
    try:
        return datetime.strptime(given or "", _DATE).isoformat() + "Z"
    except ValueError:
        return ""


def _local(element: etree._Element) -> str:
    return etree.QName(element).localname
