"""Which numbers a panel shows, and which it leaves out and why. Comparability is asked of core, never decided here."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import pandas as pd

from ...core.evidence.comparable import comparable, leading, newest, newness, unfinished
from ...core.evidence.evaluate import Evaluated, softest
from ...core.evidence.evidence import Evidence
from ...core.model.catalogue import all_series, thesis
from ...core.model.event import Event
from ...core.model.indicator import Panel
from ...core.model.observation import Observation, strictest
from ...core.model.reading import Reading
from ...core.readings.bars import Bar
from ...core.text import say
from ...core.text.periods import Period, calendar_half, calendar_month, calendar_quarter, calendar_year
from ..canvas.amount import Amount, amount
from ..canvas.palette import own_colour

WEEK = 7
KINDS = ("week", "month", "quarter", "half-year", "year")  # what a bar can stand for, shortest first


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """Numbers of one series, entity, basis and unit, oldest first: all that one line may ever join."""

    entity: str
    basis: str
    rows: tuple[Observation, ...]
    leads: bool = True

    @property
    def series(self) -> str:
        """The series of all its numbers."""
        return self.rows[0].series

    @property
    def last(self) -> Observation:
        """The newest number."""
        return self.rows[-1]

    def pairs(self) -> tuple[tuple[Observation, Observation], ...]:
        """Each number with the newest earlier one that is comparable with it."""
        found = ((newest(r for r in self.rows[:i] if comparable(r, o)), o) for i, o in enumerate(self.rows))
        return tuple((before, o) for before, o in found if before is not None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """What a panel shows. `kind` is the length of a bar's period, `each` where a bar is an item with a name."""

    panel: Panel
    indicator: str
    entity: str
    as_of: date
    groups: tuple[Group, ...]
    amount: Amount
    reading: Reading
    events: tuple[Event, ...] = ()
    left_out: tuple[str, ...] = ()
    kind: str = ""
    example: bool = False
    finding: str = ""  # of a ranking, which is computed and says itself what it shows
    overlay: Reading | None = None  # a trend to draw beside the numbers
    behind: tuple[Observation, ...] = ()  # the numbers that a ranking's bars are computed from

    @property
    def kinds(self) -> tuple[str, ...]:
        """The kinds of event that are drawn: the panel's own, else those that the thesis shows everywhere."""
        return thesis().events if self.panel.events is None else self.panel.events

    @property
    def rows(self) -> tuple[Observation, ...]:
        """Every number shown, newest last."""
        return tuple(sorted((o for g in self.groups for o in g.rows), key=newness))

    @property
    def numbers(self) -> tuple[Observation, ...]:
        """The numbers on file that it rests on, newest last; a computed bar is none."""
        return self.behind or self.rows

    @property
    def entities(self) -> tuple[str, ...]:
        """Who is shown, in the order of drawing."""
        return tuple(dict.fromkeys(g.entity for g in self.groups))

    @property
    def several_series(self) -> bool:
        """Whether an entity's name alone does not tell a line from another."""
        return len({g.series for g in self.groups}) > 1

    def named(self, o: Observation) -> str:
        """Whose number it is, with the series where there are several."""
        series = all_series().get(o.series)
        return f"{o.entity} {series.title.lower()}" if self.several_series and series else o.entity

    @property
    def each(self) -> bool:
        """Whether every bar is an item of its own, such as a funding round."""
        return self.kind == "each"

    def stale(self, group: Group) -> bool:
        """Whether a leading group's newest number is older than its rhythm allows; of what was shut none is due."""
        if any(e.kind == "shutdown" and e.entity == group.entity for e in self.events):
            return False
        series = all_series().get(group.last.series)
        after = series.stale_after if series else None
        return group.leads and after is not None and self.age(group) > after

    def running(self, o: Observation) -> bool:
        """Whether a number's period was not over when it was published, so that it is a plan or a part."""
        return unfinished(o)

    def age(self, group: Group) -> int:
        """Days from the newest number to the as-of day."""
        return (self.as_of - min(group.last.period_end, group.last.known_on, self.as_of)).days


