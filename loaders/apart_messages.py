"""What passes between the program and the process that looks at a file, as bytes.

Numbers go as they lie in memory, all else as the JSON of ``loaders.plain_data``. What comes
from that process is taken for what a stranger wrote: it may be wrong, and is checked.
"""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Sequence
from itertools import chain
from typing import Any

from data.errors import MegaError
from data.packed import MEASURES, Columns, Packed, Texts
from data.past import Counts, PackedPast, PastRows
from indicators.model import Strategy
from loaders import plain_data
from loaders.looking import Asked, Beside, Found
from loaders.passing import packed, unpacked
from loaders.problem_columns import (
    ProblemColumns,
    in_columns,
    locked_in_columns,
    locked_out_of_columns,
    out_of_columns,
)
from loaders.problems import Problem
from loaders.recognised import Table
from loaders.seen import seen_of
from loaders.values import Values
from loaders.workbook import Sheet

FATAL = frozenset({None, "not_a_workbook", "encrypted", "too_large", "no_data_found"})

GARBLED = (EOFError, OSError, LookupError, RecursionError, TypeError, ValueError)
"""What comes of a process that ended, or wrote something else than it should."""

ERRORS = frozenset({"no_strategy", "mapping_wrong", "mapping_fits_no_sheet"})

_LENGTHS_OF_PERIODS = {1, 2, 4}
_FILE, _VALUES, _ERROR = "file", "values", "error"


def asked_as_bytes(asked: Asked) -> bytes:
    return plain_data.written((asked.rules, asked.mappings, asked.known, asked.territories))


def asked_of(content: bytes) -> Asked:
    return Asked(*plain_data.read(content))


def error_as_messages(error: MegaError) -> list[bytes]:
    return [plain_data.written((_ERROR, error.code, error.params))]


def found_as_messages(found: Found) -> list[bytes]:
    if found.values is None:
        return [plain_data.written((_FILE, found.fatal, found.strategy, found.problems))]
    values = found.values
    names = [sheet.name for sheet in found.sheets]
    texts = values.observations.texts
    kinds, problems = in_columns(values.problems)
    locked_kinds, locked, locked_values = locked_in_columns(values.locked)
    told = (
        _VALUES,
        found.fatal,
        kinds,
        [_table_as_plain(table, names) for table in values.tables],
        values.mappings,
        locked_kinds,
        values.names_indicators,
        (texts.breakdowns, texts.sheets, texts.notes),
        len(values.observations),
        len(values.problems),
        len(values.locked),
    )
    seen = b"".join(packed(seen_of(found.sheets, values.tables)))
    numbers = _joined(values.observations.columns.arrays())
    cells = (*problems.arrays(), *locked.arrays(), *locked_values.arrays())
    return [plain_data.written(told), seen, numbers, _joined(cells)]


def found_of(messages: Sequence[bytes], asked: Asked) -> Found:
    """What was found, or the MegaError that was met; one of GARBLED for anything else."""
    kind, *told = plain_data.read(messages[0])
    if kind == _ERROR:
        code, params = told
        _need(code in ERRORS)
        raise MegaError(code, **params)
    if kind == _FILE:
        fatal, strategy, problems = told
        _need(fatal in FATAL and isinstance(strategy, Strategy | None))
        return Found(fatal=fatal, strategy=strategy, problems=_all(Problem, problems))
    _need(kind == _VALUES and asked.rules is not None)
    return _values_of(told, messages[1:], asked)


