"""A workbook as bytes, from the process that read it to the one that asked for it.

The arrays of the cells go as they lie in memory, the texts as one, the rest as JSON: nothing
that could run when it is read, whatever the file made of the process that wrote it.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import datetime
from itertools import chain
from typing import Any

from loaders.grid import Columns, Grid, Tables
from loaders.workbook import MergedRange, Sheet, Workbook

_SIZE_BYTES = 8
_END_OF_TEXT = "\0"


def packed(workbook: Workbook) -> Iterator[bytes]:
    """The workbook, whose sheets must hold grids with the same tables, in pieces."""
    grids = [sheet.rows for sheet in workbook.sheets if isinstance(sheet.rows, Grid)]
    tables = grids[0].tables if grids else Tables()
    texts = "".join(text.replace(_END_OF_TEXT, "") + _END_OF_TEXT for text in tables.texts).encode()
    head = json.dumps(
        {
            "texts": len(texts),
            "formats": tables.formats,
            "epoch": tables.epoch.isoformat(),
            "sheets": [
                {
                    "name": sheet.name,
                    "is_hidden": sheet.is_hidden,
                    "keeps_formats": sheet.keeps_formats,
                    "merged": list(chain.from_iterable(sheet.merged)),
                    "hidden_rows": sorted(sheet.hidden_rows),
                    "cells": len(grid.columns),
                }
                for sheet, grid in zip(workbook.sheets, grids, strict=True)
            ],
        }
    ).encode()
    yield len(head).to_bytes(_SIZE_BYTES, "little")
    yield head
    yield texts
    for grid in grids:
        yield from (one.tobytes() for one in grid.columns.arrays())


def unpacked(content: bytes) -> Workbook:
    """The inverse of ``packed``. ValueError where it is none."""
    rest = _Bytes(content)
    size = int.from_bytes(rest.take(_SIZE_BYTES), "little")
    head = json.loads(bytes(rest.take(size)))
    texts = bytes(rest.take(head["texts"])).decode().split(_END_OF_TEXT)[:-1]
    tables = Tables(texts, head["formats"], datetime.fromisoformat(head["epoch"]))
    return Workbook(tuple(_sheet(sheet, rest, tables) for sheet in head["sheets"]))


def _sheet(head: dict[str, Any], rest: _Bytes, tables: Tables) -> Sheet:
    columns = Columns()
    for one in columns.arrays():
        one.frombytes(rest.take(head["cells"] * one.itemsize))
    numbers = iter(head["merged"])
    return Sheet(
        name=head["name"],
        rows=Grid(columns, tables),
        merged=[
            MergedRange(*four) for four in zip(numbers, numbers, numbers, numbers, strict=True)
        ],
        hidden_rows=frozenset(head["hidden_rows"]),
        is_hidden=head["is_hidden"],
        keeps_formats=head["keeps_formats"],
    )


class _Bytes:
    """Bytes to be taken from the front."""

    def __init__(self, content: bytes) -> None:
        self._left = memoryview(content)

    def take(self, size: int) -> memoryview:
        if size > len(self._left):
            raise ValueError("the workbook ends too early")
        taken, self._left = self._left[:size], self._left[size:]
        return taken
