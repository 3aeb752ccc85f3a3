"""The colours of statuses: for every eye, on either background, and on grey paper."""

import re
from itertools import combinations
from pathlib import Path

import numpy as np
import pytest

from dashboard.charts import GOAL_TEXT
from indicators.status import Status

CSS = (Path(__file__).parents[2] / "dashboard" / "theme.css").read_text(encoding="utf-8")
TONE = re.compile(
    r"^(?P<names>\.mega .*?) \{ --tone: light-dark\((?P<light>#\w+), (?P<dark>#\w+)\)"
)

BACKGROUNDS = {"light": "#ffffff", "dark": "#14171a"}

# How each sees linear light, in full: Machado, Oliveira and Fernandes 2009.
EYES = {
    "usual": np.eye(3),
    "protanopia": np.array(
        [
            [0.152286, 1.052583, -0.204868],
            [0.114503, 0.786281, 0.099216],
            [-0.003882, -0.048116, 1.051998],
        ]
    ),
    "deuteranopia": np.array(
        [
            [0.367322, 0.860646, -0.227968],
            [0.280085, 0.672501, 0.047413],
            [-0.011820, 0.042940, 0.968881],
        ]
    ),
    "tritanopia": np.array(
        [
            [1.255528, -0.076749, -0.178779],
            [-0.078411, 0.930809, 0.147602],
            [0.004733, 0.691367, 0.303900],
        ]
    ),
}
TO_XYZ = np.array(
    [
        [0.4124564, 0.3575761, 0.1804375],
        [0.2126729, 0.7151522, 0.0721750],
        [0.0193339, 0.1191920, 0.9503041],
    ]
)
WHITE = np.array([0.95047, 1.0, 1.08883])

APART = 20  # CIE 1976; a difference of about 2.3 is just noticed side by side
APART_IN_GREY = 5  # of a lightness from 0 to 100
CONTRAST = 3  # WCAG 1.4.11
CONTRAST_OF_TEXT = 4.5  # WCAG 1.4.3


def palette(theme: str) -> dict[str, str]:
    """The tone of each group of statuses, by its selector."""
    found = [match for line in CSS.splitlines() if (match := TONE.match(line))]
    return {match["names"]: match[theme] for match in found}


def linear(colour: str) -> np.ndarray:
    channels = np.array([int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)])
    return np.where(channels <= 0.04045, channels / 12.92, ((channels + 0.055) / 1.055) ** 2.4)


def lab(light: np.ndarray) -> np.ndarray:
    relative = TO_XYZ @ np.clip(light, 0, 1) / WHITE
    f = np.where(relative > 0.008856, np.cbrt(relative), 7.787 * relative + 16 / 116)
    return np.array([116 * f[1] - 16, 500 * (f[0] - f[1]), 200 * (f[1] - f[2])])


def contrast(one: str, other: str) -> float:
    lighter, darker = sorted((TO_XYZ[1] @ linear(colour) for colour in (one, other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def test_every_status_has_a_tone():
    named = {name for names in palette("light") for name in re.findall(r"\.(\w+)", names)}
    assert named - {"mega"} == set(Status)


@pytest.mark.parametrize("theme", BACKGROUNDS)
def test_every_tone_stands_out_from_its_background(theme: str):
    for names, tone in palette(theme).items():
        assert contrast(tone, BACKGROUNDS[theme]) >= CONTRAST, names


def test_the_goal_written_in_a_chart_is_read_on_either_background():
    assert contrast(GOAL_TEXT, BACKGROUNDS["light"]) >= CONTRAST_OF_TEXT
    assert contrast(GOAL_TEXT, BACKGROUNDS["dark"]) >= CONTRAST


@pytest.mark.parametrize("eye", EYES)
@pytest.mark.parametrize("theme", BACKGROUNDS)
def test_any_two_tones_are_told_apart_by_every_eye(theme: str, eye: str):
    seen = {names: lab(EYES[eye] @ linear(tone)) for names, tone in palette(theme).items()}
    for one, other in combinations(seen, 2):
        assert np.linalg.norm(seen[one] - seen[other]) >= APART, (one, other)


@pytest.mark.parametrize("theme", BACKGROUNDS)
def test_any_two_tones_are_told_apart_in_grey(theme: str):
    greys = sorted(lab(linear(tone))[0] for tone in palette(theme).values())
    assert min(np.diff(greys)) >= APART_IN_GREY


def test_every_status_has_a_shape_of_its_own():
    shapes = re.findall(r"\.icon\.(\w+) \{\s*--shape: (url\(.*?\));", CSS)
    assert {name for name, _ in shapes} == set(Status)
    assert len({shape for _, shape in shapes}) == len(Status)
