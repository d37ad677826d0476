"""Everything `workbench bench engine` measures, in order. It knows neither the command nor how the figures are shown."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from workbench import translate
from workbench.bench import speed, start
from workbench.bench.machine import Machine, peak_memory_mb, this_machine
from workbench.bench.speed import Speed
from workbench.bench.start import Start
from workbench.model import Signature
from workbench.pipeline import Progress, Report
from workbench.settings import Settings


@dataclass(frozen=True, slots=True)
class EngineBench:
    """How an engine does on this machine with some sentences of one language."""

    language: str
    speed: Speed
    peak_memory_mb: float
    """Of the process that loaded the model and translated, with both decodings."""
    warm: Start
    cold: Start | None
    signature: Signature
    machine: Machine


def measure(sources: Sequence[str], language: str, settings: Settings, report: Report, *, cold: bool) -> EngineBench:
    """Measures the engine of the settings. Starts are those of the first sentence; `cold` takes minutes more.

    Raises ModelUnavailable and InputError as `translate.choose` does.
    """

    def tell(message: str) -> None:
        report(Progress(0, len(sources), 0, 0, 0.0, message))

    tell("making sure the model is ready")
    start.warm(sources[0], language, settings, tell)  # a first time, or what making it ready takes would be measured
    engine = translate.choose(settings, language, tell)
    chosen = replace(settings, engine=engine.name)  # an empty cache would change what `auto` takes
    cold_start = start.cold(sources[0], language, chosen, tell) if cold else None
    pace = speed.measure(sources, engine, settings, language, report)
    memory = peak_memory_mb()
    signature = engine.signature(translate.decoding_of(settings, engine))
    del engine  # two models at once might not fit
    return EngineBench(
        language=language,
        speed=pace,
        peak_memory_mb=memory,
        warm=start.warm(sources[0], language, settings, tell),
        cold=cold_start,
        signature=signature,
        machine=this_machine(settings),
    )
