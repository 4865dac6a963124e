"""The page on false calls: one table, how it was drawn and what follows."""

from __future__ import annotations

from indicators import registry

from .outcome import Outcome

PAGE = """\
# False calls

{made}

What do the bands say where nothing happens? Each row is a world that stays as it is, for a year; its numbers come at
the usual rhythm, off by what their source is off by. After each number the board is looked at. A call is **false**
where it supports or speaks against and the bands, held against the world itself, do not say so.

No headline may make a false call at more than {headlines} of the looks in any world here, no other metric at more
than {others}. The most are {most_headline} for a headline and {most_other} for another metric.

{cases}

## How to read it

- *Says*: what the bands say of the world. Where users stand still, "against" is right and only "supports" is false;
  where the truth lies between the lines, both are.
- *False a look*: the share of the looks with a false call. *False a year*: the share of the years with at least one.
- **An interval that straddles a line is mixed.** The rows "with its range" show what that is worth: enter the range
  that a source states.
- **The price is silence.** The same rules keep many true calls back: at 7 % a month with an error of 20 % new each
  month, half a year of users says almost nothing.

## What makes no call, and from when on it may

{quiet}

## What it does not show

- The worlds lie in the middle of a band. Beside a line, chance decides on which side a number falls: one without a
  range is then called falsely at up to half of the looks, one with an interval at 5 %, or 2.5 % for users.
- A company's own number without a range is taken at its word: of one month's burn nothing tells how months vary.
- `runway.months` counts at the burn of now. Where the burn goes on growing by 2 % a month, 18 such months are 15.4;
  by 4 %, 13.6. [calibration.md](calibration.md) has how seldom its interval then holds the truth.
- An error that stays the same for years, such as a panel that counts a third too few, is seen by no rule here; growth,
  shares of a total and an index of gains cancel it, levels do not.

## How it was drawn

Errors are factors e^(sigma z), z standard normal; 20 % is the error of a panel of phones. Carried on: 0.6 of an error
stays in the next number, at the same size in all. Heavy tails: z is Student's t with three degrees of freedom, scaled
to the same size. Users who wander take a step of that size each month, which stays. More than chance: a negative
binomial count; users alike: a beta-binomial share with that intra-class correlation. Ranges are the 90 % range of the
error. {runs} years a row, each row with a seed of its own, so a run repeats to the digit on the same numpy; the
standard error of a share of years is at most 3.5 percentage points.
"""

QUIET = """\
- `kling.mau_growth`: two numbers are no record (`one_pair`). From three on it speaks where its 90 % interval lies
  beyond a line and its 95 % one does too: between two lines there are two ways to be wrong, and with the 90 % one alone
  users who wander by 10 or 20 % a month were called falsely at 6 and 8 % of the looks.
- `kling.revenue_growth_1q`, `runway.arr_growth_1y`, `runway.burn_multiple`: a pair with an estimate in it and no range
  (`one_pair`); with a third party's 20 % every sixth look was false.
- `kling.draw_index`: gains divided by gains, so it needs the ranges of its numbers (`no_range`).
- `kling.retention_d30`: where cohorts of known size vary more than chance does, the call must hold against an interval
  as much wider (from two cohorts on); the plain one was false at 16 % of the looks.
- `runway.months`: estimates of cash or burn without a range are too noisy (15 % were false). Of
  several burns the newest alone must say what their mean says (without it 5.5 % with errors that carry on).
- `robotics.hiring_velocity`: where weeks vary more than chance does, the call must hold against an interval as much
  wider; the plain one was false at 9 % with five times the variance.
- `robotics.papers` supports when a person read a paper that counts, and silence is never against (`none_found`)."""

HEADLINES, OTHERS = 0.05, 0.10
"""The share of looks with a false call that a headline and another metric may have."""

HEAD = """\
| metric | world | says | numbers | off by | supports | mixed | against | no call | false a look | false a year |
|---|---|---|---|---|--:|--:|--:|--:|--:|--:|"""


def headlines() -> set[str]:
    """The metrics that indicators put first."""
    return {i.full(m.id) for i in registry().values() for m in i.metrics if m.headline}


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
    first = [o.false_share for o in outcomes if o.case.metric in headlines()]
    rest = [o.false_share for o in outcomes if o.case.metric not in headlines()]
    return PAGE.format(
        made=made,
        cases="\n".join(table),
        runs=f"{max(runs):,}",
        quiet=QUIET,
        headlines=percent(HEADLINES),
        others=percent(OTHERS),
        most_headline=percent(max(first)),
        most_other=percent(max(rest)),
    )
