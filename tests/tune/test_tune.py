"""Tuning a real, tiny causal model from nothing: it learns, stops, goes on, and says how it was made."""

import json
import random
import shutil
from dataclasses import replace

import pytest
import torch

from workbench.errors import InputError, WorkspaceError
from workbench.translate.quiet import quiet
from workbench.tune import Causal, Material, Tuning, measure, tune
from workbench.tune.split import hold_out

LEARN = Tuning(
    rank=32, rate=5e-3, batch_tokens=240, epochs=5.0, dev_every=30, patience=3, seed=1, threads=1, dev_examples=40
)
BRIEF = replace(LEARN, rank=8, steps=25, dev_every=10)


class Stopped(Exception):
    pass


def stop_at(step, doing="tuning"):
    """A report that ends the tuning when so many updates are done."""

    def report(progress):
        if progress.step >= step and progress.doing == doing:
            raise Stopped

    return report


def weights(folder):
    return (folder / "adapter_model.safetensors").read_bytes()


def reloaded(toy, folder):
    """The toy with the adapter that was saved."""
    from peft import PeftModel

    base = toy.make_causal()
    with quiet():
        model = PeftModel.from_pretrained(base.model.unload(), str(folder), is_trainable=True)
    return replace(base, model=model)


@pytest.fixture(scope="module")
def learnt(toy, tmp_path_factory):
    """A tuning that went through, and everything it reported."""
    folder = tmp_path_factory.mktemp("learnt") / "adapter"
    said = []
    material = toy.numbers(600)
    odd = replace(material.examples[-1], rejected="nothing | at all")
    tuned = tune(
        toy.make_causal(),
        Material((*material.examples[:-1], odd), material.origins),
        LEARN,
        folder,
        said.append,
        licences={"numbers": "CC0 <b>", "other": "unused"},
    )
    return tuned, said


@pytest.fixture(scope="module")
def uninterrupted(toy, tmp_path_factory):
    folder = tmp_path_factory.mktemp("whole") / "adapter"
    tune(toy.make_causal(8, dropout=0.1), toy.numbers(300), BRIEF, folder)
    return folder


# --- learning ----------------------------------------------------------------------------------------------------


def test_it_learns_what_it_was_shown(learnt):
    tuned, _ = learnt
    assert tuned.before["chrf"].value < 15
    assert tuned.after["chrf"].value > 80


def test_the_saved_adapter_is_the_measured_one(learnt, toy):
    tuned, _ = learnt
    model = reloaded(toy, tuned.folder)
    model.model.to(torch.bfloat16)
    dev = hold_out(toy.numbers(600).examples, LEARN.dev_examples).dev
    assert measure.chrf(measure.hypotheses(model, dev), dev) == tuned.after["chrf"].value


def test_progress_is_told_at_every_step(learnt):
    _, said = learnt
    steps = [p for p in said if p.doing == "tuning"]
    assert [p.step for p in steps] == list(range(1, len(steps) + 1))
    assert steps[-1].steps == len(steps)
    assert steps[-1].seconds_left == 0
    assert steps[-1].loss < steps[0].loss
    assert all(p.tokens_per_second > 0 for p in steps)
    assert {p.doing for p in said} == {"measuring", "tuning", "interpolating"}


def test_threads_and_chance_of_the_process_are_as_before(toy, tmp_path):
    threads, chance = torch.get_num_threads(), torch.get_rng_state()
    with pytest.raises(Stopped):
        tune(toy.make_causal(8, dropout=0.1), toy.numbers(100), BRIEF, tmp_path, stop_at(2))
    assert torch.get_num_threads() == threads
    assert torch.equal(torch.get_rng_state(), chance)


def test_the_loss_is_that_of_the_whole_model_where_there_are_labels(toy):
    model = toy.make_causal()
    examples = [
        replace(e, target=e.target[:cut]) for e, cut in zip(toy.numbers(4).examples, (99, 99, 5, 3), strict=True)
    ]
    batch = [model.encode(example, random.Random(0)) for example in examples]
    assert len({len(item) for item in batch}) > 1
    total, count = 0.0, 0
    with torch.no_grad():
        for item in batch:
            ids = torch.tensor([(*item.inputs, *item.labels)])
            labels = torch.tensor([(*(-100,) * len(item.inputs), *item.labels)])
            total += model.model(input_ids=ids, labels=labels).loss.item() * len(item.labels)
            count += len(item.labels)
        assert model.loss(batch).item() == pytest.approx(total / count, rel=0.01)


