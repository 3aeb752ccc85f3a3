import doctest

import pytest
from hypothesis import given
from hypothesis import strategies as st

import loaders.text
from loaders.text import nearest, normalised


def test_the_worked_examples_of_the_docstring_hold():
    assert doctest.testmod(loaders.text).failed == 0


def test_case_accents_punctuation_and_spacing_do_not_count():
    written = ["Año  de la\nMeta", "AÑO DE LA META", "ano_de_la_meta", " «Año» de la meta: "]
    assert {normalised(text) for text in written} == {"ano de la meta"}


def test_a_text_of_marks_alone_is_empty():
    assert normalised(" — ·… ") == ""


@given(st.text())
def test_a_normalised_text_stays_as_it_is(text):
    assert normalised(normalised(text)) == normalised(text)


@pytest.mark.parametrize(
    ("text", "found"), [("incrase", "increase"), ("Half ", "half"), ("subir", None), ("", None)]
)
def test_only_a_near_miss_is_suggested(text, found):
    assert nearest(text, ["increase", "half", "year"]) == found


def test_a_very_long_text_is_no_near_miss():
    long = "increase" * 1000
    assert nearest(long, [long]) is None
