"""The wording of web-page furniture in English, Arabic, Urdu and Hindi, as patterns. It knows no article and no block.

Patterns are matched against `plain()` text: compatibility-normalised, casefolded, without vowel signs, tatweel or nukta, and
with the variant letters of Arabic script made one; the patterns get the same letters when they are compiled. `WHOLE` patterns must match a whole line,
`WITHIN` patterns may match anywhere in a line of at most `MOST_WORDS` words: an article's sentence that happens to speak
of newsletters is longer, or says more around it.
"""

from __future__ import annotations

import re
import unicodedata

_LETTERS = str.maketrans({
    "أ": "ا", "إ": "ا", "آ": "ا", "ٱ": "ا", "ى": "ی", "ي": "ی", "ئ": "ی", "ك": "ک", "ة": "ه", "ہ": "ه", "ھ": "ه",
    "ۃ": "ه", "ۂ": "ه", "ؤ": "و", "ے": "ی", "ۓ": "ی", "ـ": None, "\u200c": None, "\u200d": None,
    "\u200e": None, "\u200f": None, "\ufeff": None, "ँ": "ं",
})  # fmt: skip
_EDGES = " \t\u00a0.:;,!?…|·•*-–—_<>«»\"'“”‘’()[]{}#=~›»→←↓▶►©،؛؟۔।"


def _one_spelling(text: str) -> str:
    """Variant letters made one; vowel signs of Devanagari stay, since they spell the word, unlike the nukta and Arabic ones."""
    decomposed = unicodedata.normalize("NFKD", text)
    kept = (c for c in decomposed if unicodedata.category(c) != "Mn" or ("\u0900" <= c <= "\u0963" and c != "\u093c"))
    return "".join(kept).translate(_LETTERS)


def plain(text: str) -> str:
    """The text as patterns see it."""
    return " ".join(_one_spelling(text.casefold()).split()).strip(_EDGES)


MOST_WORDS = 18

_NETWORKS = (
    r"(?:facebook|twitter|x|whatsapp|telegram|linkedin|e-?mail|print|pinterest|reddit|copy link|"
    r"فی?سبوک|فیس بک|تویتر|ٹویٹر|واتساب|وهاتساب|واٹس ایپ|تلیجرام|ٹیلی گرام|لینکد ان|ای میل|طباعه|پرنٹ|"
    r"फेसबुक|ट्विटर|व्हाट्सएप|टेलीग्राम|ईमेल|प्रिंट)"
)
_SHARE = (
    r"(?:share(?: this| on| via)?(?: article| story| post)?|tweet|شییر(?: کریں| کیجیی)?|شارک(?: الخبر| المقال| علی| عبر)?|"
    r"مشارکه(?: الخبر| المقال| علی| عبر)?|शेयर(?: करें| करे)?|साझा(?: करें| करे)|इसे शेयर करें)"
)

_PARTS = (
    r"(?:related|nodes?|body|image|media|tags?|terms?|references?|paragraphs?|entity|article|content|taxonomy|caption|"
    r"author|link|embed|gallery|teaser|summary|sidebar|footer|header)"
)

