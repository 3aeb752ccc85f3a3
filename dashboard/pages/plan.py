"""The strategic plan: purpose, Vision, Mega, objectives, guidelines, and how far each is."""

from __future__ import annotations

from collections.abc import Sequence

from dashboard.changes_told import difference_elsewhere, difference_of_target
from dashboard.components import Column, bar, chip, icon, link, show, table
from dashboard.data_files import Field, Sheet
from dashboard.downloads import offer_table
from dashboard.effects import OF_TARGETS
from dashboard.filters import filters
from dashboard.frame import Screen, draw
from dashboard.keeping import drawn
from dashboard.markup import Child, Markup, join, tag
from dashboard.target_table import short_target_table, target_sheet
from dashboard.words import Words
from indicators.amendments import Step, steps_to
from indicators.differences import Difference, differences
from indicators.model import Area, Indicator, Objective
from indicators.rollup import counted

TACTICAL = "tactical"


def plan_page(screen: Screen) -> None:
    strategy, words = screen.standing.strategy, screen.words
    show(
        filters(screen),
        _purpose(screen),
        drawn(screen, "areas", lambda: join(_area(screen, area) for area in strategy.areas)),
    )
    name = words.name(strategy.plan.name)
    offer_table(screen, "plan", lambda: target_sheet(screen, strategy.indicators, name))
    guidelines = _guidelines(screen)
    if guidelines is not None:
        show(guidelines)
        offer_table(screen, "guidelines", lambda: _guideline_sheet(screen))
    show(_cycles(screen), *(_what_changed(screen, step) for step in _steps(screen)))
    offer_table(screen, "versions", lambda: _version_sheet(screen))


def _purpose(screen: Screen) -> Markup:
    words, plan, mega = screen.words, screen.standing.strategy.plan, screen.standing.figures.mega
    said = [
        (words.text("Purpose"), plan.purpose),
        (words.text("Vision of {year!s}", year=plan.vision_year), plan.vision),
        (words.text("Mega"), plan.mega),
    ]
    return tag(
        "section",
        tag("h1", words.name(plan.name)),
        tag(
            "dl",
            [
                tag("div", tag("dt", title), tag("dd", words.name(text)))
                for title, text in said
                if words.name(text)
            ],
            class_="said",
        ),
        bar(words, mega.attainment, mega.planned, mega.status, "large"),
        tag("p", chip(words, mega.status), " ", words.reason(mega.reason), class_="reason"),
        class_="summary",
    )


def _area(screen: Screen, area: Area) -> Markup:
    """The area's strategic objectives, with what hangs on them."""
    words, strategy = screen.words, screen.standing.strategy
    figures = screen.standing.figures.areas[area.code]
    own = [one for one in strategy.objectives if one.area == area.code]
    top = [one for one in own if one.parent is None]
    without = [one for one in strategy.indicators_of(area.code) if one.objective is None]
    title = join(
        link(words.name(area.name), screen.view.to("area", area=area.code)),
        ": ",
        words.percent(figures.attainment),
    )
    return tag(
        "section",
        tag("h2", title),
        tag("p", chip(words, figures.status), " ", words.reason(figures.reason), class_="reason"),
        [_objective(screen, one, own) for one in top],
        _targets(screen, without, words.text("Targets without an objective")) if without else None,
        class_="objectives",
    )


def _objective(screen: Screen, objective: Objective, own: Sequence[Objective]) -> Markup:
    words = screen.words
    indicators = screen.standing.strategy.indicators
    hanging = [one for one in indicators if one.objective == objective.code]
    below = [one for one in own if one.parent == objective.code]
    is_tactical = objective.level == TACTICAL
    level = words.text("Tactical objective") if is_tactical else words.text("Strategic objective")
    name = words.name(objective.text)
    return tag(
        "div",
        tag("h3", tag("small", f"{level} {objective.code}"), name),
        short_target_table(screen, hanging, name) if hanging else None,
        [_objective(screen, one, own) for one in below],
        class_=f"objective {objective.level}",
    )


def _targets(screen: Screen, indicators: Sequence[Indicator], title: str) -> Markup:
    return join(tag("h3", title), short_target_table(screen, indicators, title))


