"""What one typed line costs: `python -m tests.bench.line`: files crossed, and how often it is read, checked, evaluated.

The line is typed into the app and saved, by Streamlit's AppTest in this process, and added on the command line. A count
is of calls, never of time, so that it is the same on every machine.
"""

from __future__ import annotations

import json
import os
import sys
import tempfile
import threading
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from types import CodeType, FrameType
from typing import Any

PACKAGE = str(Path(__file__).parents[2] / "indicators")
FIRST = "kling mau 7.9m feb26 @sensortower published:2026-03-12"
LINE = "kling mau 8.1m apr26 @sensortower published:2026-05-12"
# What is counted, by file and function: a number read, a row judged, a metric computed, a file opened.
COUNTED = {
    "read": ("core/text/numbers.py", "read_number"),
    "validated": ("core/entry/validate.py", "validate"),
    "evaluated": ("core/evidence/evidence.py", "finite"),
    "connections": ("store/file/connection.py", "connect"),
}


@dataclass(slots=True)
class Cost:
    """What was called: package files and functions, and the counts of COUNTED."""

    files: set[str] = field(default_factory=set)
    functions: set[tuple[str, str]] = field(default_factory=set)
    calls: Counter[str] = field(default_factory=Counter)

    def as_json(self) -> dict[str, int]:
        """The counts."""
        return {"files": len(self.files), "functions": len(self.functions)} | {n: self.calls[n] for n in COUNTED}


@contextmanager
def counted() -> Iterator[Cost]:
    """Count the calls of the package's functions in this thread and in those that begin meanwhile."""
    cost, names = Cost(), {where: name for name, where in COUNTED.items()}
    known: dict[CodeType, tuple[str, str] | None] = {}

    def place(code: CodeType) -> tuple[str, str] | None:
        if code not in known:
            inside = code.co_filename.startswith(PACKAGE)
            known[code] = (code.co_filename[len(PACKAGE) + 1 :], code.co_name) if inside else None
        return known[code]

    def look(frame: FrameType, event: str, _arg: Any) -> None:
        if event != "call" or (where := place(frame.f_code)) is None:
            return
        cost.files.add(where[0])
        cost.functions.add(where)
        if where in names:
            cost.calls[names[where]] += 1

    threading.setprofile_all_threads(look) if hasattr(threading, "setprofile_all_threads") else threading.setprofile(
        look
    )
    sys.setprofile(look)
    try:
        yield cost
    finally:
        sys.setprofile(None)
        threading.setprofile_all_threads(None) if hasattr(
            threading, "setprofile_all_threads"
        ) else threading.setprofile(None)


def measure() -> dict[str, dict[str, int]]:
    """The cost of typing the line, of saving it, and of the command line's `add`, on a public board of its own."""
    from indicators.__main__ import main  # noqa: PLC0415 - the board is named first
    from tests.app.screens import show  # noqa: PLC0415 - the same
    from tests.app.test_forms import fill, press  # noqa: PLC0415 - the same

    found: dict[str, dict[str, int]] = {}
    main(["init"])
    app = press(fill(show(("enter", "One line")), line=FIRST), "save_line")  # the day's copy of the board is made
    with counted() as cost:
        app = fill(app, line=LINE)
    found["typed"] = cost.as_json()
    with counted() as cost:
        press(app, "save_line")
    found["saved"] = cost.as_json()
    main(["undo"])
    with counted() as cost:
        main(["add", LINE])
    found["added"] = cost.as_json()
    return found


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as folder:
        os.environ["INDICATORS_BOARD"] = str(Path(folder) / "board.db")
        sys.stdout.write(json.dumps(measure(), indent=2) + "\n")
