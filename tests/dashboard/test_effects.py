"""What a strategy would change, before anybody accepts it."""

from dataclasses import replace
from datetime import date

import pytest

from dashboard.changes_told import effects_as_lines
from dashboard.effects import Effects, effects_of
from dashboard.service import snapshot
from dashboard.words import words_in
from data.store import Store
from indicators.model import Strategy
from indicators.periods import Period
from tests.dashboard.conftest import accept_strategy, strategy_of_two
from tests.support import an_indicator

TODAY = date(2025, 11, 20)
NEXT = Period.parse("2026-Q1")
WORDS = words_in("en")


def effects(store: Store, strategy: Strategy, since: Period | None = None) -> Effects:
    return effects_of(snapshot(store, TODAY), strategy, since)


def with_goal(goal: float, owner: str = "") -> Strategy:
    strategy = strategy_of_two()
    first, *others = strategy.indicators
    return replace(strategy, indicators=(replace(first, goal=goal, owner=owner), *others))


def test_the_same_strategy_changes_nothing(reported: Store):
    found = effects(reported, strategy_of_two(), NEXT)
    assert found.are_none
    assert effects_as_lines(WORDS, found) == ["It says the same as the present strategy."]


def test_what_is_told_is_what_stands_once_it_is_accepted(reported: Store):
    strategy = with_goal(400.0)
    found = effects(reported, strategy)
    assert found.as_of == Period.parse("2025-Q3")
    accept_strategy(reported, strategy)
    after = snapshot(reported, TODAY)
    assert found.after.mega == after.figures.mega
    assert found.after.indicators == after.figures.indicators
    assert found.before.mega != after.figures.mega


def test_a_moved_goal_is_told_with_the_figures_it_moves(reported: Store):
    found = effects(reported, with_goal(400.0, owner="ana"))
    (one,) = found.targets
    assert (one.indicator.code, one.columns, one.moves_figures) == ("M01", ["owner"], True)
    lines = effects_as_lines(WORDS, found)
    assert "  Goal: 190 organizaciones → 400 organizaciones" in [
        line.replace("\N{NO-BREAK SPACE}", " ") for line in lines
    ]
    assert "  Other columns: owner" in lines


def test_what_holds_later_is_shown_as_of_its_first_quarter(reported: Store):
    found = effects(reported, with_goal(400.0), NEXT)
    assert found.as_of == NEXT
    assert [one.indicator.code for one in found.targets] == ["M01"]


def test_new_and_dropped_targets_milestones_and_other_sheets_are_told(reported: Store):
    strategy = strategy_of_two()
    later = tuple(replace(one, period=Period.parse("2026")) for one in strategy.milestones)
    changed = replace(
        strategy,
        indicators=(strategy.indicators[0], an_indicator(code="M03")),
        milestones=(*strategy.milestones, *later),
        places=strategy.places[:-1],
    )
    found = effects(reported, changed)
    told = {one.indicator.code: one for one in found.targets}
    assert told["M02"].after is None
    assert told["M03"].before is None
    assert [(one.old, one.new, one.period) for one in told["M01"].changes] == [
        (None, 120.0, Period.parse("2026"))
    ]
    assert found.sheets == ["Places"]


@pytest.mark.parametrize("since", [None, NEXT])
def test_nothing_is_written(reported: Store, since: Period | None):
    before = reported.state()
    effects(reported, with_goal(400.0), since)
    assert reported.state() == before
