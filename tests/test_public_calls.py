"""The brief's calls on the public record, as the command line tells them, on the days an investor would have looked."""

from __future__ import annotations

import csv
import json
from datetime import date
from pathlib import Path

import pytest

from indicators import registry
from indicators.__main__ import main
from indicators.core.model.reading import CALL_WORDS
from indicators.core.review.ahead.flips import said
from indicators.store import Board, take

DATA = Path(__file__).parents[1] / "data"
FIELDS = ("outcome", "because", "value", "at", "needs", "outcome_now", "value_now", "scored")
DAYS = ("2026-11-30", "2026-11-22", "2026-05-20", "2026-05-13", "2026-04-02")
MONTH = 30.436875  # days, by the contract


@pytest.fixture(scope="module")
def board(tmp_path_factory):
    path = tmp_path_factory.mktemp("public") / "board.db"
    assert main(["--board", str(path), "init"]) == 0
    return path


@pytest.fixture
def ask(board, capsys):
    """A command's JSON answer, on this board unless another is named."""

    def run(*words, on=None):
        capsys.readouterr()
        assert main(["--board", str(on or board), *words, "--json"]) == 0
        return json.loads(capsys.readouterr().out)

    return run


@pytest.fixture
def claims(ask):
    return lambda day, **more: {c["id"]: c for c in ask("claims", "--as-of", day, **more)["claims"]}


@pytest.fixture(scope="module")
def cut_off(board, tmp_path_factory):
    """A board with only what was published by a day."""

    def make(day):
        folder = tmp_path_factory.mktemp("cut")
        whole, part = folder / "whole.csv", folder / "part.csv"
        assert main(["--board", str(board), "export", str(whole)]) == 0
        with whole.open(encoding="utf-8-sig", newline="") as file:
            rows = list(csv.DictReader(file))
        with part.open("w", encoding="utf-8", newline="") as file:
            writer = csv.DictWriter(file, rows[0])
            writer.writeheader()
            writer.writerows(r for r in rows if r["published_on"] and r["published_on"] <= day)
        path = folder / "board.db"
        assert main(["--board", str(path), "init", "--with", "empty"]) == 0
        for file in (part, DATA / "events.csv", DATA / "claims.csv"):
            assert main(["--board", str(path), "import", str(file)]) == 0
        return path

    return make


def test_the_answer_has_the_fields_of_the_contract(ask):
    answer = ask("claims", "--as-of", "2026-11-22")
    assert list(answer) == ["as_of", "claims"]
    assert answer["as_of"] == "2026-11-22"
    with (DATA / "claims.csv").open(encoding="utf-8", newline="") as file:
        columns = next(csv.reader(file))
    for c in answer["claims"]:
        assert tuple(c) == (*columns, "voided", "void_why", *FIELDS)
        assert c["outcome"] in ("met", "missed", "open", "cant_tell", "void")
        assert (c["needs"] is None) or (c["outcome"] == "open" and set(c["needs"]) == {"value", "unit"})


def test_momentum_was_missed_by_sixty_points(claims):
    """On numbers about days to 30 June, known from August on; its test was set on 22 November, so it is not scored."""
    assert claims("2026-05-20")["kling-momentum"]["outcome"] == "open"
    c = claims("2026-11-30")["kling-momentum"]
    assert (c["outcome"], c["at"], c["outcome_now"], c["scored"]) == ("missed", "2026-06-30", "missed", False)
    assert c["value"] == pytest.approx((850 / 650 - 1) - (650 / 340 - 1))  # -60 pp
    assert "\u221260.4 pp" in c["because"]


def test_the_share_cannot_be_told_for_want_of_a_sensor_tower_number(claims):
    c = claims("2026-11-30")["kling-share"]
    assert (c["outcome"], c["value"], c["at"], c["needs"]) == ("cant_tell", 7.8e6, "2026-03-31", None)
    assert "no Sensor Tower number for Sep 2026 by 30 Nov 2026" in c["because"]
    for day in ("2026-05-13", "2026-05-20", "2026-11-29"):
        c = claims(day)["kling-share"]
        assert (c["outcome"], c["needs"]["unit"]) == ("open", "ratio per month")
        # from the middle of March, the 16th, to 30 September
        days = (date(2026, 9, 30) - date(2026, 3, 16)).days
        assert c["needs"]["value"] == pytest.approx((10.15 / 7.8) ** (MONTH / days) - 1)


