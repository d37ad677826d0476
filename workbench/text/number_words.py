"""Words for numbers, months and weekdays in Arabic, Urdu, Hindi and English. It knows no grammar: `figures` does.

Variants stand side by side, parted by spaces, or by `|` where a name has two words. Spellings that differ only in what
`figures` folds away (hamza, tatweel, vowel signs, forms of ye, kaf and he, nukta, chandrabindu for anusvara, a nasal
consonant for anusvara) are written once.
"""

from __future__ import annotations

from fractions import Fraction

HALF, QUARTER, THIRD = Fraction(1, 2), Fraction(1, 4), Fraction(1, 3)

# --- numbers below a hundred, and the Arabic hundreds that are one word ---------------------------------------------

# Urdu and Hindi numbers up to 99 follow no rule and are learned by heart; position in the tuple is the value.
URDU_TO_99 = (
    "صفر", "ایک", "دو", "تین", "چار", "پانچ", "چھ چھے چھہ", "سات", "آٹھ", "نو",
    "دس", "گیارہ", "بارہ", "تیرہ", "چودہ", "پندرہ", "سولہ", "سترہ", "اٹھارہ", "انیس",
    "بیس", "اکیس", "بائیس بایس", "تئیس تیئیس", "چوبیس", "پچیس", "چھبیس", "ستائیس", "اٹھائیس", "انتیس",
    "تیس", "اکتیس", "بتیس", "تینتیس تیتیس", "چونتیس", "پینتیس", "چھتیس", "سینتیس", "اڑتیس", "انتالیس",
    "چالیس", "اکتالیس", "بیالیس", "تینتالیس تنتالیس", "چوالیس چونتالیس", "پینتالیس", "چھیالیس", "سینتالیس",
    "اڑتالیس", "انچاس",
    "پچاس", "اکیاون اکاون", "باون", "ترپن تریپن", "چون", "پچپن", "چھپن", "ستاون", "اٹھاون", "انسٹھ",
    "ساٹھ", "اکسٹھ", "باسٹھ", "تریسٹھ ترسٹھ", "چونسٹھ", "پینسٹھ", "چھیاسٹھ", "سڑسٹھ", "اڑسٹھ", "انہتر",
    "ستر", "اکہتر", "بہتر", "تہتر", "چوہتر", "پچہتر پچھتر", "چھہتر چھیتر", "ستتر", "اٹھتر", "اناسی",
    "اسی", "اکیاسی اکاسی", "بیاسی", "تراسی", "چوراسی", "پچاسی", "چھیاسی", "ستاسی", "اٹھاسی", "نواسی",
    "نوے", "اکانوے اکیانوے", "بانوے", "ترانوے", "چورانوے", "پچانوے پنچانوے", "چھیانوے", "ستانوے", "اٹھانوے",
    "ننانوے نناوے",
)  # fmt: skip
HINDI_TO_99 = (
    "शून्य", "एक", "दो", "तीन", "चार", "पाँच", "छह छः छ छे छै", "सात", "आठ", "नौ",
    "दस", "ग्यारह", "बारह", "तेरह", "चौदह", "पंद्रह", "सोलह", "सत्रह", "अठारह अट्ठारह", "उन्नीस",
    "बीस", "इक्कीस", "बाईस बाइस", "तेईस तेइस", "चौबीस", "पच्चीस", "छब्बीस", "सत्ताईस सत्ताइस",
    "अट्ठाईस अट्ठाइस अठाईस अठाइस", "उनतीस उन्तीस",
    "तीस", "इकतीस इकत्तीस", "बत्तीस", "तैंतीस तेंतीस", "चौंतीस", "पैंतीस", "छत्तीस", "सैंतीस", "अड़तीस",
    "उनतालीस उन्तालीस उनचालीस",
    "चालीस", "इकतालीस", "बयालीस बियालीस", "तैंतालीस तेंतालीस तिरतालीस", "चौवालीस चवालीस चौंवालीस", "पैंतालीस",
    "छियालीस छयालीस", "सैंतालीस", "अड़तालीस", "उनचास उन्चास",
    "पचास", "इक्यावन", "बावन", "तिरपन तिरेपन", "चौवन चौअन", "पचपन", "छप्पन", "सत्तावन", "अट्ठावन अठावन", "उनसठ",
    "साठ", "इकसठ", "बासठ", "तिरसठ तिरेसठ", "चौंसठ", "पैंसठ", "छियासठ", "सड़सठ सरसठ", "अड़सठ", "उनहत्तर",
    "सत्तर", "इकहत्तर", "बहत्तर", "तिहत्तर", "चौहत्तर", "पचहत्तर", "छिहत्तर", "सतहत्तर", "अठहत्तर",
    "उनासी उन्नासी उन्यासी",
    "अस्सी", "इक्यासी", "बयासी", "तिरासी", "चौरासी", "पचासी", "छियासी", "सत्तासी सतासी", "अट्ठासी अठासी", "नवासी",
    "नब्बे", "इक्यानवे इक्यानबे", "बानवे बानबे", "तिरानवे तिरानबे", "चौरानवे चौरानबे", "पंचानवे पचानवे पंचानबे",
    "छियानवे छियानबे", "सत्तानवे सत्तानबे", "अट्ठानवे अठानवे अट्ठानबे", "निन्यानवे निन्यानबे",
)  # fmt: skip

