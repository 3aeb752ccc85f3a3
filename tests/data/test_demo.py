"""The demo's story as it is told, before any of it reaches a database."""

import os
import subprocess
import sys
from collections import Counter
from datetime import timedelta
from hashlib import sha256
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import openpyxl
import pytest

from data.demo.plot import PLOTS
from data.demo.story import SENDERS, TODAY, Delivery, demo_story, write_demo_workbooks
from data.demo.tables import place_names, targets
from data.demo.truth import periods, truth
from indicators.model import HEAD_OFFICE
from indicators.periods import Frequency, Period

DUE = timedelta(days=45)
OF_EVERY_BYTE = """
from hashlib import sha256
from data.demo.story import demo_story
print(sha256(b"".join(delivery.content for delivery in demo_story())).hexdigest())
"""


@pytest.fixture(scope="module")
def story() -> tuple[Delivery, ...]:
    return demo_story()


def quarter_of(delivery: Delivery) -> Period | None:
    """The quarter a workbook is named after; None for a strategy and an undo."""
    if delivery.kind == "undo" or delivery.file_name.startswith("Estrategia"):
        return None
    _, year_and_quarter, *_ = delivery.file_name.removesuffix(".xlsx").split("_")
    return Period.parse(year_and_quarter.replace("T", "Q"))


def sent_by(story: tuple[Delivery, ...], name: str) -> list[Delivery]:
    return [step for step in story if step.file_name.startswith(f"{name}_")]


def rows_of(content: bytes) -> list[tuple[object, ...]]:
    book = openpyxl.load_workbook(BytesIO(content))
    return [row for sheet in book for row in sheet.iter_rows(values_only=True)]


def test_two_processes_that_hash_differently_build_the_same_bytes(
    story: tuple[Delivery, ...],
) -> None:
    here = sha256(b"".join(delivery.content for delivery in story)).hexdigest()
    there = subprocess.run(
        [sys.executable, "-c", OF_EVERY_BYTE],
        env={**os.environ, "PYTHONHASHSEED": "4711"},
        capture_output=True,
        text=True,
        check=True,
    )
    assert there.stdout.strip() == here


