"""What an error of DuckDB or of the system means for a person who uses the database."""

from __future__ import annotations

import errno
from pathlib import Path

import duckdb

from data.errors import MegaError

SIGNS = {
    "Could not set lock": "database_busy",
    "being used by another process": "database_busy",
    "not a valid DuckDB database": "not_a_database",
    "Loading external extensions is disabled": "not_a_database",  # a file of SQLite
    "Is a directory": "not_a_database",
    "attached in read-only mode": "database_read_only",
    "Read-only file system": "database_read_only",
    "Permission denied": "database_read_only",
    "No space left on device": "disk_full",
    "Disk quota exceeded": "disk_full",
    "File too large": "disk_full",
    "not enough space on the disk": "disk_full",
    "Could not read enough bytes": "database_damaged",
    "Corrupt database file": "database_damaged",
    "WAL file": "database_damaged",
    "file with version number": "newer_format",
}
"""Parts of messages, which DuckDB gives in English alone, and the codes they lead to."""

_OF_THE_FILE = (
    duckdb.FatalException,
    duckdb.InternalException,
    duckdb.IOException,
    duckdb.OutOfMemoryException,
    duckdb.SerializationException,
)

_FULL = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}


def database_error(error: duckdb.Error, path: Path) -> MegaError | None:
    """The error as one that a person can mend; None where the program is at fault."""
    text = str(error)
    for sign, code in SIGNS.items():
        if sign in text:
            return MegaError(code, path=str(path))
    if isinstance(error, _OF_THE_FILE):
        return MegaError("database_unreadable", path=str(path), detail=text.splitlines()[0])
    return None


def folder_error(error: OSError, folder: Path) -> MegaError:
    """Why nothing can be written to ``folder``: ``disk_full`` or ``folder_not_writable``."""
    if error.errno in _FULL:
        return MegaError("disk_full", path=str(folder))
    return MegaError("folder_not_writable", path=str(folder))
