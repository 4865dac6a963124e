"""The table of processes that the formulas did not choose: no band holds, the page says what is covered."""

from __future__ import annotations

from .cases import EXACT, INTERVAL, RANGE, Case
from .draws import line_ahead
from .unchosen import CURVES, ahead, captured, clustered, curve, modelled, months, quarters, trend, walk

ERRORS = (("errors carried on (AR 0.6)", 0.6, 0), ("errors carried on (AR 0.9)", 0.9, 0), ("a random walk", 1, 0))
HEAVY = ("errors with heavy tails (t, 3 df)", 0, 3)
WANDERS = 0.03  # what the pace of a month changes by until the next
SIX = "six months ahead"

GROWTH = (
    *(
        Case(interval=name, truth=words, n=f"{points} points", band=band, draw=draw, runs=4_000)
        for name, band, formula in (("trend_per_month", INTERVAL, trend), ("drift_per_month", RANGE, walk))
        for words, carried, tails in (*ERRORS, HEAVY)
        for points in ((4, 6, 12) if carried == 0.6 else (12,))
        for draw in (formula(points, carried=carried, tails=tails),)
    ),
    Case(
        interval="drift_per_month",
        truth="a walk with heavy tails (t, 3 df)",
        n="6 points",
        band=RANGE,
        draw=walk(6, carried=1, tails=3),
        runs=4_000,
    ),
    Case(
        interval="drift_per_month",
        truth="a pace that wanders by 3 points a month",
        n="12 points",
        band=RANGE,
        draw=walk(12, wanders=WANDERS),
        runs=4_000,
    ),
    *(
        Case(interval="counterfactual", truth=f"{words}, {SIX}", n="12 points", band=RANGE, draw=draw, runs=4_000)
        for words, draw in (
            *((words, ahead(12, carried=carried, tails=tails)) for words, carried, tails in (*ERRORS, HEAVY)),
            ("a pace that wanders by 3 points a month", ahead(12, wanders=WANDERS)),
        )
    ),
    Case(
        interval="counterfactual",
        truth="a pace of 5 % a month that falls by 1 point each month, errors of each month, two months ahead",
        n="12 points",
        band=RANGE,
        draw=line_ahead(12, bend=-0.005),
        runs=4_000,
    ),
    *(
        Case(
            interval="capture_interval",
            truth=f"30 %, a base that {words} by {sigma:.0%} a month".replace("0%", "0 %")
            .replace("%", " %")
            .replace("  ", " "),
            n="4 points",
            band=RANGE,
            draw=captured(4, sigma, carried=carried),
            runs=1_000,
            quick=50,
        )
        for words, carried in (("walks", 1), ("errs", 0))
        for sigma in (0.02, 0.05, 0.1)
    ),
)

CASH = (
    *(
        Case(interval="months_left", truth=words, n="2 ranges", band=RANGE, draw=draw, runs=2_000, quick=100)
        for words, draw in (
            ("burn sigma 0.20, balance nine months old", months(0, 0.2, old=9)),
            ("burn sigma 0.20, cash sigma 0.15, nine months old", months(0.15, 0.2, old=9)),
            ("the same, the range of cash not told", months(0.15, 0.2, old=9, told=False)),
            ("burn sigma 0.20, growing by 2 % a month", months(0, 0.2, grows=0.02)),
            ("burn sigma 0.20, growing by 4 % a month", months(0, 0.2, grows=0.04)),
        )
    ),
    *(
        Case(interval="burn_from_model", truth=words, n="4 ranges", band=RANGE, draw=draw, runs=2_000, quick=80)
        for words, draw in (
            ("30 % of the costs left out", modelled(left_out=0.3)),
            ("cost per head and revenue off together (correlation -0.5)", modelled(together=-0.5)),
        )
    ),
)

COUNTS = (
    *(
        Case(
            interval=f"rate_ratio{', widened' if wide else ''}",
            truth=f"60 against 60 expected, {scatter} times the variance of chance",
            n="6 months",
            band=EXACT,
            draw=quarters(60, scatter, widened=wide),
            runs=10_000,
        )
        for wide in (False, True)
        for scatter in (2, 3, 5)
    ),
    *(
        Case(
            interval="wilson",
            truth=f"4 %, users alike by {alike}",
            n="10,000",
            band=INTERVAL,
            draw=clustered(10_000, 0.04, alike),
        )
        for alike in (0.001, 0.005)
    ),
    *(
        Case(
            interval="survival_interval",
            truth=f"S(180) from ages 1, 7, 14, 30: {name}",
            n="10,000 users",
            band=INTERVAL,
            draw=curve(name),
            runs=100,
            quick=3,
        )
        for name in CURVES
    ),
)

UNCHOSEN = (*GROWTH, *CASH, *COUNTS)
"""Errors that carry on, heavy tails, old balances, costs left out, clusters and other curves."""
