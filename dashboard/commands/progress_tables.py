"""The figures as tables for people: of the network, and of one place."""

from __future__ import annotations

from datetime import date

from dashboard import service
from dashboard.commands.table import shortened, table
from dashboard.service import PlaceView, Snapshot
from dashboard.words import Words
from indicators.model import PERCENT, Indicator, Strategy
from indicators.periods import Period
from indicators.results import Figures, IndicatorFigures, PlaceFigures, RollUp

LONGEST_NAME = 48


def network_table(snapshot: Snapshot, figures: Figures, words: Words) -> str:
    """The Mega, its areas and their targets."""
    strategy = service.strategy_in_effect(snapshot.history, figures.as_of)
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
    above = _title(snapshot, figures.as_of, figures.plan, figures.terms.today, words)
    below = [
        words.text("{rule}: {share}", rule=rule, share=words.percent(share))
        for rule, share in words.sensitivity(figures.sensitivity)
    ]
    other = words.text("The Mega by other rules")
    return "\n".join([*above, "", table(head, rows, right=range(2, 8)), "", other, *below])


def place_table(snapshot: Snapshot, view: PlaceView, words: Words) -> str:
    """The targets that one place reports or should report."""
    strategy = service.strategy_in_effect(snapshot.history, view.as_of)
    head = [
        words.text("Code"),
        words.text("Name"),
        words.text("Value"),
        words.text("Period"),
        words.text("Share of the total"),
        words.text("Against the plan"),
        words.text("Status"),
        words.text("Reports"),
    ]
    rows = [_line(found, strategy.indicator[code], words) for code, found in view.targets.items()]
    above = _title(snapshot, view.as_of, view.plan, view.terms.today, words)
    name = words.name(strategy.place[view.place].name)
    return "\n".join([name, *above, "", table(head, rows, right=(2, 4))])


def _title(snapshot: Snapshot, as_of: Period, plan: str, today: date, words: Words) -> list[str]:
    said = words.text(
        "As of {period}, plan {plan}, on {today}", period=as_of, plan=plan, today=today
    )
    if not snapshot.is_illustrative:
        return [said]
    return [said, words.text("The data is illustrative.")]


def _roll_up(code: str, name: str, found: RollUp, words: Words) -> list[str]:
    shares = [words.percent(share) for share in (found.attainment, found.planned, found.pace)]
    return [code, shortened(name, LONGEST_NAME), "", "", "", *shares, words.status(found.status)]


def _target(found: IndicatorFigures, strategy: Strategy, words: Words) -> list[str]:
    indicator = strategy.indicator[found.code]
    amounts = [
        _short_amount(value, indicator, words)
        for value in (found.actual, found.expected, found.goal)
    ]
    shares = [words.percent(share) for share in (found.attainment, found.planned, found.pace)]
    name = shortened(words.name(indicator.name), LONGEST_NAME - 2)
    return [found.code, f"  {name}", *amounts, *shares, words.status(found.status)]


def _line(found: PlaceFigures, indicator: Indicator, words: Words) -> list[str]:
    return [
        found.code,
        shortened(words.name(indicator.name), LONGEST_NAME),
        _short_amount(found.actual, indicator, words),
        words.period(found.actual_period) if found.actual_period else "",
        words.percent(found.share) if found.share is not None else "",
        words.against_plan(found.against_plan) if found.against_plan else "",
        words.status(found.judged.status) if found.judged else "",
        words.data_state(found.data_state),
    ]


def _short_amount(value: float | None, indicator: Indicator, words: Words) -> str:
    """Units other than % are too long for a column."""
    return words.amount(value, PERCENT if indicator.is_percent else "", indicator.decimals)