SMALL: dict[str, dict[Fraction | int, str]] = {
    "ur": {**dict(enumerate(URDU_TO_99)), Fraction(3, 2): "ڈیڑھ", Fraction(5, 2): "ڈھائی اڑھائی"},
    "hi": {**dict(enumerate(HINDI_TO_99)), Fraction(3, 2): "डेढ़", Fraction(5, 2): "ढाई अढ़ाई"},
    "ar": {
        0: "صفر", 1: "واحد واحدة أحد إحدى",
        2: "اثنان اثنين اثنتان اثنتين اثنا اثني اثنتا اثنتي", 3: "ثلاثة ثلاث", 4: "أربعة أربع", 5: "خمسة خمس",
        6: "ستة ست", 7: "سبعة سبع", 8: "ثمانية ثماني ثمان", 9: "تسعة تسع", 10: "عشرة عشر",
        20: "عشرون عشرين عشرينيات عشرينات", 30: "ثلاثون ثلاثين ثلاثينيات ثلاثينات",
        40: "أربعون أربعين أربعينيات أربعينات", 50: "خمسون خمسين خمسينيات خمسينات",
        60: "ستون ستين ستينيات ستينات", 70: "سبعون سبعين سبعينيات سبعينات",
        80: "ثمانون ثمانين ثمانينيات ثمانينات", 90: "تسعون تسعين تسعينيات تسعينات",
        200: "مئتان مئتين مئتا مئتي مائتان مائتين مائتا مائتي", 300: "ثلاثمئة ثلاثمائة", 400: "أربعمئة أربعمائة",
        500: "خمسمئة خمسمائة", 600: "ستمئة ستمائة", 700: "سبعمئة سبعمائة", 800: "ثمانمئة ثمانمائة ثمانيمئة",
        900: "تسعمئة تسعمائة",
    },
    "en": {
        0: "zero", 1: "one", 2: "two", 3: "three", 4: "four", 5: "five", 6: "six", 7: "seven", 8: "eight", 9: "nine",
        10: "ten", 11: "eleven", 12: "twelve", 13: "thirteen", 14: "fourteen", 15: "fifteen", 16: "sixteen",
        17: "seventeen", 18: "eighteen", 19: "nineteen", 20: "twenty twenties", 30: "thirty thirties",
        40: "forty fourty forties", 50: "fifty fifties", 60: "sixty sixties", 70: "seventy seventies",
        80: "eighty eighties", 90: "ninety nineties",
    },
}  # fmt: skip

ORDINALS: dict[str, dict[int, str]] = {
    "ur": {3: "تیسرا تیسری تیسرے سوم", 4: "چوتھا چوتھی چوتھے چہارم",
           5: "پنجم", 6: "چھٹا چھٹی چھٹے ششم", 7: "ہفتم", 8: "ہشتم", 9: "نہم نواں نویں", 10: "دہم",
           11: "یازدہم", 12: "دوازدہم"},
    "hi": {3: "तीसरा तीसरी तीसरे तृतीय",
           4: "चौथा चौथी चौथे चतुर्थ", 5: "पंचम", 6: "छठा छठी छठे षष्ठ", 7: "सप्तम", 8: "अष्टम", 9: "नवाँ नवीं नवें नवम", 10: "दशम"},
    "ar": {1: "حادي حادية", 2: "ثاني ثانية ثان", 3: "ثالث ثالثة ثالثا", 4: "رابع رابعة رابعا", 5: "خامس خامسة خامسا",
           6: "سادس سادسة سادسا", 7: "سابع سابعة سابعا", 8: "ثامن ثامنة ثامنا", 9: "تاسع تاسعة تاسعا",
           10: "عاشر عاشرة عاشرا"},
    "en": {1: "first", 2: "second", 3: "third", 4: "fourth", 5: "fifth", 6: "sixth", 7: "seventh", 8: "eighth",
           9: "ninth", 10: "tenth", 11: "eleventh", 12: "twelfth", 13: "thirteenth", 14: "fourteenth",
           15: "fifteenth", 16: "sixteenth", 17: "seventeenth", 18: "eighteenth", 19: "nineteenth", 20: "twentieth",
           30: "thirtieth", 40: "fortieth", 50: "fiftieth", 60: "sixtieth", 70: "seventieth", 80: "eightieth",
           90: "ninetieth"},
}  # fmt: skip
# Words that say a number by the way: they account for it, never ask for it, and add to no other ("the first ten").
LOOSE: dict[str, dict[int, str]] = {
    "ur": {1: "پہلا پہلی پہلے اول", 2: "دوسرا دوسری دوسرے دوم دونوں دوبارہ دگنا دگنی"},
    "hi": {1: "पहला पहली पहले प्रथम", 2: "दूसरा दूसरी दूसरे द्वितीय दोनों दोबारा दोगुना दोगुनी"},
    "ar": {1: "أول أولى أولا", 2: "كلا كلتا مرتين ضعف ثانيا"},
    "en": {1: "once single", 2: "twice both double couple pair", 3: "thrice triple"},
}
# Endings that make an ordinal ("fifth") or a collective ("all five") of a cardinal.
ORDINAL_ENDINGS = {"ur": ("واں", "ویں"), "hi": ("वाँ", "वीं", "वें", "वा", "वी", "वे"), "ar": (), "en": ()}
COLLECTIVE_ENDINGS = {"ur": ("وں",), "hi": ("ों",), "ar": (), "en": ()}

