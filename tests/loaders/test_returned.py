"""The workbook that goes back: marked, whole, harmless, and read again as before."""

from dataclasses import replace
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import openpyxl
import pytest
from openpyxl.chart import BarChart, Reference
from openpyxl.comments import Comment
from openpyxl.formatting.rule import ColorScaleRule
from openpyxl.styles import Font, PatternFill
from openpyxl.worksheet.datavalidation import DataValidation

from loaders.limits import ProcessLimits
from loaders.marks import Labels, Remark
from loaders.own_sheets import without_own_sheets
from loaders.problems import Severity
from loaders.read import read_workbook
from loaders.returned import returned
from loaders.values import Values, find_values
from tests.loaders.drawn import as_bytes, book_of, rules
from tests.loaders.packages import number, package, sheet

SAMPLES = Path(__file__).parents[1] / "samples"
LABELS = Labels(
    sheet="Problemas",
    title="2 problemas",
    help="Corrija las celdas coloreadas.",
    headings=("Dónde", "Gravedad", "Problema", "Lo que hay", "Qué corregir"),
)
HEAD_ROW = 4
RED, AMBER, BLUE = "FFFFC9CF", "FFFFE9A0", "FFD9E8FB"
ODD_SHEETS = ("Hoja 1", "L'été", "'quoted", "T1 2024!", "=1+1")
FORMULAS = ("=HYPERLINK(1)", "+1", "-1", "@SUM(A1)", "\tx", "=cmd|' /c calc'!A0")


def remark(cell: str = "D2", sheet: str = "Datos", **differences) -> Remark:
    told = Remark(sheet, cell, Severity.ERROR, "Error", "Número ilegible", "x", "Escriba cifras.")
    return replace(told, **differences)


def back(book: openpyxl.Workbook | bytes, *remarks: Remark, **told) -> openpyxl.Workbook:
    content = book if isinstance(book, bytes) else as_bytes(book)
    return openpyxl.load_workbook(BytesIO(returned(content, remarks, LABELS, **told)))


def found_in(content: bytes) -> Values:
    return find_values(without_own_sheets(read_workbook(content)), rules())


def told_of(found: Values) -> list[Remark]:
    return [
        Remark(one.sheet, one.cell, one.severity, one.severity, one.code, one.found, one.code)
        for one in found.problems
    ]


def a_workbook_with_a_look() -> openpyxl.Workbook:
    """One with most of what people do to a sheet."""
    book = book_of(
        """
        | Indicador | País | Periodo | Valor       | Nota |
        | M01       | Perú | 2024-Q3 | doscientos  |      |
        | M05       | Perú | 2024-Q3 | 6.2         |      |
        """
    )
    page = book["Datos"]
    page["A1"].font = Font(bold=True, color="FF00AA00")
    page["D3"].number_format = "0.00"
    page["A3"].fill = PatternFill("solid", fgColor="FF112233")
    page.merge_cells("A5:C5")
    page["A5"] = "Reporte"
    page.column_dimensions["B"].width = 33
    page.row_dimensions[7].hidden = True
    page.freeze_panes = "B2"
    page.auto_filter.ref = "A1:E3"
    page.add_data_validation(DataValidation("list", '"Perú,Colombia"', sqref="B2:B9"))
    page.conditional_formatting.add("D2:D9", ColorScaleRule("min", None, "FFFF0000", "max"))
    page["E3"].comment = Comment("de la oficina", "Ana")
    chart = BarChart()
    chart.add_data(Reference(page, min_col=4, min_row=2, max_row=3))
    page.add_chart(chart, "H2")
    book.create_sheet("Oculta").sheet_state = "hidden"
    return book


def test_a_bad_cell_is_coloured_and_its_comment_says_how_to_mend_it():
    page = back(a_workbook_with_a_look(), remark("D2"))["Datos"]
    assert page["D2"].fill.fgColor.rgb == RED
    assert page["D2"].comment.text.endswith("Error: Escriba cifras.")
    assert page["D2"].value == "doscientos"


def test_each_severity_has_its_colour_and_a_cell_shows_its_gravest():
    book = a_workbook_with_a_look()
    warning = {"severity": Severity.WARNING, "severity_name": "Aviso", "sentence": "Compruebe."}
    notice = {"severity": Severity.NOTICE, "severity_name": "Nota", "sentence": "Se leyó."}
    page = back(book, remark("A2", **notice), remark("A3", **warning), remark("D2", **warning),
                remark("D2"))["Datos"]  # fmt: skip
    assert [page[cell].fill.fgColor.rgb for cell in ("A2", "A3", "D2")] == [BLUE, AMBER, RED]
    said = page["D2"].comment.text.split("\n")
    assert said[1:] == ["Error: Escriba cifras.", "Aviso: Compruebe."]


