"""The words and marks by which sentences are told apart in Arabic, Urdu and Hindi. It knows no text; `sentences` uses it."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

STOPS = "۔।॥؟?!.…‽⸮"
# Python's \w leaves out the vowel signs of Arabic and Devanagari and the joiners, so the letters of words are listed.
LETTER = (
    "\\w\u0300-\u036f\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06ed\u0900-\u0903\u093a-\u094f\u0962\u0963\u200c\u200d"
)


def _words(text: str) -> frozenset[str]:
    return frozenset(unicodedata.normalize("NFC", text).split())


def _any_of(words: str) -> str:
    """A pattern for one of the words, whole."""
    return rf"(?:{'|'.join(words.split())})(?![{LETTER}])"


@dataclass(frozen=True, slots=True)
class _Initials:
    """Patterns for letters that stand for words: `letter` in a chain (यू.एस.), `lone` also by itself (ایم۔ اکرم)."""

    letter: re.Pattern[str]
    lone: re.Pattern[str]
    chain_before: re.Pattern[str]
    chain_after: re.Pattern[str]
    spelled_before: re.Pattern[str]
    """A letter written without a stop: then so is the next one, and its stop ends the sentence (اے ایف پی۔)."""

    @classmethod
    def of(cls, letter: str, lone: str, never_spelled: str) -> _Initials:
        return cls(
            letter=re.compile(letter),
            lone=re.compile(lone),
            chain_before=re.compile(rf"(?<![{LETTER}])(?:{letter})[.۔] ?$"),
            chain_after=re.compile(rf" ?(?:{letter})[.۔]"),
            spelled_before=re.compile(rf"(?<![{LETTER}])(?!{_any_of(never_spelled)})(?:{lone}) $"),
        )


_NOTHING = re.compile(r"(?!)")


@dataclass(frozen=True, slots=True)
class SplitWords:
    """What the rules look up in a language. Patterns named for what follows are matched right after the stop."""

    abbreviations: frozenset[str]
    """Words that a stop shortens; no sentence ends with them."""
    initials: _Initials
    introduces: frozenset[str]
    """Words before a quotation that make it a statement, not a title or a cry."""
    reporting: re.Pattern[str]
    """The clause that follows the quotation it reports: `"Soon." they said.`"""
    runs_on: re.Pattern[str] = _NOTHING
    """What no sentence begins with: postpositions."""
    last_word: re.Pattern[str] = _NOTHING
    """Verbs that end a sentence, where the verb comes last."""
    opens: re.Pattern[str] = _NOTHING
    """What surely begins a sentence, where the stop before it usually ends none."""
    units: frozenset[str] = frozenset()
    """Units and eras: after a figure they are abbreviations when `unit_runs_on` follows, else they end a sentence."""
    unit_runs_on: re.Pattern[str] = _NOTHING


_ARABIC = SplitWords(
    # A lone letter is an initial anyway (د. Dr, أ. Mr, هـ. AH); here are those of two letters or with a prefix (ود.).
    abbreviations=_words("أد وأد ود وأ مج"),
    initials=_Initials.of(letter="[آ-ي]ـ?", lone="[آ-ي]ـ?", never_spelled="و"),
    introduces=_words("أن إن أنه إنه قال قالت قائلا قائلة سأل تساءل أضاف كتب وقال وقالت وسأل وتساءل وأضاف وكتب"),
    reporting=re.compile(
        r"\s*"
        + _any_of(
            "قال قالت يقول تقول قالوا أضاف أضافت صرح صرحت أكد أكدت أوضح أوضحت تساءل تساءلت سأل سألت صاح رد ردت "
            "كتب كتبت علق علقت هتف هتفت"
        )
    ),
    opens=re.compile(
        r"\s*[\"“«(]?و"
        + _any_of(
            "قال قالت أضاف أضافت أوضح أوضحت تابع تابعت أكد أكدت أشار أشارت ذكر ذكرت أعلن أعلنت كان كانت شدد شددت "
            "لفت نقل نقلت بين أردف استطرد ختم دعا طالب اعتبر رأى جاء جاءت يأتي تأتي"
        )
    ),
    units=_words("م هـ ه ق ت ص س غ ج كم كلم سم ملم مم كغ كجم"),
    unit_runs_on=re.compile(
        r"\s*(?:[-–—\d]|"
        + _any_of("من عن في إلى على حتى أو أي الموافق الموافقة تقريبا تقريبًا شمال جنوب شرق غرب بتوقيت")
        + ")"
    ),
)

# The names of the Latin letters as Urdu and Hindi spell them. Some also end ordinary sentences: آئی आई (came), جی जी
# (sir), X (the network), in Urdu پی (drank) and سی (a kind of): those are initials only in a chain or at the beginning.
# In Hindi पी and सी stay initials, for the names with P. and C. are far more frequent than `drank` before a full stop.
_URLETTERS = "اے بی ڈی ای ایف ایچ جے کے ایل ایم این او کیو آر ایس ٹی یو وی ڈبلیو وائی زیڈ"
_UR_ALSO_WORDS = "آئی پی جی سی ایکس"
_HILETTERS = "ए बी सी डी ई एफ एच जे के एल एम एन ओ पी क्यू आर एस टी यू वी डब्ल्यू डब्लू वाई ज़ेड जेड"
_HI_ALSO_WORDS = "आई जी एक्स"
# One written syllable, as in उ.प्र. (Uttar Pradesh) and कि.मी. (km), but no short word of everyday sentences.
_HI_SHORT_WORDS = "है हैं हो हूं हूँ था थी थे थीं दी ली की दे ले दो लो जा आ गा खा ना न भी ही तो में मैं ने को से पर का वे ये या हां हाँ"
_HI_SYLLABLE = rf"(?!{_any_of(_HI_SHORT_WORDS)})[अ-ह]़?(?:्[क-ह]़?)*[\u093e-\u094c]?[\u0900-\u0903]?"

_URDU = SplitWords(
    abbreviations=_words("ڈاکٹر پروفیسر مسٹر مسز ڈا پروف رح رض"),
    initials=_Initials.of(
        letter=f"{_any_of(_URLETTERS)}|{_any_of(_UR_ALSO_WORDS)}|[آ-غف-يٹ-ے]",
        lone=f"{_any_of(_URLETTERS)}|[آ-غف-يٹ-ے]",
        never_spelled="کے و",
    ),
    introduces=_words("کہ کہاکہ کہا پوچھا بتایا"),
    reporting=re.compile(
        rf"\s[^{STOPS}\"“”‘’]{{0,60}}?(?<![{LETTER}])"
        r"(?:کہا|بتایا|پوچھا|لکھا|پکارا|کہنا|(?:کہت|پوچھت)[ےیا]|جواب دیا)"
        r"(?: (?:ہے|ہیں|تھا|تھے|تھی))?\s*(?:[۔.،,!]|$)"
    ),
    runs_on=re.compile(rf"\s*{_any_of('نے کو کے کی کا سے تک والے والی والا کہہ')}"),
    last_word=re.compile(
        _any_of("ہے ہیں ہوں تھا تھی تھے تھیں گا گی گے گیا گئی گئے دیا لیا چاہیے کہا") + "|.*[ےو]گ[اےی]"
    ),
)

_HINDI = SplitWords(
    abbreviations=_words(
        "डॉ डा श्री सुश्री प्रो पं स्व मो कु रु सं नं पृ लि प्रा इं एड जि दि मा मि चौ कै मी किमी सेमी मिमी किग्रा ग्रा"
    ),
    initials=_Initials.of(
        letter=f"{_any_of(_HILETTERS)}|{_any_of(_HI_ALSO_WORDS)}|{_HI_SYLLABLE}",
        lone=_any_of(_HILETTERS),
        never_spelled="के",
    ),
    introduces=_words("कि कहा पूछा बताया"),
    reporting=re.compile(
        rf"\s[^{STOPS}\"“”‘’]{{0,60}}?(?<![{LETTER}])"
        r"(?:कहा|बताया|पूछा|लिखा|जोड़ा|कहना|(?:कहत|पूछत|बोल)[ेीा]|जवाब दिया)"
        r"(?: (?:है|हैं|था|थे|थी))?\s*(?:[।.,!]|$)"
    ),
    runs_on=re.compile(rf"\s*{_any_of('ने को के की का से तक में वाले वाली वाला कहकर पूछकर')}|(?<=ले\.) (?:जनरल|कर्नल)"),
    last_word=re.compile(
        _any_of(
            "है हैं हूं हूँ हो था थी थे थीं गया गई गए गये दिया दी दिए किया की लिया ली रहा रही रहे हुआ हुई हुए जाए चाहिए कहा बताया"
        )
        + r"|.+[ेंएओोूँ]ग[ाीे]"
    ),
)

SPLIT_WORDS = {"ar": _ARABIC, "ur": _URDU, "hi": _HINDI}
