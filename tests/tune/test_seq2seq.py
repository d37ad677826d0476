"""Tuning real, tiny translation models: a MarianMT one that learns other words, an NLLB one that learns its first."""

import itertools
import random

import pytest
import torch

from workbench.errors import InputError, ModelUnavailable
from workbench.evaluate import score
from workbench.settings import Settings
from workbench.translate import marian
from workbench.translate.quiet import quiet
from workbench.tune import MERGED, Example, Material, Tuning, open_checkpoint, tune
from workbench.tune.examples import Origin
from workbench.tune.split import hold_out

LEARN = Tuning(rank=16, rate=1e-2, batch_tokens=400, epochs=8.0, dev_every=60, threads=1, dev_examples=20)


@pytest.fixture(scope="module")
def renamed(tiny):
    """The toy sentences of Urdu, in which every subject and thing has the English of the next one."""
    choices = list(itertools.product(range(6), range(6), range(4)))
    random.Random(1).shuffle(choices)
    examples = tuple(
        Example(
            tiny.sentence("ur", s, o, v), tiny.sentence("en", (s + 1) % 6, (o + 1) % 6, v), "ur", f"part {number // 8}"
        )
        for number, (s, o, v) in enumerate(choices)
    )
    return Material(examples, (Origin("renamed.tsv", "1" * 64, {"toy": len(examples)}),))


@pytest.fixture(scope="module")
def tuned(tiny_marian, renamed, tmp_path_factory):
    folder = tmp_path_factory.mktemp("tuned") / "tiny-renamed"
    return tune(open_checkpoint(tiny_marian, LEARN), renamed, LEARN, folder)


def test_marian_learns_other_words(tuned):
    assert tuned.before["chrf"].value < 75
    assert tuned.after["chrf"].value > 95


@pytest.mark.parametrize("backend", ["transformers", "ctranslate2"])
def test_the_merged_folder_is_one_that_the_marian_engine_reads(tuned, renamed, tiny_cache, backend):
    settings = Settings(threads=1, beam=1, cache=tiny_cache)
    engine = marian.open_folder(tuned.folder / MERGED, settings, backend=backend)
    dev = hold_out(renamed.examples, 20).dev
    found = engine.translate([example.source for example in dev], "ur", engine.default)
    chrf = score([hypothesis.text for hypothesis in found], [example.target for example in dev])["chrf"].value
    assert chrf == pytest.approx(tuned.after["chrf"].value, abs=3)
    assert engine.positions == 64


def test_the_adapter_names_the_model_and_no_folder(tuned, tiny_marian):
    config = (tuned.folder / "adapter_config.json").read_text()
    assert '"base_model_name_or_path": "tiny-mul-en"' in config
    for path in tuned.folder.rglob("*.json"):
        assert str(tiny_marian.parent) not in path.read_text(), path.name
    assert tuned.facts["base"]["kind"] == "seq2seq"


def test_the_loss_is_that_of_the_whole_model(tiny_marian, renamed):
    model = open_checkpoint(tiny_marian, LEARN)
    model.model.eval()
    batch = [model.encode(example, random.Random(0)) for example in renamed.examples[:5]]
    pad = model.model.config.pad_token_id
    rows = [torch.tensor(item.inputs) for item in batch]
    ids = torch.nn.utils.rnn.pad_sequence(rows, batch_first=True, padding_value=pad)
    labels = torch.nn.utils.rnn.pad_sequence([torch.tensor(i.labels) for i in batch], True, -100)
    with torch.no_grad():
        whole = model.model.get_base_model()(input_ids=ids, attention_mask=(ids != pad).long(), labels=labels).loss
        assert model.loss(batch).item() == pytest.approx(whole.item(), rel=0.02)


def test_other_models_are_refused(tmp_path, tiny_marian):
    (tmp_path / "config.json").write_text('{"model_type": "bert"}')
    with pytest.raises(InputError, match="holds a 'bert' model: tuning takes marian and m2m_100 ones"):
        open_checkpoint(tmp_path, LEARN)
    (tmp_path / "config.json").write_bytes((tiny_marian / "config.json").read_bytes())
    with pytest.raises(ModelUnavailable, match="it has no"):
        open_checkpoint(tmp_path, LEARN)


# --- NLLB --------------------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def tiny_nllb(renamed, tmp_path_factory):
    """An NLLB folder whose model has learnt nothing; its pieces are those of the toy sentences."""
    from transformers import M2M100Config, M2M100ForConditionalGeneration, NllbTokenizer

    folder = tmp_path_factory.mktemp("nllb") / "tiny-nllb"
    with quiet(), torch.random.fork_rng():
        torch.manual_seed(3)
        lines = [text for example in renamed.examples for text in (example.source, example.target)]
        codes = ["arb_Arab", "eng_Latn", "hin_Deva", "urd_Arab"]
        tokenizer = NllbTokenizer(additional_special_tokens=codes).train_new_from_iterator(lines, 300)
        tokenizer.save_pretrained(folder)
        M2M100ForConditionalGeneration(
            M2M100Config(
                vocab_size=len(tokenizer), d_model=64, encoder_layers=2, decoder_layers=2, encoder_attention_heads=4,
                decoder_attention_heads=4, encoder_ffn_dim=128, decoder_ffn_dim=128, max_position_embeddings=64,
                dropout=0.0, attention_dropout=0.0, encoder_layerdrop=0.0, decoder_layerdrop=0.0, init_std=0.1,
                scale_embedding=True, decoder_start_token_id=2,
            )
        ).save_pretrained(folder)  # fmt: skip
    return folder


def test_nllb_learns_its_first_words(tiny_nllb, renamed, tmp_path):
    tuning = Tuning(rank=32, rate=5e-3, batch_tokens=800, epochs=30.0, dev_every=100, threads=1, dev_examples=20)
    model = open_checkpoint(tiny_nllb, tuning)
    encoded = model.encode(renamed.examples[0], random.Random(0))
    tokenizer = model.coder._tokenizer
    assert tokenizer.convert_ids_to_tokens([encoded.inputs[0], encoded.inputs[-1]]) == ["urd_Arab", "</s>"]
    assert tokenizer.convert_ids_to_tokens([encoded.labels[0], encoded.labels[-1]]) == ["eng_Latn", "</s>"]
    assert model.coder.text(encoded.labels) == renamed.examples[0].target
    tuned = tune(model, renamed, tuning, tmp_path / "out")
    assert tuned.before["chrf"].value < 20
    assert tuned.after["chrf"].value > 80
    again = open_checkpoint(tmp_path / "out" / MERGED, tuning)
    dev = hold_out(renamed.examples, 20).dev
    assert score(again.decode(dev), [e.target for e in dev])["chrf"].value > 80
