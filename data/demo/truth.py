"""The made-up truth: what every place has to report, period by period.

Computed from the plot alone. Chance is a hash of what it is about, so a number depends
neither on the order of computing nor on any library's generator.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from hashlib import blake2b
from itertools import accumulate, pairwise

from data.demo.plot import (
    BY_SEX,
    EVEN,
    FIRST_QUARTER,
    FIRST_YEAR,
    GAPS,
    LAST_QUARTER,
    PLOTS,
    SILENT,
    Amounts,
    Average,
    Base,
    Joining,
    Path,
    Season,
    Share,
    Stock,
    Weights,
)
from data.demo.tables import Target, targets
from indicators.model import AggregationInTime
from indicators.periods import QUARTERS_IN_A_YEAR, Frequency, Period

_DRIFT = 0.02  # a place's part of the network moves by up to this a year
_JITTER_OF_STOCKS = 0.004
_JITTER_OF_AMOUNTS = 0.05
_JITTER_OF_RATES = 0.15  # of the spread over places


@dataclass(frozen=True, slots=True)
class Reported:
    """What one place fills in for one indicator and period; ``mark`` where it has no value."""

    value: float | None = None
    numerator: float | None = None
    denominator: float | None = None
    note: str = ""
    mark: str = ""


Reports = Mapping[tuple[str, Period], Reported]  # by place and period
Amount = dict[tuple[str, Period], float]


@cache
def truth(code: str) -> Reports:
    """What every place that knows the indicator reports, from the first to the last period."""
    target, plot = targets()[code], PLOTS[code]
    match plot:
        case Stock():
            reports = _stocks(target, plot)
        case Amounts():
            reports = _amounts(target, plot)
        case Share():
            reports = _shares(target, plot)
        case Average():
            reports = _averages(target, plot)
        case Joining():
            reports = _joining(target, plot)
    gaps = {(gap.place, gap.period): gap for gap in GAPS if gap.indicator == code}
    silence = SILENT.get(code)
    for key in reports:
        if silence and key[1] >= silence.since:
            reports[key] = Reported(note=silence.note, mark=silence.mark)
        if key in gaps:
            reports[key] = Reported(mark=gaps[key].mark)
    return reports


def women_and_men(code: str, place: str, period: Period) -> tuple[int, int] | None:
    """A whole number by sex; None where it is not broken down, or there is none."""
    plot, reported = BY_SEX.get(code), truth(code).get((place, period))
    if plot is None or period < plot.since or reported is None or reported.value is None:
        return None
    women = round(reported.value * (plot.women + plot.varies_by * chance(code, place, period)))
    return women, round(reported.value) - women


@cache
def periods(frequency: Frequency) -> tuple[Period, ...]:
    """The periods that begin with the story and end by its last quarter."""
    ends = range(FIRST_QUARTER.end, LAST_QUARTER.end + 1)
    every = (Period(end, 1).as_frequency(frequency) for end in ends)
    return tuple(period for period in every if period)


def planned_amount(code: str, place: str, period: Period, of_year: float) -> float:
    """The part of a yearly amount that a place plans for a quarter."""
    plot = PLOTS[code]
    if not isinstance(plot, Amounts):
        raise TypeError(f"{code} is not reported in amounts")
    part = _parts(code, plot.places, period)[place] * _season(plot.season, place, period)
    return round(of_year * part / QUARTERS_IN_A_YEAR, plot.decimals)


def _stocks(target: Target, plot: Stock) -> dict[tuple[str, Period], Reported]:
    reports = {}
    for period in periods(target.frequency):
        total = _level(plot.path, period, stock=True)
        parts = _parts(target.code, plot.places, period)
        for place, part in parts.items():
            jitter = 1 + _JITTER_OF_STOCKS * chance(target.code, place, period)
            reports[place, period] = Reported(value=round(total * part * jitter))
    return reports


def _amounts(target: Target, plot: Amounts) -> dict[tuple[str, Period], Reported]:
    amounts: Amount = {}
    for period in periods(target.frequency):
        total = _level(plot.path, period)
        if plot.running:
            total -= _level(plot.path, period.shifted(-QUARTERS_IN_A_YEAR))
        for place, part in _parts(target.code, plot.places, period).items():
            jitter = 1 + _JITTER_OF_AMOUNTS * chance(target.code, place, period)
            season = _season(plot.season, place, period)
            amounts[place, period] = total * part * season * jitter / QUARTERS_IN_A_YEAR
    if plot.decimals == 0:
        amounts = _counted(target.code, amounts)
    return {key: Reported(value=round(x, plot.decimals)) for key, x in amounts.items()}


def _shares(target: Target, plot: Share) -> dict[tuple[str, Period], Reported]:
    denominators = _base(target, plot.base)
    rates = _rates(target, plot, denominators)
    numerators = {}
    for key, denominator in denominators.items():
        rate = rates[key] + plot.swing * chance(target.code, key[1], "swing")
        done = plot.so_far[key[1].number - 1] if plot.so_far else 1
        share = min(max(rate / target.factor, 0), 1 if target.factor > 1 else math.inf)
        numerators[key] = denominator * share * done
    if plot.rare:
        numerators = _counted(target.code, numerators)
    return {
        key: Reported(numerator=round(numerators[key]), denominator=denominator)
        for key, denominator in denominators.items()
    }


def _averages(target: Target, plot: Average) -> dict[tuple[str, Period], Reported]:
    weights = _base(target, plot.base)
    rates = _rates(target, plot, weights)
    return {
        key: Reported(value=round(rates[key], plot.decimals), denominator=weight)
        for key, weight in weights.items()
    }


def _joining(target: Target, plot: Joining) -> dict[tuple[str, Period], Reported]:
    since = {place: Period.parse(code) for place, code in plot.since.items()}
    return {
        (place, period): Reported(value=int(place in since and since[place] <= period))
        for period in periods(target.frequency)
        for place in plot.places
    }


def _base(target: Target, base: Base) -> Amount:
    """The denominators of an indicator, whole numbers."""
    amounts: Amount = {}
    for period in periods(target.frequency):
        weights = _reported_amounts(base.of, period) if isinstance(base.of, str) else base.of
        growth = (1 + base.growth) ** (period.year - FIRST_YEAR)
        for place, weight in weights.items():
            season = _season(base.season, place, period)
            amounts[place, period] = weight * base.each * season * growth
    if base.rare:
        return _counted(f"{target.code} base", amounts)
    return {key: max(1, round(amount)) for key, amount in amounts.items()}


def _reported_amounts(code: str, period: Period) -> Weights:
    own = period.last_quarter.as_frequency(targets()[code].frequency)
    found = {place: report for (place, at), report in truth(code).items() if at == own}
    return {
        place: (report.numerator if report.value is None else report.value) or 0
        for place, report in found.items()
    }


def _rates(target: Target, plot: Share | Average, weights: Amount) -> Amount:
    """Each place's rate; their weighted mean over places is the network's."""
    offsets = {
        (place, period): plot.spread
        * (chance(target.code, place) + _JITTER_OF_RATES * chance(target.code, place, period))
        for place, period in weights
    }
    stock = target.agg_time is AggregationInTime.LAST
    rates = {}
    for period in periods(target.frequency):
        keys = [key for key in weights if key[1] == period]
        total = sum(weights[key] for key in keys)
        centre = sum(weights[key] * offsets[key] for key in keys) / total
        level = _level(plot.path, period, stock=stock)
        rates.update({key: level + offsets[key] - centre for key in keys})
    return rates


def _level(path: Path, period: Period, *, stock: bool = False) -> float:
    """The path's figure for the period's year; of a stock, between two year ends."""
    year = period.year - FIRST_YEAR
    if not stock:
        return path[year]
    done = (period.end - period.year * QUARTERS_IN_A_YEAR) / QUARTERS_IN_A_YEAR
    return path[year - 1] + (path[year] - path[year - 1]) * done


def _parts(code: str, places: Weights, period: Period) -> Weights:
    """Each place's part of the network: they drift apart over the years, and sum to 1."""
    years = period.year - FIRST_YEAR
    moved = {
        place: weight * (1 + _DRIFT * years * chance(code, place, "drift"))
        for place, weight in places.items()
    }
    total = sum(moved.values())
    return {place: weight / total for place, weight in moved.items()}


def _season(season: Season | Mapping[str, Season], place: str, period: Period) -> float:
    own = season.get(place, EVEN) if isinstance(season, Mapping) else season
    return own[period.number - 1] if period.frequency is Frequency.QUARTER else 1


def _counted(salt: str, amounts: Amount) -> Amount:
    """Whole things: a place's fractions are carried on, so that none are lost over time."""
    counted: Amount = {}
    for place in dict.fromkeys(place for place, _ in amounts):
        own = {period: amount for (at, period), amount in amounts.items() if at == place}
        phase = (chance(salt, place, "phase") + 1) / 2
        done = accumulate(own.values(), initial=phase)
        for period, (before, after) in zip(own, pairwise(done), strict=True):
            counted[place, period] = math.floor(after) - math.floor(before)
    return counted


def chance(*about: object) -> float:
    """A number from -1 to below 1 that depends on nothing but what it is about."""
    digest = blake2b("/".join(map(str, about)).encode(), digest_size=8).digest()
    return int.from_bytes(digest, "big") / 2**63 - 1
