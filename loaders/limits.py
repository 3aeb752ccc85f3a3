"""How much of a file is read, and what reading it may take. More is refused as too large."""

from __future__ import annotations

from dataclasses import dataclass


class TooLargeError(Exception):
    """There is more than may be read."""


@dataclass(frozen=True, slots=True)
class Limits:
    """Of a file: its bytes, those of its parts together when expanded, its cells, their texts.

    A workbook of a million cells has some 60 MB of XML; staff's have ten thousand cells.
    """

    file_bytes: int = 50_000_000
    expanded_bytes: int = 400_000_000
    cells: int = 2_000_000
    characters: int = 100_000_000


@dataclass(frozen=True, slots=True)
class ProcessLimits:
    """Of the process that looks at a file: time by the clock, memory where the system counts it.

    A million cells take some ten seconds and 320 MB; where every value of them is wrong, thirty
    seconds and 560 MB.
    """

    seconds: float = 60
    memory_bytes: int = 1 << 30


LIMITS = Limits()
PROCESS_LIMITS = ProcessLimits()


class Allowance:
    """What may still be read, of all sheets together."""

    def __init__(self, limits: Limits) -> None:
        self._cells, self._characters = limits.cells, limits.characters

    def take(self, *, cells: int = 0, characters: int = 0) -> None:
        self._cells -= cells
        self._characters -= characters
        if self._cells < 0 or self._characters < 0:
            raise TooLargeError


class Texts:
    """The texts of a workbook while it is read: those of ``known``, and others each once."""

    def __init__(self, allowance: Allowance, known: list[str] | None = None) -> None:
        self.all = known or []
        self._allowance = allowance
        self._places: dict[str, int] = {}
        allowance.take(characters=sum(map(len, self.all)))

    def find(self, text: str) -> int | None:
        """Where a text stands that was met before."""
        return self._places.get(text)

    def place(self, text: str) -> int:
        """Where the text stands among all, from now on."""
        place = self._places.get(text)
        if place is None:
            self._allowance.take(characters=len(text))
            place = self._places[text] = len(self.all)
            self.all.append(text)
        return place
