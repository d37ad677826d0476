"""The command as a person and a script use it."""

import functools
import json
import os
import shutil
import signal
import subprocess
import sys

import pytest

PREVIEW = "Do not brief"


def test_the_first_run_prints_the_table_and_what_to_do_next(first_run):
    _, done = first_run
    for part in (
        "000 ",
        "Urdu",
        "Arabic",
        "Hindi",
        "segments",
        "words per second",
        "errors",
        "workbench serve",
        PREVIEW,
    ):
        assert part in done.stdout
    assert "segments" in done.stderr


def test_the_second_run_translates_nothing(workbench, first_run, embedded_cache, seeds):
    workspace, _ = first_run
    done = workbench("run", seeds, "--engine", "embedded", "--workspace", workspace, "--json", cache=embedded_cache)
    result = json.loads(done.stdout)
    assert [a["translated"] for a in result["articles"]] == [0] * 5
    assert sum(a["from_cache"] for a in result["articles"]) == 90
    assert result["words"] == 0


def test_status_and_its_json(workbench, first_run):
    workspace, _ = first_run
    for width in (80, 120):
        shown = workbench("status", "--workspace", workspace, columns=width).stdout
        assert "warnings" in shown
        row = next(line.split() for line in shown.splitlines() if line.split()[:1] == ["003"])
        assert row[-4] == "22"
    articles = json.loads(workbench("status", "--workspace", workspace, "--json").stdout)["articles"]
    assert [a["language"] for a in articles] == ["ur", "ur", "ar", "hi", "ar"]
    assert all(a["preview"] for a in articles)
    assert all(3 <= a["summary"] <= 7 for a in articles)


@pytest.mark.parametrize(
    ("arguments", "code", "says"),
    [
        (["run", "no-such-file.txt"], 1, "no file or folder no-such-file.txt"),
        (["run", "--language", "xx", "{text}"], 1, "'xx' is not a language"),
        (["run", "--engine", "babel", "{text}"], 1, "no engine called 'babel'"),
        (["run", "--engine", "marian", "--model", "no/such-model", "{text}"], 1, "not on this machine"),
        (["run", "--beam", "0", "{text}"], 2, "whole number"),
        (["status", "--workspace", "nowhere"], 1, "no workspace at nowhere"),
        (["export", "--article", "x", "--workspace", "nowhere"], 1, "no workspace"),
        (["serve", "--host", "0.0.0.0"], 1, "this machine alone"),
        (["models", "show", "nonesuch"], 1, "nonesuch"),
        (["models", "pull", "embedded"], 1, "pip install"),
        (["fly"], 2, "invalid choice"),
        ([], 2, "required"),
    ],
)
def test_mistakes_get_one_sentence(workbench, arguments, code, says, tmp_path):
    text = tmp_path / "a.txt"
    text.write_text("صدر نے کہا کہ فوجی دستے جلد ہی ملک سے واپس چلے جائیں گے۔", encoding="utf-8")
    done = workbench(*[a.format(text=text) for a in arguments], cwd=tmp_path)
    assert done.returncode == code
    said = done.stderr + done.stdout
    assert says in " ".join(said.split())
    assert "Traceback" not in said


def test_a_binary_file_is_named_in_the_table_of_the_others(workbench, tmp_path):
    (tmp_path / "b.pdf").write_bytes(b"%PDF-1.7")
    done = workbench("run", tmp_path / "b.pdf", "--workspace", tmp_path / "w")
    assert done.returncode == 1
    assert "b.pdf is a PDF file" in done.stdout
    assert "Traceback" not in done.stderr


def test_what_is_not_read_is_not_kept_and_files_of_one_name_are_told_apart(workbench, tmp_path):
    for folder, content in (("a", b"\x89PNG\r\n"), ("b", b"%PDF-1.7")):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "x.txt").write_bytes(content)
    french = "Le ministre a déclaré que les troupes quitteraient le pays avant la fin du mois de janvier."
    (tmp_path / "french.txt").write_text(french, encoding="utf-8")
    done = workbench("run", tmp_path / "a", tmp_path / "b", tmp_path / "french.txt", "--workspace", tmp_path / "w")
    told = " ".join(done.stdout.split())
    assert done.returncode == 1
    assert "PNG picture" in told
    assert "PDF file" in told
    assert "seems to be in French" in told
    assert "all were there" not in told
    assert json.loads(workbench("status", "--workspace", tmp_path / "w", "--json").stdout)["articles"] == []


def test_a_file_name_that_is_not_utf8(workbench, tiny_workspace, tiny_cache, tmp_path):
    name = os.fsencode(tmp_path) + b"/bad\xff\xfename.txt"
    with open(name, "wb") as file:
        file.write("سرخی\n\nفوج نے شہر کو دیکھا۔".encode())
    done = workbench("run", tmp_path, *tiny_workspace[1], "--workspace", tmp_path / "w", "--json", cache=tiny_cache)
    assert [a["id"] for a in json.loads(done.stdout)["articles"]] == ["bad-name"]


