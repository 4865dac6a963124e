"""Readings of retention: by age, past day 30, by a fitted curve. Totals never stand in for a cohort."""

from __future__ import annotations

import math
from datetime import date
from typing import Any

from ...methods import retention as curves
from ...methods import shares
from ...methods.estimate import Estimate
from ..evidence.comparable import cohort_after, cohort_before, newest, partial_cohort, same_length
from ..evidence.evidence import Evidence, not_comparable
from ..model.catalogue import thesis
from ..model.observation import OTHER_BASIS, Observation
from ..model.reading import Found, Reason, Result, Surer, Unknown
from ..text import say
from .levels import ends_of, from_zero

YEAR = 365  # days of cohorts that tell how much they vary
MODELLED = 180  # the day up to which the curve is carried on


def peers(e: Evidence, entity: str, age: int) -> tuple[Observation, ...]:
    """The others' newest cohort at an age, each on its own leading basis: shown beside, never mixed."""
    found = (
        newest(r for r in e.lead("retention", name) if r.age_days == age)
        for name in e.entities("retention")
        if name != entity
    )
    return tuple(o for o in found if o is not None)


def peer_details(others: tuple[Observation, ...]) -> dict[str, Any]:
    """The peers as a reading's details say them."""
    return {"peers": {o.entity: {"value": o.number, "basis": o.basis, "at": o.period_end.isoformat()} for o in others}}


def cohort_size(e: Evidence, o: Observation) -> Observation | None:
    """The size of a cohort on the same basis and period."""
    alike = (o.basis, o.period_start, o.period_end)
    return newest(
        r for r in e.rows("cohort_size", o.entity) if (r.basis, r.period_start, r.period_end) == alike and r.number >= 1
    )


def retained(e: Evidence, *, entity: str, age: int) -> Result:
    """The newest cohort that has `age`, with its Wilson interval where the cohort's size is known."""
    rows = e.lead("retention", entity)
    o = newest(r for r in rows if r.age_days == age)
    others = peers(e, entity, age)
    if o is None:
        gap = e.nothing("retention", entity, f"day-{age} retention", used=rows)
        totals = " Totals such as monthly users cannot tell it."
        return Unknown(
            reason=gap.reason, because=gap.because + totals, used=rows, details=peer_details(others), quoted=others
        )
    size = cohort_size(e, o)
    found = shares.wilson(o.number * size.number, size.number) if size else None
    low, high = (found.low, found.high) if found else (ends_of(o) if o.ranged else (None, None))
    return Found(
        value=o.number,
        low=low,
        high=high,
        increasing=(o,),
        also=(size,) if size else (),
        newest=(o,),
        about=f"of the cohort of {say.when(o)} active on day {age}, {o.basis}{_as_it_is(o)}",
        quoted=others,
        details=peer_details(others) | ({"level": 0.95} if found else {}),
        surer=None if found is None else _surer(e, [r for r in rows if r.age_days == age], o, found),
    )


def _surer(e: Evidence, rows: list[Observation], last: Observation, found: Estimate) -> Surer | None:
    """The interval of a share as wide as the cohorts of a year vary: users who are alike in clusters vary more."""
    sizes = {r: cohort_size(e, r) for r in rows if (last.period_end - r.period_end).days <= YEAR}
    known = [(r.number * size.number, size.number) for r, size in sizes.items() if size is not None]
    scatter = shares.dispersion(*zip(*known, strict=True))
    if scatter is None or scatter <= 1 or found.low is None or found.high is None:
        return None
    times = math.sqrt(scatter)
    return Surer(
        low=max(0.0, found.value - times * (found.value - found.low)),
        high=min(1.0, found.value + times * (found.high - found.value)),
        because="for cohorts that vary more than chance does",
    )


def _as_it_is(o: Observation) -> str:
    """What a reader must know of a cohort that is partial, or of a share that is not of those active on one day."""
    if o.basis.casefold().endswith(OTHER_BASIS):
        return "; not the share active on that one day, so no line of ours is about it"
    return f"; partial: not all had reached day {o.age_days} by {say.day(o.known_on)}" if partial_cohort(o) else ""


def cohorts(rows: tuple[Observation, ...]) -> list[dict[int, Observation]]:
    """Each cohort as age → number, newest cohort last."""
    found: dict[tuple[date, date], dict[int, Observation]] = {}
    for o in rows:
        found.setdefault((o.period_end, o.period_start), {})[o.age_days or 0] = o
    return [found[key] for key in sorted(found)]


def fitted(e: Evidence, entity: str) -> tuple[curves.SbgFit, tuple[Observation, ...], Observation | None] | Unknown:
    """The sBG curve of the newest cohort with two ages past day 0, its numbers, and the cohort's size."""
    rows = e.lead("retention", entity)
    if not rows:
        gap = e.nothing("retention", entity)
        return Unknown(reason=gap.reason, because=gap.because + " Totals such as monthly users cannot tell it.")
    if rows[0].basis.casefold().endswith(OTHER_BASIS):
        return not_comparable(f"{rows[0].basis} is not the share active on a day: no curve is fitted to it.", *rows)
    if len(rows) == 1:
        return e.one_point(rows[0], "A curve")
    cohort = next((c for c in reversed(cohorts(rows)) if sum(age > 0 for age in c) > 1), None)
    if cohort is None:
        because = f"No cohort has two ages past day 0 ({rows[-1].basis}); a curve needs two."
        return Unknown(reason=Reason.TOO_FEW, because=because, used=rows)
    ages = sorted(age for age in cohort if age > 0)
    used = tuple(cohort[age] for age in ages)
    values = [o.number for o in used]
    size = cohort_size(e, used[0])
    curve = None
    if not curves.rises(ages, values):
        curve = curves.fit_sbg(ages, values, float(round(size.number)) if size else None)
    if curve is None:
        because = (
            f"Retention of the cohort of {say.when(used[0])} does not fall with age ({used[0].basis}): no curve fits."
        )
        return Unknown(reason=Reason.NOT_IDENTIFIED, because=because, used=used)
    return curve, used, size


