"""The order in which examples are seen, and how they are grouped. It depends on the seed and nothing that happened."""

from __future__ import annotations

import itertools
import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from workbench.errors import InputError
from workbench.tune.examples import Example
from workbench.tune.tunable import Encoded, Tunable
from workbench.tune.tuning import Tuning

# Examples of similar length share a batch; sorting more than this at once would leave chance little to do.
CHUNK = 3000


@dataclass(frozen=True, slots=True)
class Place:
    """A place in the order, counted from 0: the next batch is this one."""

    epoch: int = 0
    chunk: int = 0
    batch: int = 0


@dataclass(frozen=True, slots=True)
class Batch:
    """Examples for one update; `after` is the place after it, `epochs` how often the examples were seen by then."""

    items: tuple[Encoded, ...]
    after: Place
    epochs: float
    left_out: int = 0
    """Examples that were too long, told once, with a chunk's first batch in the first epoch."""

    @property
    def tokens(self) -> int:
        return sum(map(len, self.items))


def batches(tunable: Tunable, examples: Sequence[Example], tuning: Tuning, start: Place) -> Iterator[Batch]:
    """Batches without end from a place on. Raises InputError when every example is too long for the model."""
    for epoch in itertools.count(start.epoch):
        first = start if epoch == start.epoch else Place(epoch)
        any_yet = first != Place(epoch)
        for batch in _epoch(tunable, examples, tuning, first):
            any_yet = True
            yield batch
        if not any_yet:
            raise InputError(
                f"All {len(examples)} sentence pairs are longer than the {tunable.longest} tokens that the model learns"
                " from at once: split them into sentences."
            )


def _epoch(tunable: Tunable, examples: Sequence[Example], tuning: Tuning, start: Place) -> Iterator[Batch]:
    order = list(range(len(examples)))
    random.Random(f"{tuning.seed} {start.epoch}").shuffle(order)
    chunks = [order[i : i + CHUNK] for i in range(0, len(order), CHUNK)]
    for number, chunk in enumerate(chunks[start.chunk :], start=start.chunk):
        rng = random.Random(f"{tuning.seed} {start.epoch} {number}")
        encoded = [tunable.encode(examples[i], rng) for i in chunk]
        short = [item for item in encoded if len(item) <= tunable.longest]
        groups = grouped(short, tuning.batch_tokens)
        rng.shuffle(groups)
        left_out = len(encoded) - len(short) if start.epoch == 0 else 0
        for index in range(start.batch if number == start.chunk else 0, len(groups)):
            done = (number * CHUNK + len(chunk) * (index + 1) / len(groups)) / len(examples)
            last = index + 1 == len(groups)
            after = Place(start.epoch, number + 1) if last else Place(start.epoch, number, index + 1)
            yield Batch(tuple(groups[index]), after, start.epoch + done, 0 if index else left_out)


def grouped(items: Sequence[Encoded], batch_tokens: int) -> list[list[Encoded]]:
    """The items by length, in runs whose padded size is within `batch_tokens` where one item alone is."""
    groups: list[list[Encoded]] = []
    for item in sorted(items, key=len):
        if groups and (len(groups[-1]) + 1) * len(item) <= batch_tokens:
            groups[-1].append(item)
        else:
            groups.append([item])
    return groups
