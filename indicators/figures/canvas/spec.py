"""From a drawing to a Vega-Lite specification: the layers are built once and hold no data, the rows are attached.

Everything that Streamlit would set by itself is set here, so a chart looks the same on a page and in a file.
"""

from __future__ import annotations

import json
from functools import cache
from typing import Any

import altair as alt

from ...core.model.catalogue import thesis
from .palette import DASHES, colour

FONT = "Liberation Sans, Arial, sans-serif"  # exports carry the first, browsers have the second
PICK = "pick"
_FITS = "width + 1 >= datum.need && width + 1 < datum.most"
_WATER = 0.09  # of the plot's width: how large the letters of the watermark may be at most
_TIPS = ("entity", "number", "range", "grade", "period", "basis", "label", "source", "published")
_TIP_TITLES = {"number": "value"}


def config(*, dark: bool) -> dict[str, Any]:
    """The configuration of every chart."""
    text, muted, grid, axis = (colour(role, dark=dark) for role in ("text", "muted", "grid", "axis"))
    words = {"labelFont": FONT, "titleFont": FONT, "labelFontSize": 11, "titleFontSize": 11}
    words |= {"labelColor": muted, "titleColor": muted}
    return {
        "font": FONT,
        "background": colour("ground", dark=dark),
        "view": {"stroke": None, "continuousWidth": 400, "continuousHeight": 240},
        "axis": {**words, "gridColor": grid, "domainColor": axis, "tickColor": axis},
        "legend": words,
        "header": words,
        "title": {"font": FONT, "color": text, "subtitleColor": muted, "fontSize": 15, "anchor": "start"},
        "text": {"font": FONT},
        "mark": {"tooltip": True},
        "range": {"category": [colour(f"ink:{name}", dark=dark) for name in (e.name for e in thesis().entities)]},
    }


def layers(x: str, mark: str, *, caps: bool, water: bool, empty: bool = False) -> dict[str, Any]:
    """A new copy of the layers for an axis of `time`, `age` or `number` and a `bars` or `dots` mark.

    Where no mark is drawn, `empty`, a screen reader is not told of a picture without any words.
    """
    spec: dict[str, Any] = json.loads(_layers(x, mark, caps, water))
    for layer in spec["layer"]:
        if empty and "name" in layer:  # the marks that can be picked
            layer["mark"]["aria"] = False
    return spec


@cache
def _layers(x: str, mark: str, caps: bool, water: bool) -> str:  # noqa: FBT001 - cached by position
    here = {"x": _x("x", x), "y": alt.Y("y:Q", axis=None, scale=_scale("linear"))}
    there = {**here, "x2": alt.X2("x2"), "y2": alt.Y2("y2")}
    parts = [_words("water", here, opacity=0.5, size=f"min(datum.size, width * {_WATER})")] if water else []
    parts.append(_rules(there, front=False))
    pick = alt.selection_point(name=PICK, fields=["id"])
    parts.append((_bars(there) if mark == "bars" else _points("dots", here)).add_params(pick))
    parts.append(_rules(there, front=True))
    if caps:
        parts.append(_points("caps", here))
    parts += [_halos(here), _words("texts", here), _swatches(here)]
    spec = alt.layer(*parts).to_dict(validate=False)  # a test validates each, which takes longer than all the rest
    spec.pop("config", None)  # Altair's own; ours is attached
    return json.dumps(spec)


def _x(field: str, kind: str) -> alt.X:
    if kind == "time":
        return alt.X(f"{field}:T", axis=None, scale=_scale("time"))
    return alt.X(f"{field}:Q", axis=None, scale=_scale("sqrt" if kind == "age" else "linear"))


def _scale(kind: str) -> alt.Scale:
    """The rows span the domain exactly: a frame of invisible rules is among them."""
    if kind == "time":
        return alt.Scale(type=kind, nice=False, padding=0)
    return alt.Scale(type=kind, nice=False, zero=False, padding=0)


def _data(name: str) -> alt.Chart:
    return alt.Chart(alt.NamedData(name))


def _own(field: str) -> dict[str, Any]:
    """A column that holds the final value: no scale between."""
    return {"field": field, "type": "nominal", "scale": None, "legend": None}


