"""Sentence pairs from files and from reviews, and what is said of broken ones."""

import hashlib
import lzma

import pytest

from workbench import review
from workbench.errors import InputError, NotFound, UnreadableInput
from workbench.model import Action, Article, Block, BlockKind, Document, Draft, Segment, Signature
from workbench.tune.examples import approved, digest, read_files, require_enough

MADE = Signature("toy", "toy", "1", {}, "none")
AT = "2026-01-01T00:00:00.000Z"


def write(folder, text, name="a.tsv"):
    path = folder / name
    path.write_bytes(text.encode() if isinstance(text, str) else text)
    return path


def test_two_columns_are_source_and_english(tmp_path):
    path = write(tmp_path, "\ufeffفوج\tThe army.\r\n\nعدالت\tThe court.\n")
    material = read_files([path], "ur")
    assert [(e.source, e.target, e.language, e.rejected) for e in material.examples] == [
        ("فوج", "The army.", "ur", ""),
        ("عدالت", "The court.", "ur", ""),
    ]
    (origin,) = material.origins
    assert (origin.name, dict(origin.counts)) == ("a.tsv", {"a": 2})
    assert origin.sha256 == hashlib.sha256(path.read_bytes()).hexdigest()


def test_three_columns_begin_with_the_corpus(tmp_path):
    path = write(tmp_path, lzma.compress("pud\tफ़ौज\tThe army.\ntico\tअदालत\tThe court.\n".encode()), "b.tsv.xz")
    material = read_files([path, path], "hi")
    assert [e.document for e in material.examples] == ["pud 0", "tico 0"] * 2
    assert [dict(o.counts) for o in material.origins] == [{"pud": 1, "tico": 1}] * 2


def test_fifty_lines_are_a_document(tmp_path):
    path = write(tmp_path, "".join(f"ا{i}\tword {i}\n" for i in range(101)))
    documents = [e.document for e in read_files([path], "ar").examples]
    assert documents == ["a 0"] * 50 + ["a 1"] * 50 + ["a 2"]


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("فوج\tarmy\nعدالت\n", "Line 2 of a.tsv is not source, tab, English: it has 1 of 2 fields"),
        ("فوج\tarmy\nc\tعدالت\tcourt\n", "Line 2 of a.tsv .* 3 of 2 fields"),
        ("c\tعدالت\tcourt\nc\tعدالت\t \n", "Line 2 of a.tsv is not corpus, tab, source, tab, English: it has 2 of 3"),
        ("فوج\n", "Line 1 of a.tsv .* 1 of 2"),
        ("a\tb\tc\td\n", "Line 1 of a.tsv"),
    ],
)
def test_a_broken_line_is_named(tmp_path, text, says):
    with pytest.raises(InputError, match=says):
        read_files([write(tmp_path, text)], "ur")


def test_what_is_no_text_is_refused(tmp_path):
    with pytest.raises(UnreadableInput, match=r"a\.tsv is not UTF-8 text \(byte 1\)"):
        read_files([write(tmp_path, b"a\xff\tb\n")], "ur")
    with pytest.raises(UnreadableInput, match=r"a\.xz is not a whole"):
        read_files([write(tmp_path, lzma.compress(b"a\tb\n")[:-8], "a.xz")], "ur")
    with pytest.raises(NotFound, match=r"no file .*none\.tsv"):
        read_files([tmp_path / "none.tsv"], "ur")
    with pytest.raises(InputError, match="'fr' is not a language"):
        read_files([], "fr")


@pytest.mark.parametrize(("count", "says"), [(0, "There are 0"), (1, "There is 1"), (19, "There are 19 .* takes 20")])
def test_too_few_are_counted(tmp_path, count, says):
    path = write(tmp_path, "".join(f"ا{i}\tword {i}\n" for i in range(count)))
    with pytest.raises(InputError, match=says):
        require_enough(read_files([path], "ar").examples)


def test_the_digest_sees_every_field_and_the_order(tmp_path):
    one, two = read_files([write(tmp_path, "ا\ta\nب\tb\n")], "ar").examples
    assert digest([one, two]) == digest([one, two])
    assert len({digest(x) for x in ([one, two], [two, one], [one], [])}) == 4


# --- from a review -----------------------------------------------------------------------------------------------


def reviewed(*sentences, later_draft=None):
    """An article of (source, machine's text, steps) with each step an action and a text."""
    text = " ".join(source for source, *_ in sentences)
    segments, drafts, edits = [], {}, []
    at = 0
    for number, (source, machine, steps) in enumerate(sentences):
        name = f"s{number}"
        segments.append(Segment(name, at, at + len(source), source))
        at += len(source) + 1
        drafts[name] = Draft(name, source, later_draft or machine, -0.1, "beam", MADE, AT)
        state = review.Review()
        for action, new in steps:
            edit = review.step(state, machine, action, target=name, by="Ada", at=AT, base=state.version, text=new)
            state = review.apply(state, edit)
            edits.append(edit)
    block = Block("b", BlockKind.PARAGRAPH, 0, len(text), "ur", tuple(segments))
    document = Document("art", "art.txt", "f" * 64, "utf-8", text, "ur", "user", "", (block,))
    reviews, kinds = review.replay(edits)
    return Article(document, drafts, reviews, kinds)


def test_only_what_was_approved_is_learnt():
    article = reviewed(
        ("فوج آئی۔", "The army came.", [(Action.APPROVE, None)]),
        ("عدالت بند ہے۔", "A court.", [(Action.APPROVE, "The court\n is closed.")]),
        ("پل کھلا۔", "The bridge.", [(Action.EDIT, "The bridge opened.")]),
        ("خط آیا۔", "A letter.", [(Action.REJECT, None)]),
        ("پانی۔", "Water.", []),
        ("2024", "2024", [(Action.APPROVE, None)]),
    )
    material = approved([article, reviewed(("پانی۔", "Water.", []))])
    assert [(e.source, e.target, e.document, e.rejected) for e in material.examples] == [
        ("فوج آئی۔", "The army came.", "art", ""),
        ("عدالت بند ہے۔", "The court is closed.", "art", "A court."),
    ]
    assert [(o.name, o.sha256, dict(o.counts)) for o in material.origins] == [("art.txt", "f" * 64, {"approved": 2})]


def test_rejected_is_what_the_person_saw_not_a_later_draft():
    article = reviewed(("عدالت۔", "A court.", [(Action.APPROVE, "The court.")]), later_draft="Le tribunal.")
    assert approved([article]).examples[0].rejected == "A court."
