"""The figures of a workspace that is written here, with a journal of known times."""

from datetime import UTC, datetime

import pytest

from workbench import overview, pipeline
from workbench.evaluate import effort
from workbench.evaluate.effort import PostEdit
from workbench.model import Action, Draft, Edit, Signature
from workbench.overview import KnownParts
from workbench.store import Workspace

NOW = datetime(2026, 3, 4, 12, tzinfo=UTC)
MARIAN = Signature("marian", "tiny", "1", {}, "x")
EMBEDDED = Signature("embedded", "gemma", "1", {}, "x")
URDU = [
    ("فوج نے شہر کو بند کیا۔", "The army closed the town."),
    ("عدالت نے خط کو مسترد کیا۔", "The court rejected the letter."),
    ("وزیر نے 12 رپورٹ کو دیکھا۔", "The minister saw 13 reports."),
    ("کسان نے پانی کو کھولا۔", "The farmer opened the water."),
    ("وزیر نے رپورٹ کو دیکھا۔", None),
]
ARABIC = [
    ("أغلق الجيش المدينة.", "The army closed the town."),
    ("رفضت المحكمة الرسالة.", "The court rejected the letter."),
]


def add(workspace, name, pairs, language, signature, day):
    text = "\n\n".join(source for source, _ in pairs)
    document = pipeline.add(workspace, text.encode(), name, language=language)
    english = dict(pairs)
    workspace.append_drafts(
        document.id,
        [
            Draft(s.id, s.text, english[s.text], -0.1, "first", signature, f"2026-03-0{day}T00:00:00.000Z")
            for _, s in document.segments()
            if english[s.text]
        ],
    )
    return [row.segment.id for row in pipeline.open_article(workspace, document.id).rows()]


def edit(at, action, segment, text=None, machine=None, by="Amina", **more):
    return Edit(at + segment, f"2026-03-0{at}.000Z", by, action, segment, 0, text, machine, **more)


@pytest.fixture
def workspace(tmp_path):
    """Urdu: one corrected, one approved, one rejected, one open, one not translated; Arabic: one corrected, one open."""
    opened = Workspace.open(tmp_path / "w", create=True)
    urdu = add(opened, "a.txt", URDU, "ur", MARIAN, 2)
    arabic = add(opened, "b.txt", ARABIC, "ar", EMBEDDED, 1)
    army, court, wrong = (english for _, english in URDU[:3])
    closed = "The army closed the city."
    steps = [
        edit("2T10:00:00", Action.EDIT, urdu[0], closed, army),
        edit("2T10:01:40", Action.APPROVE, urdu[0], closed, army),
        edit("2T10:03:20", Action.APPROVE, urdu[1], court, court),
        edit("3T10:00:00", Action.REJECT, urdu[2], wrong, wrong, by="Omar"),
    ]
    opened.append_edits("a", steps)
    opened.append_edits("b", [edit("2T10:06:00", Action.APPROVE, arabic[0], closed, army)])
    return opened


def progress_of(part):
    p = part.progress
    return (p.sentences, p.translated, p.approved, p.corrected, p.rejected, p.open, p.words, p.words_approved)


def test_articles_and_people(workspace):
    found = overview.overview(workspace, NOW)
    assert [(part.id, progress_of(part)) for part in found.articles] == [
        ("a", (5, 4, 1, 1, 1, 2, 28, 12)),
        ("b", (2, 2, 0, 1, 0, 1, 6, 3)),
    ]
    amina, omar = found.reviewers["Amina"], found.reviewers["Omar"]
    assert list(found.reviewers) == ["Amina", "Omar"]
    assert (amina.steps, amina.sentences, amina.words, amina.seconds, amina.timed_words) == (4, 3, 15, 360, 15)
    assert amina.words_an_hour == 150
    assert (omar.sentences, omar.words, omar.words_an_hour) == (1, 6, None)


def test_models_and_days_and_what_waits(workspace):
    found = overview.overview(workspace, NOW)
    hter = {model: (h.edits, h.words, h.segments, h.score.value) for model, h in found.models.items()}
    assert hter == {("marian", "tiny"): (1, 12, 2, 100 / 12), ("embedded", "gemma"): (1, 6, 1, 100 / 6)}
    assert len(found.days) == overview.DAYS
    assert [(d.approved, d.rejected, d.edited, d.other) for d in found.days[-3:]] == [
        (3, 0, 1, 0),
        (0, 1, 0, 0),
        (0,) * 4,
    ]
    assert [(part.id, each.number, each.since[:10]) for part, each in found.waiting] == [
        ("b", 2, "2026-03-01"),
        ("a", 4, "2026-03-02"),
    ]


def test_a_models_articles_count_as_one_group_of_sentences():
    edited = [
        [
            PostEdit("ur", MARIAN, "The army closed the town.", "The army shut a city."),
            PostEdit("ur", MARIAN, "A b.", "A."),
        ],
        [PostEdit("ar", MARIAN, "The court rejected the letter.", "The court refused the letter.")],
    ]
    assert effort.together([effort.hter(part) for part in edited]) == effort.hter([*edited[0], *edited[1]])


def test_findings_by_check_and_those_silenced_apart(workspace):
    def numbers():
        found = overview.overview(workspace, NOW).findings["numbers"]
        return found.errors, found.warnings, found.silenced

    assert numbers() == (2, 0, 0)  # 12 is lost, 13 is new
    article = pipeline.open_article(workspace, "a")
    row = article.rows()[2]
    first = next(f for f in pipeline.inspect(article)[row.segment.id] if f.check == "numbers")
    pipeline.take_step(
        workspace, "a", row.segment.id, Action.SILENCE, by="Amina", base=0, check=first.check, reason=first.message
    )
    assert numbers() == (1, 0, 1)
    pipeline.switch_check(workspace, "numbers", Action.SILENCE, by="Amina")
    assert numbers() == (0, 0, 2)


def test_only_articles_that_changed_are_read_again(workspace, monkeypatch):
    known, read = KnownParts(), []
    real = overview.open_article
    monkeypatch.setattr(overview, "open_article", lambda w, article_id: read.append(article_id) or real(w, article_id))
    first = overview.overview(workspace, NOW, known)
    assert overview.overview(workspace, NOW, known) == first
    assert read == ["a", "b"]
    row = pipeline.open_article(workspace, "b").rows()[1]
    pipeline.take_step(workspace, "b", row.segment.id, Action.APPROVE, by="Omar", base=0)
    assert overview.overview(workspace, NOW, known).articles[1].progress.open == 0
    assert read == ["a", "b", "b"]


def test_an_empty_workspace_and_a_damaged_article(tmp_path, workspace):
    empty = overview.overview(Workspace.open(tmp_path / "empty", create=True), NOW)
    assert (empty.articles, empty.reviewers, empty.models, empty.findings, empty.waiting) == ((), {}, {}, {}, ())
    (workspace.folder / "articles/a/document.json").write_text("{")
    found = overview.overview(workspace, NOW)
    assert [part.id for part in found.articles] == ["b"]
    assert "damaged" in found.left_out["a"]
