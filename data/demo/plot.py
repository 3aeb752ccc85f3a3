"""The plot, as data: where each target went from 2021 to 2026, and in which countries.

A ``path`` holds yearly figures of the network, 2021 (the baseline) to 2026: the stock at
the year's end, or the total or rate of the year. Where it should stand as of 2026-Q3 is
written beside it; ``truth`` shares it out over places and periods.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from indicators.model import HEAD_OFFICE
from indicators.periods import Period

FIRST_YEAR = 2021
FIRST_QUARTER = Period.parse("2022-Q1")
LAST_QUARTER = Period.parse("2026-Q3")

Path = tuple[float, ...]
Season = tuple[float, float, float, float]  # factors of the four quarters, their mean is 1
Weights = Mapping[str, float]

ORGANISATIONS: Weights = {
    "PE": 280, "CO": 160, "MX": 90, "HN": 70, "DO": 65, "EC": 55, "BR": 45, "GT": 45, "NI": 35,
    "BO": 35, "CR": 15, "CL": 14, "PY": 14, "SV": 14, "HT": 14, "AR": 12, "CU": 10, "PA": 8,
    "BZ": 6, "JM": 5, "LC": 5, "UY": 3,
}  # fmt: skip
COFFEE_HECTARES: Weights = {
    "PE": 62000, "CO": 48000, "HN": 36000, "MX": 31000, "BR": 21000, "NI": 17000, "GT": 14000,
    "BO": 6500, "CR": 5200, "EC": 4200, "HT": 3900, "SV": 3100, "DO": 2600,
}  # fmt: skip
BANANA_WORKERS: Weights = {
    "CO": 11800, "DO": 9200, "EC": 6900, "PE": 5200, "PA": 600, "CR": 450, "LC": 320,
}  # fmt: skip
POLICY_WORK: Weights = {HEAD_OFFICE: 800, **ORGANISATIONS}
BUDGET: Weights = {HEAD_OFFICE: 150, **ORGANISATIONS}
HEAD_OFFICE_ALONE: Weights = {HEAD_OFFICE: 1}

PLATFORMS_SINCE: Mapping[str, str] = {
    **dict.fromkeys(("PE", "CO", "MX", "HN", "DO", "EC", "BR", "GT", "NI", "BO", "CR"), "2021-Q4"),
    "SV": "2022-Q3", "PY": "2023-Q1", "CL": "2023-Q3", "AR": "2024-Q1", "PA": "2024-Q4",
    "BZ": "2025-Q2",
}  # fmt: skip

EVEN: Season = (1, 1, 1, 1)
YEAR_END: Season = (0.85, 0.9, 1.0, 1.25)
COURSES: Season = (0.45, 1.2, 0.65, 1.7)
TRADE_FAIRS: Season = (1.15, 0.85, 0.7, 1.3)
NORTHERN_HARVEST: Season = (1.6, 0.7, 0.4, 1.3)
SOUTHERN_HARVEST: Season = (0.5, 1.2, 1.5, 0.8)
TWO_HARVESTS: Season = (0.8, 1.2, 0.7, 1.3)

HARVEST: Mapping[str, Season] = {
    **dict.fromkeys(("MX", "HN", "GT", "NI", "CR", "SV", "PA", "HT", "CU"), NORTHERN_HARVEST),
    **dict.fromkeys(("PE", "BO", "BR", "PY", "AR", "CL", "UY"), SOUTHERN_HARVEST),
    "CO": TWO_HARVESTS,
}


@dataclass(frozen=True, slots=True)
class Stock:
    """What places hold at a period's end and the network adds up."""

    path: Path
    places: Weights


@dataclass(frozen=True, slots=True)
class Amounts:
    """What comes in quarter by quarter; with ``running`` the path is what has come in so far."""

    path: Path
    places: Weights
    season: Season | Mapping[str, Season] = EVEN
    decimals: int = 0
    running: bool = False


@dataclass(frozen=True, slots=True)
class Share:
    """Numerator over denominator; ``spread`` is how far places lie from the network."""

    path: Path
    base: Base
    spread: float = 0
    swing: float = 0  # how far a single quarter of the network lies from its year
    rare: bool = False  # small counts: fractions are carried to the next period, not rounded off
    so_far: Season | None = None  # year-to-date reports: how much of the year is done by then


@dataclass(frozen=True, slots=True)
class Average:
    """A place's own average and the number of things it is the average of."""

    path: Path
    base: Base
    spread: float
    decimals: int


@dataclass(frozen=True, slots=True)
class Joining:
    """Places that are in from a quarter on; the others report 0."""

    since: Mapping[str, str]
    places: Weights


@dataclass(frozen=True, slots=True)
class Base:
    """The denominator of a share or the weight of an average.

    ``each`` of it in a period for every unit ``of`` a place (of its weight, or of what it
    reported for another indicator: the value, else the numerator), growing every year.
    """

    of: Weights | str
    each: float
    season: Season | Mapping[str, Season] = EVEN
    growth: float = 0
    rare: bool = False


Plot = Stock | Amounts | Share | Average | Joining

_MEMBERS = Base("M01", 1)

