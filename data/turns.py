"""Turns among the processes that want the same database file.

DuckDB keeps a second process out and lets nobody wait, so that whoever asks often gets in
again and again, and whoever asks seldom never does. Here one process at a time asks, and
the others wait for its place.
"""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

_PAUSE_SECONDS = 0.005


def queue_of(path: Path) -> Path:
    """An empty file beside the database; there once two processes have met at it."""
    return path.with_name(f".{path.name}.queue")


@contextmanager
def in_turn(path: Path, deadline: float) -> Iterator[None]:
    """Be the one process that asks for the file at ``path``.

    Where there can be no queue (a folder that cannot be written to, a system without
    ``flock``), and once ``deadline`` has passed, everybody asks.
    """
    if sys.platform == "win32":
        yield
        return
    import fcntl  # noqa: PLC0415 - not everywhere

    try:
        descriptor = os.open(queue_of(path), os.O_RDONLY | os.O_CREAT, 0o666)
    except OSError:
        yield
        return
    try:
        while time.monotonic() < deadline:
            with suppress(BlockingIOError):
                fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
                break
            time.sleep(_PAUSE_SECONDS)
        yield
    finally:
        os.close(descriptor)
