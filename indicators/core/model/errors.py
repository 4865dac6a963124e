"""Expected trouble: one sentence that says what, where and what to do, and the exit code that goes with it."""

from __future__ import annotations


class TelltaleError(Exception):
    """An error a person can act on. Its text is one sentence; `exit_code` is what the command line leaves with."""

    exit_code = 3


class UsageError(TelltaleError):
    """The call itself is wrong: an unknown command, option, indicator or form of date."""

    exit_code = 2


class InputError(TelltaleError):
    """What was handed in cannot be taken, and nothing was written."""

    exit_code = 3


class BoardError(TelltaleError):
    """The board cannot be used: missing, locked, damaged, read-only or written by a newer version."""

    exit_code = 4


class DeclarationError(TelltaleError):
    """A file of the catalogue contradicts itself or another; raised when it is loaded."""

    exit_code = 4
