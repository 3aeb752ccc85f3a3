"""From targets to their area, and from areas to the Mega.

Travelling targets are averaged by weight, each cut to 0…100 %, so that one far ahead hides
none behind. Kept-or-lost targets (to maintain, or baseline = goal) have nothing to average:
they are counted, and a lost one holds its area back.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from math import fsum

from indicators.model import Area, Indicator, Strategy
from indicators.results import IndicatorFigures, Reason, RollUp
from indicators.status import (
    KEPT,
    TOLERANCE,
    ReasonCode,
    Status,
)
from indicators.terms import Terms


@dataclass(frozen=True, slots=True)
class Part:
    """One thing that is averaged: a target in its area, or an area in the Mega."""

    code: str
    weight: float
    attainment: float
    planned: float
    pace: float | None

    @property
    def counted(self) -> tuple[float, float]:
        """Attainment and planned as the mean counts them: from 0 to 100 %."""
        return _clamped(self.attainment), _clamped(self.planned)


@dataclass(frozen=True, slots=True)
class Average:
    """The parts taken together; None where there is none, ``pace`` also while planned <= 0."""

    attainment: float | None
    planned: float | None
    pace: float | None
    weakest: str | None
    averaged: int


def average(parts: Sequence[Part]) -> Average:
    """Σ w·clamp(A, 0, 1) ÷ Σ w, planned likewise, and the two's ratio.

    ``weakest`` is the part with the lowest pace (undefined last), then the lowest
    attainment, then by code: a mean never hides one. What has no weight is in no mean.

    >>> taken = average([Part("far", 1, 1.4, 0.5, 2.8), Part("near", 3, 0.2, 0.5, 0.4)])
    >>> taken.attainment, taken.planned, taken.pace, taken.weakest
    (0.4, 0.5, 0.8, 'near')
    """
    weight = fsum(part.weight for part in parts)
    if weight <= 0:
        return Average(None, None, None, None, 0)
    attainment = fsum(part.weight * part.counted[0] for part in parts) / weight
    planned = fsum(part.weight * part.counted[1] for part in parts) / weight
    pace = attainment / planned if planned > TOLERANCE else None
    weakest = min((part for part in parts if part.weight > 0), key=_from_the_weakest).code
    return Average(attainment, planned, pace, weakest, len(parts))


def area_roll_up(
    strategy: Strategy, area: Area, figures: Mapping[str, IndicatorFigures], terms: Terms
) -> RollUp:
    """One area's targets taken together."""
    targets = strategy.indicators_of(area.code)
    found = [figures[target.code] for target in targets]
    taken = average(parts_of_area(strategy, area, figures))
    fresh = [target.weight for target, one in zip(targets, found, strict=True) if one.is_reported]
    lost = _lost(targets, figures)
    code, status = _area_status(targets, figures, taken, lost, terms)
    return _roll_up(
        status,
        code,
        taken,
        coverage=_share(fresh, [target.weight for target in targets]),
        counts=counted(found),
        parts=len(targets),
        lost=lost,
        terms=terms,
    )


def parts_of_area(
    strategy: Strategy, area: Area, figures: Mapping[str, IndicatorFigures]
) -> list[Part]:
    """The targets that an area's mean is made of: those that travel, and are not stale."""
    return [
        Part(target.code, target.weight, one.attainment, one.planned, one.pace)
        for target in strategy.indicators_of(area.code)
        if (one := figures[target.code]).attainment is not None
        and one.planned is not None
        and one.is_reported
    ]


def parts_of_mega(strategy: Strategy, areas: Mapping[str, RollUp]) -> list[Part]:
    """The areas that the Mega's mean is made of; one without a target says nothing about it."""
    return [
        Part(area.code, area.weight, one.attainment, one.planned, one.pace)
        for area in strategy.areas
        if strategy.indicators_of(area.code)
        and (one := areas[area.code]).attainment is not None
        and one.planned is not None
    ]


