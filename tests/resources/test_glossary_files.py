"""A glossary in files: what comes back, what is understood of others' files, and what is refused in one sentence."""

import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from workbench.errors import InputError, NotFound
from workbench.model import Term
from workbench.resources import glossary_csv, glossary_files, glossary_tbx
from workbench.resources.lexicon import PARTS

FULL = Term(
    "ur", "قازقستان", "Kazakhstan", "place", ("Kazakh", "a|b", "back\\slash"), ("=Kazakistan", "x, \"y\""), "one\r\ntwo & <b>"
)  # fmt: skip
TERMS = (FULL, Term("ar", "الأمم المتحدة", "UN"), Term("hi", "संसद", "-Parliament", "noun", note="@"))

TEXT = st.text(
    st.characters(exclude_categories=["Cs", "Cc"], exclude_characters="\ufffe\uffff")
    | st.sampled_from(list("\",;|\\'=+-@<>&\r\n\t\u200f\u202e\u2069صक")),
    min_size=1,
    max_size=12,
).map(str.strip).filter(bool)  # fmt: skip


@st.composite
def term_lists(draw):
    terms = {}
    for _ in range(draw(st.integers(0, 3))):
        forms = draw(st.lists(TEXT, min_size=1, max_size=5, unique=True))
        cut = draw(st.integers(1, len(forms)))
        language, text = draw(st.sampled_from(["ar", "ur", "hi"])), draw(TEXT)
        part, note = draw(st.sampled_from(["", *sorted(PARTS)])), draw(TEXT | st.just(""))
        terms[language, text] = Term(language, text, forms[0], part, tuple(forms[1:cut]), tuple(forms[cut:]), note)
    return tuple(terms.values())


@pytest.mark.parametrize("fmt", glossary_files.WRITERS)
@given(terms=term_lists())
def test_every_glossary_comes_back(fmt, terms):
    assert glossary_files.READERS[fmt](glossary_files.write(terms, fmt), f"g.{fmt}") == terms


# --- CSV ---------------------------------------------------------------------------------------------------------


def test_the_table_is_what_a_spreadsheet_reads():
    content = glossary_csv.write(TERMS)
    assert content.startswith(b"\xef\xbb\xbflanguage,term,english,also,forbidden,part,note\r\n")
    rows = list(csv.reader(io.StringIO(content.decode("utf-8-sig"), newline=""), strict=True))
    assert rows[1][3:] == ["Kazakh | a\\|b | back\\\\slash", '\'=Kazakistan | x, "y"', "place", "one\r\ntwo & <b>"]
    assert rows[3][2:] == ["'-Parliament", "", "", "noun", "'@"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("language,term,english\nur, صدر ,President\n", [Term("ur", "صدر", "President")]),
        ("English,Term,LANGUAGE\r\nPresident,صدر,ur\r\n\r\n,,\r\n", [Term("ur", "صدر", "President")]),
        ("\ufefflanguage,term,english,also\nur,صدر,President,|head | | chief|", [Term("ur", "صدر", "President", "", ("head", "chief"))]),
        ("language,term,english,also\nur,صدر,President", [Term("ur", "صدر", "President")]),
        ("language,term,english,note\nur,صدر,a\\b,c|d", [Term("ur", "صدر", "a\\b", note="c|d")]),
        ("language,term,english\n", []),
    ],
)  # fmt: skip
def test_tables_written_by_hand(text, expected):
    assert list(glossary_csv.read(text.encode(), "g.csv")) == expected


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("", r"^Line 1 of g\.csv has no column language; possible are language, term, english, also, "),
        ("language;term;english\n", r"^Line 1 of g\.csv has the column 'language;term;english'; possible are "),
        ("language,term,english,owner\n", r"^Line 1 of g\.csv has the column 'owner'; possible are "),
        ("language,term,english,term\n", r"^Line 1 of g\.csv has the column term twice; "),
        ("language,term,english\nfa,صدر,President", r"^Line 2 of g\.csv has the language 'fa'; possible are ar, ur, hi\.$"),
        ('language,term,english\nur,"a\nb",x\nur,صدر,', r"^Line 4 of g\.csv has no english; "),
        ("language,term,english\nur,,President", r"^Line 2 of g\.csv has no term; "),
        ("language,term,english\nur,صدر,a,b", r"^Line 2 of g\.csv has 4 cells where the header has 3; "),
        ('language,term,english\nur,صدر,"a"b', r"^Line 2 of g\.csv is no row of a CSV table "),
        ("language,term,english,part\nur,صدر,a,city", r"^Line 2 of g\.csv has the part 'city'; possible are .*person, place"),
        ("language,term,english,also\nur,صدر,a,b|a", r"^Line 2 of g\.csv has 'a' twice among its English forms; "),
        ("language,term,english\nur,صدر,a\x07", r"^Line 2 of g\.csv has the character U\+0007 in english, which XML cannot hold; "),
    ],
)  # fmt: skip
def test_a_broken_table_is_refused_in_one_sentence(text, says):
    with pytest.raises(InputError, match=says) as refused:
        glossary_csv.read(text.encode(), "g.csv")
    assert "\n" not in str(refused.value)