def _values_of(told: Sequence[Any], blocks: Sequence[bytes], asked: Asked) -> Found:
    fatal, kinds, tables, mappings, locked_kinds, named, texts, *counts = told
    count, problem_count, locked_count = counts
    seen, numbers, cells = blocks
    _need(fatal in FATAL and asked.rules is not None)
    sheets = unpacked(seen).sheets
    blocks_of_cells = [ProblemColumns() for _ in range(3)]
    arrays = list(chain.from_iterable(block.arrays() for block in blocks_of_cells))
    _filled(arrays, cells, [problem_count] * 3 + [locked_count] * 6)
    problems, *locked = blocks_of_cells
    values = Values(
        observations=_observations(texts, numbers, count, asked),
        problems=out_of_columns(_all(Problem, kinds), problems),
        tables=[_table_of(one, sheets) for one in tables],
        mappings=list(mappings),
        locked=locked_out_of_columns(_all(Problem, locked_kinds), *locked),
        names_indicators=bool(named),
    )
    return Found(fatal=fatal, values=values, sheets=sheets)


def _observations(told: Sequence[Any], numbers: bytes, count: int, asked: Asked) -> Packed:
    if asked.rules is None:
        raise ValueError("nothing was asked")
    strategy, columns = asked.rules.strategy, Columns()
    _filled(columns.arrays(), numbers, [count] * len(columns.arrays()))
    texts = Texts(
        tuple(one.code for one in strategy.indicators),
        tuple(one.code for one in strategy.places),
        *(tuple(part) for part in told),
    )
    for own, known in (
        (columns.indicators, texts.indicators),
        (columns.places, texts.places),
        (columns.breakdowns, texts.breakdowns),
        (columns.sheets, texts.sheets),
        (columns.notes, texts.notes),
        (columns.measures, MEASURES),
    ):
        _need(max(own, default=-1) < len(known))
    _need(_LENGTHS_OF_PERIODS.issuperset(columns.period_quarters))
    return Packed(columns, texts)


def beside_as_messages(beside: Beside) -> list[bytes]:
    past = beside.past
    blocks = (past.own.arrays(), past.counts.arrays(), past.beside.arrays())
    lengths = [len(block[0]) for block in blocks]
    free = None if beside.free is None else array("I", beside.free)
    head = plain_data.written((past.indicators, past.places, lengths, free is not None))
    numbers = b"".join(_joined(block) for block in blocks)
    return [head, beside.moving, b"" if free is None else free.tobytes(), numbers]


def beside_of(messages: Sequence[bytes]) -> Beside:
    head, moving, chosen, numbers = messages
    indicators, places, lengths, is_chosen = plain_data.read(head)
    past = PackedPast(indicators, places, PastRows(), Counts(), PastRows())
    blocks = (past.own.arrays(), past.counts.arrays(), past.beside.arrays())
    arrays = list(chain.from_iterable(blocks))
    each = [n for block, n in zip(blocks, lengths, strict=True) for _ in block]
    _filled(arrays, numbers, each)
    free = array("I", chosen) if is_chosen else None
    return Beside(free, moving, past)


def warnings_of(messages: Sequence[bytes]) -> list[Problem]:
    (told,) = messages
    return _all(Problem, plain_data.read(told))


def _table_as_plain(table: Table, names: Sequence[str]) -> tuple[Any, ...]:
    place = names.index(table.sheet.name)
    rows = table.top, table.first, table.last
    return place, *rows, table.columns, table.context, table.unused, table.unknown_places


def _table_of(told: Sequence[Any], sheets: Sequence[Sheet]) -> Table:
    place, *rest = told
    return Table(sheets[place], *rest)


def _joined(arrays: Iterable[array[Any]]) -> bytes:
    return b"".join(one.tobytes() for one in arrays)


def _filled(arrays: Sequence[array[Any]], content: bytes, lengths: Sequence[int]) -> None:
    """Fill empty arrays one after the other; ValueError where that is not just enough."""
    left = memoryview(content)
    for one, length in zip(arrays, lengths, strict=True):
        size = length * one.itemsize
        _need(0 <= size <= len(left))
        one.frombytes(left[:size])
        left = left[size:]
    _need(not left)


def _all(kind: type[Any], things: Sequence[Any]) -> list[Any]:
    _need(all(isinstance(one, kind) for one in things))
    return list(things)


def _need(is_so: object) -> None:
    if not is_so:
        raise ValueError("what was found is not what is asked for")
