"""Lines of values and yearly figures: the network's, and each place's own.

Here it is settled which periods count: those that end by the as-of period and are not in
collection. What is in collection is mostly the same whatever the as-of period, so figures
are made once for each *group* of as-of periods that share it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from indicators.arrays import Bools, Floats, Ints, previous
from indicators.cube import Cube, cubes, of_the_network, place_codes
from indicators.model import AggregationInTime, Observations, Strategy
from indicators.periods import Period
from indicators.places import Network, over_places
from indicators.terms import Terms
from indicators.years import Window, Yearly, over_the_year


@dataclass(frozen=True, slots=True)
class AsOf:
    """The periods that figures are asked as of, on a cube's slots.

    ``group`` and ``last_slot`` (as-of,): the group that a period belongs to, and the last
    slot that ends by it (-1: none). ``collecting`` (groups, targets, slots): the period is
    in collection.
    """

    group: Ints
    last_slot: Ints
    collecting: Bools


@dataclass(frozen=True, slots=True)
class Line:
    """Targets that share a cube: shape (groups, targets, slots) where not said otherwise.

    ``needed`` (as-of, targets): the attendance (see Network) of a period that no expected
    place is missing from.
    """

    cube: Cube
    network: Network
    window: Window
    yearly: Yearly
    as_of: AsOf
    needed: Ints

    def latest(self, mask: Bools) -> Ints:
        """The last slot under ``mask`` by each as-of period: (as-of, targets); -1 if none."""
        by_then = np.broadcast_to(self.as_of.last_slot[:, np.newaxis], self.needed.shape)
        return self.slot_at(previous(mask), by_then)

    def at(self, values: NDArray[np.generic], slot: Ints) -> Floats:
        """``values`` at ``slot`` ([points,] as-of, targets); NaN where that is -1."""
        return np.where(slot >= 0, self._found(values, slot), np.nan)

    def slot_at(self, slots: Ints, slot: Ints) -> Ints:
        """As ``at``, of slots; -1 where there is none."""
        return np.where(slot >= 0, self._found(slots, slot), -1)

    def expected_at(self, slot: Ints) -> Ints:
        """Places expected to report at ``slot`` (as-of, targets)."""
        by_list = np.nan_to_num(self.at(self.network.listed, slot)).astype(np.int64)
        return np.where(self.cube.listed, by_list, self.needed)

    def _found(self, values: NDArray[np.generic], slot: Ints) -> NDArray[np.generic]:
        whole = np.broadcast_to(values, self.yearly.value.shape)
        return whole[self.as_of.group[:, np.newaxis], np.arange(whole.shape[1]), slot]


def lines(
    strategy: Strategy, observations: Observations, as_of: Sequence[Period], terms: Terms
) -> Iterator[Line]:
    """The network's line, one for each set of rules that has reports."""
    places = place_codes(strategy, observations)
    for cube in cubes(strategy, observations):
        yield network_line(cube, strategy, places, as_of, terms)


def network_line(
    cube: Cube,
    strategy: Strategy,
    places: tuple[str, ...],
    as_of: Sequence[Period],
    terms: Terms,
) -> Line:
    """The line of a cube with all places; ``places`` are their codes."""
    entering = of_the_network(cube, places)
    network = over_places(entering)
    targets = [strategy.indicators[target] for target in cube.targets]
    return line_of(
        entering,
        network,
        asked_of(network, entering, as_of, terms),
        baseline=np.array([target.baseline for target in targets], dtype=np.float64),
        baseline_end=np.array([target.baseline_period.end for target in targets]),
    )


def asked_of(network: Network, cube: Cube, as_of: Sequence[Period], terms: Terms) -> AsOf:
    """What is in collection as of each period: neither due nor closed, and a place missing."""
    ends = cube.ends
    last_slot = np.searchsorted(ends, [period.end for period in as_of], side="right") - 1
    closed = np.isin(ends, [period.end for period in terms.closed])
    may_collect = np.flatnonzero((ends > terms.latest_due_end) & ~closed)
    missing = (
        network.attendance[:, may_collect] < _needed(network, cube, last_slot)[..., np.newaxis]
    )
    up_to = may_collect <= last_slot[:, np.newaxis]
    collecting = missing & up_to[:, np.newaxis, :]
    groups: dict[bytes, int] = {}
    group = [groups.setdefault(of_one.tobytes(), len(groups)) for of_one in collecting]
    first = [group.index(number) for number in groups.values()]
    of_groups = np.zeros((len(groups), *network.value.shape), dtype=np.bool_)
    of_groups[..., may_collect] = collecting[first]
    return AsOf(np.array(group, dtype=np.int64), last_slot, of_groups)


def line_of(
    cube: Cube, network: Network, as_of: AsOf, baseline: Floats, baseline_end: Ints
) -> Line:
    has_value = ~np.isnan(network.value)
    if cube.rules.in_time is AggregationInTime.RATIO:
        has_value |= network.has_parts  # 0 of 0 adds nothing, but the period was reported
    window = Window(
        frequency=cube.rules.frequency,
        in_time=cube.rules.in_time,
        ends=cube.ends,
        counted=~as_of.collecting & has_value & network.reported,
        attendance=network.attendance,
        baseline=baseline,
        baseline_end=baseline_end,
        scale=cube.scale,
    )
    yearly = over_the_year(network, window)
    return Line(cube, network, window, yearly, as_of, _needed(network, cube, as_of.last_slot))


def come_in(line: Line, terms: Terms) -> Floats:
    """Values of periods in collection: over the places that reported, nothing carried.

    Shape (targets, slots); NaN for periods that are due.
    """
    values = np.full(line.network.value.shape, np.nan)
    if line.as_of.collecting.any():
        cube = line.cube.since(terms.latest_due_end // line.cube.rules.frequency.quarters + 1)
        bare = replace(
            cube,
            value=np.where(cube.reported, cube.value, np.nan),
            numerator=np.where(cube.reported, cube.numerator, np.nan),
            denominator=np.where(cube.reported, cube.denominator, np.nan),
            present=cube.reported,
        )
        values[:, -len(cube.slots) :] = over_places(bare).value
    return values


def _needed(network: Network, cube: Cube, last_slot: Ints) -> Ints:
    """Without a list of reporters, a place is expected once it has reported the target."""
    joined = np.where(last_slot[:, np.newaxis] >= 0, network.joined[:, last_slot].T, 0)
    return np.where(cube.listed, 0, joined)
