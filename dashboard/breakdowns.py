"""One target broken down, such as by sex: the figure of each part, and what no part explains."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby

from dashboard.components import Column, amount, show, table, traced
from dashboard.data_files import SHARE, Field, Sheet
from dashboard.downloads import offer_table
from dashboard.frame import Screen
from dashboard.markup import Child, Markup, join, tag
from dashboard.reading import read_parts
from dashboard.words import Words
from indicators.breakdowns import Part
from indicators.model import Indicator

LEAST_REST = 0.005
"""What is not broken down is told from half a per cent of the whole on."""


def show_breakdowns(screen: Screen, indicator: Indicator) -> None:
    """A table for each dimension; nothing where nobody breaks the target down."""
    parts = read_parts(screen.access, screen.snapshot, screen.standing, indicator.code)
    if not parts:
        return
    show(
        _dimension(screen, indicator, dimension, list(own))
        for dimension, own in groupby(parts, key=lambda part: part.dimension)
    )
    offer_table(screen, f"{indicator.code}_parts", lambda: _sheet(screen, indicator, parts))


def _dimension(
    screen: Screen, indicator: Indicator, dimension: str, parts: Sequence[Part]
) -> Markup:
    words = screen.words
    title = words.text("By {dimension}", dimension=dimension)
    columns = [
        Column(dimension.capitalize()),
        Column(words.text("Value")),
        Column(words.text("Part of the whole"), is_number=True),
        Column(words.text("Period")),
        Column(words.text("Places that break it down"), is_number=True),
    ]
    longest = max(abs(part.figure) for part in parts) or 1.0
    rows = [_row(screen, indicator, part, abs(part.figure) / longest) for part in parts]
    return tag(
        "section",
        tag("h2", title),
        table(title, columns, rows, "places"),
        _rest(screen, parts),
    )


def _row(screen: Screen, indicator: Indicator, part: Part, length: float) -> list[Child]:
    words = screen.words
    number = amount(words, indicator, part.figure)
    drawn = tag("span", class_="length", style=f"left:0;width:{length:.2%}")
    return [
        part.category,
        join(
            tag("span", drawn, class_="lengths", aria_hidden="true"),
            traced(tag("b", number), screen.view, indicator.code, part.period),
        ),
        words.percent(part.share),
        join(words.period(part.period), *(tag("small", text) for text in _flags(words, part))),
        words.number(part.places),
    ]


def _flags(words: Words, part: Part) -> list[str]:
    return [words.flag(flag) for flag in sorted(part.flags)]


def _rest(screen: Screen, parts: Sequence[Part]) -> Markup | None:
    """What the parts of one period leave unexplained: not every country breaks a value down."""
    shares = [part.share for part in parts]
    known = [share for share in shares if share is not None]
    if len(known) < len(shares) or len({part.period for part in parts}) > 1:
        return None
    rest = 1.0 - sum(known)
    if rest < LEAST_REST:
        return None
    text = screen.words.text("{rest:share} of the whole is not broken down.", rest=rest)
    return tag("p", text, class_="quiet")


def _sheet(screen: Screen, indicator: Indicator, parts: Sequence[Part]) -> Sheet:
    words = screen.words
    fields = [
        Field(words.text("Breakdown")),
        Field(words.text("Category")),
        Field(words.text("Period")),
        Field(words.text("Value")),
        Field(words.text("Part of the whole"), SHARE),
        Field(words.text("Places that break it down")),
        Field(words.text("Flags")),
    ]
    rows = [
        (
            part.dimension,
            part.category,
            part.period,
            part.figure,
            part.share,
            part.places,
            ", ".join(_flags(words, part)),
        )
        for part in parts
    ]
    return Sheet(indicator.code, fields, rows)