def mega_roll_up(
    strategy: Strategy,
    areas: Mapping[str, RollUp],
    figures: Mapping[str, IndicatorFigures],
    terms: Terms,
) -> RollUp:
    """The Mega's closeness to the Vision: its areas taken together.

    An area without a target says nothing about the Mega, and is left out.
    """
    weights = {a.code: a.weight for a in strategy.areas if strategy.indicators_of(a.code)}
    taken = average(parts_of_mega(strategy, areas))
    coverages = [
        (weight, coverage)
        for code, weight in weights.items()
        if (coverage := areas[code].coverage) is not None
    ]
    statuses = {areas[code].status for code in weights}
    if statuses and statuses <= {Status.ACHIEVED, Status.MAINTAINED}:
        code, status = ReasonCode.ALL_ACHIEVED, Status.ACHIEVED
    else:
        code, status = _by_pace(taken, terms)
    return _roll_up(
        status,
        code,
        taken,
        coverage=_share(
            [weight * coverage for weight, coverage in coverages],
            [weight for weight, _ in coverages],
        ),
        counts=counted(figures.values()),
        parts=len(weights),
        lost=_lost(strategy.indicators, figures),
        terms=terms,
    )


def _area_status(
    targets: Sequence[Indicator],
    figures: Mapping[str, IndicatorFigures],
    taken: Average,
    lost: tuple[str, ...],
    terms: Terms,
) -> tuple[ReasonCode, Status]:
    """The first rule that applies.

    A kept-or-lost target without data is neither kept nor lost: a missing value is never
    red.
    """
    statuses = [figures[target.code].status for target in targets]
    travels = any(not target.is_kept_or_lost for target in targets)
    if travels and all(status in KEPT for status in statuses):
        return ReasonCode.ALL_ACHIEVED, Status.ACHIEVED
    if not travels and any(status is not Status.NO_DATA for status in statuses):
        if lost:
            return ReasonCode.SOME_LOST, Status.OUT_OF_BAND
        code = ReasonCode.REPORTED_KEPT if Status.NO_DATA in statuses else ReasonCode.ALL_KEPT
        return code, Status.MAINTAINED
    code, status = _by_pace(taken, terms)
    if status is Status.ON_TRACK and lost:
        return ReasonCode.ROLLUP_HELD_BACK, Status.AT_RISK
    return code, status


def _by_pace(taken: Average, terms: Terms) -> tuple[ReasonCode, Status]:
    if taken.attainment is None:
        return ReasonCode.NOTHING_TO_AVERAGE, Status.NO_DATA
    if taken.pace is None:
        return ReasonCode.ROLLUP_NOT_DUE, Status.NOT_DUE
    if taken.pace >= terms.on_track - TOLERANCE:
        return ReasonCode.ROLLUP_ON_TRACK, Status.ON_TRACK
    if taken.pace >= terms.at_risk - TOLERANCE:
        return ReasonCode.ROLLUP_AT_RISK, Status.AT_RISK
    return ReasonCode.ROLLUP_OFF_TRACK, Status.OFF_TRACK


def _roll_up(
    status: Status,
    code: ReasonCode,
    taken: Average,
    coverage: float | None,
    counts: Mapping[Status, int],
    parts: int,
    lost: tuple[str, ...],
    terms: Terms,
) -> RollUp:
    params = {
        "attainment": taken.attainment,
        "planned": taken.planned,
        "pace": taken.pace,
        "coverage": coverage,
        "weakest": taken.weakest,
        "parts": parts,
        "averaged": taken.averaged,
        "lost": lost,
        "threshold": terms.on_track,
    }
    return RollUp(
        attainment=taken.attainment,
        planned=taken.planned,
        pace=taken.pace,
        status=status,
        coverage=coverage,
        status_counts=counts,
        weakest=taken.weakest,
        reason=Reason(code, params),
    )


def _lost(targets: Iterable[Indicator], figures: Mapping[str, IndicatorFigures]) -> tuple[str, ...]:
    """Kept-or-lost targets that have data and are not kept."""
    neither = KEPT | {Status.NO_DATA}
    return tuple(
        target.code
        for target in targets
        if target.is_kept_or_lost and figures[target.code].status not in neither
    )


def counted(figures: Iterable[IndicatorFigures]) -> Mapping[Status, int]:
    counts = Counter(one.status for one in figures)
    return {status: counts[status] for status in Status if counts[status]}


def _from_the_weakest(part: Part) -> tuple[bool, float, float, str]:
    """Rounded, so that only a real difference decides before the code does."""
    pace = part.pace if part.pace is not None else 0.0
    return part.pace is None, round(pace, 9), round(part.attainment, 9), part.code


def _share(part: Iterable[float], whole: Iterable[float]) -> float | None:
    total = fsum(whole)
    return fsum(part) / total if total > 0 else None


def _clamped(share: float) -> float:
    return min(max(share, 0.0), 1.0)