# --- words that multiply, divide and adjust -------------------------------------------------------------------------

LAKH, CRORE, MILLION, BILLION, TRILLION = 10**5, 10**7, 10**6, 10**9, 10**12

# Words that multiply what stands before them, and stand for one of themselves when nothing does.
SCALES: dict[str, dict[int, str]] = {
    "ur": {12: "درجن", 100: "سو", 1000: "ہزار", LAKH: "لاکھ", CRORE: "کروڑ", BILLION: "ارب بلین", 10**11: "کھرب",
           MILLION: "ملین", TRILLION: "ٹریلین"},
    "hi": {12: "दर्जन", 100: "सौ", 1000: "हज़ार", LAKH: "लाख", CRORE: "करोड़", BILLION: "अरब बिलियन", 10**11: "खरब",
           MILLION: "मिलियन", TRILLION: "ट्रिलियन"},
    "ar": {100: "مئة مائة", 1000: "ألف", MILLION: "مليون", BILLION: "مليار بليون", TRILLION: "تريليون ترليون"},
    "en": {},
}  # fmt: skip
# The same, but meaning a number only after another ("three thousand", "3k"); alone they mean "many" or nothing.
SCALES_AFTER: dict[str, dict[int, str]] = {
    "ur": {},
    "hi": {},
    "ar": {100: "مئات", 1000: "آلاف الاف", MILLION: "ملايين", BILLION: "مليارات بلايين", TRILLION: "تريليونات ترليونات"},
    "en": {12: "dozen", 100: "hundred", 1000: "thousand thousands k", LAKH: "lakh lakhs lac lacs",
           MILLION: "million millions mn mln m", CRORE: "crore crores cr", BILLION: "billion billions bn bln b",
           TRILLION: "trillion trillions tn trn"},
}  # fmt: skip
# Scales that the reader may also take for something else: metres, the Arab world. The number alone is then a reading.
SCALES_UNSURE = {"ur": "", "hi": "अरब", "ar": "", "en": "m b"}
# Arabic duals: two of the scale. After a number the same letters are the accusative and mean one of it.
DUALS = {
    1000: "ألفان ألفين ألفا ألفي",
    MILLION: "مليونان مليونين مليونا مليوني",
    BILLION: "ملياران مليارين مليارا ملياري بليونان بليونين بليونا",
    TRILLION: "تريليونان تريليونين تريليونا",
}

PARTS: dict[str, dict[Fraction, str]] = {
    "ur": {HALF: "آدھا آدھے آدھی نصف", THIRD: "تہائی تہائ", QUARTER: "چوتھائی چوتھائ"},
    "hi": {HALF: "आधा आधे आधी", THIRD: "तिहाई", QUARTER: "चौथाई"},
    "ar": {HALF: "نصف نصفا", THIRD: "ثلث أثلاث", 2 * THIRD: "ثلثان ثلثين ثلثا ثلثي", QUARTER: "ربع ربعا أرباع"},
    "en": {HALF: "half halves", THIRD: "third thirds", QUARTER: "quarter quarters fourth fourths",
           Fraction(1, 5): "fifth fifths", Fraction(1, 8): "eighth eighths", Fraction(1, 10): "tenth tenths"},
}  # fmt: skip
# What they add to the number that follows: ساڑھے تین is 3.5, پونے دو is 1.75; before a scale, to one of it.
STEPS: dict[str, dict[Fraction, str]] = {
    "ur": {HALF: "ساڑھے ساڑھ", QUARTER: "سوا", -QUARTER: "پونے پون"},
    "hi": {HALF: "साढ़े", QUARTER: "सवा", -QUARTER: "पौने पौन"},
    "ar": {},
    "en": {},
}
POINTS = {"ur": "اعشاریہ", "hi": "दशमलव", "ar": "فاصلة", "en": "point"}
JOINS = {"ur": "", "hi": "", "ar": "و", "en": "and"}
ARTICLES = {"ur": "", "hi": "", "ar": "", "en": "a an"}
# Between two numbers they make a range, whose first number may borrow the scale of the second: "2 to 3 million".
RANGE_WORDS = {"ur": "سے یا تا اور", "hi": "से या और", "ar": "إلى أو و حتى", "en": "to or and"}

