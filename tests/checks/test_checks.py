"""Tables of (language, source, target, what is found). A clean row has no finding at all: false alarms are defects."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from workbench.checks import CHECKS, inspect
from workbench.model import Context, Finding, Pair, Severity

E, W = Severity.ERROR, Severity.WARNING

FOUND = [
    # numbers
    ("ur", "روس کی قیادت میں دو ہزار سے زائد فوجیوں نے قازقستان سے انخلا کا عمل شروع کر دیا ہے۔",
     "More than 200 troops led by Russia have begun the process of withdrawing from Kazakhstan.",
     [("numbers", E), ("numbers", E)]),
    ("ur", "دو ہزار سے زیادہ فوجی تعینات اور ڈھائی سو ہتھیار نصب کیے ہیں۔",
     "They deployed more than two thousand soldiers and installed weapons.", [("numbers", E)]),
    ("ur", "عراق کی آبادی ڈھائی کروڑ سے زیادہ ہے۔", "The population of Iraq is more than two and a half billion.",
     [("numbers", E), ("numbers", E)]),
    ("ur", "33 ارب ڈالر کے قرضے معاف کیے گئے۔", "Debts of 33 million dollars were written off.",
     [("numbers", E), ("numbers", E)]),
    ("ur", "تمام چھ رکن ممالک کے قومی ترانے نشر کیے گئے", "The national anthems of all member states were broadcast",
     [("numbers", W)]),
    ("ar", "أعلنت الشرطة توقيف أكثر من عشرة آلاف شخص.", "Police announced the arrest of more than ten people.",
     [("numbers", E), ("numbers", W)]),
    ("ar", "مؤلفة من نحو 2000 جندي بقيادة روسيا", "consisting of about soldiers led by Russia", [("numbers", E)]),
    ("ar", "على متن طائرات من طراز إيل-76 وآن-24", "aboard Il-76 and An-26 transport planes",
     [("numbers", E), ("numbers", E)]),
    ("hi", "सीएसटीओ के 1,600 सुरक्षा अधिकारियों की रिहाई", "the release of 600 CSTO security officers",
     [("numbers", E), ("numbers", E)]),
    ("hi", "लगभग 2,000 सैनिक और 250 सैन्य उपकरण प्रदान किए गए", "about 2,000 soldiers and military equipment were provided",
     [("numbers", E)]),
    ("hi", "12 लाख लोगों ने हस्ताक्षर किए।", "About 12 million people signed it.", [("numbers", E), ("numbers", E)]),
    # months and weekdays
    ("ur", "قازقستان میں 6 جنوری کو فوجیں تعینات کی گئی تھیں۔", "Troops were deployed in Kazakhstan on 6 June.",
     [("months", E), ("months", E)]),
    ("ur", "روسی جنرل نے جمعرات کو کہا کہ امن آپریشن مکمل ہو گیا ہے۔",
     "The Russian general said on Wednesday that the peace operation was over.", [("months", E), ("months", E)]),
    ("ar", "ابتداء من يوم الخميس 13 كانون الثاني/يناير", "starting from Thursday, November 13",
     [("months", E), ("months", E)]),
    ("ar", "أعلن الأربعاء 12 من يناير/كانون الثاني بدء انسحاب القوات", "He announced the start of the withdrawal on January 12",
     [("months", E)]),
    ("ur", "1 جنوری 2022 کو اجلاس ہوا", "The meeting was held in January 2022", [("numbers", E)]),
    ("hi", "गुरुवार को रूसी सेना ने घोषणा की", "The Russian army announced on Friday", [("months", E), ("months", E)]),
    # empty
    ("ur", "اجلاس ختم ہو گیا۔", "", [("empty", E)]),
    ("hi", "बैठक में 12 लोग थे।", "  \n", [("empty", E)]),
    ("ar", "انتهى الاجتماع.", "...", [("empty", E)]),
    # leftover
    ("ur", "اجلاس آج لاہور میں ختم ہو گیا۔", "The meeting ended today in لاہور میں, he said.", [("leftover", E)]),
    ("hi", "बैठक आज दिल्ली में समाप्त हुई।", "The बैठक ended today in Delhi, they said.", [("leftover", E)]),
    ("ar", "انتهى الاجتماع اليوم في بغداد.", "The الاجتماع ended today in بغداد.", [("leftover", E), ("leftover", E)]),
    # completeness
    ("ar", "وأوقعت أعمال العنف عشرات القتلى وكانت الأحداث قد بدأت إثر مظاهرات سلمية احتجاجا على رفع أسعار الغاز في "
     "البلاد، وجرح المئات من المدنيين ورجال الأمن", "The violence left dozens dead.", [("numbers", W), ("completeness", E)]),
    ("ur", "قازقستان کے صدر نے کہا کہ روس اور اتحادی فوجوں نے ملک میں صورتحال کو مستحکم کرنے میں انتہائی اہم کردار ادا کیا ہے۔",
     "The president of Kazakhstan said that Russia and its allies had helped.", [("completeness", E)]),
    ("hi", "सैनिक वापस लौट रहे हैं।", "The soldiers are returning to the places where they had been stationed before, and "
     "nobody in the country is sorry to see them go back home.", [("completeness", E)]),
    ("ar", "قال الرئيس إن القوات ستغادر البلاد خلال عشرة أيام وإن الوضع مستقر الآن.",
     "The president said the forces will leave the country within ten days and the situation is stable now, and that schools "
     "and hospitals across the capital had been closed by order of the mayor.", [("completeness", E)]),
    # names
    ("ar", "وصل الرئيس الروسي فلاديمير بوتين إلى كازاخستان.", "Russian President Vladimir Putin arrived in Turkmenistan.",
     [("names", E)]),
    ("hi", "रूसी सैनिक कज़ाख़स्तान से लौट रहे हैं।", "Russian soldiers are returning from Kazakhstan to Georgia.", [("names", W)]),
    ("ur", "صدر نے لاہور میں خطاب کیا اور عوام کا شکریہ ادا کیا۔", "The president spoke in Kabul and thanked the people.",
     [("names", E)]),
    # negation
    ("ur", "وزیر نے کہا کہ فوج شہر سے نہیں جائے گی۔", "The minister said the army will leave the city.", [("negation", E)]),
    ("ar", "قال الوزير إن القوات لن تغادر المدينة.", "The minister said the forces will leave the city.", [("negation", E)]),
    ("hi", "मंत्री ने कहा कि सेना शहर से नहीं जाएगी।", "The minister said the army will leave the city.", [("negation", E)]),
    ("hi", "मंत्री ने कहा कि सेना शहर से जाएगी।", "The minister said the army will not leave the city.", [("negation", W)]),
    # repetition
    ("ur", "فوجی دستے جلد ہی ملک سے چلے جائیں گے اور امن بحال ہو جائے گا، صدر نے اپنے خطاب میں قوم سے یہ وعدہ کیا۔",
     "Troops will leave the country soon, will leave the country soon, will leave the country soon, he said.",
     [("repetition", E)]),
    ("ar", "قال الرئيس إن المهمة ناجحة جدا", "The president said the the mission was very successful", [("repetition", W)]),
    ("hi", "उन्होंने कहा कि सब कुछ नियंत्रण में है और समन्वय उत्कृष्ट है।",
     "He said everything is under control everything is under control.", [("repetition", E)]),
    ("hi", "उसने शहर में, गाँव में और घर में भी यही बात बार बार कही थी।",
     "He said it there and he said it there but he said it there.", [("repetition", E)]),
    # brackets
    ("ur", "سکیورٹی کی تنظیم (سی ایس ٹی او) کے دستے", "Troops of the security organisation (CSTO", [("brackets", W)]),
    ("hi", "शोइगु ने कहा कि \"सब कुछ नियंत्रण में है\"।", "Shoigu said that \"everything is under control.", [("brackets", W)]),
    # bidi
    ("ar", "انتهى الاجتماع في موسكو.", "The meeting ended\u200f in Moscow.", [("bidi", W)]),
    ("ar", "انتهى الاجتماع في موسكو.", "The \u202bmeeting ended in Moscow.", [("bidi", E)]),
    ("ur", "اجلاس ماسکو میں ختم ہوا۔", "The \u2067meeting\u202c ended in Moscow.", [("bidi", E)]),
    ("ur", "اجلاس ماسکو میں ختم ہوا۔", "The \u2067meeting\u2069 ended in Moscow.", [("bidi", W)]),
]  # fmt: skip

CLEAN = [
    ("ur", "روس کی قیادت میں دو ہزار سے زائد فوجیوں نے قازقستان سے انخلا کا عمل شروع کر دیا ہے۔",
     "More than 2,000 Russian-led troops have begun withdrawing from Kazakhstan."),
    ("ur", "آزادی کی 30 سالہ تاریخ میں اب تک کے بدترین تشدد کا سامنا کرنا پڑا۔",
     "It faced the worst violence in its 30-year history of independence."),
    ("ur", "دو ہزار سے زیادہ فوجی تعینات اور ڈھائی سو ہتھیار نصب کیے ہیں۔",
     "It has deployed more than two thousand soldiers and installed 250 weapons."),
    ("ur", "قازقستان میں 6 جنوری کو فوجیں تعینات کی گئی تھیں۔ فوٹو اے ایف پی",
     "Troops were deployed in Kazakhstan on January 6. Photo: AFP"),
    ("ur", "پیر کو حالات معمول پر آ گئے ہیں۔", "On Monday the situation returned to normal."),
    ("ur", "ولادی میر پوتن نے پیر کو ’فتح‘ کا دعویٰ کیا ہے۔", "Vladimir Putin claimed 'victory' on Monday."),
    ("ur", "2 لاکھ افراد نے ووٹ ڈالا۔", "200,000 people voted."),
    ("ur", "16 ویں صدی میں یہ سلطنت کا حصہ تھا۔", "In the sixteenth century it was part of the empire."),
    ("ur", "اجلاس ساڑھے نو بجے شروع ہوا۔", "The meeting began at 9:30."),
    ("ur", "ایک شخص اسی دن ہلاک ہوا۔", "A person was killed the same day."),
    ("ar", "أعلن الأربعاء 12 من يناير/كانون الثاني، بدء انسحاب قوات حفظ السلام",
     "announced on Wednesday, January 12, the start of the peacekeepers' withdrawal"),
    ("ar", "على متن طائرات نقل عسكري من طراز إيل-76 وآن-24", "aboard Il-76 and An-24 military transport aircraft"),
    ("ar", "أعلنت الشرطة توقيف أكثر من عشرة آلاف شخص.", "Police announced the arrest of more than 10,000 people."),
    ("ar", "موضحة أنها ستجري في غضون 10 أيام.", "explaining that it would take place within ten days."),
    ("ar", "فاز بأكثر من 46 في المائة من الأصوات.", "He won with over 46 percent of the vote."),
    ("ar", "سجّل هدفين في سبعينيات القرن العشرين.", "He scored 2 goals in the 1970s."),
    ("ar", "عام 2021/2022", "the year 2021-22"),
    ("ar", "الملك لويس السادس عشر", "King Louis XVI"),
    ("ar", "في 31/12/2021 الساعة 15:30", "at 3:30 p.m. on December 31, 2021"),
    ("ar", "الجمعة 14 كانون الثاني 2022ء", "Friday, 14 January 2022"),
    ("hi", "सैनिक 19 जनवरी तक अपनी वापसी पूरी कर लेंगे।", "The soldiers will complete their return by January 19."),
    ("hi", "जनवरी 14, 2022", "14 January 2022"),
    ("hi", "लगभग 2,000 सीएसटीओ सैनिक और 250 सैन्य उपकरण", "about 2,000 CSTO soldiers and 250 pieces of equipment"),
    ("hi", "12 लाख लोगों ने हस्ताक्षर किए।", "1.2 million people signed it."),
    ("ur", "حکومت نے مذاکرات سے انکار کر دیا۔", "The government did not agree to talks."),
    ("ar", "وصلوا دون إذن.", "They arrived without permission."),
    ("hi", "वह न केवल आया बल्कि बोला भी।", "He came, and he also spoke."),
    ("ar", "قتل ما لا يقل عن 100 شخص.", "At least 100 people were killed."),
    ("hi", "कज़ाख़ राष्ट्रपति ने पुतिन को धन्यवाद दिया।", "Kazakhstan's president thanked Putin."),
    ("hi", "गुरुवार को, दोनों नेताओं ने फोन कॉल किया।", "On Thursday, the two leaders held a phone call."),
    ("hi", "यह सेवा 24/7 उपलब्ध है।", "The service is available 24/7."),
    ("hi", "पचास से साठ हज़ार लोग वहाँ थे।", "50,000 to 60,000 people were there."),
    ("hi", "अलग अलग लोग अलग अलग बातें", "Different people, different different things"),
    ("hi", "(Related Nodes field)", "(Related Nodes field)"),
    ("ur", "https://example.org/2022/01?a=10 million", "https://example.org/2022/01?a=10 million"),
    ("ar", "2 a.m. – 10 million (UTC+1", "2 a.m. – 10 million (UTC+1"),
    ("ur", "’بنیادی مقصد واضح تھا", "\"The main goal was clear"),
    ("ar", "1) انتهى الاجتماع", "1) The meeting ended"),
    ("ar", "1 - انتهى الاجتماع", "1) The meeting ended"),
    ("ar", "Rows 1,5 and 2,7", "Rows 1,5 and 2,7"),
    ("hi", "वह 5 फुट 10 इंच लंबा है", "He is 5'10\" tall"),
    ("hi", "उसने शहर में कहा और उसने गाँव में कहा।", "He said it there and he said it there also."),
    ("ar", "رصد عملية تكرار لحدث دوري، وهو الحدث الذي يتكرر باستمرار", "observing a cyclical event. A cyclical event repeats itself"),
    ("ar", "…", ""),
    ("fr", "La réunion de 12 personnes", "The meeting of 12 people"),
]  # fmt: skip


def found(language: str, source: str, target: str) -> list[Finding]:
    pair = Pair(source, target, language)
    return inspect(pair, Context(language))


@pytest.mark.parametrize(("language", "source", "target", "expected"), FOUND)
def test_faults_are_found(language: str, source: str, target: str, expected: list[tuple[str, Severity]]) -> None:
    assert [(f.check, f.severity) for f in found(language, source, target)] == expected


@pytest.mark.parametrize(("language", "source", "target"), CLEAN)
def test_good_translations_have_no_findings(language: str, source: str, target: str) -> None:
    assert found(language, source, target) == []


@pytest.mark.parametrize(
    ("language", "source", "target", "message", "source_text", "target_text"),
    [
        ("ur", "دو ہزار فوجی", "soldiers", "The source says 2,000 (\u2068دو ہزار\u2069); the translation has no such number.",
         "دو ہزار", None),
        ("ur", "250 ہتھیار", "weapons", "The source says 250; the translation has no such number.", "250", None),
        ("hi", "ढाई लोग", "people", "The source says 2.5 (\u2068ढाई\u2069); the translation has no such number.", "ढाई", None),
        ("hi", "सैनिक लौट आए", "600 troops", "The translation says 600; the source has no such number.", None, "600"),
        ("ur", "جمعرات کو", "on the day", "The source says Thursday (\u2068جمعرات\u2069); the translation does not name that weekday.",
         "جمعرات", None),
        ("hi", "बैठक में", "in June, then", "The translation says June; the source does not name that month.",
         None, "June"),
        ("hi", "दिल्ली नगर में", "In दिल्ली नगर there", "The translation still has Devanagari script: «दिल्ली नगर».",
         None, "दिल्ली नगर"),
        ("hi", "बैठक में", "In the meeting।", "The translation still has Devanagari punctuation: «।».", None, "।"),
        ("ur", "بغیر اجازت", "with permission", "The source denies (\u2068بغیر\u2069); nothing in the translation does.",
         "بغیر", None),
        ("ar", "قال الرئيس", "The the president", "The translation says «the» twice in a row.", None, "the"),
        ("ar", "قال الرئيس", "The president (said", "A round bracket in the translation has no partner: «(».", None, "("),
        ("ar", "قال الرئيس", "The president\u200e said", "U+200E left-to-right mark is invisible and has no place in English.",
         None, "\u200e"),
    ],
)  # fmt: skip
def test_what_the_reader_is_told(
    language: str, source: str, target: str, message: str, source_text: str | None, target_text: str | None
) -> None:
    finding = found(language, source, target)[0]
    assert finding.message == message
    spans = [(finding.source_span, source, source_text), (finding.target_span, target, target_text)]
    for span, text, expected in spans:
        assert (text[span.start : span.end] if span else None) == expected


def test_a_number_is_reported_once_however_often_it_is_said() -> None:
    assert len(found("hi", "250 और 250 और 250 लोग आए", "People came, and came again")) == 1


LONG = {
    "ar": "قال وزير الدفاع إن القوات الروسية ستغادر العاصمة خلال أسبوع وإن العملية انتهت بنجاح.",
    "ur": "وزیر دفاع نے کہا کہ روسی فوجی ایک ہفتے میں دارالحکومت سے چلے جائیں گے اور آپریشن کامیابی سے مکمل ہوا۔",
    "hi": "रक्षा मंत्री ने कहा कि रूसी सैनिक एक सप्ताह में राजधानी छोड़ देंगे और अभियान सफलतापूर्वक समाप्त हुआ।",
}
GOOD = "The defence minister said that Russian troops would leave the capital within a week and the operation ended successfully."


@pytest.mark.parametrize("language", ["ar", "ur", "hi"])
def test_what_is_left_out_and_what_is_added_is_shown(language: str) -> None:
    def told(target: str) -> list[Finding]:
        return [f for f in found(language, LONG[language], target) if f.check == "completeness"]

    assert told(GOOD) == []
    (lost,) = told("The defence minister said that Russian troops would leave.")
    assert lost.target_span is None
    assert lost.source_span is not None
    assert lost.source_span.end > len(LONG[language]) * 2 / 3  # what is lost is at the end
    clause = "while farmers protested against the price of bread and a court in the north sentenced three journalists"
    (added,) = told(f"{GOOD[:-1]}, {clause}.")
    assert (added.severity, added.source_span) == (E, None)
    assert added.target_span is not None
    assert added.target_span.start > len(GOOD) - 20


def test_a_lost_full_stop_is_told_where_the_others_of_the_article_have_theirs() -> None:
    others = tuple(Pair(f"وصل الوفد رقم {n}.", f"Delegation {n} arrived.", "ar") for n in range(13, 23))
    lost = Pair("غادر الوزير.", "The minister left", "ar")

    def told(others: tuple[Pair, ...]) -> list[str]:
        return [f.check for f in inspect(lost, Context("ar", pairs=(*others, lost)))]

    assert told(others) == ["punctuation"]
    assert told(others[:4]) == []
    assert told(tuple(Pair(p.source, p.target.rstrip("."), "ar") for p in others)) == []


def test_a_very_short_segment_has_slack() -> None:
    assert found("ur", "شیئر:", "Please share:") == []


@settings(deadline=None)  # the first call reads the word lists
@given(source=st.text(), target=st.text(), language=st.sampled_from(["ar", "ur", "hi", "fr"]))
def test_no_text_breaks_a_check(source: str, target: str, language: str) -> None:
    for finding in found(language, source, target):
        assert finding.check in CHECKS
        for span, text in ((finding.source_span, source), (finding.target_span, target)):
            assert span is None or 0 <= span.start < span.end <= len(text)


@settings(deadline=None)  # the first call reads the word lists
@given(number=st.integers(13, 10**7), digit=st.integers(1, 9), place=st.integers(0, 6))
def test_one_wrong_digit_is_always_found(number: int, digit: int, place: int) -> None:
    shown = str(number)
    place %= len(shown)
    wrong = shown[:place] + str((int(shown[place]) + digit) % 10) + shown[place + 1 :]
    checks = {(f.check, f.severity) for f in found("ur", f"کل {shown} افراد", f"{wrong} people in all")}
    assert ("numbers", E) in checks


def test_what_the_article_says_elsewhere_is_seen_anew_each_time() -> None:
    here = Pair("نفى المتحدث ذلك.", "The spokesman denied it.", "ar")

    def told(elsewhere: str) -> list[str]:
        return [f.check for f in inspect(here, Context("ar", pairs=(here, Pair(here.source, elsewhere, "ar"))))]

    assert told(here.target) == []
    assert told("The spokesman rejected this.") == ["consistency"]
    assert told(here.target) == []
