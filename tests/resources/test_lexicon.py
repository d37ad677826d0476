"""The lexicon files as they are, and how a form is found in a lexicon made for the test."""

from importlib.resources import files

import pytest

from workbench.errors import InputError
from workbench.resources.lexicon import COLUMNS, PARTS, Entry, Lexicon, key_of, lexicon_of, parse, revision

LANGUAGES = ("ar", "ur", "hi")
FLAGS = {"w", "cldr", "geonames", "aligned"}
FEWEST_FORMS = 8_000

COUNTRIES = {
    "ar": "مصر:Egypt السعودية:Saudi+Arabia العراق:Iraq إيران:Iran سوريا:Syria لبنان:Lebanon الأردن:Jordan فلسطين:Palestine "
    "إسرائيل:Israel تركيا:Turkey روسيا:Russia الصين:China الهند:India باكستان:Pakistan أفغانستان:Afghanistan "
    "كازاخستان:Kazakhstan أوكرانيا:Ukraine ألمانيا:Germany فرنسا:France إيطاليا:Italy إسبانيا:Spain بريطانيا:Britain "
    "اليابان:Japan كندا:Canada المكسيك:Mexico البرازيل:Brazil الأرجنتين:Argentina أستراليا:Australia السودان:Sudan "
    "ليبيا:Libya تونس:Tunisia الجزائر:Algeria المغرب:Morocco اليمن:Yemen عُمان:Oman قطر:Qatar الكويت:Kuwait "
    "البحرين:Bahrain الصومال:Somalia كينيا:Kenya",
    "ur": "مصر:Egypt عراق:Iraq ایران:Iran شام:Syria لبنان:Lebanon اردن:Jordan فلسطین:Palestine اسرائیل:Israel ترکی:Turkey "
    "روس:Russia چین:China بھارت:India پاکستان:Pakistan افغانستان:Afghanistan قازقستان:Kazakhstan یوکرین:Ukraine "
    "جرمنی:Germany فرانس:France اٹلی:Italy اسپین:Spain برطانیہ:Britain جاپان:Japan کینیڈا:Canada میکسیکو:Mexico "
    "برازیل:Brazil ارجنٹائن:Argentina آسٹریلیا:Australia سوڈان:Sudan لیبیا:Libya تیونس:Tunisia الجزائر:Algeria "
    "مراکش:Morocco یمن:Yemen عمان:Oman قطر:Qatar کویت:Kuwait بحرین:Bahrain صومالیہ:Somalia کینیا:Kenya نیپال:Nepal",
    "hi": "मिस्र:Egypt इराक़:Iraq ईरान:Iran सीरिया:Syria लेबनान:Lebanon जॉर्डन:Jordan फ़िलिस्तीन:Palestine इज़राइल:Israel "
    "तुर्की:Turkey रूस:Russia चीन:China भारत:India पाकिस्तान:Pakistan अफ़गानिस्तान:Afghanistan कज़ाखस्तान:Kazakhstan "
    "यूक्रेन:Ukraine जर्मनी:Germany फ़्रांस:France इटली:Italy स्पेन:Spain ब्रिटेन:Britain जापान:Japan कनाडा:Canada "
    "मैक्सिको:Mexico ब्राज़ील:Brazil अर्जेंटीना:Argentina ऑस्ट्रेलिया:Australia सूडान:Sudan लीबिया:Libya "
    "ट्यूनीशिया:Tunisia अल्जीरिया:Algeria मोरक्को:Morocco यमन:Yemen ओमान:Oman क़तर:Qatar कुवैत:Kuwait बहरीन:Bahrain "
    "सोमालिया:Somalia केन्या:Kenya नेपाल:Nepal",
}  # fmt: skip
MONTHS_AND_DAYS = (
    "January February March April May June July August September October November December "
    "Monday Tuesday Wednesday Thursday Friday Saturday Sunday"
)
CALENDAR = {
    "ar": "يناير فبراير مارس أبريل مايو يونيو يوليو أغسطس سبتمبر أكتوبر نوفمبر ديسمبر الاثنين الثلاثاء الأربعاء الخميس الجمعة السبت الأحد",
    "ur": "جنوری فروری مارچ اپریل مئی جون جولائی اگست ستمبر اکتوبر نومبر دسمبر پیر منگل بدھ جمعرات جمعہ ہفتہ اتوار",
    "hi": "जनवरी फ़रवरी मार्च अप्रैल मई जून जुलाई अगस्त सितंबर अक्टूबर नवंबर दिसंबर सोमवार मंगलवार बुधवार गुरुवार शुक्रवार शनिवार रविवार",
}


