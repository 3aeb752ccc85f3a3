"""The Mega's closeness by other rules: worked cases, and laws over made-up worlds."""

from dataclasses import replace

import pytest
from hypothesis import given

from indicators.figures import Figures, measure
from indicators.model import Area, Strategy, Text
from indicators.results import Sensitivity
from tests.indicators import worlds
from tests.indicators.building import LONG_AFTER, drawn, observations
from tests.indicators.test_amendments import NOW
from tests.support import a_strategy, an_indicator

GOALS = {"goal": 200.0}  # from 100: an actual of 150 is half of the way


def of(values: dict[str, float | None], weights: tuple[float, ...] = (1, 1, 1)) -> Sensitivity:
    """Areas A1 to A3 with a target each (A1 with two), which stand at these values."""
    homes = {"M1": "A1", "M2": "A1", "M3": "A2", "M4": "A3"}
    targets = [an_indicator(code=code, area=area, **GOALS) for code, area in homes.items()]
    areas = tuple(
        Area(f"A{n}", n, weight, Text(f"Área {n}")) for n, weight in enumerate(weights, 1)
    )
    strategy = replace(a_strategy(*targets), areas=areas, objectives=())
    reports = [
        one
        for code, value in values.items()
        if value is not None
        for one in drawn(f"place 2025-Q4\nPE {value}", code)
    ]
    (figures,) = measure(strategy, observations(reports), [NOW], LONG_AFTER)
    return figures.sensitivity


def test_the_middle_area_the_plain_mean_and_the_others_are_told():
    found = of({"M1": 180.0, "M2": 120.0, "M3": 120.0, "M4": 170.0}, weights=(6, 1, 1))
    assert found.median == pytest.approx(0.5)
    assert found.equal_weights == pytest.approx((0.5 + 0.2 + 0.7) / 3)
    assert found.without_weakest == pytest.approx((6 * 0.5 + 0.7) / 7)
    assert found.missing_as_zero == pytest.approx((6 * 0.5 + 0.2 + 0.7) / 8)


def test_a_target_without_a_report_counts_as_nothing_made():
    found = of({"M1": 180.0, "M2": None, "M3": None, "M4": 170.0})
    assert found.equal_weights == pytest.approx((0.8 + 0.7) / 2)
    assert found.missing_as_zero == pytest.approx((0.4 + 0.0 + 0.7) / 3)


def test_with_one_area_none_is_left_without_the_weakest():
    assert of({"M1": 150.0}).without_weakest is None


def test_without_any_report_only_missing_as_zero_says_something():
    assert of({}) == Sensitivity(None, None, None, 0.0)


def test_ahead_of_the_goal_is_cut_like_in_the_mean():
    assert of({"M3": 900.0, "M4": 200.0}).equal_weights == 1.0


@given(worlds.worlds(), worlds.quarters, worlds.terms)
def test_every_rule_gives_a_share_and_what_is_missing_helps_nobody(world, as_of, terms):
    strategy, reports = world
    (figures,) = measure(strategy, observations(reports), [as_of], terms)
    found = figures.sensitivity
    shares = [found.median, found.equal_weights, found.without_weakest, found.missing_as_zero]
    assert all(share is None or -1e-9 <= share <= 1 + 1e-9 for share in shares)
    mega = figures.mega.attainment
    if mega is not None:
        assert found.missing_as_zero is not None
        if all_areas_travel(strategy, figures):
            assert found.missing_as_zero <= mega + 1e-9
        if found.without_weakest is not None and weakest_is_lowest(figures):
            assert found.without_weakest >= mega - 1e-9


def all_areas_travel(strategy: Strategy, figures: Figures) -> bool:
    """Whether the Mega's mean is of the very areas that have something to travel."""
    return all(
        figures.areas[area.code].attainment is not None
        for area in strategy.areas
        if strategy.indicators_of(area.code)
    )


def weakest_is_lowest(figures: Figures) -> bool:
    """The weakest has the lowest pace, which need not be the lowest attainment."""
    known = [one.attainment for one in figures.areas.values() if one.attainment is not None]
    weakest = figures.areas[figures.mega.weakest or ""].attainment
    return weakest is not None and weakest <= min(known)
