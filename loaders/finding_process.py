"""The process that reads one file: a question and the file in, the answer out.

``loaders.apart`` starts it afresh for each file, so that whatever a file does to it, it
does to nobody else. It puts itself behind all others in the queue for the processor, and
takes upon itself the limits that the system knows.
"""

from __future__ import annotations

import os
import sys

NICENESS = 10
OUT_OF_MEMORY = 3
"""Exit code where the limit of memory was met."""

SIZE_BYTES = 8
"""So many bytes at the front of the input say how long the question is."""


def main() -> None:
    memory_bytes, cpu_seconds = (int(argument) for argument in sys.argv[1:])
    _step_back(memory_bytes, cpu_seconds)
    # This module is run by its path, for the sake of the very code that its caller runs.
    sys.path.insert(0, os.path.dirname(os.path.dirname(os.path.abspath(__file__))))  # noqa: PTH100, PTH120
    try:
        answer = _answer()
    except MemoryError:
        sys.exit(OUT_OF_MEMORY)
    sys.stdout.buffer.write(answer)


def _answer() -> bytes:
    """What was found, or the error that a person can mend, packed."""
    from data.errors import MegaError  # noqa: PLC0415
    from loaders.finding import find  # noqa: PLC0415
    from loaders.passing import packed, unpacked  # noqa: PLC0415

    source = sys.stdin.buffer
    size = int.from_bytes(source.read(SIZE_BYTES), "little")
    file_name, question = unpacked(source.read(size))
    try:
        return packed((find(source.read(), file_name, question), None))
    except MegaError as error:
        return packed((None, (error.code, error.params)))


def _step_back(memory_bytes: int, cpu_seconds: int) -> None:
    if sys.platform == "win32":  # its priority is set by who starts it
        return
    import resource  # noqa: PLC0415
    from contextlib import suppress  # noqa: PLC0415

    os.nice(NICENESS)
    limits = {
        resource.RLIMIT_AS: memory_bytes,
        resource.RLIMIT_CPU: cpu_seconds,
        resource.RLIMIT_FSIZE: 0,
        resource.RLIMIT_CORE: 0,
    }
    for limit, most in limits.items():
        _, hard = resource.getrlimit(limit)
        allowed = most if hard == resource.RLIM_INFINITY else min(most, hard)
        with suppress(ValueError):  # not every system has every limit
            resource.setrlimit(limit, (allowed, hard))


if __name__ == "__main__":
    main()
