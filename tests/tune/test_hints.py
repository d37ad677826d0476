"""Glosses with noise: some words spelled out, some wrong, and everything that was not chosen untouched."""

import random
from dataclasses import replace

import pytest

from workbench.resources.gloss import gloss
from workbench.resources.lexicon import NAME_PARTS
from workbench.text.transliteration import transliterate
from workbench.tune.hints import Noise, noisy

QUIET = Noise(renamed=0, name_spelled=0, word_spelled=0, wrong=0, sentence_bare=0)
SENTENCES = [
    ("ur", "روس کے صدر نے جمعرات کو قازقستان میں 250 فوجی تعینات کیے۔"),
    ("ar", "أعلنت وزارة الدفاع الروسية انسحاب القوات من كازاخستان."),
    ("hi", "रूस के रक्षा मंत्री ने कज़ाख़स्तान से वापसी की घोषणा की।"),
]


@pytest.mark.parametrize(("language", "sentence"), SENTENCES)
def test_no_noise_changes_nothing(language, sentence):
    told = gloss(sentence, language)
    assert noisy(told, "Russia sent troops.", language, QUIET, random.Random(0)) == (told, "Russia sent troops.")


@pytest.mark.parametrize(("language", "sentence"), SENTENCES)
def test_names_are_spelled_out(language, sentence):
    told = gloss(sentence, language)
    spoilt, target = noisy(told, "Kazakhstan", language, replace(QUIET, name_spelled=1), random.Random(0))
    changed = [(a, b) for a, b in zip(told, spoilt, strict=True) if a != b]
    assert changed
    assert target == "Kazakhstan"
    for before, after in changed:
        assert before.part in ("person", "place", "org", "nation", "event")
        assert after.english == (" ".join(transliterate(w, language) for w in before.source.split()),)
        assert (after.by, after.source, after.start, after.end) == ("letters", before.source, before.start, before.end)


@pytest.mark.parametrize(("language", "sentence"), SENTENCES)
@pytest.mark.parametrize("made_up", [0, 1])
def test_a_renamed_name_is_the_same_in_the_gloss_and_the_english(language, sentence, made_up):
    told = gloss(f"{sentence} {sentence}", language)
    english = "Kazakhstan said so in Kazakhstan, not in Kazakhstani."
    noise = replace(QUIET, renamed=1, made_up=made_up)
    spoilt, target = noisy(told, english, language, noise, random.Random(0))
    others = {b.english for a, b in zip(told, spoilt, strict=True) if a.english == ("Kazakhstan",)}
    assert len(others) == 1  # one name has one other name
    ((other,),) = others
    assert other != "Kazakhstan"
    assert target == f"{other} said so in {other}, not in Kazakhstani."


def test_a_name_that_the_english_has_not_is_spelled_out_instead():
    language, sentence = SENTENCES[0]
    told = gloss(sentence, language)
    spoilt, target = noisy(told, "He left.", language, replace(QUIET, renamed=1), random.Random(0))
    assert target == "He left."
    assert {b.by for a, b in zip(told, spoilt, strict=True) if a != b} == {"letters"}


@pytest.mark.parametrize(("language", "sentence"), SENTENCES)
def test_a_wrong_word_is_of_the_same_part_and_names_and_function_words_stay(language, sentence):
    told = gloss(sentence, language)
    spoilt, _ = noisy(told, "", language, replace(QUIET, wrong=1), random.Random(1))
    changed = [(a, b) for a, b in zip(told, spoilt, strict=True) if a != b]
    assert changed
    assert all(a.part == b.part and a.part not in ("func", "num", *NAME_PARTS) for a, b in changed)
    assert [a for a in told if a.by == "copied"] == [b for b in spoilt if b.by == "copied"]


def test_chance_comes_from_the_given_source_alone():
    language, sentence = SENTENCES[0]
    told = gloss(sentence, language)
    often = Noise(renamed=0.4, name_spelled=0.4, word_spelled=0.4, wrong=0.3)
    made = [noisy(told, "Kazakhstan", language, often, random.Random(seed)) for seed in (5, 5, 6)]
    assert made[0] == made[1] != made[2]
