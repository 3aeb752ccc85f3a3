"""What can be wrong with one value and its parts: a function a rule, in the order of the rules.

Each takes a reported number and gives the code of its problem with the cell it belongs to and
what its sentence needs, or None. They look at one entry alone; what two entries do to each
other is found in ``loaders.check``.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import NamedTuple

from indicators.model import AggregationOverPlaces, Indicator
from loaders.headings import Role
from loaders.number_cells import Number
from loaders.units import contradicts

_PERCENT = 100.0
TOLERANCE = 1e-9


class Reported(NamedTuple):
    """The numbers of one entry, None where the cell is blank, and the indicator they are of.

    ``formats_are_kept`` False: a percentage may have lost its sign on the way.
    """

    indicator: Indicator
    value: Number | None
    numerator: Number | None
    denominator: Number | None
    formats_are_kept: bool = True

    @property
    def is_ratio(self) -> bool:
        return self.indicator.agg_place is AggregationOverPlaces.RATIO

    @property
    def factor(self) -> float:
        """What a ratio of 1 is in the indicator's unit."""
        return _PERCENT if self.indicator.is_percent else 1.0

    @property
    def computed(self) -> float | None:
        """What the parts give, in the indicator's unit; None where they give nothing."""
        if self.numerator is None or self.denominator is None or self.denominator.value == 0:
            return None
        return self.numerator.value / self.denominator.value * self.factor


class Finding(NamedTuple):
    """A problem's code, the cell it is found in, and what its sentence needs."""

    code: str
    role: Role
    params: Mapping[str, object]


def unreadable(reported: Reported) -> Finding | None:
    """The first cell whose content is no number."""
    for role, number in _cells(reported):
        if number is not None and number.fault is not None:
            one, other = number.readings
            is_ambiguous = number.fault == "ambiguous_number"
            return Finding(number.fault, role, {"one": one, "other": other} if is_ambiguous else {})
        if role is not Role.VALUE and number is not None and number.has_percent_sign:
            return Finding("unreadable_value", role, {})
    return None


def out_of_range(reported: Reported) -> Finding | None:
    """The value, or what the parts give, beyond the indicator's minimum or maximum.

    A numerator above its denominator is not found here but by its own rule.
    """
    indicator, computed = reported.indicator, reported.computed
    if reported.value is not None:
        value, role = reported.value.value, Role.VALUE
    elif computed is not None and not (indicator.is_percent and computed > _PERCENT):
        value, role = computed, Role.NUMERATOR
    else:
        return None
    low, high = indicator.minimum, indicator.maximum
    if (low is None or value >= low - TOLERANCE) and (high is None or value <= high + TOLERANCE):
        return None
    params = {"indicator": indicator.code, "value": value, "minimum": low, "maximum": high}
    return Finding("out_of_range", role, params)


def percent_scale(reported: Reported) -> Finding | None:
    """A share of one without a percent sign, for a target that is far above 1 %.

    Where the file does not keep its percent formats any share may be one that was shown
    as a percentage.
    """
    indicator, value = reported.indicator, reported.value
    if value is None or value.has_percent_sign or not indicator.is_percent:
        return None
    is_far_above = min(indicator.baseline, indicator.goal) > 1
    if not 0 < value.value <= 1 or (reported.formats_are_kept and not is_far_above):
        return None
    return Finding("percent_scale", Role.VALUE, {"percent": value.value * _PERCENT})


def denominator_missing(reported: Reported) -> Finding | None:
    """A numerator alone: of a ratio in any case, of another indicator where it is all there is."""
    is_alone = reported.numerator is not None and reported.denominator is None
    if is_alone and (reported.is_ratio or reported.value is None):
        return Finding("denominator_missing", Role.DENOMINATOR, {})
    return None


def numerator_missing(reported: Reported) -> Finding | None:
    is_alone = reported.denominator is not None and reported.numerator is None
    if is_alone and reported.is_ratio and reported.value is None:
        return Finding("numerator_missing", Role.NUMERATOR, {})
    return None


def zero_denominator(reported: Reported) -> Finding | None:
    """Something over nothing; 0 of 0 is a report."""
    numerator, denominator = reported.numerator, reported.denominator
    if numerator is None or denominator is None or denominator.value or not numerator.value:
        return None
    return Finding("zero_denominator", Role.DENOMINATOR, {"numerator": numerator.value})


def numerator_exceeds_denominator(reported: Reported) -> Finding | None:
    indicator, numerator, denominator = reported.indicator, reported.numerator, reported.denominator
    if not indicator.is_percent or indicator.maximum != _PERCENT:
        return None
    if numerator is None or denominator is None or numerator.value <= denominator.value:
        return None
    params = {"numerator": numerator.value, "denominator": denominator.value}
    return Finding("numerator_exceeds_denominator", Role.NUMERATOR, params)


def value_ratio_mismatch(reported: Reported) -> Finding | None:
    """Value and parts that differ by more than the rounding of what was written."""
    value, computed = reported.value, reported.computed
    if value is None or computed is None:
        return None
    decimals = _decimals(value)
    half_a_unit = 0.5 * 10.0 ** -min(decimals, reported.indicator.decimals)
    if abs(value.value - computed) <= half_a_unit + TOLERANCE * max(1.0, abs(computed)):
        return None
    return Finding("value_ratio_mismatch", Role.VALUE, {"value": value.value, "computed": computed})


def sign_mismatch(reported: Reported) -> Finding | None:
    """A currency or percent sign that contradicts the indicator's unit."""
    indicator = reported.indicator
    for role, number in _cells(reported):
        if number is None or not number.sign:
            continue
        if role is Role.VALUE and contradicts(number.sign, indicator.unit):
            params = {"indicator": indicator.code, "unit": indicator.unit}
            return Finding("unit_mismatch", role, params)
    return None


IN_ORDER: tuple[Callable[[Reported], Finding | None], ...] = (
    unreadable,
    out_of_range,
    percent_scale,
    denominator_missing,
    numerator_missing,
    zero_denominator,
    numerator_exceeds_denominator,
    value_ratio_mismatch,
)
"""A value with its parts gets one error: the first of these."""


def first_fault(reported: Reported) -> Finding | None:
    return next((found for rule in IN_ORDER if (found := rule(reported)) is not None), None)


def says_nothing(reported: Reported) -> bool:
    """Whether all there is is the weight of a value that was left blank."""
    has_number = reported.value is not None or reported.numerator is not None
    return not has_number and not reported.is_ratio


def _cells(reported: Reported) -> tuple[tuple[Role, Number | None], ...]:
    return (
        (Role.VALUE, reported.value),
        (Role.NUMERATOR, reported.numerator),
        (Role.DENOMINATOR, reported.denominator),
    )


def _decimals(number: Number) -> int:
    """How many decimals a number was written with."""
    if number.decimals is not None:
        return number.decimals
    return len(f"{number.value:.12g}".partition(".")[2])
