import os
import pickle
from datetime import date
from pathlib import Path

import pytest

from loaders import finding_process
from loaders.finding import Question, find
from loaders.passing import packed, unpacked
from tests.loaders.drawn import rules

SAMPLES = Path(__file__).parents[1] / "samples"
READABLE = [
    path.name
    for path in sorted(SAMPLES.glob("*.xlsx"))
    if path.name not in {"11_truncated.xlsx", "12_renamed_text.xlsx", "13_zip_bomb.xlsx"}
]


@pytest.mark.parametrize("name", READABLE)
def test_what_was_found_in_a_sample_is_the_same_after_it_was_passed(name):
    found = find((SAMPLES / name).read_bytes(), name, Question(rules()))
    assert unpacked(packed(found)) == found


def test_a_question_is_the_same_after_it_was_passed():
    question = Question(rules())
    assert unpacked(packed(("informe.xlsx", question))) == ("informe.xlsx", question)


@pytest.mark.parametrize("value", [print, os.system, finding_process.main, Path("x"), pickle.loads])
def test_what_could_run_is_not_taken(value):
    with pytest.raises(pickle.UnpicklingError, match="no plain value"):
        unpacked(packed(value))


def test_what_calls_a_function_when_it_is_read_is_not_taken():
    class Hostile:
        def __reduce__(self):
            return os.system, ("exit 1",)

    with pytest.raises(pickle.UnpicklingError, match="no plain value"):
        unpacked(packed(Hostile()))


def test_days_and_sets_are_plain_values():
    value = {"day": date(2024, 12, 31), "places": frozenset({"PE"})}
    assert unpacked(packed(value)) == value
