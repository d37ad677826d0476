"""Prompts read once, on a small model of the embedded one's kind: they must change nothing but the time."""

import pytest
import torch
from transformers import Gemma3ForCausalLM, Gemma3TextConfig

from workbench.translate import prefill
from workbench.translate.rows import padded

PAD, STOP = 0, 1
PROMPTS = [[5, 9, 14, 3, 22, 8, 30, 7], [11, 4, 6], [17, 21, 9, 2, 35]]


@pytest.fixture(scope="module", params=[64, 6], ids=["whole window", "window shorter than a prompt"])
def model(request):
    torch.manual_seed(7)
    config = Gemma3TextConfig(
        vocab_size=40, hidden_size=32, intermediate_size=48, num_hidden_layers=3, num_attention_heads=2,
        num_key_value_heads=1, head_dim=16, sliding_window=request.param,
        layer_types=["sliding_attention", "full_attention", "sliding_attention"], pad_token_id=PAD, eos_token_id=STOP,
    )  # fmt: skip
    return Gemma3ForCausalLM(config).eval()


def search(model, prompts, beam, state=None):
    ids, mask = padded(prompts, PAD, model.device, left=True)
    with torch.inference_mode():
        rows = model.generate(
            input_ids=ids, attention_mask=mask, cache=state, max_new_tokens=9, do_sample=False,
            num_beams=beam, num_return_sequences=beam, eos_token_id=STOP, pad_token_id=PAD,
        )  # fmt: skip
    return rows[:, ids.shape[1] :].tolist()


@pytest.mark.parametrize("beam", [1, 3])
def test_a_search_finds_the_same(model, beam):
    expected = search(model, PROMPTS, beam)
    prompts = prefill.read(model, PROMPTS, PAD)
    for _ in range(2):  # the first search must not write on what the second one reads
        assert search(model, PROMPTS, beam, prompts.of([0, 1, 2], beam).state) == expected


def test_some_of_the_prompts_are_searched_by_themselves(model):
    prompts = prefill.read(model, PROMPTS, PAD).of([2, 0], 3)
    assert prompts.ids[:, -1].tolist() == [35, 7]
    assert search(model, [PROMPTS[2], PROMPTS[0]], 3, prompts.state) == search(model, [PROMPTS[2], PROMPTS[0]], 3)


def test_scores_are_the_mean_log_probabilities(model):
    outputs = [[12, 30, 1], [8], [25, 25, 6, 39, 1]]
    scores = prefill.scores(model, prefill.read(model, PROMPTS, PAD), outputs, PAD)
    for prompt, output, score in zip(PROMPTS, outputs, scores, strict=True):
        with torch.inference_mode():
            logits = model(torch.tensor([prompt + output])).logits[0].log_softmax(-1)
        each = [float(logits[len(prompt) - 1 + n, token]) for n, token in enumerate(output)]
        assert score == pytest.approx(sum(each) / len(each), abs=1e-4)
