"""What the pages and ``mega progress`` show, computed from one state of the database."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING

from data.errors import MegaError
from indicators import figures as measuring
from indicators.model import Observations, Strategy, StrategyHistory
from indicators.periods import QUARTERS_IN_A_YEAR, Period
from indicators.results import Figures

if TYPE_CHECKING:
    import pandas as pd

    from data.records import State
    from data.store import Store


@dataclass(frozen=True)
class Snapshot:
    """Everything that is shown of one state of the database.

    ``latest`` is the latest quarter with counted data (while there is none, the latest
    that has ended); ``strategy`` the one in effect then. ``by_year`` holds the figures as
    of each year's last quarter, those of the running year as of ``latest``. ``series`` and
    ``by_place`` are the lines that charts draw, as ``indicators.figures`` describes them.
    """

    state: State
    history: StrategyHistory
    observations: Observations
    today: date
    is_illustrative: bool
    latest: Period
    strategy: Strategy
    figures: Figures
    quarter_ago: Figures
    year_ago: Figures
    by_year: Mapping[int, Figures]
    series: pd.DataFrame
    by_place: pd.DataFrame

    @property
    def years(self) -> tuple[int, ...]:
        """From the first plan's first year to the year of ``latest``."""
        return tuple(self.by_year)

    @property
    def has_reports(self) -> bool:
        return not self.observations.frame.empty

    def as_of(self, period: Period) -> Figures:
        """The figures as of the quarter that ``period`` ends with."""
        (figures,) = measure(self.history, self.observations, [period], self.today)
        return figures


@dataclass(frozen=True, slots=True)
class Moment:
    """When something happens: UTC without zone for the record, and the day it is."""

    at: datetime
    today: date


def moment_of(store: Store, now: datetime) -> Moment:
    """``now`` (with its zone) for a store; a demo database keeps its own today."""
    day = store.today()
    if day is not None:
        now = now.replace(year=day.year, month=day.month, day=day.day)
    return Moment(at=now.astimezone(UTC).replace(tzinfo=None), today=now.date())


def snapshot(store: Store, today: date) -> Snapshot:
    """Everything shown of ``store``; ``today`` is overruled by a demo database's own.

    Error ``no_strategy`` while none was loaded.
    """
    contents = store.contents()
    history, observations = contents.history, contents.observations
    today = contents.today or today
    latest = latest_counted(history, observations, today) or last_ended_quarter(today)
    strategy = strategy_in_effect(history, latest)
    ends = year_ends(history, latest)
    before = [latest.shifted(-1), latest.shifted(-QUARTERS_IN_A_YEAR)]
    figures, quarter_ago, year_ago, *by_year = measure(
        history, observations, [latest, *before, *ends.values()], today
    )
    return Snapshot(
        state=contents.state,
        history=history,
        observations=observations,
        today=today,
        is_illustrative=contents.today is not None,
        latest=latest,
        strategy=strategy,
        figures=figures,
        quarter_ago=quarter_ago,
        year_ago=year_ago,
        by_year=dict(zip(ends, by_year, strict=True)),
        series=measuring.series(strategy, observations, today),
        by_place=measuring.by_place(strategy, observations),
    )


def measure(
    history: StrategyHistory, observations: Observations, as_of: Sequence[Period], today: date
) -> list[Figures]:
    """The figures as of each period, by the strategy in effect then.

    Periods that share their strategy are measured in one pass. Error ``no_strategy``.
    """
    groups: dict[tuple[int, ...], list[Period]] = {}
    for period in dict.fromkeys(period.last_quarter for period in as_of):
        in_effect = (v.import_id for v in history.versions if v.is_in_effect(period))
        groups.setdefault(tuple(in_effect), []).append(period)
    measured = {
        figures.as_of: figures
        for periods in groups.values()
        for figures in measuring.measure(
            strategy_in_effect(history, periods[0]), observations, periods, today
        )
    }
    return [measured[period.last_quarter] for period in as_of]


def strategy_in_effect(history: StrategyHistory, period: Period) -> Strategy:
    """The strategy for ``period``; error ``no_strategy`` where there is none."""
    strategy = history.in_effect(period)
    if strategy is None:
        raise MegaError("no_strategy")
    return strategy


def latest_counted(
    history: StrategyHistory, observations: Observations, today: date
) -> Period | None:
    """The quarter with which the latest counted period ends; None without any."""
    ends = observations.frame["period_end"]
    if ends.empty:
        return None
    strategy = strategy_in_effect(history, Period(int(ends.max()), 1))
    line = measuring.series(strategy, observations, today)
    counted = line.loc[~line["in_collection"].astype(bool), "period_end"]
    return None if counted.empty else Period(int(counted.max()), 1)


def last_ended_quarter(today: date) -> Period:
    return Period.quarter_of(today).shifted(-1)


def year_ends(history: StrategyHistory, latest: Period) -> dict[int, Period]:
    """The last quarter of each year since the first plan began; ``latest`` in its own."""
    start = min(version.strategy.plan.start_year for version in history.versions)
    years = range(min(start, latest.year), latest.year + 1)
    return {year: min(Period.of(year).last_quarter, latest) for year in years}
