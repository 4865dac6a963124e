"""What the board says on the brief and the public record, recomputed by hand from the numbers in the CSV files."""

from __future__ import annotations

import csv
import json
from datetime import date
from itertools import pairwise
from pathlib import Path

import pytest

from indicators import registry
from indicators.__main__ import main

DATA = Path(__file__).parents[1] / "data"
MONTH = 30.436875  # days, by the contract
YEAR = 365.2425


def published(file="public_record.csv", **wanted):
    """The one published number with these cells."""
    with (DATA / file).open(encoding="utf-8-sig", newline="") as rows:
        found = [r for r in csv.DictReader(rows) if all(r[name] == cell for name, cell in wanted.items())]
    assert len(found) == 1, (wanted, found)
    return float(found[0]["value"])


def time(start, end=None):
    """The middle of a period as a day number."""
    first, last = date.fromisoformat(start), date.fromisoformat(end or start)
    return first.toordinal() + (last - first).days / 2


@pytest.fixture(scope="module")
def board(tmp_path_factory):
    path = tmp_path_factory.mktemp("public") / "board.db"
    assert main(["--board", str(path), "init"]) == 0
    return str(path)


@pytest.fixture
def show(board, capsys):
    """`show --json` as of a day: the answer, and its readings by id."""

    def ask(day="2026-11-22"):
        capsys.readouterr()
        assert main(["--board", board, "show", "--as-of", day, "--json"]) == 0
        answer = json.loads(capsys.readouterr().out)
        return answer, {r["metric"]: r for i in answer["indicators"] for r in i["readings"]}

    return ask


@pytest.fixture
def rows(board, capsys):
    """The rows on the board by id, as exported."""

    def ask(day, folder):
        file = folder / "out.json"
        assert main(["--board", board, "export", str(file), "--as-of", day]) == 0
        capsys.readouterr()
        return {r["id"]: r for r in json.loads(file.read_text("utf-8"))["observations"]}

    return ask


QUARTERS = {
    ("2025", 1): ("2025-01-01", "2025-03-31"),
    ("2025", 2): ("2025-04-01", "2025-06-30"),
    ("2025", 3): ("2025-07-01", "2025-09-30"),
    ("2025", 4): ("2025-10-01", "2025-12-31"),
    ("2026", 1): ("2026-01-01", "2026-03-31"),
    ("2026", 2): ("2026-04-01", "2026-06-30"),
}


def kling(year, quarter):
    """Kling's revenue of a quarter, CNY."""
    start, end = QUARTERS[year, quarter]
    wanted = {"series": "revenue", "entity": "Kling AI", "period_start": start, "period_end": end}
    return published(**wanted, unit="CNY")


def test_the_answer_has_the_shape_of_the_contract(show):
    answer, readings = show()
    assert answer["as_of"] == "2026-11-22"
    assert answer["board"].keys() == {"path", "kind", "title"}
    assert answer["board"]["kind"] == "public"
    assert [i["id"] for i in answer["indicators"]] == list(registry())
    for i in answer["indicators"]:
        assert i.keys() == {"id", "title", "state", "because", "readings"}
    fields = "metric value low high unit status reason because at days_old grade rights call no_call inputs details"
    assert all(r.keys() == set(fields.split()) for r in readings.values())


def test_all_three_states_are_no_call(show):
    """With one month of users, no cash and postings of May on file no headline can speak."""
    answer, readings = show()
    assert [i["state"] for i in answer["indicators"]] == ["no_call"] * 3
    assert readings["kling.mau_growth"]["reason"] == "one_point"
    assert readings["robotics.hiring_velocity"]["no_call"] == "stale"
    assert readings["runway.months"]["reason"] == "no_data"
    assert readings["robotics.hiring_velocity"]["reason"] == "stale"


def test_users_of_march_by_sensor_tower(show):
    _, readings = show()
    r = readings["kling.mau"]
    assert r["value"] == published("brief.csv", series="mau", entity="Kling AI") == 7_800_000
    assert (r["unit"], r["at"], r["grade"]) == ("users", "2026-03-31", "estimate")
    assert "7.8M in Mar 2026, Sensor Tower" in r["because"]
    assert r["reason"] == "stale"  # 236 days are more than 2 x 31 + 7
    assert r["days_old"] == (date(2026, 11, 22) - date(2026, 3, 31)).days == 236


