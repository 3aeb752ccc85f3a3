"""Student's t: exact values, its laws, and the incomplete beta function's for any freedom."""

import numpy as np
import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from scipy import special

from indicators.student import cumulative, quantile

freedoms = st.integers(1, 40)
values = st.floats(-1e6, 1e6)


def up_to(freedom: int, value: float) -> float:
    return float(cumulative(np.array([freedom]), np.array([value]))[0])


@pytest.mark.parametrize(
    ("freedom", "value", "probability"),
    [
        (1, 1.0, 0.75),
        (1, 0.0, 0.5),
        (2, 2**0.5, 0.5 + 2**-1.5),
        (2, -(2**0.5), 0.5 - 2**-1.5),
        (3, 3**0.5, 0.75 + 1 / (2 * np.pi)),
        (4, 2.0, 0.5 + 5 / 2**3.5),
        (7, np.inf, 1.0),
        (8, -np.inf, 0.0),
    ],
)
def test_exact_probabilities(freedom, value, probability):
    assert up_to(freedom, value) == pytest.approx(probability, abs=1e-15)


def by_incomplete_beta(freedom: int, value: float) -> float:
    """The same by scipy's incomplete beta function, from whichever end it is small.

    ``special.stdtr`` is off by as much as 2e-12 close to zero, this by less than 5e-16.
    """
    square = value * value
    if square < freedom:
        return (
            0.5
            + np.sign(value) * special.betainc(0.5, freedom / 2, square / (freedom + square)) / 2
        )
    tail = special.betainc(freedom / 2, 0.5, freedom / (freedom + square)) / 2
    return tail if value < 0 else 1 - tail


@given(freedoms, values)
@example(1, 0.001953125)
def test_it_is_what_the_incomplete_beta_function_gives_for_any_freedom(freedom, value):
    assert up_to(freedom, value) == pytest.approx(by_incomplete_beta(freedom, value), abs=1e-15)


@given(freedoms, values)
def test_it_is_symmetric(freedom, value):
    assert up_to(freedom, value) + up_to(freedom, -value) == pytest.approx(1.0, abs=1e-15)


@given(freedoms, values, values)
def test_it_never_falls(freedom, one, other):
    low, high = sorted([one, other])
    assert up_to(freedom, low) <= up_to(freedom, high) + 1e-15


@given(freedoms, st.floats(0.01, 0.99))
def test_a_quantile_has_its_probability(freedom, probability):
    (value,) = quantile(np.array([freedom]), probability)
    assert up_to(freedom, value) == pytest.approx(probability)


@given(st.lists(st.tuples(freedoms, values), max_size=20))
def test_many_at_once_are_as_each_by_itself(pairs):
    each = [up_to(freedom, value) for freedom, value in pairs]
    freedom = np.array([freedom for freedom, _ in pairs], dtype=np.int64)
    assert cumulative(freedom, np.array([value for _, value in pairs])).tolist() == each


def test_undefined_stays_undefined():
    assert np.isnan(up_to(5, np.nan))
