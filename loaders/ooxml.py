"""The parts of an ``.xlsx`` package beside its sheets: relations, outline, texts, formats."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import datetime
from typing import IO, NamedTuple

from loaders.excel import BUILT_IN_FORMATS, EPOCH_1900, EPOCH_1904, GENERAL
from loaders.xml_parts import Attributes, attribute, parse

TRUE = {"1", "true"}

_ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")
_SPACES = "\t\n\r"
_SURROGATES = range(0xD800, 0xE000)


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
    epoch: datetime = EPOCH_1900


def read_relations(part: IO[bytes]) -> list[Relation]:
    """The relations to other parts of the package; what lies outside of it is left out."""
    found: list[Relation] = []

    def relation(attributes: Attributes) -> None:
        if attributes.get("TargetMode") != "External":
            found.append(Relation(attributes["Id"], attributes["Type"], attributes["Target"]))

    parse(part, {"Relationship": relation})
    return found


def read_outline(part: IO[bytes]) -> Outline:
    outline = Outline()

    def properties(attributes: Attributes) -> None:
        if attributes.get("date1904") in TRUE:
            outline.epoch = EPOCH_1904

    def sheet(attributes: Attributes) -> None:
        is_hidden = attributes.get("state", "visible") != "visible"
        relation = attribute(attributes, "id") or ""
        outline.sheets.append(OutlinedSheet(attributes["name"], relation, is_hidden))

    parse(part, {"workbookPr": properties, "sheet": sheet})
    return outline


def read_shared_strings(part: IO[bytes]) -> list[str]:
    """Every shared text, of its runs; phonetic hints are left out."""
    strings: list[str] = []
    pieces: list[str] = []
    inside = {"t": False, "rPh": False}

    def start_text(_: Attributes) -> None:
        inside["t"] = not inside["rPh"]

    def end_text() -> None:
        inside["t"] = False

    def start_phonetic(_: Attributes) -> None:
        inside["rPh"] = True

    def end_phonetic() -> None:
        inside["rPh"] = False

    def end_string() -> None:
        strings.append(unescaped("".join(pieces)))
        pieces.clear()

    def text(piece: str) -> None:
        if inside["t"]:
            pieces.append(piece)

    parse(
        part,
        {"t": start_text, "rPh": start_phonetic},
        {"t": end_text, "rPh": end_phonetic, "si": end_string},
        text,
    )
    return strings


def read_number_formats(part: IO[bytes]) -> list[str]:
    """The number format of every cell style, by the style's number."""
    own: dict[int, str] = {}
    formats: list[str] = []
    inside = {"cellXfs": False}

    def number_format(attributes: Attributes) -> None:
        own[int(attributes["numFmtId"])] = attributes["formatCode"]

    def style(attributes: Attributes) -> None:
        if inside["cellXfs"]:
            number = int(attributes.get("numFmtId", 0))
            formats.append(own.get(number) or BUILT_IN_FORMATS.get(number, GENERAL))

    def start_styles(_: Attributes) -> None:
        inside["cellXfs"] = True

    def end_styles() -> None:
        inside["cellXfs"] = False

    parse(
        part,
        {"numFmt": number_format, "cellXfs": start_styles, "xf": style},
        {"cellXfs": end_styles},
    )
    return formats


def unescaped(text: str) -> str:
    r"""Text with the characters that XML cannot hold in place of their escapes.

    A control character is no text, and half of a pair none that could be written again.

    >>> unescaped("one_x000D_two")
    'one\rtwo'
    """
    return _ESCAPED.sub(_character, text) if "_x" in text else text


def _character(match: re.Match[str]) -> str:
    number = int(match[1], 16)
    if number in _SURROGATES:
        return "\N{REPLACEMENT CHARACTER}"
    character = chr(number)
    return character if character.isprintable() or character in _SPACES else ""
