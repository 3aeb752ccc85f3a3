"""The XML inside an ``.xlsx`` file, streamed: what a loader must know of each part.

Expat is used as it is: it is the fastest, and openpyxl either drops hidden rows, merged
ranges and uncalculated formulas, or builds every cell that a sheet claims.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import IO, Any, NamedTuple
from xml.parsers import expat

from openpyxl.styles.numbers import BUILTIN_FORMATS, is_date_format
from openpyxl.utils.cell import coordinate_to_tuple, range_boundaries
from openpyxl.utils.datetime import (
    CALENDAR_MAC_1904,
    CALENDAR_WINDOWS_1900,
    from_excel,
    from_ISO8601,
)

from loaders.workbook import Cell, Content, MergedRange, Sheet

GENERAL = "General"
_TRUE = {"1", "true"}
_CHUNK = 1 << 16

Attributes = Mapping[str, str]


class ForbiddenXmlError(Exception):
    """A document type or an entity: no workbook needs them, and they are how XML attacks."""


class TooManyCellsError(Exception):
    """There are more cells than may be read."""


class Relation(NamedTuple):
    id: str
    kind: str
    target: str


class OutlinedSheet(NamedTuple):
    name: str
    relation: str
    is_hidden: bool


@dataclass(slots=True)
class Outline:
    """What the workbook part says: its sheets in order, and when its calendar begins."""

    sheets: list[OutlinedSheet] = field(default_factory=list)
    epoch: datetime = CALENDAR_WINDOWS_1900


def read_relations(xml: bytes) -> list[Relation]:
    found: list[Relation] = []

    def start(name: str, attributes: Attributes) -> None:
        if name == "Relationship" and attributes.get("TargetMode") != "External":
            found.append(Relation(attributes["Id"], attributes["Type"], attributes["Target"]))

    _parse(xml, start)
    return found


def read_outline(xml: bytes) -> Outline:
    outline = Outline()

    def start(name: str, attributes: Attributes) -> None:
        if name == "workbookPr" and attributes.get("date1904") in _TRUE:
            outline.epoch = CALENDAR_MAC_1904
        elif name == "sheet":
            is_hidden = attributes.get("state", "visible") != "visible"
            outline.sheets.append(OutlinedSheet(attributes["name"], attributes["id"], is_hidden))

    _parse(xml, start)
    return outline


def read_shared_strings(xml: bytes) -> list[str]:
    strings: list[str] = []
    pieces: list[str] = []
    state = {"text": False, "phonetic": False}

    def start(name: str, _attributes: Attributes) -> None:
        state["text"] = name == "t" and not state["phonetic"]
        state["phonetic"] |= name == "rPh"

    def end(name: str) -> None:
        state["text"] = False
        state["phonetic"] &= name != "rPh"
        if name == "si":
            strings.append("".join(pieces))
            pieces.clear()

    def data(text: str) -> None:
        if state["text"]:
            pieces.append(text)

    _parse(xml, start, end, data)
    return strings


def read_number_formats(xml: bytes) -> list[str]:
    """The number format of every cell style, by the style's number."""
    own: dict[int, str] = {}
    formats: list[str] = []
    inside = {"cellXfs": False}

    def start(name: str, attributes: Attributes) -> None:
        if name == "numFmt":
            own[int(attributes["numFmtId"])] = attributes["formatCode"]
        elif name == "cellXfs":
            inside["cellXfs"] = True
        elif name == "xf" and inside["cellXfs"]:
            number = int(attributes.get("numFmtId", 0))
            formats.append(own.get(number) or BUILTIN_FORMATS.get(number, GENERAL))

    def end(name: str) -> None:
        if name == "cellXfs":
            inside["cellXfs"] = False

    _parse(xml, start, end)
    return formats


