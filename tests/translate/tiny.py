"""A MarianMT checkpoint small enough to train in a test run. It knows 16 words of each language, and no grammar but theirs.

It is a real one: sentencepiece models, `vocab.json`, `config.json` and safetensors as `save_pretrained` writes them.
`python tests/translate/tiny.py FOLDER` makes one by hand.
"""

from __future__ import annotations

import io
import itertools
import json
import shutil
import sys
import warnings
from pathlib import Path

# Subject, object, verb: word order is subject-object-verb in Urdu and Hindi, verb-subject-object in Arabic.
WORDS = {
    "en": (
        ["the minister", "the reporter", "the army", "the court", "the farmer", "the doctor"],
        ["the report", "the city", "the bridge", "the letter", "the water", "the school"],
        ["saw", "closed", "rejected", "opened"],
    ),
    "ur": (
        ["وزیر نے", "صحافی نے", "فوج نے", "عدالت نے", "کسان نے", "ڈاکٹر نے"],
        ["رپورٹ کو", "شہر کو", "پل کو", "خط کو", "پانی کو", "اسکول کو"],
        ["دیکھا", "بند کیا", "مسترد کیا", "کھولا"],
    ),
    "hi": (
        ["मंत्री ने", "पत्रकार ने", "सेना ने", "अदालत ने", "किसान ने", "डॉक्टर ने"],
        ["रिपोर्ट को", "शहर को", "पुल को", "पत्र को", "पानी को", "स्कूल को"],
        ["देखा", "बंद किया", "खारिज किया", "खोला"],
    ),
    "ar": (
        ["الوزير", "الصحفي", "الجيش", "المحكمة", "الفلاح", "الطبيب"],
        ["التقرير", "المدينة", "الجسر", "الرسالة", "الماء", "المدرسة"],
        ["رأى", "أغلق", "رفض", "فتح"],
    ),
}  # fmt: skip
SEED = 20
STEPS = 220
BATCH = 48
SPARE = ("▁spare1", "▁spare2")
"""Pieces that the toy text lacks. The model learns to ignore the first: `multi_target` gives it another name."""


def sentence(language: str, subject: int, thing: int, verb: int) -> str:
    """One toy sentence, by the numbers of its words."""
    s, o, v = (words[i] for words, i in zip(WORDS[language], (subject, thing, verb), strict=True))
    match language:
        case "en":
            return f"{s.capitalize()} {v} {o}."
        case "ar":
            return f"{v} {s} {o}."
        case "ur":
            return f"{s} {o} {v}۔"
        case _:
            return f"{s} {o} {v}।"


def pairs() -> list[tuple[str, str]]:
    """Every toy sentence of the three languages with its English."""
    choices = list(itertools.product(range(6), range(6), range(4)))
    return [(sentence(language, *c), sentence("en", *c)) for language in ("ar", "hi", "ur") for c in choices]


def build(folder: Path) -> Path:
    """Train the toy translator (about 15 seconds on one core) and save it in the folder, which is created."""
    folder.mkdir(parents=True)
    tokenizer = _tokenizer(folder)
    model = _train(_model(len(tokenizer.encoder)), tokenizer)
    model.save_pretrained(folder)
    tokenizer.save_pretrained(folder)
    return folder


def multi_target(folder: Path, copy: Path) -> Path:
    """A copy of the toy checkpoint as one that writes several languages: it has `>>eng<<` and `>>fra<<` tokens."""
    shutil.copytree(folder, copy)
    vocabulary = (copy / "vocab.json").read_text()
    for spare, token in zip(SPARE, (">>eng<<", ">>fra<<"), strict=True):
        vocabulary = vocabulary.replace(json.dumps(spare), json.dumps(token))
    (copy / "vocab.json").write_text(vocabulary)
    return copy


def with_words(folder: Path, copy: Path, words: dict[str, str]) -> Path:
    """A copy of the toy checkpoint that writes other words: `{"▁report": "▁account"}`, whole pieces of its vocabulary."""
    shutil.copytree(folder, copy)
    vocabulary = json.loads((copy / "vocab.json").read_text())
    named = {words.get(piece, piece): number for piece, number in vocabulary.items()}
    (copy / "vocab.json").write_text(json.dumps(named, indent=1))
    return copy


