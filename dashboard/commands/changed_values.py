"""The values that a workbook would change, as the command lists them."""

from __future__ import annotations

from dashboard.commands.table import table
from dashboard.problem_groups import address
from dashboard.values_told import difference, new_number, old_number, told_of
from dashboard.words import Words
from data.changes import CHANGED, Changes
from data.records import Change

MOST_ROWS = 100


def changed_values(changes: Changes, words: Words) -> list[str]:
    """A heading and a table of the values that would change, old beside new; empty if none would.

    Targets and places stand by their codes, as other commands take them.
    """
    where = changes.where(CHANGED)
    if not where:
        return []
    head = [
        words.text("Cell"),
        words.text("Target"),
        words.text("Place"),
        words.text("Period"),
        words.text("Old"),
        words.text("New value"),
        words.text("Difference"),
    ]
    rows = [_row(change, words) for change in changes.picked(where[:MOST_ROWS])]
    title, n = words.text("Values that would change"), words.number(len(where))
    lines = ["", f"{title} ({n})", *_indented(table(head, rows, right=range(4, 7)))]
    if (more := len(where) - len(rows)) > 0:
        lines += _indented(words.count("and {n} more", "and {n} more", more))
    return lines


def _row(change: Change, words: Words) -> list[str]:
    one = change.observation
    return [
        address(one.sheet, one.cell),
        told_of(words, one, one.indicator),
        one.place,
        words.period(one.period),
        old_number(words, change),
        new_number(words, change),
        difference(words, change),
    ]


def _indented(text: str) -> list[str]:
    return [f"  {line}" for line in text.splitlines()]
