"""What a measurement was made on, and how much memory it took. It does not know what was measured."""

from __future__ import annotations

import os
import platform
import sys
from dataclasses import dataclass
from pathlib import Path

from workbench.settings import Settings


@dataclass(frozen=True, slots=True)
class Machine:
    """`cores` are the machine's; `threads` is how many of them the engine was told to use."""

    cpu: str
    cores: int
    threads: int
    system: str
    python: str


def this_machine(settings: Settings) -> Machine:
    return Machine(
        cpu=_cpu(),
        cores=os.cpu_count() or 1,
        threads=settings.threads,
        system=f"{platform.system()} {platform.release()}",
        python=platform.python_version(),
    )


def _cpu() -> str:
    """The processor's model as Linux names it, else what Python knows of it."""
    named = _proc_value("/proc/cpuinfo", "model name")
    return named or platform.processor() or platform.machine()


def peak_memory_mb() -> float:
    """The most memory this process has held, in megabytes (10^6 bytes).

    Linux counts it per program in /proc; what `getrusage` gives there starts with the memory of the process that
    started this one, and serves where there is no /proc.
    """
    if held := _proc_value("/proc/self/status", "VmHWM"):
        return int(held.split()[0]) * 1024 / 1e6
    import resource

    unit = 1 if sys.platform == "darwin" else 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * unit / 1e6


def memory_mb(process: int) -> float | None:
    """What another process holds of the machine's memory now, in megabytes; None where there is no /proc to tell."""
    held = _proc_value(f"/proc/{process}/status", "VmRSS")
    return int(held.split()[0]) * 1024 / 1e6 if held else None


def _proc_value(path: str, key: str) -> str:
    """The value of the first `key: value` line, empty where there is no such file or line."""
    try:
        lines = Path(path).read_text(encoding="utf-8", errors="replace").splitlines()
    except OSError:
        return ""
    pairs = (line.partition(":") for line in lines)
    return next((value.strip() for name, _, value in pairs if name.strip() == key), "")
