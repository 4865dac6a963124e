"""Rows of the board as a person reads them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

import pandas as pd
import streamlit as st

from ...core.evidence.comparable import told_cells
from ...core.model.catalogue import all_series
from ...core.text import say
from ...core.text.periods import say_period


def row_table(rows: Iterable[Mapping[str, Any]], key: str | None = None) -> None:
    """A table of observations, newest first."""
    st.dataframe(table(rows), hide_index=True, key=key, column_config={"Link": st.column_config.LinkColumn()})


def table(rows: Iterable[Mapping[str, Any]]) -> pd.DataFrame:
    """What the table shows, one row a number."""
    return pd.DataFrame([_row(row) for row in sorted(rows, key=lambda r: (r["period_end"], r["id"]), reverse=True)])


def _row(row: Mapping[str, Any]) -> dict[str, Any]:
    series = all_series().get(row["series"])
    title = series.title if series else row["series"]
    age = f", day {row['age_days']}" if row["age_days"] is not None else ""
    period = say_period(date.fromisoformat(row["period_start"]), date.fromisoformat(row["period_end"]))
    published = row["published_on"] or row["recorded_at"][:10]
    told = told_cells(row["series"], row["period_start"], row["period_end"], published)
    taken_back = f"{row['retracted']}: {row['retracted_why']}" if row.get("retracted") else ""
    return {
        "Id": row["id"],
        "Series": title + age,
        "Entity": row["entity"],
        "Period": f"{period} ({told})" if told else period,
        "Value": value(row),
        "Grade": say.GRADE_WORDS[row["grade"]],
        "Basis": row["basis"],
        "Published": row["published_on"] or "",
        "Source": row["source"],
        "Link": row["url"] or None,
        "Rights": row["rights"],
        "Label": row["label"],
        "Note": row["note"],
        "Recorded": f"{row['recorded_at']} by {row['recorded_by']}",
        "Taken back": taken_back,
    }


def value(row: Mapping[str, Any]) -> str:
    """The number as it was entered, with its range and unit."""
    text = "" if row["value"] is None else f"{row['value']:,.15g}"
    low, high = ("" if row[end] is None else f"{row[end]:,.15g}" for end in ("low", "high"))
    span = f"{low} to {high}" if low and high else low or high
    one_sided = {"floor": "more than ", "ceiling": "less than "}.get(row["grade"], "")
    return f"{one_sided}{text}{f' ({span})' if text and span else span} {row['unit']}"