def given_d30(e: Evidence, *, entity: str, age: int) -> Result:
    """The share of day-30 users still active on `age`: observed in one cohort, else by the model."""
    rows = e.lead("retention", entity)
    cohort = next((c for c in reversed(cohorts(rows)) if 30 in c and age in c), None)  # noqa: PLR2004 - day 30
    if cohort is not None:
        return _given_observed(cohort[30], cohort[age], age)
    made = fitted(e, entity)
    if isinstance(made, Unknown):
        return made
    curve, used, size = made
    value = curve.given(age, 30)
    if value is None:
        because = f"The curve of the cohort of {say.when(used[0])} has nobody left on day 30 ({used[0].basis})."
        return Unknown(reason=Reason.FROM_ZERO, because=because, used=used)
    about = (
        f"of day-30 users still active on day {age} by a model, an sBG curve through the cohort of "
        f"{say.when(used[0])}, {used[0].basis}"
    )
    either = (*used, size) if size else used
    return Found(value=value, also=either, newest=used, about=about, details={"from": "model"})


def _given_observed(d30: Observation, later: Observation, age: int) -> Result:
    if d30.number <= 0:
        return from_zero(d30, later)
    if later.number > d30.number:
        because = f"More are active on day {age} than on day 30, {say.when(later)} ({later.basis}): no share of them."
        return Unknown(reason=Reason.NOT_IDENTIFIED, because=because, used=(d30, later))
    low = high = None
    if d30.ranged or later.ranged:
        low = later.bottom / d30.top if d30.top > 0 else None
        high = later.top / d30.bottom if d30.bottom > 0 else None
    return Found(
        value=later.number / d30.number,
        low=low,
        high=high,
        increasing=(later,),
        decreasing=(d30,),
        about=f"of day-30 users still active on day {age}, cohort of {say.when(later)}, {later.basis}",
        details={"from": "cohort"},
    )


def retention_model(e: Evidence, *, entity: str) -> Result:
    """The sBG curve at day 180; low and high are the least and the most of three models, which is no interval."""
    made = fitted(e, entity)
    if isinstance(made, Unknown):
        return made
    curve, used, size = made
    ages, values = [o.age_days or 0 for o in used], [o.number for o in used]
    value = curve.survival(MODELLED)
    told = {"an sBG curve": value} | {
        name: model.survival(MODELLED)
        for name, model in (
            ("a discrete Weibull", curves.discrete_weibull(ages, values)),
            ("a power law", curves.power_law(ages, values)),
        )
        if model is not None
    }
    low, high = min(told.values()), max(told.values())
    others = say.listed([f"{name} {say.ratio(share)}" for name, share in told.items() if share is not value])
    about = (
        f"of the cohort of {say.when(used[0])} active on day {MODELLED} by a model, an sBG curve through {len(ages)} "
        f"ages, {used[0].basis}; models, not measurements: {others or 'no other model fits'}"
    )
    return Found(
        value=value,
        low=low,
        high=high,
        also=(*used, size) if size else used,
        newest=used,
        about=about,
        details={
            "alpha": curve.params["alpha"],
            "beta": curve.params["beta"],
            "log_likelihood": curve.log_likelihood,
            "ages": ages,
            "fitted": [curve.survival(age) for age in ages],
            "projected": {str(day): curve.survival(day) for day in (90, MODELLED, 365)},
            "model_range": [low, high],
        },
    )


def change_d30(e: Evidence, *, entity: str) -> Result:
    """Day-30 retention of the newest cohort after the announcement less that of the newest before."""
    rows = e.lead("retention", entity)
    d30 = tuple(o for o in rows if o.age_days == 30)  # noqa: PLR2004 - day 30
    if not d30:
        gap = e.nothing("retention", entity, "day-30 retention", used=rows)
        return Unknown(reason=gap.reason, because=gap.because + " Totals cannot tell it.", used=rows)
    first, last = newest(o for o in d30 if cohort_before(o)), newest(o for o in d30 if cohort_after(o))
    if first is None or last is None:
        side = "before" if first is None else "after"
        sentence = f"No day-30 retention of a cohort {side} {say.day(thesis().announced)} ({d30[-1].basis})."
        return e.absent(rows, sentence, "A change")
    if not same_length(first, last):
        return not_comparable(f"The cohorts of {say.when(first)} and {say.when(last)} differ in length.", first, last)
    low = high = None
    if first.ranged or last.ranged:
        low, high = last.bottom - first.top, last.top - first.bottom
    return Found(
        value=last.number - first.number,
        low=low,
        high=high,
        increasing=(last,),
        decreasing=(first,),
        newest=(last,),
        about=f"in day-30 retention from the cohort of {say.when(first)} to that of {say.when(last)}, {last.basis}",
    )
