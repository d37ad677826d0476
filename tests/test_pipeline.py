"""The whole line with a small real model: what a run keeps, what a second run does, what a correction changes."""

import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

import pytest

from workbench import checks, cutting, pipeline, recall
from workbench.errors import Conflict, ExportRefused, InputError, NotAllowed, NotFound
from workbench.model import Action, BlockKind, Edit, Severity, Span, Status, Term
from workbench.resources import memory_tmx
from workbench.resources.glossary import starter, with_starter
from workbench.resources.memory import Origin, Unit
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


def test_who_opens_an_article_while_it_is_inspected_waits_for_that(workspace, settings, news, monkeypatch):
    run(workspace, settings, news)
    asked = []

    def slow(pair, context):
        asked.append(pair)
        time.sleep(0.01)
        yield from ()

    monkeypatch.setitem(checks.CHECKS, "empty", slow)
    checks._findings.cache_clear()
    article = pipeline.open_article(workspace, "news")
    with ThreadPoolExecutor(3) as pool:
        found = list(pool.map(lambda _: pipeline.inspect(article), range(3)))
    checks._findings.cache_clear()
    assert found[0] == found[1] == found[2]
    assert len(asked) == len(set(asked)) > 2


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


# --- translation memory ---

ARMY = "فوج نے شہر کو بند کیا۔"


@pytest.fixture
def other(tmp_path) -> Path:
    """An article that has a sentence of the first one, and one like another of it."""
    path = tmp_path / "other.txt"
    path.write_text(f"ڈاکٹر نے پل کو کھولا\n\n{ARMY} عدالت نے پل کو مسترد کیا۔", encoding="utf-8")
    return path


def approve(workspace, text=None, article="news", source=ARMY, by="amina", action=Action.APPROVE):
    row = next(r for r in rows(workspace, article) if r.segment.text == source)
    pipeline.take_step(workspace, article, row.segment.id, action, by=by, base=row.review.version, text=text)
    return row.segment.id


def draft_of(workspace, article, source=ARMY):
    return next(r.draft for r in rows(workspace, article) if r.segment.text == source)


def test_what_was_approved_is_the_draft_of_the_same_sentence_elsewhere(workspace, settings, news, other):
    run(workspace, settings, news)
    segment = approve(workspace, "The army shut the city.")
    outline = run(workspace, settings, other).articles[0]
    assert (outline.translated, outline.from_cache, outline.from_memory, outline.reviewed) == (2, 0, 1, 0)
    draft = draft_of(workspace, "other")
    assert (draft.text, draft.step, draft.score) == ("The army shut the city.", "memory", None)
    at = rows(workspace)[1].review.at
    assert draft.signature.settings == {"article": "news", "segment": segment, "by": "amina", "at": at}
    assert (draft.signature.engine, draft.signature.preview) == ("memory", False)
    assert rows(workspace, "other")[1].review.status is Status.UNREVIEWED


def test_the_engine_is_not_asked_for_what_the_memory_has(workspace, settings, news, tmp_path, monkeypatch):
    run(workspace, settings, news)
    approve(workspace)
    path = tmp_path / "only.txt"
    path.write_text(ARMY, encoding="utf-8")
    monkeypatch.setattr(pipeline.translate, "choose", lambda *_: pytest.fail("the engine was asked"))
    assert run(workspace, settings, path).articles[0].from_memory == 1


def test_a_later_correction_reaches_what_nobody_reviewed(workspace, settings, news, other):
    run(workspace, settings, news)
    approve(workspace, "First.")
    run(workspace, settings, other)
    approve(workspace, "Second.")
    run(workspace, settings, other)
    assert draft_of(workspace, "other").text == "Second."
    drafts = settings.workspace / "articles/other/drafts.jsonl"
    before = drafts.read_bytes()
    run(workspace, settings, other)
    assert drafts.read_bytes() == before


@pytest.mark.parametrize("action", [Action.EDIT, Action.APPROVE, Action.REJECT])
def test_a_later_correction_alters_nothing_that_was_reviewed(workspace, settings, news, other, action):
    run(workspace, settings, news)
    approve(workspace, "First.")
    run(workspace, settings, other)
    approve(workspace, "Mine." if action is Action.EDIT else None, "other", by="omar", action=action)
    before = rows(workspace, "other")[1]
    approve(workspace, "Second.")
    run(workspace, settings, other)
    assert rows(workspace, "other")[1] == before
    assert before.draft.text == "First."