def _dash(field: str) -> alt.StrokeDashValue:
    tests = [{"test": f"datum.{field} == {i}", "value": DASHES[i]} for i in range(1, len(DASHES))]
    return alt.StrokeDashValue.from_dict({"condition": tests, "value": DASHES[0]}, validate=False)


def _tooltips() -> list[alt.Tooltip]:
    return [alt.Tooltip(f"{name}:N", title=_TIP_TITLES.get(name, name)) for name in _TIPS]


def _rules(there: dict[str, Any], *, front: bool) -> alt.Chart:
    return (
        _data("rules")
        .transform_filter("datum.front" if front else "!datum.front")
        .mark_rule(aria=False, strokeCap="butt")
        .encode(
            **there,
            color=alt.Color(**_own("ink")),
            strokeWidth=alt.StrokeWidth("thick:Q", scale=None, legend=None),
            strokeDash=_dash("dash"),
            tooltip=alt.Tooltip("tip:N"),
        )
    )


def _bars(there: dict[str, Any]) -> alt.Chart:
    return (
        _data("bars")
        .mark_bar(strokeWidth=1.5, cursor="pointer")
        .encode(
            **there,
            fill=alt.Fill(**_own("fill")),
            stroke=alt.Stroke(**_own("ink")),
            strokeDash=_dash("dashed"),
            tooltip=_tooltips(),
        )
    )


def _points(name: str, here: dict[str, Any]) -> alt.Chart:
    return (
        _data(name)
        .mark_point(strokeWidth=1.6, opacity=1, cursor="pointer")
        .encode(
            **here,
            fill=alt.Fill(**_own("fill")),
            stroke=alt.Stroke(**_own("ink")),
            shape=alt.Shape(**_own("shape")),
            size=alt.Size("size:Q", scale=None, legend=None),
            strokeDash=_dash("dashed"),
            tooltip=_tooltips(),
        )
    )


def _words(name: str, here: dict[str, Any], opacity: float = 1.0, size: str = "datum.size") -> alt.Chart:
    """Texts at a point, moved by pixels; one that needs a wider or a narrower plot stays away and takes no room."""
    return (
        _data(name)
        .mark_text(
            aria=False,
            tooltip=None,
            baseline="middle",
            align=alt.expr("datum.align"),
            dx=_moved("dx"),
            dy=_moved("dy"),
            fontSize=alt.expr(size),
            fontWeight=alt.expr("datum.weight"),
        )
        .encode(
            **here,
            text=alt.when(_FITS).then(alt.Text("text:N")).otherwise(alt.value("")),
            color=alt.Color(**_own("ink")),
            opacity=alt.when(_FITS).then(alt.value(opacity)).otherwise(alt.value(0)),
        )
    )


def _moved(field: str) -> alt.ExprRef:
    """How far a text or a swatch stands from its point; what stays away stands on it, where it takes no room."""
    return alt.expr(f"{_FITS} ? datum.{field} : 0")


def _halos(here: dict[str, Any]) -> alt.Chart:
    """The ground behind a text, in its own shape, so that a rule does not run through its letters."""
    halos = _words("texts", {**here, "stroke": alt.value(alt.expr("background"))})
    halos = halos.transform_filter("datum.halo")
    halos.mark.strokeWidth = 5
    halos.mark.strokeJoin = "round"
    return halos


def _swatches(here: dict[str, Any]) -> alt.Chart:
    """The legend's marks, drawn like those of the data."""
    return (
        _data("swatches")
        .mark_point(
            aria=False,
            tooltip=None,
            strokeWidth=1.6,
            opacity=1,
            xOffset=_moved("dx"),
            yOffset=_moved("dy"),
        )
        .encode(
            **here,
            fill=alt.Fill(**_own("fill")),
            stroke=alt.Stroke(**_own("ink")),
            shape=alt.Shape(**_own("shape")),
            size=alt.Size("size:Q", scale=None, legend=None),
            strokeDash=_dash("dashed"),
            opacity=alt.when(_FITS).then(alt.value(1)).otherwise(alt.value(0)),
        )
    )
