"""Each place's own line of a target: one for every pair of target and place that has any.

A pair is laid out as a target with one place, so that windows, trend and freshness are
those of the network; what is in collection is the network's too. Arrays over lines have
the shape (as-of, lines); a line is a position among the sorted ``Pairs``.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from indicators.arrays import Floats, Ints
from indicators.cube import Cube, cubes, place_codes
from indicators.lines import Line, line_of, network_line
from indicators.model import AggregationOverPlaces, Observations, PlaceTarget, Strategy
from indicators.periods import Period
from indicators.places import over_places
from indicators.rows import Rows, rows_of
from indicators.terms import Terms


@dataclass(frozen=True, slots=True)
class Pairs:
    """Which lines there are: positions of target and place, sorted by both.

    ``places`` are the codes that ``place`` points into; ``judged`` holds the place's own
    baseline and goal by line.
    """

    places: tuple[str, ...]
    target: Ints
    place: Ints
    judged: dict[int, PlaceTarget]

    def position(self, target: NDArray[np.integer], place: NDArray[np.integer]) -> Ints:
        """The line of each pair, or where it would be inserted."""
        keys = self.target * len(self.places) + self.place
        asked = target.astype(np.int64) * len(self.places) + place
        return np.searchsorted(keys, asked)


@dataclass(frozen=True, slots=True)
class PlaceLines:
    """Lines that share a cube: ``of_each`` has a place's line where ``network`` has a target.

    ``lines`` are positions among the pairs, ``row`` those of their targets in ``network``.
    ``place`` are positions among the places. ``planned`` (lines, slots) is what the places
    planned for their own periods, NaN where nothing.
    """

    network: Line
    of_each: Line
    lines: Ints
    row: Ints
    place: Ints
    planned: Floats


def pairs_of(strategy: Strategy, observations: Observations, only: str | None = None) -> Pairs:
    """Every target and place with a report, an expected report or a target of its own.

    ``only``: those of one place.
    """
    places, rows = place_codes(strategy, observations), rows_of(strategy, observations)
    target_of = {indicator.code: n for n, indicator in enumerate(strategy.indicators)}
    place_of = {place: n for n, place in enumerate(places)}
    has_any = np.zeros((len(target_of), len(places)), dtype=np.bool_)
    has_any[rows.target, rows.place] = True
    for one in strategy.reporters:
        has_any[target_of[one.indicator], place_of[one.place]] = True
    own = {(target_of[one.indicator], place_of[one.place]): one for one in strategy.place_targets}
    for pair in own:
        has_any[pair] = True
    if only is not None:
        has_any[:, [n for n, place in enumerate(places) if place != only]] = False
    target, place = np.nonzero(has_any)
    pairs = enumerate(zip(target.tolist(), place.tolist(), strict=True))
    return Pairs(places, target, place, {line: own[pair] for line, pair in pairs if pair in own})


def place_lines(
    strategy: Strategy,
    observations: Observations,
    planned: Observations,
    pairs: Pairs,
    as_of: Sequence[Period],
    terms: Terms,
) -> Iterator[PlaceLines]:
    """One of them for each set of rules that has reports of these places."""
    plans = _at_places(rows_of(strategy, planned), planned.places, pairs.places)
    for cube in cubes(strategy, observations):
        lines = np.flatnonzero(np.isin(pairs.target, cube.targets))
        if not lines.size:
            continue
        network = network_line(cube, strategy, pairs.places, as_of, terms)
        row = np.searchsorted(cube.targets, pairs.target[lines])
        yield PlaceLines(
            network=network,
            of_each=_of_each(cube, network, pairs, lines, row),
            lines=lines,
            row=row,
            place=pairs.place[lines],
            planned=_planned(plans, cube, pairs, lines),
        )


def _of_each(cube: Cube, network: Line, pairs: Pairs, lines: Ints, row: Ints) -> Line:
    """The lines as targets with one place each, whose value is the place's own."""
    place = pairs.place[lines]

    def chosen(values: NDArray[Any]) -> NDArray[Any]:
        return values[row, place][:, np.newaxis]

    alone = Cube(
        rules=cube.rules._replace(over_places=AggregationOverPlaces.MEAN),
        targets=lines,
        places=np.zeros(1, dtype=np.int64),
        scale=cube.scale[row],
        first_slot=cube.first_slot,
        value=chosen(cube.value),
        numerator=chosen(cube.numerator),
        denominator=chosen(cube.denominator),
        reported=chosen(cube.reported),
        present=chosen(cube.reported),
        expected=chosen(cube.expected),
        listed=cube.listed[row],
    )
    own = [pairs.judged.get(int(line)) for line in lines]
    baseline = np.array([one.baseline if one else np.nan for one in own], dtype=np.float64)
    own_end = np.array([one.baseline_period.end if one else 0 for one in own], dtype=np.int64)
    asked = replace(network.as_of, collecting=network.as_of.collecting[:, row])
    baseline_end = np.where(np.isnan(baseline), network.window.baseline_end[row], own_end)
    return line_of(alone, over_places(alone), asked, baseline, baseline_end)


def _at_places(rows: Rows, places: tuple[str, ...], others: tuple[str, ...]) -> Rows:
    """The rows of places that are among ``others``, with their positions there."""
    known = {place: n for n, place in enumerate(others)}
    position = np.array([known.get(place, -1) for place in places] or [-1], dtype=np.int16)
    moved = replace(rows, place=position[rows.place])
    return moved.only(moved.place >= 0)


def _planned(plans: Rows, cube: Cube, pairs: Pairs, lines: Ints) -> Floats:
    """What the places of the lines planned for the cube's slots, NaN where nothing."""
    planned = np.full((len(lines), len(cube.slots)), np.nan)
    slot = plans.end.astype(np.int64) // cube.rules.frequency.quarters - cube.first_slot
    line = np.searchsorted(lines, pairs.position(plans.target, plans.place))
    inside = (slot >= 0) & (slot < len(cube.slots)) & (line < len(lines))
    ours = np.flatnonzero(inside)
    at = lines[line[ours]]
    is_line = (pairs.target[at] == plans.target[ours]) & (pairs.place[at] == plans.place[ours])
    ours = ours[is_line]
    planned[line[ours], slot[ours]] = plans.value[ours]
    return planned
