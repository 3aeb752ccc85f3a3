"""Across time: from the network's periods to a yearly figure at each of them.

A yearly figure is comparable with the yearly baseline and goal. Arrays have the shape
(groups, targets, slots): the same period may count as of one period and be in collection
as of another, and a group is the as-of periods that share what is in collection.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from indicators.arrays import Bools, Floats, Ints, ratio, trailing_min, trailing_sum
from indicators.model import AggregationInTime
from indicators.periods import QUARTERS_IN_A_YEAR, Frequency
from indicators.places import Network

NEEDED_PERIODS = {Frequency.QUARTER: 3, Frequency.HALF: 2, Frequency.YEAR: 1}
"""Periods of a year that a sum needs before progress is measured from it."""


@dataclass(frozen=True, slots=True)
class Window:
    """What the yearly figures are made of.

    ``counted`` (groups, targets, slots): the period has a value and counts.
    ``attendance`` (targets, slots): see Network. ``ends`` (slots,). ``baseline`` (NaN where
    there is none), ``baseline_end`` and ``scale`` (targets,).
    """

    frequency: Frequency
    in_time: AggregationInTime
    ends: Ints
    counted: Bools
    attendance: Ints
    baseline: Floats
    baseline_end: Ints
    scale: Floats

    @property
    def after_baseline(self) -> Bools:
        """Shape (targets, slots)."""
        after: Bools = self.ends > self.baseline_end[:, np.newaxis]
        return after


@dataclass(frozen=True, slots=True)
class Yearly:
    """Yearly figures and how they came about: all of shape (groups, targets, slots).

    ``value`` is NaN where no figure ends at that period. ``periods`` counts the reported
    periods in the figure's window, ``attendance`` is the poorest of any period in it.
    """

    value: Floats
    periods: Ints
    provisional: Bools
    window_short: Bools
    attendance: Ints
    carried: Bools
    without_parts: Bools
    unweighted: Bools


def over_the_year(network: Network, window: Window) -> Yearly:
    """The yearly figure at each counted period, by ``agg_time``."""
    match window.in_time:
        case AggregationInTime.LAST:
            return _as_reported(network, window, window.counted)
        case AggregationInTime.YEAR_TO_DATE:
            is_year_end = window.ends % QUARTERS_IN_A_YEAR == 0
            return _as_reported(network, window, window.counted & is_year_end)
        case AggregationInTime.CUMULATIVE:
            return _since_baseline(network, window)
        case AggregationInTime.SUM | AggregationInTime.MEAN | AggregationInTime.RATIO:
            return _over_window(network, window)


def _as_reported(network: Network, window: Window, counted: Bools) -> Yearly:
    """The period's own value, and the flags of that period alone."""
    never = np.zeros(counted.shape, dtype=np.bool_)
    return Yearly(
        value=np.where(counted, network.value, np.nan),
        periods=counted.astype(np.int64),
        provisional=never,
        window_short=never,
        attendance=np.broadcast_to(window.attendance, counted.shape),
        carried=counted & network.carried,
        without_parts=counted & network.without_parts,
        unweighted=counted & network.unweighted,
    )


def _since_baseline(network: Network, window: Window) -> Yearly:
    """Baseline + Σ of every reported amount after it; flags of all those periods.

    The figure is made of every period since the first amount after the baseline, so a place
    missing in any of them makes it incomplete, be it that nobody reported then. Without a
    baseline of its own, a place's total starts with its first amount.
    """
    counted = window.counted & window.after_baseline

    def so_far(mask: Bools) -> Bools:
        return counted & np.logical_or.accumulate(counted & mask, axis=-1)

    amounts = np.where(counted, network.value, 0.0)
    start = np.where(np.isnan(window.baseline), 0.0, window.baseline)
    total = start[:, np.newaxis] + amounts.cumsum(axis=-1)
    begun = window.after_baseline & np.logical_or.accumulate(counted, axis=-1)
    attendance = np.where(begun, window.attendance, np.iinfo(np.int64).max)
    never = np.zeros(counted.shape, dtype=np.bool_)
    return Yearly(
        value=np.where(counted, total, np.nan),
        periods=counted.cumsum(axis=-1),
        provisional=never,
        window_short=never,
        attendance=np.minimum.accumulate(attendance, axis=-1),
        carried=never,
        without_parts=so_far(np.broadcast_to(network.without_parts, counted.shape)),
        unweighted=so_far(np.broadcast_to(network.unweighted, counted.shape)),
    )


def _over_window(network: Network, window: Window) -> Yearly:
    """Sum, mean or ratio over the last year of periods that ends at each counted one."""
    counted, length = window.counted, window.frequency.periods_in_a_year

    def in_window(mask: Bools) -> Ints:
        return trailing_sum(mask.astype(np.int64), length)

    periods = in_window(counted)
    total = trailing_sum(np.where(counted, network.value, 0.0), length)
    never = np.zeros(counted.shape, dtype=np.bool_)
    window_short = never
    without_parts = in_window(counted & network.without_parts) > 0
    unweighted = in_window(counted & network.unweighted) > 0
    match window.in_time:
        case AggregationInTime.SUM:
            value = ratio(total * length, periods)
            window_short = periods < NEEDED_PERIODS[window.frequency]
        case AggregationInTime.MEAN:
            value = ratio(total, periods)
        case _:
            with_parts = counted & network.has_parts
            having_parts = in_window(with_parts)
            of_parts = ratio(
                trailing_sum(np.where(with_parts, network.numerator, 0.0), length),
                trailing_sum(np.where(with_parts, network.denominator, 0.0), length),
            )
            is_ratio = having_parts > 0
            value = np.where(
                is_ratio, of_parts * window.scale[:, np.newaxis], ratio(total, periods)
            )
            some_lacking = in_window(with_parts & network.parts_lacking) > 0
            without_parts = np.where(
                is_ratio, (having_parts < periods) | some_lacking, without_parts
            )
            unweighted = ~is_ratio
    return Yearly(
        value=np.where(counted, value, np.nan),
        periods=periods,
        provisional=counted & (periods < length),
        window_short=counted & window_short,
        attendance=np.broadcast_to(trailing_min(window.attendance, length), counted.shape),
        carried=never,
        without_parts=counted & without_parts,
        unweighted=counted & unweighted,
    )