def test_nowhere_a_fall_from_twelve_million(show, rows, tmp_path):
    """12M is Kling's own count and 7.8M a panel's: no reading uses both, and no change of users is known."""
    _, readings = show()
    by_id = rows("2026-11-22", tmp_path)
    users = {id_: r["value"] for id_, r in by_id.items() if (r["series"], r["entity"]) == ("mau", "Kling AI")}
    assert sorted(users.values()) == [7_800_000, 12_000_000]
    for r in readings.values():
        assert {users[i] for i in r["inputs"] if i in users} in (set(), {7_800_000})
    for name in ("growth", "growth_1m", "cmgr", "growth_1y", "trend"):
        assert readings[f"kling.mau_{name}"]["value"] is None
    for name in ("excess_users", "capture_rate", "draw_index", "net_churn"):
        assert readings[f"kling.{name}"]["value"] is None
    said = readings["kling.mau_growth_1m"]["because"]
    assert "more than 12M on 21 Jan 2026" in said
    assert "Not comparable" in said


def test_reaction_and_share(show):
    """The brief: Kling +4 %, Runway and Vidu +1 % each; 7.8M beside Sora's 4.7M."""
    _, readings = show()
    assert readings["kling.wau_change"]["value"] == pytest.approx(0.04)
    assert readings["kling.reaction_gap"]["value"] == pytest.approx(0.04 - (0.01 + 0.01) / 2)
    assert readings["kling.share"]["value"] == pytest.approx(7.8 / (7.8 + 4.7))
    assert readings["kling.share"]["details"]["entities"] == ["Kling AI", "Sora"]


def test_revenue_of_the_second_quarter_is_a_floor(show):
    _, readings = show()
    r = readings["kling.revenue"]
    assert r["value"] == kling("2026", 2) == 850e6
    assert (r["unit"], r["grade"], r["at"]) == ("CNY", "floor", "2026-06-30")
    assert r["because"].startswith("At least CNY 850M in Q2 2026, Kuaishou results")
    assert (r["low"], r["high"]) == (850e6, pytest.approx(935e6))  # "more than" may hide a tenth
    assert "up to CNY 935M if 'more than' hides at most a tenth" in r["because"]


def test_revenue_growth(show):
    _, readings = show()
    quarter, year = readings["kling.revenue_growth_1q"], readings["kling.revenue_growth_1y"]
    assert quarter["value"] == pytest.approx(850 / 650 - 1)
    assert quarter["value"] == pytest.approx(0.308, abs=5e-4)
    assert (quarter["low"], quarter["high"]) == pytest.approx((850 / 715 - 1, 935 / 650 - 1))  # each hides a tenth
    assert (quarter["call"], quarter["no_call"]) == ("mixed", None)
    assert "(+18.9% to +43.8%, if 'more than' hides at most a tenth)" in quarter["because"]
    assert quarter["details"]["growth_1y"] == year["value"]
    assert year["value"] == pytest.approx(kling("2026", 2) / kling("2025", 2) - 1) == pytest.approx(2.4)


def test_revenue_growth_slowed(show):
    _, readings = show()
    r = readings["kling.revenue_growth_change"]
    by_hand = (kling("2026", 2) / kling("2026", 1) - 1) - (kling("2026", 1) / kling("2025", 4) - 1)
    assert r["value"] == pytest.approx(by_hand)
    assert r["value"] == pytest.approx(-0.604, abs=5e-4)
    low = (850 / 715 - 1) - (715 / 340 - 1)  # Q1 a tenth higher: the middle one stands on both sides
    high = (935 / 650 - 1) - (650 / 340 - 1)  # Q2 a tenth higher
    assert (r["low"], r["high"]) == (pytest.approx(low), pytest.approx(high))
    assert r["high"] < -0.47  # whatever "more than" hides, it slowed


