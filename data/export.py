"""Everything in open formats: a folder of CSV files with a data dictionary, and back.

A table is a CSV file (UTF-8, commas, a line of headings): NULL is nothing at all, empty text is
``""``, and text that a spreadsheet could take for a formula has an apostrophe before it, as has
text that begins with one. The workbooks lie in ``files`` as they were uploaded, each under
its SHA-256.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from uuid import uuid4

import pyarrow as pa
from pyarrow import csv

from data import queries
from data.check import Report, check
from data.diagnosis import folder_error
from data.errors import MegaError
from data.gate import gate_to, transaction
from data.migrations import SCHEMA_VERSION
from data.placing import made_beside
from data.rows import Cursor
from data.store import Store, create_store

DICTIONARY = "dictionary.csv"
FILES = "files"
"""The table of workbooks, and the folder that holds them."""

_TEXT, _BYTES = "VARCHAR", "BLOB"
_ROWS, _WORKBOOKS = 100_000, 32
"""What is held in memory at once."""

_SHA256 = re.compile(r"[0-9a-f]{64}")
_SUFFIX = re.compile(r"\.[A-Za-z0-9]{1,5}")


@dataclass(frozen=True, slots=True)
class Column:
    """A column that is written as text: all but the workbooks' bytes."""

    name: str
    type: str

    @property
    def guarded(self) -> str:
        """SQL for its values as no spreadsheet takes them for formulas."""
        if self.type != _TEXT:
            return f'"{self.name}"'
        return (
            f"""CASE WHEN regexp_matches("{self.name}", '^[=+@\\t\\r''-]') """
            f"""THEN '''' || "{self.name}" ELSE "{self.name}" END AS "{self.name}" """
        )

    @property
    def unguarded(self) -> str:
        """The inverse of ``guarded``."""
        if self.type != _TEXT:
            return f'"{self.name}"'
        return f"""regexp_replace("{self.name}", '^''', '')"""


def export(store: Store, folder: Path) -> None:
    """Write the database, as it is at one moment, to the new or empty ``folder``.

    Errors: ``folder_not_empty``, ``folder_not_writable``, ``disk_full``.
    """
    with _made_folder(folder) as made:
        copy = made.with_suffix(".duckdb")  # writing takes long, and people work
        gate_to(store.path).copy_to(copy)
        with gate_to(copy).cursor() as cursor:
            csv.write_csv(cursor.execute(queries.DICTIONARY).to_arrow_table(), made / DICTIONARY)
            for table, columns in _tables(cursor).items():
                _write(cursor, table, columns, made)
            (made / FILES).mkdir()
            for sha256, file_name in cursor.execute(queries.FILE_NAMES).fetchall():
                ((content,),) = cursor.execute(queries.FILE, [sha256]).fetchall()
                (made / FILES / f"{sha256}{_suffix(file_name)}").write_bytes(content)


def fill(folder: Path, path: Path) -> Report:
    """Make the new database ``path`` of a folder that ``export`` wrote, and check it.

    It gets an id of its own, see ``data.backup.restore``. Errors: ``export_incomplete``,
    ``export_unreadable``, ``unknown_schema``, and as ``data.placing.made_beside``.
    """
    with made_beside(path) as made:
        create_store(made)
        with gate_to(made).cursor() as cursor, transaction(cursor):
            cursor.execute(queries.FORGET_STATE)
            tables = _tables(cursor)
            _fill(cursor, "store", tables.pop("store"), folder)
            _refuse_another_schema(cursor, folder)
            for table, columns in tables.items():
                _fill(cursor, table, columns, folder)
            cursor.execute(queries.RENAME, [uuid4().hex])
        return check(made)


def _tables(cursor: Cursor) -> dict[str, list[Column]]:
    tables: dict[str, list[Column]] = {}
    for table, column, kind in cursor.execute(queries.TABLE_COLUMNS).fetchall():
        if kind != _BYTES:
            tables.setdefault(table, []).append(Column(column, kind))
    return tables


