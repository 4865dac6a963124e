"""The gate: why a reading that is known and has bands makes no call, and in which order the reasons are tried."""

from __future__ import annotations

from datetime import date

import pytest

from indicators import registry
from indicators.core.evidence.calls import judged, verdict
from indicators.core.model.indicator import Metric, Quiet, bands
from indicators.core.model.reading import NO_CALL_WORDS, Found, NoCall, Reason, Unknown
from tests.boards import evaluated, observations, reading, row

DAY = date(2026, 11, 30)
OWN = bands(supports=">= 0.31", against="< 0.13", because="A test's.")
METRIC = Metric(id="m", title="M", unit="ratio", compute=lambda _: None, bands=OWN)


def numbers(*values, **more):
    """Months of one number up to October."""
    first = 11 - len(values)
    rows = (row("mau", f"2026-{first + i:02}", x, **more) for i, x in enumerate(values))
    return tuple(observations(*rows))


def gate(result, metric=METRIC):
    return verdict(metric, metric.bands, result, (result.low, result.high), DAY)


def found(*used, value=0.5, **more):
    return Found(value=value, about="in a test", increasing=used, **more)


def test_the_reasons_and_their_order_are_the_contracts():
    order = "assumption stale partial unlikely maybe_counted one_pair no_range none_found too_noisy"
    assert [reason.value for reason in NoCall] == order.split()
    assert NO_CALL_WORDS[NoCall.ONE_PAIR] == "one pair"


def test_what_no_reason_holds_against_speaks():
    assert gate(found(*numbers(8e6))).call == "supports"
    assert gate(found(*numbers(8e6), value=0.1)).call == "against"


def test_an_assumption_among_the_inputs_goes_before_all():
    old = row("mau", "2020-01", 1, grade="assumption")
    assert gate(found(*observations(old), changes=(numbers(1, 9),))).no_call == "assumption"


def test_the_newest_row_of_each_series_must_be_fresh():
    """Users of October and a burn of two years ago: as old as the older series' newest row."""
    fresh, old = row("mau", "2026-10", 8e6), row("net_burn", "2024-12", 3e6)
    newer = row("net_burn", "2026-09", 3e6)
    assert gate(found(*observations(fresh, old))).no_call == "stale"
    assert "31 Dec 2024" in gate(found(*observations(fresh, old))).because
    assert gate(found(*observations(fresh, old, newer))).call == "supports"


@pytest.mark.parametrize(
    ("values", "no_call"), [((1, 8), "unlikely"), ((8, 1), "unlikely"), ((5, 0), "unlikely"), ((1, 7.99), None)]
)
def test_neighbours_that_differ_eightfold_or_fall_to_nothing_are_unlikely(values, no_call):
    verdict_ = gate(found(*numbers(*values, 5), changes=(numbers(*values, 5),)))
    assert verdict_.no_call == no_call or values[1] == 0


def test_a_round_without_which_the_call_would_be_another_may_be_counted():
    used = numbers(8e6)
    same, other = found(*used, value=0.6), found(*used, value=0.2)
    unknown = Unknown(reason=Reason.NOT_BURNING, because="None.")
    assert gate(found(*used, without=(same,))).call == "supports"
    assert gate(found(*used, without=(same, other))).no_call == "maybe_counted"
    assert gate(found(*used, without=(unknown,))).no_call == "maybe_counted"


@pytest.mark.parametrize(
    ("grade", "more", "no_call"),
    [
        ("estimate", {}, "one_pair"),
        ("derived", {}, "one_pair"),
        ("reported", {}, None),
        ("floor", {}, None),
        ("estimate", {"low": 7e6, "high": 9e6}, None),
    ],
)
def test_one_soft_pair_without_a_range_is_too_little(grade, more, no_call):
    pair = (*numbers(8e6, grade=grade, **more), *numbers(8e6, 9e6)[1:])
    assert gate(found(*pair, changes=(pair,))).no_call == no_call
    three = (*pair, *numbers(9e6))
    assert gate(found(*three, changes=(three,))).no_call is None


def test_a_metric_that_needs_more_than_a_pair_says_so():
    pair = numbers(8e6, 9e6)
    assert gate(found(*pair, changes=(pair,), pair_is_few=True)).no_call == "one_pair"


def test_a_range_that_is_needed_and_lacking():
    assert gate(found(*numbers(8e6), needs_range=True)).no_call == "no_range"
    assert gate(found(*numbers(8e6), needs_range=True, low=0.4, high=0.6)).call == "supports"


def test_a_record_that_is_too_short_is_too_noisy_and_says_from_when_on():
    quiet = Metric(
        id="m",
        title="M",
        unit="ratio",
        compute=lambda _: None,
        bands=OWN,
        quiet=Quiet(points=5, because="before the fifth month"),
    )
    short = gate(found(*numbers(8e6), points=4), quiet)
    assert (short.no_call, short.because) == ("too_noisy", "No call: too noisy before the fifth month.")
    assert gate(found(*numbers(8e6), points=5), quiet).call == "supports"


def test_what_is_built_on_another_takes_over_its_reason():
    pair = numbers(8e6, 9e6, grade="estimate")
    part = found(*pair, changes=(pair,))
    assert gate(found(*numbers(8e6), rests_on=(part,))).no_call == "one_pair"
    assert gate(found(*numbers(8e6), rests_on=(found(*numbers(8e6), rests_on=(part,)),))).no_call == "one_pair"


def test_a_metric_without_bands_and_a_day_have_neither_call_nor_reason():
    plain = Metric(id="m", title="M", unit="ratio", compute=lambda _: None)
    guess = found(*observations(row("mau", "2026-10", 8e6, grade="assumption")))
    assert (gate(guess, plain).call, gate(guess, plain).no_call) == (None, None)
    assert gate(found(*numbers(8e6), value=DAY)).call is None


def test_a_band_without_a_line_against_makes_no_call_below_it():
    own = bands(supports=">= 2", against=None, because="")
    assert judged(own, 2.0) == "supports"
    assert judged(own, 1.0) is None
    assert judged(own, 2.0, 1.0, 3.0) is None


def test_an_end_that_is_not_known_beside_one_that_is_lies_beyond_every_line():
    assert judged(OWN, 0.5, 0.4, None) == "supports"
    assert judged(OWN, 0.5, None, 0.6) == "mixed"
    assert judged(OWN, 0.1, 0.05, None) == "mixed"


def test_the_state_is_the_reason_in_words():
    rows = [row("mau", "2026-10", 8e6), row("mau", "2026-09", 7e6)]
    found_ = evaluated("kling", *rows, as_of="2026-11-30")
    assert (found_.state, found_.state_words) == ("no_call", "No call \u00b7 one pair")
    assert found_.headline.no_call == "one_pair"
    assert "No call" in found_.because


def test_a_reading_has_a_call_or_a_reason_and_never_both():
    rows = [row("revenue", f"2026-Q{q}", x, unit="CNY") for q, x in ((1, 100), (2, 150))]
    r = reading("kling.revenue_growth_1q", *rows, as_of="2026-08-30")
    assert (r.call, r.no_call) == ("supports", None)


def test_no_metric_decides_for_itself():
    """What a metric may state are facts: nothing that it returns is a call or a refusal of one."""
    assert not {"call", "no_call", "at_most_mixed", "open_ended"} & set(Found.__dataclass_fields__)
    assert registry()
