import random
import time
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbench import __version__
from workbench.errors import InputError
from workbench.model import BlockKind
from workbench.summarise import SUMMARISERS, summarise, usual_length

FIVE = "The port city was flooded."

# Written for this test like a wire story: a lead, an official, a paragraph told twice, background, furniture.
WIRE = (
    ("title", "Dam burst floods valley in northern province"),
    ("dateline", "Sarobad, 14 March (Northern Wire)"),
    ("paragraph", "A dam burst above the northern town of Sarobad early on Monday and sent a wall of water through the Hari valley, officials said."),
    ("paragraph", "At least 46 people were killed and more than 300 injured in the flood, the health ministry said in a statement.",
                  "It warned that the figure would rise."),
    ("caption", "Residents of Sarobad walk past flooded houses after the dam burst on Monday."),
    ("paragraph", "Rescue teams in boats and two army helicopters searched the valley for residents stranded on roofs and in trees."),
    ("paragraph", "“We heard a roar like a train, and then the water was at the door,” said Karim Aziz, a baker.",
                  "He lost his shop and his car."),
    ("paragraph", "Governor Nadia Rahimi declared a state of emergency in the province and asked neighbouring provinces for tents and blankets."),
    ("paragraph", "At least 46 people were killed and over 300 injured in the flooding, according to the health ministry's statement."),
    ("paragraph", "The dam, built in 1974, had been leaking since January, two engineers told this agency.",
                  "They had sent three letters to the water authority.",
                  "The water authority did not answer a request for comment."),
    ("paragraph", "However, the provincial council had put off repairs to the dam twice for lack of money."),
    ("paragraph", "Electricity was cut in most of Sarobad, and the only bridge to the capital was closed."),
    ("paragraph", "This has made it harder to bring in aid.",
                  "Trucks with drinking water were waiting on the far side of the river, a driver said."),
    ("paragraph", "Schools in the province will stay closed until Thursday."),
    ("paragraph", "The Hari valley grows most of the country's apricots.",
                  "It was last flooded in 1988, when 19 people died."),
    ("furniture", "Subscribe to our newsletter for news of the dam burst and the flood in Sarobad."),
)  # fmt: skip


def ids(summary):
    return [sentence.segment_id for sentence in summary.sentences]


def english(article, summary):
    targets = {row.segment.id: row.target for row in article.rows()}
    return [targets[id] for id in ids(summary)]


def unlike(count):
    """So many sentences that have no content word in common."""
    return [" ".join(f"{letter}{n}x" for letter in "abcdef") for n in range(count)]


@pytest.mark.parametrize(
    ("length", "expected"),
    [(0, 0), (1, 1), (2, 2), (3, 3), (5, 3), (12, 3), (18, 3), (20, 3), (21, 4), (24, 4), (36, 6), (42, 7), (100, 7)],
)
@pytest.mark.parametrize("method", SUMMARISERS)
def test_a_sixth_of_the_article(article_of, length, expected, method):
    assert len(ids(summarise(article_of(("paragraph", *unlike(length))), method=method))) == expected


@pytest.mark.parametrize(("length", "expected"), [(0, 3), (27, 5), (33, 6), (1000, 7)])
def test_usual_length(length, expected):
    assert usual_length(length) == expected


@pytest.mark.parametrize(("asked", "expected"), [(1, 1), (2, 2), (10, 10), (11, 10), (500, 10)])
@pytest.mark.parametrize("method", SUMMARISERS)
def test_as_many_as_asked_or_fewer(article_of, asked, expected, method):
    assert len(ids(summarise(article_of(("paragraph", *unlike(10))), sentences=asked, method=method))) == expected


@pytest.mark.parametrize("asked", [0, -1])
def test_a_summary_has_a_sentence(article_of, asked):
    with pytest.raises(InputError, match=f"cannot have {asked} sentences; ask for 1 or more"):
        summarise(article_of(("paragraph", FIVE)), sentences=asked)