def test_ones_own_approval_leaves_ones_own_draft(workspace, settings, news):
    run(workspace, settings, news)
    drafts = settings.workspace / "articles/news/drafts.jsonl"
    before = drafts.read_bytes()
    approve(workspace, "The army shut the city.")
    outline = run(workspace, settings, news).articles[0]
    assert (outline.from_memory, outline.translated, drafts.read_bytes()) == (0, 0, before)
    approve(workspace, action=Action.RESET)
    run(workspace, settings, news)
    assert (rows(workspace)[1].target, drafts.read_bytes()) == ("The army closed the city.", before)


def test_ones_own_approval_without_a_text_leaves_ones_own_draft(workspace, settings, news):
    """No journal of ours has such a line; a hand-made one may."""
    run(workspace, settings, news)
    drafts = settings.workspace / "articles/news/drafts.jsonl"
    before, segment = drafts.read_bytes(), rows(workspace)[1].segment.id
    edit = Edit("1", "2026-01-01T00:00:00Z", "amina", Action.APPROVE, segment, 0)
    workspace.append_edits("news", [edit])
    assert [e.unit.target for e in recall.memory_of(workspace).entries()] == ["The army closed the city."]
    run(workspace, settings, news)
    assert drafts.read_bytes() == before


def test_the_same_sentence_twice_in_an_article(workspace, settings, tmp_path):
    path = tmp_path / "twice.txt"
    path.write_text(f"{ARMY}\n\nڈاکٹر نے پل کو کھولا۔\n\n{ARMY}", encoding="utf-8")
    run(workspace, settings, path)
    approve(workspace, "The army shut the city.", "twice")
    run(workspace, settings, path)
    first, _, third = rows(workspace, "twice")
    assert (first.draft.step, third.draft.step, third.target) == ("first", "memory", "The army shut the city.")


@pytest.mark.parametrize("action", [Action.RESET, Action.REJECT])
def test_an_approval_taken_back_is_out_of_the_memory(workspace, settings, news, other, action):
    run(workspace, settings, news)
    approve(workspace, "The army shut the city.")
    run(workspace, settings, other)
    approve(workspace, action=action)
    assert recall.memory_of(workspace).entries() == []
    assert run(workspace, settings, other).articles[0].from_memory == 0
    assert draft_of(workspace, "other").text == "The army closed the city."


def test_matches_for_the_page(workspace, settings, news, other):
    run(workspace, settings, news, other)
    approve(workspace, "The army shut the city.")
    approve(workspace, None, "news", "عدالت نے خط کو مسترد کیا۔", by="omar")
    approve(workspace, None, "other", by="omar")
    article = pipeline.open_article(workspace, "other")
    ids = [row.segment.id for row in article.rows()]
    matches = recall.memory_matches(workspace, article)
    assert list(matches) == ids
    assert [[(m.percent, m.unit.by) for m in matches[segment]] for segment in ids] == [
        [],
        [(100, "amina")],
        [(86, "omar")],
    ]
    assert [(p.kind.value, p.text) for p in matches[ids[2]][0].pieces if p.kind != "equal"] == [
        ("here", "پل "),
        ("there", "خط "),
    ]
    assert recall.memory_matches(workspace, article, ids[1]) == {ids[1]: matches[ids[1]]}


def test_the_memory_is_read_again_only_when_something_changed(workspace, settings, news, other, monkeypatch):
    run(workspace, settings, news, other)
    approve(workspace, "First.")
    known, opened = recall.KnownMemory(), []
    open_article = recall.open_article
    monkeypatch.setattr(recall, "open_article", lambda w, i: opened.append(i) or open_article(w, i))
    memory = recall.memory_of(workspace, known)
    assert (recall.memory_of(workspace, known) is memory, opened) == (True, ["news"])
    approve(workspace, action=Action.EDIT, text="Being typed", article="other")
    opened.clear()
    assert (recall.memory_of(workspace, known) is memory, opened) == (True, ["other"])
    approve(workspace, "Second.", "other")
    assert [e.unit.target for e in recall.memory_of(workspace, known).entries()] == ["Second."]
    recall.import_memory(workspace, exported_tmx("صباح", "Morning"), "agency.tmx")
    assert {e.unit.target for e in recall.memory_of(workspace, known).entries()} == {"Second.", "Morning"}


def test_a_damaged_article_stops_no_other(workspace, settings, news, other):
    run(workspace, settings, news)
    approve(workspace)
    (settings.workspace / "articles/news/document.json").write_text("{")
    assert run(workspace, settings, other).articles[0].from_memory == 0


