"""The cut vocabulary on a tokenizer of a few words with all bytes, and on a Gemma 3 small enough to build in a test."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tokenizers import Tokenizer, decoders, models, normalizers

from workbench.translate.vocabulary import SPECIAL, Vocabulary

SPECIALS = ["<pad>", "<eos>", "<bos>", "<unk>"]
BYTES = [f"<0x{byte:02X}>" for byte in range(256)]
WORDS = ["▁the", "▁th", "▁peace", "▁talks", "صدر", "▁दिल्ली", "▁", "a", "b", "€"]
TOKENS = SPECIALS + BYTES + WORDS
BYTE_IDS = range(len(SPECIALS), len(SPECIALS) + len(BYTES))


def make_tokenizer():
    tokenizer = Tokenizer(
        models.BPE({t: i for i, t in enumerate(TOKENS)}, [], unk_token="<unk>", byte_fallback=True, fuse_unk=True)
    )
    tokenizer.normalizer = normalizers.Replace(" ", "▁")
    tokenizer.decoder = decoders.Sequence([decoders.Replace("▁", " "), decoders.ByteFallback(), decoders.Fuse()])
    return tokenizer


TOKENIZER = make_tokenizer()


def full(*tokens):
    return [TOKENS.index(token) for token in tokens]


def test_the_special_tokens_are_always_kept():
    assert list(Vocabulary([]).kept) == list(SPECIAL)


def test_ids_are_numbered_anew_in_order():
    vocabulary = Vocabulary([9, 7, 7, 300])
    assert list(vocabulary.kept) == [0, 1, 2, 3, 7, 9, 300]
    assert len(vocabulary) == 7
    assert vocabulary.shrink([9, 0, 300], TOKENIZER) == [5, 0, 6]
    assert vocabulary.restore([5, 0, 6]) == [9, 0, 300]


@pytest.mark.parametrize(
    ("token", "spelled"),
    [("€", [0xE2, 0x82, 0xAC]), ("▁the", list(b" the")), ("صدر", list("صدر".encode())), ("▁दिल्ली", list(" दिल्ली".encode()))],
)  # fmt: skip
def test_a_cut_token_is_spelled_in_bytes(token, spelled):
    vocabulary = Vocabulary(BYTE_IDS)
    assert vocabulary.restore(vocabulary.shrink(full(token), TOKENIZER)) == full(*(f"<0x{b:02X}>" for b in spelled))


def test_a_cut_token_is_spelled_in_the_longest_tokens_that_stay():
    vocabulary = Vocabulary([*BYTE_IDS, *full("▁", "▁th")])
    assert vocabulary.restore(vocabulary.shrink(full("▁the", "▁peace"), TOKENIZER)) == full(
        "▁th", "<0x65>", "▁", *(f"<0x{byte:02X}>" for byte in b"peace")
    )


def test_bytes_and_the_unknown_are_not_for_writing():
    vocabulary = Vocabulary([*full("<0x41>", "<0xFF>"), *full("▁the")])
    assert vocabulary.restore(vocabulary.unwritten(TOKENIZER)) == full("<unk>", "<0x41>", "<0xFF>")


def test_without_its_bytes_a_cut_token_cannot_be_spelled():
    with pytest.raises(KeyError):
        Vocabulary([]).shrink(full("€"), TOKENIZER)


@given(st.sets(st.sampled_from(full(*WORDS))), st.lists(st.sampled_from(full(*WORDS)), max_size=12))
def test_shrink_and_restore_keep_the_text(kept, ids):
    vocabulary = Vocabulary([*BYTE_IDS, *kept])
    small = vocabulary.shrink(ids, TOKENIZER)
    assert all(0 <= i < len(vocabulary) for i in small)
    assert TOKENIZER.decode(vocabulary.restore(small)) == TOKENIZER.decode(ids)


@given(st.sets(st.integers(0, len(TOKENS) - 1)))
def test_kept_ids_come_back_as_they_were(kept):
    vocabulary = Vocabulary(kept)
    ids = [int(i) for i in vocabulary.kept]
    assert vocabulary.shrink(ids, TOKENIZER) == list(range(len(vocabulary)))
    assert vocabulary.restore(range(len(vocabulary))) == ids


@given(st.sets(st.integers(0, 900)), st.integers(901, 930))
def test_write_and_read(tmp_path_factory, kept, size):
    path = tmp_path_factory.mktemp("vocabulary") / "vocabulary.bin"
    Vocabulary(kept).write(path, size)
    assert path.stat().st_size == -(-size // 8)
    assert list(Vocabulary.read(path).kept) == list(Vocabulary(kept).kept)


def test_a_cut_model_gives_the_same_logits_for_the_tokens_it_kept():
    torch = pytest.importorskip("torch")
    from transformers import Gemma3ForCausalLM, Gemma3TextConfig

    torch.manual_seed(3)
    config = Gemma3TextConfig(
        vocab_size=60, hidden_size=16, intermediate_size=32, num_hidden_layers=2, num_attention_heads=2,
        num_key_value_heads=1, head_dim=8, sliding_window=8, max_position_embeddings=32,
        pad_token_id=0, eos_token_id=1, bos_token_id=2, tie_word_embeddings=True,
    )  # fmt: skip
    model = Gemma3ForCausalLM(config).eval()
    vocabulary = Vocabulary([5, 8, 13, 21, 34, 55])
    ids = [2, 13, 55, 8, 34, 5]
    with torch.inference_mode():
        whole = model(torch.tensor([ids])).logits
    vocabulary.cut(model)
    with torch.inference_mode():
        cut = model(torch.tensor([vocabulary.shrink(ids, TOKENIZER)])).logits
    assert cut.shape[-1] == len(vocabulary) == model.config.vocab_size
    torch.testing.assert_close(cut, whole[..., torch.from_numpy(vocabulary.kept)])
    assert model.get_output_embeddings().weight is model.get_input_embeddings().weight
    assert (model.config.pad_token_id, model.config.eos_token_id, model.config.bos_token_id) == (0, 1, 2)
    assert sum(p.numel() for n, p in model.named_parameters() if "embed" in n) == len(vocabulary) * 16
