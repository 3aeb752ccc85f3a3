"""Small array operations that the figures share. Undefined is NaN, and no warning is raised."""

from __future__ import annotations

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view
from numpy.typing import ArrayLike, NDArray

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
Bools = NDArray[np.bool_]


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


def trailing_sum(amounts: NDArray[np.generic], length: int) -> Floats:
    """Sum over the ``length`` last entries of the last axis, up to each; none before the first.

    >>> trailing_sum(np.array([1.0, 2.0, 3.0]), 2)
    array([1., 3., 5.])
    """
    padding = [(0, 0)] * (amounts.ndim - 1) + [(length - 1, 0)]
    padded = np.pad(amounts.astype(np.float64), padding)
    total: Floats = sliding_window_view(padded, length, axis=-1).sum(axis=-1)
    return total


def last_true(mask: Bools) -> Ints:
    """Position of the last True along the last axis; -1 where there is none.

    >>> last_true(np.array([[True, True, False], [False, False, False]]))
    array([ 1, -1])
    """
    length = mask.shape[-1]
    if length == 0:
        return np.full(mask.shape[:-1], -1, dtype=np.int64)
    from_the_end = mask[..., ::-1].argmax(axis=-1)
    return np.where(mask.any(axis=-1), length - 1 - from_the_end, -1)


def at(values: NDArray[np.generic], position: Ints) -> Floats:
    """``values`` at ``position`` along the last axis; NaN where the position is -1."""
    found = np.full(position.shape, np.nan)
    chosen = np.nonzero(position >= 0)
    source = np.broadcast_to(values, (*position.shape, values.shape[-1]))
    found[chosen] = source[(*chosen, position[chosen])]
    return found


def latest(mask: Bools, values: Floats, count: int) -> Floats:
    """The last ``count`` values under ``mask`` along the last axis, NaN before the first.

    >>> latest(np.array([True, True, False, True]), np.array([1.0, 2.0, 3.0, 4.0]), 2)
    array([2., 4.])
    >>> latest(np.array([True, False]), np.array([1.0, 2.0]), 2)
    array([nan,  1.])
    """
    rank = mask[..., ::-1].cumsum(axis=-1)[..., ::-1]
    taken = np.nonzero(mask & (rank <= count))
    chosen = np.full((*mask.shape[:-1], count), np.nan)
    chosen[(*taken[:-1], count - rank[taken])] = np.broadcast_to(values, mask.shape)[taken]
    return chosen