def test_one_whole_year_and_how_far_the_next_has_come(show):
    _, readings = show()
    r = readings["kling.revenue_year_ratio"]
    assert (r["status"], r["reason"]) == ("unknown", "one_point")
    year = sum(kling("2025", q) for q in (1, 2, 3, 4))
    assert year == published(series="revenue", entity="Kling AI", period_end="2025-12-31", period_start="2025-01-01")
    so_far = kling("2026", 1) + kling("2026", 2)
    assert r["details"]["progress"] == {
        "year": 2026,
        "so_far": so_far,
        "through": "2026-06-30",
        "before": year,
        "unit": "CNY",
    }
    assert (so_far, year) == (1.5e9, 1.04e9)
    assert r["details"]["at_least"] == pytest.approx(1.5 / 1.04)


def test_run_rate_against_four_quarters(show):
    """April's USD 500M against four times CNY 850M at the rate of 2 July 2026, the nearest to mid May."""
    _, readings = show()
    r = readings["kling.run_rate_gap"]
    rate = published(series="fx", entity="USD/CNY", period_end="2026-07-02")
    arr = published(series="arr", entity="Kling AI", period_end="2026-04-30")
    assert r["value"] == pytest.approx(arr / (4 * kling("2026", 2) / rate))
    assert r["value"] == pytest.approx(1.00, abs=5e-3)
    assert (r["low"], r["high"]) == (pytest.approx(r["value"] / 1.1), r["value"])  # the quarter is a floor
    assert "at most 1" not in r["because"].lower()  # the rate is our arithmetic: no bound is known


def test_soras_decline_and_what_its_users_were_worth(show):
    _, readings = show()
    november = published(series="downloads", entity="Sora", period_start="2025-11-01") / 30
    february = published(series="downloads", entity="Sora", period_start="2026-02-01") / 28
    assert readings["kling.sora_downloads_change"]["value"] == pytest.approx(february / november - 1)
    assert readings["kling.sora_downloads_change"]["value"] == pytest.approx(-0.64, abs=5e-3)
    totals = [
        published(series="app_revenue_to_date", entity="Sora", period_end=end) for end in ("2026-01-29", "2026-03-24")
    ]
    days = (date(2026, 3, 24) - date(2026, 1, 29)).days
    arr = published(series="arr", entity="Kling AI", period_end="2026-04-30")
    prize = readings["kling.prize_at_sora_spend"]["value"]
    assert prize == pytest.approx((totals[1] - totals[0]) / days * YEAR / arr)
    assert prize == pytest.approx(0.009, abs=5e-4)


def test_retention_is_not_read_from_totals_and_soras_stands_beside(show):
    _, readings = show()
    names = [name for name in readings if name.startswith("kling.retention")]
    assert len(names) == 7
    for name in names:
        assert readings[name]["reason"] == "no_data"
        assert "otals" in readings[name]["because"]
    for age, share in ((1, 0.10), (7, 0.02), (30, 0.01)):
        r = readings[f"kling.retention_d{age}"]
        sora = r["details"]["peers"]["Sora"]
        assert sora == {"value": pytest.approx(share), "basis": "a16z", "at": "2025-11-30"}
        assert "Hailuo AI" in r["details"]["peers"]
        assert r["inputs"] == []


def test_runways_cash_is_not_public(show):
    _, readings = show()
    for name in ("net_burn", "cash_today", "months", "cash_out_on", "p_under_12", "p_under_24", "default_alive"):
        assert readings[f"runway.{name}"]["reason"] == "no_data"
    for name in ("burn_multiple", "last_round_months", "breakeven_cost"):
        assert readings[f"runway.{name}"]["reason"] == "no_data"


def test_what_runway_may_burn(show):
    """Series E of USD 315M on 10 Feb 2026 must last from then to 24 months from today."""
    _, readings = show()
    months = (date(2026, 11, 22) - date(2026, 2, 10)).days / MONTH
    size = published(series="funding_round", entity="Runway", label="Series E")
    assert readings["runway.months_since_round"]["value"] == pytest.approx(months)
    assert readings["runway.burn_for_24m"]["value"] == pytest.approx(size / (months + 24))
    assert readings["runway.burn_for_24m"]["value"] == pytest.approx(9.44e6, abs=5e3)
    assert readings["runway.burn_for_24m"]["unit"] == "USD per month"
    ends = [time("2022-12-01", "2022-12-31"), time("2023-06-29"), time("2025-04-03", "2025-04-06"), time("2026-02-10")]
    gaps = [(b - a) / MONTH for a, b in pairwise(ends)]
    assert readings["runway.months_since_round"]["details"]["gaps"] == pytest.approx(gaps)


