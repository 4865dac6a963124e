"""The cards and claims of a board as they are handed out: pictures like the panels, kept and verified by their ids."""

from __future__ import annotations

from datetime import date

import pytest

from indicators import registry
from indicators.core.claims.claim import OUTCOME_WORDS
from indicators.core.model.errors import InputError
from indicators.memo import (
    Release,
    caption,
    citation,
    claims_text,
    drawn,
    file_name,
    keep_figure,
    picture_of,
    verify,
)
from tests.figures.pictures import png, said, size, words
from tests.memo.conftest import AS_OF, NAMED, add, board_of, look

WIDE = {"memo": (1430, 805, 220), "slide": (2706, 1232, 220), "web": (1200, 675, 96)}
NAMES = ("claims", "board.revisions", *(f"board.{name}" for name in registry()))
GROWING = ("claims", "board.revisions")
WATERMARK = "INVENTED DATA"

every = pytest.mark.parametrize("name", NAMES)
everywhere = pytest.mark.parametrize("preset", WIDE)
on_both = pytest.mark.parametrize("kind", ["public", "example"])


@pytest.fixture(scope="session")
def views(tmp_path_factory):
    """Both boards as known on a day."""
    return {kind: look(board_of(tmp_path_factory.mktemp("board"), kind), AS_OF) for kind in ("public", "example")}


@pytest.fixture(scope="session")
def handed(views):
    """Every picture of the two boards."""
    return {(kind, name): picture_of(view, name) for kind, view in views.items() for name in NAMES}


@on_both
@every
@everywhere
def test_a_png_has_its_size_its_resolution_its_words_and_its_id(handed, kind, name, preset):
    made = handed[kind, name].figure
    facts = png(drawn(made, preset=preset))
    wide, high, dpi = WIDE[preset]
    assert facts["width"] == wide
    # as long as its claims or numbers are many, but on a slide, which it fits by smaller type
    assert facts["height"] == high if preset == "slide" or name not in GROWING else facts["height"] >= high
    assert facts["dpi"] == pytest.approx(dpi, rel=0.01)
    assert facts["texts"] == {"Title": made.title, "Description": made.alt, "Figure": made.id}


@on_both
@every
@everywhere
def test_footer_and_words_are_in_the_picture_and_nothing_overlaps_or_is_cut(handed, kind, name, preset):
    made = handed[kind, name].figure
    svg = drawn(made, "svg", preset).decode()
    wide, high = size(svg)
    found, text = [w for w in words(svg) if w.text != WATERMARK], said(svg)
    for part in (made.title, made.subtitle, *made.footer, f"Fig {made.id}", "As known 25 Nov 2026, UTC"):
        assert part in text
    assert (WATERMARK in text) == (kind == "example")
    assert all(w.left >= 0 and w.right <= wide and w.top >= 0 and w.bottom <= high for w in found)
    for i, word in enumerate(found):
        assert [other.text for other in found[i + 1 :] if word.meets(other)] == [], word.text


@every
def test_the_same_board_gives_the_same_bytes_and_id_elsewhere(handed, tmp_path, name):
    made, again = handed["public", name].figure, picture_of(look(board_of(tmp_path), AS_OF), name).figure
    assert made.id == again.id
    for form in ("png", "svg"):
        assert drawn(made, form, "web") == drawn(again, form, "web")


@on_both
def test_the_table_shows_every_claim_with_its_outcome_and_no_other_count(views, handed, kind):
    made = handed[kind, "claims"].figure
    text = said(drawn(made, "svg").decode())
    decided = views[kind].claims
    for d in decided:
        assert d.claim.claim.split()[0] in text
        assert OUTCOME_WORDS[d.outcome].lower() in made.title
    counts = [int(part.split()[0]) for part in made.title.partition(": ")[2].split(", ")]
    assert sum(counts) == len(decided)


def test_a_card_says_what_the_board_says(views, handed):
    made = handed["public", "board.kling"].figure
    text = said(drawn(made, "svg").decode())
    evaluated = views["public"].evaluated["kling"]
    assert evaluated.state_words in made.title
    for part in (evaluated.because, "7.8M", "239 days old, stale", evaluated.indicator.question):
        assert part in text
    assert "7.8M" in made.alt
    assert "31 Mar 2026" in made.alt
    assert made.id in caption(made)
    assert made.id in citation(made)
    assert file_name(made, "png", "slide") == f"board-kling_asof-2026-11-25_{made.id}_slide.png"


def test_a_reworded_card_has_another_id_and_keeps_its_words(views, handed):
    made = handed["public", "board.runway"].figure
    other = picture_of(views["public"], "board.runway", title="Runway, as I read it", conflict="We hold it.").figure
    assert other.id != made.id
    text = said(drawn(other, "svg").decode())
    assert all(part in text for part in ("Runway, as I read it", "We hold it.", f"Fig {other.id}"))
    assert "Runway, as I read it" in other.alt


