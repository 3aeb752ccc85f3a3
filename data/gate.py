"""The one gate through which this process reaches a database file.

A file is held open only while somebody uses it, so that other processes (a second
dashboard, an import on the command line, a backup) come between. Every user gets a cursor
of its own: a connection shared by threads returns wrong rows.

Nothing else in this program may open the file: where a process closes any descriptor of a
file, POSIX ends all its locks on it, DuckDB's too, and a second writer would get in.
"""

from __future__ import annotations

import math
import random
import shutil
import threading
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path

import duckdb

from data.diagnosis import database_error
from data.engine import attach, cursor_of, detach, interruptible
from data.errors import MegaError
from data.turns import in_turn, queue_of

PATIENCE_SECONDS = 10.0
TURN_SECONDS = 1.0
"""How long this process may keep the file while its threads come and go without a pause."""

_WRITE_SOMETHING = "CREATE TABLE written (nothing INTEGER); DROP TABLE written"
"""A log that ends in the midst of what a killed process wrote, DuckDB keeps until then."""

SOON_SECONDS = 0.5
"""How long the file is kept open for a call that may yet come; others wait so long."""

_PAUSE_SECONDS = 0.02

# Three headers of 4096 bytes come before the blocks. Free blocks at the end are given back
# when the file is closed, so that a sound file may lack them.
_SIZE_BY_ITS_HEADER = """\
SELECT 3 * 4096 + used_blocks * block_size FROM pragma_database_size()
WHERE database_name = current_database()"""


class Gate:
    """Shares one connection among the threads that use the file right now."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._door = threading.Condition()
        self._users = 0
        self._connection: duckdb.DuckDBPyConnection | None = None
        self._until = 0.0

    @contextmanager
    def cursor(self) -> Iterator[duckdb.DuckDBPyConnection]:
        """A cursor for one call; the file is let go when its last user leaves.

        Errors: ``database_busy`` when another program holds the file for longer than
        PATIENCE_SECONDS, and whatever ``data.diagnosis`` finds in an error of DuckDB.
        """
        cursor = self._enter()
        try:
            with interruptible(cursor):
                yield cursor
        except duckdb.Error as error:
            if isinstance(error, duckdb.FatalException | duckdb.InternalException):
                self._until = 0.0  # nothing more can be done with this connection
            if found := database_error(error, self._path):
                raise found from error
            raise
        finally:
            self._leave(cursor)

    @contextmanager
    def kept_open(self) -> Iterator[None]:
        """Open the file once for all calls: of one that no other program knows of yet."""
        with self.cursor():
            self._until = math.inf
            yield

    @contextmanager
    def kept_briefly(self) -> Iterator[None]:
        """Keep the file open for a call that comes soon, for so many SOON_SECONDS at most."""
        cursor, ending = self._enter(), threading.Lock()

        def end() -> None:
            if ending.acquire(blocking=False):
                self._leave(cursor)

        timer = threading.Timer(SOON_SECONDS, end)
        timer.start()
        try:
            yield
        finally:
            timer.cancel()
            end()

    def copy_to(self, target: Path) -> None:
        """Copy the file, and its log if it has one, to ``target`` while nobody changes it.

        The log's copy is read into the file's, unless there is no room for that.
        """
        deadline = time.monotonic() + PATIENCE_SECONDS
        # Only once DuckDB has let go may the descriptors be closed: see above.
        with (
            self._alone(deadline),
            ExitStack() as closed_last,
            _held(self._path, deadline),
        ):
            for part, copy in ((self._path, target), (log_of(self._path), log_of(target))):
                if part.exists():
                    original = closed_last.enter_context(part.open("rb"))
                    with copy.open("wb") as written:
                        shutil.copyfileobj(original, written, 1 << 20)
        if log_of(target).exists():
            with gate_to(target).cursor() as cursor:
                cursor.execute(_WRITE_SOMETHING)

    def _enter(self) -> duckdb.DuckDBPyConnection:
        deadline = time.monotonic() + PATIENCE_SECONDS
        with self._passing(deadline):
            if self._connection is not None and time.monotonic() > self._until:
                self._wait_until_closed(deadline)
            if self._connection is None:
                self._connection = _connect(self._path, deadline)
                self._until = time.monotonic() + TURN_SECONDS
            cursor = cursor_of(self._connection)
            self._users += 1
            return cursor

    def _leave(self, cursor: duckdb.DuckDBPyConnection) -> None:
        cursor.close()
        with self._door:
            self._users -= 1
            if self._users == 0 and self._connection is not None:
                try:
                    detach(self._connection, self._path)
                finally:
                    self._connection = None
                    self._door.notify_all()

    @contextmanager
    def _alone(self, deadline: float) -> Iterator[None]:
        """Wait until nobody of this process uses the file, and let nobody in."""
        with self._passing(deadline):
            self._until = 0.0
            self._wait_until_closed(deadline)
            yield

    @contextmanager
    def _passing(self, deadline: float) -> Iterator[None]:
        """The door's lock, or ``database_busy`` where it cannot be had by ``deadline``."""
        if not self._door.acquire(timeout=max(0.0, deadline - time.monotonic())):
            raise MegaError("database_busy", path=str(self._path))
        try:
            yield
        finally:
            self._door.release()

    def _wait_until_closed(self, deadline: float) -> None:
        if not self._door.wait_for(
            lambda: self._connection is None, timeout=max(0.0, deadline - time.monotonic())
        ):
            raise MegaError("database_busy", path=str(self._path))


