"""Every mutant of the samples ends in values or problems, within the limits of reading.

What was found so has a test of its own name in ``tests/loaders/test_hostile.py``.
"""

import pytest

from tests.loaders.fuzz.mutants import mutant
from tests.loaders.fuzz.run import fuzz


@pytest.mark.parametrize("count", [300, pytest.param(10_000, marks=pytest.mark.soak)])
def test_no_mutant_of_the_samples_crashes_or_hangs(count):
    tally = fuzz(range(count))
    assert (tally.tried, tally.crashed, tally.hung) == (count, {}, [])
    assert tally.endings.keys() >= {"values", "problems", "no_data_found", "not_a_workbook"}


def test_a_mutant_is_the_same_for_the_same_seed():
    assert [mutant(seed) for seed in range(20)] == [mutant(seed) for seed in range(20)]
