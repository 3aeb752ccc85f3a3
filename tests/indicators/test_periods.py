from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indicators.periods import Frequency, Period

periods = st.builds(
    lambda year, quarters, n: Period.of(year, quarters, n % (4 // quarters) + 1),
    st.integers(1990, 2100),
    st.sampled_from([1, 2, 4]),
    st.integers(0, 3),
)


@pytest.mark.parametrize(
    ("code", "time", "first", "last"),
    [
        ("2024-Q1", 2024.25, date(2024, 1, 1), date(2024, 3, 31)),
        ("2024-Q3", 2024.75, date(2024, 7, 1), date(2024, 9, 30)),
        ("2024-S1", 2024.5, date(2024, 1, 1), date(2024, 6, 30)),
        ("2024-S2", 2025.0, date(2024, 7, 1), date(2024, 12, 31)),
        ("2024", 2025.0, date(2024, 1, 1), date(2024, 12, 31)),
    ],
)
def test_a_period_lies_where_its_code_says(code, time, first, last):
    period = Period.parse(code)
    assert (period.time, period.first_day, period.last_day) == (time, first, last)


@pytest.mark.parametrize("code", ["2024-Q5", "2024-Q0", "2024-S3", "24-Q1", "2024Q1", "", "2024-1"])
def test_what_is_no_period_is_refused(code):
    with pytest.raises(ValueError, match="period"):
        Period.parse(code)


@given(periods)
def test_a_code_reads_back_as_the_period_it_was_written_from(period):
    assert Period.parse(period.code) == period


@given(periods)
def test_a_period_begins_the_day_after_the_one_before_it_ends(period):
    assert (period.first_day - period.shifted(-1).last_day).days == 1


@given(st.dates(date(1990, 1, 1), date(2100, 12, 31)))
def test_every_day_lies_in_its_quarter(day):
    quarter = Period.quarter_of(day)
    assert quarter.first_day <= day <= quarter.last_day


@pytest.mark.parametrize(
    ("code", "frequency", "expected"),
    [
        ("2024-Q4", Frequency.YEAR, "2024"),
        ("2024-Q2", Frequency.HALF, "2024-S1"),
        ("2024-Q4", Frequency.HALF, "2024-S2"),
        ("2024-S2", Frequency.YEAR, "2024"),
        ("2024-Q3", Frequency.QUARTER, "2024-Q3"),
        ("2024-Q3", Frequency.YEAR, None),
        ("2024-Q1", Frequency.HALF, None),
        ("2024-S1", Frequency.YEAR, None),
        ("2024", Frequency.QUARTER, None),
        ("2024-S1", Frequency.QUARTER, None),
    ],
)
def test_a_finer_period_counts_only_where_it_ends_the_longer_one(code, frequency, expected):
    found = Period.parse(code).as_frequency(frequency)
    assert (found.code if found else None) == expected
