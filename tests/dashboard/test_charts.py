"""What the charts of a target draw, and how."""

from base64 import b64decode

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard.charts import trend_chart
from dashboard.lines import Corner, Point, Trend
from dashboard.sparkline import sparkline
from dashboard.words import words_in
from indicators.model import Direction
from indicators.periods import Period
from indicators.results import Forecast
from indicators.status import Method
from tests.support import an_indicator

BASELINE, GOAL = Period.parse("2021"), Period.parse("2030")
PLAN = (Corner(BASELINE, 100.0), Corner(Period.parse("2024"), 1234.5), Corner(GOAL, 1900.0))
POINTS = (
    Point(Period.parse("2024-Q3"), 1100.5, is_provisional=True),
    Point(Period.parse("2024-Q4"), 1150.5, is_provisional=False),
)


def a_forecast(low: float | None = 1500.0, high: float | None = 1700.0) -> Forecast:
    return Forecast(GOAL, 1600.0, low, high, None, None, Method.LINEAR, 4)


def a_trend(**differences: object) -> Trend:
    usual = {
        "indicator": an_indicator(goal=1900.0, decimals=1),
        "points": POINTS,
        "plan": PLAN,
        "forecast": a_forecast(),
    }
    return Trend(**(usual | differences))


def rows_of(trend: Trend, language: str = "es") -> list[dict]:
    spec = trend_chart(trend, words_in(language)).to_dict()
    (rows,) = spec["datasets"].values()
    return rows


def parts_of(trend: Trend) -> set[str]:
    return {row["part"] for row in rows_of(trend)}


def test_actual_provisional_plan_goal_and_forecast_are_drawn_apart():
    assert parts_of(a_trend()) == {
        "actual", "provisional", "baseline", "milestone", "goal", "latest", "forecast", "fan"
    }  # fmt: skip


def test_a_forecast_on_little_evidence_has_no_fan():
    assert "fan" not in parts_of(a_trend(forecast=a_forecast(None, None)))


def test_without_a_forecast_nothing_is_foretold():
    assert parts_of(a_trend(forecast=None)).isdisjoint({"latest", "forecast", "fan"})


def test_without_reports_the_plan_alone_is_drawn():
    assert parts_of(a_trend(points=())) == {"baseline", "milestone", "goal"}


def test_a_target_to_keep_has_levels_and_no_path():
    kept = an_indicator(
        direction=Direction.MAINTAIN, baseline=95.0, goal=95.0, band_low=90.0, band_high=100.0
    )
    trend = a_trend(indicator=kept, plan=(), forecast=None)
    assert parts_of(trend) == {"level", "actual", "provisional"}
    assert {row["value"] for row in rows_of(trend) if row["part"] == "level"} == {90.0, 100.0}


@pytest.mark.parametrize(
    ("language", "written", "decimal"),
    [("es", "1.150,5 organizaciones", ","), ("en", "1,150.5 organizaciones", "."),
     ("pt", "1.150,5 organizaciones", ",")],
)  # fmt: skip
def test_numbers_are_written_as_the_language_writes_them(language: str, written: str, decimal: str):
    labels = [row["label"] for row in rows_of(a_trend(), language) if row["part"] == "actual"]
    assert [label.replace("\N{NO-BREAK SPACE}", " ") for label in labels] == [written]
    spec = trend_chart(a_trend(), words_in(language)).to_dict()
    assert spec["config"]["locale"]["number"]["decimal"] == decimal


def test_the_axis_begins_at_the_baseline_and_ends_at_the_goal():
    assert a_trend().span == (2022.0, 2031.0)
    early = Point(Period.parse("2020"), 90.0, is_provisional=False)
    assert a_trend(points=(early,)).span == (2021.0, 2031.0)


def picture_of(trend: Trend) -> str:
    kind, data = sparkline(trend).split(",", 1)
    assert kind == "data:image/svg+xml;base64"
    return b64decode(data).decode()


def test_a_small_trend_is_a_picture_of_plan_and_actual():
    assert picture_of(a_trend()).count("<polyline") == 2


def test_the_plan_of_a_small_trend_leads_on_to_the_end_of_the_year():
    straight = (PLAN[0], PLAN[-1])
    _, plan, *_ = picture_of(a_trend(plan=straight)).split('points="')
    corners = plan.split('"')[0].split()
    assert [corner.split(",")[0] for corner in corners] == ["3.0", "117.0"]


@given(st.lists(st.floats(-1e12, 1e12), min_size=1, max_size=8))
def test_a_small_trend_stays_within_its_picture(values: list[float]):
    points = [
        Point(Period.of(2023 + n, 4), value, is_provisional=False) for n, value in enumerate(values)
    ]
    picture = picture_of(a_trend(points=points, plan=(), forecast=None))
    (drawn,) = [part.split('"')[0] for part in picture.split('points="')[1:]]
    for corner in drawn.split():
        x, y = map(float, corner.split(","))
        assert 0 <= x <= 120
        assert 0 <= y <= 30


def test_each_earlier_plan_is_a_line_of_its_own_and_on_the_axis():
    earlier = (Corner(BASELINE, 100.0), Corner(Period.parse("2034"), 900.0))
    rows = rows_of(a_trend(earlier=[PLAN, earlier]))
    drawn = [(row["path"], row["value"]) for row in rows if row["part"] == "earlier"]
    assert drawn == [(0, 100.0), (0, 1234.5), (0, 1900.0), (1, 100.0), (1, 900.0)]
    assert a_trend(earlier=[earlier]).span == (2022.0, 2035.0)
