import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbench.model import Gloss, Term
from workbench.resources.gloss import MOST_MEANINGS, as_list, gloss, in_place
from workbench.resources.lexicon import lexicon_of

WORDS = {
    "ar": "وصل الرئيس إلى بغداد وبغداد يوم الخميس الأمم المتحدة فيلوسيرابتور كتابه كانون الثاني/يناير على",
    "ur": "صدر نے لاہور میں کہا اقوام متحدہ کی سلامتی کونسل جنوری لڑکوں بیت المقدس ہوگئے",
    "hi": "राष्ट्रपति गुरुवार को दिल्ली पहुंचे संयुक्त राष्ट्र ने ग़ज़ालाबद्र बच्चों हिन्दी आन-बान",
}
COMMON = ["12", "١٢٫٥", "۲۰۲۲", "CSTO", "(", ")", "،", "۔", "।", "«", "»", "-", "\u200c", "\n", "é", "😀"]


@pytest.mark.parametrize(
    ("language", "sentence", "expected"),
    [
        ("ar", "من القاهرة وبغداد يوم الخميس.", [
            ("من", "lexicon"), ("القاهرة", "lexicon"), ("وبغداد", "stem"), ("يوم الخميس", "lexicon"), (".", "copied")]),
        ("ur", "صدر نے 6 جنوری کو لاہور میں کہا۔", [
            ("صدر", "lexicon"), ("نے", "lexicon"), ("6", "copied"), ("جنوری", "lexicon"), ("کو", "lexicon"), ("لاہور", "lexicon"),
            ("میں", "lexicon"), ("کہا", "lexicon"), ("۔", "copied")]),
        ("hi", "CSTO के 1,600 सैनिक", [("CSTO", "copied"), ("के", "lexicon"), ("1,600", "copied"), ("सैनिक", "lexicon")]),
        ("hi", "ग़ज़ालाबद्र", [("ग़ज़ालाबद्र", "letters")]),
        ("ar", "", []),
    ],
)  # fmt: skip
def test_what_each_word_is_known_by(language, sentence, expected):
    assert [(g.source, g.by) for g in gloss(sentence, language)] == expected


@pytest.mark.parametrize(
    ("language", "sentence", "english"),
    [
        ("ar", "من القاهرة وبغداد يوم الخميس.", "from/of Cairo and Baghdad Thursday."),
        ("ar", "وبغداد والقاهرة", "and Baghdad and Cairo"),
        ("ar", "قال فيلوسيرابتور: «نعم، 12.5٪»", 'said ~filusirabtur: " yes, 12.5% "'),
        ("ar", "١٢ جندي", "12 soldier"),
        ("ur", "صدر نے 6 جنوری کو لاہور میں کہا۔", "president 6 January to Lahore in/I said."),
        ("hi", "राष्ट्रपति गुरुवार को दिल्ली पहुंचे।", "president Thursday to Delhi reached/arrived."),
        ("hi", "CSTO के 1,600 सैनिक", "CSTO of 1,600 soldier/military"),
    ],
)
def test_in_place(language, sentence, english):
    assert in_place(gloss(sentence, language)) == english


@pytest.mark.parametrize(
    ("language", "sentence", "listed"),
    [
        ("ur", "صدر نے 6 جنوری کو لاہور میں کہا۔", "صدر = president; جنوری = January; لاہور = Lahore; کہا = said"),
        ("hi", "CSTO के 1,600 सैनिक", "सैनिक = soldier/military"),
        ("ar", "بغداد بغداد", "بغداد = Baghdad"),
    ],
)
def test_as_list(language, sentence, listed):
    assert as_list(gloss(sentence, language)) == listed


@pytest.mark.parametrize(
    ("language", "sentence", "term", "english"),
    [
        ("ar", "وصل إلى بغداد.", "بغداد", "Baghdad City"),
        ("ar", "وصل إلى بغداد.", "وصل إلى", "made it to"),
        ("ur", "صدر نے کہا", "صدر", "chairman"),
        ("hi", "दिल्ली पहुंचे", "दिल्ली", "New Delhi"),
    ],
)
def test_the_glossary_overrides_the_lexicon(language, sentence, term, english):
    without = gloss(sentence, language)
    assert english not in [e for g in without for e in g.english]
    (own,) = [g for g in gloss(sentence, language, {term: english}) if g.by == "glossary"]
    assert (own.source, own.english) == (term, (english,))


