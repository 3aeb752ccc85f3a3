"""Across places: from what each place reported to the network's value of a period."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from indicators.arrays import Bools, Floats, Ints, ratio
from indicators.cube import Cube
from indicators.model import AggregationOverPlaces


@dataclass(frozen=True, slots=True)
class Network:
    """Values over places: arrays of shape (targets, slots).

    ``value`` is NaN where no place has one. ``numerator`` and ``denominator`` are sums over
    the places that gave both (``has_parts``); ``parts_lacking``: some place gave a value
    without them. ``without_parts`` and ``unweighted`` say how ``value`` came about.
    ``reported``: some place reported. ``reporting`` counts the places that did, ``joined``
    those that ever had by then; where the strategy lists reporters, ``reporting`` counts
    those of them alone and ``listed`` all of them (0 elsewhere).
    """

    value: Floats
    numerator: Floats
    denominator: Floats
    has_parts: Bools
    parts_lacking: Bools
    without_parts: Bools
    unweighted: Bools
    carried: Bools
    reported: Bools
    reporting: Ints
    joined: Ints
    listed: Ints

    @property
    def attendance(self) -> Ints:
        """Places that reported, less those the list of reporters expects."""
        return self.reporting - self.listed


def over_places(cube: Cube) -> Network:
    """Aggregate each period over its places by the cube's ``agg_place``.

    ``sum``; ``mean``; ``weighted_mean`` = Σ value·denominator / Σ denominator; ``ratio`` =
    Σ numerator / Σ denominator (x 100 where the unit is %). A place without the parts that
    the last two need is left out (``without_parts``); where no place has them it is the
    plain mean (``unweighted``). ``network``: the cube holds the head office's row alone.

    Special case: where denominators add up to 0, as in 0 of 0, the value is undefined.
    """
    known = ~np.isnan(cube.value)
    parts = ~np.isnan(cube.numerator) & ~np.isnan(cube.denominator)
    numerator, denominator = _total(cube.numerator, parts), _total(cube.denominator, parts)
    has_parts = _any(parts)
    parts_lacking = _any(known & ~parts)
    without_parts = unweighted = np.zeros_like(has_parts)
    match cube.rules.over_places:
        case AggregationOverPlaces.SUM:
            total = _total(cube.value, known)
            value = np.where(_any(known), total, np.nan)
        case AggregationOverPlaces.MEAN | AggregationOverPlaces.NETWORK:
            value = _mean(cube.value, known)
        case AggregationOverPlaces.RATIO:
            weighted = ratio(numerator, denominator) * cube.scale[:, np.newaxis]
            value = np.where(has_parts, weighted, _mean(cube.value, known))
            without_parts = has_parts & parts_lacking
            unweighted = ~has_parts & _any(known)
        case AggregationOverPlaces.WEIGHTED_MEAN:
            weighable = known & ~np.isnan(cube.denominator)
            has_weights = _any(weighable)
            weighted = ratio(
                _total(cube.value * cube.denominator, weighable),
                _total(cube.denominator, weighable),
            )
            value = np.where(has_weights, weighted, _mean(cube.value, known))
            without_parts = has_weights & _any(known & ~weighable)
            unweighted = ~has_weights & _any(known)
    return Network(
        value=value,
        numerator=numerator,
        denominator=denominator,
        has_parts=has_parts,
        parts_lacking=parts_lacking,
        without_parts=without_parts,
        unweighted=unweighted,
        carried=_any(cube.present & ~cube.reported),
        reported=_any(cube.reported),
        reporting=_reporting(cube),
        joined=_joined(cube.reported),
        listed=cube.expected.sum(axis=1),
    )


def _any(mask: Bools) -> Bools:
    return np.asarray(mask.any(axis=1))


def _total(values: Floats, where: Bools) -> Floats:
    total: Floats = np.where(where, values, 0.0).sum(axis=1)
    return total


def _mean(values: Floats, where: Bools) -> Floats:
    return ratio(_total(values, where), where.sum(axis=1))


def _reporting(cube: Cube) -> Ints:
    counts = cube.reported
    if cube.listed.any():
        counts = counts & (cube.expected | ~cube.listed[:, np.newaxis, np.newaxis])
    reporting: Ints = counts.sum(axis=1)
    return reporting


def _joined(reported: Bools) -> Ints:
    """How many places have reported at least once up to each slot."""
    targets, _, slots = reported.shape
    first = reported.argmax(axis=2)
    line, place = np.nonzero(reported.any(axis=2))
    joining = np.bincount(line * slots + first[line, place], minlength=targets * slots)
    return joining.reshape(targets, slots).cumsum(axis=1)
