"""Reads the bytes of a file, whatever kind of workbook it is. Gives no cell a meaning.

A file is data from a stranger: its sizes are checked before anything is expanded, no entity
is expanded, no link followed and no macro run, and what is kept is what a sheet holds, not
the dimensions that it claims. ``loaders.apart`` calls this in a process of its own.

The kind is told by what the file begins with, not by its name; of text alone the name has to
say that it is a table.
"""

from __future__ import annotations

import struct
import zlib
from io import BytesIO
from xml.parsers import expat
from zipfile import ZIP_DEFLATED, ZIP_STORED, BadZipFile, ZipFile

from loaders.limits import LIMITS, Allowance, Limits, TooLargeError
from loaders.open_document import CONTENT, MANIFEST, check_extent, without_endless_repeats
from loaders.package import read_package
from loaders.sectors import has_circle
from loaders.text_table import read_text_table
from loaders.workbook import Workbook
from loaders.xml_parts import ForbiddenXmlError

TEXT_SUFFIXES = (".csv", ".tsv", ".txt")
_NEW_SUFFIXES = (".xlsx", ".xlsm")
SUFFIXES = (*_NEW_SUFFIXES, ".xls", ".ods", *TEXT_SUFFIXES)
"""What files that can be read are called."""

_ZIP = b"PK"
_OLE = bytes.fromhex("d0cf11e0")
_OLD_WORKBOOKS = tuple(name.encode("utf-16-le") for name in ("Workbook", "Book"))
_OTHER_DOCUMENTS = tuple(
    name.encode("utf-16-le") for name in ("WordDocument", "PowerPoint Document")
)
_ENCRYPTED_STREAM = "EncryptedPackage".encode("utf-16-le")
_ENCRYPTED_MEMBER = 0x1
_OPEN_ENCRYPTION = b"encryption-data"
_WORKBOOK_GLOBALS = bytes.fromhex("0908100000060500")  # how a stream of Excel 97 to 2003 begins
_RECORDS_BEFORE_PASSWORD = 3
_PASSWORD_RECORD = 0x2F

_NO_MEMORY = expat.errors.codes[expat.errors.XML_ERROR_NO_MEMORY]
_BROKEN = (
    BadZipFile,
    EOFError,
    expat.ExpatError,
    ForbiddenXmlError,
    LookupError,
    NotImplementedError,
    OverflowError,
    ValueError,
    struct.error,
    zlib.error,
)
"""What the libraries raise at a file that is damaged, or no workbook at all."""
_PANIC = "PanicException"
"""What calamine raises where a file is not as it expected: no Exception, to be imported nowhere."""


class UnusableFileError(Exception):
    """The file as a whole cannot be read; ``code`` is a whole-file code of the problems."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


def read_workbook(content: bytes, file_name: str = "", limits: Limits = LIMITS) -> Workbook:
    """All sheets with their cells, in the workbook's order.

    Errors: UnusableFileError ``not_a_workbook``, ``encrypted``, ``too_large``.
    """
    if len(content) > limits.file_bytes:
        raise UnusableFileError("too_large")
    try:
        return _read(content, file_name, limits)
    except (TooLargeError, MemoryError) as error:
        raise UnusableFileError("too_large") from error
    except _BROKEN as error:
        is_full = isinstance(error, expat.ExpatError) and error.code == _NO_MEMORY
        raise UnusableFileError("too_large" if is_full else "not_a_workbook") from error


def _read(content: bytes, file_name: str, limits: Limits) -> Workbook:
    allowance = Allowance(limits)
    if content.startswith(_ZIP):
        return _read_archive(content, allowance, limits)
    if content.startswith(_OLE):
        return _read_old(content, file_name, allowance)
    if file_name.lower().endswith(TEXT_SUFFIXES):
        return read_text_table(content, file_name, allowance)
    raise UnusableFileError("not_a_workbook")


def _read_archive(content: bytes, allowance: Allowance, limits: Limits) -> Workbook:
    with ZipFile(BytesIO(content)) as package:
        members = package.infolist()
        if any(member.flag_bits & _ENCRYPTED_MEMBER for member in members):
            raise UnusableFileError("encrypted")
        if sum(member.file_size for member in members) > limits.expanded_bytes:
            raise TooLargeError
        if any(member.compress_type not in {ZIP_STORED, ZIP_DEFLATED} for member in members):
            raise BadZipFile
        names = package.namelist()
        if CONTENT not in names:
            return read_package(package, allowance)
        if MANIFEST in names and _OPEN_ENCRYPTION in package.read(MANIFEST):
            raise UnusableFileError("encrypted")
        with package.open(CONTENT) as stream:
            check_extent(stream)  # and that all tags are closed, else calamine never ends
    return _read_by_calamine(without_endless_repeats(content), allowance)


def _read_old(content: bytes, file_name: str, allowance: Allowance) -> Workbook:
    """A file in the container that Excel had before 2007, and has for what is encrypted."""
    if _ENCRYPTED_STREAM in content or _has_password(content):
        raise UnusableFileError("encrypted")
    if any(stream in content for stream in _OLD_WORKBOOKS):
        if has_circle(content):
            raise UnusableFileError("not_a_workbook")
        return _read_by_calamine(content, allowance)
    is_new_by_name = file_name.lower().endswith(_NEW_SUFFIXES)
    is_other = any(stream in content for stream in _OTHER_DOCUMENTS)
    raise UnusableFileError("encrypted" if is_new_by_name and not is_other else "not_a_workbook")


def _has_password(content: bytes) -> bool:
    """Whether one of the first records of an old workbook says that the rest is encrypted."""
    at = content.find(_WORKBOOK_GLOBALS)
    for _ in range(_RECORDS_BEFORE_PASSWORD if at >= 0 else 0):
        record, length = struct.unpack_from("<HH", content, at)
        if record == _PASSWORD_RECORD:
            return True
        at += 4 + length
    return False


def _read_by_calamine(content: bytes, allowance: Allowance) -> Workbook:
    from python_calamine import CalamineError  # noqa: PLC0415 - for few files only

    from loaders.calamine import read_by_calamine  # noqa: PLC0415

    try:
        return read_by_calamine(content, allowance)
    except CalamineError as error:
        raise UnusableFileError("not_a_workbook") from error
    except BaseException as error:
        if type(error).__name__ != _PANIC:
            raise
        raise UnusableFileError("not_a_workbook") from error
