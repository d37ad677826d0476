"""The translation memory: which translation counts, what is similar to what, and what an import changes."""

import time
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbench import ingest
from workbench.model import Article, BlockKind, Review, Status
from workbench.resources.memory import (
    Entry,
    Kind,
    Memory,
    News,
    Origin,
    Unit,
    compare,
    difference,
    key,
    units_of,
    words,
)

ARMY = "فوج نے شہر کو بند کیا۔"


def unit(source, target="English.", at="2026-03-01T00:00:00.000Z", by="amina", language="ur", **origin):
    return Unit(source, target, language, by, at, Origin(**origin or {"article": "a", "segment": "s1"}))


def percents(memory, source, language="ur"):
    return [(match.percent, match.unit.source) for match in memory.matches(source, language)]


# --- the same source ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("there", "written", "same"),
    [
        (ARMY, f"  {ARMY.replace(' ', '  ')}\n", True),
        (ARMY, ARMY.replace(" ", "\u00a0"), True),
        ("آج سڑک پر", unicodedata.normalize("NFD", "آج سڑک پر"), True),
        (ARMY, ARMY.removesuffix("۔"), False),
        (ARMY, ARMY.replace("ی", "ي"), False),
        (ARMY, ARMY.replace("شہر", "شہرِ"), False),
    ],
)
def test_only_the_same_sentence_is_exact(there, written, same):
    memory = Memory([unit(there)])
    assert memory.exact(written, "ur") == ([unit(there)] if same else [])
    assert (memory.matches(written, "ur")[0].percent == 100) == same


def test_another_language_is_another_memory():
    memory = Memory([unit(ARMY, language="ur")])
    assert memory.exact(ARMY, "ar") == memory.matches(ARMY, "ar") == memory.matches(ARMY, "fa") == []


def test_the_newest_translation_counts_and_says_what_it_replaced():
    old = unit(ARMY, "Old.", at="2026-01-05T08:00:00.000Z", by="omar", article="a", segment="s1")
    new = unit(ARMY, "New.", at="2026-02-01T08:00:00.000Z", article="b", segment="s2")
    same = unit(ARMY, "New.", at="2026-01-20T08:00:00.000Z", article="c", segment="s3")
    for order in ([old, new, same], [same, new, old], [new, old, same]):
        memory = Memory(order)
        match = memory.matches(ARMY, "ur")[0]
        assert (match.unit, match.older) == (new, (old,))
        assert memory.entries() == [Entry(new, (old,))]


@pytest.mark.parametrize(
    ("earlier", "later"),
    [
        ("2026-01-01T00:00:00Z", "2026-01-01T00:00:00.123Z"),
        ("2026-01-01T00:00:00.999Z", "2026-01-01T00:00:01Z"),
        ("", "1999-01-01T00:00:00Z"),
        ("2026-01-01T00:00:00Z", "2026-01-01T00:00:00Z"),
        ("", ""),
    ],
)
def test_order_in_time(earlier, later):
    """Equal times: what was given later."""
    first, second = unit(ARMY, "first", earlier), unit(ARMY, "second", later)
    assert [u.target for u in Memory([first, second]).exact(ARMY, "ur")] == ["second", "first"]


def test_a_segment_does_not_match_itself_and_sees_what_it_replaced():
    mine = unit(ARMY, "Mine.", at="2026-02-01T00:00:00Z", article="a", segment="s1")
    other = unit(ARMY, "Other.", at="2026-01-01T00:00:00Z", article="b", segment="s1")
    assert Memory([mine]).matches(ARMY, "ur", apart_from=mine.origin) == []
    match = Memory([mine, other]).matches(ARMY, "ur", apart_from=mine.origin)[0]
    assert (match.unit, match.older) == (other, ())


# --- similar sources ---------------------------------------------------------------------------------------------

TWENTY = " ".join(f"لفظ{number:c}" for number in range(ord("ا"), ord("ا") + 40, 2))


