"""The pieces that pages are made of: status, bar, links, notices and tables, as markup."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import streamlit as st

from dashboard.location import View
from dashboard.markup import Child, Markup, join, tag
from dashboard.words import Words, msg
from indicators.model import AggregationInTime, Indicator
from indicators.periods import Period
from indicators.results import IndicatorFigures, RollUp
from indicators.status import DataState, Flag, Status


def show(*children: Child | Iterable[Child]) -> None:
    """Put markup on the page, where ``theme.css`` styles it."""
    st.html(tag("div", *children, class_="mega"))


def icon(status: Status) -> Markup:
    """The status's shape; it says nothing to a screen reader, the word beside it does."""
    return tag("span", class_=f"icon {status}", aria_hidden="true")


def chip(words: Words, status: Status) -> Markup:
    """Icon and word of a status."""
    return tag("span", icon(status), words.status(status), class_=f"chip {status}")


def hidden(text: str) -> Markup:
    """Text for a screen reader alone."""
    return tag("span", text, class_="hidden")


def link(text: Child, to: View, **attributes: str) -> Markup:
    return tag("a", text, href=to.href, **attributes)


def traced(
    number: Child, view: View, target: str, period: Period | None, place: str | None = None
) -> Child:
    """A reported number, with a link to the cells, files and people that it came from."""
    return link(number, view.to_sources(target, period, place)) if period else number


def bar(
    words: Words, attainment: float | None, planned: float | None, status: Status, size: str = ""
) -> Markup:
    """How far a target, an area or the Mega is, and where the plan wants it by now.

    Drawn from 0 to 100 %; the sentence for a screen reader has the figures themselves.
    """
    if attainment is None:
        label = words.text("No progress can be judged")
    elif planned is None:
        label = words.text("Progress {attainment:share}", attainment=attainment)
    else:
        label = words.text(
            "Progress {attainment:share}, planned by now {planned:share}",
            attainment=attainment,
            planned=planned,
        )
    fill = tag("span", class_="fill", style=f"width:{_cut(attainment or 0.0):.2%}")
    mark = None
    if planned is not None:
        mark = tag("span", class_="plan", style=f"left:{_cut(planned):.2%}")
    return tag("div", fill, mark, class_=f"bar {status} {size}", role="img", aria_label=label)


def heat_cell(words: Words, figures: RollUp | None) -> Markup:
    """Attainment and status in a cell of areas by year: a shade, a shape and a number."""
    if figures is None:
        return tag("span", words.percent(None), class_="cell")
    return tag(
        "span",
        icon(figures.status),
        hidden(words.status(figures.status)),
        " ",
        words.percent(figures.attainment),
        class_=f"cell {figures.status}",
    )


def _cut(share: float) -> float:
    return min(max(share, 0.0), 1.0)


def amount(words: Words, indicator: Indicator, value: float | None) -> str:
    """A value of ``indicator`` with its unit and decimals."""
    return words.amount(value, indicator.unit, indicator.decimals)


_WINDOWS = {
    AggregationInTime.SUM: msg("sum of {first} to {last}"),
    AggregationInTime.MEAN: msg("mean of {first} to {last}"),
    AggregationInTime.RATIO: msg("ratio over {first} to {last}"),
}

_SCALED = msg("what was reported from {first} to {last}, brought to a whole year")


def taken_together(words: Words, indicator: Indicator, figures: IndicatorFigures) -> str | None:
    """Which periods an actual is made of; None where it is the value of a single one."""
    actual = figures.actual_period
    if actual is None:
        return None
    if indicator.agg_time is AggregationInTime.CUMULATIVE:
        baseline = indicator.baseline_period
        sentence = msg("baseline of {baseline} and all amounts up to {last}")
        return words.text(sentence, baseline=baseline, last=actual)
    several = indicator.frequency.periods_in_a_year - 1
    if indicator.agg_time not in _WINDOWS or not several:
        return None
    is_scaled = indicator.agg_time is AggregationInTime.SUM and Flag.PROVISIONAL in figures.flags
    sentence = _SCALED if is_scaled else _WINDOWS[indicator.agg_time]
    return words.text(sentence, first=actual.shifted(-several), last=actual)


def facts(known: Iterable[tuple[str, Child]]) -> Markup:
    """Names with their values, one beside the other."""
    return tag(
        "dl",
        [tag("div", tag("dt", name), tag("dd", value)) for name, value in known],
        class_="facts",
    )


def notice(*children: Child | Iterable[Child], kind: str = "") -> Markup:
    """A box that says something about the whole page; ``kind`` is ``problem`` or ``good``."""
    return tag("div", *children, class_=f"notice {kind}", role="status")


def data_state(words: Words, state: DataState) -> Markup | None:
    """The word for a target whose reports are overdue; None for one that is up to date."""
    if state is DataState.CURRENT:
        return None
    return tag("span", words.data_state(state), class_="overdue")


def strip(label: str, choices: Sequence[tuple[str, View, bool]], kind: str = "") -> Markup:
    """A row of links of which one is chosen: (text, where it leads, whether it is)."""
    links = [
        tag("li", link(text, to, **({"aria_current": "true"} if chosen else {})))
        for text, to, chosen in choices
    ]
    return tag("nav", tag("ul", links), class_=f"strip {kind}", aria_label=label)


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a table; numbers are aligned on the right."""

    title: Child
    is_number: bool = False


def table(
    caption: str, columns: Sequence[Column], rows: Iterable[Sequence[Child]], kind: str = ""
) -> Markup:
    """A table whose first column names the row; on a phone each row becomes a card.

    The roles are those that the elements have by themselves, and lose where a phone lays
    them out as cards.
    """
    head = [
        tag("th", column.title, scope="col", role="columnheader", class_=_alignment(column))
        for column in columns
    ]
    body = [tag("tr", _cells(columns, row), role="row") for row in rows]
    return tag(
        "table",
        tag("caption", caption, class_="hidden"),
        tag("thead", tag("tr", head, role="row"), role="rowgroup"),
        tag("tbody", body, role="rowgroup"),
        role="table",
        class_=f"table {kind}",
    )


def _cells(columns: Sequence[Column], row: Sequence[Child]) -> Markup:
    first, *others = (
        (tag("span", column.title, class_="label", aria_hidden="true"), cell, _alignment(column))
        for column, cell in zip(columns, row, strict=True)
    )
    return join(
        tag("th", first[1], scope="row", role="rowheader"),
        [
            tag("td", label, tag("span", cell), role="cell", class_=alignment)
            for label, cell, alignment in others
        ],
    )


def _alignment(column: Column) -> str | None:
    return "number" if column.is_number else None
