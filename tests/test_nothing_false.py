"""Ways in which the board once said something false, each found by a reviewer; none may come back."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from indicators import registry
from indicators.core.claims.claim import Outcome
from indicators.core.readings.bars import raised
from indicators.store import Board, claims_of, init
from tests.boards import evidence, reading, row

if TYPE_CHECKING:
    from pathlib import Path

PANEL = {
    "series": "mau",
    "entity": "Kling AI",
    "basis": "panel",
    "unit": "users",
    "grade": "reported",
    "source": "a test",
}
SEPTEMBER = PANEL | {"period_start": "2026-09-01", "period_end": "2026-09-30"}
CLAIM = {
    "id": "ten-million",
    "claim": "Kling has ten million users in September",
    "kind": "forecast",
    "source": "a test",
    "made_on": "2026-04-02",
    "set_on": "2026-04-02",
    "period_end": "2026-09-30",
    "resolve_by": "2026-11-30",
    "metric": "kling.mau",
    "test": ">= 1e7",
    "note": "",
}


def test_a_claim_stays_decided_by_the_first_print_though_it_is_revised(tmp_path: Path) -> None:
    board = Board.open(tmp_path / "b.db", create=True)
    board.add_rows([SEPTEMBER | {"value": "11000000", "published_on": "2026-10-05"}], what="t", by="t")
    board.add_rows([SEPTEMBER | {"value": "9000000", "published_on": "2026-11-10"}], what="t", by="t")
    day = date(2026, 11, 20)
    board.add_claims([CLAIM], what="t", by="t")
    decided = claims_of(board, day, registry())[0]
    assert (decided.outcome, decided.fixed_on) == (Outcome.MET, date(2026, 10, 5))
    assert decided.outcome_now is Outcome.MISSED


def test_a_round_without_a_rate_is_not_nothing() -> None:
    e = evidence(
        row("funding_round", "2026-05-01", 50e6, entity="Runway", unit="EUR"),
        row("funding_round", "2026-05-02", 80e6, entity="Pika"),
        entity="Runway",
    )
    finding = raised(e, entity="Runway").finding
    assert "nothing" not in finding
    assert "no exchange rate for Runway (EUR)" in finding


def test_init_brings_nothing_back_that_a_user_mended(tmp_path: Path) -> None:
    path = tmp_path / "b.db"
    init(path)
    board = Board.open(path)
    mau = next(
        r
        for r in board.export_rows()
        if (r["series"], r["entity"], r["period_end"]) == ("mau", "Kling AI", "2026-03-31")
    )
    wrong = next(r for r in board.export_rows() if r["series"] == "headcount" and r["value"] == 155)
    mended = {
        name: mau[name]
        for name in ("series", "entity", "basis", "period_start", "period_end", "unit", "grade", "source")
    }
    board.add_rows([mended | {"value": 7_700_000, "published_on": mau["published_on"]}], what="t", by="t")
    board.retract(wrong["id"], "a test", "t")
    outcome = init(path)
    assert (outcome.batch, outcome.new, outcome.revised) == (None, 0, 0)
    values = {
        (r.series, r.period_end): r.value
        for r in board.observations().itertuples()
        if r.entity in ("Kling AI", "Runway")
    }
    assert values["mau", "2026-03-31"] == 7_700_000
    assert ("headcount", "2026-05-15") not in values


def test_a_round_in_another_currency_leaves_no_months_of_cash() -> None:
    found = reading(
        "runway.months",
        row("cash", "2026-06-30", 50e6),
        row("net_burn", "2026-06", 5e6),
        row("funding_round", "2026-07-10", 300e6, unit="EUR"),
    )
    assert (found.status, found.reason) == ("unknown", "not_comparable")
    assert "EUR 300M" in found.because


@pytest.mark.parametrize(
    ("metric", "rows"),
    [
        (
            "kling.mau_growth_1m",
            (row("mau", "2026-01", 12e6, basis="own", rights="confidential"), row("mau", "2026-03", 7.8e6)),
        ),
        (
            "kling.retention_d1",
            (
                row("retention", "2026-01", 0.1, entity="Sora", age_days=1, rights="confidential"),
                row("mau", "2026-03", 7.8e6),
            ),
        ),
    ],
)
def test_what_a_sentence_quotes_binds_its_rights(metric: str, rows: tuple[dict[str, object], ...]) -> None:
    assert reading(metric, *rows).rights == "confidential"


def test_a_search_that_found_papers_outweighs_a_longer_one_that_found_none() -> None:
    rows = (
        row("papers_count", "2026-04-03..2026-09-30", 0, published_on="2026-10-01"),
        row("papers_count", "2026-07-01..2026-09-30", 2, published_on="2026-10-02"),
    )
    assert reading("robotics.papers", *rows, as_of="2026-10-15").value == 2


def test_a_search_sees_nothing_after_the_day_on_which_it_was_published() -> None:
    rows = (row("papers_count", "2026-04-03..2026-12-31", 0, published_on="2026-05-01"),)
    assert reading("robotics.papers_quarter", *rows, as_of="2026-10-15").reason == "no_data"


def test_a_basis_with_a_meaning_of_its_own_cannot_be_written_otherwise(tmp_path: Path) -> None:
    board = Board.open(tmp_path / "b.db", create=True)
    paper = {
        "series": "papers",
        "entity": "OpenAI",
        "period_start": "2026-05-01",
        "period_end": "2026-05-31",
        "value": "1",
    }
    more = {"unit": "papers", "grade": "reported", "source": "a test", "label": "A title"}
    outcome = board.add_rows([paper | more | {"basis": "Generated robot data"}], what="t", by="t")
    assert outcome.rejected[0].column == "basis"
