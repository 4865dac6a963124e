"""Numbers for tests: rows in short form, their readings, and generated boards with pairs, chains and cohorts.

A generated board is made of blocks, each a run of numbers that some metric can use. Hypothesis chooses the blocks and a
seed; what is nasty (zeros, ranges, floors, plans, overlaps, other currencies) is sprinkled over all of them.
"""

from __future__ import annotations

import random
from datetime import date, timedelta
from functools import cache

import pandas as pd
from hypothesis import strategies as st

from indicators import registry
from indicators.core.evidence.evaluate import Evaluated, evaluate, evaluate_on
from indicators.core.evidence.evidence import Evidence
from indicators.core.evidence.examples import frame_of
from indicators.core.model.calendars import months_period, quarter_period
from indicators.core.model.catalogue import all_series
from indicators.core.model.event import Event
from indicators.core.model.observation import COLUMNS, Observation, from_row, keys_of
from indicators.core.model.reading import Reading
from indicators.core.review.snapshot import Snapshot
from indicators.core.text.periods import write_period

KLING, SORA, RUNWAY, OPENAI, FIELD = "Kling AI", "Sora", "Runway", "OpenAI", "Field"
RIVALS = ("Vidu", "Pika", "PixVerse")
Row = dict[str, object]


def row(series: str, period: str, value: float | None = None, **more: object) -> Row:
    """A number in the short form of the worked examples; known when its period ends unless `published_on` is given."""
    if "published_on" in more:
        more.setdefault("known_on", more["published_on"])
    return {"series": series, "period": period, "value": value} | more


def observations(*rows: Row, entity: str = KLING) -> list[Observation]:
    """These rows as metrics see them, with ids from 1 in their order."""
    return [from_row(r) for r in frame_of(rows, entity).to_dict("records")]


def evidence(*rows: Row, as_of: str = "2026-11-22", entity: str = KLING, events: tuple[Event, ...] = ()) -> Evidence:
    """These rows as evidence on a day."""
    return Evidence(frame_of(rows, entity), date.fromisoformat(as_of), events)


def evaluated(indicator: str, *rows: Row, as_of: str = "2026-11-22", events: tuple[Event, ...] = ()) -> Evaluated:
    """An indicator's readings of these rows."""
    found = registry()[indicator]
    return evaluate(found, frame_of(rows, found.entity), date.fromisoformat(as_of), events)


def reading(metric: str, *rows: Row, as_of: str = "2026-11-22", events: tuple[Event, ...] = ()):
    """One reading of these rows, by its full id."""
    return evaluated(metric.partition(".")[0], *rows, as_of=as_of, events=events).reading(metric)


def side(*rows: Row, as_of: str = "2026-11-22", entity: str = KLING, **more: object) -> Snapshot:
    """These rows, each with its id, as one side of a comparison; what is published later is left out."""
    day = date.fromisoformat(as_of)
    frame = frame_of(rows, entity)
    frame = frame[frame["known_on"] <= as_of]
    events = more.pop("events", ())
    found = Evidence(frame, day, events)  # type: ignore[arg-type]  # events are events
    bands = more.get("bands", {})
    every = {i.id: evaluate_on(i, found, bands) for i in registry().values()}  # type: ignore[arg-type]  # the same
    return Snapshot(frame=frame, evidence=found, evaluated=every, **more)  # type: ignore[arg-type]  # the same


# Generated boards


