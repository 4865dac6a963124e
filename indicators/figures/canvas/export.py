"""Pictures as files: exact pixels, the real resolution written in, and the same bytes every time."""

from __future__ import annotations

import struct
import zlib
from dataclasses import dataclass
from typing import Any
from xml.sax.saxutils import escape

import altair as alt

_VERSION = ".".join(alt.SCHEMA_VERSION.split(".")[:2])
_CSS = 96.0  # CSS pixels in an inch
_METRE = 39.37007874  # inches
_SIGNATURE = b"\x89PNG\r\n\x1a\n"


@dataclass(frozen=True, slots=True)
class Preset:
    """A size: layout in CSS pixels, pixels of the PNG for each of them, and the resolution written into it."""

    size: tuple[float, float]
    scale: float
    dpi: float


def _paper(width: float, height: float, dpi: int, larger: float = 1.0) -> Preset:
    """Inches at a resolution; on a slide everything is set `larger`, to be read from afar."""
    scale = dpi / _CSS * larger
    return Preset((round(width * dpi) / scale, round(height * dpi) / scale), scale, dpi)


PRESETS = {
    "memo": _paper(6.5, 3.66, 220),
    "slide": _paper(12.3, 5.6, 220, larger=1.6),
    "web": Preset((624.0, 351.0), 1200 / 624, _CSS),
}
SLIDES = tuple(_paper(12.3, 5.6, 220, larger=by) for by in (1.6, 1.4, 1.2, 1.0))  # the largest type that fits is taken


def to_png(spec: dict[str, Any], preset: Preset, title: str, alt_text: str) -> bytes:
    """The specification as PNG with resolution, title and description, packed to a quarter of the renderer's size."""
    import vl_convert  # noqa: PLC0415 - the renderer is loaded when the first picture leaves

    drawn = _chunks(vl_convert.vegalite_to_png(spec, vl_version=_VERSION, scale=preset.scale))
    pixels = zlib.decompress(b"".join(data for kind, data in drawn if kind == b"IDAT"))
    per_metre = round(preset.dpi * _METRE)
    chunks = (
        *(chunk for chunk in drawn if chunk[0] == b"IHDR"),
        (b"pHYs", struct.pack(">IIB", per_metre, per_metre, 1)),
        (b"iTXt", _text("Title", title)),
        (b"iTXt", _text("Description", alt_text)),
        (b"IDAT", zlib.compress(pixels, 9)),
        (b"IEND", b""),
    )
    return _SIGNATURE + b"".join(_written(kind, data) for kind, data in chunks)


def to_svg(spec: dict[str, Any], title: str, alt_text: str) -> bytes:
    """The specification as SVG with a title and a description, which the renderer leaves out."""
    import vl_convert  # noqa: PLC0415 - see to_png

    svg: str = vl_convert.vegalite_to_svg(spec, vl_version=_VERSION)
    start = svg.index(">", svg.index("<svg")) + 1
    said = f"<title>{escape(title)}</title><desc>{escape(alt_text)}</desc>"
    return (svg[: start - 1] + ' role="img">' + said + svg[start:]).encode()


def _chunks(png: bytes) -> list[tuple[bytes, bytes]]:
    """The kind and the data of every chunk of a PNG (ISO/IEC 15948, 5.3)."""
    found, at = [], len(_SIGNATURE)
    while at < len(png):
        (length,) = struct.unpack(">I", png[at : at + 4])
        found.append((png[at + 4 : at + 8], png[at + 8 : at + 8 + length]))
        at += 12 + length
    return found


def _written(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def _text(keyword: str, text: str) -> bytes:
    """The data of an uncompressed text chunk in UTF-8."""
    return keyword.encode() + b"\0\0\0\0\0" + text.encode()
