"""Observations on their way in: as a view beside the values in force."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any

from data import queries
from data.changes import CHANGED, NEW, UNCHANGED, Changes, Old
from data.incoming_columns import NUMBERS, listed_columns, numbers_of, packed_columns
from data.packed import Packed
from data.rows import Cursor
from indicators.model import Observation


@contextmanager
def incoming(cursor: Cursor, observations: Sequence[Observation]) -> Iterator[None]:
    """The observations as the view `incoming`, with numbers for codes."""
    cursor.register("incoming", as_table(cursor, observations))
    try:
        yield
    finally:
        cursor.unregister("incoming")


def as_table(cursor: Cursor, observations: Sequence[Observation]) -> Any:
    """The observations as a table of Arrow's, in memory of Arrow's own.

    Threads of Arrow's let go of parts of it after the query is done. Were these numpy's they
    would need Python for it, which may be ending by then, and that aborts the process.
    """
    import numpy as np  # noqa: PLC0415
    import pyarrow as pa  # noqa: PLC0415 - slow to import, and most calls do not need it

    if isinstance(observations, Packed):
        columns = packed_columns(cursor, observations)
    else:
        columns = listed_columns(cursor, observations)
    position = pa.array(np.arange(len(observations), dtype="int32"))
    own = pa.default_cpu_memory_manager()
    told = {"position": position, **columns}
    return pa.table({name: column.copy_to(own) for name, column in told.items()})


def compare(cursor: Cursor, observations: Sequence[Observation]) -> Changes:
    """What accepting the observations of the view would do, in their order."""
    import numpy as np  # noqa: PLC0415

    found = cursor.execute(queries.VALUES_IN_FORCE).fetchnumpy()
    at = found["position"]
    kinds = np.full(len(observations), NEW, "uint8")
    kinds[at] = UNCHANGED
    old = Old()
    for name, kept in zip(NUMBERS, old.arrays(), strict=True):
        in_force = np.full(len(observations), np.nan)
        in_force[at] = np.ma.filled(np.ma.asarray(found[name], "float64"), np.nan)
        now = numbers_of(observations, name)
        is_same = (now == in_force) | (np.isnan(now) & np.isnan(in_force))
        kinds[(kinds == UNCHANGED) & ~is_same] = CHANGED
        kept.frombytes(in_force.tobytes())
    return Changes(observations, kinds.tobytes(), old)
