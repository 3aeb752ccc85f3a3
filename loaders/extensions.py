"""Drop-downs and sparklines as later versions of Excel write them, which openpyxl drops.

Excel keeps a drop-down whose list is on another sheet in an extension of the sheet's part. It
is taken over as it stands, where it is well-formed by itself; other extensions may refer to
parts that are not there any more, and are left out.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from io import BytesIO
from xml.parsers import expat
from zipfile import ZipFile

from loaders.package import sheet_parts
from loaders.xml_parts import ForbiddenXmlError, parse

_KEPT = {
    "{CCE6A557-97BC-4b89-ADB6-D9C93CAAB3DF}",  # drop-downs
    "{05C60535-1F16-4fd2-B633-F4F36F0B64E0}",  # sparklines
}
_NAMESPACES = (
    'xmlns:x14="http://schemas.microsoft.com/office/spreadsheetml/2009/9/main" '
    'xmlns:xm="http://schemas.microsoft.com/office/excel/2006/main"'
)
_EXTENSION = re.compile(r'<ext\b[^>]*?\buri="(?P<uri>[^"]*)"[^>]*>(?P<inside>.*?)</ext>', re.DOTALL)
_REVISION = re.compile(r'\sxr\d?:uid="[^"]*"')
"""Marks of who edited what, in a namespace of their own."""

_END = "</worksheet>"


def extensions_in(content: bytes) -> Mapping[str, str]:
    """What is to be kept of each sheet's extensions, by its name."""
    with ZipFile(BytesIO(content)) as package:
        found = {
            name: _kept_of(package.read(part).rpartition(b"</sheetData>")[2])
            for name, part in sheet_parts(package).items()
        }
    return {name: extension for name, extension in found.items() if extension}


def with_extensions(xml: str, extension: str) -> str:
    """A sheet's part as openpyxl wrote it, with the extensions at its end."""
    before, end, after = xml.rpartition(_END)
    return f"{before}{extension}{end}{after}" if end else xml


def _kept_of(after_the_rows: bytes) -> str:
    text = after_the_rows.decode("utf-8", errors="replace")
    kept = [
        f'<ext uri="{match["uri"]}" {_NAMESPACES}>{_REVISION.sub("", match["inside"])}</ext>'
        for match in _EXTENSION.finditer(text)
        if match["uri"] in _KEPT
    ]
    listed = f"<extLst>{''.join(kept)}</extLst>"
    return listed if kept and _is_well_formed(listed) else ""


def _is_well_formed(xml: str) -> bool:
    try:
        parse(BytesIO(xml.encode()), {})
    except (expat.ExpatError, ForbiddenXmlError):
        return False
    return True
