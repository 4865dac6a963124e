"""BYD: does a maker that never had the credit pull ahead?"""

from __future__ import annotations

from datetime import date
from functools import partial
from typing import TYPE_CHECKING

from indicators.core.model.indicator import Card, Example, Indicator, Metric, Panel, Source, bands
from indicators.core.model.reading import Found, Result, Unknown
from indicators.core.readings.levels import from_zero, growth, growth_over_a_year, level, over, parts
from indicators.core.text import say

from .thesis import BYD, TESLA

if TYPE_CHECKING:
    from indicators.core.evidence.evidence import Evidence


def against_tesla(e: Evidence) -> Result:
    """BYD's battery-electric sales over Tesla's deliveries of the same quarter."""
    found = parts(e, ("deliveries", BYD), ("deliveries", TESLA), apart=0)
    if isinstance(found, Unknown):
        return found
    own, other = found
    if other.number <= 0:
        return from_zero(other, own)
    about = f"for each that {TESLA} delivered {say.during(own)}, {own.basis}; {other.basis}"
    return Found(value=own.number / other.number, increasing=(own,), decreasing=(other,), about=about)


INDICATOR = Indicator(
    id="byd",
    order=2,
    title="BYD: the rival outside",
    short="BYD",
    question="Does a maker that never had the credit pull ahead?",
    entity=BYD,
    icon=":material/public:",
    series=("deliveries",),
    others=frozenset({("deliveries", TESLA)}),
    metrics=(
        Metric(
            id="sales",
            title="Battery-electric cars sold",
            unit="vehicles",
            compute=partial(level, series="deliveries", entity=BYD),
            definition="The newest quarter.",
        ),
        Metric(
            id="sales_growth_1q",
            title="Sales against the quarter before",
            unit="ratio",
            compute=partial(growth, series="deliveries", entity=BYD, formula=over),
            definition="x1 / x0 - 1 over the newest comparable pair.",
            shown="change",
        ),
        Metric(
            id="sales_growth_1y",
            title="Sales against a year before",
            unit="ratio",
            compute=partial(growth_over_a_year, series="deliveries", entity=BYD),
            definition="x1 / x0 - 1 over the same quarter of two years.",
            shown="change",
        ),
        Metric(
            id="against_tesla",
            title="Cars sold for each of Tesla's",
            unit="ratio",
            compute=against_tesla,
            definition="BYD's battery-electric sales over Tesla's deliveries, same quarter.",
            shown="times",
            headline=True,
            bands=bands(
                supports=">= 1.2", against="< 1", because="A fifth more than Tesla is no accident of a quarter."
            ),
        ),
    ),
    panels=(
        Panel(
            id="sales",
            title="Battery-electric cars sold",
            measure="Vehicles a quarter, by the companies",
            series=("deliveries",),
            entities=(BYD, TESLA),
            mark="level",
            metric="against_tesla",
        ),
    ),
    card=Card(level="sales", proxies=("sales_growth_1q",), panel="sales", next_step="the filing after the quarter"),
    sources=(
        Source(
            "BYD, production and sales volume",
            "https://www1.hkexnews.hk/search/titlesearch.xhtml?lang=en",
            "Battery-electric passenger cars, each month.",
        ),
    ),
    where={"deliveries": "BYD files its sales on the first of each month."},
    lead=("sales_growth_1y",),
    examples=(
        Example(
            title="nobody to set it against",
            as_of=date(2025, 7, 10),
            given=({"series": "deliveries", "period": "2025-Q2", "value": 100},),
            expect={"sales": 100, "sales_growth_1q": "one_point", "against_tesla": "no_data"},
        ),
    ),
)