def test_a_table_that_is_not_utf8():
    with pytest.raises(InputError, match=r"^Line 2 of g\.csv is not UTF-8 text; save the file as CSV in UTF-8\.$"):
        glossary_csv.read("language,term,english\nar,رئيس,x".encode("windows-1256"), "g.csv")


# --- TBX ---------------------------------------------------------------------------------------------------------


def test_the_document_is_tbx_basic_in_dca_style():
    root = etree.fromstring(glossary_tbx.write(TERMS))
    space = {"t": "urn:iso:std:iso:30042:ed-2"}
    assert root.tag == "{urn:iso:std:iso:30042:ed-2}tbx"
    assert dict(root.attrib) == {
        "type": "TBX-Basic",
        "style": "dca",
        "{http://www.w3.org/XML/1998/namespace}lang": "en",
    }
    first = root.find(".//t:conceptEntry", space)
    assert first.findtext("t:descrip[@type='subjectField']", namespaces=space) == "place"
    statuses = [
        (section.find("t:term", space).text, section.findtext("t:termNote[@type='administrativeStatus']", namespaces=space))
        for section in first.iterfind("t:langSec/t:termSec", space)
    ]  # fmt: skip
    assert statuses == [
        ("قازقستان", "preferredTerm-admn-sts"),
        ("Kazakhstan", "preferredTerm-admn-sts"),
        ("Kazakh", "admittedTerm-admn-sts"),
        ("a|b", "admittedTerm-admn-sts"),
        ("back\\slash", "admittedTerm-admn-sts"),
        ("=Kazakistan", "deprecatedTerm-admn-sts"),
        ('x, "y"', "deprecatedTerm-admn-sts"),
    ]


VERSION_2 = """<?xml version="1.0"?>
<!DOCTYPE martif SYSTEM "TBXBasiccoreStructV02.dtd">
<martif type="TBX-Basic" xml:lang="en"><text><body>
 <termEntry id="1">
  <descrip type="subjectField">politics</descrip>
  <langSet xml:lang="ur-PK"><tig><term>
     صدر
   </term><termNote type="partOfSpeech">noun</termNote></tig></langSet>
  <langSet xml:lang="ar"><ntig><termGrp><term>رئيس</term></termGrp></ntig></langSet>
  <langSet xml:lang="en-GB">
   <tig><term>chief</term><termNote type="administrativeStatus">supersededTerm-admn-sts</termNote></tig>
   <tig><term>head of state</term><termNote type="normativeAuthorization">admittedTerm</termNote></tig>
   <tig><term>president</term><termNote type="administrativeStatus">preferredTerm-admn-sts</termNote></tig>
  </langSet>
  <langSet xml:lang="de"><tig><term>Präsident</term></tig></langSet>
 </termEntry>
 <termEntry id="2"><langSet xml:lang="hi"><tig><term>संसद</term></tig></langSet></termEntry>
</body></text></martif>"""
VERSION_3 = """<tbx type="TBX-Basic" style="dct" xml:lang="en" xmlns="urn:iso:std:iso:30042:ed-2"
     xmlns:min="http://www.tbxinfo.net/ns/min" xmlns:basic="http://www.tbxinfo.net/ns/basic"><text><body>
 <conceptEntry id="c1"><basic:subjectField>org</basic:subjectField><note>first</note>
  <langSec xml:lang="ar"><termSec><term>الأمم <hi>المتحدة</hi></term></termSec></langSec>
  <langSec xml:lang="en">
   <termSec><term>UN</term><min:administrativeStatus>admittedTerm-admn-sts</min:administrativeStatus></termSec>
   <termSec><term>United Nations</term><min:administrativeStatus>preferredTerm-admn-sts</min:administrativeStatus></termSec>
   <termSec><term>Nations United</term><min:administrativeStatus>deprecatedTerm-admn-sts</min:administrativeStatus></termSec>
  </langSec></conceptEntry>
 <conceptEntry id="c2">
  <langSec xml:lang="ar"><termSec><term>الأمم المتحدة</term></termSec></langSec>
  <langSec xml:lang="en"><termSec><term>the world body</term></termSec></langSec></conceptEntry>
</body></text></tbx>"""


