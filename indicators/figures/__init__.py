"""Panels as pictures: Altair specifications for a page, PNG and SVG for a memo. The only altair."""

from __future__ import annotations

from .figure import Figure, figure
from .sparkline import Sparkline, sparkline

__all__ = ["Figure", "Sparkline", "figure", "sparkline"]
