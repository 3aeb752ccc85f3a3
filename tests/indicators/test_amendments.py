"""What later versions of the strategy changed of a target."""

from dataclasses import replace
from datetime import datetime

import pytest

from indicators.amendments import Amended, Amendment, Change, amendments, earlier_goals
from indicators.model import (
    AggregationOverPlaces,
    Direction,
    PlaceTarget,
    Strategy,
    StrategyHistory,
    StrategyVersion,
    Text,
)
from indicators.periods import Period
from tests.support import a_strategy, an_indicator

AT = datetime.fromisoformat("2024-02-01T12:00")
FIRST = a_strategy(milestones={"2024": 130.0})
NOW = Period.parse("2025-Q4")


def history(*later: tuple[str, Strategy]) -> StrategyHistory:
    """The first strategy, and later ones from a period on."""
    given = [(None, FIRST), *((Period.parse(code), strategy) for code, strategy in later)]
    return StrategyHistory(
        tuple(
            StrategyVersion(n, since, "agreed", "eva", AT, strategy)
            for n, (since, strategy) in enumerate(given, start=1)
        )
    )


def changed(found: list[Amendment]) -> list[list[tuple[str, object, object]]]:
    return [[(str(one.what), one.old, one.new) for one in each.changes] for each in found]


@pytest.mark.parametrize(
    ("what", "old", "new"),
    [
        ("goal", 190.0, 220.0),
        ("goal_period", Period.parse("2030"), Period.parse("2032")),
        ("baseline", 100.0, 90.0),
        ("baseline_period", Period.parse("2021"), Period.parse("2020")),
        ("direction", Direction.INCREASE, Direction.DECREASE),
        ("weight", 1.0, 2.0),
        ("name", an_indicator().name, Text("Otras")),
    ],
)
def test_each_thing_that_was_changed_is_told_with_old_and_new(what: str, old, new):
    later = a_strategy(an_indicator(**{what: new}), milestones={"2024": 130.0})
    (found,) = amendments(history(("2025-Q1", later)), "M01", NOW)
    assert changed([found]) == [[(what, old, new)]]
    assert found.moves_the_path is (what in {"goal", "goal_period", "baseline", "baseline_period"})
    assert found.before.indicator["M01"] == an_indicator()


@pytest.mark.parametrize(("new", "value"), [({"2024": 140.0}, 140.0), ({}, None)])
def test_a_milestone_is_moved_or_taken_away(new: dict[str, float], value: float | None):
    (found,) = amendments(history(("2025-Q1", a_strategy(milestones=new))), "M01", NOW)
    (change,) = found.changes
    assert (change.what, change.period) == (Amended.MILESTONE, Period.parse("2024"))
    assert (change.old, change.new) == (130.0, value)


def test_a_milestone_that_a_later_version_of_the_same_plan_adds_moves_the_path():
    later = a_strategy(milestones={"2024": 130.0, "2026": 135.0})
    (found,) = amendments(history(("2025-Q1", later)), "M01", NOW)
    assert found.changes == [Change(Amended.MILESTONE, None, 135.0, Period.parse("2026"))]
    assert found.moves_the_path


def test_what_else_is_said_of_a_target_is_told_too():
    own = PlaceTarget("M01", "PE", Period.parse("2021"), 1.0, Period.parse("2030"), 9.0)
    later = a_strategy(
        an_indicator(agg_place=AggregationOverPlaces.MEAN), milestones={"2024": 130.0}
    )
    (found,) = amendments(history(("2025-Q1", replace(later, place_targets=(own,)))), "M01", NOW)
    assert [(one.table, one.field) for one in found.others] == [
        ("indicators", "agg_place"),
        ("place_targets", None),
    ]
    assert not found.moves_the_path
    dropped = a_strategy(an_indicator(code="M02"))
    (found,) = amendments(history(("2025-Q1", dropped)), "M01", NOW)
    assert [(one.table, one.field, one.new) for one in found.others] == [("indicators", None, None)]


def test_a_goal_that_was_moved_is_known_by_what_it_was_at_first():
    moved = [
        a_strategy(an_indicator(goal=goal), milestones={"2024": 130.0}) for goal in (220.0, 200.0)
    ]
    told = history(("2025-Q1", moved[0]), ("2025-Q3", moved[1]))
    assert earlier_goals(told, NOW) == {"M01": (190.0, Period.parse("2030"))}
    assert earlier_goals(told, Period.parse("2024-Q4")) == {}
    back = history(("2025-Q1", moved[0]), ("2025-Q3", FIRST))
    assert earlier_goals(back, NOW) == {}


def test_a_new_cycles_own_milestones_move_nothing():
    cycle = a_strategy(milestones={"2025": 150.0})
    second = replace(cycle, plan=replace(cycle.plan, code="2025-2027", start_year=2025))
    assert amendments(history(("2025-Q1", second)), "M01", NOW) == []


def test_nothing_is_told_before_it_takes_effect():
    later = history(("2025-Q1", a_strategy(an_indicator(goal=220.0))))
    assert amendments(later, "M01", Period.parse("2024-Q4")) == []
    assert len(amendments(later, "M01", Period.parse("2025-Q1"))) == 1


def test_versions_are_told_as_they_take_effect_whenever_they_were_accepted():
    moved = [
        a_strategy(an_indicator(goal=goal), milestones={"2024": 130.0}) for goal in (220.0, 200.0)
    ]
    found = amendments(history(("2025-Q3", moved[0]), ("2025-Q1", moved[1])), "M01", NOW)
    assert changed(found) == [[("goal", 190.0, 200.0)], [("goal", 200.0, 220.0)]]


def test_a_target_that_is_new_was_not_changed():
    both = a_strategy(an_indicator(), an_indicator(code="M02"), milestones={"2024": 130.0})
    assert amendments(history(("2025-Q1", both)), "M02", NOW) == []


def test_what_is_left_first_holds_from_the_beginning_once_the_first_version_is_undone():
    whole = history(("2025-Q1", FIRST), ("2025-Q1", FIRST), ("2026-Q1", FIRST))
    left = StrategyHistory(whole.versions[1:])
    for code, number in (("2021-Q1", 3), ("2025-Q4", 3), ("2026-Q1", 4)):
        version = left.version_in_effect(Period.parse(code))
        assert version is not None
        assert version.import_id == number
    assert StrategyHistory(()).version_in_effect(NOW) is None
