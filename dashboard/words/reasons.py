"""Why a figure stands as it does: a sentence for every reason code.

What the parameters of a reason are is written down at ``ReasonCode``. Here the ones that
are in the indicator's unit come as text; shares are 1.0 for 100 % and take ``:share``.
"""

from __future__ import annotations

from collections.abc import Mapping

from dashboard.words.marks import Plural, Sentence, msg
from indicators.status import ReasonCode

AMOUNTS = (
    "value",
    "baseline",
    "goal",
    "expected",
    "projected",
    "band_low",
    "band_high",
    "plan",
    "compared",
)
"""Parameters that are values in the indicator's unit."""

HELD_AGAINST = (
    ("value", "expected"),
    ("value", "goal"),
    ("value", "baseline"),
    ("value", "band_low"),
    ("value", "band_high"),
    ("value", "plan"),
    ("compared", "plan"),
    ("projected", "band_low"),
    ("projected", "band_high"),
)
"""What a reason rests on: where the two differ, they are written so that it is seen."""

DIFFERENCES = ("distance", "shortfall")
"""Parameters that are differences of two values, and never negative."""

REASONS: Mapping[ReasonCode, Sentence] = {
    ReasonCode.NO_REPORT: msg("Nothing has been reported yet."),
    ReasonCode.ONLY_IN_COLLECTION: Plural(
        "{reported} of {expected} expected places has reported {period} so far; "
        "it counts once the reports are due or complete.",
        "{reported} of {expected} expected places have reported {period} so far; "
        "it counts once the reports are due or complete.",
        by="reported",
    ),
    ReasonCode.ONLY_BEFORE_BASELINE: msg(
        "The latest report is of {period} and the baseline is of {baseline_period}: "
        "there is no later value to compare with it yet."
    ),
    ReasonCode.NO_YEAR_END: msg(
        "This target is measured at the end of the year and no year is complete yet; "
        "at the end of {period} the year to date is {value}."
    ),
    ReasonCode.NOTHING_TO_MEASURE: msg(
        "The reports up to {period} say 0 of 0: there is nothing to measure yet."
    ),
    ReasonCode.WINDOW_SHORT: Plural(
        "{reported_periods} of the {window_periods} periods up to {period} has been reported; "
        "at least {needed_periods} are needed to judge progress.",
        "{reported_periods} of the {window_periods} periods up to {period} have been reported; "
        "at least {needed_periods} are needed to judge progress.",
        by="reported_periods",
    ),
    ReasonCode.IN_BAND: msg(
        "At the end of {period} the value is {value}, within the band to keep: {band}."
    ),
    ReasonCode.LEAVING_BAND: msg(
        "At the end of {period} the value is {value}, within the band to keep ({band}); "
        "if it goes on as in the latest reports, it will be {projected} "
        "at the end of {goal_period}."
    ),
    ReasonCode.OUTSIDE_BAND: msg(
        "At the end of {period} the value is {value}; it misses the band to keep ({band}) "
        "by {distance}."
    ),
    ReasonCode.FLOOR_KEPT: msg(
        "At the end of {period} the value is {value}; it has not fallen below "
        "the level to keep, {goal}."
    ),
    ReasonCode.CEILING_KEPT: msg(
        "At the end of {period} the value is {value}; it has not risen above "
        "the level to keep, {goal}."
    ),
    ReasonCode.FLOOR_LOST: msg(
        "At the end of {period} the value is {value}; it has fallen below "
        "the level to keep, {goal}, by {shortfall}."
    ),
    ReasonCode.CEILING_LOST: msg(
        "At the end of {period} the value is {value}; it has risen above "
        "the level to keep, {goal}, by {shortfall}."
    ),
    ReasonCode.GOAL_MET: msg(
        "At the end of {period} the value is {value}; "
        "the goal for {goal_period}, {goal}, has been reached."
    ),
    ReasonCode.GOAL_MET_BUT_TURNING: msg(
        "At the end of {period} the value is {value}; the goal for {goal_period}, {goal}, "
        "has been reached, but the trend points away from it."
    ),
    ReasonCode.GOAL_MISSED: msg(
        "At the end of {period} the value is {value}; the goal for {goal_period}, {goal}, "
        "was missed by {shortfall}."
    ),
    ReasonCode.GOING_BACK: msg(
        "At the end of {period} the value is {value}, worse than the baseline, {baseline} "
        "in {baseline_period}."
    ),
    ReasonCode.NOTHING_ASKED_YET: msg(
        "At the end of {period} the value is {value}; the plan asks for no change yet. "
        "The goal for {goal_period} is {goal}."
    ),
    ReasonCode.ON_TRACK: msg(
        "At the end of {period} the value is {value}; the plan asks for {expected}; "
        "{pace:share} of the planned change has been made, so the target is on track."
    ),
    ReasonCode.AT_RISK: msg(
        "At the end of {period} the value is {value}; the plan asks for {expected}; "
        "{pace:share} of the planned change has been made, so the target is at risk."
    ),
    ReasonCode.OFF_TRACK: msg(
        "At the end of {period} the value is {value}; the plan asks for {expected}; "
        "{pace:share} of the planned change has been made, so the target is off track."
    ),
    ReasonCode.PLACE_VALUE: msg("At the end of {period} the value is {value}."),
    ReasonCode.ABOVE_NETWORK_PLAN: msg(
        "At the end of {period} the value is {value}, above the {plan} that the plan asks of "
        "the whole network."
    ),
    ReasonCode.AT_NETWORK_PLAN: msg(
        "At the end of {period} the value is {value}, as the plan asks of the whole network: "
        "{plan}."
    ),
    ReasonCode.BELOW_NETWORK_PLAN: msg(
        "At the end of {period} the value is {value}, below the {plan} that the plan asks of "
        "the whole network."
    ),
    ReasonCode.ABOVE_OWN_PLAN: msg(
        "At the end of {period} the value is {value}. For the periods that it planned itself "
        "it comes to {compared}, above its plan of {plan}."
    ),
    ReasonCode.AT_OWN_PLAN: msg(
        "At the end of {period} the value is {value}. For the periods that it planned itself "
        "it comes to {compared}, as in its plan: {plan}."
    ),
    ReasonCode.BELOW_OWN_PLAN: msg(
        "At the end of {period} the value is {value}. For the periods that it planned itself "
        "it comes to {compared}, below its plan of {plan}."
    ),
    ReasonCode.DATA_CURRENT: msg("The latest report is of {latest}; nothing is overdue."),
    ReasonCode.DATA_LATE: msg("{due} is overdue; the latest report is of {latest}."),
    ReasonCode.DATA_STALE: msg(
        "{periods} periods in a row are overdue, up to {due}; the latest report is of {latest}."
    ),
    ReasonCode.DATA_MISSING: msg("Nothing has been reported yet, and {due} is overdue."),
    ReasonCode.ALL_ACHIEVED: msg("Everything planned here has been achieved."),
    ReasonCode.ALL_KEPT: msg("Every level to keep is kept."),
    ReasonCode.REPORTED_KEPT: msg(
        "Every level to keep that was reported is kept; not all of them were reported."
    ),
    ReasonCode.SOME_LOST: Plural(
        "A level to keep has been lost: {lost}.",
        "{n} levels to keep have been lost: {lost}.",
        by="lost",
    ),
    ReasonCode.NOTHING_TO_AVERAGE: msg("Nothing here has reports enough to judge progress."),
    ReasonCode.ROLLUP_NOT_DUE: msg("The plan asks for no change here yet."),
    ReasonCode.ROLLUP_ON_TRACK: msg(
        "On average {attainment:share} of the way to the goals has been made; the plan asks "
        "for {planned:share} by now, so progress is on track."
    ),
    ReasonCode.ROLLUP_AT_RISK: msg(
        "On average {attainment:share} of the way to the goals has been made; the plan asks "
        "for {planned:share} by now, so progress is at risk."
    ),
    ReasonCode.ROLLUP_HELD_BACK: Plural(
        "On average {attainment:share} of the way to the goals has been made and the plan asks "
        "for {planned:share} by now, but a level to keep has been lost: {lost}.",
        "On average {attainment:share} of the way to the goals has been made and the plan asks "
        "for {planned:share} by now, but {n} levels to keep have been lost: {lost}.",
        by="lost",
    ),
    ReasonCode.ROLLUP_OFF_TRACK: msg(
        "On average {attainment:share} of the way to the goals has been made; the plan asks "
        "for {planned:share} by now, so progress is off track."
    ),
}

HIDING_WHAT_IS_LOST = frozenset({ReasonCode.NOTHING_TO_AVERAGE, ReasonCode.ROLLUP_NOT_DUE})
"""Of a roll-up's reasons those that would let a reader think that nothing is wrong."""
