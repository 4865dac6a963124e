"""Each form of the app, filled in, saved, and seen where an investor looks next; on a copy of the public record."""

from __future__ import annotations

import re
from datetime import date

import pytest

from indicators.store import Board
from tests.app.screens import PAST, said, show

pytestmark = pytest.mark.usefixtures("own_board")
BOARD, KLING, RUNWAY, ROBOTICS = ("board", ""), ("kling", ""), ("runway", ""), ("robotics", "")
PANEL = "Sensor Tower app panel"  # on file, so that a list offers it: AppTest cannot type a new name into one


def press(app, key):
    """Press a button; whatever follows, the page is drawn."""
    app.button(key=key).click().run()
    assert not app.exception, app.exception
    assert not app.error, [error.value for error in app.error]
    return app


def fill(app, **fields):
    """Type into text fields and choose in lists, by key."""
    for key, value in fields.items():
        kinds = (app.text_input, app.text_area, app.selectbox, app.date_input)
        (field,) = [f for kind in kinds for f in kind if f.key == key]
        field.set_value(value)
    return app.run()


def saved(app):
    """The sentence that a save is answered with."""
    return " ".join(message.value.replace("\\", "") for message in app.success)


# Enter


def test_one_line():
    app = fill(show(("enter", "One line")), line="kling mau 8.1m apr26 @sensortower published:2026-05-12")
    assert "8.1M" in said(app)
    press(app, "save_line")
    assert "1 new" in saved(app)
    board = said(show(BOARD))
    assert "8.1M" in board
    assert "Monthly active users, 30 Apr 2026" in board


def test_a_line_that_is_not_understood_says_why_and_stays():
    app = fill(show(("enter", "One line")), line="kling mau 8.1m")
    app.button(key="save_line").click().run()
    assert app.error
    assert app.text_input(key="line").value == "kling mau 8.1m"


def asked(app):
    """The warnings that wait for an answer."""
    return said(app) if [b for b in app.button if b.key == "save_anyway"] else ""


def test_a_warning_is_asked_before_the_number_is_saved(own_board):
    before = len(Board.open(own_board).export_rows())
    line = "kling mau 8.1k apr26 @sensortower published:2026-05-12"
    app = press(fill(show(("enter", "One line")), line=line), "save_line")
    assert "is the power of ten right?" in asked(app)
    assert app.text_input(key="line").value == line
    assert len(Board.open(own_board).export_rows()) == before
    app = press(fill(app, line=line.replace("8.1k", "8.2k")), "save_line")  # another number is asked anew
    assert "8.2k" in asked(app)
    press(app, "save_anyway")
    assert "1 new" in saved(app)
    assert not asked(app)
    assert app.text_input(key="line").value == ""
    assert [r["value"] for r in Board.open(own_board).export_rows()[before:]] == [8200.0]


def test_what_was_accepted_once_is_asked_again_for_the_next_number():
    app = show(("enter", "One line"))
    press(fill(app, line="kling mau 8.1k apr26 @sensortower published:2026-07-12"), "save_line")
    press(app, "save_anyway")
    assert "1 new" in saved(app)
    press(fill(app, line="kling mau 8.1m jun26 @sensortower published:2026-07-12"), "save_line")
    assert "is the power of ten right?" in asked(app)


def test_a_warning_is_asked_wherever_a_number_is_typed(own_board):
    before = len(Board.open(own_board).export_rows())
    app = fill(show(("enter", "Paste")), paste_text="App\tApr 2026\nKling AI\t8100")
    press(app, "paste_read")
    source = app.selectbox(key="paste_source").options[1]
    app = fill(app, paste_series="mau", paste_basis=PANEL, paste_source=source, paste_rights="public")
    press(app, "paste_take")
    assert "is the power of ten right?" in asked(app)
    assert len(Board.open(own_board).export_rows()) == before
    press(app, "save_anyway")
    assert "1 new" in saved(app)


@pytest.mark.usefixtures("own_board")
def test_an_import_with_a_warning_says_so_on_its_button():
    header = "series,entity,basis,period_start,period_end,value,unit,grade,source,published_on\n"
    line = f"mau,Kling AI,{PANEL},2026-04-01,2026-04-30,8200,users,estimate,A test,2026-05-12\n"
    app = show(("record", "Import"))
    (field,) = app.file_uploader
    field.upload("mau.csv", (header + line).encode(), "text/csv")
    app.run()
    assert "is the power of ten right?" in said(app)
    assert app.button(key="import_now").label == "Import 1 row, 1 with a warning, all the same"
    press(app, "import_now")
    assert "1 new" in saved(app)


