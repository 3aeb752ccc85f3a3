"""Files made to hurt: each is refused with the right code or read, within the limits.

Those that the XML or the archive of a workbook hides are in ``test_read``; these are read as a
stranger's upload is, in a process of its own, or were found by ``tests/loaders/fuzz``.
"""

import struct
from collections import Counter
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

import pytest

from loaders.apart import read_apart
from loaders.read import UnusableFileError, read_workbook
from loaders.sectors import has_circle
from loaders.values import find_values
from loaders.workbook import Content, Workbook
from tests.loaders.drawn import rules
from tests.loaders.packages import number, open_document, package, sheet, with_part
from tests.loaders.test_read import DOCUMENT_TYPE, ENTITY_BOMB, EXTERNAL_ENTITY

OLD = (Path(__file__).parent / "files" / "old.xls").read_bytes()
LAST_ROW, LAST_COLUMN = 1_048_576, 16_384
FIVE = '<table:table-cell office:value-type="float" office:value="5"/>'
STRAY = '<table:table-cell table:style-name="red"/>'


def code(content, name):
    with pytest.raises(UnusableFileError) as error:
        read_apart(content, name)
    return error.value.code


def addresses(content, name):
    return [cell.address for cell in read_apart(content, name).cells()]


def at_the_end(cell):
    return (
        f"<table:table-row>{FIVE}</table:table-row>"
        f'<table:table-row table:number-rows-repeated="{LAST_ROW - 2}"><table:table-cell/>'
        "</table:table-row><table:table-row>"
        f'<table:table-cell table:number-columns-repeated="{LAST_COLUMN - 1}"/>{cell}'
        "</table:table-row>"
    )


# Open documents


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        (at_the_end(STRAY), ["A1"]),
        (
            f"<table:table-row>{FIVE}"
            '<table:table-cell table:number-columns-repeated="1000000"/></table:table-row>',
            ["A1"],
        ),
        (
            f"<table:table-row>{FIVE}</table:table-row>"
            '<table:table-row table:number-rows-repeated="4000000000"><table:table-cell/>'
            "</table:table-row>",
            ["A1"],
        ),
        (
            f"<table:table-row>{FIVE}</table:table-row>"
            '<table:table-row table:number-rows-repeated="4000000000"><table:table-cell'
            ' table:number-columns-repeated="16384"/></table:table-row>',
            ["A1"],
        ),
    ],
    ids=["a stray format in the last cell", "a million columns", "endless rows", "endless cells"],
)
def test_an_open_document_is_read_for_what_it_holds_not_for_what_it_claims(rows, expected):
    assert addresses(open_document(rows), "datos.ods") == expected


@pytest.mark.parametrize(
    "rows",
    [
        at_the_end(FIVE),
        '<table:table-row table:number-rows-repeated="4000000000"><table:table-cell/>'
        f"</table:table-row><table:table-row>{FIVE}</table:table-row>",
        '<table:table-row><table:table-cell table:number-columns-repeated="16384"/>'
        f"{FIVE}</table:table-row>",
    ],
    ids=["in the last cell", "beyond the last row", "beyond the last column"],
)
def test_a_value_too_far_from_the_others_makes_an_open_document_too_large(rows):
    first = f"<table:table-row>{FIVE}</table:table-row>"
    assert code(open_document(first + rows), "datos.ods") == "too_large"


def test_a_cell_that_stands_in_no_row_of_an_open_document_is_passed_over():
    rows = f"{FIVE}<table:table-row>{FIVE}</table:table-row>"
    assert addresses(open_document(rows), "datos.ods") == ["A1"]


def test_a_value_in_the_last_column_of_an_open_document_is_read():
    rows = (
        f"<table:table-row>{FIVE}"
        f'<table:table-cell table:number-columns-repeated="{LAST_COLUMN - 2}"/>{FIVE}'
        "</table:table-row>"
    )
    assert addresses(open_document(rows), "datos.ods") == ["A1", "XFD1"]


@pytest.mark.parametrize("doctype", [ENTITY_BOMB, EXTERNAL_ENTITY, DOCUMENT_TYPE])
def test_a_document_type_or_entity_is_refused_in_an_open_document(doctype):
    content = open_document(f"<table:table-row>{FIVE}</table:table-row>")
    xml = doctype + "<office:document-content/>"
    assert code(with_part(content, "content.xml", xml), "datos.ods") == "not_a_workbook"


def test_an_open_document_that_ends_within_a_tag_is_no_workbook():
    content = open_document("</table:table><table:table>")
    cut = '<a xmlns="x"><b></a>'
    assert code(with_part(content, "content.xml", cut), "datos.ods") == "not_a_workbook"


