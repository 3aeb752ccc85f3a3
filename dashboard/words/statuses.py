"""The words for statuses, data states and flags, each with one sentence that explains it."""

from __future__ import annotations

from collections.abc import Mapping

from dashboard.words.marks import msg
from indicators.collection import ReportState
from indicators.model import Direction
from indicators.status import AgainstPlan, DataState, Flag, Likelihood, Status

STATUSES: Mapping[Status, str] = {
    Status.NO_DATA: msg("No data"),
    Status.MAINTAINED: msg("Maintained"),
    Status.MAINTAINED_AT_RISK: msg("Maintained, at risk"),
    Status.OUT_OF_BAND: msg("Out of band"),
    Status.ACHIEVED: msg("Achieved"),
    Status.MISSED: msg("Missed"),
    Status.REGRESSING: msg("Regressing"),
    Status.NOT_DUE: msg("Not due yet"),
    Status.ON_TRACK: msg("On track"),
    Status.AT_RISK: msg("At risk"),
    Status.OFF_TRACK: msg("Off track"),
}

STATUS_MEANINGS: Mapping[Status, str] = {
    Status.NO_DATA: msg("There are not enough reports to judge progress."),
    Status.MAINTAINED: msg("The value lies within the band to keep."),
    Status.MAINTAINED_AT_RISK: msg(
        "The value lies within the band to keep, but its trend leads out of it before the end."
    ),
    Status.OUT_OF_BAND: msg("The value lies outside the band to keep."),
    Status.ACHIEVED: msg("The goal has been reached, or the level to keep is kept."),
    Status.MISSED: msg("The goal's date has come and the goal has not been reached."),
    Status.REGRESSING: msg("The value is worse than the baseline."),
    Status.NOT_DUE: msg("The plan asks for no change yet."),
    Status.ON_TRACK: msg("At least {on_track:share} of the change planned by now has been made."),
    Status.AT_RISK: msg(
        "Between {at_risk:share} and {on_track:share} of the change planned by now has been made."
    ),
    Status.OFF_TRACK: msg("Less than {at_risk:share} of the change planned by now has been made."),
}

DATA_STATES: Mapping[DataState, str] = {
    DataState.CURRENT: msg("Up to date"),
    DataState.LATE: msg("Late"),
    DataState.STALE: msg("Out of date"),
    DataState.MISSING: msg("Never reported"),
}

DATA_STATE_MEANINGS: Mapping[DataState, str] = {
    DataState.CURRENT: msg("The latest period that is due has been reported."),
    DataState.LATE: msg("The latest period that is due has not been reported."),
    DataState.STALE: msg("Two or more due periods in a row have not been reported."),
    DataState.MISSING: msg("Nothing has been reported yet."),
}

REPORT_STATES: Mapping[ReportState, str] = {
    ReportState.STOPPED: msg("Stopped"),
    ReportState.LATE: msg("Late"),
    ReportState.RETURNED: msg("Returned"),
    ReportState.AWAITING: msg("Awaiting review"),
    ReportState.IN_COLLECTION: msg("In collection"),
    ReportState.REPORTED: msg("Reported"),
    ReportState.NOT_DUE: msg("Not due this quarter"),
}

_BETTER = msg("Better than the plan")
_AT_PLAN = msg("At the plan")
_WORSE = msg("Worse than the plan")

AGAINST_PLAN: Mapping[Direction, Mapping[AgainstPlan, str]] = {
    Direction.INCREASE: {
        AgainstPlan.ABOVE: _BETTER,
        AgainstPlan.AT: _AT_PLAN,
        AgainstPlan.BELOW: _WORSE,
    },
    Direction.DECREASE: {
        AgainstPlan.ABOVE: _WORSE,
        AgainstPlan.AT: _AT_PLAN,
        AgainstPlan.BELOW: _BETTER,
    },
    Direction.MAINTAIN: {
        AgainstPlan.ABOVE: msg("Above the plan"),
        AgainstPlan.AT: _AT_PLAN,
        AgainstPlan.BELOW: msg("Below the plan"),
    },
}
"""For readers. Of a level to keep it is told in number: its band is the network's, no place's."""

LIKELIHOODS: Mapping[Likelihood, str] = {
    Likelihood.VIRTUALLY_CERTAIN: msg("virtually certain ({probability})"),
    Likelihood.VERY_LIKELY: msg("very likely ({probability})"),
    Likelihood.LIKELY: msg("likely ({probability})"),
    Likelihood.ABOUT_AS_LIKELY_AS_NOT: msg("about as likely as not ({probability})"),
    Likelihood.UNLIKELY: msg("unlikely ({probability})"),
    Likelihood.VERY_UNLIKELY: msg("very unlikely ({probability})"),
    Likelihood.EXCEPTIONALLY_UNLIKELY: msg("exceptionally unlikely ({probability})"),
}
"""The calibrated scale of the IPCC."""

FLAGS: Mapping[Flag, str] = {
    Flag.PROVISIONAL: msg("Provisional"),
    Flag.WINDOW_SHORT: msg("Too few periods"),
    Flag.INCOMPLETE: msg("Incomplete"),
    Flag.CARRIED: msg("Carried forward"),
    Flag.WITHOUT_PARTS: msg("Parts missing"),
    Flag.UNWEIGHTED: msg("Unweighted"),
    Flag.LOW_EVIDENCE: msg("Little evidence"),
    Flag.TREND_ADVERSE: msg("Adverse trend"),
}

FLAG_MEANINGS: Mapping[Flag, str] = {
    Flag.PROVISIONAL: msg("A period of the year is missing; the others stand for the whole year."),
    Flag.WINDOW_SHORT: msg("Too few periods of the year were reported to judge progress."),
    Flag.INCOMPLETE: msg("In a period of the year, a place that was expected did not report."),
    Flag.CARRIED: msg(
        "A place that did not report this period enters with its latest earlier value, "
        "at most one year old."
    ),
    Flag.WITHOUT_PARTS: msg(
        "A report without numerator and denominator was left out of the calculation."
    ),
    Flag.UNWEIGHTED: msg(
        "No report has a numerator and a denominator, so this is the plain mean of the values."
    ),
    Flag.LOW_EVIDENCE: msg("The forecast rests on two or three points only."),
    Flag.TREND_ADVERSE: msg("The goal has been reached, but the trend points away from it."),
}
