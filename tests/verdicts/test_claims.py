"""Claims that were once said to be met, missed or off track and were not; each case with variations."""

from __future__ import annotations

import csv
import json

import pytest

from indicators.__main__ import main
from tests.verdicts.rows import CASES

SENSOR, OWN = "Sensor Tower app panel", "company, all platforms"


class Case:
    """A board on which a case is tried."""

    def __init__(self, folder, capsys):
        """An empty board in `folder`, asked over the command line."""
        self._board, self._folder, self._capsys = str(folder / "board.db"), folder, capsys

    def make(self, board, *files):
        """Make the board and import the files of cases, by name, or rows."""
        self.run("init", "--with", board)
        for file in files:
            self.run("import", str(CASES / file) if isinstance(file, str) else self._written(file))
        return self

    def _written(self, rows):
        path = self._folder / f"{len(list(self._folder.iterdir()))}.csv"
        with path.open("w", encoding="utf-8", newline="") as file:
            writer = csv.DictWriter(file, list(rows[0]))
            writer.writeheader()
            writer.writerows(rows)
        return str(path)

    def run(self, *words):
        """A command's JSON answer."""
        self._capsys.readouterr()
        assert main(["--board", self._board, *words, "--json"]) == 0
        return json.loads(self._capsys.readouterr().out)

    def claim(self, day, id_="t"):
        """A claim as of a day."""
        return next(c for c in self.run("claims", "--as-of", day)["claims"] if c["id"] == id_)

    def outcomes(self, *days, id_="t"):
        """A claim's outcomes as of some days."""
        return [self.claim(day, id_)["outcome"] for day in days]


@pytest.fixture
def case(tmp_path, capsys):
    return Case(tmp_path, capsys)


def mau(start, end, value, published_on, basis=SENSOR):
    cells = {"series": "mau", "entity": "Kling AI", "basis": basis, "period_start": start, "period_end": end}
    more = {"unit": "users", "grade": "reported", "source": "a test", "published_on": published_on}
    return cells | more | {"value": value}


def target(**cells):
    """The claim on users that several cases share."""
    with (CASES / "target_off_track.claims.csv").open(encoding="utf-8", newline="") as file:
        (row,) = csv.DictReader(file)
    return [row | cells]


MARCH = mau("2026-03-01", "2026-03-31", 7.8e6, "2026-04-02")


# decided_by_much_later


def test_decided_by_much_later(case):
    case.make("empty", "decided_by_much_later.csv", "decided_by_much_later.claims.csv")
    assert case.outcomes("2026-11-20", "2026-11-29", "2026-11-30", "2027-09-10") == [
        "open",
        "open",
        "cant_tell",
        "cant_tell",
    ]
    c = case.claim("2027-09-10")
    assert (c["value"], c["at"], c["outcome_now"], c["scored"]) == (7.8e6, "2026-03-31", "cant_tell", False)
    assert "no Sensor Tower number for Sep 2026 by 30 Nov 2026" in c["because"]


def test_decided_by_much_later_nor_by_the_month_after(case):
    october = mau("2026-10-01", "2026-10-31", 12e6, "2026-11-06")
    case.make("empty", [MARCH, october], "decided_by_much_later.claims.csv")
    assert case.outcomes("2026-11-10", "2026-11-30") == ["open", "cant_tell"]


def test_decided_by_much_later_the_month_itself_shows_as_known_now(case):
    september = mau("2026-09-01", "2026-09-30", 12e6, "2027-01-05")
    case.make("empty", [MARCH, september], "decided_by_much_later.claims.csv")
    c = case.claim("2027-01-06")
    assert (c["outcome"], c["value"]) == ("cant_tell", 7.8e6)
    assert (c["outcome_now"], c["value_now"], c["scored"]) == ("met", 12e6, False)


# met_by_other_basis


def test_met_by_other_basis(case):
    case.make("empty", "met_by_other_basis.csv", "met_by_other_basis.claims.csv")
    assert case.outcomes("2026-10-02", "2026-10-05", "2026-10-06", "2026-11-30") == ["open", "open", "missed", "missed"]
    c = case.claim("2026-11-30")
    assert (c["value"], c["at"], c["outcome_now"], c["scored"]) == (7.1e6, "2026-09-30", "missed", True)


def test_met_by_other_basis_where_the_claim_names_it(case):
    case.make("empty", "met_by_other_basis.csv", target(basis=OWN))
    assert case.outcomes("2026-09-30", "2026-10-02", "2026-11-30") == ["open", "met", "met"]
    assert case.claim("2026-10-02")["value"] == 13e6