def test_runways_run_rate(show):
    _, readings = show()
    first = published(series="arr", entity="Runway", period_end="2025-06-30")
    last = published(series="arr", entity="Runway", period_end="2026-09-08")
    days = time("2026-09-08") - time("2025-06-01", "2025-06-30")
    r = readings["runway.arr_growth_1y"]
    assert r["value"] == pytest.approx((last / first) ** (YEAR / days) - 1)
    assert r["value"] == pytest.approx(0.91, abs=5e-3)
    ends = [(x1 / x0) ** (YEAR / days) - 1 for x0, x1 in ((99e6, 100e6), (90e6, 300e6))]  # the press: 100 to 300M
    assert (r["low"], r["high"]) == pytest.approx(tuple(ends))
    assert (r["low"], r["high"]) == (pytest.approx(0.008, abs=5e-4), pytest.approx(1.66, abs=5e-3))
    assert (r["call"], r["no_call"]) == ("mixed", None)
    assert not r["because"].startswith("At most")
    assert readings["runway.arr_growth_1m"]["value"] == pytest.approx((last / first) ** (MONTH / days) - 1)
    value = published(series="valuation", entity="Runway", period_end="2026-02-10")
    assert readings["runway.value_to_arr"]["value"] == value / last == 26.5
    heads = published(series="headcount", entity="Runway", period_end="2026-05-15")
    assert readings["runway.arr_per_head"]["value"] == pytest.approx(last / heads)


def test_runway_raised_nothing_since_the_announcement(show):
    _, readings = show()
    r = readings["runway.capital_share"]
    assert r["value"] == 0
    rate = published(series="fx", entity="USD/CNY", period_end="2026-07-02")
    with (DATA / "public_record.csv").open(encoding="utf-8-sig", newline="") as file:
        rounds = [x for x in csv.DictReader(file) if x["series"] == "funding_round" and x["period_end"] >= "2026-03-24"]
    raised = {}
    for x in rounds:
        dollars = float(x["value"]) / (rate if x["unit"] == "CNY" else 1)
        raised[x["entity"]] = raised.get(x["entity"], 0) + dollars
    assert "Runway" not in raised
    assert r["details"]["raised"] == pytest.approx(raised)


def test_robotics(show):
    _, readings = show()
    roles = readings["robotics.open_roles"]
    assert (roles["value"], roles["reason"], roles["days_old"]) == (11, "stale", 173)
    assert readings["robotics.openings_rate"]["reason"] == "not_comparable"  # 2 June and 22 January
    assert readings["robotics.role_share"]["reason"] == "not_comparable"  # 11 as stated, 838 on the job board
    ceiling = published(series="compute_spend", entity="Sora") / published(
        series="compute_spend", entity="OpenAI", period_end="2026-12-31"
    )
    assert readings["robotics.freed_compute_ceiling"]["value"] == pytest.approx(ceiling) == pytest.approx(0.0073)
    grown = published(series="compute", entity="OpenAI", period_end="2025-12-31") / published(
        series="compute", entity="OpenAI", period_end="2024-12-31"
    )
    assert readings["robotics.compute_growth_1y"]["value"] == pytest.approx(grown - 1)


def test_hiring_by_the_postings_of_the_job_board(show):
    """2 + 1 + 0 + 1 + 0 + 1 + 0 + 0 new ids in the 47 days to 13 May; Garwood's 90% for 5 is 1.97 to 10.51."""
    answer, readings = show("2026-05-20")
    r = readings["robotics.hiring_velocity"]
    assert r["value"] == pytest.approx(5 * 7 / 47)
    assert (r["low"], r["high"]) == (pytest.approx(1.970 * 7 / 47, abs=1e-3), pytest.approx(10.513 * 7 / 47, abs=1e-3))
    assert (r["call"], answer["indicators"][2]["state"]) == (
        "mixed",
        "mixed",
    )  # 0.29 to 1.57, across 0.5
    change = readings["robotics.openings_change"]
    assert (change["value"], change["call"]) == (0, None)  # 8 on 6 May, 8 on 13 May


