"""The template: what it asks for, what it lets nobody change, and that an import reads it back."""

from dataclasses import replace
from datetime import date, datetime
from io import BytesIO
from pathlib import Path

import openpyxl
import pytest
from openpyxl.utils import range_boundaries

from dashboard.words import words_in
from dashboard.workbooks import template_name, template_workbook
from data.errors import MegaError
from data.records import Upload
from data.store import Store, create_store
from indicators.model import AggregationInTime, AggregationOverPlaces, Reporter, Strategy, Text
from indicators.periods import Frequency, Period
from loaders.own_sheets import without_own_sheets
from loaders.preview import accept, preview, rules_of
from loaders.read import read_workbook
from loaders.values import Values, find_values
from tests.support import a_strategy, an_indicator, an_observation
from tests.support.parts import among, in_part

SAMPLES = Path(__file__).parents[1] / "samples"
TODAY = date(2026, 11, 20)
NOW = datetime.fromisoformat("2026-11-20T12:00")
LANGUAGES = ("es", "en", "pt")
PERIODS = ("2024-Q1", "2024-Q2", "2024-Q4", "2022")
PLACES = (None, "PE", "REG", "DO")
PLACE, HEAD, FIRST = "B3", 6, 7
VALUE, NUMERATOR, DENOMINATOR, NOTE = 7, 8, 9, 10


def store_with(folder: Path, strategy: Strategy) -> Store:
    store = create_store(folder / "mega.duckdb")
    store.accept_strategy(Upload("strategy.xlsx", b"strategy", "ana", NOW), strategy, None)
    return store


@pytest.fixture(scope="module")
def planned(tmp_path_factory: pytest.TempPathFactory) -> Store:
    """The strategy of the samples: 24 targets by quarter, half and year, and 23 places."""
    store = create_store(tmp_path_factory.mktemp("template") / "mega.duckdb")
    content = (SAMPLES / "strategy.xlsx").read_bytes()
    found = preview(content, "strategy.xlsx", store, TODAY)
    accept(found, store, Upload("strategy.xlsx", content, "ana", NOW), today=TODAY)
    return store


def sheet_of(store: Store, period: str = "2024-Q4", place: str | None = "PE", language="en"):
    content = template_workbook(store, Period.parse(period), place, words_in(language))
    return openpyxl.load_workbook(BytesIO(content)).worksheets[0]


def read_back(store: Store, content: bytes) -> Values:
    rules = rules_of(store.basis(TODAY), TODAY)
    return find_values(without_own_sheets(read_workbook(content)), rules)


def content_of(sheet) -> bytes:
    content = BytesIO()
    sheet.parent.save(content)
    return content.getvalue()


def codes(sheet) -> list[str]:
    return [row[0] for row in sheet.iter_rows(min_row=FIRST, values_only=True)]


def filled(sheet, place: str | None):
    """Fill in every open number, within its limits; and the place where it is asked for."""
    validations = {}
    for validation in sheet.data_validations.dataValidation:
        for area in validation.sqref.ranges:
            validations[area.coord] = validation
    if place is None:
        assert not sheet[PLACE].protection.locked
        sheet[PLACE].value = drop_down(sheet)[4]
    for row in sheet.iter_rows(min_row=FIRST):
        for cell in row[VALUE - 1 : NOTE - 1]:
            if not cell.protection.locked:
                cell.value = a_number(validations[cell.coordinate], cell)
        row[NOTE - 1].value = "revisado"
    return sheet


def a_number(validation, cell) -> float:
    """One that its validation lets pass: a half more than the least, 8 for what has no bound."""
    assert validation.type == "decimal"
    if cell.column == DENOMINATOR:
        return 16.0
    if cell.column == NUMERATOR:
        return 8.0
    return float(validation.formula1) + 1.5 if validation.formula1 != "-1E+300" else 8.0


def drop_down(sheet) -> list[str]:
    (choice,) = [one for one in sheet.data_validations.dataValidation if one.type == "list"]
    assert choice.sqref == PLACE
    name, _, area = choice.formula1.rpartition("!")
    column, top, _, bottom = range_boundaries(area.replace("$", ""))
    lists = sheet.parent[name.strip("'")]
    return [lists.cell(row, column).value for row in range(top, bottom + 1)]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("period", PERIODS)
