"""What users set beside the numbers: every change is a row, the newest holds, and a past day sees what stood then."""

# ruff: noqa: S608 - the names of tables are those of this file
from __future__ import annotations

import sqlite3
from contextlib import closing
from datetime import date

import pytest

from indicators import registry
from indicators.actions import record
from indicators.core.model.errors import InputError
from indicators.store import Workspace, take
from indicators.store.file.schema.schema_v2 import TABLES

from .samples import claim, on_day, row

GROWTH = "kling.mau_growth"
FIRST, LATER, LAST = date(2026, 5, 1), date(2026, 6, 1), date(2026, 7, 1)


@pytest.fixture
def workspace(board):
    return Workspace(board.path)


def move(workspace, supports, against="< 0.01", because="a house view"):
    workspace.set_band(GROWTH, supports=supports, against=against, because=because, by="ann")


def test_a_moved_band_is_kept_dated_and_shown_as_the_users(workspace, monkeypatch):
    on_day(monkeypatch, "2026-05-01")
    move(workspace, ">= 0.06")
    (band,) = workspace.bands().values()
    assert (str(band.supports), str(band.against), band.because) == (">= 0.06", "< 0.01", "a house view")
    assert band.source == "Yours, ann, 2026-05-01"


def test_the_newest_band_holds_and_a_past_day_sees_the_one_of_then(workspace, monkeypatch):
    for day, supports in ((FIRST, ">= 0.06"), (LATER, ">= 0.07"), (LAST, "")):
        on_day(monkeypatch, day.isoformat())
        move(workspace, supports)
    assert workspace.bands(date(2026, 4, 30)) == {}
    assert [str(workspace.bands(day)[GROWTH].supports) for day in (FIRST, LATER)] == [">= 0.06", ">= 0.07"]
    assert workspace.bands() == {}  # an empty test gives the metric its own bands back


@pytest.mark.parametrize(
    ("supports", "against"), [("0.06", ""), (">= high", "< 0"), (">= 0.06", "<"), (">= 0.06", "> 0.01")]
)
def test_a_band_that_cannot_be_read_or_points_both_ways_is_refused(workspace, supports, against):
    with pytest.raises(InputError):
        move(workspace, supports, against)
    assert workspace.bands() == {}


def test_a_band_may_support_and_never_speak_against(workspace):
    move(workspace, ">= 0.06", "")
    assert workspace.bands()[GROWTH].against is None


def test_exit_triggers_by_name(workspace, monkeypatch):
    on_day(monkeypatch, "2026-05-01")
    workspace.set_line("Users shrink", metric=GROWTH, test=">= 0", because="the thesis is growth", by="ann")
    workspace.set_line("Cash", metric="runway.months", test=">= 6", because="", by="ann")
    on_day(monkeypatch, "2026-06-01")
    workspace.set_line("Users shrink", metric=GROWTH, test=">= 0.01", because="tighter", by="ann")
    assert [(line.name, line.test, line.set_on) for line in workspace.lines()] == [
        ("Users shrink", ">= 0.01", LATER),
        ("Cash", ">= 6", FIRST),
    ]
    assert [line.test for line in workspace.lines(FIRST)] == [">= 0", ">= 6"]
    workspace.set_line("Users shrink", metric=GROWTH, test="", because="", by="ann")
    assert [line.name for line in workspace.lines()] == ["Cash"]


@pytest.mark.parametrize(("name", "test"), [("", ">= 0"), ("   ", ">= 0"), ("x", "zero")])
def test_a_trigger_needs_a_name_and_a_test(workspace, name, test):
    with pytest.raises(InputError):
        workspace.set_line(name, metric=GROWTH, test=test, because="", by="ann")
    assert workspace.lines() == []


def test_the_newest_mark_of_a_series_and_entity_holds(workspace, monkeypatch):
    on_day(monkeypatch, "2026-05-01")
    workspace.mark("retention", "Kling AI", "not obtainable", "ann", because="no budget")
    workspace.mark("cash", "Runway", "not obtainable", "ann")
    on_day(monkeypatch, "2026-06-01")
    workspace.mark("retention", "Kling AI", "asked again", "bob")
    marks = workspace.marks()
    assert {key: mark.kind for key, mark in marks.items()} == {
        ("retention", "Kling AI"): "asked again",
        ("cash", "Runway"): "not obtainable",
    }
    then = workspace.marks(FIRST)["retention", "Kling AI"]
    assert (then.kind, then.because, then.set_on) == ("not obtainable", "no budget", FIRST)


def test_a_mark_of_another_kind_is_refused(workspace):
    with pytest.raises(Exception, match="CHECK constraint"):
        workspace.mark("cash", "Runway", "maybe", "ann")
    assert workspace.marks() == {}


@pytest.mark.parametrize("text", ["'; DROP TABLE band; --", "<script>", "=1+1", "\u5feb\u624b \U0001f642", '"'])
def test_any_text_comes_out_as_it_went_in(workspace, text):
    move(workspace, ">= 0.06", because=text)
    workspace.set_line(text, metric=GROWTH, test=">= 0", because=text, by=text)
    assert workspace.bands()[GROWTH].because == text
    assert [(line.name, line.because) for line in workspace.lines()] == [(text, text)]


