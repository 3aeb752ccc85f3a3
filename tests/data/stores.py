"""A small database with a history in it: imports, a correction, an undo, a setting."""

from datetime import datetime
from pathlib import Path

from data.records import ReportedValue, Upload
from data.store import Store, create_store
from indicators.model import Measure
from indicators.periods import Period
from tests.support import a_strategy, an_indicator, an_observation

NOON = datetime.fromisoformat("2025-01-31T12:00")


def upload(file_name: str = "peru.xlsx", content: bytes = b"", reason: str = "") -> Upload:
    return Upload(file_name, content or file_name.encode(), "ana", NOON, reason)


def accept(store: Store, *values: float, file_name: str = "peru.xlsx", place: str = "PE") -> int:
    """Accept a workbook with M01 of successive quarters from 2024-Q1 on."""
    periods = [Period.parse("2024-Q1").shifted(n).code for n in range(len(values))]
    observations = [
        an_observation(value, period, place) for value, period in zip(values, periods, strict=True)
    ]
    import_id = store.accept_values(upload(file_name), store.compare(observations))
    assert import_id is not None
    return import_id


def a_store_with_history(path: Path) -> Store:
    """A small history of eight changes.

    Two strategies (1, 2), Peru (3), Colombia (4), Peru corrected (5), a wrong file (6, 7), and
    the second value of Colombia withdrawn (8).
    """
    store = create_store(path)
    store.accept_strategy(upload("strategy.xlsx"), a_strategy(milestones={"2024": 130.0}), None)
    second = a_strategy(an_indicator(), an_indicator(code="M02", unit="%"))
    store.accept_strategy(upload("second.xlsx"), second, Period.parse("2024-Q1"))
    accept(store, 1.0, 2.0)
    accept(store, 3.0, 4.0, file_name="colombia.xlsx", place="CO")
    observations = [
        an_observation(5.0, "2024-Q1", note="=revised", cell="C7"),
        an_observation(9.0, "2024-Q1", measure=Measure.MILESTONE),
        an_observation(2.0, "2024-Q2", dimension="sex", category="women"),
        an_observation(None, "2024-Q3", numerator=1.0, denominator=3.0),
    ]
    store.accept_values(upload("peru-2.xlsx", reason="late"), store.compare(observations))
    wrong = accept(store, 100.0, 200.0, file_name="wrong.xlsx")
    store.undo(wrong, "eva", NOON, "wrong file")
    colombia = ReportedValue(4, "M01", "CO", Period.parse("2024-Q2"), Measure.ACTUAL)
    store.withdraw(colombia, "eva", NOON, "=counted twice")
    return store
