"""What became of a target between two moments."""

import pytest

from indicators.comparing import Shift, shifts
from indicators.figures import Figures, measure
from indicators.periods import Period
from tests.indicators.building import LONG_AFTER, drawn, observations
from tests.support import a_strategy, an_indicator


def figures(table: str, *codes: str, as_of: str) -> Figures:
    """As of a period, of targets that rise by ten a year from 100 in 2021."""
    strategy = a_strategy(*(an_indicator(code=code) for code in codes or ("M01",)))
    (found,) = measure(strategy, observations(drawn(table)), [Period.parse(as_of)], LONG_AFTER)
    return found


@pytest.mark.parametrize(
    ("then", "now", "shift"),
    [
        (110, 114, Shift.SAME),  # the plan asks for 120 and then for 130
        (118, 128, Shift.SAME),
        (105, 130, Shift.IMPROVED),
        (120, 105, Shift.WORSENED),
        (120, 90, Shift.WORSENED),
        (90, 190, Shift.IMPROVED),
    ],
)
def test_better_and_worse_are_told_by_the_status(then: float, now: float, shift: Shift):
    table = f"_ 2023-Q4 2024-Q4\nPE {then} {now}"
    (found,) = shifts(figures(table, as_of="2023-Q4"), figures(table, as_of="2024-Q4"))
    assert found.shift is shift
    assert found.before is not None
    assert found.after is not None
    assert (found.before.actual, found.after.actual) == (then, now)


def test_a_target_without_a_figure_before_is_newly_reported():
    table = "_ 2024-Q4\nPE 120"
    (found,) = shifts(figures(table, as_of="2023-Q4"), figures(table, as_of="2024-Q4"))
    assert found.shift is Shift.NEWLY_REPORTED


def test_a_target_that_the_later_strategy_lacks_is_no_longer_reported():
    table = "_ 2023-Q4 2024-Q4\nPE 120 130"
    before = figures(table, "M01", as_of="2023-Q4")
    after = figures(table, "M02", as_of="2024-Q4")
    found = {one.code: one.shift for one in shifts(before, after)}
    assert found == {"M02": Shift.SAME, "M01": Shift.NO_LONGER_REPORTED}


def test_every_target_is_there_once_in_the_order_of_the_later_strategy():
    before = figures("_ 2023\nPE 1", "M01", "M02", as_of="2023-Q4")
    after = figures("_ 2023\nPE 1", "M03", "M02", as_of="2024-Q4")
    assert [one.code for one in shifts(before, after)] == ["M03", "M02", "M01"]
