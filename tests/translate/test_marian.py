"""The marian engine on a checkpoint that really translates: the toy one of tiny.py."""

import json
import math
import shutil
import socket
from dataclasses import replace
from pathlib import Path

import pytest

from workbench.errors import ModelUnavailable, UnknownLanguage
from workbench.translate import checkpoints, marian, marian_backends
from workbench.translate.engine import Decoding, length_cap

GREEDY = Decoding(beam=1)
BEAM = Decoding(beam=4)

SENTENCES = [
    ("ur", "وزیر نے شہر کو دیکھا۔", "The minister saw the city."),
    ("ur", "ڈاکٹر نے خط کو مسترد کیا۔", "The doctor rejected the letter."),
    ("hi", "सेना ने पुल को बंद किया।", "The army closed the bridge."),
    ("hi", "किसान ने पानी को देखा।", "The farmer saw the water."),
    ("ar", "فتح الصحفي المدرسة.", "The reporter opened the school."),
    ("ar", "رفض المحكمة التقرير.", "The court rejected the report."),
]
STRANGE = "मंत्री ने कुछ और ही किया।"
"""Made of letters the model knows and words it does not: its probabilities are not all near one."""


@pytest.fixture(scope="module")
def yardstick(tiny_marian, settings):
    return marian.open_folder(tiny_marian, settings, backend="transformers")


@pytest.fixture(scope="module")
def fast(tiny_marian, settings):
    return marian.open_folder(tiny_marian, settings, precision="float32")


@pytest.fixture(scope="module")
def engines(yardstick, fast, tiny_marian, settings):
    return {
        "transformers": yardstick,
        "bfloat16": marian.open_folder(tiny_marian, settings, backend="transformers", precision="bfloat16"),
        "ctranslate2": fast,
        "int8": marian.open_folder(tiny_marian, settings),
    }


@pytest.fixture
def copy(tiny_marian, tmp_path) -> Path:
    """A copy of the checkpoint that a test may damage."""
    return Path(shutil.copytree(tiny_marian, tmp_path / "copy"))


# --- translating -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("decoding", [GREEDY, BEAM], ids=["greedy", "beam"])
@pytest.mark.parametrize("kind", ["transformers", "bfloat16", "ctranslate2", "int8"])
def test_translates(engines, kind, decoding):
    for language, source, target in SENTENCES:
        (hypothesis,) = engines[kind].translate([source], language, decoding)
        assert hypothesis.text == target
        assert -0.2 < hypothesis.score < 0
        assert hypothesis.tokens > 5


def test_every_toy_sentence_in_one_batch_and_in_order(engines, tiny):
    sources, targets = zip(*tiny.pairs(), strict=True)
    for kind in ("ctranslate2", "int8"):
        assert [h.text for h in engines[kind].translate(sources, "ur", BEAM)] == list(targets)


def test_order_survives_sorting_by_length_and_empty_sources(engines):
    mixed = [SENTENCES[2][1], "", SENTENCES[3][1], " \u200f\n", STRANGE, SENTENCES[2][1]]
    for engine in engines.values():
        found = [h.text for h in engine.translate(mixed, "hi", GREEDY)]
        assert found[:4] == [SENTENCES[2][2], "", SENTENCES[3][2], ""]
        assert found[5] == SENTENCES[2][2]
        assert engine.translate([""], "hi", GREEDY)[0].score == 0.0
        assert engine.translate([], "hi", GREEDY) == []


@pytest.mark.parametrize(
    "decoding", [GREEDY, BEAM, Decoding(beam=4, no_repeat_ngram=4)], ids=["greedy", "beam", "no-repeat"]
)
def test_backends_agree_on_text_and_score(yardstick, fast, decoding):
    sources = [source for _, source, _ in SENTENCES] + [STRANGE, "وزیر وزیر وزیر"]
    left, right = (engine.translate(sources, "hi", decoding) for engine in (yardstick, fast))
    assert [h.text for h in left] == [h.text for h in right]
    assert [h.tokens for h in left] == [h.tokens for h in right]
    assert [h.score for h in left] == pytest.approx([h.score for h in right], abs=1e-3)
    assert min(h.score for h in left) < -0.03


