from dataclasses import replace

import pytest

from workbench.summarise.candidates import breaks_a_quotation, candidates, leans_back, titles

FIVE = "The port city was flooded."


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("He said the talks had failed.", True),
        ("HE said the talks had failed.", True),
        ("“They left at dawn,” the mayor said.", True),
        ("It was not clear why.", True),
        ("This prompted the ministry to act.", True),
        ("These measures were rejected.", True),
        ("That is why the army left.", True),
        ("The latter denied it.", True),
        ("But the minister stayed.", True),
        ("However, the minister stayed.", True),
        ("Meanwhile, prices rose.", True),
        ("Also on the agenda is trade.", True),
        ("Therefore the vote was put off.", True),
        ("In addition, ten were hurt.", True),
        ("As a result, ten were hurt.", True),
        ("For his part, the envoy left.", True),
        ("On the other hand, wages fell.", True),
        ("At the same time, wages fell.", True),
        ("So they went home.", True),
        ("- And the rest is known.", True),
        ("This week the army left the city.", False),
        ("This Friday the army left.", False),
        ("These days", True),
        ("So far ten bodies have been found.", False),
        ("Heavy rain fell on Sunday.", False),
        ("Italy sent aid.", False),
        ("Hence-Smith won the race.", False),
        ("Andrew left the city.", False),
        ("Butter prices rose again.", False),
        ("In Lahore, ten were hurt.", False),
        ("The two-day meeting ended.", False),
        ("The ministry said he had left.", False),
        ("According to the police, ten were hurt.", False),
        ("", False),
        ("…", False),
    ],
)
def test_leans_back(text, expected):
    assert leans_back(text) is expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("“We stay,” he said.", False),
        ("“We stay, he said.", True),
        ("We stay,” he said.", True),
        ('"We stay," he said.', False),
        ('We stay," he said.', True),
        ("«We stay, he said.", True),
        ("The president's words", False),
        ("‘Tis the workers’ day", False),
        ("", False),
    ],
)
def test_breaks_a_quotation(text, expected):
    assert breaks_a_quotation(text) is expected


def ids(article):
    return [candidate.segment_id for candidate in candidates(article)]


@pytest.mark.parametrize("kind", ["title", "caption", "dateline", "furniture"])
def test_only_paragraphs(article_of, kind):
    assert ids(article_of((kind, FIVE), ("paragraph", FIVE))) == ["s2"]


@pytest.mark.parametrize("text", [None, "", "  \n", "Moscow – Sputnik.", "Four words and no", "… !? — (*) / “”"])
def test_nothing_to_read(article_of, text):
    assert ids(article_of(("paragraph", text, FIVE))) == ["s2"]


def test_rejected_is_left_out_and_corrected_is_read_as_corrected(article_of):
    article = article_of(
        ("paragraph", FIVE, FIVE, FIVE), rejected=["s1"], corrected={"s2": "The city was not flooded."}
    )
    assert [(c.segment_id, c.text) for c in candidates(article)] == [("s2", "The city was not flooded."), ("s3", FIVE)]


def test_places_count_the_body_only_and_all_of_it(article_of):
    article = article_of(("title", FIVE), ("paragraph", FIVE, "Short."), ("caption", FIVE), ("paragraph", FIVE))
    assert [(c.segment_id, c.place) for c in candidates(article)] == [("s2", 0), ("s5", 2)]


def test_an_id_that_stands_twice_is_one_candidate(article_of):
    article = article_of(("paragraph", FIVE))
    twice = replace(article, document=replace(article.document, blocks=article.document.blocks * 2))
    assert [(c.segment_id, c.place) for c in candidates(twice)] == [("s1", 0)]


def test_titles(article_of):
    article = article_of(("title", "One"), ("title", "Two"), ("title", None), ("paragraph", FIVE), rejected=["s2"])
    assert titles(article) == ["One"]