def test_the_look_of_everything_else_stays():
    before = a_workbook_with_a_look()
    after = back(before, remark("D2"))
    assert after.sheetnames == ["Problemas", "Datos", "Oculta"]
    assert after["Oculta"].sheet_state == "hidden"
    old, new = before["Datos"], after["Datos"]
    for row in old.iter_rows():
        for cell in row:
            same = new[cell.coordinate]
            assert (same.value, same.number_format, same.font.b) == (
                cell.value,
                cell.number_format,
                cell.font.b,
            )
            if cell.coordinate != "D2":
                assert same.fill.fgColor.rgb == cell.fill.fgColor.rgb
    assert new.column_dimensions["B"].width == 33
    assert new.row_dimensions[7].hidden
    assert (new.freeze_panes, new.auto_filter.ref) == ("B2", "A1:E3")
    assert [area.coord for area in new.merged_cells.ranges] == ["A5:C5"]
    assert new.data_validations.dataValidation[0].formula1 == '"Perú,Colombia"'
    assert [area.sqref for area in new.conditional_formatting] == ["D2:D9"]
    assert len(new._charts) == 1
    assert new["E3"].comment.text == "de la oficina"


def test_the_list_stands_first_is_open_and_alone_selected():
    book = a_workbook_with_a_look()
    book.active = 0
    after = back(book, remark("D2"))
    assert after.active.title == "Problemas"
    assert [page.sheet_view.tabSelected for page in after.worksheets] == [True, False, False]


def test_the_list_holds_every_remark_the_gravest_first():
    remarks = [
        remark("B2", severity=Severity.NOTICE, severity_name="Nota"),
        *(remark(f"D{row}", found=str(row)) for row in range(2, 200)),
        remark("", sheet="Perdida", title="Falta una hoja"),
    ]
    page = back(a_workbook_with_a_look(), *remarks)["Problemas"]
    lines = list(page.iter_rows(min_row=HEAD_ROW + 1, values_only=True))
    assert len(lines) == len(remarks)
    assert lines[0] == ("Perdida", "Error", "Falta una hoja", "x", "Escriba cifras.")
    assert lines[1] == ("Datos!D2", "Error", "Número ilegible", "2", "Escriba cifras.")
    assert lines[-1][0] == "Datos!B2"
    assert page.auto_filter.ref == f"A4:E{HEAD_ROW + len(remarks)}"


@pytest.mark.parametrize("name", ODD_SHEETS)
def test_a_line_of_the_list_leads_to_its_cell_whatever_the_sheet_is_called(name):
    book = a_workbook_with_a_look()
    book["Datos"].title = name
    after = back(book, remark("D2", sheet=name))
    link = after["Problemas"][f"A{HEAD_ROW + 1}"].hyperlink
    quoted = name.replace("'", "''")
    assert (link.location, link.target) == (f"'{quoted}'!D2", None)
    assert after[name]["D2"].comment is not None


def test_what_is_in_no_sheet_is_listed_without_a_link():
    page = back(a_workbook_with_a_look(), remark("", sheet="Plan"))["Problemas"]
    line = page[HEAD_ROW + 1]
    assert (line[0].value, line[0].hyperlink) == ("Plan", None)


@pytest.mark.parametrize("text", FORMULAS)
def test_what_a_stranger_wrote_is_never_a_formula(text):
    said = {"found": text, "sentence": text, "title": text, "severity_name": text}
    after = back(a_workbook_with_a_look(), remark("D2", **said))
    for cell in after["Problemas"][HEAD_ROW + 1]:
        assert cell.data_type in {"s", "inlineStr"}
        assert cell.quotePrefix or not str(cell.value).startswith(("=", "+", "-", "@", "\t"))
    assert [cell.value for cell in after["Problemas"][HEAD_ROW + 1]][3] == text


def test_text_that_no_workbook_can_hold_is_left_out_and_the_rest_kept():
    text = "a\x00b\x0b\ud800\ufffe<&c"
    after = back(a_workbook_with_a_look(), remark("D2", found=text, sentence="x" * 40_000 + text))
    assert after["Problemas"].cell(HEAD_ROW + 1, 4).value == "ab<&c"
    assert len(after["Datos"]["D2"].comment.text) == 32_767


