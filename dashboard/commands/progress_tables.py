"""The figures as tables for people: of the network, and of one place."""

from __future__ import annotations

from datetime import date

from dashboard import service
from dashboard.commands.table import shortened, table
from dashboard.service import PlaceView, Snapshot
from dashboard.words import Words
from dashboard.words.decimals import decimals_of_actual, decimals_on_the_side_of
from indicators.amendments import earlier_goals
from indicators.model import PERCENT, Indicator, Strategy
from indicators.periods import Period
from indicators.results import Figures, IndicatorFigures, PlaceFigures, RollUp
from indicators.terms import Terms

LONGEST_NAME = 48
_MOVED = "*"
"""Stands beside a goal that a later version of the strategy moved."""


def network_table(snapshot: Snapshot, figures: Figures, words: Words) -> str:
    """The Mega, its areas and their targets."""
    strategy = service.strategy_in_effect(snapshot.history, figures.as_of)
    head = [
        words.text("Code"),
        words.text("Name"),
        words.text("Actual"),
        words.text("Period"),
        words.text("Plan"),
        words.text("Goal"),
        words.text("Attainment"),
        words.text("Planned"),
        words.text("Pace"),
        words.text("Status"),
        words.text("Coverage"),
        words.text("Reports"),
    ]
    moved = earlier_goals(snapshot.history, figures.as_of)
    terms = figures.terms
    rows = [_roll_up("", words.text("Mega"), figures.mega, terms, words)]
    for code, area in figures.areas.items():
        rows.append(_roll_up(code, words.name(strategy.area[code].name), area, terms, words))
        rows += [
            _target(found, strategy, terms, words, is_moved=found.code in moved)
            for found in figures.indicators.values()
            if found.area == code
        ]
    above = _title(snapshot, figures.as_of, figures.plan, figures.terms.today, words)
    below = [
        words.text("{rule}: {share}", rule=rule, share=words.percent(share))
        for rule, share in words.sensitivity(figures.sensitivity)
    ]
    other = words.text("The Mega by other rules")
    notes = [
        f"{_MOVED} {code}: {_moved_from(strategy.indicator[code], *goal, words)}"
        for code, goal in moved.items()
        if code in figures.indicators
    ]
    shown = table(head, rows, right=(2, 4, 5, 6, 7, 8, 10))
    return "\n".join([*above, "", shown, *notes, "", other, *below])


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


def _roll_up(code: str, name: str, found: RollUp, terms: Terms, words: Words) -> list[str]:
    shares = _shares(found, terms, words)
    status, coverage = words.status(found.status), words.percent(found.coverage)
    return [code, shortened(name, LONGEST_NAME), "", "", "", "", *shares, status, coverage, ""]


def _target(
    found: IndicatorFigures, strategy: Strategy, terms: Terms, words: Words, *, is_moved: bool
) -> list[str]:
    indicator = strategy.indicator[found.code]
    decimals = decimals_of_actual(indicator, found)
    actual, expected, goal = (
        _short_amount(value, indicator, words, decimals)
        for value in (found.actual, found.expected, found.goal)
    )
    period = words.period(found.actual_period) if found.actual_period else ""
    goal = f"{goal} {_MOVED}" if is_moved else goal
    shares = _shares(found, terms, words)
    name = shortened(words.name(indicator.name), LONGEST_NAME - 2)
    reports = [words.percent(found.coverage), words.data_state(found.data_state)]
    named = [found.code, f"  {name}"]
    return [*named, actual, period, expected, goal, *shares, words.status(found.status), *reports]


def _moved_from(indicator: Indicator, goal: float, period: Period, words: Words) -> str:
    value = words.amount(goal, indicator.unit, indicator.decimals)
    return words.text("moved; at first {value} ({period})", value=value, period=period)


def _line(found: PlaceFigures, indicator: Indicator, words: Words) -> list[str]:
    stands = found.against_plan
    return [
        found.code,
        shortened(words.name(indicator.name), LONGEST_NAME),
        _short_amount(found.actual, indicator, words, indicator.decimals),
        words.period(found.actual_period) if found.actual_period else "",
        words.percent(found.share) if found.share is not None else "",
        words.against_plan(stands, indicator.direction) if stands else "",
        words.status(found.judged.status) if found.judged else "",
        words.data_state(found.data_state),
    ]


def _short_amount(value: float | None, indicator: Indicator, words: Words, decimals: int) -> str:
    """Units other than % are too long for a column."""
    return words.amount(value, PERCENT if indicator.is_percent else "", decimals)


def _shares(found: RollUp | IndicatorFigures, terms: Terms, words: Words) -> list[str]:
    """Attainment, planned and pace, which never looks like the bound that it is short of."""
    pace = words.percent(None)
    if found.pace is not None:
        bounds = (terms.on_track, terms.at_risk)
        pace = words.percent(found.pace, decimals_on_the_side_of(found.pace, bounds))
    return [words.percent(found.attainment), words.percent(found.planned), pace]
