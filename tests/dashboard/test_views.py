"""What an address asks for, on the pages that show it in several forms."""

from dataclasses import replace
from pathlib import Path

import pytest

from data.records import Upload
from data.store import Store
from indicators.model import AggregationInTime, Measure, Text
from indicators.periods import Period
from tests.dashboard.conftest import (
    ACCEPTED_AT,
    Open,
    accept_strategy,
    accept_values,
    markup_of,
    strategy_of_two,
    text_of,
)
from tests.support import a_strategy, an_indicator, an_observation
from tests.support.pages import page_of


def charts_of(app) -> list:
    return app.get("vega_lite_chart") or app.get("arrow_vega_lite_chart")


def test_a_target_is_a_chart_with_an_alternative_text(reported: Store, open_page: Open):
    app = open_page("target", reported.path, lang="en", target="M01")
    (chart,) = charts_of(app)
    assert chart.proto.alt.startswith("Organisations. Line chart: from 101")
    assert "the goal is 190" in chart.proto.alt


def test_a_target_says_what_is_measured_from_what_and_by_whom(
    store: Store, open_page: Open, monkeypatch: pytest.MonkeyPatch
):
    definition = Text("Con certificado vigente.", "With a valid certificate.")
    defined = an_indicator(definition=definition, source="Registro", owner="Ana")
    accept_strategy(store, a_strategy(defined, an_indicator(code="M02")))
    page = open_page("target", store.path, lang="en", target="M01")
    assert "With a valid certificate. Source: Registro · Responsible: Ana" in text_of(page)
    assert "defined" not in markup_of(open_page("target", store.path, lang="en", target="M02"))
    page = open_page("target", store.path, lang="pt", target="M01")
    assert "Con certificado vigente. Fonte: Registro · Responsável: Ana" in text_of(page)
    monkeypatch.setenv("MEGA_SERVED_TO", "public")
    text = text_of(page_of("target").run())
    assert "Con certificado vigente. Fuente: Registro" in text
    assert "Ana" not in text


@pytest.mark.parametrize(
    ("in_time", "made_of"),
    [
        (AggregationInTime.SUM, "sum of Q4 2024 to Q3 2025"),
        (AggregationInTime.CUMULATIVE, "baseline of 2021 and all amounts up to Q3 2025"),
    ],
)
def test_an_actual_says_which_periods_it_takes_together(
    in_time: AggregationInTime, made_of: str, store: Store, open_page: Open
):
    accept_strategy(store, a_strategy(an_indicator(agg_time=in_time)))
    periods = ("2024-Q4", "2025-Q1", "2025-Q2", "2025-Q3")
    accept_values(store, *[an_observation(10.0, period) for period in periods])
    text = text_of(open_page("target", store.path, lang="en", target="M01"))
    assert f"organizaciones {made_of} " in text
    together = f"The actual above takes several together: {made_of}."
    assert f"Each value is of a single period. {together}" in text


def test_a_sum_of_fewer_periods_than_a_year_has_says_that_it_is_brought_to_one(
    store: Store, open_page: Open
):
    accept_strategy(store, a_strategy(an_indicator(agg_time=AggregationInTime.SUM)))
    accept_values(store, an_observation(5.0, "2025-Q2"), an_observation(12.0, "2025-Q3", cell="D3"))
    text = text_of(open_page("target", store.path, lang="en", target="M01"))
    assert "34 organizaciones what was reported from Q4 2024 to Q3 2025, brought to a" in text


def test_an_actual_of_one_period_says_nothing_of_several(reported: Store, open_page: Open):
    text = text_of(open_page("target", reported.path, lang="en", target="M01"))
    assert "single period" not in text


