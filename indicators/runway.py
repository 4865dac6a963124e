"""Runway: how long is it funded, and when must it raise?"""

from __future__ import annotations

from datetime import date
from functools import partial

from .core.model.indicator import Card, Example, Indicator, Metric, Panel, Quiet, Scenario, Source, bands
from .core.readings import bars, cash, funding
from .core.readings.levels import growth, level
from .methods.growth import per_month

RUNWAY, KLING = "Runway", "Kling AI"
BURN, CASH, MONTHS = "runway.net_burn", "runway.cash_today", "runway.months"

CASH_METRICS = (
    Metric(
        id="net_burn",
        title="Net burn",
        unit="money per month",
        compute=partial(cash.net_burn, entity=RUNWAY),
        definition=(
            "Mean of the reported burns of 75 days, weighted by days; else (cash at first + rounds between - cash at "
            "last) / months, from balances at least 28 days apart; else heads x cost per head + compute - ARR/12, by "
            "assumption."
        ),
    ),
    Metric(
        id="cash_today",
        title="Cash today",
        unit="money",
        compute=partial(cash.cash_today, entity=RUNWAY, burn=BURN),
        definition="The newest balance + rounds since - burn x months since.",
    ),
    Metric(
        id="months",
        title="Months of cash",
        unit="months",
        compute=partial(cash.months, cash=CASH, burn=BURN),
        definition=(
            "Cash today over net burn; its range by draws of the balance, the rounds and the burn. No call that the "
            "newest of several burns alone would not make."
        ),
        headline=True,
        quiet=Quiet(ranges=True, because="where an estimate of cash or burn has no range"),
        bands=bands(
            supports=">= 24",
            against="< 12",
            because="A plan is about two years; a raise takes six months, so one begun under twelve comes late.",
            source="Sequoia, Extending Your Runway, 2022; P. Graham, Default Alive or Default Dead?, 2015",
        ),
    ),
    Metric(
        id="cash_out_on",
        title="Cash lasts until",
        unit="date",
        compute=partial(cash.cash_out_on, months=MONTHS),
        definition="The as-of day and the months of cash: whole months with month-end clamping, then days.",
    ),
    *(
        Metric(
            id=f"p_under_{limit}",
            title=f"Chance of less than {limit} months",
            unit="ratio",
            compute=partial(cash.p_under, limit=limit, cash=CASH, burn=BURN),
            definition="The share of the same draws that are shorter; without a range of cash or burn there is none.",
        )
        for limit in (12, 24)
    ),
    Metric(
        id="default_alive",
        title="Reaches break-even on current cash",
        unit="1",
        shown="yes_no",
        compute=partial(cash.default_alive, cash=CASH, burn=BURN, arr="runway.arr", growth="runway.arr_growth_1m"),
        definition="Revenue ARR/12 grows on, expenses stay: 1 where it meets them before the cash is spent.",
    ),
    Metric(
        id="burn_multiple",
        title="Burn per unit of ARR gained",
        unit="ratio",
        shown="times",
        compute=partial(cash.burn_multiple, entity=RUNWAY, burn=BURN),
        definition="Burn x months over the ARR gained, newest comparable pair.",
        bands=bands(
            supports="< 1",
            against="> 2",
            because="Below 1 is amazing, 1 to 2 great to good, above 2 suspect.",
            source="D. Sacks, The Burn Multiple, 2020",
        ),
    ),
)

FUNDING = (
    Metric(
        id="last_round_months",
        title="Months that the newest round lasts",
        unit="months",
        compute=partial(funding.last_round_months, entity=RUNWAY, burn=BURN),
        definition="The newest round over net burn.",
    ),
    Metric(
        id="months_since_round",
        title="Months since the newest round",
        unit="months",
        compute=partial(funding.months_since_round, entity=RUNWAY),
        definition="From the newest round to the as-of day; the gaps between rounds beside it.",
    ),
    Metric(
        id="burn_for_24m",
        title="Burn that leaves 24 months",
        unit="money per month",
        compute=partial(funding.burn_for, entity=RUNWAY),
        definition="The newest round over (months since it + 24): on that round alone.",
    ),
    Metric(
        id="breakeven_cost",
        title="Room for compute before cash burns",
        unit="money per month",
        compute=partial(funding.breakeven_cost, entity=RUNWAY),
        definition="ARR/12 - heads x cost per head.",
    ),
)

