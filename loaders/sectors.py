"""The sectors of the container that Excel had before 2007: which of them follows which.

A library that follows them in a circle goes on until there is no more memory.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator, Sequence

_HEADER_BYTES = 512
_SHIFT_AT, _FIRST_SMALL_AT, _FIRST_MORE_AT, _LISTED_AT, _LISTED = 30, 60, 68, 76, 109
_LAST = 0xFFFFFFFA
"""Greater numbers are no sectors, but say that a chain ends or that a sector is free."""

_SHIFTS = {9, 12}


def has_circle(content: bytes) -> bool:
    """Whether sectors follow each other in a circle; ValueError where there are none at all."""
    if len(content) < _HEADER_BYTES:
        raise ValueError("no sectors")
    (shift,) = struct.unpack_from("<H", content, _SHIFT_AT)
    if shift not in _SHIFTS:
        raise ValueError("no sectors")
    sectors = _Sectors(content, 1 << shift)
    try:
        following = list(sectors.table())
        if _goes_in_a_circle(following):
            return True
        (first,) = struct.unpack_from("<I", content, _FIRST_SMALL_AT)
        return _goes_in_a_circle(list(sectors.chained(first, following)))
    except _CircleError:
        return True


class _CircleError(Exception):
    pass


class _Sectors:
    def __init__(self, content: bytes, size: int) -> None:
        self._content, self._size = content, size
        self._count = len(content) // size

    def numbers(self, sector: int) -> Sequence[int]:
        """What a sector holds, as far as the file goes."""
        start = _HEADER_BYTES if self._size == _HEADER_BYTES else self._size
        held = self._content[start + sector * self._size :][: self._size]
        return struct.unpack(f"<{len(held) // 4}I", held[: len(held) // 4 * 4])

    def table(self) -> Iterator[int]:
        """For each sector the one that follows it."""
        for sector in self._of_table():
            if sector < _LAST:
                yield from self.numbers(sector)

    def _of_table(self) -> Iterator[int]:
        """The sectors of the table itself: some in the header, more in sectors of their own."""
        yield from struct.unpack_from(f"<{_LISTED}I", self._content, _LISTED_AT)
        (more,) = struct.unpack_from("<I", self._content, _FIRST_MORE_AT)
        for _ in range(self._count):
            if more >= _LAST or not (held := self.numbers(more)):
                return
            yield from held[:-1]
            more = held[-1]
        raise _CircleError

    def chained(self, sector: int, following: Sequence[int]) -> Iterator[int]:
        """What is held by a chain of sectors that has no circle."""
        while sector < len(following):
            yield from self.numbers(sector)
            sector = following[sector]


def _goes_in_a_circle(following: Sequence[int]) -> bool:
    """Whether anybody who starts somewhere comes by the same place again."""
    came_from = [-1] * len(following)
    for start in range(len(following)):
        at = start
        while at < len(following) and came_from[at] < 0:
            came_from[at] = start
            at = following[at]
        if at < len(following) and came_from[at] == start:
            return True
    return False
