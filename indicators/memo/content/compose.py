"""Composes a memo from a snapshot and what was chosen: figures in their order, readings, lines under each."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from ...core.claims.claim import Decided, Outcome
from ...core.evidence.evaluate import Evaluated
from ...core.model.catalogue import thesis
from ...core.model.errors import InputError, UsageError
from ...core.model.indicator import Bands
from ...core.model.observation import Observation
from ...core.model.reading import CALL_WORDS, Reading
from ...core.review.record.vintages import Habit, cited
from ...core.text import say
from ...store import BoardSnapshot, Workspace
from . import quoted, rights
from .awaited import awaited, awaited_row
from .awaited import rights_of as awaited_rights
from .document import Definition, Memo, People, Source
from .news import news
from .picture import Picture, panel_picture
from .rights import NO_RELEASE, Release

CONFIDENTIAL_WORDS = "Rests on confidential numbers, which are left out."


@dataclass(frozen=True, slots=True, kw_only=True)
class Pick:
    """A figure that was chosen, by its panel, with the user's own title and a line under it."""

    panel: str
    title: str = ""
    line: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """What goes into a memo. Without `picks` all panels with numbers; without `readings` all known ones."""

    picks: tuple[Pick, ...] = ()
    readings: tuple[str, ...] = ()
    title: str = ""
    people: People = field(default_factory=People)
    release: Release = NO_RELEASE


def panels(snapshot: BoardSnapshot) -> list[str]:
    """Every panel's full id, in the order of the catalogue."""
    return [e.indicator.full(p.id) for e in snapshot.evaluated.values() for p in e.indicator.panels]


def known_readings(snapshot: BoardSnapshot) -> list[str]:
    """Every reading that has a value, and each headline."""
    found = []
    for e in snapshot.evaluated.values():
        found += [r.metric for r in e.readings if r.known or r.metric == e.headline.metric]
    return found


def proposed(snapshot: BoardSnapshot) -> tuple[list[str], list[str]]:
    """The panels and readings of a memo where nothing is chosen: what has numbers, none of them confidential."""
    held = {m.series for m in snapshot.stands.every if m.rights == rights.CONFIDENTIAL}
    known = {m.series for m in snapshot.stands.every}
    figures = []
    for name in panels(snapshot):
        found = snapshot.panel(name)
        if found is None:
            continue
        panel, evaluated = found
        free = evaluated.reading(panel.metric).rights != rights.CONFIDENTIAL and not held & set(panel.series)
        if free and known & set(panel.series):
            figures.append(name)
    readings = [
        name for name in known_readings(snapshot) if (r := snapshot.reading(name)) and r.rights != rights.CONFIDENTIAL
    ]
    return figures, readings


def proposed_title(snapshot: BoardSnapshot, release: Release = NO_RELEASE) -> str:
    """The finding over the memo: the calls that are made, and on what there is none. A confidential one is not said."""
    open_ = {e.indicator.short: rights.may_leave(e.headline.rights, release) for e in snapshot.evaluated.values()}
    every = [e for e in snapshot.evaluated.values() if open_[e.indicator.short]]
    held = [short for short, may in open_.items() if not may]
    made = [f"{e.indicator.short} {e.state_words.lower()}" for e in every if e.state != "no_call"]
    none = [e.indicator.short for e in every if e.state == "no_call"]
    parts = [*([say.listed(made)] if made else []), *([f"no call on {say.listed(none)}"] if none else [])]
    parts += [f"{say.listed(held)} left out"] if held else []
    return f"{thesis().topic}: {'; '.join(parts)}"


def compose(snapshot: BoardSnapshot, choice: Choice, made_on: date) -> Memo:
    """The memo. UsageError for an unknown panel or reading, InputError for confidential numbers without a release."""
    until = snapshot.newest_id
    left_out: list[str] = []
    pictures = tuple(_pictures(snapshot, choice, until, left_out))
    readings = tuple(_readings(snapshot, choice, left_out))
    claims, next_ = claim_rows(snapshot, choice.release), awaited(snapshot, choice.release)
    strictest = rights.strictest(
        [
            _strictest(snapshot, pictures, readings, choice.release),
            *(awaited_rights(snapshot, one, one.flips) for one in next_),
        ]
    )
    used = snapshot.observations(n for _, r in readings for n in r.inputs)
    sources, cites = _sources(pictures, used, snapshot.habits)
    title = choice.title.strip() or proposed_title(snapshot, choice.release)
    kept = quoted.shown(
        used,
        [quoted.reading(r, e.indicator.short) for e, r in readings],
        until,
        figures=[p.id for p in pictures],
        claims={d.claim.id: d.outcome.value for d in snapshot.claims},
        claims_now={d.claim.id: d.outcome_now.value for d in snapshot.claims},
        **({"release": choice.release.as_json(made_on)} if strictest == rights.CONFIDENTIAL else {}),
    )
    words: dict[str, Any] = {
        "title": title,
        "as_of": snapshot.as_of,
        "made_on": made_on,
        "board": snapshot.board.title,
        "example": snapshot.example,
        "people": choice.people,
        "rights": strictest,
        "cannot_tell": cannot_tell(snapshot, choice.release, left_out),
        "news": news(snapshot, _last(snapshot), choice.release),
        "readings": tuple(_reading_row(e, r) for e, r in readings),
        "claims": claims,
        "awaited": tuple(awaited_row(snapshot, one) for one in next_),
        "sources": sources,
        "definitions": tuple(_definitions(readings, snapshot)),
    }
    digest = quoted.digest([words, kept, [(p.id, p.line) for p in pictures]])
    name = f"memo-{snapshot.as_of.isoformat()}-{digest[:8]}"
    return Memo(id=name, hash=digest, pictures=pictures, cites=cites, shown=kept, release=choice.release, **words)


