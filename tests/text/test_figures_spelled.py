"""Whole numbers up to a million, spelled as news spells them, are read as their value. The spellers know no word list of the package."""

from collections.abc import Callable
from dataclasses import dataclass
from fractions import Fraction

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from workbench.text.figures import figures

MILLION = 10**6
NUMBERS = st.one_of(st.integers(0, MILLION), st.integers(0, 9999), st.integers(0, 1000).map(lambda n: n * 1000))
DIGITS = ("0123456789", "٠١٢٣٤٥٦٧٨٩", "۰۱۲۳۴۵۶۷۸۹", "०१२३४५६७८९")
# What may group the digits; the second and third are the Arabic thousands separator and comma.
SEPARATORS = ("", ",", "٬", "،")
SENTENCES = {
    "ar": "قالت السلطات إن {} هي الحصيلة.",
    "ur": "حکام کے مطابق {} افراد متاثر ہوئے۔",
    "hi": "अधिकारियों के अनुसार {} लोग प्रभावित हुए।",
    "en": "Officials said {} people were affected.",
}


def words(spaced: str) -> list[str]:
    return spaced.split()


# --- digits --------------------------------------------------------------------------------------------------------


def western(number: int, separator: str) -> str:
    return f"{number:,}".replace(",", separator)


def indian(number: int, separator: str) -> str:
    head, tail = divmod(number, 1000)
    if not head:
        return str(number)
    lakhs, thousands = divmod(head, 100)
    groups = [f"{lakhs}", f"{thousands:02}", f"{tail:03}"] if lakhs else [f"{thousands}", f"{tail:03}"]
    return separator.join(groups)


@given(
    number=st.integers(0, MILLION),
    digits=st.sampled_from(DIGITS),
    separator=st.sampled_from(SEPARATORS),
    grouped=st.sampled_from((western, indian)),
    language=st.sampled_from(list(SENTENCES)),
)
def test_a_number_in_digits_is_read(
    number: int, digits: str, separator: str, grouped: Callable[[int, str], str], language: str
) -> None:
    written = grouped(number, separator).translate(str.maketrans(DIGITS[0], digits))
    assert read(written, language) == [(number, written)]


# --- English -------------------------------------------------------------------------------------------------------

ENGLISH_TO_19 = words(
    "zero one two three four five six seven eight nine "
    "ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen "
)
ENGLISH_TENS = words("- - twenty thirty forty fifty sixty seventy eighty ninety")


def english(number: int, *, british: bool) -> str:
    """ "One hundred and five" is British, "one hundred five" American."""
    joint = " and " if british else " "
    if number >= MILLION:
        return "one million"
    if number >= 1000:
        thousands, rest = divmod(number, 1000)
        tail = english(rest, british=british) if rest else ""
        return f"{english(thousands, british=british)} thousand" + (tail and f"{joint if rest < 100 else ' '}{tail}")
    if number >= 100:
        hundreds, rest = divmod(number, 100)
        tail = english(rest, british=british) if rest else ""
        return f"{ENGLISH_TO_19[hundreds]} hundred" + (tail and f"{joint}{tail}")
    if number < 20:
        return ENGLISH_TO_19[number]
    tens, units = divmod(number, 10)
    return ENGLISH_TENS[tens] + (f"-{ENGLISH_TO_19[units]}" if units else "")


@given(number=NUMBERS, british=st.booleans())
@example(number=MILLION, british=True)
def test_english_words_are_read(number: int, british: bool) -> None:
    spelled = english(number, british=british)
    assert read(spelled, "en") == [(number, spelled)]


# --- Hindi and Urdu ------------------------------------------------------------------------------------------------

