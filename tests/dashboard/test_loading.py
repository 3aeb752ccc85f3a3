"""The load page: choose, review, accept, undo."""

from datetime import date
from io import BytesIO

import openpyxl
import pytest
from streamlit.testing.v1 import AppTest

from data.store import Store
from tests.dashboard.conftest import Open, accept_values, text_of
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
    return app.file_uploader[0].set_value((file_name, content, WORKBOOK)).run()


def click(app: AppTest, label: str) -> AppTest:
    (button,) = [button for button in app.button if button.label == label]
    return button.click().run()


def value_of(store: Store, period: str) -> float:
    """What is in force for M01 in Peru."""
    (found,) = [
        one for one in store.lineage("M01", "PE") if one.in_force and one.period.code == period
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


def test_the_page_says_who_the_person_is(page: AppTest, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("LOGNAME", "maria.lopez")
    assert "recorded as done by maria.lopez" in text_of(page.run())


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
