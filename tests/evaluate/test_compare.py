"""Two outputs on the same references: a real difference, none, and one that chance makes."""

import pytest

from workbench.evaluate import compare, score

REFERENCES = [f"The minister of the {n} province opened bridge number {n} on Monday." for n in range(40)]
HALF = [" ".join(text.split()[:6]) for text in REFERENCES]


def test_a_clear_difference_is_not_chance():
    compared = compare(REFERENCES, HALF, REFERENCES)
    assert set(compared) == {"chrf", "bleu", "ter"}
    for name, found in compared.items():
        assert found.p_value < 0.01, name
        assert found.interval.low <= found.interval.high
    assert compared["chrf"].difference > 20
    assert compared["ter"].difference < -20
    assert compare(HALF, REFERENCES, REFERENCES)["chrf"].difference == -compared["chrf"].difference


def test_the_scores_are_those_of_each_output_alone():
    compared = compare(HALF, REFERENCES, REFERENCES)
    for name, alone in score(HALF, REFERENCES).items():
        assert compared[name].score.value == pytest.approx(alone.value)
        # sacrebleu counts the resamples in 32 bits
        assert compared[name].interval.low - 0.001 <= alone.value <= compared[name].interval.high + 0.001
    for name, alone in score(REFERENCES, REFERENCES).items():
        assert compared[name].against.value == pytest.approx(alone.value)


def test_equal_outputs_have_no_difference_to_test():
    for found in compare(HALF, list(HALF), REFERENCES).values():
        assert (found.difference, found.p_value) == (0, None)
        assert found.interval == found.against_interval


def test_one_better_and_one_worse_sentence_are_chance():
    first, second = list(REFERENCES), list(REFERENCES)
    first[3] = "The minister came."
    second[7] = "The minister arrived there."
    assert compare(first, second, REFERENCES)["chrf"].p_value > 0.05


def test_the_signature_names_resamples_and_seed(monkeypatch):
    monkeypatch.delenv("SACREBLEU_SEED", raising=False)
    compared = compare(HALF, REFERENCES, REFERENCES)
    for found in compared.values():
        assert "bs:1000" in found.score.signature
        assert "seed:12345" in found.score.signature
    assert "case:mixed" in compared["ter"].score.signature
    assert compare(HALF, REFERENCES, REFERENCES) == compared, "the same every time"
