"""A database of the samples, made once by the real command and copied for each test."""

import shutil
from pathlib import Path

import pytest

from tests.faults.machine import SAMPLES, run


@pytest.fixture(scope="session")
def loaded(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The strategy (import 1) and one quarterly workbook (2); to be read only."""
    path = tmp_path_factory.mktemp("loaded") / "mega.duckdb"
    ended = run("import", SAMPLES / "strategy.xlsx", SAMPLES / "01_long_es.xlsx", database=path)
    assert ended.code == 0, ended.said
    return path


@pytest.fixture
def database(loaded: Path, tmp_path: Path) -> Path:
    """A copy that the test may change."""
    (tmp_path / "data").mkdir()
    return Path(shutil.copy(loaded, tmp_path / "data" / "mega.duckdb"))
