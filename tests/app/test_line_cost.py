"""One typed line is judged once: while it is typed, when it is saved, and on the command line."""

from __future__ import annotations

from tests.bench.line import measure


def test_a_line_is_validated_once(tmp_path, monkeypatch):
    monkeypatch.setenv("INDICATORS_BOARD", str(tmp_path / "board.db"))
    cost = measure()
    assert {act: one["validated"] for act, one in cost.items()} == {"typed": 1, "saved": 1, "added": 1}
