"""Side-by-side timing: two callables in turn, so that a slow machine slows both."""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

ROUNDS = 5


@dataclass(frozen=True, slots=True)
class Ratio:
    """Medians of ours and of what bounds it, in seconds or another unit, and their quotient."""

    name: str
    size: str
    ours: float
    bound_name: str
    bound: float
    unit: str = "s"

    def line(self) -> str:
        quotient = self.ours / self.bound
        return (
            f"{self.name:<44} {self.size:<34} {self.ours:8.3f} {self.unit}  = {quotient:6.2f} x "
            f"{self.bound_name} ({self.bound:.3f} {self.unit})"
        )


def side_by_side(
    name: str,
    size: str,
    ours: Callable[[], object],
    bound_name: str,
    bound: Callable[[], object],
    rounds: int = ROUNDS,
) -> Ratio:
    """Run both in turn, ``rounds`` times after one run that is not counted."""
    times: tuple[list[float], list[float]] = ([], [])
    for counted in range(rounds + 1):
        for callable_, kept in zip((ours, bound), times, strict=True):
            began = time.perf_counter()
            callable_()
            if counted:
                kept.append(time.perf_counter() - began)
    medians = [statistics.median(kept) for kept in times]
    return Ratio(name, size, medians[0], bound_name, medians[1])


def peak_megabytes() -> float:
    """The most memory this program ever held.

    ``ru_maxrss`` would begin with what whoever started it held.
    """
    status = Path("/proc/self/status").read_text(encoding="ascii").splitlines()
    (most,) = (line.split()[1] for line in status if line.startswith("VmHWM:"))
    return int(most) / 1024
