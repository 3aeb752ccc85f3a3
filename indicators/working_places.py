"""From the places to the network: what each place brought into a period, and what came of it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from math import fsum, isnan
from typing import TYPE_CHECKING

from indicators.model import HEAD_OFFICE, AggregationInTime, AggregationOverPlaces, Indicator
from indicators.periods import QUARTERS_IN_A_YEAR, Period
from indicators.rows import PER_CENT
from indicators.steps import Step, StepCode

if TYPE_CHECKING:
    import pandas as pd


@dataclass(frozen=True, slots=True)
class PlaceValue:
    """What one place brings into a period; NaN where it gave none.

    ``carried_from`` is the earlier period that stands in where it did not report a stock.
    """

    place: str
    value: float
    numerator: float
    denominator: float
    carried_from: Period | None = None

    @property
    def has_parts(self) -> bool:
        return not (isnan(self.numerator) or isnan(self.denominator))


class PlacesOfPeriods:
    """What the places of one target reported, by period. ``by_place`` as ``indicators.figures``."""

    def __init__(self, indicator: Indicator, by_place: pd.DataFrame) -> None:
        self._indicator = indicator
        rows = by_place[by_place["indicator"] == indicator.code]
        if indicator.agg_place is AggregationOverPlaces.NETWORK:
            rows = rows[rows["place"] == HEAD_OFFICE]
        columns = ["place", "period_end", "value", "numerator", "denominator"]
        self._reports: dict[str, dict[int, tuple[float, float, float]]] = {}
        for place, end, *numbers in rows[columns].itertuples(index=False, name=None):
            self._reports.setdefault(place, {})[end] = tuple(numbers)

    def at(self, period: Period) -> list[PlaceValue]:
        """Each place's own report, or of a stock its latest one within a year before."""
        found = (self._of_place(place, period) for place in self._reports)
        return [one for one in found if one is not None]

    def _of_place(self, place: str, period: Period) -> PlaceValue | None:
        reports = self._reports[place]
        if period.end in reports:
            return PlaceValue(place, *reports[period.end])
        if self._indicator.agg_time is not AggregationInTime.LAST:
            return None
        oldest = period.end - QUARTERS_IN_A_YEAR
        ends = [end for end in reports if oldest <= end < period.end]
        if not ends:
            return None
        latest = max(ends)
        return PlaceValue(place, *reports[latest], Period(latest, period.quarters))


def over_places(indicator: Indicator, places: Sequence[PlaceValue], value: float) -> Step | None:
    """The step from the places to the network's ``value``; None where there is none."""
    if isnan(value):
        return None
    known = tuple(one.value for one in places if not isnan(one.value))
    match indicator.agg_place:
        case AggregationOverPlaces.NETWORK:
            return Step(StepCode.OVER_HEAD_OFFICE, {"values": known}, value)
        case AggregationOverPlaces.SUM:
            return Step(StepCode.OVER_SUM, {"values": known}, value)
        case AggregationOverPlaces.RATIO if any(one.has_parts for one in places):
            return Step(StepCode.OVER_RATIO, ratio_numbers(indicator, places), value)
        case AggregationOverPlaces.WEIGHTED_MEAN if weighed := list(_weighed(places)):
            numbers = {
                "values": tuple(one.value for one in weighed),
                "weights": tuple(one.denominator for one in weighed),
            }
            return Step(StepCode.OVER_WEIGHTED, numbers, value)
        case _:
            return Step(StepCode.OVER_MEAN, {"values": known}, value)


def ratio_numbers(
    indicator: Indicator, places: Sequence[PlaceValue]
) -> dict[str, float | tuple[float, ...]]:
    """The parts of those that gave both, and the factor of a percentage."""
    whole = [one for one in places if one.has_parts]
    return {
        "numerators": tuple(one.numerator for one in whole),
        "denominators": tuple(one.denominator for one in whole),
        "factor": PER_CENT if indicator.is_percent else 1.0,
    }


def sum_of_parts(places: Sequence[PlaceValue]) -> tuple[float, float]:
    """Numerators and denominators of those that gave both; NaN where nobody did."""
    whole = [one for one in places if one.has_parts]
    if not whole:
        return float("nan"), float("nan")
    return fsum(one.numerator for one in whole), fsum(one.denominator for one in whole)


def _weighed(places: Sequence[PlaceValue]) -> Iterator[PlaceValue]:
    return (one for one in places if not (isnan(one.value) or isnan(one.denominator)))
