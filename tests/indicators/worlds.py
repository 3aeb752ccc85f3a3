"""Random strategies and what was reported for them, for hypothesis."""

from dataclasses import replace
from datetime import date

from hypothesis import strategies as st

from indicators.model import (
    AggregationInTime,
    AggregationOverPlaces,
    Area,
    Direction,
    Indicator,
    Milestone,
    Observation,
    PlaceTarget,
    Reporter,
    Strategy,
    Text,
)
from indicators.periods import Frequency, Period
from indicators.terms import Terms
from tests.support import a_strategy, an_indicator, an_observation

PLACES = ("REG", "PE", "CO", "MX")
FIRST_YEAR, LAST_YEAR = 2021, 2024

whole = st.integers(-20, 120)
"""Small whole numbers, so that exact bounds, ties and straight lines come up often."""


def periods(frequency: Frequency) -> st.SearchStrategy[Period]:
    return st.builds(
        lambda year, number: Period.of(year, frequency.quarters, number),
        st.integers(FIRST_YEAR, LAST_YEAR),
        st.integers(1, frequency.periods_in_a_year),
    )


quarters = periods(Frequency.QUARTER)

terms = st.builds(
    Terms,
    today=st.dates(date(2021, 1, 1), date(2026, 1, 1)),
    collection_days=st.sampled_from([0, 45, 90]),
    on_track=st.sampled_from([0.95, 0.9]),
    at_risk=st.sampled_from([0.6, 0.5]),
    closed=st.frozensets(quarters, max_size=3),
)


@st.composite
def indicators(draw: st.DrawFn, code: str = "M01", area: str = "A1") -> Indicator:
    direction = draw(st.sampled_from(Direction))
    low, high = sorted([draw(whole), draw(whole)])
    baseline, goal = (high, low) if direction is Direction.DECREASE else (low, high)
    band_low = draw(st.none() | st.integers(-20, 60))
    return an_indicator(
        code=code,
        area=area,
        unit=draw(st.sampled_from(["%", "n.º"])),
        direction=direction,
        baseline_period=Period.of(draw(st.integers(2019, 2022))),
        baseline=float(baseline),
        goal_period=Period.of(draw(st.sampled_from([2023, 2024, 2027]))),
        goal=float(goal),
        band_low=band_low,
        band_high=draw(st.none() | st.integers(60, 120)),
        agg_time=draw(st.sampled_from(AggregationInTime)),
        agg_place=draw(st.sampled_from(AggregationOverPlaces)),
        frequency=draw(st.sampled_from(Frequency)),
        minimum=draw(st.none() | st.just(0.0)),
        maximum=draw(st.none() | st.just(100.0)),
        weight=float(draw(st.integers(0, 3))),
    )


@st.composite
def reports(draw: st.DrawFn, indicator: Indicator) -> list[Observation]:
    """Some of the indicator's reports: any places, any gaps; values, parts or both."""
    every_period = [
        Period.of(year, indicator.frequency.quarters, number)
        for year in range(FIRST_YEAR, LAST_YEAR + 1)
        for number in range(1, indicator.frequency.periods_in_a_year + 1)
    ]
    kept = every_period[draw(st.integers(0, len(every_period))) :]
    reporting = draw(st.lists(st.sampled_from(PLACES), unique=True, min_size=1))
    cells = st.lists(st.sampled_from(CELLS), min_size=len(kept), max_size=len(kept))
    return [
        replace(cell, indicator=indicator.code, place=place, period=period)
        for place in reporting
        for period, cell in zip(kept, draw(cells), strict=True)
        if cell is not None
    ]


def _cells() -> list[Observation | None]:
    """What a place may report of a period: nothing, a value, parts, or both.

    Each is one choice of many, which is drawn in a tenth of the time of its numbers.
    """
    values = [None, *(float(value) for value in range(-20, 121, 7)), 0.0, 50.0, 100.0]
    parts = [(None, None), (None, None), (None, 4), (3, None), (0, 0), (0, 2), (3, 4), (7, 10)]
    return [None] * len(values) + [
        an_observation(value, numerator=numerator, denominator=denominator)
        for value in values
        for numerator, denominator in parts
    ]


CELLS = _cells()


@st.composite
def strategies(draw: st.DrawFn) -> Strategy:
    """Two areas, up to four targets, and milestones on and off their paths."""
    areas = tuple(Area(f"A{n}", n, float(draw(st.integers(0, 2))), Text("Área")) for n in (1, 2))
    count = draw(st.integers(1, 3))
    targets = [
        draw(indicators(code=f"M{n:02}", area=draw(st.sampled_from(["A1", "A2"]))))
        for n in range(1, count + 1)
    ]
    milestones = draw(
        st.lists(
            st.builds(
                Milestone,
                st.sampled_from([target.code for target in targets]),
                st.builds(Period.of, st.integers(2019, 2026)),
                whole.map(float),
            ),
            unique_by=lambda milestone: (milestone.indicator, milestone.period),
            max_size=6,
        )
    )
    reporters = draw(st.just([]) | st.lists(_reporters(targets), max_size=8))
    own = draw(st.just([]) | st.lists(_place_targets(targets), max_size=4, unique_by=_pair))
    return replace(
        a_strategy(*targets),
        areas=areas,
        milestones=tuple(milestones),
        reporters=tuple(reporters),
        place_targets=tuple(own),
    )


def _pair(target: PlaceTarget) -> tuple[str, str]:
    return target.indicator, target.place


@st.composite
def _place_targets(draw: st.DrawFn, targets: list[Indicator]) -> PlaceTarget:
    indicator = draw(st.sampled_from(targets))
    low, high = sorted([draw(whole), draw(whole)])
    falls = indicator.direction is Direction.DECREASE
    return PlaceTarget(
        indicator=indicator.code,
        place=draw(st.sampled_from([*PLACES, "AR"])),
        baseline_period=Period.of(draw(st.integers(2019, 2022))),
        baseline=float(high if falls else low),
        goal_period=Period.of(draw(st.sampled_from([2023, 2024, 2027]))),
        goal=float(low if falls else high),
    )


def _reporters(targets: list[Indicator]) -> st.SearchStrategy[Reporter]:
    """Spans of any length, so that places are expected that never report, and the reverse."""
    return st.builds(
        Reporter,
        indicator=st.sampled_from([target.code for target in targets]),
        place=st.sampled_from([*PLACES, "AR"]),
        first=quarters,
        last=st.none() | quarters,
        owner_email=st.just(""),
    )


@st.composite
def worlds(draw: st.DrawFn) -> tuple[Strategy, list[Observation]]:
    strategy = draw(strategies())
    return strategy, [one for target in strategy.indicators for one in draw(reports(target))]
