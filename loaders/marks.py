"""Marks in a workbook: each bad cell coloured and commented, and a sheet that lists them all.

Sentences and labels come in as arguments, in the reader's language. openpyxl writes the
workbook anew: formats, merged cells, validations, charts and pictures stay; what it does not
know is lost (text boxes, buttons, pictures in page headers, macros). What it loses beside these is
put back: the saved results of formulas, and drop-downs and sparklines of later versions of Excel.
"""

from __future__ import annotations

import warnings
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile

from openpyxl import Workbook, load_workbook
from openpyxl.cell.cell import Cell, MergedCell
from openpyxl.comments import Comment
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter, quote_sheetname
from openpyxl.worksheet.hyperlink import Hyperlink
from openpyxl.worksheet.worksheet import Worksheet

from loaders.extensions import extensions_in, with_extensions
from loaders.own_sheets import PROBLEMS
from loaders.problems import Severity
from loaders.saved_results import Results, results_in, with_results
from loaders.writing import (
    FONT,
    cell_at,
    clean,
    empty_book,
    print_across,
    saved,
    set_height,
    write_text,
)

_SIGN = "\N{LOWER RIGHT PENCIL} Mega"
"""Stands before what the program writes into comments, so that it finds it again."""

_COLOURS = {Severity.ERROR: "FFFFC9CF", Severity.WARNING: "FFFFE9A0", Severity.NOTICE: "FFD9E8FB"}
_WIDTHS = (24, 14, 32, 36, 90)
_HEAD_ROW = 4
_TOP = Alignment(vertical="top", wrap_text=True)
_LINK = Font(name=FONT, color="FF0563C1", underline="single")
_COMMENT_WIDTH, _LINE_HEIGHT, _LETTERS_IN_A_LINE = 340, 20, 46


@dataclass(frozen=True, slots=True)
class Remark:
    """What is said of one cell. ``cell`` is empty where it is about the sheet as a whole."""

    sheet: str
    cell: str
    severity: Severity
    severity_name: str
    title: str
    found: str
    sentence: str


@dataclass(frozen=True, slots=True)
class Labels:
    """The words of the list: its sheet's name, two lines above it, and its five headings."""

    sheet: str
    title: str
    help: str
    headings: tuple[str, str, str, str, str]  # where, severity, problem, found, what to mend


