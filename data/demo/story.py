"""The story: who sent which workbook when, and what was taken back."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from functools import partial
from pathlib import Path
from typing import Literal

from data.commentary import Commentary
from data.demo.layouts import (
    Entry,
    Layout,
    Sheaf,
    block,
    by_period,
    by_period_with_plan,
    by_place,
    long,
    sheet_per_area,
)
from data.demo.plot import PLOTS, Amounts
from data.demo.tables import milestones, table, targets
from data.demo.truth import Reported, chance, periods, planned_amount, truth
from data.demo.workbooks import quarterly_workbook, strategy_workbook
from indicators.model import HEAD_OFFICE
from indicators.periods import Frequency, Period

TODAY = date(2026, 11, 20)
"""The day the demo believes it is."""

HEAD_OFFICE_EDITOR = "monica.villalba"

_MIDDLE_OF_THE_WAIT = timedelta(days=31)  # from a quarter's end to its workbooks
_WAIT_VARIES_BY = timedelta(days=10)
_FRIDAY = 5
_OFFICES_OPEN = time(14)  # UTC
_OFFICE_MINUTES = 8 * 60
_FANEGADAS_IN_A_HECTARE = 1.5625


@dataclass(frozen=True, slots=True)
class Delivery:
    """One step of the story. ``at`` is UTC without zone, as in the store.

    An "undo" takes back the import of the same file name.
    """

    kind: Literal["import", "undo"]
    file_name: str
    by: str
    at: datetime
    reason: str = ""
    effective_from: Period | None = None
    build: Callable[[], bytes] = bytes

    @property
    def content(self) -> bytes:
        """The workbook's bytes, made when asked for; none for an undo."""
        return self.build()


@dataclass(frozen=True, slots=True)
class Remark:
    """A commentary, who wrote it and when: UTC without zone, as in the store."""

    commentary: Commentary
    by: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Sender:
    """An office with its habits: one layout, one language, one person."""

    name: str
    places: tuple[str, ...]
    layout: Layout
    language: str
    by: str
    title: str = ""
    last: Period | None = None  # the last quarter it reported, where it stopped

    def reports(self, quarter: Period) -> bool:
        return self.last is None or quarter <= self.last

    def file_name(self, quarter: Period, suffix: str = "") -> str:
        letter = "Q" if self.language == "en" else "T"
        return f"{self.name}_{quarter.year}-{letter}{quarter.number}{suffix}.xlsx"


PERU = Sender("Peru", ("PE",), block, "es", "ana.quispe")
COLOMBIA = Sender("Colombia", ("CO",), block, "es", "luis.cardenas")
HONDURAS = Sender("Honduras", ("HN",), sheet_per_area, "es", "karla.zelaya")

SENDERS = (
    Sender("Sede", (HEAD_OFFICE,), long, "es", HEAD_OFFICE_EDITOR),
    PERU,
    COLOMBIA,
    HONDURAS,
    Sender("Mexico", ("MX",), by_period_with_plan, "es", "sofia.hernandez"),
    Sender("RepublicaDominicana", ("DO",), sheet_per_area, "es", "rafael.mejia"),
    Sender("Ecuador", ("EC",), long, "es", "veronica.paredes"),
    Sender("Brasil", ("BR",), by_period, "pt", "joana.ferreira"),
    # Stopped: nothing has come from here since the middle of 2024.
    Sender("Haiti", ("HT",), block, "en", "jean.baptiste", last=Period.parse("2024-Q2")),
    # Did not send its workbook for 2026-Q3.
    Sender("Guatemala", ("GT",), block, "es", "mario.xicay", last=Period.parse("2026-Q2")),
    Sender("Centroamerica", ("NI", "CR", "SV", "PA"), long, "es", "ines.solano"),
    Sender(
        "ConoSur", ("BO", "CL", "PY", "AR", "UY"), by_place, "es", "pablo.acosta",
        title="Consolidado Cono Sur",
    ),
    Sender(
        "Caribbean", ("CU", "BZ", "JM", "LC"), by_place, "en", "marcia.brown",
        title="Caribbean consolidated report",
    ),
)  # fmt: skip

_LATE = {(HONDURAS.name, Period.parse("2026-Q2")): datetime.fromisoformat("2026-09-17T16:48")}
_REVISED = (PERU, Period.parse("2023-Q4"))
_FORGOTTEN_EXPORTER = 1.35  # millions of EUR

_Changed = Mapping[tuple[str, Period], Reported]  # what a workbook says instead of the truth


def demo_story() -> tuple[Delivery, ...]:
    """Every step of the story, in the order of acceptance."""
    steps = [*_strategies(), *_quarterly_workbooks(), *_revised_value(), *_correction_undone()]
    return tuple(sorted(steps, key=lambda step: step.at))


def demo_remarks() -> tuple[Remark, ...]:
    """What head office wrote about the targets that lag."""
    return tuple(
        Remark(
            Commentary(
                row["indicator"],
                Period.parse(row["quarter"]),
                row["cause"],
                row["action"],
                row["responsible"],
                date.fromisoformat(row["due"]),
            ),
            by=row["by"],
            at=datetime.fromisoformat(row["at"]),
        )
        for row in table("commentary")
    )


def write_demo_workbooks(folder: Path) -> list[Path]:
    """Write every workbook of the story into ``folder`` and return the files."""
    folder.mkdir(parents=True, exist_ok=True)
    written = []
    for delivery in demo_story():
        if delivery.kind == "import":
            path = folder / delivery.file_name
            path.write_bytes(delivery.content)
            written.append(path)
    return written


