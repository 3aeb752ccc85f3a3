"""Reads an ``.xlsx`` or ``.xlsm`` package: a zip archive of parts in XML.

Sizes are checked in the archive's directory before anything is expanded, only the parts that
hold cells are opened, and macros are not among them.
"""

from __future__ import annotations

import posixpath
from collections.abc import Callable
from typing import IO, TypeVar
from zipfile import ZipFile

from loaders import ooxml
from loaders.cell_types import CellTypes
from loaders.limits import Allowance
from loaders.sheet_xml import read_sheet
from loaders.workbook import Sheet, Workbook

_WORKBOOK = "/officeDocument"
_SHEET = "/worksheet"
_SHARED_STRINGS = "/sharedStrings"
_STYLES = "/styles"

Read = TypeVar("Read")


def read_package(package: ZipFile, allowance: Allowance) -> Workbook:
    ((_, path),) = _targets(package, "", _WORKBOOK).items()
    outline = _read(package, path, ooxml.read_outline)
    strings = [
        text
        for part in _targets(package, path, _SHARED_STRINGS).values()
        for text in _read(package, part, ooxml.read_shared_strings)
    ]
    styles = [
        number_format
        for part in _targets(package, path, _STYLES).values()
        for number_format in _read(package, part, ooxml.read_number_formats)
    ]
    types = CellTypes(strings, styles, outline.epoch, allowance)
    parts = _targets(package, path, _SHEET)
    sheets: list[Sheet] = []
    for sheet in outline.sheets:
        # A part is read once, however many sheets are said to be in it.
        if (part := parts.pop(sheet.relation, None)) is not None:
            with package.open(part) as stream:
                sheets.append(
                    read_sheet(stream, sheet.name, types, allowance, is_hidden=sheet.is_hidden)
                )
    return Workbook(tuple(sheets))


def sheet_parts(package: ZipFile) -> dict[str, str]:
    """The part of each sheet, by its name."""
    ((_, path),) = _targets(package, "", _WORKBOOK).items()
    parts = _targets(package, path, _SHEET)
    sheets = _read(package, path, ooxml.read_outline).sheets
    return {one.name: parts[one.relation] for one in sheets if one.relation in parts}


def _read(package: ZipFile, part: str, reader: Callable[[IO[bytes]], Read]) -> Read:
    with package.open(part) as stream:
        return reader(stream)


def _targets(package: ZipFile, part: str, kind: str) -> dict[str, str]:
    """The parts of a kind that ``part`` refers to, each once, by the ids of the relations."""
    folder, name = posixpath.split(part)
    relations = posixpath.join(folder, "_rels", f"{name}.rels")
    ids = {
        posixpath.normpath(posixpath.join("/", folder, relation.target)).lstrip("/"): relation.id
        for relation in _read(package, relations, ooxml.read_relations)
        if relation.kind.endswith(kind)
    }
    return {relation: path for path, relation in ids.items()}