def shown(panel: Panel, evaluated: Evaluated, evidence: Evidence, *, example: bool = False) -> Shown:
    """What `panel` shows of the evidence."""
    own = evaluated.indicator.entity
    finding, behind = "", tuple[Observation, ...]()
    if panel.bars is not None:
        ranking = panel.bars(evidence)
        finding = ranking.finding
        behind = tuple(sorted({o.id: o for bar in ranking.bars for o in bar.used}.values(), key=newness))
        rows = [_as_observation(bar, evaluated.as_of) for bar in ranking.bars]
        dropped = [ranking.left_out] if ranking.left_out else []
        kind, groups, more = "", [Group(entity=o.entity, basis=o.basis, rows=(o,)) for o in rows], []
    else:
        rows, dropped = _one_unit(_candidates(panel, own, evidence, evaluated.reading(panel.metric)), own)
        kind, groups, more = _CHOICES[panel.mark](panel, rows)
    unit = rows[0].unit if rows else _unit(panel)
    return Shown(
        panel=panel,
        indicator=evaluated.indicator.id,
        entity=own,
        as_of=evaluated.as_of,
        groups=tuple(groups if panel.bars else sorted(groups, key=lambda g: _order(panel, own, g.entity))),
        amount=amount(unit, panel.measure, panel.series[0]),
        reading=evaluated.reading(panel.metric),
        events=evidence.events,
        left_out=(*dropped, *more),
        kind=kind,
        example=example,
        overlay=evaluated.reading(panel.overlay) if panel.overlay else None,
        finding=finding,
        behind=behind,
    )


def _as_observation(bar: Bar, as_of: date) -> Observation:
    """A computed bar as the number that it shows, with the span, grade and rights of its inputs."""
    used = bar.used
    known = max((o.known_on for o in used), default=as_of)
    return Observation(
        id=min((o.id for o in used), default=0),
        series=used[0].series if used else "",
        entity=bar.label,
        basis=bar.aside,
        period_start=min((o.period_start for o in used), default=as_of),
        period_end=max((o.period_end for o in used), default=as_of),
        age_days=None,
        value=bar.value,
        low=None,
        high=None,
        unit=bar.unit,
        grade=softest(used) or "derived",
        known_on=known,
        source="; ".join(dict.fromkeys(o.source for o in used[:3])) or "no number on file",
        url="",
        rights=strictest(o.rights for o in used),
        label="",
        note="",
    )


def narrowed(panel: Panel, evaluated: Evaluated, frame: pd.DataFrame, events: Sequence[Event] = ()) -> Evidence:
    """The evidence that a panel needs of a frame."""
    rows = frame[frame["series"].isin(panel.series)] if len(frame) else frame
    return Evidence(rows, evaluated.as_of, events)


def _order(panel: Panel, own: str, entity: str) -> tuple[int, bool, bool, str]:
    declared = panel.entities.index(entity) if entity in panel.entities else len(panel.entities)
    return (declared, entity != own, not own_colour(entity), entity)


def _unit(panel: Panel) -> str:
    series = all_series().get(panel.series[0])
    return "" if series is None or series.money else series.units[0]


def _candidates(panel: Panel, own: str, evidence: Evidence, reading: Reading) -> list[Observation]:
    """The numbers of a panel; of plans and numbers to date those alone that its reading rests on."""
    found, used = [], set(reading.inputs)
    for series in panel.series:
        for entity in sorted(panel.entities or evidence.entities(series), key=lambda e: _order(panel, own, e)):
            every = (o for o in evidence.every(series, entity) if not unfinished(o) or o.id in used)
            found += [o for o in every if not panel.bases or o.basis in panel.bases]
    return found


def _one_unit(rows: list[Observation], own: str) -> tuple[list[Observation], list[str]]:
    """The numbers in the unit of the indicator's own newest one: an axis has one unit."""
    first = newest(o for o in rows if o.entity == own) or newest(rows)
    if first is None:
        return [], []
    others = Counter(o.unit for o in rows if o.unit != first.unit)
    counts = say.listed([f"{n} in {unit}" for unit, n in sorted(others.items())])
    said = [f"{counts} left out: this axis is in {first.unit}."] if others else []
    return [o for o in rows if o.unit == first.unit], said


def _grouped(rows: Sequence[Observation]) -> list[Group]:
    """One group per series, entity and basis; the leading basis of each series and entity is marked."""
    lead = {}
    for key in {(o.series, o.entity) for o in rows}:
        led = leading([o for o in rows if (o.series, o.entity) == key])
        lead[key] = led[-1].basis if led else ""
    keys = dict.fromkeys((o.series, o.entity, o.basis) for o in rows)
    return [
        Group(
            entity=entity,
            basis=basis,
            rows=tuple(
                sorted((o for o in rows if (o.series, o.entity, o.basis) == (series, entity, basis)), key=newness)
            ),
            leads=lead[series, entity] == basis,
        )
        for series, entity, basis in keys
    ]