def test_met_by_other_basis_where_that_led_when_the_test_was_set(case):
    """Set on 2 October, the day after the company's number: judged on it, and never scored."""
    case.make("empty", "met_by_other_basis.csv", target(set_on="2026-10-02"))
    c = case.claim("2026-11-30")
    assert (c["outcome"], c["value"], c["scored"]) == ("met", 13e6, False)


def test_met_by_other_basis_that_nobody_measures(case):
    case.make("empty", "met_by_other_basis.csv", target(basis="Appfigures panel"))
    assert case.outcomes("2026-10-06", "2026-11-30") == ["open", "cant_tell"]
    assert "no Appfigures number for Sep 2026 by 30 Nov 2026" in case.claim("2026-11-30")["because"]


# target_off_track


def test_target_off_track(case):
    """Of 7.8M in March, whose middle is 198 days before 30 September; then of 9.9M in August, 45 days before."""
    case.make("empty", "target_off_track.csv", "target_off_track.claims.csv")
    month = 30.436875
    for day, needed in (("2026-04-05", (10.15 / 7.8) ** (month / 198)), ("2026-09-10", (10.15 / 9.9) ** (month / 45))):
        c = case.claim(day)
        assert (c["outcome"], c["needs"]["unit"]) == ("open", "ratio per month")
        assert c["needs"]["value"] == pytest.approx(needed - 1)
    assert "Needs +1.7% a month from Aug 2026; seen +4.86% a month" in case.claim("2026-09-10")["because"]
    c = case.claim("2026-12-05")
    assert (c["outcome"], c["needs"], c["value"]) == ("cant_tell", None, 9.9e6)  # August ends 30 days before September


def test_target_off_track_met_by_its_month(case):
    september = mau("2026-09-01", "2026-09-30", 10.2e6, "2026-10-06")
    case.make("empty", "target_off_track.csv", [september], "target_off_track.claims.csv")
    assert case.outcomes("2026-10-05", "2026-10-06", "2027-03-01") == ["open", "met", "met"]


def test_target_off_track_a_fall_is_open_too(case):
    case.make("empty", "target_off_track.csv", target(test="< 7000000"))
    assert case.outcomes("2026-04-05", "2026-09-10", "2026-12-05") == ["open", "open", "cant_tell"]
    assert case.claim("2026-04-05")["needs"]["value"] < 0


# proof


def proofs(*days):
    return [{"date": d, "entity": "OpenAI", "kind": "proof", "title": f"Pilot {d}", "source": "a test"} for d in days]


def test_proof(case):
    case.make("public", "proof.claims.csv")
    for day in ("2026-04-03", "2026-11-30", "2028-04-01"):
        c = case.claim(day, "pp")
        assert (c["outcome"], c["value"], c["needs"]) == ("open", 0, {"value": 2, "unit": "1"})
    assert case.outcomes("2028-04-02", "2028-04-03", id_="pp") == ["open", "missed"]


def test_proof_met_by_the_second(case):
    case.make("public", "proof.claims.csv", proofs("2026-12-10", "2027-03-01"))
    assert case.outcomes("2026-12-10", "2027-02-28", "2027-03-01", id_="pp") == ["open", "open", "met"]
    assert case.claim("2027-02-28", "pp")["needs"] == {"value": 1, "unit": "1"}


def test_proof_that_comes_a_day_late(case):
    case.make("public", "proof.claims.csv", proofs("2026-12-10", "2028-04-03"))
    c = case.claim("2028-05-01", "pp")
    assert (c["outcome"], c["value"], c["outcome_now"]) == ("missed", 1, "missed")


# settled_not_said


def quarter(value, basis="Kuaishou results"):
    cells = {"series": "revenue", "entity": "Kling AI", "basis": basis, "unit": "CNY", "grade": "floor"}
    days = {"period_start": "2026-07-01", "period_end": "2026-09-30", "published_on": "2026-11-20"}
    return cells | days | {"value": value, "source": "a test"}


def test_settled_not_said(case):
    """150 + 250 + 300 + 340 = 1,040 in 2025; 650 + 850 + 1,120 = 2,620 by September."""
    case.make("public", "settled_not_said.csv", "settled_not_said.claims.csv")
    for id_ in ("kd", "kling-doubles"):
        assert case.outcomes("2026-11-19", "2026-11-23", id_=id_) == ["open", "met"]
        c = case.claim("2026-11-23", id_)
        assert (c["value"], c["at"]) == (pytest.approx(2620 / 1040), "2026-09-30")
    assert case.claim("2026-11-20", "kd")["outcome"] == "met"
    triples = case.claim("2026-11-23", "kling-triples")
    assert (triples["outcome"], triples["needs"]) == ("open", {"value": 500e6, "unit": "CNY"})


