"""The peers side by side: each cell a number with its basis and day, or empty with its reason."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from ...methods.growth import per_month
from ..evidence.comparable import after_announcement, newest
from ..evidence.evidence import Evidence, not_comparable
from ..evidence.ranges import bound
from ..evidence.reads import Reads
from ..model.catalogue import thesis
from ..model.observation import Observation
from ..model.reading import Found, Result, Unknown, Written
from ..text import say
from .funding import value_to_arr
from .levels import growth, level

SERIES = ("mau", "arr", "funding_round", "valuation")  # an entity with one of these is a peer
READS = Reads(series=frozenset({*SERIES, "fx"}))  # what the table asks for, of every entity
COMPANY = ("company", "prospectus")  # how a basis begins that is the company's own count of users
TOLD = "press"  # a run rate that the press relays is the company's own, where its grade says so
SAME_TIME = 31  # days between users and ARR that are set against each other


@dataclass(frozen=True, slots=True)
class PeerNumber:
    """`text` is empty where there is no number; then `why` says so. `basis` and `on` belong to the number."""

    text: str
    basis: str = ""
    on: str = ""
    why: str = ""


@dataclass(frozen=True, slots=True)
class Column:
    """A column of the table: its heading, what it computes, and how the value is said."""

    title: str
    compute: Callable[[Evidence, str], Result]
    unit: str = ""
    shown: Written = "level"


def revenue_per_mau(e: Evidence, entity: str) -> Result:
    """ARR/12 over monthly users, both stated by the company, at most 31 days apart."""
    users = [o for o in e.rows("mau", entity) if o.basis.casefold().startswith(COMPANY) and o.number > 0]
    arr = [
        o
        for o in e.rows("arr", entity)
        if o.grade in ("reported", "floor", "ceiling") and o.basis.casefold().startswith((*COMPANY, TOLD))
    ]
    pairs = [(u, a) for u in users for a in arr if abs(u.time - a.time) <= SAME_TIME]
    if not pairs:
        used = tuple(o for o in (newest(users), newest(arr)) if o is not None)
        return not_comparable("No company-stated users and ARR of one time on file.", *used)
    u, a = max(pairs, key=lambda p: (p[0].period_end, p[1].period_end))
    return Found(
        value=a.number / 12 / u.number,
        unit=f"{a.unit} per month",
        increasing=(a,),
        decreasing=(u,),
        about=f"{a.basis}; {u.basis}",
    )


def raised(e: Evidence, entity: str) -> Result:
    """Rounds since the announcement, in USD by dated rates."""
    rounds = [o for o in e.lead("funding_round", entity) if after_announcement(o)]
    if not rounds:
        return e.nothing("funding_round", entity, f"round since {say.day(thesis().announced)}")
    total, used = 0.0, list[Observation]()
    for o in rounds:
        rate = e.rate(o.unit, "USD", o.time)
        if isinstance(rate, Unknown):
            return rate
        total += o.number * rate.factor
        used += [o, *rate.used]
    return Found(
        value=total,
        unit="USD",
        increasing=tuple(used),
        newest=tuple(rounds),
        about=f"since {say.day(thesis().announced)}",
    )


COLUMNS = (
    Column("Users a month", lambda e, x: level(e, series="mau", entity=x), "users"),
    Column("Run rate", lambda e, x: level(e, series="arr", entity=x)),
    Column(
        "Run-rate growth",
        lambda e, x: growth(e, series="arr", entity=x, formula=per_month),
        "ratio per month",
        "change",
    ),
    Column("Revenue per user", revenue_per_mau),
    Column("Raised since the announcement", raised),
    Column("Valuation over run rate", lambda e, x: value_to_arr(e, entity=x), "ratio", "times"),
)


def peers(e: Evidence) -> dict[str, dict[str, PeerNumber]]:
    """Entity → column → cell, for every entity with users, ARR, rounds or a valuation on file."""
    names = sorted({name for series in SERIES for name in e.entities(series)})
    return {name: {c.title: _cell(c, c.compute(e, name), e.as_of) for c in COLUMNS} for name in names}


def _cell(column: Column, result: Result, as_of: date) -> PeerNumber:
    if isinstance(result, Unknown):
        return PeerNumber("", why=result.because)
    before = {"at least": "> ", "at most": "< "}.get(bound(result), "")
    last = max(result.newest or result.used, key=lambda o: (o.period_end, o.id))
    on = say.day(min(last.period_end, as_of))
    return PeerNumber(before + say.number(result.value, result.unit or column.unit, column.shown), last.basis, on)
