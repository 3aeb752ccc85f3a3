"""What the tables of a workbook were taken for, in sentences."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from dashboard.words import tables, written
from dashboard.words.marks import msg
from dashboard.words.speech import Words
from loaders.excel import column_letters
from loaders.headings import Role

if TYPE_CHECKING:
    from collections.abc import Iterator

    from loaders.context import Said
    from loaders.period_words import PeriodWords
    from loaders.recognised import Column, Table


def recognised(table: Table, words: Words) -> str:
    """What a table was taken for: its columns, and what holds for all its rows."""
    columns = [
        words.text(
            "{letter} = {holds}",
            letter=column_letters(column.number),
            holds=_column(column, words),
        )
        for column in table.columns
    ]
    return words.text(
        "Sheet “{sheet}”, rows {first!s} to {last!s}: {columns}",
        sheet=table.sheet.name,
        first=table.first,
        last=table.last,
        columns="; ".join([*columns, *_of_all_rows(table, words)]),
    )


def _of_all_rows(table: Table, words: Words) -> Iterator[str]:
    """What no column says, but a title, a label, the sheet's name or a mapping."""
    context, roles = table.context, {column.role for column in table.columns}
    names_places = Role.PLACE in roles or any(one.meaning.place for one in table.columns)
    if context.place and not names_places:
        yield _said(msg("place"), words.name(context.place.value.name), context.place, words)
    if context.period and Role.PERIOD not in roles:
        period = _period(context.period.value, words)
        yield _said(msg("period"), period, context.period, words)
    if context.measure and Role.MEASURE not in roles:
        measure = words.text(tables.MEASURES[context.measure.value])
        yield _said(msg("all values are"), measure, context.measure, words)


def _column(column: Column, words: Words) -> str:
    """The role of a column, and what its heading says beside it."""
    meaning = column.meaning
    facts = [
        _period(meaning.period, words) if meaning.period else "",
        words.name(meaning.place.name) if meaning.place else "",
        meaning.indicator.code if meaning.indicator else "",
        meaning.breakdown.category if meaning.breakdown else "",
    ]
    role = words.text(tables.ROLES[column.role or Role.VALUE])
    return " ".join([role, *(f"({fact})" for fact in facts if fact)])


def _said(label: str, value: str, said: Said[Any], words: Words) -> str:
    """What holds for all rows of a table, and where that was found."""
    if said.cell is not None:
        sentence, where = msg("{label} {value}, from {cell}"), said.cell.address
    elif said.is_mapped:
        sentence, where = msg("{label} {value}, from the mapping"), ""
    else:
        sentence, where = msg("{label} {value}, from the sheet's name"), ""
    return words.text(sentence, label=words.text(label), value=value, cell=where)


def _period(said: PeriodWords, words: Words) -> str:
    """A period as far as a workbook says it: Q3 2024, or Q3 alone, or March 2024."""
    if said.month is not None:
        month = words.locale.months["stand-alone"]["wide"][said.month]
        return f"{month} {said.year}" if said.year else str(month)
    if said.period is not None:
        return words.period(said.period)
    if said.number is None:
        return written.UNDEFINED
    partial = msg("Q{number}") if said.quarters == 1 else msg("H{number}")
    return words.text(partial, number=said.number)
