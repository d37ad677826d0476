"""The whole line with a small real model: what a run keeps, what a second run does, what a correction changes."""

from dataclasses import replace
from pathlib import Path

import pytest

from workbench import pipeline
from workbench.errors import Conflict, ExportRefused, InputError, NotFound
from workbench.model import Action, BlockKind, Status
from workbench.settings import Settings
from workbench.store import Workspace

ARTICLE = """وزیر نے رپورٹ کو دیکھا

فوج نے شہر کو بند کیا۔ عدالت نے خط کو مسترد کیا۔

کسان نے پانی کو کھولا۔ 12 34

Soldiers board a plane at the airport.
IMAGE SOURCE: TASS

شیئر کریں
"""


@pytest.fixture
def settings(tiny_marian, tiny_cache, tmp_path) -> Settings:
    return Settings(
        workspace=tmp_path / "workspace", cache=tiny_cache, engine="marian", model=str(tiny_marian), threads=1
    )


@pytest.fixture
def workspace(settings) -> Workspace:
    return Workspace.open(settings.workspace, create=True)


@pytest.fixture
def news(tmp_path) -> Path:
    path = tmp_path / "news.txt"
    path.write_text(ARTICLE, encoding="utf-8")
    return path


def run(workspace, settings, *paths):
    return pipeline.run(workspace, paths, settings, lambda step: None)


def rows(workspace, article="news"):
    return pipeline.open_article(workspace, article).rows()


def test_a_run_translates_checks_and_summarises(workspace, settings, news):
    result = run(workspace, settings, news)
    outline = result.articles[0]
    assert (outline.segments, outline.translated, outline.copied, outline.folded) == (6, 4, 2, 2)
    assert [(r.kind.value, r.target) for r in rows(workspace)] == [
        ("title", "The minister saw the report."),
        ("paragraph", "The army closed the city."),
        ("paragraph", "The court rejected the letter."),
        ("paragraph", "The farmer opened the water."),
        ("paragraph", "12 34"),
        ("caption", "Soldiers board a plane at the airport."),
    ]
    assert rows(workspace)[-1].draft.step == "copied"
    assert rows(workspace)[1].draft.signature.engine == "marian"
    assert pipeline.open_article(workspace, "news").summary.sentences
    assert not outline.preview


def test_the_second_run_translates_nothing_and_writes_nothing(workspace, settings, news):
    run(workspace, settings, news)
    drafts = settings.workspace / "articles/news/drafts.jsonl"
    before = drafts.read_bytes()
    outline = run(workspace, settings, news).articles[0]
    assert (outline.translated, outline.from_cache) == (0, 4)
    assert drafts.read_bytes() == before


def test_a_paragraph_more_is_a_paragraph_translated(workspace, settings, news):
    run(workspace, settings, news)
    pipeline.take_step(
        workspace,
        "news",
        rows(workspace)[1].segment.id,
        Action.APPROVE,
        by="amina",
        base=0,
        text="The army shut the city.",
    )
    news.write_text(ARTICLE.replace("کسان", "ڈاکٹر نے اسکول کو دیکھا۔\n\nکسان"), encoding="utf-8")
    outline = run(workspace, settings, news).articles[0]
    assert (outline.translated, outline.from_cache, outline.reviewed) == (1, 4, 1)
    assert rows(workspace)[1].target == "The army shut the city."
    assert (settings.workspace / "articles/news/versions").is_dir()


def test_the_same_sentence_elsewhere_comes_from_the_cache(workspace, settings, news, tmp_path):
    run(workspace, settings, news)
    other = tmp_path / "other.txt"
    other.write_text("ایک اور سرخی\n\nفوج نے شہر کو بند کیا۔", encoding="utf-8")
    outline = run(workspace, settings, other).articles[0]
    assert (outline.translated, outline.from_cache) == (1, 1)


def test_another_model_redrafts_what_nobody_reviewed(workspace, settings, news):
    run(workspace, settings, news)
    segment = rows(workspace)[1].segment.id
    pipeline.take_step(workspace, "news", segment, Action.APPROVE, by="amina", base=0)
    run(workspace, replace(settings, beam=2), news)
    assert rows(workspace)[2].draft.signature.settings["beam"] == 2
    assert rows(workspace)[1].review.status is Status.APPROVED
    assert rows(workspace)[1].target == "The army closed the city."


def test_the_summary_follows_a_correction(workspace, settings, news):
    run(workspace, settings, news)
    chosen = pipeline.open_article(workspace, "news").summary.sentences[0].segment_id
    article = pipeline.take_step(
        workspace, "news", chosen, Action.APPROVE, by="amina", base=0, text="A corrected sentence."
    )
    assert chosen in [s.segment_id for s in article.summary.sentences]
    assert pipeline.row_of(article, chosen).target == "A corrected sentence."
    assert b"A corrected sentence." in pipeline.export_article(workspace, "news", "markdown")


