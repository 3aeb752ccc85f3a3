"""Student's t distribution with a whole number of degrees of freedom.

Forecasts have few degrees of freedom, and then the distribution is a short sum of powers
(M. Abramowitz and I. Stegun, *Handbook of Mathematical Functions*, 26.7.3 and 26.7.4): a
thirtieth of the work of the incomplete beta function that ``scipy`` has for any freedom.
Quantiles have no such form; ``scipy.special`` loads faster than ``scipy.stats``.
"""

from __future__ import annotations

import numpy as np
from scipy.special import stdtrit

from indicators.arrays import Floats, Ints

_BEYOND_ALL = 1e150
"""No probability is left farther out, and its square is still a number."""


def cumulative(freedom: Ints, value: Floats) -> Floats:
    """F(t), the probability of a value up to t; both of one shape, freedom n from 1 on.

    With tan θ = t / √n, for an even n, in n / 2 terms,
    F = ½ + ½ sin θ · (1 + 1/2 cos² θ + (1·3)/(2·4) cos⁴ θ + …), for an odd one, in
    (n - 1) / 2 terms, F = ½ + (θ + sin θ cos θ · (1 + 2/3 cos² θ + (2·4)/(3·5) cos⁴ θ + …)) / π.

    True to 1e-15; NaN where t is.

    >>> cumulative(np.array([1, 1, 2]), np.array([-1.0, np.inf, 0.0]))
    array([0.25, 1.  , 0.5 ])
    """
    found = np.empty(value.shape)
    for each in np.flatnonzero(np.bincount(freedom.ravel())):
        here = freedom == each
        found[here] = _with_freedom(int(each), value[here])
    return found


def quantile(freedom: Ints, probability: float) -> Floats:
    """The value t with F(t) = ``probability``.

    >>> quantile(np.array([1, 2]), 0.75).round(3)
    array([1.   , 0.816])
    """
    each = np.arange(1, np.max(freedom, initial=1) + 1)  # a quantile is slow, and there are few
    return np.asarray(stdtrit(each, probability), dtype=np.float64)[freedom - 1]


def _with_freedom(freedom: int, value: Floats) -> Floats:
    tangent: Floats = np.clip(value, -_BEYOND_ALL, _BEYOND_ALL) / np.sqrt(freedom)
    square = 1 / (1 + tangent * tangent)
    cosine = np.sqrt(square)
    sine = tangent * cosine
    if freedom % 2 == 0:
        return 0.5 + sine * _powers(freedom, square) / 2
    return 0.5 + (np.arctan(tangent) + sine * cosine * _powers(freedom, square)) / np.pi


def _powers(freedom: int, square: Floats) -> Floats:
    """1 + a cos² θ · (1 + b cos² θ · (…)), from the innermost on; none at all for one freedom."""
    total = np.full(square.shape, float(freedom > 1))
    for above in range(freedom - 3, 0, -2):
        total = 1 + above / (above + 1) * square * total
    return total