def test_score_is_the_mean_over_the_tokens_and_the_end(yardstick, fast):
    """By hand: the log-probability of each next token, with the padding token out of the running."""
    import torch

    source, target = (yardstick.pieces.framed(["▁", "स"]), ["▁", "T", "h"])
    backend = yardstick.backend
    numbers = [backend._vocabulary[token] for token in [*target, "</s>"]]
    given = torch.tensor([[backend._vocabulary[token] for token in source]])
    total = 0.0
    with torch.inference_mode():
        for i, number in enumerate(numbers):
            before = torch.tensor([[backend._start, *numbers[:i]]])
            logits = backend._model(input_ids=given, decoder_input_ids=before).logits[0, -1, :-1]
            total += logits.log_softmax(-1)[number].item()
    assert backend.score([source], [target]) == pytest.approx([total / 4], abs=1e-4)
    assert fast.backend.score([source], [target]) == pytest.approx([total / 4], abs=1e-3)


def test_padding_takes_no_probability(copy, settings, yardstick, fast):
    """Marian has no padding token; a converted checkpoint gives it a logit like any other."""
    from safetensors.torch import load_file, save_file

    tensors = load_file(copy / "model.safetensors")
    tensors["final_logits_bias"][0, -1] = 15.0
    save_file(tensors, copy / "model.safetensors", metadata={"format": "pt"})
    for backend, same in (("transformers", yardstick), ("ctranslate2", fast)):
        likely = marian.open_folder(copy, settings, backend=backend, precision="float32")
        for decoding in (GREEDY, BEAM):
            (left,), (right,) = (engine.translate([STRANGE], "hi", decoding) for engine in (likely, same))
            assert left.text == right.text
            assert left.score == pytest.approx(right.score, abs=1e-4)


def test_search_score_is_the_score_of_the_text(fast):
    for decoding in (GREEDY, BEAM):
        source = fast.pieces.framed(fast.pieces.encode(STRANGE))
        ((target, score),) = fast.backend.decode([source], decoding, 60)
        assert fast.backend.score([source], [target]) == pytest.approx([score], abs=1e-3)


def test_beam_finds_no_less_likely_text_than_greedy(fast):
    source = "फल पुल नगर कल"
    greedy, beam = (fast.translate([source], "hi", decoding)[0] for decoding in (GREEDY, BEAM))
    assert beam.score >= greedy.score - 1e-5  # the same text's sums differ in the last bits


def repeated(tokens: list[str], n: int) -> int:
    grams = [tuple(tokens[i : i + n]) for i in range(len(tokens) - n + 1)]
    return len(grams) - len(set(grams))


@pytest.mark.parametrize("kind", ["transformers", "ctranslate2"])
def test_penalties_reach_the_search(engines, kind):
    """`The minister saw the minister`-like texts repeat pieces; forbidden to, the search must write something else."""
    engine = engines[kind]
    source = engine.pieces.framed(engine.pieces.encode(SENTENCES[0][1]))
    ((free, _),) = engine.backend.decode([source], GREEDY, 60)
    ((bound, _),) = engine.backend.decode([source], replace(GREEDY, no_repeat_ngram=2), 60)
    ((dear, _),) = engine.backend.decode([source], replace(GREEDY, repetition_penalty=3.0), 60)
    assert repeated(free, 2) > 0
    assert repeated(bound, 2) == 0
    assert repeated(dear, 1) < repeated(free, 1)


def test_penalised_scores_are_the_models_own(fast):
    """A score says how sure the model is of the text, so it must not depend on how the text was found."""
    decoding = replace(GREEDY, no_repeat_ngram=2)
    source = fast.pieces.framed(fast.pieces.encode(SENTENCES[0][1]))
    ((tokens, penalised),) = fast.backend.decode([source], decoding, 60)
    (hypothesis,) = fast.translate([SENTENCES[0][1]], "ur", decoding)
    assert hypothesis.score == pytest.approx(fast.backend.score([source], [tokens])[0])
    assert hypothesis.score < penalised - 0.05


