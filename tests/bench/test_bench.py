"""What `workbench bench engine` measures, on the toy checkpoint: every figure is there and the counts are right. Nothing here
asserts how long anything takes.
"""

import json
import re
from dataclasses import replace

import pytest

from workbench.bench import fresh, speed, start
from workbench.bench.machine import peak_memory_mb, this_machine
from workbench.bench.sentences import pairs_of, require_language, seed_sentences
from workbench.errors import InputError, ModelUnavailable, NotFound
from workbench.settings import Settings
from workbench.text.languages import main_script
from workbench.translate import choose

PACE = {"tokens", "segments", "words", "tokens_per_second", "segments_per_second", "words_per_second", "seconds", "decoding"}  # fmt: skip
START = {"imports_seconds", "load_seconds", "first_sentence_seconds", "total_seconds"}


@pytest.fixture(scope="module")
def pairs(tiny, tmp_path_factory):
    """Six toy sentences, the first of them twice."""
    path = tmp_path_factory.mktemp("pairs") / "pairs.tsv"
    numbers = (0, 1, 2, 3, 4, 5, 0)
    lines = [f"{tiny.sentence('ur', n, n, 1)}\t{tiny.sentence('en', n, n, 1)}" for n in numbers]
    path.write_text("\n".join(lines), encoding="utf-8")
    return path


@pytest.fixture
def settings(tiny_marian, tiny_cache):
    return Settings(engine="marian", model=str(tiny_marian), cache=tiny_cache, language="ur", threads=1)


def test_the_command_prints_every_figure(workbench, pairs, tiny_marian, tmp_path):
    cache = tmp_path / "cache"
    options = ("--engine", "marian", "--model", tiny_marian, "--threads", 1, "--language", "ur", "--beam", 3)
    done = workbench("bench", "engine", "--file", pairs, *options, "--cold", "--json", cache=cache)
    assert done.returncode == 0, done.stderr
    figures = json.loads(done.stdout)
    greedy = figures["greedy"]
    assert set(figures) == PACE | {
        "language", "greedy", "greedy_speedup", "peak_memory_mb", "start", "engine", "machine",
    }  # fmt: skip
    assert set(greedy) == PACE
    assert (figures["decoding"]["beam"], greedy["decoding"]["beam"]) == (3, 1)
    for pace in (figures, greedy):
        assert (pace["segments"], pace["words"]) == (6, sum(len(s.split()) for s, _ in pairs_of(pairs)[:6]))
        assert pace["tokens"] >= 6 * 4
        assert all(pace[f"{name}_per_second"] > 0 for name in ("tokens", "segments", "words"))
    assert figures["greedy_speedup"] > 0
    assert figures["peak_memory_mb"] > 50
    assert set(figures["start"]) == {"warm", "cold"}
    for measured in figures["start"].values():
        assert set(measured) == START
        assert all(seconds >= 0 for seconds in measured.values())
        assert measured["total_seconds"] > 0
    assert figures["engine"]["engine"] == "marian"
    assert figures["engine"]["settings"]["beam"] == 3
    assert figures["machine"]["threads"] == 1
    assert figures["machine"]["cpu"]
    assert sorted(path.name for path in cache.iterdir()) == ["ct2"], "the empty cache is removed"


def test_the_tables_for_people(workbench, pairs, tiny_marian, tiny_cache):
    options = ("--engine", "marian", "--model", tiny_marian, "--threads", 1, "--language", "ur", "--beam", 1)
    done = workbench("bench", "engine", "--file", pairs, *options, "--first", 2, cache=tiny_cache)
    assert done.returncode == 0, done.stderr
    shown = " ".join(done.stdout.split())
    for part in ("tokens/s", "words/s", "warm", "first sentence", "2 segments", "of Urdu", "1 threads", "marian"):
        assert part in shown
    assert "The default is greedy search" in shown
    assert "cold" not in shown
    assert "starting a fresh Python" in done.stderr
    assert "segments" in done.stderr


