"""What comes: a list, and the same as a calendar file that others can read."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import icalendar

from indicators.core.claims.claim import Claim, Decided, Outcome
from indicators.core.evidence.expected import next_period
from indicators.core.model.condition import condition
from indicators.core.review.ahead.agenda import Coming, coming, ics
from indicators.core.review.ahead.due import Due
from indicators.core.review.ahead.flips import Flip, NextNumber
from tests.boards import observations, reading, row

TODAY = date(2026, 11, 22)
MADE = datetime(2026, 11, 22, 9, 0, tzinfo=UTC)


def due(series="revenue", period="2026-Q3", on=date(2027, 2, 20), **more):
    (last,) = observations(row(series, period, 850e6, **({"unit": "CNY"} | more)))
    return Due(last, on, 0)


def decided(outcome, resolve_by=date(2026, 11, 30)):
    claim = Claim(
        id="kling-share",
        claim="Kling, \u5feb\u624b; passes ten million",
        kind="forecast",
        source="a test",
        made_on=date(2026, 4, 2),
        set_on=date(2026, 4, 2),
        period_end=date(2026, 9, 30),
        resolve_by=resolve_by,
        metric="kling.mau",
        test=condition(">= 10"),
    )
    now = reading("kling.mau", as_of="2026-11-22")
    return Decided(claim, outcome, "Open: not known.", now, outcome, now)


def printed(d):
    flip = Flip("kling.revenue_growth_1q", "Growth", 1113.5e6, "CNY", rising=True, becomes="Supports")
    return NextNumber(d, next_period(d.last), "CNY", (flip,))


def test_numbers_and_claims_come_in_the_order_of_their_days():
    d = due()
    found = coming(TODAY, [d], [printed(d)], [decided(Outcome.OPEN)])
    assert [c.on for c in found] == [date(2026, 11, 30), date(2027, 2, 20)]
    assert found[0].title == "Evidence must be in: Kling, \u5feb\u624b; passes ten million"
    assert found[1].title == "Kling AI: revenue due"
    assert "Supports from CNY 1.1135bn" in found[1].detail


def test_what_is_overdue_stands_on_today_and_keeps_its_name():
    late = due(on=date(2026, 11, 20))
    (today,) = coming(TODAY, [late], [], [])
    (tomorrow,) = coming(TODAY + timedelta(1), [late], [], [])
    assert (today.on, tomorrow.on) == (TODAY, TODAY + timedelta(1))
    assert today.title == "Kling AI: revenue due since 20 Nov 2026"
    assert today.name == tomorrow.name  # a calendar moves the entry instead of adding one


def test_a_claim_that_is_decided_void_or_past_is_not_awaited():
    none = [
        decided(Outcome.MET),
        decided(Outcome.CANT_TELL),
        decided(Outcome.VOID),
        decided(Outcome.OPEN, resolve_by=date(2026, 11, 21)),
    ]
    assert coming(TODAY, [], [], none) == []


def test_the_calendar_file_is_read_back_by_another_reader():
    d = due()
    entries = coming(TODAY, [d], [printed(d)], [decided(Outcome.OPEN)])
    found = icalendar.Calendar.from_ical(ics(entries, MADE))
    assert (found["version"], found["prodid"]) == ("2.0", "-//Telltale//Indicators//EN")
    events = found.walk("VEVENT")
    assert len(events) == len(entries) == 2
    for event, entry in zip(events, entries, strict=True):
        assert event.decoded("dtstart") == entry.on
        assert event.decoded("dtend") == entry.on + timedelta(1)  # the end of a day-long entry is the day after
        assert str(event["summary"]) == entry.title
        assert str(event["description"]) == entry.detail
        assert event.decoded("dtstamp") == MADE
    assert len({str(event["uid"]) for event in events}) == 2


def test_the_calendar_file_keeps_to_the_form():
    """RFC 5545: lines end in CR LF and are folded at 75 bytes; commas and semicolons of a text are escaped."""
    text = ics([Coming(TODAY, "a, b; c " * 20, "one\ntwo", "x y")], MADE)
    lines = text.split(b"\r\n")
    assert lines[0] == b"BEGIN:VCALENDAR"
    assert lines[-2:] == [b"END:VCALENDAR", b""]
    assert max(len(line) for line in lines) <= 75
    assert b"a\\, b\\; c" in text
    assert b"one\\ntwo" in text.replace(b"\r\n ", b"")
    assert b"UID:x-y@telltale" in text


def test_an_empty_agenda_is_an_empty_calendar():
    assert icalendar.Calendar.from_ical(ics([], MADE)).walk("VEVENT") == []
