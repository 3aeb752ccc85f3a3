"""``mega progress``: the figures as a table for people, as JSON and as CSV."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Literal

from dashboard import machine, service
from dashboard.commands.session import Session, period_given, say, say_json
from dashboard.commands.table import shortened, table
from dashboard.service import Snapshot
from dashboard.words import Words
from data.errors import MegaError
from data.store import open_store
from indicators.model import PERCENT, Strategy
from indicators.results import Figures, IndicatorFigures, RollUp

LONGEST_NAME = 48

Form = Literal["table", "json", "csv"]


@dataclass(frozen=True, slots=True)
class Asked:
    """Which figures: as of a period, or of every year; of everything, an area or a target."""

    as_of: str | None = None
    years: bool = False
    area: str | None = None
    indicator: str | None = None


def show_progress(session: Session, asked: Asked, form: Form) -> None:
    """Errors: ``no_strategy``, ``period_unreadable``, ``unknown_area``, ``unknown_target``."""
    snapshot = service.snapshot(open_store(session.database), session.now.date())
    found = [_narrowed(figures, asked) for figures in _figures(snapshot, asked)]
    if form == "csv":
        say(machine.figures_as_csv(found).rstrip("\n"))
    elif form == "json":
        as_json = [machine.figures_as_json(figures) for figures in found]
        say_json({"years": as_json} if asked.years else as_json[0])
    else:
        tables = [_for_people(snapshot, figures, session.words) for figures in found]
        say("\n\n".join(tables))


def _figures(snapshot: Snapshot, asked: Asked) -> Sequence[Figures]:
    if asked.years:
        return tuple(snapshot.by_year.values())
    period = period_given(asked.as_of)
    return (snapshot.as_of(period) if period else snapshot.figures,)


def _narrowed(figures: Figures, asked: Asked) -> Figures:
    """The figures of one area or one target alone; the Mega's stay what they are."""
    areas, indicators = figures.areas, figures.indicators
    if asked.indicator is not None:
        if asked.indicator not in indicators:
            raise MegaError("unknown_target", found=asked.indicator, known=tuple(indicators))
        indicators = {asked.indicator: indicators[asked.indicator]}
        areas = {indicator.area: areas[indicator.area] for indicator in indicators.values()}
    if asked.area is not None:
        if asked.area not in areas:
            raise MegaError("unknown_area", found=asked.area, known=tuple(areas))
        areas = {asked.area: areas[asked.area]}
        indicators = {code: found for code, found in indicators.items() if found.area in areas}
    return replace(figures, areas=areas, indicators=indicators)


def _for_people(snapshot: Snapshot, figures: Figures, words: Words) -> str:
    strategy = service.strategy_in_effect(snapshot.history, figures.as_of)
    lines = [
        words.text(
            "As of {period}, plan {plan}, on {today}",
            period=figures.as_of,
            plan=figures.plan,
            today=figures.today,
        )
    ]
    if snapshot.is_illustrative:
        lines.append(words.text("The data is illustrative."))
    head = [
        words.text("Code"),
        words.text("Name"),
        words.text("Actual"),
        words.text("Plan"),
        words.text("Goal"),
        words.text("Attainment"),
        words.text("Planned"),
        words.text("Pace"),
        words.text("Status"),
    ]
    rows = [_roll_up("", words.text("Mega"), figures.mega, words)]
    for code, area in figures.areas.items():
        rows.append(_roll_up(code, words.name(strategy.area[code].name), area, words))
        rows += [
            _target(found, strategy, words)
            for found in figures.indicators.values()
            if found.area == code
        ]
    return "\n".join([*lines, "", table(head, rows, right=range(2, 8))])


def _roll_up(code: str, name: str, found: RollUp, words: Words) -> list[str]:
    shares = [words.percent(share) for share in (found.attainment, found.planned, found.pace)]
    return [code, shortened(name, LONGEST_NAME), "", "", "", *shares, words.status(found.status)]


def _target(found: IndicatorFigures, strategy: Strategy, words: Words) -> list[str]:
    indicator = strategy.indicator[found.code]
    unit = PERCENT if indicator.is_percent else ""  # others are too long for a column
    amounts = [
        words.amount(value, unit, indicator.decimals)
        for value in (found.actual, found.expected, found.goal)
    ]
    shares = [words.percent(share) for share in (found.attainment, found.planned, found.pace)]
    name = shortened(words.name(indicator.name), LONGEST_NAME - 2)
    return [found.code, f"  {name}", *amounts, *shares, words.status(found.status)]
