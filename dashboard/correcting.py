"""Correct how a workbook was read: its headings, what its columns hold, what holds for all."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import streamlit as st

from dashboard.components import show
from dashboard.desk import Desk
from dashboard.markup import tag
from dashboard.words import tables
from dashboard.words.written import UNDEFINED
from loaders.headings import NUMBERS
from loaders.mapping import (
    IGNORED,
    ROLES,
    ROWS_AT_THE_TOP,
    MappedColumn,
    TableMapping,
    suggestions,
    with_headings,
)
from loaders.preview import Preview

ReadAgain = Callable[[list[TableMapping]], None]


def correct(desk: Desk, found: Preview, read_again: ReadAgain) -> None:
    """A folded part of the page in which a person says how a sheet is to be read."""
    words = desk.words
    mappings = _mappings(found)
    if not mappings or desk.strategy is None:
        return
    with st.expander(words.text("Correct how it was read"), expanded=found.fatal is not None):
        text = words.text(
            "Choose the sheet and its rows of headings, and say what each column holds. It is "
            "kept with the workbook and used for the next one with the same headings."
        )
        show(tag("p", text, class_="quiet"))
        chosen = st.selectbox(
            words.text("Sheet"),
            range(len(mappings)),
            format_func=lambda n: mappings[n].sheet or "?",
            key="correct sheet",
        )
        corrected = _corrected(desk, found, mappings[chosen], chosen)
        others = [
            one
            for n, one in enumerate(mappings)
            if n != chosen and _goes_along(one, found, corrected)
        ]
        st.button(
            words.text("Read it this way"),
            on_click=read_again,
            args=([corrected, *others],),
            disabled=not _says_something(corrected),
        )


def _mappings(found: Preview) -> list[TableMapping]:
    """Those that were used, and for the other sheets how they were recognised.

    What such a one does not say of a place or period, the workbook says by itself.
    """
    explained = {mapping.sheet for mapping in found.mappings}
    recognised = suggestions(found.tables, found.tops)
    return [*found.mappings, *(one for one in recognised if one.sheet not in explained)]


def _goes_along(mapping: TableMapping, found: Preview, corrected: TableMapping) -> bool:
    """Whether a mapping is used beside the corrected one; all other sheets are recognised again.

    It is where somebody said it of this workbook before, and of another table in the same sheet.
    """
    was_said = mapping in found.mappings and not mapping.is_kept
    return _says_something(mapping) and (was_said or mapping.sheet == corrected.sheet)


def _says_something(mapping: TableMapping) -> bool:
    return any(column.role != IGNORED for column in mapping.columns)


def _corrected(desk: Desk, found: Preview, mapping: TableMapping, n: int) -> TableMapping:
    """The mapping as the boxes have it."""
    words = desk.words
    left, right = st.columns(2)
    first = left.number_input(
        words.text("First row of headings"),
        1,
        ROWS_AT_THE_TOP,
        min(mapping.first_heading, ROWS_AT_THE_TOP),
        key=f"first heading {n}",
    )
    last = right.number_input(
        words.text("Last row of headings"),
        first,
        ROWS_AT_THE_TOP,
        max(first, min(mapping.last_heading, ROWS_AT_THE_TOP)),
        key=f"last heading {n}",
    )
    top = next((sheet for sheet in found.tops if sheet.name == mapping.sheet), None)
    if top is not None:
        mapping = with_headings(mapping, top, first, last)
    place = _choose_place(desk, words.text("Place of the whole table"), mapping.place, f"place {n}")
    period = st.text_input(
        words.text("Period of the whole table, such as 2024-Q3"), mapping.period, key=f"period {n}"
    )
    columns = tuple(
        _choose_column(desk, column, f"{column.letter} {n} {first} {last}")
        for column in mapping.columns
    )
    replaced = _write_words(desk, mapping, n)
    return replace(
        mapping,
        place=place,
        period=period.strip(),
        columns=columns,
        words=replaced,
        is_kept=False,
    )


def _choose_place(desk: Desk, label: str, chosen: str, key: str) -> str:
    strategy = desk.strategy
    places = [""] + ([place.code for place in strategy.places] if strategy else [])
    return st.selectbox(
        label,
        places,
        places.index(chosen) if chosen in places else 0,
        format_func=lambda code: desk.place_name(code) if code else UNDEFINED,
        key=key,
    )


def _choose_column(desk: Desk, column: MappedColumn, key: str) -> MappedColumn:
    """What a column holds; of a column of numbers also the period and place of its heading."""
    words = desk.words
    roles = [IGNORED, *ROLES]
    what, period, place = st.columns([2, 1, 1])
    with what:
        role = st.selectbox(
            f"{column.letter} · {column.heading}" if column.heading else column.letter,
            roles,
            roles.index(column.role),
            format_func=lambda role: words.text(
                tables.ROLES[ROLES[role]] if role in ROLES else tables.NOT_READ
            ),
            key=f"role {key}",
        )
    if ROLES.get(role) not in NUMBERS:
        return replace(column, role=role)
    with period:
        told = st.text_input(words.text("Period"), column.period, key=f"period {key}")
    with place:
        code = _choose_place(desk, words.text("Place"), column.place, f"place {key}")
    return replace(column, role=role, period=told.strip(), place=code)


def _write_words(desk: Desk, mapping: TableMapping, n: int) -> tuple[tuple[str, str], ...]:
    """Words of the workbook and what is read in their place, a line each."""
    lines = st.text_area(
        desk.words.text("Words to be read as others, a line each: Lima = PE"),
        "\n".join(f"{word} = {instead}" for word, instead in mapping.words),
        key=f"words {n}",
    )
    pairs = (line.partition("=") for line in lines.splitlines())
    told = ((word.strip(), instead.strip()) for word, _, instead in pairs)
    return tuple((word, instead) for word, instead in told if word and instead)