# Kept, and still true?


def hand_out(board, name, day=AS_OF):
    """Hand out a picture; its id."""
    made = picture_of(look(board, day), name)
    keep_figure(board, made, "tester")
    return made.id


def standing(board, what, day=AS_OF):
    """Status and changes of what was handed out."""
    (verdict,) = verify(board, what, day)
    return verdict.status, verdict.changes


@every
def test_what_nobody_touched_is_current_later_too(board, name):
    made = hand_out(board, name)
    assert standing(board, made) == ("current", ())
    assert standing(board, made, date(2027, 1, 1)) == ("current", ())


def claim(board, test, **more):
    """Write one claim on Kling's growth in users; its id is `mine`."""
    row = {
        "id": "mine",
        "claim": "Kling still grows",
        "kind": "watch",
        "source": "me",
        "made_on": "2026-03-01",
        "set_on": "2026-03-01",
        "period_end": "2026-03-31",
        "resolve_by": "2026-06-30",
        "metric": "kling.mau",
        "basis": "Sensor Tower app panel",
        "test": test,
        "note": "",
    } | more
    outcome = board.add_claims([row], what="test", by="tester")
    assert not outcome.rejected, outcome.rejected


def test_a_correction_that_changes_an_outcome_is_told(board):
    claim(board, ">= 7700000")
    made = hand_out(board, "claims")
    add(board, "mau", "Kling AI", 7.6e6)  # published on 12 May: the first print still decides, and it is another now
    status, changes = standing(board, made)
    assert status == "superseded"
    assert 'The call "Kling still grows" was met as known now, with the corrected numbers it is missed.' in changes


def test_a_retracted_number_takes_the_outcome_with_it(board):
    claim(board, ">= 7700000")
    made = hand_out(board, "claims")
    (row,) = board.history("mau", "Kling AI", "Sensor Tower app panel")
    board.retract(row["id"], "typed by mistake", "tester")
    status, changes = standing(board, made)
    assert status == "superseded"
    assert any(text.startswith('The call "Kling still grows" was met, now ') for text in changes)


def test_a_claim_that_was_decided_since_is_told(board):
    claim(board, ">= 9000000", period_end="2026-12-31", resolve_by="2027-02-28")
    made = hand_out(board, "claims")
    add(
        board,
        "mau",
        "Kling AI",
        9.5e6,
        period_start="2026-12-01",
        period_end="2026-12-31",
        published_on="2027-01-05",
    )
    assert standing(board, made, date(2027, 1, 1)) == ("current", ())
    status, changes = standing(board, made, date(2027, 1, 6))
    assert status == "superseded"
    assert any(text.startswith('The call "Kling still grows" was ') and ", now met: " in text for text in changes)


def test_a_void_claim_and_another_test_are_told(board):
    claim(board, ">= 9000000", period_end="2026-12-31", resolve_by="2027-02-28")
    made = hand_out(board, "claims")
    claim(board, ">= 9500000", period_end="2026-12-31", resolve_by="2027-02-28")
    assert any('was tested by "Monthly active users ≥ 9M" ' in t.replace(",", " ", 1) for t in standing(board, made)[1])
    board.void_claim("mine", "cannot be measured", "tester")
    assert any(", now not testable" in text for text in standing(board, made)[1])


# Rights


def test_what_is_confidential_leaves_by_name_alone(board):
    add(
        board,
        "cash",
        "Runway",
        123_456_789,
        unit="USD",
        basis="management",
        period_start="2026-10-31",
        period_end="2026-10-31",
        published_on="2026-11-05",
        source="Data room",
        grade="reported",
        rights="confidential",
    )
    add(
        board,
        "net_burn",
        "Runway",
        9_000_000,
        unit="USD",
        basis="management",
        period_start="2026-10-01",
        period_end="2026-10-31",
        published_on="2026-11-05",
        source="Data room",
        grade="reported",
        rights="confidential",
    )
    view = look(board, AS_OF)
    with pytest.raises(InputError, match=r"board\.runway rests on confidential numbers"):
        picture_of(view, "board.runway")
    released = picture_of(view, "board.runway", release=NAMED)
    assert "Released to I. Committee on 25 Nov 2026: quarterly review" in said(drawn(released.figure, "svg").decode())
    assert released.shown["release"]["to"] == "I. Committee"
    table = picture_of(view, "claims")  # leaves, without what rests on them
    svg = said(drawn(table.figure, "svg").decode())
    assert table.rights == "public"
    assert "1 left out" in table.figure.title
    assert "Rests on confidential numbers" in svg
    assert "Data room" not in svg + claims_text(view, table) + str(table.shown)
    full = picture_of(view, "claims", release=Release(to="A", why="b"))
    assert full.rights == "confidential"
    assert "Confidential: not for distribution." in full.figure.footer
    assert full.figure.id != table.figure.id
