"""Previews one workbook in a process of its own, so that the memory it takes can be told.

Run as ``python -m bench.long_sheet DATABASE FILE``: seconds, and megabytes of this process and
of the one that looks at the file.
"""

from __future__ import annotations

import json
import resource
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path

from bench.timing import peak_megabytes
from bench.worlds import NOON
from data.store import open_store
from loaders.preview import Preview, preview


@dataclass(frozen=True, slots=True)
class Previewed:
    seconds: float
    megabytes: float
    """Of the process that took more."""


def preview_file(database: Path, path: Path) -> Preview:
    return preview(path.read_bytes(), path.name, open_store(database), NOON.date())


def previewed_alone(database: Path, path: Path) -> Previewed:
    command = [sys.executable, "-m", "bench.long_sheet", str(database), str(path)]
    said = subprocess.run(command, capture_output=True, text=True, check=True)  # noqa: S603
    return Previewed(**json.loads(said.stdout))


def main() -> None:
    database, path = map(Path, sys.argv[1:])
    began = time.perf_counter()
    found = preview_file(database, path)
    seconds = time.perf_counter() - began
    if not found.changes or found.problems:
        raise AssertionError(found.problems)
    child = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
    told = {"seconds": seconds, "megabytes": max(peak_megabytes(), child)}
    sys.stdout.write(json.dumps(told))


if __name__ == "__main__":
    main()