HINDI = words(
    "शून्य एक दो तीन चार पाँच छह सात आठ नौ "
    "दस ग्यारह बारह तेरह चौदह पंद्रह सोलह सत्रह अठारह उन्नीस "
    "बीस इक्कीस बाईस तेईस चौबीस पच्चीस छब्बीस सत्ताईस अट्ठाईस उनतीस "
    "तीस इकतीस बत्तीस तैंतीस चौंतीस पैंतीस छत्तीस सैंतीस अड़तीस उनतालीस "
    "चालीस इकतालीस बयालीस तैंतालीस चौवालीस पैंतालीस छियालीस सैंतालीस अड़तालीस उनचास "
    "पचास इक्यावन बावन तिरपन चौवन पचपन छप्पन सत्तावन अट्ठावन उनसठ "
    "साठ इकसठ बासठ तिरसठ चौंसठ पैंसठ छियासठ सड़सठ अड़सठ उनहत्तर "
    "सत्तर इकहत्तर बहत्तर तिहत्तर चौहत्तर पचहत्तर छिहत्तर सतहत्तर अठहत्तर उन्यासी "
    "अस्सी इक्यासी बयासी तिरासी चौरासी पचासी छियासी सत्तासी अट्ठासी नवासी "
    "नब्बे इक्यानबे बानबे तिरानबे चौरानबे पंचानबे छियानबे सत्तानबे अट्ठानबे निन्यानबे "
)
URDU = words(
    "صفر ایک دو تین چار پانچ چھ سات آٹھ نو "
    "دس گیارہ بارہ تیرہ چودہ پندرہ سولہ سترہ اٹھارہ انیس "
    "بیس اکیس بائیس تئیس چوبیس پچیس چھبیس ستائیس اٹھائیس انتیس "
    "تیس اکتیس بتیس تینتیس چونتیس پینتیس چھتیس سینتیس اڑتیس انتالیس "
    "چالیس اکتالیس بیالیس تینتالیس چوالیس پینتالیس چھیالیس سینتالیس اڑتالیس انچاس "
    "پچاس اکیاون باون ترپن چون پچپن چھپن ستاون اٹھاون انسٹھ "
    "ساٹھ اکسٹھ باسٹھ تریسٹھ چونسٹھ پینسٹھ چھیاسٹھ سڑسٹھ اڑسٹھ انہتر "
    "ستر اکہتر بہتر تہتر چوہتر پچھتر چھہتر ستتر اٹھتر اناسی "
    "اسی اکیاسی بیاسی تراسی چوراسی پچاسی چھیاسی ستاسی اٹھاسی نواسی "
    "نوے اکانوے بانوے ترانوے چورانوے پچانوے چھیانوے ستانوے اٹھانوے ننانوے "
)
SCALES = {"hi": ("लाख", "हज़ार", "सौ"), "ur": ("لاکھ", "ہزار", "سو")}


def south_asian(number: int, language: str, *, one: bool = True) -> str:
    """Without `one` a hundred or a thousand at the beginning is simply "hundred", "thousand"."""
    to_99 = HINDI if language == "hi" else URDU
    spelled = []
    for value, scale in zip((10**5, 1000, 100), SCALES[language], strict=True):
        times, number = divmod(number, value)
        if times:
            spelled += [scale] if times == 1 and not one and not spelled else [to_99[times], scale]
    return " ".join([*spelled, *([to_99[number]] if number or not spelled else [])])


@given(number=NUMBERS, language=st.sampled_from(("hi", "ur")), one=st.booleans())
@example(number=MILLION, language="hi", one=True)
@example(number=MILLION, language="ur", one=True)
def test_hindi_and_urdu_words_are_read(number: int, language: str, one: bool) -> None:
    spelled = south_asian(number, language, one=one)
    assert read(spelled, language) == [(number, spelled)]


