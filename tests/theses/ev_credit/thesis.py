"""The thesis: the US federal EV tax credit ends, and three indicators tell who gains by it and who lasts."""

from __future__ import annotations

from datetime import date

from indicators.core.model.series import QUARTERLY, Series
from indicators.core.model.thesis import Entity, Examples, Thesis
from indicators.core.model.units import Unit

TESLA, BYD, RIVIAN, CREDIT = "Tesla", "BYD", "Rivian", "Federal EV credit"

THESIS = Thesis(
    id="ev-credit",
    title="EV credit's end",
    claim="Without the credit, makers with low costs or other business gain, and those that burn cash are tested.",
    question="The EV credit has ended: who gains, who lasts?",
    topic="EV credit's end",
    made_on=date(2025, 10, 15),
    announced=date(2025, 7, 4),
    announcement="The law that ends the federal EV credit is signed",
    closed=CREDIT,
    entities=(
        Entity(name=TESLA, colour=("#A6264C", "#F08CA6"), aliases=("Tesla Motors", "TSLA")),
        Entity(name=BYD, colour=("#3B4CC0", "#8DA0F0"), aliases=("BYD Company",)),
        Entity(name=RIVIAN, colour=("#5B7F00", "#B5D45A"), aliases=("Rivian Automotive",)),
        Entity(name=CREDIT, colour=("#6B5B4B", "#C8B8A8"), aliases=("EV tax credit",)),
    ),
    series=(
        Series(
            id="deliveries",
            title="Vehicles delivered",
            units=("vehicles",),
            group="vehicles",
            flow=True,
            whole=True,
            rhythm=QUARTERLY,
        ),
    ),
    units=(Unit(id="vehicles", one="vehicle", words=("vehicle", "vehicles", "cars"), whole=True),),
    words={"deliveries": ("deliveries", "delivered")},
    cues={r"deliver(?:ed|ies)": "deliveries"},
    events=("law", "end"),
    event_kinds=("law", "end", "funding", "results", "launch", "other"),
    data="data",
    seed=("deliveries.csv", "storage.csv", "cash.csv", "events.csv", "claims.csv"),
    board_title="The makers' own numbers",
    examples=Examples(
        line="tesla deliveries 497,099 2025-Q3 @tesla",
        table="Maker\t2025-Q2\t2025-Q3\nTesla\t384,122\t497,099",
        claim="Tesla delivers more than 450,000 vehicles in a quarter of 2026",
        figure="tesla-deliveries-7f3a91",
        panel="tesla.deliveries",
    ),
)
