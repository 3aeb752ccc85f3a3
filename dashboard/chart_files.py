"""Charts as pictures, drawn on the server by Vega itself, without a browser or a network."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

Spec = Mapping[str, Any]

WIDTH = 900
"""Pixels of the drawing; a chart on a page is as wide as its window."""

SCALE = 2
"""PNG pixels for each: sharp on a slide and on paper."""

INK, QUIET, LINE = "#111111", "#4f5660", "#dfe2e6"


def as_svg(spec: Spec) -> bytes:
    """A chart in Vega-Lite as SVG."""
    import vl_convert  # noqa: PLC0415 - a whole JavaScript engine, and few need it

    return vl_convert.vegalite_to_svg(dict(spec), allowed_base_urls=[]).encode()


def as_png(spec: Spec) -> bytes:
    """A chart in Vega-Lite as PNG."""
    import vl_convert  # noqa: PLC0415

    return vl_convert.vegalite_to_png(dict(spec), scale=SCALE, allowed_base_urls=[])


def on_paper(spec: Spec, title: str, lines: Sequence[str]) -> Spec:
    """The chart as it stands alone: white, titled, and with lines below that say what it shows."""
    config = {
        **spec.get("config", {}),
        "background": "#ffffff",
        "font": "sans-serif",
        "padding": 16,
        "view": {"stroke": None},
        "axis": {
            "labelColor": QUIET,
            "labelFontSize": 12,
            "gridColor": LINE,
            "domainColor": LINE,
            "tickColor": LINE,
        },
        "title": {
            "anchor": "start",
            "color": INK,
            "fontSize": 18,
            "subtitleColor": QUIET,
            "subtitleFontSize": 12,
            "offset": 12,
        },
        "legend": {"labelColor": QUIET, "titleColor": QUIET},
    }
    named = {"title": {"text": title, "subtitle": list(lines)}, "config": config}
    width = {} if "facet" in spec else {"width": WIDTH}
    return {**spec, **width, **named}