def test_settled_not_said_just_not_doubled(case):
    """580 more make it twice 1,040, which is not more than twice."""
    case.make("public", [quarter(580e6)], "settled_not_said.claims.csv")
    c = case.claim("2026-11-23", "kd")
    assert (c["outcome"], c["value"]) == ("open", pytest.approx(2))
    assert c["needs"] == {"value": pytest.approx(0, abs=1e-6), "unit": "CNY"}


def test_settled_not_said_by_a_number_on_another_basis(case):
    case.make("public", [quarter(1120e6, basis="press")], "settled_not_said.claims.csv")
    c = case.claim("2026-11-23", "kd")
    assert (c["outcome"], c["value"]) == ("open", pytest.approx(1500 / 1040))


# approx_decides


def growth(case, day):
    """The claim that growth of the third quarter is no slower, as of a day."""
    return case.claim(day, "g")


def test_approx_decides(case):
    """More than 1,120 over more than 850 over more than 650: each may hide a tenth, so -24.1 to +26.1 points."""
    case.make("public", "approx_decides.csv", "approx_decides.claims.csv")
    assert case.outcomes("2026-11-24", "2026-11-29", "2026-11-30", "2026-12-05", id_="g") == [
        "open",
        "open",
        "cant_tell",
        "cant_tell",
    ]
    c = growth(case, "2026-12-05")
    assert c["value"] == pytest.approx((1120 / 850) - (850 / 650))
    assert "the range leaves that open" in c["because"]
    assert case.claim("2026-12-05", "kling-momentum")["outcome"] == "missed"  # its whole range lies below 0


def approx(**cells):
    with (CASES / "approx_decides.claims.csv").open(encoding="utf-8", newline="") as file:
        (row,) = csv.DictReader(file)
    return [row | cells]


def test_approx_decides_where_the_whole_range_clears_the_line(case):
    case.make("public", "approx_decides.csv", approx(test=">= -0.3"))
    c = growth(case, "2026-11-24")
    assert (c["outcome"], c["scored"]) == ("met", True)


def test_approx_decides_by_a_quarter_that_clears_it_whatever_is_hidden(case):
    """1,600 over at most 935, less at most 935 over 650: at least +27 points."""
    case.make("public", [quarter(1600e6)], "approx_decides.claims.csv")
    assert pytest.approx(0.273, abs=5e-4) == (1600 / 935) - (935 / 650)
    assert growth(case, "2026-11-24")["outcome"] == "met"


# A sum past a line, and whose numbers a basis names

CLAIM = {"id": "t", "claim": "A test", "kind": "watch", "source": "a test", "made_on": "2026-09-15"}
CLAIM |= {"set_on": "2026-09-15"}
NUMBER = {"grade": "reported", "source": "a test", "published_on": "2026-09-10"}


def number(series, entity, start, end, value, **more):
    """A row in dollars or yuan."""
    own = {"series": series, "entity": entity, "period_start": start, "period_end": end, "value": value}
    return NUMBER | {"basis": "", "unit": "USD", "label": ""} | own | more


def test_settled_not_said_where_less_was_claimed(case):
    """At least 2.52 times is no less than twice, whatever still comes: missed once the year is over, not before."""
    claim = CLAIM | {"metric": "kling.revenue_year_ratio", "test": "< 2", "period_end": "2026-12-31"}
    case.make("public", "settled_not_said.csv", [claim | {"resolve_by": "2027-04-30"}])
    assert case.outcomes("2026-12-31", "2027-01-01", "2027-04-30") == ["open", "missed", "missed"]


def test_met_by_other_basis_of_one_of_the_series(case):
    """100M less a month's burn of 10M and a round of 300M on another basis: 39 months, by the claim's basis too."""
    rows = [
        number("cash", "Runway", "2026-08-31", "2026-08-31", "100000000", basis="data room"),
        number("net_burn", "Runway", "2026-08-01", "2026-08-31", "10000000", basis="data room"),
        number("funding_round", "Runway", "2026-09-20", "2026-09-20", "300000000", basis="as stated", label="F")
        | {"published_on": "2026-09-21"},
    ]
    claim = CLAIM | {"metric": "runway.months", "test": ">= 24", "period_end": "2026-09-30", "resolve_by": "2026-11-30"}
    case.make("empty", rows, [claim | {"basis": "data room"}])
    found = case.claim("2026-10-01")
    assert (found["outcome"], found["value"] > 24) == ("met", True)
