"""Observations packed into columns are the ones that were packed, wherever they go."""

from datetime import datetime

import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from data.changes import Changes, Old
from data.gate import gate_to
from data.incoming import as_table
from data.packed import MEASURES, Columns, Packed, Texts
from data.records import Upload
from data.store import create_store
from indicators.model import Observation
from indicators.periods import Period
from tests.support import a_strategy

TEXTS = Texts(("M01",), ("REG", "PE", "CO"), (None, ("sex", "women")), ("Datos", "Más"), ("", "n"))
NOON = datetime.fromisoformat("2026-11-20T12:00")


def packed(*drawn):
    columns = Columns()
    for array, entries in zip(columns.arrays(), zip(*drawn, strict=True), strict=False):
        array.extend(entries)
    return Packed(columns, TEXTS)


numbers = st.sampled_from((0.0, 0.1, -3.0, 1e300, float("nan")))
entries = st.tuples(
    st.just(0),
    st.integers(0, 2),
    st.integers(0, 1),
    st.integers(0, 1),
    st.integers(0, 1),
    st.integers(0, 1),
    st.integers(8090, 8099),
    st.just(1),
    numbers,
    numbers,
    numbers,
    st.integers(1, 1_048_576),
    st.integers(1, 16_384),
)


def key(one):
    return one.indicator, one.place, one.period, one.measure, one.category


@pytest.fixture(scope="module")
def store(tmp_path_factory):
    store = create_store(tmp_path_factory.mktemp("packed") / "mega.duckdb")
    store.accept_strategy(Upload("s.xlsx", b"", "ana", NOON), a_strategy(), None)
    return store


@settings(max_examples=8, deadline=None)
@given(drawn=st.lists(entries, min_size=1, max_size=30))
def test_the_store_takes_packed_observations_as_it_takes_others(store, drawn):
    own = packed(*drawn)
    once = own.picked(list({key(one): n for n, one in enumerate(own)}.values()))
    import_id = store.accept_values(Upload("x.xlsx", b"", "ana", NOON), store.compare(once))
    try:
        kept = store.everything_in_force()
        assert sorted(map(repr, kept)) == sorted(map(repr, once))
        assert store.compare(once) == store.compare(list(once))
        assert store.compare(once).counts == {"new": 0, "changed": 0, "unchanged": len(once)}
    finally:
        store.undo(import_id, "ana", NOON, "")


def test_an_observation_is_made_of_its_columns_when_it_is_asked_for():
    nothing = float("nan")
    row = (0, 1, 1, 1, 1, 1, Period.parse("2024-Q3").end, 1, 5.0, nothing, nothing, 7, 28)
    (made,) = packed(row)
    assert made == Observation(
        "M01", "PE", Period.parse("2024-Q3"), MEASURES[1], 5.0, None, None,
        "Más", "AB7", "n", "sex", "women",
    )  # fmt: skip


def test_packed_observations_are_the_same_as_a_list_of_them_and_their_parts_too():
    rows = [(0, n % 3, 0, 0, 0, 0, 8090, 1, float(n), float("nan"), 1.0, n, n) for n in (1, 2, 30)]
    own = packed(*rows)
    assert own == list(own)
    assert list(own) == own
    assert own == packed(*rows)
    assert own[1:] == list(own)[1:]
    assert own != list(own)[1:]
    assert own.place_codes == {"PE", "CO", "REG"}
    changes = Changes(own, bytes((0, 1, 2)), _old(3))
    assert changes[1:] == list(changes)[1:]
    assert changes == list(changes)
    assert changes.picked(changes.where(1, 2)) == list(changes)[1:]


@pytest.mark.parametrize("of", [list, lambda own: own], ids=["listed", "packed"])
def test_duckdb_reads_observations_from_memory_that_needs_no_python_to_be_let_go(store, of):
    rows = [(0, n % 3, 0, 0, 0, 0, 8090, 1, 5.0, 1.0, 2.0, n, 4) for n in range(1, 2001)]
    before = pa.total_allocated_bytes()
    with gate_to(store.path).cursor() as cursor:
        table = as_table(cursor, of(packed(*rows)))
    assert pa.total_allocated_bytes() - before >= table.nbytes


def _old(n):
    old = Old()
    for array in old.arrays():
        array.extend(float("nan") for _ in range(n))
    return old