def test_one_number():
    app = show(("enter", "One number"))
    app = fill(app, enter_series="robotics_open_roles")
    app = fill(app, enter_entity="OpenAI", enter_basis="as stated", enter_rights="public")
    app = fill(app, enter_source=app.selectbox(key="enter_source").options[0])
    app = fill(app, enter_value="14", enter_period="2026-11-20", enter_published_on="2026-11-21")
    press(app, "save_number")
    assert "1 new" in saved(app)
    assert "14 roles on 20 Nov 2026" in said(show(ROBOTICS))


def test_a_cohort_by_its_ladder():
    app = fill(show(("enter", "Ladder")), enter_entity="Kling AI", enter_basis=PANEL, enter_rights="licensed")
    app = fill(app, enter_source=app.selectbox(key="enter_source").options[0])
    app = fill(app, enter_d1="20%", enter_d7="10%", enter_d30="6.4%", enter_period="May 2026")
    app = fill(app, enter_published_on="2026-11-20")
    press(app, "save_ladder")
    assert "3 new" in saved(app)
    assert "6.4%" in said(show(KLING))


def test_a_pasted_table():
    app = fill(show(("enter", "Paste")), paste_text="App\tApr 2026\tMay 2026\nKling AI\t8,100,000\t8,400,000")
    press(app, "paste_read")
    source = app.selectbox(key="paste_source").options[1]
    app = fill(app, paste_series="mau", paste_basis=PANEL, paste_source=source, paste_rights="public")
    assert "2 new" in said(app)
    press(app, "paste_take")
    assert "2 new" in saved(app)
    assert "8.4M" in said(show(BOARD))


def test_a_pasted_table_that_is_dropped():
    app = fill(show(("enter", "Paste")), paste_text="App\tApr 2026\nKling AI\t8,100,000")
    press(app, "paste_read")
    press(app, "paste_drop")
    assert "Read the table" in said(app)


def test_job_titles():
    app = fill(show(("enter", "Job titles")), titles_text="Humanoid Lead\nRobotics Engineer\nRecruiter")
    assert "3 roles, 2 of them robotics." in said(app)
    press(app, "save_titles")
    assert "3 roles, 2 robotics" in saved(app)
    assert "2 roles on 1 Dec 2026" in said(show(ROBOTICS))


def test_a_paragraph():
    app = show(("enter", "Paragraph"))
    app = fill(app, paragraph_basis=PANEL, paragraph_source="Sensor Tower, 12 May 2026", paragraph_seen="2026-05-12")
    sentences = (f"{who} monthly active users in April 2026." for who in ("Kling AI had 8.3M", "Sora had 1.1M"))
    app = fill(app, paragraph=" ".join(sentences))
    assert "2 candidate numbers, 2 still to look at." in said(app)
    (line,) = [field for field in app.text_input if field.key.startswith("candidate:")]
    line.set_value(f"{line.value} public")
    press(app, "candidate_take")
    assert "1 new" in saved(app)
    press(app, "candidate_leave")
    assert "2 candidate numbers, 0 still to look at." in said(app)
    assert "8.3M" in said(show(BOARD))


def test_an_event():
    app = show(("enter", "Event"))
    app = fill(app, event_date="24 Nov 2026", event_entity="OpenAI", event_kind="proof")
    app = fill(app, event_title="A named pilot", event_source="A press release")
    press(app, "save_event")
    assert "A named pilot" in saved(app)
    robotics = said(show(ROBOTICS))
    assert "A named pilot" in robotics


def test_a_context_series():
    app = fill(show(("enter", "Event")), declare_title="App store rank", declare_units="rank")
    press(app, "save_series")
    assert 'The series "App store rank" can be entered.' in saved(app)
    offered = show(("enter", "One number")).selectbox(key="enter_series").options
    assert "App store rank" in offered


def test_a_due_number():
    app = show(("enter", "Due"))
    (value,) = [field for field in app.text_input if field.key.startswith("due:") and field.key.endswith(":value")]
    value.set_value("5")
    press(app, "due_save")
    assert "1 new" in saved(app)
    assert "+5%" in said(show(KLING))


def test_a_due_number_that_is_put_off():
    app = show(("enter", "Due"))
    asked = said(app)
    press(app, "due_s")
    assert "Skipped for today" in saved(app)
    press(app, "due_n")
    assert "Noted: not published yet" in saved(app)
    press(app, "due_x")
    assert "Noted: not obtainable" in saved(app)
    assert said(app) != asked
    assert "Quiet: " in said(app)


