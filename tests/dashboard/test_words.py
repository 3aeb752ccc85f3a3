"""Words: numbers, periods and plural forms as each language writes them."""

from datetime import date, datetime

import pytest

from dashboard.words import words_in
from dashboard.words.written import NO_BREAK_SPACE, UNDEFINED, rounded
from data.errors import MegaError
from indicators.model import LANGUAGES, Direction, Text
from indicators.periods import Period
from indicators.results import Reason
from indicators.status import AgainstPlan, ReasonCode, Status
from indicators.terms import Terms

ES, EN, PT = (words_in(language) for language in ("es", "en", "pt"))


def plain(text: str) -> str:
    return text.replace(NO_BREAK_SPACE, " ")


def test_the_decimal_mark_is_a_comma_in_spanish_and_portuguese():
    written = [words.number(1234567.5, 1) for words in (ES, EN, PT)]
    assert written == ["1.234.567,5", "1,234,567.5", "1.234.567,5"]


def test_a_number_keeps_its_own_decimals_unless_told():
    assert [EN.number(0.25), EN.number(3.0), EN.number(1234)] == ["0.25", "3", "1,234"]


def test_a_half_is_rounded_away_from_zero_and_zero_has_no_sign():
    assert [EN.number(2.5, 0), EN.number(-2.5, 0), EN.number(-0.04, 1)] == ["3", "-3", "0.0"]


def test_a_number_is_rounded_as_it_is_written_and_not_as_it_is_stored():
    assert str(rounded(1.005, 2)) == "1.01"  # stored as 1.00499…


def test_a_number_of_any_size_can_be_written():
    assert EN.number(-1e300, 2).startswith("-1,000,000,")
    assert EN.percent(1e300).endswith(",000%")


@pytest.mark.parametrize("words", [ES, EN, PT])
def test_undefined_is_a_dash_and_never_a_zero(words):
    written = {
        words.number(None, 1),
        words.percent(None),
        words.amount(None, "%", 1),
        words.difference(None, "%", 1),
    }
    assert written == {UNDEFINED}


def test_a_share_is_a_percentage_in_each_languages_manner():
    assert [plain(words.percent(0.825)) for words in (ES, EN, PT)] == ["83 %", "83%", "83%"]
    assert [plain(words.percent(0.825, 1)) for words in (ES, EN, PT)] == [
        "82,5 %",
        "82.5%",
        "82,5%",
    ]


def test_an_amount_has_its_unit_and_a_percentage_is_not_multiplied():
    assert plain(ES.amount(15120.0, "ha", 0)) == "15.120 ha"
    assert plain(ES.amount(85.35, "%", 1)) == "85,4 %"
    assert ES.amount(2.0, "", 0) == "2"


def test_a_difference_of_percentages_is_in_percentage_points():
    assert [words.difference(1.0, "%", 0) for words in (ES, EN, PT)] == [
        "1 punto porcentual",
        "1 percentage point",
        "1 ponto percentual",
    ]
    assert [words.difference(1.5, "%", 1) for words in (ES, EN, PT)] == [
        "1,5 puntos porcentuales",
        "1.5 percentage points",
        "1,5 ponto percentual",
    ]
    assert plain(EN.difference(3.0, "ha", 0)) == "3 ha"


@pytest.mark.parametrize(
    ("code", "written"),
    [
        ("2024-Q3", ["T3 2024", "Q3 2024", "T3 2024"]),
        ("2024-S1", ["S1 2024", "H1 2024", "S1 2024"]),
        ("2024", ["2024", "2024", "2024"]),
    ],
)
def test_a_period_has_its_name_in_each_language(code, written):
    assert [words.period(Period.parse(code)) for words in (ES, EN, PT)] == written


def test_days_are_written_out_so_that_month_and_day_are_not_confused():
    day = date(2026, 11, 20)
    assert [words.day(day) for words in (ES, EN, PT)] == [
        "20 nov 2026",
        "Nov 20, 2026",
        "20 de nov. de 2026",
    ]
    assert ES.moment(datetime(2026, 11, 20, 14, 5)) == "20 nov 2026, 14:05 UTC"  # noqa: DTZ001


