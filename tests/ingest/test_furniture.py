"""Clutter by general rules: wording that the seeds do not have, and article text that only looks like it."""

import pytest

from workbench import ingest
from workbench.ingest.furniture import classify
from workbench.ingest.layout import blocks
from workbench.ingest.phrases import furniture_reason
from workbench.model import BlockKind

CLUTTER = [
    ("script notice", "Please enable JavaScript to view the comments powered by Disqus."),
    ("script notice", "JavaScript is disabled in your browser."),
    ("script notice", "This website uses cookies to improve your experience."),
    ("script notice", "يرجى تفعيل جافا سكريبت في متصفحك"),
    ("script notice", "براہ کرم جاوا اسکرپٹ فعال کریں"),
    ("script notice", "कृपया अपने ब्राउज़र में जावास्क्रिप्ट सक्षम करें"),
    ("share line", "Share this article:"),
    ("share line", "Facebook Twitter WhatsApp"),
    ("share line", "شارك الخبر:"),
    ("share line", "مشاركة على فيسبوك"),
    ("share line", "شیئر کریں"),
    ("share line", "शेयर करें"),
    ("read-more line", "Read more: Troops leave the capital"),
    ("read-more line", "اقرأ أيضا: الرئيس يزور العاصمة"),
    ("read-more line", "للمزيد"),
    ("read-more line", "مزید پڑھیں"),
    ("read-more line", "یہ بھی پڑھیں: صدر کا دورہ"),
    ("read-more line", "ये भी पढ़ें: राष्ट्रपति का दौरा"),
    ("related-stories line", "You may also like"),
    ("related-stories line", "مواضيع ذات صلة"),
    ("related-stories line", "متعلقہ خبریں"),
    ("related-stories line", "संबंधित ख़बरें"),
    ("related-stories line", "الأكثر قراءة"),
    ("comments line", "Comments are closed."),
    ("comments line", "اترك تعليقا"),
    ("comments line", "تبصرے بند ہیں"),
    ("comments line", "टिप्पणियाँ बंद हैं"),
    ("subscribe line", "Subscribe to our newsletter"),
    ("subscribe line", "تابعونا على تلغرام"),
    ("subscribe line", "اشترك في النشرة البريدية"),
    ("subscribe line", "ہمارا چینل سبسکرائب کریں"),
    ("subscribe line", "हमारे चैनल को सब्सक्राइब करें"),
    ("byline", "By Jane Doe"),
    ("byline", "بقلم: أحمد علي"),
    ("byline", "تحریر: احمد علی"),
    ("byline", "लेखक: राम कुमार"),
    ("role line", "Our Staff Reporter"),
    ("role line", "هيئة التحرير"),
    ("role line", "ویب ڈیسک"),
    ("role line", "न्यूज़ डेस्क"),
    ("photo credit", "Photo: Reuters"),
    ("photo credit", "الصورة: رويترز"),
    ("photo credit", "تصویر: اے پی"),
    ("photo credit", "फोटो: एएनआई"),
    ("photo credit", "© AFP"),
    ("photo credit", "AFP/Getty Images"),
    ("page-template text", "(Related Articles block)"),
    ("page-template text", '[caption id="12" align="left"]'),
    ("page-template text", "field_article_body"),
    ("page-template text", "{{ article.title }}"),
    ("separator", "* * *"),
    ("separator", "————"),
]

