"""Reads the bytes of an ``.xlsx`` or ``.xlsm`` file. Gives no cell a meaning.

A file is data from a stranger: sizes are checked in the zip's directory before anything is
expanded, only the parts that hold cells are opened, no entity is expanded, and what is kept
is what a sheet holds, not the dimensions that it claims.
"""

from __future__ import annotations

import posixpath
import struct
import zlib
from collections.abc import Callable
from dataclasses import dataclass
from io import BytesIO
from typing import IO, TypeVar
from xml.parsers.expat import ExpatError
from zipfile import ZIP_DEFLATED, ZIP_STORED, BadZipFile, ZipFile

from loaders import ooxml
from loaders.cell_types import Allowance, CellTypes, TooLargeError
from loaders.sheet_xml import read_sheet
from loaders.workbook import Sheet, Workbook
from loaders.xml_parts import ForbiddenXmlError

_OLE_MAGIC = bytes.fromhex("d0cf11e0")
_OLD_EXCEL_STREAM = "Workbook".encode("utf-16-le")
_ENCRYPTED_STREAM = "EncryptedPackage".encode("utf-16-le")
_ENCRYPTED_MEMBER = 0x1
_WORKBOOK = "/officeDocument"
_SHEET = "/worksheet"
_SHARED_STRINGS = "/sharedStrings"
_STYLES = "/styles"

_BROKEN = (
    BadZipFile,
    EOFError,
    ExpatError,
    ForbiddenXmlError,
    LookupError,
    NotImplementedError,
    OverflowError,
    ValueError,
    struct.error,
    zlib.error,
)
"""What a file that is damaged, or no workbook at all, makes the libraries raise."""

Read = TypeVar("Read")


class UnusableFileError(Exception):
    """The file as a whole cannot be read; ``code`` is a whole-file code of the problems."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


@dataclass(frozen=True, slots=True)
class Limits:
    """What is refused as too large: the file, its parts together, its cells, their texts."""

    file_bytes: int = 50_000_000
    expanded_bytes: int = 400_000_000
    cells: int = 2_000_000
    characters: int = 100_000_000


def read_workbook(content: bytes, limits: Limits = Limits()) -> Workbook:
    """All sheets with their cells, in the workbook's order.

    Errors: UnusableFileError ``not_a_workbook``, ``encrypted``, ``too_large``.
    """
    _check_envelope(content, limits)
    try:
        with ZipFile(BytesIO(content)) as package:
            _check_members(package, limits)
            return _workbook(package, Allowance(limits.cells, limits.characters))
    except _BROKEN as error:
        raise UnusableFileError("not_a_workbook") from error
    except (TooLargeError, MemoryError) as error:
        raise UnusableFileError("too_large") from error


def _check_envelope(content: bytes, limits: Limits) -> None:
    if content.startswith(_OLE_MAGIC):
        is_old_excel = _OLD_EXCEL_STREAM in content and _ENCRYPTED_STREAM not in content
        raise UnusableFileError("not_a_workbook" if is_old_excel else "encrypted")
    if len(content) > limits.file_bytes:
        raise UnusableFileError("too_large")


def _check_members(package: ZipFile, limits: Limits) -> None:
    members = package.infolist()
    if any(member.flag_bits & _ENCRYPTED_MEMBER for member in members):
        raise UnusableFileError("encrypted")
    if sum(member.file_size for member in members) > limits.expanded_bytes:
        raise UnusableFileError("too_large")
    if any(member.compress_type not in {ZIP_STORED, ZIP_DEFLATED} for member in members):
        raise UnusableFileError("not_a_workbook")


def _workbook(package: ZipFile, allowance: Allowance) -> Workbook:
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
