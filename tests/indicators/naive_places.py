"""A place's line of a target once more, from the definition alone: slow and obvious."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from fractions import Fraction

from indicators.model import AggregationOverPlaces, Indicator, Observation, PlaceTarget, Strategy
from indicators.periods import Period
from indicators.terms import Terms
from tests.indicators import naive
from tests.indicators.naive import Number, Target

ABOUT = Fraction(1, 100)


@dataclass
class Alone(Target):
    """One place's reports; a period is in collection where the network's is."""

    network: Target
    place: str

    def expected(self, period: Period) -> set[str]:
        if self.reporters:
            return super().expected(period) & {self.place}
        return {self.place} if self.reports else set()

    def in_collection(self, period: Period) -> bool:
        return self.network.in_collection(period)


def figures(
    strategy: Strategy,
    observations: Iterable[Observation],
    planned: Iterable[Observation],
    as_of: Period,
    terms: Terms,
) -> dict[tuple[str, str], dict]:
    """The figures of every target and place that has a report, a reporter or a target."""
    reports, plans = list(observations), list(planned)
    return {
        (indicator.code, place): one_place(strategy, indicator, place, reports, plans, as_of, terms)
        for indicator in strategy.indicators
        for place in places_of(strategy, indicator, reports)
    }


def places_of(strategy: Strategy, indicator: Indicator, reports: list[Observation]) -> set[str]:
    """Reports after the as-of period count here: the lines are the same for every period."""
    named = (*strategy.reporters, *strategy.place_targets)
    return {one.place for one in named if one.indicator == indicator.code} | {
        one.place
        for one in reports
        if one.indicator == indicator.code
        and one.period.frequency == indicator.frequency
        and (one.value is not None or naive.has_parts(one))
    }


def one_place(
    strategy: Strategy,
    indicator: Indicator,
    place: str,
    reports: list[Observation],
    plans: list[Observation],
    as_of: Period,
    terms: Terms,
) -> dict:
    network = naive.target_of(strategy, indicator, reports, as_of, terms)
    own = next(
        (o for o in strategy.place_targets if (o.indicator, o.place) == (indicator.code, place)),
        None,
    )
    alone = alone_of(network, own, place, reports)
    figures = naive.target_figures(replace(strategy, milestones=()), alone)
    plan = {one.period: one for one in of_place(alone.indicator, place, plans)}
    result = {
        "actual": figures["actual"],
        "actual_period": figures["actual_period"],
        "year_to_date": figures["year_to_date"],
        "in_collection": figures["in_collection"],
        "data_state": figures["data_state"],
        "observed_per_year": figures["observed_per_year"] if own else observed(alone),
        "share": share(network, alone),
        "against_plan": None,
        "judged": figures if own else None,
        "flags": figures["flags"],
    }
    if own is None:
        result["flags"] -= {"low_evidence", "trend_adverse"}
        result["against_plan"] = against_plan(strategy, network, alone, plan, figures)
    return result


def of_place(
    indicator: Indicator, place: str, observations: Iterable[Observation]
) -> list[Observation]:
    return [
        one
        for one in observations
        if one.indicator == indicator.code
        and one.place == place
        and one.period.frequency == indicator.frequency
        and (one.value is not None or naive.has_parts(one))
    ]


def alone_of(
    network: Target, own: PlaceTarget | None, place: str, observations: list[Observation]
) -> Alone:
    indicator = replace(network.indicator, agg_place=AggregationOverPlaces.MEAN)
    if own is None:
        indicator = replace(indicator, baseline=0.0)
    else:
        indicator = replace(
            indicator,
            baseline_period=own.baseline_period,
            baseline=own.baseline,
            goal_period=own.goal_period,
            goal=own.goal,
        )
    reports = {
        one.period: {place: one}
        for one in of_place(indicator, place, observations)
        if one.period.end <= network.as_of.end
    }
    return Alone(
        indicator, reports, network.as_of, network.terms, network.reporters, network, place
    )


def observed(alone: Alone) -> Number:
    """The trend of the reported figures; without a baseline of its own there is no first point."""
    if alone.indicator.agg_time == "cumulative":
        return naive.observed_rate(alone)
    points = naive.reported_points(alone)
    return naive.slope_of(points) if len(points) >= 2 else None


def made_of(target: Target, period: Period) -> list[Period]:
    """The counted periods that the figure ending with ``period`` is made of."""
    counted = [p for p in target.counted() if p.end <= period.end]
    match target.indicator.agg_time.value:
        case "last" | "ytd":
            return [period] if period in counted else []
        case "cumulative":
            return [p for p in counted if p.end > target.indicator.baseline_period.end]
        case _:
            return [p for p in counted if p in naive.window_of(period)]


def actual_period(target: Target) -> Period | None:
    found = [p for p in target.counted() if naive.yearly_figure(target, p).value is not None]
    return max(found, default=None)


def share(network: Target, alone: Alone) -> Number:
    period = actual_period(network)
    if network.indicator.agg_place != "sum" or period is None:
        return None
    total, brought, brings = Fraction(0), Fraction(0), False
    for one in made_of(network, period):
        for report in naive.entering(network, one)[0]:
            value = naive.value_of(network.indicator, report)
            if value is not None:
                total += value
                if report.place == alone.place:
                    brought, brings = brought + value, True
    return naive.divided(brought, total) if brings else None


def against_plan(
    strategy: Strategy,
    network: Target,
    alone: Alone,
    plan: dict[Period, Observation],
    figures: dict,
) -> str | None:
    period = figures["actual_period"]
    if period is None:
        return None
    indicator = network.indicator
    if indicator.agg_place in {"ratio", "mean", "weighted_mean"}:
        kept_or_lost = indicator.direction == "maintain" or indicator.baseline == indicator.goal
        if kept_or_lost or "window_short" in figures["flags"]:
            return None
        path = naive.plan(strategy, indicator)
        return word(figures["actual"], naive.read_plan(path, Fraction(period.time)))
    pairs = [
        (value, planned)
        for one in made_of(alone, period)
        if (value := naive.over_places(alone, one).value) is not None
        and one in plan
        and (planned := naive.value_of(indicator, plan[one])) is not None
    ]
    if not pairs:
        return None
    return word(sum(value for value, _ in pairs), sum(planned for _, planned in pairs))


def word(value: Fraction, plan: Fraction) -> str:
    if abs(value - plan) <= ABOUT * abs(plan) + naive.TOLERANCE:
        return "at"
    return "above" if value > plan else "below"