Choice = tuple[str, list[Group], list[str]]


def _levels(_: Panel, rows: list[Observation]) -> Choice:
    return "", _grouped(rows), []


def period_kind(o: Observation) -> str:
    """Which calendar period a number is for; "" for any other length."""
    period = Period(o.period_start, o.period_end)
    tests = {"month": calendar_month, "quarter": calendar_quarter, "half-year": calendar_half}
    for name, test in tests.items():
        if test(period):
            return name
    if calendar_year(period):
        return "year"
    return "week" if o.days == WEEK else ""


def _sums(_: Panel, rows: list[Observation]) -> Choice:
    """Bars of one length on each entity's leading basis, or one bar an item where items have names."""
    groups = [g for g in _grouped(rows) if g.leads]
    kept = [o for g in groups for o in g.rows]
    said = [_other_bases(g, rows) for g in groups if any(o.entity == g.entity and o.basis != g.basis for o in rows)]
    if 2 * sum(bool(period_kind(o)) for o in kept) < len(kept) or 2 * sum(bool(o.label) for o in kept) > len(kept):
        return "each", groups, said
    if not kept:
        return "", [], said
    count = Counter(kind for o in kept if (kind := period_kind(o)))
    main = max(KINDS, key=lambda kind: (count[kind], -KINDS.index(kind)))
    out = Counter(period_kind(o) or "other length" for o in kept if period_kind(o) != main)
    if out:
        parts = [f"{n} {kind}{'s' if n > 1 and kind != 'other length' else ''}" for kind, n in sorted(out.items())]
        said.append(f"{say.listed(parts)} left out: bars show {main}s.")
    same = [(g, tuple(o for o in g.rows if period_kind(o) == main)) for g in groups]
    return main, [Group(entity=g.entity, basis=g.basis, rows=o) for g, o in same if o], said


def _other_bases(group: Group, rows: list[Observation]) -> str:
    names = sorted({o.basis for o in rows if o.entity == group.entity and o.basis != group.basis})
    return f"{group.entity}'s numbers on another basis are left out ({say.listed(names)})."


def _curves(_: Panel, rows: list[Observation]) -> Choice:
    """The newest cohort of each entity and basis, by age."""
    groups = []
    for g in _grouped([o for o in rows if o.age_days is not None]):
        cohort = [o for o in g.rows if (o.period_start, o.period_end) == (g.last.period_start, g.last.period_end)]
        by_age = tuple(sorted(cohort, key=lambda o: (o.age_days or 0, newness(o))))
        groups.append(Group(entity=g.entity, basis=g.basis, rows=by_age, leads=g.leads))
    return "", groups, []


def counted(o: Observation) -> bool:
    """Whether a listed item counts, and is not context."""
    return o.basis == thesis().counting


def _items(_: Panel, rows: list[Observation]) -> Choice:
    """Items one by one; context from before the first that counts is left out, which keeps the months readable."""
    first = min((o.period_start for o in rows if counted(o)), default=date.min)
    kept = [o for o in rows if o.period_start >= first]
    early = len(rows) - len(kept)
    said = [f"{early} older item{'s' if early > 1 else ''} of context left out."] if early else []
    return "month", _grouped(kept), said


def _comparison(panel: Panel, rows: list[Observation]) -> Choice:
    """One number an entity, all for the newest period that most of the entities have; one basis where one serves."""
    periods = {(o.period_start, o.period_end) for o in rows}
    if not periods:
        return "", [], []

    def entities(period: tuple[date, date], basis: str = "") -> set[str]:
        return {o.entity for o in rows if (o.period_start, o.period_end) == period and (not basis or o.basis == basis)}

    most = max(len(entities(p)) for p in periods)
    enough = [p for p in periods if len(entities(p)) >= min(most, 2)]
    best = max(enough, key=lambda p: (p[1], p[0]))
    bases = {o.basis for o in rows}
    one = max(sorted(bases), key=lambda b: len(entities(best, b)))
    shared = one if len(entities(best, one)) >= 2 else ""  # noqa: PLR2004 - a comparison takes two
    found = [o for o in rows if (o.period_start, o.period_end) == best and (not shared or o.basis == shared)]
    groups = [g for g in _grouped(found) if g.leads]
    missing = [e for e in panel.entities if e not in {g.entity for g in groups}]
    said = [f"No number of {say.listed(missing)} for {say.when(groups[0].last)}."] if missing else []
    return "", groups, said


_CHOICES = {"level": _levels, "sum": _sums, "curve": _curves, "dots": _items, "compare": _comparison}
