"""The load page: choose, review, accept, undo."""

from dataclasses import replace
from datetime import date
from io import BytesIO

import openpyxl
import pytest
from streamlit.testing.v1 import AppTest

from dashboard import choosing
from dashboard.choosing import SHOWN, STOP
from dashboard.loaded import MOST_IMPORTS
from dashboard.workbooks import exported_strategy
from data.store import Store
from loaders.exported_strategy import strategy_workbook
from loaders.unusual import robust_z
from tests.dashboard.conftest import Open, accept_values, markup_of, strategy_of_two, text_of
from tests.support import an_observation

WORKBOOK = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def workbook(*rows: tuple[object, ...]) -> bytes:
    book = openpyxl.Workbook()
    for row in [("Código", "País", "Período", "Valor"), *rows]:
        book.active.append(row)
    content = BytesIO()
    book.save(content)
    return content.getvalue()


def choose(app: AppTest, content: bytes, file_name: str = "peru.xlsx") -> AppTest:
    return choose_several(app, {file_name: content})


def choose_several(app: AppTest, files: dict[str, bytes]) -> AppTest:
    """Drop workbooks and wait until they are looked at."""
    dropped = [(name, content, WORKBOOK) for name, content in files.items()]
    return looked_at(app.file_uploader[0].set_value(dropped).run())


def looked_at(app: AppTest) -> AppTest:
    """The page once every workbook is looked at, however long that takes."""
    while STOP in [button.key for button in app.button]:
        app.run()
    return app


def click(app: AppTest, label: str) -> AppTest:
    (button,) = [button for button in app.button if button.label == label]
    return looked_at(button.click().run())


def value_of(store: Store, period: str, place: str = "PE") -> float:
    """What is in force for M01."""
    (found,) = [
        one for one in store.lineage("M01", place) if one.in_force and one.period.code == period
    ]
    assert found.value is not None
    return found.value


@pytest.fixture
def page(reported: Store, open_page: Open) -> AppTest:
    return open_page("load", reported.path, lang="en")


def test_a_chosen_workbook_is_previewed_and_writes_nothing(reported: Store, page: AppTest):
    content = workbook(("M01", "Perú", "2025-T3", 60), ("M01", "Perú", "2024-T1", 44))
    before = reported.state()
    text = text_of(choose(page, content))
    assert not page.exception
    assert "New values 1 Changed values 1 Unchanged values 0" in text
    assert "M01 · Organisations Peru Q3 2025 58 60" in text
    assert reported.state() == before


def test_accepting_a_workbook_changes_the_values_in_force(reported: Store, page: AppTest):
    choose(page, workbook(("M01", "Perú", "2025-T3", 60)))
    page.text_input(key="reason of the import").set_value("recount").run()
    text = text_of(click(page, "Accept"))
    assert "peru.xlsx was accepted as import" in text
    assert value_of(reported, "2025-Q3") == 60.0
    assert reported.imports()[0].reason == "recount"


def test_with_errors_only_the_valid_values_can_be_accepted(reported: Store, page: AppTest):
    rows = [("M01", "Perú", "2025-T3", 60), ("M77", "Perú", "2025-T3", 1)]
    text = text_of(choose(page, workbook(*rows)))
    assert "1 problem" in text
    assert "Sheet!A3" in text
    assert "Accept" not in [button.label for button in page.button]
    click(page, "Accept only the 1 valid value")
    assert value_of(reported, "2025-Q3") == 60.0


def test_a_workbook_that_says_nothing_new_writes_nothing(reported: Store, page: AppTest):
    before = reported.state()
    choose(page, workbook(("M01", "Perú", "2025-T3", 58)))
    text = text_of(click(page, "Accept"))
    assert "peru.xlsx says nothing new; nothing was written." in text
    assert reported.state() == before


def test_a_file_that_is_no_workbook_is_refused_in_a_sentence(page: AppTest):
    choose(page, b"Dear board,", "letter.xlsx")
    assert not page.exception
    assert "Accept" not in [button.label for button in page.button]
    assert "letter.xlsx" in text_of(page)


def test_a_workbook_put_aside_is_gone(page: AppTest):
    choose(page, workbook(("M01", "Perú", "2025-T3", 60)))
    text = text_of(click(page, "Put this workbook aside"))
    assert "Changed values" not in text


def test_what_somebody_else_changed_meanwhile_is_shown_before_anything_is_written(
    reported: Store, page: AppTest
):
    choose(page, workbook(("M01", "Perú", "2025-T3", 60)))
    accept_values(reported, an_observation(59.0, "2025-Q3"), file_name="meanwhile.xlsx")
    text = text_of(click(page, "Accept"))
    assert "Since peru.xlsx was checked, somebody else changed values" in text
    assert value_of(reported, "2025-Q3") == 59.0
    assert "M01 · Organisations Peru Q3 2025 59 60" in text
    assert "was accepted" in text_of(click(page, "Accept"))
    assert value_of(reported, "2025-Q3") == 60.0


