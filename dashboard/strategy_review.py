"""A strategy workbook under review: what it changes, from when, and what that does."""

from __future__ import annotations

from collections.abc import Sequence

from dashboard.changes_told import change_as_text, now_and_then, sheets, since
from dashboard.components import Column, chip, facts, table
from dashboard.desk import Desk
from dashboard.effects import Effect, Effects
from dashboard.markup import Child, Markup, join, tag
from dashboard.words import Words
from indicators.results import IndicatorFigures


def strategy_effects(desk: Desk, effects: Effects) -> Markup:
    """Each target that changes, with its figures now and then."""
    words = desk.words
    if effects.are_none:
        return tag("p", words.text("It says the same as the present strategy."), class_="quiet")
    title = words.text("What this strategy changes")
    return tag(
        "section",
        tag("h2", title),
        tag("p", since(words, effects), class_="quiet"),
        facts(_together(desk, effects)),
        _targets(words, title, effects.targets) if effects.targets else None,
        tag("p", sheets(words, effects)) if effects.sheets else None,
    )


def _together(desk: Desk, effects: Effects) -> list[tuple[str, str]]:
    """The Mega, and the areas whose attainment becomes another."""
    words, before, after = desk.words, effects.before, effects.after
    told = [(words.text("Mega"), before.mega.attainment, after.mega.attainment)]
    for code in {**before.areas, **after.areas}:
        old, new = before.areas.get(code), after.areas.get(code)
        shares = old.attainment if old else None, new.attainment if new else None
        if shares[0] != shares[1]:
            told.append((desk.area_name(code), *shares))
    return [(name, now_and_then(words.percent(old), words.percent(new))) for name, old, new in told]


def _targets(words: Words, title: str, targets: Sequence[Effect]) -> Markup:
    columns = [
        Column(words.text("Target")),
        Column(words.text("What changes")),
        Column(words.text("Now")),
        Column(words.text("Then")),
    ]
    return table(title, columns, [_row(words, one) for one in targets], "plain")


def _row(words: Words, one: Effect) -> list[Child]:
    return [
        f"{one.indicator.code} · {words.name(one.indicator.name)}",
        _changes(words, one),
        _stands(words, one.before),
        _stands(words, one.after),
    ]


def _changes(words: Words, one: Effect) -> Child:
    told = [change_as_text(words, one.indicator, change) for change in one.changes]
    if one.columns:
        told.append(words.text("Other columns: {columns}", columns=", ".join(one.columns)))
    if one.before is None:
        told.append(words.text("new target"))
    if one.after is None:
        told.append(words.text("no longer a target"))
    return tag("ul", [tag("li", text) for text in told], class_="notes") if told else ""


def _stands(words: Words, figures: IndicatorFigures | None) -> Child:
    if figures is None:
        return words.number(None)
    return join(chip(words, figures.status), tag("small", words.percent(figures.attainment)))
