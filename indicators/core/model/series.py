"""The series of the contract: what may be entered, in which units, within which limits, and how often it is expected.

Every form, file, paste and command reads these declarations; so do the due dates and the staleness of readings.
"""

from __future__ import annotations

from dataclasses import dataclass

from .currencies import ISO_4217

MONEY = "money"  # stands for "an ISO 4217 code" in a series' units


@dataclass(frozen=True, slots=True)
class Rhythm:
    """How often a number is expected, and how long after its period's end, in days."""

    every: int
    lag: int

    @property
    def stale_after(self) -> int:
        """Days after which what is built on the number is stale: twice the rhythm and once the lag."""
        return 2 * self.every + self.lag


@dataclass(frozen=True, slots=True, kw_only=True)
class Usual:
    """Where the numbers of a series lie as a rule, ends included, in its canonical unit; `age`: at this age alone.

    A number outside is warned about, with `why`, a sentence.
    """

    low: float | None = None
    high: float | None = None
    age: int | None = None
    why: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Series:
    """One kind of number.

    `units` are accepted units, canonical first; a `stock` holds on a day, so the length of its period says nothing; a
    `flow` adds up over its period (drawn as a bar); `low`, `high` are limits in the canonical unit, both allowed unless
    `low_open`; `aged` series go by the days since a user's first. Of what is warned about: a `monthly` number is per
    month, so that its period is one; `deals` are told apart by their labels; `grows` is a total to date, which never
    falls; `usual` is where its numbers lie.
    """

    id: str
    title: str
    units: tuple[str, ...]
    group: str
    rhythm: Rhythm | None = None
    stock: bool = False
    flow: bool = False
    whole: bool = False
    low: float | None = 0.0
    low_open: bool = False
    high: float | None = None
    aged: bool = False
    entity: str = ""
    assumption: bool = False
    search: bool = False  # what a search over a period found: 0 is a number, and it is about the time since the thesis
    monthly: bool = False
    deals: bool = False
    grows: bool = False
    usual: Usual | None = None
    declared: bool = False  # by a user, on one board

    @property
    def money(self) -> bool:
        """Whether the unit is a currency."""
        return self.units == CURRENCY

    @property
    def item(self) -> bool:
        """Whether each row is one item, counted as 1."""
        return self.low == self.high == 1

    def accepts(self, unit: str) -> bool:
        """Whether a row of this series may carry `unit`."""
        return unit in ISO_4217 if self.money else unit in self.units

    @property
    def stale_after(self) -> int | None:
        """Days after which a reading built on this series is stale; None where it never is."""
        return None if self.rhythm is None else self.rhythm.stale_after


USERS, RATIO, PEOPLE, ROLES = ("users",), ("ratio", "percent"), ("people",), ("roles",)
WEEKLY, MONTHLY, COHORT = Rhythm(7, 3), Rhythm(31, 7), Rhythm(92, 28)
RESULTS, QUARTERLY = Rhythm(92, 51), Rhythm(92, 31)


CURRENCY = (MONEY,)

CONTRACT: dict[str, Series] = {
    s.id: s
    for s in (
        Series(id="mau", title="Monthly active users", units=USERS, group="users", whole=True, rhythm=MONTHLY),
        Series(id="wau", title="Weekly active users", units=USERS, group="users", whole=True, rhythm=WEEKLY),
        Series(id="dau", title="Daily active users", units=USERS, group="users", whole=True, rhythm=WEEKLY),
        Series(id="new_users", title="New users", units=USERS, group="users", flow=True, whole=True, rhythm=MONTHLY),
        Series(
            id="registered_users",
            title="Registered users",
            units=USERS,
            group="users",
            stock=True,
            whole=True,
            rhythm=QUARTERLY,
        ),
        Series(id="paying_users", title="Paying users", units=USERS, group="users", whole=True),
        Series(
            id="cohort_size", title="Cohort size", units=USERS, group="users", flow=True, whole=True, rhythm=MONTHLY
        ),
        Series(id="downloads", title="Downloads", units=("downloads",), group="users", flow=True, rhythm=MONTHLY),
        Series(
            id="wau_change",
            title="Change in weekly users",
            units=RATIO,
            group="users",
            low=-1.0,
            low_open=True,
            rhythm=WEEKLY,
            usual=Usual(high=1.0, why="That many users more in a week are rare: is it a ratio or percent?"),
        ),
        Series(
            id="retention",
            title="Retention",
            units=RATIO,
            group="users",
            high=1.0,
            aged=True,
            rhythm=COHORT,
            usual=Usual(
                low=0.001, high=0.6, age=30, why="Apps keep between 0.1% and 60% to day 30: is it a ratio or percent?"
            ),
        ),
        Series(id="revenue", title="Revenue", units=CURRENCY, group="money", rhythm=RESULTS, flow=True),
        Series(id="app_revenue", title="App revenue", units=CURRENCY, group="money", rhythm=MONTHLY, flow=True),
        Series(id="app_revenue_to_date", title="App revenue to date", units=CURRENCY, group="money", grows=True),
        Series(id="arr", title="Annual run-rate revenue", units=CURRENCY, group="money", rhythm=QUARTERLY, stock=True),
        Series(id="cash", title="Cash", units=CURRENCY, group="money", rhythm=QUARTERLY, stock=True),
        Series(
            id="net_burn", title="Net burn", units=CURRENCY, group="money", rhythm=QUARTERLY, low=None, monthly=True
        ),
        Series(id="gross_burn", title="Gross burn", units=CURRENCY, group="money", rhythm=QUARTERLY, monthly=True),
        Series(id="funding_round", title="Funding round", units=CURRENCY, group="money", flow=True, deals=True),
        Series(id="valuation", title="Valuation", units=CURRENCY, group="money", stock=True),
        Series(id="compute_spend", title="Compute spend", units=CURRENCY, group="money", flow=True),
        Series(id="compute_spend_rnd", title="Compute spend on research", units=CURRENCY, group="money", flow=True),
        Series(id="fx", title="Exchange rate", units=("ratio",), group="money"),
        Series(
            id="headcount", title="Headcount", units=PEOPLE, group="people", stock=True, whole=True, rhythm=QUARTERLY
        ),
        Series(id="hires", title="Hires", units=PEOPLE, group="people", flow=True, whole=True, rhythm=QUARTERLY),
        Series(id="open_roles", title="Open roles", units=ROLES, group="people", stock=True, whole=True, rhythm=WEEKLY),
        Series(id="compute", title="Compute", units=("GW", "MW"), group="compute", rhythm=QUARTERLY),
    )
}
