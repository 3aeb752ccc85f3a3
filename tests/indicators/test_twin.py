"""The measure against its naive twin, over random strategies and reports."""

from dataclasses import fields

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indicators.figures import Figures, Forecast, InCollection, measure
from indicators.status import Flag
from tests.indicators import naive, worlds
from tests.indicators.building import observations

ROLL_UP = ("attainment", "planned", "pace", "status", "coverage", "status_counts", "weakest")
TARGET = (
    "actual",
    "actual_period",
    "year_to_date",
    "attainment",
    "planned",
    "pace",
    "expected",
    "variance",
    "quarters_ahead",
    "required_per_year",
    "observed_per_year",
    "status",
    "data_state",
    "coverage",
)
FORECAST = tuple(field.name for field in fields(Forecast) if field.name != "at")


def same(found, expected, where):
    if isinstance(found, float) and expected is not None:
        assert found == pytest.approx(float(expected), rel=1e-7, abs=1e-7), where
    else:
        assert found == expected, where


def check(figures: Figures, expected: dict):
    for code, found in figures.indicators.items():
        twin = expected["indicators"][code]
        for key in TARGET:
            same(getattr(found, key), twin[key], (code, key))
        assert set(found.flags) == {Flag(flag) for flag in twin["flags"]}, code
        check_collection(found.in_collection, twin["in_collection"], code)
        assert (found.forecast is None) == (twin["forecast"] is None), code
        if found.forecast is not None:
            for key in FORECAST:
                same(getattr(found.forecast, key), twin["forecast"][key], (code, "forecast", key))
    for code, found in {**figures.areas, "mega": figures.mega}.items():
        twin = expected["mega"] if code == "mega" else expected["areas"][code]
        for key in ROLL_UP:
            same(getattr(found, key), twin[key], (code, key))


def check_collection(found: InCollection | None, expected: tuple | None, where):
    listed = None if found is None else tuple(getattr(found, f.name) for f in fields(InCollection))
    if listed is None or expected is None:
        assert listed == expected, where
    else:
        for one, other in zip(listed, expected, strict=True):
            same(one, other, (where, "in_collection"))


@given(worlds.worlds(), st.lists(worlds.quarters, min_size=1, max_size=3), worlds.terms)
def test_the_measure_and_its_naive_twin_agree(world, as_of, terms):
    strategy, reports = world
    measured = measure(strategy, observations(reports), as_of, terms)
    for period, figures in zip(as_of, measured, strict=True):
        assert figures.as_of == period
        check(figures, naive.figures(strategy, reports, period, terms))
