"""A card of the board on its way out: the words that stand on it, and its picture."""

from __future__ import annotations

from collections.abc import Sequence

from ...core.evidence.evaluate import Evaluated
from ...core.model.indicator import Panel
from ...core.model.reading import Reading
from ...core.review.ahead.flips import Flip, NextNumber
from ...core.review.changed.moves import in_words
from ...core.review.record.vintages import cited
from ...core.text import say
from ...core.text.periods import say_period
from ...figures import Card, Sheet, Sparkline, sparkline
from ...figures.wording.words import identity, names
from ...store import BoardSnapshot
from . import quoted, rights
from .awaited import awaited
from .picture import Picture, sheet_picture
from .rights import NO_RELEASE, Release

# The words, which the board's page shows too


def level(r: Reading) -> tuple[str, str]:
    """What the level is and of which day, and the level itself or that it is not known."""
    if r.known and r.value is not None:
        return (f"{r.title}, {say.day(r.at)}" if r.at else r.title), say.number(r.value, r.unit, r.shown)
    return r.title, "not known"


def in_short(reading: Reading) -> str:
    """A proxy in a line: what it is, what it says, for when."""
    day = f", {say.day(reading.at)}" if reading.at else ""
    return f"{reading.title}: {in_words(reading)}{day}"


def next_step(evaluated: Evaluated, prints: Sequence[NextNumber]) -> str:
    """What the next number would flip, the headline's before the proxies'; else what is to be done."""
    indicator = evaluated.indicator
    for name in (indicator.full(n) for n in (indicator.headline.id, *indicator.card.proxies)):
        for found in prints:
            flips = [flip for flip in found.flips if flip.metric == name and flip.becomes != "Met"]
            if flips:
                return f"{_in_few_words(found)} {' · '.join(_said(flip) for flip in flips)}"
    return indicator.card.next_step


def _in_few_words(found: NextNumber) -> str:
    """`Q3 2026 revenue`; a count of a day goes by its name alone."""
    period = "" if found.period.days == 1 else f"{say_period(found.period.start, found.period.end)} "
    return period + found.title.replace("monthly active users", "users")


def _said(flip: Flip) -> str:
    """`≥ CNY 1.1135bn supports`."""
    return f"{flip.signed} {flip.becomes.lower()}"


# The picture


def card_picture(
    snapshot: BoardSnapshot, evaluated: Evaluated, *, title: str = "", conflict: str = "", release: Release = NO_RELEASE
) -> Picture:
    """An indicator's card. InputError where it rests on confidential numbers and no release says to whom and why."""
    indicator = evaluated.indicator
    panel = f"board.{indicator.id}"
    spark = sparkline(_picture(evaluated), evaluated, snapshot.frame, example=snapshot.example)
    read = [evaluated.headline, evaluated.reading(indicator.card.level)]
    read += [evaluated.reading(name) for name in indicator.card.proxies]
    used = snapshot.observations({o.id for o in spark.rows} | {n for r in read for n in r.inputs})
    strictest = rights.strictest([*(r.rights for r in read), *(o.rights for o in used)])
    rights.check(f"The card {panel}", strictest, release)
    kept = quoted.shown(
        used,
        [quoted.reading(r, indicator.short) for r in {r.metric: r for r in read}.values()],
        snapshot.newest_id,
        panel=panel,
        **({"release": release.as_json(snapshot.as_of)} if strictest == rights.CONFIDENTIAL else {}),
    )
    body = _body(snapshot, evaluated, spark, release)
    finding = f"{indicator.title}: {evaluated.state_words}"
    said = [snapshot.as_of, snapshot.example, finding, body.level, body.what, body.lines, spark.label, spark.alt, kept]
    name = f"board-{indicator.id}-{quoted.digest(said)[:6]}"
    sheet = Sheet(
        id=name,
        panel=panel,
        title=finding,
        subtitle=indicator.question,
        footer=(
            *([f"Source: {names(o.source for o in reversed(used))}."] if used else []),
            *filter(None, [cited(snapshot.habits, {o.basis for o in used})]),
            *identity(snapshot.as_of, name, strictest, example=snapshot.example),
        ),
        alt=f"Card of {finding}. {body.what}: {body.level}. {spark.alt} {say.as_known(snapshot.as_of)}",
        rows=tuple(used),
        as_of=snapshot.as_of,
        example=snapshot.example,
        body=body,
    )
    return sheet_picture(sheet, kept, strictest, release, title=title, conflict=conflict)


def _picture(evaluated: Evaluated) -> Panel:
    return next(p for p in evaluated.indicator.panels if p.id == evaluated.indicator.card.panel)


def _body(snapshot: BoardSnapshot, evaluated: Evaluated, spark: Sparkline, release: Release) -> Card:
    card = evaluated.indicator.card
    shown = evaluated.reading(card.level)
    what, value = level(shown)
    if shown.days_old is not None:
        what += f", {shown.days_old} days old{', stale' if shown.reason == 'stale' else ''}"
    proxies = [in_short(evaluated.reading(name)) for name in card.proxies]
    return Card(
        level=value,
        what=what,
        spark=spark,
        lines=(
            ("Why", evaluated.because),
            *zip(("Also", *[""] * len(proxies)), proxies, strict=False),
            ("Next", next_step(evaluated, awaited(snapshot, release))),
        ),
    )
