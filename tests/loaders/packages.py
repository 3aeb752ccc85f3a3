"""Hand-made ``.xlsx`` packages: what no well-behaved program would write."""

from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"


def sheet(rows: str, before: str = "", after: str = "") -> str:
    """A sheet's part, from the rows of its data."""
    return f'<worksheet xmlns="{MAIN}">{before}<sheetData>{rows}</sheetData>{after}</worksheet>'


def number(address: str, value: object, style: int = 0) -> str:
    return f'<c r="{address}" s="{style}"><v>{value}</v></c>'


def package(
    *sheets: str,
    strings: str = "",
    styles: str = "",
    workbook: str = "",
    prolog: str = "",
    name: str = "Datos",
) -> bytes:
    """A package with these sheets; each other part may be given as XML in place of its own."""
    listed = "".join(
        f'<sheet name="{name}{n or ""}" sheetId="{n + 1}" r:id="s{n}"/>' for n in range(len(sheets))
    )
    default = f'<workbook xmlns="{MAIN}" xmlns:r="{OFFICE}"><sheets>{listed}</sheets></workbook>'
    relations = [(f"s{n}", "worksheet", f"worksheets/sheet{n}.xml") for n in range(len(sheets))]
    relations += [("strings", "sharedStrings", "sharedStrings.xml")] if strings else []
    relations += [("styles", "styles", "styles.xml")] if styles else []
    parts = {
        "[Content_Types].xml": _content_types(relations),
        "_rels/.rels": _relations([("book", "officeDocument", "xl/workbook.xml")]),
        "xl/workbook.xml": workbook or default,
        "xl/_rels/workbook.xml.rels": _relations(relations),
        **{f"xl/worksheets/sheet{n}.xml": xml for n, xml in enumerate(sheets)},
    }
    if strings:
        parts["xl/sharedStrings.xml"] = f'<sst xmlns="{MAIN}">{strings}</sst>'
    if styles:
        parts["xl/styles.xml"] = f'<styleSheet xmlns="{MAIN}">{styles}</styleSheet>'
    return zipped({name: prolog + xml for name, xml in parts.items()})


def zipped(parts: dict[str, str | bytes]) -> bytes:
    file = BytesIO()
    with ZipFile(file, "w") as target:
        for name, content in parts.items():
            target.writestr(ZipInfo(name), content, ZIP_DEFLATED)  # the same at any time
    return file.getvalue()


def open_document(rows: str, manifest: str = "") -> bytes:
    """An ``.ods`` file of one sheet, from the rows of its table."""
    names = ("office", "table", "text")
    spaces = " ".join(
        f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"' for name in names
    )
    content = (
        f"<office:document-content {spaces}><office:body><office:spreadsheet>"
        f'<table:table table:name="Datos">{rows}</table:table>'
        "</office:spreadsheet></office:body></office:document-content>"
    )
    return zipped(
        {
            "mimetype": "application/vnd.oasis.opendocument.spreadsheet",
            "content.xml": content,
            "META-INF/manifest.xml": manifest or "<manifest/>",
        }
    )


def with_part(package: bytes, name: str, content: str | bytes | None) -> bytes:
    """The package with another content of one part; None: without it."""
    with ZipFile(BytesIO(package)) as source:
        parts: dict[str, str | bytes] = {part: source.read(part) for part in source.namelist()}
    if content is None:
        del parts[name]
    else:
        parts[name] = content
    return zipped(parts)


def _relations(relations: list[tuple[str, str, str]]) -> str:
    listed = "".join(
        f'<Relationship Id="{key}" Type="{OFFICE}/{kind}" Target="{target}"/>'
        for key, kind, target in relations
    )
    return f'<Relationships xmlns="{RELATIONS}">{listed}</Relationships>'


def _content_types(relations: list[tuple[str, str, str]]) -> str:
    main = "application/vnd.openxmlformats-officedocument.spreadsheetml"
    parts = [("workbook.xml", "sheet.main"), *((target, kind) for _, kind, target in relations)]
    listed = "".join(
        f'<Override PartName="/xl/{target}" ContentType="{main}.{kind}+xml"/>'
        for target, kind in parts
    )
    types = "http://schemas.openxmlformats.org/package/2006/content-types"
    rels = "application/vnd.openxmlformats-package.relationships+xml"
    default = f'<Default Extension="rels" ContentType="{rels}"/>'
    return f'<Types xmlns="{types}">{default}{listed}</Types>'