REVENUE = (
    Metric(
        id="arr",
        title="Annual run-rate revenue",
        unit="money",
        compute=partial(level, series="arr", entity=RUNWAY),
        definition="The newest number on the leading basis.",
    ),
    Metric(
        id="arr_growth_1m",
        title="Run-rate growth a month",
        unit="ratio per month",
        compute=partial(growth, series="arr", entity=RUNWAY, formula=per_month),
        definition="(x1 / x0)^(30.436875 / days) - 1 over the newest comparable pair.",
        shown="change",
    ),
    Metric(
        id="arr_growth_1y",
        title="Run-rate growth a year",
        unit="ratio per year",
        compute=partial(funding.arr_growth_1y, entity=RUNWAY),
        definition="(x1 / x0)^(365.2425 / days) - 1, newest and newest comparable at least 180 days before.",
        shown="change",
        bands=bands(
            supports=">= 1",
            against="< 0.4",
            because="At 26 times ARR a doubling a year is what the price asks for; below 40% it is far off.",
        ),
    ),
    Metric(
        id="arr_per_head",
        title="Run-rate revenue per head",
        unit="money",
        compute=partial(funding.arr_per_head, entity=RUNWAY),
        definition="The newest ARR over the newest headcount, at most 180 days apart.",
    ),
    Metric(
        id="value_to_arr",
        title="Valuation over ARR",
        unit="ratio",
        shown="times",
        compute=partial(funding.value_to_arr, entity=RUNWAY),
        definition="The newest valuation over the ARR nearest in time, at most 275 days apart.",
    ),
    Metric(
        id="capital_share",
        title="Share of the capital raised",
        unit="ratio",
        compute=partial(funding.capital_share, entity=RUNWAY, beside=KLING),
        definition="Runway's rounds since 24 Mar 2026 over all companies' on file, in USD.",
    ),
    Metric(
        id="headcount_growth_1m",
        title="Headcount growth a month",
        unit="ratio per month",
        compute=partial(growth, series="headcount", entity=RUNWAY, formula=per_month),
        definition="(x1 / x0)^(30.436875 / days) - 1 over the newest comparable pair.",
        shown="change",
    ),
    Metric(
        id="wau_change",
        title="Change in weekly users",
        unit="ratio",
        compute=partial(level, series="wau_change", entity=RUNWAY),
        definition="The newest number on the leading basis.",
        shown="change",
    ),
)