@pytest.mark.parametrize(
    ("options", "says"),
    [
        (["--language", "xx"], "Which language are the sources in"),
        (["--file", "{pairs}"], "Which language are the sources in"),
        (["--file", "none.tsv", "--language", "ur"], "There is no file none.tsv"),
        (["--engine", "babel"], "no engine called 'babel'"),
        (["--engine", "marian", "--model", "no/such-model"], "not on this machine"),
    ],
)
def test_it_refuses_in_a_sentence(workbench, pairs, options, says, tmp_path):
    given = [option.format(pairs=pairs) for option in options]
    done = workbench("bench", "engine", *given, cache=tmp_path)
    assert done.returncode == 1
    assert says in " ".join(done.stderr.split())
    assert "Traceback" not in done.stderr
    assert not done.stdout


def test_both_decodings_go_through_the_same_sentences(settings, pairs):
    reports = []
    sources = [source for source, _ in pairs_of(pairs)]
    engine = choose(settings, "ur")
    # Room for one sentence in a batch: several batches, with the two ways taking turns.
    result = speed.measure(sources, engine, replace(settings, beam=4, batch_tokens=1), "ur", reports.append)
    assert (result.default.decoding["beam"], result.greedy.decoding["beam"]) == (4, 1)
    assert result.default.segments == result.greedy.segments == 6
    assert result.default.words == result.greedy.words
    assert [step.done for step in reports] == list(range(1, 13))
    assert (reports[-1].total, reports[-1].words_left) == (12, 0)
    assert result.greedy_speedup == result.default.seconds / result.greedy.seconds


def test_a_greedy_default_is_measured_once(settings, pairs):
    reports = []
    sources = [source for source, _ in pairs_of(pairs)]
    result = speed.measure(sources, choose(settings, "ur"), replace(settings, beam=1), "ur", reports.append)
    assert result.default is result.greedy
    assert (result.greedy_speedup, reports[-1].total) == (1.0, 6)


def test_a_start_that_fails_says_why(settings):
    lost = replace(settings, model="no/such-model")
    with pytest.raises(ModelUnavailable, match=r"^The model no/such-model is not on this machine"):
        start.warm("وزیر", "ur", lost, lambda message: None)
    with pytest.raises(ModelUnavailable, match=r"With an empty cache the engine does not start.* not on this machine"):
        start.cold("وزیر", "ur", lost, lambda message: None)
    assert not list(settings.cache.glob("bench-*"))


def test_the_import_clock_counts_imports_and_then_lets_go():
    import builtins

    before = builtins.__import__
    with fresh.ImportClock() as clock:
        import wave  # noqa: F401, one that nothing else here needs
    assert clock.seconds > 0
    assert builtins.__import__ is before


@pytest.mark.parametrize(("language", "script"), [("ur", "Arab"), ("ar", "Arab"), ("hi", "Deva")])
def test_the_seeds_have_sentences_in_each_language(language, script):
    sentences = seed_sentences(language)
    assert len(sentences) == len(set(sentences)) >= 10
    assert {main_script(sentence) for sentence in sentences} == {script}
    urdu = [bool(re.search("[ےںٹڈڑہ]", sentence)) for sentence in sentences if len(sentence) > 40]
    # One Arabic sentence names the Pakistani agency that it is from.
    assert all(urdu) if language == "ur" else sum(urdu) <= 1


def test_sentences_that_are_not_there(tmp_path):
    with pytest.raises(NotFound, match="There is no file"):
        pairs_of(tmp_path / "none.tsv")
    with pytest.raises(InputError, match="--language"):
        require_language("en")


def test_memory_and_machine(settings):
    before = peak_memory_mb()
    held = bytearray(b"\1") * 60_000_000
    assert peak_memory_mb() >= max(before, len(held) / 1e6)
    machine = this_machine(settings)
    assert machine.cpu
    assert machine.cores >= 1
    assert machine.threads == 1