def exported_tmx(source, target, at="", language="ur"):
    return memory_tmx.write([Unit(source, target, language, "omar", at, Origin(file="x"))], "2026-01-01T00:00:00Z")


def test_an_import_is_used_and_kept_apart_from_what_was_approved(workspace, settings, news):
    imported = recall.import_memory(workspace, exported_tmx(ARMY, "Imported."), "agency.tmx")
    assert imported == recall.Imported(new=1, replaced=0, older=0, same=0, skipped=0)
    assert recall.import_memory(workspace, exported_tmx(ARMY, "Imported."), "agency.tmx").same == 1
    assert len(workspace.imported_units()) == 1
    assert run(workspace, settings, news).articles[0].from_memory == 1
    assert draft_of(workspace, "news").signature.settings == {"file": "agency.tmx", "by": "omar"}
    with pytest.raises(ExportRefused, match="nothing approved"):
        recall.export_memory(workspace)
    assert b"Imported." in recall.export_memory(workspace, imported=True)


def test_an_import_from_the_future_does_not_outdo_what_comes_after_it(workspace, settings, news):
    recall.import_memory(workspace, exported_tmx(ARMY, "Imported.", "2999-01-01T00:00:00Z"), "agency.tmx")
    run(workspace, settings, news)
    approve(workspace, "Corrected.")
    assert [e.unit.target for e in recall.memory_of(workspace).entries()] == ["Corrected."]


def test_an_exported_memory_is_the_approved_text_and_comes_back(workspace, settings, news, tmp_path):
    run(workspace, settings, news)
    approve(workspace, "The army\nshut <the> city.")
    content = recall.export_memory(workspace)
    assert b"The court" not in content
    there = Workspace.open(tmp_path / "there", create=True)
    assert recall.import_memory(there, content, "desk.tmx").new == 1
    unit = recall.memory_of(there).entries()[0].unit
    assert (unit.source, unit.target, unit.by) == (ARMY, "The army\nshut <the> city.", "amina")
    assert recall.import_memory(workspace, content, "desk.tmx").same == 1
    assert workspace.imported_units() == []


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


# --- the glossary --------------------------------------------------------------------------------------------------

OWN = Term("ur", "رپورٹ", "dossier", "noun", forbidden=("report",))


def test_the_workspaces_glossary_reaches_the_checks_and_the_engine(workspace, settings, news, monkeypatch):
    run(workspace, settings, news)
    assert pipeline.open_article(workspace, "news").glossary == starter()
    workspace.save_glossary([OWN])
    told = []
    monkeypatch.setattr(
        pipeline.translate,
        "draft",
        lambda *given: told.extend(g.glossary for g in given if isinstance(g, Settings)) or [],
    )
    run(workspace, settings, news)
    assert told == [with_starter((OWN,))]
    article = pipeline.open_article(workspace, "news")
    findings = [f for found in pipeline.inspect(article).values() for f in found if f.check == "terms"]
    assert [(f.severity, f.target_span) for f in findings] == [(Severity.ERROR, Span(21, 27))]
    assert article.rows()[0].target[21:27] == "report"


def test_a_broken_glossary_does_not_stop_a_review_but_a_translation_says_so(workspace, settings, news):
    run(workspace, settings, news)
    (workspace.folder / "glossary.csv").write_text("nonsense", encoding="utf-8")
    row = rows(workspace)[0]
    pipeline.take_step(workspace, "news", row.segment.id, Action.EDIT, by="amina", base=0, text="Mine.")
    assert rows(workspace)[0].target == "Mine."
    with pytest.raises(InputError, match=r"^Line 1 of .*glossary\.csv has the column 'nonsense'"):
        run(workspace, settings, news)


# --- the summary as people leave it ---


def summary_of(workspace):
    return [cited.segment_id for cited in pipeline.open_article(workspace, "news").cited()]


