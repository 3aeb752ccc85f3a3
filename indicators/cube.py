"""Reports laid out as indicator x place x period: one cube for targets that share rules.

From the compact frame of values in force to dense arrays, so that places, carrying
forward and windows are plain array operations. Nothing here judges a value.

A *slot* is a period's number on the calendar of its own frequency: ``end // quarters``.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from indicators.arrays import Bools, Floats, Ints
from indicators.model import (
    HEAD_OFFICE,
    AggregationInTime,
    AggregationOverPlaces,
    Observations,
    Strategy,
)
from indicators.periods import Frequency
from indicators.rows import Rows, rows_of, scales

Change = Callable[[NDArray[Any]], NDArray[Any]]


class Rules(NamedTuple):
    """What targets must share to be computed in one cube."""

    frequency: Frequency
    in_time: AggregationInTime
    over_places: AggregationOverPlaces


@dataclass(frozen=True, slots=True)
class Cube:
    """Reports of targets with the same rules: arrays of shape (targets, places, slots).

    ``reported``: the place reported this period. ``present``: it reported, or an earlier
    report stands in. ``expected``: the strategy's list of reporters has the place for this
    period; ``listed`` (targets,): it has one of the target at all. ``targets`` are positions
    in the strategy's indicators, ``places`` in ``place_codes``; ``scale`` (targets,) is 100
    for a percentage, else 1. The first slots, a year less one, are before every report.
    """

    rules: Rules
    targets: Ints
    places: Ints
    scale: Floats
    first_slot: int
    value: Floats
    numerator: Floats
    denominator: Floats
    reported: Bools
    present: Bools
    expected: Bools
    listed: Bools

    @property
    def slots(self) -> Ints:
        return self.first_slot + np.arange(self.value.shape[-1])

    @property
    def ends(self) -> Ints:
        """Ends of the slots, in quarters as in Period."""
        return self.slots * self.rules.frequency.quarters

    def since(self, slot: int) -> Cube:
        """The same cube from ``slot`` on."""
        skipped = slice(max(slot - self.first_slot, 0), None)
        return self._mapped(lambda values: values[..., skipped], max(slot, self.first_slot))

    def of_places(self, positions: Ints) -> Cube:
        """The same cube with the places at ``positions`` of its axis alone."""
        chosen = self._mapped(lambda values: values[:, positions], self.first_slot)
        return replace(chosen, places=self.places[positions])

    def _mapped(self, change: Change, first_slot: int) -> Cube:
        return replace(
            self,
            first_slot=first_slot,
            value=change(self.value),
            numerator=change(self.numerator),
            denominator=change(self.denominator),
            reported=change(self.reported),
            present=change(self.present),
            expected=change(self.expected),
        )


def place_codes(strategy: Strategy, observations: Observations) -> tuple[str, ...]:
    """The places that reported, then those the strategy expects or has a target for."""
    expected = (reporter.place for reporter in strategy.reporters)
    judged = (target.place for target in strategy.place_targets)
    return tuple(dict.fromkeys([*observations.places, *expected, *judged]))


def cubes(strategy: Strategy, observations: Observations) -> Iterator[Cube]:
    """One cube for each set of rules that has reports, nothing carried forward."""
    rows, places = rows_of(strategy, observations), place_codes(strategy, observations)
    for rules, targets in _targets_by_rules(strategy).items():
        of_rules = np.zeros(len(strategy.indicators), dtype=np.bool_)
        of_rules[targets] = True
        chosen = rows.only(of_rules[rows.target])
        if len(chosen):
            yield _dense(chosen, rules, targets, strategy, places)


def of_the_network(cube: Cube, places: tuple[str, ...]) -> Cube:
    """What enters the network's value: stocks are carried forward.

    Of a target for which only the head office's row counts, that row alone.
    """
    if cube.rules.over_places is AggregationOverPlaces.NETWORK:
        head_office = [n for n, place in enumerate(cube.places) if places[place] == HEAD_OFFICE]
        cube = cube.of_places(np.array(head_office, dtype=np.int64))
    return carried_forward(cube) if cube.rules.in_time is AggregationInTime.LAST else cube


def carried_forward(cube: Cube) -> Cube:
    """Each place's latest earlier report stands in where it did not report.

    At most one year old. A report of 0 of 0 is a report: nothing older stands in for it.
    """
    slots = np.arange(cube.value.shape[-1], dtype=np.int32)
    never = -2 * len(slots) - cube.rules.frequency.periods_in_a_year
    last = np.maximum.accumulate(np.where(cube.reported, slots, np.int32(never)), axis=-1)
    age = (slots - last).ravel()
    carried = np.flatnonzero((age > 0) & (age <= cube.rules.frequency.periods_in_a_year))
    source = carried - age[carried]
    present = cube.reported.copy()
    present.ravel()[carried] = True

    def filled(values: Floats) -> Floats:
        copy = values.copy()
        copy.ravel()[carried] = values.ravel()[source]
        return copy

    return replace(
        cube,
        value=filled(cube.value),
        numerator=filled(cube.numerator),
        denominator=filled(cube.denominator),
        present=present,
    )


def _targets_by_rules(strategy: Strategy) -> dict[Rules, Ints]:
    by_rules: dict[Rules, list[int]] = {}
    for position, indicator in enumerate(strategy.indicators):
        rules = Rules(indicator.frequency, indicator.agg_time, indicator.agg_place)
        by_rules.setdefault(rules, []).append(position)
    return {rules: np.array(targets) for rules, targets in by_rules.items()}


def _dense(
    rows: Rows, rules: Rules, targets: Ints, strategy: Strategy, places: tuple[str, ...]
) -> Cube:
    slot = rows.end.astype(np.int64) // rules.frequency.quarters
    first_slot = int(slot.min()) - (rules.frequency.periods_in_a_year - 1)
    shape = (len(targets), len(places), int(slot.max()) - first_slot + 1)
    line = np.full(len(strategy.indicators), -1, dtype=np.int64)
    line[targets] = np.arange(len(targets))
    cell = (line[rows.target] * len(places) + rows.place) * shape[-1] + (slot - first_slot)

    def laid_out(values: Floats) -> Floats:
        dense = np.full(shape, np.nan)
        dense.ravel()[cell] = values
        return dense

    reported = np.zeros(shape, dtype=np.bool_)
    reported.ravel()[cell] = True
    ends = (first_slot + np.arange(shape[-1])) * rules.frequency.quarters
    expected, listed = _expected(strategy, rules, line, places, ends)
    return Cube(
        rules=rules,
        targets=targets,
        places=np.arange(len(places)),
        scale=scales(strategy.indicators)[targets],
        first_slot=first_slot,
        value=laid_out(rows.value),
        numerator=laid_out(rows.numerator),
        denominator=laid_out(rows.denominator),
        reported=reported,
        present=reported,
        expected=expected,
        listed=listed,
    )


def _expected(
    strategy: Strategy, rules: Rules, line: Ints, places: tuple[str, ...], ends: Ints
) -> tuple[Bools, Bools]:
    """What the strategy's list of reporters expects, and of which targets it has any.

    The head office alone is expected of a target for which only its row counts.
    """
    targets = int((line >= 0).sum())
    expected = np.zeros((targets, len(places), len(ends)), dtype=np.bool_)
    listed = np.zeros(targets, dtype=np.bool_)
    of_target = {one.code: n for one, n in zip(strategy.indicators, line, strict=True) if n >= 0}
    position = {place: n for n, place in enumerate(places)}
    only_head_office = rules.over_places is AggregationOverPlaces.NETWORK
    for reporter in strategy.reporters:
        counts = reporter.place == HEAD_OFFICE or not only_head_office
        if reporter.indicator in of_target and counts:
            target = of_target[reporter.indicator]
            last = reporter.last.end if reporter.last else ends[-1]
            spans = (ends >= reporter.first.end) & (ends <= last)
            expected[target, position[reporter.place]] |= spans
            listed[target] = True
    return expected, listed
