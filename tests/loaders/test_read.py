from datetime import datetime, time, timedelta
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import pytest
from hypothesis import given

from loaders.read import UnusableFileError, read_workbook
from loaders.workbook import Content, MergedRange
from tests.loaders.against_openpyxl import as_openpyxl_reads, as_read
from tests.loaders.generated import packages
from tests.loaders.packages import number, package, sheet, with_part, zipped

SAMPLES = Path(__file__).parents[1] / "samples"
UNREADABLE = {"11_truncated.xlsx", "12_renamed_text.xlsx", "13_zip_bomb.xlsx"}
READABLE = [path.name for path in sorted(SAMPLES.glob("*.xlsx")) if path.name not in UNREADABLE]


def read(content):
    return read_workbook(content)


def cells(content):
    """What the cells of a one-sheet workbook hold, by their addresses."""
    (only,) = read(content).sheets
    return {cell.address: cell.value for row in only.rows.values() for cell in row.values()}


def code(content):
    with pytest.raises(UnusableFileError) as error:
        read(content)
    return error.value.code


# As openpyxl reads it


@pytest.mark.parametrize("name", READABLE)
def test_a_sample_is_read_cell_by_cell_as_openpyxl_reads_it(name):
    content = (SAMPLES / name).read_bytes()
    assert as_read(read(content)) == as_openpyxl_reads(content)


# What a cell holds


def test_a_formula_is_its_saved_result_and_without_one_it_is_said_so():
    content = package(
        sheet(
            '<row r="1">'
            '<c r="A1"><f>1+1</f><v>2</v></c>'
            '<c r="B1"><f>SUM(A1:A1)</f></c>'
            '<c r="C1"><f>1+3</f><v></v></c>'
            '<c r="D1" t="str"><f>"a"&amp;"b"</f><v>ab</v></c>'
            '<c r="E1" t="str"><f>""</f><v></v></c>'
            '<c r="F1" t="e"><f>1/0</f><v>#DIV/0!</v></c>'
            '<c r="G1"><f t="shared" si="0"/><v>7</v></c>'
            "</row>"
        )
    )
    row = read(content).sheets[0].rows[1].values()
    assert [(cell.address, cell.content, cell.value) for cell in row] == [
        ("A1", Content.NUMBER, 2.0),
        ("B1", Content.UNCALCULATED, "=SUM(A1:A1)"),
        ("C1", Content.UNCALCULATED, "=1+3"),
        ("D1", Content.TEXT, "ab"),
        ("F1", Content.ERROR, "#DIV/0!"),
        ("G1", Content.NUMBER, 7.0),
    ]


def test_text_is_shared_inline_or_rich_and_phonetic_hints_are_left_out():
    content = package(
        sheet(
            '<row r="1"><c r="A1" t="s"><v>1</v></c>'
            '<c r="B1" t="inlineStr"><is><t>Año &amp; día</t></is></c>'
            '<c r="C1" t="inlineStr"><is><r><t>Pe</t></r><r><rPr><b/></rPr><t>rú</t></r></is></c>'
            '<c r="D1" t="s"><v>2</v></c><c r="E1" t="s"><v>0</v></c></row>'
        ),
        strings="<si><t> </t></si><si><r><t>Co</t></r><r><t>lombia</t></r></si>"
        '<si><t>課</t><rPh sb="0" eb="1"><t>か</t></rPh></si>',
    )
    assert cells(content) == {"A1": "Colombia", "B1": "Año & día", "C1": "Perú", "D1": "課"}


def test_a_character_that_xml_cannot_hold_is_read_from_its_escape():
    content = package(
        sheet('<row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1" t="s"><v>1</v></c></row>'),
        strings="<si><t>Meta_x000D_\n2024</t></si><si><t>_x005F_x000D_</t></si>",
    )
    assert cells(content) == {"A1": "Meta\r\n2024", "B1": "_x000D_"}