def test_an_unknown_method_names_the_known_ones(article_of):
    with pytest.raises(InputError, match="no summariser 'magic'; choose one of: lexrank, lead"):
        summarise(article_of(("paragraph", FIVE)), method="magic")


@pytest.mark.parametrize("blocks", [(), (("paragraph", None, None),), (("title", FIVE),), (("paragraph", "", " "),)])
@pytest.mark.parametrize("method", SUMMARISERS)
def test_nothing_to_summarise(article_of, blocks, method):
    summary = summarise(article_of(*blocks), method=method)
    assert summary.sentences == ()
    assert summary.method == method


def test_a_wire_story(article_of):
    article = article_of(*WIRE)
    three, six = (english(article, summarise(article, sentences=n)) for n in (3, 6))
    assert summarise(article) == summarise(article, sentences=3)
    for texts in (three, six):
        assert texts[0].startswith("A dam burst above the northern town of Sarobad")
        assert sum("At least 46 people were killed" in text for text in texts) == 1
        assert not any(text.startswith(("He lost", "They had", "However", "This has", "It was")) for text in texts)
        assert not any("walk past" in text or "Subscribe" in text or "Northern Wire" in text for text in texts)
    assert any("state of emergency" in text for text in six)


def test_a_correction_changes_the_choice(article_of):
    article = article_of(*WIRE)
    assert "s4" in ids(summarise(article))
    assert "s4" not in ids(summarise(article_of(*WIRE, rejected=["s4"])))
    assert "s4" not in ids(summarise(article_of(*WIRE, corrected={"s4": "He said little."})))


def test_furniture_brought_back_is_read(article_of):
    article = article_of(("furniture", FIVE))
    assert ids(summarise(article)) == []
    brought_back = replace(article, kinds={article.document.blocks[0].id: BlockKind.PARAGRAPH})
    assert ids(summarise(brought_back)) == ["s1"]


def test_settings_are_recorded(article_of):
    summary = summarise(article_of(*WIRE))
    assert summary.method == "lexrank"
    assert summary.settings == {
        "damping": 0.15,
        "tolerance": 1e-9,
        "lead_weight": 0.6,
        "lambda": 0.7,
        "near_duplicate": 0.5,
        "leaning_back": 0.3,
        "broken_quotation": 0.5,
        "repeats_title": 0.2,
        "title_repeated": 0.8,
        "fewest_words": 5,
        "sentences": 3,
        "version": __version__,
    }


def test_a_thousand_sentences_take_no_time(article_of):
    chance = random.Random(7)
    sentences = [" ".join(f"w{int(chance.paretovariate(0.4)) % 5000}" for _ in range(25)) for _ in range(1000)]
    article, start = article_of(("paragraph", *sentences)), time.process_time()
    assert len(ids(summarise(article))) == 7
    assert time.process_time() - start < 10  # the processor's time, half a second here; squared it would be minutes


WORDS = st.sampled_from(
    ["He", "This", "the", "flood", "dam", "dead", "46", "2,000", "“", '"', ".", "—", "'", "قال", "जल"]
)
TEXTS = st.one_of(st.none(), st.text(max_size=60), st.lists(WORDS, max_size=12).map(" ".join))
BLOCKS = st.lists(st.tuples(st.sampled_from(list(BlockKind)), TEXTS, TEXTS), max_size=12)


@given(blocks=BLOCKS, asked=st.none() | st.integers(1, 12), method=st.sampled_from(list(SUMMARISERS)))
def test_any_article_has_a_summary(article_of, blocks, asked, method):
    article = article_of(*blocks)
    summary = summarise(article, sentences=asked, method=method)
    paragraphs = [row.segment.id for row in article.rows() if row.kind is BlockKind.PARAGRAPH and row.target.strip()]
    assert [id for id in paragraphs if id in ids(summary)] == ids(summary)
    assert len(ids(summary)) <= (asked or 7)
    assert all(0 <= sentence.score <= 1 for sentence in summary.sentences)
    assert summarise(article, sentences=asked, method=method) == summary
