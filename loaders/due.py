"""What a template asks for: the indicators due in a period, and the last value of each place."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from indicators.model import (
    HEAD_OFFICE,
    AggregationOverPlaces,
    Indicator,
    Observations,
    Strategy,
    StrategyHistory,
)
from indicators.periods import Period

_PERCENT = 100.0


class LastValue(NamedTuple):
    """The latest value that a place reported of an indicator."""

    period: Period
    value: float


def plan_years(history: StrategyHistory) -> tuple[int, int]:
    """From the first year of the first plan to the last vision year; there is a plan."""
    plans = [version.strategy.plan for version in history.versions]
    return min(plan.start_year for plan in plans), max(plan.vision_year for plan in plans)


def due(history: StrategyHistory, quarter: Period, place: str | None) -> list[Indicator]:
    """The indicators whose period ends with ``quarter``, in the order of their areas.

    They are those of the strategy in effect then, as far as the latest one, against which a
    workbook is checked, has them with the same frequency. A place is asked for what the
    strategy's reporters expect of it; without such a list for everything but ``network``
    targets, of which the head office alone reports. None: what any place is asked for.
    """
    then, latest = history.in_effect(quarter), history.latest
    if then is None or latest is None:
        return []
    order = {area.code: area.order for area in latest.areas}
    found = [
        indicator
        for indicator in latest.indicators
        if (before := then.indicator.get(indicator.code)) is not None
        and before.frequency is indicator.frequency
        and quarter.as_frequency(indicator.frequency) is not None
        and _is_asked(then, indicator, quarter, place)
    ]
    return sorted(found, key=lambda indicator: order[indicator.area])


def _is_asked(strategy: Strategy, indicator: Indicator, quarter: Period, place: str | None) -> bool:
    if strategy.reporters:
        return any(
            reporter.first.end <= quarter.end
            and (reporter.last is None or quarter.end <= reporter.last.end)
            for reporter in strategy.reporters
            if reporter.indicator == indicator.code and place in {None, reporter.place}
        )
    is_network = indicator.agg_place is AggregationOverPlaces.NETWORK
    return not is_network or place in {None, HEAD_OFFICE}


def last_values(
    observations: Observations, indicators: Sequence[Indicator], quarter: Period
) -> Mapping[tuple[str, str], LastValue]:
    """By indicator and place the latest value that ends by ``quarter``.

    Where only the parts were reported, what they give; 0 of 0 gives nothing.
    """
    factors = {one.code: _PERCENT if one.is_percent else 1.0 for one in indicators}
    frame = observations.frame
    frame = frame[frame["period_end"] <= quarter.end]
    parts = frame["numerator"] / frame["denominator"].where(frame["denominator"] != 0)
    codes = frame["indicator_id"].map(dict(enumerate(observations.indicators)))
    frame = frame.assign(
        code=codes, shown=frame["value"].fillna(parts * codes.map(factors).astype("float64"))
    )
    frame = frame[frame["code"].isin(factors) & frame["shown"].notna()]
    last = frame.drop_duplicates(["code", "place_id"], keep="last")
    columns = ("code", "place_id", "period_end", "period_quarters", "shown")
    return {
        (code, observations.places[place]): LastValue(Period(end, quarters), value)
        for code, place, end, quarters, value in zip(
            *(last[column].tolist() for column in columns), strict=True
        )
    }
