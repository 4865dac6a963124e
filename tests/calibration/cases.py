"""The cases: which interval, on which truth, and the band in which its coverage must lie."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from numpy.random import Generator

from .draws import (
    burn_model,
    cohort,
    count,
    drift,
    lifetimes,
    monthly_trend,
    rates,
    ratio,
    runway,
    share,
    share_of_total,
    walk_ahead,
    wilson,
)

# The share that must be covered: by the range of a source, by a 95 % interval, and by one that is exact.
RANGE, INTERVAL, EXACT = (0.85, 0.95), (0.90, 0.99), (0.95, 1.0)
STATED = {RANGE: 0.90, INTERVAL: 0.95, EXACT: 0.95}

BURN = {"heads": (150, 0.08), "cost_per_head": (30_000, 0.25), "compute": (2e6, 0.35)}


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """One truth. `draw` takes a generator and tells whether the interval held the truth, None where there was none."""

    interval: str
    truth: str
    n: str = "1 range"
    band: tuple[float, float]
    draw: Callable[[Generator], bool | None]
    runs: int = 20_000
    quick: int = 2_000

    @property
    def name(self) -> str:
        """The case in words; it also seeds the draws, so that a new case leaves the others as they are."""
        return f"{self.interval}: {self.truth}, {self.n}"


CASES = (
    Case(interval="runway_months", truth="burn known to sigma 0.10", band=RANGE, draw=runway(0.10)),
    Case(interval="runway_months", truth="burn known to sigma 0.30", band=RANGE, draw=runway(0.30)),
    Case(interval="runway_months", truth="sigma 0.30, printed to two digits", band=RANGE, draw=runway(0.30, digits=2)),
    Case(
        interval="runway_months",
        truth="sigma 0.60, only low and high printed",
        band=RANGE,
        draw=runway(0.60, ends=True),
    ),
    Case(
        interval="burn_from_model",
        truth="costs 6.5M, revenue 3M a month (sigma 0.15)",
        n="4 ranges",
        band=RANGE,
        draw=burn_model(**BURN, revenue=(3e6, 0.15)),
        runs=2_000,
        quick=80,
    ),
    Case(
        interval="burn_from_model",
        truth="costs 6.5M, revenue 6M a month (sigma 0.15)",
        n="4 ranges",
        band=RANGE,
        draw=burn_model(**BURN, revenue=(6e6, 0.15)),
        runs=2_000,
        quick=80,
    ),
    Case(
        interval="share_interval",
        truth="2 % (sigma 0.40 and 0.15)",
        n="2 ranges",
        band=RANGE,
        draw=share(0.02, 0.4, 0.15),
    ),
    Case(
        interval="share_interval",
        truth="30 % (sigma 0.20 and 0.20)",
        n="2 ranges",
        band=RANGE,
        draw=share(0.3, 0.2, 0.2),
    ),
    Case(
        interval="share_interval",
        truth="2 %, part and total printed (sigma 0.40 and 0.15), rest = total - part",
        n="2 ranges",
        band=RANGE,
        draw=share_of_total(0.02, 0.4, 0.15),
    ),
    Case(
        interval="ratio_interval",
        truth="0.5 (sigma 0.30 and 0.20)",
        n="2 ranges",
        band=RANGE,
        draw=ratio(0.5, 0.3, 0.2),
    ),
    *(
        Case(
            interval="trend_per_month",
            truth="+5 % a month, noise sigma 0.10",
            n=f"{points} points",
            band=INTERVAL,
            draw=monthly_trend(points),
            runs=10_000,
        )
        for points in (4, 6, 12)
    ),
    *(
        Case(
            interval="counterfactual",
            truth="a walk of +5 % a month, sigma 0.10 a month, 60 days ahead",
            n=f"{points} points",
            band=RANGE,
            draw=walk_ahead(points),
            runs=10_000,
        )
        for points in (3, 5, 8)
    ),
    *(
        Case(
            interval="drift_per_month",
            truth="a walk of +5 % a month, sigma 0.10 a month",
            n=f"{points} points",
            band=RANGE,
            draw=drift(points),
            runs=10_000,
        )
        for points in (3, 6, 12)
    ),
    *(
        Case(
            interval="survival_interval",
            truth=f"sBG 0.668 / 3.806, S({at}) from ages {words}",
            n=f"{size:,} users",
            band=INTERVAL,
            draw=cohort(size, ages, at),
            runs=300,
            quick=20,
        )
        for ages, words, at in (((1, 2, 3, 4), "1 to 4", 12), ((1, 7, 14, 30), "1, 7, 14, 30", 180))
        for size in (1_000, 10_000)
    ),
    *(
        Case(
            interval="kaplan_meier",
            truth=f"exponential, {part}, watched for 0 to 90 days",
            n=f"{users} users",
            band=INTERVAL,
            draw=lifetimes(users, at),
            runs=4_000,
            quick=500,
        )
        for users, at, part in ((20, 30, "S = 0.5"), (50, 30, "S = 0.5"), (200, 60, "S = 0.25"))
    ),
    *(
        Case(interval="wilson", truth=words, n=f"{n:,}", band=INTERVAL, draw=wilson(n, p))
        for n, p, words in (
            (20, 0.05, "5 %"),
            (20, None, "any share, evenly from 0 to 100 %"),
            (250, 0.3, "30 %"),
            (10_000, 0.04, "4 %"),
        )
    ),
    *(
        Case(
            interval="poisson_interval",
            truth=f"{mean} expected",
            n="1 count",
            band=EXACT,
            draw=count(mean),
            quick=20_000,
        )
        for mean in (0.3, 1, 3, 5.6, 10, 40)
    ),
    *(
        Case(
            interval="rate_ratio",
            truth=f"{later:g} against {base:g} expected, exposure {time:g} to 1",
            n="2 counts",
            band=EXACT,
            draw=rates(later, base, time),
            quick=20_000,
        )
        for later, base, time in ((2, 1, 1), (8, 4, 1), (30, 30, 1), (10, 20, 0.5), (150, 100, 1))
    ),
)
"""What must lie in its band."""

BROKEN = (
    Case(
        interval="runway_months",
        truth="burn known to sigma 0.45, the source believes 0.30",
        band=RANGE,
        draw=runway(0.45, too_sure=1.5),
    ),
    Case(
        interval="ratio_interval",
        truth="0.5, errors that go together (correlation 0.8)",
        n="2 ranges",
        band=RANGE,
        draw=ratio(0.5, 0.3, 0.2, together=0.8),
    ),
    Case(
        interval="ratio_interval",
        truth="0.5, normal errors, ranges as far down as up",
        n="2 ranges",
        band=RANGE,
        draw=ratio(0.5, 0.3, 0.2, normal=True),
    ),
    Case(
        interval="share_interval",
        truth="30 %, part and total printed (sigma 0.40 and 0.15), rest = total - part",
        n="2 ranges",
        band=RANGE,
        draw=share_of_total(0.3, 0.4, 0.15),
    ),
    Case(
        interval="trend_per_month",
        truth="+5 % a month, noise carried over (0.6 a month)",
        n="12 points",
        band=INTERVAL,
        draw=monthly_trend(12, carried=0.6),
        runs=10_000,
    ),
    Case(
        interval="drift_per_month",
        truth="+5 % a month, errors of each month (sigma 0.10): it holds the truth too often",
        n="6 points",
        band=RANGE,
        draw=drift(6, independent=True),
        runs=10_000,
    ),
    Case(
        interval="survival_interval",
        truth="each user leaves ever faster (t^1.2), S(12) from ages 1 to 4",
        n="10,000 users",
        band=INTERVAL,
        draw=cohort(10_000, (1, 2, 3, 4), 12, power=1.2),
        runs=100,
        quick=3,
    ),
    Case(interval="wilson", truth="0.88 %, its worst share", n="20", band=INTERVAL, draw=wilson(20, 0.0088)),
    Case(
        interval="poisson_interval",
        truth="10 expected, variance twice the mean",
        n="1 count",
        band=EXACT,
        draw=count(10, scatter=2),
    ),
    Case(
        interval="rate_ratio",
        truth="20 against 10 expected, variance twice the mean",
        n="2 counts",
        band=EXACT,
        draw=rates(20, 10, 1, scatter=2),
    ),
)
"""What the formulas do not promise: their assumption does not hold."""
