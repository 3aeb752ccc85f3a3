"""The layouts in which the made-up staff fill in their numbers, in their own words."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from openpyxl import Workbook
from openpyxl.styles import Font
from openpyxl.worksheet.worksheet import Worksheet

from data.demo.plot import BY_SEX
from data.demo.tables import Target, place_names, table
from data.demo.truth import Reported, women_and_men
from indicators.model import AggregationOverPlaces
from indicators.periods import QUARTERS_IN_A_YEAR, Period

Cell = str | float | None

WORDS: Mapping[str, Mapping[str, str]] = {
    "es": {
        "code": "Código", "indicator": "Indicador", "name": "Nombre del indicador",
        "country": "País", "period": "Periodo", "quarter": "Trimestre", "unit": "Unidad",
        "value": "Valor", "numerator": "Numerador", "denominator": "Denominador", "note": "Nota",
        "women": "Mujeres", "men": "Hombres",
        "plan": "Meta", "actual": "Real", "data": "Datos", "report": "Reporte",
        "title": "Reporte trimestral de indicadores", "year": "Seguimiento",
        "consolidated": "Consolidado", "parts": "Razones", "averages": "Promedios",
        "ratios": "Razones y promedios", "reported": "Valor reportado",
        "instructions": "Instrucciones", "lists": "Listas",
        "help": "Complete una fila por indicador. No cambie los nombres de los indicadores.",
        "ordinals": "primer;segundo;tercer;cuarto", "of": "{} trimestre de {}", "short": "T{} {}",
    },
    "en": {
        "code": "Code", "indicator": "Indicator", "name": "Indicator name",
        "country": "Country", "period": "Period", "quarter": "Quarter", "unit": "Unit",
        "value": "Value", "numerator": "Numerator", "denominator": "Denominator", "note": "Note",
        "women": "Women", "men": "Men",
        "data": "Data", "report": "Report", "title": "Quarterly indicator report",
        "consolidated": "Consolidated", "ratios": "Ratios and averages",
        "ordinals": "first;second;third;fourth", "of": "{} quarter of {}", "short": "Q{} {}",
    },
    "pt": {
        "code": "Código", "name": "Nome do indicador", "country": "País", "value": "Valor",
        "numerator": "Numerador", "denominator": "Denominador", "actual": "Resultados",
        "year": "Acompanhamento", "parts": "Razões", "averages": "Médias",
        "short": "{}º trimestre {}",
    },
}  # fmt: skip

_BOLD = Font(bold=True)


@dataclass(frozen=True, slots=True)
class Entry:
    """One number to fill in."""

    target: Target
    place: str
    period: Period
    reported: Reported


@dataclass(frozen=True, slots=True)
class Sheaf:
    """What one workbook holds: the entries of a sender and quarter, and its places' own plans."""

    entries: Sequence[Entry]
    places: Sequence[str]
    quarter: Period
    language: str
    title: str
    plans: Mapping[tuple[str, Period], float]  # by indicator and quarter

    def word(self, key: str) -> str:
        return WORDS[self.language][key]

    def place_name(self, code: str) -> str:
        return place_names()[code].in_language(self.language)

    def name(self, target: Target) -> str:
        return target.name.in_language(self.language)


Layout = Callable[[Workbook, Sheaf], None]


def long(book: Workbook, sheaf: Sheaf) -> None:
    """One row a number, with codes."""
    _long_sheet(book, sheaf.word("data"), sheaf, sheaf.entries)


def block(book: Workbook, sheaf: Sheaf) -> None:
    """Country and quarter in a title block, then one row an indicator."""
    (place,) = sheaf.places
    sheet = _sheet(book, sheaf.word("report"))
    sheet.append([sheaf.word("title")])
    sheet.append(["Plan", _plan_code(sheaf.quarter)])
    sheet.append([sheaf.word("country"), sheaf.place_name(place)])
    sheet.append([sheaf.word("quarter"), _short(sheaf, sheaf.quarter)])
    sheet.append([])
    keys = ("code", "indicator", "unit", "value", "numerator", "denominator", "note")
    _header(sheet, [sheaf.word(key) for key in (*keys, *_by_sex_keys(sheaf))])
    for entry in sheaf.entries:
        target = entry.target
        about = [target.code, sheaf.name(target), target.unit]
        sheet.append([*about, *_numbers(entry.reported), *_by_sex(entry)])


