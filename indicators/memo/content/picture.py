"""A figure on its way out: reworded or stamped, with its id in the file, and a file name that sorts and explains."""

from __future__ import annotations

import hashlib
import json
import re
import struct
import zlib
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any, TypeVar

from ...core.text import say
from ...core.text.periods import write_period
from ...figures import Figure, Sheet, figure
from ...store import BoardSnapshot
from . import quoted, rights
from .rights import NO_RELEASE, Release

Made = TypeVar("Made", Figure, Sheet)
PRESETS = ("memo", "slide", "web")
FORMS = ("png", "svg")
KEYWORD = "Figure"  # of the text chunk that holds the id
_END = 12  # bytes of a PNG's last chunk
_UNSAFE = re.compile(r"[^A-Za-z0-9._-]+")


@dataclass(frozen=True, slots=True, kw_only=True)
class Picture:
    """A figure as it is handed out: with the words chosen for it, its rights, and what is kept of it."""

    figure: Figure | Sheet
    rights: str
    shown: quoted.Quoted
    line: str = ""

    @property
    def id(self) -> str:
        """The figure's id."""
        return self.figure.id


def panel_picture(  # noqa: PLR0913 - what may be said of a figure
    snapshot: BoardSnapshot,
    name: str,
    *,
    title: str = "",
    line: str = "",
    conflict: str = "",
    release: Release = NO_RELEASE,
    until: int | None = None,
) -> Picture | None:
    """A panel's figure as of the snapshot's day, with a user's own title and lines; None where there is no such panel.

    InputError where it rests on confidential numbers and no release names a person and a reason.
    """
    found = snapshot.panel(name)
    if found is None:
        return None
    panel, evaluated = found
    made = figure(
        panel, evaluated, snapshot.frame, list(snapshot.events), habits=snapshot.habits, example=snapshot.example
    )
    reading = evaluated.reading(panel.metric)
    own = rights.strictest(o.rights for o in made.rows)
    strictest = rights.strictest((own, reading.rights))
    rights.check(f"The figure {name}", strictest, release)
    made = stamped(made, strictest, release, title=title, conflict=conflict)
    last = snapshot.newest_id if until is None else until
    kept = quoted.shown(
        made.rows,
        [quoted.reading(reading, evaluated.indicator.short)],
        last,
        panel=name,
        alt=made.alt,
        footer=list(made.footer),
        **({"release": release.as_json(snapshot.as_of)} if strictest == rights.CONFIDENTIAL else {}),
    )
    return Picture(figure=made, rights=strictest, shown=kept, line=line.strip())


def sheet_picture(  # noqa: PLR0913 - what may be said of a figure
    sheet: Sheet, kept: quoted.Quoted, strictest: str, release: Release, *, title: str = "", conflict: str = ""
) -> Picture:
    """A sheet as it is handed out, stamped, with its words among what is `kept` of it."""
    made = stamped(sheet, strictest, release, title=title, conflict=conflict)
    return Picture(figure=made, rights=strictest, shown=kept | {"alt": made.alt, "footer": list(made.footer)})


def stamped(made: Made, strictest: str, release: Release, *, title: str = "", conflict: str = "") -> Made:
    """The figure under a user's title, with what its rights ask for and the conflict line in its footer."""
    said = rights.lines(strictest, release, made.as_of)
    lines = (*(text for text in said if text not in made.footer), *([conflict.strip()] if conflict.strip() else []))
    return changed(made, title=title, lines=lines)


def changed(made: Made, *, title: str = "", lines: Sequence[str] = ()) -> Made:
    """The figure under another title or with more lines in its footer. It says something else, so its id differs."""
    title = title.strip()
    if title in ("", made.title) and not lines:
        return made
    title = title or made.title
    said = json.dumps([made.id, title, list(lines)], ensure_ascii=False)
    name = f"{made.id[:-6]}{hashlib.sha256(said.encode()).hexdigest()[:6]}"
    footer = tuple(text.replace(f"Fig {made.id}", f"Fig {name}") for text in made.footer)
    return replace(made, id=name, title=title, footer=(*footer, *lines), alt=made.alt_under(title))


def drawn(made: Figure | Sheet, form: str = "png", preset: str = "memo", *, titled: bool = True) -> bytes:
    """The figure as a file; where the page around it carries the title, the picture goes without."""
    source = made if titled else replace(made, title="")
    return source.svg(preset) if form == "svg" else with_id(source.png(preset), made.id)


def with_id(png: bytes, name: str) -> bytes:
    """A PNG with the figure's id in a text chunk, before its last chunk."""
    data = f"{KEYWORD}\0\0\0\0\0{name}".encode()
    chunk = struct.pack(">I", len(data)) + b"iTXt" + data + struct.pack(">I", zlib.crc32(b"iTXt" + data))
    return png[:-_END] + chunk + png[-_END:]


def file_name(made: Figure | Sheet, form: str, preset: str = PRESETS[0]) -> str:
    """`acme-revenue_2026-Q2_asof-2026-11-22_acme-revenue-7f3a91.png`.

    What shows several measures names no period, and the usual size goes without saying.
    """
    rows = made.rows
    last = write_period(rows[-1].period_start, rows[-1].period_end).replace("..", "-to-") if rows else "none"
    period = f"_{last}" if isinstance(made, Figure) else ""
    size = "" if preset == PRESETS[0] else f"_{preset}"
    panel = made.panel.replace(".", "-").replace("_", "-")
    return _UNSAFE.sub("-", f"{panel}{period}_asof-{made.as_of.isoformat()}_{made.id}{size}.{form}")


def caption(made: Figure | Sheet) -> str:
    """The caption as text: the finding, the measure, where the numbers are from, and the id."""
    return " ".join([sentence(made.title), sentence(made.subtitle), *(sentence(line) for line in made.footer)])


def citation(made: Figure | Sheet) -> str:
    """How to cite the figure: what it is, of which day, its id, and the source line."""
    source = next((line for line in made.footer if line.startswith("Source: ")), "No number on file.")
    day = say.day(made.as_of)
    return f'"{made.title}", Telltale figure {made.id}, as known {day} (UTC). {source}'


def sentence(text: str) -> str:
    """`text` with a full stop, unless it ends in one or in an id."""
    text = text.strip()
    return text if not text or text[-1] in ".!?" else f"{text}."


def facts(one: Picture) -> dict[str, Any]:
    """A handed-out figure for --json."""
    return {
        "id": one.id,
        "panel": one.figure.panel,
        "title": one.figure.title,
        "as_of": one.figure.as_of.isoformat(),
        "rights": one.rights,
    }
