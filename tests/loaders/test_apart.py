import logging
import resource
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from data.errors import MegaError
from loaders.apart import find_apart
from loaders.finding import Question, find
from loaders.limits import PROCESS_LIMITS, ProcessLimits
from loaders.mapping import TableMapping
from tests.loaders.drawn import rules
from tests.loaders.packages import number, open_document, package, sheet

SAMPLES = Path(__file__).parents[1] / "samples"
HAS_LIMITS = pytest.mark.skipif(sys.platform != "linux", reason="counts memory otherwise")
ONE_CELL = package(sheet(number("A1", 1)))


def fatal(content, name="x.xlsx", limits=PROCESS_LIMITS):
    return find_apart(content, name, Question(rules()), limits).fatal


@pytest.mark.parametrize(
    "name", ["03_wide_quarters.xlsx", "06_planted_errors.xlsx", "strategy.xlsx"]
)
def test_a_process_of_its_own_finds_the_same(name):
    content, question = (SAMPLES / name).read_bytes(), Question(rules())
    assert find_apart(content, name, question) == find(content, name, question)


def test_it_is_told_the_name_whatever_is_in_it():
    content = b"Codigo;Valor\nM02;85,5\n"
    for name in ("-c; \0 «PE» 2023-Q4.csv", "\ud800.csv", "x" * 1_000_000 + ".csv"):
        found = find_apart(content, name, Question(rules()))
        assert found == find(content, name, Question(rules()))


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("11_truncated.xlsx", "not_a_workbook"),
        ("12_renamed_text.xlsx", "not_a_workbook"),
        ("13_zip_bomb.xlsx", "too_large"),
        ("14_no_indicator_data.xlsx", "no_data_found"),
        ("15_empty.xlsx", "no_data_found"),
    ],
)
def test_why_a_file_cannot_be_used_is_passed_on(name, expected):
    assert fatal((SAMPLES / name).read_bytes()) == expected


def test_an_error_that_a_person_can_mend_is_passed_on():
    content = (SAMPLES / "01_long_es.xlsx").read_bytes()
    with pytest.raises(MegaError) as error:
        find_apart(content, "x.xlsx", Question(None))
    assert error.value.code == "no_strategy"
    unfit = TableMapping("Otra", 1, 1, (), fingerprint="0")
    with pytest.raises(MegaError) as error:
        find_apart(content, "x.xlsx", Question(rules(), [unfit]))
    assert (error.value.code, error.value.params) == ("mapping_fits_no_sheet", {"sheet": "Otra"})


def test_a_file_that_takes_too_long_is_too_large():
    assert fatal(ONE_CELL, limits=ProcessLimits(seconds=0.001)) == "too_large"


@HAS_LIMITS
def test_a_file_that_takes_too_much_memory_is_too_large():
    text = '<row><c t="inlineStr"><is><t>{:0200d}</t></is></c></row>'
    content = package(sheet("".join(text.format(n) for n in range(100_000))))
    assert fatal(content, limits=replace(PROCESS_LIMITS, memory_bytes=100 << 20)) == "too_large"


@HAS_LIMITS
def test_a_file_that_takes_all_memory_is_too_large_and_takes_none_from_others():
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    repeated = (
        '<table:table-row table:number-rows-repeated="1048576"><table:table-cell'
        ' office:value-type="float" office:value="5" table:number-columns-repeated="50"/>'
        "</table:table-row>"
    )
    assert fatal(open_document(repeated), "x.ods") == "too_large"
    after = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    assert after - before < 100_000  # kilobytes


@HAS_LIMITS
def test_a_process_that_breaks_is_logged_and_the_file_refused(caplog):
    with caplog.at_level(logging.ERROR):
        found = fatal(ONE_CELL, limits=replace(PROCESS_LIMITS, memory_bytes=1 << 20))
    assert found in {"not_a_workbook", "too_large"}
    assert "reading 'x.xlsx' ended with" in caplog.text
