import sqlite3
import subprocess
import sys
import threading
from contextlib import closing
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import duckdb
import pytest

from data.errors import MegaError
from data.records import Upload
from data.store import Store, create_store, open_store
from indicators.model import Measure
from indicators.periods import Period
from tests.data.stores import NOON, accept, upload
from tests.support import a_strategy, an_indicator, an_observation
from tests.support.copies import made_once


@made_once
def made(path: Path) -> Store:
    """A store with the small strategy in it."""
    store = create_store(path)
    store.accept_strategy(upload("strategy.xlsx"), a_strategy(), None)
    return store


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return made(tmp_path / "mega.duckdb")


def in_force(store: Store) -> list[float]:
    return list(store.observations().frame["value"])


def test_a_strategy_comes_back_word_for_word(store: Store) -> None:
    strategy = a_strategy(an_indicator(band_low=5.0), milestones={"2022": 110.0, "2023-Q2": 115.5})
    store.accept_strategy(upload("second.xlsx"), strategy, Period.parse("2024-Q1"))
    version = store.strategy_history().versions[-1]
    assert version.strategy == strategy
    assert version.effective_from == Period.parse("2024-Q1")
    assert (version.author, version.accepted_at) == ("ana", NOON)


def test_the_same_strategy_again_writes_nothing(store: Store) -> None:
    before = store.state()
    assert store.accept_strategy(upload("again.xlsx"), a_strategy(), None) is None
    assert store.state() == before


def test_a_value_is_new_then_unchanged_then_changed(store: Store) -> None:
    assert [change.kind for change in store.compare([an_observation(7.0)])] == ["new"]
    store.accept_values(upload(), store.compare([an_observation(7.0)]))
    assert [change.kind for change in store.compare([an_observation(7.0)])] == ["unchanged"]
    (change,) = store.compare([an_observation(8.0)])
    assert (change.kind, change.old_value) == ("changed", 7.0)


def test_the_value_in_force_is_that_of_the_latest_import(store: Store) -> None:
    accept(store, 1.0, 2.0)
    accept(store, 10.0, file_name="revised.xlsx")
    assert in_force(store) == [10.0, 2.0]


def test_where_every_value_equals_the_one_in_force_nothing_is_written(store: Store) -> None:
    accept(store, 1.0)
    before = store.state()
    changes = store.compare([an_observation(1.0, "2024-Q1")])
    assert store.accept_values(upload("again.xlsx"), changes) is None
    assert store.state() == before
    assert len(store.imports()) == 2


def test_undo_brings_the_latest_remaining_value_back(store: Store) -> None:
    accept(store, 1.0)
    second = accept(store, 2.0)
    store.undo(second, "ana", NOON, "wrong file")
    assert in_force(store) == [1.0]


def test_undo_of_an_old_import_leaves_later_ones_alone(store: Store) -> None:
    first = accept(store, 1.0, 5.0)
    accept(store, 2.0)
    store.undo(first, "ana", NOON, "")
    assert in_force(store) == [2.0]


def test_a_value_that_two_imports_reported_survives_the_undo_of_the_first(store: Store) -> None:
    first = accept(store, 1.0)
    changes = store.compare([an_observation(1.0, "2024-Q1"), an_observation(3.0, "2024-Q2")])
    store.accept_values(upload("both.xlsx"), changes)
    store.undo(first, "ana", NOON, "")
    assert in_force(store) == [1.0, 3.0]


def test_an_import_is_undone_once_and_only_if_it_exists(store: Store) -> None:
    import_id = accept(store, 1.0)
    store.undo(import_id, "ana", NOON, "")
    for asked, code in ((import_id, "already_undone"), (999, "unknown_import")):
        before = store.state()
        with pytest.raises(MegaError) as caught:
            store.undo(asked, "ana", NOON, "")
        assert caught.value.code == code
        assert store.state() == before


def test_a_preview_that_others_overtook_is_refused_and_writes_nothing(store: Store) -> None:
    changes = store.compare([an_observation(7.0, "2024-Q1")])
    accept(store, 5.0)
    before = store.state()
    with pytest.raises(MegaError) as caught:
        store.accept_values(upload(), changes)
    assert caught.value.code == "preview_outdated"
    assert store.state() == before
    assert in_force(store) == [5.0]


def test_an_import_of_other_values_does_not_outdate_a_preview(store: Store) -> None:
    changes = store.compare([an_observation(7.0, "2024-Q1")])
    accept(store, 5.0, place="CO", file_name="colombia.xlsx")
    assert store.accept_values(upload(), changes) is not None


def test_milestones_and_breakdowns_are_kept_apart_from_actuals(store: Store) -> None:
    observations = [
        an_observation(1.0),
        an_observation(2.0, measure=Measure.MILESTONE),
        an_observation(0.5, dimension="sex", category="women"),
        an_observation(0.4, dimension="sex", category="men"),
    ]
    store.accept_values(upload(), store.compare(observations))
    assert in_force(store) == [1.0]
    assert {change.kind for change in store.compare(observations)} == {"unchanged"}


