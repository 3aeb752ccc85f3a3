"""What is written of a strategy is read back as the same strategy."""

from dataclasses import replace
from io import BytesIO
from pathlib import Path

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from indicators.model import Breakdown, Objective, Place, PlaceTarget, Reporter, Strategy, Text
from indicators.periods import Period
from loaders.exported_strategy import strategy_workbook
from loaders.read import read_workbook
from loaders.strategy import is_strategy, read_strategy
from tests.loaders.strategies import read_with
from tests.support import a_strategy, an_indicator

SAMPLES = Path(__file__).parents[1] / "samples"


def read_back(strategy: Strategy) -> Strategy | None:
    workbook = read_workbook(strategy_workbook(strategy), "strategy.xlsx")
    assert is_strategy(workbook)
    found, problems = read_strategy(workbook)
    assert [one for one in problems if one.severity == "error"] == []
    return found


def test_the_sample_comes_back_as_it_was():
    content = (SAMPLES / "strategy.xlsx").read_bytes()
    found, _ = read_strategy(read_workbook(content, "strategy.xlsx"))
    assert found is not None
    assert read_back(found) == found


def test_every_sheet_comes_back_as_it_was():
    found, problems = read_with(
        Targets="place | indicator\nPE | M01",
        Reporters="from | to | owner_email\n2022-Q1 | 2024-Q2 | a@example.org",
        Breakdowns="dimension | value | words\nsex | women | Mujeres; Women",
    )
    assert problems == []
    assert found is not None
    assert read_back(found) == found


TEXTS = st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Zs", "Zl", "Zp"]))
WORDS = TEXTS.filter(lambda text: text and ";" not in text)
NUMBERS = st.floats(-1e15, 1e15)
PERIOD = Period.parse("2024-Q1")
TWO_NUMBERS = st.tuples(NUMBERS, NUMBERS).filter(lambda two: two[0] < two[1]).map(list)


@st.composite
def strategies(draw: st.DrawFn) -> Strategy:
    """A target of any texts and numbers, in a place with any names."""
    texts = st.builds(Text, WORDS, TEXTS, TEXTS)
    low, high = draw(TWO_NUMBERS)
    one = replace(
        an_indicator(minimum=None),
        name=draw(texts),
        definition=draw(st.builds(Text, TEXTS, TEXTS, TEXTS)),
        baseline=low,
        goal=high,
        weight=draw(st.floats(1e-3, 1e3)),
        source=draw(TEXTS),
        owner=draw(TEXTS),
    )
    area = replace(a_strategy(one).areas[0], name=draw(texts), weight=draw(st.floats(1e-3, 1e3)))
    objective = Objective("O9", "tactical", None, area.code, draw(texts))
    targets = draw(st.lists(TWO_NUMBERS, max_size=1))
    place = Place("X1", draw(texts), tuple(draw(st.lists(WORDS, max_size=3))))
    breakdowns = (Breakdown("sex", draw(WORDS), tuple(draw(st.lists(WORDS, max_size=2)))),)
    strategy = a_strategy(one)
    return replace(
        strategy,
        areas=(area, *strategy.areas[1:]),
        objectives=(*strategy.objectives, objective),
        places=(*strategy.places, place),
        place_targets=tuple(
            PlaceTarget(one.code, "X1", one.baseline_period, low, one.goal_period, high)
            for low, high in targets
        ),
        reporters=(
            Reporter(one.code, "X1", PERIOD, draw(st.sampled_from([None, PERIOD])), "a@b.c"),
        ),
        breakdowns=breakdowns,
    )


@given(strategies())
def test_whatever_the_strategy_it_comes_back_as_it_was(strategy: Strategy):
    assert read_back(strategy) == strategy


@pytest.mark.parametrize(
    "text", ["=1+1", "-", "+cmd|x", "@x", "0600", "1-3", "100%", "n/a", "_x0041_", "a_x000d_b"]
)
def test_texts_stay_texts(text: str):
    one = replace(an_indicator(), name=Text(text, text, text), source=text, guideline=text)
    breakdowns = (Breakdown("sex", text, (text,)),)
    strategy = replace(a_strategy(one), breakdowns=breakdowns)
    book = openpyxl.load_workbook(BytesIO(strategy_workbook(strategy)))
    stored = text.replace("_x", "_x005F_x")
    cells = [c for sheet in book for row in sheet.iter_rows() for c in row if c.value == stored]
    assert len(cells) >= 6
    assert {cell.data_type for cell in cells} == {"s"}
    assert read_back(strategy) == strategy


@pytest.mark.parametrize("number", [0.1 + 0.2, 1 / 3, -1e300, 5e-324, 0.0, 85.3])
def test_numbers_have_all_their_digits(number: float):
    one = replace(an_indicator(minimum=None), baseline=number, goal=1e301)
    strategy = a_strategy(one)
    assert read_back(strategy) == strategy


def test_periods_are_those_of_any_frequency():
    periods = [Period.parse(one) for one in ("2025", "2026-Q1", "2027-S1")]
    strategy = a_strategy(an_indicator(), milestones={one.code: 150.0 for one in periods})
    assert read_back(strategy) == strategy
