"""Mappings: for workbooks whose headings nobody can recognise, written once and reused."""

from dataclasses import replace
from datetime import datetime

import openpyxl
import pytest

from data.errors import MegaError
from data.records import Upload
from data.store import create_store
from indicators.model import Text
from loaders.mapping import MappedColumn, TableMapping, fingerprint, suggestion
from loaders.mapping_file import as_toml, read_mappings
from loaders.preview import accept, preview, suggest_mappings
from loaders.read import read_workbook
from tests.loaders.drawn import TODAY, as_bytes, book_of, problems, read, strategy, values
from tests.support.copies import made_once

STRANGE = """
    | Plan de desarrollo |           |              |        |
    | Eje                | Clave PDM | Logro físico | Nivel  |
    | Mercados           | M08       | 3            | alto   |
    | Mercados           | M05       | 9.9          | medio  |
"""
MAPPING = TableMapping(
    sheet="Datos",
    first_heading=2,
    last_heading=2,
    columns=(MappedColumn("B", "code"), MappedColumn("C", "value", period="2024-Q1")),
    place="PE",
)


def fingerprint_of(drawing, mapping=MAPPING):
    (sheet,) = read_workbook(as_bytes(book_of(drawing))).sheets
    return fingerprint(sheet, mapping.first_heading, mapping.last_heading)


def test_a_mapping_reads_what_cannot_be_recognised():
    assert values(read(STRANGE)) == []
    found = read(STRANGE, MAPPING)
    assert values(found) == ["C3 M08 PE 2024-Q1 3", "C4 M05 PE 2024-Q1 9.9"]
    assert found.mappings == [MAPPING]


def test_words_of_a_workbook_are_read_as_others():
    drawing = "| Meta | Lugar | Valor |\n| 1.1 | Lima | 3 |"
    mapping = TableMapping(
        sheet="Datos",
        first_heading=1,
        last_heading=1,
        columns=(
            MappedColumn("A", "code"),
            MappedColumn("B", "place"),
            MappedColumn("C", "value"),
        ),
        period="2024-Q1",
        words=(("1.1", "M08"), ("LIMA", "PE")),
    )
    book = book_of(drawing)
    book["Datos"]["A2"].value = "1.1"
    assert values(read(book, mapping)) == ["C2 M08 PE 2024-Q1 3"]


def test_a_mapping_is_the_same_after_being_written_and_read():
    full = replace(
        MAPPING,
        period="2024",
        fingerprint="0123456789abcdef",
        words=(("Bogotá D.C.", "CO"), ('"raro" \\', "PE")),
        columns=(*MAPPING.columns, MappedColumn("AB", "plan", place="CO", indicator="M01")),
    )
    assert read_mappings(as_toml([full, MAPPING])) == [full, MAPPING]


def test_a_recognised_table_is_suggested_as_the_mapping_that_reads_it():
    drawing = """
        | T1 2024 |      |          |        |
        | Código  | Perú | Colombia | Nivel  |
        | M01     | 280  | 160      | alto   |
    """
    recognised = read(drawing)
    (table,) = recognised.tables
    suggested = suggestion(table)
    (again,) = read_mappings(as_toml([suggested]))
    assert values(read(drawing, again)) == values(recognised)
    assert again.columns[-1] == MappedColumn("D", "ignore")
    assert "# Nivel" in as_toml([suggested])


