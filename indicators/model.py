"""The words of the domain: plan, area, objective, indicator, milestone, place, observation.

Plain values without behaviour of their own; the figures are computed elsewhere.
Nothing here has a default that would guess a direction, a unit or a way to aggregate.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
from functools import cached_property
from typing import TYPE_CHECKING

from indicators.periods import Frequency, Period

if TYPE_CHECKING:  # pandas takes longer to import than most commands take to run
    import pandas as pd

LANGUAGES = ("es", "en", "pt")
FALLBACK_LANGUAGE = "es"
HEAD_OFFICE = "REG"
PERCENT = "%"


class Direction(StrEnum):
    """Where an indicator should move."""

    INCREASE = "increase"
    DECREASE = "decrease"
    MAINTAIN = "maintain"


class AggregationInTime(StrEnum):
    """How the periods of a year become the yearly figure (`agg_time`)."""

    LAST = "last"
    SUM = "sum"
    RATIO = "ratio"
    MEAN = "mean"
    YEAR_TO_DATE = "ytd"
    CUMULATIVE = "cumulative"


class AggregationOverPlaces(StrEnum):
    """How the places become the network's value (`agg_place`)."""

    SUM = "sum"
    MEAN = "mean"
    WEIGHTED_MEAN = "weighted_mean"
    RATIO = "ratio"
    NETWORK = "network"


class Measure(StrEnum):
    """What a reported number is: what happened, or what a place planned."""

    ACTUAL = "actual"
    MILESTONE = "milestone"


@dataclass(frozen=True, slots=True)
class Text:
    """One text in up to three languages; a missing one falls back to Spanish."""

    es: str = ""
    en: str = ""
    pt: str = ""

    def in_language(self, language: str) -> str:
        text: str = getattr(self, language)
        return text or self.es

    def every(self) -> tuple[str, ...]:
        """The texts that are there, each once."""
        return tuple(dict.fromkeys(text for text in (self.es, self.en, self.pt) if text))


@dataclass(frozen=True, slots=True)
class Plan:
    """A plan cycle, and the Vision and Mega it works towards."""

    code: str
    start_year: int
    end_year: int
    vision_year: int
    name: Text
    purpose: Text
    vision: Text
    mega: Text


@dataclass(frozen=True, slots=True)
class Area:
    code: str
    order: int
    weight: float
    name: Text


@dataclass(frozen=True, slots=True)
class Objective:
    """A strategic objective (no parent) or a tactical one under it."""

    code: str
    level: str
    parent: str | None
    area: str
    text: Text


@dataclass(frozen=True, slots=True)
class Indicator:
    """One Mega target: what is measured, from which baseline to which goal."""

    code: str
    area: str
    objective: str | None
    guideline: str
    name: Text
    definition: Text
    unit: str
    decimals: int
    direction: Direction
    baseline_period: Period
    baseline: float
    goal_period: Period
    goal: float
    band_low: float | None
    band_high: float | None
    agg_time: AggregationInTime
    agg_place: AggregationOverPlaces
    frequency: Frequency
    minimum: float | None
    maximum: float | None
    weight: float
    source: str = ""
    owner: str = ""

    @property
    def is_percent(self) -> bool:
        return self.unit == PERCENT

    @property
    def is_kept_or_lost(self) -> bool:
        """True where there is no distance to travel, only something to keep."""
        return self.direction is Direction.MAINTAIN or self.baseline == self.goal


@dataclass(frozen=True, slots=True)
class Milestone:
    """What the strategy plans for an indicator at the end of a period."""

    indicator: str
    period: Period
    value: float


@dataclass(frozen=True, slots=True)
class Place:
    code: str
    name: Text
    aliases: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class PlaceTarget:
    """A place's own baseline and goal for an indicator; without one a place is not judged."""

    indicator: str
    place: str
    baseline_period: Period
    baseline: float
    goal_period: Period
    goal: float


@dataclass(frozen=True, slots=True)
class Reporter:
    """A place that is expected to report an indicator, from one period to another.

    ``last`` is None while it is expected to go on.
    """

    indicator: str
    place: str
    first: Period
    last: Period | None
    owner_email: str


@dataclass(frozen=True, slots=True)
class Breakdown:
    """A value of a dimension, such as sex: women, and the words that staff use for it."""

    dimension: str
    category: str
    words: tuple[str, ...]


@dataclass(frozen=True)
class Strategy:
    """All that one strategy workbook says. Codes are unique within each tuple."""

    plan: Plan
    areas: tuple[Area, ...]
    objectives: tuple[Objective, ...]
    indicators: tuple[Indicator, ...]
    milestones: tuple[Milestone, ...]
    places: tuple[Place, ...]
    place_targets: tuple[PlaceTarget, ...] = ()
    reporters: tuple[Reporter, ...] = ()
    breakdowns: tuple[Breakdown, ...] = ()

    @cached_property
    def indicator(self) -> Mapping[str, Indicator]:
        return {indicator.code: indicator for indicator in self.indicators}

    @cached_property
    def area(self) -> Mapping[str, Area]:
        return {area.code: area for area in self.areas}

    @cached_property
    def place(self) -> Mapping[str, Place]:
        return {place.code: place for place in self.places}

    @cached_property
    def milestones_of(self) -> Mapping[str, tuple[Milestone, ...]]:
        """Each indicator's milestones by time; an empty tuple where it has none."""
        paths: dict[str, list[Milestone]] = {indicator.code: [] for indicator in self.indicators}
        for milestone in sorted(self.milestones, key=lambda milestone: milestone.period):
            if milestone.indicator in paths:
                paths[milestone.indicator].append(milestone)
        return {code: tuple(path) for code, path in paths.items()}

    def indicators_of(self, area: str) -> tuple[Indicator, ...]:
        return tuple(indicator for indicator in self.indicators if indicator.area == area)


