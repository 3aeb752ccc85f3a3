"""The network's line: its values and yearly figures as of each period asked for.

Here it is settled which periods count: those that end by the as-of period and are not in
collection.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

import numpy as np

from indicators.arrays import Bools, Floats, Ints
from indicators.cube import Cube, cubes
from indicators.model import AggregationInTime, Observations, Strategy
from indicators.periods import Period
from indicators.places import Network, over_places
from indicators.status import COLLECTION_DAYS
from indicators.years import Window, Yearly, over_the_year


@dataclass(frozen=True, slots=True)
class Line:
    """Targets that share a cube: shape (as-of, targets, slots) where not said otherwise.

    ``up_to``: the period ends by the as-of period; ``collecting``: and is in collection.
    ``expected`` (as-of, targets) counts places.
    """

    cube: Cube
    network: Network
    window: Window
    yearly: Yearly
    up_to: Bools
    collecting: Bools
    expected: Ints


def latest_due_end(today: date) -> int:
    """End of the latest quarter whose due date has passed; on the day itself it has not.

    >>> Period(latest_due_end(date(2025, 2, 14)), 1).code
    '2024-Q3'
    >>> Period(latest_due_end(date(2025, 2, 15)), 1).code
    '2024-Q4'
    """
    return Period.quarter_of(today - timedelta(days=COLLECTION_DAYS)).end - 1


def lines(
    strategy: Strategy, observations: Observations, as_of: Sequence[Period], today: date
) -> Iterator[Line]:
    """One line for each set of rules that has reports."""
    as_of_ends = np.array([period.end for period in as_of], dtype=np.int64)
    for cube in cubes(strategy, observations):
        yield _line(cube, strategy, as_of_ends, today)


def come_in(line: Line, today: date) -> Floats:
    """Values of periods in collection: over the places that reported, nothing carried.

    Shape (targets, slots); NaN for periods that are due.
    """
    values = np.full(line.network.value.shape, np.nan)
    if line.collecting.any():
        cube = line.cube.since(latest_due_end(today) // line.cube.rules.frequency.quarters + 1)
        bare = replace(
            cube,
            value=np.where(cube.reported, cube.value, np.nan),
            numerator=np.where(cube.reported, cube.numerator, np.nan),
            denominator=np.where(cube.reported, cube.denominator, np.nan),
            present=cube.reported,
        )
        values[:, -len(cube.slots) :] = over_places(bare).value
    return values


def _line(cube: Cube, strategy: Strategy, as_of_ends: Ints, today: date) -> Line:
    """A place is expected once it has reported the target, up to the as-of period."""
    network = over_places(cube)
    ends = cube.slots * cube.rules.frequency.quarters
    up_to = np.broadcast_to(
        ends <= as_of_ends[:, np.newaxis, np.newaxis], (len(as_of_ends), *network.value.shape)
    )
    last_slot = np.searchsorted(ends, as_of_ends, side="right") - 1
    expected = np.where(last_slot[:, np.newaxis] >= 0, network.joined[:, last_slot].T, 0)
    lacking = network.reporting < expected[..., np.newaxis]
    collecting = up_to & lacking & (ends > latest_due_end(today))
    has_value = ~np.isnan(network.value)
    if cube.rules.in_time is AggregationInTime.RATIO:
        has_value |= network.has_parts  # 0 of 0 adds nothing, but the period was reported
    targets = [strategy.indicators[target] for target in cube.targets]
    window = Window(
        frequency=cube.rules.frequency,
        in_time=cube.rules.in_time,
        ends=ends,
        counted=up_to & ~collecting & has_value & (network.reporting > 0),
        lacking=lacking,
        baseline=np.array([target.baseline for target in targets], dtype=np.float64),
        baseline_end=np.array([target.baseline_period.end for target in targets]),
        scale=cube.scale,
    )
    yearly = over_the_year(network, window)
    return Line(cube, network, window, yearly, up_to, collecting, expected)
