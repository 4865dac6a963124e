"""What is read by pairs is what the whole board answers: rows, readings and claims, on any day, whatever was undone."""

from __future__ import annotations

import random
import tempfile
from datetime import date, timedelta
from functools import cache
from pathlib import Path

import pandas as pd
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from indicators import registry
from indicators.core.evidence.evaluate import evaluate_on, evaluate_one
from indicators.core.evidence.evidence import Evidence
from indicators.core.evidence.reads import Reads, reads_of
from indicators.core.model.observation import COLUMNS
from indicators.core.readings import peers
from indicators.core.review.record.vintages import citable, habits, vintages
from indicators.core.text.periods import read_period
from indicators.store import Board, Numbers, claims_of, take
from tests.boards import boards
from tests.store.samples import claim, event, row

READS = reads_of(registry().values()) | peers.READS
NUMERIC = [i.full(m.id) for i in registry().values() for m in i.metrics if m.unit != "date"]
FIRST, LAST = date(2025, 12, 1), date(2026, 11, 20)
NAMES = ("series", "entity", "basis")
few = settings(
    max_examples=8,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow],
    phases=[Phase.explicit, Phase.reuse, Phase.generate],  # a board is slow to write: what failed is not made smaller
)
days = st.dates(FIRST, LAST)


def written(path, short, seed):
    """A board with these rows, some of them again and again, some taken back, some batches undone."""
    chance, board = random.Random(seed), Board.open(path, create=True)  # noqa: S311 - no secret
    rows = [full(r) for r in short if r["series"] != "papers"]
    chance.shuffle(rows)
    more = [again(r, chance) for r in rows if chance.random() < 0.4]
    strange = [row(entity=f"Company {n}", series=s) for n in range(3) for s in ("mau", "registered_users")]
    for part in (rows[::2], more, rows[1::2], strange, [again(r, chance) for r in more]):
        outcome = board.add_rows(part, what="generated", by="ann", accept_valid=True)
        if chance.random() < 0.2 and outcome.batch:
            board.undo(outcome.batch, "ann")
        elif outcome.ids and chance.random() < 0.7:
            taken = board.retract(chance.choice(outcome.ids), "wrong", "ann")
            if chance.random() < 0.3:
                board.undo(taken.batch, "ann")
    board.add_events([event(kind="proof", date="2026-07-04", title="A proof")], what="generated", by="ann")
    return board


def full(short):
    """A generated row in the columns of the contract."""
    period = read_period(short["period"])
    cells = {"period_start": period.start.isoformat(), "period_end": period.end.isoformat()}
    return {name: value for name, value in short.items() if name in COLUMNS} | cells


def again(row_, chance):
    """The row as it was published later: another number."""
    later = date.fromisoformat(row_["published_on"]) + timedelta(chance.randrange(60))
    factor = chance.choice((1.0, 0.8, 1.1))
    numbers = {n: None if row_.get(n) is None else row_[n] * factor for n in ("value", "low", "high")}
    return row_ | numbers | {"published_on": min(later, LAST).isoformat()}


def whole(board, day, indicators):
    """Every reading from the whole frame."""
    evidence = Evidence(board.observations(day), day, board.events(day))
    return {i.id: evaluate_on(i, evidence) for i in indicators.values()}, peers.peers(evidence)


@few
@given(boards, st.integers(0, 10**6), st.lists(days, min_size=1, max_size=4))
def test_readings_are_those_of_the_whole_board(short, seed, looked_at):
    with tempfile.TemporaryDirectory() as folder:
        board = written(Path(folder) / "b.db", short, seed)
        starts = {date.fromisoformat(p) for p in board.observations(LAST)["period_start"] if p <= LAST.isoformat()}
        for day in {*looked_at, *sorted(starts)[-2:]}:  # a plan's first day among them
            frame = board.observations(day)
            ours = [READS.covers(*pair) for pair in zip(frame["series"], frame["entity"], strict=True)]
            part = frame[ours].reset_index(drop=True) if len(frame) else frame
            pd.testing.assert_frame_equal(board.observations(day, reads=READS), part)
            found = take(board, day, registry())
            assert (found.evaluated, peers.peers(found.evidence)) == whole(board, day, registry())