# --- stopping ----------------------------------------------------------------------------------------------------


def test_the_best_is_kept_when_the_training_goes_wrong(toy, tmp_path):
    """After four epochs every number is shown backwards, so that the model unlearns what it knew."""
    asked = []

    def misleading(example, rng):
        if rng is None:
            return toy.prompt(example, None)
        asked.append(example)
        wrong = len(asked) > 4 * 270
        return toy.prompt(replace(example, source=example.source[::-1]) if wrong else example, rng)

    material, dev = toy.numbers(270), toy.numbers(40, first=500)
    long = replace(LEARN, epochs=30.0, dev_every=12, patience=2)
    tuned = tune(toy.make_causal(ask=misleading), material, long, tmp_path, dev=dev)
    result, curve = tuned.facts["result"], tuned.facts["curve"]
    best_step, best = max(curve[1:], key=lambda point: point[1])
    assert result["stopped"] == "patience"
    assert result["best_step"] == best_step == curve[-3][0]
    assert best > curve[-1][1] + 5
    assert result["interpolations"]["1.0"] == best  # the parameters of that step, not of the last
    assert tuned.after["chrf"].value >= best


def test_the_best_mixture_with_the_start_is_kept(learnt, toy, tmp_path):
    """What is learnt here is wrong by the held-out file, so the least of it is best."""
    backwards = [replace(e, target=" ".join(e.target.split()[::-1])) for e in toy.numbers(200).examples]
    material = Material(tuple(backwards), toy.numbers(200).origins)
    wrong = replace(LEARN, steps=20)
    tuned = tune(reloaded(toy, learnt[0].folder), material, wrong, tmp_path, dev=toy.numbers(40, first=700))
    found = tuned.facts["result"]["interpolations"]
    assert tuned.interpolation == 0.4
    assert found["0.4"] == max(found.values()) > found["1.0"] + 5
    assert tuned.after["chrf"].value == pytest.approx(found["0.4"])


def test_a_limit_of_minutes_ends_it(toy, tmp_path):
    tuned = tune(toy.make_causal(8), toy.numbers(100), replace(LEARN, epochs=1000.0, minutes=0.02), tmp_path)
    assert tuned.facts["result"]["stopped"] == "minutes"


# --- going on ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "stops", [[(1, "tuning")], [(17, "tuning")], [(10, "measuring"), (23, "tuning")], [(25, "interpolating")]], ids=str
)
def test_stopped_and_continued_is_the_same_to_the_bit(stops, uninterrupted, toy, tmp_path):
    for stop in stops:
        with pytest.raises(Stopped):
            tune(toy.make_causal(8, dropout=0.1), toy.numbers(300), BRIEF, tmp_path, stop_at(*stop))
        assert list(tmp_path.glob("checkpoint-*"))
        assert not (tmp_path / "tuning.json").exists()
    tune(toy.make_causal(8, dropout=0.1), toy.numbers(300), BRIEF, tmp_path)
    assert weights(tmp_path) == weights(uninterrupted)
    assert sorted(p.name for p in tmp_path.iterdir()) == sorted(p.name for p in uninterrupted.iterdir())


def test_going_on_does_not_begin_anew(toy, tmp_path):
    with pytest.raises(Stopped):
        tune(toy.make_causal(8), toy.numbers(300), BRIEF, tmp_path, stop_at(14))
    said = []
    tune(toy.make_causal(8), toy.numbers(300), BRIEF, tmp_path, said.append)
    assert said[0].step == 11


@pytest.fixture(scope="module")
def half_done(toy, tmp_path_factory):
    folder = tmp_path_factory.mktemp("half") / "adapter"
    with pytest.raises(Stopped):
        tune(toy.make_causal(8), toy.numbers(100), BRIEF, folder, stop_at(1))
    return folder


