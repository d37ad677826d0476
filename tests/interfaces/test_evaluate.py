"""`workbench evaluate` as a person and a script use it: two outputs compared, a workspace, the report."""

import json

import pytest

from workbench import pipeline
from workbench.bench import checks
from workbench.interfaces import cli
from workbench.model import Action, Draft, Signature
from workbench.store import Workspace

PAIRS = (
    ("وزیر نے رپورٹ کو دیکھا۔", "The minister saw the report."),
    ("فوج نے پل کو بند کیا۔", "The army closed the bridge."),
)
MARIAN = Signature("marian", "tiny", "1", {}, "x")


@pytest.fixture
def evaluate(capsys):
    """The command in this process: its exit code, and what it printed, on one line."""

    def run(*arguments):
        try:
            code = cli.main(["evaluate", *map(str, arguments)])
        except SystemExit as stopped:
            code = stopped.code
        out, err = capsys.readouterr()
        return code, out, " ".join(err.split())

    return run


@pytest.fixture
def pairs(tmp_path):
    path = tmp_path / "pairs.tsv"
    path.write_text("".join(f"{source}\t{english}\n" for source, english in PAIRS), encoding="utf-8")
    (tmp_path / "good.txt").write_text("".join(f"{english}\n" for _, english in PAIRS), encoding="utf-8")
    (tmp_path / "bad.txt").write_text("The minister.\nA bridge.\n", encoding="utf-8")
    return path


def test_two_files_of_translations(evaluate, pairs):
    good, bad = pairs.with_name("good.txt"), pairs.with_name("bad.txt")
    code, out, _ = evaluate(f"ur={pairs}", "--translations", good, "--against", bad, "--json")
    found = json.loads(out)
    assert code == 0
    assert (found["system"], found["against"]["system"], found["segments"]) == ("good.txt", "bad.txt", 2)
    assert (found["engine"], found["words_per_second"], found["retried"]) == (None, None, None)
    assert found["peak_memory_mb"] > 50
    assert set(found["comparison"]) == {"chrf", "bleu", "ter"}
    chrf = found["comparison"]["chrf"]
    assert chrf["difference"] == pytest.approx(found["chrf"] - found["against"]["chrf"], abs=0.02)
    assert chrf["interval"] == [100.0, 100.0]
    assert chrf["against_interval"][0] <= found["against"]["chrf"] <= chrf["against_interval"][1]
    assert 0 < chrf["p_value"] <= 1
    assert "bs:1000" in chrf["signature"]
    assert "seed:" in chrf["signature"]


def test_the_same_text_is_no_difference(evaluate, pairs):
    good = pairs.with_name("good.txt")
    _, out, _ = evaluate(f"ur={pairs}", "--translations", good, "--against", good)
    assert "no difference" in out
    assert "Koehn 2004" in " ".join(out.split())


def test_an_engine_against_another_and_against_what_it_wrote(
    evaluate, tiny, tiny_marian, tiny_cache, tmp_path, monkeypatch
):
    monkeypatch.setenv("WORKBENCH_CACHE", str(tiny_cache))
    lines = [f"{tiny.sentence('ur', n, n, 1)}\t{tiny.sentence('en', n, n, 1)}\n" for n in range(4)]
    (tmp_path / "toy.tsv").write_text("".join(lines), encoding="utf-8")
    other = tiny.multi_target(tiny_marian, tmp_path / "other")
    kept, page = tmp_path / "kept.txt", tmp_path / "page.html"
    options = (f"ur={tmp_path / 'toy.tsv'}", "--engine", "marian", "--model", tiny_marian, "--threads", 1, "--json")
    code, out, err = evaluate(*options, "--against", other, "--output", kept, "--html", page)
    found = json.loads(out)
    assert code == 0, err
    assert found["against"]["engine"]["model"] == "other"
    assert found["against"]["words_per_second"] > 0
    assert found["comparison"]["bleu"]["p_value"] is None, "both are perfect at the toy language"
    assert kept.read_text(encoding="utf-8") == "".join(line.split("\t")[1] for line in lines)
    assert "other (marian)" in page.read_text(encoding="utf-8")
    _, out, _ = evaluate(*options, "--against", kept)
    assert json.loads(out)["comparison"]["chrf"]["difference"] == 0


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["ur={pairs}", "--translations", "{good}", "--against", "none.txt"], "There is no file none.txt"),
        (["ur={pairs}", "--translations", "none.txt"], "There is no file none.txt"),
        (
            ["ur={pairs}", "--first", "1", "--against", "no/such-model", "--translations", "{good}"],
            "not on this machine",
        ),
        (["ur={pairs}", "ur={pairs}", "--against", "{good}"], "One file of translations cannot be for several"),
        (["ur={pairs}", "ur={pairs}", "--output", "{good}"], "One file of translations cannot be for several"),
        (["ur={pairs}", "--html", "nowhere/page.html"], "There is no folder nowhere"),
        (["ur={pairs}", "--output", "{folder}"], "is a folder"),
        (["workspace", "--workspace", "nowhere"], "no workspace at nowhere"),
        (["workspace", "{pairs}"], "takes no files"),
        (["workspace", "--against", "embedded"], "translates nothing"),
        (["checks", "ur={pairs}", "--against", "{good}"], "translates nothing"),
        (["checks", "ur={pairs}", "--judged", "none.tsv"], "There is no file none.tsv"),
        (["checks", "ur={pairs}", "--judged", "{good}"], "must begin with a line"),
        (["ur={pairs}", "--judged", "{good}"], "put the word checks"),
        (["ur={pairs}", "--seed", "0"], "put the word checks"),
    ],
)
def test_it_refuses_in_a_sentence(evaluate, pairs, arguments, says):
    places = {"pairs": pairs, "good": pairs.with_name("good.txt"), "folder": pairs.parent}
    code, out, err = evaluate(*(given.format(**places) for given in arguments))
    assert code == 1
    assert says in err
    assert not out
    assert not pairs.with_name("page.html").exists()