def test_doubling_is_open_and_says_what_is_missing(claims):
    """150 + 250 + 300 + 340 = 1,040 in 2025, so 2,080; 650 + 850 = 1,500 are on file from August on."""
    for day, on_file in (("2026-05-13", 0), ("2026-05-20", 0), ("2026-06-01", 650e6), ("2026-11-30", 1500e6)):
        c = claims(day)["kling-doubles"]
        assert (c["outcome"], c["outcome_now"]) == ("open", "open")
        assert c["needs"] == {"value": 2 * 1040e6 - on_file, "unit": "CNY"}
    assert "Needs over CNY 580M more by 31 Dec 2026" in c["because"]
    assert (c["value"], c["at"]) == (pytest.approx(1500 / 1040), "2026-06-30")
    triples = claims("2026-11-30")["kling-triples"]
    assert (triples["outcome"], triples["needs"]) == ("open", {"value": 3 * 1040e6 - 1500e6, "unit": "CNY"})


def test_robot_papers_are_open_to_the_end_of_the_year_since_the_search_ends_a_day_early(claims):
    c = claims("2026-11-30")["robot-data"]
    assert (c["outcome"], c["value"], c["at"]) == ("open", 0, "2026-07-01")
    assert c["needs"] == {"value": 1, "unit": "papers"}
    assert "no search that covers 2 Jul 2026 yet; open to 31 Dec 2026" in c["because"]
    c = claims("2026-12-31")["robot-data"]
    assert c["outcome"] == "cant_tell"
    assert "no search that covers 2 Jul 2026 by 31 Dec 2026" in c["because"]


def test_all_outcomes(claims):
    """On 13 and 20 May the quarter after the shutdown is not out; on 30 November the share's deadline is over."""
    made = {"kling-share", "kling-momentum", "kling-doubles", "runway-funded", "runway-gains", "robot-data"}
    for day in ("2026-04-02", "2026-05-13", "2026-05-20"):
        assert {name: c["outcome"] for name, c in claims(day).items()} == dict.fromkeys(
            made | {"robotics-proof"}, "open"
        )
    assert {name: c["outcome"] for name, c in claims("2026-11-30").items()} == {
        "kling-share": "cant_tell",
        "kling-momentum": "missed",
        "kling-doubles": "open",
        "kling-triples": "open",
        "runway-funded": "open",
        "runway-gains": "open",
        "robot-data": "open",
        "robotics-proof": "open",
    }
    assert {name for name, c in claims("2026-11-30").items() if c["scored"]} == set()


def test_the_levels_of_kuaishous_third_quarter(board):
    """31% over 850M and its hidden tenth, 935M; 1.1 times the number 13% over 850M, for "more than" may hide a tenth.

    2.08bn - 1.5bn = 580M meets the doubling, 3.12bn - 1.5bn the tripling.
    """
    found = take(Board.open(board), date(2026, 11, 22), registry()).next_numbers
    (revenue,) = [p for p in found if p.due.last.series == "revenue"]
    assert said(revenue) == (
        "Kling AI revenue, Q3 2026: Supports from CNY 1.22485bn (Revenue growth on the quarter), "
        "Against up to CNY 873.1M (Revenue growth on the quarter), "
        "Met above CNY 580M (Kling's 2026 revenue more than doubles), "
        "Met from CNY 1.62bn (Kling's 2026 revenue more than triples)"
    )
    assert revenue.due.on == date(2026, 11, 20)


@pytest.mark.parametrize("day", DAYS)
def test_no_state_but_of_hiring_and_that_while_its_postings_are_new(ask, day):
    """Five postings in 47 days are 0.29 to 1.57 a week, across the line of 0.5; by November they are stale."""
    states = {i["id"]: i["state"] for i in ask("show", "--as-of", day)["indicators"]}
    hiring = "mixed" if day in ("2026-05-13", "2026-05-20") else "no_call"
    assert states == {"kling": "no_call", "runway": "no_call", "robotics": hiring}