def test_a_number_with_a_date_format_is_the_date_that_is_shown():
    styles = (
        '<numFmts><numFmt numFmtId="164" formatCode="[$-C0A]d mmm yyyy;@"/></numFmts>'
        '<cellXfs><xf numFmtId="0"/><xf numFmtId="14"/><xf numFmtId="164"/>'
        '<xf numFmtId="20"/><xf numFmtId="46"/><xf numFmtId="10"/></cellXfs>'
    )
    rows = "".join(number(f"{letter}1", 45657.5, style) for style, letter in enumerate("ABCDEF"))
    content = package(sheet(f'<row r="1">{rows}</row>'), styles=styles)
    end_of_2024 = datetime(2024, 12, 31, 12)  # noqa: DTZ001 - Excel knows no time zone
    assert cells(content) == {
        "A1": 45657.5,
        "B1": end_of_2024,
        "C1": end_of_2024,
        "D1": end_of_2024,
        "E1": timedelta(days=45657.5),
        "F1": 45657.5,
    }


def test_a_date_of_1904_is_four_years_later():
    book = (
        '<workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
        ' xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships">'
        '<workbookPr date1904="1"/>'
        '<sheets><sheet name="Datos" sheetId="1" r:id="s0"/></sheets></workbook>'
    )
    styles = '<cellXfs><xf numFmtId="14"/></cellXfs>'
    content = package(sheet(number("A1", 44195)), styles=styles, workbook=book)
    assert cells(content) == {"A1": datetime(2024, 12, 31)}  # noqa: DTZ001


def test_a_time_alone_is_a_time_and_what_is_beyond_the_calendar_an_error():
    styles = '<cellXfs><xf numFmtId="21"/></cellXfs>'
    row = number("A1", 0.75) + number("B1", -5) + number("C1", 9e9)
    assert cells(package(sheet(row), styles=styles)) == {
        "A1": time(18),
        "B1": "#####",
        "C1": "#####",
    }


@pytest.mark.parametrize("written", ["NaN", "INF", "1e999"])
def test_what_is_no_finite_number_is_an_error_and_never_a_value(written):
    content = package(sheet(number("A1", written)))
    (cell,) = read(content).cells()
    assert (cell.content, cell.value) == (Content.ERROR, written)


def test_cells_without_an_address_follow_each_other():
    content = package(sheet("<row><c><v>1</v></c><c><v>2</v></c></row><row><c><v>3</v></c></row>"))
    assert cells(content) == {"A1": 1.0, "B1": 2.0, "A2": 3.0}


def test_cells_out_of_order_are_put_in_order_and_the_later_of_two_holds():
    rows = (
        f'<row r="3">{number("B3", 1)}{number("A3", 2)}</row>'
        f'<row r="1">{number("A1", 3)}</row><row r="3">{number("B3", 4)}</row>'
    )
    only = read(package(sheet(rows))).sheets[0]
    assert [(row, list(cells)) for row, cells in only.rows.items()] == [(1, [1]), (3, [1, 2])]
    assert only.cell(3, 2).value == 4.0


def test_merged_ranges_hidden_rows_and_hidden_sheets_are_told():
    rows = (
        f'<row r="1">{number("A1", 1)}</row>'
        f'<row r="2" hidden="1">{number("A2", 1)}</row><row r="3" hidden="true"/>'
    )
    merged = '<mergeCells count="1"><mergeCell ref="A1:C2"/></mergeCells>'
    book = (
        '<workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
        ' xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><sheets>'
        '<sheet name="Datos" sheetId="1" r:id="s0" state="veryHidden"/></sheets></workbook>'
    )
    only = read(package(sheet(rows, after=merged), workbook=book)).sheets[0]
    assert only.merged == [MergedRange(1, 1, 2, 3)]
    assert only.hidden_rows == {2, 3}
    assert only.is_hidden


def test_elements_of_other_namespaces_are_no_cells():
    after = (
        '<extLst><ext xmlns:x="http://example.org/x">'
        '<x:row r="9"><x:c r="A9"><x:v>5</x:v></x:c></x:row></ext></extLst>'
    )
    content = package(sheet(f'<row r="1">{number("A1", 1)}</row>', after=after))
    assert cells(content) == {"A1": 1.0}


