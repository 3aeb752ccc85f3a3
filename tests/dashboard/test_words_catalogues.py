"""The catalogues: complete, nothing in them too much, and every code has its sentence."""

import ast
import string
from pathlib import Path

import pytest

from dashboard.rights import Right
from dashboard.words.catalogue import CATALOGUES, read_catalogue
from dashboard.words.errors import ERRORS
from dashboard.words.extract import messages_of, template, updated
from dashboard.words.marks import Plural
from dashboard.words.problems import PROBLEMS, TITLES
from dashboard.words.reasons import REASONS
from dashboard.words.statuses import (
    DATA_STATE_MEANINGS,
    DATA_STATES,
    FLAG_MEANINGS,
    FLAGS,
    STATUS_MEANINGS,
    STATUSES,
)
from data.diagnosis import SIGNS
from indicators.status import DataState, Flag, ReasonCode, Status
from loaders.problems import KINDS

PROJECT = Path(__file__).parents[2]
LANGUAGE = pytest.mark.parametrize("language", sorted(CATALOGUES))


def forms(message):
    """All forms of a message, or of its translation."""
    return [message] if isinstance(message, str) else list(message)


def fields(text):
    """The parameters of a message, with their conversion and format."""
    parsed = string.Formatter().parse(text)
    return {(name, spec, conversion) for _, name, spec, conversion in parsed if name is not None}


@LANGUAGE
def test_the_catalogue_holds_the_messages_of_the_code_and_no_others(language):
    assert CATALOGUES[language].read_bytes() == updated(language), "run: make words"


@LANGUAGE
def test_nothing_is_untranslated(language):
    messages = [message for message in read_catalogue(language) if message.id]
    assert messages
    assert [message.id for message in messages if not all(forms(message.string))] == []


@LANGUAGE
def test_every_form_of_a_plural_is_translated(language):
    catalogue = read_catalogue(language)
    plurals = [message for message in catalogue if message.pluralizable]
    assert {len(message.string) for message in plurals} == {catalogue.num_plurals}


@LANGUAGE
def test_a_translation_takes_the_same_parameters_as_its_message(language):
    differing = [
        message.id
        for message in read_catalogue(language)
        if message.id
        for wanted, found in zip(forms(message.id), forms(message.string), strict=True)
        if fields(wanted) != fields(found)
    ]
    assert differing == []


def test_every_status_data_state_and_flag_has_its_words():
    assert set(STATUSES) == set(STATUS_MEANINGS) == set(Status)
    assert set(DATA_STATES) == set(DATA_STATE_MEANINGS) == set(DataState)
    assert set(FLAGS) == set(FLAG_MEANINGS) == set(Flag)


def test_every_reason_has_its_sentence():
    assert set(REASONS) == set(ReasonCode)


def test_every_problem_has_a_title_and_a_sentence():
    assert set(TITLES) == set(PROBLEMS) == set(KINDS)


@pytest.mark.parametrize("code", sorted(KINDS))
def test_the_sentence_of_a_problem_asks_only_for_what_its_kind_gives(code):
    given = {"found", *KINDS[code].params}
    given |= {"range"} if "minimum" in given else set()
    sentence = PROBLEMS[code]
    told = [sentence.singular, sentence.plural] if isinstance(sentence, Plural) else [sentence]
    assert {name for text in told for name, _, _ in fields(text)} <= given


def test_every_error_that_the_program_raises_has_its_sentence_and_no_other_has():
    refusals = {right.missing for right in Right}
    assert raised_codes() | set(SIGNS.values()) | refusals == set(ERRORS)


def raised_codes():
    """First arguments of ``MegaError(…)`` and ``WrongEntryError(…)`` in the program."""
    return {
        call.args[0].value
        for package in ("data", "loaders", "dashboard")
        for module in (PROJECT / package).rglob("*.py")
        for call in ast.walk(ast.parse(module.read_text(encoding="utf-8")))
        if isinstance(call, ast.Call)
        and getattr(call.func, "id", "") in {"MegaError", "WrongEntryError"}
        and isinstance(call.args[0], ast.Constant)
    }


def test_messages_are_found_wherever_they_are_said():
    source = """
words.text("one")
show(f"<b>{words.text('in an f-string')}</b>")
TABLE = {"a": msg("two " "parts"), "b": Plural("{n} cat", "{n} cats", "n")}
words.count("{n} dog", "{n} dogs", 3)
"a.b".count(".")
words.text(from_a_table)
"""
    assert set(messages_of(source)) == {
        "one",
        "in an f-string",
        "two parts",
        ("{n} cat", "{n} cats"),
        ("{n} dog", "{n} dogs"),
    }


def test_the_template_names_the_module_of_each_message():
    assert template().get("At risk").locations == [("dashboard/words/statuses.py", 0)]
