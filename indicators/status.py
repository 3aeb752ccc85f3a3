"""The words a figure is judged with, and the numbers they are drawn at.

Plain names and constants, light to import: the rules that choose among them are in
``indicators.judge``; the sentences are made by the face.
"""

from __future__ import annotations

from enum import StrEnum

TOLERANCE = 1e-9
"""Bounds are compared with this tolerance, so that rounding never decides a status."""

OF_LARGE = 1e-14
"""Of a bound in the billions, a sum of cents is not exact to 1e-9: this share of it is allowed.

Some forty times the last digit of a number, and less than a cent of any below 10¹².
"""

STALE_PERIODS = 2
"""That many due periods in a row without a report make a target stale."""


class Status(StrEnum):
    """How a target stands."""

    NO_DATA = "no_data"
    MAINTAINED = "maintained"
    MAINTAINED_AT_RISK = "maintained_at_risk"
    OUT_OF_BAND = "out_of_band"
    ACHIEVED = "achieved"
    MISSED = "missed"
    REGRESSING = "regressing"
    NOT_DUE = "not_due"
    ON_TRACK = "on_track"
    AT_RISK = "at_risk"
    OFF_TRACK = "off_track"


STATUSES = tuple(Status)
"""Arrays hold a status as its position here."""

KEPT = frozenset({Status.MAINTAINED, Status.MAINTAINED_AT_RISK, Status.ACHIEVED})
"""A kept-or-lost target is kept while it has one of these."""


class DataState(StrEnum):
    """How fresh a target's reports are; kept apart from its status."""

    CURRENT = "current"
    LATE = "late"
    STALE = "stale"
    MISSING = "missing"


DATA_STATES = tuple(DataState)
"""Arrays hold a data state as its position here."""


class Flag(StrEnum):
    """What a reader should know about how a figure came about."""

    PROVISIONAL = "provisional"
    WINDOW_SHORT = "window_short"
    INCOMPLETE = "incomplete"
    CARRIED = "carried"
    WITHOUT_PARTS = "without_parts"
    UNWEIGHTED = "unweighted"
    LOW_EVIDENCE = "low_evidence"
    TREND_ADVERSE = "trend_adverse"


class AgainstPlan(StrEnum):
    """Where a place's value stands against a plan: in number, whichever way is better."""

    ABOVE = "above"
    AT = "at"
    BELOW = "below"


class Likelihood(StrEnum):
    """A probability in words: the calibrated scale of the IPCC."""

    VIRTUALLY_CERTAIN = "virtually_certain"
    VERY_LIKELY = "very_likely"
    LIKELY = "likely"
    ABOUT_AS_LIKELY_AS_NOT = "about_as_likely_as_not"
    UNLIKELY = "unlikely"
    VERY_UNLIKELY = "very_unlikely"
    EXCEPTIONALLY_UNLIKELY = "exceptionally_unlikely"


LIKELIHOOD_BOUNDS = (
    (0.99, Likelihood.VIRTUALLY_CERTAIN),
    (0.90, Likelihood.VERY_LIKELY),
    (0.66, Likelihood.LIKELY),
    (0.33, Likelihood.ABOUT_AS_LIKELY_AS_NOT),
    (0.10, Likelihood.UNLIKELY),
    (0.01, Likelihood.VERY_UNLIKELY),
)


def likelihood_of(probability: float) -> Likelihood:
    """The word for ``probability`` (0…1): that of the highest bound it reaches.

    >>> likelihood_of(0.66), likelihood_of(0.659)
    (<Likelihood.LIKELY: 'likely'>, <Likelihood.ABOUT_AS_LIKELY_AS_NOT: 'about_as_likely_as_not'>)
    """
    for bound, word in LIKELIHOOD_BOUNDS:
        if probability >= bound - TOLERANCE:
            return word
    return Likelihood.EXCEPTIONALLY_UNLIKELY


class Method(StrEnum):
    """How a forecast was made."""

    LINEAR = "linear"
    AMOUNTS = "amounts"


