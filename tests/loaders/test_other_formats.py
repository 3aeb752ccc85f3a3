from datetime import datetime, time
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import openpyxl
import pytest

from loaders.read import UnusableFileError, read_workbook
from loaders.values import find_values
from loaders.workbook import Content, MergedRange
from tests.loaders.drawn import rules
from tests.loaders.packages import open_document, zipped

FILES = Path(__file__).parent / "files"
SAMPLES = Path(__file__).parents[1] / "samples"


def cells(workbook):
    (sheet,) = workbook.sheets
    return {cell.address: cell.value for row in sheet.rows.values() for cell in row.values()}


def code(content, file_name):
    with pytest.raises(UnusableFileError) as error:
        read_workbook(content, file_name)
    return error.value.code


# .xlsm


def test_a_workbook_with_macros_is_read_and_they_are_not():
    file = BytesIO((SAMPLES / "01_long_es.xlsx").read_bytes())
    with ZipFile(file, "a") as package:
        package.writestr("xl/vbaProject.bin", b"\xd0\xcf\x11\xe0 Sub AutoOpen()")
    with_macros = find_values(read_workbook(file.getvalue(), "informe.xlsm"), rules())
    without = find_values(read_workbook((SAMPLES / "01_long_es.xlsx").read_bytes()), rules())
    assert with_macros == without


# .xls; old.xls was made with xlwt, D3 in it is 0.853 shown as 85.3%


def test_an_old_workbook_is_read_with_its_dates_its_merged_ranges_and_its_hidden_sheets():
    sheet, hidden = read_workbook((FILES / "old.xls").read_bytes(), "informe.xls").sheets
    assert (sheet.name, sheet.is_hidden, hidden.is_hidden) == ("Datos", False, True)
    assert sheet.cell(2, 1).value == "Código"
    assert sheet.cell(4, 4).value == 120.0
    assert sheet.cell(5, 4).value == "97,5"
    assert sheet.cell(9, 1).value == datetime(2024, 12, 31)  # noqa: DTZ001
    assert sheet.cell(9, 2).value is True
    assert sheet.cell(9, 3).value == time(12, 30)
    assert list(sheet.merged) == [MergedRange(7, 1, 8, 3)]


def test_where_formats_are_not_kept_it_is_noticed_and_a_share_of_one_is_an_error():
    found = find_values(read_workbook((FILES / "old.xls").read_bytes(), "informe.xls"), rules())
    problems = [(problem.sheet, problem.cell, problem.code) for problem in found.problems]
    assert problems == [
        ("Datos", "A1", "formats_not_kept"),
        ("Datos", "D3", "percent_scale"),
    ]
    assert [observation.value for observation in found.observations] == [120.0, 97.5]


# .ods


def text(value):
    return (
        f'<table:table-cell office:value-type="string"><text:p>{value}</text:p></table:table-cell>'
    )


def number(value, repeated=1):
    return (
        f'<table:table-cell office:value-type="float" office:value="{value}"'
        f' table:number-columns-repeated="{repeated}"/>'
    )


def test_an_open_document_is_read_at_its_addresses():
    content = open_document(
        '<table:table-row table:number-rows-repeated="2"><table:table-cell/></table:table-row>'
        "<table:table-row><table:table-cell/>"
        f"{text('Código')}{number(97.93)}{number(5, repeated=2)}"
        '<table:table-cell office:value-type="date" office:date-value="2024-12-31"/>'
        "</table:table-row>"
        '<table:table-row table:number-rows-repeated="1048570">'
        '<table:table-cell table:number-columns-repeated="1024"/></table:table-row>'
    )
    book = read_workbook(content, "informe.ods")
    assert cells(book) == {
        "B3": "Código",
        "C3": 97.93,
        "D3": 5.0,
        "E3": 5.0,
        "F3": datetime(2024, 12, 31),  # noqa: DTZ001
    }
    assert not book.sheets[0].keeps_formats


def test_the_kind_of_a_file_is_told_by_its_content_not_its_name():
    content = open_document(f"<table:table-row>{number(5)}</table:table-row>")
    assert cells(read_workbook(content, "informe.xlsx")) == {"A1": 5.0}


# What is protected, and what is no workbook


def test_an_old_workbook_with_a_password_is_told_so():
    content = bytearray((FILES / "old.xls").read_bytes())
    after_first_record = content.index(bytes.fromhex("0908100000060500")) + 20
    content[after_first_record : after_first_record + 2] = b"\x2f\x00"
    assert code(bytes(content), "informe.xls") == "encrypted"


