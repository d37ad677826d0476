"""The terms, where they are from, and which of them a sentence has."""

from dataclasses import replace

import pytest

from workbench.errors import InputError
from workbench.model import Term
from workbench.resources.english_forms import forbidden_in
from workbench.resources.glossary import Merge, merge, merged, parse, starter, terms_in, with_starter
from workbench.text.languages import LANGUAGES, SOURCE_LANGUAGES, scripts


def test_parse():
    text = "# ours\n\nar\tمجلس النواب\tHouse of Representatives\nur\t صدر \tPresident\nhi\tसंसद\tParliament\r\n"
    assert parse(text, "glossary.tsv") == (
        Term("ar", "مجلس النواب", "House of Representatives"),
        Term("ur", "صدر", "President"),
        Term("hi", "संसद", "Parliament"),
    )


def test_an_empty_glossary():
    assert parse("", "glossary.tsv") == ()


@pytest.mark.parametrize(
    "line", ["fa\tصدر\tPresident", "ur\tصدر", "ur\tصدر\t", "ur\tصدر\tPresident\tx", "ur صدر President"]
)
def test_the_first_bad_line_is_named(line):
    with pytest.raises(InputError, match=r"^Line 3 of mine\.tsv is not a language \(ar, ur, hi\)"):
        parse(f"# remark\nhi\tसंसद\tParliament\n{line}\nalso bad\n", "mine.tsv")


# --- the starter ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("language", SOURCE_LANGUAGES)
def test_the_starter(language):
    terms = starter(language)
    keys = [term.term for term in terms]
    assert len(keys) >= 80
    assert len(set(keys)) == len(keys)
    assert not [term for term in terms if set(scripts(term.term)) != {LANGUAGES[language].script}]
    assert not [t for t in terms for form in (*t.allowed, *t.forbidden) if set(scripts(form)) != {"Latn"}]
    assert {"person", "place", "org", "title", "noun"} <= {term.part for term in terms}
    assert set(terms) <= set(starter())


def test_no_starter_forbids_what_it_allows():
    for term in starter():
        for form in term.allowed:
            assert not forbidden_in(form, term), term
        for form in term.forbidden:
            assert forbidden_in(f"said {form} today", term), (term, form)


@pytest.mark.parametrize(
    ("seed", "names"),
    [
        ("000", {"Kazakhstan", "Collective Security Treaty Organization", "Almaty", "Andrei Serdyukov", "AFP"}),
        ("001", {"Kazakhstan", "Vladimir Putin", "Kassym-Jomart Tokayev", "Reuters", "CSTO", "Moscow"}),
        ("002", {"Kazakhstan", "Collective Security Treaty Organization", "Stanislav Zas", "Almaty", "Sputnik"}),
        ("003", {"Kazakhstan", "CSTO", "Sergei Shoigu", "Wang Yi", "Jen Psaki", "Nur-Sultan", "Mangystau"}),
        ("004", {"Uzbekistan", "Shavkat Mirziyoyev", "Kremlin", "Vladimir Putin", "Almaty"}),
    ],
)
def test_the_starter_knows_the_seeds_names(seeds, seed, names):
    (path,) = seeds.glob(f"{seed}_*.txt")
    language = {"000": "ur", "001": "ur", "003": "hi"}.get(seed, "ar")
    found = terms_in(path.read_text(encoding="utf-8"), language, starter())
    assert names <= {one.term.english for one in found}


# --- one of several ------------------------------------------------------------------------------------------------

OURS = Term("ur", "صدر", "President")


def test_the_later_glossary_wins():
    other = Term("ur", "صدر", "Head of state", also=("President",))
    hindi = Term("hi", "संसद", "Parliament")
    assert merged([OURS, hindi], [other]) == (other, hindi)
    assert with_starter(()) is starter()
    mine = replace(starter("ur")[0], english="Ruritania")
    assert mine in with_starter((mine,))
    assert starter("ur")[0] not in with_starter((mine,))
    assert len(with_starter((mine,))) == len(starter())


