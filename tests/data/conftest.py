"""The small database with a history, made once and copied for each test that changes it."""

import shutil
from pathlib import Path

import pytest

from data.store import Store
from tests.data.stores import a_store_with_history


@pytest.fixture(scope="session")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """To be read only."""
    return a_store_with_history(tmp_path_factory.mktemp("whole") / "mega.duckdb").path


@pytest.fixture
def store(whole: Path, tmp_path: Path) -> Store:
    """A copy that the test may change."""
    return Store(Path(shutil.copy(whole, tmp_path / "mega.duckdb")))
