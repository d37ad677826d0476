"""An article as it stands: kept between calls, and put together anew for whatever anybody writes."""

from __future__ import annotations

import pytest

from workbench import pipeline
from workbench.articles import MOST_KNOWN, open_article
from workbench.model import Action, BlockKind, Draft, Signature, Summary, SummarySentence, Term
from workbench.store import Workspace, now

MADE = Signature("marian", "opus", "1", {}, "test")


def add(workspace, name="news.txt"):
    return pipeline.add(
        workspace, "وزیر نے رپورٹ دیکھی۔ فوج شہر میں آئی۔\n\nصدر نے کہا۔".encode(), name, language="ur"
    ).id


@pytest.fixture
def desk(tmp_path):
    return Workspace.open(tmp_path / "workspace", create=True)


def first(workspace, article_id):
    return open_article(workspace, article_id).rows()[0]


def step(workspace, article_id, action, **said):
    row = first(workspace, article_id)
    said = {"by": "Omar", "base": row.review.version} | said
    pipeline.take_step(workspace, article_id, row.segment.id, action, **said)


WRITING = {
    "a draft": lambda there, a: there.append_drafts(
        a, [Draft(first(there, a).segment.id, "x", "The army came.", None, "first", MADE, now())]
    ),
    "an edit": lambda there, a: step(there, a, Action.EDIT, text="The minister saw it."),
    "an approval": lambda there, a: step(there, a, Action.APPROVE, text="The minister saw it."),
    "a summary": lambda there, a: there.save_summary(
        a, Summary((SummarySentence(first(there, a).segment.id, 1.0),), "lead", {})
    ),
    "a folded block": lambda there, a: pipeline.fold_block(
        there, a, first(there, a).block.id, BlockKind.FURNITURE, by="Omar"
    ),
    "a check switched off": lambda there, a: pipeline.switch_check(there, "numbers", Action.SILENCE, by="Omar"),
    "the glossary": lambda there, a: there.save_glossary([Term("ur", "فوج", "forces")]),
    "the language": lambda there, a: pipeline.set_language(there, a, "ar"),
}


@pytest.mark.parametrize("write", WRITING.values(), ids=WRITING)
def test_what_another_program_writes_is_there_at_once(desk, write):
    article_id = add(desk)
    before = open_article(desk, article_id)
    assert open_article(desk, article_id) is before
    write(Workspace.open(desk.folder), article_id)
    after = open_article(desk, article_id)
    assert after != before
    assert after == open_article(Workspace.open(desk.folder), article_id)
    assert open_article(desk, article_id) is after


def test_of_many_articles_the_last_are_kept(desk):
    names = [add(desk, f"{number}.txt") for number in range(MOST_KNOWN + 1)]
    opened = [open_article(desk, name) for name in names]
    assert open_article(desk, names[-1]) is opened[-1]
    again = open_article(desk, names[0])
    assert again == opened[0]
    assert again is not opened[0]
