# ruff: noqa: INP001 - scripts in a folder, not a package
"""Write docs/columns.md from the declared columns and series: `python docs/generate/columns.py FILE`."""

from __future__ import annotations

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2]))  # the project is run from its folder and not installed

from indicators import registry
from indicators.core.claims.claim import CLAIM_COLUMNS, CLAIM_KINDS
from indicators.core.model.catalogue import all_series
from indicators.core.model.event import EVENT_COLUMNS
from indicators.core.model.observation import ADDED, COLUMNS, GRADES, REQUIRED, RIGHTS
from indicators.core.model.series import Series
from indicators.core.model.units import UNITS

MEANING = {
    "series": "what is counted: an id of the list below",
    "entity": "whose number it is: `Kling AI`, `Runway`, `OpenAI`, …",
    "basis": "who measures it and how: `Sensor Tower app panel`. Numbers on two bases are never one series",
    "period_start": "first day, an ISO date such as `2026-03-01`",
    "period_end": "last day; the same day for a number that holds on one day",
    "age_days": "retention only: days since a user's first day",
    "value": "the number; empty only where a bound is given",
    "low": "low end of the range that the source gives, read as a 90 % interval; alone it needs the grade `floor`",
    "high": "high end of that range; alone it needs the grade `ceiling`",
    "unit": "a unit that the series takes",
    "grade": "how firm it is; the grades stand below",
    "published_on": "the day on which the world could know it; empty counts as the day of recording",
    "source": "who said so",
    "url": "where: http or https, or empty",
    "rights": "who may see it; empty means `public`",
    "label": "tells apart two numbers of one key: a round's name, a paper's title",
    "note": "free text",
    "id": "whole numbers from 1, in the order of writing",
    "recorded_at": "UTC time of writing, ending in `Z`",
    "recorded_by": "who wrote it: the name of the account on that machine",
    "batch": "the act of writing, as `log` lists it and `undo` takes it back",
    "retracted": "UTC time at which it was taken back, or empty",
    "retracted_why": "why",
}
GRADE = {
    "reported": "the source states the number",
    "estimate": "the source, or a panel, estimates it; typed as `~8m`",
    "floor": 'the source says "more than"; typed as `>8m`',
    "ceiling": 'the source says "less than"; typed as `<8m`',
    "derived": "worked out from numbers that a source states",
    "assumption": "nobody states it; entered with a low and a high end",
}
RIGHT = {
    "public": "anyone",
    "licensed": "who holds the licence: pictures carry a line, the numbers stay out of files unless asked for",
    "confidential": "nothing that rests on it leaves without a name and a reason",
}
CLAIM = {
    "id": "a short name",
    "claim": "what was said",
    "kind": f"one of {', '.join(f'`{kind}`' for kind in CLAIM_KINDS)}",
    "source": "who said it",
    "made_on": "when",
    "set_on": "when the test was chosen; one chosen after its period ended is shown and never scored",
    "period_end": "last day of the period that it is about",
    "resolve_by": "the day by which it should be decided",
    "metric": "the reading that decides it, such as `kling.mau`",
    "basis": "whose numbers judge it; empty means the basis that led on `set_on`",
    "test": "`>`, `>=`, `<` or `<=` and a number in the metric's unit",
    "note": "free text",
}
EVENT = {
    "date": "the day; the event is known from it on",
    "entity": "whose event",
    "kind": "`launch`, `funding`, `results`, `shutdown`, `proof`, …",
    "title": "what happened, in a line",
    "source": "who said so",
    "url": "where",
}

HEAD = """\
# Columns and series

Made by `make docs` from the declarations in `indicators/core`; not edited by hand.

One row is one number that somebody published or assumed. The same columns serve import and export as CSV and XLSX, the
view `observations` in the board's file, and `--json`. CSV is UTF-8 with commas and decimal points; its header may stand
in any order, optional columns may be missing, an unknown one rejects the file.

```csv
series,entity,basis,period_start,period_end,value,unit,grade,source,published_on
mau,Kling AI,Sensor Tower app panel,2026-03-01,2026-03-31,7800000,users,estimate,"Market brief, 2 Apr 2026",2026-04-02
```

A second row with the same series, entity, basis, period, age, label and unit is a revision: nothing is overwritten.
"""


