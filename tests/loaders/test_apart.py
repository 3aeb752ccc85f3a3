import logging
import resource
import sys
from pathlib import Path

import pytest

from loaders.apart import read_apart
from loaders.limits import ProcessLimits
from loaders.read import UnusableFileError, read_workbook
from tests.loaders.against_openpyxl import as_read
from tests.loaders.packages import number, open_document, package, sheet

SAMPLES = Path(__file__).parents[1] / "samples"
FILES = Path(__file__).parent / "files"
HAS_LIMITS = pytest.mark.skipif(sys.platform != "linux", reason="counts memory otherwise")


def code(content, name="x.xlsx", **limits):
    with pytest.raises(UnusableFileError) as error:
        read_apart(content, name, ProcessLimits(**limits))
    return error.value.code


@pytest.mark.parametrize(
    "path",
    [
        SAMPLES / "03_wide_quarters.xlsx",
        SAMPLES / "08_portuguese_semester.xlsx",
        SAMPLES / "10_sheet_per_area.xlsx",
        FILES / "old.xls",
    ],
    ids=lambda path: path.name,
)
def test_a_process_of_its_own_reads_the_same(path):
    content = path.read_bytes()
    assert as_read(read_apart(content, path.name)) == as_read(read_workbook(content, path.name))


def test_it_is_told_the_name_whatever_is_in_it():
    name = "-c; \0 \ud800 «Perú».csv"
    assert read_apart(b"a;1\nb;2\n", name).sheets[0].rows[2][1].value == "b"
    assert read_apart(b"a;1\nb;2\n", "x" * 1_000_000 + ".csv").sheets[0].rows[2][1].value == "b"


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("11_truncated.xlsx", "not_a_workbook"),
        ("12_renamed_text.xlsx", "not_a_workbook"),
        ("13_zip_bomb.xlsx", "too_large"),
    ],
)
def test_why_a_file_cannot_be_used_is_passed_on(name, expected):
    assert code((SAMPLES / name).read_bytes()) == expected


def test_a_file_that_takes_too_long_is_too_large():
    assert code(package(sheet(number("A1", 1))), seconds=0.001) == "too_large"


@HAS_LIMITS
def test_a_file_that_takes_too_much_memory_is_too_large():
    text = '<row><c t="inlineStr"><is><t>{:0200d}</t></is></c></row>'
    content = package(sheet("".join(text.format(n) for n in range(100_000))))
    assert code(content, memory_bytes=100 << 20) == "too_large"


@HAS_LIMITS
def test_a_file_that_takes_all_memory_is_too_large_and_takes_none_from_others():
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    repeated = (
        '<table:table-row table:number-rows-repeated="1048576"><table:table-cell'
        ' office:value-type="float" office:value="5" table:number-columns-repeated="50"/>'
        "</table:table-row>"
    )
    assert code(open_document(repeated), "x.ods") == "too_large"
    after = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    assert after - before < 100_000  # kilobytes


@HAS_LIMITS
def test_a_process_that_breaks_is_logged_and_the_file_refused(caplog):
    with caplog.at_level(logging.ERROR):
        found = code(package(sheet(number("A1", 1))), memory_bytes=1 << 20)
    assert found in {"not_a_workbook", "too_large"}
