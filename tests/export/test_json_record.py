"""The record against its schema, and an article rebuilt from it."""

import json
from dataclasses import replace
from datetime import datetime
from importlib import resources

import jsonschema
import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbench import review as reviewing
from workbench.errors import ExportRefused
from workbench.export import export
from workbench.model import (
    Action,
    Article,
    Attempt,
    Block,
    BlockKind,
    Comment,
    Composition,
    Document,
    Draft,
    Edit,
    ErrorSeverity,
    ErrorType,
    Finding,
    Gloss,
    Review,
    Segment,
    Severity,
    Signature,
    Span,
    Status,
    Summary,
    SummarySentence,
    wording_of,
)

from .conftest import AT, PREVIEW, article

ANY_TEXT = st.text(st.characters(exclude_categories=["Cs"]), min_size=1)
SCHEMA = json.loads(resources.files("workbench.export").joinpath("record.schema.json").read_text("utf-8"))
FORMATS = jsonschema.FormatChecker()
# jsonschema checks times only with a further package installed.
FORMATS.checks("date-time", raises=ValueError)(
    lambda value: not isinstance(value, str) or bool(datetime.fromisoformat(value).tzinfo)
)
VALIDATOR = jsonschema.Draft202012Validator(SCHEMA, format_checker=FORMATS)


def record_of(source: Article, **options) -> dict:
    record = json.loads(export(source, "json", at=AT, **options))
    VALIDATOR.validate(record)
    return record


def rebuilt(record: dict) -> Article:
    """The article a record with scope `everything` was made from."""
    told, text = record["document"], record["document"]["text"]
    blocks = tuple(
        Block(
            block["id"],
            BlockKind(block["kind_as_read"]),
            block["start"],
            block["end"],
            block["language"],
            tuple(Segment(s["id"], s["start"], s["end"], text[s["start"] : s["end"]]) for s in block["segments"]),
            block["reason"],
        )
        for block in told["blocks"]
    )
    names = ("id", "name", "sha256", "encoding", "text", "language", "language_by", "title")
    segments = record["segments"] + record["folded_segments"]
    summary = record["summary"]
    worded = [*summary["sentences"], *summary["other_wordings"]] if summary else []
    wordings = {wording_of(s["segment_id"]): s["wording"] for s in worded if s["wording"]["version"]}
    return Article(
        Document(*(told[name] for name in names), blocks),
        {s["id"]: rebuilt_draft(s) for s in segments if s["machine"]},
        {s["id"]: rebuilt_review(s["review"], s["status"]) for s in segments}
        | {target: rebuilt_review(wording, wording["status"]) for target, wording in wordings.items()},
        {b["id"]: BlockKind(b["kind"]) for b in told["blocks"] if b["kind"] != b["kind_as_read"]},
        summary
        and Summary(
            tuple(SummarySentence(s["segment_id"], s["score"]) for s in summary["sentences"] + summary["gone"]),
            summary["method"],
            summary["settings"],
        ),
        reviewing.composition(map(rebuilt_edit, summary["history"])) if summary else Composition(),
    )


def rebuilt_draft(segment: dict) -> Draft:
    made = segment["machine"]
    return Draft(
        segment["id"],
        made["source"],
        made["text"],
        made["score"],
        made["step"],
        Signature(**made["signature"]),
        made["made_at"],
        tuple(Attempt(**attempt) for attempt in made["attempts"]),
        tuple(Gloss(**{**piece, "english": tuple(piece["english"])}) for piece in made["gloss"]),
    )


def rebuilt_review(told: dict, status: str) -> Review:
    history = tuple(rebuilt_edit(edit) for edit in told["history"])
    status = Status(status)
    said = {name: told[name] for name in ("category", "severity", "comment")}
    comments = tuple(
        Comment(c["id"], c["at"], c["by"], c["text"], *(c["resolved"] or {"by": "", "at": ""}).values())
        for c in told["comments"]
    )
    return Review(
        told["version"], status, told["text"], told["by"], told["at"] or "", told["reason"], history,
        comments=comments, **said,
    )  # fmt: skip


def rebuilt_edit(edit: dict) -> Edit:
    cut = edit["cut"] and Span(**edit["cut"])
    orders = {name: tuple(edit[name]) for name in ("order", "was") if edit[name] is not None}
    known = {"action": Action(edit["action"]), "cut": cut, "pieces": tuple(edit["pieces"])}
    return Edit(**{**edit, **orders, **known})