ARTICLE_TEXT = [
    "ارتفع الإنتاج في حقل الغوار (Ghawar field)",
    "صدر نے کہا کہ {{ سرخی }} مشن کامیاب رہا۔",
    "التقى اللاعبون في الملعب (football field) صباح الجمعة.",
    "اشترك في الهجوم أكثر من عشرين مسلحا، بحسب بيان للشرطة.",
    "شارك الرئيس في اجتماع قادة دول المنظمة في موسكو أمس الأربعاء.",
    "قالت الشركة إنها أوقفت تطبيقها بعد تسريب بيانات المشتركين في النشرة.",
    "أعلن المتحدث أن التعليقات على القرار كانت إيجابية في معظمها.",
    "مشاركة واسعة في الانتخابات",
    "صدر نے کہا کہ وہ اس بیان پر مزید تبصرہ نہیں کریں گے۔",
    "فوٹو گرافر احمد کو جمعے کو رہا کر دیا گیا۔",
    "تصویر میں دیکھا جا سکتا ہے کہ فوجی جہاز سے اتر رہے ہیں۔",
    "اس نے فیس بک پر لکھا کہ شہر میں حالات معمول پر ہیں۔",
    "लेखक ने कहा कि उनकी किताब पर रोक लगाना ग़लत है।",
    "मंत्री ने फोटो साझा करते हुए लिखा कि काम पूरा हो गया है।",
    "सरकार ने विज्ञापन पर रोक लगा दी है।",
    "The ministry said it would share the report with the commission.",
    "Readers who subscribe to the paper were told on Friday that it would close next month, ending eighty years of print.",
]


@pytest.mark.parametrize(("reason", "line"), CLUTTER)
def test_clutter_in_four_languages(reason, line):
    assert furniture_reason(line) == reason


@pytest.mark.parametrize("line", ARTICLE_TEXT)
def test_article_text_stays(line):
    assert furniture_reason(line) == ""


def kinds(text):
    return [(piece.kind.value, text[piece.start : piece.end]) for piece in classify(text, blocks(text))]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "وصل الوفد إلى العاصمة. تصوير: رويترز\nقال الوزير إن المحادثات بدأت.",
            [("caption", "وصل الوفد إلى العاصمة."), ("furniture", "تصوير: رويترز"), ("paragraph", "قال الوزير إن المحادثات بدأت.")],
        ),
        (
            "सैनिक हवाई अड्डे पर पहुंचे। फोटो: एएफपी\nमंत्री ने बयान दिया।",
            [("caption", "सैनिक हवाई अड्डे पर पहुंचे।"), ("furniture", "फोटो: एएफपी"), ("paragraph", "मंत्री ने बयान दिया।")],
        ),
        (
            "عنوان الخبر اليوم\n\nقال الوزير إن المحادثات بدأت.\n\nعنوان الخبر اليوم",
            [("title", "عنوان الخبر اليوم"), ("paragraph", "قال الوزير إن المحادثات بدأت."), ("furniture", "عنوان الخبر اليوم")],
        ),
        ("فوج نے شہر چھوڑا\n\nفوج نے شہر چھوڑا۔", [("title", "فوج نے شہر چھوڑا"), ("paragraph", "فوج نے شہر چھوڑا۔")]),
        (
            "ایک سرخی\n\nپہلا جملہ یہ ہے۔\n\nرپورٹر\nاحمد علی\nکراچی",
            [("title", "ایک سرخی"), ("paragraph", "پہلا جملہ یہ ہے۔"), ("furniture", "رپورٹر"), ("furniture", "احمد علی"), ("furniture", "کراچی")],
        ),
        ("14 جنوری 2022\nپہلا جملہ یہ ہے۔", [("dateline", "14 جنوری 2022"), ("paragraph", "پہلا جملہ یہ ہے۔")]),
        ("ليس هناك سوى هذا العنوان", [("paragraph", "ليس هناك سوى هذا العنوان")]),
    ],
)  # fmt: skip
def test_roles_by_place(text, expected):
    assert kinds(text) == expected


def test_a_block_brought_back_has_its_sentences_ready():
    data = "شیئر:\n\nپہلا جملہ یہ ہے۔ دوسرا جملہ یہ ہے۔".encode()
    document = ingest.read(data, "a.txt", article_id="a")
    folded = next(b for b in document.blocks if b.kind is BlockKind.FURNITURE)
    assert [s.text for s in folded.segments] == ["شیئر:"]
