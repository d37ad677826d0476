"""Tables of (word, shorter form that must be proposed); what is proposed in vain does no harm, the lexicon decides."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbench.text.stemming import FEWEST_LETTERS, Stem, stems


@pytest.mark.parametrize(
    ("language", "word", "stem"),
    [
        ("ar", "والكتاب", Stem("كتاب", "and the")),
        ("ar", "والكتاب", Stem("الكتاب", "and")),
        ("ar", "للمدينة", Stem("مدينة", "for the")),
        ("ar", "سيكتب", Stem("يكتب", "will")),
        ("ar", "كتابه", Stem("كتاب", "", "his")),
        ("ar", "مدرستها", Stem("مدرسة", "", "its")),  # ta marbuta closes again
        ("ar", "معلمون", Stem("معلم")),
        ("ar", "وببغداد", Stem("بغداد", "and with")),
        ("ur", "لڑکوں", Stem("لڑکا")),
        ("ur", "خبریں", Stem("خبر")),
        ("hi", "बच्चों", Stem("बच्चा")),
        ("hi", "नदियाँ", Stem("नदी")),
        ("hi", "खाता", Stem("खाना")),
    ],
)
def test_a_shorter_form_is_proposed(language, word, stem):
    assert stem in list(stems(word, language))


@pytest.mark.parametrize(
    ("language", "word", "expected"),
    [
        ("ar", "والكتاب", ["الكتاب", "كتاب"]),  # the least is taken off first
        ("ar", "ول", []),  # too little would be left
        ("ar", "بيت", ["يت"]),
        ("hi", "नदियाँ", ["नदी"]),
        ("ur", "خبریں", ["خبر", "خبرنا"]),
        ("en", "houses", []),
    ],
)
def test_every_form_in_order(language, word, expected):
    assert [stem.text for stem in stems(word, language)] == expected


@given(st.text(alphabet="والبكسفتهنيمدر", max_size=12))
def test_arabic_stems_leave_two_letters_and_are_no_longer_than_the_word(word):
    for stem in stems(word, "ar"):
        assert FEWEST_LETTERS <= len(stem.text) <= len(word)


@given(st.sampled_from(["ur", "hi"]), st.text(alphabet="کتابوںیےनदियाँों", max_size=10))
def test_no_language_but_arabic_has_clitics(language, word):
    assert all(stem.before == stem.after == "" for stem in stems(word, language))
