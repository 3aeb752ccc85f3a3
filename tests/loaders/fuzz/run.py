"""Tries mutants of the samples: ``python -m tests.loaders.fuzz.run 10000 [FIRST]``."""

import signal
import subprocess
import sys
from collections import Counter
from dataclasses import dataclass, field

from loaders.apart import read_apart
from loaders.read import UnusableFileError
from tests.loaders.fuzz.mutants import mutant

FOLLOW_EACH_OTHER = 500
"""So many mutants are tried by one process."""


@dataclass
class Tally:
    """How many files were tried, what they came to, and which of them hurt the process."""

    endings: Counter[str] = field(default_factory=Counter)
    crashed: dict[int, str] = field(default_factory=dict)
    hung: list[int] = field(default_factory=list)

    @property
    def tried(self) -> int:
        return self.endings.total() + len(self.crashed) + len(self.hung)

    def __str__(self) -> str:
        came_to = ", ".join(f"{ending} {times}" for ending, times in self.endings.most_common())
        return f"tried {self.tried}, crashed {len(self.crashed)}, hung {len(self.hung)} ({came_to})"


def fuzz(seeds: range) -> Tally:
    """Try the mutants of these seeds; whichever ends the process, the next ones are tried."""
    tally = Tally()
    for start in range(seeds.start, seeds.stop, FOLLOW_EACH_OTHER):
        some = range(start, min(start + FOLLOW_EACH_OTHER, seeds.stop))
        while some:
            some = range(_try(some, tally), some.stop)
    return tally


def _try(seeds: range, tally: Tally) -> int:
    """Try mutants in one process, as long as it lives; where to go on."""
    command = [sys.executable, "-m", "tests.loaders.fuzz.worker"]
    ended = subprocess.run(
        [*command, str(seeds.start), str(seeds.stop)], capture_output=True, text=True, check=False
    )
    ready, *endings = ended.stdout.split() or [ended.stderr]
    assert ready == "ready", ready
    tally.endings.update(endings)
    seed = seeds.start + len(endings)
    if seed == seeds.stop:
        return seed
    if ended.returncode == -signal.SIGALRM:
        tally.hung.append(seed)
    elif ended.returncode == -signal.SIGABRT and (code := _refused(seed)):
        tally.endings[f"{code} (the process that read it ended)"] += 1
    else:
        tally.crashed[seed] = ended.stderr
    return seed + 1


def _refused(seed: int) -> str | None:
    """The code with which a file is refused where the process that reads it ends itself.

    A library that asks for more memory than there may be does so, and nothing but it.
    """
    try:
        read_apart(*mutant(seed))
    except UnusableFileError as error:
        return error.code
    return None


if __name__ == "__main__":
    first = int(sys.argv[2]) if len(sys.argv) > 2 else 0
    found = fuzz(range(first, first + int(sys.argv[1])))
    for crashed, why in found.crashed.items():
        sys.stdout.write(f"seed {crashed}\n{why}\n")
    for hung in found.hung:
        sys.stdout.write(f"seed {hung} hung\n")
    sys.stdout.write(f"{found}\n")
    sys.exit(bool(found.crashed or found.hung))
