"""Kling: did Sora's users go there, do they stay, and do they pay?"""

from __future__ import annotations

from datetime import date
from functools import partial

from .core.model.indicator import Card, Example, Indicator, Metric, Panel, Source, bands
from .core.readings import migration, retention, revenue, users
from .core.readings.levels import growth, growth_over_a_year, level
from .methods.growth import per_month
from .thesis import KLING, SORA

D30 = 30  # the brief's own measure
USERS = (
    Metric(
        id="mau",
        title="Monthly active users",
        unit="users",
        compute=partial(level, series="mau", entity=KLING),
        definition="The newest number on the leading basis.",
    ),
    Metric(
        id="mau_growth",
        title="User growth a month",
        unit="ratio per month",
        compute=partial(users.drift, series="mau", entity=KLING),
        definition=(
            "Drift of a random walk through ln users over the comparable numbers of 183 days; 90% interval. Two "
            "numbers alone make no call, and neither does a line that the 95% interval reaches."
        ),
        headline=True,
        shown="change",
        bands=bands(
            supports=">= 0.045",
            against="< 0.024",
            because="In six months 4.5% a month adds half of Sora's 4.7M users to Kling's 7.8M; 2.4% adds a quarter.",
        ),
    ),
    Metric(
        id="mau_growth_1m",
        title="User growth by the newest pair, a month",
        unit="ratio per month",
        compute=partial(growth, series="mau", entity=KLING, formula=per_month),
        definition="(x1 / x0)^(30.436875 / days) - 1 over the newest comparable pair.",
        shown="change",
    ),
    Metric(
        id="mau_cmgr",
        title="User growth a month across the announcement",
        unit="ratio per month",
        compute=partial(users.cmgr, entity=KLING),
        definition="As above, from the newest comparable number before 24 Mar 2026 to the newest after it.",
        shown="change",
    ),
    Metric(
        id="mau_growth_1y",
        title="User growth over a year",
        unit="ratio",
        compute=partial(growth_over_a_year, series="mau", entity=KLING),
        definition="Newest over the comparable number a year earlier (15 days either way), less 1.",
        shown="change",
    ),
    Metric(
        id="mau_trend",
        title="User trend a month",
        unit="ratio per month",
        compute=partial(users.trend, entity=KLING),
        definition="Least squares of ln users on date over a year; four points or more; 95% t-interval.",
        shown="change",
    ),
    Metric(
        id="wau_change",
        title="Change in weekly users",
        unit="ratio",
        compute=partial(level, series="wau_change", entity=KLING),
        definition="The newest number on the leading basis.",
        shown="change",
    ),
    Metric(
        id="reaction_gap",
        title="Weekly change above the others'",
        unit="ratio",
        compute=partial(users.reaction_gap, entity=KLING),
        definition="Kling's weekly change less the mean of the others' on the same basis and period.",
        shown="points",
    ),
    Metric(
        id="share",
        title="Share of the users on one basis",
        unit="ratio",
        compute=partial(users.share, entity=KLING),
        definition="Kling over all apps with users on the same basis and period; which ones, the sentence says.",
    ),
)

MIGRATION = (
    Metric(
        id="excess_users",
        title="Users above what would have been",
        unit="users",
        compute=partial(migration.excess, entity=KLING),
        definition=(
            "Newest number after the announcement less what three or more before it lead to, by a random walk with "
            "drift; 90% interval."
        ),
        shown="change",
    ),
    Metric(
        id="capture_rate",
        title="Share of Sora's free users captured",
        unit="ratio",
        compute=partial(migration.capture_rate, entity=KLING, closed=SORA, excess="kling.excess_users"),
        definition=(
            "Users above what would have been over Sora's users x (1 - already used both) x (1 - left the category); "
            "90% interval by draws of all three."
        ),
    ),
    Metric(
        id="draw_index",
        title="Share of rivals' gains over prior share",
        unit="index",
        compute=partial(migration.draw, entity=KLING, closed=SORA),
        definition=(
            "100 x share of the summed gain over share of the level before; 100 is a fair share. Nobody may have lost "
            "users, and all together gained a tenth; 90% interval by draws where numbers have ranges."
        ),
        bands=bands(
            supports=">= 120",
            against="< 80",
            because="Panels err by a fifth, so only a fifth above or below a fair share says anything.",
        ),
    ),
    Metric(
        id="net_churn",
        title="Users lost, less those who came back",
        unit="users",
        compute=partial(users.net_churn, entity=KLING),
        definition="Users at first + new users - users at last, over the newest comparable pair.",
    ),
)

