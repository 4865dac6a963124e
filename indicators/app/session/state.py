"""What the pages share: which board and day they show, what is known on it, and what was just saved.

The only module that touches Streamlit's session state. What is known is read once per board version and day, and
shared by all sessions, so nothing in it is changed.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime, timedelta
from pathlib import Path

import streamlit as st

from ... import memo, registry
from ...core.evidence.evidence import Evidence
from ...core.review.ahead.gaps import Gap, gaps, reads_for
from ...core.review.changed.changes import Changes
from ...core.text.vocabulary import Vocabulary, named
from ...store import (
    Board,
    BoardSnapshot,
    Numbers,
    Revisions,
    Wanted,
    Watcher,
    Workspace,
    between,
    days_of_change,
    default_path,
    init,
    is_stamp,
    open_board,
    other,
    snapshot_at,
    take,
)
from ...store.copies import takeover
from ...store.file import clock
from ...store.file.places import OTHERS
from . import memory, notices
from .shelf import Made, Shelf

AS_OF, BOARD, PAGES, RECORDED = "asof", "board", "pages", "recorded"
REVISED = 100  # numbers, and bases, that Revisions lists
MOST_CHANGES = 2_000  # numbers that What changed looks at where no reading uses them
TODAY, TODAYS = "today", ("claim_made_on",)  # the day of the last run, and the fields that begin with it
FIRST_DAY = date(1990, 1, 1)
LAST_DAYS = 2  # of which the newest snapshot is kept until the next


def today() -> date:
    """The UTC day, by the board's own clock."""
    return clock.today()


# The board


def chosen() -> str:
    """The board named in the URL: `example`, `empty`, or "" for the main one. Kept while pages change."""
    asked = st.query_params.get(BOARD, st.session_state.get(BOARD, ""))
    name = asked if asked in OTHERS else ""
    st.session_state[BOARD] = name
    if name:
        st.query_params[BOARD] = name
    return name


def path() -> Path:
    """The file of the board that is shown."""
    main = default_path()
    name = memory.at(BOARD) or ""
    return other(main, str(name)) if name else main


def board() -> Board:
    """The board, made on first use; as it was recorded by the moment that is shown.

    One that was seen here and is gone is missed, and never replaced by a new one.
    """
    file, seen = path(), _seen()
    if str(file) not in seen:
        if memory.at(BOARD):
            takeover.settle(notices.tell)
            if not file.exists():
                init(file, str(memory.at(BOARD)))
        else:
            open_board(file, notices.tell)
    opened = _opened(str(file), watcher(str(file)).stamp())
    seen.add(str(file))
    return opened.recorded_by(until())


@st.cache_resource(show_spinner=False, max_entries=8)
def _opened(file: str, commits: str) -> Board:
    """Looked at once a commit: a run asks for the board ten times. `commits` is part of the cache's key alone."""
    del commits
    return Board.open(Path(file))


@st.cache_resource(show_spinner=False)
def _seen() -> set[str]:
    """The boards opened since the app started: a network drive that goes must not come back as a new board."""
    return set()


def workspace() -> Workspace:
    """What users set beside the numbers of the board."""
    return Workspace(path(), until())


def take_moment_from_url() -> None:
    """The moment of recording that is shown, from the URL or as chosen before; what is no UTC time is now."""
    asked = st.query_params.get(RECORDED, until())
    show_moment(asked if is_stamp(asked) else "")


def until() -> str:
    """The UTC time by which what is shown had been recorded; "" where it is all of it."""
    return str(memory.at(RECORDED) or "")


def show_moment(at: str) -> None:
    """Show the board as it was recorded by a UTC time on all pages; "" goes back to now."""
    st.session_state[RECORDED] = at
    if at:
        st.query_params[RECORDED] = at
    else:
        st.query_params.pop(RECORDED, None)


def remembered() -> dict[str, str]:
    """The fields that a memo and a figure remember, from the cache where nothing was written."""
    return _remembered(str(path()), commits())


