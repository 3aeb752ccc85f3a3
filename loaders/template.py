"""A workbook to fill in: the indicators due in a quarter, for one place or for any.

Cells to fill in are unlocked and have their limits as Excel validations; everything else is
protected. All words come in as an argument, in the reader's language; what is written is
what ``loaders.recognise`` reads.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from openpyxl import Workbook
from openpyxl.cell.cell import Cell
from openpyxl.styles import Alignment, Border, Font, PatternFill, Protection, Side
from openpyxl.utils import get_column_letter, quote_sheetname
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from indicators.model import Indicator, Place, Text
from indicators.periods import Period
from loaders.due import LastValue
from loaders.names import Names
from loaders.numbers import is_missing
from loaders.own_sheets import LISTS
from loaders.period_finder import read_period
from loaders.template_limits import DENOMINATOR, VALUE, LimitWords, limits_of, say, validate
from loaders.writing import (
    FONT,
    cell_at,
    empty_book,
    print_across,
    saved,
    set_height,
    write_text,
)

_TITLE, _HELP, _PLACE, _PERIOD, _HEAD = 1, 2, 3, 4, 6
"""Rows of the sheet; the indicators follow."""

(
    _CODE,
    _NAME,
    _UNIT,
    _DEFINITION,
    _LAST_VALUE,
    _LAST_PERIOD,
) = range(1, VALUE)
_NOTE = DENOMINATOR + 1
_WIDTHS = (10, 44, 16, 44, 14, 14, 14, 14, 16, 32)

_KEY_GAP = "|"
_TO_FILL = PatternFill("solid", fgColor="FFFFF8DC")
_NOT_ASKED = PatternFill("solid", fgColor="FFE6E6E6")
_HEADING = PatternFill("solid", fgColor="FFDDE6F0")
_THIN = Side(style="thin", color="FF8C8C8C")
_BOX = Border(left=_THIN, right=_THIN, top=_THIN, bottom=_THIN)
_WRAPPED = Alignment(vertical="top", wrap_text=True)
_PLAIN, _BOLD = Font(name=FONT), Font(name=FONT, bold=True)
_LARGE = Font(name=FONT, bold=True, size=14)


@dataclass(frozen=True)
class TemplateWords:
    """The words of a template.

    ``headings`` are those of the ten columns; ``name`` gives a text of the strategy and
    ``period`` a period.
    """

    sheet: str
    lists: str
    title: str
    help: str
    place: str
    period_label: str
    headings: Sequence[str]
    choose_place: str
    name: Callable[[Text], str]
    period: Callable[[Period], str]
    limits: LimitWords


@dataclass(frozen=True)
class Form:
    """What is asked for: of ``places`` one is chosen, unless there is only one."""

    quarter: Period
    indicators: Sequence[Indicator]
    places: Sequence[Place]
    last: Mapping[tuple[str, str], LastValue]


def template(form: Form, names: Names, words: TemplateWords) -> bytes:
    """The workbook, ready to fill in."""
    book = empty_book()
    sheet = book.create_sheet(words.sheet)
    spelled = {place.code: _spelling(place, names, words) for place in form.places}
    lists = _write_lists(book.create_sheet(words.lists), form, spelled, words)
    _write_top(sheet, form, words, spelled, lists)
    for row, indicator in enumerate(form.indicators, start=_HEAD + 1):
        _write_row(sheet, row, indicator, words)
        _write_last_value(sheet, row, indicator, form, words, lists)
    _protect(book)
    _lay_out(sheet)
    return saved(book)


class _Lists(NamedTuple):
    """Ranges of the hidden sheet: the places to choose from, and the last values by their keys."""

    places: str
    last_values: str


def _write_lists(
    sheet: Worksheet, form: Form, spelled: Mapping[str, str], words: TemplateWords
) -> _Lists:
    sheet.sheet_state = "hidden"
    write_text(cell_at(sheet, 1, 1), LISTS)
    for row, text in enumerate(spelled.values(), start=1):
        write_text(cell_at(sheet, row, 2), text)
    known = [(code, place, last) for (code, place), last in form.last.items() if place in spelled]
    for row, (code, place, last) in enumerate(known, start=1):
        write_text(cell_at(sheet, row, 4), f"{spelled[place]}{_KEY_GAP}{code}")
        cell_at(sheet, row, 5).value = last.value
        write_text(cell_at(sheet, row, 6), words.period(last.period))
    name = quote_sheetname(sheet.title)
    return _Lists(f"{name}!$B$1:$B${len(spelled)}", f"{name}!$D$1:$F${max(len(known), 1)}")


def _write_top(
    sheet: Worksheet,
    form: Form,
    words: TemplateWords,
    spelled: Mapping[str, str],
    lists: _Lists,
) -> None:
    """Title, help, place and period, and the headings."""
    _put(sheet, _TITLE, 1, words.title, _LARGE)
    _put(sheet, _HELP, 1, words.help)
    cell_at(sheet, _HELP, 1).alignment = Alignment(vertical="top")
    _put(sheet, _PLACE, 1, words.place, _BOLD)
    place = cell_at(sheet, _PLACE, 2)
    if len(spelled) == 1:
        write_text(place, *spelled.values())
    else:
        _open_for_input(place)
    choice = DataValidation("list", lists.places, allow_blank=True, showErrorMessage=True)
    say(choice, words.choose_place, words.choose_place)
    validate(sheet, place, choice)
    _put(sheet, _PERIOD, 1, words.period_label, _BOLD)
    _put(sheet, _PERIOD, 2, _period_text(form.quarter, words))
    for column, heading in enumerate(words.headings, start=1):
        _put(sheet, _HEAD, column, heading, _BOLD)
        cell = cell_at(sheet, _HEAD, column)
        cell.fill, cell.border = _HEADING, _BOX


def _write_row(sheet: Worksheet, row: int, indicator: Indicator, words: TemplateWords) -> None:
    """An indicator: what it is, and the cells to fill in."""
    for column, text in (
        (_CODE, indicator.code),
        (_NAME, words.name(indicator.name)),
        (_UNIT, indicator.unit),
        (_DEFINITION, words.name(indicator.definition)),
    ):
        _put(sheet, row, column, text)
    asked = limits_of(indicator, row, words.limits)
    for column in range(VALUE, _NOTE + 1):
        cell = cell_at(sheet, row, column)
        cell.border = _BOX
        if column == _NOTE or column in asked:
            _open_for_input(cell)
        else:
            cell.fill = _NOT_ASKED
        if column in asked:
            validate(sheet, cell, asked[column])
    for column in range(_CODE, VALUE):
        cell_at(sheet, row, column).border = _BOX


def _write_last_value(
    sheet: Worksheet,
    row: int,
    indicator: Indicator,
    form: Form,
    words: TemplateWords,
    lists: _Lists,
) -> None:
    """The place's last value; where the place is still to be chosen, a formula that finds it."""
    value, period = cell_at(sheet, row, _LAST_VALUE), cell_at(sheet, row, _LAST_PERIOD)
    decimals = f".{'0' * indicator.decimals}" if indicator.decimals else ""
    value.number_format = f"#,##0{decimals}"
    value.alignment = period.alignment = Alignment(vertical="top", horizontal="right")
    if len(form.places) > 1:
        chosen, code = f"$B${_PLACE}", f"$A{row}"
        for cell, column in ((value, 2), (period, 3)):
            key = f'{chosen}&"{_KEY_GAP}"&{code}'
            cell.value = f'=IFERROR(VLOOKUP({key},{lists.last_values},{column},FALSE),"")'
        return
    last = form.last.get((indicator.code, form.places[0].code))
    if last is not None:
        value.value = last.value
        write_text(period, words.period(last.period))


