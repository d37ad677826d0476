"""What the five articles are read as: every piece of clutter folded with its reason, no sentence of an article lost to it."""

from pathlib import Path

import pytest

from workbench import ingest
from workbench.model import BlockKind

SEEDS = Path(__file__).parents[2] / "seeds"

TITLES = {
    "000": ("ur", "روس کی قیادت میں قازقستان سے امن فوج کا انخلا شروع"),
    "001": (
        "ur",
        "روس کے صدر ولادی میر پوتن نے پیر کو قزاقستان کے دفاع میں ’فتح‘ کا دعویٰ کیا ہے جبکہ قزاقستان کے صدر قاسم جومارت"
        " توکاییف کا کہنا ہے کہ روسی فوجی اب ’جلد‘ واپس چلے جائیں گے۔",
    ),
    "002": ("ar", "عاجل: انسحاب كامل القوات الروسية بعد أيام من تدخلها"),
    "003": ("hi", "रूस के सीएसटीओ बलों ने अशांति ख़त्म करने के बाद कज़ाख़स्तान से वापसी शुरू की"),
    "004": ("ar", "الرئيسان الروسي والأوزبكستاني يبحثان هاتفيا الأحداث الأخيرة في كازاخستان"),
}

FURNITURE = {
    "000": [
        ("script notice", "Sorry, you need to enable JavaScript to visit this website."),
        ("photo credit", "فوٹو اے ایف پی"),
        ("photo credit", "فوٹو اے ایف پی"),
        ("share line", "شیئر:"),
    ],
    "001": [
        ("read-more line", "مزید پڑھ"),
        ("page-template text", "اس سیکشن میں متعلقہ حوالہ پوائنٹس شامل ہیں (Related Nodes field)"),
    ],
    "002": [
        ("subscribe line", "احصل على تحديثات فورية مباشرة على جهازك. اشترك الآن"),
        ("repeated title", "عاجل: انسحاب كامل القوات الروسية بعد أيام من تدخلها"),
        ("subscribe line", "احصل على تحديثات فورية مباشرة على جهازك. اشترك الآن"),
        ("related-stories line", "قد يعجبك ايضا"),
        ("comments line", "التعليقات مغلقة."),
    ],
    "003": [
        ("repeated title", "रूस के सीएसटीओ बलों ने अशांति ख़त्म करने के बाद कज़ाख़स्तान से वापसी शुरू की"),
        ("photo credit", "IMAGE SOURCE: TASS"),
        ("byline", "लेखक"),
        ("role line", "Statecraft Staff"),
        ("role line", "Editorial Team"),
    ],
    "004": [],
}

CAPTIONS = {
    "000": [
        "قازقستان میں 6 جنوری کو فوجیں تعینات کی گئی تھیں۔",
        "دو ہزار سے زائد فوجیوں نے قازقستان سے انخلا شروع کر دیا ہے۔",
    ],
    "001": [],
    "002": [],
    "003": ["Russian CSTO troops board a flight back home at the Almaty International Airport."],
    "004": [],
}

DATELINES = {
    "000": [],
    "001": [],
    "002": [],
    "003": ["जनवरी 14, 2022"],
    "004": ["(پاکستان پوائنٹ نیوز / سبوتنيك - 13 كانون الثاني 2022ء)"],
}


def read_seed(number: str):
    path = next(SEEDS.glob(f"{number}_*.txt"))
    return ingest.read(path.read_bytes(), path.name, article_id=path.stem)


def texts(document, kind):
    return [document.text[b.start : b.end] for b in document.blocks if b.kind is kind]


@pytest.mark.parametrize("number", TITLES)
def test_title_and_language(number):
    document = read_seed(number)
    assert (document.language, document.title) == TITLES[number]


@pytest.mark.parametrize("number", FURNITURE)
def test_clutter_is_folded_with_its_reason_and_nothing_else_is(number):
    document = read_seed(number)
    folded = [(b.reason, document.text[b.start : b.end]) for b in document.blocks if b.kind is BlockKind.FURNITURE]
    assert folded == FURNITURE[number]


@pytest.mark.parametrize("number", CAPTIONS)
def test_captions_and_datelines_are_content(number):
    document = read_seed(number)
    assert texts(document, BlockKind.CAPTION) == CAPTIONS[number]
    assert texts(document, BlockKind.DATELINE) == DATELINES[number]


def test_the_first_paragraph_is_no_headline():
    assert texts(read_seed("001"), BlockKind.TITLE) == []


def test_an_english_caption_in_a_hindi_article_is_english():
    document = read_seed("003")
    languages = {b.kind: b.language for b in document.blocks}
    assert languages[BlockKind.CAPTION] == "en"
    assert languages[BlockKind.PARAGRAPH] == "hi"


@pytest.mark.parametrize("number", TITLES)
def test_every_character_that_is_not_white_space_is_in_a_segment(number):
    document = read_seed(number)
    covered = bytearray(len(document.text))
    for _, segment in document.segments():
        assert document.text[segment.start : segment.end] == segment.text
        covered[segment.start : segment.end] = b"\x01" * len(segment.text)
    missed = "".join(c for c, seen in zip(document.text, covered, strict=True) if not seen)
    assert missed.strip() == ""
