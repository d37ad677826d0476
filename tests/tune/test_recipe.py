"""The recipe of the embedded model's adapter: which pairs it takes."""

import lzma
from collections import Counter

import pytest

from workbench.errors import NotFound
from workbench.tune import recipe


def corpora(folder, lines):
    for tag in ("ar", "ur", "hi"):
        with lzma.open(folder / f"train.{tag}-en.tsv.xz", "wt", encoding="utf-8") as file:
            file.write("\n".join("\t".join(line) for line in lines))


def test_news_is_taken_more_than_once_and_manuals_a_little(tmp_path):
    lines = [
        (corpus, f"{corpus} {n}", f"English {n}")
        for corpus in ("ud-pud", "debian-handbook", "other")
        for n in range(400)
    ]
    corpora(tmp_path, [*lines, ("ud-pud", "x" * 481, "too long")])
    taken = Counter((e.document.rpartition(" ")[0], e.language) for e in recipe.read(tmp_path).examples)
    assert taken["ud-pud", "ar"] == taken["ud-pud", "hi"] == 2 * 400
    assert 2.6 * 400 < taken["ud-pud", "ur"] < 2.8 * 400  # 2.7 times, give or take chance
    assert 0.06 * 400 < taken["debian-handbook", "ar"] < 0.2 * 400
    assert {corpus for corpus, _ in taken} == {"ud-pud", "debian-handbook"}


def test_the_same_pairs_are_taken_every_time(tmp_path):
    corpora(tmp_path, [("bitcoin-org", f"source {n}", f"English {n}") for n in range(60)])
    assert recipe.read(tmp_path) == recipe.read(tmp_path)


def test_a_missing_file_is_named(tmp_path):
    with pytest.raises(NotFound, match=r"train\.ar-en\.tsv\.xz"):
        recipe.read(tmp_path)


def test_every_weighted_corpus_has_its_licence():
    assert set(recipe.WEIGHTS) <= set(recipe.LICENCES)
    assert all(0 < weight <= 2 for weight in recipe.WEIGHTS.values())