def test_what_is_no_number_in_an_open_document_is_an_error_and_never_a_value():
    rows = "".join(
        f"<table:table-row>{FIVE.replace('5', written)}</table:table-row>"
        for written in ("NaN", "inf")
    )
    cells = list(read_workbook(open_document(rows), "datos.ods").cells())
    assert [(cell.content, cell.value) for cell in cells] == [
        (Content.ERROR, "nan"),
        (Content.ERROR, "inf"),
    ]


# Old workbooks


def test_an_old_workbook_that_ends_within_its_directory_is_no_workbook():
    with pytest.raises(UnusableFileError) as error:
        read_workbook(OLD[:-38], "informe.xls")
    assert error.value.code == "not_a_workbook"


def test_an_old_workbook_whose_sectors_follow_each_other_in_a_circle_is_refused():
    content = bytearray(OLD)
    (directory,) = struct.unpack_from("<I", content, 48)
    (table,) = struct.unpack_from("<I", content, 76)
    struct.pack_into("<I", content, 512 * (table + 1) + 4 * directory, directory)
    assert code(bytes(content), "informe.xls") == "not_a_workbook"


def test_an_old_workbook_whose_small_sectors_follow_each_other_in_a_circle_is_refused():
    content = bytearray(OLD)
    struct.pack_into("<I", content, 60, 0)
    struct.pack_into("<II", content, 512, 1, 0)
    assert code(bytes(content), "informe.xls") == "not_a_workbook"


def test_an_old_workbook_whose_list_of_sectors_goes_in_a_circle_is_refused():
    content = bytearray(OLD)
    struct.pack_into("<I", content, 68, 0)
    struct.pack_into("<I", content, 512 * 2 - 4, 0)
    assert code(bytes(content), "informe.xls") == "not_a_workbook"


def test_sectors_that_follow_each_other_to_an_end_are_no_circle():
    assert not has_circle(OLD)


# Sheets that are read in no time, and in which there is much to look at


class Looks(Mapping):
    """Cells or rows of cells, in which every look is counted."""

    def __init__(self, held, count):
        self._held, self._count = held, count

    def __getitem__(self, key):
        self._count.update(["looks"])
        return self._held[key]

    def __iter__(self):
        for key in self._held:
            self._count.update(["looks"])
            yield key

    def __len__(self):
        return len(self._held)


def inline(*texts):
    cells = "".join(f'<c t="inlineStr"><is><t>{text}</t></is></c>' for text in texts)
    return f"<row>{cells}</row>"


MANY = 2_000


@pytest.mark.parametrize(
    "rows",
    [
        inline("País", "T1 2024", "T2 2024") * MANY,
        (inline("Código", "T1 2024") + inline("?", "1")) * MANY,
        (inline("Código", "País", "T1 2024") + inline("?", "Perú", "x")) * MANY,
        (inline("Código", "País", "T1 2024") + inline("?", "Perú", "x")) * MANY
        + inline("", "", "1"),
        inline("Código", *["T1 2024"] * MANY) + inline("?") * MANY,
        inline(*["Código"] * MANY, "T1 2024") + inline("?") * MANY,
        inline("Código", *["?"] * MANY, "T1 2024") + inline("VPD-01") * MANY,
        inline("Código", *["Perú"] * MANY, *["?"] * MANY) + inline("VPD-01") * MANY,
    ],
    ids=[
        "headings and nothing else",
        "a table on every other row",
        "headings on every other row, and no number",
        "headings on every other row, and a number below them all",
        "columns of numbers without any",
        "columns of names",
        "unknown columns",
        "unknown columns among places",
    ],
)
def test_looks_grow_with_the_cells_and_not_with_rows_by_columns(rows):
    (only,) = read_workbook(package(sheet(rows))).sheets
    count = Counter()
    counted = Looks({row: Looks(cells, count) for row, cells in only.rows.items()}, count)
    find_values(Workbook((replace(only, rows=counted),)), rules())
    assert count["looks"] < 100 * sum(len(cells) for cells in only.rows.values())


def test_ten_thousand_sheets_say_nothing_and_it_is_said():
    content = package(*[sheet(number("A1", 1))] * 10_000)
    assert find_values(read_apart(content, "x.xlsx"), rules()).is_of_something_else


def test_a_hundred_thousand_styles_are_read():
    styles = "<cellXfs>" + '<xf numFmtId="10"/>' * 100_000 + "</cellXfs>"
    content = package(sheet(number("A1", 0.5, style=99_999)), styles=styles)
    (cell,) = read_apart(content, "x.xlsx").cells()
    assert cell.is_percent


def test_styles_within_styles_without_end_are_read():
    deep = "<xf>" * 200_000 + "</xf>" * 200_000
    content = package(sheet(number("A1", 5)), styles=f"<dxfs>{deep}</dxfs>")
    assert addresses(content, "x.xlsx") == ["A1"]
