"""Every row is a text and the values a reader sees in it, in order; months and weekdays are told by their kind."""

import unicodedata
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from workbench.text.figures import Figure, Kind, Written, figures

LANGUAGES = ("ar", "ur", "hi", "en")
DIGITS = {"latin": "0123456789", "arabic": "٠١٢٣٤٥٦٧٨٩", "extended": "۰۱۲۳۴۵۶۷۸۹", "devanagari": "०१२३४५६७८९"}

ARABIC = [
    ("نحو 2000 جندي", [2000]),
    ("١٢٬٣٤٥ شخصا", [12345]),
    ("12،000 شخص", [12000]),
    ("12,345,678 دولارا", [12345678]),
    ("٣٫٥ بالمئة", [Fraction(7, 2)]),
    ("ارتفع 1.5% و٪3", [Fraction(3, 2), 3]),
    ("بنسبة 1,5 في المائة", [Fraction(3, 2)]),
    ("46 في المائة من الأصوات", [46]),
    ("طائرات من طراز إيل-76 وآن-24", [76, 24]),
    ("من 10-15 شخصا", [10, 15]),
    ("فاز 2-1", [2, 1]),
    ("في 31.12.2021", [31, 12, 2021]),
    ("في 31/12/2021", [31, 12, 2021]),
    ("القرن الـ18", [18]),
    ("عام 2010 و2011", [2010, 2011]),
    ("خمسة أشخاص", [5]),
    ("ست نساء", [6]),
    ("عشرة آلاف شخص", [10000]),
    ("أكثر من عشرة آلاف شخص", [10000]),
    ("10 آلاف", [10000]),
    ("أحد عشر كوكبا", [11]),
    ("اثنا عشر عاما", [12]),
    ("خمس عشرة سنة", [15]),
    ("ثلاثة عشر رجلا", [13]),
    ("خمسة وعشرون قتيلا", [25]),
    ("بخمسة وعشرين دولارا", [25]),
    ("مئة شخص", [100]),
    ("مائة وعشرون", [120]),
    ("مئتان وخمسون", [250]),
    ("مائتين وثلاثة وعشرين", [223]),
    ("ثلاثمئة ألف", [300000]),
    ("ثلاث مئة وخمسين ألفا", [350000]),
    ("ألفين وخمسمئة", [2500]),
    ("ألفي جندي", [2000]),
    ("20 ألفا", [20000]),
    ("ثلاثة آلاف ومئتين وثلاثة وعشرين", [3223]),
    ("مليون ونصف المليون", [1500000]),
    ("نصف مليون", [500000]),
    ("مليوني لاجئ", [2000000]),
    ("1.2 مليون توقيع", [1200000]),
    ("1,2 مليون و500 ألف", [1700000]),
    ("340 مليون و500 مليون متحدث", [340000000, 500000000]),
    ("بين مليوني وثلاثة ملايين", [2000000, 3000000]),
    ("14.7 مليار دولار", [14700000000]),
    ("ثلاثة تريليونات", [3 * 10**12]),
    ("مئة وعشرون مليون دولار", [120000000]),
    ("القرن السادس عشر", [16]),
    ("القرن الحادي والعشرين", [21]),
    ("الساعة الثالثة والنصف", [Fraction(7, 2)]),
    ("الساعة 12:30", [Fraction(25, 2)]),
    ("سبعينيات القرن العشرين", [70, 20]),
    ("مساحتها 864 كم2", [864]),
    ("آلاف الجنود ومئات المدنيين وعشرات القتلى", []),
    ("فيروس ألفا", []),
    ("كمية كبيرة", []),
    ("في الساعة 12 مئة شخص", [12, 100]),
    ("أول عشر عينات", [10]),
    ("ألفا وخمسمئة", [1500]),
    ("ألفان وخمسمئة", [2500]),
    ("مليارا ونصف المليار", [1500000000]),
    ("ألفا مليون", [2000000000]),
    ("مئة وأحد عشر", [111]),
    ("مليون واحد", [1000000]),
    ("ولست من هنا", []),
]