def test_what_is_held_against_a_plan_is_said_where_it_is_another_value(
    store: Store, open_page: Open
):
    accept_strategy(store, a_strategy(an_indicator(agg_time=AggregationInTime.SUM)))
    of_year = [an_observation(10.0, f"2025-Q{n}") for n in (1, 2, 3)]
    planned = [replace(one, value=12.0, measure=Measure.MILESTONE, cell="D9") for one in of_year]
    accept_values(store, *of_year, *planned)
    text = text_of(open_page("country", store.path, lang="en", country="PE"))
    assert "Worse than the plan 30 organizaciones; its own plan: 36 organizaciones" in text


def test_a_target_as_a_table_has_no_chart(reported: Store, open_page: Open):
    app = open_page("target", reported.path, lang="en", target="M01", form="table")
    assert not charts_of(app)
    assert "Q3 2025 116 organizaciones" in text_of(app)


def test_without_projection_nothing_is_foretold(reported: Store, open_page: Open):
    with_it = text_of(open_page("target", reported.path, lang="en", target="M01"))
    without = text_of(open_page("target", reported.path, lang="en", target="M01", projection="off"))
    for foretold in ("If the trend goes on", "Reaching the goal by then"):
        assert foretold in with_it
        assert foretold not in without
    assert "The goal is 190 organizaciones at the end of 2030." in without


def test_a_note_beside_a_value_is_a_comment_at_its_date(reported: Store, open_page: Open):
    accept_values(reported, an_observation(57.0, "2025-Q2", note="Sequía"), file_name="note.xlsx")
    app = open_page("target", reported.path, lang="en", target="M01")
    assert "Comments Q2 2025 · Peru : Sequía" in text_of(app)
    earlier = open_page("target", reported.path, lang="en", target="M01", quarter="2025-Q1")
    assert "Sequía" not in text_of(earlier)


def test_countries_are_small_lines_on_one_scale(reported: Store, open_page: Open):
    app = open_page("target", reported.path, lang="en", target="M01")
    text = text_of(app)
    assert "All lines share one scale: from 0 organizaciones to 58 organizaciones" in text
    assert 'alt="From 51 organizaciones in Q3 2024 to 58 organizaciones in Q3 2025"' in (
        markup_of(app).replace("\N{NO-BREAK SPACE}", " ")
    )


def test_countries_on_a_map_are_said_in_a_sentence_too(reported: Store, open_page: Open):
    app = open_page("target", reported.path, lang="en", target="M01", places="map")
    _, chart = charts_of(app)
    assert chart.proto.alt.startswith("Map of Organisations: the highest value is 58")


def test_the_head_office_is_named_beside_the_map(reported: Store, open_page: Open):
    accept_values(reported, an_observation(7.0, "2025-Q3", place="REG"), file_name="reg.xlsx")
    text = text_of(open_page("target", reported.path, lang="en", target="M01", places="map"))
    assert "Not on the map: Region: 7 organizaciones." in text


def test_a_country_shows_what_it_reported_and_its_part(reported: Store, open_page: Open):
    text = text_of(open_page("country", reported.path, lang="en", country="PE"))
    assert "Ever reported 2 of 2 expected targets Reports of Q3 2025 2 of 2 Late values 0" in text
    assert "Organisations 58 organizaciones Q3 2025 50.0%" in text


def test_a_countrys_part_is_of_the_actual_with_what_is_carried_in_it(store: Store, open_page: Open):
    accept_strategy(store, strategy_of_two())
    of_peru = [an_observation(50.0, "2025-Q2"), an_observation(60.0, "2025-Q3", cell="D3")]
    of_colombia = an_observation(40.0, "2025-Q2", "CO", cell="D4")  # carried to the third quarter
    accept_values(store, *of_peru, of_colombia)
    parts = {
        code: text_of(open_page("country", store.path, lang="en", country=code))
        for code in ("PE", "CO")
    }
    assert "60 organizaciones Q3 2025 60.0%" in parts["PE"]
    assert "40 organizaciones Q2 2025 40.0%" in parts["CO"]


