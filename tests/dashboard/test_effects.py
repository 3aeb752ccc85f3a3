"""What a strategy would change, before anybody accepts it."""

from dataclasses import replace
from datetime import date, timedelta
from itertools import count

import pytest

from dashboard.changes_told import effects_as_lines
from dashboard.effects import Effects, effects_of
from dashboard.service import snapshot
from dashboard.words import words_in
from data.records import Upload
from data.store import Store
from indicators.model import AggregationInTime, Strategy
from indicators.periods import Period
from tests.dashboard.conftest import ACCEPTED_AT, strategy_of_two
from tests.support import an_indicator
from tests.support.parts import among, in_part

TODAY = date(2025, 11, 20)
Q1, LATEST, NEXT = map(Period.parse, ("2025-Q1", "2025-Q3", "2026-Q1"))
WORDS = words_in("en")
NOTHING = "\N{EN DASH}"
_DAYS = count(500)


def effects(store: Store, strategy: Strategy, since: Period = LATEST) -> Effects:
    return effects_of(snapshot(store, TODAY), strategy, since)


def told(store: Store, strategy: Strategy, since: Period = LATEST) -> list[str]:
    areas = {one.code: WORDS.name(one.name) for one in strategy.areas}
    lines = effects_as_lines(WORDS, effects(store, strategy, since), areas)
    return [line.replace("\N{NO-BREAK SPACE}", " ").strip() for line in lines]


def accept(store: Store, strategy: Strategy, since: Period) -> int | None:
    at = ACCEPTED_AT + timedelta(days=next(_DAYS))
    return store.accept_strategy(Upload("s.xlsx", b"s", "eva", at, "why"), strategy, since)


def with_goal(goal: float, **changed: object) -> Strategy:
    strategy = strategy_of_two()
    first, *others = strategy.indicators
    amended = replace(first, goal=goal, **changed)  # type: ignore[arg-type]
    return replace(strategy, indicators=(amended, *others))


@pytest.mark.parametrize("since", [Q1, LATEST, NEXT])
@pytest.mark.parametrize("accepted", [None, Q1, NEXT])
@pytest.mark.parametrize("goal", in_part([190.0, 400.0], among(400.0)))
def test_the_same_is_told_where_accepting_writes_nothing_and_nowhere_else(
    reported: Store, goal: float, accepted: Period | None, since: Period
):
    if accepted is not None:
        accept(reported, with_goal(400.0), accepted)
    candidate = with_goal(goal)
    before, found = snapshot(reported, TODAY), effects(reported, candidate, since)
    assert (accept(reported, candidate, since) is None) is found.are_none
    after = snapshot(reported, TODAY)
    if found.are_none:
        assert (found.targets, found.others) == ([], [])
        assert after.state == before.state
    (measured,) = after.as_of_each([found.as_of])
    assert (found.after.mega, found.after.indicators) == (measured.mega, measured.indicators)


def test_what_is_told_is_what_stands_once_it_is_accepted(reported: Store):
    strategy = with_goal(400.0)
    found = effects(reported, strategy)
    accept(reported, strategy, LATEST)
    after = snapshot(reported, TODAY)
    assert found.as_of == after.latest
    assert found.after.indicators == after.figures.indicators
    assert found.before.mega != after.figures.mega


def test_a_moved_goal_is_told_with_other_columns_and_the_figures_it_moves(reported: Store):
    changed = with_goal(400.0, owner="ana", agg_time=AggregationInTime.CUMULATIVE)
    lines = told(reported, changed)
    assert "Goal: 190 organizaciones → 400 organizaciones" in lines
    assert f"owner: {NOTHING} → ana" in lines
    assert "agg_time: last → cumulative" in lines
    assert any(line.startswith("M01 Organisations: ") for line in lines)


def test_a_name_is_told_in_the_language_in_which_it_changes(reported: Store):
    first = strategy_of_two().indicators[0]
    renamed = with_goal(190.0, name=replace(first.name, pt="Filiadas"))
    assert "Name (pt): Organizações → Filiadas" in told(reported, renamed)


def test_what_holds_later_is_shown_as_of_its_first_quarter(reported: Store):
    found = effects(reported, with_goal(400.0), NEXT)
    assert found.as_of == NEXT
    assert [one.indicator.code for one in found.targets] == ["M01"]


def test_what_holds_from_a_year_on_is_shown_from_its_first_quarter_on(reported: Store):
    found = effects(reported, with_goal(110.0), since=Period.parse("2026"))
    assert found.as_of == NEXT


def test_what_holds_until_a_later_version_is_shown_as_of_its_last_quarter(reported: Store):
    accept(reported, with_goal(300.0), LATEST)
    found = effects(reported, with_goal(400.0), Q1)
    assert found.as_of == LATEST.shifted(-1)
    assert [one.indicator.code for one in found.targets] == ["M01"]


def test_new_and_dropped_targets_milestones_and_rows_of_other_sheets_are_told(reported: Store):
    strategy = strategy_of_two()
    later = tuple(replace(one, period=Period.parse("2026")) for one in strategy.milestones)
    (area, *others), (place, *_) = strategy.areas, strategy.places[::-1]
    changed = replace(
        strategy,
        areas=(replace(area, weight=2.5), *others),
        indicators=(strategy.indicators[0], an_indicator(code="M03")),
        milestones=(*strategy.milestones, *later),
        places=strategy.places[:-1],
    )
    lines = told(reported, changed)
    assert f"Milestone of 2026: {NOTHING} → 120 organizaciones" in lines
    assert "new target" in lines
    assert "no longer a target" in lines
    assert f"Areas {area.code}, weight: {area.weight:g} → 2.5" in lines
    assert f"Places {place.code}: no longer there" in lines


def test_another_order_of_rows_is_told_as_that(reported: Store):
    strategy = strategy_of_two()
    turned = replace(strategy, indicators=strategy.indicators[::-1])
    assert told(reported, turned) == ["Only the order of its rows is another."]
    assert accept(reported, turned, LATEST) is not None


def test_the_same_strategy_changes_nothing(reported: Store):
    assert told(reported, strategy_of_two(), NEXT) == [
        "It says the same as the strategy that holds then."
    ]
