"""Colours that can be told apart: from their ground by contrast, from each other by people with colour blindness."""

from __future__ import annotations

from itertools import combinations

import numpy as np
import pytest

from indicators.core.model.catalogue import thesis
from indicators.figures.canvas.palette import colour
from tests.figures.conftest import PANELS

INKS = [f"ink:{name}" for name in (*(e.name for e in thesis().entities if e.colour), "anyone else")]
# Machado, Oliveira and Fernandes, A Physiologically-based Model for Simulation of Color Vision Deficiency, 2009:
# protan, deutan and tritan vision at full severity, on linear RGB.
BLIND = {
    "none": np.eye(3),
    "protan": np.array(
        [[0.152286, 1.052583, -0.204868], [0.114503, 0.786281, 0.099216], [-0.003882, -0.048116, 1.051998]]
    ),
    "deutan": np.array(
        [[0.367322, 0.860646, -0.227968], [0.280085, 0.672501, 0.047413], [-0.011820, 0.042940, 0.968881]]
    ),
    "tritan": np.array(
        [[1.255528, -0.076749, -0.178779], [-0.078411, 0.930809, 0.147602], [0.004733, 0.691367, 0.303900]]
    ),
}


def linear(hexed):
    """Linear RGB of `#rrggbb` (IEC 61966-2-1)."""
    c = np.array([int(hexed[i : i + 2], 16) / 255 for i in (1, 3, 5)])
    return np.where(c <= 0.04045, c / 12.92, ((c + 0.055) / 1.055) ** 2.4)


def luminance(hexed):
    return float(linear(hexed) @ [0.2126, 0.7152, 0.0722])


def contrast(a, b):
    """WCAG 2.2 contrast ratio."""
    high, low = sorted((luminance(a), luminance(b)), reverse=True)
    return (high + 0.05) / (low + 0.05)


def lab(rgb):
    """CIE L*a*b* under D65."""
    xyz = np.array([[0.4124, 0.3576, 0.1805], [0.2126, 0.7152, 0.0722], [0.0193, 0.1192, 0.9505]]) @ np.clip(rgb, 0, 1)
    t = xyz / [0.95047, 1.0, 1.08883]
    f = np.where(t > 216 / 24389, np.cbrt(t), (24389 / 27 * t + 16) / 116)
    return np.array([116 * f[1] - 16, 500 * (f[0] - f[1]), 200 * (f[1] - f[2])])


@pytest.mark.parametrize("dark", [False, True])
@pytest.mark.parametrize("ink", [*INKS, "axis"])
def test_marks_stand_out_from_their_ground(ink, dark):
    assert contrast(colour(ink, dark=dark), colour("ground", dark=dark)) >= 3


@pytest.mark.parametrize("dark", [False, True])
@pytest.mark.parametrize("ink", ["text", "muted", *(ink.replace("ink", "word") for ink in INKS)])
def test_text_is_readable(ink, dark):
    assert contrast(colour(ink, dark=dark), colour("ground", dark=dark)) >= 4.5


@pytest.mark.parametrize("dark", [False, True])
@pytest.mark.parametrize("sight", BLIND)
def test_entities_differ_for_every_kind_of_sight(sight, dark):
    seen = [lab(BLIND[sight] @ linear(colour(ink, dark=dark))) for ink in INKS]
    assert min(float(np.linalg.norm(a - b)) for a, b in combinations(seen, 2)) > 15


def test_the_design_pages_colours():
    assert [colour(f"ink:{name}") for name in ("Kling AI", "Sora", "Runway", "OpenAI", "Vidu")] == [
        "#0072B2",
        "#D55E00",
        "#009E73",
        "#CC79A7",
        "#000000",
    ]


@pytest.mark.parametrize("name", PANELS)
@pytest.mark.parametrize("dark", [False, True])
def test_every_figure_uses_the_palette_and_nothing_else(public, name, dark):
    roles = [
        *INKS,
        *(ink.replace("ink", kind) for ink in INKS for kind in ("tint", "word")),
        "text",
        "muted",
        "axis",
        "grid",
        "ground",
        "water",
    ]
    allowed = {colour(role, dark=dark) for role in roles}
    sets = public[name].on_screen(dark)["datasets"].values()
    used = {hexed for frame in sets for column in ("ink", "fill") if column in frame for hexed in frame[column]}
    assert used <= allowed
