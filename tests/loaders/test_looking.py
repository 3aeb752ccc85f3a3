"""What a process of its own finds in a file is what is in it, and no process can say otherwise."""

import json
import logging
import subprocess
import sys
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from pathlib import Path

import pytest

from data.errors import MegaError
from data.past import PackedPast
from indicators.model import Text
from indicators.periods import Frequency, Period
from loaders import plain_data
from loaders.apart import look_apart
from loaders.apart_messages import (
    GARBLED,
    beside_as_messages,
    beside_of,
    found_as_messages,
    found_of,
)
from loaders.limits import ProcessLimits
from loaders.looking import Asked, Beside, found_in, look_here
from loaders.mapping import suggestions
from loaders.names import territory_names
from loaders.problems import problem
from loaders.workbook import Cell, Content
from tests.loaders.drawn import as_bytes, book_of, rules, strategy
from tests.loaders.test_mapping import MAPPING, STRANGE

SAMPLES = Path(__file__).parents[1] / "samples"
ASKED = Asked(rules(), (), (), territory_names())
HAS_LIMITS = pytest.mark.skipif(sys.platform != "linux", reason="counts memory otherwise")
BAD = (SAMPLES / "06_planted_errors.xlsx").read_bytes()
GOOD = (SAMPLES / "01_long_es.xlsx").read_bytes()


def nothing_beside(found):
    if found.values is None or found.fatal:
        return None
    return Beside(None, bytes([1]) * len(found.values.observations), PackedPast())


def as_told(found):
    values, sheets = found.values, found.tops
    seen = [(one.name, one.is_hidden, one.rows, list(one.merged)) for one in sheets]
    if values is None:
        return found.fatal, found.strategy, list(found.problems), seen
    return (
        found.fatal,
        list(values.observations),
        list(values.problems),
        [(t.sheet.name, t.top, t.last, t.columns, t.context, t.unused) for t in values.tables],
        list(suggestions(values.tables, sheets)),
        list(values.mappings),
        values.locked,
        seen,
    )


@pytest.mark.parametrize("path", sorted(SAMPLES.glob("*.xlsx")), ids=lambda path: path.stem)
def test_a_process_of_its_own_finds_the_same(path):
    content = path.read_bytes()
    apart, warnings = look_apart(content, path.name, lambda: ASKED, nothing_beside)
    here, expected = look_here(content, path.name, lambda: ASKED, nothing_beside)
    assert as_told(apart) == as_told(here)
    assert warnings == expected


def test_it_is_told_which_quarters_are_closed_which_places_are_ones_own_and_how_to_read():
    closed = frozenset({Period.parse("2024-Q1"), Period.parse("2024-Q4")})
    said = replace(rules(), closed=closed, places=frozenset({"PE"}))
    for asked, content in (
        (replace(ASKED, rules=said), GOOD),
        (replace(ASKED, mappings=(MAPPING,)), as_bytes(book_of(STRANGE))),
        (replace(ASKED, known=(MAPPING,)), as_bytes(book_of(STRANGE))),
    ):
        apart, _ = look_apart(content, "x.xlsx", lambda asked=asked: asked, nothing_beside)
        assert as_told(apart) == as_told(found_in(content, "x.xlsx", asked))
        assert apart.values.observations or apart.values.problems


def test_an_error_for_a_person_is_passed_on():
    with pytest.raises(MegaError) as error:
        look_apart(GOOD, "x.xlsx", lambda: replace(ASKED, rules=None), nothing_beside)
    assert error.value.code == "no_strategy"
    asked = replace(ASKED, mappings=(replace(MAPPING, sheet="Otra", fingerprint=""),))
    with pytest.raises(MegaError) as error:
        look_apart(GOOD, "x.xlsx", lambda: asked, nothing_beside)
    assert error.value.code == "mapping_fits_no_sheet"


def test_an_error_of_the_store_is_the_caller_s():
    def busy(_):
        raise MegaError("database_busy", path="x")

    with pytest.raises(MegaError) as error:
        look_apart(GOOD, "x.xlsx", lambda: ASKED, busy)
    assert error.value.code == "database_busy"


def test_a_file_that_takes_too_long_to_look_at_is_too_large():
    found, _ = look_apart(
        GOOD, "x.xlsx", lambda: ASKED, nothing_beside, limits=ProcessLimits(seconds=0.01)
    )
    assert found.fatal == "too_large"