def test_somebodys_own_comment_stays_before_ours():
    comment = back(a_workbook_with_a_look(), remark("E3"))["Datos"]["E3"].comment
    assert comment.text.startswith("de la oficina\n\n")
    assert comment.text.endswith("Error: Escriba cifras.")


def test_a_cell_beneath_a_merged_one_is_marked_where_it_is_seen():
    page = back(a_workbook_with_a_look(), remark("C5"))["Datos"]
    assert page["A5"].fill.fgColor.rgb == RED
    assert page["A5"].comment is not None


def test_returned_again_it_has_the_new_marks_alone():
    once = returned(as_bytes(a_workbook_with_a_look()), [remark("D2"), remark("E3")], LABELS)
    twice = back(once, remark("B3"))
    page = twice["Datos"]
    assert twice.sheetnames == ["Problemas", "Datos", "Oculta"]
    assert page["D2"].comment is None
    assert page["D2"].fill.fill_type is None
    assert page["E3"].comment.text == "de la oficina"
    assert page["B3"].fill.fgColor.rgb == RED
    assert twice["Problemas"].max_row == HEAD_ROW + 1


def test_somebodys_own_sheet_of_the_same_name_stays():
    book = a_workbook_with_a_look()
    book.create_sheet("Problemas")["A1"] = "los míos"
    after = back(book, remark("D2"))
    assert after["Problemas"]["A1"].value == "los míos"
    assert after.worksheets[0].title == "Problemas1"


WITH_VALUES = [*sorted(SAMPLES.glob("0*.xlsx")), *SAMPLES.glob("10*.xlsx")]


@pytest.mark.parametrize("path", WITH_VALUES, ids=lambda path: path.stem)
def test_sent_back_as_it_is_a_workbook_says_what_it_said_before(path):
    content = path.read_bytes()
    before = found_in(content)
    after = found_in(returned(content, told_of(before), LABELS))
    assert after.observations == before.observations
    assert after.problems == before.problems


def test_sent_back_corrected_it_has_no_problem_left():
    book = book_of(
        """
        | Indicador | País  | Periodo | Valor      |
        | M01       | Perú  | 2024-Q3 | doscientos |
        | M05       | Peruu | 2024-Q3 | 6.2        |
        """
    )
    content = as_bytes(book)
    mended = back(content, *told_of(found_in(content)))
    mended["Datos"]["D2"], mended["Datos"]["B3"] = 200, "Perú"
    found = found_in(as_bytes(mended))
    assert found.problems == []
    assert [one.value for one in found.observations] == [200, 6.2]


def test_a_list_that_looks_like_data_is_not_taken_for_it():
    book = book_of({"Indicador": "| M01 |", "Perú": "| Valor |"})
    remarks = [
        remark("A1", sheet="Indicador", found="Valor", title="País", sentence="Periodo"),
        remark("A1", sheet="M01", found="200", title="Perú", sentence="2024-Q3"),
    ]
    labels = replace(LABELS, headings=("Indicador", "País", "Periodo", "Valor", "Nota"))
    content = returned(as_bytes(book), remarks, labels)
    found = found_in(content)
    assert (found.observations, found.problems) == ([], [])


@pytest.mark.parametrize("content", [b"", b"Indicador;Pais\n", b"PK\x03\x04 torn"])
def test_of_what_cannot_be_opened_the_list_alone_comes_back(content):
    after = back(content, remark("B2", sheet="Hoja"))
    assert after.sheetnames == ["Problemas"]
    assert after["Problemas"][f"A{HEAD_ROW + 1}"].value == "Hoja!B2"
    assert after["Problemas"][f"A{HEAD_ROW + 1}"].hyperlink is None


def test_a_stray_cell_in_the_last_row_and_column_costs_nothing():
    content = package(sheet(f'<row r="2">{number("D2", 5)}</row>'
                            f'<row r="1048576">{number("XFD1048576", 1)}</row>'))  # fmt: skip
    assert back(content, remark("D2"))["Datos"]["D2"].comment is not None