def test_the_schema_is_a_schema():
    jsonschema.Draft202012Validator.check_schema(SCHEMA)


@pytest.mark.parametrize(
    ("path", "value"),
    [
        (("schema_version",), 3),
        (("exported_at",), "2026-11-21 10:00"),
        (("exported_at",), "2026-13-45T10:00:00Z"),
        (("segments", 0, "status"), "final"),
        (("segments", 0, "approved"), False),
        (("segments", 0, "english"), ""),
        (("document", "language"), "arb_Arab"),
        (("document", "surprise"), 1),
    ],
)
def test_the_schema_refuses(mixed, path, value):
    record = record_of(mixed)
    place = record
    for step in path[:-1]:
        place = place[step]
    place[path[-1]] = value
    assert not VALIDATOR.is_valid(record)


def test_an_article_can_be_rebuilt_from_the_whole_record(mixed):
    with_kind = replace(mixed, kinds={"b3": BlockKind.CAPTION})
    assert rebuilt(record_of(with_kind, everything=True)) == with_kind


def test_the_summary_can_be_rebuilt_with_what_people_made_of_it(mixed):
    def step(segment, action, text):
        return reviewing.step(
            Review(), "Machine.", action, target=wording_of(segment), by="Amal", at=AT, base=0, text=text
        )

    choice = reviewing.Choice("g3")
    moved = reviewing.rearrange(Composition(), ["g3", "g5", "g8"], Action.REMOVE, choice, by="Amal", at=AT, base=0)
    reviews, _ = reviewing.replay([step("g3", Action.EDIT, "First."), step("g8", Action.APPROVE, "Sixth.")])
    made = reviewing.composition([moved])
    summary = reviewing.composed(mixed.summary, made)
    told = replace(mixed, reviews=mixed.reviews | reviews, composition=made, summary=summary)
    assert rebuilt(record_of(told, everything=True)) == told


def test_by_default_only_approved_segments_are_listed_and_the_rest_counted(mixed):
    record = record_of(mixed)
    assert [segment["number"] for segment in record["segments"]] == [1, 2, 3, 7]
    assert [segment["english"] for segment in record["segments"]][2] == "Second sentence."
    assert record["folded_segments"] == []
    assert record["counts"] == {
        "sentences": 7,
        "approved": 4,
        "exported": 4,
        "left_out": 3,
        "by_status": {"unreviewed": 1, "edited": 1, "approved": 3, "corrected": 1, "rejected": 1},
    }
    assert "Machine third." not in json.dumps(record)


def test_a_rejected_segment_has_no_english(mixed):
    segments = {segment["number"]: segment for segment in record_of(mixed, everything=True)["segments"]}
    assert segments[6]["english"] is None
    assert segments[6]["machine"]["text"] == "Machine fifth."
    assert segments[6]["review"]["reason"] == "wrong name"
    assert segments[5]["english"] == "Edited fourth."
    assert segments[5]["approved"] is False


def test_folded_blocks_keep_their_reason_and_place(mixed):
    document = record_of(mixed)["document"]
    folded = [block for block in document["blocks"] if block["kind"] == "furniture"]
    assert [block["reason"] for block in folded] == ["the line is on every page"]
    assert document["text"][folded[0]["start"] : folded[0]["end"]] == "Sorry, you need to enable JavaScript."


def test_what_people_said_of_a_sentence_comes_back_exactly(mixed):
    state = Review()
    for action, said in (
        (Action.REJECT, {"category": "wrong-name", "severity": "major", "comment": "It is Tokayev."}),
        (Action.COMMENT, {"comment": "کون؟\nWho?"}),
        (Action.COMMENT, {"comment": "Settled."}),
        (Action.APPROVE, {"text": "Tokayev spoke."}),
        (Action.RESOLVE, {}),
        (Action.RESTORE, {}),
    ):
        of = {Action.RESOLVE: 2, Action.RESTORE: 0}.get(action)
        said = said if of is None else {"of": state.history[of].id}
        edit = reviewing.step(state, "Machine.", action, target="g3", by="Amal", at=AT, base=state.version, **said)
        state = reviewing.apply(state, edit)
    told = replace(mixed, reviews={**mixed.reviews, "g3": state})
    record = record_of(told, everything=True)
    assert rebuilt(record) == told
    (segment,) = (s for s in record["segments"] if s["id"] == "g3")
    review = segment["review"]
    assert (segment["status"], review["category"], review["severity"]) == ("rejected", "wrong-name", "major")
    assert [(c["text"], c["resolved"]) for c in review["comments"]] == [
        ("کون؟\nWho?", None),
        ("Settled.", {"by": "Amal", "at": AT}),
    ]
    assert [(e["action"], e["status"]) for e in review["history"]][-1] == ("restore", "rejected")


