"""The page on false calls: one table, how it was drawn and what follows."""

from __future__ import annotations

from .outcome import Outcome

PAGE = """\
# False calls

{made}

What do the bands say where nothing happens? Each row is a world that stays as it is, for a year; its numbers come at
the usual rhythm, off by what their source is off by. After each number the board is looked at. A call is **false**
where it supports or speaks against and the world, looked at without error on the same day, does not say so.

{cases}

## How to read it

- *Says*: the call of the world without error. Where users stand still, "against" is right and only "supports" is
  false; where the truth lies between the lines, both are.
- *False a look*: the share of the looks with a false call. *False a year*: the share of the years with at least one.
- **An interval that straddles a line is mixed.** The rows "with its range" show what that is worth: enter the range
  that a source states, and most false calls become mixed.
- `kling.mau_growth` is the drift of half a year's numbers with its interval, so that an error of each month widens it;
  from two numbers alone it makes no call. Growth between two months of such a panel would be close to a coin flip.
- `kling.draw_index` divides gains by gains: without the ranges of its numbers it makes no call.
- `robotics.papers` supports when a person read a paper that counts, and silence is never against.

## How it was drawn

Errors are factors e^(sigma z), z standard normal; 20 % is the error of a panel of phones. Ranges are the 90 % range of
that error. {runs} years a row, each row with a seed of its own, so a run repeats to the digit on the same numpy; the
standard error of a share of years is at most 3.5 percentage points.
"""

HEAD = """\
| metric | world | says | numbers | off by | supports | mixed | against | no call | false a look | false a year |
|---|---|---|---|---|--:|--:|--:|--:|--:|--:|"""


def percent(share: float) -> str:
    """A share to the tenth of a percent."""
    return f"{100 * share:.1f} %"


def row(outcome: Outcome, runs: int) -> str:
    """Return an outcome as a line of the table."""
    case = outcome.case
    cells = (
        f"`{case.metric}`",
        case.truth,
        outcome.truth,
        case.numbers,
        case.error,
        *(percent(outcome.share(call)) for call in ("supports", "mixed", "against", "no call")),
        f"**{percent(outcome.false_share)}**",
        percent(outcome.years / runs),
    )
    return "| " + " | ".join(cells) + " |"


def page(outcomes: list[Outcome], *, quick: bool) -> str:
    """Return the page in Markdown."""
    made = "Made by `make docs`; not edited by hand."
    if quick:
        made = "Made with --quick: few years a row."
    runs = [o.case.quick if quick else o.case.runs for o in outcomes]
    table = [HEAD, *(row(o, n) for o, n in zip(outcomes, runs, strict=True))]
    return PAGE.format(made=made, cases="\n".join(table), runs=f"{max(runs):,}")
