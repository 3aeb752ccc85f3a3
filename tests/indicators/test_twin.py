"""The measure against its naive twin, over random strategies and reports."""

from dataclasses import fields

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indicators.figures import (
    Figures,
    Forecast,
    InCollection,
    IndicatorFigures,
    PlaceFigures,
    describe_places,
    measure,
    measure_places,
)
from indicators.status import Flag
from tests.indicators import naive, naive_places, worlds
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
PLACE = (
    "actual",
    "actual_period",
    "year_to_date",
    "data_state",
    "observed_per_year",
    "share",
    "against_plan",
)
FORECAST = tuple(field.name for field in fields(Forecast) if field.name != "at")


def same(found, expected, where):
    if isinstance(found, float) and expected is not None:
        assert found == pytest.approx(float(expected), rel=1e-7, abs=1e-7), where
    else:
        assert found == expected, where


def check(figures: Figures, expected: dict):
    for code, found in figures.indicators.items():
        check_target(found, expected["indicators"][code], code)
    for code, found in {**figures.areas, "mega": figures.mega}.items():
        twin = expected["mega"] if code == "mega" else expected["areas"][code]
        for key in ROLL_UP:
            same(getattr(found, key), twin[key], (code, key))


def check_target(found: IndicatorFigures, twin: dict, where, keys=TARGET):
    for key in keys:
        same(getattr(found, key), twin[key], (where, key))
    assert set(found.flags) == {Flag(flag) for flag in twin["flags"]}, where
    check_collection(found.in_collection, twin["in_collection"], where)
    assert (found.forecast is None) == (twin["forecast"] is None), where
    if found.forecast is not None:
        for key in FORECAST:
            same(getattr(found.forecast, key), twin["forecast"][key], (where, "forecast", key))


def check_place(found: PlaceFigures, twin: dict, where):
    for key in PLACE:
        same(getattr(found, key), twin[key], (where, key))
    assert set(found.flags) == {Flag(flag) for flag in twin["flags"]}, where
    check_collection(found.in_collection, twin["in_collection"], where)
    assert (found.judged is None) == (twin["judged"] is None), where
    if found.judged is not None:
        check_target(found.judged, twin["judged"], where)


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


@given(worlds.worlds(), st.data(), st.lists(worlds.quarters, min_size=1, max_size=3), worlds.terms)
def test_every_places_figures_and_their_naive_twin_agree(world, data, as_of, terms):
    strategy, reports = world
    planned = [one for target in strategy.indicators for one in data.draw(worlds.reports(target))]
    places = measure_places(strategy, observations(reports), observations(planned), as_of, terms)
    for moment, period in enumerate(as_of):
        twins = naive_places.figures(strategy, reports, planned, period, terms)
        found = {(one.code, one.place): one for one in describe_places(places, moment)}
        assert found.keys() == twins.keys()
        for where, one in found.items():
            check_place(one, twins[where], where)
