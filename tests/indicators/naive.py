"""The measure once more, from its definition alone: plain Python, slow and obvious.

It shares no formula with ``indicators``. Numbers are exact fractions; Student's t is its
closed form for whole degrees of freedom. Undefined is None.
"""

import itertools
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from fractions import Fraction
from math import atan, cos, pi, sin, sqrt

from indicators.model import Indicator, Observation, Reporter, Strategy
from indicators.periods import Period
from indicators.terms import Terms

TOLERANCE = Fraction(1, 10**9)
Number = Fraction | None


@dataclass
class Over:
    """A value over places or over time, and the flags it got."""

    value: Number
    flags: set[str] = field(default_factory=set)
    numerator: Number = None
    denominator: Number = None
    parts_lacking: bool = False
    periods: int = 1


@dataclass
class Target:
    """One indicator with its reports up to the as-of period: period -> place -> report."""

    indicator: Indicator
    reports: dict[Period, dict[str, Observation]]
    as_of: Period
    terms: Terms
    reporters: list[Reporter]

    def expected(self, period: Period) -> set[str]:
        if self.reporters:
            return {
                one.place
                for one in self.reporters
                if one.first.end <= period.end and (one.last is None or period.end <= one.last.end)
            }
        return {place for by_place in self.reports.values() for place in by_place}

    def reporting(self, period: Period) -> set[str]:
        return set(self.reports.get(period, {})) & self.expected(period)

    def lacks_a_place(self, period: Period) -> bool:
        return self.reporting(period) != self.expected(period)

    def is_due(self, period: Period) -> bool:
        return period.last_day + timedelta(days=self.terms.collection_days) < self.terms.today

    def is_closed(self, period: Period) -> bool:
        return any(one.end == period.end for one in self.terms.closed)

    def in_collection(self, period: Period) -> bool:
        is_open = not self.is_due(period) and not self.is_closed(period)
        return is_open and self.lacks_a_place(period)

    def counted(self) -> list[Period]:
        return [p for p in sorted(self.reports) if not self.in_collection(p) and self.has_value(p)]

    def has_value(self, period: Period) -> bool:
        over = over_places(self, period)
        by_parts = self.indicator.agg_time == "ratio" and over.denominator is not None
        return over.value is not None or by_parts


def figures(
    strategy: Strategy, observations: Iterable[Observation], as_of: Period, terms: Terms
) -> dict:
    """``{mega, areas, indicators}`` with the keys of the machine-readable figures."""
    everything = list(observations)
    indicators = {
        one.code: target_figures(strategy, target_of(strategy, one, everything, as_of, terms))
        for one in strategy.indicators
    }
    areas = {
        area.code: area_figures(strategy, area.code, indicators, terms) for area in strategy.areas
    }
    return {
        "mega": mega_figures(strategy, areas, indicators, terms),
        "areas": areas,
        "indicators": indicators,
    }


def target_of(
    strategy: Strategy,
    indicator: Indicator,
    observations: Iterable[Observation],
    as_of: Period,
    terms: Terms,
) -> Target:
    reports: dict[Period, dict[str, Observation]] = {}
    for one in observations:
        fits = one.indicator == indicator.code and one.period.frequency == indicator.frequency
        counts = indicator.agg_place != "network" or one.place == "REG"
        is_report = one.value is not None or has_parts(one)
        if fits and counts and is_report and one.period.end <= as_of.end:
            reports.setdefault(one.period, {})[one.place] = one
    reporters = [
        one
        for one in strategy.reporters
        if one.indicator == indicator.code
        and (indicator.agg_place != "network" or one.place == "REG")
    ]
    return Target(indicator, reports, as_of, terms, reporters)


# ---------------------------------------------------------------- across places


def has_parts(one: Observation) -> bool:
    return one.numerator is not None and one.denominator is not None


def hundred(indicator: Indicator) -> int:
    return 100 if indicator.unit == "%" else 1


def divided(numerator: Fraction, denominator: Fraction) -> Number:
    return None if denominator == 0 else numerator / denominator


def value_of(indicator: Indicator, one: Observation) -> Number:
    if one.value is not None:
        return Fraction(one.value)
    share = divided(Fraction(one.numerator), Fraction(one.denominator))
    return None if share is None else share * hundred(indicator)