def known(language, form, english):
    return pytest.param(language, form, english, id=f"{language}-{english}")


# --- the files ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_file_is_whole(language):
    text = (files("workbench") / "resources" / "lexicon" / f"{language}.tsv").read_text(encoding="utf-8")
    rows = [line.split("\t") for line in text.splitlines() if line and not line.startswith("#")]
    assert len(rows) >= FEWEST_FORMS
    assert {len(row) for row in rows} == {len(COLUMNS)}
    assert {row[2] for row in rows} <= PARTS
    assert {flag for row in rows for flag in row[4].split()} <= FLAGS
    assert all(row[4] for row in rows)
    assert len({row[0] for row in rows}) == len(rows)
    assert len(lexicon_of(language)) == len(rows)  # no two forms are found by one key


@pytest.mark.parametrize("language", LANGUAGES)
def test_only_function_words_and_light_verbs_say_nothing(language):
    assert {entry.part for entry in lexicon_of(language) if not entry.english} <= {"func", "verb"}


@pytest.mark.parametrize(
    ("language", "form", "english"),
    [
        known(tag, *(part.replace("+", " ") for part in pair.split(":")))
        for tag in LANGUAGES
        for pair in COUNTRIES[tag].split()
    ],
)
def test_countries(language, form, english):
    entry = lexicon_of(language).find(form)
    assert entry is not None
    assert english in entry.english


@pytest.mark.parametrize(
    ("language", "form", "english"),
    [
        known(tag, form, english)
        for tag in LANGUAGES
        for form, english in zip(CALENDAR[tag].split(), MONTHS_AND_DAYS.split(), strict=True)
    ],
)
def test_months_and_weekdays(language, form, english):
    entry = lexicon_of(language).find(form)
    assert entry is not None
    assert english in entry.english


def test_the_lists_of_countries_are_of_forty():
    assert {tag: len(pairs.split()) for tag, pairs in COUNTRIES.items()} == {"ar": 40, "ur": 40, "hi": 40}


def test_a_language_without_a_lexicon_has_an_empty_one():
    assert len(lexicon_of("fa")) == 0


def test_the_revision_is_twelve_hex_digits():
    assert len(revision()) == 12
    assert set(revision()) <= set("0123456789abcdef")


# --- reading -----------------------------------------------------------------------------------------------------


def test_parse():
    text = "# form\tlemma\tpart\tenglish\tflags\n\nبيت\t\tnoun\thouse|home\tw cldr\nने\tने\tfunc\t\tw\n"
    assert list(parse(text, "x.tsv")) == [
        Entry("بيت", "بيت", "noun", ("house", "home"), frozenset({"w", "cldr"})),
        Entry("ने", "ने", "func", (), frozenset({"w"})),
    ]


@pytest.mark.parametrize("line", ["بيت\tبيت\tnoun\thouse", "بيت\tبيت\tbuilding\thouse\tw", "بيت house"])
def test_parse_names_the_bad_line(line):
    with pytest.raises(InputError, match=r"Line 2 of ar\.tsv"):
        list(parse(f"# remark\n{line}\n", "ar.tsv"))


# --- finding -----------------------------------------------------------------------------------------------------


def entry(form, english, part="noun"):
    return Entry(form, form, part, tuple(english.split("|")))


@pytest.mark.parametrize(
    ("one", "other"),
    [("بُغْداد", "بغداد"), ("بغـداد", "بغداد"), ("خانه\u200cجنگی", "خانهجنگی"), ("आन-बान", "आन बान"), ("क\u093cतर", "\u0958तर"),
     ("  نيو   يورك ", "نيو يورك")],
)  # fmt: skip
def test_one_key(one, other):
    assert key_of(one) == key_of(other)