def page() -> str:
    """Return the page in Markdown: the columns, the grades and rights, the series, and the two other kinds of file."""
    units = "; ".join(f"{u.makes_one:g} {u.id} = 1 {u.canonical}" for u in UNITS.values() if u.canonical)
    parts = [
        HEAD,
        "## Columns\n",
        *table(("column", "", "meaning"), [(f"`{c}`", _needed(c), MEANING[c]) for c in COLUMNS]),
        "\nExport adds these. An empty board keeps them, so that it is identical; a filled one\nignores them.\n",
        *table(("column", "meaning"), [(f"`{c}`", MEANING[c]) for c in ADDED]),
        "\n## Grades\n",
        *table(("grade", "means"), [(f"`{g}`", GRADE[g]) for g in reversed(GRADES)]),
        "\nA reading takes over the softest grade of its inputs: the order is " + ", ".join(GRADES) + ".\n",
        "## Rights\n",
        *table(("rights", "may be seen by"), [(f"`{r}`", RIGHT[r]) for r in RIGHTS]),
        "\nReadings, figures and memos take over the strictest of their inputs.\n",
        "## Series\n",
        f"The first unit is the canonical one; others convert exactly ({units}).",
        "A currency is an ISO 4217 code such as `USD`.",
        "A number is due so many days after the last period's end: its rhythm and its lag. A reading is stale when it",
        "is older than twice the rhythm and once the lag. Series with neither never are.",
        *(line for group in dict.fromkeys(s.group for s in all_series().values()) for line in _group(group)),
        "\nA context series of your own is declared on the page Enter, under Event; no metric reads it.\n",
        "## Events\n",
        "A file with these columns is imported as events; date, entity and title are its key.\n",
        *table(("column", "meaning"), [(f"`{c}`", EVENT[c]) for c in EVENT_COLUMNS]),
        "\n## Claims\n",
        "A file with these columns is imported as claims.\n",
        *table(("column", "meaning"), [(f"`{c}`", CLAIM[c]) for c in CLAIM_COLUMNS]),
    ]
    return "\n".join(parts) + "\n"


def table(head: tuple[str, ...], rows: list[tuple[str, ...]]) -> list[str]:
    """Return the lines of a table in Markdown."""
    lines = [head, ("---",) * len(head), *rows]
    return [f"| {' | '.join(cell.replace('|', '&#124;') for cell in line)} |" for line in lines]


def _needed(column: str) -> str:
    return "required" if column in REQUIRED else ""


def _group(group: str) -> list[str]:
    rows = [_series(s) for s in all_series().values() if s.group == group]
    head = ("series", "is", "units", "limits", "rhythm + lag", "stale after", "on the page of")
    return [f"\n### {group.capitalize()}\n", *table(head, rows)]


def _series(s: Series) -> tuple[str, ...]:
    kind = "a stock" if s.stock else "a sum over its period" if s.flow else ""
    units = (
        "a currency, a month" if s.id in ("net_burn", "gross_burn") else "a currency" if s.money else ", ".join(s.units)
    )
    rhythm = f"{s.rhythm.every} + {s.rhythm.lag}" if s.rhythm else ""
    title = ", ".join(part for part in (s.title, kind, f"of {s.entity}" if s.entity else "") if part)
    stale = "" if s.stale_after is None else f"{s.stale_after} days"
    return (f"`{s.id}`", title, units, _limits(s), rhythm, stale, ", ".join(_readers(s)))


def _limits(s: Series) -> str:
    whole = "whole, " if s.whole else ""
    if s.low is not None and s.low == s.high:
        return f"{whole}{s.low:g} alone"
    low = "any" if s.low is None else f"{'>' if s.low_open else '≥'} {s.low:g}"
    return f"{whole}{s.low:g} to {s.high:g}" if s.low is not None and s.high is not None else f"{whole}{low}"


def _readers(s: Series) -> list[str]:
    return [f"`{i.id}`" for i in registry().values() if s.id in i.series]


if __name__ == "__main__":
    Path(sys.argv[1]).write_text(page(), encoding="utf-8", newline="\n")