def test_output_that_cannot_be_written(workbench, first_run, tmp_path):
    (tmp_path / "file").write_text("mine")
    for output in (tmp_path / "file", "/proc/nowhere/x"):
        done = workbench("export", "--all", "--output", output, "--workspace", first_run[0])
        assert done.returncode == 1
        assert "Traceback" not in done.stderr
    assert (tmp_path / "file").read_text() == "mine"


@pytest.mark.parametrize(
    "command", [[], ["run"], ["serve"], ["users"], ["status"], ["export"], ["models"], ["models", "pull"]]
)
def test_help_has_examples(workbench, command):
    done = workbench(*command, "--help")
    assert done.returncode == 0
    assert "examples:" in done.stdout


def test_pulling_without_a_network_says_so_in_one_sentence(workbench, tmp_path, monkeypatch):
    monkeypatch.delenv("HF_HUB_OFFLINE", raising=False)  # a server of another test sets it for the whole process
    done = workbench("models", "pull", "opus-mt-tc-big-ar-en", cache=tmp_path, timeout=30)
    assert done.returncode == 1
    assert done.stderr.count("\n") == 1
    assert "hub" in done.stderr


def test_models(workbench):
    listed = {m["name"]: m for m in json.loads(workbench("models", "list", "--json").stdout)}
    assert listed["embedded"]["preview"]
    assert {"licence", "download_mb", "scores", "languages"} <= listed["Helsinki-NLP/opus-mt-tc-big-ar-en"].keys()
    assert "Gemma Terms of Use" in workbench("models", "show", "embedded").stdout
    assert "42.8" in workbench("models", "show", "opus-mt-tc-big-ar-en").stdout


def approve(workspace, article, numbers):
    from workbench import pipeline
    from workbench.model import Action
    from workbench.store import Workspace

    opened = Workspace.open(workspace)
    full = opened.resolve(article)
    for row in pipeline.open_article(opened, full).rows():
        if row.number in numbers:
            pipeline.take_step(
                opened, full, row.segment.id, Action.APPROVE, by="amina", base=0, text=f"Checked {row.number}."
            )


def test_export_gives_only_what_is_approved_unless_asked(workbench, workspace_folder, tmp_path):
    refused = workbench("export", "--format", "json", "--article", "003", "--workspace", workspace_folder)
    assert refused.returncode == 1
    assert "0 of 22" in refused.stderr
    approve(workspace_folder, "003", {1, 2, 5})
    exported = json.loads(
        workbench("export", "--format", "json", "--article", "003", "--workspace", workspace_folder).stdout
    )
    text = json.dumps(exported, ensure_ascii=False)
    assert all(f"Checked {n}." in text for n in (1, 2, 5))
    assert len(exported["segments"]) == 3
    everything = json.loads(
        workbench("export", "--format", "json", "--article", "003", "--all", "--workspace", workspace_folder).stdout
    )
    assert len(everything["segments"]) == 22
    assert sum(s["approved"] for s in everything["segments"]) == 3


def test_export_of_every_article_to_a_folder(workbench, workspace_folder, tmp_path):
    approve(workspace_folder, "003", {1})
    done = workbench("export", "--format", "csv", "--output", tmp_path / "out", "--workspace", workspace_folder)
    assert done.returncode == 0
    assert [p.name for p in (tmp_path / "out").iterdir()] == ["003_844e58a479a28424.csv"]
    assert done.stderr.count("left out") == 4


def test_a_preview_models_text_is_marked_in_every_export(workbench, workspace_folder):
    for fmt in ("json", "html", "markdown", "csv"):
        text = workbench("export", "--format", fmt, "--article", "000", "--all", "--workspace", workspace_folder).stdout
        assert "do not brief from this text" in text.lower()


def test_interrupting_a_run_keeps_what_is_done(workbench, seeds, embedded_cache, first_run, tmp_path):
    command = [
        sys.executable,
        "-m",
        "workbench",
        "run",
        str(seeds),
        "--engine",
        "embedded",
        "--workspace",
        str(tmp_path / "w"),
        "--beam",
        "1",
    ]
    environment = os.environ | {"WORKBENCH_CACHE": str(embedded_cache)}
    # Under some shells SIGINT is ignored from birth; a person's terminal does not do that.
    heed = functools.partial(signal.signal, signal.SIGINT, signal.SIG_DFL)
    process = subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env=environment, preexec_fn=heed
    )  # fmt: skip
    for line in process.stderr:
        if "words/s" in line:
            break
    process.send_signal(signal.SIGINT)
    _, said = process.communicate(timeout=60)
    assert process.returncode == 130
    assert "What was done is kept" in said
    status = json.loads(workbench("status", "--workspace", tmp_path / "w", "--json").stdout)
    assert len(status["articles"]) == 5
    drafts = sum(p.read_text(encoding="utf-8").count("\n") for p in (tmp_path / "w").rglob("drafts.jsonl"))
    assert drafts > 0