def test_no_paper_is_known_by_a_search_alone(show):
    _, readings = show()
    r = readings["robotics.papers"]
    assert (r["value"], r["at"], r["call"]) == (0, "2026-07-01", None)
    quarter = readings["robotics.papers_quarter"]
    assert (quarter["value"], quarter["low"], quarter["at"]) == (0, 0, "2026-06-30")
    assert quarter["high"] == pytest.approx(3.689, abs=5e-4)  # 95 %, both sides, of a count of 0: -ln 0.025
    assert readings["robotics.papers_rate_ratio"]["reason"] == "from_zero"
    assert readings["robotics.first_paper_on"]["reason"] == "no_data"
    assert readings["robotics.proof_points"]["value"] == 0


def test_papers_of_the_field(show):
    _, readings = show()

    def quarter(year):
        months = (f"{year}-01-31", f"{year}-02-28", f"{year}-03-31")
        return sum(published(series="field_papers", period_end=end) for end in months)

    assert readings["robotics.field_papers_quarter"]["value"] == quarter(2026) == 60
    assert "Q1 2026" in readings["robotics.field_papers_quarter"]["because"]
    r = readings["robotics.field_growth_1y"]
    assert r["value"] == quarter(2026) / quarter(2025) == 4
    # The exact conditional interval, 2.243 to 7.585 as in the research, sqrt(phi) times as wide in logarithms: months
    # of 6, 25, 29 around 20 and of 3, 3, 9 around 5 vary (302 / 20 + 24 / 5) / 4 times as much as by chance.
    phi = (302 / 20 + 24 / 5) / 4
    ends = [4 * (end / 4) ** phi**0.5 for end in (2.2433, 7.5850)]
    assert (r["low"], r["high"]) == pytest.approx(ends, rel=1e-3)


@pytest.mark.parametrize("day", ["2025-12-31", "2026-04-02", "2026-06-01", "2026-11-22"])
def test_no_reading_knows_what_was_published_later(show, rows, tmp_path, day):
    _, readings = show(day)
    by_id = rows(day, tmp_path)
    used = {id_ for r in readings.values() for id_ in r["inputs"]}
    assert used
    for id_ in used:
        assert by_id[id_]["published_on"]
        assert by_id[id_]["published_on"] <= day
        assert by_id[id_]["period_start"] <= day
    assert all(r["at"] is None or r["at"] <= day for r in readings.values())


def test_the_day_of_the_brief(show):
    """On 2 April 2026 the first quarter's results and the April run rate are not out yet."""
    _, readings = show("2026-04-02")
    assert readings["kling.revenue"]["value"] == kling("2025", 4) == 340e6
    assert readings["kling.revenue_growth_1q"]["value"] == pytest.approx(340 / 300 - 1)
    assert readings["kling.revenue_growth_change"]["value"] == pytest.approx((340 / 300) - (300 / 250))
    assert readings["kling.arr"]["value"] == 300e6
    assert readings["kling.mau"]["value"] == 7.8e6
    assert readings["kling.mau"]["reason"] is None
    assert readings["runway.capital_share"]["reason"] == "too_few"
    assert readings["robotics.open_roles"]["value"] == 5
    assert readings["robotics.papers"]["reason"] == "no_data"
    assert readings["robotics.field_papers_quarter"]["reason"] == "no_data"  # all counts are of 1 July


def test_the_first_of_june(show):
    _, readings = show("2026-06-01")
    assert readings["kling.revenue"]["value"] == 650e6
    assert readings["kling.revenue_growth_1q"]["value"] == pytest.approx(650 / 340 - 1)
    assert readings["kling.revenue_growth_1q"]["call"] == "supports"  # at least +91%
    assert readings["kling.arr"]["value"] == 500e6
    assert readings["kling.mau"]["reason"] is None  # 62 days, at most 69
    assert readings["robotics.freed_compute_ceiling"]["value"] == pytest.approx(0.0073)
