"""Small strategies and observations, so that a test says only what it is about."""

from dataclasses import replace

from indicators.model import (
    AggregationInTime,
    AggregationOverPlaces,
    Area,
    Direction,
    Indicator,
    Measure,
    Milestone,
    Objective,
    Observation,
    Place,
    Plan,
    Strategy,
    Text,
)
from indicators.periods import Frequency, Period

_INDICATOR = Indicator(
    code="M01",
    area="A1",
    objective=None,
    guideline="",
    name=Text("Organizaciones", "Organisations", "Organizações"),
    definition=Text(),
    unit="organizaciones",
    decimals=0,
    direction=Direction.INCREASE,
    baseline_period=Period.parse("2021"),
    baseline=100.0,
    goal_period=Period.parse("2030"),
    goal=190.0,
    band_low=None,
    band_high=None,
    agg_time=AggregationInTime.LAST,
    agg_place=AggregationOverPlaces.SUM,
    frequency=Frequency.QUARTER,
    minimum=0.0,
    maximum=None,
    weight=1.0,
)
_PLAN = Plan("2022-2024", 2022, 2024, 2030, Text("Plan"), Text(), Text("Visión"), Text("Mega"))


def an_indicator(**differences: object) -> Indicator:
    """M01: organisations, rising from 100 (2021) to 190 (2030), by quarter; or as told."""
    return replace(_INDICATOR, **differences)


def a_strategy(*indicators: Indicator, milestones: dict[str, float] | None = None) -> Strategy:
    """A plan 2022-2024 with one area, head office, Peru and Colombia.

    ``milestones`` are the first indicator's, by period code.
    """
    chosen = indicators or (an_indicator(),)
    return Strategy(
        plan=_PLAN,
        areas=(Area("A1", 1, 1.0, Text("Área")),),
        objectives=(Objective("OE-1", "strategic", None, "A1", Text("Objetivo")),),
        indicators=chosen,
        milestones=tuple(
            Milestone(chosen[0].code, Period.parse(code), value)
            for code, value in (milestones or {}).items()
        ),
        places=(
            Place("REG", Text("Región", "Region", "Região")),
            Place("PE", Text("Perú", "Peru", "Peru")),
            Place("CO", Text("Colombia", "Colombia", "Colômbia"), ("Col.", "R. de Colombia")),
        ),
    )


def an_observation(
    value: float | None, period: str = "2024-Q4", place: str = "PE", **differences: object
) -> Observation:
    """A value of M01 in Peru at the end of 2024, from cell D2 of a sheet; or as told."""
    observation = Observation(
        indicator="M01",
        place=place,
        period=Period.parse(period),
        measure=Measure.ACTUAL,
        value=value,
        numerator=None,
        denominator=None,
        sheet="Datos",
        cell="D2",
    )
    return replace(observation, **differences)
