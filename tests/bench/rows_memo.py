"""A memo of twelve figures in each form, beside the same renders alone; and how large each file is."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

from indicators import registry
from indicators.figures.canvas.export import PRESETS, to_png, to_svg
from indicators.memo import Choice, Pick, compose, panels, written
from indicators.store import Board, take
from tests.bench.measure import Progress, Result, in_turn, timed

FIGURES = 12
DAY = date(2026, 11, 22)
FORMS = {"docx": ("png", "memo"), "pptx": ("png", "slide"), "html": ("svg", "web"), "md": ("png", "memo")}


def memos(progress: Progress, board: Path, rounds: int) -> Iterator[Result]:
    """From the board to the file's bytes, against its twelve pictures rendered from finished specifications."""
    store = Board.open(board)
    chosen = Choice(picks=tuple(Pick(panel=name) for name in panels(take(store, DAY, registry()))[:FIGURES]))
    pictures = compose(take(store, DAY, registry()), chosen, DAY).pictures
    assert len(pictures) == FIGURES
    for form, (kind, preset) in FORMS.items():
        specs = [(p.figure.standalone(preset), p.figure.title, p.figure.alt) for p in pictures]
        sizes: list[int] = []

        def ours(form: str = form, sizes: list[int] = sizes) -> None:
            sizes.append(len(written(compose(take(store, DAY, registry()), chosen, DAY), form)))

        def alone(specs: list = specs, kind: str = kind, preset: str = preset) -> None:
            for spec, title, alt in specs:
                to_svg(spec, title, alt) if kind == "svg" else to_png(spec, PRESETS[preset], title, alt)

        a, b = in_turn(progress, f"memo as {form.upper()}", (timed(ours), timed(alone)), rounds=max(rounds // 5, 2))
        yield Result(
            row=f"memo_{form}",
            what=f"memo of {FIGURES} figures, {form.upper()}",
            against="the same 12 renders alone",
            unit="ms",
            ours=a,
            floor=b,
            goal=1.3,
            note=f"{sizes[-1] / 1e6:.2f} MB",
        )