# --- Arabic --------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Arabic:
    """How a number is inflected and spelled: what is counted is feminine, the case is the oblique one, and so on."""

    feminine: bool = False
    oblique: bool = False
    long_hundred: bool = False
    """مائة for مئة."""
    parted_hundred: bool = False
    """ثلاث مئة for ثلاثمئة."""
    thousand: str = "ألفا"
    """After eleven to ninety-nine."""

    def spelled(self, number: int) -> str:
        if number == 0:
            return "صفر"
        if number == MILLION:
            return "مليون"
        thousands, rest = divmod(number, 1000)
        return " و".join(part for part in (self._thousands(thousands), self._hundreds(rest)) if part)

    def _thousands(self, times: int) -> str:
        counted = Arabic(False, self.oblique, self.long_hundred, self.parted_hundred)
        tail = times % 100
        if times == 0:
            return ""
        if times == 1:
            return "ألف"
        if times == 2:
            return "ألفين" if self.oblique else "ألفان"
        if tail == 0:  # the two hundred stand in the construct: مئتا ألف
            hundreds = counted._hundreds(times)
            return (hundreds[:-1] if times == 200 else hundreds) + " ألف"
        name = "آلاف" if 3 <= tail <= 10 else "ألف" if tail <= 2 else self.thousand
        return f"{counted._hundreds(times)} {name}"

    def _hundreds(self, number: int) -> str:
        hundreds, rest = divmod(number, 100)
        hundred = "مائة" if self.long_hundred else "مئة"
        stems = ("ثلاث", "أربع", "خمس", "ست", "سبع", "ثمان", "تسع")
        parts = []
        if hundreds == 1:
            parts.append(hundred)
        elif hundreds == 2:
            parts.append(hundred[:-1] + ("تين" if self.oblique else "تان"))
        elif hundreds:
            stem = stems[hundreds - 3]
            parted = f"{'ثماني' if hundreds == 8 else stem} {hundred}"
            parts.append(parted if self.parted_hundred else stem + hundred)
        if rest:
            parts.append(self._below_100(rest))
        return " و".join(parts)

    def _below_100(self, number: int) -> str:
        tens, units = divmod(number, 10)
        if number <= 10:
            return self._unit(number)
        if tens == 1:
            return f"{self._before_ten(units)} {'عشرة' if self.feminine else 'عشر'}"
        names = ("عشر", "ثلاث", "أربع", "خمس", "ست", "سبع", "ثمان", "تسع")
        ten = names[tens - 2] + ("ين" if self.oblique else "ون")
        return f"{self._unit(units, alone=False)} و{ten}" if units else ten

    def _unit(self, number: int, *, alone: bool = True) -> str:
        """Three to ten take the gender opposite to what they count."""
        if number == 1:
            return ("واحدة" if alone else "إحدى") if self.feminine else "واحد"
        if number == 2:
            stem = "اثنت" if self.feminine else "اثن"
            return stem + ("ين" if self.oblique else "ان")
        masculine = ("ثلاثة", "أربعة", "خمسة", "ستة", "سبعة", "ثمانية", "تسعة", "عشرة")[number - 3]
        if not self.feminine:
            return masculine
        return "ثماني" if number == 8 else masculine[:-1]

    def _before_ten(self, units: int) -> str:
        if units == 1:
            return "إحدى" if self.feminine else "أحد"
        if units == 2:
            return self._unit(2)[:-1]
        return self._unit(units)


ARABIC = st.builds(
    Arabic, st.booleans(), st.booleans(), st.booleans(), st.booleans(), st.sampled_from(("ألفا", "ألفًا", "ألف"))
)


@pytest.mark.parametrize(
    ("number", "how", "expected"),
    [
        (11, Arabic(feminine=True), "إحدى عشرة"),
        (12, Arabic(oblique=True), "اثني عشر"),
        (218, Arabic(feminine=True), "مئتان وثماني عشرة"),
        (1925, Arabic(oblique=True, long_hundred=True), "ألف وتسعمائة وخمسة وعشرين"),
        (2000, Arabic(oblique=True), "ألفين"),
        (203_011, Arabic(), "مئتان وثلاثة آلاف وأحد عشر"),
        (200_000, Arabic(oblique=True), "مئتي ألف"),
        (45_300, Arabic(parted_hundred=True), "خمسة وأربعون ألفا وثلاث مئة"),
    ],
)
def test_the_arabic_speller_itself(number: int, how: Arabic, expected: str) -> None:
    assert how.spelled(number) == expected


@given(number=NUMBERS, how=ARABIC)
@example(number=MILLION, how=Arabic())
def test_arabic_words_are_read(number: int, how: Arabic) -> None:
    spelled = how.spelled(number)
    assert read(spelled, "ar") == [(number, spelled)]


# -------------------------------------------------------------------------------------------------------------------


def read(written: str, language: str) -> list[tuple[Fraction, str]]:
    """The numbers of a sentence that has this one, weak ones too: a word like "one" is also a number."""
    return [(figure.value, figure.text) for figure in figures(SENTENCES[language].format(written), language)]