def test_a_mapping_belongs_to_the_headings_it_was_made_for():
    mapping = replace(MAPPING, sheet="", fingerprint=fingerprint_of(STRANGE))
    other_sheet = read({"Hoja 7": STRANGE}, mapping)
    assert len(other_sheet.observations) == 2
    other_headings = read(STRANGE.replace("Nivel", "Prioridad"), mapping)
    assert list(other_headings.observations) == []


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("not toml", "Expected"),
        ("a = 1", "tables"),
        ('[[tables]]\nheadings = 0\n[tables.columns]\nA = "code"', "tables[0].headings"),
        ("[[tables]]\nheadings = 1", "tables[0].columns"),
        ('[[tables]]\nheadings = 1\n[tables.columns]\nA = "cod"', "tables[0].columns.A.role"),
        ('[[tables]]\nheadings = 1\n[tables.columns]\nA1 = "code"', "tables[0].columns.A1"),
        ('[[tables]]\nheadings = 1\nplace = 3\n[tables.columns]\nA = "code"', "tables[0].place"),
    ],
)
def test_what_cannot_be_used_in_a_mapping_is_named(text, fault):
    with pytest.raises(MegaError) as caught:
        read_mappings(text)
    assert caught.value.code == "mapping_wrong"
    assert any(one.startswith(fault) for one in caught.value.params["faults"])


def test_names_that_the_strategy_does_not_know_are_told_all_at_once():
    columns = (MappedColumn("B", "code"), MappedColumn("C", "value", period="soon", place="XX"))
    with pytest.raises(MegaError) as caught:
        read(STRANGE, replace(MAPPING, columns=columns, place="Atlantis"))
    assert caught.value.params["faults"] == (
        "Datos!C: period = 'soon'",
        "Datos!C: place = 'XX'",
        "Datos: place = 'Atlantis'",
    )


@made_once
def made(path):
    store = create_store(path)
    upload = Upload("strategy.xlsx", b"", "ana", datetime.fromisoformat("2026-11-20T12:00"))
    store.accept_strategy(upload, strategy(), None)
    return store


@pytest.fixture
def store(tmp_path):
    return made(tmp_path / "mega.duckdb")


def test_an_accepted_mapping_is_reused_for_the_next_workbook_with_these_headings(store):
    mapping = replace(MAPPING, fingerprint=fingerprint_of(STRANGE))
    first, second = as_bytes(book_of(STRANGE)), as_bytes(book_of(STRANGE.replace("9.9", "8.8")))
    upload = Upload("first.xlsx", first, "ana", datetime.fromisoformat("2026-11-20T12:00"))
    assert preview(second, "second.xlsx", store, TODAY).fatal == "no_data_found"
    import_id = accept(
        preview(first, "first.xlsx", store, TODAY, [mapping]), store, upload, today=TODAY
    )
    found = preview(second, "second.xlsx", store, TODAY)
    assert dict(found.counts) == {"new": 0, "changed": 1, "unchanged": 1}
    store.undo(import_id, "ana", upload.at, "")
    assert preview(second, "second.xlsx", store, TODAY).fatal == "no_data_found"


def test_a_chosen_mapping_that_fits_no_sheet_is_refused(store):
    content = as_bytes(book_of({"Otra": STRANGE}))
    with pytest.raises(MegaError) as caught:
        preview(content, "x.xlsx", store, TODAY, [MAPPING])
    assert caught.value.code == "mapping_fits_no_sheet"


def test_a_sheet_that_was_not_recognised_is_suggested_with_its_likely_headings(store):
    (mapping,) = suggest_mappings(as_bytes(book_of(STRANGE)), "informe.xlsx", store)
    assert (mapping.sheet, mapping.first_heading, mapping.last_heading) == ("Datos", 2, 2)
    assert [column.letter for column in mapping.columns] == ["A", "B", "C", "D"]
    assert {column.role for column in mapping.columns} == {"ignore"}


FORM = """
    | {}     |              |
    | Clave  | Logro físico |
    | M08    | 3            |
"""
ROLES_ALONE = TableMapping(
    sheet="Datos",
    first_heading=2,
    last_heading=2,
    columns=(MappedColumn("A", "code"), MappedColumn("B", "value")),
    fingerprint=fingerprint_of(FORM.format("Perú, T1 2024")),
)
KEPT = replace(ROLES_ALONE, is_kept=True)


def told(found):
    return [
        " ".join([one.cell, one.code, *map(str, one.params.values())]) for one in found.problems
    ]


