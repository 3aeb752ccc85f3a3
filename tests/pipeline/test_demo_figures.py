"""From the demo's workbooks to its figures: the whole way, against sums made by hand."""

from collections import Counter
from collections.abc import Iterator
from io import BytesIO
from itertools import chain
from pathlib import Path

import openpyxl
import pytest

from data.demo.story import TODAY, demo_story
from data.records import Contents
from data.store import open_store
from indicators.figures import Figures, measure
from indicators.periods import Period
from indicators.status import DataState, Status
from indicators.terms import Terms

Row = tuple[str, tuple[object, ...]]  # the office and its cells

PREMIUM = {"M05", "Prima Fairtrade recibida", "Fairtrade Premium received"}
SOLD = {"M06", "% de la producción certificada vendida como Fairtrade"}

# Where the numbers of a row stand, by office; the other layouts have them in D, E and F.
VALUES = {
    "Mexico": slice(3, None, 2),
    "Brasil": slice(2, None),
    "ConoSur": slice(1, -1),
    "Caribbean": slice(1, -1),
}
NUMERATORS = {"Mexico": slice(2, None, 2), "Brasil": slice(2, None, 2)}
DENOMINATORS = {"Mexico": slice(3, None, 2), "Brasil": slice(3, None, 2)}


@pytest.fixture(scope="module")
def demo(demo_database: Path) -> Contents:
    return open_store(demo_database).contents()


def figures_as_of(demo: Contents, code: str) -> Figures:
    period = Period.parse(code)
    strategy = demo.history.in_effect(period)
    assert strategy is not None
    assert demo.today is not None
    (figures,) = measure(strategy, demo.observations, [period], Terms(demo.today))
    return figures


def rows_of_2024(names: set[str]) -> Iterator[Row]:
    """Each row about an indicator in the workbooks of 2024.

    Mexico and Brazil repeat the year so far, so only their last workbook of it counts.
    """
    for delivery in demo_story():
        office, _, period = delivery.file_name.partition("_")
        repeated = office in {"Mexico", "Brasil"} and period != "2024-T4.xlsx"
        if period.startswith("2024-") and office != "Estrategia" and not repeated:
            for sheet in openpyxl.load_workbook(BytesIO(delivery.content)):
                for row in sheet.iter_rows(values_only=True):
                    if row[0] in names:
                        yield office, row


def total(rows: list[Row], where: dict[str, slice], column: int) -> float:
    own = slice(column, column + 1)
    cells = chain.from_iterable(row[where.get(office, own)] for office, row in rows)
    return sum(cell for cell in cells if isinstance(cell, int | float))


def test_a_sum_is_the_sum_of_a_years_cells(demo: Contents) -> None:
    rows = list(rows_of_2024(PREMIUM))
    by_hand = total(rows, VALUES, column=3)
    premium = figures_as_of(demo, "2024-Q4").indicators["M05"]
    assert by_hand > 130
    assert premium.actual == pytest.approx(by_hand, abs=1e-9)
    assert premium.attainment == pytest.approx((by_hand - 130) / (180 - 130))
    assert premium.planned == pytest.approx((145 - 130) / (180 - 130))


def test_a_ratio_is_numerators_over_denominators_of_a_years_cells(demo: Contents) -> None:
    rows = list(rows_of_2024(SOLD))
    sold, produced = total(rows, NUMERATORS, column=4), total(rows, DENOMINATORS, column=5)
    by_hand = 100 * sold / produced
    part_sold = figures_as_of(demo, "2024-Q4").indicators["M06"]
    assert 30 < by_hand < 40
    assert part_sold.actual == pytest.approx(by_hand, abs=1e-9)
    assert part_sold.attainment == pytest.approx((by_hand - 34) / (45 - 34))


def test_the_board_meets_every_status_that_the_story_promises(demo: Contents) -> None:
    figures = figures_as_of(demo, "2026-Q3")
    status = {code: found.status for code, found in figures.indicators.items()}
    promised = {
        Status.ACHIEVED: {"M18", "M21"},
        Status.ON_TRACK: {"M02", "M04", "M07", "M09", "M11", "M13", "M17", "M20", "M24"},
        Status.AT_RISK: {"M03", "M05", "M10", "M12", "M14", "M23"},
        Status.OFF_TRACK: {"M08", "M15", "M19"},
        Status.REGRESSING: {"M06"},
        Status.MAINTAINED: {"M22"},
        Status.MAINTAINED_AT_RISK: {"M01"},
        Status.OUT_OF_BAND: {"M16"},
    }
    assert {found: {c for c, s in status.items() if s is found} for found in promised} == promised


def test_what_nobody_reports_is_late_and_then_stale(demo: Contents) -> None:
    figures = figures_as_of(demo, "2026-Q3")
    states = {code: found.data_state for code, found in figures.indicators.items()}
    assert {code for code, state in states.items() if state is DataState.LATE} == {"M23", "M24"}
    assert {code for code, state in states.items() if state is DataState.STALE} == {"M12"}
    assert Counter(states.values())[DataState.CURRENT] == 24 - 3


def test_the_areas_go_through_good_and_bad_years(demo: Contents) -> None:
    years = [figures_as_of(demo, f"{year}-Q4") for year in range(2022, 2026)]
    statuses = {area: [year.areas[area].status for year in years] for area in years[0].areas}
    assert set(chain.from_iterable(statuses.values())) == {
        Status.ON_TRACK,
        Status.AT_RISK,
        Status.OFF_TRACK,
    }
    assert sum(len(set(of_area)) > 1 for of_area in statuses.values()) >= 4


def test_the_value_sent_again_is_in_force_and_the_first_is_kept(demo_database: Path) -> None:
    found = open_store(demo_database).lineage("M05", "PE", Period.parse("2023-Q4"))
    assert [(line.file_name, line.in_force) for line in found] == [
        ("Peru_2023-T4_corregido.xlsx", True),
        ("Peru_2023-T4.xlsx", False),
    ]
    assert found[0].value > found[1].value


def test_after_the_undo_the_first_report_is_in_force_again(demo_database: Path) -> None:
    found = open_store(demo_database).lineage("M09", "CO", Period.parse("2025-Q2"))
    in_force = {line.file_name: line.in_force for line in found}
    assert in_force == {"Colombia_2025-T2_correccion.xlsx": False, "Colombia_2025-T2.xlsx": True}


def test_the_demo_stores_its_own_today_and_the_dates_of_the_story(demo_database: Path) -> None:
    store = open_store(demo_database)
    assert store.today() == TODAY
    accepted = {record.file_name: record.accepted_at for record in store.imports()}
    sent = {step.file_name: step.at for step in demo_story() if step.kind == "import"}
    assert accepted == sent


def test_a_country_that_stopped_is_missing_from_what_is_known(demo: Contents) -> None:
    now = figures_as_of(demo, "2026-Q3").indicators["M01"]
    assert now.coverage == pytest.approx(20 / 22)  # without Haiti, and Guatemala this quarter
