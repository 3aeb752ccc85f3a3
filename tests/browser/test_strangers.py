"""In a real browser too, what strangers wrote stays text: nothing runs, loads or breaks."""

from collections.abc import Callable
from pathlib import Path

import pytest

from dashboard.location import PAGES
from tests.browser.conftest import Visitor, served
from tests.support.strangers import HOSTILE, hostile_store

pytestmark = pytest.mark.browser


def test_names_in_workbooks_run_nothing_in_a_browser(
    visitor: Callable[..., Visitor], tmp_path: Path
):
    guest = visitor()
    dialogs: list[str] = []
    guest.page.on("dialog", lambda dialog: dialogs.append(dialog.message) or dialog.dismiss())
    addresses = [(page, {"country": "PE"}) for page in PAGES if page != "target"]
    addresses += [("target", {"target": f"M{n:02}", "period": "2024-Q4"}) for n in (1, 5, 16)]
    addresses += [("area", {"area": HOSTILE["element"], "target": HOSTILE["attribute"]})]
    with served(hostile_store(tmp_path / "mega.duckdb").path) as address:
        for page, params in addresses:
            guest.open(address, page, lang="en", **params)
            assert guest.page.evaluate("window.hacked") is None, page
            assert guest.page.locator(".apology").count() == 0, page
    assert (guest.complaints, dialogs) == ([], [])
