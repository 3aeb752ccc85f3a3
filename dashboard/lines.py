"""What charts and tables draw of one target, picked from the snapshot's lines."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Protocol

from indicators.figures import plan_path
from indicators.model import HEAD_OFFICE, AggregationOverPlaces, Indicator, Strategy
from indicators.periods import Period
from indicators.results import Forecast

if TYPE_CHECKING:
    import pandas as pd

    from data.commentary import Written
    from data.records import Lineage


class Drawn(Protocol):
    """Whatever holds the lines that are drawn: those of now, or of a moment in the past."""

    @property
    def series(self) -> pd.DataFrame: ...

    @property
    def by_place(self) -> pd.DataFrame: ...


@dataclass(frozen=True, slots=True)
class Point:
    """A yearly figure at the end of a period; a provisional one may still move."""

    period: Period
    value: float
    is_provisional: bool


@dataclass(frozen=True, slots=True)
class PlaceValue:
    """The latest that a place reported of a target."""

    place: str
    period: Period
    value: float
    numerator: float | None
    denominator: float | None
    counts: bool
    """False for the country rows of a target that only the head office reports."""


@dataclass(frozen=True, slots=True)
class PlaceLine:
    """What one place reported of a target over time, by time; never empty."""

    place: str
    periods: list[Period]
    amounts: list[float]


@dataclass(frozen=True, slots=True)
class Comment:
    """What a place wrote beside a value; without a place, what explains the whole target."""

    period: Period
    place: str
    text: str


@dataclass(frozen=True, slots=True)
class Corner:
    """A corner of the plan's path: baseline, milestone or goal, at the end of a period."""

    period: Period
    value: float


@dataclass(frozen=True, slots=True)
class Trend:
    """What the charts of one target draw; ``plan`` is empty where there is only a level to keep.

    ``earlier`` are the paths that the plan had before it was moved, the earliest first.
    """

    indicator: Indicator
    points: Sequence[Point]
    plan: Sequence[Corner]
    forecast: Forecast | None
    comments: Sequence[Comment] = ()
    earlier: Sequence[Sequence[Corner]] = ()

    @property
    def levels(self) -> list[float]:
        """The bounds to keep within, of a target that has no path to travel."""
        indicator = self.indicator
        if not indicator.is_kept_or_lost:
            return []
        band = [level for level in (indicator.band_low, indicator.band_high) if level is not None]
        return band or [indicator.goal]

    @property
    def span(self) -> tuple[float, float]:
        """First and last time on the axis: reports go on when the goal's date has passed."""
        ends = [corner.period.time for path in self.earlier for corner in path]
        ends += [point.period.time for point in self.points]
        ends += [comment.period.time for comment in self.comments]
        first = min([self.indicator.baseline_period.time, *ends])
        return first, max([self.indicator.goal_period.time, *ends])


def trend(drawn: Drawn, target: str, as_of: Period) -> list[Point]:
    """The network's figures of a target up to ``as_of``, by time."""
    rows = _rows(drawn.series, target, as_of)
    columns = ["period_end", "period_quarters", "figure", "provisional", "window_short"]
    return [
        Point(Period(end, quarters), figure, bool(provisional or short))
        for end, quarters, figure, provisional, short in _tuples(
            rows[rows["figure"].notna()], columns
        )
    ]


def plan(strategy: Strategy, target: str) -> list[Corner]:
    """The plan's path from the baseline to the goal; empty where there is only a level to keep."""
    indicator = strategy.indicator[target]
    if indicator.is_kept_or_lost:
        return []
    known = {indicator.baseline_period, indicator.goal_period}
    known |= {milestone.period for milestone in strategy.milestones_of[target]}
    periods = {period.time: period for period in sorted(known, key=lambda p: p.quarters)}
    return [Corner(periods[time], value) for time, value in plan_path(strategy, target)]