def test_other_data_settings_or_model_are_refused(half_done, toy):
    same = (toy.make_causal(8), toy.numbers(100), BRIEF)
    for place, other, says in (
        (0, replace(same[0], revision="2"), "with other model:"),
        (1, toy.numbers(101), "with other data:"),
        (2, replace(BRIEF, seed=2), "with other settings:"),
    ):
        given = [*same[:place], other, *same[place + 1 :]]
        with pytest.raises(InputError, match=says):
            tune(*given, half_done)


def test_a_damaged_checkpoint_is_named(half_done, toy, tmp_path):
    folder = tmp_path / "copy"
    shutil.copytree(half_done, folder)
    (state,) = folder.glob("checkpoint-*/state.pt")
    state.write_bytes(state.read_bytes()[:1000])
    with pytest.raises(WorkspaceError, match=f"{state.parent.name} is damaged"):
        tune(toy.make_causal(8), toy.numbers(100), BRIEF, folder)


def test_a_folder_that_is_taken_is_left_alone(learnt, toy, tmp_path):
    with pytest.raises(InputError, match="finished tuning already"):
        tune(toy.make_causal(), toy.numbers(100), LEARN, learnt[0].folder)
    (tmp_path / "thesis.txt").write_text("mine")
    with pytest.raises(InputError, match="is not empty"):
        tune(toy.make_causal(), toy.numbers(100), LEARN, tmp_path)
    with pytest.raises(InputError, match="is a file"):
        tune(toy.make_causal(), toy.numbers(100), LEARN, tmp_path / "thesis.txt")


# --- what is written beside it -----------------------------------------------------------------------------------


def test_the_card_names_data_settings_and_scores(learnt):
    tuned, _ = learnt
    card = (tuned.folder / "README.md").read_text()
    chrf = tuned.after["chrf"]
    for part in (
        "numbers.tsv", "0" * 64, "| 600 |", r"CC0 \<b\>", "570 sentence pairs", "30 held-out sentences of 3 documents",
        "rank: 32", "rate: 0.005", "seed: 1", f"{tuned.before['chrf'].value:.2f} | {chrf.value:.2f}", "nrefs:1",
        f"torch {torch.__version__.split('+')[0]}", f"{tuned.interpolation} was chosen", "revision 1",
    ):  # fmt: skip
        assert part in card, part
    assert "unused" not in card
    assert "<b>" not in card


def test_the_record_says_the_same_to_machines(learnt):
    tuned, _ = learnt
    record = json.loads((tuned.folder / "tuning.json").read_text())
    assert record == tuned.facts
    assert record["scores"]["after"]["chrf"]["value"] == tuned.after["chrf"].value
    assert record["material"][0]["counts"] == {"numbers": 600}
    assert record["settings"]["rank"] == 32
    assert record["examples"] == {"learnt_from": 570, "too_long": 0, "with_rejected_draft": 1}


def test_rejected_drafts_are_kept(learnt, uninterrupted):
    (line,) = (learnt[0].folder / "rejected.jsonl").read_text().splitlines()
    assert json.loads(line)["rejected"] == "nothing | at all"
    assert set(json.loads(line)) == {"source", "approved", "rejected"}
    assert not (uninterrupted / "rejected.jsonl").exists()


def test_a_loss_that_is_no_number_ends_it_and_the_checkpoint_stays(toy, tmp_path, monkeypatch):
    healthy, seen = Causal.loss, []

    def loss(self, batch):
        seen.append(batch)
        return healthy(self, batch) * (float("nan") if len(seen) == 16 else 1.0)

    monkeypatch.setattr(Causal, "loss", loss)
    with pytest.raises(InputError, match="update 16 is nan"):
        tune(toy.make_causal(8), toy.numbers(400), BRIEF, tmp_path / "out")
    assert [kept.name for kept in (tmp_path / "out").glob("checkpoint-*")] == ["checkpoint-00000010"]
    monkeypatch.undo()
    tuned = tune(toy.make_causal(8), toy.numbers(400), BRIEF, tmp_path / "out")
    assert tuned.facts["result"]["steps"] == 25
