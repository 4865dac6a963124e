"""Readings of retention: by age, past day 30, by a fitted curve. Totals never stand in for a cohort."""

from __future__ import annotations

from datetime import date
from functools import lru_cache
from typing import Any

from ...methods import retention as curves
from ...methods import shares
from ..evidence.comparable import cohort_after, cohort_before, newest, same_length
from ..evidence.evidence import Evidence, not_comparable
from ..model.catalogue import thesis
from ..model.observation import OTHER_BASIS, Observation
from ..model.reading import Found, Reason, Result, Unknown
from ..text import say
from .levels import ends_of, from_zero


def peers(e: Evidence, entity: str, age: int) -> tuple[Observation, ...]:
    """The others' newest cohort at an age, each on its own leading basis: shown beside, never mixed."""
    found = (
        newest(r for r in e.lead("retention", name) if r.age_days == age)
        for name in e.entities("retention")
        if name != entity
    )
    return tuple(o for o in found if o is not None)


def beside(others: tuple[Observation, ...]) -> dict[str, Any]:
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
            reason=gap.reason, because=gap.because + totals, used=rows, details=beside(others), quoted=others
        )
    size = cohort_size(e, o)
    found = shares.wilson(o.number * size.number, size.number) if size else None
    low, high = (found.low, found.high) if found else (ends_of(o) if o.ranged else (None, None))
    return Found(
        value=o.number,
        low=low,
        high=high,
        up=(o,),
        also=(size,) if size else (),
        newest=(o,),
        about=f"of the cohort of {say.when(o)} active on day {age}, {o.basis}",
        quoted=others,
        details=beside(others) | ({"level": 0.95} if found else {}),
    )


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
        f"of day-30 users still active on day {age}, by the curve of the cohort of {say.when(used[0])}, {used[0].basis}"
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
        up=(later,),
        down=(d30,),
        about=f"of day-30 users still active on day {age}, cohort of {say.when(later)}, {later.basis}",
        details={"from": "cohort"},
    )


@lru_cache(maxsize=64)
def _bootstrap(ages: tuple[int, ...], values: tuple[float, ...], size: int) -> tuple[float, float] | None:
    """The 95% bootstrap interval of the curve at day 180: what sampling the cohort leaves open. Kept, as it is slow."""
    found = curves.survival_interval(ages, values, float(size), 180)
    return None if found is None or found.low is None or found.high is None else (found.low, found.high)


def retention_model(e: Evidence, *, entity: str) -> Result:
    """The sBG curve at day 180, with the spread between sBG and a power law as the range of models."""
    made = fitted(e, entity)
    if isinstance(made, Unknown):
        return made
    curve, used, size = made
    ages = [o.age_days or 0 for o in used]
    value = curve.survival(180)
    power = curves.power_law(ages, [o.number for o in used])
    models = sorted({value, power.survival(180)} if power else {value})
    details: dict[str, Any] = {
        "alpha": curve.params["alpha"],
        "beta": curve.params["beta"],
        "log_likelihood": curve.log_likelihood,
        "ages": ages,
        "fitted": [curve.survival(age) for age in ages],
        "projected": {str(day): curve.survival(day) for day in (90, 180, 365)},
        "model_range": [models[0], models[-1]],
    }
    interval = _bootstrap(tuple(ages), tuple(o.number for o in used), round(size.number)) if size else None
    if interval is not None:
        details |= {"interval": list(interval), "level": 0.95}
    about = (
        f"of the cohort of {say.when(used[0])} active on day 180 by an sBG curve through {len(ages)} ages, "
        f"{used[0].basis}; a power law gives {say.ratio(power.survival(180)) if power else 'none'}"
        f"{', sampling alone ' + say.interval(*interval, 'ratio') if interval else ''}"
    )
    return Found(
        value=value,
        also=(*used, size) if size else used,
        newest=used,
        about=about,
        details=details,
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
        up=(last,),
        down=(first,),
        newest=(last,),
        about=f"in day-30 retention from the cohort of {say.when(first)} to that of {say.when(last)}, {last.basis}",
    )
