"""Months of cash: floors, ranges, old burns, balances a week apart, rounds that are plans or already held."""

from __future__ import annotations

import math

import pytest

from tests.verdicts.rows import rows_of

MONTH = 30.436875
MONTHS, BURN = "runway.months", "runway.net_burn"
AGE = 30 / MONTH  # from a balance of 31 October to 30 November
DAY = "2026-11-30"


def range_of(r):
    return [r["value"], r["low"], r["high"]]


# Ranges


def test_cash_floor(tell):
    """300 to 330M over 10 to 11M a month: in logarithms the half widths, ln 1.1 / 2 each, add as squares."""
    told = tell("cash_floor", "empty", DAY)
    r = told[MONTHS]
    middle, half = math.sqrt(300 * 330 / 110), math.log(1.1) / 2 * math.sqrt(2)
    ends = [middle * math.exp(-half) - AGE, middle * math.exp(half) - AGE]
    assert r["value"] == pytest.approx(30 - AGE)
    assert range_of(r)[1:] == pytest.approx(ends, rel=2e-3)
    assert range_of(r) == pytest.approx([29.0, 27.1, 31.1], abs=0.05)
    assert "if 'more than' hides at most a tenth" in r["because"]
    assert "at least" not in r["because"].lower()
    assert (r["call"], told.states["runway"], r["details"]["level"]) == ("supports", "supports", 0.9)


def test_cash_floor_over_a_burn_as_reported(tell):
    """Only the balance can be more than it says: at least 29 months, up to 330 over 10."""
    rows = rows_of("cash_floor")
    rows[1]["grade"] = "reported"
    r = tell("cash_floor", "empty", DAY, rows)[MONTHS]
    assert r["because"].startswith("At least 29 months")
    assert range_of(r) == pytest.approx([30 - AGE, 30 - AGE, 33 - AGE], rel=2e-3)


def test_cash_floor_near_a_line(tell):
    """250M less a month are 24.01 months, and a burn of 11M would make them 21.7: no longer supports."""
    rows = rows_of("cash_floor")
    rows[0]["value"] = "250000000"
    r = tell("cash_floor", "empty", DAY, rows)[MONTHS]
    assert r["value"] == pytest.approx(25 - AGE)
    assert (r["value"] > 24, r["call"]) == (True, "mixed")


def test_cash_range_ignored(tell):
    """150 to 450M over 10M a month, a month ago: 15 and 45 months less one."""
    told = tell("cash_range_ignored", "empty", DAY)
    r = told[MONTHS]
    assert range_of(r) == pytest.approx([30 - AGE, 15 - AGE, 45 - AGE], rel=3e-3)
    assert (r["call"], told.states["runway"]) == ("mixed", "mixed")


def test_cash_range_ignored_that_is_wholly_above_the_line(tell):
    rows = rows_of("cash_range_ignored")
    rows[0] |= {"low": "260000000", "high": "340000000"}
    assert tell("cash_range_ignored", "empty", DAY, rows)[MONTHS]["call"] == "supports"


def test_cash_range_ignored_in_the_chance_of_less_than_two_years(tell):
    """Less than 24 months from today is a balance below 249.9M, of a lognormal one around 259.8M."""
    r = tell("cash_range_ignored", "empty", DAY)["runway.p_under_24"]
    sigma = math.log(3) / 3.2897
    below = math.log((24 + AGE) * 10 / math.sqrt(150 * 450)) / sigma
    assert r["value"] == pytest.approx(0.5 * math.erfc(-below / math.sqrt(2)), abs=0.005)


# The burn


def test_burn_mixed_len(tell):
    """Three months at 10M a month and one at 4M, by their days."""
    told = tell("burn_mixed_len", "empty", DAY)
    burn = (10e6 * 92 + 4e6 * 31) / 123
    assert told[BURN]["value"] == pytest.approx(burn) == pytest.approx(8.49e6, abs=5e3)
    r = told[MONTHS]
    assert r["value"] == pytest.approx(200e6 / burn - AGE) == pytest.approx(22.6, abs=0.05)
    assert (r["call"], told.states["runway"]) == ("mixed", "mixed")


def test_burn_mixed_len_with_a_longer_row_that_overlaps(tell):
    """A quarter that runs into October overlaps it, and October is the newer."""
    rows = rows_of("burn_mixed_len")
    rows[1] |= {"period_start": "2026-08-01", "period_end": "2026-10-15"}
    assert tell("burn_mixed_len", "empty", DAY, rows)[BURN]["value"] == 4e6


