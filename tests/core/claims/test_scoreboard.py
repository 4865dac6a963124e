"""Laws of claims over generated boards: the past does not change, nothing stale decides, revisions show both."""

from __future__ import annotations

from collections import Counter
from datetime import date, timedelta

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from indicators import registry
from indicators.core.claims.claim import Claim, Outcome
from indicators.core.claims.scoreboard import Scoreboard
from indicators.core.evidence.examples import frame_of
from indicators.core.evidence.past import FramesPast
from indicators.core.model.condition import Condition
from tests.boards import EVENTS, boards, days, generate, known_by, row, users, weekly

few = settings(max_examples=15, suppress_health_check=[HealthCheck.too_slow])
NUMERIC = [i.full(m.id) for i in registry().values() for m in i.metrics if m.unit != "date"]
SETTLED = (Outcome.MET, Outcome.MISSED)
edges = st.sampled_from([-0.1, 0.0, 0.05, 1.0, 12.0, 1e6, 8e6, 2e8])


@st.composite
def claims(draw):
    ends = draw(st.dates(date(2026, 3, 1), date(2026, 12, 31)))
    return Claim(
        id="c",
        claim="generated",
        kind="forecast",
        source="generated",
        made_on=date(2026, 1, 1),
        set_on=date(2026, 1, 1),
        period_end=ends,
        resolve_by=ends + timedelta(90),
        metric=draw(st.sampled_from(NUMERIC)),
        test=Condition(draw(st.sampled_from([">", ">=", "<", "<="])), draw(edges)),
    )


def board(rows, as_of):
    """A scoreboard over rows of which each is known from its own day on; every number is its own key."""
    past = FramesPast(lambda day: frame_of(known_by(rows, day), ""), EVENTS, as_of)
    return Scoreboard(registry(), past, as_of)


@few
@given(boards, st.lists(claims(), min_size=1, max_size=4), days, st.integers(1, 200))
def test_what_was_decided_is_not_decided_otherwise_when_later_numbers_arrive(rows, chosen, day, later):
    first = board(rows, day).decide(chosen)
    second = board(rows, day + timedelta(later)).decide(chosen)
    for was, now in zip(first, second, strict=True):
        if was.decided_on is not None:
            assert (now.outcome, now.decided_on) == (was.outcome, was.decided_on), was
            assert now.reading == was.reading


@few
@given(boards, st.lists(claims(), min_size=1, max_size=4), days)
def test_as_of_a_day_nothing_published_later_matters(rows, chosen, day):
    with_all = board(rows, day).decide(chosen)
    cut_off = board(known_by(rows, day), day).decide(chosen)
    assert with_all == cut_off


@few
@given(boards, st.lists(claims(), min_size=1, max_size=4), days)
def test_no_outcome_rests_on_an_unknown_or_stale_reading(rows, chosen, day):
    for d in board(rows, day).decide(chosen):
        assert d.because.strip()
        if d.outcome in (Outcome.ON_TRACK, Outcome.OFF_TRACK):
            assert d.reading.current
            assert day < d.claim.period_end
        if d.outcome in SETTLED:
            assert d.reading.known
            assert d.reading.at >= d.claim.period_end
            assert d.decided_on >= d.claim.period_end
        if d.outcome is not Outcome.CANT_TELL and d.reading.bound in ("", "approximate"):
            ends = [e for e in (d.reading.low, d.reading.value, d.reading.high) if e is not None]
            assert len({d.claim.test.holds(e) for e in ends}) == 1


def paper(label, published_on):
    cells = {"entity": "OpenAI", "basis": "generated robot data", "label": label, "unit": "papers"}
    return row("papers", "2026-06", 1, published_on=published_on, **cells)


def test_a_number_with_another_label_is_no_revision_of_what_decided():
    """Two papers of one month: the second came after the decision, so it is not in the decision as known now."""
    made = Claim(
        id="c",
        claim="two papers",
        kind="forecast",
        source="test",
        made_on=date(2026, 1, 1),
        set_on=date(2026, 1, 1),
        period_end=date(2026, 6, 10),
        resolve_by=date(2026, 6, 10),
        metric="robotics.papers",
        test=Condition(">=", 2),
    )
    rows = [paper("First", "2026-06-10"), paper("Second", "2026-06-20")]
    rows = [r | {"id": n} for n, r in enumerate(rows, 1)]
    (found,) = board(rows, date(2026, 7, 1)).decide([made])
    assert (found.outcome, found.reading.value, found.decided_on) == (Outcome.MISSED, 1, date(2026, 6, 10))
    assert (found.outcome_now, found.reading_now.value) == (Outcome.MISSED, 1)


def test_the_generated_claims_come_to_every_outcome():
    """The laws above are not held by nothing being decided."""
    seen = Counter()
    for seed in range(12):
        rows = generate(seed, {users, weekly})
        for end in (date(2026, 3, 31), date(2026, 6, 30), date(2026, 12, 31)):
            for edge in (5e6, 1e7):
                chosen = Claim(
                    id="c",
                    claim="generated",
                    kind="forecast",
                    source="generated",
                    made_on=date(2026, 1, 1),
                    set_on=date(2026, 1, 1),
                    period_end=end,
                    resolve_by=end,
                    metric="kling.mau",
                    test=Condition(">=", edge),
                )
                seen[board(rows, date(2026, 8, 1)).decide([chosen])[0].outcome] += 1
    assert set(seen) >= {Outcome.MET, Outcome.MISSED, Outcome.ON_TRACK, Outcome.OFF_TRACK, Outcome.CANT_TELL}
