"""Rows of the small tables: added a few at a time, numbered codes among them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Literal, TypeAlias

if TYPE_CHECKING:
    import duckdb

# By its name: the process that looks at a file has no use for DuckDB, and starts without it.
Cursor: TypeAlias = "duckdb.DuckDBPyConnection"
KeyKind = Literal["indicator", "place"]


def insert(cursor: Cursor, table: str, rows: Sequence[tuple[object, ...]]) -> None:
    """Add a few rows. Table names are the program's own, never a person's."""
    for row in rows:
        marks = ", ".join("?" for _ in row)
        cursor.execute(f"INSERT INTO {table} VALUES ({marks})", list(row))  # noqa: S608


def keys(cursor: Cursor, kind: KeyKind) -> list[str]:
    """Codes by their number: the position in the list."""
    query = f"SELECT code FROM {kind}_keys ORDER BY {kind}_id"  # noqa: S608
    return [code for (code,) in cursor.execute(query).fetchall()]


def add_keys(cursor: Cursor, kind: KeyKind, codes: Sequence[str]) -> None:
    """Number the codes that have none yet."""
    known = keys(cursor, kind)
    fresh = [code for code in codes if code not in known]
    insert(cursor, f"{kind}_keys", list(enumerate(fresh, start=len(known))))
