"""The finding over a figure, made by rule from the numbers shown. It names no cause and no change the rows don't carry.

"More than" stays with a floor, growth between two bounds is "about", and a number that is missing is the finding.
"""

from __future__ import annotations

from ...core.model.catalogue import all_series
from ...core.model.observation import Observation
from ...core.model.reading import ONE_SIDED
from ...core.text import say
from ..panels.shown import Group, Shown, counted
from ..panels.sums import directly_before, growth

LONGEST = 80
_AGE = 30  # the age that the retention of a consumer app is judged by


def title(shown: Shown) -> str:
    """The finding of a panel."""
    if not shown.rows:
        return _missing(shown)
    return _TITLES[shown.panel.mark](shown)


def series_name(shown: Shown) -> str:
    """The panel's first series as it stands inside a sentence."""
    series = all_series().get(shown.panel.series[0])
    name = series.title if series else shown.panel.series[0]
    return say.inside(name)


def _missing(shown: Shown) -> str:
    who = shown.panel.entities[0] if shown.panel.entities else shown.entity
    return f"No {series_name(shown)} of {who} on file"


def _shortest_that_says_most(*candidates: str) -> str:
    """The first that is short enough, else the last."""
    return next((text for text in candidates if len(text) <= LONGEST), candidates[-1])


def _number(o: Observation, name: str = "") -> str:
    """A number with its unit, unless `name` before it has said the unit."""
    text = say.observed(o)
    return text.removesuffix(f" {o.unit}") if o.unit in name.lower() else text


def _name(shown: Shown, entity: str) -> str:
    name = series_name(shown)
    return name[:1].upper() + name[1:] if entity.lower() in name.lower() else f"{entity} {name}"


def _during(shown: Shown, o: Observation) -> str:
    """When a number is for; of a period that was not over when it was published it is a plan or a part."""
    over = "not over yet" if o.period_end > shown.as_of else "not over when published"
    return say.during(o) + (f" ({over})" if shown.running(o) else "")


def _level(shown: Shown) -> str:
    leads = [g for g in shown.groups if g.leads]
    first = leads[0].last
    if len(leads) > 1:
        return _several(shown, leads)
    pairs = {after.id: before for before, after in leads[0].pairs()}
    name = _name(shown, first.entity)
    now = f"{_number(first, name)} {_during(shown, first)}"
    then = pairs.get(first.id)
    if then is None:
        return _shortest_that_says_most(f"{name}: {now} ({first.basis})", f"{name}: {now}", f"{first.entity}: {now}")
    course = f"{now}, after {_number(then, name)} {_during(shown, then)}"
    return _shortest_that_says_most(f"{name}: {course}", f"{first.entity}: {course}")


def _several(shown: Shown, leads: list[Group]) -> str:
    """Several entities: those on the first one's basis and period together, the others with their own period."""
    first = leads[0].last
    same = [g.last for g in leads if _alike(g.last, first)]
    text = ", ".join(f"{shown.named(o)} {_number(o)}" for o in same)
    if len(same) == len(leads):
        return _shortest_that_says_most(
            f"{text} {_during(shown, first)} ({first.basis})", f"{text} {_during(shown, first)}"
        )
    every = "; ".join(f"{shown.named(g.last)} {_number(g.last)} ({say.when(g.last)})" for g in leads[:3])
    return _shortest_that_says_most(every, f"{shown.named(first)} {_number(first)} {_during(shown, first)}")


def _alike(a: Observation, b: Observation) -> bool:
    return (a.basis, a.period_start, a.period_end) == (b.basis, b.period_start, b.period_end)


