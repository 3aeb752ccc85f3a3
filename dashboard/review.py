"""A workbook under review: what was recognised, what is wrong, what would change."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from dashboard.access import Access
from dashboard.components import Column, facts, table
from dashboard.location import View
from dashboard.markup import Child, Markup, join, tag
from dashboard.problem_groups import Group, groups_of
from dashboard.words import Words
from data.changes import CHANGED, NEW, Changes
from data.records import Change
from indicators.model import Measure, Strategy
from loaders.preview import Preview
from loaders.problems import Problem, Severity

LARGEST_UPLOAD_MB = 20

MOST_ROWS = 100


@dataclass(frozen=True)
class Desk:
    """What the parts of the load page share; no strategy before the first was loaded."""

    view: View
    words: Words
    access: Access
    strategy: Strategy | None

    def indicator_name(self, code: str) -> str:
        """Code and name of an indicator, as far as they are known."""
        known = self.strategy.indicator.get(code) if self.strategy else None
        return f"{code} · {self.words.name(known.name)}" if known else code

    def place_name(self, code: str) -> str:
        known = self.strategy.place.get(code) if self.strategy else None
        return self.words.name(known.name) if known else code


def review(desk: Desk, found: Preview) -> Markup:
    """All that is known of a workbook before it is accepted."""
    if found.kind == "strategy":
        kind = tag("p", desk.words.text("This is a strategy workbook."))
        return join(kind, _problems(desk, found.problems))
    return join(
        _recognised(desk, found),
        _counts(desk, found),
        _problems(desk, found.problems),
        _changed(desk, found.changes),
        _new(desk, found.changes),
    )


def _recognised(desk: Desk, found: Preview) -> Markup:
    lines = [tag("li", desk.words.recognised(one)) for one in found.tables]
    return tag("ul", lines, class_="notes")


def _counts(desk: Desk, found: Preview) -> Markup:
    words, counts = desk.words, found.counts
    return facts(
        [
            (words.text("New values"), words.number(counts["new"])),
            (words.text("Changed values"), words.number(counts["changed"])),
            (words.text("Unchanged values"), words.number(counts["unchanged"])),
        ]
    )


def _problems(desk: Desk, problems: Sequence[Problem]) -> Markup | None:
    """All problems, the worst kind first, those of one kind together."""
    if not problems:
        return None
    title = desk.words.count("{n} problem", "{n} problems", len(problems))
    groups = groups_of(problems, desk.words)
    return tag("section", tag("h2", title), [_group(desk, group) for group in groups])


def _group(desk: Desk, group: Group) -> Markup:
    words = desk.words
    title = words.problem_title(group.code)
    columns = [Column(words.text("Cell")), Column(words.text("What to mend"))]
    first = group.lines[:MOST_ROWS]
    rows: list[list[Child]] = [[line.cells(words), line.sentence] for line in first]
    return tag(
        "details",
        tag(
            "summary",
            tag("b", words.severity(group.severity)),
            f" · {title} ({words.number(group.count)})",
        ),
        _first_rows(desk, title, columns, rows, len(group.lines)),
        open=group.severity is Severity.ERROR,
        class_=f"problems {group.severity}",
    )


def _changed(desk: Desk, changes: Changes) -> Markup | None:
    words, places = desk.words, changes.where(CHANGED)
    if not places:
        return None
    rows = [
        [
            *key_cells(desk, change),
            number(words, change.old_value, change.old_numerator, change.old_denominator),
            observed(words, change),
        ]
        for change in changes.picked(places[:MOST_ROWS])
    ]
    title = words.text("Values that would change")
    columns = [*key_columns(words), Column(words.text("Old"), is_number=True), _new_column(words)]
    return tag("section", tag("h2", title), _first_rows(desk, title, columns, rows, len(places)))


def _new(desk: Desk, changes: Changes) -> Markup | None:
    words, places = desk.words, changes.where(NEW)
    if not places:
        return None
    rows = [
        [*key_cells(desk, change), observed(words, change)]
        for change in changes.picked(places[:MOST_ROWS])
    ]
    title = words.text("New values")
    columns = [*key_columns(words), _new_column(words)]
    return tag(
        "details",
        tag("summary", f"{title} ({words.number(len(places))})"),
        _first_rows(desk, title, columns, rows, len(places)),
    )


def _first_rows(
    desk: Desk, title: str, columns: Sequence[Column], rows: Sequence[Sequence[Child]], count: int
) -> Markup:
    """A table of the first rows of so many, and how many more there are."""
    more = count - len(rows)
    rest = None
    if more > 0:
        text = desk.words.count("and {n} more", "and {n} more", more)
        rest = tag("p", text, class_="quiet")
    return join(table(title, columns, rows, "plain"), rest)


def key_columns(words: Words) -> list[Column]:
    """What a value is of."""
    return [
        Column(words.text("Target")),
        Column(words.text("Place")),
        Column(words.text("Period")),
    ]


def _new_column(words: Words) -> Column:
    return Column(words.text("New"), is_number=True)


def key_cells(desk: Desk, change: Change) -> list[Child]:
    observation = change.observation
    name = desk.indicator_name(observation.indicator)
    if observation.measure is Measure.MILESTONE:
        name = desk.words.text("{name} (plan of the place)", name=name)
    elif observation.category:
        name = f"{name} ({observation.category})"
    return [
        name,
        desk.place_name(observation.place),
        desk.words.period(observation.period),
    ]


def observed(words: Words, change: Change) -> str:
    observation = change.observation
    return number(words, observation.value, observation.numerator, observation.denominator)


def number(
    words: Words, value: float | None, numerator: float | None, denominator: float | None
) -> str:
    """A value with its parts, as far as they were given."""
    if numerator is None and denominator is None:
        return words.number(value)
    parts = f"{words.number(numerator)} / {words.number(denominator)}"
    return parts if value is None else f"{words.number(value)} ({parts})"
