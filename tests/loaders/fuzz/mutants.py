"""Samples with something wrong in them, the same for the same seed.

What is wrong is in the bytes of the file, in the members of its archive, in the XML of one of
them, or in what that says of cells, of styles and of shared texts; up to three things at once.
"""

import random
import re
import warnings
from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZIP_STORED, BadZipFile, ZipFile, ZipInfo

from tests.loaders.packages import open_document

SAMPLES = Path(__file__).parents[2] / "samples"
FILES = Path(__file__).parents[1] / "files"
OPENED_NEVER = "13_zip_bomb.xlsx"

HOSTILE = (
    *("", "0", "-1", "1e999", "NaN", "2147483648", "99999999999999999999", "0x10", "1 2", "٣"),
    *("A1", "XFD1048576", "XFE1048577", "A1:XFD1048576", "1048577", "true", "s", "worksheet"),
    *("#REF!", "1.234", "1,234,56", "85%", "T2 2024", "45657.5", "-0.0", "1e308", "1e-320"),
    *("=HYPERLINK(&quot;http://x&quot;)", "=cmd|' /C calc'!A0", "&lt;script&gt;", "'; DROP"),
    *("_x0000_", "_xD800_", "_x000D_", "&#0;", "&#xFFFF;", "&none;", "\N{RIGHT-TO-LEFT OVERRIDE}"),
    *("0;0;0;@", "[h]:mm:ss", "yyyy-mm-dd", "0.0%", "[$-x-sysdate]", '"', "\\", "9" * 400),
    *("../../../etc/passwd", "xl/workbook.xml", "http://127.0.0.1:9/x", "x" * 40_000),
)
KINDS = ("s", "n", "b", "e", "str", "inlineStr", "d", "x", "")
PROLOGS = (
    '<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]>',
    '<!DOCTYPE x SYSTEM "file:///etc/passwd">',
    '<?xml version="1.0" encoding="utf-16"?>',
    '<?xml version="1.1" encoding="x-none"?>',
    "<!-- </row> -->",
    "\N{ZERO WIDTH NO-BREAK SPACE}",
    "<?x </row> ?>",
)

_TAG = re.compile(r"<[^>]*>")
_ATTRIBUTE = re.compile(r'(?<=[\w:])="[^"]*"')
_TEXT = re.compile(r">[^<]+<")
_CELL = re.compile(r"<c [^>]*>")
_CELLS_KIND = re.compile(r' t="\w*"')
_ROW = re.compile(r"<row .*?</row>", re.DOTALL)
_FORMAT = re.compile(r'(?<=numFmtId=")[^"]*|(?<=formatCode=")[^"]*')
_SHARED = re.compile(r"<si>.*?</si>", re.DOTALL)

Member = tuple[str, bytes]
Change = Callable[[random.Random, str], str]


def mutant(seed: int) -> tuple[bytes, str]:
    """The bytes and the name of a file."""
    rng = random.Random(seed)
    content, name = rng.choice(_sources())
    wrongs = rng.choice((1, 1, 1, 2, 2, 3))
    try:
        members = [] if name == OPENED_NEVER else _members(content)
    except BadZipFile:
        members = []
    if members and rng.random() < 0.85:
        for _ in range(wrongs):
            members = rng.choices((_xml, _order), (5, 1))[0](rng, members)
        content = _archive(rng, members)
        wrongs = rng.random() < 0.1
    for _ in range(wrongs):
        content = _bytes(rng, content)
    return content, name


def _sources() -> list[tuple[bytes, str]]:
    """All samples, and a file of each other kind."""
    files = [*sorted(SAMPLES.glob("*.xlsx")), FILES / "old.xls"]
    cells = "".join(
        f'<table:table-cell office:value-type="string"><text:p>{text}</text:p></table:table-cell>'
        for text in ("Código", "País", "T1 2024", "T2 2024")
    )
    numbers = '<table:table-cell office:value-type="float" office:value="5"/>' * 4
    rows = f"<table:table-row>{cells}</table:table-row><table:table-row>{numbers}</table:table-row>"
    table = "Código;País;Período;Valor\nVPD-01;Perú;T1 2024;1,5\nVPD-02;Perú;T1 2024;85%\n"
    return [
        *((path.read_bytes(), path.name) for path in files),
        (open_document(rows), "foreign.ods"),
        (table.encode(), "table.csv"),
    ]


def _members(content: bytes) -> list[Member]:
    with ZipFile(BytesIO(content)) as archive:
        return [(name, archive.read(name)) for name in archive.namelist()]


def _archive(rng: random.Random, members: list[Member]) -> bytes:
    """The members, of which two may bear one name."""
    file = BytesIO()
    packed = rng.choice((ZIP_STORED, ZIP_DEFLATED))
    with ZipFile(file, "w") as archive, warnings.catch_warnings():
        warnings.simplefilter("ignore")
        for name, content in members:
            archive.writestr(ZipInfo(name), content, packed)
    return file.getvalue()


