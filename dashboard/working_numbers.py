"""How many decimals the numbers of a working need, so that reckoning with them gives the result.

Six are enough for most; a target whose values are themselves in millionths needs more.
"""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Context, Decimal
from math import floor, log10

from indicators.model import Indicator
from indicators.status import TOLERANCE

DECIMALS_OF_SHARES = 3
"""So many that whoever reckons with them comes to what is shown elsewhere."""

_MOST = 6
_DIGITS = 7
"""Of a number that goes into a formula, so many digits; of a small result, three."""

_DIGITS_OF_SMALL = 3
_MOST_OF_SHARES = 12
_ANY_SIZE = Context(prec=400)


def most_decimals(indicator: Indicator) -> int:
    """Six, or where all that the target is held against is small, seven digits of it."""
    bounds = (indicator.band_low, indicator.band_high)
    held_against = (indicator.baseline, indicator.goal, *(b for b in bounds if b is not None))
    largest = max(abs(number) for number in held_against)
    return max(_MOST, _decimals_for(largest, _DIGITS)) if largest else _MOST


def decimals_of(value: float, most: int = _MOST) -> int:
    """As many as there are, at most ``most``.

    >>> decimals_of(2.5), decimals_of(1 / 3), decimals_of(2.9e-6), decimals_of(2.9e-6, 12)
    (1, 6, 6, 7)
    >>> decimals_of(1058332833333333.1)
    1
    """
    exact = Decimal(repr(float(value)))
    shown = exact.quantize(Decimal(1).scaleb(-most), ROUND_HALF_UP, _ANY_SIZE)
    exponent = shown.normalize(_ANY_SIZE).as_tuple().exponent
    return max(0, -exponent) if isinstance(exponent, int) else 0


def decimals_of_share_put_in(share: float) -> int:
    """Of a percentage that goes into a formula: seven digits, and no zeros behind the third.

    >>> [decimals_of_share_put_in(share) for share in (0.22, 1 / 3, 0.0000123)]
    [3, 5, 5]
    """
    hundredths = share * 100
    if abs(share) <= TOLERANCE:
        return DECIMALS_OF_SHARES
    return max(DECIMALS_OF_SHARES, decimals_of(hundredths, _of_small(hundredths, _DIGITS)))


def decimals_of_result(value: float) -> int:
    """Of a result that is shown with three: more where it is so small that they say little.

    >>> [decimals_of_result(value) for value in (33.3333, 0.05, 0.00102, 0.0)]
    [3, 3, 5, 3]
    """
    if abs(value) <= TOLERANCE:
        return DECIMALS_OF_SHARES
    return max(DECIMALS_OF_SHARES, decimals_of(value, _of_small(value, _DIGITS_OF_SMALL)))


def decimals_of_squares(value: float, most: int) -> int:
    """Of the squares of what has ``most`` decimals: seven digits, at most twice as many.

    >>> decimals_of_squares(413.9100351, 6), decimals_of_squares(0.0000123456789, 6)
    (6, 11)
    """
    if not value:
        return 0
    return decimals_of(value, max(most, min(2 * most, _decimals_for(value, _DIGITS))))


def _of_small(value: float, digits: int) -> int:
    return min(max(DECIMALS_OF_SHARES, _decimals_for(value, digits)), _MOST_OF_SHARES)


def _decimals_for(value: float, digits: int) -> int:
    """After which that many digits of ``value`` are written."""
    return digits - 1 - floor(log10(abs(value)))