def average(values: Sequence[Fraction]) -> Number:
    return divided(sum(values, Fraction(0)), Fraction(len(values)))


def entering(target: Target, period: Period) -> tuple[list[Observation], bool]:
    """The reports that make the period's value, and whether one was carried forward."""
    here = target.reports.get(period, {})
    chosen, carried = list(here.values()), False
    if target.indicator.agg_time == "last":
        for place in {place for by_place in target.reports.values() for place in by_place}:
            if place in here:
                continue
            earlier = [
                p
                for p, by_place in target.reports.items()
                if place in by_place and p < period and period.time - p.time <= 1
            ]
            if earlier:
                chosen.append(target.reports[max(earlier)][place])
                carried = True
    return chosen, carried


def over_places(target: Target, period: Period, carry: bool = True) -> Over:
    indicator = target.indicator
    chosen, carried = entering(target, period)
    if not carry:
        chosen, carried = list(target.reports.get(period, {}).values()), False
    valued = [(one, v) for one in chosen if (v := value_of(indicator, one)) is not None]
    with_parts = [one for one in chosen if has_parts(one)]
    numerator = denominator = None
    if with_parts:
        numerator = sum((Fraction(one.numerator) for one in with_parts), Fraction(0))
        denominator = sum((Fraction(one.denominator) for one in with_parts), Fraction(0))
    over = Over(None, {"carried"} if carried else set(), numerator, denominator)
    over.parts_lacking = any(not has_parts(one) for one, _ in valued)
    plain_mean = average([v for _, v in valued])
    match indicator.agg_place.value:
        case "sum":
            over.value = sum((v for _, v in valued), Fraction(0)) if valued else None
        case "mean" | "network":
            over.value = plain_mean
        case "ratio" if with_parts:
            share = divided(numerator, denominator)
            over.value = None if share is None else share * hundred(indicator)
            over.flags |= {"without_parts"} if over.parts_lacking else set()
        case "weighted_mean" if any(one.denominator is not None for one, _ in valued):
            weighable = [
                (v, Fraction(one.denominator)) for one, v in valued if one.denominator is not None
            ]
            weights = sum((w for _, w in weighable), Fraction(0))
            over.value = divided(sum((v * w for v, w in weighable), Fraction(0)), weights)
            over.flags |= {"without_parts"} if len(weighable) < len(valued) else set()
        case "ratio" | "weighted_mean":
            over.value = plain_mean
            over.flags |= {"unweighted"} if valued else set()
    return over


# ------------------------------------------------------------------ across time


def window_of(period: Period) -> list[Period]:
    length = period.frequency.periods_in_a_year
    return [period.shifted(-back) for back in range(length)]


def yearly_figure(target: Target, period: Period) -> Over:
    """The yearly figure that ends with a counted period."""
    match target.indicator.agg_time.value:
        case "last":
            figure, made_of = over_places(target, period), [period]
        case "ytd":
            figure, made_of = over_places(target, period), [period]
            if period.end % 4:
                figure.value = None
        case "cumulative":
            start = target.indicator.baseline_period.end
            made_of = [p for p in target.counted() if start < p.end <= period.end]
            amounts = [over_places(target, p) for p in made_of]
            figure = Over(Fraction(target.indicator.baseline), set(), periods=len(made_of))
            for amount in amounts:
                figure.value += amount.value
                figure.flags |= amount.flags
            if period not in made_of:
                figure.value = None
            first = min(made_of, key=lambda p: p.end, default=period)
            made_of = []
            while first.end <= period.end:  # also those that nobody reported
                made_of.append(first)
                first = first.shifted(1)
        case _:
            figure, made_of = over_window(target, period), window_of(period)
    if any(target.lacks_a_place(p) for p in made_of):
        figure.flags.add("incomplete")
    return figure


