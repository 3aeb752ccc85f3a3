"""Observations as columns of Arrow's, the codes of their indicators and places as numbers."""

from __future__ import annotations

from array import array
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from data import rows
from data.packed import MEASURES, Packed
from data.rows import Cursor
from indicators.model import Observation

if TYPE_CHECKING:
    import numpy as np

NUMBERS = ("value", "numerator", "denominator")
_TEXTS = ("dimension", "category", "sheet", "cell", "note")

Columns = Mapping[str, Any]


def listed_columns(cursor: Cursor, observations: Sequence[Observation]) -> Columns:
    import pyarrow as pa  # noqa: PLC0415

    indicators, places = _ids(cursor)
    told = {
        "indicator_id": (pa.int16(), (indicators[one.indicator] for one in observations)),
        "place_id": (pa.int16(), (places[one.place] for one in observations)),
        "period_end": (pa.int16(), (one.period.end for one in observations)),
        "period_quarters": (pa.int8(), (one.period.quarters for one in observations)),
        "measure": (pa.string(), (one.measure.value for one in observations)),
        **{name: (pa.string(), _each(name, observations)) for name in _TEXTS},
        **{name: (pa.float64(), _each(name, observations)) for name in NUMBERS},
    }
    return {name: pa.array(list(column), kind) for name, (kind, column) in told.items()}


def _each(name: str, observations: Sequence[Observation]) -> list[Any]:
    return [getattr(one, name) for one in observations]


def packed_columns(cursor: Cursor, observations: Packed) -> Columns:
    import numpy as np  # noqa: PLC0415
    import pyarrow as pa  # noqa: PLC0415
    import pyarrow.compute as pc  # noqa: PLC0415

    columns, texts = observations.columns, observations.texts
    indicators, places = _ids(cursor)
    dimensions, categories = zip(*(one or (None, None) for one in texts.breakdowns), strict=True)

    def numbered(own: array[int], texts: Sequence[str], ids: Mapping[str, int]) -> Any:
        return pa.array(np.array([ids[text] for text in texts], "int16")[_view(own)])

    def told(own: array[int], texts: Sequence[str | None]) -> Any:
        return pa.DictionaryArray.from_arrays(pa.array(_view(own)), pa.array(texts, pa.string()))

    at = np.zeros(max(observations.letters, default=0) + 1, "int32")
    at[list(observations.letters)] = range(len(observations.letters))
    letters = told(
        array("i", at[_view(columns.columns)].tobytes()), [*observations.letters.values()]
    )
    addresses = (letters.cast(pa.string()), pa.array(_view(columns.rows)).cast(pa.string()))
    return {
        "indicator_id": numbered(columns.indicators, texts.indicators, indicators),
        "place_id": numbered(columns.places, texts.places, places),
        "period_end": pa.array(_view(columns.period_ends)),
        "period_quarters": pa.array(_view(columns.period_quarters)),
        "measure": told(columns.measures, [one.value for one in MEASURES]),
        "dimension": told(columns.breakdowns, dimensions),
        "category": told(columns.breakdowns, categories),
        **{name: pa.array(numbers_of(observations, name), from_pandas=True) for name in NUMBERS},
        "sheet": told(columns.sheets, texts.sheets),
        "cell": pc.binary_join_element_wise(*addresses, ""),
        "note": told(columns.notes, texts.notes),
    }


def numbers_of(observations: Sequence[Observation], name: str) -> np.ndarray[Any, Any]:
    """One of ``NUMBERS`` of each observation, NaN where it was not given."""
    import numpy as np  # noqa: PLC0415

    if isinstance(observations, Packed):
        return _view(getattr(observations.columns, f"{name}s"))
    return np.array([getattr(one, name) for one in observations], "float64")


def _view(own: array[Any]) -> np.ndarray[Any, Any]:
    import numpy as np  # noqa: PLC0415

    return np.frombuffer(own, own.typecode)


def _ids(cursor: Cursor) -> tuple[Mapping[str, int], Mapping[str, int]]:
    """The numbers of indicators and places by their codes."""
    indicators, places = (rows.keys(cursor, kind) for kind in ("indicator", "place"))
    return (
        {code: n for n, code in enumerate(indicators)},
        {code: n for n, code in enumerate(places)},
    )
