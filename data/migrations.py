"""Databases of earlier versions of the program, brought up to the present schema.

Each released schema keeps a stored database under ``tests/data/released``, which a test
opens with the present program.
"""

from __future__ import annotations

from collections.abc import Sequence
from importlib.resources import files
from pathlib import Path

import duckdb

from data import queries
from data.errors import MegaError
from data.gate import Gate, gate_to, transaction
from data.placing import made_beside
from data.rows import Cursor

STEPS: Sequence[str] = tuple(
    files("data").joinpath("steps", f"schema-{version}.sql").read_text(encoding="utf-8")
    for version in (2,)
)
"""SQL that leads from each schema to the next, the first from version 1 to 2.

A step changes tables and never a row's meaning; ``schema.sql`` always holds the outcome.
"""

SCHEMA_VERSION = 1 + len(STEPS)


def migrate(path: Path, steps: Sequence[str] = STEPS) -> Path | None:
    """Bring the database up to the schema the steps lead to; a backup lies beside it first.

    Returns the backup; None where there was nothing to do. All steps are one transaction.
    Errors: as ``data.store.open_store``.
    """
    gate, wanted = gate_to(path), 1 + len(steps)
    while True:
        with gate.cursor() as cursor:
            found, counter = schema_and_counter(cursor, path)
        if found == wanted:
            return None
        if not 1 <= found <= wanted:
            raise MegaError("unknown_schema", path=str(path), found=found, known=wanted)
        backup = _back_up(gate, path, found)
        if _take(gate, path, steps, found, counter):
            return backup
        backup.unlink(missing_ok=True)


def schema_and_counter(cursor: Cursor, path: Path) -> tuple[int, int]:
    """Of a database of this program; else ``not_a_database`` or ``database_damaged``."""
    if cursor.execute(queries.STORE_EXISTS).fetchall() != [(True,)]:
        raise MegaError("not_a_database", path=str(path))
    rows = cursor.execute(queries.SCHEMA_AND_COUNTER).fetchall()
    if len(rows) != 1 or None in rows[0]:
        raise MegaError("database_damaged", path=str(path))
    ((schema, counter),) = rows
    return schema, counter


def _back_up(gate: Gate, path: Path, schema: int) -> Path:
    number = 1
    while True:
        backup = path.with_name(f"{path.stem}.schema-{schema}.{number}{path.suffix}")
        try:
            with made_beside(backup) as made:
                gate.copy_to(made)
                with gate_to(made).cursor() as cursor:  # it can be read
                    schema_and_counter(cursor, made)
        except MegaError as error:
            if error.code != "file_exists":
                raise
            number += 1
        else:
            return backup


def _take(gate: Gate, path: Path, steps: Sequence[str], schema: int, counter: int) -> bool:
    """Take the steps; False where somebody changed the database since the backup."""
    try:
        with gate.cursor() as cursor, transaction(cursor):
            if schema_and_counter(cursor, path) != (schema, counter):
                return False
            for step in steps[schema - 1 :]:
                cursor.execute(step)
            cursor.execute(queries.SET_SCHEMA, [1 + len(steps)])
    except duckdb.TransactionException:  # another thread is at it
        return False
    return True
