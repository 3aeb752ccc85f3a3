"""The steps of a working: what each computes, with its numbers put in."""

from __future__ import annotations

from collections.abc import Mapping

from dashboard.words.marks import msg
from indicators.steps import StepCode

STEPS: Mapping[StepCode, tuple[str, str]] = {
    StepCode.OVER_SUM: (msg("the sum of the places"), "{values}"),
    StepCode.OVER_MEAN: (msg("the mean of the places"), "({values}) ÷ {count}"),
    StepCode.OVER_RATIO: (
        msg("the places' numerators over their denominators"),
        "({numerators}) ÷ ({denominators}) · {factor}",
    ),
    StepCode.OVER_WEIGHTED: (
        msg("the mean of the places by their denominators"),
        "({products}) ÷ ({weights})",
    ),
    StepCode.OVER_HEAD_OFFICE: (msg("the head office's value"), "{values}"),
    StepCode.LATEST: (msg("Actual: the latest value"), "{values}"),
    StepCode.YEAR_END: (msg("Actual: the report of the year's end"), "{values}"),
    StepCode.SUM: (msg("Actual: the sum of the year's periods"), "{values}"),
    StepCode.SUM_SO_FAR: (
        msg("Actual: the sum so far, brought to a whole year"),
        "({values}) · {n} ÷ {k}",
    ),
    StepCode.MEAN: (msg("Actual: the mean of the periods"), "({values}) ÷ {count}"),
    StepCode.RATIO: (
        msg("Actual: the numerators over the denominators"),
        "({numerators}) ÷ ({denominators}) · {factor}",
    ),
    StepCode.CUMULATIVE: (
        msg("Actual: the baseline and every amount since"),
        "{b} + {values}",
    ),
    StepCode.ATTAINMENT: (
        msg("Attainment: (actual − baseline) ÷ (goal − baseline)"),
        "({y} − {b}) ÷ ({g} − {b})",
    ),
    StepCode.PLAN: (
        msg("Plan at the actual's date, between the two corners around it"),
        "{v0} + ({v1} − {v0}) · ({t} − {t0}) ÷ ({t1} − {t0})",
    ),
    StepCode.PLAN_AT_AN_END: (
        msg("Plan at the actual's date, which the plan does not reach: that of its nearest end"),
        "{v}",
    ),
    StepCode.PLANNED: (
        msg("Planned: (plan − baseline) ÷ (goal − baseline)"),
        "({y} − {b}) ÷ ({g} − {b})",
    ),
    StepCode.VARIANCE: (
        msg("Variance: actual − plan, where positive is good"),
        "({y} − {p}) · {sign}",
    ),
    StepCode.PACE: (msg("Pace: attainment ÷ planned"), "{a} ÷ {p}"),
    StepCode.EARNED: (
        msg("When the plan first comes to the actual, between the two corners around it"),
        "{t0} + ({t1} − {t0}) · ({y} − {v0}) ÷ ({v1} − {v0})",
    ),
    StepCode.EARNED_AT_AN_END: (
        msg("When the plan first comes to the actual: a corner, or an end of the plan"),
        "{e}",
    ),
    StepCode.AHEAD: (
        msg("Quarters ahead of the plan (behind where negative)"),
        "({e} − {t}) · 4",
    ),
    StepCode.COVERAGE: (
        msg("Coverage: places that reported the actual's period ÷ places expected to"),
        "{k} ÷ {n}",
    ),
    StepCode.REQUIRED: (
        msg("Needed a year: (goal − actual) ÷ (goal's date − actual's date)"),
        "({g} − {y}) ÷ ({end} − {t})",
    ),
    StepCode.SLOPE: (
        msg("Observed a year: the slope of the least-squares line through the trend points"),
        "Σ (t − {tm}) (y − {ym}) ÷ Σ (t − {tm})² = {products} ÷ {squares}",
    ),
    StepCode.LINE: (
        msg("Forecast: the line at the goal's date"),
        "{ym} + {slope} · ({end} − {tm})",
    ),
    StepCode.SPREAD: (
        msg("How far the points lie from the line"),
        "√(Σ (y − ŷ)² ÷ (n − 2)) = √({squares} ÷ ({n} − 2))",
    ),
    StepCode.ERROR: (
        msg("Standard error of the forecast"),
        "{s} · √(1 + 1 ÷ {n} + ({end} − {tm})² ÷ {squares})",
    ),
    StepCode.MEAN_AMOUNT: (
        msg("Mean amount of a period, of the latest that were reported"),
        "({values}) ÷ {count}",
    ),
    StepCode.RATE_OF_AMOUNTS: (msg("Observed a year: mean amount · periods a year"), "{a} · {k}"),
    StepCode.TOTAL: (
        msg("Forecast: the actual and the mean amount of each period that is left"),
        "{y} + {m} · {a}",
    ),
    StepCode.SPREAD_OF_AMOUNTS: (
        msg("How far the amounts lie from their mean"),
        "√(Σ (x − x̄)² ÷ (n − 1)) = √({squares} ÷ ({n} − 1))",
    ),
    StepCode.ERROR_OF_TOTAL: (
        msg("Standard error of the forecast"),
        "{s} · √({m} + {m}² ÷ {n})",
    ),
    StepCode.LOW: (
        msg("Lower end of the 80 % interval, by Student's t"),
        "{v} − {q} · {e}",
    ),
    StepCode.HIGH: (
        msg("Upper end of the 80 % interval, by Student's t"),
        "{v} + {q} · {e}",
    ),
    StepCode.CUT: (msg("Cut to what is possible"), "{v} → [{low}; {high}]"),
    StepCode.CHANCE_ABOVE: (
        msg("Probability of the goal, F being Student's t with {f} degrees of freedom"),
        "1 − F(({low} − {v}) ÷ {e})",
    ),
    StepCode.CHANCE_BELOW: (
        msg("Probability of the goal, F being Student's t with {f} degrees of freedom"),
        "F(({high} − {v}) ÷ {e})",
    ),
    StepCode.CHANCE_BETWEEN: (
        msg("Probability of the goal, F being Student's t with {f} degrees of freedom"),
        "F(({high} − {v}) ÷ {e}) − F(({low} − {v}) ÷ {e})",
    ),
    StepCode.CHANCE_CERTAIN: (
        msg("Probability of the goal: the points lie on one line, and it leads here"),
        "{v}",
    ),
    StepCode.RECENT_SLOPE: (
        msg("Recent slope a year: the line through the last points, eight at most"),
        "Σ (t − {tm}) (y − {ym}) ÷ Σ (t − {tm})² = {products} ÷ {squares}",
    ),
    StepCode.PROJECTED: (
        msg("Where the recent slope leads from the actual, at the goal's date"),
        "{y} + {slope} · ({end} − {t})",
    ),
}
"""By step: what it is, and its formula. Signs and numbers are the same in every language."""
