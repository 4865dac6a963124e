"""Two currencies are two numbers, and a unit that converts exactly is the same one, wherever rows are told apart."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from indicators.core.entry.staged import waiting
from indicators.core.entry.validate import Names
from indicators.core.evidence.bases import side_by_side
from indicators.core.evidence.evidence import Evidence
from indicators.core.evidence.examples import frame_of
from indicators.core.model.catalogue import all_series
from indicators.core.model.observation import Draft, from_row, key_of, keys_of
from indicators.core.review.changed.number_changes import Kind, number_changes
from indicators.core.review.record.coverage import disputed
from indicators.core.review.record.remarks import remarks
from indicators.core.review.record.surprise import surprise
from indicators.memo.content.ledger import newest_of_each_key
from tests.boards import KLING, observations, row, side

DAY = date(2026, 11, 22)
YUAN = row("revenue", "2026-Q2", 700e6, unit="CNY")
DOLLARS = row("revenue", "2026-Q2", 100e6, unit="USD")
DRAFT = Draft(
    series="revenue",
    entity=KLING,
    basis="example",
    period_start=date(2026, 4, 1),
    period_end=date(2026, 6, 30),
    value=100e6,
    unit="USD",
    grade="reported",
    source="example",
)


def test_a_draft_a_row_and_an_observation_have_the_same_key():
    frame = frame_of([DOLLARS], KLING)
    found = frame.to_dict("records")[0]
    assert DRAFT.key == key_of(found) == keys_of(frame)[0] == from_row(found).key
    assert DRAFT.key != replace(DRAFT, unit="CNY").key


def test_a_unit_that_converts_exactly_is_one_number():
    mega, giga = (replace(DRAFT, series="compute", unit=unit) for unit in ("MW", "GW"))
    assert mega.key == giga.key


def test_what_changed_takes_another_currency_for_no_revision():
    found = list(number_changes(side(YUAN | {"id": 1}), side(DOLLARS | {"id": 2}), []))
    assert [change.kind for change in found] == [Kind.NEW, Kind.TAKEN_BACK]


def test_a_pasted_row_in_another_currency_is_new():
    cells = {
        "series": "revenue",
        "entity": KLING,
        "basis": "example",
        "period_start": "2026-04-01",
        "period_end": "2026-06-30",
        "value": 100e6,
        "unit": "USD",
        "grade": "reported",
        "source": "example",
        "published_on": "2026-07-01",
    }
    fates = [one.fate for one in waiting([cells], frame_of([YUAN], KLING), Names(), DAY, all_series())]
    assert fates == ["new"]


def test_the_memo_holds_both():
    rows = [found | {"published_on": "2026-07-01", "recorded_at": "", "id": n} for n, found in enumerate(both())]
    assert {found["unit"] for found in newest_of_each_key(rows).values()} == {"CNY", "USD"}


def test_no_surprise_line_says_that_one_revises_the_other_and_each_has_its_own():
    yuan, dollars = observations(YUAN, DOLLARS)
    assert "Until now it was" not in surprise([yuan], dollars).said
    assert len(remarks([yuan, dollars], Evidence(frame_of([], KLING), DAY), DAY).surprises) == 2


def test_two_bases_in_two_currencies_are_neither_compared_nor_disputed():
    yuan, dollars = observations(YUAN, DOLLARS | {"basis": "another"})
    assert side_by_side([yuan, dollars]) == []
    assert not disputed(yuan, dollars)


def both():
    return frame_of([YUAN, DOLLARS], KLING).to_dict("records")
