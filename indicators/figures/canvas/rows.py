"""The rows that a specification draws, by name of its data set: as frames for a page, as plain records for a file."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from typing import Any

import numpy as np
import pandas as pd

from ...core.evidence.comparable import told_as
from ...core.model.observation import Observation
from ...core.text import say
from .drawing import Bar, Dot, Drawing, Entry, Rule, Text
from .grades import WORDS
from .measure import cut, plain, width
from .palette import colour

Row = dict[str, Any]
_EPOCH = date(1970, 1, 1).toordinal()
COLUMNS = {
    "rules": ("x", "y", "x2", "y2", "ink", "thick", "dash", "front", "line", "tip"),
    "texts": ("x", "y", "text", "dx", "dy", "align", "ink", "size", "weight", "need", "most", "halo"),
    "swatches": ("x", "y", "dx", "dy", "shape", "fill", "ink", "size", "dashed", "need", "most"),
}
_OF = ("id", "entity", "number", "range", "grade", "period", "basis", "label", "source", "published")
COLUMNS["bars"] = ("x", "y", "x2", "y2", "fill", "ink", "dashed", *_OF)
COLUMNS["dots"] = COLUMNS["caps"] = ("x", "y", "shape", "fill", "ink", "size", "dashed", *_OF)
COLUMNS["water"] = COLUMNS["texts"]
_PHONE = 275.0  # a plot that is laid out for less is on a phone, and narrower still once its words have their room
_SWATCH, _ENTRY_GAP, _ENTRY_SIZE = 14.0, 18.0, 10.5
_RANGE = "M-0.5,-1L0.5,-1M0,-1L0,1M-0.5,1L0.5,1"  # an upright stroke with two ends


def datasets(drawing: Drawing, *, dark: bool, water: str = "", narrow: float = 0.0) -> dict[str, list[Row]]:
    """Every data set of a drawing, in the order of drawing; `x` is a number, of days where the axis is time.

    With `narrow` the legend has a second form of that width, for a plot that is too narrow for the first.
    """
    legend = _legend_places(drawing, narrow)
    sets: dict[str, list[Row]] = {
        "rules": [_rule(r) for r in drawing.rules],
        "bars": [_bar(b) for b in drawing.bars],
        "dots": [_dot(d) for d in drawing.dots],
        "caps": [_dot(d) for d in drawing.caps],
        "texts": [*map(_text, drawing.texts), *_entry_words(drawing, legend)],
        "swatches": _swatches(drawing, legend),
    }
    if water:
        p = drawing.plot
        x = ((p.x0**0.5 + p.x1**0.5) / 2) ** 2 if p.x == "age" else (p.x0 + p.x1) / 2
        size = min(44.0, p.width / width(water, 1, bold=True) * 0.9)
        sets["water"] = [_text(Text(x=x, y=(p.y0 + p.y1) / 2, text=water, ink="water", size=size, bold=True))]
    for rows in sets.values():
        for row in rows:
            for name in ("ink", "fill"):
                if name in row:
                    row[name] = colour(row[name], dark=dark)
    return {name: rows for name, rows in sets.items() if rows or name not in ("bars", "dots", "caps", "water")}


def frames(sets: dict[str, list[Row]], names: Sequence[str], *, timed: bool) -> dict[str, pd.DataFrame]:
    """The data sets as frames, with all their columns even where there is no row; times are naive."""
    result = {}
    for name in names:
        rows = sets.get(name, [])
        columns: dict[str, Any] = {column: [row[column] for row in rows] for column in COLUMNS[name]}
        for column in ("x", "x2"):
            if timed and column in columns:
                seconds = (np.array(columns[column], dtype=float) - _EPOCH) * 86400
                columns[column] = np.round(seconds).astype("int64").astype("datetime64[s]").astype("datetime64[ms]")
        result[name] = pd.DataFrame(columns)
    return result


def records(sets: dict[str, list[Row]], *, timed: bool) -> dict[str, list[Row]]:
    """The data sets as plain records; times are naive ISO texts with an hour, so that no time zone moves a day."""
    if timed:
        for rows in sets.values():
            for row in rows:
                row.update({name: _moment(row[name]) for name in ("x", "x2") if name in row})
    return sets


def _moment(day: float) -> str:
    at = datetime.fromordinal(int(day)) + timedelta(seconds=round(day % 1 * 86400))
    return at.isoformat(timespec="seconds")


def _rule(r: Rule) -> Row:
    return {
        "x": r.x,
        "y": r.y,
        "x2": r.x2,
        "y2": r.y2,
        "ink": r.ink,
        "thick": r.thick,
        "dash": r.dash,
        "front": r.front,
        "line": r.line,
        "tip": plain(r.tip),
    }


def _text(t: Text) -> Row:
    return {
        "x": t.x,
        "y": t.y,
        "text": plain(t.text),
        "dx": round(t.dx, 2),
        "dy": round(t.dy, 2),
        "align": t.align,
        "ink": t.ink,
        "size": t.size,
        "weight": "bold" if t.bold else "normal",
        "need": round(t.need, 1),
        "most": round(t.most, 1),
        "halo": t.halo,
    }


def _bar(b: Bar) -> Row:
    place = {"x": b.x, "y": b.y, "x2": b.x2, "y2": b.y2, "fill": b.fill, "ink": b.ink, "dashed": int(b.dashed)}
    return place | _of(b.of)


def _dot(d: Dot) -> Row:
    look = {"shape": d.shape, "fill": d.fill, "ink": d.ink, "size": d.size, "dashed": int(d.dashed)}
    return {"x": d.x, "y": d.y} | look | _of(d.of)


def _of(o: Observation) -> Row:
    """What is said on hovering over a number."""
    return {
        "id": o.id,
        "entity": cut(o.entity, 60),
        "number": say.observed(o),
        "range": say.interval(o.low, o.high, o.unit) if o.stated else "none given",
        "grade": WORDS[o.grade],
        "period": say.when(o) + (f" ({told})" if (told := told_as(o)) else ""),
        "basis": cut(o.basis, 80),
        "label": cut(o.label, 120) or "none",
        "source": cut(o.source, 120),
        "published": say.day(o.known_on),
    }


def legend_rows(entries: Sequence[Entry], room: float) -> list[list[tuple[float, Entry]]]:
    """The legend's entries with their place from the left, in as many lines as they need."""
    lines: list[list[tuple[float, Entry]]] = [[]]
    at = 0.0
    for entry in entries:
        wide = _SWATCH + width(entry.words, _ENTRY_SIZE)
        if lines[-1] and at + wide > room:
            lines.append([])
            at = 0.0
        lines[-1].append((at, entry))
        at += wide + _ENTRY_GAP
    return lines if entries else []


