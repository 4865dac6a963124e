"""The example board: invented throughout, and every metric has a value on it."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from indicators import registry
from indicators.__main__ import main

if TYPE_CHECKING:
    from collections.abc import Callable

    Command = Callable[..., dict[str, Any]]

AS_OF = "2026-11-25"
INVENTED = "Invented for the example board"
STALE = {  # the year is not over, and the app is closed
    "kling.revenue_year_ratio",
    "kling.sora_downloads_change",
}


@pytest.fixture
def command(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Command:
    """Run a command on a new example board and give what --json prints."""
    board = str(tmp_path / "example.db")

    def run(*words: str) -> dict[str, Any]:
        code = main(["--board", board, "--json", *words])
        printed = capsys.readouterr()
        assert code == 0, printed.err
        return json.loads(printed.out)

    run("init", "--with", "example")
    return run


@pytest.fixture
def whole(command: Command, tmp_path: Path) -> dict[str, list[dict[str, Any]]]:
    """Everything on the board, as an export holds it."""
    file = tmp_path / "whole.json"
    command("export", str(file))
    return json.loads(file.read_text(encoding="utf-8"))


def readings(command: Command, as_of: str = AS_OF) -> dict[str, dict[str, Any]]:
    shown = command("show", "--as-of", as_of)
    return {r["metric"]: r for i in shown["indicators"] for r in i["readings"]}


def test_every_metric_has_a_value_and_two_are_stale(command: Command) -> None:
    found = readings(command)
    assert list(found) == [i.full(m.id) for i in registry().values() for m in i.metrics]
    assert [name for name, r in found.items() if r["status"] != "ok" or r["value"] is None] == []
    assert {name for name, r in found.items() if r["reason"] == "stale"} == STALE


def test_it_says_that_it_is_invented(command: Command, whole: dict[str, list[dict[str, Any]]]) -> None:
    board = command("show", "--as-of", AS_OF)["board"]
    assert board["kind"] == "example"
    assert "INVENTED" in board["title"]
    rows = [row for part in ("observations", "events", "claims") for row in whole[part]]
    assert len(rows) > 300
    assert {row["source"] for row in rows} == {INVENTED}
    assert {row.get("url") or "" for row in rows} == {""}
    bases = {row["basis"] for row in whole["observations"]}
    assert {b for b in bases if not b.startswith("Example")} == {"generated robot data", "background"}


def test_the_headlines_make_calls(command: Command) -> None:
    """Five roles in twelve weeks are 0.42 a week, and anything from 0.16 to 0.88: across the line of 0.5.

    Users grew 3.6% to 6.7% a month: across 4.5%.
    """
    shown = command("show", "--as-of", AS_OF)["indicators"]
    assert {i["id"]: i["state"] for i in shown} == {"kling": "mixed", "runway": "mixed", "robotics": "mixed"}


def test_each_call_occurs_among_the_banded_metrics(command: Command) -> None:
    calls = {name: r["call"] for name, r in readings(command).items() if r["call"]}
    banded = {i.full(m.id) for i in registry().values() for m in i.metrics if m.bands}
    silent = {name: r["no_call"] for name, r in readings(command).items() if r["no_call"]}
    assert silent == {"kling.retention_d30": "stale"}  # July's cohort has a size, and sizes come monthly
    assert set(calls) == banded - set(silent)
    assert set(calls.values()) == {"supports", "mixed", "against"}


def test_every_grade_and_right_occurs(command: Command, whole: dict[str, list[dict[str, Any]]]) -> None:
    rows = whole["observations"]
    assert {row["grade"] for row in rows} == {"reported", "estimate", "floor", "ceiling", "derived", "assumption"}
    assert {row["rights"] for row in rows} == {"public", "licensed", "confidential"}
    found = readings(command)
    assert found["kling.net_churn"]["rights"] == "licensed"
    assert found["robotics.headcount_growth_1m"]["rights"] == "confidential"


def test_all_was_known_by_the_fixed_day(whole: dict[str, list[dict[str, Any]]]) -> None:
    assert max(row["published_on"] for row in whole["observations"]) < AS_OF
    assert max(row["date"] for row in whole["events"]) < AS_OF
    assert max(row["made_on"] for row in whole["claims"]) < AS_OF


def test_a_revision_moves_what_is_known_and_not_what_was(command: Command) -> None:
    history = command("history", "mau", "Kling AI", "--period", "2026-09")["observations"]
    assert sorted(row["value"] for row in history) == [9_790_000, 9_860_000]
    assert readings(command, "2026-10-20")["kling.mau"]["value"] == 9_790_000
    # The revision came with October's number, so growth is from 9.86M to 10.41M over half of 30 and half of 31 days.
    growth = readings(command)["kling.mau_growth_1m"]["value"]
    assert growth == pytest.approx((10.41 / 9.86) ** (30.436875 / 30.5) - 1)


def test_the_burn_falls_back_to_balances_and_to_the_model(command: Command) -> None:
    def without(series: str) -> dict[str, Any]:
        for row in command("history", series, "Runway")["observations"]:
            command("retract", str(row["id"]), "--why", "to see the next way")
        return readings(command)["runway.net_burn"]

    assert readings(command)["runway.net_burn"]["details"]["from"] == "reported"
    assert without("net_burn")["details"]["from"] == "balances"
    assert without("cash")["details"]["from"] == "model"


def test_every_panel_has_numbers(whole: dict[str, list[dict[str, Any]]]) -> None:
    held = {(row["series"], row["entity"]) for row in whole["observations"]}
    for indicator in registry().values():
        for panel in indicator.panels:
            wanted = {(s, e) for s in panel.series for e in panel.entities} or {
                (s, e) for s, e in held if s in panel.series
            }
            assert wanted, panel.id
            assert wanted <= held, panel.id


def test_its_claims_ask_for_metrics_that_are_there(command: Command) -> None:
    claims = command("claims", "--as-of", AS_OF)["claims"]
    assert {c["metric"] for c in claims} <= set(readings(command))
    assert {c["kind"] for c in claims} == {"forecast", "guidance", "watch"}
    assert [c["id"] for c in claims if c["set_on"] > c["period_end"]] == ["kling-hindsight"]


def test_the_board_is_sound(command: Command) -> None:
    assert command("check") == {"ok": True, "problems": []}
