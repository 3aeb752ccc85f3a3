"""What changed from one moment to another: each target once, under what matters most of it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from indicators.results import Figures, IndicatorFigures
from indicators.status import Status

RANKS = {
    Status.ACHIEVED: 5,
    Status.MAINTAINED: 5,
    Status.ON_TRACK: 4,
    Status.NOT_DUE: 4,
    Status.MAINTAINED_AT_RISK: 3,
    Status.AT_RISK: 3,
    Status.OFF_TRACK: 2,
    Status.OUT_OF_BAND: 2,
    Status.REGRESSING: 1,
    Status.MISSED: 1,
}
"""How good a status is; ``no_data`` has no rank, for a missing value is neither good nor bad."""


class Shift(StrEnum):
    """What became of a target between two moments."""

    WORSENED = "worsened"
    IMPROVED = "improved"
    NEWLY_REPORTED = "newly_reported"
    NO_LONGER_REPORTED = "no_longer_reported"
    SAME = "same"


@dataclass(frozen=True, slots=True)
class TargetShift:
    """One target then and now; None where the strategy of that moment does not have it."""

    code: str
    shift: Shift
    before: IndicatorFigures | None
    after: IndicatorFigures | None


def shifts(before: Figures, after: Figures) -> list[TargetShift]:
    """Every target of either moment, in the order of ``after`` and then of ``before``."""
    codes = dict.fromkeys([*after.indicators, *before.indicators])
    return [
        TargetShift(code, _shift(then, now), then, now)
        for code in codes
        for then, now in [(before.indicators.get(code), after.indicators.get(code))]
    ]


def _shift(before: IndicatorFigures | None, after: IndicatorFigures | None) -> Shift:
    """By the status: better or worse; else by whether there is a figure at all."""
    then = RANKS.get(before.status) if before else None
    now = RANKS.get(after.status) if after else None
    if then is not None and now is not None:
        if now == then:
            return Shift.SAME
        return Shift.IMPROVED if now > then else Shift.WORSENED
    if now is not None:
        return Shift.NEWLY_REPORTED
    return Shift.SAME if then is None else Shift.NO_LONGER_REPORTED