@pytest.mark.parametrize(
    ("there", "asked", "percent"),
    [
        (TWENTY, TWENTY.rpartition(" ")[0], 95),  # a word lost
        (TWENTY, TWENTY + " نیا", 95),  # a word more: of 21
        ("उसने 12 सैनिकों को देखा", "उसने 19 सैनिकों को देखा", 80),  # a number costs what a word costs
        ("उसने 12 सैनिकों को देखा", "उसने १२ सैनिकों को देखा", 99),  # the same number in other digits
        ("أعلن الوزير الخبر", "اعلن الوزير الخبر", 99),  # another spelling
        ("سافر الوزير أمس.", "سافر الوزير أمس", 75),  # a mark is a word
        ("قال «نعم» له", "قال نعم له", None),  # 3 of 5
        ("a b c d e", "a b c d x", 80),
        ("a b c d", "a b c x", 75),
        ("a b c", "a b x", None),
        ("a b c d", "d c b a", None),
        ("a", "x", None),
        ("", "x", None),
        ("x", "", None),
    ],
)
def test_percent_is_of_words(there, asked, percent):
    found = percents(Memory([unit(there)]), asked)
    assert found == ([(percent, there)] if percent else [])


def test_words_that_the_memory_does_not_have_are_all_different():
    """Two unknown words must not be alike because both are unknown."""
    memory = Memory([unit("a b c d e f g h")])
    assert percents(memory, "a b c d e f X X") == [(75, "a b c d e f g h")]
    assert percents(memory, "a b c d e X X X") == []


def test_the_best_three_the_exact_one_first():
    base = [f"w{number}" for number in range(10)]
    variants = [" ".join([*base[: 10 - n], *(["x"] * n)]) for n in range(3)]
    others = [unit(text, at=f"2026-01-0{day}T00:00:00Z") for day, text in enumerate(variants, start=1)]
    twin = unit(" ".join([*base[:9], "y"]), at="2026-02-01T00:00:00Z")
    found = percents(Memory([*others, twin]), " ".join(base))
    assert found == [(100, variants[0]), (90, twin.source), (90, variants[1])]


def test_three_others_where_the_exact_one_is_ones_own():
    base = [f"w{number}" for number in range(10)]
    mine = unit(" ".join(base), article="me", segment="s")
    others = [unit(" ".join([*base[:9], letter])) for letter in "abcd"]
    matches = Memory([mine, *others]).matches(mine.source, "ur", apart_from=mine.origin)
    assert [match.percent for match in matches] == [90, 90, 90]


def test_a_memory_made_after_another_finds_the_same():
    first = Memory([unit("a b c d e"), unit("f g h i j")])
    assert percents(first, "a b c d x") == [(80, "a b c d e")]
    then = Memory([unit("k l m n x"), unit("a b c d y")], first)
    assert percents(then, "a b c d x") == [(80, "a b c d y")]
    assert percents(then, "f g h i j") == []


@given(st.lists(st.text("ab ۔.1२", min_size=1, max_size=12), min_size=1, max_size=8), st.text("ab ۔.1२", max_size=12))
def test_a_hundred_is_the_same_sentence_and_nothing_else_is(sources, asked):
    memory = Memory([unit(source) for source in sources])
    for match in memory.matches(asked, "ur"):
        assert (match.percent == 100) == (key(match.unit.source) == key(asked))
        assert 75 <= match.percent <= 100
    assert bool(memory.exact(asked, "ur")) == (key(asked) in map(key, sources))


def test_words():
    assert words("وقال: «3.5 مليون» (٤٠٠)، कहा।") == [
        "وقال", ":", "«", "3.5", "مليون", "»", "(", "400", ")", "،", "कहा", "।"
    ]  # fmt: skip


def test_twenty_thousand_units_are_quick():
    """About 3 ms a sentence on one core, of which this allows the slowest machine and the fullest some 20."""
    source = "وزیر {} نے کہا کہ {} کو {} میں رپورٹ پیش کی جائے گی اور عدالت {} دن بعد فیصلہ کرے گی۔"
    memory = Memory([unit(source.format(n, n * 7 % 20011, n % 90, n % 30)) for n in range(20_000)])
    asked = [source.format(n + 0.5, n * 7 % 20011, n % 90, n % 30) for n in range(100)]
    started = time.process_time()
    found = [memory.matches(sentence, "ur") for sentence in asked]
    assert (time.process_time() - started) / len(asked) < 0.06
    assert all(matches[0].percent >= 95 for matches in found)


# --- where they differ -------------------------------------------------------------------------------------------


