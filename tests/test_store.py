"""The workspace on disk: nothing acknowledged is lost, nothing foreign is overwritten, names cannot escape."""

import json
import os
import threading
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbench import ingest, pipeline, review, store
from workbench.errors import InputError, NotFound, WorkspaceError
from workbench.model import Action, Draft, Edit, Signature, Summary, SummarySentence, Term
from workbench.resources.memory import Origin, Unit
from workbench.store import SegmentCache, Workspace

TEXT = "ایک سرخی\n\nپہلا جملہ یہ ہے۔ دوسرا جملہ یہ ہے۔"


@pytest.fixture
def workspace(tmp_path):
    return Workspace.open(tmp_path / "workspace", create=True)


def add(workspace, text=TEXT, name="news.txt", origin="here"):
    data = text.encode()
    draft = ingest.read(data, name, article_id="x")
    article_id = workspace.place(name, draft.sha256, origin)
    document = ingest.read(data, name, article_id=article_id)
    workspace.save_document(document, data, origin)
    return document


def edit(number, text="Text", at=""):
    return Edit(
        id=str(number),
        at=at or store.now(),
        by="amina",
        action=Action.EDIT,
        target="s1",
        base=number,
        text=text,
        machine="M",
    )


def test_what_is_saved_is_read_back(workspace):
    document = add(workspace)
    signature = Signature("marian", "m", "r", {"beam": 4}, "software", preview=True)
    draft = Draft("s1", "source", "text", -0.5, "first", signature, store.now())
    summary = Summary((SummarySentence("s1", 0.25),), "lexrank", {"damping": 0.15})
    workspace.append_drafts(document.id, [draft])
    workspace.save_summary(document.id, summary)
    workspace.append_edits(document.id, [edit(0), edit(1)])
    again = Workspace.open(workspace.folder)
    assert again.document(document.id) == document
    assert again.original(document.id) == TEXT.encode()
    assert again.drafts(document.id) == {"s1": draft}
    assert again.summary(document.id) == summary
    assert [e.base for e in again.edits(document.id)] == [0, 1]


def test_a_draft_that_a_newer_one_replaced_is_still_there(workspace):
    document = add(workspace)
    made = [Draft("s1", "x", text, None, "first", Signature("e", "m", "1", {}, "x"), "") for text in ("old", "new")]
    for draft in made:
        workspace.append_drafts(document.id, [draft])
    assert workspace.drafts(document.id) == {"s1": made[1]}
    assert workspace.every_draft(document.id) == {"s1": made}


def test_edits_are_one_json_object_a_line(workspace):
    document = add(workspace)
    workspace.append_edits(document.id, [edit(0, "میر “quoted”\nline")])
    lines = (workspace.folder / "articles" / document.id / "journal.jsonl").read_text(encoding="utf-8").splitlines()
    assert [json.loads(line)["text"] for line in lines] == ["میر “quoted”\nline"]
    assert "میر" in lines[0]


@pytest.mark.parametrize("torn", [b'{"id":"2","at":"20', b"\x00\xff", b'{"id":"2"}'])
def test_a_line_torn_by_a_crash_is_kept_skipped_and_counted(workspace, torn):
    document = add(workspace)
    journal = workspace.folder / "articles" / document.id / "journal.jsonl"
    workspace.append_edits(document.id, [edit(0)])
    with journal.open("ab") as file:
        file.write(torn)
    workspace.append_edits(document.id, [edit(1)])
    assert [e.base for e in workspace.edits(document.id)] == [0, 1]
    assert workspace.unreadable_lines(document.id) == 1
    assert torn in journal.read_bytes()


@pytest.mark.parametrize("cut", range(0, 400, 7))
def test_a_journal_cut_anywhere_gives_its_whole_lines(workspace, cut):
    document = add(workspace)
    journal = workspace.folder / "articles" / document.id / "journal.jsonl"
    workspace.append_edits(document.id, [edit(n) for n in range(3)])
    whole = journal.read_bytes()
    journal.write_bytes(whole[: len(whole) - cut] if cut < len(whole) else b"")
    kept = workspace.edits(document.id)
    assert [e.base for e in kept] == list(range(len(kept)))
    workspace.append_edits(document.id, [edit(9)])
    assert workspace.edits(document.id)[-1].base == 9