def test_a_save_is_taken_back():
    app = fill(show(("enter", "One line")), line="kling mau 8.1m apr26 @sensortower published:2026-05-12")
    press(app, "save_line")
    assert "8.1M" in said(show(BOARD))
    press(app, "undo_last")
    assert "is undone" in saved(app)
    assert "8.1M" not in said(show(BOARD))


# Board


def claim(app):
    app = fill(app, claim_claim="Kling passes 10 million", claim_source="A paper, 1 Dec 2026", claim_metric="kling.mau")
    return fill(app, claim_test=">= 10m", claim_period_end=date(2026, 12, 31), claim_resolve_by=date(2027, 2, 28))


def test_a_claim():
    app = claim(show(BOARD))
    press(app, "add_claim")
    assert "Kling passes 10 million" in said(show(BOARD))


def test_a_claim_that_nothing_can_decide(own_board):
    id_ = Board.open(own_board).claims()[0]["id"]
    app = fill(show(BOARD), void_id=id_, void_why="Nobody will publish it")
    press(app, "void_claim")
    assert "Not testable" in said(show(BOARD))


# An indicator's page


def test_a_band_is_moved():
    app = show(KLING)
    app = fill(app, band_metric="kling.revenue_growth_1q", band_supports=">= 20%", band_against="< 5%")
    app = fill(app, band_because="Our own line")
    press(app, "move_band")
    kling = said(show(KLING))
    assert "Our own line" in kling
    assert "≥ +20%" in kling


def test_an_exit_trigger_is_set():
    app = fill(
        show(KLING), line_name="Users shrink", line_metric="kling.mau", line_test=">= 5m", line_because="Too few"
    )
    press(app, "set_line")
    assert "Users shrink" in said(show(KLING))


def test_a_number_that_is_not_to_be_had():
    app = show(KLING)
    press(app, "mark_retention")
    assert "Marked as not obtainable on 1 Dec 2026: it no longer nags." in said(show(KLING))
    press(app, "mark_retention")
    assert "Marked as not obtainable" not in said(show(KLING))


def test_assumptions_are_kept():
    app = show(RUNWAY)
    press(app, "keep_assumptions")
    assert "2 new" in saved(app)
    assert "by our assumptions:" in said(show(RUNWAY))


# Memo, Record, a past day


def test_a_memo():
    app = show(("memo", ""))
    app.multiselect(key="memo_panels").set_value(["kling.revenue"])
    press(app, "make_memo")
    assert "memo-" in saved(app)
    name = re.search(r"memo-[a-z0-9-]+", saved(app))[0]
    app = fill(show(("memo", "")), verify_id=name)
    assert "current" in said(app)
    assert "Handed out: 1 memo in 1 file" in said(app)


def test_an_import():
    app = show(("record", "Import"))
    header = "series,entity,basis,period_start,period_end,value,unit,grade,source,published_on\n"
    line = f"mau,Kling AI,{PANEL},2026-04-01,2026-04-30,8200000,users,estimate,A test,2026-05-12\n"
    (field,) = app.file_uploader
    field.upload("mau.csv", (header + line).encode(), "text/csv")
    app.run()
    assert "1 new" in said(app)
    press(app, "import_now")
    assert "1 new" in saved(app)
    assert "8.2M" in said(show(BOARD))


def test_a_batch_is_taken_back_in_the_log():
    app = fill(show(("enter", "One line")), line="kling mau 8.1m apr26 @sensortower published:2026-05-12")
    press(app, "save_line")
    app = show(("record", "Log"))
    (batch, *_) = app.selectbox(key="undo_batch").options
    app = fill(app, undo_batch=int(batch))
    press(app, "undo")
    assert f"Batch {batch} is undone." in saved(app)
    assert "8.1M" not in said(show(BOARD))


def test_numbers_by_pages():
    app = show(("record", "Numbers"))
    first = app.dataframe[0].value
    press(app, "rows_older")
    assert not app.dataframe[0].value.equals(first)
    press(app, "rows_newer")
    assert app.dataframe[0].value.equals(first)


def test_back_to_today():
    app = show(BOARD, asof=PAST)
    press(app, "back_to_today")
    assert app.date_input(key="asof").value == date(2026, 12, 1)
    assert "asof" not in app.query_params