def test_on_1_june_the_run_into_the_shutdown_is_told_and_decides_nothing(claims):
    """Before the second quarter was out, growth had risen from 13% to 91%; the first quarter ended 91 days early."""
    c = claims("2026-06-01")["kling-momentum"]
    assert c["outcome"] == "open"
    assert c["value"] == pytest.approx((650 / 340 - 1) - (340 / 300 - 1))


@pytest.mark.parametrize("day", DAYS)
def test_no_later_number_is_in_what_was_said_then(claims, ask, cut_off, day):
    """The same words come of a board that holds nothing published after the day."""
    alone = cut_off(day)
    assert {n: [c[f] for f in FIELDS] for n, c in claims(day).items()} == {
        n: [c[f] for f in FIELDS] for n, c in claims(day, on=alone).items()
    }

    def sayings(**more):
        readings = [r for i in ask("show", "--as-of", day, **more)["indicators"] for r in i["readings"]]
        return [(r["metric"], r["because"], r["value"], r["call"], r["at"]) for r in readings]

    assert sayings() == sayings(on=alone)


def test_no_call_rests_on_what_is_stale_or_unknown(ask):
    """On every first of a month from the brief to the end of the year."""
    for month in range(4, 13):
        answer = ask("show", "--as-of", f"2026-{month:02d}-01")
        for r in (r for i in answer["indicators"] for r in i["readings"] if r["call"]):
            assert r["call"] in CALL_WORDS
            assert (r["status"], r["reason"]) == ("ok", None), r


# The example board has what the public record lacks


@pytest.fixture(scope="module")
def example(tmp_path_factory):
    path = tmp_path_factory.mktemp("example") / "board.db"
    assert main(["--board", str(path), "init", "--with", "example"]) == 0
    return path


def test_the_outcomes_of_the_example_board(claims, example):
    found = claims("2026-11-25", on=example)
    assert {name: c["outcome"] for name, c in found.items()} == {
        "kling-nine": "cant_tell",  # 8.82M to 9.94M of 9M asked
        "kling-september": "missed",  # 9.79M of 9.8M, before it was revised
        "kling-pays": "met",  # 575M after 460M
        "kling-triples": "open",
        "kling-hindsight": "met",
        "runway-year": "open",
        "robotics-hires": "open",  # to 30 November
        "robotics-proof": "open",
    }


def test_a_revision_shows_both_outcomes(claims, example):
    c = claims("2026-11-25", on=example)["kling-september"]
    assert (c["outcome"], c["outcome_now"]) == ("missed", "met")
    assert c["value"] < 9_800_000 <= c["value_now"]


def test_a_claim_that_is_void_is_void_and_can_be_taken_back(claims, ask, tmp_path):
    path = tmp_path / "board.db"
    assert main(["--board", str(path), "init"]) == 0
    voided = ask("claims", "--void", "kling-triples", "--why", "two yearly numbers will not be known", on=path)
    c = claims("2026-11-25", on=path)["kling-triples"]
    assert (c["outcome"], c["because"]) == ("void", "Not testable: two yearly numbers will not be known")
    ask("undo", str(voided["batch"]), on=path)
    assert claims("2026-11-25", on=path)["kling-triples"]["outcome"] == "open"


def test_the_command_line_keeps_the_levels_of_an_expected_number(ask, tmp_path, monkeypatch):
    from indicators.store import Workspace  # noqa: PLC0415 - what the store kept, read beside the command line

    monkeypatch.setattr("indicators.cli.writing.today", lambda: date(2026, 11, 22))
    path = tmp_path / "board.db"
    assert main(["--board", str(path), "init"]) == 0
    number = ("revenue", "Kling AI", ">1,120m yuan", "--period", "2026-Q3", "--basis", "Kuaishou results")
    ask("add", *number, "--source", "Kuaishou", "--published", "2026-11-20", on=path)
    (kept,) = Workspace(path).kept_levels()
    assert (kept["series"], kept["period_end"]) == ("revenue", "2026-09-30")
    assert [f["becomes"] for f in kept["levels"]["flips"]] == ["Supports", "Against", "Met", "Met"]
    readings = {r["metric"]: r for i in ask("show", "kling", on=path)["indicators"] for r in i["readings"]}
    assert readings["kling.revenue_growth_1q"]["call"] == "mixed"  # 1,120M is between the levels