URDU = [
    ("دو ہزار سے زائد فوجیوں نے", [2000]),
    ("ڈھائی سو ہتھیار", [250]),
    ("ڈھائی کروڑ سے زیادہ", [25000000]),
    ("30 سالہ تاریخ", [30]),
    ("30سالہ", [30]),
    ("12کلومیٹر دور", [12]),
    ("12ویں جماعت", [12]),
    ("16 ویں صدی", [16]),
    ("1905ء میں", [1905]),
    ("۱۹۴۵ سے ۱۹۹۱ تک", [1945, 1991]),
    ("۱۲٬۳۴۵ افراد", [12345]),
    ("12,34,567 روپے", [1234567]),
    ("1,00,000 روپے", [100000]),
    ("۳٫۵ فیصد", [Fraction(7, 2)]),
    ("78 فی صد", [78]),
    ("۵٪", [5]),
    ("(جولائی2005 میں 26074906)", [2005, 26074906]),
    ("10-15 افراد", [10, 15]),
    ("رات 12:30 بجے", [Fraction(25, 2)]),
    ("ساڑھے تین بجے", [Fraction(7, 2)]),
    ("ساڑھے 56 فیصد", [Fraction(113, 2)]),
    ("ساڑھے تین سو", [350]),
    ("ساڑھے پانچ ہزار", [5500]),
    ("سوا لاکھ", [125000]),
    ("سوا دو", [Fraction(9, 4)]),
    ("پونے دو لاکھ", [175000]),
    ("پونے کروڑ", [7500000]),
    ("ڈیڑھ لاکھ", [150000]),
    ("ڈیڑھ سو", [150]),
    ("پچیس", [25]),
    ("چھبیس افراد", [26]),
    ("پندرہ فی صد", [15]),
    ("ننانوے", [99]),
    ("سڑسٹھ", [67]),
    ("انیس سو سینتالیس", [1947]),
    ("ایک سو بیس ارب ڈالر", [120 * 10**9]),
    ("33 ارب ڈالر", [33 * 10**9]),
    ("دو کھرب", [2 * 10**11]),
    ("3 ہزار 500", [3500]),
    ("2 لاکھ 50 ہزار", [250000]),
    ("ایک کروڑ بیس لاکھ", [12000000]),
    ("دو ہزار کروڑ", [2 * 10**10]),
    ("پچاس سے ساٹھ ھزار سال", [50, 60000]),
    ("1.2 ملین", [1200000]),
    ("دو بلین", [2 * 10**9]),
    ("دو درجن", [24]),
    ("تین اعشاریہ پانچ فیصد", [Fraction(7, 2)]),
    ("پانچویں جماعت", [5]),
    ("چھ رکن ممالک", [6]),
    ("اِس کے تین سو ارکان", [300]),
    ("ہزاروں افراد، لاکھوں روپے", []),
    ("عرب ممالک", []),
    ("پہلے سو دن", []),
    ("4$ ملین", [4000000]),
    ("سوال اٹھ رہے ہیں", []),
    ("آٹھ افراد", [8]),
]

