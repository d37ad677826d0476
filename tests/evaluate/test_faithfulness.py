"""Numbers and names that translations keep or make up, with real sentences, both ways."""

import pytest

from workbench.evaluate import Share, names_invented, names_kept, numbers_kept

LAHORE = "پاکستان کے وزیر اعظم نے 14 اگست 2023 کو لاہور میں 250 افراد سے ملاقات کی۔"
AID = "امریکہ نے پچیس ہزار ڈالر کی امداد دی۔"
BAGHDAD = "قال وزير الخارجية الإيراني إن ٣٥ شخصا قتلوا في بغداد."
EUROS = "أعلنت فرنسا عن مساعدات بقيمة مليوني يورو."
DELHI = "भारत के प्रधानमंत्री ने दिल्ली में 1,200 किसानों से मुलाकात की।"
VACCINE = "चीन ने पच्चीस लाख लोगों को टीका लगाया।"


@pytest.mark.parametrize(
    ("language", "source", "hypothesis", "kept", "total"),
    [
        ("ur", LAHORE, "The prime minister of Pakistan met 250 people in Lahore on 14 August 2023.", 3, 3),
        ("ur", LAHORE, "The prime minister of Pakistan met 205 people in Lahore on 14 August 2023.", 2, 3),
        ("ur", LAHORE, "The prime minister of Pakistan met people in Lahore.", 0, 3),
        ("ur", AID, "The US gave 25,000 dollars in aid.", 1, 1),
        ("ur", AID, "The US gave 25 dollars in aid.", 0, 1),
        ("ur", "250 افراد آئے اور 250 افراد گئے۔", "250 people came and 250 left.", 1, 1),
        ("ur", "اجلاس 5:30 بجے شروع ہوا۔", "The meeting began at 17:30.", 1, 1),
        ("ur", "اجلاس 5:30 بجے شروع ہوا۔", "The meeting began at 6:45.", 0, 1),
        ("ur", "اجلاس اگست میں شروع ہوا۔", "The meeting began in May.", 0, 0),
        ("ar", BAGHDAD, "The Iranian foreign minister said thirty-five people were killed in Baghdad.", 1, 1),
        ("ar", BAGHDAD, "The Iranian foreign minister said 53 people were killed in Baghdad.", 0, 1),
        ("ar", EUROS, "France announced aid of two million euros.", 1, 1),
        ("ar", EUROS, "France announced aid of two thousand euros.", 0, 1),
        ("hi", DELHI, "India's prime minister met 1,200 farmers in Delhi.", 1, 1),
        ("hi", DELHI, "India's prime minister met 12 farmers in Delhi.", 0, 1),
        ("hi", VACCINE, "China vaccinated 2.5 million people.", 1, 1),
        ("hi", VACCINE, "China vaccinated 25 people.", 0, 1),
    ],
)
def test_numbers_kept_by_value(language, source, hypothesis, kept, total):
    assert numbers_kept([source], [hypothesis], language) == Share(kept, total)


@pytest.mark.parametrize(
    ("reference", "hypothesis", "kept", "total"),
    [
        ("The prime minister met Obama in Lahore.", "In Lahore he saw Obama.", 2, 2),
        ("The prime minister met Obama in Lahore.", "In Karachi he saw Obama.", 1, 2),
        ("The prime minister met Obama in Lahore.", "", 0, 2),
        ("The minister of Iran spoke.", "An Iranian minister spoke.", 1, 1),
        ("The minister of Iran spoke.", "An Iraqi minister spoke.", 0, 1),
        ("They left Delhi for Delhi.", "They left Delhi.", 1, 1),
        ("It rained on Monday.", "It rained.", 0, 0),
        ("The people of Zorblat voted.", "In Zorblat they voted.", 1, 1),
    ],
)
def test_names_kept_of_the_reference(reference, hypothesis, kept, total):
    assert names_kept([reference], [hypothesis]) == Share(kept, total)


@pytest.mark.parametrize(
    ("language", "source", "hypothesis", "count"),
    [
        ("ur", LAHORE, "The prime minister of Pakistan met 250 people in Lahore.", 0),
        ("ur", LAHORE, "The prime minister of Russia met 250 people in Baghdad.", 2),
        ("ur", "برلسکونی نے روم میں خطاب کیا۔", "Berlusconi spoke in Rome.", 0),
        ("ur", "برلسکونی نے روم میں خطاب کیا۔", "Sarkozy spoke in Paris.", 2),
        ("ar", BAGHDAD, "The Iranian foreign minister said 35 were killed in Baghdad.", 0),
        ("ar", BAGHDAD, "The Israeli foreign minister said 35 were killed in Syria.", 2),
        ("ar", EUROS, "French aid of two million euros was announced.", 0),
        ("hi", DELHI, "India's prime minister met 1,200 farmers in Delhi.", 0),
        ("hi", DELHI, "The president of India met farmers in Moscow, in Moscow.", 1),
        ("hi", DELHI, "The prime minister of India met Zorblat in Delhi.", 0),
        ("hi", VACCINE, "On Monday the government vaccinated people.", 0),
    ],
)
def test_known_names_that_the_source_gives_no_reason_for(language, source, hypothesis, count):
    assert names_invented([source], [hypothesis], language) == count


def test_sentences_are_compared_one_by_one_and_added_up():
    sources = [AID, LAHORE]
    right = ["The US gave 25,000 dollars.", "Pakistan's minister met 250 people in Lahore on 14 August 2023."]
    assert numbers_kept(sources, right, "ur") == Share(4, 4)
    assert numbers_kept(sources, right[::-1], "ur") == Share(0, 4)
    assert names_kept(right, right) == Share(3, 3)
    assert names_kept(["He met Bizkov in Almaty."], ["He met Bizkov."], known=True) == Share(0, 1)
    assert names_kept(right, right[::-1]).kept == 0
    assert names_invented(sources, right, "ur") == 0
    assert names_invented(sources, right[::-1], "ur") == 3  # Pakistan, Lahore; the US
    with pytest.raises(ValueError, match="shorter"):
        numbers_kept(sources, right[:1], "ur")


def test_a_share_of_nothing_is_no_percentage():
    assert Share(3, 4).percent == 75.0
    assert Share(0, 2).percent == 0.0
    assert Share(0, 0).percent is None
