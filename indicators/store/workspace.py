"""What users set beside the numbers of a board: bands, exit triggers, marks, remembered fields, what was handed out."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from ..core.evidence.ranges import HIDDEN_BAND, check_hidden
from ..core.model.condition import condition
from ..core.model.errors import DeclarationError, InputError
from ..core.model.indicator import Bands, bands
from ..core.review.ahead.triggers import Line
from .copies.daily import writing
from .file import clock
from .file.connection import reading
from .file.moment import Moment
from .rows.write import next_id, plain

YOURS = "Yours"  # the source of a band that a user moved


@dataclass(frozen=True, slots=True)
class Mark:
    """What a user said of the next number of a series and entity."""

    series: str
    entity: str
    kind: str
    period_end: str
    because: str
    set_on: date


@dataclass(frozen=True, slots=True)
class Kept:
    """A figure or memo that was handed out: its name, what it showed, and for a memo its bytes."""

    name: str
    kind: str
    as_of: date
    title: str
    shown: Any
    at: str
    by: str
    content: bytes = b""


@dataclass(frozen=True, slots=True)
class Workspace:
    """Every method is one unit of work on the board's file; every change is a row. Trouble raises BoardError.

    With `until` it answers as of what was recorded by then, as a Board does.
    """

    path: Path
    until: str = ""

    # Bands

    def bands(self, as_of: date | None = None) -> dict[str, Bands]:
        """The bands that users moved, by metric, as set by the end of a day (None: now)."""
        found = {}
        for row in self._newest("band", "metric", as_of):
            if row["supports"]:
                source = f"{YOURS}, {row['recorded_by']}, {row['recorded_at'][:10]}"
                found[row["metric"]] = bands(
                    supports=row["supports"], against=row["against"] or None, because=row["because"], source=source
                )
        return found

    def set_band(self, metric: str, *, supports: str, against: str, because: str, by: str) -> None:
        """Move a metric's bands; empty `supports` gives back its own. InputError where a test cannot be read.

        `ranges.HIDDEN_BAND` in place of a metric moves what a one-sided number may hide.
        """
        if supports:
            _readable(supports, against)
            if metric == HIDDEN_BAND:
                check_hidden(bands(supports=supports, against=against or None, because=because))
        self._add("band", metric=metric, supports=supports, against=against, because=because, by=by)

    # Exit triggers

    def lines(self, as_of: date | None = None) -> list[Line]:
        """The exit triggers that hold at the end of a day (None: now)."""
        rows = [row for row in self._newest("line", "name", as_of) if row["test"]]
        return [
            Line(row["name"], row["metric"], row["test"], row["because"], clock.day_of(row["recorded_at"]))
            for row in rows
        ]

    def set_line(self, name: str, *, metric: str, test: str, because: str, by: str) -> None:
        """Set or change an exit trigger; an empty test takes it away. InputError where the test cannot be read."""
        if not name.strip():
            raise InputError("An exit trigger needs a name.")
        if test:
            _readable(test)
        self._add("line", name=name, metric=metric, test=test, because=because, by=by)

    # Marks

    def marks(self, as_of: date | None = None) -> dict[tuple[str, str], Mark]:
        """The newest mark of each series and entity, by the end of a day (None: now)."""
        found = {}
        for row in self._rows("mark", as_of):
            found[row["series"], row["entity"]] = Mark(
                row["series"],
                row["entity"],
                row["kind"],
                row["period_end"],
                row["because"],
                clock.day_of(row["recorded_at"]),
            )
        return found

    def mark(  # noqa: PLR0913 - a mark's own fields
        self, series: str, entity: str, kind: str, by: str, *, period_end: str = "", because: str = ""
    ) -> None:
        """Say of the next number: not obtainable, not published, skipped, or asked again."""
        self._add("mark", series=series, entity=entity, kind=kind, period_end=period_end, because=because, by=by)

    # Remembered fields

    def settings(self) -> dict[str, str]:
        """The remembered fields."""
        return {row["name"]: row["value"] for row in self._newest("setting", "name", None)}

    def remember(self, values: Mapping[str, str], by: str) -> None:
        """Keep fields whose value is another than the remembered one."""
        known = self.settings()
        for name, value in values.items():
            if known.get(name, "") != value:
                self._add("setting", name=name, value=value, by=by)

    # Staged imports

    def stage(self, name: str, rows: Sequence[Mapping[str, Any]], by: str, *, status: str = "waiting") -> None:
        """Keep a table that waits for a decision; a newer row of its name says what became of it."""
        self._add("staged", name=name, content=json.dumps(list(rows), ensure_ascii=False), status=status, by=by)

    def staged(self, by: str) -> dict[str, list[dict[str, Any]]]:
        """The tables of a person that wait, by name, the oldest first."""
        newest = "SELECT max(id) FROM staged WHERE recorded_by = ? GROUP BY name"
        sql = f"SELECT name, content FROM staged WHERE id IN ({newest}) AND status = 'waiting' ORDER BY id"  # noqa: S608 - our own text
        with reading(self.path, self.until) as db:
            return {row["name"]: json.loads(row["content"]) for row in db.query(sql, [by])}

    # What was handed out

    def keep_figure(  # noqa: PLR0913 - a figure's own fields
        self, name: str, *, panel: str, as_of: date, title: str, shown: object, by: str
    ) -> None:
        """Keep what a figure showed; one of a name that is kept already is the same figure."""
        if not self.kept("figure", name):
            text = json.dumps(shown, ensure_ascii=False)
            self._add("figure", name=name, panel=panel, as_of=as_of.isoformat(), title=title, shown=text, by=by)

    def keep_memo(  # noqa: PLR0913 - a memo's own fields
        self, name: str, *, form: str, as_of: date, title: str, shown: object, content: bytes, by: str
    ) -> None:
        """Keep a memo's bytes and what it quoted."""
        text = json.dumps(shown, ensure_ascii=False)
        self._add(
            "memo", name=name, format=form, as_of=as_of.isoformat(), title=title, shown=text, bytes=content, by=by
        )

    def kept(self, table: str, name: str | None = None) -> list[Kept]:
        """The figures or memos that were handed out, oldest first; those of one name where it is given."""
        kind = "panel" if table == "figure" else "format"
        return [
            Kept(
                row["name"],
                row[kind],
                date.fromisoformat(row["as_of"]),
                row["title"],
                json.loads(row["shown"]),
                row["recorded_at"],
                row["recorded_by"],
                row.get("bytes", b""),
            )
            for row in self._rows(table, None)
            if name in (None, row["name"])
        ]

    # Before a number came

    def keep_levels(  # noqa: PLR0913 - a number's own fields
        self, *, series: str, entity: str, basis: str, period_end: date, levels: object, observation: int, by: str
    ) -> None:
        """Keep the levels that stood before a number came, beside the number."""
        self._add(
            "print",
            series=series,
            entity=entity,
            basis=basis,
            period_end=period_end.isoformat(),
            levels=json.dumps(levels, ensure_ascii=False),
            observation=observation,
            by=by,
        )

    def kept_levels(self) -> list[dict[str, Any]]:
        """What was expected before each number and the number that came, newest first."""
        return [row | {"levels": json.loads(row["levels"])} for row in reversed(self._rows("print", None))]

    def days(self) -> set[date]:
        """The days on which a band or an exit trigger was set, moved or taken away."""
        rows = [row for table in ("band", "line") for row in self._rows(table, None)]
        return {clock.day_of(row["recorded_at"]) for row in rows}

    def _add(self, table: str, *, by: str, **values: str | int | bytes) -> None:
        texts = {n: plain(v, n.capitalize()) if isinstance(v, str) else v for n, v in values.items()}
        with writing(self.path) as db:
            row = {
                "id": next_id(db, table),
                **texts,
                "recorded_at": Moment.on(db).at,
                "recorded_by": plain(by, "The user"),
            }
            names, marks = ", ".join(f'"{n}"' for n in row), ", ".join("?" for _ in row)
            db.execute(f'INSERT INTO "{table}" ({names}) VALUES ({marks})', list(row.values()))  # noqa: S608 - our names

    def _rows(self, table: str, as_of: date | None) -> list[dict[str, Any]]:
        """The rows of a table by the end of a day, oldest first; as of today or later all, whatever time they bear."""
        last = "9999" if as_of is None or as_of >= clock.today() else as_of.isoformat()
        with reading(self.path, self.until) as db:
            sql = f'SELECT * FROM "{table}" WHERE substr(recorded_at, 1, 10) <= ? ORDER BY id'  # noqa: S608 - our names
            return list(db.query(sql, [last]))

    def _newest(self, table: str, name: str, as_of: date | None) -> list[dict[str, Any]]:
        """The newest row of each name, in the order in which the names first came."""
        return list({row[name]: row for row in self._rows(table, as_of)}.values())


def _readable(test: str, other: str = "") -> None:
    try:
        condition(test)
        if other:
            bands(supports=test, against=other, because="")
    except DeclarationError as error:
        raise InputError(str(error)) from None