HINDI = [
    ("19 जनवरी तक", [19]),
    ("1,600 सुरक्षा अधिकारियों", [1600]),
    ("लगभग 2,000 सैनिक और 250 उपकरण", [2000, 250]),
    ("१९४७ में", [1947]),
    ("१२,३४,५६७ रुपये", [1234567]),
    ("1,00,00,000", [10000000]),
    ("3.5%", [Fraction(7, 2)]),
    ("12वीं कक्षा", [12]),
    ("37वाँ सबसे बड़ा", [37]),
    ("21 वर्षीय", [21]),
    ("एच5एन1", [5, 1]),
    ("कोविड-19", [19]),
    ("चंद्रयान -1", [1]),
    ("120-160 क्यूबिक मीटर", [120, 160]),
    ("5-3 की जीत", [5, 3]),
    ("9:30 बजे", [Fraction(19, 2)]),
    ("साढ़े नौ बजे", [Fraction(19, 2)]),
    ("साढे तीन सौ", [350]),
    ("डेढ़ लाख", [150000]),
    ("ढाई हजार", [2500]),
    ("ढाई करोड", [25000000]),
    ("सवा सौ", [125]),
    ("पौने दो सौ", [175]),
    ("दो हज़ार", [2000]),
    ("दो हजार", [2000]),
    ("बारह लाख", [1200000]),
    ("12 लाख हस्ताक्षर", [1200000]),
    ("12 लाख 50 हज़ार", [1250000]),
    ("5 हज़ार 200", [5200]),
    ("एक करोड़ बीस लाख", [12000000]),
    ("दो हजार करोड़", [2 * 10**10]),
    ("5 अरब डॉलर", [5 * 10**9]),
    ("दो खरब", [2 * 10**11]),
    ("2.8 मिलियन बैरल", [2800000]),
    ("10 बिलियन यूरो", [10**10]),
    ("उन्नीस सौ सैंतालीस", [1947]),
    ("पच्चीस", [25]),
    ("पंद्रह पन्द्रह", [15, 15]),
    ("पाँच पांच", [5, 5]),
    ("छह छः", [6, 6]),
    ("निन्यानवे", [99]),
    ("उनहत्तर", [69]),
    ("अठारह अट्ठारह", [18, 18]),
    ("पाँचवीं बार", [5]),
    ("सोलहवीं शताब्दी", [16]),
    ("तीसरी बार", [3]),
    ("तीन दशमलव पाँच", [Fraction(7, 2)]),
    ("पचास-साठ हज़ार", [50, 60000]),
    ("दो दर्जन", [24]),
    ("डा० शर्मा", []),
    ("2.2 मिलियन वर्ग किमी2", [2200000]),
    ("सैकड़ों लोग, हज़ारों लोग", []),
]

ENGLISH = [
    ("1,234.5", [Fraction(2469, 2)]),
    ("12,34,567", [1234567]),
    ("1.2 million", [1200000]),
    ("2 lakh", [200000]),
    ("five crore", [50000000]),
    ("2.5bn", [2500000000]),
    ("3m people", [3000000]),
    ("10k", [10000]),
    ("more than two thousand troops", [2000]),
    ("two and a half thousand", [2500]),
    ("one and a half million", [1500000]),
    ("half a million", [500000]),
    ("a quarter of a million", [250000]),
    ("a quarter of a mile", []),
    ("a hundred people", [100]),
    ("one hundred and twenty-five", [125]),
    ("two hundred thousand five hundred and six", [200506]),
    ("340 million to 500 million", [340000000, 500000000]),
    ("two dozen", [24]),
    ("the 37th-largest", [37]),
    ("the 1990s", [1990]),
    ("the twenty-first century", [21]),
    ("Il-76 and An-24", [76, 24]),
    ("120–160 cubic metres", [120, 160]),
    ("31/12/2021", [31, 12, 2021]),
    ("at 12:30", [Fraction(25, 2)]),
    ("US$11,000 to $22,500", [11000, 22500]),
    ("1.5 million and two others", [1500000, 2]),
    ("a 30-year history", [30]),
    ("2.2 million km2", [2200000]),
    ("24/7", [24, 7]),
    ("$300+ billion", [300 * 10**9]),
    ("an M.A. degree", []),
    ("between the second and fourth", [4]),
    ("one point five million", [1500000]),
    ("hundreds of thousands of people", []),
]

