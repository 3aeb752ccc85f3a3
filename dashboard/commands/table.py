"""Tables of text: columns as wide as what is in them, numbers to the right."""

from __future__ import annotations

from collections.abc import Sequence

GAP = "  "


def table(head: Sequence[str], rows: Sequence[Sequence[str]], *, right: Sequence[int] = ()) -> str:
    """The rows under their head; columns at the positions ``right`` are set flush right."""
    lines = [[" ".join(cell.split()) for cell in row] for row in (head, *rows)]
    widths = [max(len(line[column]) for line in lines) for column in range(len(head))]
    return "\n".join(_line(line, widths, right) for line in lines)


def shortened(text: str, width: int) -> str:
    """At most ``width`` characters, the last one an ellipsis where some are left out."""
    return text if len(text) <= width else text[: width - 1].rstrip() + "…"


def _line(cells: Sequence[str], widths: Sequence[int], right: Sequence[int]) -> str:
    placed = (
        cell.rjust(width) if column in right else cell.ljust(width)
        for column, (cell, width) in enumerate(zip(cells, widths, strict=True))
    )
    return GAP.join(placed).rstrip()