@pytest.mark.parametrize("place", in_part(PLACES, among(None, "REG")))
def test_it_is_read_back_without_a_problem_empty_and_filled_in(planned, language, period, place):
    sheet = sheet_of(planned, period, place, language)
    empty = read_back(planned, content_of(sheet))
    assert (empty.observations, empty.problems, empty.is_of_something_else) == ([], [], False)
    found = read_back(planned, content_of(filled(sheet, place)))
    assert found.problems == []
    assert [one.indicator for one in found.observations] == codes(sheet)
    assert {one.place for one in found.observations} == {place or "HN"}
    assert {one.period.last_quarter.code for one in found.observations} == {
        Period.parse(period).last_quarter.code
    }
    assert {one.note for one in found.observations} == {"revisado"}


def test_an_empty_template_is_nothing_to_change_and_no_strange_file(planned):
    content = template_workbook(planned, Period.parse("2024-Q4"), "PE", words_in("es"))
    found = preview(content, "plantilla.xlsx", planned, TODAY)
    assert (found.fatal, found.problems, found.changes) == (None, [], [])


def test_indicators_are_asked_for_in_the_periods_that_end_theirs(planned):
    frequency = {one.code: one.frequency for one in planned.strategy_history().latest.indicators}
    asked = {period: codes(sheet_of(planned, period)) for period in ("2024-Q1", "2024-Q2", "2024")}
    assert {frequency[code] for code in asked["2024-Q1"]} == {Frequency.QUARTER}
    assert {frequency[code] for code in asked["2024-Q2"]} == {Frequency.QUARTER, Frequency.HALF}
    assert {frequency[code] for code in asked["2024"]} == set(Frequency)
    assert len(asked["2024"]) == 23
    assert codes(sheet_of(planned, "2024", "REG")) == list(frequency)


def test_of_each_indicator_name_unit_and_definition_are_told_in_the_language(tmp_path):
    indicator = an_indicator(
        code="1.10", unit="ha", definition=Text("Superficie", "Area under care", "")
    )
    store = store_with(tmp_path, a_strategy(indicator))
    told = {
        language: [cell.value for cell in sheet_of(store, language=language)[FIRST][:4]]
        for language in LANGUAGES
    }
    assert told["es"] == ["1.10", "Organizaciones", "ha", "Superficie"]
    assert told["en"] == ["1.10", "Organisations", "ha", "Area under care"]
    assert told["pt"] == ["1.10", "Organizações", "ha", "Superficie"]


def asked_for(store: Store) -> list[int]:
    """Which columns of numbers are open in the first row."""
    row = sheet_of(store)[FIRST]
    return [cell.column for cell in row if not cell.protection.locked and cell.column != NOTE]


@pytest.mark.parametrize(
    ("differences", "columns"),
    [
        ({}, [VALUE]),
        ({"agg_place": AggregationOverPlaces.MEAN}, [VALUE]),
        ({"agg_place": AggregationOverPlaces.WEIGHTED_MEAN}, [VALUE, DENOMINATOR]),
        ({"agg_place": AggregationOverPlaces.RATIO}, [NUMERATOR, DENOMINATOR]),
        ({"agg_time": AggregationInTime.RATIO}, [NUMERATOR, DENOMINATOR]),
    ],
)
def test_parts_are_asked_for_where_the_value_is_made_of_them(tmp_path, differences, columns):
    assert asked_for(store_with(tmp_path, a_strategy(an_indicator(**differences)))) == columns


def test_everything_but_the_cells_to_fill_in_is_protected(planned):
    sheet = sheet_of(planned, place=None)
    assert all(page.protection.sheet for page in sheet.parent.worksheets)
    assert sheet.parent.security.lockStructure
    unlocked = {cell.column for row in sheet.iter_rows() for cell in row
                if not cell.protection.locked and cell.coordinate != PLACE}  # fmt: skip
    assert unlocked == {VALUE, NUMERATOR, DENOMINATOR, NOTE}
    lists = sheet.parent.worksheets[1]
    assert lists.sheet_state == "hidden"
    assert all(cell.protection.locked for row in lists.iter_rows() for cell in row)


