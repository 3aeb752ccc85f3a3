"""Reports laid out as indicator x place x period: one cube for targets that share rules.

From the compact frame of values in force to dense arrays, so that places, carrying
forward and windows are plain array operations. Nothing here judges a value.

A *slot* is a period's number on the calendar of its own frequency: ``end // quarters``.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from indicators.arrays import Bools, Floats, Ints, ratio
from indicators.model import (
    HEAD_OFFICE,
    AggregationInTime,
    AggregationOverPlaces,
    Indicator,
    Observations,
    Strategy,
)
from indicators.periods import Frequency

PER_CENT = 100.0


class Rules(NamedTuple):
    """What targets must share to be computed in one cube."""

    frequency: Frequency
    in_time: AggregationInTime
    over_places: AggregationOverPlaces


@dataclass(frozen=True, slots=True)
class Rows:
    """Reports that count, one an entry; ``target`` is a position in the strategy's indicators.

    ``value`` is the place's value: its value, else numerator / denominator (x 100 where
    the unit is %); NaN for a report of 0 of 0.
    """

    target: NDArray[np.int16]
    place: NDArray[np.int16]
    end: NDArray[np.int16]
    value: Floats
    numerator: Floats
    denominator: Floats

    def __len__(self) -> int:
        return len(self.target)

    def only(self, kept: Bools) -> Rows:
        if kept.all():
            return self
        chosen = np.flatnonzero(kept)
        return Rows(
            self.target[chosen],
            self.place[chosen],
            self.end[chosen],
            self.value[chosen],
            self.numerator[chosen],
            self.denominator[chosen],
        )


@dataclass(frozen=True, slots=True)
class Cube:
    """Reports of targets with the same rules: arrays of shape (targets, places, slots).

    ``reported``: the place reported this period. ``present``: it reported, or an earlier
    report stands in. ``targets`` are positions in the strategy's indicators, ``scale``
    (targets,) is 100 for a percentage, else 1.
    """

    rules: Rules
    targets: Ints
    scale: Floats
    first_slot: int
    value: Floats
    numerator: Floats
    denominator: Floats
    reported: Bools
    present: Bools

    @property
    def slots(self) -> Ints:
        return self.first_slot + np.arange(self.value.shape[-1])

    def since(self, slot: int) -> Cube:
        """The same cube from ``slot`` on."""
        skipped = slice(max(slot - self.first_slot, 0), None)
        return replace(
            self,
            first_slot=max(slot, self.first_slot),
            value=self.value[..., skipped],
            numerator=self.numerator[..., skipped],
            denominator=self.denominator[..., skipped],
            reported=self.reported[..., skipped],
            present=self.present[..., skipped],
        )


def scales(indicators: tuple[Indicator, ...]) -> Floats:
    """What a numerator / denominator is multiplied with: 100 for %, else 1."""
    return np.array([PER_CENT if i.is_percent else 1.0 for i in indicators], dtype=np.float64)


def rows_of(strategy: Strategy, observations: Observations) -> Rows:
    """The reports of the strategy's targets, each in its target's own frequency.

    Rows of another frequency do not count: they stem from before a target's frequency
    changed, and a quarter's amount is not a year's. A row without a value and without
    both parts is no report.
    """
    frame = observations.frame
    position = {indicator.code: n for n, indicator in enumerate(strategy.indicators)}
    target_of = np.array([position.get(code, -1) for code in observations.indicators] or [-1])
    quarters = np.array([i.frequency.quarters for i in strategy.indicators] or [0])
    target = target_of.astype(np.int16)[frame["indicator_id"].to_numpy()]
    fits = (target >= 0) & (quarters.astype(np.int8)[target] == frame["period_quarters"].to_numpy())
    value = frame["value"].to_numpy()
    numerator, denominator = frame["numerator"].to_numpy(), frame["denominator"].to_numpy()
    without_value = np.flatnonzero(np.isnan(value) & fits)
    if len(without_value):
        from_parts = ratio(numerator[without_value], denominator[without_value])
        value = value.copy()
        value[without_value] = from_parts * scales(strategy.indicators)[target[without_value]]
    is_report = ~np.isnan(value) | (~np.isnan(numerator) & ~np.isnan(denominator))
    return Rows(
        target=target,
        place=frame["place_id"].to_numpy(),
        end=frame["period_end"].to_numpy(),
        value=value,
        numerator=numerator,
        denominator=denominator,
    ).only(fits & is_report)


def cubes(strategy: Strategy, observations: Observations) -> Iterator[Cube]:
    """One cube for each set of rules that has reports, stocks carried forward."""
    rows = rows_of(strategy, observations)
    for rules, targets in _targets_by_rules(strategy).items():
        of_rules = np.zeros(len(strategy.indicators), dtype=np.bool_)
        of_rules[targets] = True
        kept = of_rules[rows.target]
        places = len(observations.places)
        if rules.over_places is AggregationOverPlaces.NETWORK:
            kept &= rows.place == _head_office(observations)
        chosen = rows.only(kept)
        if len(chosen):
            scale = scales(strategy.indicators)[targets]
            cube = _dense(chosen, rules, targets, scale, places)
            yield carried_forward(cube) if rules.in_time is AggregationInTime.LAST else cube


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


def _head_office(observations: Observations) -> int:
    """Its position among the places; -1, which no row has, where it never reported."""
    places = observations.places
    return places.index(HEAD_OFFICE) if HEAD_OFFICE in places else -1


def _dense(rows: Rows, rules: Rules, targets: Ints, scale: Floats, places: int) -> Cube:
    slot = rows.end.astype(np.int64) // rules.frequency.quarters
    first_slot = int(slot.min())
    shape = (len(targets), places, int(slot.max()) - first_slot + 1)
    line = np.zeros(int(targets.max()) + 1, dtype=np.int64)
    line[targets] = np.arange(len(targets))
    cell = (line[rows.target] * places + rows.place) * shape[-1] + (slot - first_slot)

    def laid_out(values: Floats) -> Floats:
        dense = np.full(shape, np.nan)
        dense.ravel()[cell] = values
        return dense

    reported = np.zeros(shape, dtype=np.bool_)
    reported.ravel()[cell] = True
    return Cube(
        rules=rules,
        targets=targets,
        scale=scale,
        first_slot=first_slot,
        value=laid_out(rows.value),
        numerator=laid_out(rows.numerator),
        denominator=laid_out(rows.denominator),
        reported=reported,
        present=reported,
    )
