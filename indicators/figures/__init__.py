"""Panels as pictures: Altair specifications for a page, PNG and SVG for a memo. The only altair."""

from __future__ import annotations

from .card import Card
from .figure import Figure, figure
from .prints import Printed, Prints
from .sheet import Sheet
from .sparkline import Sparkline, sparkline
from .table import Column, Table

__all__ = ["Card", "Column", "Figure", "Printed", "Prints", "Sheet", "Sparkline", "Table", "figure", "sparkline"]
