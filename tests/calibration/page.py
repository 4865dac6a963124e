"""The page on calibration: three tables, how they were drawn and what they do not show."""

from __future__ import annotations

from .cases import EXACT, STATED
from .outcome import Outcome

PAGE = """\
# Calibration

{made}

Does a stated interval hold the truth as often as it says? Each row below knows its truth, draws data from it, asks the
formula in `indicators/methods` for its interval and looks. In its band are {inside} of {all} rows.

- **Stated 90 %** (a source's own range carried through a formula, drift, counterfactual): 85 to 95 % of the intervals
  hold the truth.
- **Stated 95 %** (trend, survival, Kaplan-Meier, Wilson): 90 to 99 %.
- **Exact 95 %** (papers, the ratio of two rates): at least 95 %; counts are whole, so it is mostly more.

{cases}

## How it was drawn

Every row has a seed of its own, so a run repeats to the digit on the same numpy. The standard error is that of the
simulation, in percentage points: largest for `survival_interval`, where one replication is 200 refits.

- **Ranges.** The source is off by a factor e^(sigma z), z standard normal. It knows its sigma, and prints its estimate
  with e^(-1.645 sigma) to e^(+1.645 sigma) times that as the 90 % range. The truth of `runway_months` is cash ÷ true
  burn; that of `burn_from_model` comes from the true parts, each of which has a source of its own.
- **Series.** Monthly numbers on days that stray by up to 8, with log-normal noise of sigma 0.10. `trend_per_month` must
  hold the true growth. Or a random walk with drift on such days: `drift_per_month` must hold its drift,
  `counterfactual` the number that comes 60 days after the last. Two points give a value and no interval, so they are
  not here.
- **Users.** `survival_interval` on cohorts drawn with the parameters of Fader and Hardie's High End customers (2007),
  its 200 refits as in use; Kaplan-Meier on lifetimes of which some are still running when watching stops.
- **Counts.** Binomial and Poisson draws.

## What it does not show

That a formula fits the world. The rows above grant each formula its assumption: sources that know how wrong they are
and err by log-normal factors, independently of each other; growth that is steady; users of the sBG kind; papers that
appear one by one. Where an assumption breaks, an interval holds the truth less often than it says, or more often. For
some breaks:

{broken}

- A source that is too sure makes every range computed from it too narrow. Errors that two sources share make a ratio's
  range too wide.
- The interval of a survival far beyond the last age leaves out the error of the model, which here is most of it. That
  is why the spread between two models is shown beside the fit.
- The Wilson interval is not exact: right on average over shares, short for some near 0 or 1 in a small sample.

## Processes that we did not choose

Data as others have them: errors that carry from month to month, heavy tails, a pace that wanders, balances that are
old, costs that a model leaves out, users and papers that come in clusters, curves of another kind. No band is promised
here; *covered* is what came.

{unchosen}

- **Growth.** The line of least squares takes each month's error for its own and fails where it carries on. The drift of
  a random walk holds its 90 % through all of them, and is wider than it need be where errors are new each month. That
  is why the headline is the drift and `kling.mau_trend` has no bands. It is the mean pace of the months that it looks
  back on, not the pace to come.
- **Six months ahead** the same, but where the pace itself wanders: the interval then holds one number in three. What
  would have been is told for the first months after the announcement; later ones rest on a pace that stays.
- **Months of cash** hold where the ranges are told, however old the balance. A range that is not told is missing, and a
  burn that grows from now on is outside the definition, which counts at the burn of now.
- **The burn model** knows nothing of costs that it does not list, and takes its four sources to err independently.
- **Papers.** The exact interval is too narrow for months that vary more than chance; as much wider as they vary, it
  still falls two to five points short of what it states, for six months tell a variance badly.
- **Retention.** Users who are alike in clusters make a Wilson interval of 10,000 of them far too narrow: a call must
  hold against one as wide as cohorts vary (see [false-calls.md](false-calls.md)). A fitted curve's interval at day 180
  says nothing where users leave by another law: it is told as a model, beside two others, and has no bands.
"""

CASE_HEAD = """\
| interval | truth | n | replications | stated | covered | standard error | in its band |
|---|---|---|--:|--:|--:|--:|---|"""
UNCHOSEN_HEAD = """\
| interval | process | n | replications | stated | covered | standard error |
|---|---|---|--:|--:|--:|--:|"""
BROKEN_HEAD = """\
| interval | what is broken | n | replications | stated | covered | standard error |
|---|---|---|--:|--:|--:|--:|"""


def row(outcome: Outcome) -> str:
    """Return an outcome as the cells that both tables have."""
    case = outcome.case
    without = f" ({outcome.without:,} without an interval)" if outcome.without else ""
    cells = (
        f"`{case.interval}`",
        case.truth,
        case.n,
        f"{outcome.given + outcome.without:,}{without}",
        f"{'≥ ' if case.band is EXACT else ''}{STATED[case.band]:.0%}".replace("%", " %"),
        f"{100 * outcome.covered:.1f} %",
        f"{100 * outcome.error:.2f}",
    )
    return "| " + " | ".join(cells) + " |"


def page(cases: list[Outcome], broken: list[Outcome], unchosen: list[Outcome], *, quick: bool) -> str:
    """Return the page in Markdown."""
    made = "Made by `make docs`; not edited by hand."
    if quick:
        made = "Made with --quick: few replications, so a row may miss its band by chance."
    return PAGE.format(
        made=made,
        inside=sum(outcome.inside() for outcome in cases),
        all=len(cases),
        cases="\n".join([CASE_HEAD, *(f"{row(o)} {'yes' if o.inside() else '**no**'} |" for o in cases)]),
        broken="\n".join([BROKEN_HEAD, *map(row, broken)]),
        unchosen="\n".join([UNCHOSEN_HEAD, *map(row, unchosen)]),
    )
