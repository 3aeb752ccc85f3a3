"""What is unusual among very many values is what is unusual among few."""

import random
from datetime import datetime

import pytest

from data.packed import NOT_GIVEN
from data.records import Upload
from data.store import create_store
from indicators.model import Measure
from indicators.periods import Period
from loaders.packing import Packing
from loaders.unusual import unusual
from loaders.unusual_among_many import AmongMany
from tests.loaders.drawn import strategy
from tests.support import an_observation
from tests.support.copies import made_once

NOON = datetime.fromisoformat("2026-11-20T12:00")
PLACES = ["REG", "PE", "CO", "MX", "HN", "BR"]
QUARTERS = [Period.of(year, 1, n).code for year in (2022, 2023, 2024) for n in (1, 2, 3, 4)]
CODES = ["M01", "M04", "M05", "M08", "M18", "M20"]


def drawn(rng, count, quarters):
    """Values of which some are far from the others, rise, add up, or are parts of others."""
    found = {}
    for n in range(count):
        code, place, period = rng.choice(CODES), rng.choice(PLACES), rng.choice(quarters)
        value = rng.choice([10, 11, 12, 13, 14, 15, 16, 50, 60, 300, 2 * QUARTERS.index(period)])
        parts = rng.random() < 0.2
        differences = {
            "indicator": code,
            "cell": f"D{n + 2}",
            "numerator": float(value) if parts else None,
            "denominator": rng.choice([0.0, 4.0]) if parts else None,
            "measure": rng.choice([Measure.ACTUAL] * 9 + [Measure.MILESTONE]),
        }
        if rng.random() < 0.1:
            differences |= {"dimension": "sex", "category": rng.choice(["women", "men"])}
        one = an_observation(None if parts else float(value), period, place, **differences)
        found[code, place, period, one.measure, one.category] = one
    return list(found.values())


def packed(observations):
    packing = Packing(strategy())
    for one in observations:
        packing.add(one)
    return packing.packed()


@made_once
def made(path):
    store = create_store(path)
    store.accept_strategy(Upload("s.xlsx", b"", "ana", NOON), strategy(), None)
    return store


@pytest.fixture
def store(tmp_path):
    return made(tmp_path / "mega.duckdb")


@pytest.mark.parametrize("seed", range(12))
def test_the_unusual_is_the_same_among_many_and_among_few(store, seed):
    rng = random.Random(seed)
    if seed % 3:
        kept = drawn(rng, rng.choice([30, 300]), QUARTERS[: rng.choice([6, 12])])
        store.accept_values(Upload("x.xlsx", b"", "ana", NOON), store.compare(packed(kept)))
    observations = packed(drawn(rng, rng.choice([20, 400]), QUARTERS[rng.choice([0, 6]) :]))
    _, past = store.weigh(observations)
    among_few = list(unusual(observations, past.unpacked(), strategy()))
    among_many = list(AmongMany(observations, past, strategy()).warnings())
    assert sorted(map(repr, among_many)) == sorted(map(repr, among_few))
    assert among_few or len(observations) < 100


def test_an_observation_of_parts_has_no_value():
    (only,) = packed([an_observation(None, numerator=1.0, denominator=2.0)]).columns.values
    assert repr(only) == repr(NOT_GIVEN)
