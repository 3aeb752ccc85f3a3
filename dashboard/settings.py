"""The organisation's own settings: what may be set, within which bounds, and what holds."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from data.errors import MegaError
from indicators.terms import AT_RISK_PACE, COLLECTION_DAYS, ON_TRACK_PACE, Terms

if TYPE_CHECKING:
    from data.records import Contents


@dataclass(frozen=True, slots=True)
class Setting:
    """A number that an organisation may set: what it is where nobody did, and its bounds."""

    otherwise: float
    low: float
    high: float
    is_whole: bool = False


REVIEW = "review"
"""1: what staff load counts once an editor has published it; 0: at once."""

COMMENTARY_REQUIRED = "commentary_required"
"""1: a quarter is closed once every target that needs a commentary has one; 0: whenever."""

SETTINGS = {
    "collection_days": Setting(COLLECTION_DAYS, 0, 366, is_whole=True),
    "on_track": Setting(ON_TRACK_PACE, 0, 1),
    "at_risk": Setting(AT_RISK_PACE, 0, 1),
    REVIEW: Setting(1, 0, 1, is_whole=True),
    COMMENTARY_REQUIRED: Setting(0, 0, 1, is_whole=True),
}
"""By their names; those of the measure are explained in ``Terms``."""


def terms_of(contents: Contents, today: date) -> Terms:
    """The terms that hold; errors as ``holding``."""
    held = holding(contents.settings)
    return Terms(
        today=today,
        collection_days=int(held["collection_days"]),
        on_track=held["on_track"],
        at_risk=held["at_risk"],
        closed=contents.closed,
    )


def holding(made: Mapping[str, str]) -> dict[str, float]:
    """Every setting: as it was made, else as it is where nobody did. Errors as ``checked``.

    Error ``settings_contradict`` where at risk begins above on track.
    """
    held = {
        name: checked(name, made.get(name, str(setting.otherwise)))
        for name, setting in SETTINGS.items()
    }
    if held["at_risk"] > held["on_track"]:
        raise MegaError("settings_contradict", low=held["at_risk"], high=held["on_track"])
    return held


def checked(name: str, written: str) -> float:
    """A setting's value; errors ``unknown_setting``, ``setting_refused``."""
    if name not in SETTINGS:
        raise MegaError("unknown_setting", found=name, known=tuple(SETTINGS))
    setting = SETTINGS[name]
    try:
        value = float(written)
    except ValueError:
        value = float("nan")
    is_allowed = setting.low <= value <= setting.high
    if not is_allowed or (setting.is_whole and not value.is_integer()):
        bounds = {"low": setting.low, "high": setting.high}
        raise MegaError("setting_refused", name=name, found=written, **bounds)
    return value
