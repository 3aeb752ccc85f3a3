"""A place beside the network: its share of the total, and where it stands against the plan."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from indicators.arrays import Bools, Floats, Ints, ratio, trailing_sum
from indicators.each_place import PlaceLines
from indicators.lines import Line
from indicators.model import AggregationInTime, AggregationOverPlaces
from indicators.periods import QUARTERS_IN_A_YEAR
from indicators.progress import planned_value
from indicators.status import TOLERANCE, AgainstPlan
from indicators.targets import Targets

ABOUT = 0.01
"""A value this share of the plan away from it is *at* the plan."""

ADDITIVE = frozenset({AggregationOverPlaces.SUM})
INTENSIVE = frozenset(
    {
        AggregationOverPlaces.RATIO,
        AggregationOverPlaces.MEAN,
        AggregationOverPlaces.WEIGHTED_MEAN,
    }
)


@dataclass(frozen=True, slots=True)
class Compared:
    """A place's value and the plan it is held against: (as-of, lines), NaN where undefined.

    Where it is its own plan, both are over the periods that have a report and a plan.
    """

    value: Floats
    plan: Floats
    is_own_plan: Bools


def shares(lines: PlaceLines) -> Floats:
    """What a place brings into the network's actual, as a share of all that is in it.

    Summed over the actual's window where it has one, and carried forward where the network
    carries it; the shares of all places add up to 1. Undefined for a place that brings
    nothing, where the total is 0, and for values that do not add up over places.
    """
    network, of_each = lines.network, lines.of_each
    if network.cube.rules.over_places not in ADDITIVE:
        return np.full(of_each.needed.shape, np.nan)
    slot = network.latest(~np.isnan(network.yearly.value))
    value, counts = network.network.value, _counting(network)
    total = network.at(_in_window(network, value, counts & ~np.isnan(value)), slot)
    brought = network.cube.value[lines.row, lines.place]
    is_brought = counts[:, lines.row] & ~np.isnan(brought)
    slot_of_each = slot[:, lines.row]
    of_place = of_each.at(_in_window(of_each, brought, is_brought), slot_of_each)
    brings = of_each.at(_in_window(of_each, is_brought, is_brought), slot_of_each) > 0
    return np.where(brings, ratio(of_place, total[:, lines.row]), np.nan)


def compared(lines: PlaceLines, actual: Floats, end: Ints, targets: Targets) -> Compared:
    """What the places' actuals (as-of, lines) are held against.

    The network's plan at the actual's date where the value is intensive (``ratio``,
    ``mean``, ``weighted_mean``) and the target travels; else what the place itself planned.
    """
    if lines.network.cube.rules.over_places in INTENSIVE:
        target = lines.network.cube.targets[lines.row]
        time = np.where(targets.travels[target], end / QUARTERS_IN_A_YEAR, np.nan)
        plan = planned_value(time, targets.path_times[:, target], targets.path_values[:, target])
        value = np.where(np.isnan(actual), np.nan, actual)
        return Compared(value, np.where(np.isnan(actual), np.nan, plan), np.zeros_like(end, bool))
    line = lines.of_each
    both = _counting(line) & ~np.isnan(lines.planned)
    slot = line.latest(~np.isnan(line.yearly.value))
    has_both = line.at(_in_window(line, both, both), slot) > 0

    def over_both(values: Floats) -> Floats:
        return np.where(has_both, line.at(_in_window(line, values, both), slot), np.nan)

    value, plan = over_both(line.network.value), over_both(lines.planned)
    return Compared(value, plan, np.ones_like(end, bool))


def against(value: float, plan: float) -> AgainstPlan:
    """Where a value stands against its plan: *at* it within 1 %.

    >>> against(99.0, 100.0), against(98.9, 100.0)
    (<AgainstPlan.AT: 'at'>, <AgainstPlan.BELOW: 'below'>)
    """
    if abs(value - plan) <= ABOUT * abs(plan) + TOLERANCE:
        return AgainstPlan.AT
    return AgainstPlan.ABOVE if value > plan else AgainstPlan.BELOW


def _counting(line: Line) -> Bools:
    """The periods that figures are made of: of a total, those after its baseline."""
    is_total = line.window.in_time is AggregationInTime.CUMULATIVE
    return line.window.counted & line.window.after_baseline if is_total else line.window.counted


def _in_window(line: Line, values: NDArray[np.generic], mask: Bools) -> Floats:
    """Σ of the values under ``mask`` over what makes the figure that ends at each slot."""
    amounts = np.where(mask, values, 0.0).astype(np.float64)
    match line.window.in_time:
        case AggregationInTime.LAST | AggregationInTime.YEAR_TO_DATE:
            return amounts
        case AggregationInTime.CUMULATIVE:
            total: Floats = amounts.cumsum(axis=-1)
            return total
        case AggregationInTime.SUM | AggregationInTime.MEAN | AggregationInTime.RATIO:
            return trailing_sum(amounts, line.window.frequency.periods_in_a_year)
