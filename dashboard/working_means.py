"""The working of an area and of the Mega: what is averaged, what is not and why, and the means."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import fsum

from dashboard.components import Column, link, show
from dashboard.data_files import SHARE, Field, Sheet
from dashboard.frame import Screen
from dashboard.location import View
from dashboard.markup import Child, Markup, tag
from dashboard.words import Words
from dashboard.words.steps import STEPS
from dashboard.working_numbers import DECIMALS_OF_SHARES
from dashboard.working_steps import panel, share_put_in, share_result, show_inputs, titled
from indicators.model import Area, Indicator
from indicators.results import IndicatorFigures, RollUp
from indicators.rollup import Part, parts_of_area, parts_of_mega
from indicators.status import KEPT, DataState, ReasonCode, Status
from indicators.steps import StepCode


@dataclass(frozen=True, slots=True)
class Row:
    """One target of an area, or area of the Mega; ``part`` is None where it is not averaged.

    ``covered`` is what it adds to the coverage, as a share of its weight; None: it has no say.
    """

    name: str
    to: View
    weight: float
    part: Part | None
    counted_as: str
    covered: float | None


def show_area_working(screen: Screen, area: Area) -> None:
    """The mean of an area's targets."""
    standing, words = screen.standing, screen.words
    figures = standing.figures
    parts = {p.code: p for p in parts_of_area(standing.strategy, area, figures.indicators)}
    rows = []
    for target in standing.strategy.indicators_of(area.code):
        one = figures.indicators[target.code]
        rows.append(
            Row(
                words.name(target.name),
                screen.view.to("target", target=target.code),
                target.weight,
                parts.get(target.code),
                _counted_as(words, target, one, is_averaged=target.code in parts),
                float(one.is_reported),
            )
        )
    _show(screen, f"{area.code}_working", words.text("Target"), rows, figures.areas[area.code])


def show_mega_working(screen: Screen) -> None:
    """The mean of the areas."""
    standing, words = screen.standing, screen.words
    figures = standing.figures
    parts = {p.code: p for p in parts_of_mega(standing.strategy, figures.areas)}
    rows = [
        Row(
            words.name(area.name),
            screen.view.to("area", area=area.code),
            area.weight,
            parts.get(area.code),
            words.text("averaged") if area.code in parts else words.status(one.status),
            one.coverage,
        )
        for area in standing.strategy.areas
        if standing.strategy.indicators_of(area.code)
        for one in [figures.areas[area.code]]
    ]
    _show(screen, "mega_working", words.text("Area"), rows, figures.mega)


def _show(screen: Screen, name: str, of: str, rows: Sequence[Row], taken: RollUp) -> None:
    """Nothing where nothing was reported."""
    if any(row.covered for row in rows):
        panel(screen, lambda: _draw(screen, name, of, rows, taken))


def _counted_as(
    words: Words, target: Indicator, one: IndicatorFigures, *, is_averaged: bool
) -> str:
    if is_averaged:
        return words.text("averaged")
    if one.data_state is DataState.STALE and not target.is_kept_or_lost:
        return words.text("not averaged: no report for long")
    if one.status is Status.NO_DATA:
        return words.text("not averaged: no data")
    kept = words.text("a level to keep: kept")
    return kept if one.status in KEPT else words.text("a level to keep: lost")


def _draw(screen: Screen, name: str, of: str, rows: Sequence[Row], taken: RollUp) -> None:
    """The parts, the means by weight, the pace of the two, and the coverage."""
    words = screen.words
    titles = (
        of,
        words.text("Weight"),
        words.text("Attainment, from 0 to 100 %"),
        words.text("Planned, from 0 to 100 %"),
        words.text("Counted as"),
        words.text("Covered"),
    )
    columns = [Column(title, is_number=title not in {of, titles[4]}) for title in titles]
    shown: list[list[Child]] = [
        [
            link(row.name, row.to),
            words.number(row.weight),
            *(words.percent(share, DECIMALS_OF_SHARES) for share in _shares(row)),
            row.counted_as,
            words.percent(row.covered, DECIMALS_OF_SHARES),
        ]
        for row in rows
    ]
    kinds = (None, None, SHARE, SHARE, None, SHARE)
    fields = [
        Field(title) if kind is None else Field(title, kind)
        for title, kind in zip(titles, kinds, strict=True)
    ]
    sheet = Sheet(
        words.text("What goes in"),
        fields,
        [(r.name, r.weight, *_shares(r), r.counted_as, r.covered) for r in rows],
    )
    show_inputs(screen, name, titled(words.text("What goes in"), columns, shown), lambda: sheet)
    why = tag("li", tag("b", words.text("Status")), " ", words.status(taken.status))
    reason = tag("li", words.reason(taken.reason), _bounds(screen, taken))
    show(tag("ol", _means(words, rows, taken), why, reason, class_="steps"))


def _bounds(screen: Screen, taken: RollUp) -> Markup | None:
    """What pace the status stands for, unless a lost level keeps it from a better one."""
    terms = screen.standing.figures.terms
    is_by_pace = taken.status in {Status.ON_TRACK, Status.AT_RISK, Status.OFF_TRACK}
    if not is_by_pace or taken.reason.code is ReasonCode.ROLLUP_HELD_BACK:
        return None
    return tag("small", screen.words.status_meaning(taken.status, terms))


def _shares(row: Row) -> tuple[float | None, float | None]:
    return (None, None) if row.part is None else row.part.counted


def _means(words: Words, rows: Sequence[Row], taken: RollUp) -> list[Markup]:
    """Each mean, the pace of the two and the coverage: name, formula with numbers, result."""
    steps = []
    parts = [row.part for row in rows if row.part is not None]
    if taken.attainment is not None and taken.planned is not None:
        for title, which, result in (
            (words.text("Attainment: the mean by weight"), 0, taken.attainment),
            (words.text("Planned: the mean by weight"), 1, taken.planned),
        ):
            weighed = [(part.weight, part.counted[which]) for part in parts]
            steps.append(_step(words, title, _by_weight(words, weighed), result))
        if taken.pace is not None:
            shares = (taken.attainment, taken.planned)
            put_in = " ÷ ".join(share_put_in(words, one) for one in shares)
            steps.append(_step(words, words.text(STEPS[StepCode.PACE][0]), put_in, taken.pace))
    if taken.coverage is not None:
        title = words.text("Coverage: the weight of what is reported ÷ all weight")
        covered = [(row.weight, row.covered) for row in rows if row.covered is not None]
        steps.append(_step(words, title, _by_weight(words, covered), taken.coverage))
    return steps


def _by_weight(words: Words, weighed: Sequence[tuple[float, float]]) -> str:
    terms = " + ".join(
        f"{words.number(weight)} · {words.percent(share, DECIMALS_OF_SHARES)}"
        for weight, share in weighed
    )
    return f"({terms}) ÷ {words.number(fsum(weight for weight, _ in weighed))}"


def _step(words: Words, title: str, put_in: str, result: float) -> Markup:
    written = share_result(words, result)
    return tag("li", tag("b", title), tag("code", f"{put_in} = {written}"))