PLOTS: Mapping[str, Plot] = {
    # A1: kept so far, but the line leads out of the band
    "M01": Stock((1000, 1004, 1002, 996, 988, 978), ORGANISATIONS),
    "M02": Share((83, 84.3, 85.6, 87.6, 89.3, 91.0), _MEMBERS, 4),  # on track
    "M03": Average(  # at risk
        (58, 60.2, 62.4, 64.3, 65.8, 66.8), Base("M01", 0.3), spread=7, decimals=1
    ),
    "M04": Amounts((120, 185, 268, 352, 401, 452), ORGANISATIONS, running=True),  # on track
    # A2: more premium, but a smaller part of the harvest finds a Fairtrade buyer
    "M05": Amounts(  # at risk
        (130, 134.5, 140.2, 143.1, 146.5, 151), ORGANISATIONS, HARVEST, decimals=3
    ),
    "M06": Share(  # going backwards
        (34, 35.2, 36.5, 36.0, 34.6, 33.1),
        Base(ORGANISATIONS, 143, HARVEST, growth=0.02),
        spread=5,
        swing=0.7,
    ),
    "M07": Amounts(  # on track
        (12, 14.3, 17.6, 20.9, 24.8, 28.5), ORGANISATIONS, YEAR_END, decimals=3
    ),
    "M08": Amounts((85, 96, 103, 108, 111, 106), ORGANISATIONS, TRADE_FAIRS),  # off track
    # A3: a drought in 2023
    "M09": Stock((48000, 58500, 72000, 90500, 113000, 138000), ORGANISATIONS),  # on track
    "M10": Share(  # at risk, after a year below the baseline
        (680, 691, 668, 704, 738, 752), Base(COFFEE_HECTARES, 1, growth=0.01), 90
    ),
    "M11": Share((22, 27.5, 36.2, 46, 53.5, 60), _MEMBERS, 8),  # on track
    "M12": Share(  # falling target, at risk when last reported
        (4.8, 4.7, 4.55, 4.5, 4.45, 4.4), Base("M10", 0.001), 0.5
    ),
    # A4
    "M13": Share(  # falling target, on track
        (2.4, 2.25, 2.0, 1.78, 1.6, 1.42), Base("M01", 0.24, rare=True), 0.3, swing=0.12, rare=True
    ),
    "M14": Average(  # goal zero, at risk
        (18, 16.2, 13.4, 11.2, 10.0, 9.1), Base(BANANA_WORKERS, 1), spread=3, decimals=1
    ),
    "M15": Share((15, 19, 24, 28.5, 31.5, 34), _MEMBERS, 6),  # off track
    "M16": Share(  # a floor to keep, lost in 2026
        (95, 95.9, 96.4, 96.1, 95.6, 91.3), Base(ORGANISATIONS, 0.07, rare=True), rare=True
    ),
    # A5
    "M17": Share((21, 22.8, 25.9, 29.8, 31.9, 34.5), Base("M01", 7), 5),  # on track
    "M18": Amounts((410, 455, 520, 605, 735, 900), ORGANISATIONS, COURSES),  # achieved
    "M19": Share(  # off track
        (14.5, 14.9, 15.2, 15.3, 15.4, 15.5), Base("M01", 310, growth=0.01), 2
    ),
    # A6
    "M20": Amounts((6, 8, 13, 19, 24, 29), POLICY_WORK, running=True),  # on track
    "M21": Joining(PLATFORMS_SINCE, ORGANISATIONS),  # achieved
    # A7
    "M22": Share(  # a band to keep, missed in 2022
        (92, 88.8, 96.0, 94.9, 94.1, 94.5),
        Base(BUDGET, 18, growth=0.04),
        spread=2,
        so_far=(0.19, 0.43, 0.68, 1),
    ),
    "M23": Share(  # falling target, at risk, late
        (24, 23.2, 22.6, 21.9, 21.6, 21.3),
        Base(HEAD_OFFICE_ALONE, 1900, YEAR_END, growth=0.03),
        swing=0.6,
    ),
    "M24": Average(  # on track when last reported
        (4.1, 4.19, 4.28, 4.41, 4.44, 4.47), Base("M01", 4), spread=0.2, decimals=2
    ),
}


@dataclass(frozen=True, slots=True)
class Silence:
    """An indicator nobody reports from a period on, and what the workbooks say instead."""

    since: Period
    note: str
    mark: str = ""


SILENT: Mapping[str, Silence] = {
    "M12": Silence(Period.parse("2024"), "Metodología en revisión"),
    "M23": Silence(Period.parse("2026-Q3"), "Auditoría en curso", mark="pendiente"),
    "M24": Silence(Period.parse("2025"), "Encuesta no realizada"),
}


@dataclass(frozen=True, slots=True)
class Gap:
    """A value one place could not give, as it wrote that down."""

    indicator: str
    place: str
    period: Period
    mark: str


@dataclass(frozen=True, slots=True)
class BySex:
    """A count that offices break down by sex from a quarter on; ``women`` is their share."""

    since: Period
    women: float
    varies_by: float


BY_SEX: Mapping[str, BySex] = {"M18": BySex(Period.parse("2024-Q1"), women=0.64, varies_by=0.08)}

GAPS = (
    Gap("M07", "UY", Period.parse("2023-Q3"), "N/D"),
    Gap("M09", "CU", Period.parse("2024-Q1"), "n.a."),
    Gap("M05", "HT", Period.parse("2024-Q1"), "N/A"),
)