NAMES = [
    ("ar", "12 من يناير/كانون الثاني", [(Kind.MONTH, 1)]),
    ("ar", "13 كانون الثاني/يناير", [(Kind.MONTH, 1)]),
    ("ar", "تشرين الثاني/نوفمبر 2021", [(Kind.MONTH, 11)]),
    ("ar", "في تشرين الأول وتشرين الثاني", [(Kind.MONTH, 10), (Kind.MONTH, 11)]),
    ("ar", "شباط وآذار ونيسان 2020", [(Kind.MONTH, 2), (Kind.MONTH, 3), (Kind.MONTH, 4)]),
    ("ar", "5 جويلية و3 أوت", [(Kind.MONTH, 7), (Kind.MONTH, 8)]),
    ("ar", "في جانفي وفيفري", [(Kind.MONTH, 1), (Kind.MONTH, 2)]),
    ("ar", "ابتداء من يوم الخميس", [(Kind.WEEKDAY, 4)]),
    ("ar", "للأربعاء والسبت", [(Kind.WEEKDAY, 3), (Kind.WEEKDAY, 6)]),
    ("ar", "يوم الاثنين", [(Kind.WEEKDAY, 1)]),
    ("ur", "6 جنوری کو جمعرات", [(Kind.MONTH, 1), (Kind.WEEKDAY, 4)]),
    ("ur", "15 مئی 1948", [(Kind.MONTH, 5)]),
    ("ur", "پیر کو حالات", [(Kind.WEEKDAY, 1)]),
    ("hi", "जनवरी 14, 2022", [(Kind.MONTH, 1)]),
    ("hi", "नवम्बर नवंबर", [(Kind.MONTH, 11), (Kind.MONTH, 11)]),
    ("hi", "गुरुवार को", [(Kind.WEEKDAY, 4)]),
    ("hi", "3 मार्च और फ़रवरी", [(Kind.MONTH, 3), (Kind.MONTH, 2)]),
    ("en", "on Thursday, January 13", [(Kind.WEEKDAY, 4), (Kind.MONTH, 1)]),
    ("en", "May 5 and 6 Sept. 2020", [(Kind.MONTH, 5), (Kind.MONTH, 9)]),
    ("en", "12 may have died; they march on", []),
]

# Words that are usually something else: they may account for a number, but never demand one.
WEAK = [
    ("ur", "ایک آدمی"), ("ur", "اسی دن"), ("ur", "بہتر حالات"), ("ur", "دونوں ممالک"), ("ur", "آدھا ملک"),
    ("hi", "एक आदमी"), ("hi", "सऊदी अरब"), ("hi", "दो तिहाई"), ("hi", "दोनों"), ("hi", "पहले"),
    ("ar", "واحد منهم"), ("ar", "لا أحد"), ("ar", "المرة الأولى"), ("ar", "ثلث السكان"),
    ("en", "one of them"), ("en", "first"), ("en", "two-thirds"), ("en", "World War II"), ("en", "twice"),
]  # fmt: skip


def values(text: str, language: str) -> list[Fraction]:
    return [f.value for f in figures(text, language) if f.kind in (Kind.NUMBER, Kind.TIME) and not f.weak]


@pytest.mark.parametrize(("text", "expected"), ARABIC)
def test_arabic(text: str, expected: list[Fraction]) -> None:
    assert values(text, "ar") == expected


@pytest.mark.parametrize(("text", "expected"), URDU)
def test_urdu(text: str, expected: list[Fraction]) -> None:
    assert values(text, "ur") == expected


@pytest.mark.parametrize(("text", "expected"), HINDI)
def test_hindi(text: str, expected: list[Fraction]) -> None:
    assert values(text, "hi") == expected


@pytest.mark.parametrize(("text", "expected"), ENGLISH)
def test_english(text: str, expected: list[Fraction]) -> None:
    assert values(text, "en") == expected


@pytest.mark.parametrize(("language", "text", "expected"), NAMES)
def test_months_and_weekdays(language: str, text: str, expected: list[tuple[Kind, int]]) -> None:
    named = [f for f in figures(text, language) if f.kind in (Kind.MONTH, Kind.WEEKDAY)]
    assert [(f.kind, f.value) for f in named if not f.weak] == expected


@pytest.mark.parametrize(("language", "text"), WEAK)
def test_what_is_usually_something_else_is_weak(language: str, text: str) -> None:
    found = figures(text, language)
    assert found
    assert all(figure.weak for figure in found)


@pytest.mark.parametrize(
    ("language", "text", "written"),
    [("ur", "۲۵۰", Written.DIGITS), ("ur", "ڈھائی سو", Written.WORDS), ("en", "1.2 million", Written.MIXED)],
)
def test_how_it_was_written(language: str, text: str, written: Written) -> None:
    assert [f.written for f in figures(text, language)] == [written]