WHOLE: dict[str, tuple[str, ...]] = {
    "share line": (
        rf"{_SHARE}[\s:]*(?:{_NETWORKS}[\s,/|]*)*",
        rf"(?:{_NETWORKS}[\s,/|]+)+{_NETWORKS}",
    ),
    "read-more line": (
        r"(?:read|see|show|load) (?:more|also|next|full (?:story|article))(?: ?:.*)?|continue reading(?: ?:.*)?|more on this(?: story)?(?: ?:.*)?",
        r"مزید (?:پڑه(?:یی|یں)?|خبریں|دیکهیں|جانیی)(?: ?:.*)?|یه بهی (?:پڑهیں?|پڑهیی|دیکهیں)(?: ?:.*)?",
        r"(?:اقرا|اقرءوا|اقروا|شاهد|طالع) (?:ایضا|المزید)(?: ?:.*)?|المزید|للمزید|لقراءه المزید|تابع القراءه",
        r"(?:और|आगे|पूरा|ये भी|यह भी|इसे भी) (?:पढ़ें|पढें|पढ़े|पढे|देखें)(?: ?:.*)?|अधिक पढ़ें",
    ),
    "related-stories line": (
        r"you (?:may|might) (?:also )?(?:like|be interested in).{0,20}|related (?:articles?|stor(?:y|ies)|news|posts?|topics?|content)|"
        r"most (?:read|popular|viewed)|trending(?: now)?|recommended(?: for you)?|more (?:stories|from .{1,30})|latest news|advertisement|sponsored(?: content)?",
        r"قد یعجبک(?: ایضا)?|(?:مواضیع|اخبار|مقالات|موضوعات) (?:ذات صله|متعلقه|مشابهه)|الاکثر (?:قراءه|مشاهده|تداولا)|اخر الاخبار|اعلان|اعلانات",
        r"متعلقه (?:خبریں|مضامین|تحاریر|عنوانات)|(?:اپ )?(?:کو )?یه بهی پسند.{0,20}|مقبول ترین|سب سی زیاده پڑهی جانی.{0,20}|تازه ترین(?: خبریں)?|اشتهار",
        r"संबंधित (?:खबरें|खबर|समाचार|लेख|विषय)|आपको यह भी पसंद.{0,20}|सबसे (?:ज्यादा|अधिक) पढ़ी.{0,20}|ताजा खबरें|विज्ञापन|ट्रेंडिंग",
    ),
    "comments line": (
        r"comments?(?: are| is)?(?: now)? (?:closed|disabled|off)|(?:leave|post|add|write) a (?:comment|reply)|(?:\d+ )?comments?|no comments(?: yet)?|join the (?:conversation|discussion)",
        r"التعلیقات مغلقه|(?:اترک|اضف|اکتب) (?:تعلیقا|تعلیقک|تعلیق|ردا)|(?:لا توجد )?تعلیقات",
        r"تبصری(?: کا سیکشن)? بند(?: هیں| هی)?|(?:اپنا )?تبصره (?:کریں|لکهیں|تحریر کریں)|تبصری",
        r"(?:टिप्पणियां|टिप्पणियाँ|टिप्पणी|कमेंट) (?:बंद|बन्द)(?: हैं| है)?|(?:अपनी )?(?:टिप्पणी|कमेंट) (?:करें|लिखें|दें)|टिप्पणियां",
    ),
    "byline": (
        r"(?:written |reported |edited )?by:? [^.,]{2,60}|(?:author|writer|reporter|editor|correspondent)s?(?: ?:.{0,60})?",
        r"(?:بقلم|کتب|کتبت|اعداد|تحریر|ترجمه|الکاتب|المولف|المحرر|المراسل) ?:.{0,60}|بقلم .{2,50}|الکاتب|المولف|المحرر",
        r"(?:تحریر|رپورٹ|مصنف|مترجم|نامه نگار|رپورٹر) ?:.{0,60}|مصنف|تحریر|رپورٹر",
        r"(?:लेखक|लेखिका|संपादक|रिपोर्टर|संवाददाता|अनुवादक|द्वारा|रिपोर्ट|edited by) ?:.{0,60}|लेखक|लेखिका|संपादक|रिपोर्टर|संवाददाता",
    ),
    "role line": (
        r"(?:\S+ ){0,3}(?:staff|editorial (?:team|staff|board)|news ?desk|web ?desk|newsroom|bureau|desk|staff (?:writer|reporter)|(?:senior |special |chief )?(?:correspondent|reporter))",
        r"(?:هییه|فریق|قسم|اداره) التحریر|مراسل \S+(?: \S+)?|غرفه الاخبار|(?:ویب|نیوز|مانیٹرنگ|انٹرنیشنل) ڈیسک|(?:خصوصی |اپنی )?نامه نگار|سٹاف رپورٹر|اسٹاف رپورٹر",
        r"(?:वेब|न्यूज|इंटरनेशनल|डिजिटल|नेशनल) डेस्क|संपादकीय (?:टीम|मंडल|विभाग)|(?:विशेष )?संवाददाता|न्यूज ब्यूरो|ब्यूरो",
    ),
    "photo credit": (
        r"(?:(?:image|photo|photograph|picture|video|file photo)s?(?: source| credits?| courtesy| by)?|credits?|courtesy|source) ?[:|/].{1,60}",
        r"(?:image|photo|picture) (?:source|credit|courtesy).{0,60}|(?:photo|image|picture) by .{1,50}|©.{1,60}|(?:afp|ap|reuters|getty images|epa|tass|anadolu)(?: ?[/|,] ?(?:afp|ap|reuters|getty images|epa|tass|file photo|file))*",
        r"(?:فوٹو|تصویر|تصاویر|بشکریه|ویڈیو) ?[:|/].{1,60}|(?:فوٹو|بشکریه) (?:\S+ ?){1,5}",
        r"(?:الصوره|صوره|الصور|تصویر|عدسه|المصدر|حقوق الصوره) ?[:|/].{1,60}",
        r"(?:फोटो|तस्वीर|चित्र|इमेज|छवि|साभार|स्रोत)(?: (?:साभार|स्रोत|क्रेडिट|सोर्स))? ?[:|/].{1,60}|(?:फोटो|तस्वीर|इमेज) (?:साभार|स्रोत|क्रेडिट|सोर्स).{0,60}|साभार (?:\S+ ?){1,5}",
    ),
}

