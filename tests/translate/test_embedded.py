"""The embedded model, for real: built from its packages, merged, kept, and as good or bad as we say."""

import json
from dataclasses import replace

import pytest

from workbench.errors import ModelUnavailable
from workbench.resources.lexicon import lexicon_of
from workbench.settings import Settings, Term
from workbench.text.figures import figures
from workbench.text.languages import scripts
from workbench.translate import choose, embedded, prefill
from workbench.translate.coverage import Wanted
from workbench.translate.engine import Decoding

SOURCES = ["روسی وزارت دفاع نے جمعرات کو تصدیق کی۔", "صدر نے کہا کہ مشن کامیاب رہا۔"]


@pytest.fixture(scope="module")
def engine(first_run, embedded_cache):
    """After the seeds' run the merged model lies in the cache."""
    return choose(Settings(engine="embedded", cache=embedded_cache, threads=2), "ur")


def test_it_writes_english_with_a_score(engine):
    hypotheses = engine.translate(SOURCES, "ur", engine.default)
    assert len(hypotheses) == 2
    for hypothesis in hypotheses:
        assert set(scripts(hypothesis.text)) == {"Latn"}
        assert "\n" not in hypothesis.text
        assert -10 < hypothesis.score < 0
        assert hypothesis.tokens > 0
    assert "Defen" in hypotheses[0].text  # of what little it can be trusted with


def test_the_order_and_the_batch_do_not_matter_to_the_score(engine):
    together = engine.translate(SOURCES, "ur", engine.default)
    alone = [engine.translate([source], "ur", engine.default)[0] for source in SOURCES]
    for one, other in zip(together, alone, strict=True):
        if one.text == other.text:  # bf16 may tip a near tie when padding changes
            assert one.score == pytest.approx(other.score, abs=0.1)


def test_it_is_told_its_words_and_obeys(engine):
    [told] = [g for g in engine.told("قازقستان میں ہنگامے جاری ہیں۔", "ur") if g.source == "قازقستان"]
    assert (told.english, told.part, told.by) == (("Kazakhstan",), "place", "lexicon")
    [hypothesis] = engine.translate(["قازقستان میں ہنگامے جاری ہیں۔"], "ur", engine.default)
    assert "Kazakhstan" in hypothesis.text


def test_a_rare_name_comes_out_as_it_was_told(engine):
    """Its last letters are a token that no training text has: cut, it came out garbled."""
    [hypothesis] = engine.translate(["टोकायव ने पुतिन को धन्यवाद दिया।"], "hi", engine.default)
    assert "Tokayev" in hypothesis.text
    assert "Putin" in hypothesis.text


def test_every_name_of_the_lexicons_can_be_written(engine):
    unwritten = set(engine._unwritten)
    names = (entry for tag in ("ar", "hi", "ur") for entry in lexicon_of(tag) if entry.is_name)
    told = {english for entry in names for english in entry.english if english.isascii()}
    assert len(told) > 10_000
    assert [name for name in told if unwritten & set(engine._ids(f" {name}", special=False))] == []


def test_the_glossary_overrides_the_lexicon(embedded_cache, engine):
    settings = Settings(
        engine="embedded", cache=embedded_cache, threads=2, glossary=(Term("ur", "قازقستان", "Ruritania"),)
    )
    other = choose(settings, "ur")
    [told] = [g for g in other.told("قازقستان میں", "ur") if g.by == "glossary"]
    assert told.english == ("Ruritania",)
    assert other.signature(other.default) != engine.signature(engine.default)


def test_no_name_that_was_made_up_is_left_when_it_can_be_helped(engine):
    """A search of its own, in which the word may not be written."""
    prompts = prefill.read(engine._model, [engine._ids("Urdu: صدر\nEnglish:")], engine._pad)
    free, beam = Wanted(()), Decoding(beam=2)
    first = engine._text(engine._search(prompts.of([0], 2), [free], 12, beam)[0][0])
    word = next(w for w in first.split() if w.isalpha())
    against = replace(free, forbidden=frozenset([word]))
    again = engine._search(prompts.of([0], 2), [against], 12, beam)[0]
    assert all(f" {word}" not in engine._text(output) for output in again)


def test_a_second_search_does_not_end_before_it_has_the_numbers(engine):
    sentence = "وزیر نے رپورٹ دیکھی۔"
    prompts = prefill.read(
        engine._model, [engine._ids(embedded.prompt(sentence, "ur", engine.told(sentence, "ur")))], engine._pad
    )
    beam, asked = Decoding(beam=2), Wanted(figures("77 فوجی", "ur"), whole=True)

    def ended(wanted):
        """The texts of the hypotheses that came to their end."""
        found = engine._search(prompts.of([0], 2), [wanted], 24, beam)[0]
        return [engine._text(ids) for ids in found if ids[-1] in engine._stops]

    free = ended(Wanted(()))
    assert free
    assert not any("77" in text for text in free)
    assert all("77" in text for text in ended(asked))


@pytest.mark.parametrize(
    ("source", "texts", "asked"),
    [
        (
            "فوج آئی۔",
            ["The Canadian army came.", "The French army came.", "The army came."],
            [(set(), False), ({"Canadian"}, False), ({"Canadian", "French"}, False)],
        ),
        ("فوج آئی۔", ["The army came."], [(set(), False)]),
        # A search for what the last one was after would come to the same.
        ("77 فوجی آئے۔", ["Soldiers came.", "The soldiers came."], [(set(), False), (set(), True)]),
    ],
)
def test_each_further_search_is_after_what_the_last_one_came_to(engine, monkeypatch, source, texts, asked):
    told, coming = [], iter(texts)

    def search(prompts, wanted, cap, decoding):
        told.append((set(wanted[0].forbidden), wanted[0].whole))
        return [[engine._ids(next(coming), special=False) + engine._stops[:1]]]

    monkeypatch.setattr(engine, "_search", search)
    (found,) = engine.translate([source], "ur", Decoding())
    assert told == asked
    assert found.text in (texts[-1], texts[0])
    assert next(coming, None) is None


def test_a_folder_without_an_adapter_is_refused_in_a_sentence(tmp_path):
    with pytest.raises(ModelUnavailable, match="holds no adapter"):
        choose(Settings(engine="embedded", model=str(tmp_path)), "ur")


def test_a_beam_scores_no_worse_than_greedy(engine):
    greedy = engine.translate(SOURCES, "ur", Decoding())
    beam = engine.translate(SOURCES, "ur", Decoding(beam=4))
    assert sum(h.score for h in beam) >= sum(h.score for h in greedy) - 0.2


def test_the_signature_says_it_is_a_preview(engine):
    signature = engine.signature(engine.default)
    assert signature.preview
    assert signature.revision == embedded.Adapter(embedded.OURS).revision
    assert json.dumps(signature.settings)


def test_the_merged_model_is_kept_and_nothing_half_built_is(engine, embedded_cache):
    kept = sorted(p.name for p in (embedded_cache / "embedded").iterdir() if not p.name.endswith(".lock"))
    assert kept == [f"embedded-v1-{embedded.Adapter(embedded.OURS).revision}"]


def test_missing_packages_are_named_with_what_to_do(monkeypatch):
    monkeypatch.setattr("importlib.util.find_spec", lambda name: None)
    with pytest.raises(ModelUnavailable, match=r"peft.*pip install"):
        choose(Settings(engine="embedded"), "ur")
