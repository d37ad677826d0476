"""TMX: what we write is valid and comes back exactly; what other tools write is read, or refused in a sentence."""

import os
from datetime import datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from workbench.errors import ExportRefused, InputError
from workbench.resources import memory_tmx
from workbench.resources.memory import Origin, Unit

AT = "2026-03-01T10:20:30.456Z"
LANG = "{http://www.w3.org/XML/1998/namespace}lang"
UNITS = (
    Unit(
        "فوج نے شہر کو بند کیا۔", "The army closed\nthe <city> & “port”.", "ur", "امینہ & co", AT, Origin("news", "s1")
    ),
    Unit("أغلق الجيش المدينة.", "The army closed the city.", "ar", "", "", Origin(file="agency.tmx")),
)


def tmx(body, header='srclang="ar"', start='<?xml version="1.0"?>'):
    return f"{start}<tmx version='1.4'><header {header}/><body>{body}</body></tmx>".encode()


def tu(source="صباح", target="Morning", *, languages=("ar", "en"), attributes=""):
    one, two = languages
    variants = f"<tuv xml:lang='{one}'><seg>{source}</seg></tuv><tuv xml:lang='{two}'><seg>{target}</seg></tuv>"
    return f"<tu {attributes}>{variants}</tu>"


def texts(data):
    return [(unit.language, unit.source, unit.target) for unit in memory_tmx.read(data, "a.tmx").units]


# --- writing -----------------------------------------------------------------------------------------------------


def test_what_is_written():
    root = etree.fromstring(memory_tmx.write(UNITS, AT))
    assert (root.tag, root.get("version"), [child.tag for child in root]) == ("tmx", "1.4", ["header", "body"])
    header = root.find("header").attrib
    required = {"creationtool", "creationtoolversion", "segtype", "o-tmf", "adminlang", "srclang", "datatype"}
    assert required <= set(header)
    assert (header["segtype"], header["srclang"], header["adminlang"]) == ("sentence", "*all*", "en")
    assert header["creationdate"] == "20260301T102030Z"
    first, second = root.iter("tu")
    assert dict(first.attrib) == {"srclang": "ur", "creationdate": "20260301T102030Z", "creationid": "امینہ & co"}
    assert [(prop.get("type"), prop.text) for prop in first.iter("prop")] == [
        ("x-article", "news"),
        ("x-segment", "s1"),
    ]
    assert [(v.get(LANG), v.findtext("seg")) for v in first.iter("tuv")] == [
        ("ur", UNITS[0].source),
        ("en", UNITS[0].target),
    ]
    assert dict(second.attrib) == {"srclang": "ar"}
    assert [(prop.get("type"), prop.text) for prop in second.iter("prop")] == [("x-file", "agency.tmx")]


def test_one_language_is_the_source_language_of_the_file():
    assert etree.fromstring(memory_tmx.write(UNITS[:1], AT)).find("header").get("srclang") == "ur"


@pytest.mark.skipif(
    "WORKBENCH_SCHEMAS" not in os.environ, reason="WORKBENCH_SCHEMAS names no folder with tmx/tmx14.dtd"
)
@pytest.mark.parametrize("units", [UNITS, UNITS[:1], ()])
def test_valid_against_the_dtd(units):
    dtd = etree.DTD(str(Path(os.environ["WORKBENCH_SCHEMAS"], "tmx", "tmx14.dtd")))
    assert dtd.validate(etree.fromstring(memory_tmx.write(units, AT))), dtd.error_log


# What XML 1.0 can hold, with what breaks careless writers more often than chance would bring it.
LETTERS = st.one_of(
    st.sampled_from("<>&\"'\n\r\t\u0085\u2028\u200f\u202e\u2067\u2069\u200c\u200d\u0640]]>“ا۔१\ue000\ufffd😀"),
    st.characters(exclude_categories=["Cs", "Cc"], exclude_characters="\ufffe\uffff"),
)
TEXTS = st.text(LETTERS, min_size=1).filter(lambda text: text == text.strip(" \t\r\n") != "")