def with_marks(content: bytes, remarks: Sequence[Remark], labels: Labels) -> bytes:
    """The workbook with all remarks in it; whatever openpyxl raises where it cannot open it."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of what openpyxl does not keep, see above
        book = load_workbook(BytesIO(content), rich_text=True)
        results = results_in(content, book)
    extensions = extensions_in(content)
    for sheet in book.worksheets:
        if sheet["A1"].value == PROBLEMS:
            book.remove(sheet)
        else:
            _remove_marks(sheet)
    for (name, address), said in _by_cell(remarks):
        if name in book.sheetnames and isinstance(book[name], Worksheet):
            _mark(book[name], address, said)
    _write_list(book.create_sheet(labels.sheet, 0), remarks, labels, set(book.sheetnames))
    _show_first_sheet(book)
    return _with_what_is_dropped(saved(book), book, results, extensions)


def _with_what_is_dropped(
    written: bytes, book: Workbook, results: Results, extensions: Mapping[str, str]
) -> bytes:
    """The workbook as openpyxl wrote it, and what it had dropped."""
    parts = {
        sheet.path.lstrip("/"): sheet.title
        for sheet in book.worksheets
        if sheet.title in results or sheet.title in extensions
    }
    if not parts:
        return written
    out = BytesIO()
    with ZipFile(BytesIO(written)) as source, ZipFile(out, "w", ZIP_DEFLATED) as target:
        for part in source.infolist():
            content = source.read(part)
            if (title := parts.get(part.filename)) is not None:
                xml = with_results(content.decode(), results.get(title, {}))
                content = with_extensions(xml, extensions.get(title, "")).encode()
            target.writestr(part, content)
    return out.getvalue()


def problem_list(remarks: Sequence[Remark], labels: Labels) -> bytes:
    """A workbook that holds nothing but the list."""
    book = empty_book()
    _write_list(book.create_sheet(labels.sheet), remarks, labels, set())
    return saved(book)


def _by_cell(remarks: Sequence[Remark]) -> Iterator[tuple[tuple[str, str], list[Remark]]]:
    """The remarks of each cell, the gravest first."""
    order = list(Severity)
    cells: dict[tuple[str, str], list[Remark]] = {}
    for remark in sorted(remarks, key=lambda one: order.index(one.severity)):
        if remark.cell:
            cells.setdefault((remark.sheet, remark.cell), []).append(remark)
    yield from cells.items()


def _mark(sheet: Worksheet, address: str, remarks: Sequence[Remark]) -> None:
    cell = _seen_at(sheet, address)
    said = "\n".join(f"{remark.severity_name}: {remark.sentence}" for remark in remarks)
    before = f"{cell.comment.text}\n\n" if cell.comment else ""
    author = cell.comment.author if cell.comment else "Mega"
    text = clean(f"{before}{_SIGN}\n{said}")
    lines = sum(len(line) // _LETTERS_IN_A_LINE + 1 for line in text.split("\n"))
    height = (lines + 1) * _LINE_HEIGHT
    cell.comment = Comment(text, author or "Mega", height=height, width=_COMMENT_WIDTH)
    cell.fill = _fill(remarks[0].severity)


def _seen_at(sheet: Worksheet, address: str) -> Cell:
    """The cell that is seen at an address: of a merged range, its first one."""
    cell = sheet[address]
    if isinstance(cell, MergedCell):
        area = next(area for area in sheet.merged_cells.ranges if address in area)
        return cell_at(sheet, area.min_row, area.min_col)
    return cell_at(sheet, cell.row, cell.column)


def _remove_marks(sheet: Worksheet) -> None:
    """Take away what an earlier return left in cells that were corrected since."""
    ours = {_fill(severity).fgColor.rgb for severity in _COLOURS}
    # Not iter_rows(), which makes every cell up to a stray one in the last row and column.
    for cell in sheet._cells.values():
        if cell.comment is None or _SIGN not in cell.comment.text:
            continue
        own = cell.comment.text.partition(_SIGN)[0].rstrip()
        cell.comment = Comment(own, cell.comment.author) if own else None
        if cell.fill.fgColor.rgb in ours:
            cell.fill = PatternFill()


def _fill(severity: Severity) -> PatternFill:
    return PatternFill("solid", fgColor=_COLOURS[severity])


def _show_first_sheet(book: Workbook) -> None:
    """Open on the list, and on it alone: of two selected sheets both would be edited at once."""
    book.active = 0
    for sheet in book.worksheets:
        sheet.sheet_view.tabSelected = sheet is book.worksheets[0]
    for chart in book.chartsheets:
        for view in chart.sheetViews.sheetView:
            view.tabSelected = False


def _write_list(
    sheet: Worksheet, remarks: Sequence[Remark], labels: Labels, sheets: set[str]
) -> None:
    """The list: a line a remark, those of a kind together, the gravest first."""
    write_text(cell_at(sheet, 1, 1), PROBLEMS)
    sheet.row_dimensions[1].hidden = True
    write_text(cell_at(sheet, 2, 1), labels.title)
    sheet["A2"].font = Font(name=FONT, bold=True, size=14)
    write_text(cell_at(sheet, 3, 1), labels.help)
    for column, (heading, width) in enumerate(zip(labels.headings, _WIDTHS, strict=True), start=1):
        cell = cell_at(sheet, _HEAD_ROW, column)
        write_text(cell, heading)
        cell.font = Font(name=FONT, bold=True)
        sheet.column_dimensions[get_column_letter(column)].width = width
    order = list(Severity)
    ordered = sorted(remarks, key=lambda one: (order.index(one.severity), one.title))
    for row, remark in enumerate(ordered, start=_HEAD_ROW + 1):
        _write_remark(sheet, row, remark, is_there=remark.sheet in sheets)
        set_height(sheet, row, _WIDTHS)
    last = get_column_letter(len(labels.headings))
    sheet.auto_filter.ref = f"A{_HEAD_ROW}:{last}{_HEAD_ROW + len(ordered)}"
    sheet.freeze_panes = f"A{_HEAD_ROW + 1}"
    print_across(sheet, _HEAD_ROW)


def _write_remark(sheet: Worksheet, row: int, remark: Remark, *, is_there: bool) -> None:
    where = f"{remark.sheet}!{remark.cell}" if remark.cell else remark.sheet
    texts = (where, remark.severity_name, remark.title, remark.found, remark.sentence)
    for column, text in enumerate(texts, start=1):
        cell = cell_at(sheet, row, column)
        write_text(cell, text)
        cell.alignment = _TOP
    cell_at(sheet, row, 2).fill = _fill(remark.severity)
    if is_there:
        cell = cell_at(sheet, row, 1)
        place = f"{quote_sheetname(remark.sheet)}!{remark.cell or 'A1'}"
        cell.hyperlink = Hyperlink(ref=cell.coordinate, location=place, display=clean(where))
        cell.font = _LINK
