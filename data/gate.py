"""The one gate through which this process reaches a database file.

A file is held open only while somebody uses it, so that other processes (a second
dashboard, an import on the command line, a backup) come between. Every handle has the
same configuration: DuckDB does not mix read-only and read-write handles in one process.
Every user gets a cursor of its own: a connection shared by threads returns wrong rows.
"""

from __future__ import annotations

import random
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import duckdb

from data.errors import MegaError

PATIENCE_SECONDS = 10.0
_FIRST_PAUSE_SECONDS = 0.01
_LONGEST_PAUSE_SECONDS = 0.25

# A workbook is data from a stranger: no query may reach a file or the network.
_CONFIGURATION: dict[str, str | bool | int | float | list[str]] = {
    "enable_external_access": "false",
    "lock_configuration": "true",
}


class Gate:
    """Shares one connection among the threads that use the file right now."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._lock = threading.Lock()
        self._users = 0
        self._connection: duckdb.DuckDBPyConnection | None = None

    @contextmanager
    def cursor(self) -> Iterator[duckdb.DuckDBPyConnection]:
        """A cursor for one call; the file is let go when its last user leaves.

        Errors: ``database_busy`` when another program holds the file for longer than
        PATIENCE_SECONDS, ``not_a_database``, ``database_unreadable``.
        """
        cursor = self._enter()
        try:
            yield cursor
        finally:
            self._leave(cursor)

    def _enter(self) -> duckdb.DuckDBPyConnection:
        with self._lock:
            if self._connection is None:
                self._connection = _connect(self._path)
            self._users += 1
            return self._connection.cursor()

    def _leave(self, cursor: duckdb.DuckDBPyConnection) -> None:
        cursor.close()
        with self._lock:
            self._users -= 1
            if self._users == 0 and self._connection is not None:
                self._connection.close()
                self._connection = None


_gates: dict[Path, Gate] = {}
_gates_lock = threading.Lock()


def gate_to(path: Path) -> Gate:
    """The process's gate to ``path``: one a file, however it is spelled."""
    with _gates_lock:
        return _gates.setdefault(path.resolve(), Gate(path))


def _connect(path: Path) -> duckdb.DuckDBPyConnection:
    deadline = time.monotonic() + PATIENCE_SECONDS
    pause = _FIRST_PAUSE_SECONDS
    while True:
        try:
            return duckdb.connect(str(path), config=_CONFIGURATION)
        except duckdb.Error as error:
            if "Could not set lock" not in str(error):
                raise _readable(error, path) from error
            if time.monotonic() + pause > deadline:
                raise MegaError("database_busy", path=str(path)) from error
        # Jitter, so that programs which met once do not meet again.
        time.sleep(pause * random.uniform(0.5, 1.5))  # noqa: S311 - not a secret
        pause = min(pause * 2, _LONGEST_PAUSE_SECONDS)


def _readable(error: duckdb.Error, path: Path) -> MegaError:
    if "not a valid DuckDB database" in str(error):
        return MegaError("not_a_database", path=str(path))
    return MegaError("database_unreadable", path=str(path), detail=str(error).splitlines()[0])
