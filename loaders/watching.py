"""Following a file that is looked at, from another thread, and stopping that."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from enum import StrEnum
from threading import Lock


class Stage(StrEnum):
    """How far looking at a file has come."""

    WAITING = "waiting"
    READING = "reading"
    COMPARING = "comparing"


class StoppedError(Exception):
    """Nobody wants to know any more what is in the file."""


class Watch:
    """Says how far one file has come; who holds it may stop looking at that file."""

    def __init__(self) -> None:
        self.stage = Stage.WAITING
        self._begun: float | None = None
        self._lock = Lock()
        self._stop: Callable[[], None] | None = None
        self._is_stopped = False

    def stop(self) -> None:
        """Stop what is being done; whoever does it finds ``StoppedError``."""
        with self._lock:
            self._is_stopped = True
            if self._stop is not None:
                self._stop()

    @property
    def seconds(self) -> float:
        """For how long the file is looked at."""
        return 0.0 if self._begun is None else time.monotonic() - self._begun

    def enter(self, stage: Stage) -> None:
        """Error StoppedError."""
        self.stage = stage
        if self._begun is None:
            self._begun = time.monotonic()
        self.need_to_go_on()

    def need_to_go_on(self) -> None:
        """Error StoppedError."""
        if self._is_stopped:
            raise StoppedError

    @contextmanager
    def stopping(self, stop: Callable[[], None]) -> Iterator[None]:
        """While something runs that ``stop`` ends; error StoppedError."""
        with self._lock:
            self.need_to_go_on()
            self._stop = stop
        try:
            yield
        finally:
            with self._lock:
                self._stop = None
