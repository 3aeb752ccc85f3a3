"""A mapping as a TOML text: written to be read by people, read back with all its faults told."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable
from typing import Any

import tomlkit

from data.errors import MegaError
from loaders.excel import MOST_ROWS
from loaders.mapping import IGNORED, ROLES, ROWS_AT_THE_TOP, MappedColumn, TableMapping

_MOST_LETTERS = 3
_KEYS = {"sheet", "headings", "fingerprint", "place", "period", "columns", "words"}
_KEYS_OF_A_COLUMN = {"role", "period", "place", "indicator", "breakdown"}


def as_toml(mappings: Iterable[TableMapping]) -> str:
    """The mappings as a text to keep; each column has its heading as a comment."""
    document = tomlkit.document()
    document.add(tomlkit.comment("How the tables of a workbook are read; see mega map --help."))
    document.add(tomlkit.comment("Roles: " + ", ".join([*ROLES, IGNORED]) + "."))
    tables = tomlkit.aot()
    for mapping in mappings:
        table = tomlkit.table()
        table["sheet"] = mapping.sheet
        table["headings"] = [mapping.first_heading, mapping.last_heading]
        table["fingerprint"] = mapping.fingerprint
        for name in ("place", "period"):
            if told := getattr(mapping, name):
                table[name] = told
        columns = tomlkit.table()
        for column in mapping.columns:
            item = tomlkit.inline_table()
            item["role"] = column.role
            for name in ("period", "place", "indicator", "breakdown"):
                if told := getattr(column, name):
                    item[name] = told
            if column.heading:
                item.comment(" ".join(column.heading.split()))
            columns[column.letter] = item
        table["columns"] = columns
        if mapping.words:
            table["words"] = dict(mapping.words)
        tables.append(table)
    document["tables"] = tables
    return tomlkit.dumps(document)


def read_mappings(text: str) -> list[TableMapping]:
    """The mappings of a TOML text; ``mapping_wrong`` names all that cannot be used in it."""
    try:
        document = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise MegaError("mapping_wrong", faults=(str(error),)) from error
    faults: list[str] = []
    found = document.get("tables")
    tables: list[Any] = found if isinstance(found, list) else []
    if not tables:
        faults.append("tables")
    mappings = [_read_table(table, f"tables[{n}]", faults) for n, table in enumerate(tables)]
    if faults:
        raise MegaError("mapping_wrong", faults=tuple(faults))
    return mappings


def _read_table(table: Any, where: str, faults: list[str]) -> TableMapping:
    told: dict[str, Any] = table if isinstance(table, dict) else {}
    first, last = _read_headings(told.get("headings"), f"{where}.headings", faults)
    columns = told.get("columns")
    if not isinstance(columns, dict) or not columns:
        faults.append(f"{where}.columns")
        columns = {}
    words = told.get("words", {})
    if not isinstance(words, dict):
        faults.append(f"{where}.words")
        words = {}
    faults += [f"{where}.{name}" for name in told if name not in _KEYS]
    texts = {name: told.get(name, "") for name in ("sheet", "place", "period", "fingerprint")}
    faults += [f"{where}.{name}" for name, text in texts.items() if not isinstance(text, str)]
    return TableMapping(
        sheet=str(texts["sheet"]),
        first_heading=first,
        last_heading=last,
        columns=tuple(
            _read_column(letter, column, f"{where}.columns.{letter}", faults)
            for letter, column in columns.items()
        ),
        place=str(texts["place"]),
        period=str(texts["period"]),
        fingerprint=str(texts["fingerprint"]),
        words=tuple((str(word), str(instead)) for word, instead in words.items()),
    )


def _read_headings(told: Any, where: str, faults: list[str]) -> tuple[int, int]:
    match told:
        case bool():
            pass
        case int() if 1 <= told <= MOST_ROWS:
            return told, told
        case [int(first), int(last)] if 1 <= first <= last <= MOST_ROWS:
            if last - first < ROWS_AT_THE_TOP:
                return first, last
    faults.append(where)
    return 1, 1


def _read_column(letter: str, told: Any, where: str, faults: list[str]) -> MappedColumn:
    column: dict[str, Any] = {"role": told} if isinstance(told, str) else told
    if not isinstance(column, dict):
        faults.append(where)
        return MappedColumn(letter, IGNORED)
    if not (letter.isascii() and letter.isalpha() and len(letter) <= _MOST_LETTERS):
        faults.append(where)
    role = column.get("role")
    if role not in {*ROLES, IGNORED}:
        faults.append(f"{where}.role = {role!r}")
    faults += [f"{where}.{name}" for name in column if name not in _KEYS_OF_A_COLUMN]
    said = {name: column.get(name, "") for name in ("period", "place", "indicator", "breakdown")}
    faults += [f"{where}.{name}" for name, text in said.items() if not isinstance(text, str)]
    return MappedColumn(letter.upper(), str(role), **{n: str(text) for n, text in said.items()})