def test_evaluate_scores_the_toy_model_as_perfect_at_its_toy_language(
    workbench, tiny, tiny_marian, tiny_cache, tmp_path
):
    lines = [f"{tiny.sentence('ur', n, n, 1)}\t{tiny.sentence('en', n, n, 1)}" for n in range(6)]
    (tmp_path / "pairs.tsv").write_text("\n".join(lines), encoding="utf-8")
    options = ("--language", "ur", "--engine", "marian", "--model", tiny_marian, "--threads", 1)
    done = workbench("evaluate", tmp_path / "pairs.tsv", *options, "--json", cache=tiny_cache)
    figures = json.loads(done.stdout)
    assert (figures["chrf"], figures["bleu"], figures["ter"]) == (100.0, 100.0, 0.0)
    assert (figures["segments"], figures["retried"]) == (6, 0)
    assert figures["words_per_second"] > 0
    assert figures["peak_memory_mb"] > 50
    assert "nc:6" in figures["chrf_signature"]
    assert (figures["numbers_kept"], figures["numbers"], figures["names_kept"], figures["names"]) == (None, 0, None, 0)
    assert figures["names_invented"] == 0
    shown = workbench("evaluate", tmp_path / "pairs.tsv", *options, "--first", 2, cache=tiny_cache)
    assert "chrF2" in shown.stdout
    assert "2 segments" in shown.stdout
    assert "of 0 in the sources" in shown.stdout


def test_evaluate_measures_numbers_and_names(workbench, tiny, tiny_marian, tiny_cache, tmp_path):
    """The toy model knows neither 250 nor Lahore, and drops both; the measures must see it."""
    lines = [
        f"{tiny.sentence('ur', 0, 0, 1)}\tThe minister closed the report.",
        "وزیر نے لاہور میں 250 افراد کو دیکھا۔\tThe minister saw 250 people in Lahore.",
    ]
    (tmp_path / "pairs.tsv").write_text("\n".join(lines), encoding="utf-8")
    options = ("--language", "ur", "--engine", "marian", "--model", tiny_marian, "--threads", 1)
    figures = json.loads(workbench("evaluate", tmp_path / "pairs.tsv", *options, "--json", cache=tiny_cache).stdout)
    assert (figures["numbers_kept"], figures["numbers"]) == (0.0, 1)
    assert (figures["names_kept"], figures["names"]) == (0.0, 1)
    shown = " ".join(workbench("evaluate", tmp_path / "pairs.tsv", *options, cache=tiny_cache).stdout.split())
    assert "numbers kept 0.0 % of 1 in the sources" in shown
    assert "names kept 0.0 % of 1 in the English given" in shown
    assert "names invented 0" in shown


def test_evaluate_checks_plants_errors_and_says_which_are_found(workbench, tmp_path):
    lines = [
        "قال الوزير إن 10 جنود وصلوا إلى بغداد.\tThe minister said that 10 soldiers arrived in Baghdad.",
        "أعلنت الشرطة في موسكو توقيف 20 شخصا.\tPolice in Moscow announced the arrest of 20 people.",
    ]
    file = tmp_path / "pairs.tsv"
    file.write_text("\n".join(lines), encoding="utf-8")
    figures = json.loads(workbench("evaluate", "checks", f"ar={file}", "--json").stdout)
    assert figures["segments"] == 2
    assert figures["planted"]["digit"] == {"planted": 2, "found": 100, "as_error": 100, "left_out": 0}
    assert figures["segments_with_any"] == 0
    shown = " ".join(workbench("evaluate", "checks", f"ar={file}", f"ar={file}", columns=140).stdout.split())
    assert "digit 100.0 % of 2 (100.0 % as errors) 100.0 % of 2 (100.0 % as errors)" in shown
    assert "good segments with errors 0.0 % 0.0 %" in shown
    assert "Name at least one file" in workbench("evaluate", "checks").stderr
    assert "Which language" in workbench("evaluate", "checks", file).stderr


