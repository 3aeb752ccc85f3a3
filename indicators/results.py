"""What is known of each target, area and of the Mega as of a period.

Undefined is None, never 0. Shares (attainment, planned, pace, coverage) are 1.0 for
100 %; values, rates and variances are in the indicator's unit.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from indicators.model import Direction
from indicators.periods import Period
from indicators.status import AgainstPlan, DataState, Flag, Likelihood, Method, ReasonCode, Status
from indicators.terms import Terms


@dataclass(frozen=True, slots=True)
class Reason:
    """A code, and the numbers its sentence needs: the table is at ``ReasonCode``."""

    code: ReasonCode
    params: Mapping[str, object]


@dataclass(frozen=True, slots=True)
class Forecast:
    """What the trend comes to at the goal's date.

    ``low`` and ``high`` bound the 80 % prediction interval; they, ``p_goal`` and
    ``likelihood`` are None below four points. ``n`` counts points, or periods' amounts.
    """

    at: Period
    value: float
    low: float | None
    high: float | None
    p_goal: float | None
    likelihood: Likelihood | None
    method: Method
    n: int


@dataclass(frozen=True, slots=True)
class InCollection:
    """What has come in of a period that is neither due nor complete.

    ``value`` is over the ``reported`` places alone, nothing carried forward; None where
    what they reported has no value (0 of 0).
    """

    period: Period
    value: float | None
    reported: int
    expected: int


@dataclass(frozen=True, slots=True)
class IndicatorFigures:
    """One target as of a period: see the definitions in *How this is measured*."""

    code: str
    area: str
    direction: Direction
    unit: str
    actual: float | None
    actual_period: Period | None
    year_to_date: float | None
    year_to_date_period: Period | None
    in_collection: InCollection | None
    baseline: float
    goal: float
    attainment: float | None
    planned: float | None
    pace: float | None
    expected: float | None
    variance: float | None
    quarters_ahead: float | None
    required_per_year: float | None
    observed_per_year: float | None
    status: Status
    data_state: DataState
    coverage: float | None
    flags: tuple[Flag, ...]
    forecast: Forecast | None
    reason: Reason
    data_reason: Reason

    @property
    def is_reported(self) -> bool:
        """Whether it has an actual that is not stale: what the coverage of an area counts."""
        return self.actual is not None and self.data_state is not DataState.STALE


@dataclass(frozen=True, slots=True)
class PlaceFigures:
    """One place's line of a target as of a period.

    ``judged`` are its figures against its own baseline and goal; None where the strategy
    gives it none. Then ``against_plan`` says where it stands against ``plan_value``: the
    network's plan at the actual's date, or (``is_own_plan``) what it planned itself, held
    against ``compared_value``, its value over the same periods. ``share`` is its part of the
    network's actual.
    """

    place: str
    code: str
    area: str
    direction: Direction
    unit: str
    actual: float | None
    actual_period: Period | None
    year_to_date: float | None
    year_to_date_period: Period | None
    in_collection: InCollection | None
    observed_per_year: float | None
    share: float | None
    against_plan: AgainstPlan | None
    compared_value: float | None
    plan_value: float | None
    is_own_plan: bool
    data_state: DataState
    flags: tuple[Flag, ...]
    judged: IndicatorFigures | None
    reason: Reason
    data_reason: Reason


@dataclass(frozen=True, slots=True)
class RollUp:
    """Targets of an area, or areas of the Mega, taken together.

    ``status_counts`` counts targets, for the Mega too, and names only statuses that
    occur, in the order of ``Status``. ``weakest`` is a target's code, for the Mega an
    area's.
    """

    attainment: float | None
    planned: float | None
    pace: float | None
    status: Status
    coverage: float | None
    status_counts: Mapping[Status, int]
    weakest: str | None
    reason: Reason


@dataclass(frozen=True, slots=True)
class Sensitivity:
    """What the Mega's closeness would be by other rules; None where a rule leaves nothing.

    Shares of the way to the Vision, 1.0 for 100 %: the median of the areas, the plain means,
    without the weakest area, and with 0 for what nobody reports.
    """

    median: float | None
    equal_weights: float | None
    without_weakest: float | None
    missing_as_zero: float | None


@dataclass(frozen=True, slots=True)
class Figures:
    """Every figure of one strategy as of one period; areas and indicators in its order."""

    as_of: Period
    terms: Terms
    plan: str
    mega: RollUp
    sensitivity: Sensitivity
    areas: Mapping[str, RollUp]
    indicators: Mapping[str, IndicatorFigures]