def _tokenizer(folder: Path):
    import sentencepiece
    from transformers import MarianTokenizer

    vocabulary = ["</s>", "<unk>", *SPARE]
    for name, lines in (("source", [s for s, _ in pairs()]), ("target", [t for _, t in pairs()])):
        model = io.BytesIO()
        sentencepiece.SentencePieceTrainer.train(
            sentence_iterator=iter(lines), model_writer=model, vocab_size=400 if name == "source" else 120,
            model_type="unigram", character_coverage=1.0, hard_vocab_limit=False, minloglevel=2, num_threads=1,
            bos_id=-1, eos_id=0, unk_id=1,
        )  # fmt: skip
        (folder / f"{name}.spm").write_bytes(model.getvalue())
        pieces = sentencepiece.SentencePieceProcessor(model_proto=model.getvalue())
        vocabulary += [pieces.id_to_piece(i) for i in range(len(pieces))]
    vocabulary = [*dict.fromkeys(vocabulary), "<pad>"]  # <pad> comes last, as in every OPUS-MT checkpoint
    (folder / "vocab.json").write_text(json.dumps({piece: i for i, piece in enumerate(vocabulary)}, indent=1))
    with warnings.catch_warnings():
        warnings.filterwarnings("ignore", message="Recommended: pip install sacremoses")
        return MarianTokenizer(
            str(folder / "source.spm"), str(folder / "target.spm"), str(folder / "vocab.json"),
            source_lang="mul", target_lang="en",
        )  # fmt: skip


def _model(vocabulary: int):
    import torch
    from transformers import MarianConfig, MarianMTModel

    torch.manual_seed(SEED)
    return MarianMTModel(
        MarianConfig(
            vocab_size=vocabulary, d_model=48, encoder_layers=2, decoder_layers=2, encoder_attention_heads=4,
            decoder_attention_heads=4, encoder_ffn_dim=96, decoder_ffn_dim=96, max_position_embeddings=64,
            activation_function="swish", dropout=0.0, scale_embedding=True, init_std=0.1,
            pad_token_id=vocabulary - 1, eos_token_id=0, forced_eos_token_id=0, decoder_start_token_id=vocabulary - 1,
        )
    )  # fmt: skip


def _train(model, tokenizer):
    import torch

    threads = torch.get_num_threads()
    torch.set_num_threads(1)
    shuffle = torch.Generator().manual_seed(SEED)
    examples = [(tokenizer(s)["input_ids"], tokenizer(text_target=t)["input_ids"]) for s, t in pairs()]
    (spare,) = tokenizer.convert_tokens_to_ids([SPARE[0]])
    optimiser = torch.optim.AdamW(model.parameters(), lr=4e-3, betas=(0.9, 0.98), weight_decay=0.0)
    schedule = torch.optim.lr_scheduler.OneCycleLR(optimiser, max_lr=4e-3, total_steps=STEPS, pct_start=0.15)
    model.train()
    for _ in range(STEPS):
        chosen = [examples[i] for i in torch.randint(len(examples), (BATCH,), generator=shuffle)]
        coins = torch.randint(2, (BATCH,), generator=shuffle).tolist()
        ids = [[spare] * coin + source for coin, (source, _) in zip(coins, chosen, strict=True)]
        sources = tokenizer.pad({"input_ids": ids}, return_tensors="pt")
        labels = tokenizer.pad({"input_ids": [target for _, target in chosen]}, return_tensors="pt")["input_ids"]
        labels[labels == tokenizer.pad_token_id] = -100
        loss = model(**sources, labels=labels).loss
        loss.backward()
        torch.nn.utils.clip_grad_norm_(model.parameters(), 1.0)
        optimiser.step()
        schedule.step()
        optimiser.zero_grad()
        with torch.no_grad():
            model.model.shared.weight[tokenizer.pad_token_id] = 0.0  # as in Marian: it starts from nothing
    torch.set_num_threads(threads)
    return model.eval()


if __name__ == "__main__":
    print(build(Path(sys.argv[1])))