RETENTION = (
    *(
        Metric(
            id=f"retention_d{age}",
            title=f"Day-{age} retention",
            unit="ratio",
            compute=partial(retention.retained, entity=KLING, age=age),
            definition=f"Share of the newest cohort active on day {age}; 95% Wilson interval where its size is known."
            f"{' No call that it would not make as wide as cohorts vary.' if age == D30 else ''}",
            bands=bands(
                supports=">= 0.05",
                against="< 0.02",
                because="Sora kept 1%, Hailuo 0.8% in Singapore; the mean of all iOS apps was 4.3% in Q3 2022.",
                source="AppsFlyer, Q3 2022, via mobilemarketingreads.com",
            )
            if age == D30
            else None,
        )
        for age in (1, 7, 30)
    ),
    *(
        Metric(
            id=f"retention_d{age}_given_d30",
            title=f"Day-{age} retention of day-30 users",
            unit="ratio",
            compute=partial(retention.given_d30, entity=KLING, age=age),
            definition="From the newest cohort with both ages; without one, from the fitted curve.",
        )
        for age in (60, 90)
    ),
    Metric(
        id="retention_model",
        title="Day-180 retention by the fitted curve",
        unit="ratio",
        compute=partial(retention.retention_model, entity=KLING),
        definition=(
            "Shifted beta-geometric curve through the newest cohort, at day 180; low and high are the least and the "
            "most of it, a discrete Weibull and a power law: models, no interval."
        ),
    ),
    Metric(
        id="retention_change_d30",
        title="Change in day-30 retention",
        unit="ratio",
        compute=partial(retention.change_d30, entity=KLING),
        definition="Newest cohort after the announcement less the newest before it.",
        shown="points",
    ),
)

