"""Reports that count, as arrays: each in its target's own frequency, with a value or parts."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from indicators.arrays import Bools, Floats, ratio
from indicators.model import Indicator, Observations, Strategy

PER_CENT = 100.0


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