def test_a_block_brought_back_is_part_of_the_article_and_gets_translated(workspace, settings, news):
    run(workspace, settings, news)
    folded = [b for b in workspace.document("news").blocks if b.kind is BlockKind.FURNITURE]
    article = pipeline.fold_block(workspace, "news", folded[-1].id, BlockKind.PARAGRAPH, by="amina")
    assert len(article.rows()) == 7
    assert article.rows()[-1].draft is None
    pipeline.process(workspace, ["news"], settings, lambda step: None)
    assert rows(workspace)[-1].draft is not None


def test_two_reviewers_and_one_version(workspace, settings, news):
    run(workspace, settings, news)
    segment = rows(workspace)[1].segment.id
    pipeline.take_step(workspace, "news", segment, Action.EDIT, by="amina", base=0, text="Amina's text")
    with pytest.raises(Conflict):
        pipeline.take_step(workspace, "news", segment, Action.EDIT, by="omar", base=0, text="Omar's text")
    assert rows(workspace)[1].target == "Amina's text"


def test_only_approved_text_leaves(workspace, settings, news):
    run(workspace, settings, news)
    for fmt in ("json", "markdown", "html", "csv"):
        with pytest.raises(ExportRefused, match="0 of 6"):
            pipeline.export_article(workspace, "news", fmt)
    pipeline.take_step(workspace, "news", rows(workspace)[1].segment.id, Action.APPROVE, by="amina", base=0)
    for fmt in ("markdown", "html", "csv"):
        content = pipeline.export_article(workspace, "news", fmt).decode()
        assert "The army closed the city." in content
        assert "The court rejected" not in content
        assert "The court rejected" in pipeline.export_article(workspace, "news", fmt, everything=True).decode()


def test_a_file_that_cannot_be_read_does_not_stop_the_others(workspace, settings, news, tmp_path):
    (tmp_path / "bad.txt").write_bytes(b"%PDF-1.7")
    (tmp_path / "persian.txt").write_text(
        "وزارت خارجه اعلام کرد که مذاکرات از سر گرفته خواهد شد و هیئت ایرانی فردا می‌رود.", encoding="utf-8"
    )
    result = run(workspace, settings, tmp_path / "bad.txt", tmp_path / "persian.txt", news)
    assert [o.id for o in result.articles] == ["news"]
    assert "PDF" in next(why for path, why in result.refused.items() if path.endswith("bad.txt"))
    assert "Persian" in next(why for path, why in result.refused.items() if path.endswith("persian.txt"))


def test_a_chosen_language_is_kept_over_the_next_run(workspace, settings, news):
    run(workspace, settings, news)
    pipeline.set_language(workspace, "news", "ar")
    assert workspace.document("news").language == "ar"
    assert workspace.ids() == ["news"]
    run(workspace, settings, news)
    assert (workspace.document("news").language, workspace.document("news").language_by) == ("ar", "user")


def test_progress_counts_up_to_all(workspace, settings, news):
    steps = []
    pipeline.run(workspace, [news], replace(settings, batch_tokens=16), steps.append)
    assert steps[-1].done == steps[-1].total == 4
    assert [s.done for s in steps] == sorted(s.done for s in steps)
    assert steps[-1].words_left == 0


def test_stopping_between_batches_keeps_the_finished_ones(workspace, settings, news):
    def stop_after_some(step):
        if step.done:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        pipeline.run(workspace, [news], replace(settings, batch_tokens=16), stop_after_some)
    kept = sum(r.draft is not None and r.draft.step != "copied" for r in rows(workspace))
    assert kept > 0
    outline = run(workspace, settings, news).articles[0]
    assert (outline.translated, outline.from_cache) == (4 - kept, kept)


@pytest.mark.parametrize(
    ("call", "error"),
    [
        (lambda w: pipeline.add(w, b"x" * 5_000_001, "big.txt"), InputError),
        (lambda w: pipeline.add(w, ARTICLE.encode(), "a.txt", language="xx"), InputError),
        (lambda w: list(pipeline.files_of([Path("no/such/file")])), InputError),
        (lambda w: pipeline.open_article(w, "nowhere"), NotFound),
        (lambda w: pipeline.take_step(w, "news", "nothing", Action.EDIT, by="a", base=0, text="x"), NotFound),
    ],
)
def test_bad_requests(workspace, settings, news, call, error):
    run(workspace, settings, news)
    with pytest.raises(error):
        call(workspace)