@pytest.mark.parametrize("language", ["ar", "ur", "hi"])
def test_no_more_than_two_meanings_are_told(language):
    entry = next(e for e in lexicon_of(language) if len(e.english) > 2 and " " not in e.form)
    assert in_place(gloss(entry.form, language)) == "/".join(entry.english[:2])


def test_an_unknown_language_is_spelled_out():
    (piece,) = gloss("بغداد", "fa")
    assert piece == Gloss(0, 5, "بغداد", ("baghadad",), "", "letters")


@given(st.data())
def test_every_character_is_in_one_gloss_and_they_are_in_order(data):
    language = data.draw(st.sampled_from(sorted(WORDS)))
    words = data.draw(st.lists(st.sampled_from(WORDS[language].split() + COMMON), max_size=12))
    sentence = data.draw(st.sampled_from([" ", "  ", ""])).join(words)
    check(sentence, gloss(sentence, language))


@given(st.sampled_from(["ar", "ur", "hi"]), st.text(max_size=30))
def test_any_text_at_all(language, sentence):
    check(sentence, gloss(sentence, language))


def check(sentence, pieces):
    end = 0
    for piece in pieces:
        assert piece.start >= end
        assert not sentence[end : piece.start].strip()
        assert "".join(piece.source.split()) == "".join(sentence[piece.start : piece.end].split())
        assert len(piece.english) <= MOST_MEANINGS
        end = piece.end
    assert not sentence[end:].strip()


@pytest.mark.parametrize(
    ("language", "sentence", "told"),
    [
        ("ur", "ڈھائی سو ہتھیار", "250"),
        ("ar", "عشرة آلاف شخص", "10,000"),
        ("ar", "مليون ونصف المليون", "1.5 million"),
        ("hi", "ढाई करोड़ लोग", "25 million"),
        ("hi", "12 लाख हस्ताक्षर", "1.2 million"),
        ("ur", "ساڑھے پانچ میٹر", "5.5"),
        ("hi", "दो हज़ार सैनिक", "2,000"),
    ],
)
def test_a_number_of_several_words_is_told_whole(language, sentence, told):
    first = gloss(sentence, language)[0]
    assert (first.english, first.part) == ((told,), "num")
    assert sentence[first.start : first.end] == first.source
    assert " " in first.source


@pytest.mark.parametrize(
    ("language", "sentence", "source", "english", "part"),
    [
        ("ar", "قال الكرملين", "الكرملين", "Kremlin", "org"),
        ("ar", "لمنظمة معاهدة الأمن الجماعي", "لمنظمة معاهدة الأمن الجماعي", "to CSTO", "org"),
        ("ar", "وللأمم المتحدة دور", "وللأمم المتحدة", "and to United Nations", "org"),
        ("ar", "الوزير", "الوزير", "the minister", "noun"),
        ("ur", "قازقستان میں", "قازقستان", "Kazakhstan", "place"),
    ],
)
def test_the_glossarys_terms_are_told_with_what_is_attached(language, sentence, source, english, part):
    terms = (
        Term("ar", "الكرملين", "Kremlin", "org"),
        Term("ar", "منظمة معاهدة الأمن الجماعي", "CSTO", "org"),
        Term("ar", "الأمم المتحدة", "United Nations", "org"),
        Term("ar", "وزير", "minister"),
        Term("ur", "قازقستان", "Kazakhstan", "place"),
    )
    (own,) = [g for g in gloss(sentence, language, terms=terms) if g.by == "glossary"]
    assert (own.source, own.english, own.part) == (source, (english,), part)
    assert sentence[own.start : own.end] == source


@pytest.mark.parametrize(
    ("sentence", "name"), [("الصيني", "الصين"), ("المؤدية", "مودي"), ("الهندي", "الهند"), ("مصرا", "مصر")]
)
def test_a_word_that_only_ends_like_a_name_is_told_by_the_lexicon(sentence, name):
    assert gloss(sentence, "ar", terms=(Term("ar", name, "Ruritania", "place"),)) == gloss(sentence, "ar")