@pytest.mark.parametrize("kind", ["transformers", "ctranslate2"])
def test_output_is_capped_for_each_sentence(engines, kind, monkeypatch):
    engine = engines[kind]
    sources = [SENTENCES[2][1], SENTENCES[3][1] + " " + SENTENCES[3][1]]
    first, second = engine.lengths(sources, "hi")
    monkeypatch.setattr(marian, "length_cap", lambda n: 5 if n == first else length_cap(n))
    short, whole = engine.translate(sources, "hi", GREEDY)
    assert first != second
    assert short.tokens == 5
    assert SENTENCES[2][2].startswith(short.text)
    assert whole.tokens > 5
    assert short.score < -1  # a text that stops in mid-word is an unlikely one


def test_a_sentence_longer_than_the_model_is_translated_in_parts(engines):
    """The toy model has 64 places; without the cut, both backends fail on the 65th."""
    long = " ".join(source for language, source, _ in SENTENCES if language == "hi") * 5
    for engine in engines.values():
        (hypothesis,) = engine.translate([long], "hi", GREEDY)
        runs = marian.windows(engine.pieces.encode(long), 63)
        alone = engine.backend.decode([engine.pieces.framed(run) for run in runs], GREEDY, 64)
        assert len(runs) > 2
        assert hypothesis.text == " ".join(engine.pieces.decode(tokens) for tokens, _ in alone)
        assert hypothesis.tokens == sum(len(tokens) for tokens, _ in alone)
        assert hypothesis.score < 0


@pytest.mark.parametrize(
    ("pieces", "room", "runs"),
    [
        ("", 3, []),
        ("▁a ▁b", 3, ["▁a ▁b"]),
        ("▁a ▁b ▁c ▁d", 3, ["▁a ▁b ▁c", "▁d"]),
        ("▁a b ▁c d ▁e", 3, ["▁a b", "▁c d ▁e"]),
        ("a b c d e f g", 3, ["a b c", "d e f", "g"]),  # no word starts: cut where it must be
    ],
)
def test_windows(pieces, room, runs):
    assert marian.windows(pieces.split(), room) == [run.split() for run in runs]


# --- text and tokens ---------------------------------------------------------------------------------------------


@pytest.mark.filterwarnings("ignore:Recommended. pip install sacremoses")
@pytest.mark.parametrize("multi", [False, True], ids=["one-target", "many-targets"])
def test_tokens_are_those_of_the_tokenizer(tiny, tiny_marian, tmp_path, multi):
    from transformers import MarianTokenizer

    folder = tiny.multi_target(tiny_marian, tmp_path / "multi") if multi else tiny_marian
    tokenizer = MarianTokenizer.from_pretrained(folder)
    pieces = marian.Pieces(folder)
    for _, source, _ in SENTENCES:
        theirs = tokenizer.convert_ids_to_tokens(tokenizer(">>eng<< " * multi + source)["input_ids"])
        assert pieces.framed(pieces.encode(source)) == theirs
        assert (theirs[0] == ">>eng<<") == multi
        assert theirs[-1] == "</s>"


@pytest.mark.parametrize("backend", ["transformers", "ctranslate2"])
def test_a_model_of_many_targets_is_told_to_write_english(tiny, tiny_marian, tmp_path, settings, fast, backend):
    folder = tiny.multi_target(tiny_marian, tmp_path / "multi")
    engine = marian.open_folder(folder, settings, backend=backend, precision="float32")
    sources = [source for _, source, _ in SENTENCES]
    assert [h.text for h in engine.translate(sources, "ar", BEAM)] == [target for *_, target in SENTENCES]
    assert engine.signature(BEAM).settings["prefix"] == ">>eng<<"
    assert engine.lengths(sources, "ar") == [n + 1 for n in fast.lengths(sources, "ar")]


