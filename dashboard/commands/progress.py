"""``mega progress``: the figures as a table for people, as JSON and as CSV."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Literal, TypeVar

from dashboard import machine, service
from dashboard.commands.progress_tables import network_table, place_table
from dashboard.commands.session import Session, day_given, period_given, say, say_json
from dashboard.machine import Json
from dashboard.rights import Right
from dashboard.service import PlaceView, Snapshot
from dashboard.words import Words
from data.errors import MegaError
from indicators.model import Indicator
from indicators.periods import Period
from indicators.results import Figures, IndicatorFigures, PlaceFigures

Form = Literal["table", "json", "csv"]
Found = TypeVar("Found", IndicatorFigures, PlaceFigures, Indicator)


@dataclass(frozen=True, slots=True)
class Asked:
    """Which figures: as of a period, or of every year; of everything, or of some of it.

    ``known_on``: as they were known at the end of that day.
    """

    as_of: str | None = None
    years: bool = False
    area: str | None = None
    indicator: str | None = None
    place: str | None = None
    known_on: str | None = None


def show_progress(session: Session, asked: Asked, form: Form) -> None:
    """Print the figures.

    Errors: ``no_strategy``, ``no_strategy_then``, ``period_unreadable``, ``day_unreadable``,
    ``day_in_future``, ``unknown_area``, ``unknown_target``, ``unknown_place``.
    """
    known_on, store = day_given(asked.known_on), session.access().to(Right.SEE)
    if known_on is not None and known_on > session.now.date():
        raise MegaError("day_in_future", found=asked.known_on)
    try:
        snapshot = service.snapshot(store, session.now.date(), known_on)
    except MegaError as error:
        if known_on is None or error.code != "no_strategy":
            raise
        raise MegaError("no_strategy_then", day=known_on) from error
    found = _found(snapshot, asked)
    if form == "table":
        say("\n\n".join(_table(snapshot, one, session.words) for one in found))
        return
    as_json = [_as_json(one) for one in found]
    if form == "csv":
        say(machine.as_csv(as_json).rstrip("\n"))
    else:
        say_json({"years": as_json} if asked.years else as_json[0])


def _found(snapshot: Snapshot, asked: Asked) -> Sequence[Figures | PlaceView]:
    periods = _periods(snapshot, asked)
    _check(snapshot, asked, periods)
    if asked.place is not None:
        views = snapshot.of_place_by_period(asked.place, periods)
        return [replace(view, targets=_chosen(view.targets, asked)) for view in views]
    return [_narrowed(figures, asked) for figures in snapshot.as_of_each(periods)]


def _periods(snapshot: Snapshot, asked: Asked) -> list[Period]:
    if asked.years:
        return [figures.as_of for figures in snapshot.by_year.values()]
    return [period_given(asked.as_of) or snapshot.latest]


def _check(snapshot: Snapshot, asked: Asked, periods: Iterable[Period]) -> None:
    """What is asked for must be known to the strategy of one of the periods."""
    strategies = [service.strategy_in_effect(snapshot.history, period) for period in periods]
    areas = _codes(strategy.area for strategy in strategies)
    indicators = _codes(
        _chosen(strategy.indicator, replace(asked, indicator=None)) for strategy in strategies
    )
    places = _codes(strategy.place for strategy in strategies)
    if asked.area is not None and asked.area not in areas:
        raise MegaError("unknown_area", found=asked.area, known=areas)
    if asked.indicator is not None and asked.indicator not in indicators:
        raise MegaError("unknown_target", found=asked.indicator, known=indicators)
    if asked.place is not None and asked.place not in places:
        raise MegaError("unknown_place", found=asked.place, known=places)


def _codes(known: Iterable[Mapping[str, object]]) -> tuple[str, ...]:
    """The codes that any of the strategies knows, in their order."""
    return tuple(dict.fromkeys(code for of_strategy in known for code in of_strategy))


def _narrowed(figures: Figures, asked: Asked) -> Figures:
    """The figures of one area or one target alone; the Mega's stay what they are."""
    if asked.area is None and asked.indicator is None:
        return figures
    indicators = _chosen(figures.indicators, asked)
    kept = {asked.area} if asked.indicator is None else {i.area for i in indicators.values()}
    areas = {code: area for code, area in figures.areas.items() if code in kept}
    return replace(figures, areas=areas, indicators=indicators)


def _chosen(found: Mapping[str, Found], asked: Asked) -> dict[str, Found]:
    return {
        code: one
        for code, one in found.items()
        if asked.indicator in {None, code} and asked.area in {None, one.area}
    }


def _as_json(found: Figures | PlaceView) -> Json:
    if isinstance(found, PlaceView):
        return machine.place_as_json(found)
    return machine.figures_as_json(found)


def _table(snapshot: Snapshot, found: Figures | PlaceView, words: Words) -> str:
    if isinstance(found, PlaceView):
        return place_table(snapshot, found, words)
    return network_table(snapshot, found, words)