@pytest.mark.parametrize(
    ("n", "spanish", "english", "portuguese"),
    [
        (0, "0 puntos porcentuales", "0 percentage points", "0 ponto percentual"),
        (1, "1 punto porcentual", "1 percentage point", "1 ponto percentual"),
        (2, "2 puntos porcentuales", "2 percentage points", "2 pontos percentuais"),
    ],
)
def test_each_language_has_its_own_rule_for_one_and_many(n, spanish, english, portuguese):
    forms = ("{n} percentage point", "{n} percentage points")
    assert [words.count(*forms, n) for words in (ES, EN, PT)] == [spanish, english, portuguese]


def test_what_a_message_is_given_is_written_in_the_language():
    given = {"value": 1234.5, "period": Period.parse("2024-Q1"), "name": Text("Perú", "Peru", "")}
    message = "{value} {period} {name} {year!s} {part:share}"
    assert plain(ES.text(message, **given, year=2024, part=0.5)) == "1.234,5 T1 2024 Perú 2024 50 %"
    assert EN.text(message, **given, year=2024, part=0.5) == "1,234.5 Q1 2024 Peru 2024 50%"


def test_braces_in_what_was_found_are_text_and_no_parameter():
    assert EN.text("“{found}”", found="{value.__class__}") == "“{value.__class__}”"


def test_what_has_no_words_is_a_fault_of_the_program():
    with pytest.raises(TypeError, match="no words for"):
        EN.text("{found}", found=object())


def test_a_name_falls_back_to_spanish():
    assert [words.name(Text("Perú", "Peru")) for words in (ES, EN, PT)] == ["Perú", "Peru", "Perú"]


def test_a_status_is_said_in_each_language():
    assert [words.status(Status.AT_RISK) for words in (ES, EN, PT)] == [
        "En riesgo",
        "At risk",
        "Em risco",
    ]
    assert "60 %" in plain(ES.status_meaning(Status.AT_RISK, Terms(date(2025, 3, 1))))


def test_a_reason_is_a_sentence_with_its_numbers_put_in():
    reason = Reason(
        ReasonCode.AT_RISK,
        {
            "unit": "%",
            "decimals": 0,
            "period": Period.parse("2024-Q4"),
            "value": 30.0,
            "expected": 33.0,
            "pace": 0.82,
        },
    )
    assert EN.reason(reason) == (
        "At the end of Q4 2024 the value is 30%; the plan asks for 33%; "
        "82% of the planned change has been made, so the target is at risk."
    )
    assert plain(ES.reason(reason)) == (
        "Al cierre de T4 2024 el valor es 30 %; el plan pide 33 %; "
        "se logró el 82 % del cambio previsto, así que el indicador está en riesgo."
    )


def test_a_lost_level_is_named_where_its_area_is_not_judged():
    lost = {"lost": ("K01", "K02"), "attainment": 0.5, "planned": 0.5}
    not_due = Reason(ReasonCode.ROLLUP_NOT_DUE, lost)
    assert EN.reason(not_due) == (
        "The plan asks for no change here yet. 2 levels to keep have been lost: K01, K02."
    )
    assert EN.reason(Reason(ReasonCode.ROLLUP_HELD_BACK, lost)).count("K01") == 1
    assert EN.reason(Reason(ReasonCode.ROLLUP_NOT_DUE, lost | {"lost": ()})) == (
        "The plan asks for no change here yet."
    )


def at_risk(value: float, expected: float, pace: float) -> str:
    given = {
        "unit": "%",
        "decimals": 0,
        "period": Period.parse("2024-Q4"),
        "value": value,
        "expected": expected,
        "pace": pace,
        "bounds": (0.95, 0.6),
    }
    return plain(EN.reason(Reason(ReasonCode.AT_RISK, given)))


