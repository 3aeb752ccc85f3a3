"""What the Mega's closeness would be by another rule, so that nobody can hide behind a mean."""

from __future__ import annotations

from collections.abc import Mapping
from math import fsum
from statistics import median

from indicators.model import Area, Strategy
from indicators.results import IndicatorFigures, RollUp, Sensitivity
from indicators.rollup import parts_of_area


def sensitivity(
    strategy: Strategy,
    mega: RollUp,
    rolled_up: Mapping[str, RollUp],
    figures: Mapping[str, IndicatorFigures],
) -> Sensitivity:
    """The Mega's closeness by four other rules than ``mega`` has it, from areas and targets."""
    areas = {area.code: area for area in strategy.areas if strategy.indicators_of(area.code)}
    attained = {code: found for code in areas if (found := rolled_up[code].attainment) is not None}
    weights = {code: areas[code].weight for code in attained}
    return Sensitivity(
        median=of_the_middle(attained),
        equal_weights=with_equal_weights(strategy, figures),
        without_weakest=without(mega.weakest, attained, weights),
        missing_as_zero=with_missing_as_zero(strategy, areas, figures),
    )


def of_the_middle(attained: Mapping[str, float]) -> float | None:
    """The median of the areas' attainments: half of the areas are as close, or closer.

    Undefined without an area.

    >>> of_the_middle({"A1": 0.9, "A2": 0.2, "A3": 0.4})
    0.4
    """
    return median(attained.values()) if attained else None


def with_equal_weights(strategy: Strategy, figures: Mapping[str, IndicatorFigures]) -> float | None:
    """The mean of the areas' plain means, whatever the strategy weighs them by.

    Of each area the targets that its own roll-up averages. Undefined without one.
    """
    means = []
    for area in strategy.areas:
        shares = [share for _, share in _averaged(strategy, area, figures)]
        if shares:
            means.append(fsum(shares) / len(shares))
    return fsum(means) / len(means) if means else None


def without(
    weakest: str | None, attained: Mapping[str, float], weights: Mapping[str, float]
) -> float | None:
    """Σ W·A ÷ Σ W over the areas but the weakest one: how far it pulls the others down.

    Undefined where no other area is left.

    >>> without("A2", {"A1": 0.9, "A2": 0.2, "A3": 0.4}, {"A1": 1, "A2": 1, "A3": 4})
    0.5
    """
    rest = [code for code in attained if code != weakest]
    weight = fsum(weights[code] for code in rest)
    return fsum(weights[code] * attained[code] for code in rest) / weight if weight > 0 else None


def with_missing_as_zero(
    strategy: Strategy, areas: Mapping[str, Area], figures: Mapping[str, IndicatorFigures]
) -> float | None:
    """The weighted mean with 0 for every travelling target that is not averaged.

    Nobody gains by not reporting. An area whose targets are kept or lost alone has nothing to
    travel and is left out; undefined where every area is.
    """
    shares: list[tuple[float, float]] = []
    for area in areas.values():
        travelling = [one for one in strategy.indicators_of(area.code) if not one.is_kept_or_lost]
        weight = fsum(target.weight for target in travelling)
        if weight > 0:
            made = fsum(weight * share for weight, share in _averaged(strategy, area, figures))
            shares.append((area.weight, made / weight))
    total = fsum(weight for weight, _ in shares)
    return fsum(weight * share for weight, share in shares) / total if total > 0 else None


def _averaged(
    strategy: Strategy, area: Area, figures: Mapping[str, IndicatorFigures]
) -> list[tuple[float, float]]:
    """Weight and attainment, cut to 0…100 %, of the targets that the area's mean is made of."""
    return [(part.weight, part.counted[0]) for part in parts_of_area(strategy, area, figures)]