def test_the_difference_in_words():
    pieces = difference("فوج نے شہر کو بند کیا۔ کل", "فوج نے پل کو بند کیا کل")
    assert [(piece.kind.value, piece.text) for piece in pieces] == [
        ("equal", "فوج نے "),
        ("here", "شہر "),
        ("there", "پل "),
        ("equal", "کو بند کیا"),
        ("here", "۔ "),
        ("equal", "کل"),
    ]


@given(st.text("ab ۔.", max_size=20), st.text("ab ۔.", max_size=20))
def test_the_pieces_are_the_two_sentences(here, there):
    pieces = difference(key(here), key(there))
    assert "".join(piece.text for piece in pieces if piece.kind is not Kind.THERE) == key(here)
    theirs = "".join(piece.text for piece in pieces if piece.kind is not Kind.HERE)
    assert theirs.replace(" ", "") == key(there).replace(" ", "")


# --- what an article gives ---------------------------------------------------------------------------------------


def test_an_article_gives_what_was_approved():
    text = "ایک سرخی\n\nپہلا جملہ یہ ہے۔ دوسرا جملہ یہ ہے۔ تیسرا جملہ یہ ہے۔ چوتھا جملہ یہ ہے۔"
    document = ingest.read(text.encode(), "news.txt", article_id="news", language="ur")
    statuses = [Status.APPROVED, Status.CORRECTED, Status.EDITED, Status.REJECTED, Status.UNREVIEWED]
    ids = [segment.id for _, segment in document.segments()]
    reviews = {
        segment_id: Review(1, status, f"English {number}", "amina", "2026-01-01T00:00:00Z")
        for number, (segment_id, status) in enumerate(zip(ids, statuses, strict=True))
    }
    article = Article(document, reviews=reviews)
    assert list(units_of(article)) == [
        Unit("ایک سرخی", "English 0", "ur", "amina", "2026-01-01T00:00:00Z", Origin("news", ids[0])),
        Unit("پہلا جملہ یہ ہے۔", "English 1", "ur", "amina", "2026-01-01T00:00:00Z", Origin("news", ids[1])),
    ]
    folded = Article(document, reviews=reviews, kinds={block.id: BlockKind.FURNITURE for block in document.blocks})
    assert list(units_of(folded)) == []


# --- what an import changes --------------------------------------------------------------------------------------


def imported(target, at):
    return unit(ARMY, target, at, by="", file="agency.tmx")


@pytest.mark.parametrize(
    ("targets", "news"),
    [
        ([("Known.", "2026-06-01T00:00:00Z")], ["same"]),
        ([("Old known.", "2025-01-01T00:00:00Z")], ["same"]),
        ([("Old known.", "2026-06-01T00:00:00Z")], ["replaced"]),
        ([("Other.", "2026-06-01T00:00:00Z")], ["replaced"]),
        ([("Other.", "2026-02-01T00:00:00Z")], ["older"]),
        ([("Other.", "")], ["older"]),
        ([("Other.", "2026-06-01T00:00:00Z"), ("Other.", "2026-06-02T00:00:00Z")], ["replaced", "same"]),
        ([("Other.", "2026-02-01T00:00:00Z"), ("Other.", "2026-02-01T00:00:00Z")], ["older", "same"]),
        ([("Other.", "2026-06-01T00:00:00Z"), ("Known.", "2026-06-02T00:00:00Z")], ["replaced", "replaced"]),
    ],
)
def test_what_an_import_is_to_the_memory(targets, news):
    memory = Memory([unit(ARMY, "Known.", "2026-03-01T00:00:00Z"), unit(ARMY, "Old known.", "2026-01-01T00:00:00Z")])
    units = [imported(*target) for target in targets]
    compared = compare(units, memory)
    assert [what.value for what, _ in compared] == news
    kept = [u for what, u in compared if what is not News.SAME]
    after = Memory([*memory.exact(ARMY, "ur"), *kept])
    assert {what for what, _ in compare(units, after)} == {News.SAME}, "the same file again"


def test_an_import_into_nothing():
    units = [imported("One.", ""), imported("Two.", ""), imported("Two.", "")]
    compared = compare(units, Memory(()))
    assert [what for what, _ in compared] == [News.NEW, News.REPLACED, News.SAME]