@given(TEXTS, TEXTS, st.sampled_from(["ar", "ur", "hi"]), TEXTS, st.datetimes(min_value=datetime(1970, 1, 1)))
def test_a_unit_comes_back_exactly(source, target, language, by, at):
    unit = Unit(source, target, language, by, f"{at.isoformat(timespec='seconds')}Z", Origin(file="a.tmx"))
    assert memory_tmx.read(memory_tmx.write([unit], AT), "a.tmx") == memory_tmx.Reading((unit,), 0)


@given(st.text(st.characters(), min_size=1))
def test_any_text_comes_back_or_is_refused(text):
    unit = Unit(f"«{text}»", f"“{text}”", "ur", "", "", Origin(file="a.tmx"))
    try:
        data = memory_tmx.write([unit], AT)
    except ExportRefused:
        assert any(ord(c) < 32 or "\ud800" <= c <= "\udfff" or c in "\ufffe\uffff" for c in text)
    else:
        assert memory_tmx.read(data, "a.tmx").units == (unit,)


@pytest.mark.parametrize("bad", ["\x00", "\x0b", "\x1f", "\ud83d", "\uffff"])
@pytest.mark.parametrize("field", ["source", "target", "by"])
def test_what_xml_cannot_hold_is_refused_in_a_sentence(bad, field):
    given_ = {"source": "خبر", "target": "News", "by": "amina"} | {field: f"some{bad}thing"}
    unit = Unit(language="ur", at=AT, origin=Origin("news", "s1"), **given_)
    with pytest.raises(
        ExportRefused, match=rf"U\+{ord(bad):04X} near “some\ufffdthing” \(sentence s1 of news\)"
    ) as error:
        memory_tmx.write([unit], AT)
    str(error.value).encode()


# --- reading -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("languages", "read"),
    [
        (("ar", "en"), "ar"),
        (("ar-EG", "en-US"), "ar"),
        (("UR_pk", "EN"), "ur"),
        (("en-GB", "hi-IN"), "hi"),
        (("fa", "en"), None),
        (("ar", "fr"), None),
        (("arb", "en"), None),
        (("", "en"), None),
    ],
)
def test_languages_by_their_first_part(languages, read):
    data = tmx(tu("one", "two", languages=languages))
    if languages[0].startswith("en"):
        assert texts(data) == [(read, "two", "one")]
    else:
        assert texts(data) == ([(read, "one", "two")] if read else [])
    assert memory_tmx.read(data, "a.tmx").skipped == (read is None)


def test_an_entry_with_several_languages_and_the_old_attribute():
    variants = "".join(
        f"<tuv lang='{tag}'><seg>{tag} text</seg></tuv>" for tag in ("en-US", "hi", "fr", "ar-SA", "en-GB", "ar-EG")
    )
    assert texts(tmx(f"<tu>{variants}</tu>")) == [
        ("ar", "ar-SA text", "en-US text"),
        ("hi", "hi text", "en-US text"),
    ]


@pytest.mark.parametrize(
    ("seg", "read"),
    [
        ("one <hi type='b'>two</hi> three", "one two three"),
        ("one <hi>two <hi>three</hi><ph>&lt;br/></ph></hi>.", "one two three."),
        ("<bpt i='1'>&lt;b></bpt>one<ept i='1'>&lt;/b></ept> two", "one two"),
        ("one<it pos='begin'>{</it> two<ph x='1'/>", "one two"),
        ("one<ph type='lb'>\\n</ph>two", "one two"),
        ("see <ph type='fnote'>{fn <sub>A note of its own.</sub>}</ph>there", "see there"),
        ("one<ut>{\\b}</ut> two", "one two"),
        ("one <!-- no -->two<?no no?>", "one two"),
        ("<![CDATA[a < b]]> &amp; &#1587;", "a < b & س"),
        ("\n      one\n      two\n    ", "one\n      two"),
        ("\u00a0one", "\u00a0one"),
    ],
)
def test_the_text_of_a_segment_without_codes(seg, read):
    assert texts(tmx(tu("صباح", seg))) == [("ar", "صباح", read)]


