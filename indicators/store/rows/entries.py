"""What a board holds beside observations: events, claims and declared series; and how their rows are checked."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from ...core.claims.claim import CLAIM_COLUMNS, CLAIM_KINDS, CLAIM_OPTIONAL
from ...core.entry.validate import Cell, Fault, Names, read_day, read_text, read_url
from ...core.model.catalogue import all_series
from ...core.model.condition import condition
from ...core.model.errors import DeclarationError
from ...core.model.event import EVENT_COLUMNS, Event
from ...core.model.series import Series

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

SERIES_COLUMNS = ("id", "title", "units", "flow")
_SERIES_ID = re.compile(r"[a-z][a-z0-9_]*", re.ASCII)


@dataclass(frozen=True, slots=True, kw_only=True)
class ClaimRow:
    """A row of claims in the order of CLAIM_COLUMNS, days as ISO text."""

    id: str
    claim: str
    kind: str
    source: str
    made_on: str
    set_on: str
    period_end: str
    resolve_by: str
    metric: str
    basis: str
    test: str
    note: str = ""


def event(cells: Mapping[str, Cell], names: Names | None) -> Event:
    """The row as an Event; a Fault names its first fault. Without `names` it is taken as it was recorded once."""
    _no_nul(cells, EVENT_COLUMNS)
    _required(cells, ("date", "entity", "kind", "title", "source"))
    day = read_day(cells["date"], "date")
    entity, url = read_text(cells["entity"]), read_text(cells.get("url"))
    if names is not None:
        names.check("entity", entity)
        names.learn_entity(entity)
        read_url(url)
    return Event(
        date=day,
        entity=entity,
        kind=read_text(cells["kind"]),
        title=read_text(cells["title"]),
        source=read_text(cells["source"]),
        url=url,
    )


def claim(cells: Mapping[str, Cell], metrics: Collection[str], names: Names | None = None) -> ClaimRow:
    """The row as a ClaimRow; a Fault names its first fault.

    An empty `metrics` leaves the metric unchecked; without `names` the basis is taken as it was recorded once.
    """
    _no_nul(cells, CLAIM_COLUMNS)
    _required(cells, tuple(column for column in CLAIM_COLUMNS if column not in CLAIM_OPTIONAL))
    words = {column: read_text(cells.get(column)) for column in CLAIM_COLUMNS}
    if words["kind"] not in CLAIM_KINDS:
        raise Fault("kind", f'kind "{words["kind"]}" is not one of {", ".join(CLAIM_KINDS)}.')
    days = {column: read_day(cells[column], column) for column in ("made_on", "set_on", "period_end", "resolve_by")}
    if days["set_on"] < days["made_on"]:
        raise Fault("set_on", f"the test was set on {days['set_on']}, before the claim was made on {days['made_on']}.")
    if metrics and words["metric"] not in metrics:
        raise Fault("metric", f'metric "{words["metric"]}" is not known: `list` shows the metrics.')
    if names is not None and words["basis"]:
        names.check("basis", words["basis"])
    try:
        condition(words["test"])
    except DeclarationError as error:
        raise Fault("test", str(error)) from None
    return ClaimRow(**(words | {column: day.isoformat() for column, day in days.items()}))


def declared(cells: Mapping[str, Cell]) -> Series:
    """The row as a Series that a user declared; a Fault names its first fault."""
    _no_nul(cells, SERIES_COLUMNS)
    _required(cells, ("id", "title", "units"))
    words = {column: read_text(cells.get(column)) for column in SERIES_COLUMNS}
    if not _SERIES_ID.fullmatch(words["id"]):
        raise Fault("id", f'id "{words["id"]}" is not lower-case letters, digits and underscores.')
    if words["id"] in all_series():
        raise Fault("id", f'series "{words["id"]}" is known already: choose another id.')
    units = tuple(unit.strip() for unit in words["units"].split(","))
    if not all(units):
        raise Fault("units", f'units "{words["units"]}" are not names with commas between.')
    if words["flow"] not in ("", "0", "1"):
        raise Fault("flow", f'flow "{words["flow"]}" is not 0 or 1.')
    flow = words["flow"] == "1"
    return Series(
        id=words["id"], title=words["title"], units=units, group="context", flow=flow, low=None, declared=True
    )


def _no_nul(cells: Mapping[str, Cell], columns: tuple[str, ...]) -> None:
    for column in columns:
        if isinstance(value := cells.get(column), str) and "\0" in value:
            raise Fault(column, f"{column} holds a NUL byte: remove it.")


def _required(cells: Mapping[str, Cell], columns: tuple[str, ...]) -> None:
    for column in columns:
        if read_text(cells.get(column)) == "":
            raise Fault(column, f"{column} is missing.")
