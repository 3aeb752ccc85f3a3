"""A working as it is written: whoever reckons with its numbers comes to its result."""

import pytest

from dashboard.words import words_in
from dashboard.working_steps import in_full, written_step
from indicators.model import PERCENT
from indicators.steps import Step, StepCode
from tests.support import an_indicator

MINUS = "\N{MINUS SIGN}"
EN = words_in("en")
IN_MILLIONTHS = an_indicator(unit="g", decimals=6, baseline=1e-6, goal=9e-6)


def written(code, numbers, result, indicator=None):
    plain = written_step(EN, indicator or an_indicator(unit="ha"), Step(code, numbers, result))
    return plain.replace("\N{NO-BREAK SPACE}", " ")


def test_values_in_millionths_are_put_in_with_the_digits_that_give_the_result():
    numbers = {"y": 2.8999999999999998e-06, "b": 1e-6, "g": 9e-6}
    assert written(StepCode.ATTAINMENT, numbers, 0.2375, IN_MILLIONTHS) == (
        f"(0.0000029 {MINUS} 0.000001) ÷ (0.000009 {MINUS} 0.000001) = 23.750%"
    )


def test_a_pace_is_made_of_shares_that_are_exact_enough_for_it():
    assert written(StepCode.PACE, {"a": 0.8888888, "p": 1 / 3}, 2.6666664) == (
        "88.88888% ÷ 33.33333% = 266.667%"
    )


def test_a_number_in_the_billions_ends_where_its_digits_do():
    assert written(StepCode.LATEST, {"values": (1058332833333333.1,)}, 1058332833333333.1) == (
        "1,058,332,833,333,333.1 = 1,058,332,833,333,333.1 ha"
    )


@pytest.mark.parametrize(("chance", "said"), [(2.8e-12, "< 0.001%"), (1 - 1e-9, "> 99.999%")])
def test_a_chance_that_rests_on_a_spread_is_never_none_or_all(chance, said):
    numbers = {"low": 10.0, "v": 5.0, "e": 1.0, "f": 3.0}
    assert written(StepCode.CHANCE_ABOVE, numbers, chance) == (
        f"1 {MINUS} F((10 {MINUS} 5) ÷ 1) {said}"
    )


def test_a_forecast_that_leads_past_the_goal_for_certain_is_no_equation():
    assert written(StepCode.CHANCE_CERTAIN, {"v": 29.0}, 0.0) == "29 → 0.000%"


def test_a_rate_too_small_for_three_decimals_is_not_shown_as_none():
    percentage = an_indicator(unit=PERCENT)
    numbers = {"y": 99.9976, "g": 100.0, "end": 2031.0, "t": 2025.0}
    said = written(StepCode.REQUIRED, numbers, 0.0004, percentage)
    assert said.endswith("= 0.0004 percentage points")


def test_a_value_of_the_plan_has_its_percent_sign():
    assert in_full(EN, an_indicator(unit=PERCENT), 33.5) == "33.5%"
    assert in_full(EN, an_indicator(unit=PERCENT), None) == EN.number(None)