class Maker:
    """Draws numbers with a seed; every choice that is not the point of a block is left to it."""

    def __init__(self, seed: int) -> None:
        """Seed it."""
        self.chance = random.Random(seed)  # noqa: S311 - no secret
        self.rows: list[Row] = []
        self.tame = self.chance.random() < 0.5  # every other board has few surprises, so that formulas get their turn

    def amount(self, low: float, high: float, *, whole: bool = False, signed: bool = False) -> Row:
        """Value, range and grade of one number between `low` and `high`."""
        c = self.chance
        x = low * (high / low) ** c.random()
        if whole:
            x = float(round(x))
        kind = c.choice(
            ["plain"] * 12 if self.tame else ["plain"] * 4 + ["range", "wide", "both", "floor", "ceiling", "zero"]
        )
        if kind == "plain":
            return {"value": -x if signed and c.random() < 0.2 else x, "grade": c.choice(("reported", "estimate"))}
        if kind == "zero":
            return {"value": 0.0, "grade": "reported"}
        if kind in ("floor", "ceiling"):
            end = "low" if kind == "floor" else "high"
            return {end if c.random() < 0.3 else "value": x, "grade": kind}
        bottom, top = (0.0, x) if kind == "wide" else (x * 0.9, x)
        if whole:
            bottom, top = float(int(bottom)), float(round(top))
        return {"low": bottom, "high": top, "grade": "estimate"} | ({"value": top} if kind == "both" else {})

    def put(self, series: str, entity: str, start: date, end: date, number: Row, **more: object) -> None:
        """One row, published some days after its period or, on wild boards, before its end."""
        lag = self.chance.choice((0, 2, 20, 45) if self.tame else (-10, 0, 0, 3, 30, 100))
        known = end + timedelta(lag)
        if "age_days" in more:
            known = max(known, start + timedelta(int(str(more["age_days"]))))
        kind = all_series()[series]
        unit = more.pop("unit", "USD" if kind.money else kind.units[0])
        if kind.whole:
            number = {name: float(round(x)) if isinstance(x, float) else x for name, x in number.items()}
        self.rows.append(
            {"value": None, "low": None, "high": None}
            | {"series": series, "entity": entity, "period": write_period(start, end), "unit": unit, "basis": "panel"}
            | {
                "published_on": known.isoformat(),
                "known_on": known.isoformat(),
                "source": "generated",
                "grade": "reported",
            }
            | number
            | more
        )

    def months(self, first: tuple[int, int], count: int):
        """So many calendar months from the first, some left out on wild boards."""
        for i in range(count):
            year, month = divmod(first[0] * 12 + first[1] - 1 + i, 12)
            period = months_period(year, month + 1)
            if self.tame or self.chance.random() < 0.85:
                yield period.start, period.end

    def currency(self) -> str:
        """Mostly dollars."""
        return "USD" if self.tame else self.chance.choice(("USD",) * 6 + ("CNY", "EUR"))


def users(m: Maker) -> None:
    """Months of users of Kling, Sora and rivals, with new users between."""
    first, count = m.chance.choice((((2025, 9), 1), ((2025, 9), 9), ((2025, 3), 16), ((2025, 3), 20)))
    for name in (KLING, SORA, *RIVALS[: m.chance.randint(0, 3)]):
        for start, end in m.months(first, count):
            m.put("mau", name, start, end, m.amount(1e6, 2e7))
            if name == KLING:
                m.put("new_users", name, start, end, m.amount(1e5, 5e6))


def weekly(m: Maker) -> None:
    """The change in weekly users after the announcement."""
    for name in (KLING, RUNWAY, *RIVALS):
        number = m.amount(0.01, 0.2)
        m.put("wau_change", name, date(2026, 3, 24), date(2026, 4, 2), number)


def retention(m: Maker) -> None:
    """Cohorts by age, before and after the announcement, some with their size."""
    basis = m.chance.choice(("panel",) * 4 + ("panel, rolling",))
    for start, end in m.months((2026, 1), 5):
        share = 0.5
        if m.chance.random() < 0.6:
            m.put("cohort_size", KLING, start, end, m.amount(1e3, 1e6, whole=True), basis=basis)
        for age in (0, 1, 7, 30, 60, 90):
            share *= m.chance.uniform(0.3, 1.0) if m.tame else m.chance.uniform(0.0, 1.1)
            if m.tame or m.chance.random() < 0.7:
                number: Row = {"value": min(share, 1.0), "grade": "estimate"}
                if not m.tame and m.chance.random() < 0.3:
                    number = {"low": share * 0.8, "high": min(share, 1.0), "grade": "estimate"}
                m.put("retention", KLING, start, end, number, age_days=age, basis=basis)
    m.put("retention", SORA, date(2025, 10, 1), date(2025, 10, 31), {"value": 0.01, "grade": "estimate"}, age_days=30)


