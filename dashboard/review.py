"""A workbook under review: what was recognised, what is wrong, what would change."""

from __future__ import annotations

from collections.abc import Sequence

from dashboard.components import Column, facts, show, table
from dashboard.desk import Desk
from dashboard.markup import Child, Markup, join, tag
from dashboard.narrowing import choose_part
from dashboard.problem_groups import Group, groups_of
from dashboard.values_told import difference, new_number, old_number, told_of
from dashboard.words import Words, msg
from dashboard.words.workbooks import recognised
from data.changes import CHANGED, NEW, Changes
from data.records import Change
from loaders.preview import Preview
from loaders.problems import Problem, Severity
from loaders.unusual import is_outlier

LARGEST_UPLOAD_MB = 20

MOST_ROWS = 100

HOW_UNUSUAL = msg(
    "How unusual: how far the value lies from the median of the other periods of the same place, "
    "in their usual spread. Beyond 3.5 it is worth a second look."
)


def review(desk: Desk, found: Preview) -> None:
    """All that is known of a workbook before it is accepted."""
    if found.kind == "strategy":
        kind = tag("p", desk.words.text("This is a strategy workbook."))
        show(kind, _problems(desk, found.problems))
        return
    show(_recognised(desk, found), _awaiting(desk, found), _counts(desk, found))
    part = choose_part(desk, found)
    changes = part.changes(found.changes)
    show(
        _problems(desk, part.problems(found.problems)),
        _changed(desk, found, changes),
        _new(desk, found, changes),
    )


def _recognised(desk: Desk, found: Preview) -> Markup:
    lines = [tag("li", recognised(one, desk.words)) for one in found.tables]
    return tag("ul", lines, class_="notes")


def _awaiting(desk: Desk, found: Preview) -> Markup | None:
    """What was submitted of the same things and is not published yet."""
    words = desk.words
    told = [
        words.count(
            "{n} of these values awaits review already: {file}, submitted by {user} as number "
            "{import_id!s}. Accepting this workbook takes its place.",
            "{n} of these values await review already: {file}, submitted by {user} as number "
            "{import_id!s}. Accepting this workbook takes their place.",
            n,
            file=one.file_name,
            user=one.submitted_by,
            import_id=one.import_id,
        )
        for one, n in desk.access.awaiting(found)
    ]
    return tag("ul", [tag("li", one) for one in told], class_="notes") if told else None


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
    rows: list[list[Child]] = [[line.cells(words), line.sentence] for line in group.lines]
    return tag(
        "details",
        tag(
            "summary",
            tag("b", words.severity(group.severity)),
            f" · {title} ({words.number(group.count)})",
        ),
        first_rows(desk, title, columns, rows, len(rows) + group.more_lines),
        open=group.severity is Severity.ERROR,
        class_=f"problems {group.severity}",
    )


def _changed(desk: Desk, found: Preview, changes: Changes) -> Markup | None:
    words, places = desk.words, changes.where(CHANGED)
    if not places:
        return None
    shown = changes.picked(places[:MOST_ROWS])
    rows = [
        [
            *key_cells(desk, change),
            old_number(words, change),
            new_number(words, change),
            difference(words, change),
            distance,
        ]
        for change, distance in zip(shown, _distances(desk, found, shown), strict=True)
    ]
    title = words.text("Values that would change")
    columns = [
        *key_columns(words),
        Column(words.text("Old"), is_number=True),
        Column(words.text("New value"), is_number=True),
        Column(words.text("Difference"), is_number=True),
        Column(words.text("How unusual"), is_number=True),
    ]
    return tag(
        "section",
        tag("h2", title),
        tag("p", words.text(HOW_UNUSUAL), class_="quiet"),
        first_rows(desk, title, columns, rows, len(places)),
    )


def _new(desk: Desk, found: Preview, changes: Changes) -> Markup | None:
    words, places = desk.words, changes.where(NEW)
    if not places:
        return None
    shown = changes.picked(places[:MOST_ROWS])
    rows = [
        [*key_cells(desk, change), new_number(words, change), distance]
        for change, distance in zip(shown, _distances(desk, found, shown), strict=True)
    ]
    title = words.text("New values")
    columns = [
        *key_columns(words),
        Column(words.text("New value"), is_number=True),
        Column(words.text("How unusual"), is_number=True),
    ]
    return tag(
        "details",
        tag("summary", f"{title} ({words.number(len(places))})"),
        tag("p", words.text(HOW_UNUSUAL), class_="quiet"),
        first_rows(desk, title, columns, rows, len(places)),
    )


def _distances(desk: Desk, found: Preview, shown: Changes) -> list[Child]:
    """How unusual each value is; what is warned of stands out."""
    words = desk.words
    distances = desk.access.how_unusual(shown, found)
    return [
        tag("b", words.distance(one)) if is_outlier(one) else words.distance(one)
        for one in distances
    ]


def first_rows(
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


def key_cells(desk: Desk, change: Change) -> list[Child]:
    observation = change.observation
    return [
        told_of(desk.words, observation, desk.indicator_name(observation.indicator)),
        desk.place_name(observation.place),
        desk.words.period(observation.period),
    ]