def test_text_that_looks_like_a_token_is_text(tiny, tiny_marian, tmp_path):
    pieces = marian.Pieces(tiny.multi_target(tiny_marian, tmp_path / "multi"))
    found = pieces.encode("</s> >>fra<< <pad> सेना")
    assert not {"</s>", ">>fra<<", "<pad>"} & set(found)
    assert found[-4:] == pieces.encode("सेना")[-4:]


@pytest.mark.parametrize(
    ("text", "normal"),
    [
        ("“ا” قال", '"ا" قال'),
        ("it’s", "it's"),
        ("  a \t b\n", "a b"),
        ("\u2067عربي\u2069", "عربي"),
        ("\ufeffa\u200bb", "a b"),
        ("،؛؟۔।", "،؛؟۔।"),
    ],
)
def test_normalise(text, normal):
    assert marian.normalise(text) == normal


def test_lengths_count_what_the_model_sees(yardstick):
    assert yardstick.lengths(["", "सेना"], "hi") == [1, 1 + len(yardstick.pieces.encode("सेना"))]


# --- what an engine says of itself -------------------------------------------------------------------------------


def test_signature(fast, yardstick, tiny_marian):
    signature = fast.signature(replace(BEAM, no_repeat_ngram=5))
    assert (signature.engine, signature.model, signature.preview) == ("marian", "tiny-mul-en", False)
    assert signature.revision == checkpoints.revision_of(tiny_marian)
    assert signature.settings == {
        "backend": "ctranslate2", "precision": "float32", "beam": 4, "no_repeat_ngram": 5, "repetition_penalty": 1.0,
        "prefix": "",
    }  # fmt: skip
    assert signature.software.startswith("ctranslate2 4.")
    assert "transformers 5." in signature.software
    assert "torch" in yardstick.signature(BEAM).software


def test_int8_is_the_default_where_ctranslate2_is(engines):
    settings = engines["int8"].signature(BEAM).settings
    assert settings["backend"] == "ctranslate2"
    assert settings["precision"].startswith("int8")


def test_transformers_is_the_default_where_ctranslate2_is_not(tiny_marian, settings, monkeypatch):
    monkeypatch.setattr(marian, "has_package", lambda name: name != "ctranslate2")
    assert marian.open_folder(tiny_marian, settings).backend.name == "transformers"


@pytest.mark.parametrize(("beam", "expected"), [(None, 4), (1, 1), (6, 6)])
def test_default_search(tiny_marian, settings, beam, expected):
    engine = marian.open_folder(tiny_marian, replace(settings, beam=beam), precision="float32")
    assert engine.default == Decoding(beam=expected)


def test_a_precision_the_processor_lacks_falls_back(tiny_marian, settings):
    engine = marian.open_folder(tiny_marian, settings, precision="float16")
    assert engine.signature(BEAM).settings["precision"] != "float16"
    assert engine.translate([SENTENCES[0][1]], "ur", GREEDY)[0].text == SENTENCES[0][2]


@pytest.mark.parametrize(
    ("source", "target", "languages"),
    [
        ("ar", "en", {"ar"}),
        ("ara", "eng", {"ar"}),
        ("inc", "en", {"hi", "ur"}),
        ("hin+urd", "eng", {"hi", "ur"}),
        ("mul", "deu+eng", {"ar", "hi", "ur"}),
        (None, None, {"ar", "hi", "ur"}),
    ],
)
def test_languages_of_a_folder(copy, settings, source, target, languages):
    rewrite(copy / "tokenizer_config.json", source_lang=source, target_lang=target)
    assert marian.open_folder(copy, settings, precision="float32").languages == languages


