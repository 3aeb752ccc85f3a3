"""How a recognised table is told: what each column holds, and what holds for all of it."""

from __future__ import annotations

from collections.abc import Mapping

from dashboard.words.marks import msg
from indicators.model import Measure
from loaders.headings import Role

ROLES: Mapping[Role, str] = {
    Role.CODE: msg("code of the indicator"),
    Role.NAME: msg("name of the indicator"),
    Role.INDICATOR: msg("indicator"),
    Role.PLACE: msg("place"),
    Role.PERIOD: msg("period"),
    Role.YEAR: msg("year"),
    Role.VALUE: msg("value"),
    Role.PLAN: msg("plan of the place"),
    Role.NUMERATOR: msg("numerator"),
    Role.DENOMINATOR: msg("denominator"),
    Role.UNIT: msg("unit"),
    Role.NOTE: msg("note"),
    Role.MEASURE: msg("plan or actual"),
    Role.BREAKDOWN: msg("breakdown, such as women"),
    Role.TOTAL: msg("total, not imported"),
    Role.KNOWN: msg("for information, not imported"),
}

NOT_READ = msg("not read")

MEASURES: Mapping[Measure, str] = {
    Measure.ACTUAL: msg("what was made"),
    Measure.MILESTONE: msg("what is planned"),
}
"""What the numbers of a whole table are, where its title or sheet's name says it."""
