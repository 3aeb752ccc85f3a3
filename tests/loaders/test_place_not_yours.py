"""A staff member loads values of their own places; another's is told at the cell that names it."""

from datetime import date, datetime
from pathlib import Path

import pytest

from data.records import Upload
from data.store import Store, create_store
from loaders.preview import preview
from tests.loaders.drawn import as_bytes, book_of
from tests.support import a_strategy
from tests.support.copies import made_once

TODAY = date(2024, 11, 20)

LONG = """
    Código | País     | Período | Valor
    M01    | Perú     | 2024-T3 | 5
    M01    | Colombia | 2024-T3 | 7
    M99    | Colombia | 2024-T3 | 7
"""
BY_PLACE = """
    Código | Período | Perú | Colombia
    M01    | 2024-T2 | 5    | 7
    M01    | 2024-T3 | 6    | 8
"""
TITLED = """
    País:  | Colombia
    Código | Período | Valor
    M01    | 2024-T2 | 7
    M01    | 2024-T3 | 8
"""
UNDER_SUB_HEADINGS = """
    Código   | Período | Valor
    Perú     |         |
    M01      | 2024-T3 | 5
    Colombia |         |
    M01      | 2024-T2 | 7
    M01      | 2024-T3 | 8
"""


@made_once
def made(path: Path) -> Store:
    store = create_store(path)
    upload = Upload("estrategia.xlsx", b"", "ana", datetime.fromisoformat("2024-01-01T12:00"))
    store.accept_strategy(upload, a_strategy(), None)
    return store


@pytest.fixture
def planned(tmp_path: Path) -> Store:
    return made(tmp_path / "mega.duckdb")


@pytest.mark.parametrize(
    ("sheet", "table", "cells", "own"),
    [
        ("Datos", LONG, ["B3", "B4"], 1),
        ("Datos", BY_PLACE, ["D1"], 2),
        ("Datos", TITLED, ["B1"], 0),
        ("Datos", UNDER_SUB_HEADINGS, ["A4"], 1),
        ("Colombia", "Código | Período | Valor \n M01 | 2024-T3 | 7", ["A1"], 0),
    ],
)
def test_a_place_of_others_is_told_once_where_it_is_named(
    sheet: str, table: str, cells: list[str], own: int, planned: Store
):
    content = as_bytes(book_of({sheet: table}))
    found = preview(content, "datos.xlsx", planned, TODAY, places=frozenset({"PE"}))
    assert [(one.code, one.cell, one.found) for one in found.problems] == [
        ("place_not_yours", cell, "Colombia") for cell in cells
    ]
    assert [one.place for one in found.observations] == ["PE"] * own


@pytest.mark.parametrize("table", [LONG, BY_PLACE, TITLED, UNDER_SUB_HEADINGS])
def test_whoever_may_load_all_places_is_told_of_none(table: str, planned: Store):
    found = preview(as_bytes(book_of(table)), "datos.xlsx", planned, TODAY)
    assert "place_not_yours" not in [one.code for one in found.problems]


def test_values_in_force_of_a_place_of_others_are_not_compared(planned: Store):
    accepted = preview(as_bytes(book_of(BY_PLACE)), "datos.xlsx", planned, TODAY)
    upload = Upload("datos.xlsx", b"1", "eva", datetime.fromisoformat("2024-11-20T12:00"))
    planned.accept_values(upload, accepted.changes)
    changed = as_bytes(book_of(BY_PLACE.replace("8", "9")))
    found = preview(changed, "datos.xlsx", planned, TODAY, places=frozenset({"PE"}))
    assert {change.observation.place for change in found.changes} == {"PE"}
    assert all(change.kind == "unchanged" for change in found.changes)
