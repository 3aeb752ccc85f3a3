"""The trend of a target in its small form, for a table: a picture without axes."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Sequence
from itertools import pairwise
from math import ceil

from dashboard.charts import ACTUAL, PLAN
from dashboard.lines import Trend

SPARK_WIDTH, SPARK_HEIGHT, SPARK_MARGIN = 120.0, 30.0, 3.0


def sparkline(trend: Trend) -> str:
    """Actual and plan so far as a small picture: the address of an image, data and all."""
    if not trend.points:
        return ""
    first, last = trend.span[0], trend.points[-1].period.time
    plan = _until(ceil(last), [(corner.period.time, corner.value) for corner in trend.plan])
    actual = [(point.period.time, point.value) for point in trend.points]
    values = [value for _, value in (*plan, *actual)] + trend.levels
    low, high = min(values), max(values)

    def place(time: float, value: float) -> str:
        x = (time - first) / ((ceil(last) - first) or 1.0)
        y = (high - value) / ((high - low) or 1.0)
        width, height = SPARK_WIDTH - 2 * SPARK_MARGIN, SPARK_HEIGHT - 2 * SPARK_MARGIN
        return f"{SPARK_MARGIN + x * width:.1f},{SPARK_MARGIN + y * height:.1f}"

    def line(ends: Sequence[tuple[float, float]], look: str) -> str:
        drawn = " ".join(place(*end) for end in ends)
        return f'<polyline points="{drawn}" fill="none" {look}/>'

    dashed = f'stroke="{PLAN}" stroke-width="1.5" stroke-dasharray="3 3"'
    kept = [line([(first, level), (ceil(last), level)], dashed) for level in trend.levels]
    x, y = place(*actual[-1]).split(",")
    picture = "".join(
        [
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {SPARK_WIDTH} {SPARK_HEIGHT}">',
            *kept,
            line(plan, dashed) if plan else "",
            line(actual, f'stroke="{ACTUAL}" stroke-width="2" stroke-linejoin="round"'),
            f'<circle cx="{x}" cy="{y}" r="2.5" fill="{ACTUAL}"/></svg>',
        ]
    )
    return f"data:image/svg+xml;base64,{b64encode(picture.encode()).decode()}"


def _until(end: float, path: list[tuple[float, float]]) -> list[tuple[float, float]]:
    """The path cut off at ``end``."""
    for (time, value), (later, then) in pairwise(path):
        if time <= end < later:
            cut = value + (then - value) * (end - time) / (later - time)
            return [corner for corner in path if corner[0] <= end] + [(end, cut)]
    return path