def test_evaluate_puts_several_files_into_one_table(workbench, tiny, tiny_marian, tiny_cache, tmp_path):
    for name in ("one.tsv", "two.tsv"):
        (tmp_path / name).write_text(
            f"{tiny.sentence('ur', 0, 0, 1)}\t{tiny.sentence('en', 0, 0, 1)}", encoding="utf-8"
        )
    files = (f"ur={tmp_path / 'one.tsv'}", tmp_path / "two.tsv")
    options = ("--language", "ur", "--engine", "marian", "--model", tiny_marian, "--threads", 1)
    figures = json.loads(workbench("evaluate", *files, *options, "--json", cache=tiny_cache).stdout)
    assert [(f["file"], f["language"], f["chrf"]) for f in figures] == [
        ("one.tsv", "ur", 100.0),
        ("two.tsv", "ur", 100.0),
    ]
    shown = workbench("evaluate", *files, *options, cache=tiny_cache, columns=140).stdout
    assert all(said in shown for said in ("ur one.tsv", "ur two.tsv", "numbers kept", "chrF2"))


@pytest.mark.parametrize(
    ("content", "options", "says"),
    [
        ("فوج\tThe army.", [], "Which language are the sources in"),
        ("فوج\tThe army.\nعدالت", ["--language", "ur"], "Line 2 of pairs.tsv"),
        ("", ["--language", "ur"], "pairs.tsv is empty"),
    ],
)
def test_evaluate_refuses_in_a_sentence(workbench, content, options, says, tmp_path):
    (tmp_path / "pairs.tsv").write_text(content, encoding="utf-8")
    done = workbench("evaluate", tmp_path / "pairs.tsv", *options)
    assert done.returncode == 1
    assert says in " ".join(done.stderr.split())


def test_tune_makes_a_checkpoint_that_translates(workbench, tiny, tiny_marian, tiny_cache, tmp_path):
    pairs = [f"{tiny.sentence('ur', s, o, 0)}\t{tiny.sentence('en', s, o, 0)}" for s in range(6) for o in range(6)]
    (tmp_path / "pairs.tsv").write_text("\n".join(pairs), encoding="utf-8")
    out = tmp_path / "tuned"
    options = ("--language", "ur", "--model", tiny_marian, "--dev", tmp_path / "pairs.tsv", "--dev-examples", 4)
    done = workbench("tune", tmp_path / "pairs.tsv", *options, "--out", out, "--steps", 2, "--json", cache=tiny_cache)
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout) == json.loads((out / "tuning.json").read_text(encoding="utf-8"))
    again = workbench("tune", tmp_path / "pairs.tsv", *options, "--out", out, cache=tiny_cache)
    assert (again.returncode, "holds a finished tuning already" in " ".join(again.stderr.split())) == (1, True)
    engine = ("--language", "ur", "--engine", "marian", "--model", out / "merged", "--threads", 1)
    scored = workbench("evaluate", tmp_path / "pairs.tsv", *engine, "--first", 2, "--json", cache=tiny_cache)
    assert json.loads(scored.stdout)["chrf"] > 50


def test_tune_learns_from_what_was_approved(workbench, tiny_workspace, tmp_path, tiny_cache):
    folder, _ = tiny_workspace
    done = workbench("tune", "--approved", "--workspace", folder, "--out", tmp_path / "tuned", cache=tiny_cache)
    assert done.returncode == 1
    assert "tuning takes 20 or more" in " ".join(done.stderr.split())


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        ([], "What to learn from?"),
        (["pairs.tsv", "--approved"], "one of the three"),
        (["missing.tsv", "--language", "ur"], "no file"),
        (["pairs.tsv"], "not a language"),
        (["pairs.tsv", "--language", "ur"], "tuning takes 20 or more"),
        (["pairs.tsv", "--language", "ur", "--rate", "-1"], "must be more than 0"),
        (["--recipe", "."], "The recipe needs"),
    ],
)
def test_tune_refuses_in_a_sentence(workbench, arguments, says, tmp_path, monkeypatch):
    (tmp_path / "pairs.tsv").write_text("فوج\tThe army.", encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    done = workbench("tune", *arguments, "--out", "tuned")
    assert done.returncode == 1
    assert says in " ".join(done.stderr.split())
    assert "Traceback" not in done.stderr


def test_an_article_is_removed_and_restored(workbench, tiny_workspace, tmp_path):
    folder = tmp_path / "workspace"
    shutil.copytree(tiny_workspace[0], folder)
    done = workbench("remove", "new", "--workspace", folder)
    assert (done.returncode, done.stdout) == (0, "news is removed; `workbench restore news` brings it back.\n")
    assert json.loads(workbench("status", "--workspace", folder, "--json").stdout)["articles"] == []
    again = workbench("remove", "news", "--workspace", folder)
    assert (again.returncode, "the workspace has none yet" in again.stderr) == (1, True)
    assert workbench("restore", "news", "--workspace", folder).stdout == "news is back.\n"
    assert len(json.loads(workbench("status", "--workspace", folder, "--json").stdout)["articles"]) == 1
