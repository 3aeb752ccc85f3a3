"""A strategy workbook under review: what it changes, from when, and what that does."""

from __future__ import annotations

from dashboard.changes_told import (
    difference_elsewhere,
    difference_of_target,
    nothing,
    since,
    together,
)
from dashboard.components import Column, chip, facts
from dashboard.desk import Desk
from dashboard.effects import Effect, Effects
from dashboard.markup import Child, Markup, join, tag
from dashboard.review import MOST_ROWS, first_rows
from dashboard.words import Words
from indicators.results import IndicatorFigures


def strategy_effects(desk: Desk, effects: Effects) -> Markup:
    """Each target that changes, with its figures now and then; then what else does."""
    words = desk.words
    if (why := nothing(words, effects)) is not None:
        return tag("p", why, class_="quiet")
    return tag(
        "section",
        tag("h2", words.text("What this strategy changes")),
        tag("p", since(words, effects), class_="quiet"),
        facts(together(words, effects, desk.area_names)),
        _targets(desk, effects) if effects.targets else None,
        _others(words, effects) if effects.others else None,
    )


def _targets(desk: Desk, effects: Effects) -> Markup:
    words = desk.words
    columns = [
        Column(words.text("Target")),
        Column(words.text("What changes")),
        Column(words.text("Now")),
        Column(words.text("Then")),
    ]
    rows = [_row(words, one) for one in effects.targets[:MOST_ROWS]]
    title = words.text("What this strategy changes")
    return first_rows(desk, title, columns, rows, len(effects.targets))


def _row(words: Words, one: Effect) -> list[Child]:
    told = [difference_of_target(words, one.indicator, other) for other in one.differences]
    return [
        f"{one.indicator.code} · {words.name(one.indicator.name)}",
        join(*[tag("small", text) for text in told]),
        _stands(words, one.before),
        _stands(words, one.after),
    ]


def _stands(words: Words, figures: IndicatorFigures | None) -> Child:
    if figures is None:
        return words.number(None)
    return join(chip(words, figures.status), tag("small", words.percent(figures.attainment)))


def _others(words: Words, effects: Effects) -> Markup:
    told = [difference_elsewhere(words, one) for one in effects.others[:MOST_ROWS]]
    if more := len(effects.others) - len(told):
        told.append(words.count("and {n} more", "and {n} more", more))
    return tag("ul", [tag("li", text) for text in told], class_="notes")