def test_a_workbook_carries_the_stamps_of_the_story_and_none_of_the_clock(
    story: tuple[Delivery, ...],
) -> None:
    for delivery in story[:20]:
        with ZipFile(BytesIO(delivery.content)) as package:
            assert {entry.date_time for entry in package.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        properties = openpyxl.load_workbook(BytesIO(delivery.content)).properties
        assert properties.created == properties.modified == delivery.at
        assert properties.creator == delivery.by


def test_every_place_of_the_strategy_is_reported_by_one_office() -> None:
    reported = Counter(place for sender in SENDERS for place in sender.places)
    assert reported == Counter(list(place_names()))
    assert len(reported) == 22 + 1
    assert HEAD_OFFICE in reported


def test_the_offices_use_six_layouts_in_three_languages() -> None:
    assert len({sender.layout for sender in SENDERS}) == 6
    assert {sender.language for sender in SENDERS} == {"es", "en", "pt"}


def test_every_office_sends_every_quarter_but_the_two_that_do_not(
    story: tuple[Delivery, ...],
) -> None:
    quarters = periods(Frequency.QUARTER)
    assert [quarters[0].code, quarters[-1].code, len(quarters)] == ["2022-Q1", "2026-Q3", 19]
    for sender in SENDERS:
        sent = {quarter_of(delivery) for delivery in sent_by(story, sender.name)}
        missing = [quarter.code for quarter in quarters if quarter not in sent]
        if sender.name == "Haiti":
            assert missing[0] == "2024-Q3"
            assert len(missing) == 9
        elif sender.name == "Guatemala":
            assert missing == ["2026-Q3"]
        else:
            assert missing == []


def test_the_story_is_in_order_and_over_by_today(story: tuple[Delivery, ...]) -> None:
    moments = [delivery.at for delivery in story]
    assert moments == sorted(moments)
    assert moments[-1].date() < TODAY
    assert all(moment.isoweekday() <= 5 for moment in moments)


def test_one_workbook_is_late_and_every_other_first_report_is_in_time(
    story: tuple[Delivery, ...],
) -> None:
    waits = {
        delivery.file_name: delivery.at.date() - quarter.last_day
        for delivery in story
        if (quarter := quarter_of(delivery)) and not delivery.reason
    }
    assert [name for name, wait in waits.items() if wait > DUE] == ["Honduras_2026-T2.xlsx"]
    assert min(waits.values()) > timedelta(days=14)


def test_no_workbook_tells_of_a_period_that_has_not_ended(story: tuple[Delivery, ...]) -> None:
    (mexico,) = (step for step in story if step.file_name == "Mexico_2024-T2.xlsx")
    premium = next(row for row in rows_of(mexico.content) if row[0] == "M05")
    plans, actuals = premium[2::2], premium[3::2]
    assert None not in plans
    assert [actual is None for actual in actuals] == [False, False, True, True]


def test_peru_sends_a_value_again_with_a_reason(story: tuple[Delivery, ...]) -> None:
    first, again = (delivery for delivery in story if delivery.file_name.startswith("Peru_2023-T4"))
    assert again.reason
    assert again.at.strftime("%Y-%m") == "2024-03"
    changed = [
        (before[0], before[3], after[3])
        for before, after in zip(rows_of(first.content), rows_of(again.content), strict=True)
        if before != after
    ]
    assert len(changed) == 1
    code, wrong, right = changed[0]
    assert code == "M05"
    assert wrong < right


def test_colombias_correction_is_undone_two_days_later(story: tuple[Delivery, ...]) -> None:
    (undo,) = (delivery for delivery in story if delivery.kind == "undo")
    imported = next(step for step in story if step.file_name == undo.file_name)
    assert undo.file_name.startswith("Colombia_2025-T2")
    assert imported.kind == "import"
    assert undo.at.date() - imported.at.date() == timedelta(days=2)
    assert undo.reason
    assert undo.by != imported.by


def test_the_second_plan_cycle_takes_effect_in_2025_and_says_why(
    story: tuple[Delivery, ...],
) -> None:
    first, second = sent_by(story, "Estrategia")
    assert (first.effective_from, first.reason) == (None, "")
    assert second.effective_from == Period.parse("2025-Q1")
    assert second.reason
    assert second.at.strftime("%Y-%m") == "2024-12"


def test_the_plan_cycles_share_their_targets_and_follow_each_other(
    story: tuple[Delivery, ...],
) -> None:
    books = [openpyxl.load_workbook(BytesIO(step.content)) for step in sent_by(story, "Estrategia")]
    first, second = ({sheet.title: list(sheet.values) for sheet in book} for book in books)
    for same in ("Areas", "Objectives", "Indicators", "Places"):
        assert first[same] == second[same]
    years = [sorted({row[1] for row in book["Milestones"][1:]}) for book in (first, second)]
    assert years == [["2022", "2023", "2024"], ["2025", "2026", "2027"]]
    assert all(len(book["Milestones"]) == 1 + 3 * 24 for book in (first, second))


# A national platform is there or not, and policies do not come from everywhere.
@pytest.mark.parametrize("code", sorted(PLOTS.keys() - {"M20", "M21"}))
def test_no_place_reports_nothing_but_zeros(code: str) -> None:
    reported: dict[str, float] = {}
    for (place, _), report in truth(code).items():
        number = report.numerator if report.value is None else report.value
        reported[place] = reported.get(place, 0) + (number or 0)
    assert min(reported.values()) > 0


@pytest.mark.parametrize("code", [code for code in PLOTS if targets()[code].unit == "%"])
def test_a_share_is_never_more_than_its_whole(code: str) -> None:
    parts = [
        (report.numerator, report.denominator)
        for report in truth(code).values()
        if report.numerator is not None and report.denominator is not None
    ]
    assert all(numerator <= denominator for numerator, denominator in parts)


def test_the_premium_follows_the_harvest() -> None:
    peru = [truth("M05")["PE", Period.of(2024, 1, number)].value or 0 for number in range(1, 5)]
    assert peru.index(max(peru)) == 2
    assert max(peru) > 2 * min(peru)


def test_the_workbooks_can_be_had_as_files(story: tuple[Delivery, ...], tmp_path: Path) -> None:
    written = write_demo_workbooks(tmp_path / "workbooks")
    imports = [delivery for delivery in story if delivery.kind == "import"]
    assert [path.name for path in written] == [delivery.file_name for delivery in imports]
    assert len(set(written)) == len(written)
    assert written[0].read_bytes() == imports[0].content
