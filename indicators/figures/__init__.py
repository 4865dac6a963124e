"""Panels as pictures: Altair specifications for a page, PNG and SVG for a memo. The only altair."""

from __future__ import annotations

from .panels.figure import Figure, figure
from .panels.sparkline import Sparkline, sparkline
from .sheets.card import Card
from .sheets.first_prints import FirstPrints, RevisedNumber
from .sheets.sheet import Sheet
from .sheets.table import Column, Table

__all__ = [
    "Card",
    "Column",
    "Figure",
    "FirstPrints",
    "RevisedNumber",
    "Sheet",
    "Sparkline",
    "Table",
    "figure",
    "sparkline",
]
