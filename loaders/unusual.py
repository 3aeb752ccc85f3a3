"""What is unusual in the values of a workbook beside those in force: warnings, never errors.

Pure: the values and what is in force come in as arguments. Nothing is judged of a breakdown
but against its own total, and nothing of a plan.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import chain, islice, pairwise
from statistics import median

from data.records import Numbers, Past
from indicators.model import (
    HEAD_OFFICE,
    AggregationInTime,
    AggregationOverPlaces,
    Indicator,
    Measure,
    Observation,
    Strategy,
)
from indicators.periods import Period
from loaders.problems import Problem, problem

FEWEST_FOR_AN_OUTLIER = 6
FARTHEST_ROBUST_Z = 3.5
"""Iglewicz and Hoaglin (1993), How to Detect and Handle Outliers."""

MAD_OF_A_NORMAL = 0.6745  # median absolute deviation of a normal distribution, in its sigmas
FEWEST_PERIODS_OF_OTHERS = 4
FEWEST_FOR_A_RUNNING_TOTAL = 4
FEWEST_COUNTRIES = 3
_NEAR = 0.01

_VALUE, _NUMERATOR, _DENOMINATOR = range(3)
_ADDS_UP: Mapping[AggregationOverPlaces, tuple[int, ...]] = {
    AggregationOverPlaces.SUM: (_VALUE,),
    AggregationOverPlaces.RATIO: (_NUMERATOR, _DENOMINATOR),
}
"""Which of an observation's numbers add up over its parts."""

_TOLERANCE = 1e-9


class _Reported:
    """What is reported of each indicator, those in force and those of a workbook together."""

    def __init__(self, totals: Iterable[Observation], past: Past, strategy: Strategy) -> None:
        self._indicators = strategy.indicator
        self.series: dict[tuple[str, str], dict[Period, float]] = {}
        self.places: dict[tuple[str, Period], dict[str, float]] = {}
        for (code, place), by_period in past.own.items():
            for period, numbers in by_period.items():
                self._add(code, place, period, numbers)
        for (code, period), by_place in past.beside.items():
            for place, numbers in by_place.items():
                self._add(code, place, period, numbers)
        for one in totals:
            numbers = (one.value, one.numerator, one.denominator)
            self._add(one.indicator, one.place, one.period, numbers)

    def _add(self, code: str, place: str, period: Period, numbers: Numbers) -> None:
        if (
            code in self._indicators
            and (value := _value(numbers, self._indicators[code])) is not None
        ):
            self.series.setdefault((code, place), {})[period] = value
            self.places.setdefault((code, period), {})[place] = value


def unusual(
    observations: Sequence[Observation], past: Past, strategy: Strategy
) -> Iterator[Problem]:
    """All warnings for the values of a workbook."""
    totals = [one for one in observations if _is_total(one)]
    yield from unusual_in_series(totals, past, strategy)
    yield from double_counts(totals, past, strategy)
    yield from breakdowns_beyond(observations, past, strategy)


def unusual_in_series(
    totals: Sequence[Observation], past: Past, strategy: Strategy
) -> Iterator[Problem]:
    """What is unusual in what one place reports of one indicator."""
    reported = _Reported(totals, past, strategy)
    told: set[tuple[str, str]] = set()
    for one in totals:
        indicator = strategy.indicator[one.indicator]
        series = reported.series.get((one.indicator, one.place), {})
        if one.period in series:
            yield from _outlier(one, series)
            yield from _running_total(one, indicator, series)
        if (one.indicator, one.place) not in told:
            told.add((one.indicator, one.place))
            yield from _unusual_place(one, past, strategy)


def double_counts(
    totals: Sequence[Observation], past: Past, strategy: Strategy
) -> Iterator[Problem]:
    """Where head office would be added to the countries that it adds up itself."""
    reported = _Reported(totals, past, strategy)
    for one in totals:
        places = reported.places.get((one.indicator, one.period), {})
        if one.place in places:
            yield from _double_count(one, strategy.indicator[one.indicator], places)


def robust_z(value: float, others: Sequence[float]) -> float | None:
    r"""How far a value lies from the median of others, in robust standard deviations.

    .. math:: z = 0.6745\,(x - \tilde{x}) / \mathrm{MAD}

    None where the others do not vary by half: then no distance can be told.

    >>> round(robust_z(30, [10, 11, 12, 13, 14, 15]), 3)
    7.869
    >>> robust_z(30, [10, 10, 10, 10, 10, 15]) is None
    True
    """
    middle = median(others)
    spread = median(abs(other - middle) for other in others)
    return None if spread == 0 else MAD_OF_A_NORMAL * (value - middle) / spread


def distances(
    shown: Iterable[Observation], own: Iterable[Observation], past: Past, strategy: Strategy
) -> Iterator[float | None]:
    """How far each of ``shown`` lies from the other periods of its place, as ``robust_z``.

    ``own`` are the values of the workbook: its totals count as if they were in force. None
    where too few others are known, and of a breakdown or a plan.
    """
    reported = _Reported(filter(_is_total, own), past, strategy)
    for one in shown:
        series = reported.series.get((one.indicator, one.place), {})
        others = [value for period, value in series.items() if period != one.period]
        is_known = one.period in series and len(others) >= FEWEST_FOR_AN_OUTLIER
        yield robust_z(series[one.period], others) if is_known and _is_total(one) else None