MONEY = (
    Metric(
        id="revenue",
        title="Revenue, a quarter",
        unit="money",
        compute=partial(revenue.revenue, entity=KLING),
        definition="The newest calendar quarter.",
    ),
    Metric(
        id="revenue_growth_1q",
        title="Revenue growth on the quarter",
        unit="ratio",
        compute=partial(revenue.growth_1q, entity=KLING),
        definition="The newest calendar quarter over the one directly before, less 1; growth over a year beside it.",
        shown="change",
        bands=bands(
            supports=">= 0.31",
            against="< 0.13",
            because="31% is the average pace of 2025, Q1 to Q4; 13% its slowest quarter; both before Sora's end.",
            source="Kuaishou results, Q1 to Q4 2025",
        ),
    ),
    Metric(
        id="revenue_growth_1y",
        title="Revenue growth over a year",
        unit="ratio",
        compute=partial(revenue.revenue_growth, entity=KLING, steps=4),
        definition="The newest calendar quarter over the same quarter a year before, less 1.",
        shown="change",
    ),
    Metric(
        id="revenue_growth_change",
        title="Change in quarterly growth",
        unit="ratio",
        compute=partial(revenue.growth_change, entity=KLING),
        definition="The newest quarterly growth less the one before it; three quarters in a row.",
        shown="points",
    ),
    Metric(
        id="revenue_year_ratio",
        title="Revenue, year over year",
        unit="ratio",
        shown="times",
        compute=partial(revenue.year_ratio, entity=KLING),
        grows="sum",
        definition="The newest known calendar year over the year before.",
    ),
    Metric(
        id="arr",
        title="Annual run-rate revenue",
        unit="money",
        compute=partial(level, series="arr", entity=KLING),
        definition="The newest number on the leading basis.",
    ),
    Metric(
        id="arr_growth_1m",
        title="Run-rate growth a month",
        unit="ratio per month",
        compute=partial(growth, series="arr", entity=KLING, formula=per_month),
        definition="(x1 / x0)^(30.436875 / days) - 1 over the newest comparable pair.",
        shown="change",
    ),
    Metric(
        id="run_rate_gap",
        title="Run rate over quarter x 4",
        unit="ratio",
        shown="times",
        compute=partial(revenue.run_rate_gap, entity=KLING),
        definition="The newest ARR whose month lies in a known quarter over 4 x that quarter's revenue.",
    ),
    Metric(
        id="sora_downloads_change",
        title="Sora's downloads against their peak",
        unit="ratio",
        compute=partial(users.downloads_change, entity=SORA),
        definition="Downloads a day, newest over peak, less 1.",
        shown="change",
    ),
    Metric(
        id="prize_at_sora_spend",
        title="Sora's in-app spend against Kling's run rate",
        unit="ratio",
        compute=partial(revenue.prize, entity=KLING, closed=SORA),
        definition="Sora's app spend a day x 365.2425 over Kling's newest ARR: all its users at what they spent there.",
    ),
)