def test_languages_of_a_known_model_are_the_catalogues(copy, settings):
    """The Indic model says `inc` of itself, which is more than it can do; the catalogue knows better."""
    rewrite(copy / "tokenizer_config.json", source_lang="ara")
    (copy / checkpoints.RECORD).write_text(
        json.dumps({"hub_id": "Helsinki-NLP/opus-mt-tc-bible-big-inc-en", "revision": "a" * 40})
    )
    engine = marian.open_folder(copy, settings, precision="float32")
    assert engine.languages == {"hi", "ur"}
    assert engine.signature(BEAM).model == "Helsinki-NLP/opus-mt-tc-bible-big-inc-en"
    assert engine.signature(BEAM).revision == "a" * 40


def rewrite(path: Path, **changes) -> None:
    values = {**json.loads(path.read_text()), **changes}
    path.write_text(json.dumps({key: value for key, value in values.items() if value is not None}))


def test_a_language_it_does_not_translate(fast):
    with pytest.raises(UnknownLanguage, match="tiny-mul-en translates ar, hi, ur, not 'fa'"):
        fast.translate(["متن"], "fa", GREEDY)
    with pytest.raises(UnknownLanguage):
        fast.lengths(["متن"], "fa")


# --- loading -----------------------------------------------------------------------------------------------------


def test_load_by_folder(tiny_marian, settings):
    engine = marian.load(replace(settings, model=str(tiny_marian)), "hi")
    assert engine.translate([SENTENCES[2][1]], "hi", engine.default)[0].text == SENTENCES[2][2]


@pytest.mark.parametrize("model", [None, "opus-mt-tc-bible-big-inc-en"])
def test_load_by_name(tiny_marian, tmp_path, settings, model):
    cache = tmp_path / "cache"
    shutil.copytree(tiny_marian, checkpoints.folder_of("Helsinki-NLP/opus-mt-tc-bible-big-inc-en", cache))
    engine = marian.load(replace(settings, cache=cache, model=model), "ur", precision="float32")
    assert engine.model == "Helsinki-NLP/opus-mt-tc-bible-big-inc-en"


@pytest.mark.parametrize(
    ("model", "language", "sentence"),
    [
        (
            None,
            "ar",
            "opus-mt-tc-big-ar-en is not on this machine: run `workbench models pull Helsinki-NLP/opus-mt-tc-big",
        ),
        (
            "opus-mt-ar-en",
            "ar",
            "`workbench models pull Helsinki-NLP/opus-mt-ar-en` where there is a network, or pass --mod",
        ),
        ("no-such-model", "ar", "no-such-model is not on this machine: check the name, or pass --model FOLDER."),
        ("/no/such/folder", "ar", "/no/such/folder is not on this machine"),
        ("embedded", "ar", "choose --engine embedded"),
    ],
)
def test_load_what_is_not_here(tmp_path, settings, model, language, sentence):
    with pytest.raises(ModelUnavailable) as error:
        marian.load(replace(settings, cache=tmp_path, model=model), language)
    assert sentence in str(error.value)
    assert_one_sentence(error.value)


def test_load_for_a_language_the_model_does_not_translate(copy, settings):
    rewrite(copy / "tokenizer_config.json", source_lang="ara")
    with pytest.raises(ModelUnavailable, match="translates ar, not ur: choose another --model"):
        marian.load(replace(settings, model=str(copy)), "ur", precision="float32")


@pytest.mark.parametrize(("absent", "backend"), [("ctranslate2", "ctranslate2"), ("torch", "transformers")])
def test_packages_that_are_not_installed(tiny_marian, settings, monkeypatch, absent, backend):
    monkeypatch.setattr(marian, "has_package", lambda name: name != absent)
    with pytest.raises(ModelUnavailable, match=rf"{absent}.*pip install 'translation-workbench\[marian\]'"):
        marian.open_folder(tiny_marian, settings, backend=backend)


def test_a_converted_model_needs_no_torch(tiny_marian, settings, fast, tmp_path, monkeypatch):
    monkeypatch.setattr(marian_backends, "has_package", lambda name: name != "torch")
    assert marian.open_folder(tiny_marian, settings, precision="float32").languages == fast.languages
    with pytest.raises(ModelUnavailable, match="takes PyTorch"):
        marian.open_folder(tiny_marian, replace(settings, cache=tmp_path), precision="float32")


