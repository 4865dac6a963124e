"""Bars that no single series holds: capital raised, organisations by papers, takings beside their cost."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from ..evidence.comparable import after_announcement
from ..evidence.evidence import Evidence
from ..evidence.ranges import bound
from ..model.calendars import Period, calendar_year
from ..model.catalogue import thesis
from ..model.observation import Observation
from ..model.reading import Found, Unknown
from ..text import say

LEADING, NAMED = 8, 2  # bars of a league; who are named where several lead


@dataclass(frozen=True, slots=True)
class Bar:
    """One bar: whose it is, how long, what it rests on, and a word under its name."""

    label: str
    value: float
    unit: str
    used: tuple[Observation, ...]
    aside: str = ""


@dataclass(frozen=True, slots=True)
class Ranking:
    """Bars in their order, what they show in a sentence, and what is left out; empty where there is nothing to show."""

    finding: str
    bars: tuple[Bar, ...]
    left_out: str = ""


Bars = Callable[[Evidence], Ranking]


def raised(e: Evidence, *, entity: str) -> Ranking:
    """USD raised since the announcement by each company on file, the entity too where no round of it is on file."""
    found, left_out = [], []
    for name in sorted({entity, *e.entities("funding_round")}):
        rounds = [o for o in e.lead("funding_round", name) if after_announcement(o) and o.number > 0]
        total, used = 0.0, list[Observation]()
        for o in rounds:
            rate = e.rate(o.unit, "USD", o.time)
            if isinstance(rate, Unknown):
                left_out.append(f"{name} ({o.unit})")
                break
            total += o.number * rate.factor
            used += [o, *rate.used]
        else:
            if rounds or name == entity:
                count = f"{len(rounds)} {'round' if len(rounds) == 1 else 'rounds'}" if rounds else "no round on file"
                found.append(Bar(name, total, "USD", tuple(used), count))
    if not any(bar.used for bar in found):
        return Ranking("", ())
    bars = tuple(sorted(found, key=lambda bar: (-bar.value, bar.label)))
    total, own = sum(bar.value for bar in bars), sum(bar.value for bar in bars if bar.label == entity)
    since = f"since {say.day(thesis().announced)}"
    aside = f"; no exchange rate for {say.listed(left_out)}" if left_out else ""
    if own > 0:
        return Ranking(f"{entity} raised {say.number(own, 'USD')} of {say.number(total, 'USD')} {since}{aside}", bars)
    rivals = [bar for bar in bars if bar.value > 0]
    theirs = f"{len(rivals)} {'rival' if len(rivals) == 1 else 'rivals'} raised {say.number(total, 'USD')}"
    if any(bar.label == entity for bar in bars):
        return Ranking(f"No round of {entity} on file {since}; {theirs}{aside}", bars)
    return Ranking(f"{theirs} {since}{aside}", bars)


def league(e: Evidence, *, entity: str) -> Ranking:
    """Organisations by listed papers on generated robot data; a paper of several counts for each. A picked list."""
    papers: dict[str, list[Observation]] = {}
    for name in e.entities("papers"):
        for o in e.rows("papers", name):
            if o.basis == thesis().counting:
                for organisation in organisations(o):
                    papers.setdefault(organisation, []).append(o)
    bars = [Bar(name, float(len(rows)), "papers", tuple(rows)) for name, rows in papers.items()]
    if not bars:
        return Ranking("", ())
    ranked = sorted(bars, key=lambda bar: (-bar.value, bar.label))
    own = len(papers.get(entity, ()))
    named = f"{own} {'names' if own == 1 else 'name'} {entity}" if own else f"none names {entity}"
    first = [bar.label for bar in ranked if bar.value == ranked[0].value]
    most = say.digits(ranked[0].value)
    if len(first) == 1:
        finding = f"{first[0]} leads the listed papers with {most}"
    elif len(first) <= NAMED:
        finding = f"{say.listed(first)} lead the listed papers with {most} each"
    else:
        finding = f"{len(first)} organisations lead the listed papers with {most} each"
    shown = ranked[:LEADING]
    if own and entity not in [bar.label for bar in shown]:
        shown = [*ranked[: LEADING - 1], *(bar for bar in ranked if bar.label == entity)]
    rest = [bar for bar in ranked if bar not in shown]
    more = f"{len(rest)} more {'organisation' if len(rest) == 1 else 'organisations'} left out"
    more += f", with at most {say.digits(max(bar.value for bar in rest))} each." if rest else ""
    finding = finding if entity in first[:NAMED] else f"{finding}; {named}"
    return Ranking(finding, tuple(shown), more if rest else "")


def organisations(o: Observation) -> tuple[str, ...]:
    """The organisations that a listed paper names before the semicolon of its note; its entity where it names none."""
    named, found, _ = o.note.partition(";")
    if found:
        return tuple(name.strip() for name in named.split("/") if name.strip())
    return () if o.entity == "Field" else (o.entity,)


def why_closed(e: Evidence, *, closed: str, beside: str) -> Ranking:
    """What the closed app took in and what its compute cost a year, beside its sister's takings."""
    own, other = e.newest("app_revenue_to_date", closed), e.newest("app_revenue_to_date", beside)
    spent = [o for o in e.lead("compute_spend", closed) if calendar_year(Period(o.period_start, o.period_end))]
    cost = spent[-1] if spent else None
    parts = (
        (f"{closed} took in", own, f"to {say.day(own.period_end)}" if own else ""),
        (f"{closed}'s compute, a year", cost, say.when(cost) if cost else ""),
        (f"{beside} took in", other, f"to {say.day(other.period_end)}" if other else ""),
    )
    bars = tuple(Bar(label, o.number, o.unit, (o,), f"{when}, {o.basis}") for label, o, when in parts if o is not None)
    if own is None or len({bar.unit for bar in bars}) != 1:
        return Ranking("", ())
    finding = f"{closed} took in {say.observed(own)} by {say.day(own.period_end)}"
    same = other is not None and (other.basis, other.period_start, other.period_end) == (
        own.basis,
        own.period_start,
        own.period_end,
    )
    if other is not None and same and other.number > 0:
        said = bound(Found(value=0.0, about="", increasing=(own,), decreasing=(other,)))
        before = f"{said} " if said else "about " if own.one_sided or other.one_sided else ""
        finding += f", {before}{say.ratio(own.number / other.number)} of {beside}'s"
    if cost is not None:
        finding += f"; compute {say.observed(cost)} a year"
    return Ranking(finding, bars)
