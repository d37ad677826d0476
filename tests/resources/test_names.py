"""Real sentences of the three languages: the names their English may have, and those it must not."""

import pytest

from workbench.model import Gloss
from workbench.resources.english_names import names, plain
from workbench.resources.gloss import gloss
from workbench.resources.names import invented, lost, said, share_kept
from workbench.resources.same_name import skeleton


@pytest.mark.parametrize(
    ("english", "found"),
    [
        ("The talks in Baghdad ended on Thursday.", ["Baghdad"]),
        ("Baghdad is quiet. Yesterday Moscow was too.", ["Baghdad", "Moscow"]),
        ("Soldiers left. Talks began.", []),  # any word is capitalised there
        ("He said: \"Soldiers left.\"", []),
        ("He met Shoigu's deputy.", ["Shoigu's"]),
        ("the U.S. army and the CSTO", ["U.S.", "CSTO"]),
        ("Russian-led troops", ["Russian-led"]),
        ("an anti-American mood", ["anti-American"]),
        ("The Broadcasting Services Act and the Supreme Court", []),  # common words
        ("Pope Benedict XVI and World War II", ["Benedict"]),
        ("Mr. Putin and President Tokayev", ["Putin", "Tokayev"]),
        ("Russia Begins Withdrawal of Its Troops From Kazakhstan", ["Russia", "Kazakhstan"]),
        ("Peace Talks Begin Again After Heavy Fighting", []),
        ("in São Paulo", ["São", "Paulo"]),
        ("the CEO of a TV station", []),
        ("", []),
    ],
)  # fmt: skip
def test_names(english, found):
    assert [name.text for name in names(english)] == found


def test_a_name_says_where_it_stands_and_whether_it_is_known():
    english = "The talks in Baghdad and Xqzvtown ended."
    found = names(english)
    assert [english[n.start : n.end] for n in found] == ["Baghdad", "Xqzvtown"]
    assert [n.known for n in found] == [True, False]


GIVEN = [
    ("hi", "डॉ. ली ने कहा", "Dr. Lee said"),  # one consonant, and a vowel that English writes with two letters
    ("ar", "وصل الرئيس إلى بغداد", "The president arrived in Baghdad."),
    ("ar", "القوات الروسية في كازاخستان", "Forces of Russia in the Kazakh capital"),  # adjectives and their places
    ("ar", "قال فيدال", "It was Vidal who said it."),  # ف for v
    ("ar", "وفيدال وبرلسكوني", "It was Vidal and Berlusconi."),  # after a clitic
    ("ar", "الأمم المتحدة", "the UN"),
    ("ar", "الولايات المتحدة", "a U.S. statement"),
    ("ar", "زعيم الحزب في بريطانيا", "the UK's leader"),
    ("ur", "صدام حسین", "the death of Saddam Hussain"),  # another spelling
    ("ur", "وزیر اعظم نے لاہور میں کہا", "the prime minister said in Lahore"),
    ("ur", "یہودیوں کی ریاست", "the Jewish state"),
    ("hi", "रूस के सैनिक", "Russian-led soldiers"),
    ("hi", "जॉनी न्यूज़ीलैंड में हैं", "The driver is Jonny of New Zealand."),
    ("hi", "डब्ल्यूएनईडी से", "a man from WNED"),  # letters by their names
    ("hi", "मा ने कहा", "It was Ma who said it."),
]
INVENTED = [
    ("hi", "अमेरिका ने रूसी दावे को खारिज किया", "The United States of Russia dismissed it.", ["United States of Russia"]),
    ("hi", "अमेरिका ने रूसी दावे को खारिज किया", "The United States of America dismissed Russian claims.", []),
    ("ar", "وصل الرئيس إلى بغداد", "The president arrived in Damascus.", ["Damascus"]),
    ("ar", "القوات الروسية", "the forces of Ukraine", ["Ukraine"]),
    ("ar", "قال فيدال", "It was Messi who said it.", ["Messi"]),
    ("ar", "الأمم المتحدة", "the CSTO", ["CSTO"]),
    ("ur", "صدر نے لاہور میں کہا", "The president of Iran said in Lahore.", ["Iran"]),
    ("ur", "صدام حسین", "the death of Yasser Arafat", ["Yasser", "Arafat"]),
    ("ur", "آسٹریلیا کی حکومت", "the government of Austria", ["Austria"]),  # near, not the same
    ("hi", "रूस के सैनिक", "Chinese soldiers", ["Chinese"]),
    ("hi", "नाइजीरिया की सरकार", "the government of Niger", ["Niger"]),
    ("hi", "राष्ट्रपति दिल्ली पहुंचे", "The president reached Delhi and Mumbai.", ["Mumbai"]),
]


