"""What was measured: as a table, as JSON, and as docs/performance.md, which is written from the JSON alone."""

from __future__ import annotations

import json
import os
import platform
import sqlite3
from collections.abc import Sequence
from dataclasses import asdict
from importlib.metadata import version
from pathlib import Path
from typing import Any

from tests.bench.measure import Result, Spread

HEAD = ("what", "against", "ours", "floor", "ratio", "goal", "")
PACKAGES = ("streamlit", "pandas", "altair", "sqlite-utils", "vl-convert-python", "playwright")


def as_json(results: Sequence[Result], machine: dict[str, Any]) -> dict[str, Any]:
    """All results with where they were measured."""
    return {"machine": machine, "rows": [asdict(r) | {"ratio": r.ratio, "met": r.met} for r in results]}


def machine() -> dict[str, Any]:
    """What the numbers depend on."""
    return {
        "cores": os.cpu_count(),
        "system": f"{platform.system()} {platform.machine()}",
        "python": platform.python_version(),
        "sqlite": sqlite3.sqlite_version,
        **{name: version(name) for name in PACKAGES},
        "load_at_start": [round(x, 2) for x in os.getloadavg()],
    }


def read(text: str) -> tuple[list[Result], dict[str, Any]]:
    """The results of a JSON file."""
    whole = json.loads(text)
    found = []
    for row in whole["rows"]:
        given = {name: value for name, value in row.items() if name not in ("ratio", "met")}
        given |= {name: Spread(**row[name]) if row[name] else None for name in ("ours", "floor")}
        found.append(Result(**given))
    return found, whole["machine"]


def cells(r: Result) -> tuple[str, ...]:
    """A result in the columns of HEAD."""
    goal = "" if r.goal is None else f"≤ {r.goal:g}" + ("" if r.floor else f" {r.unit}")
    word = {None: "", True: "met", False: "MISSED"}[r.met]
    return (
        r.what,
        r.against,
        _spread(r.ours, r.unit),
        _spread(r.floor, r.unit) if r.floor else "",
        f"{r.ratio:.2f}" if r.ratio is not None else "",
        goal,
        " · ".join(part for part in (word, r.note) if part),
    )


def _spread(s: Spread, unit: str) -> str:
    digits = 0 if s.median >= 100 else 1 if s.median >= 10 else 2
    return f"{s.median:.{digits}f} {unit} ({s.low:.{digits}f} to {s.high:.{digits}f}, n {s.count})"


def table(results: Sequence[Result]) -> str:
    """The table for a terminal."""
    rows = [HEAD, *(cells(r) for r in results)]
    widths = [max(len(row[i]) for row in rows) for i in range(len(HEAD))]
    return "\n".join("  ".join(text.ljust(w) for text, w in zip(row, widths, strict=True)).rstrip() for row in rows)


def page(results: Sequence[Result], where: dict[str, Any], words: str) -> str:
    """docs/performance.md."""
    rows = [HEAD, ("---",) * len(HEAD), *(cells(r) for r in results)]
    lines = ["| " + " | ".join(row) + " |" for row in rows]
    missed = [r.what for r in results if r.met is False]
    said = f"Missed: {'; '.join(missed)}." if missed else "Every goal is met."
    stood = ", ".join(f"{name} {value}" for name, value in where.items() if name != "load_at_start")
    return "\n".join(
        [
            "# Performance",
            "",
            "Written by `make bench` from `docs/performance.json`; do not edit. Each line times ours and its floor in",
            "turn, A B A B, and shows medians with the quartiles behind them: look at the",
            "ratio: a busy machine slows both.",
            "",
            *lines,
            "",
            said,
            "",
            f"Measured on: {stood}; load before the run {where['load_at_start'][0]}.",
            "",
            words,
            "",
        ]
    )


def keep(results: Sequence[Result], where: dict[str, Any], folder: Path, words: str) -> None:
    """Write both files."""
    text = json.dumps(as_json(results, where), indent=1, ensure_ascii=False)
    (folder / "performance.json").write_text(text + "\n", "utf-8")
    (folder / "performance.md").write_text(page(results, where, words), "utf-8")
