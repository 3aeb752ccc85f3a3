"""DuckDB itself, without a file: kept for the next time that the same file is opened.

To start DuckDB takes several times as long as to attach a file to it, and a process opens one
file over and over. Between two uses nothing is held of the file, neither a lock nor a block.
"""

from __future__ import annotations

import atexit
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

import duckdb

_FILE = "mega"
"""What the attached file is called in DuckDB; nothing in the file depends on it."""

_OPENED = ("", ".wal", ".wal.checkpoint", ".wal.recovery")
"""The file, and its log under all its names."""

_idle: dict[Path, duckdb.DuckDBPyConnection] = {}
"""The engine that was used last: one at most, for each has threads and memory of its own."""
_idle_lock = threading.Lock()


@contextmanager
def interruptible(connection: duckdb.DuckDBPyConnection) -> Iterator[None]:
    """Let Ctrl-C within a call of DuckDB's be what it is elsewhere: KeyboardInterrupt.

    DuckDB makes a RuntimeError of it, which would be taken for a fault of the program. The
    threads of the query do not hear of it: to close the connection may then wait for ever.
    """
    try:
        yield
    except RuntimeError as error:
        if not isinstance(error.__context__, KeyboardInterrupt):
            raise
        connection.interrupt()
        raise KeyboardInterrupt from error


def attach(path: Path, *, read_only: bool = False) -> duckdb.DuckDBPyConnection:
    """An engine that has opened the file at ``path``, or makes one where there is none.

    Errors: those of DuckDB.
    """
    engine = _idle_engine_of(path) or _started(path)
    options = " (READ_ONLY)" if read_only else ""
    try:
        with interruptible(engine):
            engine.execute(f"ATTACH {_quoted(path)} AS {_FILE}{options}")
            engine.execute(f"USE {_FILE}")
    except BaseException:
        engine.close()
        raise
    return engine


def cursor_of(engine: duckdb.DuckDBPyConnection) -> duckdb.DuckDBPyConnection:
    """A cursor on the attached file: one for each user."""
    cursor = engine.cursor()
    cursor.execute(f"USE {_FILE}")
    return cursor


def detach(engine: duckdb.DuckDBPyConnection, path: Path) -> None:
    """Close the file, once every cursor is closed, and keep the engine for the next time.

    What is written moves from the log into the file. Where it cannot, it stays in the log.
    """
    try:
        with interruptible(engine):
            engine.execute("USE memory")
            engine.execute(f"DETACH {_FILE}")
    except duckdb.Error:
        engine.close()
        return
    except BaseException:  # it may have the file still
        engine.close()
        raise
    _keep_only({path: engine})


@atexit.register
def close_idle() -> None:
    """Let the threads of the idle engine end: while Python itself ends, they could not."""
    _keep_only({})


def _keep_only(kept: Mapping[Path, duckdb.DuckDBPyConnection]) -> None:
    with _idle_lock:
        others = [_idle.pop(other) for other in list(_idle)]
        _idle.update(kept)
    for other in others:
        other.close()


def _idle_engine_of(path: Path) -> duckdb.DuckDBPyConnection | None:
    with _idle_lock:
        return _idle.pop(path, None)


def _started(path: Path) -> duckdb.DuckDBPyConnection:
    """An engine that may open this file alone.

    A workbook is data from a stranger: no query may reach another file or the network.
    """
    engine = duckdb.connect(":memory:")
    allowed = ", ".join(_quoted(path, suffix) for suffix in _OPENED)
    engine.execute(f"SET temp_directory = {_quoted(path, '.tmp')}")
    engine.execute(f"SET allowed_paths = [{allowed}]")
    engine.execute("SET enable_external_access = false")
    engine.execute("SET lock_configuration = true")
    return engine


def _quoted(path: Path, suffix: str = "") -> str:
    """A path as text of SQL, which takes no parameter there; DuckDB follows links itself."""
    return "'" + f"{path.resolve()}{suffix}".replace("'", "''") + "'"