@pytest.mark.parametrize(
    ("low", "high", "expected"),
    [
        (0.0, 100.0, ("between", "0", "100", "A number from 0 to 100, in ha.")),
        (0.5, None, ("greaterThanOrEqual", "0.5", None, "A number of 0.5 or more, in ha.")),
        (None, 7.0, ("lessThanOrEqual", "7", None, "A number of 7 or less, in ha.")),
        (None, None, ("between", "-1E+300", "1E+300", "A number, in ha.")),
    ],
)
def test_the_limits_of_a_value_are_its_indicators(tmp_path, low, high, expected):
    indicator = an_indicator(minimum=low, maximum=high, unit="ha")
    sheet = sheet_of(store_with(tmp_path, a_strategy(indicator)))
    (limit,) = [one for one in sheet.data_validations.dataValidation if one.sqref == "G7"]
    assert (limit.operator or "between", limit.formula1, limit.formula2, limit.prompt) == expected
    assert limit.showErrorMessage
    assert limit.allow_blank


def test_a_share_has_its_numerator_between_zero_and_its_denominator(tmp_path):
    share = {"unit": "%", "minimum": 0.0, "maximum": 100.0, "goal": 95.0, "baseline": 50.0}
    indicator = an_indicator(agg_place=AggregationOverPlaces.RATIO, **share)
    sheet = sheet_of(store_with(tmp_path, a_strategy(indicator)))
    limits = {str(one.sqref): one for one in sheet.data_validations.dataValidation}
    assert (limits["H7"].formula1, limits["H7"].formula2) == ("0", "I7")
    assert (limits["I7"].operator, limits["I7"].formula1) == ("greaterThanOrEqual", "0")


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_drop_down_offers_every_place_as_an_import_reads_it(planned, language):
    sheet = sheet_of(planned, place=None, language=language)
    words, places = words_in(language), planned.strategy_history().latest.places
    assert drop_down(sheet) == [words.name(place.name) for place in places]
    assert sheet[PLACE].value is None


def test_a_place_whose_name_means_nothing_or_another_is_told_by_its_code(tmp_path):
    strategy = a_strategy()
    odd = (
        replace(strategy.places[0], name=Text("N/A")),
        replace(strategy.places[1], name=Text("Andes"), aliases=("Los Incas",)),
        replace(strategy.places[2], name=Text("Andes"), aliases=()),
    )
    store = store_with(tmp_path, replace(strategy, places=odd))
    assert drop_down(sheet_of(store, place=None)) == ["REG", "Los Incas", "CO"]


def test_the_last_value_is_the_places_latest_by_then_in_its_unit(tmp_path):
    ratio = an_indicator(
        code="M02", unit="%", decimals=1, agg_place=AggregationOverPlaces.RATIO, goal=200.0
    )
    store = store_with(tmp_path, a_strategy(an_indicator(), ratio))
    observations = [
        an_observation(1.0, "2024-Q1"),
        an_observation(2.0, "2024-Q2"),
        an_observation(3.0, "2025-Q1"),
        an_observation(9.0, "2024-Q4", place="CO"),
        an_observation(None, "2024-Q2", indicator="M02", numerator=1.0, denominator=4.0),
        an_observation(None, "2024-Q3", indicator="M02", numerator=0.0, denominator=0.0),
    ]
    upload = Upload("v.xlsx", b"v", "ana", NOW)
    store.accept_values(upload, store.compare(observations))
    first, second = (sheet_of(store)[row] for row in (FIRST, FIRST + 1))
    assert [first[4].value, first[5].value, first[4].number_format] == [2.0, "Q2 2024", "#,##0"]
    assert [second[4].value, second[5].value] == [25.0, "Q2 2024"]
    assert second[4].number_format == "#,##0.0"
    assert sheet_of(store, place="REG")[FIRST][4].value is None