def over_window(target: Target, period: Period) -> Over:
    window = window_of(period)
    counted = [over_places(target, p) for p in window if p in target.counted()]
    values = [one.value for one in counted if one.value is not None]
    figure = Over(None, set(), periods=len(counted))
    with_parts = [one for one in counted if one.denominator is not None]
    if target.indicator.agg_time == "ratio" and with_parts:
        share = divided(
            sum((one.numerator for one in with_parts), Fraction(0)),
            sum((one.denominator for one in with_parts), Fraction(0)),
        )
        figure.value = None if share is None else share * hundred(target.indicator)
        if len(with_parts) < len(counted) or any(one.parts_lacking for one in with_parts):
            figure.flags.add("without_parts")
    else:
        for one in counted:
            figure.flags |= one.flags
        if target.indicator.agg_time == "sum":
            figure.value = sum(values, Fraction(0)) * len(window) / len(counted)
        else:
            figure.value = average(values)
        if target.indicator.agg_time == "ratio":
            figure.flags.add("unweighted")
    if len(counted) < len(window):
        figure.flags.add("provisional")
    needed = {1: 1, 2: 2, 4: 3}[len(window)]
    if target.indicator.agg_time == "sum" and len(counted) < needed:
        figure.flags.add("window_short")
    return figure


# -------------------------------------------------------- from actual to progress


def plan(strategy: Strategy, indicator: Indicator) -> list[tuple[Fraction, Fraction]]:
    milestones = strategy.milestones_of[indicator.code]
    nodes = {Fraction(one.period.time): Fraction(one.value) for one in milestones}
    start, end = Fraction(indicator.baseline_period.time), Fraction(indicator.goal_period.time)
    path = [(t, v) for t, v in sorted(nodes.items()) if start < t < end]
    return [(start, Fraction(indicator.baseline)), *path, (end, Fraction(indicator.goal))]


def read_plan(path: list[tuple[Fraction, Fraction]], time: Fraction) -> Fraction:
    if time <= path[0][0]:
        return path[0][1]
    for (t0, v0), (t1, v1) in itertools.pairwise(path):
        if time <= t1:
            return v0 + (v1 - v0) * (time - t0) / (t1 - t0)
    return path[-1][1]


def first_date(path: list[tuple[Fraction, Fraction]], value: Fraction) -> Fraction:
    """When the plan first holds the value; the path is turned so that it rises."""
    up = 1 if path[-1][1] > path[0][1] else -1
    distance = abs(path[-1][1] - path[0][1])
    slack = TOLERANCE * distance
    if up * (value - path[0][1]) <= slack:
        return path[0][0]
    for (t0, v0), (t1, v1) in itertools.pairwise(path):
        if up * v1 >= up * value - slack:
            share = (value - v0) / (v1 - v0) if v1 != v0 else Fraction(0)
            return t0 + min(max(share, Fraction(0)), Fraction(1)) * (t1 - t0)
    return path[-1][0]


def inside(value: Fraction, low: float | None, high: float | None) -> bool:
    return (low is None or value >= Fraction(low) - slack(low)) and (
        high is None or value <= Fraction(high) + slack(high)
    )


def slack(bound: float) -> Fraction:
    return max(TOLERANCE, abs(Fraction(bound)) / 10**14)


def meeting_values(indicator: Indicator) -> tuple[float | None, float | None]:
    match indicator.direction.value:
        case "increase":
            return indicator.goal, None
        case "decrease":
            return None, indicator.goal
        case _:
            return indicator.band_low, indicator.band_high


# ----------------------------------------------------------- trend and forecast


def trend_points(target: Target) -> list[tuple[Fraction, Fraction]]:
    start = target.indicator.baseline_period
    first = (Fraction(start.time), Fraction(target.indicator.baseline))
    return [first, *reported_points(target)][-12:]


def reported_points(target: Target) -> list[tuple[Fraction, Fraction]]:
    start = target.indicator.baseline_period
    usable = {
        p: figure.value
        for p in target.counted()
        if p.end > start.end
        and (figure := yearly_figure(target, p)).value is not None
        and "provisional" not in figure.flags
    }
    if target.indicator.agg_time in {"sum", "ratio", "mean"} and usable:
        usable = {p: v for p, v in usable.items() if (max(usable).end - p.end) % 4 == 0}
    points = [(Fraction(p.time), v) for p, v in sorted(usable.items())]
    return points[-12:]


def slope_of(points: list[tuple[Fraction, Fraction]]) -> Fraction:
    mean_t = average([t for t, _ in points])
    mean_y = average([y for _, y in points])
    return sum((t - mean_t) * (y - mean_y) for t, y in points) / sum(
        (t - mean_t) ** 2 for t, _ in points
    )