def _spelling(place: Place, names: Names, words: TemplateWords) -> str:
    """How a place is written: as an import reads it, in the reader's language if it can be."""
    for text in (words.name(place.name), *place.name.every(), *place.aliases):
        if names.place(text) == place and not is_missing(text):
            return text
    return place.code


def _period_text(quarter: Period, words: TemplateWords) -> str:
    text = words.period(quarter)
    read = read_period(text)
    return text if read and read.period == quarter else quarter.code


def _put(sheet: Worksheet, row: int, column: int, text: str, font: Font = _PLAIN) -> None:
    cell = cell_at(sheet, row, column)
    write_text(cell, text)
    cell.font = font
    if row >= _HEAD:
        cell.alignment = _WRAPPED


def _open_for_input(cell: Cell) -> None:
    cell.protection = Protection(locked=False)
    cell.fill, cell.border, cell.alignment = _TO_FILL, _BOX, _WRAPPED


def _protect(book: Workbook) -> None:
    """Without a password: it keeps people from slips, not from what they mean to do."""
    for sheet in book.worksheets:
        protection = sheet.protection
        protection.enable()
        protection.formatColumns = protection.formatRows = protection.formatCells = False
    book.security.lockStructure = True


def _lay_out(sheet: Worksheet) -> None:
    for column, width in enumerate(_WIDTHS, start=1):
        sheet.column_dimensions[get_column_letter(column)].width = width
    for row in range(_HEAD, sheet.max_row + 1):
        set_height(sheet, row, _WIDTHS)
    sheet.freeze_panes = f"{get_column_letter(_NAME + 1)}{_HEAD + 1}"
    print_across(sheet, _HEAD)
