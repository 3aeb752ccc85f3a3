from pathlib import Path

import pytest
from hypothesis import given

from loaders.passing import packed, unpacked
from loaders.read import read_workbook
from tests.loaders.against_openpyxl import as_read
from tests.loaders.generated import packages

SAMPLES = Path(__file__).parents[1] / "samples"


@given(packages())
def test_a_workbook_is_the_same_after_it_was_passed(content):
    workbook = read_workbook(content)
    assert as_read(unpacked(b"".join(packed(workbook)))) == as_read(workbook)


def test_a_workbook_that_was_cut_short_is_refused():
    content = b"".join(packed(read_workbook((SAMPLES / "01_long_es.xlsx").read_bytes())))
    for length in (0, 7, 8, 40, len(content) - 1):
        with pytest.raises(ValueError, match=r"."):
            unpacked(content[:length])