def _last(snapshot: BoardSnapshot) -> Any:  # noqa: ANN401 - a Kept or None
    """The memo before this one: the last that was handed out as known on an earlier day.

    So the same day's memo in another form, or made again, says the same.
    """
    found = [kept for kept in Workspace(snapshot.board.path).kept("memo") if kept.as_of < snapshot.as_of]
    return found[-1] if found else None


def _pictures(snapshot: BoardSnapshot, choice: Choice, until: int, left_out: list[str]) -> Iterable[Picture]:
    """The chosen figures; of all panels those with numbers that may leave, the others are named in `left_out`."""
    for pick in choice.picks or [Pick(panel=name) for name in panels(snapshot)]:
        try:
            made = panel_picture(
                snapshot,
                pick.panel,
                title=pick.title,
                line=pick.line,
                conflict=choice.people.conflict,
                release=choice.release,
                until=until,
            )
        except InputError:
            if choice.picks:
                raise
            left_out.append(f"the figure {pick.panel}")
            continue
        if made is None:
            raise UsageError(f'There is no panel "{pick.panel}": use one of {", ".join(panels(snapshot))}.')
        if choice.picks or made.figure.ids:
            yield made


def _readings(snapshot: BoardSnapshot, choice: Choice, left_out: list[str]) -> Iterable[tuple[Evaluated, Reading]]:
    for name in choice.readings or known_readings(snapshot):
        reading = snapshot.reading(name)
        if reading is None:
            raise UsageError(f'There is no reading "{name}": `list` shows the metrics.')
        if choice.readings:
            rights.check(f"The reading {name}", reading.rights, choice.release)
        evaluated = snapshot.evaluated[name.partition(".")[0]]
        if rights.may_leave(reading.rights, choice.release):
            yield evaluated, reading
        else:
            left_out.append(f"{evaluated.indicator.short}: {reading.title}")


def _strictest(
    snapshot: BoardSnapshot,
    pictures: Sequence[Picture],
    readings: Sequence[tuple[Evaluated, Reading]],
    release: Release,
) -> str:
    """The strictest rights of all that the memo says."""
    quoted_ = [*(p.rights for p in pictures), *(r.rights for _, r in readings)]
    said = [*(d.rights for d in snapshot.claims), *(e.headline.rights for e in snapshot.evaluated.values())]
    return rights.strictest([*quoted_, *(r for r in said if rights.may_leave(r, release))])


# What the board cannot tell


def cannot_tell(snapshot: BoardSnapshot, release: Release, left_out: Sequence[str]) -> tuple[str, ...]:
    """What a reader must not read into the memo: calls that are not made, readings not known, claims left open."""
    found = []
    if left_out:
        found.append(f"Left out, because they rest on confidential numbers: {'; '.join(left_out)}.")
    for e in snapshot.evaluated.values():
        if e.state == "no_call":
            because = e.because if rights.may_leave(e.headline.rights, release) else CONFIDENTIAL_WORDS
            found.append(f"{e.indicator.title}: no call. {because}")
    for e in snapshot.evaluated.values():
        unknown = [r for r in e.readings if not r.known]
        stale = [r for r in e.readings if r.reason == "stale"]
        if unknown:
            names = say.listed([r.title for r in unknown])
            found.append(f"{e.indicator.short}: {len(unknown)} of {len(e.readings)} readings are not known: {names}.")
        if stale:
            found.append(f"{e.indicator.short}: stale and so without a call: {say.listed([r.title for r in stale])}.")
    for outcome, words in ((Outcome.OPEN, "are open"), (Outcome.CANT_TELL, "could not be told when they were due")):
        those = [d.claim.claim for d in snapshot.claims if d.outcome is outcome]
        if those:
            found.append(f"{len(those)} of {len(snapshot.claims)} claims {words}: {'; '.join(those)}.")
    found.append("Why anything moved: the numbers show when, not why. Two that move together are not cause and effect.")
    return tuple(found)


