"""How a workbook is read that cannot be recognised: which rows head a table, what columns hold.

A mapping is a TOML text that a person can read and keep under version control. It belongs
to the headings it was made for, by their fingerprint, and serves every later workbook that
has the same ones. It holds what a person chose: whatever else the headings, the title or the
sheet's name say is read in each workbook anew, so that nothing of one goes to the next.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from hashlib import sha256

from data.errors import MegaError
from indicators.model import Measure
from loaders.context import Context, Said
from loaders.excel import column_letters, number_of_letters
from loaders.headings import Meaning, Role
from loaders.names import Names
from loaders.period_finder import read_period
from loaders.recognised import Column, Table
from loaders.text import normalised
from loaders.workbook import Cell, Content, Sheet

IGNORED = "ignore"
"""The role of a column that is not to be read."""

ROLES: Mapping[str, Role] = {
    role.value: role for role in Role if role not in {Role.TOTAL, Role.KNOWN}
}
ROWS_AT_THE_TOP = 60
_FINGERPRINT_LETTERS = 16


@dataclass(frozen=True, slots=True)
class MappedColumn:
    """What one column holds; what a person said of all its numbers beside their heading, as text.

    ``role`` is a name of ``Role`` or ``ignore``.
    """

    letter: str
    role: str
    period: str = ""
    place: str = ""
    indicator: str = ""
    breakdown: str = ""
    heading: str = ""  # for the reader of the file; it is not read back


@dataclass(frozen=True, slots=True)
class TableMapping:
    """One table: its sheet, its rows of headings, its columns, and what holds for all of it.

    ``sheet`` may be empty: then every sheet with these headings is meant. ``words`` are texts
    of cells and what is read in their place. ``is_kept``: it was made for an earlier workbook.
    """

    sheet: str
    first_heading: int
    last_heading: int
    columns: tuple[MappedColumn, ...]
    place: str = ""
    period: str = ""
    fingerprint: str = ""
    words: tuple[tuple[str, str], ...] = ()
    is_kept: bool = False

    @property
    def has_constants(self) -> bool:
        """Whether it says of one sheet what need not hold for another with the same headings."""
        said = (one.period or one.place or one.indicator for one in self.columns)
        return bool(self.place or self.period or any(said))

    def is_named_as(self, sheet: Sheet) -> bool:
        return normalised(self.sheet) == normalised(sheet.name)

    def fits(self, sheet: Sheet) -> bool:
        """Whether a sheet has the headings that this mapping was made for."""
        if self.sheet and not self.is_named_as(sheet) and not self.fingerprint:
            return False
        own = fingerprint(sheet, self.first_heading, self.last_heading)
        return self.fingerprint in {"", own}


def fingerprint(sheet: Sheet, first: int, last: int) -> str:
    """Tells headings apart, whatever their case, accents and spacing."""
    texts = [
        f"{row - first}:{column}:{normalised(cell.text)}"
        for row in range(first, last + 1)
        for column, cell in sheet.labels(row).items()
    ]
    return sha256("\n".join(texts).encode()).hexdigest()[:_FINGERPRINT_LETTERS]


def mapped(
    sheet: Sheet,
    mapping: TableMapping,
    names: Names,
    headings: Mapping[int, tuple[Meaning | None, Cell]],
    found: Context,
) -> Table:
    """The table that a mapping finds in a sheet, to the sheet's last row.

    ``headings`` is what each column's headings say, ``found`` what titles and the sheet's name
    do. Error ``mapping_wrong`` where it names a place, period, indicator or breakdown that the
    strategy does not know.
    """
    faults: list[str] = []
    columns = [
        Column(number, _meaning(column, names, read, f"{sheet.name}!{column.letter}", faults), cell)
        for column in mapping.columns
        if column.role != IGNORED
        for number in [number_of_letters(column.letter)]
        for read, cell in [headings.get(number, (None, None))]
    ]
    context = _context(mapping, names, found, sheet.name, faults)
    if faults:
        raise MegaError("mapping_wrong", faults=tuple(faults))
    return Table(
        sheet=sheet,
        top=mapping.first_heading,
        first=mapping.last_heading + 1,
        last=max(sheet.rows, default=0),
        columns=tuple(sorted(columns, key=lambda column: column.number)),
        context=context,
    )


def with_words(sheet: Sheet, words: Sequence[tuple[str, str]]) -> Sheet:
    """The sheet as it reads with some texts replaced by others."""
    if not words:
        return sheet
    instead = {normalised(word): text for word, text in words}
    rows = {
        row: {column: _replaced(cell, instead) for column, cell in cells.items()}
        for row, cells in sheet.rows.items()
    }
    return replace(sheet, rows=rows)


def top_of(sheet: Sheet) -> Sheet:
    """The first rows of a sheet, enough to tell its headings and what is below them."""
    rows = {row: sheet.rows[row] for row in sheet.rows if row <= ROWS_AT_THE_TOP}
    merged = [area for area in sheet.merged if area.top <= ROWS_AT_THE_TOP]
    return Sheet(sheet.name, rows, merged, sheet.hidden_rows, sheet.is_hidden)


def with_headings(mapping: TableMapping, sheet: Sheet, first: int, last: int) -> TableMapping:
    """The mapping for other rows of headings: what it says of a column stays with its letter."""
    told = {number_of_letters(column.letter): column for column in mapping.columns}
    headed = {column for row in range(first, last + 1) for column in sheet.labels(row)}
    columns = tuple(
        replace(
            told.get(number, MappedColumn(column_letters(number), IGNORED)),
            heading=_headings_of(sheet, first, last, number),
        )
        for number in sorted(headed | told.keys())
    )
    return replace(
        mapping,
        first_heading=first,
        last_heading=last,
        columns=columns,
        fingerprint=fingerprint(sheet, first, last),
    )


def suggestions(tables: Sequence[Table], sheets: Sequence[Sheet]) -> Iterator[TableMapping]:
    """A mapping for each table that was recognised, and one to fill in for every other sheet."""
    told = {table.sheet.name for table in tables}
    for table in tables:
        yield suggestion(table)
    for sheet in sheets:
        if sheet.name not in told and (row := _likely_headings(sheet)) is not None:
            columns = tuple(
                MappedColumn(column_letters(column), IGNORED, heading=cell.text)
                for column, cell in sheet.labels(row).items()
            )
            yield TableMapping(
                sheet.name, row, row, columns, fingerprint=fingerprint(sheet, row, row)
            )


def suggestion(table: Table) -> TableMapping:
    """A recognised table as a mapping, its unused columns to be ignored."""
    known = {column.number: column for column in table.columns}
    last = table.first - 1
    headed = {c for row in range(table.top, table.first) for c in table.sheet.labels(row)}
    columns = tuple(
        MappedColumn(
            column_letters(number),
            _role_name(known.get(number)),
            heading=_headings_of(table.sheet, table.top, last, number),
        )
        for number in sorted({*known, *headed})
    )
    return TableMapping(
        sheet=table.sheet.name,
        first_heading=table.top,
        last_heading=last,
        columns=columns,
        fingerprint=fingerprint(table.sheet, table.top, last),
    )


def _role_name(column: Column | None) -> str:
    if column is None or column.role is None or column.role.value not in ROLES:
        return IGNORED
    return column.role.value


def _headings_of(sheet: Sheet, first: int, last: int, column: int) -> str:
    """The texts over a column, from top to bottom; a merged one once."""
    cells = (sheet.label(row, column) for row in range(first, last + 1))
    return " · ".join(dict.fromkeys(cell.text for cell in cells if cell is not None))


def _meaning(
    column: MappedColumn, names: Names, read: Meaning | None, where: str, faults: list[str]
) -> Meaning:
    """The role that was chosen; the rest as a person said it, else as the headings do."""
    period = read_period(column.period) if column.period else None
    place = names.place(column.place) if column.place else None
    indicator = names.indicator(column.indicator).indicator if column.indicator else None
    breakdown = names.breakdown(normalised(column.breakdown)) if column.breakdown else None
    found = {"period": period, "place": place, "indicator": indicator, "breakdown": breakdown}
    for name, value in found.items():
        if getattr(column, name) and value is None:
            faults.append(f"{where}: {name} = {getattr(column, name)!r}")
    role, own = ROLES[column.role], read or Meaning()
    return Meaning(
        role=role,
        bare=own.bare if own.role is role else None,
        period=period or own.period,
        place=place or own.place,
        indicator=indicator or own.indicator,
        breakdown=breakdown or own.breakdown,
        unit=own.unit,
        measure=_measure_of(role, own),
    )


def _measure_of(role: Role, own: Meaning) -> Measure | None:
    """What a person chose goes before the heading; a value may be of either."""
    if role is Role.PLAN:
        return Measure.MILESTONE
    return Measure.ACTUAL if role is Role.VALUE and own.role is Role.PLAN else own.measure


def _context(
    mapping: TableMapping, names: Names, found: Context, sheet: str, faults: list[str]
) -> Context:
    """What holds for the whole table: a constant of this workbook goes before what it says.

    One that was kept with an earlier workbook does not.
    """
    place = names.place(mapping.place) if mapping.place else None
    period = read_period(mapping.period) if mapping.period else None
    for name, value in (("place", place), ("period", period)):
        if getattr(mapping, name) and value is None:
            faults.append(f"{sheet}: {name} = {getattr(mapping, name)!r}")
    if mapping.is_kept:
        place = None if found.says_another_place(place) else place
        period = None if found.says_another_period(period) else period
    chosen = Context(
        place=Said(place, None, is_mapped=True) if place else None,
        period=Said(period, None, is_mapped=True) if period else None,
    )
    return chosen.over(found)


def _replaced(cell: Cell, instead: Mapping[str, str]) -> Cell:
    if cell.content is not Content.TEXT or normalised(cell.text) not in instead:
        return cell
    return cell._replace(value=instead[normalised(cell.text)])


def _likely_headings(sheet: Sheet) -> int | None:
    """The first of the rows with the most texts; None where no row has two."""
    texts = {
        row: sum(cell.content is Content.TEXT for cell in cells.values())
        for row, cells in sheet.rows.items()
    }
    most = max(texts.values(), default=0)
    return next(row for row, n in texts.items() if n == most) if most > 1 else None