def test_a_workbook_whose_elements_bear_a_prefix_is_read_too():
    content = package(sheet(""))
    xml = (
        '<x:worksheet xmlns:x="http://schemas.openxmlformats.org/spreadsheetml/2006/main">'
        '<x:sheetData><x:row r="1"><x:c r="A1"><x:v>5</x:v></x:c></x:row></x:sheetData>'
        "</x:worksheet>"
    )
    assert cells(with_part(content, "xl/worksheets/sheet0.xml", xml)) == {"A1": 5.0}


def test_a_sheet_in_another_encoding_is_read_too():
    xml = sheet('<row r="1"><c r="A1" t="inlineStr"><is><t>Año</t></is></c></row>')
    for encoding in ("utf-16", "iso-8859-1"):
        declared = f'<?xml version="1.0" encoding="{encoding}"?>{xml}'.encode(encoding)
        content = with_part(package(sheet("")), "xl/worksheets/sheet0.xml", declared)
        assert cells(content) == {"A1": "Año"}


# What a sheet claims


def test_one_value_in_the_last_cell_of_a_sheet_is_read():
    content = package(sheet(f'<row r="1048576">{number("XFD1048576", 5)}</row>'))
    assert cells(content) == {"XFD1048576": 5.0}


def test_a_stray_format_in_the_last_cell_is_nothing():
    rows = f'<row r="1">{number("A1", 1)}</row><row r="1048576"><c r="XFD1048576" s="1"/></row>'
    content = package(sheet(rows, before='<dimension ref="A1:XFD1048576"/>'))
    assert cells(content) == {"A1": 1.0}


def test_a_sheet_that_claims_a_million_columns_is_read_for_what_it_holds():
    claims = '<dimension ref="A1:BDWGN1048576"/><cols><col min="1" max="1000000"/></cols>'
    content = package(sheet(f'<row r="1">{number("A1", 1)}</row>', before=claims))
    assert cells(content) == {"A1": 1.0}


def test_a_range_merged_over_the_whole_sheet_is_followed_no_further_than_the_cells():
    merged = '<mergeCells><mergeCell ref="A1:XFD1048576"/></mergeCells>'
    content = package(sheet(f'<row r="1">{number("A1", 1)}</row>', after=merged))
    only = read(content).sheets[0]
    assert only.label(1, 1).value == 1.0
    assert only.labels(1).keys() == {1}


@pytest.mark.parametrize("address", ["XFE1", "A1048577", "A0", "1A", "A", "ZZZZ1", "A-1", "Á1", ""])
def test_a_cell_outside_any_sheet_makes_no_workbook(address):
    assert code(package(sheet(number(address, 1)))) == "not_a_workbook"


def test_ten_thousand_sheets_are_read():
    content = package(*[sheet(f'<row r="1">{number("A1", 1)}</row>')] * 10_000)
    assert len(read(content).sheets) == 10_000


def test_a_part_that_is_named_many_times_is_read_once():
    content = package(sheet(number("A1", 1)))
    with ZipFile(BytesIO(content)) as source:
        book = source.read("xl/workbook.xml").decode()
    many = book.replace("</sheets>", '<sheet name="B" sheetId="2" r:id="s0"/>' * 1000 + "</sheets>")
    assert len(read(with_part(content, "xl/workbook.xml", many)).sheets) == 1


# Broken and hostile files


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("11_truncated.xlsx", "not_a_workbook"),
        ("12_renamed_text.xlsx", "not_a_workbook"),
        ("13_zip_bomb.xlsx", "too_large"),
    ],
)
def test_a_sample_that_cannot_be_read_says_why(name, expected):
    assert code((SAMPLES / name).read_bytes()) == expected


@pytest.mark.parametrize("content", [b"", b"PK", b"PK\x05\x06" + bytes(18), b"\0" * 100])
def test_a_file_of_nothing_is_no_workbook(content):
    assert code(content) == "not_a_workbook"


ENTITY_BOMB = (
    '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa">'
    + "".join(
        f'<!ENTITY {name} "{f"&{before};" * 10}">'
        for before, name in zip("abcdefgh", "bcdefghi", strict=True)
    )
    + "]>"
)
EXTERNAL_ENTITY = '<!DOCTYPE x [<!ENTITY file SYSTEM "file:///etc/passwd">]>'
DOCUMENT_TYPE = '<!DOCTYPE worksheet SYSTEM "http://127.0.0.1:9/x.dtd">'