@st.cache_resource(show_spinner=False, max_entries=8)
def _remembered(file: str, commits: str) -> dict[str, str]:
    """`commits` is part of the cache's key alone."""
    del commits
    return memo.remembered(Board(Path(file)))


def shot() -> bool:
    """Whether the URL asks for the page without its chrome: `?shot=1`. Such a page is looked at, and writes nothing."""
    return st.query_params.get("shot") == "1"


def read_only() -> str:
    """Why nothing can be written or handed out, or "" where it can."""
    if shot():
        return "This is the page for a screenshot. Take shot=1 out of its address first."
    if until():
        return "It is shown as it was recorded at an earlier time. Go back to now first."
    file = path()
    if os.access(file, os.W_OK) and os.access(file.parent, os.W_OK):
        return ""
    return f"{file} or its folder cannot be written by this user. Your data is intact."


@st.cache_resource(show_spinner=False, on_release=lambda w: w.close())
def watcher(file: str) -> Watcher:
    """Tells when the board has changed, by any window or process."""
    return Watcher(Path(file))


def stamp() -> str:
    """Changes with every commit to the board that a reading or a list could show."""
    return watcher(str(path())).knowledge()


def commits() -> str:
    """Changes with every commit to the board, figures and memos that left included."""
    return watcher(str(path())).stamp()


# What is known


def _now() -> tuple[str, str, str]:
    """What every cache of what is known is keyed by: the file, what is known in it, and the moment of recording."""
    file = str(path())
    return file, watcher(file).knowledge(), until()


def _kept(key: tuple[object, ...], make: Callable[[], Made]) -> Made:
    """What is kept of what is known now; nothing of what was known before the last save stays."""
    now = _now()
    return _shelf(str(path()), until()).once(now, key, make)


@st.cache_resource(show_spinner=False, max_entries=8)
def _shelf(file: str, until: str) -> Shelf:
    """The arguments are the cache's key alone."""
    del file, until
    return Shelf()


@st.cache_resource(show_spinner=False, max_entries=8)
def _numbers(file: str, until: str) -> Numbers:
    """What was read of a board."""
    return Numbers(Path(file), until)


@st.cache_resource(show_spinner=False, max_entries=8)
def _last(file: str, until: str) -> dict[date, BoardSnapshot]:
    """The newest snapshot of the days that were looked at last: what a save did not touch is not computed again."""
    del file, until
    return {}


def known(as_of: date) -> BoardSnapshot:
    """What is known on `as_of`, from the cache where the board has not changed."""
    now = _now()
    numbers, last = _numbers(str(path()), until()), _last(str(path()), until())

    def taken() -> BoardSnapshot:
        made = take(_board_at(now), as_of, registry(), numbers, last.pop(as_of, None))
        last[as_of] = made
        for day in list(last)[:-LAST_DAYS]:
            last.pop(day, None)
        return made

    return _kept(("known", as_of, today()), taken)


def _board_at(now: tuple[str, str, str]) -> Board:
    file, _, until = now
    return Board.open(Path(file)).recorded_by(until)


def missing(known: BoardSnapshot, indicator: str) -> list[Gap]:
    """What it costs to know, for an indicator; from the cache where the board has not changed."""

    def found() -> list[Gap]:
        reads = reads_for(list(registry().values()))
        evidence = Evidence(known.numbers.observations(known.as_of, reads), known.as_of, known.events, reads)
        return gaps(registry()[indicator], list(registry().values()), evidence)

    return _kept(("missing", known.as_of, indicator), found)


def change_days(last: date) -> list[str]:
    """The days up to `last` on which anything changed, as ISO text."""
    return [day.isoformat() for day in days_of_change(board(), last) if day >= FIRST_DAY]


def moments(last: date) -> list[str]:
    """The UTC times up to the end of a day at which anything was recorded, and before them the last without."""
    found = [at for at in board().moments() if at[:10] <= last.isoformat()]
    if not found:
        return []
    first = datetime.fromisoformat(found[0]) - timedelta(seconds=1)
    return [first.strftime("%Y-%m-%dT%H:%M:%SZ"), *found]