@pytest.mark.parametrize("backend", ["ctranslate2", "transformers"])
def test_loading_and_translating_touch_no_network(tiny_marian, settings, tmp_path, monkeypatch, backend):
    def refuse(*args, **kwargs):
        raise AssertionError("the network was touched")

    for name in ("getaddrinfo", "create_connection"):
        monkeypatch.setattr(socket, name, refuse)
    monkeypatch.setattr(socket.socket, "connect", refuse)
    engine = marian.open_folder(tiny_marian, replace(settings, cache=tmp_path), backend=backend, precision="float32")
    assert engine.translate([SENTENCES[0][1]], "ur", GREEDY)[0].text == SENTENCES[0][2]


# --- the conversion ----------------------------------------------------------------------------------------------


def conversions(cache: Path) -> dict[str, tuple[int, int]]:
    paths = [path for path in (cache / "ct2").rglob("*") if path.is_file() and path.suffix != ".lock"]
    return {str(path.relative_to(cache)): (path.stat().st_ino, path.stat().st_mtime_ns) for path in paths}


def test_converted_once(tiny_marian, tmp_path, settings):
    here, told = replace(settings, cache=tmp_path), []
    marian.open_folder(tiny_marian, here, told.append)
    before = conversions(tmp_path)
    marian.open_folder(tiny_marian, here, told.append)
    assert conversions(tmp_path) == before
    assert told == ["Converting tiny-mul-en to int8, which is done once."]
    revision = checkpoints.revision_of(tiny_marian)
    assert {Path(name).parts[1] for name in before} == {f"tiny-mul-en-{revision}-int8"}


def test_each_precision_and_each_version_has_its_own(copy, tmp_path, settings):
    here = replace(settings, cache=tmp_path)
    for precision in ("int8", "float32"):
        marian.open_folder(copy, here, precision=precision)
    rewrite(copy / "tokenizer_config.json", source_lang="inc")
    marian.open_folder(copy, here)
    assert len({Path(name).parts[1] for name in conversions(tmp_path)}) == 3


def test_an_interrupted_conversion_is_made_again(tiny_marian, tmp_path, settings):
    target = tmp_path / "ct2" / f"tiny-mul-en-{checkpoints.revision_of(tiny_marian)}-int8"
    partial = target.with_name(f"{target.name}.partial")
    partial.mkdir(parents=True)
    (partial / "model.bin").write_bytes(b"half")
    engine = marian.open_folder(tiny_marian, replace(settings, cache=tmp_path))
    assert engine.translate([SENTENCES[0][1]], "ur", GREEDY)[0].text == SENTENCES[0][2]
    assert target.is_dir()
    assert not partial.exists()


@pytest.mark.parametrize("harm", ["model.bin", "config.json", "shared_vocabulary.json"])
def test_a_damaged_conversion_is_made_again(tiny_marian, tmp_path, settings, harm):
    here = replace(settings, cache=tmp_path)
    marian.open_folder(tiny_marian, here)
    (path,) = tmp_path.rglob(harm)
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])
    engine = marian.open_folder(tiny_marian, here)
    assert engine.translate([SENTENCES[0][1]], "ur", GREEDY)[0].text == SENTENCES[0][2]


def test_a_cache_that_cannot_be_written_to(tiny_marian, tmp_path, settings):
    (tmp_path / "file").write_text("not a folder")
    with pytest.raises(ModelUnavailable, match="set WORKBENCH_CACHE") as error:
        marian.open_folder(tiny_marian, replace(settings, cache=tmp_path / "file"))
    assert_one_sentence(error.value)


# --- damaged folders ---------------------------------------------------------------------------------------------


def cut(path: Path) -> None:
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])