def _order(rng: random.Random, members: list[Member]) -> list[Member]:
    """Which members there are, and what they are called."""
    at, other = rng.randrange(len(members)), rng.randrange(len(members))
    (name, content), (other_name, other_content) = members[at], members[other]
    return [
        *members[:at],
        *rng.choice(
            (
                [],
                [(name, b"")],
                [(name, content[: rng.randrange(len(content) + 1)])],
                [(name, content), (name, other_content)],
                [(name, other_content)],
                [(other_name, content)],
                [(name.upper(), content)],
                [(f"../{name}", content)],
                [(name.replace("/", "\\"), content)],
                [(name, _bytes(rng, content))],
            )
        ),
        *members[at + 1 :],
    ]


def _xml(rng: random.Random, members: list[Member]) -> list[Member]:
    """What is written in one of the members, most often in a sheet."""
    ways: list[Change] = [_tags, _attribute, _attribute, _text, _text, _nested, _prolog]
    parts = ("/sheet", "content.xml", "sharedStrings", "styles", "workbook", ".rels")
    about = rng.choices(parts, (8, 2, 3, 3, 1, 1))[0]
    if about == "/sheet":
        ways += [_kind, _kind, _style, _address, _rows, _text]
    if about == "sharedStrings":
        ways += [_shared]
    if about == "styles":
        ways += [_format, _format]
    among = [n for n, (name, _) in enumerate(members) if about in name]
    at = rng.choice(among or range(len(members)))
    name, content = members[at]
    changed = rng.choice(ways)(rng, content.decode(errors="replace"))
    return [*members[:at], (name, changed.encode(errors="replace")), *members[at + 1 :]]


def _tags(rng: random.Random, xml: str) -> str:
    """A tag that is gone, there twice, or in another's place."""
    found = _one(rng, _TAG, xml)
    other = found[0] if found else ""
    return _replaced(rng, _TAG, xml, lambda tag: rng.choice(("", tag * 2, other, other + tag)))


def _attribute(rng: random.Random, xml: str) -> str:
    return _replaced(rng, _ATTRIBUTE, xml, lambda _: f'="{rng.choice(HOSTILE)}"')


def _text(rng: random.Random, xml: str) -> str:
    return _replaced(rng, _TEXT, xml, lambda _: f">{rng.choice(HOSTILE)}<")


def _nested(rng: random.Random, xml: str) -> str:
    deep = rng.choice((100, 10_000))
    return _replaced(rng, _TAG, xml, lambda tag: tag + "<b>" * deep + "</b>" * deep)


def _prolog(rng: random.Random, xml: str) -> str:
    return rng.choice(PROLOGS) + (xml if rng.random() < 0.5 else _TAG.sub("", xml, count=1))


def _kind(rng: random.Random, xml: str) -> str:
    """Cells of another type: one, or all."""
    kind = rng.choice(KINDS)

    def of_kind(tag: str) -> str:
        return _CELLS_KIND.sub("", tag).replace("<c ", f'<c t="{kind}" ', 1)

    if rng.random() < 0.3:
        return _CELL.sub(lambda match: of_kind(match[0]), xml)
    return _replaced(rng, _CELL, xml, of_kind)


def _style(rng: random.Random, xml: str) -> str:
    number = rng.choice(("0", "1", "7", "65535", "-1", "99999999999", "x"))
    return _replaced(rng, _CELL, xml, lambda tag: tag.replace("<c ", f'<c s="{number}" ', 1))


def _address(rng: random.Random, xml: str) -> str:
    there = rng.choice(HOSTILE)
    return _replaced(rng, _CELL, xml, lambda tag: re.sub(r' r="\w*"', f' r="{there}"', tag))


def _rows(rng: random.Random, xml: str) -> str:
    """Rows again and again, each with its number or without."""
    times = rng.choice((2, 1000))
    return _replaced(
        rng,
        _ROW,
        xml,
        lambda row: rng.choice((row, re.sub(r' r="\w*"', "", row))) * times,
    )


def _shared(rng: random.Random, xml: str) -> str:
    instead = rng.choice(("", "<si/>", f"<si><t>{rng.choice(HOSTILE)}</t></si>", "<si><r/></si>"))
    return _replaced(rng, _SHARED, xml, lambda _: instead)


def _format(rng: random.Random, xml: str) -> str:
    return _replaced(rng, _FORMAT, xml, lambda _: rng.choice((*HOSTILE, "9", "10", "14", "22")))


def _one(rng: random.Random, pattern: re.Pattern[str], xml: str) -> re.Match[str] | None:
    found = list(pattern.finditer(xml))
    return rng.choice(found) if found else None


def _replaced(
    rng: random.Random, pattern: re.Pattern[str], xml: str, changed: Callable[[str], str]
) -> str:
    """The XML with one of what the pattern finds changed."""
    found = _one(rng, pattern, xml)
    if found is None:
        return xml
    return xml[: found.start()] + changed(found[0]) + xml[found.end() :]


def _bytes(rng: random.Random, content: bytes) -> bytes:
    """Bytes that are gone, there twice, or others."""
    at = rng.randrange(len(content) + 1)
    end = min(len(content), at + rng.choice((1, 1, 4, 100)))
    return rng.choice(
        (
            content[:at],
            content[:at] + content[end:],
            content[:end] + content[at:],
            content[:at] + rng.randbytes(end - at) + content[end:],
            content[:at] + bytes(end - at) + content[end:],
            content[:at] + b"\xff" * (end - at) + content[end:],
        )
    )
