"""An empty page to set words on: a plot without axes, measured in CSS pixels."""

from __future__ import annotations

from .drawing import LABEL, Drawing, Plot, Rule, Size, Text


def blank(size: Size, under: float = 0.0) -> Drawing:
    """A plot as large as the room, less what is kept free `under` it; x and y are pixels from its lower left corner."""
    wide, high = size.width, max(size.height - under, 1.0)
    plot = Plot(width=wide, height=high, left=0.0, x="number", x0=0.0, x1=wide, y0=0.0, y1=high)
    drawing = Drawing(plot=plot)
    drawing.rules.append(Rule(x=0, y=0, x2=wide, y2=high, ink="ground", thick=0))  # spans the domain
    return drawing


def put(  # noqa: PLR0913 - a text's own fields
    drawing: Drawing, text: str, x: float, down: float, *, size: float = LABEL, ink: str = "muted", bold: bool = False
) -> None:
    """A text whose middle is `down` pixels from the top."""
    y = drawing.plot.height - down
    drawing.texts.append(Text(x=x, y=y, text=text, align="left", ink=ink, size=size, bold=bold))