def _is_total(one: Observation) -> bool:
    return one.measure is Measure.ACTUAL and not one.dimension


def is_outlier(z: float | None) -> bool:
    """Whether a value so far from the others is warned of."""
    return z is not None and abs(z) > FARTHEST_ROBUST_Z


def _outlier(one: Observation, series: Mapping[Period, float]) -> Iterator[Problem]:
    others = [value for period, value in series.items() if period != one.period]
    if len(others) < FEWEST_FOR_AN_OUTLIER:
        return
    value = series[one.period]
    if is_outlier(robust_z(value, others)):
        told = {"median": median(others), "low": min(others), "high": max(others)}
        yield _at(one, "outlier", value=value, **told)


def _unusual_place(one: Observation, past: Past, strategy: Strategy) -> Iterator[Problem]:
    """The first report of a place, of something that others have reported for long."""
    periods = past.periods.get(one.indicator, {})
    others = [n for n in periods.values() if n >= FEWEST_PERIODS_OF_OTHERS]
    if others and one.place not in periods:
        name = strategy.place[one.place].name
        yield _at(one, "unusual_place", indicator=one.indicator, place=name, places=len(others))


def _running_total(
    one: Observation, indicator: Indicator, series: Mapping[Period, float]
) -> Iterator[Problem]:
    """Amounts that only rise, to more than twice the first: totals so far, perhaps."""
    if indicator.agg_time is not AggregationInTime.CUMULATIVE:
        return
    periods = sorted(period for period in series if period <= one.period)
    last = [series[period] for period in periods[-FEWEST_FOR_A_RUNNING_TOTAL:]]
    is_rising = all(before < after for before, after in pairwise(last))
    if len(last) == FEWEST_FOR_A_RUNNING_TOTAL and is_rising and last[-1] > 2 * last[0]:
        yield _at(one, "running_total", indicator=indicator.code, before=last[-2])


def _double_count(
    one: Observation, indicator: Indicator, places: Mapping[str, float]
) -> Iterator[Problem]:
    """Head office reports what the countries add up to, and would be added to them."""
    if one.place != HEAD_OFFICE or indicator.agg_place is not AggregationOverPlaces.SUM:
        return
    countries = [value for place, value in places.items() if place != HEAD_OFFICE]
    value, total = places[HEAD_OFFICE], sum(countries)
    if len(countries) >= FEWEST_COUNTRIES and total and abs(value - total) <= _NEAR * abs(total):
        yield _at(one, "possible_double_count", value=value, sum=total, places=len(countries))


def breakdowns_beyond(
    observations: Iterable[Observation], past: Past, strategy: Strategy
) -> Iterator[Problem]:
    """Parts that are more than their total: one alone, or all of a dimension together.

    Of a sum its values, of a ratio what it counts; a mean of a part may lie above the whole.
    """
    totals: dict[tuple[str, str, Period], Numbers] = {}
    groups: dict[tuple[str, str, Period, str], list[Observation]] = {}
    for one in observations:
        key = (one.indicator, one.place, one.period)
        if one.measure is not Measure.ACTUAL:
            continue
        if one.dimension:
            groups.setdefault((*key, one.dimension), []).append(one)
        else:
            totals[key] = (one.value, one.numerator, one.denominator)
    for (code, place, period, _), parts in groups.items():
        in_force = past.own.get((code, place), {}).get(period)
        total = totals.get((code, place, period), in_force)
        adds_up = _ADDS_UP.get(strategy.indicator[code].agg_place, ())
        if total is not None:
            beyond = (_beyond(parts, total[number], number) for number in adds_up)
            yield from islice(chain.from_iterable(beyond), 1)


def _beyond(parts: Sequence[Observation], total: float | None, number: int) -> Iterator[Problem]:
    """A warning at the part with which one of the numbers of all parts exceeds the total's."""
    if total is None:
        return
    so_far = 0.0
    for part in parts:
        so_far += (part.value, part.numerator, part.denominator)[number] or 0.0
        if so_far > total + _TOLERANCE * max(1.0, abs(total)):
            told = {"category": part.category, "value": so_far, "total": total}
            yield _at(part, "breakdown_exceeds_total", **told)
            return


def _value(numbers: Numbers, indicator: Indicator) -> float | None:
    """A place's value: as given, else what its parts give; None where they give nothing."""
    value, numerator, denominator = numbers
    if value is not None or numerator is None or not denominator:
        return value
    return numerator / denominator * (100 if indicator.is_percent else 1)


def _at(one: Observation, code: str, **params: object) -> Problem:
    value = params.get("value")
    found = f"{value:g}" if isinstance(value, float) else ""
    return problem(code, one.sheet, one.cell, found, **params).of_place(one.place)
