"""What is on record: what there is to enter, the log, the history of a number, an export."""

from __future__ import annotations

from argparse import Namespace
from dataclasses import asdict

from .. import registry
from ..core.model.catalogue import all_series
from ..core.model.errors import UsageError
from ..core.model.series import MONEY
from ..core.text.misread import Misread
from ..core.text.periods import read_period
from ..store import export_file
from .common import Result, open_for


def list_(_options: Namespace) -> Result:
    """What there is to enter and to read."""
    found = [
        {
            "id": i.id,
            "title": i.title,
            "question": i.question,
            "metrics": [i.full(m.id) for m in i.metrics],
            "panels": [i.full(p.id) for p in i.panels],
        }
        for i in registry().values()
    ]
    series = [
        {"id": s.id, "units": ["ISO 4217"] if s.units == (MONEY,) else list(s.units)} for s in all_series().values()
    ]
    lines = [f"{i['id']}: {i['title']}. {i['question']}\n  " + "\n  ".join(i["metrics"]) for i in found]
    lines += ["series:", *(f"  {s['id']} [{', '.join(s['units'])}]" for s in series)]
    return {"indicators": found, "series": series}, "\n".join(lines), 0


def log(options: Namespace) -> Result:
    """Who wrote what when."""
    names = ("batch", "at", "by", "what", "rows", "undone")
    batches = [{name: asdict(b)[name] for name in names} for b in open_for(options).log()]
    lines = [
        f"{b['batch']:>5}  {b['at']}  {b['by']}  {b['what']}  {b['rows']} rows" + _undone(b["undone"]) for b in batches
    ]
    return {"batches": batches}, "\n".join(lines) or "no batches", 0


def _undone(at: str | None) -> str:
    return f"  undone {at}" if at else ""


def history(options: Namespace) -> Result:
    """Every row of a series and entity, retracted ones too."""
    period = None
    if options.period:
        found = read_period(options.period)
        if isinstance(found, Misread):
            raise UsageError(f"--period: {found.why}")
        period = (found.start, found.end)
    rows = open_for(options).history(options.series, options.entity, options.basis, period)
    names = ("id", "period_start", "period_end", "value", "unit", "grade", "published_on", "basis", "retracted")
    lines = ["  ".join("" if row[name] is None else str(row[name]) for name in names) for row in rows]
    return {"observations": rows}, "\n".join(lines) or "no rows", 0


def export(options: Namespace) -> Result:
    """The board as a file."""
    rows = export_file(open_for(options), options.file, options.as_of)
    return {"file": str(options.file), "rows": rows}, f"{options.file}: {rows} observations", 0