def revenue(m: Maker) -> None:
    """Quarters, a year and run rates."""
    unit = m.currency()
    for i in range(m.chance.randint(1, 12)):
        period = quarter_period(2024 + i // 4, i % 4 + 1)
        m.put("revenue", KLING, period.start, period.end, m.amount(1e8, 1e9), unit=unit)
    if m.chance.random() < 0.4:
        m.put("revenue", KLING, date(2025, 1, 1), date(2025, 12, 31), m.amount(5e8, 4e9), unit=unit)
    run_rates(m)


def run_rates(m: Maker) -> None:
    """Run rates of Kling and Runway."""
    for name in (KLING, RUNWAY):
        unit = m.currency()
        for start, end in m.months((2025, 6), m.chance.randint(1, 14)):
            m.put("arr", name, start, end, m.amount(5e7, 5e8), unit=unit)


def sora(m: Maker) -> None:
    """Sora's downloads and what its users spent."""
    for start, end in m.months((2025, 10), 6):
        m.put("downloads", SORA, start, end, m.amount(1e5, 5e6))
        m.put("app_revenue_to_date", SORA, date(2025, 9, 30), end, m.amount(1e5, 5e6))


def assumptions(m: Maker) -> None:
    """What a user assumes."""
    for series, entity, low, high in (
        ("assume_multihoming", KLING, 0.1, 0.9),
        ("assume_leave_category", KLING, 0.1, 0.9),
        ("assume_cost_per_head", RUNWAY, 1e4, 5e4),
        ("assume_compute_cost", RUNWAY, 1e6, 2e7),
    ):
        bottom, top = sorted((m.chance.uniform(low, high), m.chance.uniform(low, high)))
        if not m.tame and m.chance.random() < 0.2:
            top = 1.0 if high < 1 else top
        number: Row = {"low": bottom, "high": top, "grade": "assumption"}
        m.put(series, entity, date(2026, 1, 1), date(2026, 1, 1), number)


def cash(m: Maker) -> None:
    """Balances, burns and rounds of Runway."""
    unit = m.currency()
    for start, end in m.months((2025, 12), m.chance.randint(1, 9)):
        if m.chance.random() < 0.5:
            m.put("cash", RUNWAY, end, end, m.amount(5e7, 5e8), unit=unit)
        if m.chance.random() < (0.7 if m.tame else 0.3):
            m.put("net_burn", RUNWAY, start, end, m.amount(1e6, 3e7, signed=not m.tame), unit=unit)
    for start, _ in m.months((2025, 6), 15):
        if m.chance.random() < 0.25:
            m.put("funding_round", RUNWAY, start, start, m.amount(5e7, 4e8), unit=unit, label=f"Round {start}")


def funding(m: Maker) -> None:
    """Rounds of others, valuations, people and exchange rates."""
    for name in (KLING, RUNWAY, *RIVALS):
        for start, _ in m.months((2026, 2), 8):
            if m.chance.random() < 0.2:
                m.put("funding_round", name, start, start, m.amount(1e7, 4e8), unit=m.currency(), label=f"R {start}")
    for start, _ in m.months((2025, 10), 12):
        if m.chance.random() < 0.3:
            m.put("headcount", RUNWAY, start, start, m.amount(50, 300, whole=True))
            m.put("valuation", RUNWAY, start, start, m.amount(1e9, 6e9), unit=m.currency())
    for pair, rate in (("USD/CNY", 7.0), ("CNY/USD", 1 / 7), ("USD/EUR", 0.9)):
        for start, _ in m.months((2025, 12), 3 if m.tame else 9):
            if m.chance.random() < 0.5:
                m.put("fx", pair, start, start, {"value": rate * m.chance.uniform(0.75, 1.4), "grade": "derived"})


def roles(m: Maker) -> None:
    """Open roles, postings by the week and people in robotics."""
    start = date(2026, 6, 1)
    for i in range(m.chance.randint(1, 10)):
        first = start + timedelta(7 * i)
        if m.chance.random() < 0.5 or m.tame:
            m.put("robotics_roles_posted", OPENAI, first, first + timedelta(6), m.amount(1, 9, whole=True))
        m.put("robotics_open_roles", OPENAI, first, first, m.amount(5, 40, whole=True))
        m.put("open_roles", OPENAI, first, first, m.amount(40, 400, whole=True))
        if m.chance.random() < 0.5:
            m.put("robotics_headcount", OPENAI, first, first, m.amount(10, 90, whole=True))


def counts_only(m: Maker) -> None:
    """Open roles without postings."""
    for i in range(m.chance.randint(1, 4)):
        day = date(2026, 6, 1) + timedelta(14 * i)
        m.put("robotics_open_roles", OPENAI, day, day, m.amount(5, 40, whole=True))


def compute(m: Maker) -> None:
    """Compute by year, for robotics and in all, and what it costs."""
    for year in (2024, 2025, 2026):
        start, end = date(year, 1, 1), date(year, 12, 31)
        m.put("compute", OPENAI, start, end, m.amount(0.5, 3), unit=m.chance.choice(("GW", "MW")))
        m.put("compute_robotics", OPENAI, start, end, m.amount(0.01, 0.9), unit=m.chance.choice(("GW", "MW")))
        m.put("compute_spend", OPENAI, start, end, m.amount(5e9, 5e10), unit=m.currency())
        m.put("compute_spend", SORA, start, end, m.amount(1e8, 5e8), unit=m.currency())
    if m.chance.random() < 0.4:
        m.put("compute_share_robotics", OPENAI, date(2026, 1, 1), date(2026, 12, 31), m.amount(0.001, 0.2))


def papers(m: Maker) -> None:
    """Listed papers, searches and the field."""
    for i in range(m.chance.randint(0, 4)):
        start = months_period(2026, m.chance.randint(2, 9))
        m.put("papers", OPENAI, start.start, start.end, {"value": 1}, basis="generated robot data", label=f"Paper {i}")
    for index in range(m.chance.randint(0, 3)):
        period = quarter_period(2026, index + 1)
        m.put("papers_count", OPENAI, period.start, period.end, {"value": m.chance.choice((0, 1, 4))}, basis="search")
    if m.chance.random() < 0.5:
        found = {"value": m.chance.choice((0, 0, 2))}
        m.put("papers_count", OPENAI, date(2025, 1, 1), date(2026, 7, 1), found, basis=m.chance.choice(("search", "q")))
    for start, end in m.months((2025, 1), m.chance.randint(1, 19)):
        m.put("field_papers", FIELD, start, end, m.amount(1, 60, whole=True))


def stray(m: Maker) -> None:
    """Numbers of any series of the contract, at any time, on any basis: repeats, overlaps, plans."""
    for _ in range(m.chance.randint(1, 25)):
        series = all_series()[m.chance.choice([s for s in all_series() if s != "fx"])]
        entity = series.entity or m.chance.choice((KLING, SORA, RUNWAY, OPENAI, FIELD, *RIVALS))
        start = date(2025, 6, 1) + timedelta(m.chance.randint(0, 600))
        end = start + timedelta(m.chance.choice((0, 6, 27, 30, 89, 364)))
        low, high = (0.01, 0.9) if series.high == 1 else (1, 1e6)
        number = {"value": 1.0} if series.low == 1 else m.amount(low, high, whole=series.whole)
        more: Row = {"unit": m.currency()} if series.money else {}
        if series.aged:
            more["age_days"] = m.chance.choice((1, 7, 30, 90))
        if series.assumption:
            number = {"low": 0.1, "high": 0.5, "grade": "assumption"}
        basis = m.chance.choice(("panel", "company", "generated robot data", "panel, rolling"))
        m.put(
            series.id, entity, start, end, number, basis=basis, rights=m.chance.choice(("public", "licensed")), **more
        )


@cache
def added_pairs() -> tuple[tuple[str, str], ...]:
    """The numbers of an indicator that was added: of an entity that no block is about, or of a series of its own."""
    about = (KLING, RUNWAY, OPENAI)
    pairs = {(s, i.entity) for i in registry().values() for s in i.series if i.entity not in about and s != "fx"}
    return tuple(sorted(pairs | {(s.id, i.entity) for i in registry().values() for s in i.declared}))


def added(m: Maker) -> None:
    """Months of every number of an indicator that was added; on every board, since its metrics need their turn too."""
    for series, entity in added_pairs():
        kind = all_series()[series]
        for start, end in m.months((2025, 10), m.chance.randint(1, 12)):
            number = m.amount(0.01, 0.9) if kind.high == 1 else m.amount(10, 1e6, whole=kind.whole)
            more: Row = {"age_days": 30} if kind.aged else {}
            m.put(series, entity, start, end, {"value": 1.0} if kind.item else number, **more)


BLOCKS = (
    users,
    weekly,
    retention,
    revenue,
    run_rates,
    sora,
    assumptions,
    cash,
    funding,
    roles,
    counts_only,
    compute,
    papers,
    stray,
)


def generate(seed: int, blocks) -> list[Row]:
    """The rows of a board, one a key, with their ids."""
    m = Maker(seed)
    for block in sorted(blocks, key=BLOCKS.index):
        block(m)
    added(m)
    by_key = dict(zip(keys_of(frame_of(m.rows, "")), m.rows, strict=True)) if m.rows else {}
    rows = list(by_key.values())
    m.chance.shuffle(rows)
    return [r | {"id": i} for i, r in enumerate(rows, 1)]


boards = st.builds(generate, st.integers(0, 2**32), st.sets(st.sampled_from(BLOCKS), min_size=1))
days = st.dates(date(2026, 1, 1), date(2027, 1, 31))
EVENTS = (
    Event(date=date(2026, 5, 1), entity=OPENAI, kind="proof", title="A named pilot", source="generated"),
    Event(date=date(2026, 9, 1), entity=OPENAI, kind="proof", title="A priced product", source="generated"),
)


def known_by(rows: list[Row], day: date) -> list[Row]:
    """The rows that the world could know on a day: what an as-of view holds."""
    return [r for r in rows if str(r["known_on"]) <= day.isoformat()]


def cells(made: Row) -> Row:
    """A generated row in the contract's columns, as a file would hold it."""
    whole = frame_of([made], "").iloc[0]
    return {name: whole[name] for name in COLUMNS if whole[name] is not None}


def read_all(frame: pd.DataFrame, day: date) -> list[Reading]:
    """Every reading of every indicator."""
    evidence = Evidence(frame, day, EVENTS)
    return [r for indicator in registry().values() for r in evaluate_on(indicator, evidence).readings]