def changed(first: str, last: str, *, recorded: bool) -> Changes:
    """What changed between two days or moments, from the cache where the board has not changed."""
    now = _now()

    def found() -> Changes:
        store, indicators = _board_at(now), registry()
        before, after = (snapshot_at(store, at, indicators, recorded=recorded) for at in (first, last))
        return between(store, before, after, MOST_CHANGES)

    return _kept(("changed", first, last, recorded), found)


def on_file() -> tuple[list[str], list[str]]:
    """The series and the entities that have numbers; kept until the board changes."""
    return _kept(("on file",), board().on_file)


def whose() -> Callable[[str], Sequence[str]]:
    """Who has numbers of a series, of the entities on file; kept until the board changes."""
    found = _kept(("whose",), board().whose)
    return lambda series: found.get(series, ())


def count(known: BoardSnapshot, wanted: Wanted) -> int:
    """How many numbers are wanted, up to a limit; kept until the board changes."""
    return _kept(("count", known.as_of, wanted), lambda: known.board.count(known.as_of, wanted))


def revisions(known: BoardSnapshot) -> Revisions:
    """What was revised; kept until the board changes."""
    return _kept(("revisions", known.as_of), lambda: known.board.revisions(known.as_of, REVISED))


def words(known: BoardSnapshot) -> Vocabulary:
    """The names that stand on the board, and the catalogue's own."""
    uses = known.stands.uses
    return _kept(("words", known.as_of), lambda: Vocabulary(board().series(), uses, named(registry().values())))


# The session


def remember_pages(pages: Mapping[str, st.Page]) -> None:
    """Keep the menu's pages, so that a page can link to another."""
    st.session_state[PAGES] = dict(pages)


def page(name: str) -> st.Page:
    """A page of the menu by its path."""
    found: st.Page = st.session_state[PAGES][name]
    return found


def params(**more: str) -> dict[str, str]:
    """The URL's state for a link: the board and the day, and what is added."""
    kept = {name: st.query_params[name] for name in (BOARD, AS_OF, RECORDED) if name in st.query_params}
    return kept | more


def take_day_from_url() -> None:
    """On a session's first page the day comes from the URL; what is no day up to today is today."""
    if AS_OF in st.session_state:
        return
    try:
        day = date.fromisoformat(st.query_params.get(AS_OF, ""))
    except ValueError:  # none, or not a day
        day = today()
    st.session_state[AS_OF] = day if FIRST_DAY <= day <= today() else today()


def put_day_in_url(day: object) -> date:
    """The day that is shown; a past one stands in the URL, so that the page can be shared."""
    shown = day if isinstance(day, date) else today()
    if shown < today():
        st.query_params[AS_OF] = shown.isoformat()
    else:
        st.query_params.pop(AS_OF, None)
    return shown


def show_day(day: date) -> None:
    """Set the as-known-on date, from a callback."""
    memory.fill_next({AS_OF: day})


def begin() -> date:
    """At the start of each run: the session's own values, and the fields as a callback left them to be filled.

    Gives the day that the run begins on; the fields that showed today show it.

    Streamlit may end a script at each touch of its session state, inside a callback too, where another click or key is
    already waiting. What a callback keeps therefore goes into a mapping of our own, which no such touch guards: a save
    that is written is always reported. A field that was changed in the meantime keeps what was typed.
    """
    if memory.OWN not in st.session_state:
        st.session_state[memory.OWN] = {}
    left = memory.own().get(memory.NEXT, {})
    now = st.session_state.to_dict()
    for key, (then, value) in left.items():
        if now.get(key) == then:
            st.session_state[key] = value
    memory.own()[memory.NEXT] = {}
    return _follow_today()


def _follow_today() -> date:
    """A field that showed today shows it after midnight too: only an earlier day was chosen."""
    day, was = today(), memory.at(TODAY)
    memory.put(TODAY, day)
    if isinstance(was, date) and was != day:
        memory.fill({key: day for key, value in memory.fields().items() if key in (AS_OF, *TODAYS) and value == was})
    return day
