"""Turns the short form of a worked example into the frame that `evaluate` reads."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

import pandas as pd

from ..model.catalogue import all_series
from ..model.errors import DeclarationError
from ..model.observation import COLUMNS
from ..model.series import MONEY
from ..text.misread import Misread
from ..text.periods import read_period

FRAME = (*COLUMNS, "id", "known_on", "recorded_at", "recorded_by", "batch")


def frame_of(given: Iterable[Mapping[str, Any]], entity: str) -> pd.DataFrame:
    """A frame with one row a number; basis, unit, grade and the rest are filled in where the example is silent."""
    rows = [_row(i, dict(short), entity) for i, short in enumerate(given, 1)]
    return pd.DataFrame(rows, columns=list(FRAME), dtype=object)


def _row(i: int, short: dict[str, Any], entity: str) -> dict[str, Any]:
    period = read_period(short.pop("period"))
    if isinstance(period, Misread):
        msg = f"An example's period: {period.why}"
        raise DeclarationError(msg)
    series = all_series()[short["series"]]
    row = {
        "id": i,
        "entity": entity,
        "basis": "example",
        "period_start": period.start.isoformat(),
        "period_end": period.end.isoformat(),
        "unit": "USD" if series.units == (MONEY,) else series.units[0],
        "grade": "assumption" if series.assumption else "reported",
        "known_on": period.end.isoformat(),
        "source": "example",
        "url": "",
        "rights": "public",
        "label": "",
        "note": "",
        "batch": 1,
        "recorded_by": "example",
    }
    return dict.fromkeys(FRAME) | row | short  # absent is None, as in the store's frame, not the NaN of pandas