@pytest.mark.parametrize("doctype", [ENTITY_BOMB, EXTERNAL_ENTITY, DOCUMENT_TYPE])
@pytest.mark.parametrize(
    "part",
    [
        "_rels/.rels",
        "xl/workbook.xml",
        "xl/_rels/workbook.xml.rels",
        "xl/sharedStrings.xml",
        "xl/styles.xml",
        "xl/worksheets/sheet0.xml",
    ],
)
def test_a_document_type_or_entity_is_refused_in_every_part(part, doctype):
    content = package(
        sheet('<row r="1"><c r="A1" t="s"><v>0</v></c></row>'),
        strings="<si><t>x</t></si>",
        styles='<cellXfs><xf numFmtId="0"/></cellXfs>',
    )
    with ZipFile(BytesIO(content)) as source:
        xml = source.read(part).decode()
    assert code(with_part(content, part, doctype + xml)) == "not_a_workbook"
    assert cells(content) == {"A1": "x"}


@pytest.mark.parametrize("part", ["_rels/.rels", "xl/workbook.xml", "xl/_rels/workbook.xml.rels"])
def test_a_package_without_one_of_its_parts_is_no_workbook(part):
    assert code(with_part(package(sheet("")), part, None)) == "not_a_workbook"


def test_a_workbook_protected_with_a_password_is_told_so():
    protected = Path(__file__).parent / "files" / "protected.xlsx"
    assert code(protected.read_bytes()) == "encrypted"


def test_an_encrypted_member_of_the_archive_is_told_so():
    content = bytearray(package(sheet("")))
    entry = content.index(b"PK\x01\x02")
    content[entry + 8] |= 1
    assert code(bytes(content)) == "encrypted"


def test_links_are_not_followed_and_other_parts_are_not_opened():
    relation = (
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        '<Relationship Id="s0" TargetMode="External" Target="http://127.0.0.1:9/sheet.xml"'
        ' Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet"/>'
        "</Relationships>"
    )
    content = with_part(package(sheet(number("A1", 1))), "xl/_rels/workbook.xml.rels", relation)
    assert read(content).sheets == ()


def test_a_part_outside_of_the_package_is_not_there():
    relation = (
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        '<Relationship Id="s0" Target="../../../../etc/passwd"'
        ' Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet"/>'
        "</Relationships>"
    )
    content = with_part(package(sheet(number("A1", 1))), "xl/_rels/workbook.xml.rels", relation)
    assert code(content) == "not_a_workbook"


def test_names_and_texts_that_look_like_formulas_or_markup_are_plain_text():
    hostile = ["=HYPERLINK(&quot;http://x&quot;)", "=cmd|&apos; /C calc&apos;!A0", "&lt;b&gt;"]
    rows = "".join(
        f'<row r="{n}"><c r="A{n}" t="inlineStr"><is><t>{text}</t></is></c></row>'
        for n, text in enumerate(hostile, start=1)
    )
    content = package(sheet(rows), name="&lt;script&gt;")
    (only,) = read(content).sheets
    assert only.name == "<script>"
    found = [(cell.content, cell.value) for cell in read(content).cells()]
    assert found == [
        (Content.TEXT, '=HYPERLINK("http://x")'),
        (Content.TEXT, "=cmd|' /C calc'!A0"),
        (Content.TEXT, "<b>"),
    ]


@given(packages())
def test_a_workbook_drawn_at_random_is_read_as_openpyxl_reads_it(content):
    assert as_read(read(content)) == as_openpyxl_reads(content)


@given(packages())
def test_plain_rows_are_read_as_the_xml_parser_reads_them(content):
    parsed = as_read(read(all_parsed(content)))
    assert as_read(read(content)) == parsed


def all_parsed(content):
    """The same workbook, in which no row may be read as a plain one."""
    with ZipFile(BytesIO(content)) as source:
        parts = {name: source.read(name) for name in source.namelist()}
    return zipped(
        {
            name: b"<!-- nothing plain -->" + xml if "/sheet" in name else xml
            for name, xml in parts.items()
        }
    )