def sheet_per_area(book: Workbook, sheaf: Sheaf) -> None:
    """An instruction sheet, a sheet an area with indicators by name, and a hidden list."""
    _sheet(book, sheaf.word("instructions")).append([sheaf.word("help")])
    keys = ("indicator", "country", "quarter", "reported", "numerator", "denominator", "note")
    for area in table("areas"):
        entries = [entry for entry in sheaf.entries if entry.target.area == area["code"]]
        sheet = _sheet(book, _sheet_name(area[f"name_{sheaf.language}"]))
        _header(sheet, [sheaf.word(key).lower() for key in keys])
        for entry in entries:
            period = f"{sheaf.quarter.year}T{sheaf.quarter.number}"
            where = [sheaf.name(entry.target), entry.place, period]
            sheet.append([*where, *_numbers(entry.reported)])
    lists = _sheet(book, sheaf.word("lists"))
    lists.append(list(sheaf.places))
    lists.sheet_state = "hidden"


def by_period_with_plan(book: Workbook, sheaf: Sheaf) -> None:
    """The year so far with quarters across, and the country's own plan under each."""
    (place,) = sheaf.places
    values, parts, averages = _by_kind(sheaf.entries)

    def plan_and_actual(target: Target, quarter: Period, found: Reported) -> list[Cell]:
        return [sheaf.plans.get((target.code, quarter)), _shown(found)]

    sheet = _year_sheet(book, place, sheaf, ("plan", "actual"))
    _quarters_across(sheet, sheaf, values, plan_and_actual)
    _parts_across(book, sheaf, parts, averages)


def by_period(book: Workbook, sheaf: Sheaf) -> None:
    """The year so far with quarters across."""
    values, parts, averages = _by_kind(sheaf.entries)
    sheet = _year_sheet(book, sheaf.word("actual"), sheaf, ())
    _quarters_across(sheet, sheaf, values, lambda _target, _quarter, found: [_shown(found)])
    _parts_across(book, sheaf, parts, averages)


def by_place(book: Workbook, sheaf: Sheaf) -> None:
    """Countries across with a total, and a second sheet for what has parts."""
    ordinal = sheaf.word("ordinals").split(";")[sheaf.quarter.number - 1]
    title = sheaf.word("of").format(ordinal, sheaf.quarter.year)
    sheet = _sheet(book, sheaf.word("consolidated"))
    sheet.append([f"{sheaf.title}, {title}"])
    sheet.append([])
    names = [sheaf.place_name(place) for place in sheaf.places]
    _header(sheet, [sheaf.word("indicator"), *names, "TOTAL"])
    values, parts, averages = _by_kind(sheaf.entries)
    for target, entries in _by_target(values):
        found = {entry.place: entry.reported for entry in entries}
        cells = [_shown(found.get(place, Reported())) for place in sheaf.places]
        total = sum(cell for cell in cells if isinstance(cell, int | float))
        sheet.append([sheaf.name(target), *cells, round(total, 3)])
    _long_sheet(book, sheaf.word("ratios"), sheaf, [*parts, *averages])


def _long_sheet(book: Workbook, name: str, sheaf: Sheaf, entries: Iterable[Entry]) -> None:
    sheet = _sheet(book, name)
    keys = ("indicator", "country", "period", "value", "numerator", "denominator", "note")
    entries = list(entries)
    sexes = _by_sex_keys(sheaf) if any(_by_sex(entry) for entry in entries) else ()
    _header(sheet, [sheaf.word(key) for key in (*keys, *sexes)])
    for entry in entries:
        where = [entry.target.code, entry.place, entry.period.code]
        sheet.append([*where, *_numbers(entry.reported), *_by_sex(entry)])


