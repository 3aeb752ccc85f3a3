"""What the numbers of ordinary rows must keep to: the rules of ``loaders.faults``, in arrays."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np

from indicators.model import PERCENT, AggregationOverPlaces
from loaders.check import Rules
from loaders.distinct import Array
from loaders.faults import TOLERANCE
from loaders.units import contradicts

_PER_CENT = 100.0


@dataclass(frozen=True, slots=True)
class Numbers:
    """The numbers of one column by row, NaN where there is none; and where they are not plain."""

    value: Array
    is_there: Array
    is_odd: Array
    is_percent: Array


class Limits:
    """What the numbers of each indicator must keep to, by its place in the strategy."""

    def __init__(self, rules: Rules) -> None:
        indicators = rules.strategy.indicators

        def each(value: Any) -> Array:
            return np.array([value(one) for one in indicators])

        self.low = each(lambda one: -np.inf if one.minimum is None else one.minimum)
        self.high = each(lambda one: np.inf if one.maximum is None else one.maximum)
        self.is_percent = each(lambda one: one.is_percent)
        self.is_ratio = each(lambda one: one.agg_place is AggregationOverPlaces.RATIO)
        self.is_share = each(lambda one: one.is_percent and one.maximum == _PER_CENT)
        self.rounding = each(lambda one: 0.5 * 10.0**-one.decimals)
        self.takes_percent = each(lambda one: not contradicts(PERCENT, one.unit))
        self.is_far_above = each(lambda one: min(one.baseline, one.goal) > 1)

    def allow(self, value: Numbers, n: Array, *, keeps_formats: bool) -> Array:
        """Where a value is within the limits of the indicators ``n``, or there is none."""
        number = value.value
        within = (number >= self.low[n]) & (number <= self.high[n])
        may_be_share = self.is_percent[n] & (number > 0) & (number <= 1) & ~value.is_percent
        if keeps_formats:
            may_be_share &= self.is_far_above[n]
        has_fine_sign = ~value.is_percent | self.takes_percent[n]
        return np.asarray(~value.is_there | (within & ~may_be_share & has_fine_sign))

    def allow_parts(self, value: Numbers, over: Numbers, under: Numbers, n: Array) -> Array:
        """Where numerator and denominator are complete, and go with the value."""
        has_both = over.is_there & under.is_there
        is_weight = under.is_there & ~over.is_there & value.is_there
        is_complete = has_both | is_weight | (~over.is_there & ~under.is_there)
        is_divided = has_both & (under.value != 0)
        factor = np.where(self.is_percent[n], _PER_CENT, 1.0)
        with np.errstate(all="ignore"):
            computed = over.value / under.value * factor
            near = self.rounding[n] + TOLERANCE * np.maximum(1.0, np.abs(computed))
            is_near = np.abs(value.value - computed) <= near
        within = (computed >= self.low[n]) & (computed <= self.high[n])
        is_over_nothing = has_both & (under.value == 0) & (over.value != 0)
        is_more = self.is_share[n] & (over.value > under.value)
        is_fine = np.where(value.is_there, is_near, within) | ~is_divided
        return np.asarray(is_complete & is_fine & ~is_over_nothing & ~is_more)