def test_every_table_refuses_change_and_removal(workspace):
    move(workspace, ">= 0.06")
    workspace.set_line("x", metric=GROWTH, test=">= 0", because="", by="ann")
    workspace.mark("cash", "Runway", "skipped", "ann")
    workspace.remember({"who": "ann"}, "ann")
    workspace.stage("paste", [{"a": 1}], "ann")
    workspace.keep_figure("f", panel="kling.users", as_of=FIRST, title="t", shown={}, by="ann")
    workspace.keep_memo("m", form="html", as_of=FIRST, title="t", shown={}, content=b"x", by="ann")
    workspace.keep_levels(
        series="mau", entity="Kling AI", basis="panel", period_end=FIRST, levels={}, observation=1, by="ann"
    )
    with closing(sqlite3.connect(workspace.path, isolation_level=None)) as conn:
        for table in TABLES:
            before = conn.execute(f'SELECT * FROM "{table}"').fetchall()
            assert before, table
            for statement in (f'UPDATE "{table}" SET recorded_by = 1', f'DELETE FROM "{table}"'):
                with pytest.raises(sqlite3.IntegrityError, match="append-only"):
                    conn.execute(statement)
            assert conn.execute(f'SELECT * FROM "{table}"').fetchall() == before


# Before the print


def quarter(period, value, published, **more):
    start, end = {"Q1": ("01-01", "03-31"), "Q2": ("04-01", "06-30"), "Q3": ("07-01", "09-30")}[period]
    cells = {"series": "revenue", "basis": "results", "unit": "CNY", "source": "results", "published_on": published}
    cells |= {"grade": "reported"}
    return row(period_start=f"2026-{start}", period_end=f"2026-{end}", value=value, **(cells | more))


@pytest.fixture
def expecting(board):
    board.add_rows([quarter("Q1", 650e6, "2026-05-27"), quarter("Q2", 850e6, "2026-08-21")], what="file", by="me")
    return board


def write(board, *rows, day=date(2026, 11, 22)):
    kept = len(Workspace(board.path).kept_levels())
    record(take(board, day, registry()), rows, what="add", by="ann")
    return len(Workspace(board.path).kept_levels()) - kept


def test_when_the_expected_number_comes_the_levels_of_before_are_kept_beside_it(expecting):
    assert write(expecting, quarter("Q3", 1.12e9, "2026-11-20")) == 1
    (found,) = Workspace(expecting.path).kept_levels()
    assert (found["series"], found["entity"], found["basis"], found["period_end"], found["observation"]) == (
        "revenue",
        "Kling AI",
        "results",
        "2026-09-30",
        3,
    )
    flips = {f["becomes"]: f["level"] for f in found["levels"]["flips"]}
    assert flips["Supports"] == pytest.approx(850e6 * 1.31, rel=2e-9)
    assert flips["Against"] == pytest.approx(850e6 * 1.13, rel=2e-9)


def test_they_stood_by_the_bands_and_claims_of_then(expecting):
    Workspace(expecting.path).set_band(
        "kling.revenue_growth_1q", supports=">= 0.5", against="< 0.2", because="a house view", by="ann"
    )
    own = {"metric": "kling.revenue_growth_1q", "test": ">= 0.4", "period_end": "2026-09-30"}
    expecting.add_claims([claim(**own)], what="claim", by="ann")
    assert write(expecting, quarter("Q3", 1.12e9, "2026-11-20"), day=date(2026, 12, 1)) == 1
    flips = {f["becomes"]: f["level"] for f in Workspace(expecting.path).kept_levels()[0]["levels"]["flips"]}
    assert flips["Supports"] == pytest.approx(850e6 * 1.5, rel=2e-9)
    assert flips["Against"] == pytest.approx(850e6 * 1.2, rel=2e-9)
    assert flips["Met"] == pytest.approx(850e6 * 1.4, rel=2e-9)


@pytest.mark.parametrize(
    "other",
    [
        quarter("Q3", 1.12e9, "2026-11-20", basis="press"),
        quarter("Q3", 1.12e9, "2026-11-20", entity="Vidu"),
        quarter("Q3", 1.12e9, "2026-11-20", unit="USD"),
        quarter("Q2", 860e6, "2026-11-20"),  # a revision of what is on file
    ],
)
def test_another_number_keeps_nothing(expecting, other):
    assert write(expecting, other) == 0
    assert Workspace(expecting.path).kept_levels() == []


def test_a_number_that_is_on_file_already_keeps_nothing_again(expecting):
    assert write(expecting, quarter("Q3", 1.12e9, "2026-11-20")) == 1
    assert write(expecting, quarter("Q3", 1.12e9, "2026-11-20")) == 0
    assert len(Workspace(expecting.path).kept_levels()) == 1


def test_numbers_that_are_written_are_told_as_kept_where_their_levels_cannot_be(expecting):
    with closing(sqlite3.connect(expecting.path)) as conn:
        conn.execute('CREATE TRIGGER full BEFORE INSERT ON "print" BEGIN SELECT RAISE(ABORT, "full"); END')
    done = record(
        take(expecting, date(2026, 11, 22), registry()), [quarter("Q3", 1.12e9, "2026-11-20")], what="a", by="b"
    )
    assert (done.outcome.new, done.outcome.batch is None) == (1, False)
    assert "The numbers are kept" in done.outcome.warnings[-1].reason
    assert expecting.history("revenue", "Kling AI")[-1]["value"] == 1.12e9


def test_a_staged_table_is_its_persons_until_a_newer_row_of_its_name(workspace):
    workspace.stage("paste: a", [{"text": "x"}], "ann")
    workspace.stage("paste: a", [{"text": "y"}], "bob")
    workspace.stage("paste: b", [{"text": "z"}], "ann")
    assert workspace.staged("ann") == {"paste: a": [{"text": "x"}], "paste: b": [{"text": "z"}]}
    workspace.stage("paste: a", [], "ann", status="dropped")
    assert list(workspace.staged("ann")) == ["paste: b"]
    assert workspace.staged("bob") == {"paste: a": [{"text": "y"}]}
