"""Translations measured against references, by an engine or from a file."""

import pytest

from workbench.bench.quality import evaluate_file
from workbench.errors import InputError, NotFound
from workbench.settings import Settings

SOURCE = "وزیر نے لاہور میں 250 افراد کو دیکھا۔"
REFERENCES = ("The minister saw 250 people in Lahore.", "The army closed the city.")


@pytest.fixture
def pairs(tmp_path):
    path = tmp_path / "pairs.tsv"
    path.write_text(f"{SOURCE}\t{REFERENCES[0]}\n\nفوج نے شہر کو بند کیا۔\t{REFERENCES[1]}\n", encoding="utf-8")
    return path


def evaluated(pairs, content, first=None):
    file = pairs.with_name("made.txt")
    file.write_text(content, encoding="utf-8")
    return evaluate_file(pairs, Settings(language="ur"), lambda step: None, first, file)


def test_translations_from_a_file_are_measured_as_an_engines_are(pairs):
    found = evaluated(pairs, f"{REFERENCES[0]}\nA man slept.\n")
    assert found.references == REFERENCES
    assert found.sources[0] == SOURCE
    assert found.segment_chrf[0] == pytest.approx(100)
    assert found.segment_chrf[1] < 40
    assert found.segment_chrf[1] < found.scores["chrf"].value < 100
    assert (found.numbers.kept, found.numbers.total, found.names.kept) == (1, 1, 1)
    assert found.output.name == "made.txt"
    assert (found.output.signature, found.output.words_per_second, found.output.retried) == (None, None, None)


def test_an_empty_line_is_an_empty_translation(pairs):
    assert evaluated(pairs, "\r\nThe army closed the city.\r\n").output.hypotheses == ("", REFERENCES[1])
    assert evaluated(pairs, "The army.\n\n").segment_chrf[1] == 0


def test_the_first_lines_alone(pairs):
    assert evaluated(pairs, "One.\nTwo.\n", first=1).output.hypotheses == ("One.",)


@pytest.mark.parametrize(
    ("content", "first", "count"), [("One.\n", None, 1), ("1\n2\n3", None, 3), ("One.\n\n\n", None, 3), ("One.", 5, 1)]
)
def test_a_file_of_another_length_is_refused(pairs, content, first, count):
    with pytest.raises(InputError, match=f"made.txt has {count} translations for 2 pairs"):
        evaluated(pairs, content, first)


def test_a_missing_file_is_refused(pairs):
    with pytest.raises(NotFound, match="There is no file"):
        evaluate_file(pairs, Settings(language="ur"), lambda step: None, None, pairs.with_name("none.txt"))


def test_an_engines_output_is_in_the_order_of_the_sources(tiny, tiny_marian, tiny_cache, tmp_path):
    path = tmp_path / "pairs.tsv"
    numbers = (0, 5, 0, 3)
    lines = [f"{tiny.sentence('ur', n, n, 1)}\t{tiny.sentence('en', n, n, 1)}" for n in numbers]
    path.write_text("\n".join(lines), encoding="utf-8")
    settings = Settings(engine="marian", model=str(tiny_marian), cache=tiny_cache, language="ur", threads=1)
    found = evaluate_file(path, settings, lambda step: None)
    assert found.output.hypotheses == found.references
    assert found.segment_chrf == pytest.approx((100.0,) * 4)
    assert found.output.signature.engine == "marian"
    assert found.output.words_per_second > 0