@pytest.mark.parametrize(
    ("document", "expected"),
    [
        (
            VERSION_2,
            [
                Term("ur", "صدر", "president", "noun", ("head of state",), ("chief",)),
                Term("ar", "رئيس", "president", "", ("head of state",), ("chief",)),
            ],
        ),
        (VERSION_3, [Term("ar", "الأمم المتحدة", "United Nations", "org", ("UN", "the world body"), ("Nations United",), "first")]),
        ("<tbx/>", []),
    ],
)  # fmt: skip
def test_of_other_tools_files_is_taken_what_a_term_holds(document, expected):
    assert list(glossary_tbx.read(document.encode(), "g.tbx")) == expected


@pytest.mark.parametrize(
    ("document", "says"),
    [
        ("", r"^Line 1 of g\.tbx is no XML "),
        ("<tbx>\n<text></tbx>", r"^Line 2 of g\.tbx is no XML \(Opening and ending tag mismatch"),
        ("<?xml version='1.0'?>\n<tmx/>", r"^Line 2 of g\.tbx begins with <tmx>; a TBX file begins with <tbx> or <martif>\.$"),
    ],
)  # fmt: skip
def test_a_broken_document_is_refused_in_one_sentence(document, says):
    with pytest.raises(InputError, match=says) as refused:
        glossary_tbx.read(document.encode(), "g.tbx")
    assert "\n" not in str(refused.value)


def test_entities_of_a_document_are_not_followed(tmp_path):
    (tmp_path / "secret").write_text("secret")
    document = (
        f'<!DOCTYPE tbx [<!ENTITY e SYSTEM "file://{tmp_path}/secret">]><tbx><conceptEntry>'
        '<langSec xml:lang="ur"><termSec><term>صدر</term></termSec></langSec>'
        '<langSec xml:lang="en"><termSec><term>a &e;</term></termSec></langSec></conceptEntry></tbx>'
    )
    assert all("secret" not in term.english for term in glossary_tbx.read(document.encode(), "g.tbx"))


# --- both --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("fmt", glossary_files.WRITERS)
@pytest.mark.parametrize(
    ("term", "says"),
    [
        (Term("ur", "صدر", "a\x00b"), "has the character U+0000 in english, which XML cannot hold"),
        (Term("ur", "صدر", "a", note="\ud800"), "has the character U+D800 in note"),
        (Term("ur", "صدر", "a", also=(" b",)), "has white space around ' b' in also"),
        (Term("fa", "صدر", "a"), "has the language 'fa'; possible are ar, ur, hi"),
    ],
)
def test_what_no_file_can_hold_is_refused(fmt, term, says):
    with pytest.raises(InputError) as refused:
        glossary_files.write((FULL, term), fmt)
    assert f"The term 'صدر' {says}" in str(refused.value)


def test_the_format_is_read_off_the_name(tmp_path):
    for fmt in glossary_files.WRITERS:
        (tmp_path / f"g.{fmt.upper()}").write_bytes(glossary_files.write(TERMS, fmt))
        assert glossary_files.read(tmp_path / f"g.{fmt.upper()}") == TERMS
    (tmp_path / "g.tsv").write_bytes("hi\tसंसद\tParliament\n".encode())
    assert glossary_files.read(tmp_path / "g.tsv") == (Term("hi", "संसद", "Parliament"),)
    with pytest.raises(NotFound, match=r"There is no file .*none\.csv"):
        glossary_files.read(tmp_path / "none.csv")
    with pytest.raises(InputError, match=r"\.csv, \.tbx, \.tsv can be read"):
        glossary_files.read(tmp_path / "g.xlsx")
    with pytest.raises(InputError, match="csv, tbx are possible"):
        glossary_files.write(TERMS, "tsv")
