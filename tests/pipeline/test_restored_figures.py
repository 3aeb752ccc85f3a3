"""What a backup and an export are made into again gives the same figures."""

from datetime import date
from pathlib import Path

from dashboard import machine, service
from data.backup import back_up, restore
from data.export import export, fill
from data.store import open_store

TODAY = date(2026, 11, 20)


def figures(path: Path) -> list[machine.Json]:
    """Every figure of every year."""
    every = service.snapshot(open_store(path), TODAY).by_year
    return [machine.figures_as_json(of_year) for of_year in every.values()]


def test_a_restored_backup_gives_the_same_figures(demo_database: Path, tmp_path: Path) -> None:
    back_up(open_store(demo_database), tmp_path / "backup.duckdb")
    restore(tmp_path / "backup.duckdb", tmp_path / "restored.duckdb")
    assert figures(tmp_path / "restored.duckdb") == figures(demo_database)


def test_an_empty_database_filled_from_an_export_gives_them_too(
    demo_database: Path, tmp_path: Path
) -> None:
    export(open_store(demo_database), tmp_path / "csv")
    fill(tmp_path / "csv", tmp_path / "filled.duckdb")
    assert figures(tmp_path / "filled.duckdb") == figures(demo_database)
