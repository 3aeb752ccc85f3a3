"""Workbooks drawn at random: every way to write a cell, a row, a text and a number format."""

from html import escape

from hypothesis import strategies as st

from tests.loaders.packages import package, sheet

FORMATS = (0, 1, 2, 9, 10, 14, 20, 46, 164, 165, 166, 167)
OWN_FORMATS = {
    164: '0.0 "días"',
    165: "[$-C0A]d mmm yyyy;@",
    166: "[Red]0.0%;-0.0%",
    167: "[$€-2] #,##0.00",
}
STYLES = (
    "<numFmts>"
    + "".join(
        f'<numFmt numFmtId="{number}" formatCode="{escape(code)}"/>'
        for number, code in OWN_FORMATS.items()
    )
    + "</numFmts><fonts><font/></fonts><fills><fill><patternFill/></fill></fills>"
    "<borders><border/></borders>"
    "<cellStyleXfs><xf numFmtId='0'/></cellStyleXfs><cellXfs>"
    + "".join(f'<xf numFmtId="{number}" xfId="0"/>' for number in FORMATS)
    + '</cellXfs><cellStyles><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles>'
)
ERRORS = ("#REF!", "#DIV/0!", "#N/A", "#VALUE!")
LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"

texts = st.text(st.sampled_from("aZ9 áñ&<>\"'\n課_x000D_%"), max_size=12) | st.sampled_from(
    ["_x000D_", "_x005F_", "Perú", " ", "", "]]&gt;"]
)
numbers = (
    st.floats(0, 2_900_000, allow_nan=False)
    | st.integers(0, 100_000)
    | st.floats(0, 1)
    | st.sampled_from([0.853, 1e-7, 97.93])
)
formulas = st.sampled_from(["SUM(A1:A3)", "A1&B1", 'IF(A1<2,"x","y")', "1/0"])
styles = st.integers(0, len(FORMATS) - 1)


@st.composite
def packages(draw):
    """An ``.xlsx`` of one to three sheets, with shared texts and styles."""
    shared = draw(st.lists(texts, max_size=6))
    strings = "".join(_string("si", text, draw(st.booleans())) for text in shared)
    sheets = draw(st.lists(_sheets(len(shared)), min_size=1, max_size=3))
    return package(*sheets, strings=strings, styles=STYLES)


@st.composite
def _sheets(draw, shared):
    numbers_of_rows = draw(st.lists(st.integers(1, 300), max_size=6, unique=True).map(sorted))
    rows = "".join(draw(_rows(row, shared)) for row in numbers_of_rows)
    before = draw(st.sampled_from(["", '<dimension ref="A1:XFD1048576"/>', "<!-- none plain -->"]))
    merged = '<mergeCells><mergeCell ref="B2:C40"/></mergeCells>'
    return sheet(rows, before=before, after=draw(st.sampled_from(["", merged])))


@st.composite
def _rows(draw, row, shared):
    columns = draw(st.lists(st.sampled_from(LETTERS), max_size=6, unique=True).map(sorted))
    cells = "".join(draw(_cells(f"{column}{row}", shared)) for column in columns)
    attributes = draw(
        st.sampled_from(["", ' hidden="1"', ' spans="1:9" ht="15"', " customHeight='1'"])
    )
    space = draw(st.sampled_from(["", "", "\n  ", "<!-- x -->"]))
    return f'<row r="{row}"{attributes}>{cells}{space}</row>'


@st.composite
def _cells(draw, address, shared):
    style, quote = draw(styles), draw(st.sampled_from(['"', '"', '"', "'"]))
    kind, inside = draw(_contents(shared))
    attributes = [("r", address), ("s", style), *([("t", kind)] if kind else [])]
    if draw(st.booleans()):
        attributes = attributes[:1] + attributes[2:]
    if draw(st.integers(0, 9)) == 0:
        attributes.reverse()
    written = "".join(f" {name}={quote}{value}{quote}" for name, value in attributes)
    return f"<c{written}>{inside}</c>" if inside else f"<c{written}/>"


def _contents(shared):
    """The type of a cell and what stands in it."""
    kinds = [
        numbers.map(lambda number: ("", f"<v>{number!r}</v>")),
        numbers.map(lambda number: ("n", f"<v>{number!r}</v>")),
        st.tuples(texts, st.booleans()).map(lambda one: ("inlineStr", _string("is", *one))),
        texts.filter(str.strip).map(lambda text: ("str", f"<f>A1</f><v>{_escaped(text)}</v>")),
        st.booleans().map(lambda is_true: ("b", f"<v>{int(is_true)}</v>")),
        st.sampled_from(ERRORS).map(lambda error: ("e", f"<v>{error}</v>")),
        formulas.map(lambda formula: ("", f"<f>{_escaped(formula)}</f>")),
        formulas.map(lambda formula: ("", f"<f>{_escaped(formula)}</f><v></v>")),
        st.tuples(formulas, numbers).map(
            lambda one: ("", f'<f ca="1">{_escaped(one[0])}</f><v>{one[1]!r}</v>')
        ),
        numbers.map(lambda number: ("", f'<f t="shared" si="0"/><v>{number!r}</v>')),
        st.just(("", "")),
    ]
    if shared:
        kinds.append(st.integers(0, shared - 1).map(lambda place: ("s", f"<v>{place}</v>")))
    return st.one_of(kinds)


def _string(name, text, is_rich):
    """A shared or inline string: plain, or in two runs with a phonetic hint."""
    if not is_rich:
        return f'<{name}><t xml:space="preserve">{_escaped(text)}</t></{name}>'
    half = len(text) // 2
    runs = "".join(
        f'<r><rPr><b/></rPr><t xml:space="preserve">{_escaped(part)}</t></r>'
        for part in (text[:half], text[half:])
    )
    return f'<{name}>{runs}<rPh sb="0" eb="1"><t>hint</t></rPh></{name}>'


def _escaped(text):
    return escape(text, quote=False)
