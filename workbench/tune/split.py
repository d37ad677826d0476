"""Which examples are held out to measure with. It knows documents, not what is in them."""

from __future__ import annotations

import hashlib
import math
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from workbench.errors import InputError
from workbench.tune.examples import Example

# A twentieth tells models apart and costs the training little.
SHARE = 0.05


@dataclass(frozen=True, slots=True)
class Split:
    """What is learnt from and what is measured with. They share no document and no source sentence."""

    train: tuple[Example, ...]
    dev: tuple[Example, ...]


def hold_out(examples: Sequence[Example], most: int) -> Split:
    """Whole documents, by the SHA-256 of their names, up to about 5 % of the examples and at most `most` of them.

    The same documents are held out whatever the order of the examples. Raises InputError when there is one document.
    """
    held = _held_documents(examples, min(most, math.ceil(len(examples) * SHARE)))
    if not held:
        raise InputError(
            f"All {len(examples)} sentence pairs are of one document, so none can be held out to measure with: add"
            " pairs of another document, or give a file to measure with by --dev."
        )
    dev = tuple(example for example in examples if example.document in held)[:most]
    return apart([example for example in examples if example.document not in held], dev)


def apart(examples: Sequence[Example], dev: Sequence[Example]) -> Split:
    """The examples without those whose source is measured with. Raises InputError when none is left."""
    measured = {example.source for example in dev}
    train = tuple(example for example in examples if example.source not in measured)
    if not train or not dev:
        raise InputError(
            f"Of {len(examples)} sentence pairs, {len(train)} can be learnt from when {len(dev)} are measured with:"
            " give both sides pairs of their own."
        )
    return Split(train, tuple(dev))


def _held_documents(examples: Sequence[Example], wanted: int) -> set[str]:
    counts = Counter(example.document for example in examples)
    held: set[str] = set()
    count = 0
    for document in sorted(counts, key=lambda name: hashlib.sha256(name.encode("utf-8", "surrogatepass")).digest()):
        if count >= wanted:
            break
        if 2 * (count + counts[document]) <= len(examples):  # more would leave less to learn from than to measure
            held.add(document)
            count += counts[document]
    return held