def _write(cursor: Cursor, table: str, columns: Sequence[Column], folder: Path) -> None:
    selected = ", ".join(column.guarded for column in columns)
    query = f"SELECT {selected} FROM {table}"  # noqa: S608 - names of the schema's own
    reader = cursor.execute(query).to_arrow_reader(_ROWS)
    with csv.CSVWriter(_csv(folder, table), reader.schema) as writer:
        for batch in reader:
            writer.write_batch(batch)


def _fill(cursor: Cursor, table: str, columns: Sequence[Column], folder: Path) -> None:
    names = ", ".join(f'"{column.name}"' for column in columns)
    empty = cursor.execute(f"SELECT {names} FROM {table} LIMIT 0")  # noqa: S608
    chosen = ", ".join(column.unguarded for column in columns)
    for batch in _batches(_csv(folder, table), empty.to_arrow_table().schema):
        if table == FILES:
            _insert_workbooks(cursor, batch.column("sha256").to_pylist(), folder / FILES)
            continue
        _insert(cursor, f"INSERT INTO {table} ({names}) SELECT {chosen} FROM batch", batch)  # noqa: S608


def _insert_workbooks(cursor: Cursor, hashes: Sequence[str], folder: Path) -> None:
    for start in range(0, len(hashes), _WORKBOOKS):
        some = hashes[start : start + _WORKBOOKS]
        contents = [_workbook(folder, sha256) for sha256 in some]
        batch = pa.record_batch({"sha256": some, "content": contents})
        _insert(cursor, f"INSERT INTO {FILES} SELECT sha256, content FROM batch", batch)  # noqa: S608


def _insert(cursor: Cursor, insert: str, batch: pa.RecordBatch) -> None:
    cursor.register("batch", pa.Table.from_batches([batch]))
    try:
        cursor.execute(insert)
    finally:
        cursor.unregister("batch")


def _batches(file: Path, schema: pa.Schema) -> Iterator[pa.RecordBatch]:
    """The rows of a CSV file, all of them with the columns that are wanted."""
    read = csv.ReadOptions(block_size=1 << 24)
    parsed = csv.ParseOptions(newlines_in_values=True)
    converted = csv.ConvertOptions(
        column_types=schema,
        include_columns=schema.names,
        null_values=[""],
        strings_can_be_null=True,
        quoted_strings_can_be_null=False,
    )
    try:
        yield from csv.open_csv(file, read, parsed, converted)
    except FileNotFoundError as error:
        raise MegaError("export_incomplete", file=str(file)) from error
    except (pa.ArrowException, KeyError) as error:
        detail = str(error).splitlines()[0]
        raise MegaError("export_unreadable", file=str(file), detail=detail) from error


def _refuse_another_schema(cursor: Cursor, folder: Path) -> None:
    found = cursor.execute(queries.SCHEMA_AND_COUNTER).fetchall()
    if len(found) != 1:
        raise MegaError("export_incomplete", file=str(_csv(folder, "store")))
    ((schema, _),) = found
    if schema != SCHEMA_VERSION:
        raise MegaError("unknown_schema", path=str(folder), found=schema, known=SCHEMA_VERSION)


def _workbook(folder: Path, sha256: str) -> bytes:
    # The name comes from a file that anybody may have changed: it may lead nowhere else.
    found = list(folder.glob(f"{sha256}*")) if _SHA256.fullmatch(sha256 or "") else []
    if len(found) != 1:
        raise MegaError("export_incomplete", file=str(folder / sha256))
    return found[0].read_bytes()


def _csv(folder: Path, table: str) -> Path:
    return folder / f"{table}.csv"


def _suffix(file_name: str) -> str:
    suffix = Path(file_name).suffix
    return suffix if _SUFFIX.fullmatch(suffix) else ""


@contextmanager
def _made_folder(folder: Path) -> Iterator[Path]:
    """Where to make the folder that is called ``folder`` once the block has ended well."""
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise MegaError("folder_not_empty", path=str(folder))
    try:
        folder.parent.mkdir(parents=True, exist_ok=True)
        with TemporaryDirectory(prefix=f".{folder.name}-", dir=folder.parent) as beside:
            made = Path(beside) / "export"
            made.mkdir()
            yield made
            made.rename(folder)
    except OSError as error:
        raise folder_error(error, folder) from error