_gates: dict[Path, Gate] = {}
_gates_lock = threading.Lock()


def gate_to(path: Path) -> Gate:
    """The process's gate to ``path``: one a file, however it is spelled."""
    with _gates_lock:
        return _gates.setdefault(path.resolve(), Gate(path))


@contextmanager
def new_file(path: Path) -> Iterator[duckdb.DuckDBPyConnection]:
    """A connection to a file that is made for it, for as long as nobody else knows of it."""
    try:
        engine = attach(path)
        try:
            with interruptible(engine):
                yield engine
        finally:
            detach(engine, path)
    except duckdb.Error as error:
        if found := database_error(error, path):
            raise found from error
        raise


@contextmanager
def transaction(cursor: duckdb.DuckDBPyConnection) -> Iterator[None]:
    """All or nothing, and one moment for everything that is read."""
    cursor.begin()
    try:
        with interruptible(cursor):
            yield
    except BaseException:
        with suppress(duckdb.Error):  # an error of DuckDB's may have ended it already
            cursor.rollback()
        raise
    cursor.commit()


def log_of(path: Path) -> Path:
    """DuckDB's write-ahead log of the file at ``path``; it may hold accepted imports.

    Where the path is a link, the log lies beside what it leads to.
    """
    file = path.resolve()
    return file.with_name(f"{file.name}.wal")


def _connect(path: Path, deadline: float) -> duckdb.DuckDBPyConnection:
    """Open the file; where other processes want it too, in turn.

    Errors: ``no_database``, ``database_busy`` at ``deadline``, and of ``data.diagnosis``.
    """
    if not queue_of(path).exists():  # nobody was ever in the way
        try:
            return _open(path)
        except MegaError as error:
            if error.code != "database_busy":
                raise
    with in_turn(path, deadline):
        while True:
            try:
                return _open(path)
            except MegaError as error:
                if error.code != "database_busy" or time.monotonic() > deadline:
                    raise
            # Jitter, for where there is no queue: who met once does not meet again.
            time.sleep(_PAUSE_SECONDS * random.uniform(0.5, 1.5))  # noqa: S311 - not a secret


@contextmanager
def _held(path: Path, deadline: float) -> Iterator[None]:
    """The file is open, by this process alone and for nobody."""
    connection = _connect(path, deadline)
    try:
        yield
    finally:
        detach(connection, path)


def _open(path: Path) -> duckdb.DuckDBPyConnection:
    """A connection, read-only where the file cannot be written to."""
    if not path.exists():  # DuckDB would make one
        raise MegaError("no_database", path=str(path))
    try:
        connection = attach(path)
    except duckdb.Error as error:
        found = database_error(error, path)
        if found is None:
            raise
        if found.code != "database_read_only":
            raise found from error
        connection = _open_read_only(path)
    if _is_cut_off(connection, path):
        detach(connection, path)
        raise MegaError("database_damaged", path=str(path))
    return connection


def _open_read_only(path: Path) -> duckdb.DuckDBPyConnection:
    try:
        return attach(path, read_only=True)
    except duckdb.Error as error:
        found = database_error(error, path)
        if found is None or found.code == "database_read_only":  # nor may it be read
            detail = str(error).splitlines()[0]
            raise MegaError("database_unreadable", path=str(path), detail=detail) from error
        raise found from error


def _is_cut_off(connection: duckdb.DuckDBPyConnection, path: Path) -> bool:
    """Whether blocks are missing at the end, which DuckDB finds out when it needs them."""
    ((whole,),) = connection.execute(_SIZE_BY_ITS_HEADER).fetchall()
    return path.stat().st_size < int(whole)