@pytest.mark.parametrize(
    "entry",
    [
        tu(target=""),
        tu(source="  "),
        tu(target="<ph>code</ph>"),
        "<tu><tuv xml:lang='ar'><seg>x</seg></tuv></tu>",
        "<tu><tuv xml:lang='ar'/><tuv xml:lang='en'><seg>x</seg></tuv></tu>",
        "<tu/>",
    ],
)
def test_an_entry_without_both_texts_is_skipped_and_counted(entry):
    reading = memory_tmx.read(tmx(entry + tu() + entry), "a.tmx")
    assert (len(reading.units), reading.skipped) == (1, 2)


@pytest.mark.parametrize(
    ("of_tu", "of_tuv", "by", "at"),
    [
        ("creationid='a' creationdate='20240102T030405Z'", "", "a", "2024-01-02T03:04:05Z"),
        ("creationid='a' changeid='b' creationdate='20240102T030405Z' changedate='20250102T030405Z'", "", "b",
         "2025-01-02T03:04:05Z"),
        ("changeid='b' changedate='20250102T030405Z'", "creationid='c' creationdate='20240102T030405Z'", "c",
         "2024-01-02T03:04:05Z"),
        ("creationdate='yesterday'", "", "", ""),
        ("creationdate='20241399T030405Z'", "", "", ""),
        ("", "", "", ""),
    ],
)  # fmt: skip
def test_who_and_when(of_tu, of_tuv, by, at):
    data = tmx(tu(attributes=of_tu).replace("<tuv xml:lang='en'", f"<tuv xml:lang='en' {of_tuv}"))
    unit = memory_tmx.read(data, "agency.tmx").units[0]
    assert (unit.by, unit.at, unit.origin) == (by, at, Origin(file="agency.tmx"))


def test_the_file_of_another_tool():
    """As a desktop tool writes it: UTF-16, a DOCTYPE that nobody may fetch, properties, a namespace-free 1.1."""
    body = "<tu tuid='1'><note>n</note><prop type='project'>p</prop>" + tu("خبر", "News")[len("<tu >") :]
    start = "<?xml version='1.0' encoding='UTF-16'?><!DOCTYPE tmx SYSTEM 'http://no.such.host.invalid/tmx11.dtd'>"
    data = tmx(body, start=start).decode().replace("version='1.4'", "version='1.1'").encode("utf-16")
    assert texts(data) == [("ar", "خبر", "News")]


def test_a_namespace_does_not_matter():
    data = tmx(tu("خبر", "News")).replace(b"<tmx ", b"<tmx xmlns='http://www.lisa.org/tmx14' ")
    assert texts(data) == [("ar", "خبر", "News")]


def test_entities_are_neither_expanded_nor_lost(tmp_path):
    secret = tmp_path / "secret.txt"
    secret.write_text("secret")
    for declared in ("'boom'", f"SYSTEM '{secret.as_uri()}'"):
        data = tmx(tu("خبر", "News &mine;"), start=f"<!DOCTYPE tmx [<!ENTITY mine {declared}>]>")
        with pytest.raises(InputError, match=r"^a\.tmx uses &mine; in line 1"):
            memory_tmx.read(data, "a.tmx")


@pytest.mark.parametrize(
    ("data", "line"),
    [
        (b"", 1),
        (b"source\ttarget\n", 1),
        (b"<html>\n</html>", 1),
        (tmx(tu()) [:-20], 1),
        (b"<tmx version='1.4'>\n<body>\n<tu></body></tmx>", 3),
        (b"<tmx version='1.4'>\n<body><tu>\xff\xfe</tu></body></tmx>", 2),
        (b"<tmx version='1.4'>\n<body>\n\n<tu>&#0;</tu></body></tmx>", 4),
        (b"<?xml version='1.0' encoding='no-such'?><tmx/>", 1),
        (b"PK\x03\x04\x00\x00", 1),
    ],
)  # fmt: skip
def test_a_broken_file_is_refused_in_one_sentence(data, line):
    with pytest.raises(InputError, match=rf"^a\.tmx .*\bline {line}\b.*\.$") as error:
        memory_tmx.read(data, "a.tmx")
    assert "\n" not in str(error.value)


def test_a_large_file_is_read_piece_by_piece():
    """More than libxml2 takes in one text: 12 MB."""
    body = tu("خبر " * 100, "News " * 100) * 12_000
    assert len(memory_tmx.read(tmx(body), "a.tmx").units) == 12_000
