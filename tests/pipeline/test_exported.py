"""What `mega export --xlsx` writes, `mega import` reads back as no change."""

from dataclasses import replace
from datetime import date
from io import BytesIO
from pathlib import Path

import openpyxl
import pytest

from dashboard.words import words_in
from dashboard.workbooks import exported_workbook
from data.errors import MegaError
from data.store import Store, create_store, open_store
from indicators.model import (
    AggregationOverPlaces,
    Breakdown,
    Measure,
    Observation,
    Place,
    Strategy,
    Text,
)
from loaders.looking import look_here
from loaders.preview import Preview, preview
from tests.data.stores import upload
from tests.support import a_strategy, an_indicator, an_observation

TODAY = date(2026, 11, 20)
WORDS = words_in("en")


def a_store(path: Path, *observations: Observation) -> Store:
    """Whole numbers, percentages and ratios, in places of which one is called NA."""
    percent = an_indicator(code="M02", unit="%", baseline=20.0, goal=60.0, minimum=0.0)
    ratio = replace(percent, code="0600", agg_place=AggregationOverPlaces.RATIO, maximum=100.0)
    strategy = a_strategy(an_indicator(minimum=None), percent, ratio)
    namibia = Place("NA", Text("Namibia", "Namibia", "Namíbia"))
    sexes = (Breakdown("sexo", "mujeres", ("Mujeres", "Women", "Mulheres")),)
    accept(store := create_store(path), replace(strategy, breakdowns=sexes, places=(
        *strategy.places, namibia)))  # fmt: skip
    if observations:
        store.accept_values(upload("values.xlsx"), store.compare(observations))
    return store


def accept(store: Store, strategy: Strategy) -> None:
    store.accept_strategy(upload("s.xlsx", repr(strategy).encode(), "new"), strategy, None)


def read_back(store: Store, content: bytes) -> Preview:
    return preview(content, "export.xlsx", store, TODAY, look=look_here)


EVERY_KIND = (
    an_observation(0.1 + 0.2, cell="A1"),
    an_observation(-1e300, "2024-Q3", cell="A2"),
    an_observation(1 / 3, "2024-Q2", "NA", cell="A3", note="=HYPERLINK(1)"),
    an_observation(5e-324, "2024-Q1", "REG", cell="A4"),
    an_observation(0.5, indicator="M02", cell="A5"),
    an_observation(0.1 + 0.2, "2024-Q3", indicator="M02", cell="A6"),
    an_observation(100 / 3, "2024-Q2", indicator="M02", cell="A7"),
    an_observation(None, indicator="0600", numerator=0.0, denominator=0.0, cell="A8"),
    an_observation(40.0, "2024-Q3", indicator="0600", numerator=2.0, denominator=5.0, cell="A9"),
    an_observation(None, "2024-Q2", indicator="0600", numerator=1.0, denominator=7.0, cell="B1"),
    an_observation(12.5, measure=Measure.MILESTONE, cell="B2"),
    an_observation(0.25, dimension="sexo", category="mujeres", cell="B3"),
    an_observation(
        None, indicator="0600", numerator=1.0, denominator=3.0, dimension="sexo",
        category="mujeres", cell="B4",
    ),
)  # fmt: skip


@pytest.mark.parametrize("language", ["es", "en", "pt"])
def test_every_kind_of_value_comes_back_as_it_was(tmp_path: Path, language: str):
    store = a_store(tmp_path / "mega.duckdb", *EVERY_KIND)
    made = exported_workbook(store, TODAY, words_in(language))
    found = read_back(store, made.content)
    assert (made.kept, made.outside) == (len(EVERY_KIND), 0)
    assert dict(found.counts) == {"new": 0, "changed": 0, "unchanged": len(EVERY_KIND)}
    assert list(found.problems) == []


@pytest.mark.parametrize("language", ["es", "en", "pt"])
def test_the_whole_demo_comes_back_as_no_change(demo_database: Path, language: str):
    store = open_store(demo_database)
    made = exported_workbook(store, TODAY, words_in(language))
    found = read_back(store, made.content)
    everything = len(store.everything_in_force())
    assert (made.kept, made.outside) == (everything, 0)
    assert dict(found.counts) == {"new": 0, "changed": 0, "unchanged": everything}
    assert list(found.problems) == []


def test_what_the_present_strategy_has_no_place_for_is_set_apart(tmp_path: Path):
    store = a_store(tmp_path / "mega.duckdb", *EVERY_KIND)
    accept(store, a_strategy(an_indicator(minimum=0.0)))  # no M02, no 0600, nothing below 0
    made = exported_workbook(store, TODAY, WORDS)
    found = read_back(store, made.content)
    assert (made.kept, made.outside) == (3, len(EVERY_KIND) - 3)
    assert dict(found.counts) == {"new": 0, "changed": 0, "unchanged": 3}
    sheet = openpyxl.load_workbook(BytesIO(made.content))["Not in the strategy"]
    assert sheet.max_row == len(EVERY_KIND) - 3 + 1
    named = {row[1] for row in sheet.iter_rows(min_row=2, values_only=True)}
    assert named == {"M01", "M02", "0600"}


def test_nothing_in_the_workbook_is_a_formula(tmp_path: Path):
    store = a_store(tmp_path / "mega.duckdb", *EVERY_KIND)
    book = openpyxl.load_workbook(BytesIO(exported_workbook(store, TODAY, WORDS).content))
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row]
    assert any(cell.value == "=HYPERLINK(1)" for cell in cells)
    assert {cell.data_type for cell in cells if cell.value is not None} == {"s", "n"}


def test_a_store_without_values_is_a_workbook_without_rows(tmp_path: Path):
    made = exported_workbook(a_store(tmp_path / "mega.duckdb"), TODAY, WORDS)
    assert (made.kept, made.outside) == (0, 0)
    assert openpyxl.load_workbook(BytesIO(made.content)).sheetnames == ["Values"]


def test_without_a_strategy_there_is_nothing_to_name_values_by(tmp_path: Path):
    with pytest.raises(MegaError) as caught:
        exported_workbook(create_store(tmp_path / "mega.duckdb"), TODAY, WORDS)
    assert caught.value.code == "no_strategy"
