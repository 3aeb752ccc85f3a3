"""What of a target a later version of the strategy may change."""

from __future__ import annotations

from collections.abc import Mapping

from dashboard.words.marks import msg
from indicators.amendments import Amended
from indicators.model import Direction

AMENDED: Mapping[Amended, str] = {
    Amended.NAME: msg("Name"),
    Amended.DIRECTION: msg("Direction"),
    Amended.BASELINE: msg("Baseline"),
    Amended.BASELINE_PERIOD: msg("Period of the baseline"),
    Amended.MILESTONE: msg("Milestone"),
    Amended.GOAL: msg("Goal"),
    Amended.GOAL_PERIOD: msg("Period of the goal"),
    Amended.BAND_LOW: msg("Lower bound"),
    Amended.BAND_HIGH: msg("Upper bound"),
    Amended.WEIGHT: msg("Weight"),
}

DIRECTIONS: Mapping[Direction, str] = {
    Direction.INCREASE: msg("More is better"),
    Direction.DECREASE: msg("Less is better"),
    Direction.MAINTAIN: msg("To be kept"),
}