def _year_sheet(book: Workbook, name: str, sheaf: Sheaf, under: Sequence[str]) -> Worksheet:
    """A sheet with the year's four quarters across and the ``under`` words below each."""
    (place,) = sheaf.places
    sheet = _sheet(book, name)
    sheet.append([f"{sheaf.word('year')} {sheaf.quarter.year}"])
    sheet.append([sheaf.word("country"), sheaf.place_name(place)])
    sheet.append([])
    blanks = [None] * (len(under) - 1)
    across: list[Cell] = []
    for quarter in _year_of(sheaf.quarter):
        across += [_short(sheaf, quarter), *blanks]
    _header(sheet, [sheaf.word("code"), sheaf.word("name"), *across])
    if under:
        top = sheet.max_row
        _header(sheet, [None, None, *[sheaf.word(key) for key in under] * QUARTERS_IN_A_YEAR])
        for first in range(3, 3 + len(under) * QUARTERS_IN_A_YEAR, len(under)):
            last = first + len(under) - 1
            sheet.merge_cells(start_row=top, start_column=first, end_row=top, end_column=last)
        for column in (1, 2):
            sheet.merge_cells(
                start_row=top, start_column=column, end_row=top + 1, end_column=column
            )
    return sheet


def _quarters_across(
    sheet: Worksheet,
    sheaf: Sheaf,
    entries: Iterable[Entry],
    cells: Callable[[Target, Period, Reported], list[Cell]],
) -> None:
    for target, own in _by_target(entries):
        found = {entry.period.last_quarter: entry.reported for entry in own}
        row: list[Cell] = [target.code, sheaf.name(target)]
        for quarter in _year_of(sheaf.quarter):
            row += cells(target, quarter, found.get(quarter, Reported()))
        sheet.append(row)


def _parts_across(
    book: Workbook, sheaf: Sheaf, parts: Sequence[Entry], averages: Sequence[Entry]
) -> None:
    sheet = _year_sheet(book, sheaf.word("parts"), sheaf, ("numerator", "denominator"))
    _quarters_across(sheet, sheaf, parts, lambda _t, _q, x: [x.numerator, x.denominator])
    if averages:
        sheet = _year_sheet(book, sheaf.word("averages"), sheaf, ("value", "denominator"))
        _quarters_across(sheet, sheaf, averages, lambda _t, _q, x: [_shown(x), x.denominator])


def _by_kind(entries: Iterable[Entry]) -> tuple[list[Entry], list[Entry], list[Entry]]:
    """The entries that are one number, numerator and denominator, value and weight."""
    values, parts, averages = [], [], []
    for entry in entries:
        match entry.target.agg_place:
            case AggregationOverPlaces.RATIO | AggregationOverPlaces.NETWORK:
                parts.append(entry)
            case AggregationOverPlaces.WEIGHTED_MEAN:
                averages.append(entry)
            case _:
                values.append(entry)
    return values, parts, averages


def _by_target(entries: Iterable[Entry]) -> Iterable[tuple[Target, list[Entry]]]:
    found: dict[Target, list[Entry]] = {}
    for entry in entries:
        found.setdefault(entry.target, []).append(entry)
    return found.items()


def _by_sex_keys(sheaf: Sheaf) -> tuple[str, ...]:
    since = min(plot.since for plot in BY_SEX.values())
    return ("women", "men") if sheaf.quarter >= since else ()


def _by_sex(entry: Entry) -> Sequence[int]:
    """How many of them are women and men, under the last two headings."""
    return women_and_men(entry.target.code, entry.place, entry.period) or ()


def _numbers(reported: Reported) -> list[Cell]:
    return [_shown(reported), reported.numerator, reported.denominator, reported.note or None]


def _shown(reported: Reported) -> Cell:
    return reported.mark or reported.value


def _short(sheaf: Sheaf, quarter: Period) -> str:
    return sheaf.word("short").format(quarter.number, quarter.year)


def _year_of(quarter: Period) -> list[Period]:
    return [Period.of(quarter.year, 1, number + 1) for number in range(QUARTERS_IN_A_YEAR)]


def _plan_code(quarter: Period) -> str:
    return max(
        row["plan"]
        for row in table("plans")
        if row["field"] == "start_year" and int(row["es"]) <= quarter.year
    )


def _sheet_name(name: str) -> str:
    """``name`` cut at a word's end to what Excel allows."""
    while len(name) > 31:  # noqa: PLR2004 - Excel's limit
        name = name.rpartition(" ")[0]
    return name


def _sheet(book: Workbook, name: str) -> Worksheet:
    sheet: Worksheet = book.create_sheet(name)
    sheet.column_dimensions["A"].width = 14
    sheet.column_dimensions["B"].width = 42
    return sheet


def _header(sheet: Worksheet, words: Sequence[Cell]) -> None:
    sheet.append(list(words))
    for cell in sheet[sheet.max_row]:
        cell.font = _BOLD