def test_each_part_of_a_breakdown_is_handed_over_by_itself(store: Store) -> None:
    women = an_observation(3.0, "2024-Q1", dimension="sex", category="women")
    men = an_observation(4.0, "2024-Q1", dimension="sex", category="men")
    wrong = an_observation(9.0, "2024-Q1", dimension="sex", category="women")
    accept(store, 7.0)
    store.accept_values(upload(), store.compare([women, men]))
    store.accept_values(upload("wrong.xlsx"), store.compare([wrong]))
    store.undo(store.imports()[0].import_id, "editor", NOON, "wrong")
    found = store.broken_down("M01")
    assert {part: list(of.frame["value"]) for part, of in found.items()} == {
        ("sex", "men"): [4.0],
        ("sex", "women"): [3.0],
    }
    assert store.broken_down("M02") == {}


def test_a_report_of_parts_alone_keeps_its_parts(store: Store) -> None:
    parts = an_observation(None, numerator=0.0, denominator=0.0)
    store.accept_values(upload(), store.compare([parts]))
    assert [change.kind for change in store.compare([parts])] == ["unchanged"]
    frame = store.observations().frame
    assert frame[["numerator", "denominator"]].to_numpy().tolist() == [[0.0, 0.0]]
    assert frame["value"].isna().all()


def test_the_frame_is_compact_and_sorted_by_indicator_place_and_period(store: Store) -> None:
    accept(store, 3.0, 4.0, place="CO", file_name="colombia.xlsx")
    accept(store, 1.0, 2.0)
    observations = store.observations()
    frame = observations.frame
    assert {name: str(dtype) for name, dtype in frame.dtypes.items()} == {
        "indicator_id": "int16",
        "place_id": "int16",
        "period_end": "int16",
        "period_quarters": "int8",
        "value": "float64",
        "numerator": "float64",
        "denominator": "float64",
    }
    assert list(frame["value"]) == [1.0, 2.0, 3.0, 4.0]
    assert [observations.places[n] for n in frame["place_id"]] == ["PE", "PE", "CO", "CO"]


def test_lineage_leads_from_a_value_to_its_cells_files_and_people(store: Store) -> None:
    accept(store, 1.0)
    second = accept(store, 2.0, file_name="revised.xlsx")
    third = accept(store, 3.0, file_name="wrong.xlsx")
    store.undo(third, "eva", NOON, "wrong country")
    lineage = store.lineage("M01", "PE", Period.parse("2024-Q1"))
    assert [(row.value, row.file_name, row.in_force) for row in lineage] == [
        (3.0, "wrong.xlsx", False),
        (2.0, "revised.xlsx", True),
        (1.0, "peru.xlsx", False),
    ]
    assert lineage[0].undone_at == NOON
    assert (lineage[1].sheet, lineage[1].cell, lineage[1].accepted_by) == ("Datos", "D2", "ana")
    assert lineage[1].import_id == second
    assert store.lineage("M01", "CO") == []


def test_the_file_itself_is_kept_once_by_its_hash(store: Store) -> None:
    first = Upload("a.xlsx", b"PK-bytes", "ana", NOON)
    store.accept_values(first, store.compare([an_observation(1.0)]))
    second = Upload("b.xlsx", b"PK-bytes", "ana", NOON)
    store.accept_values(second, store.compare([an_observation(2.0)]))
    assert first.sha256 == second.sha256
    assert store.file(first.sha256) == b"PK-bytes"
    with pytest.raises(MegaError) as caught:
        store.file("0" * 64)
    assert caught.value.code == "unknown_file"


def test_imports_tell_who_when_why_and_how_many(store: Store) -> None:
    import_id = accept(store, 1.0, 2.0)
    store.undo(import_id, "eva", NOON, "sent twice")
    undone, strategy = store.imports()
    assert (undone.kind, undone.values, undone.accepted_by) == ("values", 2, "ana")
    assert (undone.undone_by, undone.undo_reason) == ("eva", "sent twice")
    assert (strategy.kind, strategy.values, strategy.undone_at) == ("strategy", 0, None)


def test_a_demo_database_stores_its_own_today(store: Store) -> None:
    assert store.today() is None
    store.set_today(date(2026, 11, 20), "demo", NOON)
    assert store.today() == date(2026, 11, 20)
    assert store.contents().today == date(2026, 11, 20)


def test_every_change_advances_the_counter_by_one(store: Store) -> None:
    assert store.state().counter == 1
    import_id = accept(store, 1.0)
    assert store.state().counter == import_id == 2
    store.undo(import_id, "ana", NOON, "")
    assert store.state().counter == 3


def test_a_change_before_the_latest_one_is_refused_and_writes_nothing(store: Store) -> None:
    early = replace(upload(), at=NOON - timedelta(days=30))
    changes = store.compare([an_observation(1.0)])
    for attempt in (
        lambda: store.accept_values(early, changes),
        lambda: store.accept_strategy(early, a_strategy(milestones={"2022": 1.0}), None),
        lambda: store.undo(1, "ana", early.at, ""),
        lambda: store.set_today(date(2025, 1, 1), "ana", early.at),
    ):
        with pytest.raises(MegaError) as caught:
            attempt()
        assert caught.value.code == "clock_behind"
        assert caught.value.params == {"clock": early.at, "latest": NOON}
    assert store.state().counter == 1