def test_burn_mixed_len_with_ranges(tell):
    """The ends by days too: 8 and 12M over 92 days, 4M over 31."""
    rows = rows_of("burn_mixed_len")
    rows[1] |= {"low": "8000000", "high": "12000000"}
    r = tell("burn_mixed_len", "empty", DAY, rows)[BURN]
    assert range_of(r) == pytest.approx([(x * 92 + 4e6 * 31) / 123 for x in (10e6, 8e6, 12e6)])


def test_old_burn_new_cash(tell):
    """699 days are more than 2 x 92 + 31."""
    told = tell("old_burn_new_cash", "empty", DAY)
    r = told[MONTHS]
    assert (r["status"], r["reason"], r["at"]) == ("ok", None, "2026-10-31")
    assert r["value"] == pytest.approx(100 - AGE)
    assert (r["call"], r["no_call"], told.states["runway"]) == (None, "stale", "no_call")
    assert "31 Dec 2024" in r["because"]


@pytest.mark.parametrize(
    ("month", "no_call"),
    [(("2026-04-01", "2026-04-30"), None), (("2026-04-01", "2026-04-28"), "stale")],
    ids=["214 days", "216 days"],
)
def test_old_burn_new_cash_to_the_day(tell, month, no_call):
    rows = rows_of("old_burn_new_cash")
    rows[1] |= {"period_start": month[0], "period_end": month[1], "published_on": "2026-05-05"}
    r = tell("old_burn_new_cash", "empty", DAY, rows)[MONTHS]
    assert (r["no_call"], r["call"]) == (no_call, None if no_call else "supports")


def test_old_burn_new_cash_with_an_old_balance(tell):
    """Turned round: the balance of December 2024 is as stale beside a burn of this October."""
    rows = rows_of("old_burn_new_cash")
    rows[0] |= {"period_start": "2024-12-31", "period_end": "2024-12-31", "published_on": "2025-01-05"}
    rows[1] |= {"period_start": "2026-10-01", "period_end": "2026-10-31", "published_on": "2026-11-05"}
    r = tell("old_burn_new_cash", "empty", DAY, rows)[MONTHS]
    assert (r["reason"], r["no_call"], r["call"]) == ("stale", "stale", None)


def test_cash_from_two_balances_short(tell):
    told = tell("cash_from_two_balances_short", "empty", DAY)
    for name in (BURN, MONTHS):
        assert (told[name]["status"], told[name]["value"], told[name]["reason"]) == ("unknown", None, "no_data")
    assert "28 days" in told[MONTHS]["because"]
    assert told.states["runway"] == "no_call"


def test_cash_from_two_balances_short_by_a_day(tell):
    """From 28 days on the pair tells a burn: 1M over 28 days."""
    rows = rows_of("cash_from_two_balances_short")
    rows[1] |= {"period_start": "2026-10-28", "period_end": "2026-10-28"}
    assert tell("cash_from_two_balances_short", "empty", DAY, rows)[BURN]["reason"] == "no_data"
    rows[1] |= {"period_start": "2026-10-29", "period_end": "2026-10-29"}
    assert tell("cash_from_two_balances_short", "empty", DAY, rows)[BURN]["value"] == pytest.approx(1e6 / (28 / MONTH))


def test_cash_from_two_balances_short_with_an_older_one(tell):
    """The newest balance that lies far enough back is taken: 340M on 1 July, 299M on 9 October."""
    rows = rows_of("cash_from_two_balances_short")
    older = rows[0] | {"period_start": "2026-07-01", "period_end": "2026-07-01", "value": "340000000"}
    r = tell("cash_from_two_balances_short", "empty", DAY, [*rows, older])[BURN]
    assert r["value"] == pytest.approx(41e6 / (100 / MONTH))


def test_public_assume(tell):
    """155 heads at the middle of 25 to 45k and compute at that of 5 to 15M, less a twelfth of 200M."""
    told = tell("public_assume", "public", DAY)
    r = told[BURN]
    assert r["value"] == pytest.approx(155 * math.sqrt(25e3 * 45e3) + math.sqrt(5e6 * 15e6) - 200e6 / 12)
    assert r["value"] == pytest.approx(-2.81e6, abs=5e3)
    assert r["low"] < 0 < r["high"]
    assert "can't tell whether it burns" in r["because"].lower()
    assert (told[MONTHS]["status"], told[MONTHS]["call"], told.states["runway"]) == ("unknown", None, "no_call")
    assert told["runway.default_alive"]["reason"] == "not_identified"
    for reading in told.readings.values():
        assert "Not burning" not in reading["because"]


