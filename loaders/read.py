"""Reads the bytes of an ``.xlsx`` or ``.xlsm`` file. Gives no cell a meaning.

A file is data from a stranger: sizes are checked in the zip's directory before anything is
expanded, only the parts that hold cells are opened, no entity is expanded, and what is kept
is what a sheet holds, not the dimensions that it claims.
"""

from __future__ import annotations

import posixpath
import zlib
from io import BytesIO
from xml.parsers.expat import ExpatError
from zipfile import BadZipFile, ZipFile

from loaders import ooxml
from loaders.ooxml import ForbiddenXmlError
from loaders.workbook import Sheet, Workbook

MOST_BYTES = 50_000_000
MOST_EXPANDED_BYTES = 400_000_000
MOST_CELLS = 2_000_000

_OLE_MAGIC = bytes.fromhex("d0cf11e0a1b11ae1")[:4]
_OLD_EXCEL_STREAM = "Workbook".encode("utf-16-le")
_ENCRYPTED_STREAM = "EncryptedPackage".encode("utf-16-le")
_ENCRYPTED_MEMBER = 0x1
_WORKBOOK = "/officeDocument"
_SHEET = "/worksheet"
_SHARED_STRINGS = "/sharedStrings"
_STYLES = "/styles"


class UnusableFileError(Exception):
    """The file as a whole cannot be read; ``code`` is a whole-file code of the problems."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


def read_workbook(content: bytes) -> Workbook:
    """All sheets with their cells, in the workbook's order.

    Errors: UnusableFileError ``not_a_workbook``, ``encrypted``, ``too_large``.
    """
    _check_envelope(content)
    try:
        with ZipFile(BytesIO(content)) as package:
            _check_members(package)
            return _workbook(package)
    except (BadZipFile, zlib.error, EOFError, NotImplementedError, ExpatError) as error:
        raise UnusableFileError("not_a_workbook") from error
    except (ForbiddenXmlError, KeyError, ValueError, IndexError, OverflowError) as error:
        raise UnusableFileError("not_a_workbook") from error
    except ooxml.TooManyCellsError as error:
        raise UnusableFileError("too_large") from error


def _check_envelope(content: bytes) -> None:
    if content.startswith(_OLE_MAGIC):
        is_old_excel = _OLD_EXCEL_STREAM in content and _ENCRYPTED_STREAM not in content
        raise UnusableFileError("not_a_workbook" if is_old_excel else "encrypted")
    if len(content) > MOST_BYTES:
        raise UnusableFileError("too_large")


def _check_members(package: ZipFile) -> None:
    members = package.infolist()
    if any(member.flag_bits & _ENCRYPTED_MEMBER for member in members):
        raise UnusableFileError("encrypted")
    if sum(member.file_size for member in members) > MOST_EXPANDED_BYTES:
        raise UnusableFileError("too_large")


def _workbook(package: ZipFile) -> Workbook:
    ((_, path),) = _targets(package, "", _WORKBOOK).items()
    outline = ooxml.read_outline(package.read(path))
    strings = [
        text
        for part in _targets(package, path, _SHARED_STRINGS).values()
        for text in ooxml.read_shared_strings(package.read(part))
    ]
    formats = [
        code
        for part in _targets(package, path, _STYLES).values()
        for code in ooxml.read_number_formats(package.read(part))
    ]
    reader = ooxml.SheetReader(strings, formats, outline.epoch, MOST_CELLS)
    parts = _targets(package, path, _SHEET)
    sheets: list[Sheet] = []
    for sheet in outline.sheets:
        if sheet.relation in parts:
            with package.open(parts[sheet.relation]) as stream:
                sheets.append(reader.read(stream, sheet.name, sheet.is_hidden))
    return Workbook(tuple(sheets))


def _targets(package: ZipFile, part: str, kind: str) -> dict[str, str]:
    """The parts of a kind that ``part`` refers to, by the ids of the relations."""
    folder, name = posixpath.split(part)
    relations = posixpath.join(folder, "_rels", f"{name}.rels")
    return {
        relation.id: posixpath.normpath(posixpath.join("/", folder, relation.target)).lstrip("/")
        for relation in ooxml.read_relations(package.read(relations))
        if relation.kind.endswith(kind)
    }
