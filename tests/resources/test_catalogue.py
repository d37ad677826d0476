import pytest

from workbench.errors import NotFound, UnknownLanguage
from workbench.resources import catalogue

AR = "Helsinki-NLP/opus-mt-tc-big-ar-en"
INC = "Helsinki-NLP/opus-mt-tc-bible-big-inc-en"


@pytest.mark.parametrize(("language", "name"), [("ar", AR), ("hi", INC), ("ur", INC)])
def test_recommended(language, name):
    card = catalogue.recommended(language)
    assert card.name == name
    assert language in card.languages
    assert not card.preview


def test_recommended_for_a_language_without_a_model():
    with pytest.raises(UnknownLanguage, match=r"'fa'.*ar, hi, ur"):
        catalogue.recommended("fa")


@pytest.mark.parametrize(
    ("name", "found"),
    [
        (AR, AR),
        (AR.upper(), AR),
        ("opus-mt-tc-big-ar-en", AR),
        ("opus-mt-ar-en", "Helsinki-NLP/opus-mt-ar-en"),
        ("inc-en", INC),
        ("embedded", "embedded"),
        ("ar-en", None),  # two models end so
        ("mt-hi-en", None),
        ("n", None),  # inside a word
        ("", None),
    ],
)
def test_lookup(name, found):
    card = catalogue.lookup(name)
    assert (card and card.name) == found


def test_find_says_what_there_is():
    with pytest.raises(NotFound) as error:
        catalogue.find("opus-mt-hi-en")
    assert "opus-mt-hi-en" in str(error.value)
    assert all(name in str(error.value) for name in catalogue.MODELS)


def test_best_first():
    assert [card.name for card in catalogue.for_language("ar")][:2] == [AR, "Helsinki-NLP/opus-mt-ar-en"]
    assert catalogue.for_language("fa") == ()


@pytest.mark.parametrize("card", catalogue.MODELS.values(), ids=lambda card: card.name)
def test_every_card_is_whole(card):
    assert {score.language for score in card.scores} == set(card.languages)
    assert card.licence
    assert card.score_source
    assert (card.hub_id is None) == (card.engine != "marian")
    assert card.parameters > card.download_mb > 0


def test_only_the_embedded_model_is_a_preview():
    assert [card.name for card in catalogue.MODELS.values() if card.preview] == ["embedded"]
    note = catalogue.MODELS["embedded"].note
    assert "Google" in note
    assert "nobody may brief from it" in note


@pytest.mark.parametrize(
    ("name", "engine"), [("embedded", "embedded"), ("opus-mt-ar-en", "marian"), ("models/our-own", "marian")]
)
def test_engine_of(name, engine):
    assert catalogue.engine_of(name) == engine


@pytest.mark.parametrize("name", ["opus-mt-hi-en", "opus-mt-ur-en", "opus-mt-mul-en", "nllb-200-distilled-600M"])
def test_models_not_to_use_are_absent(name):
    assert catalogue.lookup(name) is None