@pytest.mark.parametrize("name", ["protected.xlsx", "protected.xls"])
def test_a_workbook_with_a_password_is_told_so(name):
    assert code((FILES / "protected.xlsx").read_bytes(), name) == "encrypted"


def test_an_open_document_with_a_password_is_told_so():
    encrypted = (
        '<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0">'
        '<manifest:file-entry manifest:full-path="content.xml"><manifest:encryption-data/>'
        "</manifest:file-entry></manifest:manifest>"
    )
    assert code(open_document("", encrypted), "informe.ods") == "encrypted"


@pytest.mark.parametrize("cut", [600, 3000, 5000])
def test_a_damaged_old_workbook_is_no_workbook(cut):
    assert code((FILES / "old.xls").read_bytes()[:cut], "informe.xls") == "not_a_workbook"


def test_a_document_of_another_program_is_no_workbook():
    word = bytes.fromhex("d0cf11e0a1b11ae1") + bytes(500) + "WordDocument".encode("utf-16-le")
    assert code(word, "informe.doc") == "not_a_workbook"
    assert code(zipped({"word/document.xml": "<w/>"}), "informe.docx") == "not_a_workbook"


# .csv


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
@pytest.mark.parametrize("separator", [";", ",", "\t", "|"])
def test_the_encoding_and_the_separator_of_a_table_in_text_are_found(encoding, separator):
    rows = ["Código|País|Valor", "M01|Perú|120", "", "M02|México|97.5"]
    content = "\r\n".join(rows).replace("|", separator).encode(encoding)
    assert cells(read_workbook(content, "informe.CSV")) == {
        "A1": "Código",
        "B1": "País",
        "C1": "Valor",
        "A2": "M01",
        "B2": "Perú",
        "C2": "120",
        "A4": "M02",
        "B4": "México",
        "C4": "97.5",
    }


def test_decimal_commas_and_quoted_separators_do_not_mislead():
    content = 'Código;Nota;Valor\nM02;"uno; dos";97,5\nM02;"dijo ""sí""";98,5\n'.encode()
    read = cells(read_workbook(content, "informe.csv"))
    assert read["B2"], read["C2"] == ("uno; dos", "97,5")
    assert read["B3"] == 'dijo "sí"'


def test_a_title_above_the_table_does_not_mislead():
    content = "Informe, segundo trimestre, Perú\n\na;b;c\n1;2;3\n4;5;6\n".encode()
    assert cells(read_workbook(content, "x.csv"))["C4"] == "3"


def test_a_line_that_names_the_separator_is_no_row():
    assert cells(read_workbook(b"sep=|\r\na,1|b,2\r\n", "x.csv")) == {"A1": "a,1", "B1": "b,2"}


def test_the_sheet_of_a_table_in_text_bears_the_name_of_its_file():
    content = "Código;Valor\nM02;85,5\n".encode()
    book = read_workbook(content, "PE 2023-Q4.csv")
    assert book.sheets[0].name == "PE 2023-Q4"
    (observation,) = find_values(book, rules()).observations
    assert (observation.place, observation.period.code, observation.value) == (
        "PE",
        "2023-Q4",
        85.5,
    )


def test_all_cells_of_a_table_in_text_are_text_and_keep_what_they_show():
    (sheet,) = read_workbook(b"a;85%;=1+1\n", "x.csv").sheets
    assert [cell.content for cell in sheet.rows[1].values()] == [Content.TEXT] * 3
    assert sheet.keeps_formats


@pytest.mark.parametrize("content", [b"\x00\x01\x02;\x03", b"\xff\xfe\x00", b"a;\x81\x8d\n"])
def test_bytes_named_as_a_table_are_no_workbook(content):
    assert code(content, "x.csv") == "not_a_workbook"


def test_text_that_is_not_named_as_a_table_is_no_workbook():
    assert code(b"Indicador;Valor\nM01;5\n", "x.xlsx") == "not_a_workbook"


def test_a_workbook_of_openpyxl_named_csv_is_read_as_what_it_is():
    file = BytesIO()
    book = openpyxl.Workbook()
    book.active["B2"] = 5
    book.save(file)
    assert cells(read_workbook(file.getvalue(), "x.csv")) == {"B2": 5.0}