def without_a_tensor(folder: Path) -> None:
    from safetensors.torch import load_file, save_file

    tensors = load_file(folder / "model.safetensors")
    del tensors["model.encoder.layers.1.fc1.weight"]
    save_file(tensors, folder / "model.safetensors")


def pickled(folder: Path) -> None:
    (folder / "model.safetensors").unlink()
    (folder / "pytorch_model.bin").write_bytes(b"not a pickle at all")


DAMAGE = {
    "empty": (lambda folder: [path.unlink() for path in folder.iterdir()], "it is empty"),
    "no config": (lambda folder: (folder / "config.json").unlink(), "it has no config.json"),
    "no vocabulary": (lambda folder: (folder / "vocab.json").unlink(), "it has no vocab.json"),
    "no weights": (lambda folder: (folder / "model.safetensors").unlink(), "it has no model.safetensors"),
    "no sentencepiece": (lambda folder: (folder / "source.spm").unlink(), "it has no source.spm"),
    "half a config": (lambda folder: cut(folder / "config.json"), "config.json is not readable JSON"),
    "a list for a config": (lambda folder: (folder / "config.json").write_text("[]"), "config.json is not a JSON object"),
    "half the weights": (lambda folder: cut(folder / "model.safetensors"), "model.safetensors is not whole"),
    "weights of nothing": (lambda folder: (folder / "model.safetensors").write_bytes(b""), "is not whole"),
    "a missing tensor": (without_a_tensor, "lack 1 tensors, model.encoder.layers.1.fc1.weight"),
    "no pickle": (pickled, "its weights cannot be read"),
    "half a vocabulary": (lambda folder: cut(folder / "vocab.json"), "its vocabulary cannot be read"),
    "half a sentencepiece": (lambda folder: cut(folder / "source.spm"), "its vocabulary cannot be read"),
    "no unknown word": (lambda folder: (folder / "vocab.json").write_text('{"</s>": 0}'), "its vocabulary cannot be read"),
    "other sizes": (lambda folder: rewrite(folder / "config.json", d_model=64), "its weights cannot be read"),
    "another family": (lambda folder: rewrite(folder / "config.json", model_type="bart"), "holds a 'bart' model"),
    "two vocabularies": (lambda folder: rewrite(folder / "tokenizer_config.json", separate_vocabs=True), "two vocabularies"),
    "from German": (lambda folder: rewrite(folder / "tokenizer_config.json", source_lang="de"), "from 'de', none of"),
    "to French": (lambda folder: rewrite(folder / "tokenizer_config.json", target_lang="fr"), "to 'fr', not to English"),
}  # fmt: skip


@pytest.mark.parametrize("damage", DAMAGE)
def test_a_damaged_folder_gets_one_sentence(copy, settings, damage, capfd):
    harm, sentence = DAMAGE[damage]
    harm(copy)
    for backend in ("ctranslate2", "transformers"):
        with pytest.raises(ModelUnavailable) as error:
            marian.open_folder(copy, settings, backend=backend)
        assert sentence in str(error.value)
        assert_one_sentence(error.value)
    assert capfd.readouterr() == ("", "")


def assert_one_sentence(error: Exception) -> None:
    text = str(error)
    assert text.endswith(".")
    assert "\n" not in text
    assert ". " not in text
    assert len(text) < 400


@pytest.mark.parametrize("backend", ["ctranslate2", "transformers"])
def test_weights_that_are_not_numbers(copy, tmp_path, settings, backend):
    import torch
    from safetensors.torch import load_file, save_file

    tensors = load_file(copy / "model.safetensors")
    tensors["model.decoder.layers.0.fc2.weight"] = torch.full_like(
        tensors["model.decoder.layers.0.fc2.weight"], math.nan
    )
    save_file(tensors, copy / "model.safetensors", metadata={"format": "pt"})
    engine = marian.open_folder(copy, replace(settings, cache=tmp_path), backend=backend, precision="float32")
    with pytest.raises(ModelUnavailable, match="computes no numbers"):
        engine.translate([SENTENCES[0][1]], "ur", GREEDY)