def test_what_a_workbook_says_in_its_title_is_read_anew_by_a_mapping_of_an_earlier_one():
    found = read(FORM.format("Colombia, T2 2024"), KEPT)
    assert values(found) == ["B3 M08 CO 2024-Q2 3"]
    assert told(found) == ["A2 mapping_reused"]
    in_its_name = read({"Colombia 2024-T2": FORM.format("Informe")}, KEPT)
    assert values(in_its_name) == ["B3 M08 CO 2024-Q2 3"]


def test_what_was_recognised_in_one_workbook_is_no_constant_of_its_mapping():
    (table,) = read("| Perú, T1 2024 | |\n| Código | Valor |\n| M08 | 3 |").tables
    assert not suggestion(table).has_constants


def test_a_constant_of_an_earlier_workbook_is_told_and_holds_where_this_one_says_nothing():
    kept = replace(KEPT, place="PE", period="2024-Q1")
    silent = read(FORM.format("Informe"), kept)
    assert values(silent) == ["B3 M08 PE 2024-Q1 3"]
    assert told(silent) == [
        "A2 mapping_reused",
        "A2 constant_reused PE",
        "A2 constant_reused 2024-Q1",
    ]
    assert silent.mappings == [kept]
    found = read(FORM.format("Colombia, T2 2024"), kept)
    assert values(found) == ["B3 M08 CO 2024-Q2 3"]
    assert told(found) == ["A2 mapping_reused"]
    assert found.mappings == [KEPT]  # what this workbook says otherwise is not kept with it
    in_that_year = read(FORM.format("Perú, 2024"), kept)
    assert values(in_that_year) == ["B3 M08 PE 2024-Q1 3"]


def test_a_label_that_cannot_be_read_is_not_replaced_by_a_constant_of_an_earlier_workbook():
    labelled = "| País: Atlantis | |\n" + FORM.format("Informe").strip().partition("\n")[2]
    found = read(labelled, replace(KEPT, place="PE", period="2024-Q1"))
    assert values(found) == []
    assert "A1 unknown_place None" in told(found)


def test_a_constant_that_somebody_chose_goes_before_what_the_workbook_says_which_is_told():
    chosen = replace(ROLES_ALONE, place="PE", period="2024-Q1")
    found = read(FORM.format("Colombia, T2 2024"), chosen)
    assert values(found) == ["B3 M08 PE 2024-Q1 3"]
    assert told(found) == ["A1 constant_contradicted PE", "A1 constant_contradicted 2024-Q1"]


def test_a_period_that_was_said_of_a_column_is_told_when_it_is_reused():
    columns = (MappedColumn("A", "code"), MappedColumn("B", "value", period="2024-Q1"))
    found = read(FORM.format("Perú"), replace(KEPT, columns=columns))
    assert values(found) == ["B3 M08 PE 2024-Q1 3"]
    assert told(found) == ["A2 mapping_reused", "B2 constant_reused 2024-Q1"]


def test_a_sheet_is_read_by_the_mapping_of_its_name_before_another_with_the_same_headings():
    sheets = {"Uno": FORM.format("Informe"), "Dos": FORM.format("Informe")}
    one = replace(ROLES_ALONE, sheet="Uno", place="PE", period="2024-Q1")
    two = replace(ROLES_ALONE, sheet="Dos", place="CO", period="2024-Q2")
    found = read(sheets, one, two)
    assert values(found) == ["B3 M08 CO 2024-Q2 3", "B3 M08 PE 2024-Q1 3"]
    alone = read(sheets, one)
    assert values(alone) == ["B3 M08 PE 2024-Q1 3"]  # the other sheet is not said to be of Peru


def test_roles_said_of_one_sheet_serve_the_others_with_the_same_headings():
    sheets = {"PE 2024-T1": FORM.format("Informe"), "CO 2024-T1": FORM.format("Informe")}
    found = read(sheets, replace(ROLES_ALONE, sheet="PE 2024-T1"))
    assert values(found) == ["B3 M08 CO 2024-Q1 3", "B3 M08 PE 2024-Q1 3"]


