"""What changed, in words: a number, a source, a reading, a claim, an exit trigger, and what did it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from ...evidence.comparable import told_as
from ...model.calendars import Period, calendar_half, calendar_month, calendar_quarter, calendar_year
from ...model.observation import Observation
from ...model.reading import CALL_WORDS, NO_CALL_WORDS, REASON_WORDS, NoCall, Reading, Reason
from ...text import say
from .changes import Cause, ClaimChange, Kind, LineChange, NumberChange, ReadingChange, SourceChange, Turn

NO_MOVE = "another source, not comparable: no rise or fall"
RUN = 3  # more new numbers than this of one kind and day are said in one line
NAMED = 3  # numbers named as the cause; the others are counted
_OTHER_CAUSES = {
    Cause.EVENT: "something that happened",
    Cause.BAND: "a band that was moved",
    Cause.TIME: "time alone",
}


def in_words(r: Reading) -> str:
    """A reading in a few words: value, range, call and staleness, or why there is none."""
    if not r.known or r.value is None:
        return f"not known ({REASON_WORDS[Reason(r.reason)]})" if r.reason else "not known"
    call = f", {CALL_WORDS[r.call]}" if r.call else ""
    silent = f", no call ({NO_CALL_WORDS[r.no_call]})" if r.no_call and r.no_call is not NoCall.STALE else ""
    return f"{valued(r)}{call}{silent}{', stale' if r.reason else ''}"


def valued(r: Reading) -> str:
    """A known reading's value with bound and range: `at most +91.3% a year`, `19 months (16 months to 22 months)`."""
    if r.value is None:
        return ""
    value = say.number(r.value, r.unit, r.shown)
    span = say.interval(r.low, r.high, r.unit, r.shown)
    return f"{r.bound} {value}" if r.bound else f"{value}{f' ({span})' if span else ''}"


# Numbers and sources


def number(change: NumberChange) -> str:
    """`Acme revenue, Q2 2026: more than CNY 850M (Acme results, published 19 Aug 2026)`."""
    o = change.number
    what = f"{say.name(o)}{f' ({unfinished})' if (unfinished := told_as(o)) else ''}"
    if change.kind is Kind.TAKEN_BACK:
        instead = f"; {say.observed(change.now)} holds instead" if change.now else ""
        return f"{what}: {say.observed(o)} ({o.basis}){taken(change)}{instead}"
    said = f"{what}: {say.observed(o)}"
    if change.kind is Kind.REVISED and change.was is not None:
        was, now = differently(change.was, o)
        said = f"{what}: {now}, was {was}"
    return f"{said} ({since(change)}){late(change)}"


def since(change: NumberChange) -> str:
    """Whose number it is and since when it is known: `Acme results, published 19 Aug 2026`."""
    o = change.number
    return f"{o.basis}, {'published' if change.dated else 'undated, entered'} {say.day(o.known_on)}"


def late(change: NumberChange) -> str:
    """That an older period came after a newer one: `; an earlier month was published, Apr 2026 was known already`."""
    if change.newer is None:
        return ""
    return f"; an earlier {span(change.number)} was published, {say.when(change.newer)} was known already"


def span(o: Observation) -> str:
    """What its period is called: `month`, `quarter`, `half-year`, `year`, `day` or `period`."""
    period = Period(o.period_start, o.period_end)
    if period.days == 1:
        return "day"
    names = {"month": calendar_month, "quarter": calendar_quarter, "half-year": calendar_half, "year": calendar_year}
    return next((name for name, found in names.items() if found(period)), "period")


def taken(change: NumberChange) -> str:
    """`, taken back on 2 May 2026: a zero too many`; empty of a number that was not."""
    if change.kind is not Kind.TAKEN_BACK:
        return ""
    on = f" on {say.day(date.fromisoformat(change.on[:10]))}" if change.on else ""
    why = f": {change.why}" if change.why else ""
    return f", taken back{on}{why}"


def differently(was: Observation, now: Observation) -> tuple[str, str]:
    """Both numbers in words; with all digits, range or grade where words alone do not tell them apart."""
    first, last = say.observed(was), say.observed(now)
    if (was.low, was.high) != (now.low, now.high) and now.value is not None:
        spans = [say.interval(o.low, o.high, o.unit) for o in (was, now)]
        first, last = (f"{text} ({span_ or 'no range'})" for text, span_ in zip((first, last), spans, strict=True))
    if first == last and was.value != now.value:
        first, last = (f"{o.number:,.15g} {o.unit}" for o in (was, now))
    if first == last and was.grade != now.grade:
        first, last = (
            f"{text} ({say.GRADE_WORDS[o.grade]})" for text, o in zip((first, last), (was, now), strict=True)
        )
    return first, last


def source(change: SourceChange) -> str:
    """`Acme monthly active users: now by company (12M in Apr 2026), before by panel (...): another source, ...`."""
    return f"{series_name(change)}: now by {led_by(change.now)}, before by {led_by(change.was)}: {NO_MOVE}"


