"""What is downloaded in the browser is what its name says."""

import csv
import re
from collections.abc import Callable
from io import StringIO
from pathlib import Path

import openpyxl
import pytest

from tests.browser.conftest import Visitor
from tests.support.parts import among, in_part

pytestmark = pytest.mark.browser

Visit = Callable[..., Visitor]


def download(guest: Visitor, which: int, kind: str, folder: Path) -> Path:
    """Take the ``kind`` of the page's ``which``-th download."""
    button = guest.page.get_by_role("button", name=re.compile("Download$")).nth(which)
    button.wait_for()
    guest.page.wait_for_load_state("networkidle")  # charts that are still being drawn move it
    button.evaluate("button => button.scrollIntoView({block: 'center'})")
    button.click()
    with guest.page.expect_download() as caught:
        guest.page.get_by_role("button", name=kind).click()
    path = folder / caught.value.suggested_filename
    caught.value.save_as(path)
    guest.page.keyboard.press("Escape")
    guest.page.get_by_role("button", name=kind).wait_for(state="detached")
    return path


def test_a_chart_is_taken_along_in_four_kinds(demo_address: str, visitor: Visit, tmp_path: Path):
    guest = visitor()
    guest.open(demo_address, "target", lang="en", target="M05")
    png = download(guest, 0, "Picture (PNG)", tmp_path)
    assert png.name == "mega_M05_trend_2026-Q3_en.png"
    assert png.read_bytes().startswith(b"\x89PNG")
    svg = download(guest, 0, "Drawing (SVG)", tmp_path).read_text(encoding="utf-8")
    assert "Fairtrade Premium received" in svg
    assert "Illustrative data" in svg
    page = openpyxl.load_workbook(download(guest, 0, "Workbook (XLSX)", tmp_path)).active
    rows = {row[0]: row[1] for row in page.iter_rows(values_only=True)}
    assert rows["Period"] == "Actual"
    assert rows["2026-Q3"] == pytest.approx(146.8, abs=0.05)
    text = download(guest, 0, "Data (CSV)", tmp_path).read_text(encoding="utf-8-sig")
    assert next(csv.reader(StringIO(text)))[:2] == ["Period", "Actual"]
    assert guest.complaints == []


@pytest.mark.parametrize("form", in_part(["lines", "map"], among("map")))
def test_countries_are_taken_along_as_a_picture(
    form: str, demo_address: str, visitor: Visit, tmp_path: Path
):
    guest = visitor()
    guest.open(demo_address, "target", lang="en", target="M09", places=form)
    png = download(guest, 1, "Picture (PNG)", tmp_path)
    assert png.read_bytes().startswith(b"\x89PNG")
    assert guest.complaints == []


@pytest.mark.parametrize(
    ("which", "params", "firsts"),
    in_part(
        [
            ("panorama", {}, ["Code"]),
            ("area", {"area": "A2"}, ["Code"]),
            ("target", {"target": "M18", "period": "2026-Q3"}, [None, None, "Breakdown", "Place"]),
            ("country", {"country": "PE"}, ["Code", "Code"]),
            ("plan", {}, ["Code", "Guideline", "Plan"]),
            ("compare", {}, ["Code"]),
            ("compare", {"compare": "areas"}, ["Code"]),
            ("compare", {"compare": "countries"}, ["Code"]),
            ("reports", {}, ["Place"]),
            ("method", {}, ["Status"]),
            ("load", {}, ["Import"]),
            ("history", {}, ["Number"]),
        ],
        among("target", "country", "history"),
    ),
)
def test_every_table_is_taken_along_as_a_workbook(
    which: str,
    params: dict[str, str],
    firsts: list[str | None],
    demo_address: str,
    visitor: Visit,
    tmp_path: Path,
):
    """``firsts`` are the first headings of a page's tables, None for a chart tested elsewhere."""
    guest = visitor()
    guest.open(demo_address, which, lang="en", **params)
    for number, first in enumerate(firsts):
        if first is not None:
            path = download(guest, number, "Workbook (XLSX)", tmp_path)
            sheet = openpyxl.load_workbook(path).active
            assert sheet.max_row > 2
            assert sheet["A1"].value == first
            assert not any(cell.data_type == "f" for row in sheet.iter_rows() for cell in row)
    assert guest.complaints == []


@pytest.mark.parametrize(
    ("which", "params", "first", "before"),
    in_part(
        [
            ("panorama", {}, "Area", 1),
            ("area", {"area": "A2"}, "Target", 0),
            ("target", {"target": "M05"}, "Period", 0),
        ],
        among("target"),
    ),
)
def test_what_goes_into_a_working_is_taken_along_as_a_workbook(
    which: str,
    params: dict[str, str],
    first: str,
    before: int,
    demo_address: str,
    visitor: Visit,
    tmp_path: Path,
):
    """``before`` so many downloads stand above the working."""
    guest = visitor()
    guest.open(demo_address, which, lang="en", **params)
    guest.page.get_by_text("Show the working").click()
    guest.page.get_by_text("What goes in").first.wait_for(state="visible")
    path = download(guest, before, "Workbook (XLSX)", tmp_path)
    assert path.name.endswith("_working_2026-Q3_en.xlsx")
    sheet = openpyxl.load_workbook(path).active
    assert sheet["A1"].value == first
    assert sheet.max_row > 2
    for row in sheet.iter_rows(min_row=2, values_only=True):
        assert any(isinstance(value, float | int) for value in row), row
    assert guest.complaints == []
