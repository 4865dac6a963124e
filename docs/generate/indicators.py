# ruff: noqa: INP001 - scripts in a folder, not a package
"""Write docs/indicators.md from the registry: `python docs/generate/indicators.py FILE`."""

from __future__ import annotations

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2]))  # the project is run from its folder and not installed

from indicators import registry
from indicators.core.model.catalogue import all_series
from indicators.core.model.indicator import Bands, Indicator, Metric
from indicators.core.text import say

HEAD = """\
# Indicators

Made by `make docs` from the files in `indicators/`; not edited by hand.

Each question has its readings, the lines at which one becomes a call on the thesis, and the publications behind it. The
headline's call is the indicator's; a reading that is unknown or stale makes no call. How the formulas work and where
they come from stands in [methods.md](methods.md), the columns of a number in [columns.md](columns.md).
"""


def page() -> str:
    """Return the page in Markdown, a section for each indicator."""
    return "\n".join([HEAD, *(section(i) for i in registry().values())]).rstrip() + "\n"


def section(i: Indicator) -> str:
    """Return an indicator's section: readings, calls, panels, where its numbers are from, sources, examples."""
    lines = [
        f"## {i.title}\n",
        f"{i.question} About {i.entity}; headline `{i.full(i.headline.id)}`.\n",
        "### Readings\n",
    ]
    lines += table(("reading", "is", "unit", "how"), [_metric(i, m) for m in i.metrics])
    banded = [(m, m.bands) for m in i.metrics if m.bands]
    lines += ["\n### Calls\n", "What lies between is mixed; users can move a line, and it is shown as theirs.\n"]
    lines += table(("reading", "supports", "against", "because"), [_bands(i, m, b) for m, b in banded])
    lines += ["\n### Panels\n", *table(("panel", "shows"), [(f"`{i.full(p.id)}`", p.measure) for p in i.panels])]
    if i.where:
        lines += ["\n### Where the numbers are\n"]
        lines += table(
            ("series", "place"), [(f"`{s}` ({all_series()[s].title})", place) for s, place in i.where.items()]
        )
    lines += ["\n### Sources\n", *(f"- [{s.title}]({s.url}): {s.supports}" for s in i.sources)]
    lines += [
        "\n### Worked examples\n",
        "They run as tests.\n",
        *(f"- {_expected(e.title, e.expect)}" for e in i.examples),
    ]
    return "\n".join([*lines, ""])


def table(head: tuple[str, ...], rows: list[tuple[str, ...]]) -> list[str]:
    """Return the lines of a table in Markdown."""
    return [
        f"| {' | '.join(cell.replace('|', '&#124;') for cell in line)} |"
        for line in (head, ("---",) * len(head), *rows)
    ]


def _metric(i: Indicator, m: Metric) -> tuple[str, ...]:
    return (f"`{i.full(m.id)}`", m.title, m.unit, m.definition)


def _bands(i: Indicator, m: Metric, b: Bands) -> tuple[str, ...]:
    tests = [say.condition(test, m.unit, m.shown) if test else "never" for test in (b.supports, b.against)]
    return (f"`{i.full(m.id)}`", *tests, f"{b.because} {b.source}.")


def _expected(title: str, expect: object) -> str:
    wanted = dict(expect)  # type: ignore[call-overload]  # a mapping by its declaration
    return f"{title}: " + ", ".join(f"`{name}` {value}" for name, value in wanted.items())


if __name__ == "__main__":
    Path(sys.argv[1]).write_text(page(), encoding="utf-8", newline="\n")