def test_a_file_that_does_not_fit_is_refused_before_the_engine_starts(evaluate, pairs, monkeypatch):
    from workbench import translate

    monkeypatch.setattr(translate, "choose", lambda *given: pytest.fail("the engine was started"))
    short = pairs.with_name("short.txt")
    short.write_text("One.\n")
    code, _, err = evaluate(f"ur={pairs}", "--engine", "embedded", "--against", short)
    assert (code, "short.txt has 1 translations for 2 pairs" in err) == (1, True)


@pytest.mark.parametrize("order", [("checks", "--json", "{file}"), ("--json", "checks", "{file}"), ("checks", "{file}", "--json")])  # fmt: skip
def test_options_may_stand_anywhere(evaluate, pairs, order):
    code, out, err = evaluate(*(part.format(file=f"ur={pairs}") for part in order))
    assert code == 0, err
    assert json.loads(out)["segments"] == 2


def test_options_may_stand_between_files(evaluate, pairs):
    _, out, _ = evaluate("checks", f"ur={pairs}", "--first", 1, f"ur={pairs}", "--json", f"ur={pairs}")
    assert [found["segments"] for found in json.loads(out)] == [1, 1, 1]
    assert evaluate("checks", "--nonsense", f"ur={pairs}")[0] == 2


def test_findings_are_written_judged_and_counted(evaluate, tmp_path):
    pairs, found = tmp_path / "bad.tsv", tmp_path / "found.tsv"
    pairs.write_text(
        "15 افراد ہلاک ہوئے۔\t50 people died.\nاجلاس ختم ہو گیا۔\tThe meeting is over.\n", encoding="utf-8"
    )
    code, out, err = evaluate("checks", f"ur={pairs}", "--output", found, "--json")
    assert code == 0, err
    assert json.loads(out)["segments_with_error_wrong"] is None
    head, *lines = found.read_text(encoding="utf-8").splitlines()
    judged = [each.replace("\t\t\t", "\tright\treader\t", 1) for each in lines]
    found.write_text("\n".join([head, *judged]), encoding="utf-8")
    _, out, _ = evaluate("checks", f"ur={pairs}", "--judged", found, "--json")
    shares = json.loads(out)
    assert (shares["segments_with_error"], shares["segments_with_error_wrong"], shares["unread"]) == (50.0, 0.0, 0)
    _, out, _ = evaluate("checks", f"ur={pairs}", "--judged", found)
    assert "of which wrong, after reading" in out


def test_another_seed_plants_other_errors(evaluate, pairs, monkeypatch):
    seeds, measure = [], checks.measure
    monkeypatch.setattr(checks, "measure", lambda pairs, seed, *rest: seeds.append(seed) or measure(pairs, seed, *rest))
    for options in ([], ["--seed", "7"]):
        assert evaluate("checks", f"ur={pairs}", *options, "--json")[0] == 0
    assert seeds == [0, 7]


# --- a workspace -------------------------------------------------------------------------------------------------


