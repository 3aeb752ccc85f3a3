"""What *How this is measured* says beside the meanings of statuses, data states and flags."""

from __future__ import annotations

from dashboard.words.marks import msg

TIME = (
    msg("A period's time is that of its end: a baseline of 2021 lies at the end of 2021."),
    msg("Every figure is as of a period: only reports of periods that ended by then count."),
    msg(
        "A period is in collection until its reports are due, an editor closes it, or every place "
        "has reported; until then it is shown and does not count."
    ),
)
REPORTS = (
    msg("A place's value is its value, else its numerator over its denominator."),
    msg(
        "Over the places, each target is summed, averaged, averaged by denominator, or is the "
        "numerators over the denominators; of a network target the head office's value alone "
        "counts."
    ),
    msg(
        "Of what is counted at a period's end, a place that did not report enters with its latest "
        "earlier value, at most one year old. Amounts are never filled in."
    ),
    msg(
        "Over time the actual is a yearly figure: the latest value, the sum, mean or ratio of the "
        "last year's periods, the report of the year's end, or the baseline with every amount "
        "since. A sum of three of four quarters is brought to a whole year, and provisional."
    ),
    msg(
        "Expected are the places that the strategy lists as reporters, else those that reported "
        "the target at least once by then. Coverage is how many of them reported the actual's own "
        "period; what is carried forward is no report. Incomplete: one is missing in any period "
        "that the actual is made of."
    ),
    msg(
        "A place without the numerator and denominator that a rule needs is left out and said so; "
        "if no place has them, the plain mean stands in. 0 of 0 is a report that adds nothing."
    ),
    msg(
        "Of a sum, at least three of four quarters or both halves are needed before progress is "
        "judged; with fewer there is a figure and no status."
    ),
)
PROGRESS = (
    msg("Attainment is (actual − baseline) ÷ (goal − baseline): signed, and not cut at 100 %."),
    msg(
        "The plan is the straight line through the baseline, the milestones and the goal, read at "
        "the actual's own date."
    ),
    msg("Planned is (plan − baseline) ÷ (goal − baseline); pace is attainment ÷ planned."),
    msg("The variance is actual − plan, signed so that positive is good."),
    msg(
        "Quarters ahead or behind: from the actual's date to the first date at which the plan "
        "holds the actual's value; the baseline's date where it is at or short of that, the goal's "
        "where it is beyond the plan."
    ),
    msg("Needed a year is (goal − actual) ÷ (years left); so far a year is the trend's slope."),
)
FORECAST = (
    msg(
        "Trend points are the baseline and the yearly figure at each reported period after it, the "
        "last twelve at most. Provisional ones are none; of sums, ratios and means over a year "
        "only the latest and those whole years before it are, for the others overlap."
    ),
    msg(
        "The forecast is the least-squares line through the yearly figures, drawn to the goal's "
        "date; of a running total it is the mean amount a period."
    ),
    msg(
        "From four points on it has an interval that holds four of five outcomes (Student's t), "
        "and the probability that the goal is reached. It never changes a status."
    ),
    msg(
        "Two or three points give a line without an interval, on little evidence; fewer give none. "
        "Forecast and interval are cut to what is possible, the probability is not."
    ),
    msg("In words a probability is:"),
)
AT_LEAST = msg("{share} or more")
LESS_THAN = msg("less than {share}")
ROLL_UP = (
    msg(
        "An area is the mean of its targets' attainment by weight, each cut to 0 to 100 %, so that "
        "one far ahead hides none behind. Targets out of date are left out; coverage says how many."
    ),
    msg(
        "Targets to be kept are counted and not averaged; an area whose progress is on track is at "
        "risk while one of them is lost."
    ),
    msg(
        "The Mega's closeness to the Vision is the mean of the areas by weight. The weakest is "
        "named beside every mean, and the overview tells the mean by other rules."
    ),
)
PLACES = (
    msg(
        "A place is judged only where the strategy gives it its own baseline and goal. Otherwise "
        "its value is held against the network's plan, or against the plan it sent itself."
    ),
    msg(
        "Of means and ratios a place is as the network's plan asks within 1 % of it; what adds up "
        "is held against the place's own plan for the same periods alone."
    ),
    msg(
        "It is better or worse than the plan by the target's direction: where less is better, a "
        "value below the plan is better. Of a level to keep, above and below are said."
    ),
)
