"""What holds for any article: nothing is lost, ids are stable, the user's language wins."""

from hypothesis import given
from hypothesis import strategies as st

from workbench import ingest
from workbench.errors import UnreadableInput
from workbench.ingest.layout import blocks
from workbench.text.languages import identify, identify_block

LETTERS = "اأبتةثجحخدرسشصعفقكلمنهويیےٹڈکہ" + "अआइकखगतनपमरलसहाीेंक़" + "abcXYZ"
ARTICLES = st.text(alphabet=LETTERS + '0123٤٥۶ ۔।.؟?!،,:;"“”‘’()[]…\n\r\t–-\u200c\u200f', max_size=400)


def read(text, **options):
    return ingest.read(text.encode(), "a.txt", article_id="a", **options)


@given(ARTICLES)
def test_the_original_can_be_rebuilt_from_segments_and_what_is_between(text):
    try:
        document = read(text)
    except UnreadableInput:
        return
    rebuilt, end = "", 0
    for _, segment in document.segments():
        gap = text[end : segment.start]
        assert gap.strip() == ""
        rebuilt += gap + segment.text
        end = segment.end
    assert rebuilt + text[end:] == text
    assert text[end:].strip() == ""


@given(ARTICLES)
def test_blocks_and_ids(text):
    try:
        document = read(text)
    except UnreadableInput:
        return
    ids = [segment.id for _, segment in document.segments()] + [block.id for block in document.blocks]
    assert len(ids) == len(set(ids))
    assert all(block.segments for block in document.blocks)
    assert document.title


def test_a_paragraph_added_above_leaves_the_other_ids_alone():
    before = read("ایک سرخی\n\nپہلا جملہ یہ ہے۔\n\nدوسرا جملہ یہ ہے۔")
    after = read("ایک سرخی\n\nنیا جملہ اوپر ہے۔\n\nپہلا جملہ یہ ہے۔\n\nدوسرا جملہ یہ ہے۔")
    assert {s.id for _, s in before.segments()} < {s.id for _, s in after.segments()}


def test_a_repeated_sentence_has_an_id_of_its_own():
    document = read("ایک سرخی\n\nپہلا جملہ یہ ہے۔\n\nپہلا جملہ یہ ہے۔")
    assert len({s.id for _, s in document.segments()}) == 3


def test_the_users_language_wins():
    document = read("قال الوزير إن المحادثات بدأت اليوم في العاصمة.", language="ur")
    assert (document.language, document.language_by) == ("ur", "user")
    assert {b.language for b in document.blocks} == {"ur"}


def test_offsets_count_code_points_not_units():
    document = read("😀😀 عنوان\n\nقال الوزير 😀 إن المحادثات بدأت. ثم غادر القاعة.")
    assert [document.text[s.start : s.end] for _, s in document.segments()] == [s.text for _, s in document.segments()]


def test_hard_wrapped_mail_is_read_by_paragraphs():
    text = (
        "قالت وزارة الدفاع إن القوات التي شاركت في المهمة بدأت مغادرة البلاد منذ\n"
        "صباح اليوم على متن طائرات نقل عسكرية من مطار المدينة إلى قواعدها في\n"
        "الخارج، وأضافت أن العملية ستستمر عدة أيام حتى تغادر آخر وحدة من تلك\n"
        "الوحدات التي وصلت قبل أسبوعين بطلب من الرئيس.\n\n"
        "وقال متحدث باسم الوزارة إن السلطات المحلية ستتسلم المنشآت الحيوية التي\n"
        "كانت القوات تحرسها خلال الأيام الماضية، وإن التسليم سيجري على مراحل.\n"
    )
    assert len(blocks(text)) == 2
    assert len(blocks("\n".join(["سطر قصير.", "سطر آخر.", "سطر ثالث.", "سطر رابع."]))) == 4


def test_languages():
    assert identify("صدر نے کہا کہ فوجی دستے جلد ہی ملک سے واپس چلے جائیں گے۔") == "ur"
    assert identify("قالت الوزارة إن القوات غادرت البلاد أمس.") == "ar"
    assert identify("मंत्री ने कहा कि सैनिक देश से लौट जाएंगे।") == "hi"
    assert identify("وزارت خارجه اعلام کرد که مذاکرات از سر گرفته خواهد شد و هیئت ایرانی فردا می‌رود.") == "fa"
    assert identify("123") == "und"
    assert identify_block("लेखक", "hi") == "hi"
    assert identify_block("Editorial Team", "hi") == "en"
    assert identify_block("14-01-2022", "ur") == "ur"
