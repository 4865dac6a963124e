"""Laws of claims over generated boards: the past does not change, and nothing later than the deadline decides."""

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
from tests.boards import EVENTS, boards, days, generate, known_by, users, weekly

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
        if was.fixed_on is not None:
            assert (now.outcome, now.fixed_on) == (was.outcome, was.fixed_on), was
            assert now.reading == was.reading


@few
@given(boards, st.lists(claims(), min_size=1, max_size=4), days)
def test_as_of_a_day_nothing_published_later_matters(rows, chosen, day):
    with_all = board(rows, day).decide(chosen)
    cut_off = board(known_by(rows, day), day).decide(chosen)
    assert with_all == cut_off


@few
@given(boards, st.lists(claims(), min_size=1, max_size=4), days)
def test_no_outcome_rests_on_an_unknown_reading_or_on_later_days(rows, chosen, day):
    for d in board(rows, day).decide(chosen):
        assert d.because.strip()
        assert d.open == (d.fixed_on is None)
        assert d.open == (d.outcome is Outcome.OPEN)
        if d.outcome in SETTLED:
            assert d.reading.known
            assert d.fixed_on <= d.claim.resolve_by
            assert d.outcome is Outcome.MET or d.fixed_on > d.claim.period_end
        if d.reading.at is not None:
            assert d.reading.at <= d.claim.period_end
        if d.outcome in SETTLED and d.reading.bound in ("", "approximate"):
            ends = [e for e in (d.reading.low, d.reading.value, d.reading.high) if e is not None]
            assert len({d.claim.test.holds(e) for e in ends}) == 1


@few
@given(boards, boards, st.lists(claims(), min_size=1, max_size=4), days)
def test_what_is_known_after_the_deadline_never_changes_an_outcome(rows, others, chosen, day):
    """Rows of another board come after it: other numbers of the same periods, revisions and all."""
    for c in chosen:
        late = (c.resolve_by + timedelta(1)).isoformat()
        more = [r | {"published_on": late, "known_on": late, "id": 10_000 + n} for n, r in enumerate(others)]
        then = board(rows, max(day, c.resolve_by)).decide([c])[0]
        now = board([*known_by(rows, c.resolve_by), *more], c.resolve_by + timedelta(400)).decide([c])[0]
        assert (now.outcome, now.because, now.fixed_on) == (then.outcome, then.because, then.fixed_on)


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
                    resolve_by=end + timedelta(60),
                    metric="kling.mau",
                    test=Condition(">=", edge),
                )
                seen[board(rows, date(2026, 8, 1)).decide([chosen])[0].outcome] += 1
    assert set(seen) >= {Outcome.MET, Outcome.MISSED, Outcome.OPEN, Outcome.CANT_TELL}