class SheetReader:
    """Reads the sheets of one workbook, at most ``most_cells`` of all of them together."""

    def __init__(
        self, strings: list[str], formats: list[str], epoch: datetime, most_cells: int
    ) -> None:
        self._strings = strings
        self._formats = formats
        self._is_date = [is_date_format(code) for code in formats]
        self._epoch = epoch
        self._cells_left = most_cells

    def read(self, stream: IO[bytes], name: str, is_hidden: bool) -> Sheet:
        handler = _SheetHandler(self)
        _parse(iter(lambda: stream.read(_CHUNK), b""), handler.start, handler.end, handler.data)
        rows = {row: dict(sorted(cells.items())) for row, cells in sorted(handler.rows.items())}
        return Sheet(name, rows, handler.merged, frozenset(handler.hidden_rows), is_hidden)

    def format(self, style: int) -> str:
        return self._formats[style] if style < len(self._formats) else GENERAL

    def content(self, kind: str, text: str, style: int) -> tuple[Content, Any]:
        """What a cell with this type, text and style holds."""
        match kind:
            case "s":
                return Content.TEXT, self._strings[int(text)]
            case "str" | "inlineStr":
                return Content.TEXT, text
            case "b":
                return Content.BOOLEAN, text in _TRUE
            case "e":
                return Content.ERROR, text
            case "d":
                return Content.DATE, from_ISO8601(text)  # type: ignore[no-untyped-call]
            case _:
                return self._number(float(text), style)

    def _number(self, number: float, style: int) -> tuple[Content, Any]:
        if style < len(self._is_date) and self._is_date[style]:
            try:
                return Content.DATE, from_excel(number, self._epoch)
            except (OverflowError, ValueError):  # beyond the calendar, shown as ####
                return Content.NUMBER, number
        return Content.NUMBER, number

    def count(self) -> None:
        self._cells_left -= 1
        if self._cells_left < 0:
            raise TooManyCellsError


class _SheetHandler:
    """Collects the cells of one sheet from the events of its XML."""

    def __init__(self, reader: SheetReader) -> None:
        self._reader = reader
        self.rows: dict[int, dict[int, Cell]] = {}
        self.merged: list[MergedRange] = []
        self.hidden_rows: list[int] = []
        self._row = self._column = self._style = 0
        self._kind = ""
        self._pieces: list[str] = []
        self._formula: list[str] = []
        self._sink: list[str] | None = None
        self._has_formula = self._is_phonetic = False

    def start(self, name: str, attributes: Attributes) -> None:
        if name == "c":
            self._start_cell(attributes)
        elif name == "v" or (name == "t" and not self._is_phonetic):
            self._sink = self._pieces
        elif name == "f":
            self._has_formula, self._sink = True, self._formula
        elif name == "row":
            self._start_row(attributes)
        elif name == "rPh":
            self._is_phonetic = True
        elif name == "mergeCell":
            left, top, right, bottom = range_boundaries(attributes["ref"])
            if left and top and right and bottom:
                self.merged.append(MergedRange(top, left, bottom, right))

    def _start_row(self, attributes: Attributes) -> None:
        self._row = int(attributes.get("r", self._row + 1))
        self._column = 0
        if attributes.get("hidden") in _TRUE:
            self.hidden_rows.append(self._row)

    def _start_cell(self, attributes: Attributes) -> None:
        if "r" in attributes:
            self._row, self._column = coordinate_to_tuple(attributes["r"])
        else:
            self._column += 1
        self._kind = attributes.get("t", "n")
        self._style = int(attributes.get("s", 0))
        self._pieces, self._formula, self._has_formula = [], [], False

    def end(self, name: str) -> None:
        self._sink = None
        if name == "c":
            self._end_cell()
        elif name == "rPh":
            self._is_phonetic = False

    def data(self, text: str) -> None:
        if self._sink is not None:
            self._sink.append(text)

    def _end_cell(self) -> None:
        text = "".join(self._pieces)
        if text and not text.isspace():
            content, value = self._reader.content(self._kind, text, self._style)
        elif self._has_formula and self._kind != "str":
            content, value = Content.UNCALCULATED, "=" + "".join(self._formula)
        else:
            return
        if isinstance(value, str) and (not value or value.isspace()):
            return
        self._reader.count()
        number_format = self._reader.format(self._style)
        cell = Cell(self._row, self._column, content, value, number_format)
        self.rows.setdefault(self._row, {})[self._column] = cell


def _parse(
    xml: bytes | Iterable[bytes],
    start: Callable[[str, Attributes], None],
    end: Callable[[str], None] | None = None,
    data: Callable[[str], None] | None = None,
) -> None:
    """Feed XML to the handlers, with names and attributes bare of their namespaces."""
    parser = expat.ParserCreate(namespace_separator=" ")
    parser.buffer_text = True
    parser.StartDoctypeDeclHandler = _refuse
    parser.EntityDeclHandler = _refuse
    parser.StartElementHandler = lambda name, given: start(
        name.rpartition(" ")[2], {key.rpartition(" ")[2]: value for key, value in given.items()}
    )
    if end:
        parser.EndElementHandler = lambda name: end(name.rpartition(" ")[2])
    if data:
        parser.CharacterDataHandler = data
    for chunk in [xml] if isinstance(xml, bytes) else xml:
        parser.Parse(chunk, False)
    parser.Parse(b"", True)


def _refuse(*_: object) -> None:
    raise ForbiddenXmlError
