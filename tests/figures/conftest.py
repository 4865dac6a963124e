"""Figures of the public record, through a real board, and of rows in short form."""

from __future__ import annotations

from datetime import date

import pytest

from indicators import registry
from indicators.core.evidence.evaluate import evaluate
from indicators.core.evidence.examples import frame_of
from indicators.core.model.event import Event
from indicators.figures import figure, sparkline
from indicators.store import Board, init

AS_OF = date(2026, 11, 22)
SHUTDOWN = Event(date=date(2026, 3, 24), entity="Sora", kind="shutdown", title="Sora's end announced", source="test")


def panels():
    """Every panel of the registry with its indicator, by full id."""
    return {i.full(p.id): (i, p) for i in registry().values() for p in i.panels}


PANELS = sorted(panels())


@pytest.fixture(scope="session")
def public(tmp_path_factory):
    """The figures of the public record by panel id, and the sparklines of the cards."""
    path = tmp_path_factory.mktemp("figures") / "board.db"
    init(path)
    board = Board.open(path)
    frame, events = board.observations(AS_OF), board.events(AS_OF)
    made = {i.id: evaluate(i, frame, AS_OF, events) for i in registry().values()}
    return {name: figure(p, made[i.id], frame, events) for name, (i, p) in panels().items()}


@pytest.fixture(scope="session")
def cards(tmp_path_factory):
    """The sparklines of the public record's cards by indicator."""
    path = tmp_path_factory.mktemp("cards") / "board.db"
    init(path)
    frame = Board.open(path).observations(AS_OF)
    found = {}
    for i in registry().values():
        panel = next(p for p in i.panels if p.id == i.card.panel)
        found[i.id] = sparkline(panel, evaluate(i, frame, AS_OF), frame)
    return found


def drawn(panel, *rows, as_of=AS_OF, events=(SHUTDOWN,), example=False):
    """The figure of a panel over rows in short form."""
    indicator, declared = panels()[panel]
    frame = frame_of(rows, indicator.entity)
    return figure(declared, evaluate(indicator, frame, as_of, events), frame, events, example=example)
