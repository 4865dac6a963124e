"""Boards that said something false: each case is a file of rows, read with `show --json` as of a day."""

from __future__ import annotations

import csv
import json
import shutil
from dataclasses import dataclass

import pytest

from indicators.__main__ import main
from tests.verdicts.rows import rows_of


@dataclass(frozen=True)
class Told:
    """What the board says: readings by id and states by indicator."""

    readings: dict
    states: dict

    def __getitem__(self, metric):
        """The reading of a metric by its full name."""
        return self.readings[metric]


@pytest.fixture(scope="session")
def new_boards(tmp_path_factory):
    """A new board of each kind, to be copied."""
    folder = tmp_path_factory.mktemp("kinds")
    for kind in ("empty", "public"):
        assert main(["--board", str(folder / f"{kind}.db"), "init", "--with", kind]) == 0
    return folder


@pytest.fixture
def tell(new_boards, tmp_path, capsys):
    """A case imported into a new board and read: the case's own rows, unless others are given."""

    def told(case, kind, as_of, rows=None):
        board, file = tmp_path / "board.db", tmp_path / f"{case}.csv"
        shutil.copy(new_boards / f"{kind}.db", board)
        rows = rows_of(case) if rows is None else rows
        with file.open("w", encoding="utf-8", newline="") as out:
            writer = csv.DictWriter(out, rows[0])
            writer.writeheader()
            writer.writerows(rows)
        assert main(["--board", str(board), "import", str(file)]) == 0
        capsys.readouterr()
        assert main(["--board", str(board), "show", "--as-of", as_of, "--json"]) == 0
        answer = json.loads(capsys.readouterr().out)
        board.unlink()
        readings = {r["metric"]: r for i in answer["indicators"] for r in i["readings"]}
        return Told(readings, {i["id"]: i["state"] for i in answer["indicators"]})

    return told
