"""Every place's figures: its values and, where it has a target of its own, how it stands.

All lines are computed in one pass over arrays; a ``PlaceFigures`` is made of one of them
when it is asked for.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from indicators.actuals import Actuals, of_line, without_reports
from indicators.arrays import Floats, Ints, lay_in, taken
from indicators.beside import Compared, against, compared, shares
from indicators.describe import (
    Cell,
    data_state_at,
    describe,
    flags_at,
    number_at,
    reported_at,
)
from indicators.each_place import Pairs, pairs_of, place_lines
from indicators.judge import Freshness, Judged, freshness_of, judge, observed_per_year
from indicators.model import Indicator, Observations, Strategy
from indicators.periods import Period
from indicators.reasons import place_reason
from indicators.results import IndicatorFigures, PlaceFigures
from indicators.targets import path_of, targets_of, targets_of_network
from indicators.terms import Terms


@dataclass(frozen=True, slots=True)
class Places:
    """The figures of all lines (see ``each_place``): arrays of shape (as-of, lines).

    ``judged`` has the lines at ``judged_lines`` alone.
    """

    strategy: Strategy
    as_of: tuple[Period, ...]
    terms: Terms
    pairs: Pairs
    actuals: Actuals
    freshness: Freshness
    observed_per_year: Floats
    share: Floats
    compared: Compared
    judged: Judged
    judged_lines: Ints


def measure_places(
    strategy: Strategy,
    observations: Observations,
    planned: Observations,
    as_of: Sequence[Period],
    terms: Terms,
    only: str | None = None,
) -> Places:
    """Every place's figures as of each period; of the place ``only`` alone where it is given.

    ``planned`` are the milestones that came in the places' own workbooks. The same strategy
    is applied to every period, as in ``measure``.
    """
    pairs, network = pairs_of(strategy, observations, only), targets_of_network(strategy)
    shape = len(as_of), len(pairs.target)
    actuals, share = without_reports(*shape), np.full(shape, np.nan)
    held = Compared(np.full(shape, np.nan), np.full(shape, np.nan), np.zeros(shape, dtype=np.bool_))
    for lines in place_lines(strategy, observations, planned, pairs, as_of, terms):
        found = of_line(lines.of_each, terms)
        lay_in(actuals, found, lines.lines)
        share[:, lines.lines] = shares(lines)
        value = np.where(found.window_short, np.nan, found.value)
        lay_in(held, compared(lines, value, found.end, network), lines.lines)
    quarters = network.quarters[pairs.target]
    judged_lines = np.array(sorted(pairs.judged), dtype=np.int64)
    return Places(
        strategy=strategy,
        as_of=tuple(as_of),
        terms=terms,
        pairs=pairs,
        actuals=actuals,
        freshness=freshness_of(actuals, quarters, as_of, terms),
        observed_per_year=observed_per_year(actuals, quarters),
        share=share,
        compared=held,
        judged=_judged(strategy, pairs, judged_lines, actuals, as_of, terms),
        judged_lines=judged_lines,
    )


def _judged(
    strategy: Strategy,
    pairs: Pairs,
    lines: Ints,
    actuals: Actuals,
    as_of: Sequence[Period],
    terms: Terms,
) -> Judged:
    """Lines with a target of their own, whose plan is straight from baseline to goal."""
    indicators = [_own_target(strategy, pairs, int(line)) for line in lines]
    targets = targets_of(indicators, [path_of(indicator, ()) for indicator in indicators])
    return judge(taken(actuals, lines), targets, as_of, terms)


def _own_target(strategy: Strategy, pairs: Pairs, line: int) -> Indicator:
    own = pairs.judged[line]
    return replace(
        strategy.indicators[int(pairs.target[line])],
        baseline_period=own.baseline_period,
        baseline=own.baseline,
        goal_period=own.goal_period,
        goal=own.goal,
    )


def describe_places(places: Places, moment: int = 0) -> list[PlaceFigures]:
    """Every line as of the period at ``moment``, by target, then by place."""
    return [_describe(places, (moment, line)) for line in range(len(places.pairs.target))]


def _describe(places: Places, cell: Cell) -> PlaceFigures:
    moment, line = cell
    pairs, actuals, held = places.pairs, places.actuals, places.compared
    indicator = places.strategy.indicators[pairs.target[line]]
    reported = reported_at(actuals, cell, indicator, places.as_of[moment])
    judged = _describe_judged(places, cell)
    state, data_reason = data_state_at(places.freshness, actuals, cell, indicator)
    value, plan = number_at(held.value, cell), number_at(held.plan, cell)
    is_own_plan = bool(held.is_own_plan[cell])
    stands = None
    if judged is None and value is not None and plan is not None:
        stands = against(value, plan)
    return PlaceFigures(
        place=pairs.places[pairs.place[line]],
        code=indicator.code,
        area=indicator.area,
        direction=indicator.direction,
        unit=indicator.unit,
        actual=reported.value,
        actual_period=reported.period,
        year_to_date=reported.year_to_date,
        year_to_date_period=reported.year_to_date_period,
        in_collection=reported.in_collection,
        observed_per_year=number_at(places.observed_per_year, cell),
        share=number_at(places.share, cell),
        against_plan=stands,
        compared_value=value if stands else None,
        plan_value=plan if stands else None,
        is_own_plan=is_own_plan,
        data_state=state,
        flags=judged.flags if judged else flags_at(actuals, cell),
        judged=judged,
        reason=judged.reason
        if judged
        else place_reason(reported, stands, plan, value, is_own_plan),
        data_reason=data_reason,
    )


def _describe_judged(places: Places, cell: Cell) -> IndicatorFigures | None:
    moment, line = cell
    if line not in places.pairs.judged:
        return None
    own = _own_target(places.strategy, places.pairs, line)
    at = int(np.searchsorted(places.judged_lines, line))
    return describe(places.judged, (moment, at), own, places.as_of[moment])
