"""The readings that indicators share: a level, a growth rate, a ratio of two numbers."""

from __future__ import annotations

from collections.abc import Callable

from ..evidence.comparable import comparable
from ..evidence.evidence import Evidence, not_comparable
from ..model.catalogue import all_series
from ..model.observation import Observation
from ..model.reading import Found, Reason, Result, Unknown
from ..text import say

Growth = Callable[[float, float, float, float], float | None]  # x0, t0, x1, t1
A_YEAR, A_YEAR_SLACK = 365, 15


def level(e: Evidence, *, series: str, entity: str) -> Result:
    """The newest number on the leading basis."""
    o = e.newest(series, entity)
    return e.nothing(series, entity) if o is None else found_level(o)


def found_level(o: Observation, about: str = "") -> Found:
    """One number as a result, with the range that it stands for, as far as its series goes."""
    low, high = ends_of(o) if o.ranged else (None, None)
    return Found(
        value=o.number, low=low, high=high, unit=o.unit, increasing=(o,), about=about or f"{say.during(o)}, {o.basis}"
    )


def ends_of(o: Observation) -> tuple[float, float]:
    """The ends of what a number stands for: what it may hide goes no further than its series, a share to 1."""
    series = all_series().get(o.series)
    limit = series.high if series is not None else None
    return o.bottom, o.top if limit is None else max(min(o.top, limit), o.number)


def growth(e: Evidence, *, series: str, entity: str, formula: Growth) -> Result:
    """Growth over the newest comparable pair."""
    found = e.pair(series, entity)
    return found if isinstance(found, Unknown) else grown(*found, formula)


def _round(o: Observation) -> bool:
    """Whether a number is one of two digits at most, as rounded ones are; counts of people and roles are exact."""
    return not o.stated and not all_series()[o.series].whole and float(f"{o.number:.2g}") == o.number


def grown(first: Observation, last: Observation, formula: Growth, about: str = "") -> Result:
    """Growth from `first` to `last`; low from low over high, high from high over low, where the rows give ranges.

    A range that begins at zero leaves the high end open.
    """
    value = formula(first.number, first.time, last.number, last.time)
    if value is None:
        return from_zero(first, last)
    low = high = None
    ranged = first.ranged or last.ranged
    if ranged:
        low = formula(first.top, first.time, last.bottom, last.time)
        high = formula(first.bottom, first.time, last.top, last.time)
    about = about or f"from {say.when(first)} to {say.when(last)}, {last.basis}"
    if first.number == last.number and _round(last):
        both = say.number(last.number, last.unit)
        about += f"; both are given as {both}, and a change within their rounding would not show"
    return Found(
        value=value,
        low=low,
        high=high,
        increasing=(last,),
        decreasing=(first,),
        newest=(last,),
        about=about,
        changes=((first, last),),
    )


def from_zero(first: Observation, *others: Observation) -> Unknown:
    """A ratio over zero, which is `first`."""
    because = f"{say.observed(first)} {say.during(first)}: a rate from zero is not defined. {first.basis}."
    return Unknown(reason=Reason.FROM_ZERO, because=because[:1].upper() + because[1:], used=(first, *others))


def over(x0: float, _t0: float, x1: float, _t1: float) -> float | None:
    """Plain change: x1 over x0 - 1; None from zero."""
    return x1 / x0 - 1 if x0 > 0 else None


def growth_over_a_year(e: Evidence, *, series: str, entity: str) -> Result:
    """The newest number over the comparable one a year earlier: 350 to 380 days, nearest to 365, then the newer."""
    rows = e.lead(series, entity)
    if not rows:
        return e.nothing(series, entity)
    last = rows[-1]
    near = [o for o in rows if abs(last.time - o.time - A_YEAR) <= A_YEAR_SLACK]
    fit = [o for o in near if comparable(o, last)]
    if fit:
        return grown(min(fit, key=lambda o: (abs(last.time - o.time - A_YEAR), -o.time, -o.id)), last, over)
    if near:
        return e.no_partner((*near, last), "Growth over a year")
    title = all_series()[series].title
    sentence = f"{title} of {entity} a year before {say.when(last)} is not on file ({last.basis})."
    return e.absent(rows, sentence, "Growth over a year")


def parts(
    e: Evidence, top: tuple[str, str], bottom: tuple[str, str], *, apart: int, same_basis: bool = False
) -> tuple[Observation, Observation] | Unknown:
    """The newest numbers of two series (series, entity), at most `apart` days from each other."""
    a, b = e.newest(*top), e.newest(*bottom)
    if a is None or b is None:
        return e.nothing(*(top if a is None else bottom), used=tuple(o for o in (a, b) if o is not None))
    if same_basis and a.basis != b.basis:
        return not_comparable(f"{_named(a)} and {_named(b)} stand on different bases.", a, b)
    days = abs(a.time - b.time)
    if days > apart:
        limit = "on the same day" if apart == 0 else f"within {apart} days of each other"
        return not_comparable(f"{_named(a)} and {_named(b)} lie {days:.0f} days apart; they must lie {limit}.", a, b)
    return a, b


def _named(o: Observation) -> str:
    title = all_series()[o.series].title
    return f"{title} ({say.observed(o)}, {say.when(o)}, {o.basis})"
