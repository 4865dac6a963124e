"""Tesla: does it sell as much without the credit, and does storage make up for it?"""

from __future__ import annotations

from datetime import date
from functools import partial

from indicators.core.model.indicator import Card, Example, Indicator, Metric, Panel, Source, bands
from indicators.core.model.series import QUARTERLY, Series
from indicators.core.model.units import Unit
from indicators.core.readings.levels import growth, growth_over_a_year, level, over

from .thesis import TESLA

INDICATOR = Indicator(
    id="tesla",
    order=1,
    title="Tesla: sales and storage",
    short="Tesla",
    question="Does it sell as much without the credit, and does storage make up for it?",
    entity=TESLA,
    icon=":material/electric_car:",
    series=("deliveries", "storage_deployed"),
    declared=(
        Series(
            id="storage_deployed",
            title="Energy storage deployed",
            units=("GWh",),
            group="storage",
            flow=True,
            rhythm=QUARTERLY,
        ),
    ),
    units=(Unit(id="GWh", words=("gwh",)),),
    metrics=(
        Metric(
            id="deliveries",
            title="Vehicles delivered",
            unit="vehicles",
            compute=partial(level, series="deliveries", entity=TESLA),
            definition="The newest quarter.",
        ),
        Metric(
            id="deliveries_growth_1q",
            title="Deliveries against the quarter before",
            unit="ratio",
            compute=partial(growth, series="deliveries", entity=TESLA, formula=over),
            definition="x1 / x0 - 1 over the newest comparable pair.",
            shown="change",
        ),
        Metric(
            id="deliveries_growth_1y",
            title="Deliveries against a year before",
            unit="ratio",
            compute=partial(growth_over_a_year, series="deliveries", entity=TESLA),
            definition="x1 / x0 - 1 over the same quarter of two years.",
            shown="change",
            headline=True,
            bands=bands(
                supports=">= 0",
                against="< -0.1",
                because="A maker that does not need the credit sells as much as a year before.",
            ),
        ),
        Metric(
            id="storage",
            title="Energy storage deployed",
            unit="GWh",
            compute=partial(level, series="storage_deployed", entity=TESLA),
            definition="The newest quarter.",
        ),
        Metric(
            id="storage_growth_1y",
            title="Storage against a year before",
            unit="ratio",
            compute=partial(growth_over_a_year, series="storage_deployed", entity=TESLA),
            definition="x1 / x0 - 1 over the same quarter of two years.",
            shown="change",
        ),
    ),
    panels=(
        Panel(
            id="deliveries",
            title="Vehicles delivered",
            measure="Vehicles a quarter, by the company",
            series=("deliveries",),
            entities=(TESLA,),
            mark="sum",
            metric="deliveries_growth_1y",
        ),
        Panel(
            id="storage",
            title="Energy storage deployed",
            measure="GWh a quarter, by the company",
            series=("storage_deployed",),
            entities=(TESLA,),
            mark="sum",
            metric="storage_growth_1y",
        ),
    ),
    card=Card(level="deliveries", proxies=("storage",), panel="deliveries", next_step="the next quarter's deliveries"),
    sources=(Source("Tesla, press releases", "https://ir.tesla.com/press", "Deliveries and storage, each quarter."),),
    where={"deliveries": "Tesla says it two days after a quarter.", "storage_deployed": "Tesla says it beside them."},
    lead=("deliveries_growth_1q", "storage"),
    examples=(
        Example(
            title="two quarters",
            as_of=date(2025, 7, 10),
            given=(
                {"series": "deliveries", "period": "2025-Q1", "value": 100},
                {"series": "deliveries", "period": "2025-Q2", "value": 110},
            ),
            expect={"deliveries": 110, "deliveries_growth_1q": 0.1, "storage": "no_data"},
        ),
    ),
)