def test_a_part_beside_negative_values_is_told_and_its_bar_stays_within(
    store: Store, open_page: Open
):
    accept_strategy(store, strategy_of_two())
    of_peru = an_observation(50.0, "2025-Q3")
    accept_values(store, of_peru, replace(of_peru, value=-20.0, place="CO", cell="D3"))
    page = open_page("country", store.path, lang="en", country="PE")
    assert "166.7%" in text_of(page)
    assert "left:0;width:100.00%" in markup_of(page)


def test_a_country_and_reports_count_the_same(reported: Store, open_page: Open):
    accept_values(reported, an_observation(7.0, "2024-Q4", place="REG"), file_name="reg.xlsx")
    for place, said in (("REG", "0 of 1"), ("CO", "1 of 1")):
        page = open_page("country", reported.path, lang="en", country=place)
        assert f"Ever reported 1 of 1 expected targets Reports of Q3 2025 {said}" in text_of(page)
        assert f'<a href="reports?lang=en&amp;period=2025-Q3">{said}</a>' in markup_of(page)
    reports = text_of(open_page("reports", reported.path, lang="en", period="2025-Q3"))
    assert "Region 0 of 1" in reports
    assert "Colombia 1 of 1" in reports


def test_a_country_is_held_against_the_plan(reported: Store, open_page: Open):
    text = text_of(open_page("country", reported.path, lang="en", country="PE"))
    assert "Organisations 58 organizaciones Q3 2025 50.0%" in text
    assert "own plan" not in text
    own = an_observation(60.0, "2025-Q3", measure=Measure.MILESTONE, cell="D9")
    accept_values(reported, own, file_name="plan.xlsx")
    text = text_of(open_page("country", reported.path, lang="en", country="PE"))
    assert "Worse than the plan its own plan: 60 organizaciones" in text


def test_a_target_is_broken_down_beside_what_is_not(reported: Store, open_page: Open):
    assert "By sexo" not in text_of(open_page("target", reported.path, lang="en", target="M01"))
    women = an_observation(29.0, "2025-Q3", dimension="sexo", category="mujeres", cell="E2")
    accept_values(reported, women, file_name="mujeres.xlsx")
    text = text_of(open_page("target", reported.path, lang="en", target="M01"))
    assert "By sexo" in text
    assert "mujeres 29 organizaciones 25% Q3 2025 1" in text
    assert "75% of the whole is not broken down." in text


def test_the_sources_tell_the_cell_of_each_part_too(reported: Store, open_page: Open):
    women = an_observation(29.0, "2025-Q2", dimension="sexo", category="mujeres", cell="E2")
    accept_values(reported, women, file_name="mujeres.xlsx")
    page = open_page("target", reported.path, lang="en", target="M01")
    assert "target=M01&amp;period=2025-Q2#sources" in markup_of(page)
    text = text_of(open_page("target", reported.path, lang="en", target="M01", period="2025-Q2"))
    assert "Peru sexo: mujeres 29 organizaciones mujeres.xlsx Datos · E2" in text


def test_a_country_that_fell_silent_owes_its_reports(reported: Store, open_page: Open):
    accept_values(reported, an_observation(1.0, "2024-Q4", place="REG"), file_name="reg.xlsx")
    text = text_of(open_page("country", reported.path, lang="en", country="REG"))
    assert "What it owes Target Due Latest report Periods overdue" in text
    assert "Organisations Q3 2025 Q4 2024 3" in text
    of_peru = text_of(open_page("country", reported.path, lang="en", country="PE"))
    assert "Nothing: every report that is due has come." in of_peru


def test_the_plan_hangs_targets_on_objectives(store: Store, open_page: Open):
    strategy = strategy_of_two()
    first, second = strategy.indicators
    hanging = replace(first, objective="OE-1", guideline="Inclusión")
    accept_strategy(store, replace(strategy, indicators=(hanging, second)))
    accept_values(store, an_observation(120.0, "2025-Q3"))
    text = text_of(open_page("plan", store.path, lang="en"))
    assert "Strategic objective OE-1 Objetivo" in text
    assert "Targets without an objective" in text
    assert "Inclusión 1" in text