def test_public_assume_with_a_balance(tell):
    """With cash on file it is the burn alone that leaves the runway open."""
    cash = rows_of("cash_floor")[0] | {"grade": "reported"}
    told = tell("public_assume", "public", DAY, [*rows_of("public_assume"), cash])
    assert (told[MONTHS]["reason"], told["runway.cash_out_on"]["reason"]) == ("not_identified", "not_identified")
    assert told[MONTHS]["because"].startswith("Can't tell whether it burns")
    assert told["runway.cash_today"]["status"] == "ok"


def test_public_assume_where_compute_outweighs_revenue(tell):
    """At 40 to 60M of compute it burns whatever the rest; the months are known and, by assumption, make no call."""
    rows = [*rows_of("public_assume"), rows_of("cash_floor")[0] | {"grade": "reported"}]
    rows[1] |= {"low": "40000000", "high": "60000000"}
    told = tell("public_assume", "public", DAY, rows)
    assert told[BURN]["low"] > 0
    assert (told[MONTHS]["status"], told[MONTHS]["no_call"]) == ("ok", "assumption")


# Rounds


def test_round_announced_after_close(tell):
    """330 + 315M over 10M a month, 43 days after the balance."""
    r = tell("round_announced_after_close", "empty", "2026-03-15")[MONTHS]
    assert r["value"] == pytest.approx(64.5 - 43 / MONTH) == pytest.approx(63.1, abs=0.05)
    assert r["details"]["maybe_counted"] == [{"label": "Series E", "day": "2026-02-10", "amount": 315e6}]
    assert "Is Series E of USD 315M, 10 Feb 2026, in that balance?" in r["because"]
    # Without the round 31.6 months, above 24 as well.
    assert (r["call"], r["no_call"]) == ("supports", None)


def test_round_announced_after_close_that_decides(tell):
    """Of a balance of 200M, 18.6 months without the round and 50 with it."""
    rows = rows_of("round_announced_after_close")
    rows[0]["value"] = "200000000"
    told = tell("round_announced_after_close", "empty", "2026-03-15", rows)
    r = told[MONTHS]
    assert r["value"] == pytest.approx(51.5 - 43 / MONTH)
    assert (r["call"], r["no_call"], told.states["runway"]) == (None, "maybe_counted", "no_call")


def test_round_announced_after_close_long_after_it(tell):
    """On 18 March the round lies 46 days after the balance: it is counted, and nothing is asked."""
    rows = rows_of("round_announced_after_close")
    rows[2] |= {"period_start": "2026-03-18", "period_end": "2026-03-18", "published_on": "2026-03-18"}
    r = tell("round_announced_after_close", "empty", "2026-03-20", rows)[MONTHS]
    assert r["details"]["maybe_counted"] == []
    assert r["value"] == pytest.approx(64.5 - 48 / MONTH)


@pytest.mark.parametrize("kind", ["debt", "secondary"])
def test_round_announced_after_close_that_is_no_equity(tell, kind):
    rows = rows_of("round_announced_after_close")
    rows[2]["basis"] = f"as stated, {kind}"
    told = tell("round_announced_after_close", "empty", "2026-03-15", rows)
    assert told[MONTHS]["value"] == pytest.approx(33 - 43 / MONTH)
    assert told[MONTHS]["details"]["maybe_counted"] == []
    assert told["runway.months_since_round"]["reason"] == "no_data"


def test_round_period_running(tell):
    """100M of five months ago over 10M a month; tranches to come are a plan."""
    told = tell("round_period_running", "empty", DAY)
    assert told[MONTHS]["value"] == pytest.approx(10 - 153 / MONTH) == pytest.approx(4.97, abs=5e-3)
    assert (told[MONTHS]["call"], told.states["runway"]) == ("against", "against")
    for name in ("months_since_round", "last_round_months"):
        assert (told[f"runway.{name}"]["status"], told[f"runway.{name}"]["value"]) == ("unknown", None)


def test_round_period_running_that_was_told_after_its_end(tell):
    """The same round told when its last tranche had come counts whole."""
    rows = rows_of("round_period_running")
    rows[2] |= {"period_end": "2026-10-31", "published_on": "2026-11-01"}
    r = tell("round_period_running", "empty", DAY, rows)[MONTHS]
    assert (r["value"], r["call"]) == (pytest.approx(40 - 153 / MONTH), "supports")


def test_round_period_running_is_a_plan_after_its_end_too(tell):
    """What was a plan when it was published does not become cash by the calendar."""
    told = tell("round_period_running", "empty", "2027-02-28")
    assert told[MONTHS]["value"] == pytest.approx(10 - 243 / MONTH)
    assert told["runway.months_since_round"]["status"] == "unknown"