def _sum(shown: Shown) -> str:
    group = shown.groups[0]
    if shown.each:
        return _newest_item(shown, group)
    if len(shown.groups) > 1:
        return _several(shown, list(shown.groups))
    last = group.last
    name = _name(shown, last.entity)
    now = f"{_number(last, name)} {_during(shown, last)}"
    before = directly_before(group.rows, last)
    grown = (
        growth(before, last)
        if before and not shown.running(last) and shown.kind in ("quarter", "half-year", "year")
        else ""
    )
    if before and grown:
        earlier = directly_before(group.rows, before)
        was = growth(earlier, before) if earlier else ""
        on = f"{now}, {grown} on {say.when(before).split()[0] if shown.kind == 'quarter' else say.when(before)}"
        full = f"{on}, after {was}" if was else on
        return _shortest_that_says_most(
            f"{name}: {full}", f"{last.entity}: {full}", f"{name}: {on}", f"{last.entity}: {on}"
        )
    return _against_peak(shown, group, name, now)


def _against_peak(shown: Shown, group: Group, name: str, now: str) -> str:
    last = group.last
    peak = max(group.rows, key=lambda o: o.number)
    bounds = last.grade in ONE_SIDED or peak.grade in ONE_SIDED
    if len(group.rows) == 1 or bounds or shown.running(last):
        return _shortest_that_says_most(f"{name}: {now} ({last.basis})", f"{name}: {now}")
    if peak is last:
        most = f"the highest of {len(group.rows)} {shown.kind}s shown"
        return _shortest_that_says_most(f"{name}: {now}, {most}", f"{last.entity}: {now}, {most}")
    top = f"down from a peak of {_number(peak, name)} {_during(shown, peak)}"
    return _shortest_that_says_most(f"{name}: {now}, {top}", f"{last.entity}: {now}, {top}")


def _newest_item(shown: Shown, group: Group) -> str:
    last, count = group.last, len(shown.rows)
    what = last.label or series_name(shown)
    now = f"{what}, {_number(last)}, {_during(shown, last)}"
    which = f"newest of {count} on file" if count > 1 else "the only one on file"
    return _shortest_that_says_most(f"{last.entity}: {now}; {which}", f"{last.entity}: {now}")


def _curve(shown: Shown) -> str:
    own = [g for g in shown.groups if g.entity == shown.entity and g.leads]
    others = [g for g in shown.groups if g.entity != shown.entity and g.leads]
    at = [(g.entity, o) for g in (*own, *others) for o in g.rows if o.age_days == _AGE]
    kept = ", ".join(f"{entity} {_number(o)}" for entity, o in at[:3])
    if not own:
        gone = f"No {series_name(shown)} of {shown.entity} on file"
        return _shortest_that_says_most(f"{gone}; on day {_AGE}: {kept}", gone) if kept else gone
    if at and at[0][0] == shown.entity:
        return _shortest_that_says_most(
            f"Active on day {_AGE}: {kept}", f"{shown.entity}: {_number(at[0][1])} on day {_AGE}"
        )
    last = own[0].rows[-1]
    return f"{last.entity} {series_name(shown)}: {_number(last)} on day {last.age_days}"


def _dots(shown: Shown) -> str:
    found = [o for o in shown.rows if counted(o)]
    own = sum(o.entity == shown.entity for o in found)
    by = f"none of them by {shown.entity}" if not own else f"{own} by {shown.entity}"
    text = f"{shown.panel.title}: {len(found)} listed, {by}" if found else f"{shown.panel.title}: none listed"
    return _shortest_that_says_most(text, f"{len(found)} listed, {by}")


def _compare(shown: Shown) -> str:
    return _several_for_one_period(shown, [g.last for g in shown.groups])


def _several_for_one_period(shown: Shown, rows: list[Observation]) -> str:
    parts, when = [f"{o.entity} {_number(o)}" for o in rows], _during(shown, rows[0])
    few = f"{', '.join(parts[:2])} and {len(parts) - 2} more {when}"
    return _shortest_that_says_most(f"{', '.join(parts)} {when}", few if len(parts) > 2 else ", ".join(parts))  # noqa: PLR2004 - two stand for themselves


def _ranking(shown: Shown) -> str:
    return shown.finding


_TITLES = {"level": _level, "sum": _sum, "curve": _curve, "dots": _dots, "compare": _compare, "ranking": _ranking}
