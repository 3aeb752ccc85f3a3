"""Each page, as a reader opens it."""

import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import duckdb
import pytest

from data.store import Store
from indicators.model import Text
from tests.dashboard.conftest import (
    ACCEPTED_AT,
    Open,
    accept_strategy,
    accept_values,
    markup_of,
    strategy_of_two,
    text_of,
)
from tests.support import an_observation
from tests.support.parts import among, in_part

TITLES = {
    "history": {"es": "Quién y cuándo", "en": "Who and when", "pt": "Quem e quando"},
    "panorama": {
        "es": "del camino a la Visión 2030",
        "en": "of the way to the Vision of 2030",
        "pt": "do caminho até a Visão 2030",
    },
    "area": {
        "es": "El plan pide a esta fecha",
        "en": "The plan asks by now",
        "pt": "O plano pede até agora",
    },
    "target": {
        "es": "Por país",
        "en": "By country",
        "pt": "Por país",
    },
    "country": {"es": "Lo que debe", "en": "What it owes", "pt": "O que deve"},
    "plan": {
        "es": "Versiones de la estrategia",
        "en": "Versions of the strategy",
        "pt": "Versões da estratégia",
    },
    "compare": {
        "es": "Sin cambio de estado",
        "en": "Same status",
        "pt": "Sem mudança de situação",
    },
    "reports": {"es": "Reportes por lugar", "en": "Reports by place", "pt": "Relatórios por local"},
    "method": {
        "es": "Cómo se mide",
        "en": "How this is measured",
        "pt": "Como se mede",
    },
    "load": {"es": "Cargar datos", "en": "Load data", "pt": "Carregar dados"},
}


@pytest.mark.parametrize("language", ["es", "en", "pt"])
@pytest.mark.parametrize("which", list(TITLES))
def test_each_page_opens_on_the_demo_in_each_language(
    which: str, language: str, demo_database: Path, open_page: Open
):
    app = open_page(which, demo_database, lang=language)
    assert not app.exception
    assert TITLES[which][language] in text_of(app)


@pytest.mark.parametrize("which", list(TITLES))
def test_a_page_without_a_language_in_its_address_speaks_spanish(
    which: str, reported: Store, open_page: Open
):
    assert TITLES[which]["es"] in text_of(open_page(which, reported.path))


def test_the_overview_answers_how_close_and_whether_on_the_way(reported: Store, open_page: Open):
    text = text_of(open_page("panorama", reported.path, lang="en"))
    # M01: 116 of 100 to 190 is 18 %; the plan is at 120 by 2024 and asks for 128.75 by now.
    assert "18% of the way to the Vision of 2030" in text
    assert "The plan asks by now 32%" in text
    assert "Targets by status 1 Achieved 1 Off track" in text
    assert "Figures as of Q3 2025" in text
    assert "0 late values" in text


def test_the_overview_of_an_earlier_year_is_as_of_its_end(reported: Store, open_page: Open):
    text = text_of(open_page("panorama", reported.path, lang="en", year="2024"))
    assert "Figures as of Q4 2024" in text
    assert "11% of the way" in text


def test_links_keep_language_and_year(reported: Store, open_page: Open):
    markup = markup_of(open_page("panorama", reported.path, lang="pt", year="2024"))
    assert 'href="target?lang=pt&amp;year=2024&amp;target=M01"' in markup
    assert 'href="area?lang=pt&amp;year=2024&amp;area=A1"' in markup


def test_a_target_shows_where_each_value_came_from(reported: Store, open_page: Open):
    accept_values(reported, an_observation(57.0, "2025-Q2", cell="C9"), file_name="corrected.xlsx")
    app = open_page("target", reported.path, lang="en", target="M01", period="2025-Q2")
    text = text_of(app)
    when = "ana Feb 1, 2024, 12:00 UTC"
    assert f"Peru 57 organizaciones corrected.xlsx Datos · C9 {when} In force" in text
    assert f"Peru 58 organizaciones peru.xlsx Datos · D2 {when} Replaced" in text


def test_a_value_undone_stays_on_the_page_as_undone(reported: Store, open_page: Open):
    import_id = accept_values(reported, an_observation(57.0, "2025-Q2"), file_name="wrong.xlsx")
    reported.undo(import_id, "ana", ACCEPTED_AT.replace(hour=13), "wrong country")
    text = text_of(open_page("target", reported.path, lang="en", target="M01", period="2025-Q2"))
    assert "wrong.xlsx Datos · D2 ana Feb 1, 2024, 12:00 UTC Undone on Feb 1, 2024" in text


def test_choosing_a_target_puts_it_into_the_address(reported: Store, open_page: Open):
    app = open_page("target", reported.path, lang="en", target="M01")
    app.selectbox(key="choose_target").select("M02").run()
    assert app.query_params["target"] == "M02"
    assert "Level to keep" in text_of(app)


def test_the_address_decides_what_is_shown_after_the_box_was_used(reported: Store, open_page: Open):
    app = open_page("target", reported.path, lang="en", target="M01")
    app.selectbox(key="choose_target").select("M02").run()
    app.query_params["target"] = "M01"
    app.run()
    assert app.selectbox(key="choose_target").value == "M01"


