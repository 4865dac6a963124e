"""What pages are held against: an empty app, and the board's page by hand, each started as Streamlit does."""

from __future__ import annotations

import os
import pickle
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path

import pandas as pd

from indicators import registry
from indicators.core.text import say
from indicators.figures import sparkline
from indicators.memo import NO_RELEASE
from indicators.memo.content.compose import claim_rows
from indicators.memo.content.document import CLAIM_HEADINGS
from indicators.store import Board, take
from tests.e2e import app

APPS = Path(__file__).parent / "apps"
# Nothing of the project's configuration: only what a machine without a screen needs, and no statistics.
FLAGS = (
    "--server.headless=true",
    f"--server.address={app.HOST}",
    "--browser.gatherUsageStats=false",
)


@contextmanager
def empty(folder: Path) -> Iterator[tuple[str, int]]:
    """The empty app; its address and process id."""
    with _started("empty", folder, {}) as found:
        yield found


@contextmanager
def by_hand(folder: Path, board: Path, day: date) -> Iterator[str]:
    """The board's page by hand, with what it shows on a day; its address."""
    page = folder / "page.pickle"
    page.write_bytes(pickle.dumps(written(Board.open(board), day)))
    with _started("by_hand", folder, {"BENCH_PAGE": str(page)}) as (address, _):
        yield address


@contextmanager
def _started(name: str, folder: Path, variables: dict[str, str]) -> Iterator[tuple[str, int]]:
    place = folder / name
    place.mkdir(exist_ok=True)  # a folder of its own, so that no configuration lies beside it
    script = Path(shutil.copy(APPS / f"{name}.py", place))
    with app.served(script, folder / f"{name}.log", {**os.environ, "TZ": "UTC", **variables}, *FLAGS) as found:
        yield found


def written(board: Board, day: date) -> dict[str, object]:
    """What the board's page shows, as plain values and finished specifications."""
    view = take(board, day, registry())
    cards = []
    for evaluated in view.evaluated.values():
        i = evaluated.indicator
        level = evaluated.reading(i.card.level)
        panel = next(p for p in i.panels if p.id == i.card.panel)
        picture = sparkline(panel, evaluated, view.frame, example=view.example)
        cards.append(
            {
                "title": i.title,
                "state": evaluated.state_words,
                "question": i.question,
                "level": level.title,
                "value": say.number(level.value, level.unit, level.shown) if level.value is not None else "not known",
                "spec": picture.on_screen(dark=False),
                "alt": picture.alt,
                "said": "\n".join(evaluated.reading(name).because for name in i.card.proxies),
            }
        )
    claims = pd.DataFrame(claim_rows(view, NO_RELEASE), columns=list(CLAIM_HEADINGS))
    due = [f"{r.title}: {r.because}" for e in view.evaluated.values() for r in e.readings][:7]
    return {"cards": cards, "claims": claims, "due": due}