def test_a_range_merged_over_the_whole_sheet_ends_with_the_list_alone():
    merged = '<mergeCells count="1"><mergeCell ref="A1:XFD1048576"/></mergeCells>'
    content = package(sheet(f'<row r="2">{number("D2", 5)}</row>', after=merged))
    limits = ProcessLimits(seconds=5, memory_bytes=300_000_000)
    assert back(content, remark("D2"), limits=limits).sheetnames == ["Problemas"]


def test_formulas_keep_the_results_they_were_saved_with():
    cells = (
        '<c r="A1"><f>1+1</f><v>2</v></c><c r="B1" t="str"><f>"a&amp;b"</f><v>a&amp;b</v></c>'
        '<c r="C1" t="b"><f>TRUE()</f><v>1</v></c><c r="D1" t="e"><f>NA()</f><v>#N/A</v></c>'
        '<c r="E1"><f>SUM(A1)</f></c>'
    )
    content = returned(package(sheet(f'<row r="1">{cells}</row>')), [remark("A1")], LABELS)
    formulas = openpyxl.load_workbook(BytesIO(content)).worksheets[1]
    results = openpyxl.load_workbook(BytesIO(content), data_only=True).worksheets[1]
    assert [cell.value for cell in formulas[1]][:2] == ["=1+1", '="a&b"']
    assert [cell.value for cell in results[1]] == [2, "a&b", True, "#N/A", None]


def test_a_formula_with_a_result_is_read_as_before_when_the_workbook_is_sent_back():
    headings = "".join(
        f'<c r="{letter}1" t="inlineStr"><is><t>{text}</t></is></c>'
        for letter, text in zip("ABCD", ("Indicador", "País", "Periodo", "Valor"), strict=True)
    )
    names = "".join(
        f'<c r="{letter}2" t="inlineStr"><is><t>{text}</t></is></c>'
        for letter, text in zip("ABC", ("M01", "Perú", "2024-Q3"), strict=True)
    )
    value = '<c r="D2"><f>140*2</f><v>280</v></c>'
    rows = f'<row r="1">{headings}</row><row r="2">{names}{value}</row>'
    again = returned(package(sheet(rows)), [remark("D2")], LABELS)
    assert [one.value for one in found_in(again).observations] == [280]


DROP_DOWN = (
    '<extLst><ext uri="{CCE6A557-97BC-4b89-ADB6-D9C93CAAB3DF}" '
    'xmlns:x14="http://schemas.microsoft.com/office/spreadsheetml/2009/9/main">'
    '<x14:dataValidations count="1" xmlns:xm="http://schemas.microsoft.com/office/excel/2006/main">'
    '<x14:dataValidation type="list" xr:uid="{0}"><x14:formula1><xm:f>Listas!$A$1:$A$9</xm:f>'
    "</x14:formula1><xm:sqref>B2:B9</xm:sqref></x14:dataValidation></x14:dataValidations></ext>"
    '<ext uri="{A8765BA9-456A-4dab-B4F3-ACF838C121DE}" xmlns:x14="urn:x14"><x14:slicerList/></ext>'
    "</extLst>"
)


def test_a_drop_down_whose_list_is_on_another_sheet_is_kept():
    xml = sheet('<row r="1"><c r="A1"><v>1</v></c></row>', after=DROP_DOWN).replace(
        "<worksheet ", '<worksheet xmlns:xr="urn:xr" ', 1
    )
    content = returned(package(xml), [remark("A1")], LABELS)
    with ZipFile(BytesIO(content)) as back_again:
        written = back_again.read("xl/worksheets/sheet2.xml").decode()
    assert written.endswith("</ext></extLst></worksheet>")
    assert "<xm:f>Listas!$A$1:$A$9</xm:f>" in written
    assert "slicerList" not in written  # it refers to a part that is not there
    assert "uid" not in written
    cell = read_workbook(content).sheets[1].cell(1, 1)
    assert cell is not None
    assert cell.value == 1


def test_an_extension_that_is_not_well_formed_by_itself_is_left_out():
    broken = DROP_DOWN.replace("<xm:f>", "<other:f>").replace("</xm:f>", "</other:f>")
    xml = sheet('<row r="1"><c r="A1"><v>1</v></c></row>', after=broken).replace(
        "<worksheet ", '<worksheet xmlns:xr="urn:xr" xmlns:other="urn:o" ', 1
    )
    content = returned(package(xml), [remark("A1")], LABELS)
    with ZipFile(BytesIO(content)) as back_again:
        assert b"extLst" not in back_again.read("xl/worksheets/sheet2.xml")