@pytest.mark.parametrize(
    ("which", "params", "sentence"),
    [
        ("area", {"area": "A9"}, "There is no area A9 in this year's strategy."),
        ("target", {"target": "M99"}, "There is no target M99 in this year's strategy."),
        ("country", {"country": "ZZ"}, "There is no country ZZ in this year's strategy."),
        ("panorama", {"year": "1999"}, "There are no figures for 1999."),
        ("panorama", {"quarter": "2025-Q4"}, "There are no figures for Q4 2025."),
        ("target", {"year": "1999"}, "There are no figures for 1999."),
    ],
)
def test_what_an_address_names_in_vain_is_said(
    which: str, params: dict[str, str], sentence: str, reported: Store, open_page: Open
):
    app = open_page(which, reported.path, lang="en", **params)
    assert not app.exception
    assert sentence in text_of(app)


@pytest.mark.parametrize("lang", in_part(["", "fr", "<b>"], among("<b>")))
@pytest.mark.parametrize("year", ["", "soon", "99999", "-1", "\N{FULLWIDTH DIGIT TWO}024"])
def test_an_address_that_cannot_be_read_is_as_if_it_said_nothing(
    lang: str, year: str, reported: Store, open_page: Open
):
    app = open_page("panorama", reported.path, lang=lang, year=year)
    assert "del camino a la Visión 2030" in text_of(app)


@pytest.mark.parametrize(
    ("which", "sentence"),
    [
        ("panorama", "There is a strategy, but nothing has been reported yet. Load a workbook"),
        ("area", "No data Never reported"),
        ("target", "Nothing has been reported yet."),
        ("country", "Nothing has been reported yet."),
        ("plan", "No data Never reported"),
        ("compare", "Same status (2)"),
    ],
)
def test_a_strategy_without_values_is_shown_with_what_to_do(
    which: str, sentence: str, store: Store, open_page: Open
):
    accept_strategy(store, strategy_of_two())
    app = open_page(which, store.path, lang="en")
    assert not app.exception
    assert sentence in text_of(app)


@pytest.mark.parametrize("which", [page for page in TITLES if page not in {"load", "history"}])
def test_without_a_strategy_a_page_says_what_to_load(which: str, store: Store, open_page: Open):
    app = open_page(which, store.path, lang="en")
    assert not app.exception
    assert "strategy" in text_of(app)


@pytest.mark.parametrize("which", list(TITLES))
def test_without_a_database_a_page_says_how_to_make_one(
    which: str, tmp_path: Path, open_page: Open
):
    app = open_page(which, tmp_path / "none.duckdb", lang="en")
    assert not app.exception
    assert "There is no database at" in text_of(app)


def test_a_file_that_is_no_database_is_said_to_be_none(tmp_path: Path, open_page: Open):
    path = tmp_path / "letter.duckdb"
    path.write_text("Dear board,", encoding="utf-8")
    app = open_page("panorama", path, lang="en")
    assert not app.exception
    assert str(path) in text_of(app)


def test_a_year_with_nothing_reported_has_no_progress_rather_than_zero(
    reported: Store, open_page: Open
):
    text = text_of(open_page("panorama", reported.path, lang="en", year="2022"))
    assert "\N{EN DASH} of the way to the Vision of 2030" in text
    assert "0%" not in text


def test_names_from_a_workbook_never_become_markup(store: Store, open_page: Open):
    strategy = strategy_of_two()
    hostile = Text('<script>alert("1")</script><img src=x onerror=alert(1)>')
    area = replace(strategy.areas[0], name=hostile)
    indicators = tuple(replace(one, name=hostile, unit="<b>") for one in strategy.indicators)
    places = tuple(replace(one, name=hostile) for one in strategy.places)
    accept_strategy(store, replace(strategy, areas=(area,), indicators=indicators, places=places))
    hostile_cell = an_observation(55.0, "2025-Q3", sheet="<i>", cell="<u>", note="<s>note")
    accept_values(store, hostile_cell, file_name="<iframe>.xlsx")
    for which, params in [*((which, {}) for which in TITLES), ("target", {"places": "table"})]:
        app = open_page(which, store.path, period="2025-Q3", **params)
        assert not app.exception
        markup = markup_of(app)
        for made in ("<script", "<img src=x", "<iframe", "<b>&lt;", "<i>", "<u>", "<s>"):
            assert made not in markup, (which, made)


def test_a_database_that_another_program_holds_is_said_to_be_busy(
    reported: Store, open_page: Open, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr("data.gate.PATIENCE_SECONDS", 0.2)
    hold = (
        "import duckdb, sys; held = duckdb.connect(sys.argv[1]); "
        "print(flush=True); sys.stdin.read()"
    )
    command = [sys.executable, "-c", hold, str(reported.path)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as holder:
        assert holder.stdout is not None
        holder.stdout.readline()
        app = open_page("panorama", reported.path, lang="en")
        holder.terminate()
    assert not app.exception
    assert "Another program is using the database" in text_of(app)


def test_a_database_of_another_version_is_refused_in_a_sentence(reported: Store, open_page: Open):
    with duckdb.connect(str(reported.path)) as connection:
        connection.execute("UPDATE store SET schema_version = 99")
    app = open_page("panorama", reported.path, lang="en")
    assert not app.exception
    assert "was made by another version of this program" in text_of(app)
