"""Figures and imports for other programs: JSON and CSV, where undefined is null or empty.

Names and order of the keys are a promise to those programs. Values are neither rounded nor
translated; shares (attainment, planned, pace, coverage) are 1.0 for 100 %.
"""

from __future__ import annotations

import csv
from collections.abc import Iterable, Mapping
from datetime import date
from io import StringIO
from typing import TYPE_CHECKING, Any

from dashboard.data_files import no_formula
from indicators.periods import Period

if TYPE_CHECKING:
    from dashboard.service import PlaceView
    from data.records import ImportRecord
    from indicators.model import Observation
    from indicators.results import Figures, IndicatorFigures, PlaceFigures, RollUp, Sensitivity

Json = dict[str, Any]

INDICATOR_KEYS = (
    "code",
    "area",
    "direction",
    "unit",
    "actual",
    "actual_period",
    "year_to_date",
    "in_collection",
    "baseline",
    "goal",
    "attainment",
    "planned",
    "pace",
    "expected",
    "variance",
    "quarters_ahead",
    "required_per_year",
    "observed_per_year",
    "status",
    "data_state",
    "coverage",
    "flags",
    "forecast",
    "reason",
)
PLACE_KEYS = ("share", "against_plan", "plan_value", "compared_value")
"""What a place's indicator has beside ``INDICATOR_KEYS``: its share of the network's actual,
whether it stands above, at or below the plan that it is held against, that plan's value, and
the place's value over the same periods where the plan is its own."""

IN_COLLECTION_KEYS = ("period", "value", "reported", "expected")
FORECAST_KEYS = ("at", "value", "low", "high", "p_goal", "likelihood", "method", "n")
ROLL_UP_KEYS = (
    "attainment",
    "planned",
    "pace",
    "status",
    "coverage",
    "status_counts",
    "weakest",
)
SENSITIVITY_KEYS = ("median", "equal_weights", "without_weakest", "missing_as_zero")
OBSERVATION_KEYS = (
    "indicator",
    "place",
    "period",
    "measure",
    "value",
    "numerator",
    "denominator",
    "sheet",
    "cell",
)
PART_KEYS = ("dimension", "category")
IMPORT_KEYS = (
    "import_id",
    "kind",
    "file_name",
    "sha256",
    "accepted_by",
    "accepted_at",
    "reason",
    "values",
    "undone_by",
    "undone_at",
    "undo_reason",
    "withdrawn",
)
WITHDRAWN_KEYS = (
    "import_id",
    "indicator",
    "place",
    "period",
    "measure",
    "dimension",
    "category",
)

_NESTED_KEYS = {"in_collection": IN_COLLECTION_KEYS, "forecast": FORECAST_KEYS, "reason": ("code",)}


def figures_as_json(figures: Figures) -> Json:
    """All figures as of one period: ``areas`` by code, ``indicators`` as a list."""
    return {
        "as_of": figures.as_of.code,
        "known_on": figures.terms.today.isoformat(),
        "plan": figures.plan,
        "mega": roll_up_as_json(figures.mega) | {"sensitivity": _rules(figures.sensitivity)},
        "areas": {code: roll_up_as_json(area) for code, area in figures.areas.items()},
        "indicators": [indicator_as_json(found) for found in figures.indicators.values()],
    }


def _rules(found: Sensitivity) -> Json:
    """The Mega's attainment by other rules."""
    return _chosen(found, SENSITIVITY_KEYS)


def indicator_as_json(figures: IndicatorFigures) -> Json:
    forecast = figures.forecast and _chosen(figures.forecast, FORECAST_KEYS)
    return _chosen(figures, INDICATOR_KEYS) | _nested(figures) | {"forecast": forecast}


def _nested(figures: IndicatorFigures | PlaceFigures) -> Json:
    collecting = figures.in_collection
    return {
        "in_collection": collecting and _chosen(collecting, IN_COLLECTION_KEYS),
        "reason": {"code": figures.reason.code, "params": _plain(figures.reason.params)},
    }


def place_as_json(view: PlaceView) -> Json:
    """One place's figures: as ``figures_as_json``, without Mega and areas, which it has none of."""
    return {
        "as_of": view.as_of.code,
        "known_on": view.terms.today.isoformat(),
        "plan": view.plan,
        "place": view.place,
        "mega": None,
        "areas": {},
        "indicators": [place_indicator_as_json(found) for found in view.targets.values()],
    }


def place_indicator_as_json(found: PlaceFigures) -> Json:
    """A place's indicator; what its own baseline and goal would give is null without them."""
    judged = indicator_as_json(found.judged) if found.judged else dict.fromkeys(INDICATOR_KEYS)
    own = {key: _plain(getattr(found, key)) for key in INDICATOR_KEYS if hasattr(found, key)}
    return judged | own | _nested(found) | _chosen(found, PLACE_KEYS)


def roll_up_as_json(roll_up: RollUp) -> Json:
    return _chosen(roll_up, ROLL_UP_KEYS)


def observation_as_json(observation: Observation) -> Json:
    """A value; one of a part, such as women, says of which."""
    part = PART_KEYS if observation.dimension else ()
    return _chosen(observation, OBSERVATION_KEYS + part)


def import_record_as_json(record: ImportRecord) -> Json:
    withdrawn = record.withdrawn and _chosen(record.withdrawn, WITHDRAWN_KEYS)
    return _chosen(record, IMPORT_KEYS) | {"withdrawn": withdrawn}


def as_csv(every: Iterable[Json]) -> str:
    """Figures or views of a place, as JSON, as a flat table: a row for each indicator and period.

    The columns are the JSON's keys; ``forecast_low`` is ``low`` within ``forecast``. Of the
    reason there is the code; flags are separated by spaces.
    """
    text = StringIO()
    table = csv.writer(text, lineterminator="\n")
    views = list(every)
    beside = [key for key in ("place",) if any(key in view for view in views)]
    keys = (*INDICATOR_KEYS, *(PLACE_KEYS if beside else ()))
    table.writerow(["as_of", "known_on", "plan", *beside, *_columns(keys)])
    for view in views:
        shared = [view["as_of"], view["known_on"], view["plan"], *(view[key] for key in beside)]
        for indicator in view["indicators"]:
            table.writerow([_safe(cell) for cell in [*shared, *_cells(indicator)]])
    return text.getvalue()


def _columns(keys: Iterable[str]) -> list[str]:
    columns = []
    for key in keys:
        nested = _NESTED_KEYS.get(key)
        columns += [f"{key}_{name}" for name in nested] if nested else [key]
    return columns


def _cells(indicator: Json) -> list[Any]:
    cells = []
    for key, value in indicator.items():
        nested = _NESTED_KEYS.get(key)
        cells += [(value or {}).get(name) for name in nested] if nested else [value]
    return cells


def _safe(cell: Any) -> Any:
    """Text that a spreadsheet would run as a formula, kept text; a list as one text."""
    if isinstance(cell, list):
        return " ".join(cell)
    return no_formula(cell)


def _chosen(record: object, keys: tuple[str, ...]) -> Json:
    return {key: _plain(getattr(record, key)) for key in keys}


def _plain(value: Any) -> Any:
    """The same in the types that JSON has."""
    match value:
        case Period():
            return value.code
        case date():
            return value.isoformat()
        case Mapping():
            return {key: _plain(item) for key, item in value.items()}
        case tuple():
            return [_plain(item) for item in value]
        case float():
            return value + 0.0  # no minus zero
    return value
