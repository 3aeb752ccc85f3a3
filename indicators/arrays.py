"""Small array operations that the figures share. Undefined is NaN, and no warning is raised."""

from __future__ import annotations

from typing import TypeVar

import numpy as np
from numpy.typing import ArrayLike, NDArray

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
Bools = NDArray[np.bool_]

_Number = TypeVar("_Number", np.float64, np.int64)


def ratio(numerator: ArrayLike, denominator: ArrayLike) -> Floats:
    """``numerator / denominator``, NaN where the denominator is 0.

    >>> ratio([1.0, 1.0], [4.0, 0.0])
    array([0.25,  nan])
    """
    above, below = np.broadcast_arrays(
        np.asarray(numerator, dtype=np.float64), np.asarray(denominator, dtype=np.float64)
    )
    quotient: Floats = np.full(below.shape, np.nan)
    np.divide(above, below, out=quotient, where=below != 0)
    return quotient


def trailing_sum(amounts: NDArray[_Number], length: int) -> NDArray[_Number]:
    """Sum over the ``length`` last entries of the last axis, up to each; none before the first.

    >>> trailing_sum(np.array([1.0, 2.0, 3.0]), 2)
    array([1., 3., 5.])
    """
    total = amounts.copy()
    for back in range(1, min(length, amounts.shape[-1])):
        total[..., back:] += amounts[..., :-back]
    return total


def trailing_min(values: NDArray[_Number], length: int) -> NDArray[_Number]:
    """The least of the ``length`` last entries of the last axis, up to each.

    >>> trailing_min(np.array([3, 1, 2, 5]), 2)
    array([3, 1, 1, 2])
    """
    least = values.copy()
    for back in range(1, min(length, values.shape[-1])):
        np.minimum(least[..., back:], values[..., :-back], out=least[..., back:])
    return least


def previous(mask: Bools, step: int = 1) -> Ints:
    """Position of the last True at or before each entry of the last axis; -1: there is none.

    Only entries a multiple of ``step`` before are looked at.

    >>> previous(np.array([False, True, False, False]))
    array([-1,  1,  1,  1])
    >>> previous(np.array([True, True, False, False, False]), step=2)
    array([0, 1, 0, 1, 0])
    """
    length = mask.shape[-1]
    found = np.full((*mask.shape[:-1], -(-length // step) * step), -1, dtype=np.int64)
    found[..., :length] = np.where(mask, np.arange(length), -1)
    steps = found.reshape(*mask.shape[:-1], -1, step)
    running: Ints = np.maximum.accumulate(steps, axis=-2).reshape(found.shape)[..., :length]
    return running