INDICATOR = Indicator(
    id="runway",
    order=2,
    title="Runway: funding",
    short="Runway",
    question="How long is it funded, and when must it raise?",
    entity=RUNWAY,
    icon=":material/hourglass_top:",
    series=(
        "cash",
        "net_burn",
        "funding_round",
        "valuation",
        "arr",
        "headcount",
        "wau_change",
        "assume_cost_per_head",
        "assume_compute_cost",
        "fx",
    ),
    everyone=frozenset({"funding_round", "fx"}),
    metrics=(*CASH_METRICS, *FUNDING, *REVENUE),
    panels=(
        Panel(
            id="cash",
            title="Cash on hand",
            measure="Cash, USD million",
            series=("cash",),
            entities=(RUNWAY,),
            mark="level",
            metric="months",
        ),
        Panel(
            id="rounds",
            title="Rounds",
            measure="Rounds as announced, USD million",
            series=("funding_round",),
            entities=(RUNWAY,),
            mark="sum",
            metric="months_since_round",
            note="Announced is not received. Debt and secondary sales, on bases of their own, never lead.",
        ),
        Panel(
            id="arr",
            title="Annual run-rate revenue",
            measure="Annual run-rate revenue, USD million, as told to the press",
            series=("arr",),
            entities=(RUNWAY,),
            mark="level",
            metric="arr_growth_1y",
        ),
        Panel(
            id="headcount",
            title="Headcount",
            measure="People",
            series=("headcount",),
            entities=(RUNWAY,),
            mark="level",
            metric="headcount_growth_1m",
        ),
        Panel(
            id="capital",
            title="Raised since 24 Mar 2026",
            measure="Rounds since Sora's end was announced, USD million by dated rates",
            series=("funding_round", "fx"),
            mark="ranking",
            metric="capital_share",
            events=(),
            bars=partial(bars.raised, entity=RUNWAY),
        ),
        Panel(
            id="valuation",
            title="Valuation",
            measure="Valuation at each round, USD million",
            series=("valuation",),
            entities=(RUNWAY,),
            mark="level",
            metric="value_to_arr",
        ),
    ),
    card=Card(
        level="months",
        proxies=("months_since_round", "burn_for_24m"),
        panel="rounds",
        next_step="cash and burn from management, or assumptions",
    ),
    sources=(
        Source(
            "P. Graham, Default Alive or Default Dead?, 2015",
            "https://www.paulgraham.com/aord.html",
            "Reading the runway beside growth: does the money outlast the way to profit?",
        ),
        Source(
            "T. Blackwell, Startup Growth Calculator",
            "https://growth.tlb.org/",
            "The closed form for the capital needed to reach break-even at a steady growth rate.",
        ),
        Source(
            "D. Sacks, The Burn Multiple, 2020",
            "https://sacks.substack.com/p/the-burn-multiple-51a7e43cb200",
            "Burn per unit of net new ARR, and what counts as good.",
        ),
    ),
    where={
        "cash": "Runway has published none: ask management, or look for a filing.",
        "net_burn": "Runway has published no cash and no burn: ask management.",
        "funding_round": "Runway announces rounds itself; SEC Form D names Runway AI, Inc.",
        "arr": "The Information and Bloomberg report it now and then.",
        "headcount": "LinkedIn's company page shows it.",
        "valuation": "The press names it with each round.",
        "assume_cost_per_head": "It is an assumption of yours: enter it with a low and a high end.",
        "assume_compute_cost": "It is an assumption of yours: enter it with a low and a high end.",
        "wau_change": "Sensor Tower sells it weekly.",
    },
    lead=("burn_for_24m", "breakeven_cost", "months_since_round"),
    scenario=Scenario(cost_per_head=(25_000, 45_000), compute=(10_000_000, 30_000_000), growth=0.05),
    checklist=(
        ("launch", "Product"),
        ("price", "Price"),
        ("api", "API"),
        ("terms", "Terms"),
        ("uptime", "Uptime"),
    ),
    examples=(
        Example(
            title="steady burn",
            as_of=date(2026, 3, 31),
            given=(
                {"series": "cash", "period": "2026-03-31", "value": 120_000_000},
                {"series": "net_burn", "period": "2026-03", "value": 10_000_000},
            ),
            expect={"cash_today": 120_000_000, "months": 12, "cash_out_on": date(2027, 3, 31)},
        ),
        Example(
            title="a range of burn",
            as_of=date(2026, 3, 31),
            given=(
                {"series": "cash", "period": "2026-03-31", "value": 120_000_000},
                {"series": "net_burn", "period": "2026-03", "low": 5_000_000, "high": 20_000_000},
            ),
            expect={"net_burn": 10_000_000, "months": 12, "p_under_12": 0.5},
        ),
        Example(
            title="two balances and a round between",
            as_of=date(2026, 6, 30),
            given=(
                {"series": "cash", "period": "2026-01-31", "value": 50_000_000},
                {"series": "cash", "period": "2026-06-30", "value": 100_000_000},
                {"series": "funding_round", "period": "2026-03-15", "value": 80_000_000},
            ),
            expect={"net_burn": 30_000_000 / (150 / 30.436875)},
        ),
        Example(
            title="it earns",
            as_of=date(2026, 3, 31),
            given=(
                {"series": "cash", "period": "2026-03-31", "value": 50_000_000},
                {"series": "net_burn", "period": "2026-03", "value": -1_000_000},
            ),
            expect={"months": "not_burning", "cash_out_on": "not_burning"},
        ),
        Example(
            title="a round and no burn",
            as_of=date(2026, 11, 22),
            given=({"series": "funding_round", "period": "2026-02-10", "value": 315_000_000},),
            expect={"months": "no_data", "burn_for_24m": 315_000_000 / (285 / 30.436875 + 24)},
        ),
    ),
)