def test_machines_may_differ_by_minutes_on_what_time_it_is(store: Store) -> None:
    at = NOON - timedelta(minutes=5)
    store.accept_values(replace(upload(), at=at), store.compare([an_observation(1.0)]))
    assert store.imports()[0].accepted_at == at


def test_after_a_clock_that_was_ahead_a_person_says_that_this_one_is_right(store: Store) -> None:
    right = NOON - timedelta(days=30)
    store.trust_clock("eva", right)
    store.accept_values(replace(upload(), at=right), store.compare([an_observation(1.0)]))
    assert in_force(store) == [1.0]
    assert store.state().counter == 3


def test_a_demo_plays_its_day_over_and_over(store: Store) -> None:
    store.set_today(date(2025, 1, 1), "demo", NOON)
    store.undo(1, "ana", NOON - timedelta(days=30), "")
    assert store.state().counter == 3


def test_an_existing_database_is_not_made_again(store: Store) -> None:
    with pytest.raises(MegaError) as caught:
        create_store(store.path)
    assert caught.value.code == "database_exists"


def test_a_missing_foreign_or_newer_database_is_refused_by_name(
    store: Store, tmp_path: Path
) -> None:
    text, foreign = tmp_path / "text.duckdb", tmp_path / "foreign.duckdb"
    text.write_text("not a database " * 1000, encoding="utf-8")
    with duckdb.connect(str(foreign)) as connection:
        connection.execute("CREATE TABLE store (bread INTEGER)")
    empty, of_sqlite = tmp_path / "empty.duckdb", tmp_path / "sqlite.duckdb"
    empty.touch()
    with closing(sqlite3.connect(of_sqlite)) as sqlite:
        sqlite.execute("CREATE TABLE store (database_id, schema_version, counter)")
    with duckdb.connect(str(store.path)) as connection:
        connection.execute("UPDATE store SET schema_version = 99")
    refusals = {
        tmp_path / "none.duckdb": "no_database",
        text: "not_a_database",
        foreign: "not_a_database",
        empty: "not_a_database",
        of_sqlite: "not_a_database",
        tmp_path: "not_a_database",
        store.path: "unknown_schema",
    }
    for path, code in refusals.items():
        with pytest.raises(MegaError) as caught:
            open_store(path)
        assert caught.value.code == code, path
    assert empty.read_bytes() == b""


def test_the_file_is_let_go_between_calls_so_that_another_process_may_write(store: Store) -> None:
    accept(store, 1.0)
    other = (
        "import sys; from pathlib import Path; from datetime import datetime;"
        "from data.store import open_store;"
        "open_store(Path(sys.argv[1])).undo(2, 'eva', datetime(2025, 2, 1), '')"
    )
    subprocess.run([sys.executable, "-c", other, str(store.path)], check=True)
    assert store.state().counter == 3
    assert in_force(store) == []


def test_a_database_that_another_program_keeps_open_is_busy(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("data.gate.PATIENCE_SECONDS", 0.2)
    holder = (
        "import sys, duckdb; c = duckdb.connect(sys.argv[1]); print('held', flush=True); input()"
    )
    with subprocess.Popen(
        [sys.executable, "-c", holder, str(store.path)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "held\n"
        with pytest.raises(MegaError) as caught:
            store.contents()
        process.communicate("\n")
    assert caught.value.code == "database_busy"
    assert store.state().counter == 1


def test_threads_that_write_at_once_are_all_accepted_in_one_order(store: Store) -> None:
    def one(quarter: int) -> None:
        observation = an_observation(float(quarter), f"2024-Q{quarter}")
        store.accept_values(upload(f"{quarter}.xlsx"), store.compare([observation]))

    threads = [threading.Thread(target=one, args=(quarter,)) for quarter in (1, 2, 3, 4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert in_force(store) == [1.0, 2.0, 3.0, 4.0]
    assert sorted(record.import_id for record in store.imports()) == [1, 2, 3, 4, 5]


def test_a_second_plan_cycle_adds_its_milestones_to_the_same_path(store: Store) -> None:
    first = a_strategy(milestones={"2022": 110.0, "2024": 120.0})
    store.accept_strategy(upload("first.xlsx"), first, None)
    plan = replace(first.plan, code="2025-2027", start_year=2025, end_year=2027)
    second = replace(a_strategy(milestones={"2024": 125.0, "2025": 150.0}), plan=plan)
    store.accept_strategy(upload("second.xlsx"), second, Period.parse("2025-Q1"))
    history = store.strategy_history()

    def path(period: str) -> list[float]:
        strategy = history.in_effect(Period.parse(period))
        assert strategy is not None
        return [milestone.value for milestone in strategy.milestones_of["M01"]]

    assert path("2024-Q4") == [110.0, 120.0]
    assert path("2025-Q1") == [110.0, 125.0, 150.0]
    assert history.latest is not None
    assert history.latest.plan.code == "2025-2027"
