"""A page as AppTest opens it, on a small database or on the demo."""

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime
from html import unescape
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from data.records import Upload
from data.store import Store, create_store
from indicators.model import Observation, Strategy
from tests.support import a_strategy, an_indicator, an_observation
from tests.support.copies import made_once
from tests.support.pages import page_of

ACCEPTED_AT = datetime.fromisoformat("2024-02-01T12:00")

Open = Callable[..., AppTest]


@made_once
def made_empty(path: Path) -> Store:
    """An empty database that believes it is 20 November 2025."""
    store = create_store(path)
    store.set_today(date(2025, 11, 20), "editor", ACCEPTED_AT)
    return store


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return made_empty(tmp_path / "mega.duckdb")


@pytest.fixture
def open_page(monkeypatch: pytest.MonkeyPatch) -> Open:
    """Open a page of a database at an address."""

    def open_page(page: str, database: Path, **params: str) -> AppTest:
        monkeypatch.setenv("MEGA_DATABASE", str(database))
        monkeypatch.setenv("MEGA_SERVED_TO", "owner")
        app = page_of(page)
        for name, value in params.items():
            app.query_params[name] = value
        return app.run()

    return open_page


def strategy_of_two() -> Strategy:
    """M01 rises by quarter and M02 is to be kept above 80; in one area, in two places."""
    kept = an_indicator(code="M02", unit="%", goal=80.0, baseline=80.0, maximum=100.0)
    return a_strategy(an_indicator(), kept, milestones={"2024": 120.0})


def accept_strategy(store: Store, strategy: Strategy) -> None:
    upload = Upload("estrategia.xlsx", b"strategy", "editor", ACCEPTED_AT)
    store.accept_strategy(upload, strategy, None)


def accept_values(store: Store, *observations: Observation, file_name: str = "peru.xlsx") -> int:
    upload = Upload(file_name, file_name.encode(), "ana", ACCEPTED_AT)
    import_id = store.accept_values(upload, store.compare(observations))
    assert import_id is not None
    return import_id


@made_once
def made_reported(path: Path) -> Store:
    """Two targets and a few values of 2024 and 2025 in two places."""
    store = made_empty(path)
    accept_strategy(store, strategy_of_two())
    values = {"2024-Q3": 101, "2024-Q4": 110, "2025-Q1": 112, "2025-Q2": 115, "2025-Q3": 116}
    of_peru = [an_observation(value / 2, period) for period, value in values.items()]
    of_colombia = [replace(one, place="CO", cell="D3") for one in of_peru]
    kept = [
        an_observation(81.0, period, indicator="M02", cell="D4")
        for period in ("2025-Q2", "2025-Q3")
    ]
    accept_values(store, *of_peru, *of_colombia, *kept)
    return store


@pytest.fixture
def reported(tmp_path: Path) -> Store:
    return made_reported(tmp_path / "mega.duckdb")


def markup_of(app: AppTest) -> str:
    """What the page draws, without its style sheet and script."""
    bodies = [element.proto.body for element in app.html]
    return " ".join(body for body in bodies if not body.startswith(("<style>", "<script>")))


def text_of(app: AppTest) -> str:
    """What can be read on a wide screen, where the labels of a phone's cards are hidden."""
    without_labels = re.sub(r'<span class="label".*?</span>', "", markup_of(app))
    spaced = unescape(re.sub(r"<[^>]*>", " ", without_labels))
    return " ".join(spaced.replace("\N{NO-BREAK SPACE}", " ").split())