def t_cdf(t: float, freedom: int) -> float:
    """Student's t for two or more whole degrees of freedom (Abramowitz & Stegun 26.7.3-4)."""
    angle = atan(t / sqrt(freedom))
    term = total = cos(angle) if freedom % 2 else 1.0
    start = 3 if freedom % 2 else 2
    for k in range(start, freedom - 1, 2):
        term *= cos(angle) ** 2 * (k - 1) / k
        total += term
    both_sides = 2 / pi * (angle + sin(angle) * total) if freedom % 2 else sin(angle) * total
    return (1 + both_sides) / 2


def t_quantile(probability: float, freedom: int) -> float:
    low, high = 0.0, 1000.0
    for _ in range(200):
        middle = (low + high) / 2
        low, high = (middle, high) if t_cdf(middle, freedom) < probability else (low, middle)
    return low


def forecast_of(target: Target, actual: Fraction, actual_period: Period) -> dict | None:
    indicator = target.indicator
    at = Fraction(indicator.goal_period.time)
    if actual_period.end >= indicator.goal_period.end:
        return None
    if indicator.agg_time == "cumulative":
        start = indicator.baseline_period.end
        amounts = [over_places(target, p).value for p in target.counted() if p.end > start][-12:]
        n, freedom = len(amounts), len(amounts) - 1
        if n < 2:
            return None
        left = (indicator.goal_period.end - actual_period.end) // indicator.frequency.quarters
        mean = average(amounts)
        value = actual + left * mean
        squares = sum((a - mean) ** 2 for a in amounts)
        error = sqrt(squares / freedom) * sqrt(left + Fraction(left**2, n))
    else:
        points = trend_points(target)
        n, freedom = len(points), len(points) - 2
        if n < 2:
            return None
        slope = slope_of(points)
        mean_t, mean_y = average([t for t, _ in points]), average([y for _, y in points])
        value = mean_y + slope * (at - mean_t)
        squares = sum((y - mean_y - slope * (t - mean_t)) ** 2 for t, y in points)
        spread_t = sum((t - mean_t) ** 2 for t, _ in points)
        wide = 1 + Fraction(1, n) + (at - mean_t) ** 2 / spread_t
        error = sqrt(squares / freedom) * sqrt(wide) if freedom > 0 else None
    forecast = {"value": cut(indicator, value), "low": None, "high": None, "p_goal": None}
    forecast |= {"n": n, "likelihood": None}
    forecast["method"] = "amounts" if indicator.agg_time == "cumulative" else "linear"
    if n >= 4:
        half = t_quantile(0.9, freedom) * error
        p = probability(float(value), error, freedom, *meeting_values(indicator), value)
        forecast |= {
            "low": cut(indicator, float(value) - half),
            "high": cut(indicator, float(value) + half),
            "p_goal": p,
            "likelihood": word(p),
        }
    return forecast


def probability(
    value: float,
    error: float,
    freedom: int,
    low: float | None,
    high: float | None,
    exact: Fraction,
) -> float:
    if error == 0:
        return 1.0 if inside(exact, low, high) else 0.0
    below = 0.0 if low is None else t_cdf((low - value) / error, freedom)
    up_to = 1.0 if high is None else t_cdf((high - value) / error, freedom)
    return up_to - below


def word(p: float) -> str:
    for bound, name in (
        (0.99, "virtually_certain"),
        (0.90, "very_likely"),
        (0.66, "likely"),
        (0.33, "about_as_likely_as_not"),
        (0.10, "unlikely"),
        (0.01, "very_unlikely"),
    ):
        if p >= bound - 1e-9:
            return name
    return "exceptionally_unlikely"


def cut(indicator: Indicator, value: float | Fraction) -> float | Fraction:
    if indicator.minimum is not None:
        value = max(value, Fraction(indicator.minimum))
    if indicator.maximum is not None:
        value = min(value, Fraction(indicator.maximum))
    return value


def observed_rate(target: Target) -> Number:
    indicator = target.indicator
    if indicator.agg_time == "cumulative":
        start = indicator.baseline_period.end
        amounts = [over_places(target, p).value for p in target.counted() if p.end > start][-12:]
        enough = len(amounts) >= 2
        return average(amounts) * indicator.frequency.periods_in_a_year if enough else None
    points = trend_points(target)
    return slope_of(points) if len(points) >= 2 else None


# ------------------------------------------------------------------ one target


