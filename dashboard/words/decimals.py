"""With how many decimals a sentence writes what it compares."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from dashboard.words import reasons
from dashboard.words.written import rounded
from indicators.status import TOLERANCE

_MOST_MORE = 5


def decimals_that_tell_apart(given: Mapping[str, Any]) -> int:
    """The unit's own, or as many more as show that the value is not what it is held against."""
    decimals = int(given.get("decimals", 0))
    held = [(given.get(one), given.get(other)) for one, other in reasons.HELD_AGAINST]
    pairs = [(a, b) for a, b in held if isinstance(a, float) and isinstance(b, float)]
    told = [(a, b) for a, b in pairs if abs(a - b) > TOLERANCE]
    for more in range(decimals, decimals + _MOST_MORE):
        if all(rounded(a, more) != rounded(b, more) for a, b in told):
            return more
    return decimals


def decimals_on_the_side_of(share: float, bounds: tuple[float, ...]) -> int:
    """So many that a share does not look like the bound that it is short of."""
    for decimals in range(_MOST_MORE):
        shown = float(rounded(share * 100, decimals)) / 100
        if all((shown >= b - TOLERANCE) == (share >= b - TOLERANCE) for b in bounds):
            return decimals
    return _MOST_MORE
