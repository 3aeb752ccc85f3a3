"""`kill -9` at random moments loses nothing that was accepted, and shows no half of anything.

``make soak`` does the same a thousand times.
"""

import random
from pathlib import Path

import pytest

from tests.faults.kills import Tally, kill_importers, kill_makers, kill_migrations


@pytest.mark.parametrize(
    ("kill", "times"),
    [(kill_importers, 5), (kill_migrations, 2), (kill_makers, 2)],
)
def test_a_kill_loses_nothing_and_leaves_nothing_half_done(kill, times: int, tmp_path: Path):
    tally: Tally = kill(times, random.Random(times), tmp_path)
    assert (tally.tried, tally.lost, tally.half) == (times, 0, 0)
    assert tally.in_flight > 0