@given(
    contents=st.lists(
        st.lists(
            st.sampled_from([*(store._dump(edit(n)).replace(b"\n ", b"") for n in range(3)), b"torn", b"\n", b""])
        ).map(b"".join),
        max_size=6,
    )
)
def test_a_journal_that_is_known_is_read_as_if_it_were_not(tmp_path_factory, contents):
    """Whatever becomes of the file between two readings: it grows, is cut, is replaced, ends in the middle of a line."""
    known = Workspace.open(tmp_path_factory.mktemp("known") / "workspace", create=True)
    article = add(known).id
    path = known.folder / "articles" / article / "journal.jsonl"
    for content in contents:
        path.write_bytes(content)
        fresh = Workspace.open(known.folder)
        assert known.edits(article) == fresh.edits(article)
        assert known.unreadable_lines(article) == fresh.unreadable_lines(article)
        known.append_edits(article, [edit(7)])
        assert known.edits(article) == Workspace.open(known.folder).edits(article)


def test_writers_in_threads_lose_nothing(workspace):
    document = add(workspace)

    def write(start):
        for number in range(start, start + 20):
            with workspace.locked(document.id):
                workspace.append_edits(document.id, [edit(number)])

    threads = [threading.Thread(target=write, args=(start,)) for start in (0, 100, 200)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(e.base for e in workspace.edits(document.id)) == [s + n for s in (0, 100, 200) for n in range(20)]


def test_the_same_file_again_is_the_same_article(workspace):
    assert add(workspace).id == add(workspace).id == "news"
    assert workspace.ids() == ["news"]


def test_a_changed_file_keeps_its_article_and_the_old_reading(workspace):
    add(workspace)
    add(workspace, TEXT + "\n\nتیسرا جملہ یہ ہے۔")
    assert workspace.ids() == ["news"]
    kept = sorted(p.name.partition(".")[2] for p in (workspace.folder / "articles/news/versions").iterdir())
    assert kept == ["document.json", "original.bin"]


def test_another_file_of_the_same_name_is_another_article(workspace):
    add(workspace, origin="here")
    add(workspace, TEXT + " الگ۔", origin="there")
    assert workspace.ids() == ["news", "news-2"]


@given(st.text(max_size=80))
def test_no_file_name_leads_out_of_the_workspace(name):
    slug = store._slug(Path(name).stem if name else name)
    assert slug
    assert "/" not in slug
    assert "\\" not in slug
    assert not slug.startswith(".")
    assert len(slug) <= 60


@pytest.mark.parametrize(
    "name", ["../../etc/passwd", "..", ".hidden", "a/b\\c", "<img src=x>", "خبر ۱.txt", "\u202ecod.txt", "con\x00.txt"]
)
def test_hostile_file_names(workspace, name):
    document = add(workspace, name=name)
    assert (workspace.folder / "articles" / document.id / "document.json").is_file()
    assert [p.name for p in workspace.folder.iterdir() if p.name not in ("articles", "workspace.json")] == []


def test_an_article_is_found_by_the_beginning_of_its_id(workspace):
    add(workspace, name="003_844e.txt")
    add(workspace, TEXT + " ب۔", name="004_21bd.txt", origin="b")
    assert workspace.resolve("003") == "003_844e"
    for given_, says in (
        ("00", "several articles"),
        ("9", "no article"),
        ("", "no article"),
        ("../003_844e", "no article"),
    ):
        with pytest.raises(NotFound, match=says):
            workspace.resolve(given_)


def test_a_folder_that_is_no_workspace_is_left_alone(tmp_path):
    (tmp_path / "mine.txt").write_text("mine")
    with pytest.raises(WorkspaceError, match="not empty"):
        Workspace.open(tmp_path, create=True)
    with pytest.raises(WorkspaceError, match="no workspace"):
        Workspace.open(tmp_path / "nowhere")
    assert [p.name for p in tmp_path.iterdir()] == ["mine.txt"]


@pytest.mark.parametrize(
    ("content", "says"),
    [
        ('{"schema_version": 99}', "newer workbench"),
        ("{", "cannot be read"),
        ("[]", "cannot be read"),
        ("", "cannot be read"),
    ],
)
def test_a_workspace_we_cannot_read_is_refused(tmp_path, content, says):
    (tmp_path / "workspace.json").write_text(content)
    with pytest.raises(WorkspaceError, match=says):
        Workspace.open(tmp_path)


def test_a_damaged_document_is_named(workspace):
    document = add(workspace)
    path = workspace.folder / "articles" / document.id / "document.json"
    path.write_bytes(path.read_bytes()[:100])
    with pytest.raises(WorkspaceError, match="damaged"):
        workspace.document(document.id)


def test_a_damaged_article_is_read_anew_and_hides_no_other(workspace, tmp_path):
    good = tmp_path / "good.txt"
    good.write_text(TEXT, encoding="utf-8")
    document = pipeline.add_file(workspace, good)
    other = pipeline.add(workspace, (TEXT + " الگ۔").encode(), "other.txt", language="ur")
    path = workspace.folder / "articles" / document.id / "document.json"
    path.write_bytes(b"{")
    titles = {outline.id: outline.title for outline in pipeline.outlines(workspace)}
    assert "damaged" in titles["good"]
    assert titles["other"] == other.title
    assert pipeline.add_file(workspace, good) == document
    assert workspace.document("good") == document


def test_a_damaged_origin_writes_over_nothing(workspace):
    add(workspace)
    (workspace.folder / "articles/news/origin.json").write_text("{")
    assert add(workspace, TEXT + " الگ۔", origin="there").id == "news-2"


def test_a_damaged_cache_is_put_aside(workspace):
    (workspace.folder / "cache.sqlite").write_bytes(b"not a database at all, but long enough to be looked at" * 50)
    cache = SegmentCache(workspace)
    cache.put({"a": {"text": "b"}})
    cache.close()
    assert (workspace.folder / "cache.damaged").is_file()


def test_a_failed_write_leaves_the_old_file(workspace, monkeypatch):
    document = add(workspace)

    def fail(*_):
        raise OSError("disk full")

    monkeypatch.setattr(os, "replace", fail)
    with pytest.raises(OSError, match="disk full"):
        workspace.save_summary(document.id, Summary((), "lead", {}))
    monkeypatch.undo()
    assert workspace.summary(document.id) is None
    assert not [p for p in (workspace.folder / "articles" / document.id).iterdir() if p.name.startswith(".summary")]


def test_imported_units_come_back_and_their_state_changes_with_them(workspace):
    units = [
        Unit("ایک\nجملہ", "A “sentence”.", "ur", "omar", "2026-01-01T00:00:00Z", Origin(file="a.tmx")),
        Unit("एक", "One.", "hi", "", "", Origin(file="b.tmx")),
    ]
    assert (workspace.imported_units(), workspace.state_of_imported()) == ([], None)
    workspace.append_imported_units(units[:1])
    before = workspace.state_of_imported()
    with (workspace.folder / "memory.jsonl").open("ab") as file:
        file.write(b'{"source":"torn')
    workspace.append_imported_units(units[1:])
    assert Workspace.open(workspace.folder).imported_units() == units
    assert workspace.state_of_imported() != before


def test_the_segment_cache_survives_its_process(workspace):
    cache = SegmentCache(workspace)
    cache.put({"a": {"text": "میر"}, "b": {"text": "b"}})
    cache.close()
    again = SegmentCache(workspace)
    assert again.get("a") == {"text": "میر"}
    assert again.get("c") is None
    again.close()


def test_review_states_come_back_from_the_journal(workspace):
    document = add(workspace)
    segment = document.blocks[0].segments[0].id
    state = review.Review()
    for action, text in ((Action.EDIT, "A headline"), (Action.APPROVE, None)):
        step = review.step(
            state, "Headline", action, target=segment, by="amina", at=store.now(), base=state.version, text=text
        )
        workspace.append_edits(document.id, [step])
        state = review.apply(state, step)
    assert review.replay(Workspace.open(workspace.folder).edits(document.id))[0] == {segment: state}


# --- the glossary --------------------------------------------------------------------------------------------------

OURS = Term("ur", "صدر", "President", "title", ("head of state",), ("chairman",), "Always capitalised.")
HINDI = Term("hi", "संसद", "Parliament")


def test_a_workspace_begins_without_terms(workspace):
    assert workspace.glossary() == ()


def test_a_saved_glossary_is_read_back_and_what_it_replaced_is_kept(workspace):
    workspace.save_glossary([OURS])
    first = (workspace.folder / "glossary.csv").read_bytes()
    workspace.save_glossary([OURS])  # the same again is no new version
    assert not (workspace.folder / "versions").exists()
    workspace.save_glossary([HINDI, OURS])
    assert workspace.glossary() == (HINDI, OURS)
    (kept,) = (workspace.folder / "versions").iterdir()
    assert kept.name.endswith(".glossary.csv")
    assert kept.read_bytes() == first


def test_the_table_counts_over_the_older_list(workspace):
    (workspace.folder / "glossary.tsv").write_text("ur\tصدر\tChief\nar\tرئيس\tChief\n", encoding="utf-8")
    assert workspace.glossary() == (Term("ur", "صدر", "Chief"), Term("ar", "رئيس", "Chief"))
    workspace.save_glossary([OURS, HINDI])
    assert workspace.glossary() == (OURS, Term("ar", "رئيس", "Chief"), HINDI)


def test_a_bad_term_or_a_full_disk_leaves_the_glossary_as_it_was(workspace, monkeypatch):
    workspace.save_glossary([OURS])
    with pytest.raises(InputError, match="has no english"):
        workspace.save_glossary([Term("ur", "صدر", "")])
    monkeypatch.setattr(os, "replace", lambda *paths: (_ for _ in ()).throw(OSError("no space")))
    with pytest.raises(OSError, match="no space"):
        workspace.save_glossary([HINDI])
    assert workspace.glossary() == (OURS,)


@pytest.mark.parametrize("name", ["glossary.csv", "glossary.tsv"])
def test_a_broken_glossary_is_refused_by_name_and_line(workspace, name):
    (workspace.folder / name).write_text("language,term,english\nur;صدر;President\n", encoding="utf-8")
    with pytest.raises(InputError, match=rf"^Line \d of .*{name} "):
        workspace.glossary()


def test_a_removed_article_is_kept_and_comes_back_as_it_was(workspace):
    document = add(workspace)
    workspace.append_edits(document.id, [edit(0)])
    workspace.remove(document.id, "amina")
    assert (workspace.ids(), workspace.removed()) == ([], [document.id])
    kept = next((workspace.folder / "removed" / document.id).iterdir())
    assert json.loads((kept / "removed.json").read_text())["by"] == "amina"
    with pytest.raises(NotFound, match="there are news"):
        workspace.restore("other")
    with pytest.raises(NotFound, match="somebody else has removed it"):
        workspace.remove(document.id, "omar")
    workspace.restore(document.id)
    assert (workspace.ids(), workspace.removed()) == ([document.id], [])
    assert workspace.document(document.id) == document
    assert workspace.edits(document.id) == [edit(0, at=workspace.edits(document.id)[0].at)]
    with pytest.raises(NotFound, match="none was removed"):
        workspace.restore(document.id)


def test_an_article_read_again_after_a_removal_begins_anew_and_both_are_kept(workspace):
    first = add(workspace)
    workspace.append_edits(first.id, [edit(0)])
    workspace.remove(first.id, "amina")
    assert add(workspace).id == first.id
    assert workspace.edits(first.id) == []
    with pytest.raises(InputError, match="another article news now"):
        workspace.restore(first.id)
    workspace.remove(first.id, "amina")
    workspace.restore(first.id)  # the last that was removed
    assert workspace.edits(first.id) == []
    assert workspace.removed() == [first.id]
    workspace.remove(first.id, "amina")
    assert len(list((workspace.folder / "removed" / first.id).iterdir())) == 2


def test_a_step_on_an_article_that_was_removed_meanwhile_is_refused_and_writes_nothing(workspace):
    document = add(workspace)
    segment = next(segment for _, segment in document.segments())
    workspace.remove(document.id, "amina")
    with pytest.raises(NotFound):
        pipeline.take_step(workspace, document.id, segment.id, Action.EDIT, by="omar", base=0, text="Text")
    assert workspace.ids() == []
    workspace.restore(document.id)
    assert workspace.edits(document.id) == []