@pytest.mark.parametrize(
    ("pace", "written"),
    [(0.947, "94.7%"), (0.9499, "94.99%"), (0.94, "94%"), (0.6, "60%"), (0.604, "60%")],
)
def test_a_share_does_not_look_like_the_bound_that_it_is_short_of(pace, written):
    assert f"{written} of the planned change" in at_risk(30.0, 33.0, pace)


@pytest.mark.parametrize(
    ("share", "written"),
    [
        (0.0, "0%"),
        (1.02e-5, "0.001%"),
        (-0.003, "-0.3%"),
        (0.345, "35%"),
        (0.997, "99.7%"),
        (1 - 1e-12, "100%"),
        (1.004, "100%"),
        (1e-8, "0%"),
    ],
)
def test_a_share_that_is_not_nothing_or_all_does_not_look_it(share, written):
    assert words_in("en").percent(share) == written


def test_a_value_that_is_not_nothing_is_not_written_as_nothing():
    given = {"period": Period.parse("2025-Q3"), "unit": "km", "decimals": 0, "value": 0.03}
    reason = Reason(ReasonCode.PLACE_VALUE, given)
    assert "0.03" in words_in("en").reason(reason)


def test_values_that_differ_are_written_with_as_many_decimals_as_tell_them_apart():
    assert "the value is 32.96%; the plan asks for 33.00%" in at_risk(32.96, 33.0, 0.9)
    assert "the value is 33%; the plan asks for 33%" in at_risk(33.0, 33.0, 0.9)
    given = {
        "unit": "ha",
        "decimals": 0,
        "period": Period.parse("2030"),
        "value": 189.7,
        "goal": 190.0,
        "goal_period": Period.parse("2030"),
        "shortfall": 0.3,
        "attainment": 0.997,
    }
    missed = plain(EN.reason(Reason(ReasonCode.GOAL_MISSED, given)))
    assert "189.7 ha" in missed
    assert "0.3 ha" in missed


@pytest.mark.parametrize(
    ("low", "high", "band"),
    [(950.0, 1050.0, "950 to 1,050"), (950.0, None, "at least 950"), (None, 9.0, "at most 9")],
)
def test_a_band_may_be_open_at_either_end(low, high, band):
    given = {
        "unit": "",
        "decimals": 0,
        "period": Period.parse("2024"),
        "value": 1.0,
        "band_low": low,
        "band_high": high,
    }
    reason = Reason(ReasonCode.IN_BAND, given)
    assert EN.reason(reason).endswith(f"within the band to keep: {band}.")


def test_an_error_is_a_sentence_that_says_what_to_do():
    error = MegaError("unknown_import", import_id=1200)
    assert EN.error(error) == (
        "There is no import 1200. See the numbers of all imports with mega history."
    )


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_words_of_a_language_are_read_once(language):
    assert words_in(language) is words_in(language)


@pytest.mark.parametrize(
    ("probability", "said"),
    [
        (0.0, "sumamente improbable (<0,1 %)"),
        (0.006, "sumamente improbable (0,6 %)"),
        (0.01, "muy improbable (1 %)"),
        (0.5, "tan probable como improbable (50 %)"),
        (0.99, "prácticamente seguro (99 %)"),
        (0.996, "prácticamente seguro (99,6 %)"),
        (0.99999, "prácticamente seguro (>99,9 %)"),
    ],
)
def test_how_likely_something_is_stands_in_words_and_in_number(probability, said):
    assert words_in("es").likelihood(probability).replace("\N{NO-BREAK SPACE}", " ") == said


@pytest.mark.parametrize(
    ("direction", "above", "below"),
    [
        (Direction.INCREASE, "Better than the plan", "Worse than the plan"),
        (Direction.DECREASE, "Worse than the plan", "Better than the plan"),
        (Direction.MAINTAIN, "Above the plan", "Below the plan"),
    ],
)
def test_beside_a_plan_a_value_is_better_or_worse_by_its_direction(direction, above, below):
    said = [EN.against_plan(stands, direction) for stands in AgainstPlan]
    assert said == [above, "At the plan", below]
