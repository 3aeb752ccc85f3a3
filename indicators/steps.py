"""One step of a working: a formula by its code, the numbers put into it, and what it gives.

The results are those of the measure; tests compute each anew from the numbers beside it, so
that what is shown as the working can never be another working.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

Numbers = Mapping[str, float | tuple[float, ...]]


class StepCode(StrEnum):
    """What a step computes; the numbers of each are named in ``Step``."""

    OVER_SUM = "over_sum"
    OVER_MEAN = "over_mean"
    OVER_RATIO = "over_ratio"
    OVER_WEIGHTED = "over_weighted"
    OVER_HEAD_OFFICE = "over_head_office"
    LATEST = "latest"
    YEAR_END = "year_end"
    SUM = "sum"
    SUM_SO_FAR = "sum_so_far"
    MEAN = "mean"
    RATIO = "ratio"
    CUMULATIVE = "cumulative"
    ATTAINMENT = "attainment"
    PLAN = "plan"
    PLAN_AT_AN_END = "plan_at_an_end"
    PLANNED = "planned"
    VARIANCE = "variance"
    PACE = "pace"
    EARNED = "earned"
    EARNED_AT_AN_END = "earned_at_an_end"
    AHEAD = "ahead"
    REQUIRED = "required"
    COVERAGE = "coverage"
    SLOPE = "slope"
    LINE = "line"
    SPREAD = "spread"
    ERROR = "error"
    MEAN_AMOUNT = "mean_amount"
    RATE_OF_AMOUNTS = "rate_of_amounts"
    TOTAL = "total"
    SPREAD_OF_AMOUNTS = "spread_of_amounts"
    ERROR_OF_TOTAL = "error_of_total"
    LOW = "low"
    HIGH = "high"
    CUT = "cut"
    CHANCE_ABOVE = "chance_above"
    CHANCE_BELOW = "chance_below"
    CHANCE_BETWEEN = "chance_between"
    CHANCE_CERTAIN = "chance_certain"
    RECENT_SLOPE = "recent_slope"
    PROJECTED = "projected"


@dataclass(frozen=True, slots=True)
class Step:
    """One formula with its numbers. F is the distribution function of Student's t.

    ==================== ==============================================================
    code                 numbers, and what is made of them
    ==================== ==============================================================
    over_sum             values: their sum
    over_mean            values: their mean
    over_ratio           numerators, denominators, factor: Σ n ÷ Σ d * factor
    over_weighted        values, weights: Σ value * weight ÷ Σ weight
    over_head_office     values: the one value itself
    latest, year_end     values: the one value itself
    sum                  values: their sum
    sum_so_far           values, k, n: their sum times n ÷ k, for n periods with k there
    mean                 values: their mean
    ratio                numerators, denominators, factor: Σ n ÷ Σ d * factor
    cumulative           b, values: b plus their sum
    attainment, planned  y, b, g: (y - b) ÷ (g - b)
    plan                 t, t0, v0, t1, v1: v0 + (v1 - v0) * (t - t0) ÷ (t1 - t0)
    plan_at_an_end       v: the plan's own value, where the date lies beyond its ends
    variance             y, p, sign: (y - p) * sign
    pace                 a, p: a ÷ p
    earned               y, v0, v1, t0, t1: t0 + (t1 - t0) * (y - v0) ÷ (v1 - v0), a date
    earned_at_an_end     e: the date itself, where the value is on no piece of the path
    ahead                e, t: (e - t) * 4, in quarters
    required             y, g, t, end: (g - y) ÷ (end - t)
    coverage             k, n: k ÷ n
    slope, recent_slope  products Σ (t - tm)(y - ym), squares Σ (t - tm)², tm, ym: their ratio
    line                 ym, slope, end, tm: ym + slope * (end - tm)
    spread               squares Σ (y - ŷ)², n: √(squares ÷ (n - 2))
    error                s, n, end, tm, squares: s * √(1 + 1 ÷ n + (end - tm)² ÷ squares)
    mean_amount          values: their mean
    rate_of_amounts      a, k: a * k, with k periods a year
    total                y, m, a: y + m * a
    spread_of_amounts    squares Σ (x - a)², n: √(squares ÷ (n - 1))
    error_of_total       s, m, n: s * √(m + m² ÷ n)
    low, high            v, q, e: v ∓ q * e
    cut                  v, low, high (∓inf where open): v, cut to what lies between
    chance_above         low, v, e, f: 1 - F((low - v) ÷ e; f)
    chance_below         high, v, e, f: F((high - v) ÷ e; f)
    chance_between       low, high, v, e, f: F((high - v) ÷ e; f) - F((low - v) ÷ e; f)
    chance_certain       v: 0 or 1, for there is no spread
    projected            y, slope, end, t: y + slope * (end - t)
    ==================== ==============================================================
    """

    code: StepCode
    numbers: Numbers
    result: float