class ReasonCode(StrEnum):
    """Why a figure stands as it does: one sentence a code.

    **A target's status** (``IndicatorFigures.reason``). Each carries ``as_of`` (Period),
    ``unit`` (str) and ``decimals`` (int); each marked * also ``period`` (Period) and
    ``value`` (float), the actual and its period. Values and differences of values are in
    the indicator's unit; shares (attainment, planned, pace, threshold) are 1.0 for 100 %.

    ===================== ================== ==========================================
    code                  status             further params
    ===================== ================== ==========================================
    no_report             no_data            (none: nothing was ever reported)
    only_in_collection    no_data            period, value (None if undefined), reported,
                                             expected (counts of places)
    only_before_baseline  no_data            period (latest reported), baseline_period
    no_year_end           no_data            period, value (the year to date)
    nothing_to_measure    no_data            period (its reports say 0 of 0)
    window_short *        no_data            reported_periods, needed_periods,
                                             window_periods (counts)
    in_band *             maintained         band_low, band_high (None: open)
    leaving_band *        maintained_at_risk band_low, band_high, slope_per_year,
                                             projected (value at goal_period), goal_period
    outside_band *        out_of_band        band_low, band_high, distance (> 0)
    floor_kept *          achieved           goal
    ceiling_kept *        achieved           goal
    floor_lost *          regressing         goal, shortfall (> 0)
    ceiling_lost *        regressing         goal, shortfall (> 0)
    goal_met *            achieved           goal, goal_period
    goal_met_but_turning * achieved          goal, goal_period, slope_per_year
    goal_missed *         missed             goal, goal_period, shortfall (> 0), attainment
    going_back *          regressing         baseline, baseline_period, change (signed)
    nothing_asked_yet *   not_due            baseline, expected, goal, goal_period
    on_track *            on_track           expected, variance, attainment, planned, pace,
    at_risk *             at_risk            threshold (of on_track), bounds (of on_track
    off_track *           off_track          and at_risk), quarters_ahead, goal, goal_period
    ===================== ================== ==========================================

    **A place's value that is not judged** (``PlaceFigures.reason``), marked * as above. Without
    an actual the codes are those of no_data. ``plan`` is the network's plan at the actual's
    date, or the place's own, over the periods that have both; ``compared`` is then the place's
    value over the same periods.

    ====================== ==========================================================
    code                   further params
    ====================== ==========================================================
    place_value *          (none: there is no plan to hold it against)
    above_network_plan *   plan
    at_network_plan *      plan
    below_network_plan *   plan
    above_own_plan *       plan, compared
    at_own_plan *          plan, compared
    below_own_plan *       plan, compared
    ====================== ==========================================================

    **A target's data state** (``IndicatorFigures.data_reason``). ``latest`` is the latest
    reported period, ``due`` the latest period that is due.

    ============ =================================
    code         params
    ============ =================================
    data_current latest
    data_late    latest, due
    data_stale   latest, due, periods (count >= 2)
    data_missing due
    ============ =================================

    **A roll-up's status** (``RollUp.reason``), of an area (its parts are targets) or of the
    Mega (its parts are areas). Each carries ``attainment``, ``planned``, ``pace``,
    ``coverage`` (None where undefined), ``weakest`` (code or None), ``parts`` and
    ``averaged`` (counts), ``lost`` (tuple of codes of kept-or-lost targets now lost) and
    ``threshold`` (of on_track).

    ====================== =========== =============================================
    code                   status      when
    ====================== =========== =============================================
    all_achieved           achieved    every part is achieved or kept
    all_kept               maintained  kept-or-lost targets alone, all kept
    reported_kept          maintained  the same, but some were never reported
    some_lost              out_of_band kept-or-lost targets alone, one is lost
    nothing_to_average     no_data     no part has an attainment
    rollup_not_due         not_due     the plan asks for nothing yet
    rollup_on_track        on_track    by the pace
    rollup_at_risk         at_risk     by the pace
    rollup_held_back       at_risk     the pace is on track, but a target is lost
    rollup_off_track       off_track   by the pace
    ====================== =========== =============================================
    """

    NO_REPORT = "no_report"
    ONLY_IN_COLLECTION = "only_in_collection"
    ONLY_BEFORE_BASELINE = "only_before_baseline"
    NO_YEAR_END = "no_year_end"
    NOTHING_TO_MEASURE = "nothing_to_measure"
    WINDOW_SHORT = "window_short"
    IN_BAND = "in_band"
    LEAVING_BAND = "leaving_band"
    OUTSIDE_BAND = "outside_band"
    FLOOR_KEPT = "floor_kept"
    CEILING_KEPT = "ceiling_kept"
    FLOOR_LOST = "floor_lost"
    CEILING_LOST = "ceiling_lost"
    GOAL_MET = "goal_met"
    GOAL_MET_BUT_TURNING = "goal_met_but_turning"
    GOAL_MISSED = "goal_missed"
    GOING_BACK = "going_back"
    NOTHING_ASKED_YET = "nothing_asked_yet"
    ON_TRACK = "on_track"
    AT_RISK = "at_risk"
    OFF_TRACK = "off_track"

    PLACE_VALUE = "place_value"
    ABOVE_NETWORK_PLAN = "above_network_plan"
    AT_NETWORK_PLAN = "at_network_plan"
    BELOW_NETWORK_PLAN = "below_network_plan"
    ABOVE_OWN_PLAN = "above_own_plan"
    AT_OWN_PLAN = "at_own_plan"
    BELOW_OWN_PLAN = "below_own_plan"

    DATA_CURRENT = "data_current"
    DATA_LATE = "data_late"
    DATA_STALE = "data_stale"
    DATA_MISSING = "data_missing"

    ALL_ACHIEVED = "all_achieved"
    ALL_KEPT = "all_kept"
    REPORTED_KEPT = "reported_kept"
    SOME_LOST = "some_lost"
    NOTHING_TO_AVERAGE = "nothing_to_average"
    ROLLUP_NOT_DUE = "rollup_not_due"
    ROLLUP_ON_TRACK = "rollup_on_track"
    ROLLUP_AT_RISK = "rollup_at_risk"
    ROLLUP_HELD_BACK = "rollup_held_back"
    ROLLUP_OFF_TRACK = "rollup_off_track"