def test_two_periods_tell_what_improved(store: Store, open_page: Open):
    accept_strategy(store, a_strategy(an_indicator()))
    accept_values(store, an_observation(101.0, "2025-Q1"), an_observation(150.0, "2025-Q3"))
    params = {"from": "2025-Q1", "to": "2025-Q3"}
    text = text_of(open_page("compare", store.path, lang="en", **params))
    assert "Improved (1)" in text
    assert "+49 organizaciones" in text


def test_two_periods_may_be_given_in_either_order(store: Store, open_page: Open):
    accept_strategy(store, a_strategy(an_indicator()))
    accept_values(store, an_observation(101.0, "2025-Q1"), an_observation(150.0, "2025-Q3"))
    params = {"from": "2025-Q3", "to": "2025-Q1"}
    assert "Improved (1)" in text_of(open_page("compare", store.path, lang="en", **params))


def test_a_revised_value_is_told_with_old_and_new(demo_database: Path, open_page: Open):
    params = {"from": "2023-Q4", "to": "2024-Q1"}
    text = text_of(open_page("compare", demo_database, lang="en", **params))
    assert "Revised values (1)" in text
    assert "Fairtrade Premium received Peru Q4 2023" in text


@pytest.mark.parametrize("which", ["areas", "countries"])
def test_two_of_a_kind_stand_beside_each_other(which: str, reported: Store, open_page: Open):
    app = open_page("compare", reported.path, lang="en", compare=which)
    assert not app.exception
    assert "Organisations" in text_of(app)


def test_the_countries_that_report_most_are_compared_first(store: Store, open_page: Open):
    accept_strategy(store, strategy_of_two())
    of_head_office = an_observation(7.0, "2025-Q3", place="REG")
    both = [replace(of_head_office, indicator=code) for code in ("M01", "M02")]
    of_colombia = [replace(one, place="CO") for one in both]
    accept_values(store, *both, *of_colombia, replace(of_head_office, place="PE"))
    text = text_of(open_page("compare", store.path, lang="en", compare="countries"))
    assert "Colombia and Peru" in text


def test_a_quarter_can_be_looked_at_and_leads_on(reported: Store, open_page: Open):
    app = open_page("panorama", reported.path, lang="en", quarter="2024-Q3")
    assert "Figures as of Q3 2024" in text_of(app)
    assert 'href="target?lang=en&amp;quarter=2024-Q3&amp;target=M01"' in markup_of(app)


def test_a_long_name_and_many_targets_are_shown_whole(store: Store, open_page: Open):
    name = Text("Indicador con un nombre largo " * 4)
    many = [an_indicator(code=f"M{n:03}", name=name) for n in range(40)]
    accept_strategy(store, a_strategy(*many))
    accept_values(store, an_observation(101.0, "2025-Q1", indicator="M007"))
    for which in ("panorama", "area", "plan", "compare"):
        app = open_page(which, store.path)
        assert not app.exception
        assert name.es.strip() in text_of(app)


def test_a_moved_goal_is_shown_as_moved(reported: Store, open_page: Open):
    moved = replace(strategy_of_two().indicators[0], goal=220.0)
    later = replace(strategy_of_two(), indicators=(moved, strategy_of_two().indicators[1]))
    upload = Upload("later.xlsx", b"later", "eva", ACCEPTED_AT, "agreed in March")
    reported.accept_strategy(upload, later, Period.parse("2025-Q2"))
    app = open_page("target", reported.path, lang="en", target="M01")
    assert "What was changed of this target From Q2 2025 on · eva" in text_of(app)
    assert "Goal: 190 organizaciones → 220 organizaciones agreed in March" in text_of(app)
    assert "Earlier plan" in text_of(app)
    (chart,) = charts_of(app)
    assert "The plan was moved; its earlier line is drawn too." in chart.proto.alt
    before = text_of(open_page("target", reported.path, lang="en", target="M01", year="2024"))
    assert "Earlier plan" not in before


