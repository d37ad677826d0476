"""How well a model translates the held-out examples. It does not know whether it is being tuned."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from workbench.tune.examples import Example
from workbench.tune.tunable import Tunable

# Sentences decoded together: more are faster, and make whoever waits for a sign of life wait longer.
TOGETHER = 16


def hypotheses(tunable: Tunable, dev: Sequence[Example], tick: Callable[[], None] = lambda: None) -> list[str]:
    """The greedy translation of each example, in order; `tick` is called after every 16."""
    import torch

    by_length = sorted(range(len(dev)), key=lambda i: len(dev[i].source))
    texts = [""] * len(dev)
    tunable.model.eval()
    with torch.no_grad():  # not inference mode: what a model keeps from it could not be trained through
        for start in range(0, len(dev), TOGETHER):
            some = by_length[start : start + TOGETHER]
            for i, text in zip(some, tunable.decode([dev[i] for i in some]), strict=True):
                texts[i] = text
            tick()
    tunable.model.train()
    return texts


def chrf(texts: Sequence[str], dev: Sequence[Example]) -> float:
    """chrF2 of the corpus, 0 to 100 (Popović 2015), by sacrebleu."""
    from sacrebleu.metrics import CHRF

    return CHRF().corpus_score(list(texts), [[example.target for example in dev]]).score