# Tables


def _reading_row(e: Evaluated, r: Reading) -> tuple[str, ...]:
    """A reading in the columns of READING_HEADINGS."""
    value, span = "", ""
    if r.known and r.value is not None:
        value = (f"{r.bound} " if r.bound else "") + say.number(r.value, r.unit, r.shown)
        span = say.interval(r.low, r.high, r.unit, r.shown)
    else:
        value = f"not known ({(r.reason or '').replace('_', ' ')})"
    stale = ", stale" if r.reason == "stale" else ""
    day = f"{say.day(r.at)}, {r.days_old} days old{stale}" if r.at else ""
    grade = say.graded(r.grade, computed=r.computed)
    grade += f", {r.rights}" if r.rights != rights.PUBLIC else ""
    return (f"{e.indicator.short}: {r.title}", value, span, grade, CALL_WORDS.get(r.call or "", ""), day)


def claim_rows(snapshot: BoardSnapshot, release: Release) -> tuple[tuple[str, ...], ...]:
    """Every claim in the columns of CLAIM_HEADINGS."""
    return tuple(_claim_row(d, open_=rights.may_leave(d.rights, release)) for d in snapshot.claims)


def _claim_row(d: Decided, *, open_: bool) -> tuple[str, ...]:
    """A claim in the columns of CLAIM_HEADINGS; one that rests on confidential numbers says no more than that."""
    if not open_:
        return (d.claim.claim, "", "", say.day(d.claim.period_end), CONFIDENTIAL_WORDS)
    r = d.reading
    test = f"{r.title} {say.condition(d.claim.test, r.unit, r.shown)}"
    late = "" if d.claim.scored else " (test set in hindsight, not scored)"
    return (d.claim.claim, test + late, d.said, say.day(d.claim.period_end), d.because)


# Sources and definitions


def _sources(
    pictures: Sequence[Picture], used: Sequence[Observation], habits: Sequence[Habit]
) -> tuple[tuple[Source, ...], tuple[tuple[int, ...], ...]]:
    """Every source once, numbered in the order of the figures, then of the readings; and each figure's numbers."""
    groups: dict[tuple[str, str], list[Observation]] = {}
    for o in [*(o for p in pictures for o in p.figure.rows), *used]:
        groups.setdefault((o.source, o.url), []).append(o)
    numbers = {key: i for i, key in enumerate(groups, start=1)}
    sources = tuple(
        Source(number=numbers[key], text=_source(key[0], list({o.id: o for o in rows}.values()), habits), url=key[1])
        for key, rows in groups.items()
    )
    cites = tuple(tuple(sorted({numbers[o.source, o.url] for o in p.figure.rows})) for p in pictures)
    return sources, cites


def _source(name: str, rows: Sequence[Observation], habits: Sequence[Habit]) -> str:
    """Through whom the numbers were read, whose they are, published when, and how those revise."""
    bases = list(dict.fromkeys(o.basis for o in rows))
    of = say.listed(bases[:3]) + (f" and {len(bases) - 3} more" if len(bases) > 3 else "")  # noqa: PLR2004 - three are read
    first, last = min(o.known_on for o in rows), max(o.known_on for o in rows)
    days = say.day(first) if first == last else f"{say.day(first)} to {say.day(last)}"
    count = "1 number" if len(rows) == 1 else f"{len(rows)} numbers"
    strictest = rights.strictest(o.rights for o in rows)
    mark = "" if strictest == rights.PUBLIC else f"; {strictest}"
    return f"{name}. Read there: {of} ({count}, published {days}{mark}). {cited(habits, bases)}".rstrip()


def _definitions(readings: Iterable[tuple[Evaluated, Reading]], snapshot: BoardSnapshot) -> Iterable[Definition]:
    for e, r in readings:
        metric = next(m for m in e.indicator.metrics if e.indicator.full(m.id) == r.metric)
        bands = snapshot.bands.get(r.metric, metric.bands)
        text = " ".join(part for part in (metric.definition, _lines(bands, r) if bands else "") if part)
        if text:
            yield Definition(title=f"{e.indicator.short}: {r.title}", text=text)


def _lines(bands: Bands, r: Reading) -> str:
    unit = r.unit
    against = f", against {say.condition(bands.against, unit, r.shown)}" if bands.against else ""
    supports = say.condition(bands.supports, unit, r.shown)
    return f"Supports {supports}{against}: {bands.because} ({bands.source}.)"
