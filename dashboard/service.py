"""What the pages and ``mega progress`` show, computed from one state of the database."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import TYPE_CHECKING

from dashboard.settings import terms_of
from data.errors import MegaError
from indicators import figures as measuring
from indicators.model import Observations, Strategy, StrategyHistory
from indicators.periods import QUARTERS_IN_A_YEAR, Period
from indicators.results import Figures, PlaceFigures
from indicators.terms import Terms

if TYPE_CHECKING:
    import pandas as pd

    from data.commentary import Written
    from data.records import State
    from data.store import Store


@dataclass(frozen=True, slots=True)
class PlaceView:
    """One place's figures as of a period, by target: of those it reports or should report."""

    place: str
    as_of: Period
    terms: Terms
    plan: str
    targets: Mapping[str, PlaceFigures]


@dataclass(frozen=True)
class Snapshot:
    """Everything that is shown of one state of the database.

    ``latest`` is the latest quarter with counted data (while there is none, the latest
    that has ended); ``strategy`` the one in effect then. ``by_year`` holds the figures as
    of each year's last quarter, those of the running year as of ``latest``. ``series`` and
    ``by_place`` are the lines that charts draw, as ``indicators.figures`` describes them; the
    series says nothing of what comes after ``latest``.
    """

    state: State
    history: StrategyHistory
    observations: Observations
    planned: Observations
    terms: Terms
    is_illustrative: bool
    latest: Period
    strategy: Strategy
    figures: Figures
    quarter_ago: Figures
    year_ago: Figures
    by_year: Mapping[int, Figures]
    series: pd.DataFrame
    by_place: pd.DataFrame
    commentary: Written

    @property
    def today(self) -> date:
        return self.terms.today

    @property
    def years(self) -> tuple[int, ...]:
        """From the first plan's first year to the year of ``latest``."""
        return tuple(self.by_year)

    @property
    def has_reports(self) -> bool:
        return not self.observations.frame.empty

    def as_of(self, period: Period) -> Figures:
        """The figures as of the quarter that ``period`` ends with."""
        (figures,) = self.as_of_each([period])
        return figures

    def as_of_each(self, periods: Sequence[Period]) -> list[Figures]:
        return measure(self.history, self.observations, periods, self.terms)

    def of_place(self, place: str, as_of: Period) -> PlaceView:
        """What is known of one place as of the quarter that ``as_of`` ends with."""
        (view,) = self.of_place_by_period(place, [as_of])
        return view

    def of_place_by_period(self, place: str, as_of: Sequence[Period]) -> list[PlaceView]:
        """What is known of one place, by the strategy in effect then."""
        measured: dict[Period, PlaceView] = {}
        for strategy, periods in by_strategy(self.history, as_of):
            places = measuring.measure_places(
                strategy, self.observations, self.planned, periods, self.terms, only=place
            )
            for moment, period in enumerate(periods):
                found = measuring.describe_places(places, moment)
                targets = {figures.code: figures for figures in found}
                measured[period] = PlaceView(place, period, self.terms, strategy.plan.code, targets)
        return [measured[period.last_quarter] for period in as_of]


def snapshot(store: Store, today: date, known_on: date | None = None) -> Snapshot:
    """Everything shown of ``store``; ``today`` is overruled by a demo database's own.

    With ``known_on`` it is shown as it was known at the end of that day, which then is
    today: what was accepted, undone, set or closed later does not exist.
    Error ``no_strategy`` while none was loaded.
    """
    contents = store.contents(end_of(known_on) if known_on else None)
    history, observations = contents.history, contents.observations
    terms = terms_of(contents, known_on or contents.today or today)
    latest = latest_counted(history, observations, terms) or last_ended_quarter(terms.today)
    strategy = strategy_in_effect(history, latest)
    ends = year_ends(history, latest)
    before = [latest.shifted(-1), latest.shifted(-QUARTERS_IN_A_YEAR)]
    figures, quarter_ago, year_ago, *by_year = measure(
        history, observations, [latest, *before, *ends.values()], terms
    )
    return Snapshot(
        state=contents.state,
        history=history,
        observations=observations,
        planned=contents.planned,
        terms=terms,
        is_illustrative=contents.today is not None,
        latest=latest,
        strategy=strategy,
        figures=figures,
        quarter_ago=quarter_ago,
        year_ago=year_ago,
        by_year=dict(zip(ends, by_year, strict=True)),
        series=measuring.series(strategy, observations, terms, latest),
        by_place=measuring.by_place(strategy, observations),
        commentary=contents.commentary,
    )


def end_of(day: date) -> datetime:
    """The moment after ``day``, where the program runs, as the store keeps it: UTC without zone."""
    next_day = datetime.combine(day + timedelta(days=1), time())
    return next_day.astimezone(UTC).replace(tzinfo=None)


def measure(
    history: StrategyHistory, observations: Observations, as_of: Sequence[Period], terms: Terms
) -> list[Figures]:
    """The figures as of each period, by the strategy in effect then.

    Periods that share their strategy are measured in one pass. Error ``no_strategy``.
    """
    measured: dict[Period, Figures] = {}
    for strategy, periods in by_strategy(history, as_of):
        for figures in measuring.measure(strategy, observations, periods, terms):
            measured[figures.as_of] = figures
    return [measured[period.last_quarter] for period in as_of]


def by_strategy(
    history: StrategyHistory, as_of: Sequence[Period]
) -> Iterator[tuple[Strategy, list[Period]]]:
    """The quarters that the periods end with, together with those that share their strategy."""
    groups: dict[tuple[int, ...], list[Period]] = {}
    for period in dict.fromkeys(period.last_quarter for period in as_of):
        in_effect = (version.import_id for version in history.in_effect_by(period))
        groups.setdefault(tuple(in_effect), []).append(period)
    for periods in groups.values():
        yield strategy_in_effect(history, periods[0]), periods


def strategy_in_effect(history: StrategyHistory, period: Period) -> Strategy:
    """The strategy for ``period``; error ``no_strategy`` where there is none."""
    strategy = history.in_effect(period)
    if strategy is None:
        raise MegaError("no_strategy")
    return strategy


def latest_counted(
    history: StrategyHistory, observations: Observations, terms: Terms
) -> Period | None:
    """The quarter with which the latest counted period ends; None without any.

    Each is looked at by the strategy in effect then: the first report of a new plan, while it
    is in collection, leaves the last figures of the old one in sight.
    """
    ends = sorted(map(int, observations.frame["period_end"].unique()), reverse=True)
    for strategy, periods in by_strategy(history, [Period(end, 1) for end in ends]):
        line = measuring.series(strategy, observations, terms)
        is_own = line["period_end"].isin([period.end for period in periods])
        counted = line.loc[is_own & ~line["in_collection"].astype(bool), "period_end"]
        if not counted.empty:
            return Period(int(counted.max()), 1)
    return None


def last_ended_quarter(today: date) -> Period:
    return Period.quarter_of(today).shifted(-1)


def year_ends(history: StrategyHistory, latest: Period) -> dict[int, Period]:
    """The last quarter of each year since the first plan began; ``latest`` in its own."""
    start = min(version.strategy.plan.start_year for version in history.versions)
    years = range(min(start, latest.year), latest.year + 1)
    return {year: min(Period.of(year).last_quarter, latest) for year in years}