def target_figures(strategy: Strategy, target: Target) -> dict:
    indicator = target.indicator
    found = [
        (p, figure)
        for p in target.counted()
        if (figure := yearly_figure(target, p)).value is not None
    ]
    period, figure = found[-1] if found else (None, Over(None))
    y = figure.value
    result = dict.fromkeys(
        ("attainment", "planned", "pace", "expected", "variance", "quarters_ahead")
    )
    result["required_per_year"] = None
    result |= {"actual": y, "actual_period": period}
    result["coverage"] = None
    if period and target.expected(period):
        reporting, expected = target.reporting(period), target.expected(period)
        result["coverage"] = Fraction(len(reporting), len(expected))
    result["forecast"] = forecast_of(target, y, period) if period else None
    result["observed_per_year"] = observed_rate(target)
    result["data_state"] = data_state(target)
    result["in_collection"] = collecting(target)
    to_date = year_to_date(target, period)
    result["year_to_date"] = over_places(target, to_date).value if to_date else None
    kept_or_lost = indicator.direction == "maintain" or indicator.baseline == indicator.goal
    if y is not None and not kept_or_lost and "window_short" not in figure.flags:
        result |= progress_figures(strategy, indicator, y, Fraction(period.time))
    result["status"], adverse = status_of(target, result, figure, kept_or_lost)
    flags = set(figure.flags)
    flags |= {"trend_adverse"} if adverse else set()
    forecast = result["forecast"]
    flags |= {"low_evidence"} if forecast and forecast["n"] < 4 else set()
    return result | {"flags": flags}


def progress_figures(
    strategy: Strategy, indicator: Indicator, y: Fraction, t: Fraction
) -> dict[str, Number]:
    b, g = Fraction(indicator.baseline), Fraction(indicator.goal)
    path = plan(strategy, indicator)
    p = read_plan(path, t)
    attained, planned = (y - b) / (g - b), (p - b) / (g - b)
    left = Fraction(indicator.goal_period.time) - t
    return {
        "attainment": attained,
        "planned": planned,
        "pace": attained / planned if planned > TOLERANCE else None,
        "expected": p,
        "variance": y - p if g > b else p - y,
        "quarters_ahead": (first_date(path, y) - t) * 4,
        "required_per_year": (g - y) / left if left > 0 else None,
    }


def status_of(target: Target, found: Mapping, figure: Over, kept_or_lost: bool) -> tuple[str, bool]:
    indicator, y = target.indicator, figure.value
    if y is None or "window_short" in figure.flags:
        return "no_data", False
    met = inside(y, *meeting_values(indicator))
    goal_time = Fraction(indicator.goal_period.time)
    left = goal_time - Fraction(found["actual_period"].time)
    recent = trend_points(target)[-8:]
    slope = slope_of(recent) if len(recent) >= 4 else None
    if indicator.direction == "maintain":
        if not met:
            return "out_of_band", False
        leaves = (
            slope is not None
            and left > 0
            and not inside(
                cut(indicator, y + slope * left), indicator.band_low, indicator.band_high
            )
        )
        return ("maintained_at_risk" if leaves else "maintained"), False
    if kept_or_lost:
        return ("achieved" if met else "regressing"), False
    if met:
        away = -1 if indicator.direction == "increase" else 1
        return "achieved", slope is not None and away * slope > TOLERANCE
    if target.as_of.end >= indicator.goal_period.end:
        return "missed", False
    if found["attainment"] < -TOLERANCE:
        return "regressing", False
    if found["planned"] <= TOLERANCE:
        return "not_due", False
    return by_pace(found["pace"], target.terms), False


def by_pace(pace: Fraction, terms: Terms) -> str:
    if pace >= Fraction(terms.on_track) - TOLERANCE:
        return "on_track"
    return "at_risk" if pace >= Fraction(terms.at_risk) - TOLERANCE else "off_track"