def series_name(change: SourceChange) -> str:
    """`Acme monthly active users`."""
    return f"{change.now.entity} {say.series_title(change.now.series)}"


def led_by(o: Observation) -> str:
    """A basis with its newest number: `company (12M in Apr 2026)`."""
    return f"{o.basis} ({say.observed(o)} {say.during(o)})"


def runs(numbers: Iterable[NumberChange]) -> list[list[NumberChange]]:
    """The numbers as they are told: many new ones of one series, basis and day together, by period, others alone."""
    found: dict[object, list[NumberChange]] = {}
    for n in numbers:
        o = n.number
        alone = n.kind not in (Kind.NEW, Kind.ENTERED) or n.newer is not None
        found.setdefault(o.id if alone else (o.series, o.entity, o.basis, o.known_on), []).append(n)
    long = {name: sorted(run, key=lambda n: n.number.period_end) for name, run in found.items() if len(run) > RUN}
    return [one for name, run in found.items() for one in ([long[name]] if name in long else [[n] for n in run])]


def run_name(run: Sequence[NumberChange]) -> str:
    """`Field papers in the field: 23 numbers, Jun 2024 to May 2026`."""
    first, last = run[0].number, run[-1].number
    what = f"{first.entity} {say.series_title(first.series)}"
    return f"{what}: {len(run)} numbers, {say.when(first)} to {say.when(last)}"


# Readings


def pair(change: ReadingChange) -> tuple[str, str]:
    """A reading before and after; with its day where words alone do not tell them apart."""
    was, now = in_words(change.was), in_words(change.now)
    if was == now:
        was, now = (f"{text}, {_by_day(r)}" for text, r in ((was, change.was), (now, change.now)))
    return was, now


def _by_day(r: Reading) -> str:
    day = f"for {say.day(r.at)}" if r.at else "undated"
    return f"{day}, {say.graded(r.grade, computed=r.computed) or 'no grade'}"


def reading(change: ReadingChange) -> str:
    """`Acme: Revenue: at least CNY 650M → at least CNY 850M`; of another source or none newer no arrow is drawn."""
    if change.turn is Turn.STALE:
        call = f", no call (was {CALL_WORDS[change.was.call]})" if change.was.call else ""
        return f"{change.title}: {valued(change.now)}{_dated(change.now)} went stale{call}"
    was, now = pair(change)
    if change.turn is Turn.SOURCE:
        before, after = change.bases
        return f"{change.title}: now {now} ({after}), before {was} ({before}): {NO_MOVE}"
    return f"{change.title}: {was} \u2192 {now}"


def _dated(r: Reading) -> str:
    return f" of {say.day(r.at)}" if r.at else ""


def why(change: ReadingChange) -> str:
    """`by Acme revenue, Q2 2026`, or what else did it."""
    others = [_OTHER_CAUSES[cause] for cause in change.causes if cause is not Cause.NUMBERS]
    return "by " + say.listed([*names(change.by), *others])


def names(by: Iterable[NumberChange]) -> list[str]:
    """The numbers that did it, the first few by name."""
    found = list(dict.fromkeys(cause(n) for n in by))
    more = len(found) - NAMED
    return found[:NAMED] + ([f"{more} more {'number' if more == 1 else 'numbers'}"] if more > 0 else [])


def cause(n: NumberChange) -> str:
    """A number as a cause: its name, and what became of it where it is not simply new."""
    word = {Kind.REVISED: " (revised)", Kind.TAKEN_BACK: " (taken back)", Kind.CONFIRMED: " (said again)"}
    return say.name(n.number) + word.get(n.kind, f" (an earlier {span(n.number)})" if n.newer else "")


# Claims and exit triggers


def claim(change: ClaimChange) -> str:
    """`Acme's 2026 revenue more than doubles: Open \u2192 Met`."""
    if change.was is None:
        return f"{change.now.claim.claim}: made {say.day(change.now.claim.made_on)}, {change.now.said}"
    return f"{change.now.claim.claim}: {change.was.said} \u2192 {change.now.said}"


def line(change: LineChange) -> str:
    """`Users shrink (>= 0): Holding \u2192 Broken`; `set`, `moved` and `taken away` are said."""
    name = line_name(change)
    if change.was is None:
        return f"{name}: set, {change.stands}"
    if change.now is None:
        return f"{name}: taken away, was {change.stood}"
    moved = "" if change.was.test == change.now.test else f", moved from {change.was.test}"
    return f"{name}{moved}: {change.stood} \u2192 {change.stands}"


def line_name(change: LineChange) -> str:
    """`Users shrink (acme.mau >= 9000000)`."""
    now = change.now or change.was
    return f"{now.name} ({now.metric} {now.test})" if now else ""


def because(by: Iterable[NumberChange]) -> str:
    """What did it to a claim or an exit trigger: the numbers; without any it was the calendar or the user."""
    found = names(by)
    return f"by {say.listed(found)}" if found else "no number did it"