def test_a_heading_says_its_period_though_its_other_words_are_not_known():
    drawing = "| Clave | Logro físico T1 2024 |\n| M08 | 3 |"
    columns = (MappedColumn("A", "code"), MappedColumn("B", "value"))
    mapping = replace(MAPPING, first_heading=1, last_heading=1, columns=columns)
    assert values(read(drawing, mapping)) == ["B2 M08 PE 2024-Q1 3"]


def test_two_tables_of_a_sheet_are_read_each_by_its_own_mapping():
    drawing = """
        | Perú, T1 2024     |              |
        | Clave             | Logro físico |
        | M08               | 3            |
        |                   |              |
        | Colombia, T1 2024 |              |
        | Clave             | Logro físico |
        | M08               | 4            |
    """
    below = replace(ROLES_ALONE, first_heading=6, last_heading=6)
    found = read(drawing, ROLES_ALONE, below)
    assert values(found) == ["B3 M08 PE 2024-Q1 3", "B7 M08 CO 2024-Q1 4"]


def test_numbers_below_no_heading_are_told_of_a_table_that_a_mapping_explains():
    drawing = FORM.format("Perú, T1 2024").replace("3            |", "3 | 77 |")
    assert told(read(drawing, ROLES_ALONE)) == ["C2 unused_column"]


QUARTERS = ["T1. ", "T2. ", "T3. ", "T.4 "]
TARGETS = 331
COLUMNS = 82


def development_plan():
    """A municipal plan: 331 targets in a sheet of 82 columns, its quarters among many others."""
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "PLAN DE ACCIÓN"
    headings = [f"DATO {number}" for number in range(1, COLUMNS + 1)]
    headings[4] = "CODIGO META"
    headings[9] = headings[70] = "OBSERVACIÓN TÉCNICA"
    for n, quarter in enumerate(QUARTERS):
        headings[20 + 6 * n] = f"{quarter}PLANEADO 2025"
        headings[22 + 6 * n] = f"{quarter}EJECUTADO 2025"
    sheet.append(["PLAN DE DESARROLLO MUNICIPAL"])
    sheet.append(headings)
    for target in range(TARGETS):
        row = ["texto" if column % 2 else 7 for column in range(COLUMNS)]
        row[4] = f"{target:04d}"
        for n in range(4):
            row[20 + 6 * n], row[22 + 6 * n] = target + n, target + n + 0.5
        sheet.append(row)
    return book


def municipal_strategy():
    original = strategy()
    template = original.indicator["M08"]
    indicators = tuple(
        replace(template, code=f"{n:04d}", name=Text(f"Meta municipal {n}")) for n in range(TARGETS)
    )
    return replace(original, indicators=indicators, milestones=())


def test_a_development_plan_of_331_targets_in_82_columns_is_read():
    found = read(development_plan(), of=municipal_strategy())
    assert problems(found).count("E2 unknown_place") == 1  # it says nowhere which place it is of
    unused = [one.cell for one in found.problems if one.code == "unused_column"]
    assert len(unused) == len(set(unused)) == COLUMNS - 1 - 2 * len(QUARTERS)
    (table,) = found.tables
    mapping = replace(suggestion(table), place="CO")
    found = read(development_plan(), mapping, of=municipal_strategy())
    assert problems(found) == []
    assert len(found.observations) == TARGETS * 2 * len(QUARTERS)
    assert values(found)[-8:] == [
        "U333 0330 CO 2025-Q1 plan 330",
        "W333 0330 CO 2025-Q1 330.5",
        "AA333 0330 CO 2025-Q2 plan 331",
        "AC333 0330 CO 2025-Q2 331.5",
        "AG333 0330 CO 2025-Q3 plan 332",
        "AI333 0330 CO 2025-Q3 332.5",
        "AM333 0330 CO 2025-Q4 plan 333",
        "AO333 0330 CO 2025-Q4 333.5",
    ]