class ByHand:
    """Claims by the rules of the contract, one day after the other, each day from the whole frame of the board."""

    def __init__(self, frame_of, events, claim_):
        """`frame_of(day)` gives the whole frame as known on that day."""
        self.frame_of, self.events, self.claim = frame_of, events, claim_
        indicator, _, short = claim_.metric.partition(".")
        self.indicator, self.short = registry()[indicator], short
        self.metric = next(m for m in self.indicator.metrics if m.id == short)
        self.led = Evidence(self.frame_of(claim_.set_on), claim_.set_on)
        self.verdicts = {}

    def look(self, day):
        """The reading on the numbers about days up to the period's end, on the basis that led on `set_on`."""
        end, frame = self.claim.period_end, self.frame_of(day)
        until = frame["known_on"].where(frame["series"] == "papers", frame["period_end"])
        frame = frame[until <= end.isoformat()]
        if self.metric.grows != "count":
            led = [self.leads(*cells) for cells in zip(*(frame[c] for c in NAMES), strict=True)]
            frame = frame[pd.Series(led, index=frame.index, dtype=bool)]
        evidence = Evidence(frame.reset_index(drop=True), min(day, end), self.events)
        return evaluate_one(self.indicator, self.short, evidence), frame

    def leads(self, series, entity, basis):
        """Whether the leading number of that series is on this basis."""
        rows = self.led.lead(series, entity)
        return not rows or rows[0].basis == basis

    def verdict(self, day):
        """Met or missed by what is known on a day; the same as long as the same is, once the period is over."""
        end, known = self.claim.period_end, tuple(self.frame_of(day)["id"])
        name = (known, min(day, end + timedelta(1)))
        if name not in self.verdicts:
            self.verdicts[name] = self.judged(day)
        return self.verdicts[name]

    def judged(self, day):
        """Met or missed by a day's reading, or None."""
        r, frame = self.look(day)
        if not r.known or isinstance(r.value, date):
            return None
        met, end, test = self.claim.test.settled(r.value, r.low, r.high), self.claim.period_end, self.claim.test
        if self.metric.grows == "count":
            searched = frame[frame["id"].isin(r.inputs) & (frame["series"] == "papers_count")]
            to = min(searched["period_end"].max(), searched["known_on"].max()) if len(searched) else None
            reached = (to if self.metric.searched else r.at.isoformat()) == end.isoformat()
        else:
            reached = (end - r.at).days * 2 <= r.every if r.every else r.at == end
        if met:
            return "met" if reached or (self.metric.grows == "count" and ">" in test.op) else None
        return "missed" if met is False and reached and day > end else None

    def decided(self):
        """The outcome, and the day on which it was fixed."""
        for n in range((min(self.claim.resolve_by, LAST) - FIRST).days + 1):
            day = FIRST + timedelta(n)
            if found := self.verdict(day):
                return found, day
        return ("cant_tell", self.claim.resolve_by) if self.claim.resolve_by <= LAST else ("open", None)


PLAIN = [name for name in NUMERIC if name != "kling.revenue_year_ratio"]  # a sum, which has tests of its own


@settings(few, max_examples=4)  # each looks at 355 days
@given(boards, st.integers(0, 10**6), st.lists(st.tuples(st.sampled_from(PLAIN), days), min_size=2, max_size=4))
def test_claims_come_out_as_if_they_were_looked_at_every_day(short, seed, chosen):
    with tempfile.TemporaryDirectory() as folder:
        board = written(Path(folder) / "b.db", short, seed)
        rows = [
            claim(
                id=f"c{n}",
                metric=metric,
                test="> 1" if n % 2 else "< 1",
                made_on=FIRST.isoformat(),
                set_on=(FIRST + timedelta(90)).isoformat(),
                period_end=end.isoformat(),
                resolve_by=(end + timedelta(90)).isoformat(),
            )
            for n, (metric, end) in enumerate(chosen)
        ]
        board.add_claims(rows, what="generated", by="ann")
        frame_of, events = cache(board.observations), board.events(LAST)
        for found in claims_of(board, LAST, registry()):
            by_hand = ByHand(frame_of, events, found.claim).decided()
            assert (found.outcome, found.fixed_on) == by_hand, found.claim


@few
@given(boards, st.integers(0, 10**6), days)
def test_what_is_kept_is_what_a_new_reader_finds_after_each_act_of_writing(short, seed, day):
    """Numbers, readings, what stands in all, and habits; a past day and the last are kept at once."""
    with tempfile.TemporaryDirectory() as folder:
        board = written(Path(folder) / "b.db", short, seed)
        kept, pair = Numbers(board.path), Reads(frozenset({("mau", "Kling AI"), ("registered_users", "Company 1")}))
        first = row(value=5, published_on="2026-11-01")
        acts = (
            lambda: None,
            lambda: board.add_rows([first, row(entity="Company 1", series="registered_users")], what="x", by="ann"),
            lambda: board.retract(board.add_rows([first | {"value": 6}], what="x", by="ann").ids[0], "wrong", "ann"),
            lambda: board.undo(None, "ann"),
            lambda: board.undo(None, "ann"),
        )
        before = dict.fromkeys((day, LAST))
        for act in acts:
            act()
            for looked_at in (day, LAST):
                before[looked_at] = take(board, looked_at, registry(), kept, before[looked_at])
                assert before[looked_at].evaluated == take(board, looked_at, registry()).evaluated
                for reads in (READS, pair):
                    pd.testing.assert_frame_equal(
                        kept.observations(looked_at, reads), board.observations(looked_at, reads=reads)
                    )
                assert set(kept.measures(looked_at).every) == set(board.measures(looked_at).every)
                every = vintages(board.vintages(looked_at))
                bases = {n.latest.basis for n in every}
                assert kept.habits(looked_at, bases) == citable(every)
                assert kept.habits(looked_at, bases, confidential=True) == habits(every)


def test_a_claim_is_met_on_the_day_on_which_the_calendar_alone_brings_it_about(board):
    """100M of cash on 31 March at 10M a month is under 9 months from the 31st day on: 31 / 30.44 > 1."""
    numbers = [
        row(series="cash", period_start="2026-03-31", period_end="2026-03-31", value=100e6),
        row(series="net_burn", period_start="2026-03-01", period_end="2026-03-31", value=10e6),
    ]
    cells = {"entity": "Runway", "basis": "management", "unit": "USD", "published_on": "2026-04-01"}
    board.add_rows([r | cells for r in numbers], what="a data room", by="ann")
    ends = {"period_end": "2026-05-10", "resolve_by": "2026-06-30", "set_on": "2026-04-02"}
    board.add_claims([claim(metric="runway.months", test="< 9", **ends)], what="a claim", by="ann")
    (before,) = claims_of(board, date(2026, 4, 30), registry())
    (found,) = claims_of(board, date(2026, 7, 15), registry())
    assert before.open
    assert (found.outcome, found.fixed_on) == ("met", date(2026, 5, 1))