def test_an_import_is_undone_with_a_reason(reported: Store, open_page: Open):
    wrong = accept_values(reported, an_observation(99.0, "2025-Q3"), file_name="wrong.xlsx")
    app = open_page("load", reported.path, lang="en")
    (button,) = [one for one in app.button if one.label == "Undo this import"]
    assert button.disabled
    app.text_input(key="reason of the undo").set_value("another country").run()
    text = text_of(click(app, "Undo this import"))
    assert f"Import {wrong} was undone." in text
    assert "another country" in text
    assert value_of(reported, "2025-Q3") == 58.0


def test_what_was_loaded_leads_to_the_history(reported: Store, open_page: Open):
    for n in range(MOST_IMPORTS):
        accept_values(reported, an_observation(60.0 + n, "2025-Q3"), file_name=f"{n}.xlsx")
    page = markup_of(open_page("load", reported.path, lang="en"))
    assert '<a href="history?lang=en&amp;before=4">and 2 earlier ones</a>' in page
    assert '<a href="history?lang=en&amp;number=4">4</a>' in page
    earlier = text_of(open_page("history", reported.path, lang="en", before="4"))
    assert "Values loaded 3 ana" in earlier
    assert "Values loaded 4 ana" not in earlier


def test_the_page_says_who_the_person_is(page: AppTest, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("LOGNAME", "maria.lopez")
    assert "recorded as done by maria.lopez" in text_of(page.run())


def test_several_workbooks_are_looked_at_and_accepted_together(reported: Store, page: AppTest):
    several = {
        "peru.xlsx": workbook(("M01", "Perú", "2025-T3", 60)),
        "colombia.xlsx": workbook(("M01", "Colombia", "2025-T3", 61), ("M01", "Narnia", "2025", 1)),
        "wrong.xlsx": b"Dear board,",
        "both.xlsx": workbook(("M02", "Perú", "2025-T3", 82), ("M02", "Perú", "2025-T2", 80)),
    }
    text = text_of(choose_several(page, several))
    assert "peru.xlsx 0 1 0 0" in text
    assert "colombia.xlsx 0 1 0 1" in text
    assert "both.xlsx 0 2 0 0" in text
    assert "cannot be used" in text
    text = text_of(click(page, "Accept the 2 workbooks without errors"))
    assert "peru.xlsx was accepted as import" in text
    assert "both.xlsx was accepted as import" in text
    assert value_of(reported, "2025-Q3") == 60.0
    assert page.selectbox(key=SHOWN).options == ["colombia.xlsx", "wrong.xlsx"]
    page.selectbox(key=SHOWN).select("colombia.xlsx").run()
    assert "Narnia" in text_of(page)
    click(page, "Accept only the 1 valid value")
    assert reported.imports()[0].file_name == "colombia.xlsx"


def test_a_corrected_workbook_takes_the_place_of_the_wrong_one(page: AppTest):
    choose(page, workbook(("M01", "Perú", "2025-T3", "many")))
    assert "1 problem" in text_of(page)
    text = text_of(choose(page, workbook(("M01", "Perú", "2025-T3", 60))))
    assert "peru.xlsx: the one of the same name that was here is put aside." in text
    assert "1 problem" not in text
    assert "Changed values 1" in text


def test_one_that_cannot_be_accepted_keeps_no_other_out(reported: Store, page: AppTest):
    several = {
        "peru.xlsx": workbook(("M01", "Perú", "2025-T3", 60)),
        "colombia.xlsx": workbook(("M01", "Colombia", "2025-T3", 61)),
    }
    choose_several(page, several)
    accept_values(reported, an_observation(59.0, "2025-Q3"), file_name="meanwhile.xlsx")
    text = text_of(click(page, "Accept the 2 workbooks without errors"))
    assert "Since peru.xlsx was checked, somebody else changed values" in text
    assert "colombia.xlsx was accepted as import" in text
    assert "M01 · Organisations Peru Q3 2025 59 60" in text


def test_what_there_is_no_room_for_is_named(page: AppTest, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(choosing, "LARGEST_TRAY_MB", 0)
    text = text_of(choose(page, workbook(("M01", "Perú", "2025-T3", 60))))
    assert "peru.xlsx: not taken, for there is no room." in text


def test_a_part_of_a_workbook_is_chosen_by_sheet_place_and_kind_of_problem(page: AppTest):
    book = openpyxl.Workbook()
    book.active.title = "Uno"
    for name, rows in {
        "Uno": [("M01", "Perú", "2025-T3", 60), ("M01", "Colombia", "2025-T3", "many")],
        "Dos": [("M02", "Perú", "2025-T3", 82), ("M02", "Perú", "2025-T9", 82)],
    }.items():
        sheet = book[name] if name in book.sheetnames else book.create_sheet(name)
        for row in [("Código", "País", "Período", "Valor"), *rows]:
            sheet.append(row)
    content = BytesIO()
    book.save(content)
    choose(page, content.getvalue())
    assert "2 problems" in text_of(page)
    page.selectbox(key="part: Sheet").select("Dos").run()
    text = text_of(page)
    assert "1 problem" in text
    assert "T9" in text
    assert "M01 · Organisations" not in text
    page.selectbox(key="part: Sheet").select(None).run()
    page.selectbox(key="part: Place").select("CO").run()
    text = text_of(page)
    assert "many" in text
    assert "T9" not in text
    assert "Values that would change" not in text


def test_a_changed_value_has_its_difference_and_how_unusual_it_is(reported: Store, page: AppTest):
    earlier = {"2023-Q3": 50, "2023-Q4": 52, "2024-Q1": 51, "2024-Q2": 53}
    accept_values(reported, *(an_observation(v, period) for period, v in earlier.items()))
    text = text_of(choose(page, workbook(("M01", "Perú", "2025-T3", 600))))
    others = [50.5, 55.0, 56.0, 57.5, *earlier.values()]
    z = robust_z(600, others)
    assert z is not None
    assert f"58 600 +542 (+934%) {z:.1f} \N{MULTIPLICATION SIGN}" in text


STRANGE = ("Eje", "Clave", "Logro físico"), ("Mercados", "M01", 60)


def test_a_workbook_nobody_can_recognise_is_read_as_a_person_says(reported: Store, page: AppTest):
    book = openpyxl.Workbook()
    for row in STRANGE:
        book.active.append(row)
    content = BytesIO()
    book.save(content)
    choose(page, content.getvalue())
    assert "No table with indicators" in text_of(page)
    page.selectbox(key="place 0").set_value("PE").run()
    page.text_input(key="period 0").set_value("2025-Q3").run()
    page.selectbox(key="role B 0 1 1").set_value("code").run()
    page.selectbox(key="role C 0 1 1").set_value("value").run()
    text = text_of(click(page, "Read it this way"))
    assert "M01 · Organisations Peru Q3 2025 58 60" in text
    assert "was accepted" in text_of(click(page, "Accept"))
    assert value_of(reported, "2025-Q3") == 60.0
    assert len(reported.basis(date(2025, 11, 20)).mappings) == 1


def downloads(app: AppTest) -> list[str]:
    return [one.proto.label for one in app.get("download_button")]


MARKED = "Download the workbook with its problems marked"


def test_a_workbook_is_offered_back_only_where_it_has_problems(page: AppTest):
    assert MARKED not in downloads(page)
    choose(page, workbook(("M01", "Perú", "2025-T3", 58)))
    assert MARKED not in downloads(page)
    choose(page, workbook(("M01", "Perú", "2025-T3", "many")))
    assert MARKED in downloads(page)


def test_the_template_is_that_of_the_chosen_quarter_place_and_language(page: AppTest):
    quarter, place, language = (
        page.selectbox(key=f"{what} of the template") for what in ("period", "place", "language")
    )
    assert quarter.options[:3] == ["Q4 2025", "Q3 2025", "Q2 2025"]
    assert (quarter.value.code, place.value, language.value) == ("2025-Q3", None, "en")
    assert place.options == ["Any place", "Region", "Peru", "Colombia"]
    place.select("PE").run()
    assert "Download the template" in downloads(page)
    assert "2 indicators are due." in text_of(page)


def test_before_the_first_strategy_there_is_no_template(store: Store, open_page: Open):
    assert downloads(open_page("load", store.path, lang="en")) == []


def test_the_strategy_is_offered_and_loaded_again_it_is_no_change(reported: Store, page: AppTest):
    assert "Download the strategy, to change it and load it again" in downloads(page)
    choose(page, exported_strategy(reported, date(2025, 11, 20)), "Strategy.xlsx")
    text = text_of(page)
    assert "This is a strategy workbook." in text
    assert "It says the same as the strategy that holds then." in text
    assert "Accept" not in [button.label for button in page.button]


def test_a_changed_strategy_shows_what_it_does_and_needs_a_reason(reported: Store, page: AppTest):
    strategy = strategy_of_two()
    first, *others = strategy.indicators
    moved = replace(strategy, indicators=(replace(first, goal=400.0), *others))
    text = text_of(choose(page, strategy_workbook(moved), "plan.xlsx"))
    assert "What this strategy changes It holds from Q4 2025 on." in text
    assert "M01 · Organisations Goal: 190 organizaciones → 400 organizaciones" in text
    (accept,) = [button for button in page.button if button.label == "Accept"]
    assert accept.disabled
    page.text_input(key="reason of the import").set_value("assembly").run()
    assert "plan.xlsx was accepted as import" in text_of(click(page, "Accept"))
    assert reported.imports()[0].reason == "assembly"


def test_two_of_one_name_dropped_together_are_both_there(page: AppTest):
    both = [
        ("datos.xlsx", workbook(("M01", "Perú", "2025-T3", 60)), WORKBOOK),
        ("datos.xlsx", workbook(("M01", "Colombia", "2025-T3", 61)), WORKBOOK),
    ]
    looked_at(page.file_uploader[0].set_value(both).run())
    assert page.selectbox(key=SHOWN).options == ["datos.xlsx", "datos (2).xlsx"]
