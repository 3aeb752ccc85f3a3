"""The import's laws: whatever is done in whatever order, the values are those of a plain model.

The model is a list of what was accepted and what was taken back; real workbooks go through the
loaders into a real database. What is exported at the end reads back as no change.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory

import openpyxl
import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from dashboard.words import words_in
from dashboard.workbooks import exported_workbook
from data.check import check
from data.errors import MegaError
from data.records import ReportedValue, Upload
from data.store import Store, create_store, open_store
from indicators.model import (
    AggregationInTime,
    AggregationOverPlaces,
    Breakdown,
    Measure,
    Observation,
)
from indicators.periods import Period
from loaders.looking import look_here
from loaders.preview import accept, preview
from tests.support import a_strategy, an_indicator

NOON = datetime.fromisoformat("2026-11-20T12:00")
TODAY = NOON.date()

Key = tuple[str, str, str, str]  # indicator, place, period, heading of its column
Rows = Mapping[Key, float | str]

HEADINGS = ("Valor", "Plan", "Mujeres", "Numerador")
DENOMINATOR = 4.0
"""What stands beside every numerator, in a column of its own."""

KEYS = st.tuples(
    st.sampled_from(["M01", "M02"]),
    st.sampled_from(["PE", "CO", "REG"]),
    st.sampled_from(["2024-Q1", "2024-Q2", "2024-Q3"]),
    st.sampled_from(["Valor", "Plan", "Mujeres"]),
) | st.tuples(
    st.just("M03"),
    st.sampled_from(["PE", "CO"]),
    st.sampled_from(["2024-Q1", "2024-Q2"]),
    st.sampled_from(["Numerador", "Plan"]),
)
NUMBERS = st.sampled_from([0.0, 1.0, 2.5, 1 / 3, 1e9])
UNREADABLE = "muchos"
WORKBOOKS = st.dictionaries(KEYS, NUMBERS | st.just(UNREADABLE), min_size=1, max_size=5)


@dataclass
class Model:
    """What was accepted, in order, and which of it was taken back."""

    accepted: dict[int, dict[Key, float]] = field(default_factory=dict)
    withdrawals: dict[int, tuple[int, Key]] = field(default_factory=dict)
    undone: set[int] = field(default_factory=set)

    @property
    def kept(self) -> list[tuple[int, Key]]:
        """Each value that was not taken back, with its import, the latest last."""
        withdrawn = {one for n, one in self.withdrawals.items() if n not in self.undone}
        return [
            (number, key)
            for number, values in self.accepted.items()
            if number not in self.undone
            for key in values
            if (number, key) not in withdrawn
        ]

    @property
    def in_force(self) -> dict[Key, float]:
        return {key: self.accepted[number][key] for number, key in self.kept}

    @property
    def to_undo(self) -> list[int]:
        return sorted({*self.accepted, *self.withdrawals} - self.undone)


class Imports(RuleBasedStateMachine):
    """Two offices at one database."""

    def __init__(self) -> None:
        super().__init__()
        self.folder = TemporaryDirectory()
        self.model = Model()
        self.workbooks: list[bytes] = []
        self.store: Store

    @initialize()
    def begin(self) -> None:
        self.store = create_store(Path(self.folder.name) / "mega.duckdb")
        share = an_indicator(
            code="M03",
            agg_place=AggregationOverPlaces.RATIO,
            agg_time=AggregationInTime.RATIO,
        )
        strategy = a_strategy(an_indicator(), an_indicator(code="M02"), share)
        women = Breakdown("sexo", "mujeres", ("Mujeres",))
        strategy = replace(strategy, breakdowns=(women,))
        self.store.accept_strategy(Upload("s.xlsx", b"s", "eva", NOON), strategy, None)

    @rule(rows=WORKBOOKS, accept_valid=st.booleans())
    def load(self, rows: Rows, accept_valid: bool) -> None:
        self.workbooks.append(workbook(rows))
        self._load(self.workbooks[-1], rows, accept_valid=accept_valid)

    @precondition(lambda self: self.workbooks)
    @rule(data=st.data())
    def load_again(self, data: st.DataObject) -> None:
        content = data.draw(st.sampled_from(self.workbooks))
        self._load(content, rows_of(content), accept_valid=True)

    @precondition(lambda self: self.model.to_undo)
    @rule(data=st.data())
    def undo(self, data: st.DataObject) -> None:
        """Any that is still in force, the latest or an old one."""
        number = data.draw(st.sampled_from(self.model.to_undo))
        self.store.undo(number, "eva", NOON, "")
        self.model.undone.add(number)
        with pytest.raises(MegaError, match="already_undone"):
            self.store.undo(number, "eva", NOON, "")

    @precondition(lambda self: self.model.kept)
    @rule(data=st.data())
    def withdraw(self, data: st.DataObject) -> None:
        number, key = data.draw(st.sampled_from(self.model.kept))
        indicator, place, period, heading = key
        value = ReportedValue(
            number,
            indicator,
            place,
            Period.parse(period),
            Measure.MILESTONE if heading == "Plan" else Measure.ACTUAL,
            *(("sexo", "mujeres") if heading == "Mujeres" else (None, None)),
        )
        self.store.withdraw(value, "eva", NOON, "typo")
        self.model.withdrawals[self.store.imports()[0].import_id] = number, key

    @rule()
    def restart(self) -> None:
        self.store = open_store(self.store.path)

    @invariant()
    def the_values_in_force_are_the_models(self) -> None:
        found = {
            (one.indicator, one.place, one.period.code, heading_of(one)): number_of(one)
            for one in self.store.everything_in_force()
        }
        assert found == self.model.in_force

    def teardown(self) -> None:
        try:
            assert not check(self.store.path).breaches
            made = exported_workbook(self.store, TODAY, words_in("es"))
            found = preview(made.content, "e.xlsx", self.store, TODAY, look=look_here)
            n = len(self.model.in_force)
            assert (made.kept, made.outside) == (n, 0)
            assert [change.kind for change in found.changes] == ["unchanged"] * n
            assert not [one for one in found.problems if n]
        finally:
            self.folder.cleanup()

    def _load(self, content: bytes, rows: Rows, *, accept_valid: bool) -> None:
        """In the program and in the model, which must come to the same end."""
        right = {key: value for key, value in rows.items() if isinstance(value, float)}
        found = preview(content, "v.xlsx", self.store, TODAY, look=look_here)
        upload = Upload("v.xlsx", content, "ana", NOON)
        if len(right) < len(rows) and not accept_valid:
            with pytest.raises(MegaError, match="has_errors"):
                accept(found, self.store, upload, today=TODAY)
            return
        number = accept(found, self.store, upload, today=TODAY, accept_valid=accept_valid)
        if right.items() <= self.model.in_force.items():
            assert number is None
            return
        assert number is not None
        self.model.accepted[number] = right


def workbook(rows: Rows) -> bytes:
    book = openpyxl.Workbook()
    book.active.append(["Código", "País", "Período", *HEADINGS, "Denominador"])
    for (*named, heading), value in rows.items():
        cells = [value if heading == column else None for column in HEADINGS]
        book.active.append([*named, *cells, DENOMINATOR if heading == "Numerador" else None])
    content = BytesIO()
    book.save(content)
    return content.getvalue()


def rows_of(content: bytes) -> Rows:
    sheet = openpyxl.load_workbook(BytesIO(content)).active
    return {
        (str(code), str(place), str(period), heading): (
            value if value == UNREADABLE else float(value)
        )
        for code, place, period, *cells, _ in sheet.iter_rows(min_row=2, values_only=True)
        for heading, value in zip(HEADINGS, cells, strict=True)
        if value is not None
    }


def heading_of(one: Observation) -> str:
    """The column that an observation in force came from."""
    if one.measure is Measure.MILESTONE:
        return "Plan"
    if one.numerator is not None:
        return "Numerador"
    return "Mujeres" if one.category else "Valor"


def number_of(one: Observation) -> float | None:
    """The number of its cell; a numerator stands over the model's denominator."""
    if one.numerator is None:
        return one.value
    assert (one.value, one.denominator) == (None, DENOMINATOR)
    return one.numerator


@pytest.mark.parametrize(
    ("examples", "steps"), [(6, 10), pytest.param(200, 30, marks=pytest.mark.soak)]
)
def test_any_sequence_gives_the_values_of_the_model(examples: int, steps: int) -> None:
    run_state_machine_as_test(
        Imports,
        settings=settings(
            max_examples=examples,
            stateful_step_count=steps,
            derandomize=True,
            deadline=None,
            database=None,
            suppress_health_check=list(HealthCheck),
        ),
    )
