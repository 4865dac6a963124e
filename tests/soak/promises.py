"""The promises, in the order in which they are run, with how much of each is done in full and in short."""

from __future__ import annotations

from .birth import dies, small_disk
from .clocks import stepping
from .copies import over_damage, same_readings, while_writing
from .damage import planted
from .journal import cut, half_migrated
from .malformed import rejected_or_exact
from .no_room import full_disk
from .pages import cut_short, two_windows
from .promise import Promise
from .reach import out_of_reach
from .restoring import killed_copying, under_writers
from .windows import real_windows
from .writing import killed, writers

PROMISES = (
    Promise("kill -9 in the middle of writes", killed, full=100, short=8),
    Promise("eight writers and a reader", writers, full=1000, short=30),
    Promise("a save that Streamlit cuts short", cut_short, full=60, short=6),
    Promise("two windows on one board", two_windows, full=20, short=1),
    Promise("tabs closed and reloaded after Save", real_windows, full=12, short=0),
    Promise("a full disk", full_disk, full=180, short=6),
    Promise("a new board or the day's copy killed", dies, full=150, short=4),
    Promise("a new board on a small disk", small_disk, full=101, short=5),
    Promise("a board read-only or gone", out_of_reach, full=7, short=1),
    Promise("a copy whose -wal is cut", cut, full=40, short=3),
    Promise("a backup while others write", while_writing, full=100, short=4),
    Promise("a restore over a damaged board", over_damage, full=140, short=7),
    Promise("a restore under three writers", under_writers, full=60, short=4),
    Promise("death at each step of a restore and of a backup", killed_copying, full=400, short=12),
    Promise("the same readings after a restore", same_readings, full=3, short=1),
    Promise("a migration that dies half way", half_migrated, full=99, short=6),
    Promise("malformed rows", rejected_or_exact, full=10_000, short=1000),
    Promise("a clock that is set back and forth", stepping, full=1000, short=60),
    Promise("damage that `check` finds", planted, full=99, short=6),
)
