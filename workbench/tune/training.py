"""The training loop: updates, measurements, checkpoints, early stopping, interpolation. It knows no kind of model."""

from __future__ import annotations

import math
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from workbench import evaluate
from workbench.errors import InputError
from workbench.evaluate import Score
from workbench.tune import checkpoint, measure
from workbench.tune.allocator import give_back, keep_memory
from workbench.tune.batches import Batch, Place, batches
from workbench.tune.checkpoint import Fingerprint
from workbench.tune.masters import Masters, mixed
from workbench.tune.split import Split
from workbench.tune.tunable import Tunable
from workbench.tune.tuning import Tuning

if TYPE_CHECKING:
    import torch

# The shares of the tuned parameters that are tried; the rest is the start. The largest comes first: it wins ties.
INTERPOLATIONS = (1.0, 0.8, 0.6, 0.4)
CHECKPOINT_SECONDS = 300
# The loss that is told is a running mean over about 50 updates.
SMOOTHING = 0.98


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a tuning is. `steps` is how many updates are expected, None before the first."""

    doing: str
    """`"measuring"`, `"tuning"` or `"interpolating"`."""
    step: int
    steps: int | None = None
    loss: float | None = None
    """Smoothed, in nats per token."""
    tokens_per_second: float | None = None
    seconds_left: float | None = None
    """Of the updates and their measurements."""
    best: float | None = None
    """The best chrF yet of the held-out examples."""


Report = Callable[[Progress], None]
"""Told every update and every 16 measured sentences. What it raises ends the tuning; the last checkpoint stays."""


@dataclass(slots=True)
class State:
    """Where a tuning stands, without its tensors: plain values that a checkpoint can hold."""

    step: int = 0
    place: tuple[int, int, int] = (0, 0, 0)
    epochs: float = 0.0
    tokens: int = 0
    left_out: int = 0
    seconds: float = 0.0
    loss: float | None = None
    curve: list[tuple[int, float]] = field(default_factory=list)
    """Step and chrF of each measurement, the first of the model as it was given."""
    before: dict[str, tuple[float, str]] = field(default_factory=dict)
    stale: int = 0
    """Measurements since the best one."""
    stopped: str = ""
    """Why the updates ended: `"data"` (seen as often as asked), `"steps"`, `"minutes"`, `"patience"`, or empty."""

    @property
    def best(self) -> tuple[int, float] | None:
        """Step and chrF of the best measurement after the start, the earliest of equals."""
        return max(self.curve[1:], key=lambda point: point[1], default=None)


@dataclass(frozen=True, slots=True)
class Trained:
    """What a tuning came to; the model holds the chosen parameters."""

    state: State
    interpolation: float
    interpolations: dict[float, float]
    """chrF by share of the tuned parameters."""
    before: dict[str, Score]
    after: dict[str, Score]


def train(
    tunable: Tunable, split: Split, tuning: Tuning, folder: Path, fingerprint: Fingerprint, report: Report
) -> Trained:
    """Tunes the model's trainable parameters, going on from the folder's checkpoint where there is one.

    Early stopping on chrF of greedy translations, then interpolation towards the start (Wortsman et al. 2022). Limited
    by epochs or steps, a run that was stopped and continued gives the same parameters as one that was not, bit for bit
    on one machine with as many threads. Raises what `report` raises, and InputError for a checkpoint of something else.
    """
    with _computing(tuning):
        session = _Session(tunable, split, tuning, folder, fingerprint, report)
        session.begin()
        session.run()
        return session.finish()


@contextmanager
def _computing(tuning: Tuning) -> Iterator[None]:
    """The tuning's threads and chance; those of the rest of the process are as before afterwards. Memory stays kept."""
    import torch

    keep_memory()
    threads = torch.get_num_threads()
    torch.set_num_threads(tuning.threads)
    try:
        with torch.random.fork_rng():
            torch.manual_seed(tuning.seed)
            yield
    finally:
        torch.set_num_threads(threads)


