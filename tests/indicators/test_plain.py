"""The plain loop that the benchmark holds the arrays against does the same work."""

from dataclasses import fields

import numpy as np
import pytest

from bench.measure import LAST, TERMS, series_of
from bench.plain import Figures, measured
from indicators.judge import judge
from indicators.status import DATA_STATES, STATUSES, DataState, Status


def test_the_loop_of_the_benchmark_gives_the_figures_of_the_arrays() -> None:
    actuals, targets, series = series_of(200)
    judged = judge(actuals, targets, [LAST], TERMS)
    for n, one in enumerate(series):
        plain = measured(one, LAST.end, TERMS)
        for field in fields(Figures):
            told = getattr(plain, field.name)
            arrays = next(
                getattr(part, field.name)
                for part in (judged.progress, judged.outlook, judged.freshness, judged)
                if hasattr(part, field.name)
            )
            if isinstance(told, Status):
                assert STATUSES[arrays[0, n]] is told
            elif isinstance(told, DataState):
                assert DATA_STATES[arrays[0, n]] is told
            else:
                expected = np.nan if told is None else told
                assert arrays[0, n] == pytest.approx(expected, rel=1e-9, nan_ok=True), field
    found = {STATUSES[code] for code in judged.status[0]}
    assert {Status.OFF_TRACK, Status.REGRESSING} <= found
