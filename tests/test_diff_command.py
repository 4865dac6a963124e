"""`diff` as scripts rely on it: what changed between two days, by either clock, and what is refused."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta

import pytest

from indicators.__main__ import main


@pytest.fixture
def run(tmp_path, capsys):
    board = str(tmp_path / "board.db")
    assert main(["--board", board, "init", "--with", "empty"]) == 0

    def command(*words):
        capsys.readouterr()
        code = main(["--board", board, *words])
        return code, *capsys.readouterr()

    return command


@pytest.fixture
def ask(run):
    def command(*words):
        code, out, err = run(*words, "--json")
        assert code == 0, err
        return json.loads(out)

    return command


def add(run, value, period, published, of=("revenue", "Kuaishou results")):
    series, basis = of
    words = ("add", series, "Kling AI", value, "--period", period, "--basis", basis, "--source", "a test")
    code, _, err = run(*words, "--published", published)
    assert code == 0, err


def test_new_and_revised_numbers_readings_and_calls(run, ask):
    """650 after 340 is +91.2 % (supports, from 31 %); 400 after 340 is +17.6 % (mixed, from 13 %)."""
    add(run, "340m yuan", "2025-Q4", "2026-03-25")
    add(run, "650m yuan", "2026-Q1", "2026-05-28")
    add(run, "400m yuan", "2026-Q1", "2026-06-20")
    found = ask("diff", "2026-04-02", "2026-06-01")
    assert (found["from"], found["to"], found["clock"]) == ("2026-04-02", "2026-06-01", "published")
    (number,) = found["numbers"]
    assert (number["change"], number["was"], number["now"]["value"]) == ("new", None, 650e6)
    (call,) = found["calls"]
    assert (call["metric"], call["was"], call["now"]) == ("kling.revenue_growth_1q", None, "supports")
    assert call["by"] == [number["now"]["id"]]
    found = ask("diff", "2026-06-01", "2026-07-01")
    (number,) = found["numbers"]
    assert (number["change"], number["was"]["value"], number["now"]["value"]) == ("revised", 650e6, 400e6)
    assert [(c["was"], c["now"]) for c in found["calls"]] == [("supports", "mixed")]
    code, out, _ = run("diff", "2026-06-01", "2026-07-01")
    assert code == 0
    assert out.startswith("From 1 Jun 2026 to 1 Jul 2026: 1 call changed, 1 revised.")
    assert "Q1 2026: CNY 400M, was CNY 650M" in out


def test_readings_of_the_difference_are_those_of_show(run, ask):
    add(run, "340m yuan", "2025-Q4", "2026-03-25")
    add(run, "650m yuan", "2026-Q1", "2026-05-28")
    shown = {
        day: {r["metric"]: r for i in ask("show", "--as-of", day)["indicators"] for r in i["readings"]}
        for day in ("2026-04-02", "2026-06-01")
    }
    for change in ask("diff", "2026-04-02", "2026-06-01")["readings"]:
        assert change["was"] == shown["2026-04-02"][change["metric"]]
        assert change["now"] == shown["2026-06-01"][change["metric"]]


def test_a_day_and_itself_do_not_differ(run, ask):
    add(run, "340m yuan", "2025-Q4", "2026-03-25")
    found = ask("diff", "2026-06-01", "2026-06-01")
    assert {name for name, value in found.items() if value} == {"from", "to", "clock"}
    assert run("diff", "2026-06-01", "2026-06-01")[1].strip() == "From 1 Jun 2026 to 1 Jun 2026: nothing changed."


def test_another_leading_basis_is_a_change_of_source(run, ask):
    add(run, "12m", "2026-01", "2026-02-10", ("mau", "company"))
    add(run, "7.8m", "2026-03", "2026-04-02", ("mau", "panel"))
    found = ask("diff", "2026-02-15", "2026-04-03")
    (source,) = found["sources"]
    assert (source["was"], source["now"]) == ("company", "panel")
    assert "no rise or fall" in source["because"]
    (change,) = [r for r in found["readings"] if r["metric"] == "kling.mau"]
    assert change["change"] == "source"
    assert "\u2192" not in change["because"]


def test_by_the_clock_of_recording_nothing_was_there_before_it_was_written(run, ask):
    add(run, "340m yuan", "2025-Q4", "2026-03-25")
    assert ask("diff", "2026-04-02", "2026-06-01", "--recorded")["numbers"] == []
    found = ask("diff", "2026-04-02", "2999-01-01", "--recorded")
    assert [n["change"] for n in found["numbers"]] == ["new"]
    assert (found["to"], found["clock"]) == ("2999-01-01T23:59:59Z", "recorded")
    at = ask("history", "revenue", "Kling AI")["observations"][0]["recorded_at"]
    assert ask("diff", at, at, "--recorded")["numbers"] == []


@pytest.mark.parametrize(
    "words",
    [
        ("2026-06-02", "2026-06-01"),
        ("2026-06", "2026-07-01"),
        ("2026-06-01",),
        ("2026-06-01T09:00:00Z", "2026-07-01"),
        ("2026-06-01T09:00", "2026-07-01", "--recorded"),
    ],
)
def test_wrong_usage_is_said_in_a_line(run, words):
    code, out, err = run("diff", *words)
    assert (code, out) == (2, "")
    assert len(err.splitlines()) == 1


def test_a_number_without_a_day_of_publication_is_told_apart_from_new_ones(run, ask):
    """It is known from the day of its entry on, for want of another, and is no news of that day."""
    today = datetime.now(UTC).date()
    add(run, "340m yuan", "2025-Q4", today.isoformat())
    code, _, err = run(
        *("add", "revenue", "Kling AI", "650m yuan", "--period", "2026-Q1"),
        *("--basis", "Kuaishou results", "--source", "a test"),
    )
    assert code == 0, err
    days = ((today - timedelta(1)).isoformat(), today.isoformat())
    found = {n["now"]["value"]: n for n in ask("diff", *days)["numbers"]}
    assert {value: n["change"] for value, n in found.items()} == {340e6: "new", 650e6: "entered"}
    assert "undated, entered" in found[650e6]["because"]
    code, out, _ = run("diff", *days)
    assert code == 0
    assert "1 new number, 1 entered without a date" in out
    assert "Entered without a day of publication" in out
