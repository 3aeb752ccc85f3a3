"""What a page offers to take along: a chart as PNG and SVG, its data as CSV and XLSX."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import streamlit as st

from dashboard.chart_files import Spec, as_png, as_svg
from dashboard.data_files import Make, as_csv, as_xlsx
from dashboard.frame import Screen

Draw = Callable[[], Spec]
"""Makes a chart in Vega-Lite, as it stands alone, when it is asked for."""

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@dataclass(frozen=True, slots=True)
class Offer:
    """One kind of file; ``make`` is called when somebody takes it, and not before."""

    label: str
    suffix: str
    mime: str
    make: Callable[[], bytes]


def offer_chart(screen: Screen, name: str, draw: Draw, data: Make) -> None:
    """A chart as a picture, and its data. ``name`` is part of the files' names."""
    words = screen.words
    _offer(
        screen,
        name,
        [
            Offer(words.text("Picture (PNG)"), "png", "image/png", lambda: as_png(draw())),
            Offer(words.text("Drawing (SVG)"), "svg", "image/svg+xml", lambda: as_svg(draw())),
            *_of_data(screen, data),
        ],
    )


def offer_table(screen: Screen, name: str, data: Make) -> None:
    """A table as a workbook and as CSV."""
    _offer(screen, name, _of_data(screen, data))


def _of_data(screen: Screen, data: Make) -> list[Offer]:
    words = screen.words
    return [
        Offer(words.text("Workbook (XLSX)"), "xlsx", XLSX, lambda: as_xlsx(data())),
        Offer(words.text("Data (CSV)"), "csv", "text/csv", lambda: as_csv(data())),
    ]


def _offer(screen: Screen, name: str, offers: list[Offer]) -> None:
    as_of = screen.standing.figures.as_of.code
    with st.popover(screen.words.text("Download"), icon=":material/download:", key=f"get {name}"):
        for offer in offers:
            st.download_button(
                offer.label,
                data=offer.make,
                file_name=f"mega_{name}_{as_of}_{screen.view.language}.{offer.suffix}",
                mime=offer.mime,
                key=f"get {name} {offer.suffix}",
                on_click="ignore",
                type="tertiary",
            )