INDICATOR = Indicator(
    id="kling",
    order=1,
    title="Kling: Sora migration",
    short="Kling",
    question="Did Sora's users go to Kling, do they stay, do they pay?",
    entity=KLING,
    icon=":material/group_add:",
    series=(
        "mau",
        "wau_change",
        "new_users",
        "retention",
        "cohort_size",
        "revenue",
        "arr",
        "downloads",
        "app_revenue_to_date",
        "fx",
        "assume_multihoming",
        "assume_leave_category",
    ),
    others=frozenset({("mau", SORA), ("downloads", SORA), ("app_revenue_to_date", SORA)}),
    everyone=frozenset({"mau", "wau_change", "retention", "fx"}),
    metrics=(*USERS, *MIGRATION, *RETENTION, *MONEY),
    panels=(
        Panel(
            id="users",
            title="Monthly active users",
            measure="Monthly active users, millions; each line is one source's own count",
            series=("mau",),
            entities=(KLING, SORA),
            mark="level",
            metric="mau_growth",
            overlay="excess_users",
        ),
        Panel(
            id="retention",
            title="Retention by days since the first",
            measure="Share of a cohort active on a day, percent",
            series=("retention",),
            mark="curve",
            metric="retention_d30",
            events=(),
        ),
        Panel(
            id="revenue",
            title="Revenue by quarter",
            measure="Kling AI revenue by quarter, CNY million",
            series=("revenue",),
            entities=(KLING,),
            mark="sum",
            metric="revenue_growth_change",
            note="Revenue lags purchases. Timing is shown, not cause.",
        ),
        Panel(
            id="run_rate",
            title="Annual run-rate revenue",
            measure="Annual run-rate revenue, USD million; last month x 12, by the company",
            series=("arr",),
            entities=(KLING,),
            mark="level",
            metric="run_rate_gap",
        ),
        Panel(
            id="reaction",
            title="Weekly users after the announcement",
            measure="Change in weekly active users, percent",
            series=("wau_change",),
            mark="compare",
            metric="reaction_gap",
            events=(),
        ),
        Panel(
            id="sora",
            title="Sora before its end",
            measure="Sora's downloads a month, millions",
            series=("downloads",),
            entities=(SORA,),
            mark="sum",
            metric="sora_downloads_change",
        ),
    ),
    card=Card(
        level="mau",
        proxies=("revenue_growth_1q", "run_rate_gap"),
        panel="revenue",
        next_step="Kuaishou's results; a second Sensor Tower month",
    ),
    sources=(
        Source(
            "FRED, What formulas are used to calculate growth rates?",
            "https://fredhelp.stlouisfed.org/fred/data/understanding-the-data/formulas-calculate-growth-rates/",
            "Growth a month from two dated numbers: the compounded rate of change.",
        ),
        Source(
            "P. Fader and B. Hardie, How to Project Customer Retention, 2007",
            "https://doi.org/10.1002/dir.20074",
            "The shifted beta-geometric curve past the last age observed.",
        ),
        Source(
            "E. B. Wilson, Probable Inference, the Law of Succession, and Statistical Inference, 1927",
            "https://doi.org/10.1080/01621459.1927.10502953",
            "The interval of a share in a cohort of known size.",
        ),
    ),
    lead=("revenue_growth_change", "run_rate_gap", "prize_at_sora_spend"),
    where={
        "mau": "Sensor Tower sells it monthly; Kuaishou names it now and then.",
        "wau_change": "Sensor Tower sells it weekly.",
        "retention": "None is public. Sensor Tower sells it (quarterly, 12 countries, no China).",
        "new_users": "Sensor Tower and Appfigures sell it as first downloads.",
        "revenue": "Kuaishou publishes it with its quarterly results.",
        "arr": "Kuaishou names it on its results calls.",
        "assume_multihoming": "It is an assumption of yours: enter it with a low and a high end.",
        "assume_leave_category": "It is an assumption of yours: enter it with a low and a high end.",
    },
    examples=(
        Example(
            title="one month is no growth",
            as_of=date(2026, 4, 30),
            given=({"series": "mau", "period": "2026-03", "value": 7_800_000},),
            expect={"mau": 7_800_000, "mau_growth": "one_point"},
        ),
        Example(
            title="three months of a steady tenth",
            as_of=date(2026, 5, 10),
            given=(
                {"series": "mau", "period": "2026-02-15", "value": 8_000_000},
                {"series": "mau", "period": "2026-03-15", "value": 8_800_000},
                {"series": "mau", "period": "2026-04-15", "value": 9_680_000},
            ),
            # ln 1.21 over the 59 days, and as much a month
            expect={"mau_growth": (9_680_000 / 8_000_000) ** (30.436875 / 59) - 1},
        ),
        Example(
            title="two months a month apart",
            as_of=date(2026, 4, 30),
            given=(
                {"series": "mau", "period": "2026-02-15", "value": 8_000_000},
                {"series": "mau", "period": "2026-03-15", "value": 8_000_000},
            ),
            expect={"mau_growth_1m": 0.0},
        ),
        Example(
            title="two bases are never one series",
            as_of=date(2026, 4, 30),
            given=(
                {"series": "mau", "period": "2026-01", "value": 12_000_000, "basis": "company"},
                {"series": "mau", "period": "2026-03", "value": 7_800_000, "basis": "panel"},
            ),
            expect={"mau": 7_800_000, "mau_growth_1m": "one_point"},
        ),
        Example(
            title="revenue slows from a doubling to a half",
            as_of=date(2026, 11, 22),
            given=(
                {"series": "revenue", "period": "2025-Q4", "value": 100, "unit": "CNY"},
                {"series": "revenue", "period": "2026-Q1", "value": 200, "unit": "CNY"},
                {"series": "revenue", "period": "2026-Q2", "value": 300, "unit": "CNY"},
            ),
            expect={"revenue": 300, "revenue_growth_1q": 0.5, "revenue_growth_change": -0.5},
        ),
        Example(
            title="no retention from totals",
            as_of=date(2026, 4, 30),
            given=({"series": "mau", "period": "2026-03", "value": 7_800_000},),
            expect={"retention_d30": "no_data", "retention_model": "no_data"},
        ),
    ),
)