def test_the_working_of_a_target_an_area_and_the_mega_is_shown_with_its_numbers(
    reported: Store, open_page: Open
):
    page = open_page("target", reported.path, lang="en", target="M01")
    assert "Show the working" in [expander.label for expander in page.expander]
    target = text_of(page)
    assert "What goes in Period Over the places" in target
    assert "Q3 2025 58 + 58 = 116 organizaciones the sum of the places" in target
    assert "Goal 2030 190 organizaciones Strategy of" in target
    assert "Attainment: (actual \N{MINUS SIGN} baseline)" in target
    assert "(116 \N{MINUS SIGN} 100) ÷ (190 \N{MINUS SIGN} 100) = 17.778%" in target
    assert "17.77778% ÷ 31.94444% = 55.652%" in target
    assert "Less than 60% of the change planned by now has been made." in target
    assert "Trend points Period End of the period, in years Value 2021 2022 100" in target
    assert "target?lang=en&amp;target=M01&amp;period=2025-Q3" in markup_of(page)
    area = text_of(open_page("area", reported.path, lang="es", area="A1"))
    assert "(1 · 17,778 %) ÷ 1 = 17,778 %" in area
    overview = open_page("panorama", reported.path, lang="pt")
    assert "Mostrar o cálculo" in [expander.label for expander in overview.expander]
    mega = text_of(overview)
    assert "(1 · 17,778%) ÷ 1 = 17,778%" in mega


def test_how_it_is_measured_tells_the_bounds_and_days_in_force(reported: Store, open_page: Open):
    usual = text_of(open_page("method", reported.path, lang="en"))
    assert "Reports are due 45 days after their period's end." in usual
    assert "On track At least 95% of the change planned by now has been made." in usual
    assert "virtually certain (99% or more)" in usual
    assert "exceptionally unlikely (less than 1%)" in usual
    reported.set("on_track", "0.9", "eva", ACCEPTED_AT)
    reported.set("collection_days", "30", "eva", ACCEPTED_AT)
    own = text_of(open_page("method", reported.path, lang="en"))
    assert "Reports are due 30 days after their period's end." in own
    assert "On track At least 90% of the change planned by now has been made." in own


def test_the_plan_tells_everything_that_a_later_version_changed(reported: Store, open_page: Open):
    strategy = reported.strategy_history().latest
    assert strategy is not None
    (target, *_) = strategy.indicators
    heavier = tuple(replace(area, weight=area.weight + 1) for area in strategy.areas)
    later = replace(strategy, areas=heavier, indicators=(replace(target, goal=200.0), *_))
    upload = Upload("s.xlsx", b"s", "eva", ACCEPTED_AT, reason="agreed")
    reported.accept_strategy(upload, later, Period.parse("2025-Q1"))
    page = text_of(open_page("plan", reported.path, lang="en"))
    assert "From Q1 2025 on: 2 changes" in page
    assert "Goal: 190 organizaciones" in page
    assert "Areas A1, weight: 1" in page
    assert "moved; at first 190 organizaciones (2030)" in page


def test_what_was_reported_and_makes_no_figure_yet_is_not_called_unreported(
    store: Store, open_page: Open
):
    accept_strategy(store, a_strategy(an_indicator(agg_time=AggregationInTime.YEAR_TO_DATE)))
    accept_values(store, an_observation(30.0, "2024-Q3"))
    target = text_of(open_page("target", store.path, lang="en", target="M01", quarter="2024-Q3"))
    assert "What has been reported makes no yearly figure yet." in target
    assert "Nothing has been reported yet." not in target


def test_two_periods_without_progress_are_compared_without_a_title_of_dashes(
    store: Store, open_page: Open
):
    accept_strategy(store, a_strategy(an_indicator()))
    told = text_of(open_page("compare", store.path, lang="en"))
    assert "From \N{EN DASH} to" not in told
    assert "Q2 2025 and Q3 2025" in told
