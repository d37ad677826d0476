import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbench.text.transliteration import transliterate


@pytest.mark.parametrize(
    ("language", "word", "latin"),
    [
        ("ar", "بغداد", "baghadad"),
        ("ar", "بُغداد", "baghadad"),  # vowel marks are not needed
        ("ar", "موسكو", "musku"),
        ("ar", "برلسكوني", "barlaskuni"),
        ("ar", "فيدال", "fidal"),
        ("ar", "ثامر", "thamar"),
        ("ur", "ثامر", "samar"),  # one letter, two languages
        ("ur", "کراچی", "karachi"),
        ("ur", "لاہور", "lahur"),
        ("hi", "जर्मनी", "jarmni"),
        ("hi", "दिल्ली", "dilli"),
        ("hi", "हिन्दी", "hindi"),
        ("hi", "फ़्रांस", "frans"),  # nukta
        ("hi", "कमल", "kamal"),  # no vowel at the end
        ("hi", "", ""),
        ("ar", "abc", ""),  # nothing to transliterate
    ],
)
def test_transliterate(language, word, latin):
    assert transliterate(word, language) == latin


@given(
    st.sampled_from(["ar", "ur", "hi"]), st.text(st.characters(min_codepoint=0x600, max_codepoint=0x97F), max_size=15)
)
def test_only_lower_case_latin_letters_come_out(language, word):
    latin = transliterate(word, language)
    assert latin.isascii()
    assert latin == "".join(c for c in latin if c.isalpha()).lower()