def test_a_summary_that_people_worked_on_is_chosen_anew_only_when_asked_and_comes_back(workspace, settings, news):
    run(workspace, settings, news)
    chosen = summary_of(workspace)
    title = rows(workspace)[0].segment.id
    rearranged = pipeline.rearrange_summary(
        workspace, "news", Action.ADD, settings, by="amina", base=0, segment_id=title
    )
    people = [cited.segment_id for cited in rearranged.cited()]
    assert people == [title, *chosen]
    pipeline.reword_summary(workspace, "news", title, Action.APPROVE, by="amina", base=0, text="A report was seen.")
    run(workspace, replace(settings, beam=2, summary_sentences=1), news)
    assert summary_of(workspace) == people
    anew = pipeline.rearrange_summary(
        workspace, "news", Action.SUMMARISE, replace(settings, summary_sentences=1), by="omar", base=1
    )
    assert len(anew.cited()) == 1
    assert anew.summary.sentences[0].score is not None
    first = anew.composition.history[0].id
    back = pipeline.rearrange_summary(workspace, "news", Action.RESTORE, settings, by="omar", base=2, of=first)
    assert [cited.segment_id for cited in back.cited()] == people
    assert (back.cited()[0].text, back.cited()[0].status) == ("A report was seen.", Status.CORRECTED)
    assert [(e.action, e.by, e.base) for e in workspace.edits("news") if e.target == "summary"] == [
        ("add", "amina", 0),
        ("summarise", "omar", 1),
        ("restore", "omar", 2),
    ]
    kept = settings.workspace / "articles/news/versions"
    assert [path.name.partition(".")[2] for path in kept.iterdir()] == ["summary.json"]


def test_a_wording_alone_keeps_its_sentence_in_the_summary(workspace, settings, news):
    run(workspace, settings, news)
    chosen = summary_of(workspace)
    pipeline.reword_summary(workspace, "news", chosen[-1], Action.APPROVE, by="amina", base=0)
    run(workspace, replace(settings, summary_sentences=1), news)
    assert summary_of(workspace) == chosen


def test_an_approved_summary_sentence_says_that_its_translation_has_changed_since(workspace, settings, news):
    run(workspace, settings, news)
    segment = summary_of(workspace)[0]
    approved = pipeline.reword_summary(workspace, "news", segment, Action.APPROVE, by="amina", base=0).cited()[0]
    assert (approved.outdated, approved.approved) == (False, True)
    article = pipeline.take_step(workspace, "news", segment, Action.EDIT, by="omar", base=0, text="Something else.")
    after = article.cited()[0]
    assert (after.outdated, after.text, after.translation) == (True, approved.text, "Something else.")


def test_a_summary_sentence_that_was_folded_away_stays_and_is_not_worded(workspace, settings, news):
    run(workspace, settings, news)
    segment = summary_of(workspace)[0]
    block = pipeline.row_of(pipeline.open_article(workspace, "news"), segment).block.id
    article = pipeline.fold_block(workspace, "news", block, BlockKind.FURNITURE, by="amina")
    assert article.cited()[0].row is None
    with pytest.raises(NotAllowed, match="folded away"):
        pipeline.reword_summary(workspace, "news", segment, Action.APPROVE, by="amina", base=0)
    with pytest.raises(NotAllowed, match="not in the summary"):
        pipeline.reword_summary(workspace, "news", rows(workspace)[0].segment.id, Action.APPROVE, by="amina", base=0)
    with pytest.raises(NotFound):
        pipeline.rearrange_summary(workspace, "news", Action.ADD, settings, by="amina", base=0, segment_id="nowhere")


def test_what_stands_for_a_split_sentence_has_its_place_and_its_wording_in_the_summary(workspace, settings, news):
    run(workspace, settings, news)
    segment = summary_of(workspace)[0]
    pipeline.rearrange_summary(
        workspace, "news", Action.MOVE, settings, by="amina", base=0, segment_id=segment, place=9
    )
    pipeline.reword_summary(workspace, "news", segment, Action.APPROVE, by="amina", base=0, text="In short.")
    score = pipeline.open_article(workspace, "news").cited()[-1].score
    source = pipeline.row_of(pipeline.open_article(workspace, "news"), segment).segment.text
    cutting.split(workspace, "news", segment, by="omar", base=0, place=source.index(" "))
    cited = pipeline.open_article(workspace, "news").cited()[-1]
    assert cited.segment_id != segment
    assert (cited.text, cited.status, cited.score, cited.wording.version) == ("In short.", Status.CORRECTED, score, 1)
    again = pipeline.reword_summary(
        workspace, "news", cited.segment_id, Action.EDIT, by="omar", base=1, text="Shorter."
    )
    assert [(e.by, e.text) for e in again.cited()[-1].wording.history] == [("amina", "In short."), ("omar", "Shorter.")]
    moved = pipeline.rearrange_summary(
        workspace, "news", Action.MOVE, settings, by="omar", base=1, segment_id=cited.segment_id, place=0
    )
    assert moved.cited()[0].score == score  # the summariser chose it, under its earlier name
    pipeline.export_article(workspace, "news", "json", everything=True)
