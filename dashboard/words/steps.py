"""The steps of a working: what each computes, with its numbers put in."""

from __future__ import annotations

from collections.abc import Mapping

from dashboard.words.marks import msg
from indicators.working import StepCode

STEPS: Mapping[StepCode, tuple[str, str]] = {
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
    StepCode.PLANNED: (
        msg("Planned: (plan − baseline) ÷ (goal − baseline)"),
        "({y} − {b}) ÷ ({g} − {b})",
    ),
    StepCode.VARIANCE: (
        msg("Variance: actual − plan, where positive is good"),
        "({y} − {p}) · {sign}",
    ),
    StepCode.PACE: (msg("Pace: attainment ÷ planned"), "{a} ÷ {p}"),
    StepCode.REQUIRED: (
        msg("Needed a year: (goal − actual) ÷ (goal's date − actual's date)"),
        "({g} − {y}) ÷ ({end} − {t})",
    ),
}
"""By step: what it is, and its formula. Signs and numbers are the same in every language."""