LEGEND_LINE = 16.0


Place = tuple[float, float, Entry, float, float]  # from the left, below the plot, and the widths that it is for


def _legend_places(drawing: Drawing, narrow: float) -> list[Place]:
    wide = _placed(drawing, drawing.plot.width)
    end = max((at + _SWATCH + width(entry.words, _ENTRY_SIZE) for at, _, entry in wide), default=0.0)
    if not narrow or end <= narrow:
        return [(*one, 0.0, 1e6) for one in wide]
    end = max(end, _PHONE)
    return [*((*one, end, 1e6) for one in wide), *((*one, 0.0, end) for one in _placed(drawing, narrow))]


def _placed(drawing: Drawing, room: float) -> list[tuple[float, float, Entry]]:
    below = {"time": 30.0, "age": 45.0, "number": 32.0}[drawing.plot.x]
    lines = legend_rows(drawing.legend, room)
    return [(at, below + i * LEGEND_LINE, entry) for i, line in enumerate(lines) for at, entry in line]


def _swatches(drawing: Drawing, legend: Sequence[Place]) -> list[Row]:
    p = drawing.plot
    return [
        {
            "x": p.x0,
            "y": p.y0,
            "dx": round(at + 5, 2),
            "dy": dy,
            "shape": _RANGE if e.shape == "range" else e.shape,
            "fill": e.fill,
            "ink": e.ink,
            "size": 72.0 if e.shape != "circle" else 60.0,
            "dashed": int(e.dashed),
            "need": round(need, 1),
            "most": round(most, 1),
        }
        for at, dy, e, need, most in legend
    ]


def _entry_words(drawing: Drawing, legend: Sequence[Place]) -> list[Row]:
    p = drawing.plot
    return [
        _text(
            Text(
                x=p.x0,
                y=p.y0,
                text=e.words,
                dx=at + _SWATCH,
                dy=dy,
                align="left",
                size=_ENTRY_SIZE,
                need=need,
                most=most,
            )
        )
        for at, dy, e, need, most in legend
    ]