@pytest.mark.parametrize(
    ("language", "text", "also"),
    [("en", "3m", 3), ("en", "1.200", 1200), ("hi", "5 अरब", 5), ("en", "2 to 3 million", 2000000),
     ("hi", "12.30 बजे", Fraction(25, 2)), ("ar", "ألفا", 1000), ("ar", "ألفا وخمسمئة", 2500)],
)  # fmt: skip
def test_second_readings(language: str, text: str, also: Fraction) -> None:
    first = figures(text, language)[0]
    assert first.value != also
    assert also in first.readings


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [
        ("hi", "वे दो हज़ार करोड़ के", "दो हज़ार करोड़"),
        ("ar", "نَحوَ خَمسَةٌ وعِشرونَ قتيلا", "خَمسَةٌ وعِشرونَ"),
        ("ar", "القرن الـ18", "18"),
        ("en", "the 12th day", "12th"),
        ("ur", "سنہ 1905ء میں", "1905ء"),
    ],
)
def test_text_is_what_stands_in_the_sentence(language: str, text: str, expected: str) -> None:
    assert [figure.text for figure in figures(text, language)] == [expected]


def test_every_number_word_up_to_99_is_distinct() -> None:
    for language, tens in (("ur", "سو"), ("hi", "सौ")):
        from_words = {n: values(f"{word} {tens}", language) for n, word in enumerate(_first_spellings(language)) if n}
        assert from_words == {n: [100 * n] for n in range(1, 100)}


def _first_spellings(language: str) -> list[str]:
    from workbench.text.number_words import HINDI_TO_99, URDU_TO_99

    return [word.split()[0] for word in (URDU_TO_99 if language == "ur" else HINDI_TO_99)]


def grouped(number: int, separator: str, indian: bool) -> str:
    digits = str(number)
    head, tail = digits[:-3], digits[-3:]
    size = 2 if indian else 3
    groups = [head[max(i - size, 0) : i] for i in range(len(head), 0, -size)][::-1]
    return separator.join([*groups, tail])


@settings(deadline=None)  # the first call reads the word lists
@given(
    number=st.integers(0, 10**9),
    digits=st.sampled_from(list(DIGITS.values())),
    separator=st.sampled_from(["", ",", "٬", "،", "'", "\u00a0", "\u202f", "\u2009"]),
    language=st.sampled_from(LANGUAGES),
)
def test_every_number_comes_back_in_every_digit_system(number: int, digits: str, separator: str, language: str) -> None:
    text = grouped(number, separator, indian=False).translate(str.maketrans("0123456789", digits))
    assert values(text, language) == [number]


@settings(deadline=None)  # the first call reads the word lists
@given(number=st.integers(0, 10**9), digits=st.sampled_from(list(DIGITS.values())), separator=st.sampled_from(",٬،"))
def test_every_number_comes_back_in_indian_grouping(number: int, digits: str, separator: str) -> None:
    text = grouped(number, separator, indian=True).translate(str.maketrans("0123456789", digits))
    assert values(text, "hi") == [number]


def assert_sound(found: list[Figure], text: str) -> None:
    end = 0
    for figure in found:
        assert end <= figure.start < figure.end <= len(text)
        assert figure.text == text[figure.start : figure.end]
        end = figure.end


@settings(deadline=None)  # the first call reads the word lists
@given(text=st.text(), language=st.sampled_from((*LANGUAGES, "fr")))
def test_any_text_has_sound_offsets(text: str, language: str) -> None:
    assert_sound(figures(text, language), text)


WORDS = ["0", "5", "12", "1,5", "1.5", "2021", "12:30", "31.12.2021", "-", "/", ",", ".", "،", "و", "XVI", "9" * 5000]


@settings(deadline=None)  # the first call reads the word lists
@given(
    words=st.lists(st.sampled_from([*WORDS, *(w for t, _ in ARABIC + URDU + HINDI + ENGLISH for w in t.split())])),
    joint=st.sampled_from([" ", "", "-", "\u0640"]),
    language=st.sampled_from(LANGUAGES),
)
def test_any_run_of_number_words_has_sound_offsets(words: list[str], joint: str, language: str) -> None:
    text = joint.join(words)
    assert_sound(figures(text, language), text)


@pytest.mark.parametrize(("text", "expected"), [*ARABIC, *URDU, *HINDI])
def test_decomposed_text_reads_the_same(text: str, expected: list[Fraction]) -> None:
    language = "ar" if (text, expected) in ARABIC else "ur" if (text, expected) in URDU else "hi"
    assert values(unicodedata.normalize("NFD", text), language) == expected