def test_the_schema_names_every_error_type_and_step():
    named = SCHEMA["$defs"]
    assert named["error_type"]["enum"] == [*ErrorType, None]
    assert named["error_severity"]["enum"] == [*ErrorSeverity, None]
    assert named["edit"]["properties"]["action"]["enum"] == list(Action)


def test_offsets_count_code_points():
    astral = article(
        [(BlockKind.PARAGRAPH, [("😀 पहला।", "First.", Status.APPROVED), ("दूसरा।", "Second.", Status.APPROVED)])]
    )
    record = record_of(astral)
    assert record["offset_unit"] == "Unicode code points"
    for segment in record["segments"]:
        assert record["document"]["text"][segment["start"] : segment["end"]] == segment["source"]


def test_the_summary_cites_segments_and_counts_what_is_missing(mixed):
    summary = record_of(
        replace(mixed, summary=Summary((*mixed.summary.sentences, SummarySentence("g2", 0.1)), "m", {}))
    )
    summary = summary["summary"]
    assert [(s["segment_id"], s["number"], s["english"]) for s in summary["sentences"]] == [
        ("g3", 2, "First sentence."),
        ("g8", 7, "Sixth sentence."),
    ]
    assert summary["left_out"] == 1
    assert summary["gone"] == [{"segment_id": "g2", "score": 0.1}]


def test_findings_are_null_when_nothing_was_checked(mixed):
    finding = Finding("figures", Severity.ERROR, "6 is missing", Span(0, 1), None)
    checked = record_of(mixed, findings={"g3": [finding]})["segments"]
    assert {segment["findings"] is None for segment in record_of(mixed)["segments"]} == {True}
    assert checked[0]["findings"] == []
    assert checked[1]["findings"] == [
        {
            "check": "figures",
            "severity": "error",
            "message": "6 is missing",
            "source_span": {"start": 0, "end": 1},
            "target_span": None,
        }
    ]


def test_preview_is_said_on_top_and_flagged_only_where_the_text_is_the_machines():
    rows = [("एक।", "One.", Status.APPROVED), ("दो।", "Two.", Status.CORRECTED, "Second.")]
    record = record_of(article([(BlockKind.PARAGRAPH, rows)], language="hi", signature=PREVIEW))
    assert list(record)[1] == "notice"
    assert record["notice"] == "Preview model: do not brief from this text"
    assert [segment["preview"] for segment in record["segments"]] == [True, False]


@given(source=ANY_TEXT, machine=ANY_TEXT, name=ANY_TEXT, by=ANY_TEXT)
def test_every_text_comes_back_exactly(source, machine, name, by):
    made = article([(BlockKind.PARAGRAPH, [(source, machine, Status.APPROVED)])], name=name, by=by)
    assert rebuilt(record_of(made, everything=True)) == made


def test_the_bytes_are_plain_utf8(mixed):
    made = export(mixed, "json", at=AT)
    assert made.startswith(b"{")
    assert made.endswith(b"}\n")
    assert "پہلا جملہ۔".encode() in made


@pytest.mark.parametrize("value", [float("nan"), float("inf"), object(), {1, 2}])
def test_a_setting_json_cannot_hold_is_refused(mixed, value):
    draft = mixed.drafts["g3"]
    odd = replace(draft, signature=replace(draft.signature, settings={"beam": value}))
    with pytest.raises(ExportRefused, match="JSON cannot hold"):
        export(replace(mixed, drafts={**mixed.drafts, "g3": odd}), "json")


def test_a_segment_that_is_not_where_it_says_is_refused(mixed):
    moved = replace(mixed, document=replace(mixed.document, text="x" + mixed.document.text))
    with pytest.raises(ExportRefused, match="read the article in again"):
        export(moved, "json")