@pytest.mark.parametrize(
    ("language", "form", "asked"),
    [
        ("ar", "أحمد", "احمد"),
        ("ar", "القاهرة", "القاهره"),
        ("ur", "کراچی", "كراچي"),
        ("hi", "हिन्दी", "हिंदी"),
        ("hi", "क़तर", "कतर"),
    ],
)
def test_letters_written_another_way(language, form, asked):
    found = Lexicon(language, [entry(form, "x")]).find(asked)
    assert found is not None
    assert found.form == form


def test_the_very_form_comes_before_the_folded_one():
    lexicon = Lexicon("ar", [entry("علي", "Ali"), entry("على", "on")])
    assert lexicon.find("على").english == ("on",)
    assert lexicon.find("علي").english == ("Ali",)


def test_a_later_entry_replaces_an_earlier_one():
    lexicon = Lexicon("ur", [entry("صدر", "chest"), entry("صدر", "president")])
    assert len(lexicon) == 1
    assert lexicon.find("صدر").english == ("president",)


@pytest.mark.parametrize(
    ("language", "entries", "word", "english"),
    [
        ("ar", [entry("كتاب", "book|volume")], "والكتاب", ("and the book", "volume")),
        ("ar", [entry("مدينة", "the city")], "للمدينة", ("for the city",)),
        ("ar", [entry("كتاب", "book")], "كتابه", ("his book",)),
        ("ar", [entry("قتل", "killed", "verb")], "قتله", ("killed him",)),
        ("ar", [entry("قتل", "killed|murder")], "القتل", ("the murder",)),  # no verb after an article
        ("ar", [entry("بغداد", "Baghdad", "place")], "وبغداد", ("and Baghdad",)),
        ("ur", [entry("لڑکا", "boy")], "لڑکوں", ("boy",)),
        ("hi", [entry("बच्चा", "child")], "बच्चों", ("child",)),
    ],
)
def test_stems(language, entries, word, english):
    found = Lexicon(language, entries).find_stem(word)
    assert found is not None
    assert (found.form, found.english) == (word, english)


def test_the_longest_entry_wins():
    lexicon = Lexicon(
        "ar", [entry("الأمم", "nations"), entry("الأمم المتحدة", "United Nations"), entry("كتاب", "book")]
    )
    words = ["الأمم", "المتحدة", "والكتاب", "غريب"]
    found = [lexicon.longest(words, at) for at in (0, 2, 3)]
    assert [(f[0].english, f[1]) if f else None for f in found] == [
        (("United Nations",), 2),
        (("and the book",), 1),
        None,
    ]


@pytest.mark.parametrize(
    ("words", "english", "count"),
    [
        ("والولايات المتحدة", "and the United States", 2),
        ("للأمم المتحدة", "for United Nations", 2),  # the article hides in the preposition
        ("وللأمم المتحدة", "and for United Nations", 2),
        ("بكوريا الشمالية", "with North Korea", 2),
        ("ومجلس الأمن الدولي", "and UN Security Council", 3),
        ("لرئيس الوزراء", "to prime minister", 2),
        ("والبحر الأبيض المتوسط", "and Mediterranean Sea", 3),
        ("والأمم كثيرة", "and the nations", 1),  # a single word is a stem as ever
    ],
)
def test_an_entry_of_several_words_is_found_behind_what_is_attached_to_the_first(words, english, count):
    found, used = lexicon_of("ar").longest(words.split(), 0)
    assert (found.english[0], used) == (english, count)


@pytest.mark.parametrize(
    ("language", "form", "english"),
    [
        ("ar", "الشرق الأوسط", "Middle East"),
        ("ar", "الجديدة", "new"),
        ("ar", "الخبر", "the news"),
        ("ar", "البيت الأبيض", "White House"),
        ("ar", "الأبيض", "white"),
        ("hi", "मरी", "died"),
        ("ur", "بہار", "spring"),
    ],
)
def test_common_words_are_not_first_of_all_places_of_that_name(language, form, english):
    assert lexicon_of(language).find(form).english[0].removeprefix("the ") == english.removeprefix("the ")


def test_the_whole_word_comes_before_its_stem():
    lexicon = Lexicon("ar", [entry("لد", "strife"), entry("ولد", "boy")])
    assert lexicon.longest(["ولد"], 0)[0].english == ("boy",)
