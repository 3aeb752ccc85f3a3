"""Small array operations that the figures share. Undefined is NaN, and no warning is raised."""

from __future__ import annotations

from dataclasses import fields, replace
from typing import TYPE_CHECKING, TypeVar

import numpy as np
from numpy.typing import ArrayLike, NDArray

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
Bools = NDArray[np.bool_]

if TYPE_CHECKING:
    from _typeshed import DataclassInstance

_Number = TypeVar("_Number", np.float64, np.int64)
_Parts = TypeVar("_Parts", bound="DataclassInstance")


def ratio(numerator: ArrayLike, denominator: ArrayLike) -> Floats:
    """``numerator / denominator``, NaN where the denominator is 0.

    >>> ratio([1.0, 1.0], [4.0, 0.0])
    array([0.25,  nan])
    """
    below = np.asarray(denominator, dtype=np.float64)
    with np.errstate(divide="ignore", invalid="ignore"):
        found = np.asarray(np.divide(numerator, below))
    found[np.broadcast_to(below == 0, found.shape)] = np.nan
    return found


def taken(whole: _Parts, positions: Ints) -> _Parts:
    """The targets at ``positions``: of the last axis of every array of a dataclass.

    Parts of it may be such dataclasses again.
    """
    parts = {field.name: getattr(whole, field.name) for field in fields(whole)}
    return replace(
        whole,
        **{
            name: part[..., positions] if isinstance(part, np.ndarray) else taken(part, positions)
            for name, part in parts.items()
        },
    )


def lay_in(whole: _Parts, part: _Parts, positions: Ints) -> None:
    """Put a part's targets at ``positions`` of the whole: the other way round than ``taken``."""
    for field in fields(whole):
        room, found = getattr(whole, field.name), getattr(part, field.name)
        if isinstance(room, np.ndarray):
            room[..., positions] = found
        else:
            lay_in(room, found, positions)


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
