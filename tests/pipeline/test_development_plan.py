"""A municipal development plan as its office sends it: 331 targets in a sheet of 82 columns.

Its quarters stand in a row with plan and actual, between dozens of other columns, and nothing
says which place it is of: somebody says so once, by the command or on the page.
"""

from datetime import date, datetime
from pathlib import Path

import pytest
from typer.testing import CliRunner

from dashboard.cli import app as commands
from data.store import Store, create_store
from tests.dashboard.conftest import accept_strategy, text_of
from tests.dashboard.test_loading import choose, click
from tests.loaders.drawn import as_bytes
from tests.loaders.test_mapping import COLUMNS, QUARTERS, TARGETS, development_plan
from tests.loaders.test_mapping import municipal_strategy as strategy
from tests.support.pages import page_of

VALUES = TARGETS * 2 * len(QUARTERS)
NOT_USED = COLUMNS - 1 - 2 * len(QUARTERS)
NOON = datetime.fromisoformat("2026-03-01T12:00")


@pytest.fixture(scope="module")
def workbook() -> bytes:
    return as_bytes(development_plan())


@pytest.fixture
def store(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Store:
    store = create_store(tmp_path / "mega.duckdb")
    store.set_today(date(2026, 3, 1), "editor", NOON)
    accept_strategy(store, strategy())
    monkeypatch.setenv("MEGA_DATABASE", str(store.path))
    monkeypatch.setenv("MEGA_SERVED_TO", "owner")
    return store


def mega(*arguments: object) -> tuple[int, str]:
    ended = CliRunner().invoke(
        commands, ["--language", "en", "--as", "ana", *map(str, arguments)], catch_exceptions=False
    )
    return ended.exit_code, ended.output


def held(store: Store) -> list[tuple[str, str, str, str, float | None, str]]:
    return [
        (one.indicator, one.place, one.period.code, one.measure.value, one.value, one.cell)
        for one in store.everything_in_force()
    ]


def test_by_commands_it_is_mapped_once_and_read_from_then_on(
    workbook: bytes, store: Store, tmp_path: Path
):
    plan, mapping = tmp_path / "plan.xlsx", tmp_path / "plan.toml"
    plan.write_bytes(workbook)
    code, told = mega("import", plan)
    assert code != 0
    assert "Nothing says which place this value is of." in told
    assert mega("map", plan, "-o", mapping)[0] == 0
    text = mapping.read_text(encoding="utf-8")
    mapping.write_text(text.replace("[tables.columns]", 'place = "CO"\n\n[tables.columns]', 1))
    code, told = mega("import", plan, "--map", mapping)
    assert code == 0, told
    found = held(store)
    assert len(found) == VALUES
    assert found[0] == ("0000", "CO", "2025-Q1", "actual", 0.5, "W3")
    assert found[-1] == ("0330", "CO", "2025-Q4", "milestone", 333.0, "AM333")

    book = development_plan()
    book.active["AO333"] = 400
    book.save(tmp_path / "later.xlsx")
    assert mega("import", tmp_path / "later.xlsx")[0] == 0
    changed = set(held(store)) - set(found)
    assert changed == {("0330", "CO", "2025-Q4", "actual", 400.0, "AO333")}


def test_on_the_page_its_place_is_chosen_once_and_all_of_it_is_accepted(
    workbook: bytes, store: Store
):
    page = page_of("load", timeout=60)
    page.query_params["lang"] = "en"
    choose(page.run(), workbook, "plan.xlsx")
    text = text_of(page)
    assert "Nothing says which place this value is of." in text
    assert f"Column not used ({NOT_USED})" in text
    page.selectbox(key="place 0").set_value("CO").run()
    click(page, "Read it this way")
    text = text_of(page)
    assert f"New values {VALUES:,} Changed values 0 Unchanged values 0" in text
    assert "place Colombia, from the mapping" in text
    click(page, "Accept")
    assert not page.exception
    assert len(store.everything_in_force()) == VALUES
