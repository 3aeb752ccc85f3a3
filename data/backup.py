"""Backups: a copy of the whole database while people work, and a database made of one."""

from __future__ import annotations

from pathlib import Path
from uuid import uuid4

from data import queries
from data.check import Report, check
from data.gate import gate_to
from data.migrations import migrate
from data.placing import made_beside
from data.store import Store


def back_up(store: Store, target: Path) -> Report:
    """Copy the database as it is at one moment to the new file ``target``, and check that.

    Errors: ``database_damaged`` where the copy cannot be read, and as ``made_beside``.
    """
    with made_beside(target) as made:
        gate_to(store.path).copy_to(made)
        return check(made)


def restore(backup: Path, path: Path) -> Report:
    """Make the new database ``path`` of a backup, of this or an earlier schema; check it.

    It gets an id of its own: its counter may come to stand where the other's once stood,
    with other imports, and what is cached is found by id and counter.
    Errors: as ``data.store.open_store`` for the backup, and as ``made_beside``.
    """
    with made_beside(path) as made:
        gate_to(backup).copy_to(made)
        migrate(made)
        with gate_to(made).cursor() as cursor:
            cursor.execute(queries.RENAME, [uuid4().hex])
        return check(made)
