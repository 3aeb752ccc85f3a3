"""Every sample workbook gives exactly what is written down beside it."""

import json
from datetime import date, datetime
from pathlib import Path

import pytest

from dashboard.machine import observation_as_json
from data.records import Upload
from data.store import Store, create_store
from loaders.preview import accept, preview

SAMPLES = Path(__file__).parents[1] / "samples"
TODAY = date(2026, 11, 20)
EXPECTED = sorted(SAMPLES.glob("[0-9]*.json"))


@pytest.fixture(scope="module")
def planned(tmp_path_factory: pytest.TempPathFactory) -> Store:
    """A store into which the samples' strategy was loaded, and nothing else."""
    store = create_store(tmp_path_factory.mktemp("samples") / "mega.duckdb")
    content = (SAMPLES / "strategy.xlsx").read_bytes()
    found = preview(content, "strategy.xlsx", store, TODAY)
    upload = Upload("strategy.xlsx", content, "ana", datetime.fromisoformat("2026-11-20T12:00"))
    assert found.problems == []
    assert accept(found, store, upload, today=TODAY) == 1
    return store


@pytest.mark.parametrize("path", EXPECTED, ids=lambda path: path.stem)
def test_a_sample_gives_what_is_written_down(path: Path, planned: Store):
    expected = json.loads(path.read_text(encoding="utf-8"))
    workbook = path.with_suffix(".xlsx")
    found = preview(workbook.read_bytes(), workbook.name, planned, TODAY)
    assert found.fatal == expected["fatal"]
    assert in_order(observation_as_json(one) for one in found.observations) == in_order(
        expected["observations"]
    )
    assert in_order(located(one) for one in found.problems) == in_order(expected["problems"])


def located(problem):
    return {key: getattr(problem, key) for key in ("code", "severity", "sheet", "cell")}


def in_order(found):
    return sorted(found, key=lambda one: (one["sheet"], one["cell"], one.get("code", "")))


def test_there_is_a_workbook_for_every_expectation():
    assert len(EXPECTED) == 15
    assert all(path.with_suffix(".xlsx").exists() for path in EXPECTED)
