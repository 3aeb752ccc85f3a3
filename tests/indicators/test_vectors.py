"""The worked cases of the published methods: every key that the definition defines holds."""

import json
from pathlib import Path

import numpy as np
import pytest

from indicators import progress, trend
from indicators.figures import measure
from indicators.model import Direction
from indicators.periods import Period
from indicators.status import likelihood_of
from tests.indicators.building import LONG_AFTER, observations
from tests.support import a_strategy, an_indicator, an_observation

CASES = json.loads((Path(__file__).parent.parent / "vectors" / "progress.json").read_text("utf-8"))

NOT_MEASURED = {
    "SPI_t": "the earned schedule is shown in quarters ahead, not as an index",
    "IEAC_t": "no estimate at completion: goals have a date",
    "pi95": "one interval is shown, the 80 % one",
    "time_to_target": "the forecast is at the goal's date, no date is forecast",
    "band_distance": "a share of the band's width; the reason says the distance in the unit",
    "note": "a remark",
}


def of_method(method):
    cases = [case for case in CASES if case["method"] == method]
    return pytest.mark.parametrize("case", cases, ids=[case["id"] for case in cases])


def check(found, case):
    """Compare every key of the case that is measured; the others are named above."""
    for key, expected in case["expected"].items():
        if key in NOT_MEASURED:
            continue
        if isinstance(expected, int | float | list):
            assert found[key] == pytest.approx(expected, abs=case["tolerance"]), key
        else:
            assert found[key] == expected, key


@of_method("attainment")
def test_attainment(case):
    given = case["inputs"]
    found = progress.attainment(given["actual"], given["baseline"], given["goal"])
    check({"attainment": float(found)}, case)


@of_method("earned_schedule")
def test_earned_schedule(case):
    given = case["inputs"]
    shares = np.array([0.0, *given["cum_plan_pct"]]) / 100.0
    times = np.arange(len(shares), dtype=float)
    earned = float(progress.earned_time(given["earned_pct"] / 100.0, times, shares))
    behind = float(progress.quarters_ahead(earned, given["actual_time"])) / 4
    check({"ES": earned, "SV_t": behind}, case)


@of_method("earned_schedule_linear")
def test_earned_schedule_on_a_straight_plan(case):
    given = case["inputs"]
    times, shares = np.array([0.0, given["planned_duration"]]), np.array([0.0, 1.0])
    earned = float(progress.earned_time(given["ev"] / given["bac"], times, shares))
    check({"ES": earned, "SV_t": earned - given["actual_time"]}, case)


@of_method("linear_path")
def test_linear_path(case):
    given = case["inputs"]
    times = np.array([given["baseline_year"], given["goal_year"]], dtype=float)
    values = np.array([given["baseline"], given["goal"]], dtype=float)
    check({"path": progress.planned_value(given["years"], times, values).tolist()}, case)


@of_method("ols_prediction_interval")
def test_least_squares_and_its_interval(case):
    given = case["inputs"]
    line = trend.least_squares(trend.points(given["years"], given["values"]))
    forecast = trend.predict(line, given["at"])
    low, high = (float(bound) for bound in trend.interval(forecast))
    found = {
        "slope": float(line.slope),
        "intercept_at_mean_t": float(line.mean_value),
        "s": float(line.spread),
        "n": int(line.count),
        "forecast": float(forecast.value),
        "pi80": None if np.isnan(low) else [low, high],
        "se_pred": float(forecast.error),
    }
    check(found, case)


@of_method("probability_goal")
def test_probability_of_the_goal(case):
    given = case["inputs"]
    line = trend.least_squares(trend.points(given["years"], given["values"]))
    rises = given["direction"] == "increase"
    low, high = (given["goal"], np.inf) if rises else (-np.inf, given["goal"])
    probability = trend.probability_between(trend.predict(line, given["at"]), low, high)
    check({"p": float(probability)}, case)


@of_method("likelihood_word")
def test_likelihood_word(case):
    check({"word": likelihood_of(case["inputs"]["p"])}, case)


@of_method("quarter_to_time")
def test_quarter_to_time(case):
    given = case["inputs"]
    check({"t": Period.of(given["year"], 1, given["quarter"]).time}, case)


@of_method("board_default")
def test_board_default(case):
    check(board(**case["inputs"]), case)


def board(
    baseline,
    baseline_time,
    goal,
    goal_time,
    direction,
    actual,
    actual_time,
    milestones=(),
    recent_slope_per_year=None,
    **band,
):
    """The figures of one target, from its reports on; every time given ends a quarter."""
    target = an_indicator(
        direction=Direction(direction),
        baseline_period=quarter(baseline_time),
        baseline=baseline,
        goal_period=quarter(goal_time),
        goal=goal,
        **band,
    )
    path = {quarter(time).code: value for time, value in milestones}
    reports = [an_observation(actual, quarter(actual_time).code)]
    if recent_slope_per_year is not None:
        reports += [
            an_observation(
                actual - recent_slope_per_year * years, quarter(actual_time - years).code
            )
            for years in np.arange(1, 8) / 4
        ]
    strategy = a_strategy(target, milestones=path)
    (figures,) = measure(strategy, observations(reports), [quarter(actual_time)], LONG_AFTER)
    found = figures.indicators[target.code]
    ahead = found.quarters_ahead
    return {
        "attainment": found.attainment,
        "planned": found.planned,
        "pace": found.pace,
        "expected": found.expected,
        "variance": found.variance,
        "earned_date": None if ahead is None else actual_time + ahead / 4,
        "ahead_years": None if ahead is None else ahead / 4,
        "required_per_year": found.required_per_year,
        "status": found.status,
    }


def quarter(time):
    return Period(round(time * 4), 1)


def test_only_what_the_definition_leaves_out_is_not_compared():
    compared = {
        "attainment",
        "earned_schedule",
        "earned_schedule_linear",
        "linear_path",
        "ols_prediction_interval",
        "probability_goal",
        "likelihood_word",
        "quarter_to_time",
        "board_default",
    }
    assert {case["method"] for case in CASES} - compared == {"time_to_target"}
    assert len(CASES) == 47