# Articles, pronouns, adverbs and homonyms: no evidence of a number when they stand alone.
WEAK = {
    "ur": "صفر ایک نو انیس بہتر اسی نواسی چون ستر درجن سو ہزار لاکھ کروڑ ارب کھرب ملین بلین ٹریلین سوم چھٹی پون",
    "hi": "शून्य एक छ छे दर्जन सौ हज़ार लाख करोड़ अरब खरब मिलियन बिलियन ट्रिलियन छठी",
    "ar": "صفر واحد واحدة أحد إحدى ألف ألفا حادي حادية ثاني ثانية ثان",
    "en": "zero one first second",
}
# Postpositions that Urdu newsrooms write without a space before the next word, as the last letter joins to nothing.
GLUED = {"ur": "کے سے نے کو پر اور"}
# Arabic words that only look like clitics and a number: "I am not"; "per cent".
NOT_CLITICS = "لست ولست فلست المائة المئة بالمائة بالمئة"

# --- names of months and days ---------------------------------------------------------------------------------------

MONTHS: dict[str, tuple[str, ...]] = {
    "en": ("january|jan", "february|feb", "march|mar", "april|apr", "may", "june|jun", "july|jul", "august|aug",
           "september|sept|sep", "october|oct", "november|nov", "december|dec"),
    "ur": ("جنوری", "فروری", "مارچ", "اپریل", "مئی", "جون", "جولائی", "اگست", "ستمبر", "اکتوبر", "نومبر", "دسمبر"),
    "hi": ("जनवरी|जंवरी", "फ़रवरी|फरबरी", "मार्च", "अप्रैल", "मई", "जून", "जुलाई", "अगस्त", "सितंबर|सितबर", "अक्टूबर|अक्तूबर",
           "नवंबर", "दिसंबर"),
    # Egypt and the Gulf | the Levant and Iraq | the Maghreb.
    "ar": ("يناير|كانون الثاني|كانون ثاني|جانفي", "فبراير|شباط|فيفري", "مارس|آذار|أذار", "أبريل|نيسان|أفريل",
           "مايو|أيار|ماي", "يونيو|يونيه|حزيران|جوان", "يوليو|يوليه|تموز|جويلية", "أغسطس|آب|أوت", "سبتمبر|أيلول",
           "أكتوبر|تشرين الأول|تشرين أول", "نوفمبر|تشرين الثاني|تشرين ثاني", "ديسمبر|كانون الأول|كانون أول"),
}  # fmt: skip
# Monday first, as ISO 8601 counts.
WEEKDAYS: dict[str, tuple[str, ...]] = {
    "en": ("monday|mondays", "tuesday|tuesdays", "wednesday|wednesdays", "thursday|thursdays", "friday|fridays",
           "saturday|saturdays", "sunday|sundays"),
    "ur": ("پیر|سوموار", "منگل", "بدھ", "جمعرات", "جمعہ|جمعے|فرائیڈے", "ہفتہ|ہفتے|سنیچر", "اتوار|سنڈے"),
    "hi": ("सोमवार", "मंगलवार", "बुधवार", "गुरुवार|गुरूवार|बृहस्पतिवार|वीरवार", "शुक्रवार|फ़्राइडे", "शनिवार", "रविवार|इतवार|संडे"),
    "ar": ("الاثنين", "الثلاثاء", "الأربعاء", "الخميس", "الجمعة", "السبت", "الأحد"),
}  # fmt: skip
# Names that are also other words (may, to march, John, Nissan, a saint, Buddha, a week, the two): sure only beside a
# number or one of the cue words.
UNSURE_NAMES = {
    "en": "may march mar jan jun aug sep oct nov dec apr feb jul",
    "ur": "مارچ جون پیر منگل بدھ ہفتہ ہفتے",
    "hi": "मार्च",
    "ar": "مارس ماي جوان أوت آب نيسان الاثنين",
}
NAME_CUES_BEFORE = {
    "en": "in since until till last next early late mid by of",
    "ur": "ماہ بروز",
    "hi": "माह",
    "ar": "شهر يوم اليوم أمس مساء صباح فجر ليلة",
}
NAME_CUES_AFTER = {"en": "", "ur": "کو روز", "hi": "महीने माह", "ar": ""}
