"""The tests that CONTRIBUTING names are there."""

import re
from pathlib import Path

PROJECT = Path(__file__).parents[2]


def test_every_test_that_is_named_exists():
    text = (PROJECT / "CONTRIBUTING.md").read_text(encoding="utf-8")
    named = set(re.findall(r"`(test_\w+)`", text))
    assert named
    sources = [path.read_text(encoding="utf-8") for path in (PROJECT / "tests").rglob("test_*.py")]
    defined = {name for source in sources for name in re.findall(r"def (test_\w+)\(", source)}
    assert named - defined == set()