@dataclass(frozen=True, slots=True)
class StrategyVersion:
    """A strategy as one import brought it. ``effective_from`` None: it holds for every period."""

    import_id: int
    effective_from: Period | None
    reason: str
    author: str
    accepted_at: datetime
    strategy: Strategy

    def is_in_effect(self, period: Period) -> bool:
        return self.effective_from is None or self.effective_from.first_quarter.end <= period.end


@dataclass(frozen=True, slots=True)
class StrategyHistory:
    """Every version that was accepted and not undone, in the order of acceptance."""

    versions: tuple[StrategyVersion, ...]

    def version_in_effect(self, period: Period) -> StrategyVersion | None:
        """The version that holds for ``period``; None while no strategy was loaded.

        Of the versions in effect by then the one effective last holds; where two take
        effect together, the one accepted later.
        """
        return next(reversed(self.in_effect_by(period)), None)

    def in_effect_by(self, period: Period) -> list[StrategyVersion]:
        """The versions that have taken effect by the end of ``period``, in that order.

        What is there first holds for every period before, too: once the first version is
        undone, the next one does.
        """
        ordered = in_order_of_effect(self.versions)
        first = {_effective_end_and_order(one)[0] for one in ordered[:1]}
        return [
            one
            for one in ordered
            if one.is_in_effect(period) or _effective_end_and_order(one)[0] in first
        ]

    def says_already(self, strategy: Strategy, since: Period | None) -> bool:
        """Whether a version with ``strategy`` from ``since`` on would change nothing at any time.

        It would not where the version that it comes right after, once they are in the order
        of their effect, says the same. ``since`` None: from the beginning.
        """
        end = since.first_quarter.end if since else 0
        before = [one for one in self.versions if _effective_end_and_order(one)[0] <= end]
        return bool(before) and in_order_of_effect(before)[-1].strategy == strategy

    def in_effect(self, period: Period) -> Strategy | None:
        """The strategy for ``period``, its path made of all plan cycles in effect by then.

        Milestones of earlier cycles stay on the path; where two cycles name the same
        indicator and period, the version in effect for ``period`` wins, then later ones.
        """
        current = self.version_in_effect(period)
        if current is None:
            return None
        latest_of_plan: dict[str, StrategyVersion] = {}
        for version in self.in_effect_by(period):
            latest_of_plan[version.strategy.plan.code] = version
        path: dict[tuple[str, Period], Milestone] = {}
        for version in in_order_of_effect(latest_of_plan.values()):
            for milestone in version.strategy.milestones:
                path[milestone.indicator, milestone.period] = milestone
        return replace(current.strategy, milestones=tuple(path.values()))

    @property
    def latest(self) -> Strategy | None:
        """The strategy in effect last of all: what a new workbook is read against."""
        if not self.versions:
            return None
        last = max(self.versions, key=_effective_end_and_order)
        return self.in_effect(last.effective_from or Period.of(last.strategy.plan.end_year))


def in_order_of_effect(versions: Iterable[StrategyVersion]) -> list[StrategyVersion]:
    """As they take effect; of those that do together, the one accepted later is the last."""
    return sorted(versions, key=_effective_end_and_order)


def _effective_end_and_order(version: StrategyVersion) -> tuple[int, int]:
    end = version.effective_from.first_quarter.end if version.effective_from else 0
    return end, version.import_id


@dataclass(frozen=True, slots=True)
class Observation:
    """One reported number, and the cell it was written in.

    ``value`` is None where only the parts were given; ``cell`` is the value's cell, or
    the numerator's where there is no value. ``dimension`` and ``category`` name a
    breakdown (sex: women); both are None for the total.
    """

    indicator: str
    place: str
    period: Period
    measure: Measure
    value: float | None
    numerator: float | None
    denominator: float | None
    sheet: str
    cell: str
    note: str = ""
    dimension: str | None = None
    category: str | None = None

    @property
    def subject(self) -> tuple[object, ...]:
        """What it is a value of: two with the same subject say the same thing."""
        about = self.indicator, self.place, self.period, self.measure
        return *about, self.dimension, self.category


@dataclass(frozen=True, slots=True)
class Observations:
    """The values in force as one compact frame: of one measure and of whole places.

    ``frame`` is sorted by indicator, place and period and has the columns
    ``indicator_id``, ``place_id`` (int16: positions in ``indicators`` and ``places``),
    ``period_end``, ``period_quarters`` (int16, int8: see Period), ``value``,
    ``numerator`` and ``denominator`` (float64, NaN where not given).
    """

    frame: pd.DataFrame
    indicators: tuple[str, ...]
    places: tuple[str, ...]

    def of(self, indicator: str) -> Observations:
        """Those of one indicator alone."""
        if indicator not in self.indicators:
            return replace(self, frame=self.frame.iloc[:0])
        own = self.indicators.index(indicator)
        return replace(self, frame=self.frame[self.frame["indicator_id"] == own])