def test_what_a_merge_counts():
    changed, new = Term("ur", "صدر", "Head of state"), Term("hi", "संसद", "Parliament")
    same = Term("ur", "وزیر", "Minister")
    assert merge([OURS, same], [changed, same, new]) == Merge((changed, same, new), new=1, changed=1, same=1)
    assert merge([], []) == Merge((), 0, 0, 0)


# --- which terms a sentence has ------------------------------------------------------------------------------------

TERMS = (
    Term("ar", "الأمم المتحدة", "United Nations", "org"),
    Term("ar", "منظمة معاهدة الأمن الجماعي", "CSTO", "org"),
    Term("ar", "منظمة", "organisation", "noun"),
    Term("ar", "الكرملين", "Kremlin", "org"),
    Term("ar", "الصين", "China", "place"),
    Term("ar", "مصر", "Egypt", "place"),
    Term("ar", "وزير", "minister", "title"),
    Term("ar", "لجنة الأمن العليا لشؤون الدفاع عن حدود البلاد", "Border Committee", "org"),
    Term("ur", "وزیر خارجہ", "foreign minister", "title"),
    Term("ur", "مظاہرہ", "protest", "noun"),
    Term("ur", "قازقستان", "Kazakhstan", "place"),
    Term("hi", "कज़ाख़स्तान", "Kazakhstan", "place"),
    Term("hi", "विदेश मंत्री", "foreign minister", "title"),
    Term("hi", "जी20", "G20", "org"),
    Term("hi", "यू.एस.", "US", "place"),
)


@pytest.mark.parametrize(
    ("language", "sentence", "expected"),
    [
        ("ar", "قالت الأمم المتحدة أمس", [("الأمم المتحدة", "United Nations")]),
        ("ar", "تابعة للأمم المتحدة", [("للأمم المتحدة", "United Nations")]),
        ("ar", "وللأمم المتحدة دور", [("وللأمم المتحدة", "United Nations")]),
        ("ar", "بالأمم المتحدة وبالصين وللصين", [("بالأمم المتحدة", "United Nations"), ("وبالصين", "China"), ("وللصين", "China")]),
        ("ar", "لمنظمة معاهدة الأمن الجماعي", [("لمنظمة معاهدة الأمن الجماعي", "CSTO")]),
        ("ar", "منظمة معاهدة الأمن", [("منظمة", "organisation")]),
        ("ar", "ظل مصرا على رأيه في مصر", [("مصر", "Egypt")]),  # "insisting", then "Egypt"
        ("ar", "الوزراء ووزيرها", [("ووزيرها", "minister")]),
        ("ar", "لجنة الأمن العليا لشؤون الدفاع عن حدود البلاد", [("لجنة الأمن العليا لشؤون الدفاع عن حدود البلاد", "Border Committee")]),
        ("ur", "وزیرِ خارجہ نے کہا", [("وزیرِ خارجہ", "foreign minister")]),
        ("ur", "مظاہرے اور مظاہروں", [("مظاہرے", "protest"), ("مظاہروں", "protest")]),
        ("ur", "قازقستانیوں", []),
        ("ur", "قازقستان، قازقستان", [("قازقستان", "Kazakhstan"), ("قازقستان", "Kazakhstan")]),
        ("hi", "कजाखस्तान के विदेश मंत्रियों", [("कजाखस्तान", "Kazakhstan"), ("विदेश मंत्रियों", "foreign minister")]),
        ("hi", "जी20 में यू.एस. ने", [("जी20", "G20"), ("यू.एस.", "US")]),
        ("hi", "", []),
    ],
)  # fmt: skip
def test_the_terms_of_a_sentence(language, sentence, expected):
    found = terms_in(sentence, language, TERMS)
    assert [(sentence[f.start : f.end], f.term.english) for f in found] == expected


def test_other_languages_terms_and_no_terms_are_not_found():
    assert terms_in("قازقستان", "ar", TERMS) == ()
    assert terms_in("قازقستان", "ur", ()) == ()


def test_of_two_spellings_of_one_word_the_later_term_counts():
    mine = (*TERMS, Term("hi", "कजाखस्तान", "Ruritania"))
    assert [f.term.english for f in terms_in("कज़ाख़स्तान", "hi", mine)] == ["Ruritania"]
