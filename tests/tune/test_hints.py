"""Glosses with noise: some words spelled out, some wrong, and everything that was not chosen untouched."""

import random

import pytest

from workbench.resources.gloss import gloss
from workbench.text.transliteration import transliterate
from workbench.tune.hints import Noise, noisy

QUIET = Noise(name_spelled=0, word_spelled=0, wrong=0, sentence_bare=0)
SENTENCES = [
    ("ur", "روس کے صدر نے جمعرات کو قازقستان میں 250 فوجی تعینات کیے۔"),
    ("ar", "أعلنت وزارة الدفاع الروسية انسحاب القوات من كازاخستان."),
    ("hi", "रूस के रक्षा मंत्री ने कज़ाख़स्तान से वापसी की घोषणा की।"),
]


@pytest.mark.parametrize(("language", "sentence"), SENTENCES)
def test_no_noise_changes_nothing(language, sentence):
    told = gloss(sentence, language)
    assert noisy(told, language, QUIET, random.Random(0)) == told


@pytest.mark.parametrize(("language", "sentence"), SENTENCES)
def test_names_are_spelled_out(language, sentence):
    told = gloss(sentence, language)
    spoilt = noisy(told, language, Noise(name_spelled=1, word_spelled=0, wrong=0), random.Random(0))
    changed = [(a, b) for a, b in zip(told, spoilt, strict=True) if a != b]
    assert changed
    for before, after in changed:
        assert before.part in ("person", "place", "org", "nation", "event")
        assert after.english == (" ".join(transliterate(w, language) for w in before.source.split()),)
        assert (after.by, after.source, after.start, after.end) == ("letters", before.source, before.start, before.end)


@pytest.mark.parametrize(("language", "sentence"), SENTENCES)
def test_a_wrong_word_is_of_the_same_part_and_function_words_stay(language, sentence):
    told = gloss(sentence, language)
    spoilt = noisy(told, language, Noise(name_spelled=0, word_spelled=0, wrong=1), random.Random(1))
    changed = [(a, b) for a, b in zip(told, spoilt, strict=True) if a != b]
    assert changed
    assert all(a.part == b.part and a.part not in ("func", "num") for a, b in changed)
    assert [a for a in told if a.by == "copied"] == [b for b in spoilt if b.by == "copied"]


def test_chance_comes_from_the_given_source_alone():
    language, sentence = SENTENCES[0]
    told = gloss(sentence, language)
    often = Noise(0.4, 0.4, 0.3)
    made = [noisy(told, language, often, random.Random(seed)) for seed in (5, 5, 6)]
    assert made[0] == made[1] != made[2]