def data_state(target: Target) -> str:
    if not target.reports:
        return "missing"
    quarters = target.indicator.frequency.quarters
    period = Period(target.as_of.end // quarters * quarters, quarters)
    while not target.is_due(period):
        period = period.shifted(-1)
    if min(target.reports) > period:
        return "current"
    missing = 0
    while period not in target.reports:
        missing += 1
        period = period.shifted(-1)
    return ("current", "late")[missing] if missing < 2 else "stale"


def collecting(target: Target) -> tuple[Period, Number, int, int] | None:
    periods = [p for p in target.reports if target.in_collection(p)]
    if not periods:
        return None
    latest = max(periods)
    value = over_places(target, latest, carry=False).value
    return latest, value, len(target.reporting(latest)), len(target.expected(latest))


def year_to_date(target: Target, actual_period: Period | None) -> Period | None:
    if target.indicator.agg_time != "ytd":
        return None
    later = [p for p in target.counted() if actual_period is None or p > actual_period]
    return max(later, default=None)


# --------------------------------------------------------------------- roll-up


def clamp(share: Fraction) -> Fraction:
    return min(max(share, Fraction(0)), Fraction(1))


def taken_together(parts: list[tuple[str, Fraction, dict]]) -> dict:
    weights = sum((w for _, w, _ in parts), Fraction(0))
    if weights == 0:
        return {"attainment": None, "planned": None, "pace": None, "weakest": None}
    attained = sum(w * clamp(one["attainment"]) for _, w, one in parts) / weights
    planned = sum(w * clamp(one["planned"]) for _, w, one in parts) / weights
    ranked = sorted(
        [part for part in parts if part[1] > 0],
        key=lambda part: (
            part[2]["pace"] is None,
            part[2]["pace"] or Fraction(0),
            part[2]["attainment"],
            part[0],
        ),
    )
    return {
        "attainment": attained,
        "planned": planned,
        "pace": attained / planned if planned > TOLERANCE else None,
        "weakest": ranked[0][0],
    }


def pace_status(taken: dict, terms: Terms) -> str:
    if taken["attainment"] is None:
        return "no_data"
    return "not_due" if taken["pace"] is None else by_pace(taken["pace"], terms)


def counts_of(found: Iterable[dict]) -> dict[str, int]:
    counts: dict[str, int] = {}
    for one in found:
        counts[one["status"]] = counts.get(one["status"], 0) + 1
    return counts


def area_figures(
    strategy: Strategy, area: str, indicators: Mapping[str, dict], terms: Terms
) -> dict:
    targets = [one for one in strategy.indicators if one.area == area]
    found = {one.code: indicators[one.code] for one in targets}
    fresh = [one for one in targets if found[one.code]["data_state"] != "stale"]
    taken = taken_together(
        [
            (one.code, Fraction(one.weight), found[one.code])
            for one in fresh
            if found[one.code]["attainment"] is not None
        ]
    )
    weights = sum(Fraction(one.weight) for one in targets)
    covered = [Fraction(one.weight) for one in fresh if found[one.code]["actual"] is not None]
    kept_or_lost = [
        found[one.code]["status"]
        for one in targets
        if one.direction == "maintain" or one.baseline == one.goal
    ]
    good = {"achieved", "maintained", "maintained_at_risk"}
    lost = any(status not in good | {"no_data"} for status in kept_or_lost)
    statuses = [one["status"] for one in found.values()]
    travels = len(kept_or_lost) < len(targets)
    if travels and all(status in good for status in statuses):
        status = "achieved"
    elif not travels and any(status != "no_data" for status in statuses):
        status = "out_of_band" if lost else "maintained"
    else:
        status = pace_status(taken, terms)
        status = "at_risk" if status == "on_track" and lost else status
    return taken | {
        "coverage": divided(sum(covered, Fraction(0)), weights),
        "status": status,
        "status_counts": counts_of(found.values()),
    }


def mega_figures(
    strategy: Strategy, areas: Mapping[str, dict], indicators: Mapping[str, dict], terms: Terms
) -> dict:
    used = [
        (area.code, Fraction(area.weight), areas[area.code])
        for area in strategy.areas
        if any(one.area == area.code for one in strategy.indicators)
    ]
    taken = taken_together([part for part in used if part[2]["attainment"] is not None])
    covering = [(w, one["coverage"]) for _, w, one in used if one["coverage"] is not None]
    all_good = used and all(one["status"] in {"achieved", "maintained"} for _, _, one in used)
    return taken | {
        "coverage": divided(
            sum((w * c for w, c in covering), Fraction(0)),
            sum((w for w, _ in covering), Fraction(0)),
        ),
        "status": "achieved" if all_good else pace_status(taken, terms),
        "status_counts": counts_of(indicators.values()),
    }
