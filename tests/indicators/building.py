"""Observations for the measure: from a list, or drawn as a small table."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date

import pandas as pd

from indicators.figures import IndicatorFigures, measure
from indicators.model import Indicator, Observation, Observations
from indicators.periods import Period
from indicators.terms import Terms
from tests.support import a_strategy, an_observation

LONG_AFTER = Terms(date(2040, 1, 1))
"""A today by which every period is due."""


def observations(reports: Iterable[Observation]) -> Observations:
    """The compact frame of some reports, as the store hands it over."""
    listed = list(reports)
    indicators = tuple(sorted({one.indicator for one in listed}))
    places = tuple(sorted({one.place for one in listed}))
    rows = sorted(
        (
            indicators.index(one.indicator),
            places.index(one.place),
            one.period.end,
            one.period.quarters,
            one.value,
            one.numerator,
            one.denominator,
        )
        for one in listed
    )
    types = {
        "indicator_id": "int16",
        "place_id": "int16",
        "period_end": "int16",
        "period_quarters": "int8",
        "value": "float64",
        "numerator": "float64",
        "denominator": "float64",
    }
    frame = pd.DataFrame(rows, columns=list(types)).astype(types)
    return Observations(frame, indicators, places)


def drawn(table: str, indicator: str = "M01") -> list[Observation]:
    """Reports drawn as a table: places down, periods across.

    A cell is a value ``7``, parts ``3/4``, both ``75=3/4``, a value with its denominator
    alone ``75@4``, or ``.`` where nothing was reported.
    """
    header, *lines = [line.split() for line in table.strip().splitlines()]
    return [
        replace(reported(cell), indicator=indicator, place=line[0], period=Period.parse(period))
        for line in lines
        for period, cell in zip(header[1:], line[1:], strict=True)
        if cell != "."
    ]


def reported(cell: str) -> Observation:
    value, _, parts = cell.partition("=") if "=" in cell else ("", "", cell)
    if "/" in parts:
        numerator, denominator = map(float, parts.split("/"))
        given = float(value) if value else None
        return an_observation(given, numerator=numerator, denominator=denominator)
    value, _, denominator = cell.partition("@")
    return an_observation(float(value), denominator=float(denominator) if denominator else None)


def figures_of(
    indicator: Indicator,
    table: str,
    as_of: str = "2024-Q4",
    terms: Terms = LONG_AFTER,
    milestones: dict[str, float] | None = None,
) -> IndicatorFigures:
    """What is measured of one target from reports drawn as a table."""
    strategy = a_strategy(indicator, milestones=milestones)
    reports = observations(drawn(table, indicator.code))
    (figures,) = measure(strategy, reports, [Period.parse(as_of)], terms)
    return figures.indicators[indicator.code]