def test_where_the_place_is_to_be_chosen_the_last_value_is_looked_up(tmp_path):
    store = store_with(tmp_path, a_strategy())
    upload = Upload("v.xlsx", b"v", "ana", NOW)
    store.accept_values(upload, store.compare([an_observation(2.0, "2024-Q2")]))
    sheet = sheet_of(store, place=None, language="es")
    assert [cell.value for cell in sheet[FIRST][4:6]] == [
        f"""=IFERROR(VLOOKUP($B$3&"|"&$A7,'Listas'!$D$1:$F$1,{column},FALSE),"")"""
        for column in (2, 3)
    ]
    assert [cell.value for cell in sheet.parent["Listas"][1][3:6]] == ["Perú|M01", 2.0, "T2 2024"]


def test_a_place_is_asked_for_what_the_strategy_expects_of_it(tmp_path):
    strategy = a_strategy(an_indicator(), an_indicator(code="M02"), an_indicator(code="M03"))
    begun, ended = Period.parse("2024-Q3"), Period.parse("2024-Q4")
    reporters = (
        Reporter("M01", "PE", begun, None, ""),
        Reporter("M02", "PE", begun, ended, ""),
        Reporter("M03", "CO", begun, None, ""),
    )
    store = store_with(tmp_path, replace(strategy, reporters=reporters))
    assert codes(sheet_of(store, "2024-Q4")) == ["M01", "M02"]
    assert codes(sheet_of(store, "2025-Q1")) == ["M01"]
    assert codes(sheet_of(store, "2024-Q4", None)) == ["M01", "M02", "M03"]
    assert refusal(store, "2024-Q2") == "nothing_due"


def test_only_the_head_office_is_asked_for_what_it_alone_reports(tmp_path):
    network = an_indicator(code="M02", agg_place=AggregationOverPlaces.NETWORK)
    store = store_with(tmp_path, a_strategy(an_indicator(), network))
    assert codes(sheet_of(store)) == ["M01"]
    assert codes(sheet_of(store, place="REG")) == ["M01", "M02"]


def test_what_a_later_plan_gave_up_is_not_asked_for_and_what_it_began_only_from_then(tmp_path):
    store = store_with(tmp_path, a_strategy(an_indicator(), an_indicator(code="M02")))
    first = a_strategy()
    later = replace(
        a_strategy(an_indicator(), an_indicator(code="M03")),
        plan=replace(first.plan, code="2025-2027", start_year=2025, end_year=2027),
    )
    store.accept_strategy(Upload("l.xlsx", b"l", "ana", NOW), later, Period.parse("2025-Q1"))
    assert codes(sheet_of(store, "2024-Q4")) == ["M01"]
    assert codes(sheet_of(store, "2025-Q1")) == ["M01", "M03"]


def test_names_that_look_like_formulas_are_text(tmp_path):
    indicator = an_indicator(code="-1", name=Text("=1+1"), definition=Text("@x"), unit="+ha")
    strategy = a_strategy(indicator)
    places = (replace(strategy.places[1], name=Text("=2+2")), *strategy.places[2:])
    sheet = sheet_of(store_with(tmp_path, replace(strategy, places=places)), place=None)
    for cell in (*sheet[FIRST][:4], sheet.parent.worksheets[1]["B1"]):
        assert (cell.data_type, cell.quotePrefix) == ("s", True)


@pytest.mark.parametrize(
    ("period", "place", "code"),
    [
        ("2024-Q4", "XX", "unknown_place"),
        ("2019-Q4", "PE", "no_period_of_the_plan"),
        ("2031", "PE", "no_period_of_the_plan"),
    ],
)
def test_what_cannot_be_asked_for_is_refused(planned, period, place, code):
    assert refusal(planned, period, place) == code


def refusal(store: Store, period: str, place: str | None = "PE") -> str:
    with pytest.raises(MegaError) as caught:
        template_workbook(store, Period.parse(period), place, words_in("en"))
    return caught.value.code


def test_its_name_tells_period_and_place():
    quarter = Period.parse("2024-Q4")
    assert template_name(quarter, "PE", words_in("es")) == "Reporte 2024-Q4 PE.xlsx"
    assert template_name(quarter, None, words_in("pt")) == "Relatório 2024-Q4.xlsx"
