"""What a page offers to take along: a chart as PNG and SVG, its data as CSV and XLSX."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import streamlit as st

from dashboard.chart_files import Spec, as_png, as_svg
from dashboard.data_files import Make, as_csv, as_xlsx
from dashboard.frame import Screen
from dashboard.words import Words

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
        words,
        _file_name(screen, name),
        [
            Offer(words.text("Picture (PNG)"), "png", "image/png", lambda: as_png(draw())),
            Offer(words.text("Drawing (SVG)"), "svg", "image/svg+xml", lambda: as_svg(draw())),
            *_of_data(words, data),
        ],
    )


def offer_table(screen: Screen, name: str, data: Make) -> None:
    """A table as a workbook and as CSV."""
    _offer(screen.words, _file_name(screen, name), _of_data(screen.words, data))


def offer_list(words: Words, name: str, data: Make) -> None:
    """A table that is about no period, as a workbook and as CSV."""
    _offer(words, f"mega_{name}_{words.language}", _of_data(words, data))


def _file_name(screen: Screen, name: str) -> str:
    """Says what it is, as of when, and in which language."""
    return f"mega_{name}_{screen.standing.figures.as_of.code}_{screen.view.language}"


def _of_data(words: Words, data: Make) -> list[Offer]:
    return [
        Offer(words.text("Workbook (XLSX)"), "xlsx", XLSX, lambda: as_xlsx(data())),
        Offer(words.text("Data (CSV)"), "csv", "text/csv", lambda: as_csv(data())),
    ]


def _offer(words: Words, file_name: str, offers: list[Offer]) -> None:
    key = f"get {file_name}"
    with st.popover(words.text("Download"), icon=":material/download:", key=key):
        for offer in offers:
            st.download_button(
                offer.label,
                data=offer.make,
                file_name=f"{file_name}.{offer.suffix}",
                mime=offer.mime,
                key=f"{key} {offer.suffix}",
                on_click="ignore",
                type="tertiary",
            )