WITHIN: dict[str, tuple[str, ...]] = {
    "script notice": (
        r"(?:enable|allow|turn on|activate) (?:java ?script|cookies)|java ?script (?:is|seems to be|must be|needs to be) |(?:browser|device) (?:does not|doesn't|is not) support|(?:we|this site|this website) uses? cookies|accept (?:all )?cookies",
        r"(?:تفعیل|تشغیل|تمکین) (?:ال)?(?:جافا ?سکر[یب]+ت|java ?script|کوکیز)|متصفحک لا یدعم|ملفات تعریف الارتباط",
        r"(?:جاوا ?اسکرپٹ|جاوا ?سکرپٹ|java ?script) (?:کو )?(?:فعال|چالو|ان|اینیبل)|کوکیز",
        r"(?:जावास्क्रिप्ट|java ?script) (?:को )?(?:सक्षम|चालू|इनेबल|ऑन)|कुकीज",
    ),
    "subscribe line": (
        r"subscribe (?:now|to|for|here|today)|^subscribe$|sign up (?:for|to|now)|(?:our|daily|weekly|free) newsletter|get (?:live |instant |breaking )*(?:updates|alerts|notifications)|follow us|download (?:our|the) app|join (?:our|us on) (?:whatsapp|telegram|channel)",
        r"اشترک (?:الان|معنا|مجانا|فی (?:النشره|قناتنا|خدمه))|احصل علی (?:\S+ ){0,2}تحدیثات|(?:نشرتنا|النشره|نشره) (?:الاخباریه|البریدیه)|تابعونا|تابعنا علی|حمل (?:ال)?تطبیق|انضم الی قنات",
        r"سبسکرایب|نیوز ?لیٹر|همیں فالو|فالو کریں|(?:همارا|همارے|هماری) (?:چینل|واٹس ایپ|ایپ)|تازه ترین خبروں کی لیی|ڈاون لوڈ کریں",
        r"सब्सक्राइब|न्यूजलेटर|हमें फॉलो|फॉलो करें|(?:हमारा|हमारे|हमारी) (?:चैनल|व्हाट्सएप|ऐप)|(?:ऐप|एप) डाउनलोड",
    ),
    "page-template text": (
        # "(Related Nodes field)": the name of a content system's part, not of an oil field or a football pitch.
        rf"[(\[]\s*(?:[\w-]+ )*{_PARTS}(?: [\w-]+)* (?:fields?|nodes?|blocks?|widgets?|sections?|placeholder|view)\s*[)\]]$",
        r"^\{\{[^{}]{0,80}\}\}$|^\[/?(?:caption|gallery|embed|video|audio|shortcode|vc_\w+)[^\]]{0,80}\]$",
        r"^field_[a-z_]+$|^(?:node|taxonomy)/\d+$|\blorem ipsum\b",
    ),
}

# A credit run on after a caption: "… تعینات کی گئی تھیں۔ فوٹو اے ایف پی". Matched against the raw text after a stop.
TRAILING_CREDIT = re.compile(
    r"(?:(?<=[۔।.؟?!…])|(?<=[۔।.؟?!…]\s)|(?<=[۔।.؟?!…]\s\s))"
    r"[(\[]?\s*(?:فوٹو|تصویر|بشکریہ|الصورة|صورة|تصوير|عدسة|फोटो|फ़ोटो|फ़ोटो|तस्वीर|साभार|इमेज|[Pp]hoto|PHOTO|[Ii]mage|IMAGE|[Pp]icture|[Cc]redit|©)"
    r"(?:\s*[:/|–-])?(?:\s*[^\s۔।.؟?!]+){1,6}\s*[)\]]?\s*[.۔।]?\s*$"
)


def _compiled(table: dict[str, tuple[str, ...]]) -> dict[str, re.Pattern[str]]:
    return {
        reason: re.compile("|".join(f"(?:{_one_spelling(p)})" for p in patterns)) for reason, patterns in table.items()
    }


_WHOLE = _compiled(WHOLE)
_WITHIN = _compiled(WITHIN)


def furniture_reason(line: str) -> str:
    """Why a line is furniture by its wording alone, or an empty string."""
    if not any(character.isalnum() for character in line):
        return "separator"
    wording = plain(line)
    if len(wording.split()) > MOST_WORDS:
        return ""
    for reason, pattern in _WHOLE.items():
        if pattern.fullmatch(wording):
            return reason
    # Brackets at the edges matter to template text, so the line is not trimmed for these.
    untrimmed = " ".join(unicodedata.normalize("NFKC", line).casefold().split())
    for reason, pattern in _WITHIN.items():
        if pattern.search(wording) or pattern.search(untrimmed):
            return reason
    return ""
