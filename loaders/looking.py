"""Looks at a file: reads it, recognises what is in it, and holds that against what is asked.

This is all of an import that a stranger's file has a part in. ``loaders.apart`` has it done in
a process of its own; what is in force is known to the store alone, so that it is asked for what
stands beside the values (``beside``), once they are found.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass

from data.errors import MegaError
from data.packed import Packed
from data.past import PackedPast
from indicators.model import Strategy
from loaders.check import Rules, in_reading_order
from loaders.excel import coordinates
from loaders.gathered import MANY
from loaders.mapping import TableMapping, top_of
from loaders.names import Names, Territories
from loaders.own_sheets import without_own_sheets
from loaders.problems import Problem
from loaders.read import UnusableFileError, read_workbook
from loaders.strategy import is_strategy, read_strategy
from loaders.unusual import unusual
from loaders.values import Values, check_fits, find_values
from loaders.workbook import Sheet, Workbook


@dataclass(frozen=True, slots=True)
class Asked:
    """What a file is held against.

    ``rules`` are None before the first strategy; ``mappings`` a person said of this file, those
    in ``known`` belong to earlier ones; ``territories`` as ``loaders.names.territory_names``.
    """

    rules: Rules | None
    mappings: tuple[TableMapping, ...]
    known: tuple[TableMapping, ...]
    territories: Territories


@dataclass(frozen=True)
class Found:
    """What a file is: unusable (``fatal``), a strategy, or values; with all problems.

    ``sheets`` are those that people filled in, or what there is to see of them.
    """

    fatal: str | None = None
    strategy: Strategy | None = None
    problems: Sequence[Problem] = ()
    values: Values | None = None
    sheets: Sequence[Sheet] = ()

    @property
    def tops(self) -> list[Sheet]:
        """The first rows of each sheet."""
        return [top_of(sheet) for sheet in self.sheets]


@dataclass(frozen=True, slots=True)
class Beside:
    """What the store says of the values found.

    ``free`` is where those stand that may be accepted (None: all may); ``moving`` has a byte
    for each of these, 1 where it would change something; ``past`` is in force beside them.
    """

    free: Sequence[int] | None
    moving: bytes
    past: PackedPast


Weigh = Callable[[Found], Beside | None]
"""None where nothing is to be looked for any more."""

Meanwhile = Callable[[], None]
"""What the asker does while the file is looked at elsewhere."""

Look = Callable[[bytes, str, Callable[[], Asked], Weigh, Meanwhile], tuple[Found, list[Problem]]]


def look_here(
    content: bytes,
    file_name: str,
    ask: Callable[[], Asked],
    weigh: Weigh,
    _meanwhile: Meanwhile | None = None,
) -> tuple[Found, list[Problem]]:
    """What is in a file of the program's own, and what is unusual in it: nobody waits meanwhile.

    Errors: ``no_strategy`` where it holds values and there is no strategy to hold them against,
    ``mapping_wrong``, ``mapping_fits_no_sheet``.
    """
    asked = ask()
    found = found_in(content, file_name, asked)
    beside = weigh(found)
    return found, [] if beside is None else noticed(found, beside, asked)


def found_in(content: bytes, file_name: str, asked: Asked) -> Found:
    """The same without what is unusual."""
    try:
        workbook = without_own_sheets(read_workbook(content, file_name))
    except UnusableFileError as error:
        return Found(fatal=error.code)
    if is_strategy(workbook):
        strategy, problems = read_strategy(workbook)
        return Found(strategy=strategy, problems=in_reading_order(problems, workbook.sheets))
    return _values(workbook, asked)


def _values(workbook: Workbook, asked: Asked) -> Found:
    check_fits(workbook, asked.mappings)
    if asked.rules is None:
        raise MegaError("no_strategy")
    names = Names(asked.rules.strategy, asked.territories)
    values = find_values(workbook, asked.rules, (*asked.mappings, *asked.known), names)
    fatal = "no_data_found" if values.is_of_something_else else None
    return Found(fatal=fatal, values=values, sheets=workbook.sheets)


def noticed(found: Found, beside: Beside, asked: Asked) -> list[Problem]:
    """What is unusual in values that would change something."""
    if found.values is None or asked.rules is None:
        return []
    observations: Packed = found.values.observations
    free = observations if beside.free is None else observations.picked(beside.free)
    warnings = list(_unusual(free, beside.past, asked.rules.strategy))
    moving = _moving_among({(one.sheet, one.cell) for one in warnings}, free, beside.moving)
    return [one for one in warnings if (one.sheet, one.cell) in moving]


def _unusual(free: Packed, past: PackedPast, strategy: Strategy) -> Iterable[Problem]:
    if len(free) < MANY:
        return unusual(free, past.unpacked(), strategy)
    from loaders.unusual_among_many import AmongMany  # noqa: PLC0415 - loads numpy

    return AmongMany(free, past, strategy).warnings()


def _moving_among(
    cells: AbstractSet[tuple[str, str]], free: Packed, moving: bytes
) -> frozenset[tuple[str, str]]:
    """Those of the cells whose values would change something."""
    sheets = {sheet: n for n, sheet in enumerate(free.texts.sheets)}
    places = {(sheets[sheet], *coordinates(cell)): (sheet, cell) for sheet, cell in cells}
    columns = free.columns
    stand = zip(columns.sheets, columns.rows, columns.columns, strict=True)
    return frozenset(
        places[at] for at, moves in zip(stand, moving, strict=True) if moves and at in places
    )
