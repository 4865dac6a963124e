# ruff: noqa: INP001 - scripts in a folder, not a package
"""Write docs/post-mortem.md from the public record: `python docs/generate/post_mortem.py FILE`.

The board is made anew in a temporary folder, so that nothing a user entered is in the page.
"""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Iterable, Sequence
from itertools import pairwise
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2]))  # the project is run from its folder and not installed

from indicators import registry
from indicators.core.claims.claim import OUTCOME_WORDS, Decided
from indicators.core.evidence.evaluate import Evaluated
from indicators.core.review.changed.moves import in_words
from indicators.core.review.changed.sections import Section, counts, sections
from indicators.core.review.snapshot import Snapshot
from indicators.core.text import say
from indicators.store import Board, between, init, snapshot_at

DAYS = ("2026-04-02", "2026-06-01", "2026-11-22")  # the brief; two months on; the last day of the record

HEAD = """\
# A post-mortem on the public record

Made by `make docs`; not edited by hand. It looks back at the thesis as an investor would have to afterwards: what the
board said on three days, by nothing but what had been published by then, and what changed in between and why.

A reading as known on a day uses only numbers published by that day. A number on another basis is told as another
source and never as a rise or fall; a month that was published after a later one is told as that. What moved by time
alone is told apart. The record was put together afterwards, so it shows what the world could know, not what
somebody had on file; for that second question every board keeps when each row was recorded (`diff --recorded`).

The same on your own board, in the app under *What changed*, or:

```sh
.venv/bin/python -m indicators show --as-of 2026-06-01
.venv/bin/python -m indicators claims --as-of 2026-06-01
.venv/bin/python -m indicators diff 2026-04-02 2026-06-01
```
"""


def page() -> str:
    """Return the page in Markdown."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "board.db"
        init(path, "public")
        board = Board.open(path)
        sides = [snapshot_at(board, day, registry(), recorded=False) for day in DAYS]
        parts = [HEAD, as_known(board, sides[0])]
        for before, after in pairwise(sides):
            parts += [changed(board, before, after), as_known(board, after)]
    return "\n".join(parts).rstrip() + "\n"


def as_known(board: Board, side: Snapshot) -> str:
    """Return what the board said on a day: calls, the readings that speak, the claims."""
    every = [r for e in side.evaluated.values() for r in e.readings]
    numbers = len(board.observations(side.as_of))
    known, current = sum(r.known for r in every), sum(r.current for r in every)
    claims = ((d.claim.claim, OUTCOME_WORDS[d.outcome], why(d)) for d in side.claims)
    parts = [
        f"## As known on {say.day(side.as_of)}\n",
        f"{numbers} numbers; {known} of {len(every)} readings known, {current} of them current.\n",
        table(("Indicator", "Call", "Because"), (called(e) for e in side.evaluated.values())),
        "What else spoke for or against:\n",
        table(("Reading", "Says", "Because"), spoke(side)),
        "The brief's calls:\n",
        table(("Claim", "Outcome", "Because"), claims),
    ]
    return "\n".join(parts)


def called(e: Evaluated) -> tuple[str, ...]:
    """Return an indicator's row: its question, its state and the sentence."""
    return e.indicator.title, e.state_words, e.because


def why(d: Decided) -> str:
    """Return why a claim stands as it does, without the outcome, which stands beside it."""
    return d.because.removeprefix(f"{OUTCOME_WORDS[d.outcome]}: ")


def spoke(side: Snapshot) -> Iterable[tuple[str, ...]]:
    """Return the readings beside the headlines that make a call."""
    for e in side.evaluated.values():
        for r in e.readings:
            if r.call and r.metric != e.headline.metric:
                yield f"{e.indicator.short}: {r.title}", in_words(r), r.because


def changed(board: Board, before: Snapshot, after: Snapshot) -> str:
    """Return what changed between two days, and what did it."""
    found = between(board, before, after)
    title = f"## From {say.day(before.as_of)} to {say.day(after.as_of)}\n"
    return "\n".join([title, f"{counts(found).capitalize()}.\n", *map(listed, sections(found))])


def listed(section: Section) -> str:
    """Return one kind of change as a table; a column in which nothing is said is left out."""
    rows = [(told.what, told.was, told.now, told.note) for told in section.rows]
    names = ("What", "Before", "Now", section.notes)
    kept = [i for i in range(len(names)) if any(row[i] for row in rows)]
    return f"### {section.heading}\n\n" + table([names[i] for i in kept], ([row[i] for i in kept] for row in rows))


def table(names: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """Return a table in Markdown, or a dash where there is nothing to list."""
    lines = [f"| {' | '.join(cell(text) for text in row)} |" for row in rows]
    if not lines:
        return "Nothing.\n"
    return "\n".join([f"| {' | '.join(names)} |", f"|{'---|' * len(names)}", *lines]) + "\n"


def cell(text: str) -> str:
    """Return text that stays in its cell."""
    return text.replace("|", "\\|").replace("\n", " ").strip()


if __name__ == "__main__":
    Path(sys.argv[1]).write_text(page(), encoding="utf-8")