def _guidelines(screen: Screen) -> Markup | None:
    """The principles that run across the areas, with the standing of their targets."""
    words, of_guideline = screen.words, _targets_by_guideline(screen)
    if not of_guideline:
        return None
    title = words.text("Guidelines")
    columns = [
        Column(words.text("Guideline")),
        Column(words.text("Targets"), is_number=True),
        Column(words.text("Status")),
    ]
    rows = [
        [guideline, words.number(len(targets)), _statuses(screen, targets)]
        for guideline, targets in of_guideline.items()
    ]
    return tag("section", tag("h2", title), table(title, columns, rows, "plain"))


def _targets_by_guideline(screen: Screen) -> dict[str, list[Indicator]]:
    found: dict[str, list[Indicator]] = {}
    for indicator in screen.standing.strategy.indicators:
        if indicator.guideline:
            found.setdefault(indicator.guideline, []).append(indicator)
    return dict(sorted(found.items()))


def _guideline_sheet(screen: Screen) -> Sheet:
    """One row a guideline and status: how many of its targets have it."""
    words, figures = screen.words, screen.standing.figures.indicators
    titles = (words.text("Guideline"), words.text("Status"), words.text("Targets"))
    rows = [
        (guideline, words.status(status), count)
        for guideline, targets in _targets_by_guideline(screen).items()
        for status, count in counted(figures[target.code] for target in targets).items()
    ]
    return Sheet(words.text("Guidelines"), [Field(title) for title in titles], rows)


def _statuses(screen: Screen, targets: Sequence[Indicator]) -> Markup:
    words, figures = screen.words, screen.standing.figures.indicators
    counts = counted(figures[target.code] for target in targets)
    items = [
        tag("li", icon(status), " ", tag("b", words.number(count)), " ", words.status(status))
        for status, count in counts.items()
    ]
    return tag("ul", items, class_="tally")


def _cycles(screen: Screen) -> Markup:
    """The versions of the strategy: from when each holds, who loaded it and why."""
    words = screen.words
    title = words.text("Versions of the strategy")
    columns = [
        Column(words.text("Plan")),
        Column(words.text("Takes effect from")),
        Column(words.text("Accepted")),
        Column(words.text("Reason")),
    ]
    rows: list[list[Child]] = [
        [
            words.name(version.strategy.plan.name),
            words.period(version.effective_from)
            if version.effective_from
            else words.text("the beginning"),
            join(version.author, tag("small", words.moment(version.accepted_at))),
            version.reason,
        ]
        for version in screen.snapshot.history.versions
    ]
    return tag("section", tag("h2", title), table(title, columns, rows, "plain"))


def _steps(screen: Screen) -> Sequence[Step]:
    """Each later version, the latest first; as of the last quarter that any of them holds for."""
    versions = screen.snapshot.history.versions
    since = [one.effective_from.first_quarter for one in versions if one.effective_from]
    as_of = max([screen.snapshot.latest, *since])
    return list(steps_to(screen.snapshot.history, as_of))[::-1]


def _what_changed(screen: Screen, step: Step) -> Markup:
    """Everything that a version says otherwise than those before it, folded."""
    words = screen.words
    since = step.version.effective_from
    told = [_difference(words, step, one) for one in differences(step.before, step.after)]
    title = words.count(
        "From {since} on: {n} change",
        "From {since} on: {n} changes",
        len(told),
        since=words.period(since) if since else words.text("the beginning"),
    )
    items = [tag("li", text) for text in told]
    return tag("details", tag("summary", title), tag("ul", items, class_="notes"))


def _difference(words: Words, step: Step, one: Difference) -> str:
    targets = {**step.before.indicator, **step.after.indicator}
    if one.table not in OF_TARGETS or one.key[0] not in targets:
        return difference_elsewhere(words, one)
    target = targets[one.key[0]]
    told = difference_of_target(words, target, one)
    return f"{target.code} {words.name(target.name)}: {told}"


def _version_sheet(screen: Screen) -> Sheet:
    words = screen.words
    titles = (
        words.text("Plan"),
        words.text("Takes effect from"),
        words.text("Accepted"),
        words.text("By"),
        words.text("Reason"),
    )
    rows = [
        (
            words.name(version.strategy.plan.name),
            version.effective_from,
            version.accepted_at.isoformat(sep=" ", timespec="minutes"),
            version.author,
            version.reason,
        )
        for version in screen.snapshot.history.versions
    ]
    title = words.text("Versions of the strategy")
    return Sheet(title, [Field(title) for title in titles], rows)


draw("plan", plan_page)
