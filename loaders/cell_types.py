"""What a cell of an ``.xlsx`` holds, from the type, style and text it was written with."""

from __future__ import annotations

import math
from datetime import datetime, timedelta

from loaders.excel import GENERAL, is_date_format, is_elapsed_format, moment
from loaders.grid import BOOLEAN, DATE, ERROR, NUMBER, TEXT, UNCALCULATED, Tables
from loaders.limits import Allowance, Texts
from loaders.ooxml import TRUE, unescaped

BEYOND_THE_CALENDAR = "#####"
"""What is seen where a number has a date format and no date."""

Held = tuple[int, float]
"""Code and value of a cell, as they are packed."""


class CellTypes:
    """The shared texts and the styles of a workbook, and what they make of a cell."""

    def __init__(
        self, strings: list[str], styles: list[str], epoch: datetime, allowance: Allowance
    ) -> None:
        """``styles`` holds the number format of each style."""
        formats = list(dict.fromkeys([GENERAL, *styles]))
        places = {number_format: n for n, number_format in enumerate(formats)}
        self._texts = Texts(allowance, strings)
        self.tables = Tables(self._texts.all, formats, epoch)
        self.is_date = [is_date_format(number_format) for number_format in formats]
        self._is_elapsed = [is_elapsed_format(number_format) for number_format in formats]
        self._format_of_style = [places[number_format] for number_format in styles]
        self._is_blank = [not text or text.isspace() for text in strings]

    def number_format(self, style: int) -> int:
        """Where the style's number format stands; that of a style that is not there is general."""
        return self._format_of_style[style] if style < len(self._format_of_style) else 0

    def held(self, kind: str, text: str, formula: str | None, number_format: int) -> Held | None:
        """What a cell holds; None where it is blank."""
        if text and not text.isspace():
            return self._written(kind, text, number_format)
        if formula is not None and kind != "str":
            return UNCALCULATED, self._texts.place(f"={formula}")
        return None

    def _written(self, kind: str, text: str, number_format: int) -> Held | None:
        match kind:
            case "s":
                return self.shared(int(text))
            case "str" | "inlineStr":
                return self._text(unescaped(text))
            case "b":
                return BOOLEAN, float(text in TRUE)
            case "e":
                return ERROR, self._texts.place(text)
            case "d":
                at = datetime.fromisoformat(text).replace(tzinfo=None)
                return DATE, (at - self.tables.epoch) / timedelta(days=1)
            case _:
                return self._number(float(text), text, number_format)

    def shared(self, place: int) -> Held | None:
        if place < 0:
            raise ValueError(f"no shared string: {place}")
        return None if self._is_blank[place] else (TEXT, place)

    def _text(self, text: str) -> Held | None:
        place = self._texts.find(text)
        if place is None:
            if not text or text.isspace():
                return None
            place = self._texts.place(text)
        return TEXT, place

    def _number(self, number: float, text: str, number_format: int) -> Held:
        if not math.isfinite(number):
            return ERROR, self._texts.place(text)
        if not self.is_date[number_format]:
            return NUMBER, number
        try:
            is_elapsed = self._is_elapsed[number_format]
            moment(number, self.tables.epoch, is_elapsed=is_elapsed)
        except (OverflowError, ValueError):
            return ERROR, self._texts.place(BEYOND_THE_CALENDAR)
        return DATE, number