@pytest.mark.parametrize(
    ("english", "count"),
    [("French as well as Latin in Paris", 3), ("French in Paris", 2), ("the language there", 0)],
)
def test_capitalised_words_that_are_said(english, count):
    assert said(english, gloss("الفرنسية مثل اللاتينية في باريس", "ar")) == count


@pytest.mark.parametrize(("language", "source", "english"), GIVEN)
def test_names_a_source_gives_reason_for(language, source, english):
    assert names(english)
    assert invented(english, gloss(source, language)) == []


@pytest.mark.parametrize(("language", "source", "english", "found"), INVENTED)
def test_invented(language, source, english, found):
    assert [name.text for name in invented(english, gloss(source, language))] == found


@pytest.mark.parametrize(
    ("language", "source", "english", "missing"),
    [
        ("ar", "وصل الرئيس إلى بغداد", "The president arrived in Baghdad.", []),
        ("ar", "وصل الرئيس إلى بغداد", "The president arrived.", ["بغداد"]),
        ("ar", "وبغداد والقاهرة", "Baghdad and Cairo", []),
        ("ar", "وبغداد والقاهرة", "in the two capitals", ["وبغداد", "والقاهرة"]),
        ("ur", "صدام حسین", "Saddam Hussain was hanged.", []),
        ("ur", "صدام حسین", "Hussein was hanged.", []),  # half the name is enough
        ("ur", "صدام حسین", "He was hanged.", ["صدام حسین"]),
        ("ur", "اقوام متحدہ", "the UN", []),
        ("hi", "रूस के सैनिक", "Russian soldiers", []),
        ("hi", "रूस के सैनिक", "the soldiers", ["रूस"]),
        # What says another name of the source is no spelling of this one, like as they sound.
        ("hi", "यूरोपीय संघ ने ईरानी तेल पर रोक लगाई", "The European Union banned the oil.", ["ईरानी"]),
        ("hi", "यूरोपीय संघ ने ईरानी तेल पर रोक लगाई", "The European Union banned Iran's oil.", []),
    ],
)
def test_lost(language, source, english, missing):
    assert [piece.source for piece in lost(english, gloss(source, language))] == missing


def test_what_may_be_no_name_is_not_missed():
    source = Gloss(0, 4, "شهاب", ("Shehab", "meteor"), "person", "lexicon")
    assert lost("The capsule looks like a star.", [source]) == []


@pytest.mark.parametrize(
    ("reference", "hypothesis", "share"),
    [
        ("The talks in Baghdad and Moscow", "the talks in Baghdad", (1, 2)),
        ("the talks in Russia with Putin", "Russian talks with Putin", (2, 2)),
        ("the talks with Putin and Putin", "the talks", (0, 1)),  # each once
        ("the talks", "the talks in Baghdad", (0, 0)),
        ("the army of Niger", "the army of Nigeria", (0, 1)),
        ("the U.S. army", "the American army", (1, 1)),
    ],
)
def test_share_kept(reference, hypothesis, share):
    assert share_kept(reference, hypothesis) == share


@pytest.mark.parametrize(
    ("one", "other"),
    [("Berlusconi", "barlaskuni"), ("Vidal", "fidal"), ("Hussain", "Hussein"), ("Wilson", "vilsan"), ("Ghraib", "Ghurayb"),
     ("Philip", "filib"), ("Chicago", "shikaghu")],
)  # fmt: skip
def test_one_skeleton(one, other):
    assert skeleton(one) == skeleton(other)


@pytest.mark.parametrize(("one", "other"), [("Baghdad", "Damascus"), ("Putin", "Biden"), ("Lahore", "Karachi")])
def test_two_skeletons(one, other):
    assert skeleton(one) != skeleton(other)


@pytest.mark.parametrize(
    ("word", "bare"), [("Shoigu's", "shoigu"), ("São", "sao"), ("U.S.", "us"), ("PUTIN’S", "putin")]
)
def test_plain(word, bare):
    assert plain(word) == bare


@pytest.mark.parametrize(
    ("language", "source", "english", "found"),
    [
        ("ur", "فوج واپس لوٹ رہی ہے۔", "The army is returning to the United States.", ["United States"]),
        ("ur", "امریکہ نے فوج بھیجی۔", "The United States sent an army.", []),
        ("ar", "عادت القوات إلى قواعدها.", "The forces returned to the United Kingdom.", ["United Kingdom"]),
        ("ar", "قالت الأمم المتحدة إن القوات عادت.", "The United Nations said the forces had returned.", []),
        ("hi", "यूरोपीय संघ ने कहा", "The European Union said", []),
        ("hi", "सेना ने कहा", "The European Union's army said", ["European Union"]),
    ],
)  # fmt: skip
def test_names_of_common_words_are_made_up_too(language, source, english, found):
    assert [n.text for n in invented(english, gloss(source, language)) if " " in n.text] == found
