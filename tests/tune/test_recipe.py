"""The recipe of the embedded model's adapter: which pairs it takes."""

import lzma

import pytest

from workbench.errors import NotFound
from workbench.tune import recipe


def corpora(folder, lines):
    for tag in ("ar", "ur", "hi"):
        with lzma.open(folder / f"train.{tag}-en.tsv.xz", "wt", encoding="utf-8") as file:
            file.write("\n".join("\t".join(line) for line in lines))


def test_news_is_taken_whole_and_manuals_a_little(tmp_path):
    lines = [
        (corpus, f"{corpus} {n}", f"English {n}") for corpus in ("xquad", "ms-edgeai-for-beginners") for n in range(400)
    ]
    corpora(tmp_path, [*lines, ("xquad", "x" * 451, "too long")])
    taken = recipe.read(tmp_path)
    of_xquad = [e for e in taken.examples if e.document.startswith("xquad")]
    assert len(of_xquad) == 3 * 400
    rest = len(taken.examples) - len(of_xquad)
    assert 3 * 20 < rest < 3 * 60  # a tenth, give or take chance
    assert {e.language for e in taken.examples} == {"ar", "ur", "hi"}


def test_the_same_pairs_are_taken_every_time(tmp_path):
    corpora(tmp_path, [("bitcoin-org", f"source {n}", f"English {n}") for n in range(60)])
    assert recipe.read(tmp_path) == recipe.read(tmp_path)


def test_a_missing_file_is_named(tmp_path):
    with pytest.raises(NotFound, match=r"train\.ar-en\.tsv\.xz"):
        recipe.read(tmp_path)


def test_every_weighted_corpus_has_its_licence():
    assert set(recipe.WEIGHTS) <= set(recipe.LICENCES)
    assert all(0 < weight <= 1 for weight in recipe.WEIGHTS.values())
