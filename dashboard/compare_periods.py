"""What changed between two periods: the Mega, the areas, and each target that moved."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from dashboard.components import Column, amount, chip, facts, link, show, table, traced
from dashboard.data_files import SHARE, Field, Sheet, Value
from dashboard.downloads import offer_table
from dashboard.frame import Screen
from dashboard.markup import Child, Markup, join, tag
from dashboard.pairs import choose_pair
from dashboard.reading import read_revisions, read_standing
from dashboard.words import Words, msg
from data.records import Revision
from indicators.comparing import Shift, TargetShift, shifts
from indicators.model import Indicator
from indicators.periods import Period
from indicators.results import IndicatorFigures, RollUp

TITLES = {
    Shift.WORSENED: msg("Worsened"),
    Shift.IMPROVED: msg("Improved"),
    Shift.NEWLY_REPORTED: msg("Newly reported"),
    Shift.NO_LONGER_REPORTED: msg("No longer with a figure"),
    Shift.SAME: msg("Same status"),
}


def show_periods(screen: Screen) -> None:
    words, snapshot = screen.words, screen.snapshot
    first = Period.of(snapshot.years[0], 1)
    count = snapshot.latest.end - first.end + 1
    periods = {first.shifted(n).code: first.shifted(n) for n in reversed(range(count))}
    names = {code: words.period(period) for code, period in periods.items()}
    latest = snapshot.latest
    chosen = choose_pair(screen, names, (latest.shifted(-1).code, latest.code))
    earlier, later = sorted(periods.get(code, latest) for code in chosen)
    before, after = read_standing(snapshot, earlier), read_standing(snapshot, later)
    found = shifts(before.figures, after.figures)
    known = {**before.strategy.indicator, **after.strategy.indicator}
    revisions = [
        revision
        for revision in read_revisions(screen.access, snapshot.terms, earlier, later)
        if revision.period.end <= earlier.end and revision.indicator in known
    ]
    heads = (words.period(earlier), words.period(later))
    show(
        _summary(screen, before.figures.mega, after.figures.mega, heads),
        [
            _group(screen, shift, [one for one in found if one.shift is shift], known, heads)
            for shift in TITLES
        ],
        _revised(screen, revisions, known),
    )
    offer_table(
        screen, f"{earlier}_{later}", lambda: _sheet(screen, found, known, (earlier, later))
    )


def _summary(screen: Screen, before: RollUp, after: RollUp, heads: tuple[str, str]) -> Markup:
    words = screen.words
    title = words.text("{first} and {second}", first=heads[0], second=heads[1])
    if before.attainment is not None and after.attainment is not None:
        title = words.text(
            "From {before:share} to {after:share} of the way to the Vision",
            before=before.attainment,
            after=after.attainment,
        )
    known = [
        (heads[0], words.percent(before.attainment)),
        (heads[1], words.percent(after.attainment)),
        (words.text("The plan asked"), words.percent(before.planned)),
        (words.text("and asks"), words.percent(after.planned)),
    ]
    return tag("section", tag("h2", title), facts(known))


def _group(
    screen: Screen,
    shift: Shift,
    found: Sequence[TargetShift],
    known: dict[str, Indicator],
    heads: tuple[str, str],
) -> Markup | None:
    """The targets with one kind of change; those with none are behind a click."""
    words = screen.words
    if not found:
        return None
    name = words.text(TITLES[shift])
    title = words.text("{title} ({n})", title=name, n=len(found))
    columns = [
        Column(words.text("Target")),
        Column(heads[0]),
        Column(heads[1]),
        Column(words.text("Difference"), is_number=True),
    ]
    rows = [_row(screen, one, known[one.code]) for one in found]
    drawn = table(name, columns, rows, "compared")
    if shift is Shift.SAME:
        return tag("details", tag("summary", title), drawn)
    return tag("section", tag("h2", title), drawn)


def _row(screen: Screen, one: TargetShift, indicator: Indicator) -> list[Child]:
    words = screen.words
    to = screen.view.to("target", target=one.code)
    then, now = (side.actual if side else None for side in (one.before, one.after))
    difference = None if then is None or now is None else now - then
    return [
        link(words.name(indicator.name), to),
        _side(screen, indicator, one.before),
        _side(screen, indicator, one.after),
        _signed(words, indicator, difference),
    ]


def _side(screen: Screen, indicator: Indicator, figures: IndicatorFigures | None) -> Child:
    words = screen.words
    if figures is None:
        return words.number(None)
    period, written = figures.actual_period, amount(words, indicator, figures.actual)
    return join(
        tag("b", traced(written, screen.view, indicator.code, period)),
        " ",
        tag("span", words.percent(figures.attainment), class_="quiet")
        if figures.attainment is not None
        else None,
        tag("small", words.period(period)) if period else None,
        chip(words, figures.status),
    )


def _signed(words: Words, indicator: Indicator, difference: float | None) -> str:
    written = words.difference(difference, indicator.unit, indicator.decimals)
    return f"+{written}" if difference is not None and difference > 0 else written


def _revised(
    screen: Screen, revisions: Sequence[Revision], known: dict[str, Indicator]
) -> Markup | None:
    """Values of the earlier period or before that were replaced since its reports were due."""
    words = screen.words
    if not revisions:
        return None
    title = words.text("{title} ({n})", title=words.text("Revised values"), n=len(revisions))
    columns = [
        Column(words.text("Target")),
        Column(words.text("Place")),
        Column(words.text("Period")),
        Column(words.text("Old"), is_number=True),
        Column(words.text("New value"), is_number=True),
        Column(words.text("Accepted")),
    ]
    rows = [_revision(screen, one, known[one.indicator]) for one in revisions]
    return tag("section", tag("h2", title), table(title, columns, rows, "plain"))


def _revision(screen: Screen, one: Revision, indicator: Indicator) -> list[Child]:
    words = screen.words
    to = replace(screen.view.to("target", target=one.indicator), period=one.period)
    old = _reported(words, indicator, one.old_value, one.old_numerator, one.old_denominator)
    new = _reported(words, indicator, one.value, one.numerator, one.denominator)
    return [
        link(words.name(indicator.name), to),
        screen.place_name(one.place),
        words.period(one.period),
        old,
        tag("b", new),
        join(
            one.accepted_by,
            tag("small", words.moment(one.accepted_at)),
            tag("small", one.file_name),
        ),
    ]


def _reported(
    words: Words,
    indicator: Indicator,
    value: float | None,
    numerator: float | None,
    denominator: float | None,
) -> str:
    """A value as it was reported; its parts where it was given as parts alone."""
    if value is None:
        return f"{words.number(numerator)} / {words.number(denominator)}"
    return amount(words, indicator, value)


def _sheet(
    screen: Screen,
    found: Sequence[TargetShift],
    known: dict[str, Indicator],
    periods: tuple[Period, Period],
) -> Sheet:
    words = screen.words
    fields = [
        Field(words.text("Code")),
        Field(words.text("Target")),
        Field(words.text("Unit")),
        Field(words.text("Change")),
    ]
    for period in periods:
        head = words.period(period)
        fields += [
            Field(f"{words.text('Actual')}, {head}"),
            Field(f"{words.text('Progress')}, {head}", SHARE),
            Field(f"{words.text('Status')}, {head}"),
        ]
    rows = []
    for one in found:
        indicator = known[one.code]
        sides = [one.before, one.after]
        row: list[Value] = [
            one.code,
            words.name(indicator.name),
            indicator.unit,
            words.text(TITLES[one.shift]),
        ]
        for side in sides:
            row += [side.actual, side.attainment, words.status(side.status)] if side else [None] * 3
        rows.append(row)
    return Sheet(words.text("Compare"), fields, rows)