@HAS_LIMITS
def test_a_process_that_breaks_is_logged_and_its_file_refused(caplog):
    limits = ProcessLimits(memory_bytes=1 << 20)
    with caplog.at_level(logging.ERROR):
        found, _ = look_apart(GOOD, "x.xlsx", lambda: ASKED, nothing_beside, limits=limits)
    assert found.fatal in {"not_a_workbook", "too_large"}
    assert "looking at" in caplog.text


VALUES = found_as_messages(found_in(GOOD, "x.xlsx", ASKED))
WRONG = found_as_messages(found_in(BAD, "x.xlsx", ASKED))


def changed(**to):
    """The messages with some of what they tell changed, by its place."""
    told = json.loads(VALUES[0])
    for place, value in to.items():
        told[int(place.strip("_"))] = value
    return [json.dumps(told).encode(), *VALUES[1:]]


@pytest.mark.parametrize(
    "messages",
    [
        [],
        [b"", *VALUES[1:]],
        [b"[", *VALUES[1:]],
        [b'["tuple"]', *VALUES[1:]],
        [b'["os.system", "true"]', *VALUES[1:]],
        [b"[" * 100_000 + b"]" * 100_000],
        [b'["tuple", "error", "os_error", ["map"]]'],
        [b'["tuple", "file", "anything", null, ["tuple"]]'],
        [b'["tuple", "file", null, "no strategy", ["tuple"]]'],
        VALUES[:2],
        [*VALUES[:2], VALUES[2][:-1], VALUES[3]],
        [*VALUES[:2], VALUES[2] + b"\0", VALUES[3]],
        [VALUES[0], VALUES[1][:-9], *VALUES[2:]],
        [*VALUES[:2], b"\xff" * len(VALUES[2]), VALUES[3]],
        [*VALUES[:3], VALUES[3] + b"\0"],
        [*WRONG[:3], b"\xff" * len(WRONG[3])],
        changed(_3=["tuple", "no problem"]),
        changed(_4=["tuple", ["tuple", 99, 1, 2, 3]]),
        changed(_8=["tuple", ["tuple"], ["tuple"], ["tuple"]]),
        changed(_9=10**12),
    ],
)
def test_whatever_else_a_process_says_is_refused(messages):
    with pytest.raises(GARBLED):
        found_of(messages, ASKED)


def test_what_is_beside_the_values_is_passed_on():
    _, moving = None, bytes([1, 0, 1])
    past = PackedPast(("M01",), ("PE", "CO"))
    past.own.indicators.append(0)
    for one in past.own.arrays()[1:]:
        one.append(1)
    for one in past.counts.arrays():
        one.append(1)
    for free in (None, [0, 2, 3]):
        told = beside_of(beside_as_messages(Beside(free, moving, past)))
        assert (told.free if free is None else list(told.free), told.moving) == (free, moving)
        assert told.past == past


@pytest.mark.parametrize(
    "value",
    [
        strategy(),
        rules(),
        MAPPING,
        problem("unknown_indicator", "Datos", "A2", "x", suggestion=Text("a", "b", "c")),
        problem("wrong_frequency", "D", "A2", indicator="M", frequency=Frequency.HALF, period=""),
        Cell(1, 2, Content.DATE, datetime.fromisoformat("2024-03-31T12:30"), "yyyy"),
        (date(2024, 3, 31), time(12, 30), timedelta(days=2, microseconds=5)),
        {("a", "b"): frozenset({Period.parse("2024-S1")}), "x": (1, 2.5, None, True, "é\ud800")},
    ],
    ids=lambda value: type(value).__name__,
)
def test_plain_data_is_read_as_it_was_written(value):
    assert plain_data.read(plain_data.written(value)) == value


def test_what_is_no_plain_data_is_not_written():
    with pytest.raises(TypeError):
        plain_data.written(object())


def test_the_process_that_looks_at_a_file_starts_without_what_it_has_no_use_for():
    heavy = ("duckdb", "pandas", "openpyxl", "pyarrow", "streamlit")
    code = (
        "import sys, loaders.apart_messages, loaders.looking, loaders.plain_data;"
        f"print([name for name in {heavy!r} if name in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