def _strategies() -> Iterator[Delivery]:
    yield _strategy("2022-2024", datetime.fromisoformat("2022-01-14T15:05"))
    yield _strategy(
        "2025-2027",
        datetime.fromisoformat("2024-12-12T17:40"),
        reason="Plan 2025-2027 aprobado por la junta directiva el 5 de diciembre de 2024",
        effective_from=Period.parse("2025-Q1"),
    )


def _strategy(
    plan: str, at: datetime, reason: str = "", effective_from: Period | None = None
) -> Delivery:
    return Delivery(
        kind="import",
        file_name=f"Estrategia_{plan}.xlsx",
        by=HEAD_OFFICE_EDITOR,
        at=at,
        reason=reason,
        effective_from=effective_from,
        build=partial(strategy_workbook, plan, HEAD_OFFICE_EDITOR, at),
    )


def _quarterly_workbooks() -> Iterator[Delivery]:
    for quarter in periods(Frequency.QUARTER):
        for sender in SENDERS:
            if sender.reports(quarter):
                at = _LATE.get((sender.name, quarter)) or _sent_at(sender, quarter)
                changed = _before_revision() if (sender, quarter) == _REVISED else {}
                yield _workbook(sender, quarter, at, changed)


def _before_revision() -> _Changed:
    _, quarter = _REVISED
    right = truth("M05")["PE", quarter].value or 0
    return {("M05", quarter): Reported(value=round(right - _FORGOTTEN_EXPORTER, 3))}


def _revised_value() -> Iterator[Delivery]:
    """Peru finds that it left an exporter's Premium out, and sends the quarter again."""
    sender, quarter = _REVISED
    right = replace(truth("M05")["PE", quarter], note="Corregido: faltaba un exportador")
    yield _workbook(
        sender,
        quarter,
        datetime.fromisoformat("2024-03-19T15:22"),
        {("M05", quarter): right},
        suffix="_corregido",
        reason="Se agrega la prima de un exportador que faltaba en el reporte",
    )


def _correction_undone() -> Iterator[Delivery]:
    """Colombia "corrects" its hectares into another unit; head office takes that back."""
    quarter = Period.parse("2025-Q2")
    hectares = truth("M09")["CO", quarter].value or 0
    wrong = Reported(value=round(hectares * _FANEGADAS_IN_A_HECTARE), note="Corregido")
    correction = _workbook(
        COLOMBIA,
        quarter,
        datetime.fromisoformat("2025-09-09T20:14"),
        {("M09", quarter): wrong},
        suffix="_correccion",
        reason="Corrección de las hectáreas",
    )
    yield correction
    yield Delivery(
        kind="undo",
        file_name=correction.file_name,
        by=HEAD_OFFICE_EDITOR,
        at=datetime.fromisoformat("2025-09-11T14:30"),
        reason="Las hectáreas venían en fanegadas: vale el primer reporte",
    )


def _workbook(
    sender: Sender,
    quarter: Period,
    at: datetime,
    changed: _Changed,
    suffix: str = "",
    reason: str = "",
) -> Delivery:
    return Delivery(
        kind="import",
        file_name=sender.file_name(quarter, suffix),
        by=sender.by,
        at=at,
        reason=reason,
        build=partial(_build, sender, quarter, at, changed),
    )


def _build(sender: Sender, quarter: Period, at: datetime, changed: _Changed) -> bytes:
    whole_year = sender.layout in {by_period, by_period_with_plan}
    quarters = [Period.of(quarter.year, 1, number) for number in range(1, quarter.number + 1)]
    sheaf = Sheaf(
        entries=_entries(sender, quarters if whole_year else [quarter], changed),
        places=sender.places,
        quarter=quarter,
        language=sender.language,
        title=sender.title,
        plans=_own_plans(sender, quarter.year) if sender.layout is by_period_with_plan else {},
    )
    return quarterly_workbook(sender.layout, sheaf, sender.by, at)


def _entries(sender: Sender, quarters: Sequence[Period], changed: _Changed) -> list[Entry]:
    """What is due from a sender at the ends of these quarters, by indicator and place."""
    entries = []
    for code, target in targets().items():
        due = [quarter.as_frequency(target.frequency) for quarter in quarters]
        for place in sender.places:
            for period in due:
                if period and (place, period) in truth(code):
                    reported = changed.get((code, period)) or truth(code)[place, period]
                    entries.append(Entry(target, place, period, reported))
    return entries


def _own_plans(sender: Sender, year: int) -> dict[tuple[str, Period], float]:
    """A country's plan for each quarter of a year: its part of the network's milestone."""
    (place,) = sender.places
    plans = {}
    for code, plot in PLOTS.items():
        if isinstance(plot, Amounts) and not plot.running:
            of_year = milestones()[code, Period.of(year)]
            for number in range(1, 5):
                quarter = Period.of(year, 1, number)
                plans[code, quarter] = planned_amount(code, place, quarter, of_year)
    return plans


def _sent_at(sender: Sender, quarter: Period) -> datetime:
    """Three to six weeks after the quarter's end, on a weekday, in the region's office hours."""
    varies = _WAIT_VARIES_BY * chance(sender.name, quarter, "day")
    day = quarter.last_day + _MIDDLE_OF_THE_WAIT + varies
    day -= timedelta(days=max(0, day.isoweekday() - _FRIDAY))
    minutes = _OFFICE_MINUTES * abs(chance(sender.name, quarter, "minute"))
    return datetime.combine(day, _OFFICES_OPEN) + timedelta(minutes=int(minutes))
