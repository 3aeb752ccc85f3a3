"""What a single cell says by itself: something or nothing, a number, a word, a part, a measure."""

from __future__ import annotations

from indicators.model import Measure
from loaders.headings import Meaning, Role, is_of_the_whole
from loaders.numbers import WrittenNumber, is_missing, read_number
from loaders.workbook import Cell, Content


def holds(cell: Cell | None) -> bool:
    """Whether a cell says something: it is neither blank nor a word for a missing value."""
    return cell is not None and not (cell.content is Content.TEXT and is_missing(cell.text))


def is_whole(cell: Cell) -> bool:
    """Whether a cell of a breakdown's column says no part: blank, or a word for the whole."""
    return not holds(cell) or is_of_the_whole(cell.text)


def is_word(cell: Cell) -> bool:
    return holds(cell) and cell.content is Content.TEXT and not is_number(cell)


def is_number(cell: Cell) -> bool:
    if cell.content is Content.TEXT:
        return isinstance(read_number(cell.text), WrittenNumber)
    return cell.content in {Content.NUMBER, Content.UNCALCULATED}


def measure_said(meaning: Meaning | None) -> Measure | None:
    """Whether a word such as ``Ejecutado`` says that a row is of actuals or of a plan."""
    if meaning is None or meaning.is_fact or meaning.role is None:
        return None
    return {Role.VALUE: Measure.ACTUAL, Role.PLAN: Measure.MILESTONE}.get(meaning.role)
