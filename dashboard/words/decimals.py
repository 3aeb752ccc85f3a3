"""With how many decimals a sentence writes what it compares."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from dashboard.words import reasons
from dashboard.words.written import rounded
from indicators.model import Direction
from indicators.status import TOLERANCE

if TYPE_CHECKING:
    from indicators.model import Indicator
    from indicators.results import IndicatorFigures

_MOST_MORE = 5
_WHOLE = 100


def decimals_that_tell_apart(given: Mapping[str, Any]) -> int:
    """The unit's own, or as many more as show that the value is not what it is held against.

    Nor is it 0 where it is not.
    """
    decimals = int(given.get("decimals", 0))
    held = [(given.get(one), given.get(other)) for one, other in reasons.HELD_AGAINST]
    held.append((given.get("value"), 0.0))
    pairs = [(a, b) for a, b in held if isinstance(a, float) and isinstance(b, float)]
    told = [(a, b) for a, b in pairs if abs(a - b) > TOLERANCE]
    for more in range(decimals, decimals + _MOST_MORE):
        if all(rounded(a, more) != rounded(b, more) for a, b in told):
            return more
    return decimals


def decimals_of_actual(indicator: Indicator, figures: IndicatorFigures) -> int:
    """The unit's own, or as many more as show that the actual is not what it is held against."""
    is_band = indicator.direction is Direction.MAINTAIN
    given = {
        "decimals": indicator.decimals,
        "value": figures.actual,
        "expected": figures.expected,
        "goal": None if is_band else indicator.goal,
        "band_low": indicator.band_low if is_band else None,
        "band_high": indicator.band_high if is_band else None,
    }
    return decimals_that_tell_apart(given)


def decimals_that_show(value: float, decimals: int) -> int:
    """``decimals``, or as many more as show that the value is not 0.

    >>> decimals_that_show(0.36, 0), decimals_that_show(-0.04, 1), decimals_that_show(0.0, 1)
    (1, 2, 1)
    """
    for more in range(decimals, decimals + _MOST_MORE):
        if abs(value) <= TOLERANCE or rounded(value, more) != 0:
            return more
    return decimals


def decimals_of_share(share: float) -> int:
    """So many that what is not 0 % does not look it, nor does what is short of 100 %.

    >>> [decimals_of_share(share) for share in (0.0, 0.003, 0.5, 0.997, 1.0, 1.31)]
    [0, 1, 0, 1, 0, 0]
    """
    for decimals in range(_MOST_MORE + 1):
        shown = rounded(share * 100, decimals)
        is_told_from_none = (shown == 0) == (abs(share) <= TOLERANCE)
        if is_told_from_none and (shown >= _WHOLE) == (share >= 1 - TOLERANCE):
            return decimals
    return 0


def decimals_on_the_side_of(share: float, bounds: tuple[float, ...]) -> int:
    """So many that a share does not look like the bound that it is short of."""
    for decimals in range(decimals_of_share(share), _MOST_MORE):
        shown = float(rounded(share * 100, decimals)) / 100
        if all((shown >= b - TOLERANCE) == (share >= b - TOLERANCE) for b in bounds):
            return decimals
    return _MOST_MORE
