"""Rivian: does its cash outlast the time without the credit?"""

from __future__ import annotations

from datetime import date
from functools import partial

from indicators.core.model.indicator import Card, Example, Indicator, Metric, Panel, Source, bands
from indicators.core.readings import cash
from indicators.core.readings.levels import growth_over_a_year, level

from .thesis import RIVIAN

BURN, CASH, MONTHS = "rivian.net_burn", "rivian.cash_today", "rivian.months"

INDICATOR = Indicator(
    id="rivian",
    order=3,
    title="Rivian: staying power",
    short="Rivian",
    question="Does its cash outlast the time without the credit?",
    entity=RIVIAN,
    icon=":material/hourglass_top:",
    series=("deliveries", "cash", "net_burn", "funding_round"),
    metrics=(
        Metric(
            id="deliveries",
            title="Vehicles delivered",
            unit="vehicles",
            compute=partial(level, series="deliveries", entity=RIVIAN),
            definition="The newest quarter.",
        ),
        Metric(
            id="deliveries_growth_1y",
            title="Deliveries against a year before",
            unit="ratio",
            compute=partial(growth_over_a_year, series="deliveries", entity=RIVIAN),
            definition="x1 / x0 - 1 over the same quarter of two years.",
            shown="change",
        ),
        Metric(
            id="net_burn",
            title="Net burn",
            unit="money per month",
            compute=partial(cash.net_burn, entity=RIVIAN),
            definition="(cash at first + rounds between - cash at last) / months.",
        ),
        Metric(
            id="cash_today",
            title="Cash today",
            unit="money",
            compute=partial(cash.cash_today, entity=RIVIAN, burn=BURN),
            definition="The newest balance + rounds since - burn x months since.",
        ),
        Metric(
            id="months",
            title="Months of cash",
            unit="months",
            compute=partial(cash.months, cash=CASH, burn=BURN),
            definition="Cash today over net burn.",
            headline=True,
            bands=bands(supports=">= 24", against="< 12", because="A new model takes two years to pay for itself."),
        ),
        Metric(
            id="cash_out_on",
            title="Cash lasts until",
            unit="date",
            compute=partial(cash.cash_out_on, months=MONTHS),
            definition="The as-of day and the months of cash.",
        ),
    ),
    panels=(
        Panel(
            id="cash",
            title="Cash on hand",
            measure="Cash and short-term investments, USD million",
            series=("cash",),
            entities=(RIVIAN,),
            mark="level",
            metric="months",
        ),
        Panel(
            id="deliveries",
            title="Vehicles delivered",
            measure="Vehicles a quarter, by the company",
            series=("deliveries",),
            entities=(RIVIAN,),
            mark="sum",
            metric="deliveries_growth_1y",
        ),
    ),
    card=Card(level="months", proxies=("deliveries",), panel="cash", next_step="the next quarter's results"),
    sources=(Source("Rivian, newsroom", "https://rivian.com/newsroom", "Deliveries and results, each quarter."),),
    where={
        "deliveries": "Rivian says it two days after a quarter.",
        "cash": "Rivian's results give it.",
        "net_burn": "Two balances give it: enter cash of two quarters.",
    },
    lead=("deliveries",),
    examples=(
        Example(
            title="two balances and a round between",
            as_of=date(2025, 6, 30),
            given=(
                {"series": "cash", "period": "2025-03-31", "value": 100_000_000},
                {"series": "cash", "period": "2025-06-30", "value": 80_000_000},
                {"series": "funding_round", "period": "2025-05-15", "value": 10_000_000},
            ),
            expect={"net_burn": 30_000_000 / (91 / 30.436875), "cash_today": 80_000_000, "deliveries": "no_data"},
        ),
    ),
)