class _Session:
    """One run of the loop: the state, its tensors, the clock."""

    def __init__(
        self, tunable: Tunable, split: Split, tuning: Tuning, folder: Path, fingerprint: Fingerprint, report: Report
    ) -> None:
        import torch

        self._tunable, self._split, self._tuning = tunable, split, tuning
        self._folder, self._fingerprint, self._report = folder, fingerprint, report
        tunable.model.to("cuda" if torch.cuda.is_available() else "cpu")
        self._masters = Masters(tunable.model, tuning.rate)
        self._masters.show(self._masters.values)
        self._start = self._masters.copies()
        self._best: list[torch.Tensor] = []
        self.state = State()
        self._pace: tuple[int, float] = (0, 0.0)  # tokens and seconds of the updates of this run
        self._clock = self._saved_at = time.monotonic()

    # --- from one moment to the next ---

    def begin(self) -> None:
        """Takes up the checkpoint, or measures the model as it was given and writes the first one."""
        kept = checkpoint.load(self._folder, self._fingerprint)
        if kept is not None:
            self._restore(kept)
        else:
            texts = self._translations("measuring")
            scores = evaluate.score(texts, [example.target for example in self._split.dev])
            self.state.before = {name: (score.value, score.signature) for name, score in scores.items()}
            self.state.curve.append((0, measure.chrf(texts, self._split.dev)))
            self._save()

    def run(self) -> None:
        """Updates until a limit or the patience ends them."""
        if self.state.stopped:
            return
        place = Place(*self.state.place)
        self._tunable.model.train()
        for batch in batches(self._tunable, self._split.train, self._tuning, place):
            self._update(batch)
            self.state.stopped = self._limit()
            if self.state.stopped or self.state.step % self._tuning.dev_every == 0:
                self._measure()
            elif time.monotonic() - self._saved_at > CHECKPOINT_SECONDS:
                self._save()
            self._report(self._progress("tuning"))
            if self.state.stopped:
                return

    def finish(self) -> Trained:
        """Leaves the best mixture of start and best in the model."""
        found: dict[float, float] = {}
        texts: dict[float, list[str]] = {}
        for share in INTERPOLATIONS:
            self._masters.show(mixed(self._start, self._best, share))
            texts[share] = self._translations("interpolating")
            found[share] = measure.chrf(texts[share], self._split.dev)
        chosen = max(found, key=lambda share: found[share])
        self._masters.show(mixed(self._start, self._best, chosen))
        return Trained(
            state=self.state,
            interpolation=chosen,
            interpolations=found,
            before={name: Score(*values) for name, values in self.state.before.items()},
            after=evaluate.score(texts[chosen], [example.target for example in self._split.dev]),
        )

    def _update(self, batch: Batch) -> None:
        state, began = self.state, time.monotonic()
        loss = self._tunable.loss(batch.items)
        value = loss.item()
        if not math.isfinite(value):  # one such update, and every parameter is lost
            raise InputError(
                f"The loss of update {state.step + 1} is {value}: the last checkpoint is kept; try again, and if it comes"
                " back, a new folder with a lower --rate."
            )
        loss.backward()
        self._masters.update(self._tuning.rate_at(state.step, self._share()))
        state.step += 1
        state.place = (batch.after.epoch, batch.after.chunk, batch.after.batch)
        state.epochs = batch.epochs
        state.tokens += batch.tokens
        state.left_out += batch.left_out
        state.loss = value if state.loss is None else SMOOTHING * state.loss + (1 - SMOOTHING) * value
        self._tick()
        self._pace = (self._pace[0] + batch.tokens, self._pace[1] + time.monotonic() - began)

    def _measure(self) -> None:
        """Keeps the parameters when they are the best yet, and counts when they are not."""
        state = self.state
        before = state.best
        state.curve.append((state.step, measure.chrf(self._translations("measuring"), self._split.dev)))
        if before is None or state.curve[-1][1] > before[1]:
            self._best, state.stale = self._masters.copies(), 0
        else:
            state.stale += 1
            if state.stale >= self._tuning.patience:
                state.stopped = state.stopped or "patience"
        self._save()

    # --- what is known ---

    def _tick(self) -> None:
        moment = time.monotonic()
        self.state.seconds += moment - self._clock
        self._clock = moment

    def _share(self) -> float:
        return self._tuning.share(self.state.step, self.state.epochs, self.state.seconds)

    def _limit(self) -> str:
        """The limit that is reached, if one is."""
        state, tuning = self.state, self._tuning
        if tuning.steps and state.step >= tuning.steps:
            return "steps"
        if tuning.minutes and state.seconds >= 60 * tuning.minutes:
            return "minutes"
        return "data" if self._share() >= 1 - 1e-9 else ""

    def _translations(self, doing: str) -> list[str]:
        def tick() -> None:
            self._tick()
            self._report(self._progress(doing))

        return measure.hypotheses(self._tunable, self._split.dev, tick)

    def _progress(self, doing: str) -> Progress:
        state, share = self.state, self._share()
        tokens, seconds = self._pace
        return Progress(
            doing=doing,
            step=state.step,
            steps=math.ceil(state.step / share - 1e-6) if share and state.step else None,
            loss=state.loss,
            tokens_per_second=tokens / seconds if seconds else None,
            seconds_left=state.seconds * (1 - share) / share if share and state.step else None,
            best=state.best[1] if state.best else None,
        )

    # --- on disk ---

    def _save(self) -> None:
        self._tick()
        tensors = {"masters": self._masters.state(), "start": self._start, "best": self._best, "chance": _chance()}
        checkpoint.save(self._folder, self.state.step, self._fingerprint, {"state": asdict(self.state), **tensors})
        give_back()
        self._saved_at = time.monotonic()

    def _restore(self, kept: dict[str, Any]) -> None:
        self.state = State(**kept["state"])
        self._masters.restore(kept["masters"])
        self._start = [value.to(like.device) for value, like in zip(kept["start"], self._start, strict=True)]
        self._best = [value.to(like.device) for value, like in zip(kept["best"], self._start, strict=False)]
        _set_chance(kept["chance"])


def _chance() -> list[torch.Tensor]:
    """The states of torch's random generators: the processor's, then one for each GPU."""
    import torch

    return [torch.get_rng_state(), *(torch.cuda.get_rng_state_all() if torch.cuda.is_available() else [])]


def _set_chance(states: Sequence[torch.Tensor]) -> None:
    import torch

    torch.set_rng_state(states[0])
    if len(states) > 1 and torch.cuda.is_available():
        torch.cuda.set_rng_state_all(list(states[1:]))