@pytest.fixture
def reviewed(tmp_path):
    """One corrected, one approved as it was, one rejected for a reason that is markup."""
    opened = Workspace.open(tmp_path / "w", create=True)
    text = "فوج نے شہر کو بند کیا۔\n\nعدالت نے خط کو مسترد کیا۔\n\nوزیر نے رپورٹ کو دیکھا۔\n\nکسان نے پانی کو کھولا۔"
    pipeline.add(opened, text.encode(), "a.txt", language="ur")
    rows = pipeline.open_article(opened, "a").rows()
    drafts = [
        Draft(r.segment.id, r.segment.text, "The army closed the town .", -0.1, "first", MARIAN, "2026-01-01T00:00:00Z")
        for r in rows
    ]
    opened.append_drafts("a", drafts)
    for row, action, given in (
        (rows[0], Action.APPROVE, {"text": "The army closed the city ."}),
        (rows[1], Action.APPROVE, {}),
        (rows[2], Action.REJECT, {"reason": "<script>alert(1)</script>"}),
    ):
        pipeline.take_step(opened, "a", row.segment.id, action, by="amina", base=0, **given)
    return opened.folder


def test_a_workspaces_figures(evaluate, reviewed):
    _, out, _ = evaluate("workspace", "--workspace", reviewed, "--json")
    found = json.loads(out)
    assert (found["hter"], found["hter_edits"], found["hter_words"], found["hter_segments"]) == (8.33, 1, 12, 2)
    assert "case:mixed" in found["hter_signature"]
    assert [found[name] for name in ("unchanged", "corrected", "rejected", "waiting")] == [1, 1, 1, 1]
    assert found["reasons"] == {"<script>alert(1)</script>": 1}
    assert found["actions"] == {"approve": 2, "reject": 1}
    assert found["timed_segments"] == 2
    assert 0 <= found["seconds_per_segment"] < 60
    assert found["longest_pause_seconds"] == 60
    assert [(a["id"], a["language"], a["hter"], a["corrected"]) for a in found["articles"]] == [("a", "ur", 8.33, 1)]
    assert [(m["engine"], m["model"], m["hter"]) for m in found["models"]] == [("marian", "tiny", 8.33)]
    assert [(one["language"], one["hter"]) for one in found["languages"]] == [("ur", 8.33)]
    assert found["left_out"] == {}


def test_a_workspaces_table_and_page(evaluate, reviewed, tmp_path):
    code, out, err = evaluate("workspace", "--workspace", reviewed, "--html", tmp_path / "w.html")
    shown = " ".join(out.split())
    assert code == 0
    for part in ("8.3 %", "tiny (marian)", "Urdu", "an estimate from the times of saves", "approve 2", "alert(1)"):
        assert part in shown
    page = (tmp_path / "w.html").read_text(encoding="utf-8")
    assert f"Wrote {tmp_path / 'w.html'}." in err
    assert "<script" not in page
    assert "&lt;script&gt;" in page


def test_a_workspace_without_a_review(evaluate, tmp_path):
    Workspace.open(tmp_path / "w", create=True)
    code, out, _ = evaluate("workspace", "--workspace", tmp_path / "w", "--html", tmp_path / "w.html")
    assert (code, "No time is known" in out) == (0, True)
    assert "Nothing approved yet" in (tmp_path / "w.html").read_text(encoding="utf-8")


def test_an_engines_confidence_is_fitted_and_kept(evaluate, tiny, tiny_marian, tiny_cache, tmp_path, monkeypatch):
    monkeypatch.setenv("WORKBENCH_CACHE", str(tiny_cache))
    path = tmp_path / "pairs.tsv"
    lines = [f"{tiny.sentence('ur', s, o, 0)}\t{'The minister saw the report.'}" for s in range(5) for o in range(5)]
    path.write_text("\n".join(lines), encoding="utf-8")
    options = ("--engine", "marian", "--model", tiny_marian, "--threads", 1)
    code, out, _ = evaluate("confidence", f"ur={path}", *options, "--output", tmp_path / "fit.json", "--json")
    assert code == 0
    found = json.loads(out)
    assert -1 <= found["spearman_held_out"]["ur"] <= 1
    kept = json.loads((tmp_path / "fit.json").read_text(encoding="utf-8"))
    assert kept["fits"][-1]["model"] == found["model"]
    assert kept["fits"][-1]["signature"]["segments"] == 25
    code, out, _ = evaluate("confidence", f"ur={path}", *options)
    assert code == 0
    assert "Spearman" in out


def test_confidence_needs_pairs(evaluate):
    code, _, err = evaluate("confidence")
    assert (code, "one file of pairs for each language" in err) == (1, True)
