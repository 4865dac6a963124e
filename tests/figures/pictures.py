"""Reads a finished picture back: the texts of an SVG with their places, the chunks of a PNG."""

from __future__ import annotations

import math
import re
import struct
import xml.etree.ElementTree as ET
from dataclasses import dataclass
from functools import cache

import vl_convert

SVG = "{http://www.w3.org/2000/svg}"


@cache
def rendered_width(text, size, bold):
    """Width of a text in pixels, measured on a rendered picture and not by our own table."""
    mark = {"type": "text", "text": f"|{text}|", "fontSize": size * 10, "font": "Liberation Sans", "align": "left"}
    mark["fontWeight"] = "bold" if bold else "normal"
    spec = {
        "data": {"values": [{}]},
        "mark": mark,
        "width": 1,
        "height": 1,
        "padding": 0,
        "config": {"view": {"stroke": None}},
    }
    spec["encoding"] = {"x": {"value": 0}, "y": {"value": 0}}
    wide = float(re.search(r'width="([\d.]+)"', vl_convert.vegalite_to_svg(spec))[1])
    return wide / 10 - 2 * size * (0.28 if bold else 0.26)


@dataclass(frozen=True)
class Word:
    """A visible text of a picture and the rectangle that it fills."""

    text: str
    left: float
    top: float
    right: float
    bottom: float

    def meets(self, other):
        """Whether two texts share more than a hair of the picture."""
        hair = 0.75
        return (
            self.left < other.right - hair
            and other.left < self.right - hair
            and self.top < other.bottom - hair
            and other.top < self.bottom - hair
        )


def words(svg):
    """Every visible text once; a halo, which repeats its text, is none."""
    found = []

    def walk(node, x, y):
        moved = re.match(r"translate\(([-\d.e]+)[, ]([-\d.e]+)\)", node.get("transform", ""))
        if moved:
            x, y = x + float(moved[1]), y + float(moved[2])
        if node.tag == f"{SVG}text" and node.get("stroke") is None and float(node.get("opacity", 1)) > 0 and node.text:
            size = float(node.get("font-size").removesuffix("px"))
            wide = rendered_width(node.text, size, node.get("font-weight") == "bold")
            left = x - {"start": 0, "middle": wide / 2, "end": wide}[node.get("text-anchor", "start")]
            found.append(Word(node.text, left, y - 0.72 * size, left + wide, y + 0.2 * size))
        for child in node:
            walk(child, x, y)

    walk(ET.fromstring(svg), 0.0, 0.0)  # noqa: S314 - our own picture
    return found


def said(svg):
    """All that a picture says, line breaks gone."""
    return " ".join(word.text for word in words(svg))


def size(svg):
    """Width and height of a picture."""
    root = ET.fromstring(svg)  # noqa: S314 - our own picture
    return float(root.get("width")), float(root.get("height"))


def png(data):
    """Width, height, dots per inch and texts of a PNG."""
    at, facts = 8, {"texts": {}}
    while at < len(data):
        length, kind = struct.unpack(">I4s", data[at : at + 8])
        body = data[at + 8 : at + 8 + length]
        if kind == b"IHDR":
            facts["width"], facts["height"] = struct.unpack(">II", body[:8])
        if kind == b"pHYs":
            facts["dpi"] = struct.unpack(">IIB", body)[0] * 0.0254
        if kind == b"iTXt":
            keyword, text = body.split(b"\0", 1)
            facts["texts"][keyword.decode()] = text[4:].decode()
        at += 12 + length
    return facts


def finite(value):
    """Whether nothing in nested rows is NaN or infinite."""
    if isinstance(value, dict):
        return all(map(finite, value.values()))
    if isinstance(value, list | tuple):
        return all(map(finite, value))
    return not isinstance(value, float) or math.isfinite(value)
