"""How an indicator is declared: one file of the catalogue holds one of these, and everything else reads it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING, Any, Literal
from urllib.parse import urlsplit

from .condition import Condition, condition
from .errors import DeclarationError
from .reading import Result, Written
from .series import Series
from .units import Unit

if TYPE_CHECKING:
    from ..evidence.evidence import Evidence
    from ..readings.bars import Ranking

Compute = Callable[["Evidence"], Result]


@dataclass(frozen=True, slots=True, kw_only=True)
class Bands:
    """Where a reading supports the thesis and where it speaks against it; between the two it is mixed.

    Tests are written like `>= 0.045`, in the metric's unit. Without `against`, what does not support is mixed.
    """

    supports: Condition
    against: Condition | None
    because: str
    source: str


def bands(*, supports: str, against: str | None, because: str, source: str = "House rule, no published norm") -> Bands:
    """Read a pair of tests; DeclarationError where a form is wrong or the two meet."""
    result = Bands(
        supports=condition(supports),
        against=condition(against) if against else None,
        because=because,
        source=source,
    )
    if result.against and (result.supports.op[0] == result.against.op[0]):
        msg = f"The bands {supports} and {against} point the same way."
        raise DeclarationError(msg)
    return result


@dataclass(frozen=True, slots=True, kw_only=True)
class Quiet:
    """From when on a metric may speak, as docs/false-calls.md shows.

    `points`: how many numbers it needs. `ranges`: whether an estimate among its inputs must have a range. `because`
    completes "too noisy", such as "before the fifth month".
    """

    because: str
    points: int = 0
    ranges: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Metric:
    """One reading. `id` is short (`mau`); the indicator's id goes in front of it outside the file.

    `unit` is one of the contract's; `money` and `money per month` stand for the currency of the inputs. `shown` is how
    the value is said. `grows` where the value can only grow, so that a claim may be met before its period ends: a
    `count` of what has happened, or a `sum` over a running year (`details.at_least`). `searched`: the series whose
    periods say how far it was looked for what is counted.
    """

    id: str
    title: str
    unit: str
    compute: Compute
    definition: str = ""
    bands: Bands | None = None
    quiet: Quiet | None = None
    headline: bool = False
    shown: Written = "level"
    grows: Literal["", "count", "sum"] = ""
    searched: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Panel:
    """A picture: which series of which entities, drawn how, and which reading speaks above it.

    `mark`: level (a line over time), sum (bars over periods), curve (by age), dots (one mark an item).
    compare (a bar an entity), ranking (the bars that `bars` computes, which need the listed series). `measure` is the
    subtitle: what, unit, where. `entities` empty: all that have the series.
    """

    id: str
    title: str
    measure: str
    series: tuple[str, ...]
    mark: str
    metric: str
    entities: tuple[str, ...] = ()
    bases: tuple[str, ...] = ()
    events: tuple[str, ...] | None = None  # kinds of event that it shows; None: those of the thesis
    note: str = ""
    bars: Callable[[Evidence], Ranking] | None = None
    overlay: str = ""  # a metric whose `course` is drawn as a dashed line: a trend that might have been


@dataclass(frozen=True, slots=True, kw_only=True)
class Card:
    """The indicator on the board: its level, the proxies that stand in for the headline, and the picture's series."""

    level: str
    proxies: tuple[str, ...]
    panel: str
    next_step: str


@dataclass(frozen=True, slots=True)
class Source:
    """A publication and what it supports."""

    title: str
    url: str
    supports: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Example:
    """A worked case: observations in short form and what the readings must be. Tests and documentation at once."""

    title: str
    as_of: date
    given: tuple[Mapping[str, Any], ...]
    expect: Mapping[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Scenario:
    """Levers that a person may move to see the runway: where they start, in `unit` a month, and growth a month."""

    cost_per_head: tuple[float, float]
    compute: tuple[float, float]
    growth: float
    unit: str = "USD"


@dataclass(frozen=True, slots=True, kw_only=True)
class Indicator:
    """The whole of one indicator."""

    id: str
    order: int
    title: str
    short: str
    question: str
    entity: str
    icon: str
    series: tuple[str, ...]  # ids of the contract's, the thesis' or of its own
    metrics: tuple[Metric, ...]
    panels: tuple[Panel, ...]
    card: Card
    sources: tuple[Source, ...] = ()
    examples: tuple[Example, ...] = ()
    where: Mapping[str, str] = field(default_factory=dict)
    lead: tuple[str, ...] = ()  # metrics whose sentences lead the page while the headline has no call
    scenario: Scenario | None = None
    declared: tuple[Series, ...] = ()  # series that it brings along
    units: tuple[Unit, ...] = ()  # and units
    checklist: tuple[tuple[str, str], ...] = ()  # (kind of event, its name): what a buyer looks at, dated
    # What its readings ask for beside its own series of its own entity and what its panels show
    others: frozenset[tuple[str, str]] = frozenset()  # a series and another entity
    everyone: frozenset[str] = frozenset()  # series of every entity

    @property
    def headline(self) -> Metric:
        """The metric whose call is the indicator's state."""
        return next(metric for metric in self.metrics if metric.headline)

    def full(self, short: str) -> str:
        """A metric's or panel's id as the outside knows it."""
        return f"{self.id}.{short}"

    def problems(self) -> list[str]:
        """What contradicts itself, each as `place: what`."""
        metrics, panels = [m.id for m in self.metrics], [p.id for p in self.panels]
        found = [
            f'{place}: the id "{x}" stands twice.'
            for place, ids in (("metrics", metrics), ("panels", panels))
            for x in sorted({x for x in ids if ids.count(x) > 1})
        ]
        asked = sorted({*self.everyone, *(s for s, _ in self.others)} - {*self.series})
        found += [f'series: "{s}" is asked of others, but the indicator does not list it.' for s in asked]
        found += [
            f'panel {p.id}: it shows "{s}", which the indicator does not list.'
            for p in self.panels
            for s in p.series
            if s not in self.series
        ]
        named = [(f"panel {p.id}", m) for p in self.panels for m in (p.metric, p.overlay) if m]
        named += [("card", m) for m in (self.card.level, *self.card.proxies)] + [("lead", m) for m in self.lead]
        found += [f'{place}: the metric "{m}" is not declared.' for place, m in named if m not in metrics]
        if self.card.panel not in panels:
            found.append(f'card: the panel "{self.card.panel}" is not declared.')
        if sum(m.headline for m in self.metrics) != 1:
            found.append("metrics: exactly one is the headline.")
        found += [f'sources: "{s.title}" has no http address.' for s in self.sources if not _http(s.url)]
        return found


def _http(url: str) -> bool:
    return urlsplit(url).scheme in ("http", "https")
