"""The worlds of the page: each metric with bands, in the middle of a band, with errors of several kinds."""

from __future__ import annotations

from datetime import date

from .worlds import (
    COHORTS,
    MONTHLY,
    PANEL,
    TWO_YEARS_OF_QUARTERS,
    WEEKLY,
    Case,
    Rows,
    burn,
    burn_per_arr,
    postings,
    quarterly,
    retention,
    revenue,
    rivals,
    run_rate,
    search,
    share,
    users,
)

NEW, CARRIED, HEAVY = "20 %, new each month", "20 %, 0.6 of it carried on", "20 %, heavy tails (t, 3 df)"
STAYS = "20 % for good, 2 % each month"

Kind = tuple[str, str, Rows]
"""How numbers come, what they are off by, and their rows."""


def _worlds(metric: str, truth: str, value: float | None, looks: tuple[date, ...], *kinds: Kind) -> tuple[Case, ...]:
    return tuple(
        Case(metric=metric, truth=truth, value=value, numbers=numbers, error=error, rows=rows, looks=looks)
        for numbers, error, rows in kinds
    )


USERS = tuple(
    case
    for truth, pace in (
        ("8M users, no change", 0),
        ("8M users, +3.4 % a month", 0.034),
        ("8M users, +7 % a month", 0.07),
    )
    for case in _worlds(
        "kling.mau_growth",
        truth,
        pace,
        MONTHLY,
        ("monthly", NEW, users(pace, PANEL)),
        ("monthly, with its range", NEW, users(pace, PANEL, printed=True)),
        ("monthly", STAYS, users(pace, 0.02, PANEL)),
        ("monthly", CARRIED, users(pace, PANEL, carried=0.6)),
        ("monthly", HEAVY, users(pace, PANEL, tails=3)),
        *(
            ("monthly", f"none: users wander by {walks:.0%} a month".replace("%", " %"), users(pace, walks=walks))
            for walks in (0.05, 0.1, 0.2)
        ),
    )
)

REVENUE = _worlds(
    "kling.revenue_growth_1q",
    "CNY 850M, no change",
    0,
    quarterly(),
    ("quarterly", '3 %, what "more than" hides', revenue(0.03, floors=True)),
    ("quarterly", "20 %, a third party's estimate", revenue(PANEL)),
    ("quarterly, with its range", "20 %, a third party's estimate", revenue(PANEL, printed=True)),
)

RETENTION = (
    *_worlds(
        "kling.retention_d30",
        "3.2 %",
        0.032,
        COHORTS,
        ("monthly cohorts", NEW, retention(0.032, PANEL)),
        ("monthly cohorts, with their ranges", NEW, retention(0.032, PANEL, printed=True)),
        *(
            ("cohorts of 10,000", f"users alike by {alike}", retention(0.032, 0, of=10_000, clusters=alike))
            for alike in (0.001, 0.005)
        ),
    ),
    *_worlds("kling.retention_d30", "1 %, as Sora's", 0.01, COHORTS, ("monthly cohorts", NEW, retention(0.01, PANEL))),
    *_worlds("kling.retention_d30", "8 %", 0.08, COHORTS, ("monthly cohorts", NEW, retention(0.08, PANEL))),
)

DRAW = _worlds(
    "kling.draw_index",
    "100: three apps gain 30 % alike",
    100,
    MONTHLY,
    ("monthly", NEW, rivals(PANEL)),
    ("monthly", STAYS, rivals(0.02, PANEL)),
    ("monthly, with their ranges", NEW, rivals(PANEL, printed=True)),
    ("monthly, with the range of a month", STAYS, rivals(0.02, PANEL, printed=True)),
)

MONTHS = (
    *(
        case
        for left in (18, 8, 36)
        for case in _worlds(
            "runway.months",
            f"{left} months",
            left,
            MONTHLY,
            ("monthly burn", NEW, burn(left, PANEL)),
            ("monthly burn, with its range", NEW, burn(left, PANEL, printed=True)),
            ("monthly burn", CARRIED, burn(left, PANEL, carried=0.6)),
            ("monthly burn", HEAVY, burn(left, PANEL, tails=3)),
            ("monthly estimates", "20 % on cash and burn, the press", burn(left, PANEL, of_cash=PANEL, guessed=True)),
            (
                "monthly estimates, with their ranges",
                "20 % on cash and burn, the press",
                burn(left, PANEL, of_cash=PANEL, guessed=True, printed=True),
            ),
        )
    ),
    *_worlds(
        "runway.months",
        "18 months",
        18,
        MONTHLY,
        ("monthly burn, balance six months old", NEW, burn(18, PANEL, old=6)),
        ("monthly burn with its range, balance six months old", NEW, burn(18, PANEL, old=6, printed=True)),
    ),
    *_worlds(
        "runway.months",
        "18 months at the burn of now, which grows by 2 % a month",
        18,
        MONTHLY,
        ("monthly burn", NEW, burn(18, PANEL, grows=0.02)),
        ("monthly burn, with its range", NEW, burn(18, PANEL, grows=0.02, printed=True)),
    ),
)

MONEY = (
    *_worlds(
        "runway.burn_multiple",
        "1.5",
        1.5,
        quarterly(),
        ("monthly burn, quarterly ARR", "20 % on the burn", burn_per_arr(PANEL)),
        ("quarterly ARR", '3 % on ARR, what "more than" hides', burn_per_arr(0, 0.03, grade="floor")),
        ("quarterly ARR", "20 % on ARR, the press", burn_per_arr(0, PANEL, grade="estimate")),
        (
            "quarterly ARR, with its range",
            "20 % on ARR, the press",
            burn_per_arr(0, PANEL, grade="estimate", printed=True),
        ),
    ),
    *_worlds(
        "runway.arr_growth_1y",
        "USD 200M, no change",
        0,
        TWO_YEARS_OF_QUARTERS,
        ("quarterly", "20 %, the press", run_rate(0, PANEL)),
        ("quarterly, with its range", "20 %, the press", run_rate(0, PANEL, printed=True)),
    ),
    *_worlds(
        "runway.arr_growth_1y",
        "USD 200M, +66 % a year",
        0.66,
        TWO_YEARS_OF_QUARTERS,
        ("quarterly", "3 %, the company", run_rate(0.66, 0.03, grade="reported")),
        ("quarterly, with its range", "20 %, the press", run_rate(0.66, PANEL, printed=True)),
    ),
)

HIRING = tuple(
    case
    for a_week in (1.2, 0.25, 4)
    for case in _worlds(
        "robotics.hiring_velocity",
        f"{a_week:g} roles a week",
        a_week,
        WEEKLY,
        ("weekly postings", "chance of the counts (Poisson)", postings(a_week)),
        *(("weekly postings", f"{times} times the variance of chance", postings(a_week, times)) for times in (2, 3, 5)),
    )
)

ROBOTICS = (
    *_worlds(
        "robotics.compute_share",
        "1.2 %",
        0.012,
        quarterly(),
        ("quarterly", "20 %, an estimate", share(0.012, PANEL)),
        ("quarterly, with its range", "20 %, an estimate", share(0.012, PANEL, printed=True)),
    ),
    *_worlds(
        "robotics.papers",
        "no paper",
        None,
        MONTHLY,
        ("monthly searches", "none: what a person reads is no noise", search),
    ),
)

CASES = (*USERS, *REVENUE, *RETENTION, *DRAW, *MONTHS, *MONEY, *HIRING, *ROBOTICS)