def places(drawn: Drawn, indicator: Indicator, as_of: Period) -> list[PlaceValue]:
    """Each place's latest value up to ``as_of``, the highest first."""
    rows = _rows(drawn.by_place, indicator.code, as_of)
    latest = rows[rows["value"].notna()].drop_duplicates("place", keep="last")
    only_head_office = indicator.agg_place is AggregationOverPlaces.NETWORK
    columns = ["place", "period_end", "period_quarters", "value", "numerator", "denominator"]
    found = [
        PlaceValue(
            place=place,
            period=Period(end, quarters),
            value=value,
            numerator=_number(numerator),
            denominator=_number(denominator),
            counts=not only_head_office or place == HEAD_OFFICE,
        )
        for place, end, quarters, value, numerator, denominator in _tuples(latest, columns)
    ]
    return sorted(found, key=lambda place: (not place.counts, -place.value, place.place))


def targets_reported(drawn: Drawn, as_of: Period) -> Mapping[str, int]:
    """Of how many targets each place reported anything up to ``as_of``."""
    rows = drawn.by_place
    known = rows[rows["value"].notna() & (rows["period_end"] <= as_of.end)]
    reported = known[["indicator", "place"]].drop_duplicates()
    return Counter(place for (place,) in _tuples(reported, ["place"]))


def place_lines(drawn: Drawn, indicator: Indicator, as_of: Period) -> list[PlaceLine]:
    """What each place reported of a target up to ``as_of``, in the order of ``places``."""
    lines = _lines(_rows(drawn.by_place, indicator.code, as_of), "place")
    return [lines[place.place] for place in places(drawn, indicator, as_of)]


def lines_of_place(drawn: Drawn, place: str, as_of: Period) -> dict[str, PlaceLine]:
    """What one place reported of each target up to ``as_of``, by target."""
    lines = drawn.by_place
    rows = lines[(lines["place"] == place) & (lines["period_end"] <= as_of.end)]
    return _lines(rows.sort_values("period_end", kind="stable"), "indicator")


def _lines(rows: pd.DataFrame, by: str) -> dict[str, PlaceLine]:
    """One line for each place or target; in a loop, for pandas takes longer to make groups."""
    lines: dict[str, PlaceLine] = {}
    columns = [by, "place", "period_end", "period_quarters", "value"]
    for name, place, end, quarters, value in _tuples(rows[rows["value"].notna()], columns):
        line = lines.setdefault(name, PlaceLine(place, [], []))
        line.periods.append(Period(end, quarters))
        line.amounts.append(value)
    return lines


def comments(sources: Sequence[Lineage], as_of: Period) -> list[Comment]:
    """The notes beside the values in force up to ``as_of``, the latest first."""
    return [
        Comment(source.period, source.place, source.note)
        for source in sources
        if source.in_force and source.note and source.period.end <= as_of.end
    ]


def explained(written: Written, target: str, as_of: Period) -> list[Comment]:
    """The causes given for a target up to ``as_of``, the latest first; they are of no place."""
    found = [
        Comment(quarter, "", one.cause)
        for (code, quarter), one in written.items()
        if code == target and quarter.end <= as_of.end
    ]
    return sorted(found, key=lambda one: -one.period.end)


def periods(drawn: Drawn, target: str, as_of: Period) -> list[Period]:
    """The periods that a target was reported for up to ``as_of``, the latest first."""
    rows = _rows(drawn.series, target, as_of).iloc[::-1]
    return [
        Period(end, quarters) for end, quarters in _tuples(rows, ["period_end", "period_quarters"])
    ]


def _rows(lines: pd.DataFrame, target: str, as_of: Period) -> pd.DataFrame:
    chosen = (lines["indicator"] == target) & (lines["period_end"] <= as_of.end)
    return lines[chosen].sort_values("period_end", kind="stable")


def _tuples(rows: pd.DataFrame, columns: list[str]) -> Iterator[tuple[Any, ...]]:
    return rows[columns].itertuples(index=False, name=None)


def _number(value: float) -> float | None:
    return None if math.isnan(value) else value
