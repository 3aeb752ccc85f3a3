"""The process that reads one file: bytes in, a packed workbook or a code out.

``loaders.apart`` starts it afresh for each file, so that whatever a file does to it, it does
to nobody else. It puts itself behind all others in the queue for the processor, and takes
upon itself the limits that the system knows.
"""

from __future__ import annotations

import os
import sys

NICENESS = 10
UNUSABLE = 3
"""Exit code where the file cannot be used; what is written then is the reason's code."""


def main() -> None:
    file_name, memory_bytes, cpu_seconds = sys.argv[1:]
    step_back(int(memory_bytes), int(cpu_seconds), file_bytes=0)
    # This module is run by its path, for the sake of the very code that its caller runs.
    sys.path.insert(0, os.path.dirname(os.path.dirname(os.path.abspath(__file__))))  # noqa: PTH100, PTH120
    try:
        code = _read(file_name)
    except MemoryError:
        code = "too_large"
    if code is not None:
        sys.stdout.write(code)
        sys.exit(UNUSABLE)


def _read(file_name: str) -> str | None:
    """Pass the workbook on; the code of why there is none."""
    from loaders.passing import packed  # noqa: PLC0415
    from loaders.read import UnusableFileError, read_workbook  # noqa: PLC0415

    try:
        pieces = list(packed(read_workbook(sys.stdin.buffer.read(), file_name)))
    except UnusableFileError as error:
        return error.code
    for piece in pieces:
        sys.stdout.buffer.write(piece)
    return None


def step_back(memory_bytes: int, cpu_seconds: int, file_bytes: int) -> None:
    """Let others go first, and keep to limits of memory, time and the size of each file."""
    if sys.platform == "win32":  # its priority is set by who starts it
        return
    import resource  # noqa: PLC0415
    from contextlib import suppress  # noqa: PLC0415

    os.nice(NICENESS)
    limits = {
        resource.RLIMIT_AS: memory_bytes,
        resource.RLIMIT_CPU: cpu_seconds,
        resource.RLIMIT_FSIZE: file_bytes,
        resource.RLIMIT_CORE: 0,
    }
    for limit, most in limits.items():
        _, hard = resource.getrlimit(limit)
        allowed = most if hard == resource.RLIM_INFINITY else min(most, hard)
        with suppress(ValueError):  # not every system has every limit
            resource.setrlimit(limit, (allowed, hard))


if __name__ == "__main__":
    main()
